"""What a format's reader hands on: texts with what their format states of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from geokit.errors import ReportError
from geokit.model import Problem, Report

__all__ = ["CodedCells", "Content", "Draft", "Stated", "UnreadableError", "problem_of"]


class UnreadableError(ReportError):
    """A file that cannot be read: why, and what to do about it."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem} ({advice})")
        self.problem = problem
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Stated:
    """What a format states of a report outside its text; ``None`` where it does not."""

    title: str | None = None
    published: str | None = None
    published_basis: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CodedCells:
    """The cells of a row of coded incidents; degrees for ``lat`` and ``lon``."""

    date: str | None = None
    type: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    adm1: str | None = None
    country: str | None = None
    n: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that becomes a report.

    ``row`` is the number of its row of data in a table, ``line`` where that stands in the file, ``key`` its
    id in the table. ``coded`` is set for a row of coded incidents, ``record`` for a record of geokit's own.
    """

    text: str
    stated: Stated = Stated()
    key: str | None = None
    row: int | None = None
    line: int | None = None
    coded: CodedCells | None = None
    record: Report | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, and what of it could not be read."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...] = ()


def problem_of(
    path: str, problem: str, advice: str, *, row: int | None = None, unread: bool = True
) -> Problem:
    """A problem of the reports' stage."""
    return Problem(path=path, problem=problem, advice=advice, stage="reports", row=row, unread=unread)
