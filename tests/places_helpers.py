"""What the tests of places share: the small gazetteer, and a report out of a text."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from geokit.model import Report
from geokit.places import find_places, load_gazetteer

FOLDER = Path(__file__).parent / "fixtures" / "gazetteer"


@lru_cache(maxsize=1)
def small_gazetteer():
    return load_gazetteer([FOLDER], only=True)


def report(text, publisher=None):
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report("r", None, text, None, None, publisher, None, None, "en", "r.txt", digest)


def found(text, publisher=None):
    """The resolutions of a text, spatial expressions left out."""
    places = find_places(report(text, publisher), small_gazetteer())
    return [one for one in places if one.mention.kind != "relative"]


def kinds(text, publisher=None):
    return [(one.mention.text, one.mention.kind) for one in found(text, publisher)]


def ids(text):
    return [(one.mention.text, one.place.id if one.place else None) for one in found(text)]
