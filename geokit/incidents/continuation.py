"""What the next sentence goes on to tell, as in 'They were arrested. They had tried to cross'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geokit.incidents.codebook import Codebook
from geokit.incidents.outcomes import UNSURE
from geokit.incidents.tellings import telling_id
from geokit.model import DateExpression, Report, Telling

__all__ = ["merge_continuations"]

_PRONOUN = re.compile(
    r"[\s\"'“‘]*(?:they|he|she|it(?!\s+(?:\w+\s+)?(?:seems?|appears?|to\s+be\s+true|(?:is|was)\s+(?:said|reported|not\s+known|true|the\s+\w+\s+time)))|(?:the|both)\s+(?:two|pair|group|man|woman|men|women|family|families|couple))\b",
    re.I,
)


def merge_continuations(report: Report, tellings: Sequence[Telling], codebook: Codebook) -> list[Telling]:
    """Join a telling whose subject is a pronoun to the one that the sentence before told.

    "Two families were arrested near X. They tried to cross at 3 a.m. on 1 January" is one telling: each part
    gives what the other leaves open.
    """
    merged: list[Telling] = []
    for telling in tellings:
        if merged and _continues(report, merged[-1], telling, codebook):
            merged[-1] = _join(report, merged[-1], telling, codebook)
        else:
            merged.append(telling)
    return merged


def _continues(report: Report, first: Telling, second: Telling, codebook: Codebook) -> bool:
    between = report.text[first.end : second.start]
    return (
        first.rank == second.rank == "body"
        and first.is_event == second.is_event
        and codebook.may_join(first.type, second.type)
        and len(between.strip(" \n\r\t\"”'")) == 0
        and _PRONOUN.match(second.quote) is not None
        and not _dates_disagree(first, second)
        and not _is_by_the_doer(first, second, codebook)
        and not (first.n_best and second.n_best and first.n_best != second.n_best)
    )


def _is_by_the_doer(first: Telling, second: Telling, codebook: Codebook) -> bool:
    """'A soldier shot two of his superiors. He then crossed the line': the pronoun means the one who shot."""
    done_to = [codebook.types[t.type].people == "object" for t in (first, second)]
    people = first.evidence.get("n")
    active = people is not None and people.start > first.evidence["type"].start
    return done_to == [True, False] and active


def _dates_disagree(first: Telling, second: Telling) -> bool:
    known = [t.date for t in (first, second) if t.date is not None and t.date.text]
    return len(known) == 2 and known[0].edtf != known[1].edtf


def _join(report: Report, first: Telling, second: Telling, codebook: Codebook) -> Telling:
    # A crossing that ends in an arrest or a shooting is told as that.
    ended = codebook.types[first.type].subordinate and not codebook.types[second.type].subordinate
    main, other = (second, first) if ended else (first, second)
    start, end = first.start, second.end
    located = main if main.geometry is not None else other
    counted = main if main.n_min is not None or main.n_best is not None else other
    outcome = other if main.outcome in UNSURE and other.outcome not in UNSURE else main
    return replace(
        main,
        outcome=outcome.outcome if outcome.outcome in codebook.types[main.type].outcomes else main.outcome,
        fatalities_min=outcome.fatalities_min,
        fatalities_best=outcome.fatalities_best,
        fatalities_max=outcome.fatalities_max,
        id=telling_id(report, start, end, main.type),
        start=start,
        end=end,
        quote=report.text[start:end],
        date=_sharper(main.date, other.date),
        places=tuple(sorted({*first.places, *second.places}, key=lambda role: (role.start or 0, role.role))),
        where=located.where,
        geometry=located.geometry,
        n_min=counted.n_min,
        n_best=counted.n_best,
        n_max=counted.n_max,
        n_unit=counted.n_unit,
        actors=tuple(dict.fromkeys((*first.actors, *second.actors))),
        said_by=first.said_by if len(first.said_by) > len(second.said_by) else second.said_by,
        evidence={**other.evidence, **main.evidence},
        why=(*main.why, "continuation", *(rule for rule in other.why if rule not in main.why)),
    )


def _sharper(first: DateExpression | None, second: DateExpression | None) -> DateExpression | None:
    if first is not None and first.text:
        return first
    return second if second is not None and second.text else first or second
