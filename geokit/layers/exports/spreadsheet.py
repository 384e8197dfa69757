"""A workbook for Excel and LibreOffice: a sheet a table, days as days, and no text that can be run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geokit import __version__
from geokit.errors import GeokitError
from geokit.layers.clock import source_date_epoch
from geokit.layers.columns import (
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
    PLACE_COLUMNS,
    REPORT_COLUMNS,
    TELLING_COLUMNS,
    Column,
)
from geokit.layers.exports.text import readable
from geokit.layers.geojson import json_text
from geokit.layers.tables import SPOT_COLUMNS, table_header, table_rows

if TYPE_CHECKING:
    import pandas
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from geokit.layers.made import Made

__all__ = ["write_xlsx"]

_LONG_TEXTS = "long texts"
_COLUMNS = "columns"

_MOST_ROWS = 1_048_575  # under the heading
_LONGEST_CELL = 32_767  # of UTF-16's units
_GOES_ON = f" [goes on: the whole stands in the sheet {_LONG_TEXTS}]"
# Before it, Excel and LibreOffice number the days differently: Excel counts a 29 February 1900.
_FIRST_SAFE_DAY = date(1900, 3, 1)
_NO_XML = re.compile("[\ufffe\uffff]")

_LONG_TEXT_TYPES = {"sheet": "text", "row": "integer", "column": "text", "part": "integer", "text": "text"}
# Rows by which the width of a column is reckoned.
_MEASURED = 100
_NARROWEST, _WIDEST = 8, 50  # of a column, in characters


@dataclass(frozen=True)
class _LongText:
    """A text that is too long for its cell: where it stands, and all of it."""

    sheet: str
    row: int
    column: str
    text: str

    def parts(self) -> Iterator[dict[str, Any]]:
        """Give the text as rows that a sheet can hold; put together they are the whole."""
        for part, text in enumerate(_pieces(self.text, _LONGEST_CELL), start=1):
            yield dict(zip(_LONG_TEXT_TYPES, (self.sheet, self.row, self.column, part, text), strict=True))


@dataclass
class _Book:
    """The workbook that is being written, and the texts that were too long for it so far."""

    workbook: Workbook
    heading: Format
    day: Format
    long_texts: list[_LongText] = field(default_factory=list)


def write_xlsx(made: Made, path: Path) -> list[str]:
    """Write incidents, tellings, places, reports and mentions as the sheets of a workbook.

    Text is text whatever it begins with; days from March 1900 on are days, earlier ones ISO 8601 text; lists
    and mappings are JSON. The sheet ``columns`` says what the columns mean. A text that no cell can hold is
    cut where it stands, which its cell says, and is whole in the sheet ``long texts``, in parts.

    Parameters
    ----------
    made : Made
    path : Path
        File to write.

    Returns
    -------
    list of str
        What has to be said of it: how many texts were too long for their cells.

    Raises
    ------
    GeokitError
        Where a table has more rows than a sheet holds.
    """
    from xlsxwriter import Workbook

    sheets: Mapping[str, tuple[pandas.DataFrame, Sequence[Column]]] = {
        "incidents": (made.incidents, INCIDENT_COLUMNS),
        "tellings": (made.tellings, TELLING_COLUMNS),
        "places": (made.places, PLACE_COLUMNS),
        "reports": (made.reports, REPORT_COLUMNS),
        "mentions": (made.mentions, MENTION_COLUMNS),
    }
    for name, (frame, _) in sheets.items():
        if len(frame) > _MOST_ROWS:
            raise GeokitError(
                f"{path.name}: a sheet holds {_MOST_ROWS:,} rows and there are {len(frame):,} {name}; "
                "export to geoparquet or csv"
            )
    # Row by row through a file: all at once, 100,000 incidents take gigabytes.
    with Workbook(path, {"constant_memory": True}) as workbook:
        workbook.set_properties({"created": _created(), "comments": f"Made by geokit {__version__}"})
        book = _Book(
            workbook, workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
        )
        described: list[dict[str, Any]] = []
        for name, (frame, columns) in sheets.items():
            shown = _shown(frame, columns)
            types = {column.name: column.type for column in shown}
            _write_sheet(book, name, types, (row for rows in table_rows(frame) for row in rows))
            described += [_description(name, column) for column in shown]
        _write_sheet(book, _COLUMNS, dict.fromkeys(_description("", SPOT_COLUMNS[0]), "text"), described)
        parts = [part for text in book.long_texts for part in text.parts()]
        if parts:
            _write_sheet(book, _LONG_TEXTS, _LONG_TEXT_TYPES, parts)
    cut = len(book.long_texts)
    return (
        [f"{cut} texts too long for a cell are cut there, and whole in the sheet {_LONG_TEXTS}"]
        if cut
        else []
    )


def _shown(frame: pandas.DataFrame, columns: Sequence[Column]) -> list[Column]:
    known = {column.name: column for column in (*columns, *SPOT_COLUMNS)}
    return [known[name] for name in table_header(frame)]


def _description(sheet: str, column: Column) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "column": column.name,
        "title": column.title,
        "type": column.type,
        "unit": column.unit,
        "values": ", ".join(column.values) or None,
        "meaning": column.meaning,
    }


def _write_sheet(book: _Book, name: str, types: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a table under a heading that stays in sight, with filters and columns of a fit width."""
    sheet = book.workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    following = iter(rows)
    first = list(islice(following, _MEASURED))
    for at, column in enumerate(types):
        sheet.set_column(at, at, _width([column, *(row[column] for row in first)]))
        sheet.write_string(0, at, column, book.heading)
    last = 0
    for last, row in enumerate(chain(first, following), start=1):
        for at, (column, kind) in enumerate(types.items()):
            if row[column] is not None:
                _write_cell(book, sheet, (last, at), kind, row[column], column)
    sheet.autofilter(0, 0, last, len(types) - 1)


def _write_cell(
    book: _Book, sheet: Worksheet, at: tuple[int, int], kind: str, value: Any, column: str
) -> None:
    if kind == "date" and (day := date.fromisoformat(value)) >= _FIRST_SAFE_DAY:
        sheet.write_datetime(*at, datetime(day.year, day.month, day.day), book.day)
    elif kind == "boolean":
        sheet.write_boolean(*at, value)
    elif kind in ("integer", "number"):
        sheet.write_number(*at, value)
    else:
        text = _legal(value if isinstance(value, str) else json_text(value))
        if len(text) > _LONGEST_CELL // 2 and _units(text) > _LONGEST_CELL:
            book.long_texts.append(_LongText(sheet.get_name(), at[0] + 1, column, text))
            text = next(_pieces(text, _LONGEST_CELL - len(_GOES_ON))) + _GOES_ON
        sheet.write_string(*at, text)


def _legal(text: str) -> str:
    """Give a text that XML can hold; the control characters among it are escaped by the writer."""
    return _NO_XML.sub("\ufffd", readable(text))


def _units(text: str) -> int:
    """Count a text as a workbook does: characters beyond the basic plane are two units of UTF-16 each."""
    return len(text) + sum(character > "\uffff" for character in text)


def _pieces(text: str, most: int) -> Iterator[str]:
    """Cut a text into pieces of at most so many units of UTF-16."""
    begin = units = 0
    for at, character in enumerate(text):
        size = 2 if character > "\uffff" else 1
        if units + size > most:
            yield text[begin:at]
            begin, units = at, 0
        units += size
    yield text[begin:]


def _width(values: Sequence[Any]) -> int:
    longest = max(len(str(value)) for value in values if value is not None)
    return min(max(longest, _NARROWEST), _WIDEST) + 2


def _created() -> datetime:
    return datetime.fromtimestamp(source_date_epoch() or 0, UTC).replace(tzinfo=None)
