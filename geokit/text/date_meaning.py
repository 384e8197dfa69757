"""What a date of the calendar means, once its parts are read: one function a kind of expression.

Conventions: "last month" is the month; "early", "mid" and "late July" the days 1-10, 11-20 and 21 to the end,
of a year its first quarter, its middle and its last quarter; "this year" said in a report ends at its date; a
date without a year is the nearest one to the publication, unless its tense says that it lies ahead or behind;
without a publication year it stays ``XXXX``. Nothing is ever taken from the clock.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from geokit.text.calendar_words import HOLIDAYS, SEASONS, month_number
from geokit.text.edtf import has_unknown_year

__all__ = [
    "AHEAD",
    "BEHIND",
    "Anchor",
    "Basis",
    "Meaning",
    "Slots",
    "part_of_month",
    "part_of_year",
    "with_clock",
]

Basis = Literal["explicit", "year_inferred", "relative", "anaphor", "holiday", "unknown"]


class Meaning(NamedTuple):
    """What an expression means: its EDTF, its TIMEX3 value, and on which ground."""

    edtf: str | None
    timex: str | None
    basis: Basis
    type: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"


class Slots(dict[str, str]):
    """The named groups that matched; a group that did not is an empty string.

    ``name_too`` is the same slot in another branch of a pattern.
    """

    def __missing__(self, name: str) -> str:
        return ""

    @classmethod
    def of(cls, match: re.Match[str]) -> Slots:
        """The slots of one match, with its whole text as ``text``."""
        named = {name.removesuffix("_too"): value for name, value in match.groupdict().items() if value}
        return cls(named, text=match.group())


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day against which an expression is read; ``year`` is ``None`` where the report states none."""

    year: int | None
    month: int | None
    day: int | None
    context: str = ""
    told_year: int | None = None

    @property
    def date(self) -> date | None:
        """The day itself, where it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


AHEAD = re.compile(
    r"\b(?:upcoming|coming|next|will|is to|are to|to be|plans?|planned|scheduled|slated|ahead of|until|by)\b",
    re.I,
)
BEHIND = re.compile(r"\b(?:was|were|had|did|since|last|ago|earlier|[a-z]{2,}ed)\b", re.I)


def _day(year: int | str, month: int, day: int) -> str | None:
    """``YYYY-MM-DD``, or ``None`` where the calendar has no such day."""
    try:
        date(year if isinstance(year, int) else 2000, month, day)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if isinstance(year, int) else f"{year}-{month:02d}-{day:02d}"


def _year_for(anchor: Anchor, month: int, day: int | None) -> tuple[int | str, Basis]:
    """The year of a date that names none: the nearest to the publication, ahead only where a cue says so."""
    if anchor.told_year is not None:
        return anchor.told_year, "year_inferred"
    if anchor.year is None:
        return "XXXX", "unknown"
    origin = anchor.date or date(anchor.year, 7, 1)
    candidates = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        last_day = monthrange(year, month)[1]
        if day is not None and day > last_day:
            continue
        start = date(year, month, day or 1)
        end = date(year, month, day or last_day)
        distance = 0 if start <= origin <= end else min(abs(start - origin), abs(end - origin)).days
        candidates.append((distance, start > origin, year))
    if not candidates:
        return "XXXX", "unknown"
    ahead = bool(AHEAD.search(anchor.context))
    behind = bool(BEHIND.search(anchor.context))
    if ahead != behind:
        # The tense decides between the last one and the next; today's own month is both.
        wanted = [c for c in candidates if c[1] == ahead or c[0] == 0]
        candidates = wanted or candidates
    return min(candidates)[2], "year_inferred"


def _clock(text: str | None) -> str | None:
    """``hh:mm:ss`` of a time of day."""
    if not text:
        return None
    folded = text.casefold().replace(".", ":", 1) if re.match(r"\d+\.\d", text) else text.casefold()
    if "noon" in folded or "midnight" in folded:
        return "12:00:00" if "noon" in folded else "00:00:00"
    numbers = [int(number) for number in re.findall(r"\d+", folded)]
    hour, minute, second = (*numbers, 0, 0)[:3]
    if "p" in folded and hour < 12:
        hour += 12
    elif "a" in folded and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}:{second:02d}" if hour < 24 and minute < 60 and second < 60 else None


def with_clock(edtf: str | None, basis: Basis, clock_text: str | None) -> Meaning | None:
    """A day with its time, where one is written and its year is known; ``None`` for no day."""
    clock = _clock(clock_text)
    if edtf is None:
        return None
    if clock is None or has_unknown_year(edtf):
        return Meaning(edtf, edtf, basis)
    return Meaning(f"{edtf}T{clock}", f"{edtf}T{clock[:5]}", basis, "TIME")


def read_iso(slots: Slots, anchor: Anchor) -> Meaning | None:
    day = _day(int(slots["year"]), int(slots["month"]), int(slots["day"]))
    return with_clock(day, "explicit", slots["clock"])


def read_day(slots: Slots, anchor: Anchor) -> Meaning | None:
    month = month_number(slots["month"])
    first, last = int(re.sub(r"\D", "", slots["day"])), slots["last_day"]
    year, basis = _year_of(slots, anchor, month, first)
    start = _day(year, month, first)
    if last and start:
        end = _day(year, month, int(re.sub(r"\D", "", last)))
        if end is None or end < start:
            return None
        edtf = f"{start}/{end}"
        return Meaning(edtf, edtf, basis)
    return with_clock(start, basis, slots["clock"] or slots["clock_after"])


def _year_of(slots: Slots, anchor: Anchor, month: int, day: int | None) -> tuple[int | str, Basis]:
    """The year as written, as counted from the publication's ('last year'), or as inferred."""
    if slots["year"]:
        return int(slots["year"]), "explicit"
    if slots["which"]:
        shifted = _shift_year(anchor, slots["which"])
        return (shifted, "relative") if shifted else ("XXXX", "unknown")
    return _year_for(anchor, month, day)


def _shift_year(anchor: Anchor, which: str) -> int | None:
    if anchor.year is None:
        return None
    return anchor.year + {"last": -1, "previous": -1, "this": 0, "the same": 0, "next": 1}[which.casefold()]


def part_of_month(year: int | str, month: int, part: str | None) -> str:
    """EDTF of a month, or of the days that 'early', 'mid' or 'late' makes of it."""
    stem = f"{year:04d}-{month:02d}" if isinstance(year, int) else f"{year}-{month:02d}"
    if not part:
        return stem
    last_day = monthrange(year if isinstance(year, int) else 2001, month)[1]
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, last_day)}[_part_name(part)]
    return f"{stem}-{first:02d}/{stem}-{last:02d}"


def _part_name(part: str) -> str:
    folded = part.casefold()
    if "early" in folded or "beginning" in folded or "start" in folded:
        return "early"
    return "mid" if "mid" in folded else "late"


def read_month(slots: Slots, anchor: Anchor) -> Meaning | None:
    month = month_number(slots["month"])
    year, basis = _year_of(slots, anchor, month, None)
    stem = part_of_month(year, month, None)
    return Meaning(part_of_month(year, month, slots["part"]), stem, basis)


def read_which_month(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Last March', 'next October': the nearest one on that side."""
    month = month_number(slots["month"])
    if anchor.year is None:
        return Meaning(f"XXXX-{month:02d}", f"XXXX-{month:02d}", "unknown")
    which = slots["which"].casefold()
    year = anchor.year
    if which == "last" and month >= (anchor.month or 13):
        year -= 1
    if which == "next" and month <= (anchor.month or 0):
        year += 1
    stem = f"{year:04d}-{month:02d}"
    return Meaning(part_of_month(year, month, slots["part"]), stem, "relative")


def part_of_year(year: int, part: str | None) -> str:
    """EDTF of a year, or of the months that 'early', 'mid' or 'late' makes of it."""
    if not part:
        return f"{year:04d}"
    first, last = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}[_part_name(part)]
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}"


def read_year(slots: Slots, anchor: Anchor) -> Meaning | None:
    year = int(slots["year"])
    return Meaning(part_of_year(year, slots["part"]), f"{year:04d}", "explicit")


def read_years(slots: Slots, anchor: Anchor) -> Meaning | None:
    first, last = int(slots["year"]), slots["last_year"]
    end = int(last) if len(last) == 4 else int(f"{first:04d}"[: 4 - len(last)] + last)
    edtf = f"{first:04d}/{end:04d}"
    return Meaning(edtf, edtf, "explicit") if end > first else None


def read_decade(slots: Slots, anchor: Anchor) -> Meaning | None:
    decade = slots["decade"]
    return Meaning(f"{decade}X", decade, "explicit")


def read_season(slots: Slots, anchor: Anchor) -> Meaning | None:
    season = SEASONS[slots["season"].casefold()]
    code = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}[season]
    basis: Basis = "explicit"
    if slots["year"]:
        year = int(slots["year"])
    else:
        shifted = _shift_year(anchor, slots["which"] or "this")
        if shifted is None:
            return Meaning(None, None, "unknown")
        year, basis = shifted, "relative"
    return Meaning(f"{year:04d}-{season}", f"{year:04d}-{code}", basis)


def read_holiday(slots: Slots, anchor: Anchor) -> Meaning | None:
    month, day = HOLIDAYS[slots["holiday"].casefold().replace("’", "'")]
    if slots["year"]:
        year: int | str = int(slots["year"])
    else:
        year, _ = _year_for(replace(anchor, context=""), month, day)
    edtf = _day(year, month, day)
    return Meaning(edtf, edtf, "holiday")


def read_new_year(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Over the New Year' is the turn of the year, about a day on either side."""
    year, _ = _year_for(replace(anchor, context=""), 1, 1)
    if not isinstance(year, int):
        return Meaning(None, None, "holiday")
    return Meaning(f"{year - 1:04d}-12-31/{year:04d}-01-02~", f"{year:04d}-01-01", "holiday")
