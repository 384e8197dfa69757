"""On which day a telling is: its own date, that of its paragraph, or what its tense leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geokit.incidents.attribution import is_told_on
from geokit.incidents.clauses import Sentence, Trigger
from geokit.model import DateExpression, Report
from geokit.text.edtf import bounds, precision

__all__ = ["day_told_before", "heads_its_line", "nearest_date", "opening_dates", "undated"]

# What may stand before the date that heads an entry in a list of events.
_HEADS_LINE = re.compile(r"[\s•*·–—-]*(?:(?:[Oo]n|[Ii]n|[Ll]ate|[Ee]arly)\s+)?")
_AFTER_HEADING = re.compile(r"\s*(?:[.:–—-]\s|$)|\s+(?:or|to|and)\s")
_LONGEST_OPENING = 14
# UCDP's levels of a day to a week: what is known no better says nothing of the next sentence.
_SHARP = 3
_TOLD_UNDATED = {"happened", "claimed", "ordered", "threatened"}


def nearest_date(dates: Sequence[DateExpression], trigger: Trigger) -> DateExpression | None:
    """The date nearest to the trigger; a vague 'recently' gives way to a day."""

    def distance(date: DateExpression) -> tuple[bool, int]:
        gap = date.start - trigger.end if date.start >= trigger.end else trigger.start - date.end
        return (date.edtf or "").startswith(".."), gap

    return min(dates, key=distance, default=None)


def opening_dates(
    dates: Sequence[DateExpression], sentence: Sentence, trigger: Trigger
) -> list[DateExpression]:
    """A date that opens the sentence ('On 3 May ...') holds for all of it."""
    return [d for d in dates if d.start - sentence.start <= _LONGEST_OPENING and d.end < trigger.start]


def heads_its_line(text: str, dates: Sequence[DateExpression], sentence: Sentence) -> bool:
    """Whether a sentence stands under a date that heads its line: '28 May. A man ...'."""
    line_start = _line_start(text, sentence.start)
    openings = (d for d in dates if line_start <= d.start < line_start + _LONGEST_OPENING and d.edtf)
    return any(
        date.end <= sentence.end
        and _HEADS_LINE.fullmatch(text[line_start : date.start]) is not None
        and _AFTER_HEADING.match(text, date.end) is not None
        for date in openings
    )


def day_told_before(text: str, dates: Sequence[DateExpression], sentence: Sentence) -> DateExpression | None:
    """The day that the same paragraph told last before a sentence; never one on which somebody only spoke."""
    line_start = _line_start(text, sentence.start)
    before = [
        d for d in dates if line_start <= d.start < sentence.start and (precision(d.edtf) or 9) <= _SHARP
    ]
    events = [d for d in before if not is_told_on(text, d, max(line_start, d.start - 120), sentence.start)]
    return replace(events[-1], basis="anaphor") if events else None


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
