"""Recognition: where in a report a place is named, and how.

A recogniser gives mentions and resolves nothing. The default one needs no model: names of the gazetteer are
found at once, and the words around each decide whether it is a place, a people, a part of another name, or a
person. A name that the gazetteer does not hold is still a mention where a feature word or the place that
holds it says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from geokit.model import Mention, MentionKind, Report
from geokit.places.gazetteer import Gazetteer
from geokit.places.neighbours import Neighbours
from geokit.places.outlying import OutlyingNames
from geokit.places.rules import RecognitionRules
from geokit.places.words import words_of
from geokit.text.spelling import HYPHENS

__all__ = ["Recogniser", "RuleRecogniser"]

_ADDRESS_MARKS = ("://", "www.", "@", ".com", ".org", ".net", ".gov", ".edu", ".info")
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net|gov|edu|info)\b")
_TOKEN_END = re.compile(r"\s|$")
_HYPHENS = frozenset(HYPHENS)
_PREFIX_JOINTS = frozenset({" ", ". ", "-"})
_WIDE_FEATURES = frozenset({"country", "province", "continent", "region"})
# A name of fewer letters of the alphabet is too short to be told from a word.
SHORT = 3


class Recogniser(Protocol):
    """Anything that finds place names in a report: the default, or one that asks a model."""

    def recognise(self, report: Report, gazetteer: Gazetteer) -> Sequence[Mention]:
        """Give the place mentions of a report, sorted by their start, not overlapping."""
        ...


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What is known of a name whatever the text: which features its places have, and how known they are."""

    features: frozenset[str]
    demonym: bool
    wide: bool
    populous: bool


@dataclass(slots=True)
class _Found:
    """A name of the gazetteer in the text, before its surroundings are asked."""

    start: int
    end: int
    low: str
    meaning: _Meaning
    bare_s: bool


class RuleRecogniser:
    """Finds the gazetteer's names by rules about the words around them."""

    def recognise(self, report: Report, gazetteer: Gazetteer) -> list[Mention]:
        """Give the place mentions of a report, sorted by their start, not overlapping."""
        return _Reading(report, gazetteer).mentions()


class _Reading:
    """One report being read."""

    def __init__(self, report: Report, gazetteer: Gazetteer) -> None:
        self.report = report
        self.text = report.text
        self.gazetteer = gazetteer
        self.rules: RecognitionRules = gazetteer.recognition
        self.words = words_of(report.text)
        self.neighbours = Neighbours(self.words, self.rules)
        self.persons: set[str] = set()
        self.starts: set[int] = set()
        self.ends: set[int] = set()
        self.has_addresses = any(mark in report.text for mark in _ADDRESS_MARKS)

    def mentions(self) -> list[Mention]:
        found = self._found()
        self.starts = {name.start for name in found}
        self.ends = {name.end for name in found}
        kept: list[Mention] = []
        for name in found:
            mention = self._mention(name)
            if mention is not None and (not kept or mention.start >= kept[-1].end):
                kept.append(mention)
        kept = [mention for mention in kept if not self._is_known_person(mention)]
        kept.extend(self._outlying(found))
        return sorted([*kept, *self._unknown(kept)], key=lambda mention: mention.start)

    def _found(self) -> list[_Found]:
        matcher, _ = self.gazetteer.name_matcher
        meanings = _meanings_of(self.gazetteer)
        return [
            _Found(start, end, self.text[start:end].casefold(), meanings[names], bare_s)
            for start, end, names, bare_s in matcher.find(self.text)
            if not self._in_address(start) and not self._in_code(start, end)
        ]

    def _outlying(self, found: list[_Found]) -> list[Mention]:
        """Names that only the index of the world holds."""
        taken = [(name.start, name.end) for name in found]
        return [
            self._make(start, end, "place")
            for start, end in OutlyingNames(self.neighbours, taken, self.gazetteer).spans()
            if not self._in_address(start)
        ]

    def _in_address(self, start: int) -> bool:
        """Whether a name is part of a web or mail address."""
        if not self.has_addresses:
            return False
        end = _TOKEN_END.search(self.text, start)
        begin = max(self.text.rfind(space, 0, start) for space in " \n\t") + 1
        return _ADDRESS.search(self.text, begin, end.start() if end else len(self.text)) is not None

    def _in_code(self, start: int, end: int) -> bool:
        """Whether a name is part of a sum of money or of a code: "US$10", "A/Victoria/361"."""
        before, after = self.text[max(0, start - 1) : start], self.text[end : end + 1]
        if before.isspace() and after.isspace():
            return False
        money = any(unicodedata.category(mark) == "Sc" for mark in before + after)
        return money or before == after == "/"

    def _mention(self, name: _Found) -> Mention | None:
        """Decide what a found name is."""
        if name.meaning.demonym:
            return self._demonym(name)
        if name.bare_s and not self._explains_s(name):
            return None
        start, end = self.neighbours.with_feature_word(name.start, name.end, name.meaning.features)
        if self._in_publisher(start, end) or self._makes_other_name(start, end):
            return self._make(name.start, name.end, "embedded")
        if (start, end) == (name.start, name.end):
            longer = self._prefixed(name)
            if longer is not None:
                return longer
            if not self._is_place(name):
                return None
        return self._make(start, end, "place")

    def _makes_other_name(self, start: int, end: int) -> bool:
        return self.neighbours.makes_other_name(start, end) or self._hyphenated(start, end)

    def _is_place(self, name: _Found) -> bool:
        """Whether a bare name means a place, and not a person or a word."""
        certain = self._is_certain(name)
        if self.neighbours.is_person(name.start, name.end, country=certain):
            if not certain:
                self.persons.add(name.low)
            return False
        return certain or not self._is_weak(name) or self._has_evidence(name)

    def _explains_s(self, name: _Found) -> bool:
        """Whether an s after a name is a plural feature word's, taken in, or stands before another place.

        "Jagang Provinces" names Jagang, "Chinas Liaoning Province" lost an apostrophe, "Panamas" are hats.
        """
        word = self.text[name.start : name.end + 1].rpartition(" ")[2].casefold()
        if word in self.rules.feature_words and self.rules.feature_words[word].plural:
            name.end += 1
            return True
        return name.end + 2 in self.starts

    def _demonym(self, name: _Found) -> Mention | None:
        if self.neighbours.is_language(name.start, name.end):
            return None
        other = self.neighbours.makes_other_name(name.start, name.end)
        return self._make(name.start, name.end + name.bare_s, "embedded" if other else "demonym")

    def _prefixed(self, name: _Found) -> Mention | None:
        """A longer name that the gazetteer does not hold: "New London", "South Charleston"."""
        if name.meaning.wide:
            return None
        before = self.words.before(name.start, _PREFIX_JOINTS)
        if before is None or not before.capital:
            return None
        if before.low in self.rules.prefixes or before.low in self.rules.compass:
            return self._make(before.start, name.end, "place")
        return None

    def _hyphenated(self, start: int, end: int) -> bool:
        """Whether a hyphen ties the name to a capitalised word that is no place: "Agence France-Presse"."""
        text = self.text
        if text[start - 1 : start] in _HYPHENS and start - 1 not in self.ends:
            before = self.words.before(start, _HYPHENS)
            if before is not None and before.capital:
                return True
        if text[end : end + 1] in _HYPHENS and end + 1 not in self.starts:
            return text[end + 1 : end + 2].isupper()
        return False

    def _is_certain(self, name: _Found) -> bool:
        """Whether one of the places of this name is known to everybody."""
        if name.low in self.rules.weak:
            return False
        if name.end - name.start < SHORT and self.words.in_capitals(name.start):
            return False  # in a line of capitals US may be us
        return name.meaning.wide or name.meaning.populous

    def _is_weak(self, name: _Found) -> bool:
        """Whether the name is also a word or a person's name, or too short to be told from one."""
        return name.low in self.rules.doubtful or (len(name.low) < SHORT and name.low.isascii())

    def _has_evidence(self, name: _Found) -> bool:
        if name.low in self.rules.ordinary:
            return False
        if self.neighbours.follows_preposition(name.start) or self._has_container(name.end):
            return True
        return self._is_paired(name)

    def _is_paired(self, name: _Found) -> bool:
        """Whether "and" ties the name to another one: "Darfur and Java"."""
        joint = " and "
        before, after = name.start - len(joint), name.end + len(joint)
        paired = before in self.ends and self.text.startswith(joint, before)
        return paired or (after in self.starts and self.text.startswith(joint, name.end))

    def _has_container(self, end: int) -> bool:
        """Whether ", X" follows, X being a name of the gazetteer."""
        return self.text[end : end + 2] == ", " and end + 2 in self.starts

    def _is_known_person(self, mention: Mention) -> bool:
        """Whether the report named a person so before, and nothing says that here a place is meant."""
        if mention.kind != "place" or mention.text.casefold() not in self.persons:
            return False
        return not self.neighbours.follows_preposition(mention.start)

    def _in_publisher(self, start: int, end: int) -> bool:
        publisher = self.report.publisher
        if not publisher:
            return False
        name = self.text[start:end]
        offset = publisher.find(name)
        if offset < 0 or len(publisher) == len(name):
            return False
        return self.text.startswith(publisher, start - offset) if start >= offset else False

    def _unknown(self, known: list[Mention]) -> list[Mention]:
        """Names that no gazetteer entry covers, but whose surroundings say that they are places."""
        taken = [(mention.start, mention.end) for mention in known]
        containers = {mention.start for mention in known if mention.kind == "place"}
        spans = [*self.neighbours.named_features(), *self.neighbours.contained(containers)]
        found: list[Mention] = []
        for start, end in sorted(set(spans)):
            if all(end <= left or start >= right for left, right in taken):
                other = self.neighbours.names_other_thing(start, end)
                found.append(self._make(start, end, "embedded" if other else "place"))
                taken.append((start, end))
        return found

    def _make(self, start: int, end: int, kind: MentionKind) -> Mention:
        return Mention(self.report.id, start, end, self.text[start:end], kind)


class _Meanings(dict[tuple[int, ...], _Meaning]):
    """What the names of a gazetteer's matcher mean, by their positions; each worked out when it is met."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer

    def __missing__(self, names: tuple[int, ...]) -> _Meaning:
        _, every = self._gazetteer.name_matcher
        entries = [every[name] for name in names]
        rows = [self._gazetteer.row(entry.place_id) for entry in entries]
        features = frozenset(row.feature for row in rows)
        known = self._gazetteer.recognition.certain_population
        self[names] = _Meaning(
            features=features,
            demonym=all(entry.kind == "demonym" for entry in entries),
            wide=not features.isdisjoint(_WIDE_FEATURES),
            populous=any((row.population or 0) >= known for row in rows),
        )
        return self[names]


@lru_cache(maxsize=4)
def _meanings_of(gazetteer: Gazetteer) -> _Meanings:
    return _Meanings(gazetteer)
