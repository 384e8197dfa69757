"""Date expressions: found in a text and normalised against the day on which it was published.

"Last month" is the month, "this year" ends at the publication, "recently" lies before it. A day counted from
another ("two days later") is counted from the last exact day that the text told. See
:mod:`geokit.text.date_meaning` for the conventions on dates without a year.
"""

from __future__ import annotations

import re
from dataclasses import replace

from geokit.model import DateExpression
from geokit.text import date_ranges
from geokit.text.date_context import Context, Meaning, Published, Slots, Told
from geokit.text.date_patterns import Kind, kinds_for
from geokit.text.date_stretches import Stretch, stretches
from geokit.text.edtf import bounds, has_unknown_year

__all__ = ["find_dates", "parse_date"]


def find_dates(text: str, *, published: str | None = None, join_ranges: bool = True) -> list[DateExpression]:
    """Date expressions of a text, in order, none overlapping another.

    Parameters
    ----------
    text : str
        Any text.
    published : str, optional
        EDTF day of publication, against which relative dates are read; ``XXXX-08-18`` where its year is
        unknown.
    join_ranges : bool
        Whether "from 1 to 3 July" is one expression with an interval, as an analyst wants it, or two, as
        TimeML tags it.

    Returns
    -------
    list of DateExpression
        Offsets in code points; a set has no ``edtf``, a duration only where it is counted from a day
        ("10 days after the raid").
    """
    unwrapped = _WRAP.sub(" ", text)
    reader = _Reader(unwrapped, Published.of(published))
    found = [expression for stretch in stretches(unwrapped) for expression in reader.read(stretch)]
    found = date_ranges.share_years(unwrapped, found)
    if join_ranges:
        found = date_ranges.join_ranges(unwrapped, found)
    return [replace(one, text=text[one.start : one.end]) for one in found] if unwrapped != text else found


# A long line that ends in mid-sentence goes on in the next.
_WRAP = re.compile(r"(?<=[^\n]{50}[^\n.:!?])\n(?=[\w\"'“‘(])")


def parse_date(text: str, *, published: str | None = None) -> DateExpression | None:
    """The first date of a short text, such as the cell of a table.

    A cell that is itself EDTF is taken as it stands.
    """
    stripped = text.strip()
    first, last = bounds(stripped)
    if first or last or has_unknown_year(stripped):
        start = text.find(stripped)
        cell = DateExpression(
            start, start + len(stripped), stripped, None, stripped, "DATE", None, None, "explicit"
        )
        return date_ranges.dated(cell, stripped)
    return next((found for found in find_dates(text, published=published) if found.edtf), None)


# A line that is nothing but a year heads the dates under it.
_YEAR_HEADING = re.compile(r"^[ \t#*=–—-]*(?P<year>1[5-9]\d\d|20\d\d)[ \t:.#*=–—-]*$", re.MULTILINE)
_YEAR = re.compile(r"(?<![\d.,$€£])(?:1[1-9]\d\d|20\d\d)(?![\d%]|[.,]\d)")
# A text that names at least so many years, nine tenths of them long past, tells history: a date in it belongs
# to the year told last, not to the nearest one.
_YEARS_OF_HISTORY = 8
_LONG_PAST = 2
_LOOK_AHEAD = 14


class _Reader:
    """Reads the stretches of one text in order, and remembers what was told."""

    def __init__(self, text: str, published: Published) -> None:
        self.text = text
        self.published = published
        self.tells_past = _tells_past(text, published)
        self.told = Told()
        self.headings = [(match.start("year"), int(match["year"])) for match in _YEAR_HEADING.finditer(text)]

    def read(self, stretch: Stretch) -> list[DateExpression]:
        """The expressions of a stretch: of those that overlap the longest that means something."""
        while self.headings and self.headings[0][0] <= stretch.start:
            at, year = self.headings.pop(0)
            self.told = replace(self.told, year=year)
            if at == stretch.start:
                return []
        first, limit = (max(0, stretch.start - 1), min(len(self.text), stretch.end + _LOOK_AHEAD))
        matches = [
            (match.start() - match.end(), rank, match.start(), match, kind)
            for rank, kind in kinds_for(stretch.hints)
            for match in kind.pattern.finditer(self.text, first, limit)
            if match.start() < stretch.end and match.end() <= stretch.end + 1
        ]
        taken: list[tuple[re.Match[str], Kind, list[DateExpression]]] = []
        for *_, match, kind in sorted(matches, key=lambda row: row[:3]):
            if all(match.start() >= other.end() or other.start() >= match.end() for other, *_ in taken):
                expressions = self._expressions(match, kind)
                if expressions:
                    taken.append((match, kind, expressions))
        found: list[DateExpression] = []
        for match, kind, expressions in sorted(taken, key=lambda row: row[0].start()):
            # Read again where more was told: "the next day. Two days later" counts from the next day.
            for expression in self._expressions(match, kind) if found else expressions:
                self._remember(expression)
                found.append(expression)
        return found

    def _expressions(self, match: re.Match[str], kind: Kind) -> list[DateExpression]:
        context = Context(
            self.text, match.start(), match.end(), self.published, self.told, tells_past=self.tells_past
        )
        meaning = kind.read(Slots.of(match), context)
        if meaning is None:
            return []
        meanings = [meaning] if isinstance(meaning, Meaning) else meaning
        return [self._expression(one, *(one.span or match.span())) for one in meanings]

    def _expression(self, meaning: Meaning, start: int, end: int) -> DateExpression:
        first, last = bounds(meaning.edtf)
        return DateExpression(
            start=start,
            end=end,
            text=self.text[start:end],
            edtf=meaning.edtf,
            timex=meaning.timex,
            type=meaning.type,
            date_start=first.isoformat() if first else None,
            date_end=last.isoformat() if last else None,
            basis=meaning.basis,
        )

    def _remember(self, expression: DateExpression) -> None:
        first, last = bounds(expression.edtf)
        if first is None or last is None or expression.type in ("DURATION", "SET"):
            return
        told = self.told
        if self.tells_past and first.year == last.year and expression.basis not in ("holiday", "relative"):
            told = replace(told, year=first.year)
        timex = (expression.timex or "").split("T")[0]
        if re.match(r"\d{4}", timex):
            point = first.isoformat() if "-W" in timex and "WI" not in timex else timex
            told = replace(told, point=point, point_at=expression.start)
        # The day of the report itself stands in its heading and is not what was told.
        if first == last and first != self.published.date:
            told = replace(told, day=first, day_at=expression.start)
        self.told = told


def _tells_past(text: str, published: Published) -> bool:
    if published.year is None:
        return False
    years = [int(year) for year in _YEAR.findall(text)]
    past = sum(year <= published.year - _LONG_PAST for year in years)
    return past >= _YEARS_OF_HISTORY and 10 * past >= 9 * len(years)
