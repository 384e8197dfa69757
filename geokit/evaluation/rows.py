"""Rows of JSON Lines with a report and a span: an annotation of places or dates, or what geokit wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geokit.evaluation.gold import AnnotationError

__all__ = ["Reports", "Row", "distinct", "rows_by_report", "span_of", "told", "touch"]

Row = Mapping[str, Any]
Reports = Mapping[str, Sequence[Row]]


def rows_by_report(path: Path, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows by report; an id may carry its file before a ``#``.

    Raises
    ------
    AnnotationError
        A row has no report, or no span.
    """
    by_report: dict[str, list[Row]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        report = row.get("report_id", row.get("doc_id"))
        if report is None:
            raise AnnotationError(f"{path}, row {number}: report_id: is missing; name the report")
        start, end = row.get("start"), row.get("end")
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
            problem = f"{start!r} to {end!r} is no stretch of text"
            advice = "give positions in the text, the first character being 0, end after start"
            raise AnnotationError(f"{path}, row {number}: start, end: {problem}; {advice}")
        by_report[str(report).split("#")[-1]].append(row)
    return by_report


def span_of(row: Row) -> tuple[int, int]:
    """Start and end of a row."""
    return row["start"], row["end"]


def touch(first: Row, second: Row) -> bool:
    """Whether two rows share a character."""
    return bool(min(first["end"], second["end"]) > max(first["start"], second["start"]))


def told(row: Row) -> dict[str, Any]:
    """Where a row stands and what stands there, as it is listed."""
    return {"start": row["start"], "end": row["end"], "text": row.get("text", row.get("phrase"))}


def distinct(rows: Sequence[Row]) -> list[Row]:
    """One row a span, in the order of the text."""
    ordered = sorted(rows, key=lambda row: (row["start"], -row["end"]))
    first: dict[tuple[int, int], Row] = {}
    for row in ordered:
        first.setdefault(span_of(row), row)
    return list(first.values())
