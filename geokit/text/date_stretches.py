"""Where to look for dates: stretches of a text whose every word can stand in one.

A text is cut into words once. Words that only dates have ("Tuesday", "2017", "weeks") say by a hint which
patterns are worth trying; words that may join them ("the", "of", "early") only keep a stretch together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntFlag
from functools import cache
from typing import NamedTuple

from geokit.text.calendar_words import DAY_PARTS, NUMBER_WORDS, ORDINAL_WORDS, SEASONS, UNITS
from geokit.text.date_holidays import companion_words, holiday_words

__all__ = ["Hint", "Stretch", "stretches"]


class Hint(IntFlag):
    """Which kinds of word stand in a stretch."""

    NONE = 0
    DIGITS = 1
    MONTH = 2
    WEEKDAY = 4
    UNIT = 8
    SEASON = 16
    DAY_PART = 32
    NEAR = 64
    REFERENCE = 128
    HOLIDAY = 256
    REPEATED = 512
    CLOCK = 1024
    FRACTION = 2048
    DECADE = 4096


class Stretch(NamedTuple):
    """A stretch of a text and what stands in it."""

    start: int
    end: int
    hints: int


_HINTED = {
    Hint.MONTH: (
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    ),
    Hint.WEEKDAY: (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun "
        "mondays tuesdays wednesdays thursdays fridays saturdays sundays"
    ),
    Hint.UNIT: " ".join(f"{unit} {unit}s" for unit in UNITS),
    Hint.SEASON: " ".join(SEASONS),
    Hint.DAY_PART: " ".join([*DAY_PARTS, "mornings", "nights", "overnight"]),
    Hint.NEAR: "today yesterday tomorrow tonight",
    Hint.REFERENCE: "now currently current nowadays present recently recent lately past future moment being",
    Hint.REPEATED: "daily weekly monthly quarterly yearly annual annually hourly nightly every each biweekly",
    Hint.CLOCK: "noon midday midnight am pm clock hours hrs",
    Hint.FRACTION: "quarter half century q",
    Hint.DECADE: "s twenties thirties forties fifties sixties seventies eighties nineties",
    Hint.NONE: (
        "the a an of in on at to and or by this that last next same previous following coming current "
        "early mid late later earlier beginning start middle end part latter first second third few "
        "several couple many some number dozens hundred ago before after afterwards previously day old "
        "olds time times bc bce b c e m p o pre per fiscal fy st nd rd th very these those right "
        "immediate near foreseeable distant intervening ensuing about around upcoming final until "
        "through from rest remainder preceding initial remaining since half gmt utc est edt pst pdt kst "
        "local t over during"
    ),
}
_WORD = re.compile(r"[A-Za-z]+|\d+")
_JOINS = frozenset(" ,.-–—:/'’(\u00a0")
_LONGEST_JOIN = 3


@cache
def _lexicon() -> dict[str, int]:
    lexicon: dict[str, int] = {}
    for words in (NUMBER_WORDS, ORDINAL_WORDS):
        lexicon.update((part, 0) for word in words for part in re.split(r"[\s-]", word))
    for hint, text in _HINTED.items():
        for word in text.split():
            lexicon[word] = lexicon.get(word, 0) | int(hint)
    lexicon.update((word, 0) for word in companion_words() - lexicon.keys())
    # "May Day" is found by its month; only words of their own are a hint.
    lexicon.update((word, int(Hint.HOLIDAY)) for word in holiday_words() - lexicon.keys())
    return lexicon


def stretches(text: str) -> Iterator[Stretch]:
    """Stretches of a text in which a date may stand, in order; none crosses a line's end."""
    hint_of = _lexicon().get
    digits = int(Hint.DIGITS)
    start = end = hints = 0
    for match in _WORD.finditer(text):
        word = match.group()
        hint = digits if word[0] <= "9" else hint_of(word.lower())
        if hint is None:
            continue
        at = match.start()
        if at - end > _LONGEST_JOIN or not _JOINS.issuperset(text[end:at]):
            if hints:
                yield Stretch(start, end, hints)
            start, hints = at, 0
        hints |= hint
        end = match.end()
    if hints:
        yield Stretch(start, end, hints)
