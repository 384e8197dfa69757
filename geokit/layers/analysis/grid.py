"""Density on a grid of hexagons of one size, anywhere on earth.

The grid lies on Lambert's cylindrical equal-area projection of the ellipsoid, true to shape along one
parallel. It is anchored where the equator meets the meridian of Greenwich, and a whole number of hexagons
goes around the world, so that it has no seam and the same parallel and side always give the same cells.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geokit.errors import UsageError
from geokit.layers.analysis.counting import chosen, count_columns, is_known_to, numbers
from geokit.layers.analysis.ellipsoid import size_of
from geokit.layers.frames import CRS
from geokit.layers.geometry import tidy_all

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["hexagons"]

Cell = tuple[int, int]

CELL, COARSER, UNPLACED = "cell", "coarser", "unplaced"

_SPOT = 2
_PARALLEL_STEP = 10
_FARTHEST_PARALLEL = 80
# So fine an edge is drawn that its steps may be taken for geodesics.
_EDGE_STEPS = 16
_EDGE_DEGREES = 0.5


def hexagons(
    incidents: geopandas.GeoDataFrame,
    side_km: float,
    *,
    parallel: float | None = None,
    by: str | None = "type",
    events_only: bool = True,
) -> geopandas.GeoDataFrame:
    """Count incidents in hexagons of one size.

    Only a place that is known as exactly as a cell is wide counts in a cell: within about 25 km
    (``where_prec`` 1 or 2), with a ``radius_km`` of at most twice the side, and all its spots in one cell.
    The others have rows of their own, so that ``n`` always adds up to the number of incidents.
    ``counted_as`` says which rows these are: ``cell``, ``coarser`` or ``unplaced``.

    Parameters
    ----------
    incidents : GeoDataFrame
        As ``incident_frame`` gives them.
    side_km : float
        Side of a cell, 1 to 1000 km. It is altered a little, so that a whole number of cells goes around
        the world: at 40 degrees by at most 0.03 % of 10 km, or 1.5 % of 500 km.
    parallel : float, optional
        Latitude at which cells are regular, from -80 to 80 degrees; away from it they are taller or
        flatter, of the same area. By default the multiple of 10 degrees nearest to the middle of what is
        counted. Cells of two runs are the same where parallel and side are.
    by : str or None
        Column by whose values incidents are counted apart as well, as columns ``n_VALUE``.
    events_only : bool
        Whether to leave out what was no event.

    Returns
    -------
    GeoDataFrame
        Cells in which something is counted, in EPSG:4326, from north to south and west to east: ``cell``
        (its name on the grid), ``counted_as``, ``n``, ``n_VALUE``, ``area_km2``, ``n_per_1000_km2`` and
        ``geometry``. After them the rows that are no cell, without these last three.

    Raises
    ------
    UsageError
        For a side or a parallel out of range.
    """
    if not 1 <= side_km <= 1000:
        raise UsageError(f"side_km={side_km}: give the side of a cell from 1 to 1000 km")
    if parallel is not None and not abs(parallel) <= _FARTHEST_PARALLEL:
        raise UsageError(f"parallel={parallel}: give a latitude from -80 to 80 degrees")
    counted = chosen(incidents, events_only=events_only)
    shapes = np.array(tidy_all(counted.geometry), dtype=object)
    rows, spots = _spots(shapes, _known_to(counted, 2 * side_km))
    grid = _Grid(side_km, _middle_parallel(spots) if parallel is None else parallel)
    cells = _one_cell_each(rows.tolist(), grid.cells_of(spots).tolist())
    return _table(counted, shapes, cells, grid, by)


def _known_to(incidents: geopandas.GeoDataFrame, width_km: float) -> NDArray[np.bool_]:
    """Whether each incident's place is as good as a spot where that many kilometres are one."""
    return is_known_to(incidents, _SPOT) & ~(numbers(incidents["radius_km"]) > width_km)


def _spots(
    shapes: NDArray[np.object_], exact: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Give the spots of the places that are known exactly, and which row each belongs to."""
    rows = (exact & ~shapely.is_missing(shapes)).nonzero()[0]
    chosen_shapes = shapes[rows]
    has_extent = shapely.get_dimensions(chosen_shapes) > 0
    chosen_shapes[has_extent] = shapely.point_on_surface(chosen_shapes[has_extent])
    spots, owners = shapely.get_coordinates(chosen_shapes, return_index=True)
    return rows[owners], spots


def _middle_parallel(spots: NDArray[np.float64]) -> float:
    middle = float(np.median(spots[:, 1])) if len(spots) else 0.0
    nearest = _PARALLEL_STEP * round(middle / _PARALLEL_STEP)
    return float(max(-_FARTHEST_PARALLEL, min(_FARTHEST_PARALLEL, nearest)))


def _one_cell_each(rows: Sequence[int], cells: Sequence[Sequence[int]]) -> dict[int, Cell]:
    """Give the cell of each row whose spots all lie in one."""
    found: dict[int, set[Cell]] = {}
    for row, (line, column) in zip(rows, cells, strict=True):
        found.setdefault(row, set()).add((line, column))
    return {row: next(iter(of_row)) for row, of_row in found.items() if len(of_row) == 1}


def _table(
    incidents: geopandas.GeoDataFrame,
    shapes: NDArray[np.object_],
    cell_of_row: Mapping[int, Cell],
    grid: _Grid,
    by: str | None,
) -> geopandas.GeoDataFrame:
    import geopandas

    cells = sorted(set(cell_of_row.values()), key=lambda cell: (-cell[0], cell[1]))
    number = {cell: position for position, cell in enumerate(cells)}
    apart = np.where(shapely.is_missing(shapes), len(cells) + 1, len(cells))
    groups = np.array(
        [number[cell_of_row[row]] if row in cell_of_row else apart[row] for row in range(len(shapes))],
        dtype=np.intp,
    )
    polygons = [grid.polygon(cell) for cell in cells]
    areas = np.array([*map(size_of, polygons), np.nan, np.nan])
    counts = count_columns(groups, len(cells) + 2, incidents, by)
    table = geopandas.GeoDataFrame(
        {
            "cell": np.array([*map(grid.name, cells), None, None], dtype=object),
            "counted_as": np.array([CELL] * len(cells) + [COARSER, UNPLACED], dtype=object),
            **counts,
            "area_km2": areas,
            "n_per_1000_km2": 1000 * counts["n"] / areas,
        },
        geometry=[*polygons, None, None],
        crs=CRS,
    )
    return table[table["n"] > 0].reset_index(drop=True)


class _Grid:
    """Hexagons with a corner to the north, in rows; every other row is half a cell farther east."""

    def __init__(self, side_km: float, parallel: float) -> None:
        from pyproj import Proj

        self._projection = Proj(proj="cea", lat_ts=parallel, ellps="WGS84")
        self._label = f"{parallel:g}_{side_km:g}"
        half_way_round, _ = self._projection(180.0, 0.0)
        _, self._pole = self._projection(0.0, 90.0)
        self._columns = round(2 * half_way_round / (1000 * side_km * math.sqrt(3)))
        self._width = 2 * half_way_round / self._columns
        self._side = self._width / math.sqrt(3)
        self._degrees_a_metre = 180.0 / half_way_round

    def name(self, cell: Cell) -> str:
        """Name a cell: parallel, side, row and column, so that cells of two grids are never taken for one."""
        return f"{self._label}_{cell[0]}_{cell[1]}"

    def cells_of(self, spots: NDArray[np.float64]) -> NDArray[np.intp]:
        """Give row and column of the cell in which each spot (longitude, latitude) lies."""
        x, y = (np.asarray(metres) for metres in self._projection(spots[:, 0], spots[:, 1]))
        # On axes at 120 degrees the nearest centre is found by rounding, but for the one coordinate of the
        # three that is rounded farthest, which follows from the others.
        down = y / (1.5 * self._side)
        across = x / self._width - down / 2
        exact = np.stack([across, down, -across - down])
        whole = np.round(exact)
        error = np.abs(whole - exact)
        q, r, s = whole
        across = np.where((error[0] > error[1]) & (error[0] > error[2]), -r - s, q)
        down = np.where((error[1] >= error[0]) & (error[1] > error[2]), -q - s, r)
        row = down.astype(np.intp)
        column = across.astype(np.intp) + row // 2
        half = self._columns // 2
        return np.column_stack([row, (column + half) % self._columns - half])

    def polygon(self, cell: Cell) -> BaseGeometry:
        """Give a cell in degrees, its edges in steps, cut at the antimeridian and at a pole."""
        row, column = cell
        centre = self._width * (column + (row % 2) / 2), 1.5 * self._side * row
        turns = np.radians(np.arange(90, 451, 60))
        corners = np.column_stack([np.cos(turns), np.sin(turns)]) * self._side + centre
        edge = shapely.segmentize(shapely.LineString(corners), self._side / _EDGE_STEPS)
        x, y = shapely.get_coordinates(edge).T
        _, lat = self._projection(np.zeros(len(y)), np.clip(y, -self._pole, self._pole), inverse=True)
        outline = shapely.Polygon(np.column_stack([x * self._degrees_a_metre, lat]))
        (polygon,) = tidy_all([shapely.segmentize(outline, _EDGE_DEGREES)])
        assert polygon is not None
        return polygon
