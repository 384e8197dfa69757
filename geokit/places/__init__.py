"""Places: the gazetteer, where a report names places, which ones it means, and spots said by way of others.

The geopy geocoders stand apart in ``geokit.places.geocoder``: only who asks for one imports geopy.
"""

from typing import TYPE_CHECKING, Any

from geokit.places.checks import Finding, check_gazetteer
from geokit.places.finding import find_places
from geokit.places.gazetteer import Gazetteer, load_gazetteer
from geokit.places.lookup import resolve_name
from geokit.places.recognition import Recogniser, RuleRecogniser
from geokit.places.records import mention_record

if TYPE_CHECKING:
    from geokit.places.geocoder import GazetteerGeocoder, OnlineGeocoder

__all__ = [
    "Finding",
    "Gazetteer",
    "GazetteerGeocoder",
    "OnlineGeocoder",
    "Recogniser",
    "RuleRecogniser",
    "check_gazetteer",
    "find_places",
    "load_gazetteer",
    "mention_record",
    "resolve_name",
]


def __getattr__(name: str) -> Any:
    """Import a geocoder when it is asked for."""
    if name in ("GazetteerGeocoder", "OnlineGeocoder"):
        from geokit.places import geocoder

        return getattr(geocoder, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
