"""A text as its lines, each with its offsets: what the header and the zones are read from."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Line", "lines_of"]

_LINE = re.compile(r"[^\r\n]+")
_BLANKS = " \t\xa0\u3000\u200b\ufeff\x0b\x0c"
_SENTENCE_END = re.compile(r"[.!?。…][\"'”’」』)\]]*$")
_LONG_LINE = 140
_WRAPPED_LINE = 50
_SHORTEST_SENTENCE_IN_WORDS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the blanks at its ends.

    ``follows`` is true where no blank line stands before it; ``begins_prose`` where it is, or begins, running
    text: a long line, a whole sentence, or the first of several lines into which a paragraph was broken.
    """

    start: int
    end: int
    text: str
    follows: bool
    begins_prose: bool

    @property
    def words(self) -> list[str]:
        """The line's words, split at blanks."""
        return self.text.split()


def lines_of(text: str) -> list[Line]:
    """Lines of a text that are not blank, in their order."""
    found: list[tuple[int, int, str, bool]] = []
    last_end = 0
    for match in _LINE.finditer(text):
        kept = match[0].strip(_BLANKS)
        if kept:
            start = match.start() + match[0].index(kept)
            breaks = text.count("\n", last_end, start) or text.count("\r", last_end, start)
            found.append((start, start + len(kept), kept, bool(found) and breaks == 1))
            last_end = start + len(kept)
    return [Line(*line, begins_prose=_begins_prose(found, at)) for at, line in enumerate(found)]


def _begins_prose(lines: list[tuple[int, int, str, bool]], at: int) -> bool:
    text = lines[at][2]
    if len(text) >= _LONG_LINE or _is_sentence(text):
        return True
    # A paragraph that was broken into lines: all but its last are about as long, and it ends as one.
    run = [text]
    for _, _, following, follows in lines[at + 1 : at + 12]:
        if len(run[-1]) < _WRAPPED_LINE or not follows:
            break
        run.append(following)
        if _SENTENCE_END.search(following):
            return True
    return len(run) > 3 and all(len(line) >= _WRAPPED_LINE for line in run[:-1])


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text)) and len(text.split()) >= _SHORTEST_SENTENCE_IN_WORDS
