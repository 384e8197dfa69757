"""One form for the many spellings of a name, and how far two spellings lie apart.

Folding takes away what writers leave out or change at will: case, diacritics, apostrophes, hyphens and the
amount of white space. ``Sinŭiju``, ``SINUIJU`` and ``Sin-uiju`` fold to the same string. The offset map leads
from the folded text back to the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

__all__ = ["FoldedText", "edit_distance", "fold", "fold_with_offsets", "similarity", "written_like"]

APOSTROPHES = "'’‘ʼʻʹ′`´＇"
HYPHENS = "-‐‑\u00ad"
_DROPPED = frozenset(APOSTROPHES + HYPHENS)
# What cannot simply be lowered in place: white space but for a single blank, all that is not plain ASCII, and
# the characters that are dropped. Its one group makes ``split`` give it between the plain stretches.
_SPECIAL = re.compile(r"([^\s!-&(-,.-_a-~]| \s+|[^\S ]\s*)")
_IN_WORD_MARKS = re.compile(f"[{re.escape(APOSTROPHES + HYPHENS)}]")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text and the way back to the offsets of the original.

    The original is made of plain and special stretches in turn, a plain one first. ``starts`` says where each
    begins in the folded text, ``origins`` where it begins in the original; within a plain stretch both go on
    in step, a special one is a whole.
    """

    text: str
    starts: Sequence[int]
    origins: Sequence[int]

    def origin(self, position: int) -> int:
        """Give the offset in the original of the character folded to ``position``."""
        stretch = bisect_right(self.starts, position, hi=len(self.starts) - 1) - 1
        if stretch % 2:
            return self.origins[stretch]
        return self.origins[stretch] + position - self.starts[stretch]


@lru_cache(maxsize=8192)
def _fold_special(character: str) -> str:
    """Fold a run of white space, or a single character: to nothing, to itself, or to several."""
    if character.isspace():
        return "\n\n" if character.count("\n") > 1 else " "
    if character in _DROPPED:
        return ""
    if "가" <= character <= "힣":
        return character  # NFKD would take a Hangul syllable apart
    decomposed = unicodedata.normalize("NFKD", character)
    plain = "".join(part for part in decomposed if not unicodedata.combining(part))
    return _LETTERS_WITHOUT_DECOMPOSITION.get(plain, plain).casefold()


# Letters that readers take for a plain one though Unicode does not decompose them.
_LETTERS_WITHOUT_DECOMPOSITION = {
    "Ø": "O",
    "ø": "o",
    "Ł": "L",
    "ł": "l",
    "Đ": "D",
    "đ": "d",
    "ı": "i",
    "Æ": "AE",
    "æ": "ae",
    "Œ": "OE",
    "œ": "oe",
}


def fold_with_offsets(text: str) -> FoldedText:
    """Fold a text and keep the way back to its offsets.

    White space folds to one space, or to two line feeds where it holds an empty line: a name may run over the
    end of a line, never over that of a paragraph.
    """
    stretches = _SPECIAL.split(text)
    origins = list(accumulate(map(len, stretches), initial=0))
    folded = list(map(str.lower, stretches))
    folded[1::2] = map(_fold_special, stretches[1::2])
    return FoldedText("".join(folded), list(accumulate(map(len, folded), initial=0)), origins)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold a text to the form in which spellings are compared.

    Examples
    --------
    >>> fold("Ch’ŏrwŏn") == fold("CHORWON")
    True
    """
    # The same as fold_with_offsets without the way back, which thousands of names do not need.
    return _SPECIAL.sub(lambda found: _fold_special(found[0]), text).lower().strip()


def written_like(name: str, written: str) -> bool:
    """Whether ``written`` keeps the case that ``name`` asks for.

    A name wholly in lower case asks for nothing. Any other wants its capitals: each word that begins with one
    in the name begins with one as written, and an abbreviation (all capitals) stays in capitals. A text in
    capitals throughout is always right.
    """
    if written == name or name.islower() or written.isupper():
        return True
    expected, actual = _words_for_case(name), _words_for_case(written)
    if len(expected) != len(actual):
        return written[:1].isupper()
    return all(
        have.isupper() if len(want) > 1 and want.isupper() else have[:1].isupper() or not want[:1].isupper()
        for want, have in zip(expected, actual, strict=True)
    )


def _words_for_case(name: str) -> list[str]:
    return _IN_WORD_MARKS.sub("", name).split()


def edit_distance(one: str, other: str) -> int:
    """Count the letters to insert, delete, replace or swap with a neighbour to turn one into the other."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        current = [i]
        for j, right in enumerate(other, start=1):
            cost = min(last[j] + 1, current[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before_last[j - 2] + 1)
            current.append(cost)
        before_last, last = last, current
    return last[-1]


def similarity(one: str, other: str) -> float:
    """Compare two folded names: 1 for the same, 0 for nothing in common."""
    longest = max(len(one), len(other))
    return 1 - edit_distance(one, other) / longest if longest else 1.0
