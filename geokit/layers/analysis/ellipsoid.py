"""Sizes and circles on the ellipsoid (WGS 84). Longitude stands first, in degrees."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from pyproj import Geod
    from shapely.geometry.base import BaseGeometry

__all__ = ["circle", "geod", "size_of"]

_CORNERS = 64


@cache
def geod() -> Geod:
    """Give the ellipsoid, on which every distance is a geodesic's."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def circle(lon: float, lat: float, radius_km: float) -> shapely.Polygon:
    """Give the circle around a spot; its longitudes may run past 180 degrees."""
    bearings = np.linspace(0.0, 360.0, _CORNERS, endpoint=False)
    here = np.ones(_CORNERS)
    lons, lats, _ = geod().fwd(lon * here, lat * here, bearings, 1000.0 * radius_km * here)
    around = (np.asarray(lons) - lon + 180.0) % 360.0 - 180.0 + lon
    return shapely.Polygon(np.column_stack([around, lats]))


def size_of(geometry: BaseGeometry) -> float:
    """Give square kilometres of an area, kilometres of a line, or the number of points.

    Of mixed parts only those of the highest dimension count.
    """
    dimension = int(shapely.get_dimensions(geometry))
    parts = [part for part in _flat(geometry) if shapely.get_dimensions(part) == dimension]
    if dimension == 2:
        measured = (geod().geometry_area_perimeter(part)[0] for part in shapely.orient_polygons(parts))
        return sum(map(abs, measured)) / 1e6
    if dimension == 1:
        return sum(geod().geometry_length(part) for part in parts) / 1e3
    return float(len(parts))


def _flat(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [part for parts in shapely.get_parts(geometry) for part in shapely.get_parts(parts)]
