"""The patterns by which date expressions are found, each with the function that says what it means."""

from __future__ import annotations

import re
from collections.abc import Callable

from geokit.text import date_meaning as meaning
from geokit.text import date_relative as relative
from geokit.text.calendar_words import MONTH, NUMBER_WORDS, WEEKDAY, alternation
from geokit.text.date_meaning import Anchor, Meaning, Slots

__all__ = ["INTERESTING", "KINDS", "NEEDS_CUE", "Reader"]

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

Reader = Callable[[Slots, Anchor], Meaning | None]

_WHICH = r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)"
_AT_CLOCK = rf"(?:(?P<clock>{_CLOCK})(?:\s+(?:on|of))?,?\s+)?"
_THEN_CLOCK = rf"(?:,?\s+(?:at|around|about)\s+(?:about\s+|around\s+)?(?P<clock_after>{_CLOCK}))?"
_OF_WHICH_YEAR = r"(?:,?\s+(?:of\s+)?(?P<which>last|this|next|the same|previous)\s+year)"

# The order is the rank: of two expressions that share a character the longer wins, then the earlier kind.
_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?P<year>{_YEAR})(?P<sep>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>{_DAY})"
        rf"(?:[T\s]\s*(?P<clock>\d{{1,2}}:\d\d(?::\d\d)?))?(?!\d)",
        meaning.read_iso,
    ),
    (
        rf"{_AT_CLOCK}(?:{WEEKDAY},?\s+)?(?:the\s+night\s+of\s+)?(?P<month>{MONTH})\s+(?P<day>{_ORDINAL})(?!\d|,\d{{3}})"
        rf"(?:\s?[-–—]\s?(?P<last_day>{_ORDINAL})(?!\d)|\s+to\s+(?P<last_day_too>{_ORDINAL})(?!\d))?"
        rf"(?:(?:,\s*|\s+)(?P<year>{_YEAR})(?!\d)|{_OF_WHICH_YEAR})?{_THEN_CLOCK}",
        meaning.read_day,
    ),
    (
        rf"{_AT_CLOCK}(?:{WEEKDAY},?\s+)?(?:[Tt]he\s+)?(?P<day>{_ORDINAL})"
        rf"(?:\s?[-–—]\s?(?P<last_day>{_ORDINAL}))?\s+(?:of\s+)?(?P<month>{MONTH})\b"
        rf"(?:(?:,\s*|\s+)(?P<year>{_YEAR})(?!\d)|{_OF_WHICH_YEAR})?{_THEN_CLOCK}",
        meaning.read_day,
    ),
    (
        rf"(?:{_PART}[\s-]+)?(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<year>{_YEAR})(?!\d)|{_OF_WHICH_YEAR})",
        meaning.read_month,
    ),
    (rf"(?:{_PART}[\s-]+)?{_WHICH}\s+(?P<month>{MONTH})\b", meaning.read_which_month),
    (rf"{_PART}[\s-]+(?P<month>{MONTH})(?P<year>(?!))?(?P<which>(?!))?(?![\w’'])", meaning.read_month),
    (
        rf"(?<=\b[Ii]n )(?:{_PART}[\s-]+)?(?P<month>{MONTH})(?P<year>(?!))?(?P<which>(?!))?(?![\w])"
        rf"|(?<![\w-])(?P<part_too>(?!))?(?P<month_too>January|February|April|June|July|August|September|October|November"
        rf"|December)(?![\w])",
        meaning.read_month,
    ),
    (rf"(?P<year>{_YEAR})\s?[-–]\s?(?P<last_year>\d{{4}}|\d\d)(?![\d-])", meaning.read_years),
    (
        rf"(?:[Tt]he\s+)?(?:[Ee]arly|[Mm]id|[Ll]ate)?[\s-]?(?P<decade>(?:1[5-9]|20)\d)0{_APOSTROPHE}s\b",
        meaning.read_decade,
    ),
    (rf"(?:{_PART}[\s-]+)?(?<![\d.,$€£-])(?P<year>{_YEAR})(?![\d%]|[.,]\d|-\d)", meaning.read_year),
    (
        rf"(?:[Tt]he\s+)?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\s+(?:of\s+)?"
        rf"(?:(?P<year>{_YEAR})\b|(?P<which_too>last|this|next)\s+year)"
        rf"|{_WHICH}\s+(?P<season_too>spring|summer|autumn|fall|winter)\b",
        meaning.read_season,
    ),
    (
        rf"(?P<holiday>New Year['’]?s (?:Eve|Day)|Christmas(?: Eve| Day)?)(?:,?\s+(?P<year>{_YEAR}))?",
        meaning.read_holiday,
    ),
    (
        r"(?<!Lunar )(?:[Tt]he\s+)?New Year(?:['’]?s)?(?:\s+holidays?)?\b(?!['’]?s? (?:Eve|Day))",
        meaning.read_new_year,
    ),
    (rf"(?:{_PART}[\s-]+)?{_WHICH}\s+{_UNIT}\b", relative.read_which_unit),
    (r"\b(?P<near>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast night)\b", relative.read_near_day),
    (
        rf"{_AT_CLOCK}(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious)\s+)?(?P<weekday>{WEEKDAY}){_THEN_CLOCK}",
        relative.read_weekday,
    ),
    (
        r"\b(?:[Tt]he|[Tt]hat)\s+(?P<which>same|next|following|previous|very)?\s*(?:day|night|morning|evening|afternoon)\b",
        relative.read_told_day,
    ),
    (rf"(?P<number>{_NUMBER})\s+{_UNIT}\s+(?P<side>later|afterwards?|before)\b", relative.read_told_shift),
    (rf"(?P<number>{_NUMBER})\s+{_UNIT}\s+(?:ago|earlier)\b", relative.read_ago),
    (r"\b(?:[Rr]ecently|[Ii]n recent (?:days|weeks|months|years)|[Ll]ately)\b", relative.read_past),
    (
        r"\b(?:[Cc]urrently|[Nn]owadays|[Aa]t present|[Tt]hese days|[Tt]he present day)\b",
        relative.read_present,
    ),
    (
        rf"(?P<number>{_NUMBER})(?:\s+|-)(?P<unit>minute|hour|day|week|month|year|decade)s?\b(?!\s+(?:ago|earlier|later))",
        relative.read_duration,
    ),
    (
        r"\b(?:[Ee]very|[Ee]ach) (?:day|week|month|year)\b|\b(?:daily|weekly|monthly|annually)\b",
        relative.read_set,
    ),
)
# Four digits are a year only after a word that makes them one.
NEEDS_CUE: dict[Reader, re.Pattern[str]] = {
    meaning.read_year: re.compile(
        r"(?:\b(?:in|since|of|by|until|till|from|during|before|after|between|and|to|through|around|year|early|mid|late)"
        r"|[(,/–—-]|\d{4})\s*$",
        re.I,
    ),
}

INTERESTING = re.compile(
    rf"\d|{MONTH}|day|week|month|year|Year|spring|summer|autumn|fall|winter|Christmas|night|morning|evening|noon|recent|lately"
    r"|current|nowadays|present|annual|decade|hour|minute",
    re.I,
)
KINDS = tuple((re.compile(rf"(?<![\w.])(?:{pattern})"), reader) for pattern, reader in _PATTERNS)
