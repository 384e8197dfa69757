"""The words of a text around a name: which stand beside it, and which of them go with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

__all__ = ["Word", "Words", "words_of"]

_NEXT_WORD = re.compile(r"[ \n]([^\W_]+)")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏͰ-֏Ḁ-ỿ][^\W_]*")
_LONG_WORD = re.compile(r"[^\W_]{4,}")
_span = re.Match.span
# Between words that may make one name: a space, an abbreviation's full stop, the end of a line.
_JOINTS = frozenset({" ", ". ", " & ", "-", "\n", "\r\n"})
# In a headline more than this share of the long words, and so many of them at least, begin with a capital.
HEADLINE = 0.8
LEAST_WORDS = 4
# A longer line is a paragraph.
LONGEST_HEADLINE = 300


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
    """A text and questions about the words beside an offset.

    Only what is asked for is looked at: most words of a text stand nowhere near a name. A question about a
    neighbour that is not there, or that punctuation parts from the offset, is answered with ``None``.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._headlines: dict[int, bool] = {}
        self._after: dict[int, Word | None] = {}
        self._before: dict[int, tuple[str, Word | None]] = {}

    @cached_property
    def capitals(self) -> list[tuple[int, int]]:
        """Spans of the words that begin with a capital letter."""
        text = self.text
        return [
            (start, end)
            for start, end in map(_span, _CAPITAL.finditer(text))
            if text[start].isupper() and not text[start - 1 : start].isalnum()
        ]

    @cached_property
    def low(self) -> str:
        """The text in lower case, its offsets kept."""
        low = self.text.lower()
        if len(low) == len(self.text):
            return low
        return "".join(character.lower()[0] for character in self.text)

    def places_of(self, words: Iterable[str]) -> list[int]:
        """Where one of some words (in lower case) begins, in whatever case it is written."""
        found = []
        for word in words:
            start = self.low.find(word)
            while start >= 0:
                end = start + len(word)
                if not (self.low[start - 1 : start].isalnum() or self.low[end : end + 1].isalnum()):
                    found.append(start)
                start = self.low.find(word, end)
        return sorted(found)

    def gap_before(self, offset: int) -> str:
        """What stands between a word that begins at ``offset`` and the one before it."""
        end = offset
        while end and not self.text[end - 1].isalnum():
            end -= 1
        return self.text[end:offset]

    def before(self, offset: int, joints: frozenset[str] = _JOINTS) -> Word | None:
        """The word before ``offset``, if nothing but a joint parts them."""
        if offset not in self._before:
            self._before[offset] = self._look_before(offset)
        gap, word = self._before[offset]
        return word if gap in joints else None

    def _look_before(self, offset: int) -> tuple[str, Word | None]:
        gap = self.gap_before(offset)
        end = offset - len(gap)
        start = self.text.rfind(" ", 0, end) + 1
        if not self.text[start:end].isalnum():  # more than one word, or a line's end between them
            start = end
            while start and self.text[start - 1].isalnum():
                start -= 1
        text = self.text[start:end]
        return gap, Word(start, end, text, text.lower()) if text else None

    def after(self, offset: int) -> Word | None:
        """The word after ``offset``, if nothing but a space parts them."""
        if offset not in self._after:
            self._after[offset] = self._look_after(offset)
        return self._after[offset]

    def _look_after(self, offset: int) -> Word | None:
        found = _NEXT_WORD.match(self.text, offset)
        if found is None:
            return None
        text = found[1]
        return Word(offset + 1, offset + 1 + len(text), text, text.lower())

    def starts_sentence(self, offset: int) -> bool:
        """Whether the word at ``offset`` is the first of its sentence, line or quotation."""
        gap = self.gap_before(offset)
        if len(gap) == offset:
            return True
        if gap in (" ", "-", ", "):
            return False
        return any(mark in gap for mark in '\n\r.!?:;"“‘”(*|')

    def in_headline(self, offset: int) -> bool:
        """Whether the line at an offset writes nearly every word with a capital."""
        start, end = self._line(offset)
        if end - start > LONGEST_HEADLINE:
            return False
        if start not in self._headlines:
            long = _LONG_WORD.findall(self.text, start, end)
            capital = sum(word[0].isupper() for word in long)
            self._headlines[start] = len(long) >= LEAST_WORDS and capital > HEADLINE * len(long)
        return self._headlines[start]

    def in_capitals(self, offset: int) -> bool:
        """Whether the line at an offset is written in capitals throughout."""
        start, end = self._line(offset)
        return self.text[start:end].isupper()

    def _line(self, offset: int) -> tuple[int, int]:
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, len(self.text) if end < 0 else end


@lru_cache(maxsize=4)
def words_of(text: str) -> Words:
    """Give a text's words: recognition, resolution and spatial expressions ask the same text in turn."""
    return Words(text)
