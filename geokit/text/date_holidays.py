"""Days that are named instead of numbered: holidays, and anniversaries of what is known to have happened.

They are data: ``gazetteer/holidays.toml`` says how they are called and when they fall.
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from geokit.text.calendar_words import ordinal_of, weekday_number
from geokit.text.date_context import Context, Meaning, Slots

__all__ = ["ANNIVERSARY", "HOLIDAY", "companion_words", "holiday_words", "read_anniversary", "read_holiday"]


@dataclass(frozen=True, slots=True)
class _Holiday:
    names: tuple[str, ...]
    day: str | None = None
    weekday: str | None = None
    days: tuple[str, ...] = ()
    spread: int = 0
    period: bool = False

    def in_year(self, year: int) -> date | None:
        """The day on which it falls in a year, where that is known."""
        if self.day is not None:
            return date(year, int(self.day[:2]), int(self.day[3:]))
        if self.weekday is not None:
            return _nth_weekday(year, self.weekday)
        return next((date.fromisoformat(day) for day in self.days if day.startswith(f"{year:04d}")), None)


def _nth_weekday(year: int, rule: str) -> date:
    nth, weekday, month = rule.split()
    first_weekday, length = monthrange(year, int(month))
    first = 1 + (weekday_number(weekday) - first_weekday) % 7
    days = range(first, length + 1, 7)
    return date(year, int(month), days[int(nth) - 1 if int(nth) > 0 else int(nth)])


def _data() -> dict[str, Any]:
    return tomllib.loads(files("geokit.gazetteer").joinpath("holidays.toml").read_text("utf-8"))


@cache
def _holidays() -> dict[str, _Holiday]:
    holidays = [
        _Holiday(tuple(row.pop("names")), days=tuple(row.pop("days", ())), **row)
        for row in _data()["holidays"].values()
    ]
    return {name: holiday for holiday in holidays for name in holiday.names}


@cache
def _founded() -> dict[str, date]:
    rows = _data()["founded"].values()
    return {words.casefold(): date.fromisoformat(row["day"]) for row in rows for words in row["words"]}


def holiday_words() -> frozenset[str]:
    """Every word of a holiday's name, in lower case."""
    return _words_of([*_holidays(), "anniversary"])


def companion_words() -> frozenset[str]:
    """Every word that may stand beside a holiday's name or after "anniversary of", in lower case."""
    return _words_of([*_founded(), "over during holiday holidays celebrations period"])


def _words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for name in names for word in re.findall(r"[A-Za-z]+", name))


def _any_of(names: list[str]) -> str:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in ordered)


HOLIDAY = (
    rf"(?P<over>(?:over|during)\s+)?(?P<name>(?:the\s+)?(?-i:{_any_of(list(_holidays()))})"
    r"(?P<holidays>(?:['’]s?)?\s+(?:holidays?|celebrations"
    r"|period))?)(?:,?\s+(?:of\s+)?(?:(?P<year>1[5-9]\d\d|20\d\d)|(?P<which>last|this|next)\s+year))?(?!\w)"
)
ANNIVERSARY = (
    rf"(?:the\s+)?(?P<nth>\d{{1,3}}(?:st|nd|rd"
    rf"|th))\s+anniversary\s+of\s+(?:the\s+)?(?P<words>{_any_of(list(_founded()))})"
    r"(?!\w)"
)


def read_holiday(slots: Slots, context: Context) -> Meaning | None:
    """'Christmas', 'over the New Year', 'Chuseok 2019': the nearest one, unless its tense says which."""
    name = re.sub(r"^the\s+", "", slots["name"].removesuffix(slots["holidays"]), flags=re.IGNORECASE)
    holiday = _holidays()[re.sub(r"\s+", " ", name.replace("’", "'"))]
    span = slots.match.start("name"), slots.match.end()
    day = _nearest(holiday, _year(slots, context), context)
    if day is None:
        return Meaning(None, None, "holiday", span=span)
    timex = day.isoformat()
    celebrated = slots["over"] or slots["holidays"] or (holiday.period and not name.endswith("Day"))
    if holiday.spread and celebrated:
        spread = timedelta(days=holiday.spread)
        return Meaning(f"{day - spread}/{day + spread}~", timex, "holiday", span=span)
    return Meaning(timex, timex, "holiday", span=span)


def _year(slots: Slots, context: Context) -> int | None:
    if slots["year"]:
        return int(slots["year"])
    published = context.published.year
    if slots["which"] and published is not None:
        return published + {"last": -1, "this": 0, "next": 1}[slots["which"].casefold()]
    return context.told.year


def _nearest(holiday: _Holiday, year: int | None, context: Context) -> date | None:
    if year is not None:
        return holiday.in_year(year)
    origin = context.published.date
    if origin is None:
        return None
    around = [day for step in (-1, 0, 1) if (day := holiday.in_year(origin.year + step))]
    fitting = [day for day in around if not context.tense or (day > origin) == (context.tense > 0)]
    return min(fitting or around, key=lambda day: abs(day - origin), default=None)


def read_anniversary(slots: Slots, context: Context) -> Meaning | None:
    """'The 70th anniversary of ...': of what is known to have happened."""
    first = _founded()[re.sub(r"\s+", " ", slots["words"].casefold().replace("’", "'"))]
    year = first.year + ordinal_of(slots["nth"])
    day = f"{year:04d}-{first.month:02d}-{first.day:02d}"
    return Meaning(day, day, "holiday")
