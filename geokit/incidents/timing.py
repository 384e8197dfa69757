"""On which day a telling is: its own date, that of its paragraph, or what its tense leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geokit.incidents.attribution import is_told_on
from geokit.incidents.clauses import Sentence, Trigger
from geokit.model import DateExpression, Report
from geokit.text.edtf import bounds, precision

__all__ = [
    "day_told_before",
    "heading_over",
    "is_chronicle",
    "line_heading",
    "nearest_date",
    "opening_dates",
    "section_headings",
    "undated",
]

# What may stand before the date that heads an entry in a list of events.
_HEADS_LINE = re.compile(r"[\s•*·–—-]*(?:(?:[Oo]n|[Ii]n|[Ll]ate|[Ee]arly)\s+)?")
_AFTER_HEADING = re.compile(r"\s*(?:[.:–—-]\s|$)|\s+(?:or|to|and)\s")
_HOUR = re.compile(r"T[\d:]+")
_LONGEST_OPENING = 14
# UCDP's levels of a day to a week: what is known no better says nothing of the next sentence.
_SHARP = 3
_TOLD_UNDATED = {"happened", "claimed", "ordered", "threatened"}


def nearest_date(
    dates: Sequence[DateExpression], sentence: Sentence, trigger: Trigger
) -> DateExpression | None:
    """The date nearest to the trigger, one of its own clause first; a vague 'recently' gives way to a day.

    "A man who had defected in 2017 swam home in July": the relative clause has a date of its own.
    """
    start, end = sentence.clause_of(trigger.start)

    def distance(date: DateExpression) -> tuple[bool, bool, int]:
        gap = date.start - trigger.end if date.start >= trigger.end else trigger.start - date.end
        return (date.edtf or "").startswith(".."), not start <= date.start < end, gap

    return min(dates, key=distance, default=None)


def opening_dates(
    dates: Sequence[DateExpression], sentence: Sentence, trigger: Trigger
) -> list[DateExpression]:
    """A date that opens the sentence ('On 3 May ...') holds for all of it."""
    return [d for d in dates if d.start - sentence.start <= _LONGEST_OPENING and d.end < trigger.start]


def line_heading(text: str, dates: Sequence[DateExpression], sentence: Sentence) -> DateExpression | None:
    """The date that heads the line of a sentence, as in a list of events: '28 May. A man ...'."""
    line_start = _line_start(text, sentence.start)
    openings = (d for d in dates if line_start <= d.start < line_start + _LONGEST_OPENING and d.edtf)
    return next(
        (
            date
            for date in openings
            if date.end <= sentence.end
            and _HEADS_LINE.fullmatch(text[line_start : date.start]) is not None
            and _AFTER_HEADING.match(text, date.end) is not None
        ),
        None,
    )


def section_headings(text: str, dates: Sequence[DateExpression]) -> tuple[DateExpression, ...]:
    """The days that stand alone on their lines, each over what happened on it; one alone heads nothing."""
    alone = []
    for date in dates:
        line_end = text.find("\n", date.end)
        line = text[_line_start(text, date.start) : line_end if line_end >= 0 else len(text)]
        if precision(date.edtf) == 1 and line.strip(" \t•*·–—-.:") == date.text:
            alone.append(date)
    return tuple(alone) if len(alone) > 1 else ()


def heading_over(headings: Sequence[DateExpression], sentence: Sentence) -> DateExpression | None:
    """The day under which a sentence stands."""
    return next((date for date in reversed(headings) if date.end <= sentence.start), None)


def is_chronicle(
    text: str, dates: Sequence[DateExpression], sentence: Sentence, published: str | None
) -> bool:
    """Whether the present tense tells the past: under a date of its line, or beside a past day."""
    last = bounds(published)[1]
    heading = line_heading(text, dates, sentence)
    if heading is not None:
        ends = bounds(heading.edtf)[1]
        return last is None or ends is None or ends <= last
    own = [d for d in dates if sentence.start <= d.start < sentence.end and precision(d.edtf) == 1]
    return last is not None and any(
        day is not None and day < last for day in (bounds(d.edtf)[1] for d in own)
    )


def day_told_before(text: str, dates: Sequence[DateExpression], sentence: Sentence) -> DateExpression | None:
    """The day that the same paragraph told last before a sentence; never one on which somebody only spoke."""
    line_start = _line_start(text, sentence.start)
    before = [
        d for d in dates if line_start <= d.start < sentence.start and (precision(d.edtf) or 9) <= _SHARP
    ]
    events = [d for d in before if not is_told_on(text, d, max(line_start, d.start - 120), sentence.start)]
    if not events:
        return None
    # The day goes on, the hour was that of what was told then.
    return replace(events[-1], edtf=_HOUR.sub("", events[-1].edtf or ""), basis="anaphor")


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def undated(report: Report, modality: str, trigger: Trigger) -> DateExpression | None:
    """What is going on is open at both ends; what happened lies before its publication."""
    if modality == "ongoing":
        edtf = "../.."
    elif bounds(report.published)[0] is not None and modality in _TOLD_UNDATED:
        edtf = f"../{report.published}"
    else:
        return None
    last = bounds(edtf)[1]
    return DateExpression(
        start=trigger.start,
        end=trigger.start,
        text="",
        edtf=edtf,
        timex=None,
        type="DATE",
        date_start=None,
        date_end=last.isoformat() if last else None,
        basis="unknown",
    )
