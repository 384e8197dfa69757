"""The words of the calendar and of counting that dates and numbers are read by."""

from __future__ import annotations

import re

__all__ = [
    "HOLIDAYS",
    "MONTH",
    "NUMBER_WORDS",
    "SEASONS",
    "WEEKDAY",
    "alternation",
    "month_number",
    "weekday_number",
]

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

# Fixed days that are named instead of numbered: (month, day).
HOLIDAYS: dict[str, tuple[int, int]] = {
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
}

NUMBER_WORDS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}


def alternation(words: list[str] | tuple[str, ...] | dict[str, int]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


# "may" and "march" are words of their own in lower case; a month is written with a capital.
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June|Jun\.?|July|Jul\.?|Aug(?:ust|\.)?"
    r"|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JAN(?:UARY)?|FEB(?:RUARY)?|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"


def month_number(word: str) -> int:
    """1 for January, 12 for December, however abbreviated."""
    stem = word.casefold()[:3]
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(stem))


def weekday_number(word: str) -> int:
    """0 for Monday, 6 for Sunday, as :meth:`datetime.date.weekday`."""
    stem = word.casefold()[:3]
    return next(number for number, name in enumerate(_WEEKDAYS) if name.startswith(stem))
