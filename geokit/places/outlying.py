"""Names that only the index of the world holds: where in a text one stands.

Nearly every word is a village somewhere. A name of the index counts only where it is all of a run of
capitalised words, so that no part of a person's or a company's name is taken for a place, and where the text
speaks of a place: after a preposition, or before the place that holds it. A report that says so once means
the same place elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from geokit.places.gazetteer import Gazetteer
from geokit.places.neighbours import Neighbours
from geokit.places.world import OUTLYING

__all__ = ["OutlyingNames"]

# Between the capitalised words of one name; the language's joining words may stand there too.
_JOINTS = frozenset({" ", "-", "'", "’"})
# After a short abbreviation ("St. Albans", "Mts. Kenya") a full stop.
_ABBREVIATIONS = frozenset({2, 3})
_HYPHENATED = re.compile(r"-[a-z]{2,4}-")
_LONGEST_JOINT = 6
# Beside a name these tie it to something else: "HIV-1", "A/California/7", "Neo-natal", "St. Peter's Square".
_TIED_BEFORE = frozenset("/-&@#")
_TIED_AFTER = re.compile(r"[/&@]|-[^\W_]|['’]s [A-ZÀ-ÖØ-Þ]|\d| \d")
SHORTEST_NAME = 3
LONGEST_ABBREVIATION = 5


class _Run(NamedTuple):
    """A run of capitalised words; ``text`` is what it says."""

    start: int
    end: int
    text: str


class OutlyingNames:
    """The names in one text that only the index of the world holds.

    Parameters
    ----------
    neighbours : Neighbours
        The text's.
    taken : sequence of (int, int)
        Spans of the names found before, sorted, not overlapping.
    gazetteer : Gazetteer
        Whose index it is.
    """

    def __init__(
        self, neighbours: Neighbours, taken: Sequence[tuple[int, int]], gazetteer: Gazetteer
    ) -> None:
        self._neighbours = neighbours
        self._text = neighbours.text
        self._rules = neighbours.rules
        self._taken = taken
        self._starts = {start for start, _ in taken}
        self._gazetteer = gazetteer

    def spans(self) -> list[tuple[int, int]]:
        """Give the names' spans in the text's order."""
        found = [run for run in self.runs if self._is_free(run) and self._gazetteer.in_world(run.text)]
        open_to_doubt = [run for run in found if not self._is_tied(run)]
        meant = {run.text for run in open_to_doubt if self._is_meant(run)}
        return [(run.start, run.end) for run in open_to_doubt if run.text in meant]

    @cached_property
    def runs(self) -> list[_Run]:
        """Runs of capitalised words, without the ordinary words at either edge."""
        text, ordinary = self._text, self._rules.ordinary
        spans: list[tuple[int, int]] = []
        before, start, end = (0, 0), -1, -1
        for word in self._neighbours.words.capitals:
            if start >= 0 and not self._is_joined(before, word):
                spans.append((start, end))
                start = -1
            if text[word[0] : word[1]].lower() not in ordinary:
                start, end = word[0] if start < 0 else start, word[1]
            before = word
        if start >= 0:
            spans.append((start, end))
        return [_Run(start, end, text[start:end]) for start, end in spans]

    def _is_joined(self, word: tuple[int, int], following: tuple[int, int]) -> bool:
        """Whether two capitalised words, one right after the other, may belong to one name."""
        start, end = word
        if following[0] - end > _LONGEST_JOINT:
            return False
        gap = self._text[end : following[0]]
        if gap in _JOINTS:
            return True
        if gap == ". ":
            return end - start in _ABBREVIATIONS and self._text[start + 1 : end].islower()
        joining = gap[0] == gap[-1] == " " and gap[1:-1] in self._rules.joining
        return joining or _HYPHENATED.fullmatch(gap) is not None

    def _is_free(self, run: _Run) -> bool:
        if run.end - run.start < SHORTEST_NAME:
            return False
        after = bisect_left(self._taken, (run.end, 0))
        return after == 0 or self._taken[after - 1][1] <= run.start

    def _is_tied(self, run: _Run) -> bool:
        """Whether the name belongs to something else there, a person or a thing."""
        neighbours = self._neighbours
        if self._text[run.start - 1 : run.start] in _TIED_BEFORE or _TIED_AFTER.match(self._text, run.end):
            return True
        before = neighbours.words.before(run.start)
        if before is not None and before.low in self._rules.articles:
            return True
        after = neighbours.words.after(run.end)
        if after is not None and after.low in self._rules.person_verbs:
            return True
        return neighbours.is_person(run.start, run.end, country=False) or neighbours.makes_other_name(
            run.start, run.end
        )

    def _is_meant(self, run: _Run) -> bool:
        """Whether the text speaks of a place there."""
        if self._text[run.end : run.end + 2] == ", " and run.end + 2 in self._starts:
            return True
        if self._is_word(run.text):
            return False
        return self._is_unit(run) or self._neighbours.follows_preposition(run.start)

    def _is_unit(self, run: _Run) -> bool:
        """Whether it is the first name of a first-level unit."""
        return any(
            entry.kind == OUTLYING and self._gazetteer.row(entry.place_id).feature == "province"
            for entry in self._gazetteer.named(run.text)
        )

    def _is_word(self, name: str) -> bool:
        """Whether a name is more likely a word or a person's name in this report."""
        low, rules = name.casefold(), self._rules
        if name.isupper() and len(name) <= LONGEST_ABBREVIATION:
            return True
        return (
            low in rules.doubtful
            or low in rules.compass
            or low in rules.organisation_after
            or name in self._last_words
            or self._is_written_small(low)
        )

    def _is_written_small(self, low: str) -> bool:
        """Whether the text also writes a word small."""
        if low not in self._text:
            return False
        return re.search(rf"(?<![^\W_]){re.escape(low)}(?![^\W_])", self._text) is not None

    @cached_property
    def _last_words(self) -> frozenset[str]:
        """The last words of longer names: surnames for the most part."""
        return frozenset(run.text.rpartition(" ")[2] for run in self.runs if " " in run.text)
