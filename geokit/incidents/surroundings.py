"""Where a telling is that names no place of its own: in the area, at the border, where its paragraph is.

Each rule says in ``why`` that the place was read outside the sentence; the first that knows one decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geokit.incidents.anaphora import has_own_date, speaks_of_known_people
from geokit.incidents.assertion import BEFORE_THAT
from geokit.incidents.codebook import Codebook
from geokit.incidents.precision import where_precision
from geokit.incidents.tellings import place_at
from geokit.model import Place, PlaceRole, Report, Resolution, Telling
from geokit.text.edtf import overlaps

__all__ = ["place_by_context"]

_SCENE = re.compile(
    r"\b(?:there\s+and\s+then|on\s+the\s+spot|at\s+the\s+(?:scene|site|spot))\b"
    r"|\b(?:area|place|spot|scene|region|site)\s+where\s+the\s+[\w\s]{3,30}?(?:took\s+place|happened|occurred)\b",
    re.I,
)
_BORDER = re.compile(
    r"\b(?:along|at|on|near|across|over|through)\s+the\s+border\b"
    r"|\b(?:the|all|entire)\s+(?:entire\s+)?border\s+(?:region|area|zone|forces?|guards?|units?|troops?)\b",
    re.I,
)
_AROUND_HERE = re.compile(
    r"\b(?:in|across|throughout)\s+(?:the|this|our)\s+(?:area|region|province|county|city)\b", re.I
)
_COUNTRYWIDE = re.compile(r"\bthe\s+(?:whole\s+|entire\s+)?(?:country|nation)\b|\bnation-?wide\b", re.I)
# UCDP's level of a second-level unit, and how far a report's opening reaches.
_SECOND_LEVEL = 3
_OPENING = 500


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands around a telling: its report, the tellings before it, the places named."""

    report: Report
    known: Sequence[Telling]
    resolutions: Sequence[Resolution]
    codebook: Codebook


_Rule = Callable[[Telling, _Surroundings], PlaceRole | None]


def place_by_context(
    report: Report, tellings: Sequence[Telling], resolutions: Sequence[Resolution], codebook: Codebook
) -> list[Telling]:
    """Place those tellings of a report that name no place, as far as what stands around them says where.

    Parameters
    ----------
    report : Report
    tellings : sequence of Telling
        Of the report, in the order of the text.
    resolutions : sequence of Resolution
        Its place mentions, resolved.
    codebook : Codebook
    """
    placed: list[Telling] = []
    for telling in tellings:
        around = _Surroundings(report, placed, resolutions, codebook)
        placed.append(telling if telling.where is not None else _placed(telling, around))
    return placed


def _placed(telling: Telling, around: _Surroundings) -> Telling:
    for name, rule in _RULES:
        role = rule(telling, around)
        if role is not None and role.place is not None:
            return place_at(telling, replace(role, reason=name), name)
    return telling


def _where_it_took_place(telling: Telling, around: _Surroundings) -> PlaceRole | None:
    """'The area where the defections took place', 'there and then': that of the last event."""
    words = _SCENE.search(telling.quote)
    earlier = next((t for t in reversed(around.known) if t.geometry is not None and t.is_event), None)
    return _role(telling, words, earlier.where.place) if words and earlier and earlier.where else None


def _at_the_border(telling: Telling, around: _Surroundings) -> PlaceRole | None:
    """'Along the border', 'the border guards': the one border that the report names."""
    words = _BORDER.search(telling.quote)
    borders = {r.place.id: r.place for r in around.resolutions if r.place and r.place.feature == "border"}
    return _role(telling, words, next(iter(borders.values()))) if words and len(borders) == 1 else None


def _where_its_source_is(telling: Telling, around: _Surroundings) -> PlaceRole | None:
    """'In the area', said by a source who is named by where he is."""
    words = _AROUND_HERE.search(telling.quote)
    spoken_from = [role.place for role in telling.places if role.role == "source_location"]
    return _role(telling, words, spoken_from[0]) if words and len(spoken_from) == 1 else None


def _where_its_paragraph_is(telling: Telling, around: _Surroundings) -> PlaceRole | None:
    """The place of the last event told, where a telling that names none can only go on there.

    A paragraph says once where it is; a new one that goes on with "they" or "the man" is still there. Another
    day or place named is another scene, a country is none, and what "has been done" is not told of it.
    """
    if not _is_narrated(telling) or any(r.place and r.place.feature != "country" for r in telling.places):
        return None
    earlier = next((t for t in reversed(around.known) if t.is_event and t.rank == "body" and t.where), None)
    if earlier is None or earlier.where is None or earlier.where.place is None:
        return None
    if earlier.where.place.feature == "country":
        return None
    new_paragraph = "\n" in around.report.text[earlier.end : telling.start]
    if new_paragraph and not speaks_of_known_people(telling, around.codebook):
        return None
    dates = [t.date.edtf if t.date else None for t in (telling, earlier)]
    another_day = has_own_date(telling) and overlaps(dates[0], dates[1]) is not True
    return None if another_day else earlier.where


def _in_the_only_town(telling: Telling, around: _Surroundings) -> PlaceRole | None:
    """The one town that a report speaks of: named more than once, or in its opening, and none beside it."""
    if not _is_narrated(telling) or any(role.place is not None for role in telling.places):
        return None
    small = [
        r
        for r in around.resolutions
        if r.mention.kind == "place" and (r.place is None or (where_precision(r.place) or 9) <= _SECOND_LEVEL)
    ]
    ids = {r.place.id if r.place else r.mention.text for r in small}
    if len(ids) != 1 or (len(small) == 1 and small[0].mention.start >= _OPENING):
        return None
    first = small[0]
    return (
        PlaceRole("event", first.place.name, first.place, first.mention.start, first.mention.end, first.score)
        if first.place
        else None
    )


def _all_over_the_country(telling: Telling, around: _Surroundings) -> PlaceRole | None:
    """'Leaving the country', 'nationwide': the country that the report names more than all others."""
    words = _COUNTRYWIDE.search(telling.quote)
    if words is None or around.codebook.types[telling.type].subordinate:
        return None
    countries = [r.place for r in around.resolutions if r.place and r.place.feature == "country"]
    counted = Counter(place.id for place in countries)
    meant = next((place for place in countries if 2 * counted[place.id] > len(countries)), None)
    return _role(telling, words, meant)


_RULES: tuple[tuple[str, _Rule], ...] = (
    ("anaphor.scene", _where_it_took_place),
    ("anaphor.border", _at_the_border),
    ("anaphor.source-area", _where_its_source_is),
    ("context.scene", _where_its_paragraph_is),
    ("context.only-town", _in_the_only_town),
    ("anaphor.country", _all_over_the_country),
)


def _is_narrated(telling: Telling) -> bool:
    """Whether a telling is of an event of the body, told in the past."""
    rule = telling.evidence["modality"].rule
    elsewhere = rule in ("perfect", "list-entry", BEFORE_THAT) or telling.modality == "claimed"
    return telling.is_event and telling.rank == "body" and not elsewhere


def _role(telling: Telling, words: re.Match[str], place: Place | None) -> PlaceRole | None:
    """The place in its role, read at some words of the telling."""
    if place is None:
        return None
    start, end = telling.start + words.start(), telling.start + words.end()
    return PlaceRole("event" if telling.is_event else "scope", place.name, place, start, end)
