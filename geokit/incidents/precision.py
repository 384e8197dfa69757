"""UCDP's scales: how exactly a place or a day is known."""

from __future__ import annotations

from geokit.model import Place

__all__ = ["where_precision"]

_COUNTRY = {"country"}
_FIRST_LEVEL = {"province"}
_SECOND_LEVEL = {"county", "district"}
_SEA = {"sea", "bay", "gulf"}
_TOWN = {"city", "town", "village"}
_SPOT = _TOWN | {
    "site",
    "pass",
    "mountain",
    "island",
    "crossing",
    "bridge",
    "station",
    "port",
    "airport",
}
_EXACT_KM = 5.0
_NEAR_KM = 25.0


def where_precision(place: Place | None) -> int | None:
    """How exactly a place is known, on UCDP's scale.

    1 exact, 2 within about 25 km, 3 second-level unit, 4 first-level unit, 5 line or fuzzy area, 6 country,
    7 sea or air.
    """
    if place is None:
        return None
    for level, features in ((6, _COUNTRY), (7, _SEA), (4, _FIRST_LEVEL), (3, _SECOND_LEVEL)):
        if place.feature in features:
            return level
    if place.shape_basis == "computed" or place.shape == "line":
        return 2 if place.radius_km <= _NEAR_KM else 5
    if place.feature in _TOWN and place.shape == "area":
        # A city that is a unit of its own, its countryside included.
        return 4 if place.name == place.adm1 else 3
    if place.radius_km <= _EXACT_KM or (place.feature in _SPOT and place.radius_km <= _NEAR_KM):
        return 1
    return 2 if place.radius_km <= _NEAR_KM else 5
