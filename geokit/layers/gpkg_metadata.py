"""What a GeoPackage says of itself: what it is, whom to name for it, and what its columns mean.

For any reader the whole is described in Dublin Core, and every column by the schema extension; for QGIS, each
layer in the form that it shows under a layer's properties.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from geokit import __version__
from geokit.layers.columns import Column

__all__ = ["Table", "register_extension", "write_metadata"]

_TITLE = "Incidents told by reports, with their places"
_ABOUT = (
    "A row of an incident layer is one incident; tellings holds what each report tells of it, mentions every "
    "place name of the reports. Only where is_event is true did something take place. The columns are "
    "described in gpkg_data_columns and in docs/data-dictionary.md of geokit."
)

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_QGIS = "http://mrcc.com/qgis.dtd"
_SCHEMA_EXTENSION = "http://www.geopackage.org/spec121/#extension_schema"
_METADATA_EXTENSION = "http://www.geopackage.org/spec121/#extension_metadata"

_TABLES = """
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
    mime_type TEXT, constraint_name TEXT,
    PRIMARY KEY (table_name, column_name), UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
    constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
    min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
    UNIQUE (constraint_name, constraint_type, value)
);
CREATE TABLE gpkg_metadata (
    id INTEGER PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
    md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml',
    metadata TEXT NOT NULL DEFAULT ''
);
CREATE TABLE gpkg_metadata_reference (
    reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
    timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    md_file_id INTEGER NOT NULL REFERENCES gpkg_metadata(id),
    md_parent_id INTEGER REFERENCES gpkg_metadata(id)
);
"""


@dataclass(frozen=True)
class Table:
    """A layer, table or view of the file: what it is called and holds."""

    name: str
    description: str
    columns: Sequence[Column]


def write_metadata(
    database: sqlite3.Connection, tables: Iterable[Table], attribution: str | None, stamp: str
) -> None:
    """Describe a GeoPackage and its tables inside it.

    Parameters
    ----------
    database : sqlite3.Connection
        To a GeoPackage that has the tables.
    tables : iterable of Table
    attribution : str or None
        Whom to name as the source of the shapes.
    stamp : str
        Time of the description, ISO 8601 in UTC.
    """
    database.executescript(_TABLES)
    register_extension(
        database, "gpkg_schema", _SCHEMA_EXTENSION, ["gpkg_data_columns", "gpkg_data_column_constraints"]
    )
    register_extension(
        database, "gpkg_metadata", _METADATA_EXTENSION, ["gpkg_metadata", "gpkg_metadata_reference"]
    )
    whole = _insert(database, _DUBLIN_CORE, _dublin_core(attribution))
    _refer(database, "geopackage", None, stamp, whole)
    for table in tables:
        part = _insert(database, _QGIS, _layer_metadata(table, attribution))
        _refer(database, "table", table.name, stamp, part, whole)
        database.executemany(
            "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (table.name, column.name, column.name, column.title, column.meaning)
                for column in table.columns
            ],
        )


def register_extension(
    database: sqlite3.Connection, name: str, definition: str, tables: Iterable[str]
) -> None:
    """Say which of the tables belong to an extension of the standard."""
    database.executemany(
        "INSERT INTO gpkg_extensions (table_name, extension_name, definition, scope)"
        " VALUES (?, ?, ?, 'read-write')",
        [(table, name, definition) for table in tables],
    )


def _insert(database: sqlite3.Connection, standard: str, document: str) -> int | None:
    return database.execute(
        "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata)"
        " VALUES ('dataset', ?, 'text/xml', ?)",
        (standard, document),
    ).lastrowid


def _refer(
    database: sqlite3.Connection,
    scope: str,
    table: str | None,
    stamp: str,
    document: int | None,
    parent: int | None = None,
) -> None:
    database.execute(
        "INSERT INTO gpkg_metadata_reference"
        " (reference_scope, table_name, timestamp, md_file_id, md_parent_id) VALUES (?, ?, ?, ?, ?)",
        (scope, table, stamp, document, parent),
    )


def _dublin_core(attribution: str | None) -> str:
    said = {
        "title": _TITLE,
        "type": "Dataset",
        "creator": f"geokit {__version__}",
        "description": _ABOUT,
        "rights": attribution,
    }
    root = ElementTree.Element("metadata")
    for name, text in said.items():
        if text:
            ElementTree.SubElement(root, f"{{{_DUBLIN_CORE}}}{name}").text = text
    ElementTree.register_namespace("dc", _DUBLIN_CORE)
    return ElementTree.tostring(root, encoding="unicode")


def _layer_metadata(table: Table, attribution: str | None) -> str:
    said = {
        "identifier": table.name,
        "type": "dataset",
        "title": table.description,
        "abstract": _ABOUT,
        "rights": attribution,
    }
    root = ElementTree.Element("qgis", version="3.22.0")
    for name, text in said.items():
        if text:
            ElementTree.SubElement(root, name).text = text
    return ElementTree.tostring(root, encoding="unicode")
