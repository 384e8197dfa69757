"""Geometries of foreign files, made fit for a gazetteer: valid, in degrees, of one kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from geokit.errors import GazetteerError
from geokit.places.importing.records import RowFault

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["DECIMALS", "from_mapping", "from_text", "rounded", "tidy", "to_degrees"]

DECIMALS = 6
GRID = 10.0**-DECIMALS

Reprojection = Callable[["BaseGeometry"], "BaseGeometry"]


def from_mapping(geometry: Mapping[str, Any]) -> BaseGeometry:
    """Read a GeoJSON geometry.

    Raises
    ------
    RowFault
        If it is none.
    """
    from shapely.geometry import shape

    try:
        return shape(dict(geometry))
    except Exception as error:  # shapely raises whatever the broken coordinates provoke
        raise RowFault(f"its geometry is none ({error})", "correct its type and coordinates") from error


def from_text(text: str) -> BaseGeometry:
    """Read well-known text.

    Raises
    ------
    RowFault
        If it is none.
    """
    from shapely import GEOSException, from_wkt

    try:
        return from_wkt(text)
    except GEOSException as error:
        raise RowFault(
            f"its geometry is no well-known text ({error})", "write POINT(lon lat), POLYGON((...))"
        ) from error


def tidy(geometry: BaseGeometry) -> BaseGeometry:
    """Make a geometry valid and of one kind: of a collection, its areas, else its lines, else its points.

    Raises
    ------
    RowFault
        If it is empty, or its coordinates are no degrees.
    """
    import shapely

    geometry = shapely.force_2d(geometry)
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry)
    kind = int(shapely.get_dimensions(geometry))
    parts = [part for part in _simple_parts(geometry) if int(shapely.get_dimensions(part)) == kind]
    if not parts or geometry.is_empty:
        raise RowFault("its geometry is empty", "give it coordinates, or leave it out")
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise RowFault(
            f"its coordinates reach from {west:g}, {south:g} to {east:g}, {north:g}, which are no degrees",
            "write longitude first, in degrees (EPSG:4326)",
        )
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Round to the decimals that a gazetteer keeps; outer rings run counter-clockwise."""
    import numpy
    import shapely

    snapped = shapely.set_precision(geometry, GRID)
    if snapped.is_empty:
        snapped = geometry
    exact = shapely.transform(snapped, lambda xy: numpy.round(xy, DECIMALS))
    return shapely.orient_polygons(exact, exterior_cw=False)


def to_degrees(system: str, at: str) -> Reprojection | None:
    """Give what brings a coordinate system's geometries to EPSG:4326; None where nothing needs to be done.

    Parameters
    ----------
    system : str
        Anything that pyproj takes for a coordinate reference system.
    at : str
        The file and layer, for the message.

    Raises
    ------
    GazetteerError
        If the system is unknown.
    """
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    try:
        crs = CRS.from_user_input(system)
    except CRSError as error:
        raise GazetteerError(
            f"{at}: its coordinate system {system!r} is unknown; save the file in EPSG:4326"
        ) from error
    if crs.is_geographic and crs.datum == CRS("EPSG:4326").datum:
        return None
    transformer = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)

    def reproject(geometry: BaseGeometry) -> BaseGeometry:
        import numpy
        import shapely

        flat = shapely.force_2d(geometry)
        return shapely.transform(
            flat, lambda xy: numpy.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))
        )

    return reproject


def _simple_parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The parts of a geometry, those of collections within collections too."""
    from shapely.geometry import GeometryCollection

    if isinstance(geometry, GeometryCollection):
        return [part for member in geometry.geoms for part in _simple_parts(member)]
    return [geometry]
