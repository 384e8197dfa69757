"""Numbers of somebody or something: how many at least, at best and at most.

What is counted is given by the caller as nouns; money, percentages, ages, distances and page counters are
not counted, since no such noun follows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from geokit.text.calendar_words import NUMBER_WORDS, alternation

__all__ = ["Count", "count_pattern", "find_counts", "parse_count"]


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts.

    ``minimum`` and ``maximum`` are ``None`` where the text sets no such bound, ``best`` where it gives no
    figure at all ("dozens", "the fishermen").
    """

    start: int
    end: int
    text: str
    minimum: int | None
    best: int | None
    maximum: int | None
    noun: str
    definite: bool


_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_UNITS = alternation(NUMBER_WORDS)
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,7}"
_WORDS = (
    rf"(?:{_UNITS}|an?(?=\s+(?:hundred|thousand|million|dozen)))"
    rf"(?:[\s-](?:and\s)?(?:{_UNITS}|hundred|thousand|million|dozen))*"
)
_FIGURE = rf"(?:{_DIGITS}(?:\s(?:hundred|thousand|million))?|(?i:{_WORDS}))"
_APPROXIMATE = (
    r"(?P<about>(?i:around|about|some|nearly|almost|approximately|roughly|an estimated|close to)\s+)?"
)
_BOUND = (
    r"(?P<bound>(?i:at least|more than|over|no fewer than|no less than|up to|as many as|at most|fewer than"
    r"|less than|under)\s+)?"
)
_RANGE = (
    rf"(?:(?P<low>{_FIGURE})\s+(?:or|to)\s+(?P<high>{_FIGURE})"
    rf"|(?P<low_too>{_DIGITS})\s?[-–—]\s?(?P<high_too>{_DIGITS}))"
)
_VAGUE = (
    r"(?P<vague>(?i:dozens|scores|hundreds|thousands|several|a few|many|a number)(?:\s+of)?"
    r"|(?i:a (?:pair|couple) of))"
)
_DETERMINER = r"(?i:an?|the|this|that|these|those|all|another)"
_GROUP = r"(?i:groups?|family|families|teams?|crew|party|total|band)"
# Adjectives between the number and its noun: at most three words, none of which ends the noun phrase.
_MODIFIERS = (
    r"(?:(?!\d|(?i:of|in|at|on|by|to|for|from|with|and|or|who|that|were|was|are|is|had|has|have|after|before|while"
    r"|when|as|but|then|because|percent|per|said|told|says|hundred|thousand|million|billion|the|an?|their|his|her|its|this)\b"
    rf"|(?i:{_UNITS})\b)[\w'’-]+,?\s+){{0,3}}?"
)
_VAGUE_MINIMUM = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "several": 3,
    "a few": 2,
    "many": 2,
    "a number": 2,
    "a pair": 2,
    "a couple": 2,
}


@lru_cache(maxsize=32)
def count_pattern(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern that finds counts of any of the nouns, singular or plural."""
    noun = rf"(?P<noun>{'|'.join(sorted(map(re.escape, nouns), key=lambda word: (-len(word), word)))})"
    group = rf"(?:(?P<determiner>{_DETERMINER})\s+)?(?:(?:[\w-]+\s+)?{_GROUP}\s+of\s+)?"
    number = rf"{_APPROXIMATE}{_BOUND}(?:{_RANGE}|(?P<figure>{_FIGURE}))(?![\d%,.]\d)\s+(?:of\s+the\s+)?"
    return re.compile(
        rf"(?<![\w.,$€£-])(?:(?:{group}{number}|{_VAGUE}\s+|(?P<article>{_DETERMINER}|(?i:one|another|both))\s+)"
        rf"{_MODIFIERS}|)\b{noun}\b(?!\s+{noun.replace('noun', 'next')}\b)"
        rf"(?!['’]s?\s+\w|-|\s+of\s+{_FIGURE}\b)"
        rf"|(?<![\w-])(?:{_DETERMINER}\s+)?(?P<noun_too>{_GROUP})\s+of\s+(?P<figure_too>{_FIGURE})\b(?![\s-]*\w*[%$])"
    )


def find_counts(text: str, nouns: Iterable[str], start: int = 0, end: int | None = None) -> list[Count]:
    """Counts of the nouns between two offsets of a text, in order.

    Parameters
    ----------
    text : str
        Any text.
    nouns : iterable of str
        What is counted: singular and plural forms as they are written.
    start, end : int, optional
        Half-open offsets between which to look.

    Returns
    -------
    list of Count
    """
    pattern = count_pattern(tuple(sorted(set(nouns))))
    counts = (_count(match) for match in pattern.finditer(text, start, len(text) if end is None else end))
    return [count for count in counts if (count.minimum, count.best, count.maximum) != (None, None, None)]


def _count(match: re.Match[str]) -> Count:
    low, best, high = _values(match)
    determiner = (match["determiner"] or match["article"] or "").casefold()
    return Count(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        minimum=low,
        best=best,
        maximum=high,
        noun=match["noun"] or match["noun_too"],
        definite=determiner in ("the", "this", "that", "these", "those", "both"),
    )


def _values(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    first, last = match["low"] or match["low_too"], match["high"] or match["high_too"]
    if first and last:
        low, high = parse_count(first), parse_count(last)
        if low is None or high is None or high < low:
            return None, None, None
        return low, (low + high) // 2, high
    figure = match["figure"] or match["figure_too"]
    if figure:
        return _bounded(parse_count(figure), (match["bound"] or "").strip().casefold())
    if match["vague"]:
        minimum = _VAGUE_MINIMUM[re.sub(r"\s+of$", "", match["vague"].casefold())]
        return (2, 2, 2) if "pair" in match["vague"] or "couple" in match["vague"] else (minimum, None, None)
    article = (match["article"] or "").casefold()
    if article == "both":
        return 2, 2, 2
    if match["noun"].casefold().endswith(("s", "men", "people", "women", "children", "crew")):
        return 2, None, None
    # "Soldier" alone counts nobody; "diplomat Thae Yong Ho" is one person.
    named = re.match(r"\s+[A-Z][a-z]+", match.string[match.end() : match.end() + 12])
    return (1, 1, 1) if article or match["determiner"] or named else (None, None, None)


def _bounded(figure: int | None, bound: str) -> tuple[int | None, int | None, int | None]:
    if figure is None:
        return None, None, None
    if bound in ("at least", "no fewer than", "no less than"):
        return figure, figure, None
    if bound in ("more than", "over"):
        return figure, figure, None
    if bound in ("up to", "as many as", "at most"):
        return None, figure, figure
    if bound:
        return None, figure - 1, figure - 1
    return figure, figure, figure


def parse_count(text: str) -> int | None:
    """The value of a figure in digits or words: ``1,127``, ``two dozen``, ``twenty-five``; else ``None``."""
    total, current = 0, None
    for word in re.findall(r"[\d,]+|[a-z]+", text.casefold()):
        if word[0].isdigit():
            current = (current or 0) + int(word.replace(",", ""))
        elif word in NUMBER_WORDS:
            current = (current or 0) + NUMBER_WORDS[word]
        elif word in ("a", "an"):
            current = 1
        elif word == "dozen":
            current = (1 if current is None else current) * 12
        elif word == "hundred":
            current = (1 if current is None else current) * 100
        elif word in _SCALES:
            total += (1 if current is None else current) * _SCALES[word]
            current = 0
        elif word != "and":
            return None
    return None if current is None else total + current
