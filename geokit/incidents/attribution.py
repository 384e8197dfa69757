"""Who says so: the chain of sources behind a telling, nearest to the event first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geokit.model import DateExpression

__all__ = ["SourceReader", "is_told_on"]

_SPEECH = (
    r"(?:said|says|told|tells|added|adds|claimed|claims|reported|reports|explained|noted|stated|confirmed"
    r"|announced|disclosed|revealed|according)"
)
_PERSON = (
    r"(?:(?:military|police|government|ministry|intelligence)\s+(?:sources?|officials?|spokes(?:man|woman|person))|sources?|officials?|residents?|spokes(?:man|woman|person)|informants?|defectors?|experts?|activists?|analysts?"
    r"|ministry|military|police|government|agency|newspaper|broadcaster|investigators?|prosecutors?|witness(?:es)?)"
)
_NAME = r"[A-Z][\w&'’.-]*"
_PLACE_TAIL = (
    r"(?:\s+(?:in|inside|within|from|at|of|near|with)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,2}?"
    rf"{_NAME}(?:\s+{_NAME}|\s+province)*)?"
)
_DETERMINER = r"(?:[Aa]n?(?:other)?|[Oo]ne|[Tt]he|[Ss]everal|[Ss]ome|[Mm]ultiple)?"
_DESCRIBED = rf"{_DETERMINER}\s*(?:[\w'’-]+\s+){{0,4}}?{_PERSON}{_PLACE_TAIL}"
_ORGANISATION = rf"(?:[Tt]he\s+)?{_NAME}(?:\s+(?:of\s+|the\s+|for\s+)?{_NAME}){{0,5}}"
_QUALIFIED = r"(?:\w+ly\s+|has\s+|have\s+|had\s+)?"

_ACCORDING = re.compile(rf"\b[Aa]ccording to (?P<who>{_DESCRIBED}|{_ORGANISATION})")
_SAID = re.compile(rf"(?P<who>{_DESCRIBED})(?:,[^,.;]{{1,60}},)?\s+{_QUALIFIED}{_SPEECH}\b")
_ORG_SAID = re.compile(
    rf"\b(?P<who>{_ORGANISATION})\s+{_QUALIFIED}"
    r"(?:said|reported|reports|announced|disclosed|confirmed|stated|revealed|learned)\b"
)
_SAID_BY = re.compile(
    rf"\b(?:said|reported(?:\s+by)?|claimed|told\s+by)\s+(?P<who>{_DESCRIBED}|{_ORGANISATION})"
)
_TOLD = re.compile(
    r"\b(?:told|spoke\s+with|spoke\s+to|reached\s+by|conversation\s+with)\s+"
    r"(?:(?:[A-Z][\w’'-]*\s+){0,3}(?:(?:the|a|an|news|media|outlets?|newspapers?|agency|website|broadcaster|service"
    rf"|magazine|daily|reporters?)\s+)+)?(?P<who>{_ORGANISATION})"
)
_PRONOUN_SAID = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:also\s+)?(?:said|added|explained|claimed|noted|continued)\b"
    r"|[Tt]he\s+(?:same\s+)?source\s+(?:said|added|claimed|explained)"
    r"|(?:said|added|claimed)\s+the\s+source|[Aa]ccording\s+to\s+the\s+source"
)
# Without one of these words a sentence names no source.
_SPEAKS = re.compile(
    r"\b(?:said|says|t(?:old|ells)|add(?:s|ed)|claim(?:s|ed)|report(?:s|ed)|expla(?:ins|ined)|noted|stated|confirmed"
    r"|announced|disclosed|revealed|according|learned|spoke|reached|continued|conversation)\b",
    re.I,
)
_TOLD_ON = re.compile(
    r"\b(?:told|tells)\s+(?:[\w.'’()-]+\s+){1,8}(?:on|in)\s+(?:the\s+)?$"
    r"|\b(?:said|says|added|reported|announced|confirmed|stated|claimed|disclosed|revealed|learned)\s+"
    r"(?:(?:in|during|to(?!\s+(?:have|be)\b))\s+(?:an?\s+|the\s+)?(?:[\w'’-]+\s+){1,4})?(?:on\s+)?$"
    r"|\b(?:interview|conversation|statement|briefing|telephone\s+call|phone\s+call|report)\s+"
    r"(?:[\w.'’-]+\s+){0,5}(?:on|dated|of)\s+$",
    re.I,
)
_OPENS_CLAUSE = re.compile(r"(?:^|,\s+|\band\s+(?:again\s+)?)[\"“'(]?(?:[Oo]n|[Ii]n)\s+$")
_SPEAKS_AFTER = re.compile(
    r",?\s+(?:[\w'’.()-]+\s+){1,7}?(?:said|says|announced|reported|confirmed|stated|disclosed|revealed|told|acknowledged"
    r"|admitted|complained|protested|condemned|apologi[sz]ed|asked|added|claimed|alleged|warned)\b"
)


def is_told_on(text: str, date: DateExpression, sentence_start: int, sentence_end: int) -> bool:
    """Whether a date is that of the interview or statement, not of what is told."""
    if _TOLD_ON.search(text[sentence_start : date.start]):
        return True
    opens_clause = _OPENS_CLAUSE.search(text[sentence_start : date.start])
    return opens_clause is not None and _SPEAKS_AFTER.match(text, date.end, sentence_end) is not None


class SourceReader:
    """Reads the chain of each sentence of a report, in order; 'he added' goes back to who spoke last."""

    def __init__(self, publisher: str | None) -> None:
        self._publisher = publisher
        self._last: tuple[str, ...] = ()

    def read(self, sentence: str) -> tuple[tuple[str, ...], tuple[int, int] | None]:
        """The chain of a sentence, and where in it the source is named."""
        if _SPEAKS.search(sentence) is None:
            return self._with_publisher(()), None
        found = _first([_ACCORDING, _SAID, _SAID_BY, _ORG_SAID], sentence)
        told = _TOLD.search(sentence)
        if _PRONOUN_SAID.search(sentence) and self._last and not (found and _is_new(found["who"])):
            return self._with_publisher(self._last), None
        names = [_clean(match["who"]) for match in (found, told) if match is not None]
        if not names:
            return self._with_publisher(()), None
        self._last = tuple(dict.fromkeys(names))
        first = found or told
        assert first is not None
        return self._with_publisher(self._last), first.span("who")

    def _with_publisher(self, names: Sequence[str]) -> tuple[str, ...]:
        chain = list(names)
        if self._publisher and self._publisher not in chain:
            chain.append(self._publisher)
        return tuple(chain)


def _first(patterns: Sequence[re.Pattern[str]], sentence: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(sentence))), None)


def _is_new(who: str) -> bool:
    return bool(re.match(r"\s*(?:[Aa]n?(?:other)?\b|[A-Z](?!he\b))", who))


def _clean(who: str) -> str:
    return " ".join(who.split()).strip(" ,.")
