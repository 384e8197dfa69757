"""Shapes that are computed: in kilometres on a plane around a spot, and back to degrees.

Longitude stands first. Bearings are degrees clockwise from north, distances kilometres on the ellipsoid. The
plane is azimuthal equidistant: from its centre every distance and bearing is true.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import Geod, Proj
    from shapely.geometry import LineString, Point, Polygon
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "Plane",
    "band",
    "bearing_between",
    "buffered",
    "connection",
    "distance_between",
    "junction",
    "moved",
    "nearest_spot",
    "part_towards",
    "reach_km",
    "sector",
    "shared_edge",
    "swept",
    "tidy",
]

_Shape = TypeVar("_Shape", bound="BaseGeometry")

# So many corners make a circle that is out by less than 0.2% of its radius.
CIRCLE_CORNERS = 64
DECIMALS = 6
# How closely an edge is walked along in search of the spot where others meet it.
STEP_KM = 1.0
STEP_DEGREES = 0.25
# Two outlines so near to each other are one edge.
EDGE_DEGREES = 0.01
# Islands off a coast so many degrees beyond the mainland still lie on that side of a country.
_ROOM = 3.0
# The sine of a direction that counts as none.
_LITTLE = 0.1


class Plane:
    """The plane around a spot, in kilometres east and north of it."""

    def __init__(self, lat: float, lon: float) -> None:
        self._proj = _projection(round(lat, DECIMALS), round(lon, DECIMALS))

    def flat(self, geometry: _Shape) -> _Shape:
        """Lay a shape on the plane."""
        import shapely

        return shapely.transform(geometry, lambda xy: self._project(xy, inverse=False))

    def round(self, geometry: _Shape) -> _Shape:
        """Bring a shape back to degrees, its areas' outer rings counter-clockwise."""
        import shapely

        back = shapely.transform(geometry, lambda xy: self._project(xy, inverse=True))
        return shapely.orient_polygons(back, exterior_cw=False)

    def _project(self, xy: NDArray[Any], *, inverse: bool) -> NDArray[Any]:
        import numpy

        x, y = self._proj(xy[:, 0], xy[:, 1], inverse=inverse)
        return numpy.round(numpy.column_stack([x, y]), DECIMALS)


@lru_cache(maxsize=256)
def _projection(lat: float, lon: float) -> Proj:
    from pyproj import Proj

    return Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84", units="km")


@lru_cache(maxsize=1)
def _geod() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def distance_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance in kilometres between two spots given as (lon, lat)."""
    _, _, metres = _geod().inv(*one, *other)
    return float(metres) / 1000


def bearing_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Direction from one spot to another, both given as (lon, lat)."""
    bearing, _, _ = _geod().inv(*one, *other)
    return float(bearing) % 360


def reach_km(spot: Point, geometry: BaseGeometry) -> float:
    """Distance in kilometres from a spot within which all of a shape lies, rounded up to 100 m."""
    import shapely

    corners = shapely.get_coordinates(geometry)
    _, _, metres = _geod().inv([spot.x] * len(corners), [spot.y] * len(corners), corners[:, 0], corners[:, 1])
    return float(math.ceil(max(metres) / 100) / 10)


def buffered(geometry: BaseGeometry, km: float) -> BaseGeometry:
    """Give everything within ``km`` of a shape."""
    return _buffered(geometry.wkb, km)


# "Near the border" is told in every other report, and a river's surroundings take long to draw.
@lru_cache(maxsize=512)
def _buffered(wkb: bytes, km: float) -> BaseGeometry:
    from shapely import from_wkb

    geometry: BaseGeometry = from_wkb(wkb)
    spot = geometry.representative_point()
    plane = Plane(spot.y, spot.x)
    return plane.round(plane.flat(geometry).buffer(km, quad_segs=CIRCLE_CORNERS // 4))


def band(geometry: BaseGeometry, nearest_km: float, farthest_km: float) -> BaseGeometry:
    """Give what lies between two distances from a shape; from 0 on with the shape."""
    return _band(geometry.wkb, nearest_km, farthest_km)


@lru_cache(maxsize=512)
def _band(wkb: bytes, nearest_km: float, farthest_km: float) -> BaseGeometry:
    from shapely import from_wkb

    geometry: BaseGeometry = from_wkb(wkb)
    spot = geometry.representative_point()
    plane = Plane(spot.y, spot.x)
    flat = plane.flat(geometry)
    outer: BaseGeometry = flat.buffer(farthest_km, quad_segs=CIRCLE_CORNERS // 4)
    if nearest_km > 0:
        outer = outer.difference(flat.buffer(nearest_km, quad_segs=CIRCLE_CORNERS // 4))
    return plane.round(outer)


def moved(spot: Point, bearing: float, km: float) -> Point:
    """Give the spot that lies in a direction at a distance."""
    from shapely.geometry import Point

    lon, lat, _ = _geod().fwd(spot.x, spot.y, bearing, km * 1000)
    return Point(round(lon, DECIMALS), round(lat, DECIMALS))


def swept(geometry: BaseGeometry, bearing: float, nearest_km: float, farthest_km: float) -> BaseGeometry:
    """Give what lies in one direction from a line's or an area's edge, between two distances."""
    import shapely
    from shapely.geometry import MultiPoint

    spot = geometry.representative_point()
    plane = Plane(spot.y, spot.x)
    flat = plane.flat(geometry)
    edges = flat.boundary if geometry.geom_type.endswith("Polygon") else flat
    (east, north), (far_east, far_north) = _polar(bearing, nearest_km), _polar(bearing, farthest_km)
    pieces = [
        MultiPoint(
            [(x + dx, y + dy) for x, y in segment for dx, dy in ((east, north), (far_east, far_north))]
        )
        for part in shapely.get_parts(edges)
        for segment in pairwise(part.coords)
    ]
    ground = shapely.union_all([piece.convex_hull for piece in pieces])
    return plane.round(ground.difference(flat) if edges is not flat else ground)


def part_towards(area: BaseGeometry, bearing: float) -> BaseGeometry:
    """Give the half of an area that lies in a direction, or its quarter where that is between two.

    The halves are those of the span of the area's largest part, which islands overseas do not stretch.
    """
    import shapely

    largest = max(shapely.get_parts(area), key=lambda part: float(part.area))
    west, south, east, north = largest.bounds
    middle = (west + east) / 2, (south + north) / 2
    across, along = math.sin(math.radians(bearing)), math.cos(math.radians(bearing))
    low = [middle[0] if across > _LITTLE else west - _ROOM, middle[1] if along > _LITTLE else south - _ROOM]
    high = [
        middle[0] if across < -_LITTLE else east + _ROOM,
        middle[1] if along < -_LITTLE else north + _ROOM,
    ]
    part: BaseGeometry = shapely.make_valid(area).intersection(shapely.box(*low, *high))
    return part


def shared_edge(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry | None:
    """Give the line along which two areas touch, ``None`` where they do not or only in a spot."""
    import shapely

    common = one.boundary.intersection(other.boundary.buffer(EDGE_DEGREES))
    lines = [part for part in shapely.get_parts(common) if part.geom_type == "LineString"]
    merged = shapely.line_merge(shapely.union_all(lines))
    return merged if merged.length > 2 * EDGE_DEGREES else None


def nearest_spot(geometry: BaseGeometry, spot: Point) -> Point:
    """Give the spot of a shape that lies nearest to another spot."""
    from shapely.ops import nearest_points

    plane = Plane(spot.y, spot.x)
    return plane.round(nearest_points(plane.flat(geometry), plane.flat(spot))[0])


def sector(
    spot: Point, bearing: float, turn: float, nearest_km: float, farthest_km: float
) -> tuple[Point, Polygon]:
    """Give the middle and the area of what lies in a direction from a spot, give or take ``turn`` degrees."""
    from shapely.geometry import Point, Polygon

    angles = [bearing - turn + step * turn / 8 for step in range(17)]
    inner = [_polar(angle, nearest_km) for angle in reversed(angles)] if nearest_km > 0 else [(0.0, 0.0)]
    arcs = [*[_polar(angle, farthest_km) for angle in angles], *inner]
    plane = Plane(spot.y, spot.x)
    middle = plane.round(Point(_polar(bearing, (nearest_km + farthest_km) / 2)))
    area = plane.round(Polygon(arcs))
    assert isinstance(middle, Point)
    assert isinstance(area, Polygon)
    return middle, area


def connection(one: Point, other: Point) -> tuple[Point, LineString]:
    """Give the middle and the line of the straight way between two spots."""
    from shapely.geometry import LineString, Point

    ways = _geod().npts(one.x, one.y, other.x, other.y, 15)
    points = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in ways]
    return Point(points[7]), LineString([(one.x, one.y), *points, (other.x, other.y)])


def junction(geometries: list[BaseGeometry], near: Point) -> tuple[Point, float]:
    """Find the spot where shapes meet, and within how many kilometres of it that is.

    The spot is the one on the edge of the last shape that lies nearest to all of the others, which need not
    quite touch. Where they meet along a line every spot of it is as good: the distance is that to its end.
    """
    import shapely
    from shapely.geometry import Point

    plane = Plane(near.y, near.x)
    # A long straight edge is no straight line on the plane: it gets corners first.
    flat = [plane.flat(shapely.segmentize(geometry, STEP_DEGREES)) for geometry in geometries]
    edges = [shape.boundary if shape.geom_type.endswith("Polygon") else shape for shape in flat]
    corners = [Point(xy) for xy in shapely.get_coordinates(shapely.segmentize(edges[-1], STEP_KM))]
    reach = edges[-1].envelope.buffer(2 * STEP_KM + max(edge.distance(edges[-1]) for edge in edges[:-1]))
    others = [edge.intersection(reach) for edge in edges[:-1]]
    off = [max(float(other.distance(corner)) for other in others) for corner in corners]
    least = min(off)
    best = corners[off.index(least)]
    as_good = [corner for corner, km in zip(corners, off, strict=True) if km <= least + STEP_KM]
    spot = plane.round(best)
    assert isinstance(spot, Point)
    return spot, least + max(float(best.distance(corner)) for corner in as_good)


def tidy(geometry: BaseGeometry) -> BaseGeometry:
    """Give a shape that is valid, rounded to six decimals, with outer rings counter-clockwise."""
    import shapely

    # Rounded corners may fold an outline over itself; a width of nothing unfolds it.
    valid = geometry if geometry.is_valid else geometry.buffer(0)
    return shapely.orient_polygons(shapely.set_precision(valid, 10**-DECIMALS), exterior_cw=False)


def _polar(bearing: float, km: float) -> tuple[float, float]:
    return km * math.sin(math.radians(bearing)), km * math.cos(math.radians(bearing))
