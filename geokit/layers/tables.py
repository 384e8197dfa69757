"""Tables for spreadsheets and pipes: CSV in which nothing can be run, and JSON Lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geokit.layers.columns import PROBLEM_COLUMNS, problem_properties
from geokit.layers.frames import plain_rows
from geokit.layers.geojson import json_text
from geokit.layers.geometry import tidy_all
from geokit.model import Problem

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["inert", "write_csv", "write_jsonl", "write_problems_csv"]

# A text that starts like a formula, and one that starts with apostrophes before that: it gets one more, so
# that taking one away always gives the text back.
_RUNS_IN_A_SPREADSHEET = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write_csv(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a frame as CSV, a row a feature.

    ``rep_lon`` and ``rep_lat`` (degrees, a spot on or in the geometry) stand beside ``where_prec`` where the
    frame has it, ``wkt`` comes last. Lists and mappings are JSON, unknown values empty.
    """
    names = [name for name in frame.columns if name != "geometry"]
    after = names.index("where_prec") + 1 if "where_prec" in names else len(names)
    header = [*names[:after], "rep_lon", "rep_lat", *names[after:], "wkt"]
    geometries = tidy_all(frame.geometry)
    rows = [
        {**row, **_located(geometry)} for row, geometry in zip(plain_rows(frame), geometries, strict=True)
    ]
    _write_rows(path, header, rows)


def write_problems_csv(problems: Iterable[Problem], path: Path) -> None:
    """Write what could not be read or decided, a row a problem, in the order given."""
    header = [column.name for column in PROBLEM_COLUMNS]
    _write_rows(path, header, [problem_properties(problem) for problem in problems])


def write_jsonl(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write mappings as JSON Lines in UTF-8, keys in their order."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(json_text(row) + "\n" for row in rows)


def inert(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    >>> inert("=1+1"), inert("Hyesan"), inert("'=1+1")
    ("'=1+1", 'Hyesan', "''=1+1")
    """
    return "'" + text if _RUNS_IN_A_SPREADSHEET.match(text) else text


def _located(geometry: BaseGeometry | None) -> dict[str, Any]:
    if geometry is None:
        return {"rep_lon": None, "rep_lat": None, "wkt": None}
    spot = shapely.point_on_surface(geometry)
    wkt = shapely.to_wkt(geometry, rounding_precision=6, trim=True)
    return {"rep_lon": round(spot.x, 6), "rep_lat": round(spot.y, 6), "wkt": wkt}


def _write_rows(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_cell(row[name]) for name in header] for row in rows)


def _cell(value: Any) -> Any:
    match value:
        case str():
            return inert(value)
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return json_text(value)
    return value
