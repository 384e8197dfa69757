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
from numpy.typing import NDArray

from geokit.layers.clock import source_date_epoch
from geokit.layers.columns import (
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
    PLACE_COLUMNS,
    REPORT_COLUMNS,
    TELLING_COLUMNS,
    Column,
)
from geokit.layers.frames import CRS
from geokit.layers.geojson import json_text
from geokit.layers.geometry import all_parts_of_dimension, tidy_all
from geokit.layers.gpkg_metadata import Table, write_metadata
from geokit.layers.gpkg_relations import write_relations
from geokit.layers.qgis import Look, incident_style, look_of, place_style, table_style, telling_style

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

    from geokit.layers.qgis.symbols import Geometry

__all__ = ["storable", "write_geopackage"]

_DIMENSIONS: dict[Geometry, int] = {"points": 0, "lines": 1, "areas": 2}

_NULLS = {"integer": 0, "boolean": False, "number": np.nan}
_ARRAYS = {"integer": "int64", "boolean": "bool", "number": "float64"}

# The edition that QGIS of some years ago reads without a warning.
_DATASET_OPTIONS = {"VERSION": "1.2"}

# Every layer is written by a connection of its own, each of which would wait for the disk. A file that a
# crash leaves half written is of no use anyway, and the command writes it under another name first.
_FAST = {"OGR_SQLITE_SYNCHRONOUS": "OFF", "OGR_SQLITE_JOURNAL": "OFF"}

_LAYER_STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
    ui TEXT(30), update_time DATETIME
)"""


@dataclass(frozen=True)
class _Layer(Table):
    """One table of the file: its rows, their shapes if they have any, and its style."""

    frame: pandas.DataFrame
    style: str
    kind: Geometry | None = None
    geometry_type: str | None = None
    geometries: NDArray[np.object_] | None = None


def write_geopackage(
    path: Path,
    incidents: geopandas.GeoDataFrame,
    places: geopandas.GeoDataFrame,
    tellings: pandas.DataFrame,
    reports: pandas.DataFrame,
    mentions: pandas.DataFrame,
    *,
    look: Look | None = None,
    attribution: str | None = None,
) -> None:
    """Write all frames into one GeoPackage; every layer is there, empty ones too.

    Views join the tellings to their incidents. Its stamps are taken from SOURCE_DATE_EPOCH where that is set
    and are 1 January 1970 otherwise, so that the same frames give the same bytes.

    Parameters
    ----------
    path : Path
        File to write; one that is there is replaced.
    incidents, places : geopandas.GeoDataFrame
        As ``incident_frame`` and ``place_frame`` give them, EPSG:4326, longitude first.
    tellings, reports, mentions : pandas.DataFrame
        As ``telling_frame``, ``report_frame`` and ``mention_frame`` give them.
    look : Look, optional
        Types and colours of the incidents; those of the incidents themselves unless given.
    attribution : str, optional
        Whom to name as the source of the shapes, and under which terms; it stands in the file's metadata.
    """
    look = look or look_of(incidents)
    layers = [
        *_incident_layers(incidents, look),
        *_place_layers(places),
        _table("tellings", "What each report tells", TELLING_COLUMNS, tellings, label="quote"),
        _table("reports", "Reports read", REPORT_COLUMNS, reports, label="title"),
        _table("mentions", "Place names in the reports", MENTION_COLUMNS, mentions, label="text"),
    ]
    stamp = _stamp()
    path.unlink(missing_ok=True)
    with _gdal_options({**_FAST, "OGR_CURRENT_DATE": stamp}):
        for layer in layers:
            _write_layer(path, layer)
    with closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
        with database:
            views = write_relations(database, stamp)
            write_metadata(database, [*layers, *(view for view, _ in views)], attribution, stamp)
            described = {layer.name: layer for layer in layers}
            joined = [_view_layer(view, described[base], look) for view, base in views]
            _write_styles(database, [*layers, *joined], stamp)


def _incident_layers(incidents: geopandas.GeoDataFrame, look: Look) -> Iterator[_Layer]:
    geometries = tidy_all(incidents.geometry)
    for kind in _DIMENSIONS:
        rows, shapes = _of_kind(incidents, geometries, kind)
        style = incident_style(_look_of_rows(look, rows), kind)
        description = f"Incidents whose place is known as {kind}"
        yield _located(f"incident_{kind}", description, INCIDENT_COLUMNS, rows, style, kind, shapes)
    unplaced = incidents[shapely.is_missing(np.array(geometries, dtype=object))]
    yield _Layer(
        name="incidents_unplaced",
        description="Incidents of which no place is known",
        columns=INCIDENT_COLUMNS,
        frame=unplaced,
        style=incident_style(_look_of_rows(look, unplaced)),
    )


def _place_layers(places: geopandas.GeoDataFrame) -> Iterator[_Layer]:
    geometries = tidy_all(places.geometry)
    for kind in _DIMENSIONS:
        rows, shapes = _of_kind(places, geometries, kind)
        description = f"Places known as {kind}"
        yield _located(f"place_{kind}", description, PLACE_COLUMNS, rows, place_style(kind), kind, shapes)


def _of_kind(
    frame: geopandas.GeoDataFrame, geometries: Sequence[BaseGeometry | None], kind: Geometry
) -> tuple[pandas.DataFrame, NDArray[np.object_]]:
    """Give the rows that have a geometry of a kind; one of mixed kinds stands in each with its parts."""
    parts = all_parts_of_dimension(geometries, _DIMENSIONS[kind])
    here = shapely.is_geometry(parts)
    return frame[here], parts[here]


def _look_of_rows(look: Look, rows: pandas.DataFrame) -> Look:
    occurring = rows[["type", "is_event"]].drop_duplicates()
    events = occurring["is_event"].fillna(False)
    pairs = zip(occurring["type"], events, strict=True)
    return look.of({"type": kind, "is_event": is_event} for kind, is_event in pairs)


def _located(
    name: str,
    description: str,
    columns: Sequence[Column],
    rows: pandas.DataFrame,
    style: str,
    kind: Geometry,
    shapes: NDArray[np.object_],
) -> _Layer:
    # Lines and areas of several parts are common, so their layers always take them; a layer of points is
    # handier as plain points, and takes several at once only where it must.
    match kind:
        case "points":
            geometry_type = "MultiPoint" if any(s.geom_type == "MultiPoint" for s in shapes) else "Point"
        case "lines":
            geometry_type = "MultiLineString"
        case "areas":
            geometry_type = "MultiPolygon"
    return _Layer(name, description, columns, rows, style, kind, geometry_type, shapes)


def _table(
    name: str, description: str, columns: Sequence[Column], frame: pandas.DataFrame, *, label: str
) -> _Layer:
    return _Layer(name, description, columns, frame, table_style(columns, label))


def _view_layer(view: Table, incidents: _Layer, look: Look) -> _Layer:
    """Give a view of tellings the look of the incidents that it joins them to."""
    geometries = [incidents.kind] if incidents.kind else []
    style = telling_style(view.columns, _look_of_rows(look, incidents.frame), *geometries)
    return _Layer(
        view.name,
        view.description,
        view.columns,
        incidents.frame,
        style,
        incidents.kind,
        incidents.geometry_type,
    )


def _write_layer(path: Path, layer: _Layer) -> None:
    from pyogrio.raw import write

    located = layer.geometries is not None
    arrays, masks = zip(*(_array(layer.frame[column.name], column) for column in layer.columns), strict=True)
    write(
        str(path),
        shapely.to_wkb(layer.geometries) if located else None,
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


def _array(values: pandas.Series[Any], column: Column) -> tuple[Any, Any]:
    """Give a column's values as an array of their own type, and the mask of those that are unknown."""
    unknown = values.isna().to_numpy(dtype=bool)
    if column.type == "date":
        return values.astype("datetime64[s]").to_numpy().astype("datetime64[D]"), unknown
    if column.type in _ARRAYS:
        return values.to_numpy(dtype=_ARRAYS[column.type], na_value=_NULLS[column.type]), unknown
    text_of = json_text if column.type == "json" else str
    texts = [
        None if is_unknown else text if (text := text_of(value)).isprintable() else storable(text)
        for value, is_unknown in zip(values.astype(object), unknown, strict=True)
    ]
    return np.array(texts, dtype=object), unknown


def storable(text: str) -> str:
    """Give a text that GDAL can store: no lone surrogate, and no NUL, at which it would be cut off."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\ufffd")


def _write_styles(database: sqlite3.Connection, layers: Sequence[_Layer], stamp: str) -> None:
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
            (layer.name, "geom" if layer.kind else "", layer.style, layer.description, stamp)
            for layer in layers
        ],
    )


def _stamp() -> str:
    return datetime.fromtimestamp(source_date_epoch() or 0, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@contextmanager
def _gdal_options(options: dict[str, str]) -> Iterator[None]:
    """Set options of GDAL, one stamp wherever it would write the time among them, and set them back."""
    from pyogrio import get_gdal_config_option, set_gdal_config_options

    before = {name: get_gdal_config_option(name) for name in options}
    set_gdal_config_options(options)
    try:
        yield
    finally:
        set_gdal_config_options(before)
