"""The patterns by which date expressions are found, each with the function that says what it means.

In a pattern a space stands for any white space, and a slot may be named in several branches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from geokit.text import date_lengths as lengths
from geokit.text import date_meaning as meaning
from geokit.text import date_relative as relative
from geokit.text.calendar_words import MONTH, NUMBER, ORDINAL_WORDS, SEASONS, WEEKDAY, alternation
from geokit.text.date_clock import (
    CLOCK,
    DAY_PART,
    TIME_AFTER,
    TIME_BEFORE,
    read_clock_alone,
    read_day_part_alone,
)
from geokit.text.date_context import Context, Meaning, Slots
from geokit.text.date_holidays import ANNIVERSARY, HOLIDAY, read_anniversary, read_holiday
from geokit.text.date_stretches import Hint

__all__ = ["Kind", "kinds_for"]

Reader = Callable[[Slots, Context], Meaning | list[Meaning] | None]


class Kind(NamedTuple):
    """One kind of expression, and the hints of which a stretch must have one for it to stand there."""

    needs: Hint
    pattern: re.Pattern[str]
    read: Reader


def _after(words: str) -> str:
    """A look behind for any of the words."""
    return "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in words.split()) + ")"


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)?"
_NUMBERED = (
    "day|night|morning|evening|week|month|year|floor|stor(?:e)?y|anniversary|birthday|time|attempt|try|round|stage"
    "|page|line|parallel|century|minute|hour|lap|hole"
    "|(?:[A-Z]\\w+ )?(?:battalion|division|regiment|army|corps|brigade)"
)
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{alternation(ORDINAL_WORDS)})"
_YEAR = r"(?:1[1-9]\d\d|20\d\d)"
_MONTH = rf"(?P<month>{MONTH})"
_LONG_MONTH = (
    r"(?P<month>(?-i:January|February|April|June|July|August|September|October|November|December))(?!\w)"
)
_SEASON = rf"(?P<season>{alternation(SEASONS)})\b"
_PIECE = r"(?:very )?(?:beginning|start|middle|end|(?:early|latter) part|rest|remainder) of"
_PART = rf"(?:(?P<part>early(?: in)?|mid|late(?: in)?|(?:the )?{_PIECE}(?: the)?)[\s-]+)"
_PART_OF_UNIT = rf"(?P<part>early|late|earlier|later|mid|(?:the )?{_PIECE})(?: in| on)?[\s-]+"
_ROUGHLY = r"(?:(?:early|mid|late|middle)(?: to late)?[\s-]+)?"
_WHICH_YEAR = r",? (?:of )?(?P<which>last|this|next|that|the same|the previous|the following|previous) year"
_THEN_YEAR = (
    rf"(?:(?:,\s*| )(?:of )?(?:(?P<year>{_YEAR})(?![\d%])|['’](?P<short_year>\d\d)(?!\d|s\b))|{_WHICH_YEAR})?"
)
_WHEN = _after("in since until by during from between through over late early")
_UNIT = r"(?:day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))"
_LENGTH = r"(?:second|minute|hour|night|weekend|day|week|fortnight|month|year|decade|centur(?:y|ie))"
_AMOUNT = (
    rf"(?<!\bas\s)(?P<number>{NUMBER})(?:[\s-](?:more|additional|consecutive|straight|full|whole|long))?"
)
_OF_MANY = r"(?:past|last|next|coming|first|final|previous|preceding|following|same|initial|remaining)"
_TIME_BEFORE_WEEKDAY = rf"(?:(?:early|late|earlier|later) (?:on )?)?{TIME_BEFORE}(?:{WEEKDAY},? )?"
_CLAUSE_ENDS = r"\s*[.,;:)\n]|\s*$"
_LIST_ENDS = rf"(?=,? {_YEAR}(?!\d)|{_CLAUSE_ENDS})"

# The order is the rank: of two expressions that share a character the longer wins, then the earlier kind.
_CALENDAR: tuple[tuple[Hint, str, Reader], ...] = (
    (
        Hint.DIGITS,
        rf"(?P<year>{_YEAR})(?P<sep>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>{_DAY})(?!\d)"
        rf"(?:T(?P<clock>\d\d:\d\d(?::\d\d)?)(?!\d)|{TIME_AFTER})",
        meaning.read_iso,
    ),
    (
        Hint.DIGITS,
        rf"(?<![/\d])(?P<first>\d\d?)/(?P<second>\d\d?)/(?:(?P<year>{_YEAR})|(?P<short_year>\d\d))(?![/\d])"
        rf"{TIME_AFTER}",
        meaning.read_slashed,
    ),
    (
        Hint.MONTH,
        rf"{_TIME_BEFORE_WEEKDAY}{_MONTH} (?:the )?(?P<day>{_ORDINAL})(?!\d|,\d{{3}}|[:.]\d|%)"
        rf"(?:\s?(?:[-–—]|to|through)\s?(?P<day_after>{_ORDINAL})(?![\d:%])"
        rf"| (?:and|or) (?P<day_after>{_ORDINAL})(?![\d:%]){_LIST_ENDS})?{_THEN_YEAR}{TIME_AFTER}",
        meaning.read_day,
    ),
    (
        Hint.MONTH,
        rf"{_TIME_BEFORE_WEEKDAY}(?:the )?"
        rf"(?:(?P<day_before>{_ORDINAL})\s?(?:[-–—]|to|and|or|through|until)\s?(?:the )?)?"
        rf"(?P<day>{_ORDINAL}) (?:of )?{_MONTH}(?!\w){_THEN_YEAR}{TIME_AFTER}",
        meaning.read_day,
    ),
    (
        Hint.DIGITS,
        rf"(?:{_after('on by until since')}|(?=(?:early|late|the)?\s*{DAY_PART} of)){TIME_BEFORE}"
        rf"the (?P<day>{_DAY}(?:st|nd|rd|th))"
        rf"(?={_CLAUSE_ENDS}| (?:and|but|at|in|when|while|after|before|he|she|they|it|the|a"
        rf"|by)\b){TIME_AFTER}",
        meaning.read_ordinal_day,
    ),
    (
        Hint.DIGITS,
        # "On the 2nd troops fired": at the head of a sentence a day, unless what follows is counted.
        rf"(?<=(?-i:On)\s)the (?P<day>{_DAY}(?:st|nd|rd|th))(?! (?:{_NUMBERED})\b| of\b){TIME_AFTER}",
        meaning.read_ordinal_day,
    ),
    (
        Hint.MONTH,
        rf"{_PART}?{_MONTH}(?:,? (?:of )?(?P<year>{_YEAR})(?![\d%])|{_WHICH_YEAR})",
        meaning.read_month,
    ),
    (
        Hint.MONTH,
        rf"{_PART}?(?P<the>the )?(?P<which>last|past|this|next|coming|previous|following) {_MONTH}(?!\w)",
        meaning.read_which_month,
    ),
    # "May" alone on its line heads what happened in it.
    (Hint.MONTH, rf"(?:(?<=\n)|(?<![\s\S])){_MONTH}(?=[\t\x20]*:?(?:\n|$))", meaning.read_month),
    (
        Hint.MONTH,
        rf"(?:{_PART}{_MONTH}|{_WHEN}{_MONTH}"
        rf"|(?<!-){_LONG_MONTH})(?!\w|['’](?!s\b))",
        meaning.read_month,
    ),
    (
        Hint.DIGITS,
        rf"(?<![\d.,$€£-])(?P<year>{_YEAR})\s?[-–—/]\s?(?P<last_year>\d{{4}}|\d\d)(?![\d%-])",
        meaning.read_years,
    ),
    (Hint.DIGITS, r"(?P<year>\d{1,4}) (?:BCE?\b|B\.\s?C\.(?:\s?E\.)?)", meaning.read_bc_year),
    (
        Hint.DECADE,
        rf"(?:the )?{_ROUGHLY}(?:(?P<decade>(?:1[5-9]|20)\d)0['’]?s|['’](?P<short>\d)0s"
        r"|(?<=\bthe\s)(?P<short>[2-9])0s|(?P<word>(?:twen|thir|for|fif|six|seven|eigh|nine)ties))\b",
        meaning.read_decade,
    ),
    (
        Hint.FRACTION,
        rf"(?:the )?{_ROUGHLY}(?P<nth>{_NTH})[\s-]+century(?: (?P<bc>BC|B\.C\.))?",
        meaning.read_century,
    ),
    (
        Hint.DIGITS,
        rf"(?:{_PART}(?:the )?|(?<![\d.,$€£#/-]))(?:(?:the )?(?P<fiscal>fiscal(?: year)?"
        r"|years?) (?:of )?|FY\s?)?"
        rf"(?P<year>{_YEAR})(?![\d%]|[.,]\d|-\d)"
        r"|(?:the )?(?P<fiscal>fiscal(?: year)?) ['’]?(?P<short_year>\d\d)(?!\d)"
        rf"|{_after('in of since by from until')}['’](?P<short_year>\d\d)(?!\d|s\b)",
        meaning.read_year,
    ),
    (
        Hint.SEASON,
        rf"(?:the )?{_ROUGHLY}{_SEASON} (?:of )?"
        rf"(?:(?P<year>{_YEAR})\b|(?P<which_year>last|this|next|that) year)"
        rf"|(?P<the>the )?(?P<which>last|this past|this|next|previous|following|that) {_SEASON}"
        rf"|{_WHEN}(?:the )?{_ROUGHLY}"
        r"(?P<season>spring|summer|autumn|winter)\b|(?<=\bin\s)the (?P<season>fall)\b(?! of)",
        meaning.read_season,
    ),
    (
        Hint.FRACTION,
        rf"(?:the )?(?:fiscal )?(?P<nth>{_NTH}|latter)[\s-]+(?:fiscal )?(?P<fraction>quarter|half)"
        rf"(?:,? (?:of )?(?:the )?(?:fiscal )?(?P<year>{_YEAR})\b| (?:of )?(?P<which_year>last|this"
        r"|next) year)"
        rf"|(?:the )?(?:fiscal )?(?P<year>{_YEAR})(?:['’]s)? (?P<nth>{_NTH})[\s-]+(?P<fraction>quarter"
        r"|half)\b"
        rf"|(?P<fraction>Q)(?P<nth>[1-4])(?: (?:of )?(?P<year>{_YEAR}))?\b"
        rf"|(?:the )?(?:fiscal )?(?P<nth>{_NTH})[\s-]+(?:fiscal[\s-]+)?"
        r"(?:(?P<fraction>quarter)(?!-?(?:final|back))"
        r"|(?P<fraction>half)(?= (?:of the year|earnings|loss|net|profits?|results|revenue|sales)))\b"
        r"(?: of the year)?",
        meaning.read_fraction,
    ),
    (Hint.HOLIDAY | Hint.MONTH | Hint.WEEKDAY, HOLIDAY, read_holiday),
    (Hint.HOLIDAY, ANNIVERSARY, read_anniversary),
)
_COUNTED: tuple[tuple[Hint, str, Reader], ...] = (
    # From the publication.
    (
        Hint.NEAR | Hint.DAY_PART,
        r"(?:(?:early|late|earlier|later) )?(?:the day (?P<side>before|after) )?"
        rf"(?:(?P<near>yesterday|tomorrow|today)(?:['’]s)?(?: (?P<day_part>{DAY_PART}))?"
        rf"|(?P<near>tonight|overnight)|(?P<near>this|last) (?P<day_part>{DAY_PART}))(?!\w)",
        relative.read_near_day,
    ),
    (
        Hint.WEEKDAY,
        rf"(?:(?:early|late|earlier|later) (?:on )?)?{TIME_BEFORE}"
        rf"(?:(?P<which>last|this past|this|next|coming|previous) )?(?P<weekday>{WEEKDAY})(?!\w)"
        rf"(?:,? (?:of )?(?P<week>last|this|next) week\b)?{TIME_AFTER}",
        relative.read_weekday,
    ),
    (Hint.WEEKDAY, rf"(?P<weekday>{WEEKDAY})s\b", lengths.read_weekdays),
    (
        Hint.UNIT,
        rf"(?:{_PART_OF_UNIT})?"
        r"(?:(?P<the>the )?(?P<which>next|coming|current|previous|following|same)|(?P<which>last|this)) "
        r"(?P<unit>week|weekend|month|quarter|year|decade|century)\b(?!-| of\b)",
        relative.read_which_unit,
    ),
    (
        Hint.UNIT,
        rf"(?:{_PART_OF_UNIT}(?P<that>the|that)|(?P<that>that)) (?P<unit>week|month|quarter|year|decade)\b"
        rf"|{_after('for')}(?P<that>the) (?P<unit>year)\b"
        rf"|{_after('in for during')}(?P<that>the) (?P<unit>month|week)\b"
        r"|(?P<that>the) (?:latest |current )?(?P<unit>quarter)\b"
        r"|(?:the )?(?P<unit>year)(?P<part>[\s-]end)\b",
        relative.read_told_unit,
    ),
    (Hint.UNIT, r"(?:the weekend|(?<=\bat\s)weekend)\b", relative.read_weekend),
    (
        Hint.UNIT,
        rf"(?:{_AMOUNT}[\s-]+)?(?P<unit>{_LENGTH})s?[\s-]+(?P<side>ago|from now|from today)\b",
        relative.read_ago,
    ),
    # From what was told.
    (
        Hint.DAY_PART | Hint.UNIT,
        r"(?:(?:earlier|later) (?:in )?(?P<in>the|that) day"
        r"|(?:early )?(?:the|that) (?P<which>same|next|following|previous|very) "
        rf"(?:day|(?P<day_part>{DAY_PART}))|that (?:same )?(?:day|(?P<day_part>{DAY_PART}))"
        r"|the (?:day|(?P<day_part>night|evening|morning)) (?P<which>before|after|following))\b"
        r"(?! (?:yesterday|tomorrow))",
        relative.read_told_day,
    ),
    (
        Hint.UNIT,
        rf"(?:{_AMOUNT}[\s-]+)?(?P<unit>{_LENGTH})s?[\s-]+(?P<side>later|earlier|afterwards?|previously)\b"
        rf"|{_AMOUNT}[\s-]+(?P<unit>{_LENGTH})s? (?P<side>before|after)(?={_CLAUSE_ENDS}| (?:and|but)\b)"
        rf"|the (?P<unit>week|month|year) (?P<side>before|earlier)(?={_CLAUSE_ENDS}| (?:and|but)\b)",
        relative.read_shift,
    ),
    (Hint.UNIT, rf"{_AMOUNT}[\s-]+(?P<unit>{_UNIT})s? (?P<side>before|after)\b", relative.read_from_event),
    (
        Hint.DAY_PART,
        rf"(?:the|that) (?P<day_part>{DAY_PART})\b(?! of\b|-)|(?P<day_part>pre-?dawn)\b"
        rf"|{_after('at before around')}(?P<day_part>{DAY_PART})\b",
        read_day_part_alone,
    ),
    (Hint.CLOCK | Hint.DIGITS, rf"(?P<clock>{CLOCK})", read_clock_alone),
    # References.
    (
        Hint.REFERENCE,
        r"(?P<dating>recently|lately)\b"
        r"|(?:(?P<dating>(?<=in\s)recent)|recent) (?:hours|days|weeks|months|years|decades|times)\b"
        r"|recent\b|the (?:recent )?past\b",
        relative.read_past,
    ),
    (
        Hint.REFERENCE | Hint.UNIT,
        r"(?P<dating>currently|nowadays|at present|these days|the present day)\b|(?:right )?now\b|current\b"
        r"|present[\s-]day\b|(?:at|for) (?:the moment|this (?:time|moment))\b"
        rf"|the time being\b|the present(?={_CLAUSE_ENDS}| (?:is|and|but)\b)",
        relative.read_present,
    ),
    (Hint.REFERENCE, r"(?:the )?(?:(?:near|immediate|foreseeable|distant) )?future\b", relative.read_future),
    # Lengths and what is repeated.
    (
        Hint.UNIT,
        rf"(?:(?:the|these|those) )?(?:{_OF_MANY} )?(?!an?[\s-](?:second|minute|night)\b){_AMOUNT}[\s-]+"
        rf"(?P<unit>{_LENGTH})s?\b(?!-old| old\b)"
        rf"|(?:the|this) (?:past|last) (?P<unit>{_UNIT})s?\b"
        r"|(?:the )?(?:coming|following|intervening|ensuing|early|first|last"
        rf"|final) (?P<unit>{_UNIT})(?:s\b|(?= of\b))"
        rf"|{_after('for in over within after took lasted of than')}(?P<unit>{_LENGTH})s\b"
        rf"|(?:the )?(?P<unit>{_UNIT})s(?= (?:before|after|since|following|leading|ahead|of)\b)",
        lengths.read_duration,
    ),
    (
        Hint.UNIT,
        rf"{_AMOUNT}[\s-]+(?P<unit>year|month|week|day)s?[\s-](?:olds?|of[\s-]age)\b",
        lengths.read_duration,
    ),
    (Hint.UNIT, rf"per (?P<unit>{_LENGTH})\b", lengths.read_rate),
    (
        Hint.REPEATED,
        rf"(?:every|each) (?:(?:{_AMOUNT} )?(?P<unit>{_LENGTH})s?|(?P<weekday>{WEEKDAY})"
        rf"|(?P<day_part>{DAY_PART}))\b",
        lengths.read_every,
    ),
    (
        Hint.REPEATED,
        rf"(?-i:(?P<often>{alternation(lengths.ADVERBS)})\b"
        rf"|(?P<often>{alternation(word.capitalize() for word in lengths.ADVERBS)})(?= [a-z]))",
        lengths.read_repeated,
    ),
)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern; a slot that is named again gets ``_too`` behind its name, which may stand once."""
    seen: Counter[str] = Counter()

    def distinct(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        return f"(?P<{match[1]}{'_too' * (seen[match[1]] - 1)}>"

    slotted = re.sub(r"\(\?P<(\w+)>", distinct, pattern.replace(" ", r"\s+"))
    return re.compile(rf"(?<![\w.])(?:{slotted})", re.IGNORECASE)


_KINDS = tuple(Kind(needs, _compiled(pattern), read) for needs, pattern, read in (*_CALENDAR, *_COUNTED))


@cache
def kinds_for(hints: int) -> tuple[tuple[int, Kind], ...]:
    """The kinds that can stand in a stretch with these hints, each with its rank."""
    return tuple((rank, kind) for rank, kind in enumerate(_KINDS) if hints & kind.needs)
