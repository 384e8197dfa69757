"""Whether a slot of a prediction is right: its day, its count, its place and the shape of that."""

from __future__ import annotations

import calendar
import math
import re
from typing import TYPE_CHECKING

from geokit.evaluation.gold import GoldPlace, GoldRecord
from geokit.evaluation.predictions import Prediction

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["count_is_right", "date_is_right", "kilometres", "place_is_right", "shape_is_right"]

_SCORED_ROLES = ("event", "origin", "scope")
_KM_PER_DEGREE = 110.57
_KM_PER_DEGREE_AT_EQUATOR = 111.32
_EARTH_DIAMETER_KM = 12742.0176

Days = tuple[str | None, str | None]


def date_is_right(gold: GoldRecord, edtf: str | None) -> bool:
    """An exact date day by day; another where the two intervals meet; none where the gold has none."""
    readings = [_days(one) for one in gold.dates]
    if not readings or not edtf:
        return not readings and not edtf
    predicted = _days(edtf)
    return predicted in readings or (not gold.date_is_exact and _meet(readings[0], predicted))


def _days(edtf: str) -> Days:
    """First and last day as text, ``None`` at an open end; an unknown year stays XXXX."""
    first, _, last = edtf.partition("/")
    return _edge(first, is_last=False), _edge(last or first, is_last=True)


def _edge(part: str, *, is_last: bool) -> str | None:
    day = re.sub(r"[~?%]", "", part).split("T")[0]
    if day in ("", ".."):
        return None
    pieces = day.split("-")
    if len(pieces) == 1:
        return day + ("-12-31" if is_last else "-01-01")
    if len(pieces) == 2:
        return f"{day}-{_last_of_month(*pieces):02d}" if is_last else f"{day}-01"
    return day


def _last_of_month(year: str, month: str) -> int:
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return 31
    # Of an unknown year February has 28 days.
    return calendar.monthrange(int(year) if year.isdigit() else 2001, int(month))[1]


def _meet(first: Days, second: Days) -> bool:
    starts_before = first[0] is None or second[1] is None or first[0] <= second[1]
    ends_after = first[1] is None or second[0] is None or first[1] >= second[0]
    return starts_before and ends_after


def count_is_right(gold: GoldRecord, n: int | None) -> bool:
    """The gold's best figure, or any in its range; none where the gold has none."""
    if gold.n_best is None and gold.n_min is None:
        return n is None
    if n is None:
        return gold.n_best is None
    in_range = gold.n_min is not None and gold.n_min <= n and (gold.n_max is None or n <= gold.n_max)
    return n == gold.n_best or (in_range and gold.n_min != gold.n_max)


def place_is_right(gold: GoldRecord, predicted: Prediction) -> bool | None:
    """Whether one of the gold's places is met; ``None`` where there is nothing to be right or wrong about."""
    scored = [place for place in gold.places if place.role in _SCORED_ROLES]
    if scored:
        return any(_is_met(place, predicted) for place in scored)
    sources = [place for place in gold.places if place.role == "source_location"]
    at_source = any(name in predicted.place_name for place in sources for name in place.names)
    # Placed where its source sits: wrong. Placed elsewhere or nowhere: not judged.
    return False if predicted.place_name and at_source else None


def shape_is_right(gold: GoldRecord, predicted: Prediction) -> bool | None:
    """Whether the place that is met is drawn as the gold allows; ``None`` where that is not asked."""
    scored = [place for place in gold.places if place.role in _SCORED_ROLES]
    met = next((place for place in scored if _is_met(place, predicted)), None)
    if met is None or not met.shapes or met.lat is None:
        return None
    return _shape(predicted.geometry) in met.shapes


def _is_met(place: GoldPlace, predicted: Prediction) -> bool:
    if place.lat is None or place.lon is None:
        return any(name in predicted.place_name for name in place.names)
    geometry = predicted.geometry
    if geometry is None or geometry.is_empty:
        return False
    single = geometry.geom_type != "GeometryCollection" or len(getattr(geometry, "geoms", ())) == 1
    if place.max_km and single and _extent_km(geometry) > place.max_km:
        return False
    return _is_near(place.lat, place.lon, geometry, place.tolerance_km)


def _extent_km(geometry: BaseGeometry) -> float:
    west, south, east, north = geometry.bounds
    return kilometres(south, west, north, east)


def _is_near(lat: float, lon: float, geometry: BaseGeometry, tolerance_km: float) -> bool:
    """Whether a spot lies in an area, or within a distance of any geometry, on a plane around the spot."""
    from shapely import Point, transform

    wide = _KM_PER_DEGREE_AT_EQUATOR * math.cos(math.radians(lat))
    around = transform(geometry, lambda at: (at - (lon, lat)) * (wide, _KM_PER_DEGREE))
    distance = around.distance(Point(0, 0))
    if distance == 0:
        return _shape(geometry) == "area" or bool(tolerance_km)
    return bool(tolerance_km) and distance <= tolerance_km


def _shape(geometry: BaseGeometry | None) -> str | None:
    while geometry is not None and geometry.geom_type == "GeometryCollection":
        parts = list(getattr(geometry, "geoms", ()))
        geometry = parts[0] if parts else None
    if geometry is None:
        return None
    kind = geometry.geom_type.removeprefix("Multi")
    return {"Point": "point", "LineString": "line"}.get(kind, "area")


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance of two spots on a sphere, in km."""
    north, other_north = math.radians(lat), math.radians(other_lat)
    half_lat, half_lon = (other_north - north) / 2, math.radians(other_lon - lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(half_lon) ** 2
    return _EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(chord)))
