"""Tables for spreadsheets and pipes: CSV in which nothing can be run, and JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import numpy as np
import shapely
from numpy.typing import NDArray

from geokit.layers.columns import PROBLEM_COLUMNS, Column, problem_properties
from geokit.layers.frames import plain_rows
from geokit.layers.geojson import json_text
from geokit.layers.geometry import tidy_all
from geokit.model import Problem
from geokit.text.formulas import inert, restored

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "SPOT_COLUMNS",
    "read_csv",
    "table_header",
    "table_rows",
    "write_csv",
    "write_jsonl",
    "write_problems_csv",
]

# Rows of so many features are held at a time beside the frame.
_AT_ONCE = 5000
SPOT_COLUMNS = (
    Column("rep_lon", "number", "geometry", "Longitude of a spot on or in the geometry.", unit="degrees"),
    Column("rep_lat", "number", "geometry", "Latitude of that spot.", unit="degrees"),
    Column("wkt", "text", "geometry", "The geometry as well-known text, longitude first."),
)
"""What stands in the table of a frame with a geometry besides the frame's own columns."""
_LONGEST_CELL = 100_000_000
_READERS: Mapping[str, Callable[[str], Any]] = {
    "text": restored,
    "date": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "json": json.loads,
}


def write_csv(frame: geopandas.GeoDataFrame | pandas.DataFrame, path: Path) -> None:
    """Write a frame as CSV, a row a feature, in which no text is a formula; :func:`read_csv` reads it back.

    The columns are those of :func:`table_header`. Lists and mappings are JSON, unknown values empty.
    """
    with _opened(path) as file:
        writer = csv.writer(file)
        writer.writerow(table_header(frame))
        for rows in table_rows(frame):
            columns = [_cells(column) for column in zip(*(row.values() for row in rows), strict=True)]
            writer.writerows(zip(*columns, strict=True))


def table_header(frame: geopandas.GeoDataFrame | pandas.DataFrame) -> list[str]:
    """Give the names of a flat table's columns.

    Where the frame has a geometry, ``rep_lon`` and ``rep_lat`` (degrees, a spot on or in it) stand beside
    ``where_prec``, or after all columns, and ``wkt`` comes last.
    """
    names = [name for name in frame.columns if name != "geometry"]
    if "geometry" not in frame:
        return names
    after = names.index("where_prec") + 1 if "where_prec" in names else len(names)
    rep_lon, rep_lat, wkt = (column.name for column in SPOT_COLUMNS)
    return [*names[:after], rep_lon, rep_lat, *names[after:], wkt]


def table_rows(frame: geopandas.GeoDataFrame | pandas.DataFrame) -> Iterator[list[dict[str, Any]]]:
    """Give a flat table's rows, some thousands at a time, with the columns of :func:`table_header`.

    Values are plain; every unknown is ``None``.
    """
    header = table_header(frame)
    geometries = tidy_all(frame.geometry) if "geometry" in frame else None
    for begin in range(0, len(frame), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        rows = plain_rows(frame.iloc[part])
        if geometries is not None:
            whole = [row | spot for row, spot in zip(rows, _located(geometries[part]), strict=True)]
            rows = [{name: row[name] for name in header} for row in whole]
        yield rows


def read_csv(path: Path, columns: Iterable[Column]) -> list[dict[str, Any]]:
    """Read what :func:`write_csv` or :func:`write_problems_csv` wrote.

    Parameters
    ----------
    path : Path
        The file, UTF-8.
    columns : iterable of Column
        Definitions by whose types the cells are read; a column without one is text.

    Returns
    -------
    list of dict
        A mapping a row in the file's order: ``None`` for an empty cell, dates as ISO 8601 text.
    """
    readers = {column.name: _READERS[column.type] for column in (*columns, *SPOT_COLUMNS)}
    # A quote may be longer than the 131,072 characters at which the reader gives up unless told otherwise.
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: None if cell == "" else readers.get(name, restored)(cell) for name, cell in row.items()}
            for row in csv.DictReader(file, strict=True)
        ]


def write_problems_csv(problems: Iterable[Problem], path: Path) -> None:
    """Write what could not be read or decided, a row a problem, in the order given."""
    header = [column.name for column in PROBLEM_COLUMNS]
    _write_rows(path, header, [problem_properties(problem) for problem in problems])


def write_jsonl(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write mappings as JSON Lines in UTF-8, keys in their order."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(json_text(row) + "\n" for row in rows)


def _located(geometries: Sequence[BaseGeometry | None]) -> Iterator[dict[str, Any]]:
    """Give a spot on each geometry and its text by the names of their columns."""
    spots = shapely.point_on_surface(geometries)
    names = [column.name for column in SPOT_COLUMNS]
    lon, lat = (_known(np.round(degrees, 6)) for degrees in (shapely.get_x(spots), shapely.get_y(spots)))
    texts = shapely.to_wkt(geometries, rounding_precision=6, trim=True)
    return (dict(zip(names, values, strict=True)) for values in zip(lon, lat, texts, strict=True))


def _known(numbers: NDArray[np.float64]) -> list[float | None]:
    return [None if number != number else number for number in numbers.tolist()]


def _write_rows(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with _opened(path) as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([_cell(row[name]) for name in header] for row in rows)


def _opened(path: Path) -> TextIO:
    # Lines end as RFC 4180 has it: told otherwise, the writer leaves a lone carriage return unquoted.
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="")


def _cells(values: Sequence[Any]) -> Sequence[Any]:
    """Give a column's values as cells; asking for the type once a column takes a sixth off the time."""
    types = {type(value) for value in values} - {type(None)}
    if types <= {int, float}:
        return values
    if types == {str}:
        return [None if value is None else inert(value) for value in values]
    return [_cell(value) for value in values]


def _cell(value: Any) -> Any:
    match value:
        case str():
            return inert(value)
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return json_text(value)
    return value
