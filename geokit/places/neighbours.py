"""What the words around a name say about it: a feature, an organisation, a person, a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geokit.places.rules import BEGINNING, SETTLEMENTS, FeatureWord, RecognitionRules
from geokit.places.words import Word, Words

__all__ = ["Neighbours"]

# How many words of a run of capitalised words after a name still belong to it.
RUN_LENGTH = 5
RUN_LENGTH_IN_HEADLINE = 2
# How many words a place's own name may have before its feature word.
NAME_LENGTH = 3
_OF = frozenset({"of", "for"})
_SPACE = frozenset({" ", "\n"})
_BLANK = frozenset({" "})
_INITIALS = frozenset({" ", ". "})
_COMMA = frozenset({", "})
# Within a name of several words.
_INNER = frozenset({" ", ". ", "-"})


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
        following = self.words.after(end)
        if following is not None:
            feature = self.rules.feature_words.get(following.low)
            if feature is not None and self._goes_with(feature, following, features):
                return start, following.end
        before = self.words.before(start, _SPACE)
        if before is not None and before.capital:
            feature = self.rules.feature_words.get(before.low)
            if feature is not None and feature.before and not feature.plural:
                return before.start, end
        return start, end

    def _goes_with(self, feature: FeatureWord, word: Word, features: frozenset[str]) -> bool:
        following = self.words.after(word.end)
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
        word = self.words.after(end)
        if word is not None and word.low in self.rules.things:
            return True
        for step in range(RUN_LENGTH):
            if word is None or not self._in_name(word):
                return False
            if step == RUN_LENGTH_IN_HEADLINE and self.words.in_headline(end):
                return False
            if word.low in self.rules.organisation_after:
                return True
            word = self.words.after(word.end)
        return False

    def names_other_thing(self, start: int, end: int) -> bool:
        """Whether the next word makes a street or the like of a name that ends in a feature word.

        "East Lake Street" is by no lake; "Musan County Road" lies in that county all the same.
        """
        word = self.words.after(end)
        if word is None or not word.capital or word.low not in self.rules.organisation_after:
            return False
        own = self.rules.feature_words.get(self.text[start:end].rpartition(" ")[2].lower())
        return own is None or own.features.isdisjoint({*SETTLEMENTS, "province"})

    def _is_no_name(self, word: Word) -> bool:
        return word.low in self.rules.no_names

    def _in_name(self, word: Word) -> bool:
        return word.capital and word.low not in self.rules.ordinary and word.low not in self.rules.titles

    def _organisation_before(self, start: int) -> bool:
        before = self.words.before(start, _SPACE)
        if before is None:
            return False
        if before.capital and before.low in self.rules.organisation_before:
            return True
        if before.low in self.rules.articles:
            before = self.words.before(before.start, _SPACE)
        if before is None or before.low not in _OF or before.capital:
            return False
        head = self.words.before(before.start, _SPACE)
        return head is not None and head.capital and head.low in self.rules.organisation_of

    def is_person(self, start: int, end: int, *, country: bool) -> bool:
        """Whether a name is (part of) a person's: by a title, a given name or a surname beside it.

        ``country`` says that the name is that of a place that everybody knows; a title or an unknown word
        beside it then proves nothing ("President Kenya" is no one).
        """
        low = self.text[start:end].casefold()
        before = self.words.before(start, _INITIALS)
        if before is not None and self._names_person_before(before, start, country=country):
            return True
        after = self.words.after(end)
        if after is None:
            return False
        if not country and after.low in self.rules.person_verbs and low in self.rules.person_names:
            return True
        if not after.capital or self.words.in_headline(start):
            return False
        if after.low in self.rules.surnames and after.low not in self.rules.feature_words:
            return " " not in low
        return low in self.rules.person_names and not self._is_no_name(after)

    def _names_person_before(self, word: Word, start: int, *, country: bool) -> bool:
        if not word.capital:
            return False
        if self.text[word.end : start] == ". ":
            initial = len(word.text) == 1 and self.words.before(word.start) is not None
            return initial or (word.low in self.rules.titles and len(word.text) < 5)
        if word.low in self.rules.given_names:
            return True
        if word.low in self.rules.surnames or word.low in self.rules.place_like_names:
            return not country and not self.words.starts_sentence(word.start)
        return not country and word.low in self.rules.titles and not self.words.in_headline(word.start)

    def is_language(self, start: int, end: int) -> bool:
        """Whether a demonym means a language: "Read in Korean", "Chinese alphabet"."""
        after = self.words.after(end)
        if after is not None and after.low not in ("and", "or"):
            return after.low in self.rules.language_after
        before = self.words.before(start, _SPACE)
        return before is not None and before.low in self.rules.language_before

    def follows_preposition(self, start: int) -> bool:
        """Whether a preposition of place stands before the name."""
        before = self.words.before(start, _SPACE)
        if before is not None and before.low in self.rules.articles:
            before = self.words.before(before.start, _SPACE)
        return before is not None and before.low in self.rules.prepositions

    def named_features(self) -> Iterator[tuple[int, int]]:
        """Spans of names told by a feature word: "Rapides Parish", "Lake Erie", "village of Ranya"."""
        text, feature_words, beginnings = self.text, self.rules.feature_words, self.rules.feature_beginnings
        for start, end in self.words.capitals:
            low = text[start:end].lower()
            if low in feature_words:
                yield from self._told_by(Word(start, end, text[start:end], low))
            if text[end + 1 : end + 1 + BEGINNING] in beginnings:  # a capital is met by itself
                following = self.words.after(end)
                if following is not None and following.low in feature_words:
                    yield from self._told_by(following)
            if text.startswith("of ", start - 3):
                yield from self._of_kind(start)

    def _told_by(self, word: Word) -> Iterator[tuple[int, int]]:
        """The name that a feature word ends ("Rapides Parish"), or else begins ("Lake Erie")."""
        feature = self.rules.feature_words[word.low]
        if feature.plural:
            return
        following = self.words.after(word.end)
        if following is not None and following.low == "of" and not word.capital:
            return
        start = self._run_start(word.start) if feature.unknown else None
        if start is not None:
            span = start, word.end
        elif feature.before and word.capital and following is not None and self._in_name(following):
            span = word.start, following.end
        else:
            return
        if not self.words.in_headline(word.start):
            yield span

    def _of_kind(self, start: int) -> Iterator[tuple[int, int]]:
        """The name of which "of" tells its kind: "village of Ranya"."""
        of = self.words.before(start, _SPACE)
        kind = self.words.before(of.start, _SPACE) if of is not None and of.text == "of" else None
        feature = self.rules.feature_words.get(kind.low) if kind is not None and not kind.capital else None
        if feature is None or feature.plural or self.words.in_headline(start):
            return
        yield from self._run_from(start)

    def _run_from(self, start: int) -> Iterator[tuple[int, int]]:
        """The span of the capitalised words from an offset on, if there is one."""
        word = self.words.after(start - 1)
        if word is None or word.low in self.rules.feature_words:
            return
        end = start
        for _ in range(NAME_LENGTH):
            if word is None or not self._in_name(word):
                break
            end = word.end
            word = self.words.after(end)
        if end > start:
            yield start, end

    def contained(self, containers: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Spans of capitalised names after a preposition and before ", X" where X is a place."""
        for start in containers:
            begin = self._run_start(start, _COMMA)
            if begin is not None and self.follows_preposition(begin):
                yield begin, start - 2

    def _run_start(self, offset: int, gap: frozenset[str] = _BLANK) -> int | None:
        """Where the run of capitalised words begins that ends before ``offset``."""
        start = None
        word = self.words.before(offset, gap)
        for _ in range(NAME_LENGTH):
            if word is None or not word.capital or self._is_no_name(word):
                break
            start = word.start
            word = self.words.before(start, _INNER)
        return start
