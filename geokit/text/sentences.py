"""Sentences with their offsets.

The rule work (abbreviations, initials, decimal points) is sentencex's. Lines are kept apart, since a pasted
article has headlines and captions without a full stop, and a quotation of several sentences is taken apart.
"""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["split_sentences"]

_LINE = re.compile(r"[^\r\n]+")
# A full stop inside a quotation, which sentencex keeps whole; abbreviations and initials do not end one.
# The mark comes first, so that what stands before it is looked at only there.
_ABBREVIATIONS = "Mr Ms Mrs Dr St Gen Col Lt Sgt No Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
_INNER_END = re.compile(
    r"[.!?](?<![\s.][A-Z].)(?<!\b[a-z]\.[a-z].)"
    + "".join(rf"(?<!\b{word}.)" for word in _ABBREVIATIONS)
    + r"['\"’”)\]]*\s+(?=['\"‘“(\[]*[A-Z0-9])"
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of a text, in order, without surrounding white space.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of (int, int)
        Offsets in code points. A line break always ends a sentence.
    """
    import sentencex

    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        for boundary in sentencex.get_sentence_boundaries("en", line.group()):
            start, end = line.start() + boundary["start_index"], line.start() + boundary["end_index"]
            spans.extend(_split_quotation(text, start, end))
    return spans


def _split_quotation(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(match.end() for match in _INNER_END.finditer(text, start, end)), end]
    trimmed = (_trim(text, left, right) for left, right in pairwise(cuts))
    return [span for span in trimmed if span[0] < span[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
