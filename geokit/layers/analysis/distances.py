"""How far places are from a line, nearest and farthest, along geodesics.

Kilometres on the ellipsoid (WGS 84), degrees with longitude first. A line is taken at short steps; a step
seen from a spot is straight on the plane that is azimuthal equidistant around that spot, where the distance
to it is plane geometry. Neither the antimeridian nor a pole is anything special there.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geokit.layers.analysis.ellipsoid import geod
from geokit.layers.geometry import tidy

__all__ = ["Line"]

Degrees = NDArray[np.float64]
Kilometres = NDArray[np.float64]

# No degree of latitude or longitude is longer.
_KM_OF_A_DEGREE = 111.7
# Straight in degrees and straight on the plane differ by less than a metre over such a step of the line.
_STEP_KM = 5.0
# The edge of a place is asked for its distance at such steps, an area's inside until it is known this well.
_EDGE_STEP_KM = 0.5
_TOLERANCE = 0.01
# Two distances differ by less along a chord than the ellipsoid's radii do.
_SLACK = 1.006
_PAIRS_AT_ONCE = 4_000_000


class Line:
    """A line, or the outline of an area, to which distances are asked for.

    Parameters
    ----------
    geometry : shapely geometry
        EPSG:4326, longitude first; of an area everything inside is at no distance.
    """

    def __init__(self, geometry: BaseGeometry) -> None:
        shape = tidy(geometry)
        if shape is None:
            raise ValueError("an empty geometry is at no distance from anything")
        pieces = _stepped(shape, _STEP_KM)
        self._parts = _simple_parts(shape)
        self._corners = np.concatenate(pieces)
        self._starts = np.concatenate([piece[:-1] if len(piece) > 1 else piece for piece in pieces])
        self._ends = np.concatenate([piece[1:] if len(piece) > 1 else piece for piece in pieces])
        self._middles = (_in_space(self._starts) + _in_space(self._ends)) / 2
        self._step_km = float(np.max(_seen_from(self._starts, self._ends)[0]))

    def nearest_km(self, spots: Degrees) -> Kilometres:
        """Give the distance of each spot (longitude, latitude)."""
        at_once = max(1, _PAIRS_AT_ONCE // len(self._starts))
        parts = [self._from_steps_km(spots[at : at + at_once]) for at in range(0, len(spots), at_once)]
        distances = np.concatenate([np.zeros(0), *parts])
        for area in self._parts[shapely.get_dimensions(self._parts) == 2]:
            shapely.prepare(area)
            distances[shapely.intersects_xy(area, spots)] = 0.0
        return distances

    def span_km(self, geometry: BaseGeometry) -> tuple[float, float]:
        """Give the distance of the nearest and of the farthest spot of a tidied line or area."""
        from_edge = self.nearest_km(np.concatenate(_stepped(geometry, _EDGE_STEP_KM)))
        parts = _simple_parts(geometry)
        nearest, farthest = float(from_edge.min()), float(from_edge.max())
        if shapely.intersects(parts[:, None], self._parts).any():
            nearest = 0.0
        else:
            # Of two lines that do not cross, a corner of one or of the other is nearest.
            nearest = min(nearest, float(Line(geometry).nearest_km(self._corners).min()))
        for area in parts[shapely.get_dimensions(parts) == 2]:
            farthest = self._farthest_inside(area, farthest)
        return nearest, farthest

    def _from_steps_km(self, spots: Degrees) -> Kilometres:
        chords = _chords(_in_space(spots), self._middles)
        near_enough = chords.min(axis=1) * _SLACK + self._step_km
        which, steps = np.nonzero(chords <= near_enough[:, None])
        exact = _km_to_steps(spots[which], self._starts[steps], self._ends[steps])
        nearest = np.full(len(spots), np.inf)
        np.minimum.at(nearest, which, exact)
        return nearest

    def _farthest_inside(self, area: BaseGeometry, farthest: float) -> float:
        """Look for a spot inside an area that is farther than its edge.

        Cells that could hold one are halved until none could be farther by more than the tolerance.
        """
        west, south, east, north = area.bounds
        cells = np.array([[(west + east) / 2, (south + north) / 2]])
        half = np.array([(east - west) / 2, (north - south) / 2])
        shapely.prepare(area)
        while len(cells):
            distances = self.nearest_km(cells)
            inside = shapely.intersects_xy(area, cells)
            farthest = max(farthest, float(distances[inside].max(initial=0.0)))
            reach = _KM_OF_A_DEGREE * math.hypot(*half)
            open_ = distances + reach > farthest * (1 + _TOLERANCE) + _EDGE_STEP_KM
            open_ &= shapely.intersects(area, shapely.box(*(cells - half).T, *(cells + half).T))
            half = half / 2
            quarters = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]]) * half
            cells = (cells[open_, None, :] + quarters).reshape(-1, 2)
        return farthest


def _simple_parts(geometry: BaseGeometry) -> NDArray[np.object_]:
    return shapely.get_parts(shapely.get_parts(geometry))


def _stepped(geometry: BaseGeometry, step_km: float) -> list[Degrees]:
    """Give the spots of every line of a geometry, or ring of its areas, at steps no longer than asked."""
    parts = _simple_parts(geometry)
    is_area = shapely.get_dimensions(parts) == 2
    rings = [*parts[~is_area], *shapely.get_rings(parts[is_area])]
    return [shapely.get_coordinates(shapely.segmentize(ring, step_km / _KM_OF_A_DEGREE)) for ring in rings]


def _seen_from(spots: Degrees, others: Degrees) -> tuple[Kilometres, NDArray[np.float64]]:
    """Give the distance and the bearing (radians from north) at which others lie from spots."""
    bearings, _, metres = geod().inv(spots[:, 0], spots[:, 1], others[:, 0], others[:, 1])
    return np.asarray(metres) / 1000.0, np.radians(bearings)


def _km_to_steps(spots: Degrees, starts: Degrees, ends: Degrees) -> Kilometres:
    """Give the distance of each spot to its step, on the plane around the spot."""
    first, last = (_on_plane(spots, corner) for corner in (starts, ends))
    along = last - first
    length = (along**2).sum(axis=1)
    share = np.clip(-(first * along).sum(axis=1) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    nearest: Kilometres = np.linalg.norm(first + share[:, None] * along, axis=1)
    return nearest


def _on_plane(spots: Degrees, others: Degrees) -> Kilometres:
    distance, bearing = _seen_from(spots, others)
    return np.column_stack([distance * np.sin(bearing), distance * np.cos(bearing)])


def _in_space(spots: Degrees) -> Kilometres:
    """Give positions in space, in kilometres from the middle of the ellipsoid."""
    lon, lat = np.radians(spots).T
    square = geod().es
    radius = geod().a / 1000.0 / np.sqrt(1 - square * np.sin(lat) ** 2)
    across = radius * np.cos(lat)
    return np.column_stack([across * np.cos(lon), across * np.sin(lon), radius * (1 - square) * np.sin(lat)])


def _chords(spots: Kilometres, others: Kilometres) -> Kilometres:
    squares = (spots**2).sum(axis=1)[:, None] + (others**2).sum(axis=1) - 2 * spots @ others.T
    chords: Kilometres = np.sqrt(np.maximum(squares, 0.0))
    return chords
