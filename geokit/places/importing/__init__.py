"""Other people's gazetteers as a folder of ours: read, matched with the places that there are, written.

Files go in by :func:`import_places`; the modules stand for its steps. ``tables``, ``features`` and
``geopackage`` read rows into records; ``matching`` says which of them are places that the gazetteer has,
``containers`` which units hold the others; ``folder`` writes.
"""

from geokit.places.importing.importer import Attachment, Imported, import_places
from geokit.places.importing.records import Settings
from geokit.places.importing.sources import SourceEntry, source_entry

__all__ = ["Attachment", "Imported", "Settings", "SourceEntry", "import_places", "source_entry"]
