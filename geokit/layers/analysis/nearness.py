"""Incidents near a line: a river, a border, a road."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geokit.errors import UsageError
from geokit.layers.analysis.counting import chosen, numbers
from geokit.layers.analysis.distances import Line
from geokit.layers.frames import CRS
from geokit.layers.geometry import tidy_all

if TYPE_CHECKING:
    import geopandas
    from numpy.typing import NDArray

    from geokit.places import Gazetteer

__all__ = ["within_km_of"]

CERTAIN, POSSIBLE, NO, UNKNOWN = "certain", "possible", "no", "unknown"


def within_km_of(
    incidents: geopandas.GeoDataFrame,
    line: str | BaseGeometry | geopandas.GeoDataFrame | geopandas.GeoSeries,
    km: float,
    *,
    gazetteer: Gazetteer | None = None,
    events_only: bool = True,
    keep_all: bool = False,
) -> geopandas.GeoDataFrame:
    """Give the incidents that took place, or may have, within a distance of a line.

    A place takes up room: an area or a line all that is drawn, a spot the circle of ``radius_km`` around
    it. The incident took place somewhere in there, so that it has a least and a greatest distance.

    Parameters
    ----------
    incidents : GeoDataFrame
        As ``incident_frame`` gives them.
    line : str, shapely geometry, GeoSeries or GeoDataFrame
        The identifier of a place in the gazetteer, a geometry in EPSG:4326 (longitude first), or a frame in
        any CRS. A spot or an area will do too; what lies inside an area is at no distance from it.
    km : float
        Kilometres along the geodesic.
    gazetteer : Gazetteer, optional
        In which to look up the identifier; the built-in one by default.
    events_only : bool
        Whether to leave out what was no event.
    keep_all : bool
        Whether to give also those farther away (``no``) and those of which no place is known (``unknown``).

    Returns
    -------
    GeoDataFrame
        The incidents in their order, with ``distance_min_km`` and ``distance_max_km`` (not-a-number where
        unknown; to the metre for a spot, for a line and an area to a quarter of a kilometre or 1 %,
        whichever is more) and ``within``: ``certain`` where all of the place lies within the distance,
        ``possible`` where some of it does or the reach of a spot is unknown.

    Raises
    ------
    UsageError
        For a distance that is none, a frame without a CRS, an empty line, or an identifier that the
        gazetteer does not have.
    """
    if not (np.isfinite(km) and km >= 0):
        raise UsageError(f"km={km}: give a number of kilometres, 0 or more")
    target = Line(_geometry_of(line, gazetteer))
    counted = chosen(incidents, events_only=events_only)
    near, far = _spans(counted, target)
    within = np.select([np.isnan(near), near > km, far <= km], [UNKNOWN, NO, CERTAIN], POSSIBLE)
    found = counted.assign(distance_min_km=near, distance_max_km=far, within=within.astype(object))
    return found if keep_all else found[np.isin(within, [CERTAIN, POSSIBLE])]


def _geometry_of(
    line: str | BaseGeometry | geopandas.GeoDataFrame | geopandas.GeoSeries, gazetteer: Gazetteer | None
) -> BaseGeometry:
    if isinstance(line, str):
        geometry = _of_place(line, gazetteer)
    elif isinstance(line, BaseGeometry):
        geometry = line
    else:
        if line.crs is None:
            raise UsageError("line: has no CRS; say which with line.set_crs(...)")
        parts = [part for part in line.geometry.to_crs(CRS) if part is not None]
        geometry = shapely.GeometryCollection(parts)
    if geometry is None or geometry.is_empty:
        raise UsageError("line: is empty; give one with coordinates")
    return geometry


def _of_place(place_id: str, gazetteer: Gazetteer | None) -> BaseGeometry:
    from geokit.places import load_gazetteer

    known = gazetteer or load_gazetteer()
    if place_id not in known:
        raise UsageError(
            f"line={place_id!r}: is no identifier of the gazetteer; find it with geokit places search"
        )
    return known.place(place_id).geometry


def _spans(incidents: geopandas.GeoDataFrame, line: Line) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the least and the greatest distance of every incident, each distinct shape looked at once."""
    shapes = np.array(tidy_all(incidents.geometry), dtype=object)
    near, far = np.full((2, len(shapes)), np.nan)
    dimensions = shapely.get_dimensions(shapes)
    spots, owners = shapely.get_coordinates(shapes[dimensions == 0], return_index=True)
    rows = (dimensions == 0).nonzero()[0][owners]
    distances, reach = line.nearest_km(spots), numbers(incidents["radius_km"])[rows]
    near[rows], far[rows] = np.inf, 0.0
    # Of several spots the nearest and the farthest; where the reach is unknown, so is what is farthest.
    np.minimum.at(near, rows, np.maximum(distances - np.nan_to_num(reach), 0.0))
    np.maximum.at(far, rows, distances + np.nan_to_num(reach, nan=np.inf))
    far[np.isinf(far)] = np.nan
    known: dict[bytes, tuple[float, float]] = {}
    for row in (dimensions > 0).nonzero()[0].tolist():
        key = shapely.to_wkb(shapes[row])
        if key not in known:
            known[key] = line.span_km(shapes[row])
        near[row], far[row] = known[key]
    return near, far
