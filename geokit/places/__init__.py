"""Places: the gazetteer, where a report names places, which ones it means, and spots said by way of others.

Each name is imported when it is asked for: a search in the gazetteer needs no recogniser, and only who asks
for a geocoder imports geopy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geokit.places.checks import Finding, check_gazetteer
    from geokit.places.finding import find_places
    from geokit.places.gazetteer import Gazetteer, load_gazetteer
    from geokit.places.geocoder import GazetteerGeocoder, OnlineGeocoder
    from geokit.places.lookup import resolve_name
    from geokit.places.recognition import Recogniser, RuleRecogniser
    from geokit.places.records import mention_record

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

_HOMES = {
    "Finding": "checks",
    "Gazetteer": "gazetteer",
    "GazetteerGeocoder": "geocoder",
    "OnlineGeocoder": "geocoder",
    "Recogniser": "recognition",
    "RuleRecogniser": "recognition",
    "check_gazetteer": "checks",
    "find_places": "finding",
    "load_gazetteer": "gazetteer",
    "mention_record": "records",
    "resolve_name": "lookup",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
