"""What two tellings agree on, and what forbids that they are of one incident.

A contradiction in one hard slot (day, place, number, kind of people) forbids it however alike the words are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geokit.incidents.codebook import Codebook
from geokit.incidents.tellings import is_from_context
from geokit.model import Telling
from geokit.text.edtf import overlaps, precision

__all__ = ["Agreement", "agreement", "distinct", "may_be_same", "same_people_again"]

_NEUTRAL_CLASSES = {"civilian", "crosser"}
_DATE_WEIGHTS = {1: 2.0, 2: 1.5, 3: 1.5, 4: 1.0, 5: 0.5}
_NEAR_KM = 5.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """What tellings agree on: its weight, and how many of date, place and count are in it."""

    weight: float
    slots: int


def may_be_same(first: Telling, second: Telling, codebook: Codebook) -> bool:
    """Whether nothing forbids that two tellings are of one incident."""
    if first.is_event != second.is_event or "denied" in (first.modality, second.modality):
        return False
    if "statistic" in (first.modality, second.modality) or not codebook.may_join(first.type, second.type):
        return False
    if overlaps(_edtf(first), _edtf(second)) is False:
        return False
    return _counts_meet(first, second) and _classes_meet(first, second) and _places_meet(first, second)


def agreement(group: Sequence[Telling], others: Sequence[Telling]) -> Agreement:
    """What two groups of tellings agree on: in each slot the best of what their members say."""
    pairs = [(first, second) for first in distinct(group) for second in distinct(others)]
    weights = [max(weigh(*pair) for pair in pairs) for weigh in (_date_weight, _place_weight, _count_weight)]
    alike = max(
        0.5 * (first.type == second.type) + 0.5 * _share_a_class(first, second) for first, second in pairs
    )
    reports = {t.report_id for t in group} & {t.report_id for t in others}
    again = any(
        same_people_again(first, second)
        for first in group
        for second in others
        if first.report_id in reports and first.report_id == second.report_id
    )
    return Agreement(sum(weights) + alike + bool(reports), sum(weight > 0 for weight in weights) + again)


def distinct(tellings: Sequence[Telling]) -> list[Telling]:
    """One telling of those that say the same in every slot that is compared; re-posts are many."""
    if len(tellings) == 1:
        return list(tellings)
    told: dict[tuple[object, ...], Telling] = {}
    for telling in tellings:
        place = telling.where.place.id if telling.where and telling.where.place else None
        written = bool(telling.date and telling.date.text)
        counts = (telling.n_min, telling.n_best, telling.n_max)
        said = (telling.type, telling.modality, telling.is_event, _edtf(telling), written, place, counts)
        told.setdefault((*said, is_from_context(telling.where), _affected_class(telling)), telling)
    return list(told.values())


def same_people_again(first: Telling, second: Telling) -> bool:
    """Whether a report speaks of people that it has counted before: 'eight people ... the eight people'."""
    if first.report_id != second.report_id or (first.n_best or 0) < 2 or first.n_best != second.n_best:
        return False
    affected = [actor.text for t in (first, second) for actor in t.actors if actor.role == "affected"]
    return any(text.casefold().startswith(("the ", "these ", "those ")) for text in affected)


def _edtf(telling: Telling) -> str | None:
    return telling.date.edtf if telling.date is not None else None


def _places_meet(first: Telling, second: Telling) -> bool:
    if first.geometry is None or second.geometry is None:
        return True
    return bool(first.geometry.intersects(second.geometry)) or _within_radius(first, second)


def _within_radius(first: Telling, second: Telling) -> bool:
    """Whether two spots lie within the distance that their names leave open."""
    from pyproj import Geod

    a = first.where.place if first.where else None
    b = second.where.place if second.where else None
    if a is None or b is None:
        return False
    _, _, metres = Geod(ellps="WGS84").inv(a.lon, a.lat, b.lon, b.lat)
    # An area holds what it holds; only a spot may lie beside where it is drawn.
    left_open = [
        place.radius_km for place in (a, b) if place.shape == "point" or place.shape_basis == "computed"
    ]
    return bool(metres / 1000 <= max([*left_open, _NEAR_KM]))


def _counts_meet(first: Telling, second: Telling) -> bool:
    low = max(first.n_min or 0, second.n_min or 0)
    high = min(
        first.n_max if first.n_max is not None else low, second.n_max if second.n_max is not None else low
    )
    if first.n_best is not None and second.n_best is not None and first.n_best != second.n_best:
        return first.n_min != first.n_max or second.n_min != second.n_max
    return low <= high or (first.n_min is None or second.n_min is None)


def _affected_class(telling: Telling) -> str | None:
    return next((actor.actor_class for actor in telling.actors if actor.role == "affected"), None)


def _classes_meet(first: Telling, second: Telling) -> bool:
    a, b = _affected_class(first), _affected_class(second)
    return a is None or b is None or a == b or bool({a, b} & _NEUTRAL_CLASSES)


def _date_weight(first: Telling, second: Telling) -> float:
    if not (first.date and second.date and first.date.text and second.date.text):
        return 0.0
    if overlaps(first.date.edtf, second.date.edtf) is not True:
        return 0.0
    coarsest = max(precision(first.date.edtf) or 6, precision(second.date.edtf) or 6)
    return _DATE_WEIGHTS.get(coarsest, 0.0)


def _place_weight(first: Telling, second: Telling) -> float:
    a = first.where.place if first.where else None
    b = second.where.place if second.where else None
    if a is None or b is None or "country" in (a.feature, b.feature):
        return 0.0
    if any(is_from_context(telling.where) for telling in (first, second)):
        # Both stand in one report on a town; that is no sign that they tell of one incident.
        return 0.0
    return 1.0 if "province" in (a.feature, b.feature) else 2.0


def _count_weight(first: Telling, second: Telling) -> float:
    if first.n_best is None or first.n_best != second.n_best:
        return 0.0
    if first.n_best > 1:
        return 1.5
    # One person is as many as another: only "a soldier" and "a soldier" say something.
    return 0.5 if _share_a_class(first, second) else 0.0


def _share_a_class(first: Telling, second: Telling) -> bool:
    a, b = _affected_class(first), _affected_class(second)
    return a is not None and a == b and a not in _NEUTRAL_CLASSES
