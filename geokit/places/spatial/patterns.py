"""What stands before, between and after the names of an expression, made out of the language data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from geokit.places.rules import RecognitionRules
from geokit.places.spatial_rules import SpatialRules
from geokit.text.calendar_words import NUMBER_WORDS

__all__ = ["Patterns", "any_of", "patterns_of"]

_WORD = re.compile(r"[^\W_]+")
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


class Patterns:
    """Compiled patterns; those that end in ``$`` are matched on the text right before a name."""

    def __init__(self, language: RecognitionRules) -> None:
        rules = language.spatial
        the = rf"(?:{any_of(language.articles)}\s+)?"
        word = rf"(?:{any_of([*NUMBER_WORDS, 'a', 'an', 'half a', 'hundred', 'thousand', 'dozen'])})"
        words = rf"(?<![\w-]){word}(?:[\s-](?:and\s)?{word})*"
        number = rf"(?:(?<![\w.,$€£])(?:{_DIGITS})|{words})"
        span = rf"(?P<low>{number})(?:\s*(?:-|–|—|to|or)\s*(?P<high>{number}))?"
        within = rf"(?:\b(?P<within>{any_of(rules.within)})\s+)?"
        distance = rf"{within}{span}[\s-]*(?P<unit>{any_of(rules.units)})"
        bearing = rf"(?:(?:to\s+)?{the}(?P<bearing>{any_of(rules.bearings)}))"
        stream = rf"(?P<stream>{any_of([*rules.upstream, *rules.downstream])})"

        self.leads = _leads(rules)
        self.last_words = frozenset(lead[-1] for lead in self.leads)
        self.where_words = _first_words(rules.where)
        self.border_words = _first_words(rules.border_words)
        self.river_words = _first_words(rules.rivers)
        self.line_words = _first_words(rules.lines)
        self.side_words = _first_words(rules.sides)
        self.stretch_words = _first_words(rules.stretches)
        self.area_words = _first_words(rules.back_area)
        self.there_words = _first_words(rules.back_there)

        self.near = _pattern(rf"\b(?P<word>{any_of(rules.near)})\s+{the}$")
        self.distance = _pattern(rf"{distance}\s+(?:{bearing}\s+)?{any_of(rules.from_words)}\s+{the}$")
        self.within = _pattern(
            rf"\b(?:{any_of(rules.within)})\s+{span}[\s-]*(?P<unit>{any_of(rules.units)})\s+of\s+{the}$"
        )
        self.article = _pattern(rf"{any_of(language.articles)}\s+")
        self.ends_in_article = _pattern(rf"\b{any_of(language.articles)}\s+$")
        self.onward = _pattern(rf"\s+{any_of(rules.onward)}\s")
        self.direction = _pattern(
            rf"(?<!\bthe\s)\b(?:(?P<just>{any_of(rules.just)})\s+)?(?P<to>to\s+the\s+)?"
            rf"(?P<bearing>{any_of(rules.bearings)})\s+of\s+{the}$"
        )
        self.stream = _pattern(rf"(?:{distance}\s+)?{stream}\s+{any_of(['from', 'of'])}\s+{the}$")
        self.up_the = _pattern(rf"{distance}\s+(?P<stream>{any_of([*rules.up, *rules.down])})\s+{the}$")
        self.on_the = _pattern(rf",?\s+{any_of(rules.along)}\s+{the}")
        self.between = _pattern(rf"\b{any_of(rules.between)}\s+{the}$")
        self.not_between = _pattern(rf"\b{any_of(rules.not_between)}\b")
        self.joint = _pattern(rf"\s+{any_of(rules.joined)}\s+{the}")
        self.listed = _pattern(rf"\s+(?:{any_of(rules.joined)}|or)\s+{the}")
        self.where = _pattern(rf"\b{any_of(rules.where)}\s+{the}$")
        self.meets = _pattern(rf"\s+{any_of(rules.meets)}\s+(?:{any_of(rules.borders)}\s+)?{the}")

        self.opposite = _pattern(rf"\b{any_of(rules.opposite)}\s+{the}$")
        self.across = _pattern(rf"\b{any_of(rules.across)}\s+{the}$")
        self.from_ = _pattern(rf"\s+from\s+{the}")
        self.along = _pattern(rf"\b{any_of(rules.along)}\s+{the}$")
        self.inside = _pattern(rf"\s+{any_of(rules.inside)}\s+{the}")
        self.stretch = _pattern(rf"\s+{any_of(rules.stretches)}\s+{the}")
        self.part = _pattern(rf"\b{the}(?P<part>{any_of(rules.parts)})\s+{the}$")
        self.midstream = _pattern(rf"\b{the}{any_of(rules.midstream)}\s+{the}$")
        quarter = rf"(?P<quarter>{any_of(rules.quarters)})"
        shore = rf"{any_of(rules.off)}\s+the\s+{quarter}\s+{any_of(rules.shores)}\s+of"
        self.coast = _pattern(rf"\b(?:{any_of(rules.coast)}|{shore})\s+{the}$")
        part = rf"(?<![\w-])(?P<part>{any_of(rules.compass_parts)})"
        nouns = rf"\s+(?:{any_of(rules.part_nouns)}|(?P<units>{any_of(rules.unit_nouns)}))\s+of"
        counted = rf"(?:\bthe\s+)?(?:\b{word}\s+)?"
        self.compass_part = _pattern(rf"(?:{counted}{part}{nouns}|{part.replace('part>', 'bare>')})\s+{the}$")
        self.off = _pattern(rf"\b{any_of(rules.off)}\s+{the}$")

        ends = rf"(?=\s*[^\w\s'’-]|\s*$|\s+{any_of(rules.follows)}\b)"
        border = any_of(rules.border_words)
        area = rf"(?:\s+(?P<area>{any_of(rules.areas)}))?"
        self.border_of = _pattern(
            rf"(?P<start>\bthe\s+(?:[\w-]+\s+){{0,2}}?|\b){border}\s+(?:of|between)\s+{the}$"
        )
        self.border_with = _pattern(rf"(?P<start>\bthe\s+(?:[\w-]+\s+){{0,2}}?|\b){border}\s+with\s+{the}$")
        self.border_after = _pattern(rf"\s+{border}{area}{ends}")
        self.the = _pattern(r"\bthe\s+(?:[\w-]+\s+)?$")
        self.the_alone = _pattern(r"\bthe\s+$")
        self.hyphen = _pattern(r"\s?[-–—/]\s?")
        self.owner = _pattern(r"['’]s?\s+")
        self.side_after = _pattern(rf"\s+{any_of(rules.sides)}(?:(?P<of>\s+of\s+)|{ends})")
        self.on_side = _pattern(rf"\b{any_of(rules.on_side)}\s+{the}$")

        # These are matched where their noun begins, and what is before it on the text right before it.
        self.border_alone = _pattern(rf"{border}{area}{ends}")
        self.before_border = _pattern(rf"\bthe\s+(?:(?P<quarter>{any_of(rules.quarters)})\s+)?$")
        self.line_alone = _pattern(rf"{any_of(rules.lines)}{ends}")
        self.river_alone = _pattern(rf"{any_of(rules.rivers)}{ends}")
        done = rf"(?=\s*[.,;:)!?\"”]|\s*$|\s+{any_of(rules.after_back)}\b)"
        self.area_alone = _pattern(rf"{any_of(rules.back_area)}{done}")
        self.before_area = _pattern(rf"\b{any_of(rules.to_area)}\s+(?P<back>(?:the|this|that)\s+)$")
        alone = rf"(?=\s*[.,;:)!?\"”]|\s*$|\s+{any_of(rules.after_there)}\b)"
        self.there_alone = _pattern(rf"(?<=\w\s){any_of(rules.back_there)}{alone}")
        self.word_before = _pattern(r"([\w'’-]+)\s+$")
        self.not_before_line = frozenset(rules.not_before_line)
        self.not_before_there = frozenset(rules.not_before_there)


def _leads(rules: SpatialRules) -> frozenset[tuple[str, ...]]:
    """The last word or two that an expression may have before its place.

    Where the text has none of them there, no pattern need be tried, which spares nearly all.
    """
    phrases = [
        *rules.near,
        *rules.between,
        *rules.opposite,
        *rules.across,
        *rules.along,
        *rules.parts,
        *rules.midstream,
        *rules.coast,
        *rules.off,
        *rules.up,
        *rules.down,
        *rules.compass_parts,
        *(f"{noun} of" for noun in (*rules.part_nouns, *rules.unit_nouns)),
    ]
    measures = [*rules.units, *rules.bearings, *rules.upstream, *rules.downstream, *rules.shores]
    phrases += [f"{measure} {word}" for measure in measures for word in ("of", "from", *rules.from_words)]
    return frozenset(tuple(_WORD.findall(phrase.lower())[-2:]) for phrase in phrases)


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(_WORD.findall(phrase.lower())[0] for phrase in phrases)


@lru_cache(maxsize=8)
def patterns_of(language: RecognitionRules) -> Patterns:
    """Give the patterns of some language data, made once."""
    return Patterns(language)


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of several words or phrases, longest first, whatever space parts their words."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alternatives = (r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return f"(?:{'|'.join(alternatives)})"


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
