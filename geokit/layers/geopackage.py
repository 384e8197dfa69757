"""GeoPackage for QGIS: a layer a geometry type, tables beside them, and styles inside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geokit.layers.clock import source_date_epoch
from geokit.layers.columns import (
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
    PLACE_COLUMNS,
    REPORT_COLUMNS,
    TELLING_COLUMNS,
    Column,
)
from geokit.layers.frames import CRS, plain_rows
from geokit.layers.geojson import json_text
from geokit.layers.geometry import parts_of_dimension, tidy_all
from geokit.layers.styles import Geometry, incident_style, place_style, table_style

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["write_geopackage"]

_DIMENSIONS: dict[Geometry, int] = {"points": 0, "lines": 1, "areas": 2}

_NULLS: dict[str, Any] = {"integer": 0, "boolean": False, "number": np.nan, "date": None}
_ARRAYS = {"integer": "int64", "boolean": "bool", "number": "float64", "date": "datetime64[D]"}

# The edition that QGIS of some years ago reads without a warning.
_DATASET_OPTIONS = {"VERSION": "1.2"}

_LAYER_STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
    ui TEXT(30), update_time DATETIME
)"""


@dataclass(frozen=True)
class _Layer:
    """One table of the file: its rows, their columns, their shapes if they have any, and its style."""

    name: str
    description: str
    columns: Sequence[Column]
    rows: Sequence[dict[str, Any]]
    geometry_type: str | None
    geometries: Sequence[BaseGeometry] | None
    style: str


def write_geopackage(
    path: Path,
    incidents: geopandas.GeoDataFrame,
    places: geopandas.GeoDataFrame,
    tellings: pandas.DataFrame,
    reports: pandas.DataFrame,
    mentions: pandas.DataFrame,
) -> None:
    """Write all frames into one GeoPackage; every layer is there, empty ones too.

    Its stamps are taken from SOURCE_DATE_EPOCH where that is set and are 1 January 1970 otherwise, so that
    the same frames give the same bytes.

    Parameters
    ----------
    path : Path
        File to write; one that is there is replaced.
    incidents, places : geopandas.GeoDataFrame
        As ``incident_frame`` and ``place_frame`` give them, EPSG:4326, longitude first.
    tellings, reports, mentions : pandas.DataFrame
        As ``telling_frame``, ``report_frame`` and ``mention_frame`` give them.
    """
    layers = [
        *_incident_layers(incidents),
        *_place_layers(places),
        _table("tellings", "What each report tells", TELLING_COLUMNS, tellings, label="quote"),
        _table("reports", "Reports read", REPORT_COLUMNS, reports, label="title"),
        _table("mentions", "Place names in the reports", MENTION_COLUMNS, mentions, label="text"),
    ]
    path.unlink(missing_ok=True)
    stamp = _stamp()
    with _clock_stopped(stamp):
        for layer in layers:
            _write_layer(path, layer)
    _write_styles(path, layers, stamp)


def _incident_layers(incidents: geopandas.GeoDataFrame) -> Iterator[_Layer]:
    rows, geometries = plain_rows(incidents), tidy_all(incidents.geometry)
    for kind in _DIMENSIONS:
        name, description = f"incident_{kind}", f"Incidents whose place is known as {kind}"
        yield _shapes(name, description, INCIDENT_COLUMNS, rows, geometries, kind, incident_style(kind))
    unplaced = [row for row, geometry in zip(rows, geometries, strict=True) if geometry is None]
    yield _Layer(
        name="incidents_unplaced",
        description="Incidents of which no place is known",
        columns=INCIDENT_COLUMNS,
        rows=unplaced,
        geometry_type=None,
        geometries=None,
        style=table_style("title"),
    )


def _place_layers(places: geopandas.GeoDataFrame) -> Iterator[_Layer]:
    rows, geometries = plain_rows(places), tidy_all(places.geometry)
    for kind in _DIMENSIONS:
        name, description = f"place_{kind}", f"Places known as {kind}"
        yield _shapes(name, description, PLACE_COLUMNS, rows, geometries, kind, place_style(kind))


def _shapes(
    name: str,
    description: str,
    columns: Sequence[Column],
    rows: Sequence[dict[str, Any]],
    geometries: Sequence[BaseGeometry | None],
    kind: Geometry,
    style: str,
) -> _Layer:
    """Gather the rows that have a geometry of a kind; one of mixed kinds stands in each with its parts."""
    chosen: list[dict[str, Any]] = []
    parts: list[BaseGeometry] = []
    for row, geometry in zip(rows, geometries, strict=True):
        part = None if geometry is None else parts_of_dimension(geometry, _DIMENSIONS[kind])
        if part is not None:
            chosen.append(row)
            parts.append(part)
    geometry_type = _geometry_type(kind, parts)
    return _Layer(name, description, columns, chosen, geometry_type, parts, style)


def _geometry_type(kind: Geometry, parts: Sequence[BaseGeometry]) -> str:
    # Lines and areas of several parts are common, so their layers always take them; a layer of points is
    # handier as plain points, and takes several at once only where it must.
    match kind:
        case "points":
            return "MultiPoint" if any(part.geom_type == "MultiPoint" for part in parts) else "Point"
        case "lines":
            return "MultiLineString"
        case "areas":
            return "MultiPolygon"


def _table(
    name: str, description: str, columns: Sequence[Column], frame: pandas.DataFrame, *, label: str
) -> _Layer:
    return _Layer(name, description, columns, plain_rows(frame), None, None, table_style(label))


def _write_layer(path: Path, layer: _Layer) -> None:
    from pyogrio.raw import write

    located = layer.geometries is not None
    arrays, masks = zip(*(_array(layer.rows, column) for column in layer.columns), strict=True)
    write(
        str(path),
        shapely.to_wkb(np.array(layer.geometries, dtype=object)) if located else None,
        field_data=list(arrays),
        fields=[column.name for column in layer.columns],
        field_mask=list(masks),
        layer=layer.name,
        driver="GPKG",
        geometry_type=layer.geometry_type,
        crs=CRS if located else None,
        promote_to_multi=located and str(layer.geometry_type).startswith("Multi"),
        append=path.exists(),
        dataset_options=_DATASET_OPTIONS,
        layer_options={"IDENTIFIER": layer.name, "DESCRIPTION": layer.description},
    )


def _array(rows: Sequence[dict[str, Any]], column: Column) -> tuple[Any, Any]:
    """Give a column's values as an array of their own type, and the mask of those that are unknown."""
    values = [row[column.name] for row in rows]
    unknown = np.array([value is None for value in values], dtype=bool)
    if column.type in _ARRAYS:
        filled = [_NULLS[column.type] if value is None else value for value in values]
        return np.array(filled, dtype=_ARRAYS[column.type]), unknown
    texts = [value if value is None else _text(value) for value in values]
    return np.array(texts, dtype=object), unknown


def _text(value: Any) -> str:
    """Give a text that GDAL can store: no lone surrogate, and no NUL, at which it would be cut off."""
    text = value if isinstance(value, str) else json_text(value)
    if text.isprintable():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\ufffd")


def _write_styles(path: Path, layers: Sequence[_Layer], stamp: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(_LAYER_STYLES)
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
            " VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles of the layers', ?)",
            (stamp,),
        )
        database.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
            " styleName, styleQML, useAsDefault, description, owner, update_time)"
            " VALUES ('', '', ?, ?, 'geokit', ?, 1, ?, '', ?)",
            [
                (layer.name, "geom" if layer.geometry_type else "", layer.style, layer.description, stamp)
                for layer in layers
            ],
        )


def _stamp() -> str:
    return datetime.fromtimestamp(source_date_epoch() or 0, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@contextmanager
def _clock_stopped(stamp: str) -> Iterator[None]:
    """Have GDAL write one stamp wherever it would write the time."""
    from pyogrio import get_gdal_config_option, set_gdal_config_options

    before = get_gdal_config_option("OGR_CURRENT_DATE")
    set_gdal_config_options({"OGR_CURRENT_DATE": stamp})
    try:
        yield
    finally:
        set_gdal_config_options({"OGR_CURRENT_DATE": before})
