"""How the tables of a GeoPackage belong together: indexes, related tables, and views that join them.

A relation is declared by the Related Tables Extension (OGC 18-000). Its mappings are views over the columns
that hold the ids, so that they stay right when rows are edited.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from geokit.layers.columns import INCIDENT_COLUMNS, TELLING_COLUMNS, Column
from geokit.layers.gpkg_metadata import Table, register_extension

__all__ = ["write_relations"]

_TELLING_VIEWS = (
    ("telling_points", "incident_points", "Tellings on the points of their incidents"),
    ("telling_lines", "incident_lines", "Tellings on the lines of their incidents"),
    ("telling_areas", "incident_areas", "Tellings on the areas of their incidents"),
    ("tellings_unplaced", "incidents_unplaced", "Tellings of the incidents of which no place is known"),
)
"""Views of the tellings with all that is known of their incidents: name, layer of incidents, description."""

_INCIDENTS = tuple(base for _, base, _ in _TELLING_VIEWS)

# Base table and its key, related table and the column that holds the key.
_RELATIONS = (
    *((incidents, "id", "tellings", "incident_id") for incidents in _INCIDENTS),
    ("reports", "id", "tellings", "report_id"),
    ("reports", "id", "mentions", "report_id"),
)
# Looked up besides: every mention of a place.
_INDEXED = (("mentions", "place_id"),)

_RELATED_TABLES = "http://www.opengis.net/doc/IS/gpkg-rte/1.0"
_RELATIONS_TABLE = """
CREATE TABLE gpkgext_relations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    base_table_name TEXT NOT NULL, base_primary_column TEXT NOT NULL DEFAULT 'id',
    related_table_name TEXT NOT NULL, related_primary_column TEXT NOT NULL DEFAULT 'id',
    relation_name TEXT NOT NULL, mapping_table_name TEXT NOT NULL UNIQUE
)"""


def write_relations(database: sqlite3.Connection, stamp: str) -> list[tuple[Table, str]]:
    """Index, relate and join the tables that a GeoPackage has.

    Parameters
    ----------
    database : sqlite3.Connection
        To a GeoPackage with all layers and tables of geokit.
    stamp : str
        Time of the last change, ISO 8601 in UTC.

    Returns
    -------
    list of (Table, str)
        The views that join the tellings to their incidents, each with the name of the layer of those.
    """
    _write_indexes(database)
    _relate(database, stamp)
    for name, base, description in _TELLING_VIEWS:
        _write_telling_view(database, name, base, description, stamp)
    return [(Table(name, description, _view_columns()), base) for name, base, description in _TELLING_VIEWS]


def _write_indexes(database: sqlite3.Connection) -> None:
    bases = [(table, key) for table, key, _, _ in _RELATIONS]
    related = [(table, column) for _, _, table, column in _RELATIONS]
    for table, column in dict.fromkeys([*bases, *related, *_INDEXED]):
        database.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")


def _relate(database: sqlite3.Connection, stamp: str) -> None:
    database.execute(_RELATIONS_TABLE)
    mappings = []
    for base, key, related, column in _RELATIONS:
        mapping = f"{base}_{related}"
        database.execute(
            f"CREATE VIEW {mapping} AS"
            f" SELECT related.fid AS OGC_FID, base.fid AS base_id, related.fid AS related_id"
            f" FROM {related} related JOIN {base} base ON base.{key} = related.{column}"
        )
        # QGIS offers every mapping to be opened, which only what is listed here can be.
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
            " VALUES (?, 'attributes', ?, ?, ?)",
            (mapping, mapping, f"Which of {related} belongs to which of {base}", stamp),
        )
        database.execute(
            "INSERT INTO gpkgext_relations (base_table_name, base_primary_column, related_table_name,"
            " related_primary_column, relation_name, mapping_table_name)"
            " VALUES (?, 'fid', ?, 'fid', 'attributes', ?)",
            (base, related, mapping),
        )
        mappings.append(mapping)
    register_extension(database, "gpkg_related_tables", _RELATED_TABLES, ["gpkgext_relations", *mappings])


def _write_telling_view(
    database: sqlite3.Connection, name: str, base: str, description: str, stamp: str
) -> None:
    shown = [f'incident."{column.name}"' for column in _incident_columns()]
    told = [f'telling."{column.name}" AS "telling_{column.name}"' for column in _telling_columns()]
    is_placed = database.execute(
        "SELECT count(*) FROM gpkg_geometry_columns WHERE table_name = ?", (base,)
    ).fetchone()[0]
    shape = ["incident.geom"] if is_placed else []
    # GDAL and QGIS take a view's column of this name for the number of the feature.
    columns = ", ".join(["telling.fid AS OGC_FID", *shape, *shown, *told])
    database.execute(
        f"CREATE VIEW {name} AS SELECT {columns}"
        f" FROM tellings telling JOIN {base} incident ON incident.id = telling.incident_id"
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change,"
        " min_x, min_y, max_x, max_y, srs_id)"
        " SELECT ?, data_type, ?, ?, ?, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents"
        " WHERE table_name = ?",
        (name, name, description, stamp, base),
    )
    database.execute(
        "INSERT INTO gpkg_geometry_columns"
        " SELECT ?, column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns"
        " WHERE table_name = ?",
        (name, base),
    )


def _incident_columns() -> Sequence[Column]:
    # The tellings are the rows themselves.
    return [column for column in INCIDENT_COLUMNS if column.name != "reports"]


def _telling_columns() -> Sequence[Column]:
    return [column for column in TELLING_COLUMNS if column.name != "incident_id"]


def _view_columns() -> Sequence[Column]:
    told = [
        replace(column, name=f"telling_{column.name}", alias=f"Telling: {column.title}")
        for column in _telling_columns()
    ]
    return [*_incident_columns(), *told]
