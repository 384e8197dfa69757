"""Geometries fit for every file: flat, of one kind, cut at the antimeridian, rounded, valid and oriented.

Coordinates are longitude, latitude in EPSG:4326. Longitudes may run past 180 degrees, or a line may jump from
one side of the antimeridian to the other: both are read as crossing it, and cut there (RFC 7946, 3.1.9).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

__all__ = [
    "all_parts_of_dimension",
    "bounding_box",
    "bounding_boxes",
    "geometry_json",
    "parts_of_dimension",
    "tidy",
    "tidy_all",
]

_DECIMALS = 6
_GRID_DEGREES = 1e-6

# shapely's numbers of types
_POINT, _COLLECTION = 0, 7
_MULTI: dict[int, Any] = {0: shapely.MultiPoint, 1: shapely.MultiLineString, 2: shapely.MultiPolygon}


def tidy(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """Make a geometry fit for GeoJSON.

    Parameters
    ----------
    geometry : shapely geometry or None
        EPSG:4326, longitude first.

    Returns
    -------
    shapely geometry or None
        Two-dimensional, with at most 6 decimals, valid, polygons by the right-hand rule, no part across the
        antimeridian; a collection of one kind as the Multi type of that kind. ``None`` for an empty one.
    """
    if geometry is None or geometry.is_empty:
        return None
    parts = [_sound(_unwrapped(part)) for part in _simple_parts(shapely.force_2d(geometry))]
    pieces = [piece for part in parts for piece in _within_the_world(part)]
    rounded = _rounded(_sound(_gathered(pieces)))
    return shapely.orient_polygons(_gathered(_simple_parts(rounded)))


def tidy_all(geometries: Iterable[BaseGeometry | None]) -> list[BaseGeometry | None]:
    """Tidy many geometries: points all at once, any other shape once, however many places share it."""
    given = np.fromiter(geometries, dtype=object)
    tidied = np.full(given.shape, None, dtype=object)
    is_spot = (shapely.get_type_id(given) == _POINT) & ~shapely.is_empty(given)
    tidied[is_spot] = shapely.points(_round(_into_the_world(shapely.get_coordinates(given[is_spot]))))
    done: dict[bytes, BaseGeometry | None] = {}
    others = np.flatnonzero(~is_spot & shapely.is_geometry(given))
    for position, key in zip(others, shapely.to_wkb(given[others]), strict=True):
        if key not in done:
            done[key] = tidy(given[position])
        tidied[position] = done[key]
    return list(tidied)


def geometry_json(geometry: BaseGeometry | None) -> dict[str, Any] | None:
    """Give a geometry as the mapping that stands in GeoJSON, tidied, or ``None``."""
    tidied = tidy(geometry)
    return None if tidied is None else json.loads(shapely.to_geojson(tidied))


def parts_of_dimension(geometry: BaseGeometry, dimension: int) -> BaseGeometry | None:
    """Give what a geometry holds of points (0), lines (1) or areas (2), or ``None``."""
    parts = [part for part in _simple_parts(geometry) if _dimension(part) == dimension]
    return _gathered(parts) if parts else None


def all_parts_of_dimension(geometries: Iterable[BaseGeometry | None], dimension: int) -> NDArray[np.object_]:
    """Give what each of many tidied geometries holds of points (0), lines (1) or areas (2), or ``None``."""
    given = np.fromiter(geometries, dtype=object)
    parts: NDArray[np.object_] = np.full(given.shape, None, dtype=object)
    np.copyto(parts, given, where=shapely.get_dimensions(given) == dimension)
    for position in np.flatnonzero(shapely.get_type_id(given) == _COLLECTION):
        parts[position] = parts_of_dimension(given[position], dimension)
    return parts


def bounding_box(geometries: Iterable[BaseGeometry | None]) -> list[float] | None:
    """Give west, south, east, north of tidied geometries in degrees, or ``None`` where there are none.

    Where something lies on both sides of the antimeridian and reaches it, the box is the narrowest one around
    everything, and its west may be greater than its east (RFC 7946, 5.2).
    """
    given = np.fromiter(geometries, dtype=object)
    placed = given[shapely.is_geometry(given)]
    if not placed.size:
        return None
    west, south, east, north = shapely.total_bounds(placed).tolist()
    if _reach_both_sides(shapely.bounds(placed)).any():
        parts = shapely.get_parts(shapely.get_parts(placed))
        west, east = _narrowest_span(shapely.bounds(parts)[:, [0, 2]])
    return [west, south, east, north]


def bounding_boxes(geometries: Iterable[BaseGeometry | None]) -> list[list[float] | None]:
    """Give the bounding box of each tidied geometry; see :func:`bounding_box`."""
    given = np.fromiter(geometries, dtype=object)
    bounds = shapely.bounds(given)
    boxes: list[list[float] | None] = bounds.tolist()
    for position in np.flatnonzero(_reach_both_sides(bounds) | ~shapely.is_geometry(given)):
        boxes[position] = bounding_box([given[position]])
    return boxes


def _dimension(geometry: BaseGeometry) -> int:
    return int(shapely.get_dimensions(geometry))


def _simple_parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Give the points, lines and polygons of a geometry, however deep they were nested."""
    parts = [geometry]
    while any(_is_collection(part) for part in parts):
        parts = list(shapely.get_parts(np.array(parts, dtype=object)))
    return [part for part in parts if not part.is_empty]


def _is_collection(geometry: BaseGeometry) -> bool:
    return geometry.geom_type.startswith("Multi") or geometry.geom_type == "GeometryCollection"


def _gathered(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """Join simple parts: one as it is, several of a kind as its Multi type, mixed ones as a collection."""
    members = list(parts)
    if len(members) == 1:
        return members[0]
    dimensions = {_dimension(part) for part in members}
    if len(dimensions) > 1:
        return shapely.GeometryCollection(members)
    joined: BaseGeometry = _MULTI[dimensions.pop()](members)
    return joined


def _sound(geometry: BaseGeometry) -> BaseGeometry:
    """Give the same without crossings; parts that overlap (a county and its province) become one.

    An area or a line without extent is the spot that it is.
    """
    if geometry.is_valid:
        return geometry
    sound = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    return _first_spot(geometry) if sound.is_empty else sound


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    if geometry.geom_type == "Point":
        return shapely.transform(geometry, _round)
    snapped = shapely.set_precision(geometry, _GRID_DEGREES)
    if snapped.is_empty:  # thinner than the grid, which is a tenth of a metre
        snapped = _first_spot(geometry)
    # The grid's own multiples are not always the nearest numbers of so many decimals.
    return shapely.transform(snapped, _round)


def _round(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    # Adding zero makes minus zero plain zero.
    return np.round(degrees, _DECIMALS) + 0.0


def _first_spot(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.Point(shapely.get_coordinates(geometry)[0])


def _within_the_world(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Cut a geometry where it leaves the world and bring every piece back into it."""
    west, _, east, _ = geometry.bounds
    if west >= -180.0 and east <= 180.0:
        return _simple_parts(geometry)
    if _dimension(geometry) == 0:
        return [shapely.transform(geometry, _into_the_world)]
    pieces: list[BaseGeometry] = []
    for turn in range(math.floor((west + 180.0) / 360.0), math.ceil((east + 180.0) / 360.0)):
        shift = 360.0 * turn
        inside = shapely.intersection(geometry, shapely.box(shift - 180.0, -90.0, shift + 180.0, 90.0))
        back = _simple_parts(translate(inside, xoff=-shift))
        pieces.extend(piece for piece in back if _dimension(piece) == _dimension(geometry))
    return pieces


def _into_the_world(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = degrees[:, 0], degrees[:, 1]
    outside = (lon < -180.0) | (lon > 180.0)
    return np.column_stack([np.where(outside, (lon + 180.0) % 360.0 - 180.0, lon), lat])


def _unwrapped(part: BaseGeometry) -> BaseGeometry:
    """Let longitudes run on past 180 degrees where a part jumps over the antimeridian."""
    if part.geom_type in ("LineString", "LinearRing"):
        return shapely.transform(part, _without_jumps)
    if not isinstance(part, shapely.Polygon):
        return part
    shell = _without_jumps(shapely.get_coordinates(part.exterior))
    middle = (shell[:, 0].min() + shell[:, 0].max()) / 2
    holes = []
    for ring in part.interiors:
        hole = _without_jumps(shapely.get_coordinates(ring))
        turns = np.round((middle - (hole[:, 0].min() + hole[:, 0].max()) / 2) / 360.0)
        holes.append(np.add(hole, [360.0 * turns, 0.0]))
    return shapely.Polygon(shell, holes)


def _without_jumps(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    # A step of exactly 360 degrees runs along the whole world, as in a box around it, and is no jump.
    step = np.diff(degrees[:, 0])
    jump = (np.abs(step) > 180.0) & (np.abs(step) < 360.0)
    shift = np.concatenate([[0.0], np.cumsum(np.where(jump, -360.0 * np.sign(step), 0.0))])
    return np.column_stack([degrees[:, 0] + shift, degrees[:, 1]])


def _reach_both_sides(bounds: NDArray[np.float64]) -> NDArray[np.bool_]:
    reach: NDArray[np.bool_] = (bounds[:, 0] == -180.0) & (bounds[:, 2] == 180.0)
    return reach


def _narrowest_span(spans: NDArray[np.float64]) -> tuple[float, float]:
    """Give west and east of the shortest arc of longitude that covers all spans."""
    ordered = sorted(spans.tolist())
    covered: list[list[float]] = [ordered[0]]
    for west, east in ordered[1:]:
        if west <= covered[-1][1]:
            covered[-1][1] = max(covered[-1][1], east)
        else:
            covered.append([west, east])
    gaps = [(right[0] - left[1], left[1], right[0]) for left, right in pairwise(covered)]
    gaps.append((covered[0][0] + 360.0 - covered[-1][1], covered[-1][1], covered[0][0]))
    width, east, west = max(gaps)
    return (west, east) if width > 0.0 else (-180.0, 180.0)
