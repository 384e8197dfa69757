"""What a report takes up again: 'they were arrested', 'the order stated', 'the eight people'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geokit.incidents.codebook import Codebook
from geokit.incidents.tellings import telling_id
from geokit.model import DateExpression, Evidence, Place, PlaceRole, Report, Resolution, Telling

__all__ = ["merge_continuations", "refer_back"]

_PRONOUN = re.compile(
    r"[\s\"'“‘]*(?:they|he|she|it|(?:the|both)\s+(?:two|pair|group|man|woman|men|women|family|families|couple))\b",
    re.I,
)
_SCENE = re.compile(
    r"\b(?:area|place|spot|scene|region|site)\s+where\s+the\s+[\w\s]{3,30}?(?:took\s+place|happened|occurred)\b",
    re.I,
)
_BORDER = re.compile(
    r"\b(?:along|at|on|near)\s+the\s+border\b|\b(?:the|all|entire)\s+(?:entire\s+)?border\s+(?:region|area|zone|forces?|guards?|units?|troops?)\b",
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
        and not (first.n_best and second.n_best and first.n_best != second.n_best)
    )


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
    return replace(
        main,
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


def refer_back(
    tellings: Sequence[Telling], resolutions: Sequence[Resolution], codebook: Codebook
) -> list[Telling]:
    """Give a telling what it takes up from before: "the order" its date, "where they defected" its place."""
    known: list[Telling] = []
    for telling in tellings:
        known.append(_with_place(_with_date(telling, known, codebook), known, resolutions))
    return known


def _with_date(telling: Telling, known: Sequence[Telling], codebook: Codebook) -> Telling:
    """'The order' is the last one told, the last that has a date where one has."""
    called = codebook.types[telling.type].called
    before = [t for t in reversed(known) if t.type == telling.type]
    if called is None or not before or not called.search(telling.quote) or _has_own_date(telling):
        return telling
    earlier = next((t for t in before if _has_own_date(t)), before[0])
    date = replace(earlier.date, basis="anaphor") if earlier.date and _has_own_date(earlier) else telling.date
    rule = f"anaphor.{telling.type}"
    return replace(telling, date=date, refers_to=earlier.refers_to or earlier.id, why=(*telling.why, rule))


def _with_place(telling: Telling, known: Sequence[Telling], resolutions: Sequence[Resolution]) -> Telling:
    """'The area where they defected' is that of the last event; 'the border' the one border named."""
    if telling.where is not None:
        return telling
    scene = _SCENE.search(telling.quote)
    if scene is not None:
        earlier = next((t for t in reversed(known) if t.geometry is not None and t.is_event), None)
        if earlier is not None and earlier.where is not None:
            return _placed(telling, scene, earlier.where.place, "anaphor.scene")
    border = _BORDER.search(telling.quote)
    borders = {
        r.place.id: r.place for r in resolutions if r.place is not None and r.place.feature == "border"
    }
    if border is not None and len(borders) == 1:
        return _placed(telling, border, next(iter(borders.values())), "anaphor.border")
    return telling


def _placed(telling: Telling, words: re.Match[str], place: Place | None, rule: str) -> Telling:
    if place is None:
        return telling
    start, end = telling.start + words.start(), telling.start + words.end()
    role = PlaceRole("event" if telling.is_event else "scope", place.name, place, start, end, None, rule)
    return replace(
        telling,
        where=role,
        places=(*telling.places, role),
        geometry=place.geometry,
        evidence={**telling.evidence, "place": Evidence(start, end, rule)},
        why=(*telling.why, rule),
    )


def _has_own_date(telling: Telling) -> bool:
    return telling.date is not None and bool(telling.date.text)
