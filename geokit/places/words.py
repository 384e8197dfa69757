"""The words of a text around a name: which stand beside it, and which of them go with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from typing import NamedTuple

__all__ = ["Word", "Words"]

_WORD = re.compile(r"[^\W_]+")
# Between words that may make one name: a space, an abbreviation's full stop, the end of a line.
_JOINTS = frozenset({" ", ". ", " & ", "-", "\n", "\r\n"})
# In a headline more than this share of the long words, and four of them at least, begin with a capital.
HEADLINE = 0.8
LONG_WORD = 4
LEAST_WORDS = 4


class Word(NamedTuple):
    """A word of a text with its offsets; ``low`` is its lower-case form."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[0].isupper()


class Words:
    """A text as a row of words, with questions about neighbours.

    Positions are indices into the row; a question about a neighbour that is not there, or that punctuation
    parts from the word asked about, is answered with ``None``.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans = [found.span() for found in _WORD.finditer(text)]
        self._headlines: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self._spans)

    def __getitem__(self, position: int) -> Word:
        start, end = self._spans[position]
        text = self.text[start:end]
        return Word(start, end, text, text.lower())

    def positions_of(self, words: Container[str]) -> Iterator[int]:
        """Positions of the words that are among those given (in lower case), in the text's order."""
        for position, (start, end) in enumerate(self._spans):
            if self.text[start:end].lower() in words:
                yield position

    def first_from(self, offset: int) -> int:
        """Position of the first word that begins at ``offset`` or later."""
        return bisect_left(self._spans, (offset, 0))

    def gap_before(self, position: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self._spans[position - 1][1] : self._spans[position][0]]

    def before(self, position: int, joints: frozenset[str] = _JOINTS) -> Word | None:
        """The word before that at ``position``, if nothing but a joint parts them."""
        if 0 < position < len(self) and self.gap_before(position) in joints:
            return self[position - 1]
        return None

    def after(self, position: int, end: int | None = None) -> Word | None:
        """The word at ``position``, if nothing but a space parts it from the one before (or from ``end``)."""
        if not 0 <= position < len(self):
            return None
        start = self._spans[position][0]
        left = end if end is not None else (self._spans[position - 1][1] if position else 0)
        return self[position] if self.text[left:start] in (" ", "\n") else None

    def starts_sentence(self, position: int) -> bool:
        """Whether a word is the first of its sentence, line or quotation."""
        if position == 0:
            return True
        gap = self.gap_before(position)
        if gap in (" ", "-", ", "):
            return False
        return any(mark in gap for mark in '\n\r.!?:;"“‘”(*|')

    def in_headline(self, offset: int) -> bool:
        """Whether the line at an offset writes nearly every word with a capital."""
        start, end = self._line(offset)
        if start not in self._headlines:
            spans = self._spans[self.first_from(start) : self.first_from(end)]
            long = [first for first, last in spans if last - first >= LONG_WORD]
            capital = sum(self.text[first].isupper() for first in long)
            self._headlines[start] = len(long) >= LEAST_WORDS and capital > HEADLINE * len(long)
        return self._headlines[start]

    def in_capitals(self, offset: int) -> bool:
        """Whether the line at an offset is written in capitals throughout."""
        start, end = self._line(offset)
        return self.text[start:end].isupper()

    def _line(self, offset: int) -> tuple[int, int]:
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, len(self.text) if end < 0 else end
