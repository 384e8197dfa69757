"""Tables as their cells: CSV, TSV, Excel, JSON Lines and JSON. Broken rows are named, the others read."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from geokit.model import Problem
from geokit.reports.decoding import decode
from geokit.reports.drafts import UnreadableError, problem_of
from geokit.text.formulas import restored

__all__ = ["Row", "Table", "read_csv", "read_excel", "read_json", "read_json_lines"]

_DELIMITERS = (",", ";", "\t")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# What Excel writes above a table for itself.
_SAID_DELIMITER = re.compile(r"sep=(.)", re.IGNORECASE)
_LARGEST_FIELD = 100_000_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LISTS = ("reports", "articles", "items", "data", "incidents", "features")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data: its number from 1 on, its line (or row) in the file, its cells by column.

    ``record`` is the object that the row was, for JSON.
    """

    number: int
    line: int
    cells: Mapping[str, str]
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns and rows; ``sheet`` is its name where it is not a workbook's first."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    sheet: str | None = None


def read_csv(data: bytes, path: str, *, tabbed: bool = False) -> Table:
    """Read a table of separated values: comma, semicolon or tab, whichever its first line holds most.

    The apostrophe is taken away that stands before a text to keep a spreadsheet from running it.

    Raises
    ------
    UnreadableError
        If it is empty or not a text.
    """
    text, problems = _decoded(data, path, nul_ok=True)
    lines = _LINE.findall(text)
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    said = _SAID_DELIMITER.fullmatch(lines[first].strip())
    first += 1 if said else 0
    heading = _QUOTED.sub("", lines[first]) if first < len(lines) else ""
    delimiter = said[1] if said else "\t" if tabbed else max(_DELIMITERS, key=heading.count)
    columns: list[str] | None = None
    rows: list[Row] = []
    number = 0
    for line, cells, fault in _records(lines, first, delimiter):
        if columns is None:
            columns = _named(cells)
            continue
        number += 1
        fault = fault or _fault_of(cells, columns)
        if fault:
            problems.append(problem_of(path, *fault, row=line))
        elif any(cell.strip() for cell in cells):
            rows.append(Row(number, line, dict(zip(columns, map(restored, cells), strict=False))))
        else:
            number -= 1
    return Table(tuple(columns or ()), tuple(rows), tuple(problems))


def _decoded(data: bytes, path: str, *, nul_ok: bool = False) -> tuple[str, list[Problem]]:
    decoded = decode(data, nul_ok=nul_ok)
    if decoded.doubt is None:
        return decoded.text, []
    return decoded.text, [
        problem_of(path, decoded.doubt, "save it as UTF-8 if letters look wrong", unread=False)
    ]


def _records(
    lines: list[str], first: int, delimiter: str
) -> Iterator[tuple[int, list[str], tuple[str, str] | None]]:
    """Records with the number of their first line; after an unclosed quote the next line is read."""
    csv.field_size_limit(_LARGEST_FIELD)
    at = first
    while at < len(lines):
        reader = csv.reader(_from(lines, at), delimiter=delimiter, strict=True)
        begun = at
        try:
            for cells in reader:
                if cells:
                    yield begun + 1, cells, None
                begun = at + reader.line_num
            return
        except csv.Error:
            quote = ("a quotation mark is not closed", 'close it, or write "" for one within a cell')
            yield begun + 1, [], quote
            at = begun + 1


def _from(lines: list[str], first: int) -> Iterator[str]:
    return (lines[at] for at in range(first, len(lines)))


def _fault_of(cells: list[str], columns: list[str]) -> tuple[str, str] | None:
    if any("\x00" in cell for cell in cells):
        return "NUL characters in the row", "save the table again, as text"
    surplus = cells[len(columns) :]
    if any(cell.strip() for cell in surplus):
        advice = "put cells that hold the delimiter into quotation marks"
        return f"{len(cells)} cells under {len(columns)} columns", advice
    if len(cells) < len(columns) and any(cell.strip() for cell in cells):
        return (
            f"{len(cells)} cells under {len(columns)} columns",
            "give the row an empty cell for each missing one",
        )
    return None


def _named(cells: list[str]) -> list[str]:
    """Names of columns, each once: a second ``note`` becomes ``note 2``, a nameless one ``column 3``."""
    names: list[str] = []
    for at, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {at}"
        names.append(name if name not in names else f"{name} {at}")
    return names


def read_excel(data: bytes, path: str) -> list[Table]:
    """Read the sheets of a workbook that hold anything; values, not formulas; dates as ISO 8601.

    Raises
    ------
    UnreadableError
        If it is no workbook, or encrypted, or empty.
    """
    from openpyxl import load_workbook

    # openpyxl lets through whatever zipfile, its XML parser and its own classes raise on a broken file.
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in workbook.worksheets]
        workbook.close()
    except Exception as error:
        raise UnreadableError(
            f"not a readable workbook: {error}", "save it again as .xlsx, without a password"
        ) from error
    tables = [table for title, values in sheets if (table := _sheet(title, values)) is not None]
    if not tables:
        raise UnreadableError("empty: nothing to read", "remove the file, or fill it")
    return [Table(tables[0].columns, tables[0].rows), *tables[1:]]


def _sheet(title: str, values: list[tuple[Any, ...]]) -> Table | None:
    grid = [[_cell(value) for value in row] for row in values]
    filled = [(line, cells) for line, cells in enumerate(grid, start=1) if any(cells)]
    if not filled:
        return None
    heading = filled[0][1]
    width = max(at for at, cell in enumerate(heading, start=1) if cell)
    columns = _named([*heading[:width], *[""] * max(0, max(len(cells) for _, cells in filled) - width)])
    rows = [
        Row(
            number,
            line,
            {name: cell for name, cell in zip(columns, cells, strict=False) if cell or name in heading},
        )
        for number, (line, cells) in enumerate(filled[1:], start=1)
    ]
    used = {name for row in rows for name in row.cells}
    return Table(tuple(name for name in columns if name in heading or name in used), tuple(rows), (), title)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read_json_lines(data: bytes, path: str) -> Table:
    """Read a JSON object a line.

    Raises
    ------
    UnreadableError
        If it is empty or not a text.
    """
    objects: list[tuple[int, Any]] = []
    text, problems = _decoded(data, path)
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            value = json.loads(written)
        except (ValueError, RecursionError) as error:
            problems.append(problem_of(path, f"not JSON: {error}", "write one JSON object a line", row=line))
            continue
        objects.append((line, value))
    return _of_objects(objects, path, problems)


def read_json(data: bytes, path: str) -> Table:
    """Read a list of objects, an object that holds one, a GeoJSON FeatureCollection, or one object.

    Raises
    ------
    UnreadableError
        If it is empty, or not JSON, or none of these.
    """
    text, problems = _decoded(data, path)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            f"not JSON: {error}", "write a list of objects; one object a line is .jsonl"
        ) from error
    if isinstance(value, dict):
        held = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        value = held if held is not None else [value]
    if not isinstance(value, list):
        raise UnreadableError("neither a list nor an object", "write a list of objects")
    if not value:
        raise UnreadableError("empty: nothing to read", "remove the file, or fill it")
    return _of_objects(list(enumerate(value, start=1)), path, problems)


def _of_objects(objects: list[tuple[int, Any]], path: str, problems: list[Problem]) -> Table:
    rows: list[Row] = []
    columns: dict[str, None] = {}
    for number, (line, value) in enumerate(objects, start=1):
        if not isinstance(value, dict):
            advice = "write an object with a key a column"
            problems.append(problem_of(path, f"not an object but {type(value).__name__}", advice, row=line))
            continue
        record = _feature(value) if value.get("type") == "Feature" else value
        cells = {str(key): _plain(held) for key, held in record.items()}
        columns.update(dict.fromkeys(cells))
        rows.append(Row(number, line, cells, record))
    return Table(tuple(columns), tuple(rows), tuple(problems))


def _feature(feature: Mapping[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature's properties, with its point as ``lat`` and ``lon``, any other shape as it is."""
    properties = feature.get("properties")
    row = dict(properties) if isinstance(properties, dict) else {}
    geometry = feature.get("geometry")
    position = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(geometry, dict) and geometry.get("type") == "Point" and isinstance(position, list):
        row.update(zip(("lon", "lat"), position, strict=False))
    elif geometry:
        row.setdefault("geometry", geometry)
    if feature.get("id") is not None:
        row.setdefault("id", feature["id"])
    return row


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
