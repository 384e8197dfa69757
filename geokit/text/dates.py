"""Date expressions: found in a text and normalised against the day on which it was published."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date

from geokit.model import DateExpression
from geokit.text.date_meaning import Anchor, Slots
from geokit.text.date_patterns import INTERESTING, KINDS, NEEDS_CUE, Reader
from geokit.text.date_relative import shifted
from geokit.text.edtf import bounds, has_unknown_year

__all__ = ["find_dates", "parse_date"]


def find_dates(text: str, *, published: str | None = None) -> list[DateExpression]:
    """Date expressions of a text, in order, none overlapping another.

    Parameters
    ----------
    text : str
        Any text.
    published : str, optional
        EDTF day of publication, against which relative dates are read; ``XXXX-08-18`` where its year is
        unknown.

    Returns
    -------
    list of DateExpression
        Offsets in code points; a duration or a set has no ``edtf``.
    """
    anchor = _anchor(published)
    found: list[tuple[int, int, int, DateExpression]] = []
    for line in re.finditer(r"[^\n]+", text):
        if not INTERESTING.search(line.group()):
            continue
        heading = _YEAR_HEADING.fullmatch(line.group())
        if heading is not None:
            anchor = replace(anchor, told_year=int(heading["year"]))
        for rank, (pattern, reader) in enumerate(KINDS):
            for match in pattern.finditer(text, line.start(), line.end()):
                cue = NEEDS_CUE.get(reader)
                if (
                    cue
                    and not match["part"]
                    and not cue.search(text, max(0, match.start() - 12), match.start())
                ):
                    continue
                expression = _read(match, reader, anchor, text)
                if expression is not None:
                    found.append((expression.start - expression.end, rank, expression.start, expression))
    return _from_the_day_told(_join_ranges(text, _without_overlaps(found)))


def parse_date(text: str, *, published: str | None = None) -> DateExpression | None:
    """The first date of a short text, such as the cell of a table.

    A cell that is itself EDTF is taken as it stands.
    """
    stripped = text.strip()
    first, last = bounds(stripped)
    if first or last or has_unknown_year(stripped):
        return DateExpression(
            start=text.find(stripped),
            end=text.find(stripped) + len(stripped),
            text=stripped,
            edtf=stripped,
            timex=stripped,
            type="DATE",
            date_start=first.isoformat() if first else None,
            date_end=last.isoformat() if last else None,
            basis="explicit",
        )
    return next((found for found in find_dates(text, published=published) if found.edtf), None)


def _anchor(published: str | None) -> Anchor:
    if not published:
        return Anchor(None, None, None)
    match = re.match(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?", published)
    if match is None:
        return Anchor(None, None, None)
    year, month, day = match.groups()
    return Anchor(
        int(year) if year.isdigit() else None, int(month) if month else None, int(day) if day else None
    )


def _read(match: re.Match[str], reader: Reader, anchor: Anchor, text: str) -> DateExpression | None:
    context = _clause_around(text, match.start(), match.end())
    meaning = reader(Slots.of(match), replace(anchor, context=context))
    if meaning is None:
        return None
    first, last = bounds(meaning.edtf)
    return DateExpression(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        edtf=meaning.edtf,
        timex=meaning.timex,
        type=meaning.type,
        date_start=first.isoformat() if first else None,
        date_end=last.isoformat() if last else None,
        basis=meaning.basis,
    )


def _clause_around(text: str, start: int, end: int) -> str:
    """The words about an expression that tell its tense: back and ahead to a comma or a full stop."""
    before = re.split(r"[.;\n]", text[max(0, start - 70) : start])[-1]
    after = re.split(r"[.;,\n]", text[end : end + 40])[0]
    return f"{before} {after}"


# A line that is nothing but a year heads the dates under it.
_YEAR_HEADING = re.compile(r"[\s#*=–—-]*(?P<year>1[5-9]\d\d|20\d\d)[\s:.#*=–—-]*")


def _from_the_day_told(expressions: list[DateExpression]) -> list[DateExpression]:
    """Read "the next morning" and "two days later" from the last day that was told before."""
    read: list[DateExpression] = []
    told: date | None = None
    for expression in expressions:
        if expression.basis == "anaphor" and expression.edtf is None:
            edtf = shifted(told, expression.timex or "") if told else None
            first, last = bounds(edtf)
            expression = replace(
                expression,
                edtf=edtf,
                timex=edtf,
                date_start=first.isoformat() if first else None,
                date_end=last.isoformat() if last else None,
            )
        first, last = bounds(expression.edtf)
        if first is not None and first == last:
            told = first
        read.append(expression)
    return read


_RANGE_OPENS = re.compile(r"\b(?P<word>between|from)\s+$", re.I)
_RANGE_GOES_ON = {"between": re.compile(r"\s+and\s+"), "from": re.compile(r"\s+(?:to|until|till|through)\s+")}


def _join_ranges(text: str, expressions: list[DateExpression]) -> list[DateExpression]:
    """Make one interval of "between 2020 and 2023" and "from July 1 to July 3"."""
    joined: list[DateExpression] = []
    for expression in expressions:
        range_expression = _range(text, joined[-1], expression) if joined else None
        if range_expression is not None:
            joined[-1] = range_expression
        else:
            joined.append(expression)
    return joined


def _range(text: str, first: DateExpression, last: DateExpression) -> DateExpression | None:
    opening = _RANGE_OPENS.search(text, max(0, first.start - 10), first.start)
    if opening is None or not _RANGE_GOES_ON[opening["word"].casefold()].fullmatch(
        text, first.end, last.start
    ):
        return None
    if not first.edtf or not last.edtf or "/" in first.edtf + last.edtf:
        return None
    start, end = first.edtf.split("T")[0], last.edtf.split("T")[0]
    # "Between July 1 and July 3, 2019": the year at the end is that of both.
    if first.basis in ("year_inferred", "unknown") and last.basis == "explicit":
        start = f"{end[:4]}{start[4:]}"
    if start > end:
        return None
    edtf = f"{start}/{end}"
    opens, closes = bounds(edtf)
    return replace(
        first,
        end=last.end,
        text=text[first.start : last.end],
        edtf=edtf,
        timex=edtf,
        type="DATE",
        date_start=opens.isoformat() if opens else None,
        date_end=closes.isoformat() if closes else None,
        basis=last.basis,
    )


def _without_overlaps(found: list[tuple[int, int, int, DateExpression]]) -> list[DateExpression]:
    starts: list[int] = []
    kept: list[DateExpression] = []
    for *_, expression in sorted(found, key=lambda row: row[:3]):
        at = bisect_right(starts, expression.start)
        if at and kept[at - 1].end > expression.start:
            continue
        if at < len(kept) and kept[at].start < expression.end:
            continue
        starts.insert(at, expression.start)
        kept.insert(at, expression)
    return kept
