"""The words of the calendar and of counting that dates and numbers are read by."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "DAY_PARTS",
    "MONTH",
    "NUMBER",
    "NUMBER_WORDS",
    "ORDINAL_WORDS",
    "SEASONS",
    "UNITS",
    "WEEKDAY",
    "alternation",
    "amount_of",
    "month_number",
    "ordinal_of",
    "weekday_number",
]

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

# EDTF's number of a season and TIMEX3's letters.
SEASONS = {
    "spring": (21, "SP"),
    "summer": (22, "SU"),
    "autumn": (23, "FA"),
    "fall": (23, "FA"),
    "winter": (24, "WI"),
}

# TIMEX3's letters for the parts of a day.
DAY_PARTS = {
    "early hours": "MO",
    "dawn": "MO",
    "daybreak": "MO",
    "sunrise": "MO",
    "morning": "MO",
    "midday": "MI",
    "afternoon": "AF",
    "dusk": "EV",
    "sunset": "EV",
    "evening": "EV",
    "night": "NI",
}

# TIMEX3's letters for a length of time; those below a day stand after a T.
UNITS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "weekend": "W",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "centurie": "CE",
    "century": "CE",
}

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS: dict[str, int] = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}

ORDINAL_WORDS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"twenty-first": 21, "twenty first": 21}


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words (letters, spaces, hyphens), longest first."""
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


# "may" and "march" are words of their own in lower case; a month is written with a capital.
MONTH = (
    r"(?-i:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June|Jun\.?|July|Jul\.?|Aug(?:ust|\.)?"
    r"|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JAN(?:UARY)?|FEB(?:RUARY)?|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
WEEKDAY = r"(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"

_WORD_NUMBER = (
    rf"(?:(?:{alternation(_TENS)})[\s-](?:{alternation(_ONES[1:10])})|{alternation(NUMBER_WORDS)}|hundred)"
)
_VAGUE = r"several|(?:a\s+)?few|(?:a\s+)?couple(?:\s+of)?|many|some|a\s+number\s+of|dozens\s+of"
# How many of a unit of time: "24", "twenty-five", "a", "two and a half", "several".
NUMBER = (
    rf"(?:(?:(?<![\d,.])\d{{1,3}}(?:,\d{{3}})*(?:\.\d|\s1/2)?|an?\s+hundred|{_WORD_NUMBER})(?:[\s-]and[\s-]a[\s-]half)?"
    rf"|{_VAGUE}|half(?:[\s-]an?)?|an?)"
)


def month_number(word: str) -> int:
    """1 for January, 12 for December, however abbreviated."""
    stem = word.casefold()[:3]
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(stem))


def weekday_number(word: str) -> int:
    """0 for Monday, 6 for Sunday, as :meth:`datetime.date.weekday`."""
    stem = word.casefold()[:3]
    return next(number for number, name in enumerate(_WEEKDAYS) if name.startswith(stem))


def ordinal_of(word: str) -> int:
    """The number of "third", "3rd" or "twenty-first"."""
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINAL_WORDS[word.casefold()]


def amount_of(text: str) -> float | None:
    """How many "two and a half" or "a couple of" are; ``None`` for "several" and the like."""
    folded = re.sub(r"[\s-]+", " ", text.casefold().replace(",", ""))
    if folded.startswith("half"):
        return 0.5
    whole, _, _ = folded.replace(" 1/2", " and a half").partition(" and a half")
    half = 0.5 if whole != folded else 0.0
    if re.fullmatch(r"\d+(?:\.\d)?", whole):
        return float(whole) + half
    if whole in ("a", "an"):
        return 1 + half
    if "couple" in whole:
        return 2.0
    if whole.endswith("hundred"):
        return 100 + half
    words = whole.split()
    return (
        sum(NUMBER_WORDS[word] for word in words) + half
        if all(word in NUMBER_WORDS for word in words)
        else None
    )
