"""The user's own table of what files are: it goes before whatever a file says of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from geokit.model import Problem, Report
from geokit.reports.days import one_day
from geokit.reports.drafts import UnreadableError, problem_of
from geokit.reports.tables import read_csv

__all__ = ["Metadata", "read_metadata"]

_COLUMNS = ("file", "title", "published", "publisher", "author", "url")


@dataclass(frozen=True, slots=True)
class _Entry:
    line: int
    file: str
    stated: dict[str, Any]


class Metadata:
    """Rows by the file, stem or id that they name; it remembers which of them were of use."""

    def __init__(self, path: str, entries: tuple[_Entry, ...]) -> None:
        self._path = path
        self._entries = entries
        self._used: set[int] = set()

    def applied(self, report: Report, *, relative: str) -> Report:
        """The report with what the rows say that name it: by id, relative path, file name or stem."""
        name = PurePosixPath(relative)
        names = {report.id, relative, name.name, name.stem, relative.removesuffix(name.suffix)}
        for entry in self._entries:
            if entry.file in names:
                self._used.add(entry.line)
                report = replace(report, **entry.stated)
        return report

    def unused(self) -> list[Problem]:
        """A problem for each row that named nothing that was read."""
        advice = "name the file as it stands in the folder, or the report's id"
        return [
            problem_of(self._path, f"{entry.file!r} matches no report", advice, row=entry.line, unread=False)
            for entry in self._entries
            if entry.line not in self._used
        ]


def read_metadata(path: Path, data: bytes) -> tuple[Metadata, list[Problem]]:
    """Read the table; a row that says nothing usable becomes a problem."""
    name = path.as_posix()
    try:
        table = read_csv(data, name)
    except UnreadableError as error:
        return Metadata(name, ()), [problem_of(name, error.problem, error.advice)]
    if "file" not in {column.casefold() for column in table.columns}:
        advice = f"the columns are {', '.join(_COLUMNS)}"
        return Metadata(name, ()), [*table.problems, problem_of(name, "no column file", advice)]
    problems = list(table.problems)
    entries = []
    for row in table.rows:
        cells = {column.casefold(): cell.strip() for column, cell in row.cells.items()}
        values = {column: cells[column] for column in _COLUMNS[1:] if cells.get(column)}
        if "published" in values:
            day = one_day(values.pop("published"))
            if day is None:
                problem = f"published {cells['published']!r} is not a day"
                problems.append(problem_of(name, problem, "write it as 2018-02-07", row=row.line))
            else:
                values |= {"published": day, "published_basis": "metadata"}
        entries.append(_Entry(row.line, cells["file"], values))
    return Metadata(name, tuple(entries)), problems
