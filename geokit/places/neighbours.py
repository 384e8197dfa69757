"""What the words around a name say about it: a feature, an organisation, a person, a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geokit.places.rules import FeatureWord, RecognitionRules
from geokit.places.words import Word, Words

__all__ = ["Neighbours"]

# How many words of a run of capitalised words after a name still belong to it.
RUN_LENGTH = 5
RUN_LENGTH_IN_HEADLINE = 2
# How many words a place's own name may have before its feature word.
NAME_LENGTH = 3
_OF = frozenset({"of", "for"})
_SPACE = frozenset({" ", "\n"})


class Neighbours:
    """Questions about the surroundings of a stretch of one text."""

    def __init__(self, words: Words, rules: RecognitionRules) -> None:
        self.words = words
        self.text = words.text
        self.rules = rules

    def with_feature_word(self, start: int, end: int, features: frozenset[str]) -> tuple[int, int]:
        """Extend a name of places with these features over its feature word: "Musan County", "Lake Chon".

        A word in capitals that does not fit still makes another name ("Hamilton County" is not the city);
        one in lower case that does not fit is left outside ("the London district").
        """
        position = self.words.first_from(end)
        following = self.words.after(position, end)
        if following is not None:
            feature = self.rules.feature_words.get(following.low)
            if feature is not None and self._goes_with(feature, following, position, features):
                return start, following.end
        before = self.words.before(self.words.first_from(start), _SPACE)
        if before is not None and before.capital:
            feature = self.rules.feature_words.get(before.low)
            if feature is not None and feature.before and not feature.plural:
                return before.start, end
        return start, end

    def _goes_with(self, feature: FeatureWord, word: Word, position: int, features: frozenset[str]) -> bool:
        following = self.words.after(position + 1)
        if word.capital and not feature.unknown and following is not None and self._in_name(following):
            return self.words.in_headline(word.start)  # the word belongs to what follows: "Seoul City Hall"
        if feature.features & features:
            return True
        if not word.capital or feature.plural or not feature.unknown:
            return False
        return not self.words.in_headline(word.start)

    def makes_other_name(self, start: int, end: int) -> bool:
        """Whether the name stands inside that of an organisation, a publication or the like."""
        return self._organisation_after(end) or self._organisation_before(start)

    def _organisation_after(self, end: int) -> bool:
        position = self.words.first_from(end)
        if position >= len(self.words):
            return False
        limit = RUN_LENGTH_IN_HEADLINE if self.words.in_headline(end) else RUN_LENGTH
        word = self.words.after(position, end)
        for step in range(1, limit + 1):
            if word is None or not self._in_name(word):
                return False
            if word.low in self.rules.organisation_after:
                return True
            word = self.words.after(position + step)
        return False

    def _is_no_name(self, word: Word) -> bool:
        rules = self.rules
        return (
            word.low in rules.ordinary
            or word.low in rules.feature_words
            or word.low in rules.organisation_after
            or word.low in rules.titles
        )

    def _in_name(self, word: Word) -> bool:
        return word.capital and word.low not in self.rules.ordinary and word.low not in self.rules.titles

    def _organisation_before(self, start: int) -> bool:
        position = self.words.first_from(start)
        before = self.words.before(position, _SPACE)
        if before is None:
            return False
        if before.capital and before.low in self.rules.organisation_before:
            return True
        if before.low in self.rules.articles:
            position -= 1
            before = self.words.before(position, _SPACE)
        if before is None or before.low not in _OF or before.capital:
            return False
        head = self.words.before(position - 1, _SPACE)
        return head is not None and head.capital and head.low in self.rules.organisation_of

    def is_person(self, start: int, end: int, *, country: bool) -> bool:
        """Whether a name is (part of) a person's: by a title, a given name or a surname beside it.

        ``country`` says that the name is that of a place that everybody knows; a title or an unknown word
        beside it then proves nothing ("President Kenya" is no one).
        """
        first, after_last = self.words.first_from(start), self.words.first_from(end)
        low = self.text[start:end].casefold()
        before = self.words.before(first, frozenset({" ", ". "}))
        if (
            before is not None
            and before.capital
            and self._names_person_before(before, first, country=country)
        ):
            return True
        after = self.words.after(after_last, end)
        if after is None:
            return False
        if not country and after.low in self.rules.person_verbs and low in self.rules.person_names:
            return True
        if not after.capital or self.words.in_headline(start):
            return False
        if after.low in self.rules.surnames and after.low not in self.rules.feature_words:
            return " " not in low
        return low in self.rules.person_names and not self._is_no_name(after)

    def _names_person_before(self, word: Word, first: int, *, country: bool) -> bool:
        gap = self.words.gap_before(first)
        if gap == ". ":
            initial = len(word.text) == 1 and self.words.before(first - 1) is not None
            return initial or (word.low in self.rules.titles and len(word.text) < 5)
        if word.low in self.rules.given_names:
            return True
        if word.low in self.rules.surnames or word.low in self.rules.place_like_names:
            return not country and not self.words.starts_sentence(first - 1)
        return not country and word.low in self.rules.titles and not self.words.in_headline(word.start)

    def is_language(self, start: int, end: int) -> bool:
        """Whether a demonym means a language: "Read in Korean", "Chinese alphabet"."""
        after = self.words.after(self.words.first_from(end), end)
        if after is not None and after.low not in ("and", "or"):
            return after.low in self.rules.language_after
        before = self.words.before(self.words.first_from(start), _SPACE)
        return before is not None and before.low in self.rules.language_before

    def follows_preposition(self, start: int) -> bool:
        """Whether a preposition of place stands before the name."""
        position = self.words.first_from(start)
        before = self.words.before(position, _SPACE)
        if before is not None and before.low in self.rules.articles:
            before = self.words.before(position - 1, _SPACE)
        return before is not None and before.low in self.rules.prepositions

    def named_features(self) -> Iterator[tuple[int, int]]:
        """Spans of names told by a feature word: "Rapides Parish", "Lake Erie", "village of Ranya"."""
        for position in self.words.positions_of(self.rules.feature_words):
            word = self.words[position]
            feature = self.rules.feature_words[word.low]
            if feature.plural or self.words.in_headline(word.start):
                continue
            following = self.words.after(position + 1)
            if following is not None and following.low == "of" and not word.capital:
                yield from self._run_from(position + 2)
                continue
            start = self._run_start(position) if feature.unknown else None
            if start is not None:
                yield start, word.end
            elif feature.before and word.capital and following is not None and self._in_name(following):
                yield word.start, following.end

    def _run_from(self, position: int) -> Iterator[tuple[int, int]]:
        """The span of the capitalised words from a position on, if there is one."""
        first = last = self.words.after(position)
        if first is None or not self._in_name(first) or first.low in self.rules.feature_words:
            return
        for step in range(1, NAME_LENGTH):
            word = self.words.after(position + step)
            if word is None or not self._in_name(word):
                break
            last = word
        if last is not None:
            yield first.start, last.end

    def contained(self, containers: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Spans of capitalised names after a preposition and before ", X" where X is a place."""
        for start in containers:
            position = self.words.first_from(start)
            if not 0 < position < len(self.words) or self.words.gap_before(position) != ", ":
                continue
            begin = self._run_start(position, gap=", ")
            if begin is not None and self.follows_preposition(begin):
                yield begin, self.words[position - 1].end

    def _run_start(self, position: int, gap: str = " ") -> int | None:
        """Where the run of capitalised words begins that ends before the word at ``position``."""
        if position == 0 or self.words.gap_before(position) != gap:
            return None
        first = position
        for _ in range(NAME_LENGTH):
            word = self.words[first - 1]
            if not word.capital or self._is_no_name(word):
                break
            first -= 1
            if first == 0 or self.words.gap_before(first) not in (" ", ". ", "-"):
                break
        return self.words[first].start if first < position else None
