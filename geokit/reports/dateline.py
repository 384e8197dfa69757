"""The dateline of a wire story: ``SEOUL, Aug. 18 (UPI) —``, ``(Seoul) –``, ``SEOUL (Reuters) -``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geokit.reports.days import days_in
from geokit.reports.phrases import phrases

__all__ = ["Dateline", "read_dateline"]

_UP_TO_DASH = re.compile(r"(?P<head>[^\n]{2,90}?)\s*(?:-{2,3}|[—–―]|(?<=[\s)\]])-(?=\s))\s*")
_AGENCY = re.compile(r"[(\[/](?P<name>[^()\[\]/]{2,40})[)\]/]\s*$")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_LONGEST_PLACE_IN_WORDS = 7
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_LOWER_IN_NAMES = {"of", "the", "and", "de", "la", "al"}


@dataclass(frozen=True, slots=True)
class Dateline:
    """Length of the dateline in its line, its day (EDTF) and the agency that it names."""

    length: int
    day: str | None
    publisher: str | None


def read_dateline(line: str) -> Dateline | None:
    """Read the dateline that a paragraph begins with, or ``None``.

    A place alone counts only in capitals; beside a date or an agency it may be written in any way.
    """
    match = _UP_TO_DASH.match(line)
    if match is None:
        return None
    head = match["head"].strip()
    bracketed = _IN_BRACKETS.fullmatch(head)
    if bracketed and bracketed[1].casefold() not in phrases().agencies:
        head = f"{bracketed[1]} ()"
    agency = _AGENCY.search(head)
    dated = days_in(head)
    place = days_in(head[: agency.start()] if agency else head).rest.strip(" ,.;")
    publisher = days_in(agency["name"]).rest.strip(" ,") or None if agency else None
    if not _is_place(place) and not (publisher and not place):
        return None
    if not (publisher or dated.days or bracketed or _in_capitals(place)):
        return None
    return Dateline(match.end(), next(iter(dated.days), None), publisher)


def _is_place(text: str) -> bool:
    words = [word for word in re.split(r"[\s,/]+", text.removesuffix("()").strip()) if word]
    return (
        0 < len(words) <= _LONGEST_PLACE_IN_WORDS
        and words[0].casefold() not in phrases().date_line_words
        and all(_WORD.fullmatch(word) for word in words)
        and all(word[0].isupper() or word in _LOWER_IN_NAMES for word in words)
    )


def _in_capitals(place: str) -> bool:
    city = place.split(",")[0]
    return city.isupper() and sum(map(str.isalpha, city)) > 3
