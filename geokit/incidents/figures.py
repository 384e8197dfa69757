"""Figures over a period: counts and rates that are no single incident and must never be drawn as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geokit.incidents.clauses import Sentence
from geokit.incidents.codebook import IncidentType
from geokit.incidents.people import Group
from geokit.model import DateExpression
from geokit.text.edtf import precision

__all__ = ["Figure", "find_figures", "is_count_over_period"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: where it is told, what it counts and by which rule it was read."""

    start: int
    end: int
    value: int | None
    unit: str
    rule: str


_PERCENT = re.compile(
    r"(?:at\s+least\s+|about\s+|nearly\s+|more\s+than\s+)?(?:an?\s+)?(?P<value>\d[\d,]*)(?:\.\d+)?[\s-]?(?:percent|per\s+cent|%)\s+"
    r"(?:rise|increase|drop|fall|decline|decrease|surge|jump|reduction|more|fewer|less|higher|lower)\b"
)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|tally|count)\s+of\b[^.;]{0,80}?\b(?:rose|fell|dropped|increased|decreased|declined|reached"
    r"|stood|plunged|climbed|totaled|totalled|was|were|is|has\s+\w+|amounted)\s+(?:to|at|by|from)?\s*(?:about\s+|around\s+|some\s+)?"
    r"(?P<value>\d[\d,]*)(?!\s*(?:percent|%))"
)
_COMPARED = re.compile(
    r"(?:\bfrom|compared\s+(?:with|to)|up\s+from|down\s+from|after|against)\s+(?P<value>\d[\d,]{2,})(?=[^\d.]{1,25}\b(?:19|20)\d\d\b)"
)
_CUMULATIVE = re.compile(
    r"\b(?:so\s+far|thus\s+far|to\s+date|since\s+(?:19|20)\d\d|in\s+total|altogether|overall|over\s+the\s+years)\b",
    re.I,
)
_ARRIVED = re.compile(
    r"\b(?:have|had|has)\s+(?:\w+\s+){0,2}(?:arrived|defected|resettled|fled|entered|escaped|settled|reached)\b"
)
_PERIOD = re.compile(
    r"\b(?:over|during|throughout|in\s+the\s+whole\s+of|in\s+all\s+of|each|every|per|annually|so\s+far|since|for\s+all\s+of)\s+(?:the\s+)?$",
    re.I,
)
# Fewer than this many people over the years are still told one by one.
_MANY = 100
# So many people, and no week in which it was, are a sum of many incidents.
_MULTITUDE = 1000
_WEEK = 3
_ALONE = re.compile(r"\s+alone\b")


def find_figures(
    text: str, sentence: Sentence, groups: Sequence[Group], subjects: re.Pattern[str]
) -> list[Figure]:
    """Figures of a sentence that need no trigger word: rates, totals, comparisons, cumulative counts.

    A sentence that speaks of none of the ``subjects`` counts farms or prices.
    """
    figures = [
        Figure(match.start(), match.end(), None if unit == "percent" else _value(match["value"]), unit, rule)
        for pattern, unit, rule in (
            (_PERCENT, "percent", "statistic.percent"),
            (_NUMBER_OF, "persons", "statistic.number-of"),
            (_COMPARED, "persons", "statistic.compared"),
        )
        for match in pattern.finditer(text, sentence.start, sentence.end)
    ]
    if figures and not groups and subjects.search(sentence.text) is None:
        return []
    if _CUMULATIVE.search(sentence.text) and _ARRIVED.search(sentence.text):
        arrived = _ARRIVED.search(text, sentence.start, sentence.end)
        assert arrived is not None
        figures.extend(
            Figure(group.start, max(group.end, arrived.end()), group.best, "persons", "statistic.cumulative")
            for group in groups
            if group.best is not None and group.best >= _MANY
        )
    return _apart(figures)


def _value(digits: str) -> int | None:
    return int(digits.replace(",", "")) if digits else None


def _apart(figures: list[Figure]) -> list[Figure]:
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: (figure.start, -figure.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def is_count_over_period(
    text: str, incident_type: IncidentType, group: Group | None, dates: Sequence[DateExpression]
) -> bool:
    """Whether counted people are a sum over a period ('30-40 over January', '20 on Jan. 1 alone')."""
    if group is None or not group.is_figure:
        return False
    # A square holds 200,000 people at once; so many are not arrested, or across a border, in one incident.
    one_by_one = incident_type.people == "object" or incident_type.subordinate
    if (
        one_by_one
        and (group.best or 0) >= _MULTITUDE
        and not any((precision(date.edtf) or 9) <= _WEEK for date in dates)
    ):
        return True
    for date in dates:
        if _ALONE.match(text, date.end):
            return True
        if _PERIOD.search(text, max(0, date.start - 25), date.start) and (precision(date.edtf) or 9) >= 4:
            return True
    return False
