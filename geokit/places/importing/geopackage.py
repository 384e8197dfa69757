"""GeoPackages as files, read by SQLite and shapely alone: every layer of features that has names."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from geokit.errors import GazetteerError
from geokit.model import Problem
from geokit.places.importing.columns import read_columns
from geokit.places.importing.records import Record, RowFault, Settings
from geokit.places.importing.shapes import to_degrees

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["read_geopackage"]

# What each kind of envelope takes in the header of a geometry, in bytes (OGC 12-128, 2.1.3).
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_FIXED_HEADER = 8
_EMPTY = 0b10000

_LAYERS = """
    SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id, s.definition
    FROM gpkg_geometry_columns AS g LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id
    ORDER BY g.table_name
"""


def read_geopackage(file: Path, settings: Settings) -> tuple[list[Record], list[Problem]]:
    """Read the features of all layers; a feature's row is its number in its layer, from 1.

    Returns
    -------
    list of Record, list of Problem
        Layer by layer; a problem for each feature that cannot be used.

    Raises
    ------
    GazetteerError
        If the file is no GeoPackage, or a layer's coordinate system is unknown.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            for layer, column, *system in connection.execute(_LAYERS).fetchall():
                path = f"{file}, layer {layer}"
                reproject = to_degrees(_system(*system), path)
                quoted = layer.replace('"', '""')
                for row, cells in enumerate(connection.execute(f'SELECT * FROM "{quoted}"'), start=1):
                    try:
                        geometry = _geometry(cells[column])
                        if geometry is not None and reproject is not None:
                            geometry = reproject(geometry)
                        columns = {key: cells[key] for key in cells.keys() if key != column}  # noqa: SIM118
                        records.append(read_columns(path, row, columns, geometry, settings))
                    except RowFault as fault:
                        problems.append(
                            Problem(path, fault.problem, fault.advice, "places", row=row, unread=True)
                        )
    except sqlite3.Error as error:
        raise GazetteerError(f"{file}: is no GeoPackage ({error}); save it as one") from error
    return records, problems


def _system(organization: str | None, number: int | None, definition: str | None) -> str:
    """A layer's coordinate system as pyproj reads it; degrees where the file leaves it open."""
    if (organization or "").upper() == "EPSG" and number:
        return f"EPSG:{number}"
    return definition if definition and definition.lower() != "undefined" else "EPSG:4326"


def _geometry(blob: bytes | None) -> BaseGeometry | None:
    """Read a geometry: GeoPackage's own header, then well-known binary."""
    from shapely import GEOSException, from_wkb

    if blob is None:
        return None
    if blob[:2] != b"GP" or len(blob) < _FIXED_HEADER:
        raise RowFault("its geometry is not GeoPackage's", "save the layer anew")
    flags = blob[3]
    if flags & _EMPTY:
        return None
    try:
        return from_wkb(blob[_FIXED_HEADER + _ENVELOPES[flags >> 1 & 0b111] :])
    except (GEOSException, KeyError) as error:
        raise RowFault(f"its geometry cannot be read ({error})", "save the layer anew") from error
