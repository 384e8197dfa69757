"""Films, novels, plays and matches: what happens in them is no incident."""

from __future__ import annotations

import re

from geokit.model import Report

__all__ = ["FictionFinder"]

_WORK = re.compile(
    r"\b(?:films|film['’]s|(?:the|this|a|new|feature)\s+film|movies?|novels?|thrillers?|screenplays?|screenwriters?"
    r"|cinemas?|box\s+office|sequels?|starring|directed\s+by|actors?|actress(?:es)?|sitcoms?|musicals?|miniseries"
    r"|(?:TV|television)\s+(?:drama|series)|K-dramas?|video\s+games?|storyline|protagonists?|bestsellers?|folk\s?tales?|fairy\s?tales?|legends?\s+(?:has|tells?|of)|short\s+stor(?:y|ies)"
    r"|world\s+cup|(?:semi|quarter)-?\s?finals?|goalkeepers?|midfielders?|play-?offs|kick-?off|half-?time|group\s+stage"
    r"|penalty\s+shoot-?outs?|league\s+(?:match|game|leaders?)|home\s+runs?"
    r"|(?:a|the|this|his|her)\s+(?:new\s+)?(?:play|song|comic|opera|painting|poem|ballad|tale|dream|drama))\b",
    re.I,
)
_OPENING = 400
_OFTEN = 3


class FictionFinder:
    """Tells where a report retells a work of fiction.

    A report that opens with one, or speaks of them often, retells it in all that has no day of its own; any
    other does so in the paragraphs that name one.
    """

    def __init__(self, report: Report) -> None:
        self._text = report.text
        found = [match.start() for match in _WORK.finditer(report.text)]
        self._is_about = len(found) >= _OFTEN and (found[0] < _OPENING or len(found) >= 2 * _OFTEN)
        self._found = found

    def retells(self, start: int, end: int) -> bool:
        """Whether a sentence without a day of its own, between two offsets, retells fiction."""
        if not self._found or self._is_about:
            return self._is_about
        first = self._text.rfind("\n", 0, start) + 1
        last = self._text.find("\n", end)
        return any(first <= at < (last if last >= 0 else len(self._text)) for at in self._found)
