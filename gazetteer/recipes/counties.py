"""Approximate areas of the North's second-level units: Voronoi cells of their seats.

No package holds the real boundaries under a free licence. A cell is the ground nearer to a unit's seat than
to any other, inside the province (as Natural Earth draws it) in which the seat lies; it is labelled
``approximate`` and never finer than that.
"""

from __future__ import annotations

import math
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.tables import Row, feature

STRETCH = math.cos(math.radians(40.0))
# First-level cities that Natural Earth does not draw: the union of their units' cells.
CITIES_OF_CELLS = ("kp-kaesong", "kp-nampo")
SECOND_LEVEL = {"city", "county", "district"}


def county_features(places: list[Row], provinces: dict[str, BaseGeometry]) -> list[dict[str, Any]]:
    """Return an approximate area for each second-level unit of the North, and for Kaesong and Nampo."""
    seats = {
        row["id"]: shapely.Point(float(row["lon"]), float(row["lat"]))
        for row in places
        if row["country"] == "KP" and row["feature"] in SECOND_LEVEL and len(row["parents"].split()) == 2
    }
    areas: dict[str, BaseGeometry] = {}
    for province, area in provinces.items():
        inside = {place: seat for place, seat in seats.items() if _home(seat, provinces) == province}
        areas |= _cells(inside, area)
    for city in CITIES_OF_CELLS:
        areas[city] = shapely.union_all(
            [area for place, area in areas.items() if place.startswith(f"{city}-")]
        )
    return [
        feature(
            area,
            {"place_id": place, "basis": "approximate", "source": "geokit-cells"},
            4,
        )
        for place, area in sorted(areas.items())
    ]


def _home(seat: shapely.Point, provinces: dict[str, BaseGeometry]) -> str:
    """Return the province that the seat lies in, or the nearest where the coast is drawn short of it."""
    return min(provinces, key=lambda province: (provinces[province].distance(seat), province))


def _cells(seats: dict[str, shapely.Point], province: BaseGeometry) -> dict[str, BaseGeometry]:
    flat_province = _stretched(province, STRETCH)
    flat_seats = {place: _stretched(seat, STRETCH) for place, seat in seats.items()}
    diagram = shapely.voronoi_polygons(shapely.union_all([*flat_seats.values()]), extend_to=flat_province)
    cells = {}
    for place, seat in flat_seats.items():
        cell = next(cell for cell in shapely.get_parts(diagram) if cell.covers(seat))
        clipped = shapely.simplify(shapely.intersection(cell, flat_province), 0.001)
        cells[place] = _stretched(clipped, 1 / STRETCH)
    return cells


def _stretched(geometry: BaseGeometry, factor: float) -> BaseGeometry:
    """Scale longitudes, so that a degree is as long in both directions at the peninsula's middle."""
    return shapely.transform(geometry, lambda xy: xy * (factor, 1.0))
