"""Date expressions: found in a text and normalised against the day on which it was published.

One pattern a kind of expression, each with the function that says what it means. Conventions: "last month"
is the month; "early", "mid" and "late July" the days 1-10, 11-20 and 21 to the end, of a year its first
quarter, its middle and its last quarter; "this year" said in a report ends at its date; a date without a
year is the nearest one to the publication, unless a cue says that it lies ahead; without a publication
year it stays ``XXXX``. Nothing is ever taken from the clock.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from geokit.model import DateExpression
from geokit.text.calendar_words import (
    HOLIDAYS,
    MONTH,
    NUMBER_WORDS,
    SEASONS,
    WEEKDAY,
    alternation,
    month_number,
    weekday_number,
)
from geokit.text.edtf import bounds, has_unknown_year

__all__ = ["find_dates", "parse_date"]

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


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)?"
_CLOCK = (
    r"(?:\d{1,2}(?::\d\d|\.\d\d)?\s?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b)|\d{1,2}:\d\d(?::\d\d)?(?:\s?hours)?"
    r"|noon\b|midnight\b)"
)
_NUMBER = rf"(?:\d{{1,3}}|(?i:an?|{alternation(NUMBER_WORDS)}|several|a few|a couple of))"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he )?(?:[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd) of)"
_APOSTROPHE = r"['’]?"

_AHEAD = re.compile(
    r"\b(?:upcoming|coming|next|will|is to|are to|to be|plans?|planned|scheduled|slated|ahead of|until|by)\b",
    re.I,
)
_BEHIND = re.compile(r"\b(?:was|were|had|did|since|last|ago|earlier|[a-z]{2,}ed)\b", re.I)


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
    ahead = bool(_AHEAD.search(anchor.context))
    behind = bool(_BEHIND.search(anchor.context))
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


def _with_clock(edtf: str | None, basis: Basis, clock_text: str | None) -> Meaning | None:
    clock = _clock(clock_text)
    if edtf is None:
        return None
    if clock is None or has_unknown_year(edtf):
        return Meaning(edtf, edtf, basis)
    return Meaning(f"{edtf}T{clock}", f"{edtf}T{clock[:5]}", basis, "TIME")


def _read_iso(slots: Slots, anchor: Anchor) -> Meaning | None:
    day = _day(int(slots["year"]), int(slots["month"]), int(slots["day"]))
    return _with_clock(day, "explicit", slots["clock"])


def _read_day(slots: Slots, anchor: Anchor) -> Meaning | None:
    month = month_number(slots["month"])
    first, last = int(re.sub(r"\D", "", slots["day"])), slots["last_day"]
    year: int | str
    basis: Basis = "explicit"
    if slots["year"]:
        year = int(slots["year"])
    elif slots["which"]:
        shifted = _shift_year(anchor, slots["which"])
        year, basis = (shifted, "relative") if shifted else ("XXXX", "unknown")
    else:
        year, basis = _year_for(anchor, month, first)
    start = _day(year, month, first)
    if last and start:
        end = _day(year, month, int(re.sub(r"\D", "", last)))
        if end is None or end < start:
            return None
        edtf = f"{start}/{end}"
        return Meaning(edtf, edtf, basis)
    return _with_clock(start, basis, slots["clock"] or slots["clock_after"])


def _shift_year(anchor: Anchor, which: str) -> int | None:
    if anchor.year is None:
        return None
    return anchor.year + {"last": -1, "previous": -1, "this": 0, "the same": 0, "next": 1}[which.casefold()]


def _part_of_month(year: int | str, month: int, part: str | None) -> str:
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


def _read_month(slots: Slots, anchor: Anchor) -> Meaning | None:
    month = month_number(slots["month"])
    basis: Basis = "explicit"
    year: int | str
    if slots["year"]:
        year = int(slots["year"])
    elif slots["which"]:
        shifted = _shift_year(anchor, slots["which"])
        year, basis = (shifted, "relative") if shifted else ("XXXX", "unknown")
    else:
        year, basis = _year_for(anchor, month, None)
    stem = _part_of_month(year, month, None)
    return Meaning(_part_of_month(year, month, slots["part"]), stem, basis)


def _read_which_month(slots: Slots, anchor: Anchor) -> Meaning | None:
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
    return Meaning(_part_of_month(year, month, slots["part"]), stem, "relative")


def _part_of_year(year: int, part: str | None) -> str:
    if not part:
        return f"{year:04d}"
    first, last = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}[_part_name(part)]
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}"


def _read_year(slots: Slots, anchor: Anchor) -> Meaning | None:
    year = int(slots["year"])
    return Meaning(_part_of_year(year, slots["part"]), f"{year:04d}", "explicit")


def _read_years(slots: Slots, anchor: Anchor) -> Meaning | None:
    first, last = int(slots["year"]), slots["last_year"]
    end = int(last) if len(last) == 4 else int(f"{first:04d}"[: 4 - len(last)] + last)
    edtf = f"{first:04d}/{end:04d}"
    return Meaning(edtf, edtf, "explicit") if end > first else None


def _read_decade(slots: Slots, anchor: Anchor) -> Meaning | None:
    decade = slots["decade"]
    return Meaning(f"{decade}X", decade, "explicit")


def _read_season(slots: Slots, anchor: Anchor) -> Meaning | None:
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


def _read_holiday(slots: Slots, anchor: Anchor) -> Meaning | None:
    month, day = HOLIDAYS[slots["holiday"].casefold().replace("’", "'")]
    if slots["year"]:
        year: int | str = int(slots["year"])
    else:
        year, _ = _year_for(replace(anchor, context=""), month, day)
    edtf = _day(year, month, day)
    return Meaning(edtf, edtf, "holiday")


def _read_new_year(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Over the New Year' is the turn of the year, about a day on either side."""
    year, _ = _year_for(replace(anchor, context=""), 1, 1)
    if not isinstance(year, int):
        return Meaning(None, None, "holiday")
    return Meaning(f"{year - 1:04d}-12-31/{year:04d}-01-02~", f"{year:04d}-01-01", "holiday")


def _read_near_day(slots: Slots, anchor: Anchor) -> Meaning | None:
    offset = {"today": 0, "tonight": 0, "yesterday": -1, "last night": -1, "tomorrow": 1}
    if anchor.date is None:
        return Meaning(None, None, "unknown")
    day = (anchor.date + timedelta(days=offset[slots["near"].casefold()])).isoformat()
    return Meaning(day, day, "relative")


def _read_weekday(slots: Slots, anchor: Anchor) -> Meaning | None:
    """A bare weekday is the last one, the publication's own day included; 'last Monday' lies before it."""
    if anchor.date is None:
        return Meaning(None, None, "unknown")
    which = slots["which"].casefold()
    distance = (anchor.date.weekday() - weekday_number(slots["weekday"])) % 7
    if which in ("last", "previous"):
        distance = distance or 7
    ahead = which == "next" or (
        not which and _AHEAD.search(anchor.context) and not _BEHIND.search(anchor.context)
    )
    if ahead:
        distance -= 7
    day = anchor.date - timedelta(days=distance)
    return _with_clock(day.isoformat(), "relative", slots["clock"] or slots["clock_after"])


def _months_away(origin: date, months: int) -> tuple[int, int]:
    index = origin.year * 12 + origin.month - 1 + months
    return index // 12, index % 12 + 1


def _week(day: date) -> tuple[str, str]:
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", f"{year:04d}-W{week:02d}"


def _read_which_unit(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Last month', 'late last year', 'this week'; what is not over yet ends at the publication."""
    which, unit, part = slots["which"].casefold(), slots["unit"].casefold(), slots["part"]
    step = {"last": -1, "this": 0, "next": 1}[which]
    if anchor.year is None:
        return Meaning(None, None, "unknown")
    if unit == "year":
        year = anchor.year + step
        if step == 0 and anchor.date is not None and not part:
            return Meaning(f"{year:04d}-01-01/{anchor.date.isoformat()}", f"{year:04d}", "relative")
        return Meaning(_part_of_year(year, part), f"{year:04d}", "relative")
    if anchor.date is None:
        return Meaning(None, None, "unknown")
    if unit == "month":
        year, month = _months_away(anchor.date, step)
        return Meaning(_part_of_month(year, month, part), f"{year:04d}-{month:02d}", "relative")
    if unit == "week":
        edtf, timex = _week(anchor.date + timedelta(weeks=step))
        return Meaning(edtf, timex, "relative")
    return None


def _amount(text: str) -> int | None:
    folded = text.casefold()
    if folded.isdigit():
        return int(folded)
    return {"a": 1, "an": 1, "a couple of": 2}.get(folded, NUMBER_WORDS.get(folded))


def _read_ago(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Three days ago', 'two weeks earlier', 'ten years ago', counted from the publication."""
    amount, unit = _amount(slots["number"]), slots["unit"].casefold()
    if amount is None or anchor.date is None:
        return Meaning(None, "PAST_REF", "unknown")
    if unit in ("day", "week"):
        day = anchor.date - timedelta(days=amount * (7 if unit == "week" else 1))
        if unit == "day":
            return Meaning(day.isoformat(), day.isoformat(), "relative")
        return Meaning(_week(day)[0], _week(day)[1], "relative")
    if unit == "month":
        year, month = _months_away(anchor.date, -amount)
        return Meaning(f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}", "relative")
    year = anchor.date.year - amount * (10 if unit == "decade" else 1)
    return Meaning(f"{year:04d}", f"{year:04d}", "relative") if 0 < year < 10000 else None


def _read_past(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Recently', 'in recent months': some time up to the publication."""
    published = anchor.date.isoformat() if anchor.date else None
    return Meaning(f"../{published}" if published else None, "PAST_REF", "relative")


def _read_present(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Currently', 'now': going on at publication, since nobody knows when."""
    return Meaning("../..", "PRESENT_REF", "relative")


def _read_duration(slots: Slots, anchor: Anchor) -> Meaning | None:
    amount = _amount(slots["number"])
    unit = {"hour": "H", "minute": "M"}.get(slots["unit"].casefold(), slots["unit"][0].upper())
    prefix = "PT" if unit in ("H",) or slots["unit"].casefold() == "minute" else "P"
    if slots["unit"].casefold() == "decade":
        unit, amount = "Y", amount * 10 if amount else None
    return Meaning(None, f"{prefix}{'X' if amount is None else amount}{unit}", "unknown", "DURATION")


def _read_set(slots: Slots, anchor: Anchor) -> Meaning | None:
    folded = slots["text"].casefold()
    unit = next(
        code
        for word, code in (("da", "P1D"), ("week", "P1W"), ("month", "P1M"), ("ye", "P1Y"), ("annual", "P1Y"))
        if word in folded
    )
    return Meaning(None, unit, "unknown", "SET")


Reader = Callable[[Slots, Anchor], Meaning | None]

_WHICH = r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)"
_AT_CLOCK = rf"(?:(?P<clock>{_CLOCK})(?:\s+(?:on|of))?,?\s+)?"
_THEN_CLOCK = rf"(?:,?\s+(?:at|around|about)\s+(?:about\s+|around\s+)?(?P<clock_after>{_CLOCK}))?"
_OF_WHICH_YEAR = r"(?:,?\s+(?:of\s+)?(?P<which>last|this|next|the same|previous)\s+year)"

# The order is the rank: of two expressions that share a character the longer wins, then the earlier kind.
_KINDS: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?P<year>{_YEAR})(?P<sep>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>{_DAY})"
        rf"(?:[T\s]\s*(?P<clock>\d{{1,2}}:\d\d(?::\d\d)?))?(?!\d)",
        _read_iso,
    ),
    (
        rf"{_AT_CLOCK}(?:{WEEKDAY},?\s+)?(?:the\s+night\s+of\s+)?(?P<month>{MONTH})\s+(?P<day>{_ORDINAL})(?!\d|,\d{{3}})"
        rf"(?:\s?[-–—]\s?(?P<last_day>{_ORDINAL})(?!\d)|\s+to\s+(?P<last_day_too>{_ORDINAL})(?!\d))?"
        rf"(?:(?:,\s*|\s+)(?P<year>{_YEAR})(?!\d)|{_OF_WHICH_YEAR})?{_THEN_CLOCK}",
        _read_day,
    ),
    (
        rf"{_AT_CLOCK}(?:{WEEKDAY},?\s+)?(?:[Tt]he\s+)?(?P<day>{_ORDINAL})"
        rf"(?:\s?[-–—]\s?(?P<last_day>{_ORDINAL}))?\s+(?:of\s+)?(?P<month>{MONTH})\b"
        rf"(?:(?:,\s*|\s+)(?P<year>{_YEAR})(?!\d)|{_OF_WHICH_YEAR})?{_THEN_CLOCK}",
        _read_day,
    ),
    (
        rf"(?:{_PART}[\s-]+)?(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<year>{_YEAR})(?!\d)|{_OF_WHICH_YEAR})",
        _read_month,
    ),
    (rf"(?:{_PART}[\s-]+)?{_WHICH}\s+(?P<month>{MONTH})\b", _read_which_month),
    (rf"{_PART}[\s-]+(?P<month>{MONTH})(?P<year>(?!))?(?P<which>(?!))?(?![\w’'])", _read_month),
    (
        rf"(?<=\b[Ii]n )(?:{_PART}[\s-]+)?(?P<month>{MONTH})(?P<year>(?!))?(?P<which>(?!))?(?![\w])"
        rf"|(?<![\w-])(?P<part_too>(?!))?(?P<month_too>January|February|April|June|July|August|September|October|November"
        rf"|December)(?![\w])",
        _read_month,
    ),
    (rf"(?P<year>{_YEAR})\s?[-–]\s?(?P<last_year>\d{{4}}|\d\d)(?![\d-])", _read_years),
    (
        rf"(?:[Tt]he\s+)?(?:[Ee]arly|[Mm]id|[Ll]ate)?[\s-]?(?P<decade>(?:1[5-9]|20)\d)0{_APOSTROPHE}s\b",
        _read_decade,
    ),
    (rf"(?:{_PART}[\s-]+)?(?<![\d.,$€£-])(?P<year>{_YEAR})(?![\d%]|[.,]\d|-\d)", _read_year),
    (
        rf"(?:[Tt]he\s+)?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\s+(?:of\s+)?"
        rf"(?:(?P<year>{_YEAR})\b|(?P<which_too>last|this|next)\s+year)"
        rf"|{_WHICH}\s+(?P<season_too>spring|summer|autumn|fall|winter)\b",
        _read_season,
    ),
    (
        rf"(?P<holiday>New Year['’]?s (?:Eve|Day)|Christmas(?: Eve| Day)?)(?:,?\s+(?P<year>{_YEAR}))?",
        _read_holiday,
    ),
    (
        r"(?<!Lunar )(?:[Tt]he\s+)?New Year(?:['’]?s)?(?:\s+holidays?)?\b(?!['’]?s? (?:Eve|Day))",
        _read_new_year,
    ),
    (rf"(?:{_PART}[\s-]+)?{_WHICH}\s+{_UNIT}\b", _read_which_unit),
    (r"\b(?P<near>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast night)\b", _read_near_day),
    (
        rf"{_AT_CLOCK}(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious)\s+)?(?P<weekday>{WEEKDAY}){_THEN_CLOCK}",
        _read_weekday,
    ),
    (rf"(?P<number>{_NUMBER})\s+{_UNIT}\s+(?:ago|earlier)\b", _read_ago),
    (r"\b(?:[Rr]ecently|[Ii]n recent (?:days|weeks|months|years)|[Ll]ately)\b", _read_past),
    (r"\b(?:[Cc]urrently|[Nn]owadays|[Aa]t present|[Tt]hese days|[Tt]he present day)\b", _read_present),
    (
        rf"(?P<number>{_NUMBER})(?:\s+|-)(?P<unit>minute|hour|day|week|month|year|decade)s?\b(?!\s+(?:ago|earlier|later))",
        _read_duration,
    ),
    (r"\b(?:[Ee]very|[Ee]ach) (?:day|week|month|year)\b|\b(?:daily|weekly|monthly|annually)\b", _read_set),
)
# Four digits are a year only after a word that makes them one.
_NEEDS_CUE: dict[Reader, re.Pattern[str]] = {
    _read_year: re.compile(
        r"(?:\b(?:in|since|of|by|until|till|from|during|before|after|between|and|to|through|around|year|early|mid|late)"
        r"|[(,/–—-]|\d{4})\s*$",
        re.I,
    ),
}

_COMPILED = tuple((re.compile(r"(?<![\w.])" + f"(?:{pattern})"), reader) for pattern, reader in _KINDS)
_INTERESTING = re.compile(
    rf"\d|{MONTH}|day|week|month|year|Year|spring|summer|autumn|fall|winter|Christmas|night|recent|lately"
    r"|current|nowadays|present|annual|decade|hour|minute",
    re.I,
)


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
        if not _INTERESTING.search(line.group()):
            continue
        for rank, (pattern, reader) in enumerate(_COMPILED):
            for match in pattern.finditer(text, line.start(), line.end()):
                cue = _NEEDS_CUE.get(reader)
                if (
                    cue
                    and not match["part"]
                    and not cue.search(text, max(0, match.start() - 12), match.start())
                ):
                    continue
                expression = _read(match, reader, anchor, text)
                if expression is not None:
                    found.append((expression.start - expression.end, rank, expression.start, expression))
    return _join_ranges(text, _without_overlaps(found))


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
    if opening is None or not _RANGE_GOES_ON[opening["word"].casefold()].fullmatch(text, first.end, last.start):
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
