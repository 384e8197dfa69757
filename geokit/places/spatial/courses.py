"""The course of a river or a border: distances along it, stretches of it, its two banks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geokit.places.geometry import Plane

if TYPE_CHECKING:
    from shapely.geometry import LineString, Point
    from shapely.geometry.base import BaseGeometry

__all__ = ["Course"]

# Within this of the spot on a bank that faces a place lies what "opposite" means first.
FACING_KM = 3.0


class Course:
    """A line on the ground, measured in kilometres from where it begins: a river's source."""

    def __init__(self, line: LineString) -> None:
        middle = line.interpolate(0.5, normalized=True)
        self._plane = Plane(middle.y, middle.x)
        self._line = self._plane.flat(line)
        self.length_km: float = self._line.length

    def locate(self, spot: Point) -> tuple[float, float]:
        """How far along the course a spot lies, and how far from it."""
        flat = self._plane.flat(spot)
        return float(self._line.project(flat)), float(self._line.distance(flat))

    def point(self, km: float) -> Point:
        """The spot at a distance along the course."""
        return self._plane.round(self._line.interpolate(km))

    def stretch(self, from_km: float, to_km: float) -> BaseGeometry:
        """The part between two distances along the course, clipped to its ends."""
        from shapely.ops import substring

        low, high = sorted((max(0.0, from_km), min(self.length_km, to_km)))
        return self._plane.round(substring(self._line, low, high))

    def inside(self, area: BaseGeometry, tolerance_km: float) -> tuple[float, float] | None:
        """The distances between which the course runs through an area or within a tolerance of it."""
        import shapely
        from shapely.geometry import Point

        shared = self._line.intersection(self._plane.flat(area).buffer(tolerance_km))
        along = [self._line.project(Point(xy)) for xy in shapely.get_coordinates(shared)]
        return (min(along), max(along)) if along and max(along) > min(along) else None

    def other_bank(self, spot: Point, km: float) -> tuple[Point, BaseGeometry] | None:
        """The ground within ``km`` of where a spot faces the course, on the other side of it.

        Returns
        -------
        tuple of Point and Polygon, or None
            A spot close to the bank, and the ground; ``None`` where the course does not part the ground.
        """
        from shapely.geometry import Point
        from shapely.ops import nearest_points, split

        flat = self._plane.flat(spot)
        bank = self._line.interpolate(self._line.project(flat))
        pieces = list(split(bank.buffer(km), self._beyond_its_ends(2 * km)).geoms)
        own = min(pieces, key=lambda piece: piece.distance(flat))
        others = [piece for piece in pieces if piece is not own]
        if not others:
            return None
        other = max(others, key=lambda piece: piece.area)
        # Where the line strays, the facing ground may be cut off from the largest piece beyond it.
        near = other.intersection(bank.buffer(max(FACING_KM, 1.2 * other.distance(bank))))
        facing = near.representative_point() if not near.is_empty else nearest_points(other, bank)[0]
        assert isinstance(facing, Point)
        return self._plane.round(facing), self._plane.round(other)

    def side(self, country: BaseGeometry, km: float) -> BaseGeometry:
        """The ground within ``km`` of the course on that side of it where most of a country's ground lies."""
        from shapely.ops import split

        pieces = list(split(self._line.buffer(km), self._beyond_its_ends(2 * km)).geoms)
        flat = self._plane.flat(country)
        return self._plane.round(max(pieces, key=lambda piece: piece.intersection(flat).area))

    def _beyond_its_ends(self, km: float) -> LineString:
        """The course drawn on straight from both ends: it parts the ground at its source and mouth too."""
        from shapely.geometry import LineString

        coords = list(self._line.coords)
        ends = [(coords[1], coords[0]), (coords[-2], coords[-1])]
        (before, after) = (_drawn_on(inner, outer, km) for inner, outer in ends)
        return LineString([before, *coords, after])


def _drawn_on(inner: tuple[float, ...], outer: tuple[float, ...], km: float) -> tuple[float, float]:
    length = math.dist(inner, outer)
    step = (km / length) if length else 0.0
    return outer[0] + (outer[0] - inner[0]) * step, outer[1] + (outer[1] - inner[1]) * step
