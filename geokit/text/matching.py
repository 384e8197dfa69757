"""Many names in a text, at once: whole words, leftmost first, the longest of those that begin together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from geokit.text.spelling import HYPHENS, fold, fold_with_offsets, written_like

__all__ = ["NameMatch", "NameMatcher"]

_HYPHEN = re.compile(f"[{re.escape(HYPHENS)}]")


class NameMatch(NamedTuple):
    """A stretch of text in which one or more of the names are written.

    ``names`` are positions in the names given to the matcher, ascending. ``bare_s`` is true where the text
    goes on with an ``s`` that is not part of the name: a plural, or a possessive that lost its apostrophe.
    """

    start: int
    end: int
    names: tuple[int, ...]
    bare_s: bool = False


class NameMatcher:
    """Finds names in texts, indifferent to diacritics, apostrophes, hyphens and white space.

    Parameters
    ----------
    names : iterable of str
        A name wholly in lower case is found in any case, another as it is written or in capitals.
    endings : sequence of str
        What may follow a name within the same word in a script that writes such endings without a space
        (particles after a Hangul name), several in a row included.
    """

    def __init__(self, names: Iterable[str], *, endings: Sequence[str] = ()) -> None:
        # Imported here: only a command that reads texts needs the automaton.
        from ahocorasick_rs import AhoCorasick

        self._names = tuple(names)
        self._given_endings = tuple(endings)
        by_key: dict[str, list[int]] = {}
        for position, name in enumerate(self._names):
            for key in sorted({fold(name), fold(_HYPHEN.sub(" ", name))} - {""}):
                by_key.setdefault(key, []).append(position)
        self._positions = [tuple(positions) for positions in by_key.values()]
        self._automaton = AhoCorasick(list(by_key))
        alternatives = "|".join(re.escape(ending) for ending in sorted(endings, key=len, reverse=True))
        self._endings = re.compile(f"(?:{alternatives})+") if alternatives else None
        # The names that a key may be as written; texts repeat them.
        self._as_written: dict[tuple[int, str], tuple[int, ...]] = {}

    def __reduce__(self) -> tuple[partial[NameMatcher], tuple[tuple[str, ...]]]:
        """Let a matcher go to another process, where the automaton is built anew."""
        return partial(NameMatcher, endings=self._given_endings), (self._names,)

    def find(self, text: str) -> list[NameMatch]:
        """Find the names in a text, sorted by their start, no two overlapping.

        Of matches that overlap the first stands, and of those that begin together the longest.
        """
        folded = fold_with_offsets(text)
        hits = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        hits.sort(key=lambda hit: (hit[1], -hit[2]))
        matches: list[NameMatch] = []
        edges = frozenset(folded.starts)
        free_from = 0
        for key, folded_start, folded_end in hits:
            # Most hits begin inside a word; within a plain stretch that is seen without its way back.
            inside = folded_start not in edges and folded.text[folded_start - 1].isalnum()
            if inside or folded_start < free_from:
                continue
            start = folded.origin(folded_start)
            if not _boundary(text, start):
                continue
            match = self._match(text, key, start, folded.origin(folded_end - 1) + 1)
            if match is not None:
                matches.append(match)
                free_from = folded_end
        return matches

    def _match(self, text: str, key: int, start: int, end: int) -> NameMatch | None:
        """Give the match if it ends with a word and is written in the right case."""
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        bare_s = False
        if not _boundary(text, end):
            bare_s = text[end] in "sS" and _boundary(text, end + 1)
            if not bare_s and not self._has_ending(text, end):
                return None
        names = self._names_as(key, text[start:end])
        return NameMatch(start, end, names, bare_s) if names else None

    def _names_as(self, key: int, written: str) -> tuple[int, ...]:
        """Positions of the names with a key that may be written so."""
        names = self._as_written.get((key, written))
        if names is None:
            positions = self._positions[key]
            names = tuple(position for position in positions if written_like(self._names[position], written))
            self._as_written[key, written] = names
        return names

    def _has_ending(self, text: str, end: int) -> bool:
        found = self._endings.match(text, end) if self._endings else None
        return found is not None and _boundary(text, found.end())


def _boundary(text: str, position: int) -> bool:
    """Whether one word ends and another may begin at ``position``."""
    if position == 0 or position == len(text):
        return True
    if not (text[position - 1].isalnum() and text[position].isalnum()):
        return True
    before, after = _script(text[position - 1]), _script(text[position])
    return before != after or before == "han"


def _script(character: str) -> str:
    """Tell how words are parted around a letter or figure: in ``han`` nothing parts them."""
    if character < "\u1100":
        return "alphabet"
    if "가" <= character <= "힣":
        return "hangul"
    if "\u3040" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff":
        return "han"
    return "alphabet"
