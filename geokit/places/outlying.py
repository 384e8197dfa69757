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

_CAPITALISED = r"[A-ZÀ-ÖØ-ÞĀ-ŽƠ-ƯȘȚḀ-Ỿ][^\W_]*"
# What may stand inside a name between its words: "St. Albans", "Stoke-on-Trent", "Ceamurlia de Jos".
_ABBREVIATED = r"(?:(?<=\b[A-Z][a-z])|(?<=\b[A-Z][a-z][a-z]))\. "
_JOINT = rf"(?:[ \-'’]|{_ABBREVIATED}|-[a-z]{{2,4}}-| (?:d[aeiou]|del|la|le|am|upon|sur|al) )"
_RUN = re.compile(rf"(?<![^\W_]){_CAPITALISED}(?:{_JOINT}{_CAPITALISED})*")
_WORD = re.compile(r"[^\W_]+")
_LOWER = re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W_]*")
# Beside a name these tie it to something else: "HIV-1", "A/California/7", "Neo-natal", "St. Peter's Square".
_TIED_BEFORE = re.compile(r"[/\-&@#]$")
_TIED_AFTER = re.compile(rf"[/&@]|-[^\W_]|['’]s {_CAPITALISED}|\d| \d")
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
        found = [run for run in self._runs if self._is_free(run) and self._gazetteer.in_world(run.text)]
        open_to_doubt = [run for run in found if not self._is_tied(run)]
        meant = {run.text for run in open_to_doubt if self._is_meant(run)}
        return [(run.start, run.end) for run in open_to_doubt if run.text in meant]

    @cached_property
    def _runs(self) -> list[_Run]:
        """Runs of capitalised words, without the ordinary words at either edge."""
        runs = []
        for found in _RUN.finditer(self._text):
            words = list(_WORD.finditer(found[0]))
            while words and words[0][0].lower() in self._rules.ordinary:
                words.pop(0)
            while words and words[-1][0].lower() in self._rules.ordinary:
                words.pop()
            if words:
                start, end = found.start() + words[0].start(), found.start() + words[-1].end()
                runs.append(_Run(start, end, self._text[start:end]))
        return runs

    def _is_free(self, run: _Run) -> bool:
        if run.end - run.start < SHORTEST_NAME:
            return False
        after = bisect_left(self._taken, (run.end, 0))
        return after == 0 or self._taken[after - 1][1] <= run.start

    def _is_tied(self, run: _Run) -> bool:
        """Whether the name belongs to something else there, a person or a thing."""
        text, neighbours = self._text, self._neighbours
        if _TIED_BEFORE.search(text, max(0, run.start - 1), run.start) or _TIED_AFTER.match(text, run.end):
            return True
        position = neighbours.words.first_from(run.start)
        before = neighbours.words.before(position)
        if before is not None and before.low in self._rules.articles:
            return True
        after = neighbours.words.after(neighbours.words.first_from(run.end), run.end)
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
            low in rules.person_names
            or low in rules.weak
            or low in rules.titles
            or low in rules.feature_words
            or low in rules.compass
            or low in rules.organisation_after
            or low in self._lower_words
            or name in self._last_words
        )

    @cached_property
    def _lower_words(self) -> frozenset[str]:
        """The words that the text also writes small."""
        return frozenset(_LOWER.findall(self._text))

    @cached_property
    def _last_words(self) -> frozenset[str]:
        """The last words of longer names: surnames for the most part."""
        return frozenset(run.text.rpartition(" ")[2] for run in self._runs if " " in run.text)
