"""Tables as files: GeoNames dumps, delimited Linked Places (LP-TSV), and any CSV or TSV with a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from geokit.errors import GazetteerError
from geokit.model import Problem
from geokit.places.importing.columns import LATITUDE, TEXT, number, read_columns, read_spot
from geokit.places.importing.kinds import feature_of_code
from geokit.places.importing.names import PREFERRED, written_name
from geokit.places.importing.records import Record, RowFault, Settings

__all__ = ["read_table"]

GEONAMES_COLUMNS = 19
# Where GeoNames' dumps hold what is read of them.
ID, NAME, ASCII, OTHER_NAMES, LAT, LON, CLASS, CODE, COUNTRY = range(9)
POPULATION = 14


def read_table(file: Path, text: str, settings: Settings) -> tuple[list[Record], list[Problem]]:
    """Read the rows of a table.

    Returns
    -------
    list of Record, list of Problem
        In the order of the rows; a problem for each row that cannot be used.

    Raises
    ------
    GazetteerError
        If the table has no header that names its columns, and is no GeoNames dump.
    """
    csv.field_size_limit(2**30)  # the outline of a country may stand in one cell
    first = text.lstrip("\r\n").partition("\n")[0].rstrip("\r")
    if _is_geonames(first.split("\t")):
        return _read_geonames(file, text, settings)
    delimiter = max("\t,;", key=first.count)
    # Tab-separated files are written without quotation marks: one in a cell is part of it.
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL,
    )
    header = [cell.strip() for cell in next(reader, [])]
    _check_header(file, header, settings)
    records, problems = [], []
    row = reader.line_num + 1
    for cells in reader:
        if any(cells):
            try:
                if len(cells) != len(header):
                    raise RowFault(
                        f"{len(cells)} cells where the header has {len(header)}",
                        "put a cell that holds the separator in quotation marks, or take it out",
                    )
                columns = dict(zip(header, cells, strict=True))
                records.append(read_columns(str(file), row, columns, None, settings))
            except RowFault as fault:
                problems.append(_problem(file, row, fault))
        row = reader.line_num + 1
    return records, problems


def _is_geonames(cells: list[str]) -> bool:
    return len(cells) == GEONAMES_COLUMNS and cells[ID].isdigit() and len(cells[CLASS]) <= 1


def _check_header(file: Path, header: list[str], settings: Settings) -> None:
    known = {cell.lower() for cell in header}
    if settings.name_column and settings.name_column.lower() not in known:
        raise GazetteerError(
            f"{file}, row 1: no column {settings.name_column!r}; the columns are {', '.join(header)}"
        )
    if not settings.name_column and known.isdisjoint(PREFERRED):
        raise GazetteerError(
            f"{file}, row 1: no column holds names; call one 'name', or choose with --name-column"
        )
    if known.isdisjoint(LATITUDE) and known.isdisjoint(TEXT):
        raise GazetteerError(f"{file}, row 1: no column holds spots; call two 'lat' and 'lon'")
    twice = sorted({cell for cell in header if header.count(cell) > 1})
    if twice:
        raise GazetteerError(f"{file}, row 1: the column {twice[0]!r} stands twice; rename one")


def _read_geonames(file: Path, text: str, settings: Settings) -> tuple[list[Record], list[Problem]]:
    records, problems = [], []
    for row, cells in _lines(text):
        try:
            records.append(_geonames_record(file, row, cells, settings))
        except RowFault as fault:
            problems.append(_problem(file, row, fault))
    return records, problems


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for row, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield row, line.rstrip("\r").split("\t")


def _geonames_record(file: Path, row: int, cells: list[str], settings: Settings) -> Record:
    if len(cells) != GEONAMES_COLUMNS:
        raise RowFault(
            f"{len(cells)} cells where a GeoNames row has {GEONAMES_COLUMNS}",
            "copy the row from the dump anew",
        )
    if not cells[ID].isdigit():
        raise RowFault(f"its GeoNames id is {cells[ID]!r}", "write the number")
    name = cells[NAME].strip()
    if not name:
        raise RowFault("no name", "fill it in")
    lat, lon = read_spot(cells[LAT].strip(), cells[LON].strip())
    population = int(number(cells[POPULATION] or "0", "population", 0, 1e11)) or None
    code = f"{cells[CLASS]}.{cells[CODE]}"
    written = dict.fromkeys(text.strip() for text in [cells[ASCII], *cells[OTHER_NAMES].split(",")])
    country = cells[COUNTRY].strip()
    feature = feature_of_code(code, population)
    return Record(
        path=str(file),
        row=row,
        key=cells[ID],
        name=name,
        names=tuple(
            written_name(text, "") for text in written if text != name and any(map(str.isalpha, text))
        ),
        feature=feature or settings.feature,
        country=country or settings.country,
        units=(),
        parents=(),
        lat=lat,
        lon=lon,
        geometry=None,
        population=population,
        geonames=cells[ID],
        iso=country if feature == "country" else "",
    )


def _problem(file: Path, row: int, fault: RowFault) -> Problem:
    return Problem(str(file), fault.problem, fault.advice, "places", row=row, unread=True)
