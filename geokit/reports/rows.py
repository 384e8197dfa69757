"""Rows of a table as drafts: a report each, or an incident that an analyst coded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from geokit.model import Problem
from geokit.reports.days import one_day
from geokit.reports.drafts import CodedCells, Content, Draft, Stated, problem_of
from geokit.reports.records import own_record
from geokit.reports.tables import Row, Table

__all__ = ["drafts_of"]

# Our name for a column, then what else it is called, ACLED's and UCDP's exports included.
_REPORT_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": ("title", "headline"),
    "text": ("text", "full_text", "body", "content"),
    "published": ("published", "date", "published_at", "publication_date", "date_published"),
    "publisher": ("publisher", "source"),
    "author": ("author",),
    "url": ("url", "link"),
}
_CODED_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "event_id_cnty"),
    "date": ("date", "event_date", "date_start"),
    "type": ("type", "event_type", "incident_type"),
    "place": ("place", "location", "place_name"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "long", "longitude"),
    "adm1": ("adm1", "admin1", "adm_1", "province"),
    "country": ("country",),
    "n": ("n", "count", "number"),
    "title": ("title", "headline"),
    "description": ("description", "notes", "summary"),
    "source": ("source", "publisher"),
    "url": ("url", "link"),
}
_WANTED = "a table of reports has a column text; one of incidents has place, or lat and lon"


def drafts_of(table: Table, path: str, *, coded: bool = False) -> Content:
    """Drafts of a table's rows.

    Parameters
    ----------
    table : Table
        The table, as read.
    path : str
        Its file as the user gave it.
    coded : bool
        Whether the user says that it holds coded incidents, whatever its columns.
    """
    reports, incidents = _chosen(table.columns, _REPORT_COLUMNS), _chosen(table.columns, _CODED_COLUMNS)
    has_place = "place" in incidents or {"lat", "lon"} <= incidents.keys()
    if not table.rows and table.problems:
        return Content((), table.problems)
    if not coded and "text" not in reports and not has_place:
        return Content((), (*table.problems, _no_known_column(table, path)))
    is_coded = coded or "text" not in reports
    drafts: list[Draft] = []
    problems = list(table.problems)
    for row in table.rows:
        read = _incident(row, incidents, path) if is_coded else _report(row, reports, path)
        problems += read.problems
        drafts += [_in_sheet(draft, table.sheet) for draft in read.drafts]
    if not table.rows:
        problems.append(problem_of(path, "no row under the heading", "add rows, or remove the file"))
    return Content(tuple(drafts), tuple(problems))


def _chosen(columns: tuple[str, ...], known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For each column that we know, the table's column that holds it, by the first of its names."""
    present: dict[str, str] = {}
    for column in columns:
        present.setdefault(re.sub(r"[\s-]+", "_", column.strip().casefold()), column)
    return {
        ours: present[name]
        for ours, names in known.items()
        if (name := next((name for name in names if name in present), None)) is not None
    }


def _no_known_column(table: Table, path: str) -> Problem:
    where = f"sheet {table.sheet}: " if table.sheet else ""
    seen = ", ".join(table.columns[:8]) or "none"
    if table.rows and all("sha256" in row.cells for row in table.rows):
        return problem_of(
            path, f"{where}records of reports without their text", "write them with --keep-text"
        )
    return problem_of(path, f"{where}no known column (its columns: {seen})", _WANTED)


def _in_sheet(draft: Draft, sheet: str | None) -> Draft:
    return replace(draft, key=draft.key or f"{sheet}!{draft.row}") if sheet else draft


def _value(row: Row, columns: Mapping[str, str], name: str) -> str | None:
    return row.cells.get(columns.get(name, ""), "").strip() or None


def _report(row: Row, columns: Mapping[str, str], path: str) -> Content:
    own = own_record(row.record) if row.record is not None else None
    if own is not None:
        return Content((Draft(own.text, row=row.number, line=row.line, record=own),))
    text = row.cells.get(columns["text"], "")
    if not text.strip():
        return Content(
            (), (problem_of(path, "empty text", "fill the cell, or remove the row", row=row.line),)
        )
    written = _value(row, columns, "published")
    published = one_day(written) if written else None
    problems: tuple[Problem, ...] = ()
    if written and published is None:
        advice = "write the day as 2018-02-07"
        problems = (
            problem_of(path, f"published {written!r} is not a day", advice, row=row.line, unread=False),
        )
    stated = Stated(
        title=_value(row, columns, "title"),
        published=published,
        published_basis="column" if published else None,
        publisher=_value(row, columns, "publisher"),
        author=_value(row, columns, "author"),
        url=_value(row, columns, "url"),
    )
    draft = Draft(text, stated, key=_value(row, columns, "id"), row=row.number, line=row.line)
    return Content((draft,), problems)


def _incident(row: Row, columns: Mapping[str, str], path: str) -> Content:
    known = {name: _value(row, columns, name) for name in _CODED_COLUMNS}
    lat, lon, problem = _position(known["lat"], known["lon"])
    problems = (problem_of(path, *problem, row=row.line, unread=False),) if problem else ()
    used = {columns[name] for name in columns if name not in ("lat", "lon") or not problem}
    used -= {columns["description"]} if "description" in columns and "title" in columns else set()
    extra = {name: cell.strip() for name, cell in row.cells.items() if name not in used and cell.strip()}
    filled = {name: cell.strip() for name, cell in row.cells.items() if cell.strip()}
    text = (
        known["description"]
        or known["title"]
        or "; ".join(f"{name}: {cell}" for name, cell in filled.items())
    )
    if not text:
        return Content((), (problem_of(path, "empty row", "fill it, or remove it", row=row.line),))
    kept = ("date", "type", "place", "adm1", "country", "n", "title", "source", "url")
    cells = CodedCells(**{name: known[name] for name in kept}, lat=lat, lon=lon, extra=extra)
    stated = Stated(title=known["title"], publisher=known["source"], url=known["url"])
    return Content(
        (Draft(text, stated, key=known["id"], row=row.number, line=row.line, coded=cells),), problems
    )


def _position(lat: str | None, lon: str | None) -> tuple[float | None, float | None, tuple[str, str] | None]:
    """Latitude and longitude in degrees, or what is wrong with them."""
    if lat is None and lon is None:
        return None, None, None
    try:
        degrees = float((lat or "").replace(",", ".")), float((lon or "").replace(",", "."))
    except ValueError:
        return None, None, (f"position {lat}, {lon} is not a pair of numbers", "write degrees: 41.4, 128.2")
    if not (abs(degrees[0]) <= 90 and abs(degrees[1]) <= 180):
        return (
            None,
            None,
            (f"position {lat}, {lon} is not on the Earth", "write latitude, then longitude, in degrees"),
        )
    if degrees == (0.0, 0.0):
        return None, None, ("position 0, 0 stands for an unknown one", "leave the cells empty")
    return *degrees, None
