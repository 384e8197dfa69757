"""The data dictionary: docs/data-dictionary.md, made from the definitions that write the columns."""

from __future__ import annotations

from collections.abc import Sequence

from geokit.incidents import Codebook, load_codebook
from geokit.layers.columns import (
    DATE_COLUMNS,
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
    NESTED_COLUMNS,
    PLACE_COLUMNS,
    PROBLEM_COLUMNS,
    REPORT_COLUMNS,
    TELLING_COLUMNS,
    Column,
)

__all__ = ["data_dictionary"]

_HEAD = """\
# Data dictionary

Every column that geokit writes, in the order in which it is written. This page is made from the file
`geokit/layers/columns.toml` and the codebooks: edit those and run `make docs`. The same definitions give
`geokit/layers/incident.schema.json`, a JSON Schema (draft 2020-12) for a feature of `incidents.geojson`.

Unknown is null (an empty cell in CSV); a column marked *always* is never null. Text is UTF-8, dates are ISO
8601, coordinates are degrees in EPSG:4326 with longitude first and at most 6 decimals. Offsets count code
points of the report's text and are half-open. A column of type json is a list or an object: as such in
GeoJSON and JSON Lines, as JSON text in CSV and GeoPackage. In CSV a text that a spreadsheet would take for a
formula has an apostrophe before it. The title is what QGIS shows at a column's head. Where the allowed values
end in three dots a codebook of one's own may bring others.
"""

_SECTIONS: Sequence[tuple[str, str, Sequence[Column]]] = (
    (
        "An incident",
        "Properties in `incidents.geojson`, columns of `incidents.csv` and of the layers `incident_points`, "
        "`incident_lines`, `incident_areas` and `incidents_unplaced` of `incidents.gpkg`. `incidents.csv` "
        "has also `rep_lon` and `rep_lat`, a representative spot on or in the geometry, and `wkt`, the "
        "geometry. The views `telling_points`, `telling_lines`, `telling_areas` and `tellings_unplaced` of "
        "`incidents.gpkg` have a row a telling: these columns but for `reports`, and each column of the "
        "telling but for `incident_id` with `telling_` before its name.",
        INCIDENT_COLUMNS,
    ),
    (
        "A telling",
        "Entries of an incident's `reports`, and the table `tellings` of `incidents.gpkg`, which alone has "
        "the columns marked *table*.",
        TELLING_COLUMNS,
    ),
    ("A place of an incident", "Entries of `places`.", NESTED_COLUMNS["place_role"]),
    ("Somebody who takes part", "Entries of `actors`.", NESTED_COLUMNS["actor"]),
    ("Evidence", "Values of `evidence`, by the name of the slot.", NESTED_COLUMNS["spot"]),
    ("A conflict", "Entries of `conflicts`.", NESTED_COLUMNS["conflict"]),
    ("What a report says in a conflict", "Entries of a conflict's `values`.", NESTED_COLUMNS["told_value"]),
    ("A link", "Entries of `links`.", NESTED_COLUMNS["link"]),
    (
        "A place",
        "Properties in `places.geojson` and columns of the layers `place_points`, `place_lines` and"
        " `place_areas` of `incidents.gpkg`.",
        PLACE_COLUMNS,
    ),
    ("A mention", "Rows of `mentions.jsonl` and of the table `mentions`.", MENTION_COLUMNS),
    ("A report", "Rows of `reports.jsonl` and of the table `reports`.", REPORT_COLUMNS),
    ("A date", "Rows of `geokit dates`.", DATE_COLUMNS),
    ("A problem", "Rows of `problems.csv`.", PROBLEM_COLUMNS),
)

_TYPES = """
## Types of incidents

By the codebooks that come with geokit: what a type is, whether it can be an event, how it can end, and what
ACLED (event type: sub-event type) and UCDP (1 state-based, 2 non-state, 3 one-sided violence) call it. An
empty cell has no equivalent.
"""

_CODEBOOKS: Sequence[Sequence[str]] = ((), ("political-violence",))


def data_dictionary() -> str:
    """Give the data dictionary as Markdown."""
    sections = [f"\n## {title}\n\n{where}\n\n{_columns(columns)}" for title, where, columns in _SECTIONS]
    types = [_types(load_codebook(names, only=bool(names))) for names in _CODEBOOKS]
    return "".join([_HEAD, *sections, _TYPES, *types])


def _columns(columns: Sequence[Column]) -> str:
    return _table(
        ("name", "title", "type", "unit", "allowed values", "meaning", "from"),
        [
            [
                f"`{column.name}`",
                column.title,
                _kind(column),
                column.unit or "",
                _values(column),
                column.meaning,
                column.source,
            ]
            for column in columns
        ],
    )


def _kind(column: Column) -> str:
    marks = [f"*{mark}*" for mark in ("table", "always") if getattr(column, mark)]
    held = f" ({column.holds})" if column.holds else ""
    return " ".join([column.type + held, *marks])


def _values(column: Column) -> str:
    return ", ".join([*column.values, *(["..."] if column.open else [])])


def _types(codebook: Codebook) -> str:
    rows = [
        [
            f"`{kind.name}`",
            kind.definition,
            "yes" if kind.is_event else "no",
            ", ".join(kind.outcomes),
            kind.acled or "",
            kind.ucdp or "",
        ]
        for kind in codebook.types.values()
    ]
    return f"\n### {codebook.name}\n\n" + _table(
        ("type", "definition", "event", "outcomes", "ACLED", "UCDP"), rows
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "".join(map(_row, [head, ["---"] * len(head), *rows]))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    print(data_dictionary(), end="")
