"""The data dictionary: docs/data-dictionary.md, made from the definitions that write the columns."""

from __future__ import annotations

from collections.abc import Sequence

from geokit.layers.columns import (
    DATE_COLUMNS,
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
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
`geokit/layers/columns.toml`: edit that and run

    python -m geokit.layers.dictionary > docs/data-dictionary.md

Unknown is null (an empty cell in CSV). Text is UTF-8, dates are ISO 8601, coordinates are degrees in
EPSG:4326 with longitude first and at most 6 decimals. Offsets count code points of the report's text and
are half-open. A column of type json is a list or an object: as such in GeoJSON and JSON Lines, as JSON text
in CSV and GeoPackage. In CSV a text that a spreadsheet would take for a formula has an apostrophe before it.
"""

_SECTIONS: Sequence[tuple[str, str, Sequence[Column]]] = (
    (
        "An incident",
        "Properties in `incidents.geojson`, columns of `incidents.csv` and of the layers `incident_points`, "
        "`incident_lines`, `incident_areas` and `incidents_unplaced` of `incidents.gpkg`. `incidents.csv` "
        "has also `rep_lon` and `rep_lat`, a representative spot on or in the geometry, and `wkt`, the "
        "geometry.",
        INCIDENT_COLUMNS,
    ),
    (
        "A telling",
        "Entries of an incident's `reports`, and the table `tellings` of `incidents.gpkg`, which alone has "
        "the columns marked *table*.",
        TELLING_COLUMNS,
    ),
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


def data_dictionary() -> str:
    """Give the data dictionary as Markdown."""
    sections = [f"\n## {title}\n\n{where}\n\n{_table(columns)}" for title, where, columns in _SECTIONS]
    return _HEAD + "".join(sections)


def _table(columns: Sequence[Column]) -> str:
    rows = [_row("name", "type", "unit", "allowed values", "meaning", "from")]
    rows.append(_row(*["---"] * 6))
    rows.extend(
        _row(
            f"`{column.name}`",
            column.type + (" *table*" if column.table else ""),
            column.unit or "",
            ", ".join(column.values),
            column.meaning,
            column.source,
        )
        for column in columns
    )
    return "".join(rows)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    print(data_dictionary(), end="")
