"""Places: the gazetteer, where a report names places, which ones it means, and spots said by way of others.

The geopy geocoder stands apart in ``geokit.places.geocoder``: only who asks for it imports geopy.
"""

from geokit.places.checks import Finding, check_gazetteer
from geokit.places.finding import find_places
from geokit.places.gazetteer import Gazetteer, load_gazetteer
from geokit.places.lookup import resolve_name
from geokit.places.recognition import Recogniser, RuleRecogniser
from geokit.places.records import mention_record

__all__ = [
    "Finding",
    "Gazetteer",
    "Recogniser",
    "RuleRecogniser",
    "check_gazetteer",
    "find_places",
    "load_gazetteer",
    "mention_record",
    "resolve_name",
]
