"""How something is asserted: the records that the reading of tense and of mood share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["BEFORE_THAT", "CHRONICLE", "Assertion", "Status", "Word", "words_of"]

Status = Literal[
    "past",
    "perfect",
    "ongoing",
    "attempted",
    "planned",
    "claimed",
    "denied",
    "hypothetical",
    "general",
    "none",
]


class Word(NamedTuple):
    """A word or a mark of punctuation with its offsets; a tuple, since a text is made of many."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a trigger is asserted, and by which rule that was read."""

    status: Status
    rule: str

    @property
    def holds(self) -> bool:
        """Whether something took place, takes place or is doubtfully said to have."""
        return self.status in ("past", "perfect", "ongoing", "attempted", "claimed")


# The rule for what "had happened": before, and perhaps elsewhere than, what the report tells just there.
BEFORE_THAT = "past-perfect"
# The rule by which the present tense tells the past.
CHRONICLE = "chronicle-present"
_WORD = re.compile(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]|[^\w\s]")


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Words and punctuation marks between two offsets of a text."""
    return [
        Word(match.start(), match.end(), match.group(), match.group().casefold())
        for match in _WORD.finditer(text, start, end)
    ]
