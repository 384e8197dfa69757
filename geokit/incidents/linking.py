"""Which tellings are of one incident.

Two tellings are joined by what they agree on, never by how alike their words are; a contradiction in one hard
slot forbids it, and where two candidates fit equally a telling stands alone. Nothing is joined on a type and
an open date only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geokit.incidents.codebook import Codebook
from geokit.model import Telling
from geokit.text.edtf import overlaps, precision

__all__ = ["group_tellings", "may_be_same"]

_NEUTRAL_CLASSES = {"civilian", "crosser"}
_ENOUGH = 3.0
_DEFINITE = re.compile(r"\b(?:the|that|this|those|these)\s+(?:[\w.'’-]+\s+){0,3}$", re.I)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two tellings agree on: its weight, and how many of date, place and count are in it."""

    weight: float
    slots: int


def group_tellings(tellings: Sequence[Telling], codebook: Codebook) -> list[list[Telling]]:
    """Tellings grouped by incident, in the order of the first telling of each.

    Parameters
    ----------
    tellings : sequence of Telling
        In any order; the result does not depend on it.
    codebook : Codebook
        It says which types can be of one incident.
    """
    ordered = sorted(tellings, key=_order)
    groups: list[list[Telling]] = []
    group_of: dict[str, list[Telling]] = {}
    for telling in ordered:
        # A re-post has the same text, and so the same telling.
        group = group_of.get(telling.id) or group_of.get(telling.refers_to or "")
        group = group or _best_group(groups, telling, codebook)
        if group is None:
            group = []
            groups.append(group)
        group.append(telling)
        group_of[telling.id] = group
    return [sorted(group, key=_reading_order) for group in groups]


def _order(telling: Telling) -> tuple[int, float, int, str, str, int]:
    """The sharpest first, so that the vague find something to join; what only points back last."""
    return (
        1 if _points_back(telling) else 0,
        -_sharpness(telling),
        0 if telling.refers_to is None else 1,
        telling.published or "9999",
        telling.report_id,
        telling.start,
    )


def _reading_order(telling: Telling) -> tuple[str, str, int]:
    return (telling.published or "9999", telling.report_id, telling.start)


def _sharpness(telling: Telling) -> float:
    date = 6 - (precision(telling.date.edtf) or 6) if telling.date and telling.date.text else 0
    return date + (2 if telling.geometry is not None else 0) + (1 if telling.n_best is not None else 0)


def _best_group(
    groups: Sequence[list[Telling]], telling: Telling, codebook: Codebook
) -> list[Telling] | None:
    fitting = []
    for group in groups:
        if not all(may_be_same(member, telling, codebook) for member in group):
            continue
        agreement = max((_agreement(member, telling) for member in group), key=lambda found: found.weight)
        if agreement.weight >= _ENOUGH and agreement.slots >= 2:
            fitting.append((agreement.weight, group))
        elif _is_taken_up(group, telling, groups):
            fitting.append((_ENOUGH, group))
    if not fitting:
        return None
    fitting.sort(key=lambda pair: -pair[0])
    if len(fitting) > 1 and fitting[0][0] == fitting[1][0]:
        return None
    return fitting[0][1]


def may_be_same(first: Telling, second: Telling, codebook: Codebook) -> bool:
    """Whether nothing forbids that two tellings are of one incident."""
    if first.is_event != second.is_event or first.modality == "denied" or second.modality == "denied":
        return False
    if "statistic" in (first.modality, second.modality) or not codebook.may_join(first.type, second.type):
        return False
    if _both_dated(first, second) and overlaps(_edtf(first), _edtf(second)) is False:
        return False
    if not _places_meet(first, second) or not _counts_meet(first, second):
        return False
    return _classes_meet(first, second)


def _edtf(telling: Telling) -> str | None:
    return telling.date.edtf if telling.date is not None else None


def _both_dated(first: Telling, second: Telling) -> bool:
    return bool(_edtf(first) and _edtf(second))


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
    return bool(
        metres / 1000
        <= max(a.radius_km if a.shape != "line" else 0, b.radius_km if b.shape != "line" else 0, 5)
    )


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


def _agreement(first: Telling, second: Telling) -> Agreement:
    weights = [_date_weight(first, second), _place_weight(first, second), _count_weight(first, second)]
    extra = (
        0.5 * (first.type == second.type)
        + 0.5 * _share_a_class(first, second)
        + (first.report_id == second.report_id)
    )
    slots = sum(weight > 0 for weight in weights) + _same_people_again(first, second)
    return Agreement(sum(weights) + extra, slots)


def _same_people_again(first: Telling, second: Telling) -> bool:
    """Whether a report speaks of people that it has counted before: 'eight people ... the eight people'."""
    if (
        first.report_id != second.report_id
        or first.n_best is None
        or first.n_best < 2
        or first.n_best != second.n_best
    ):
        return False
    affected = [actor.text for t in (first, second) for actor in t.actors if actor.role == "affected"]
    return any(text.casefold().startswith(("the ", "these ", "those ")) for text in affected)


def _date_weight(first: Telling, second: Telling) -> float:
    if not (first.date and second.date and first.date.text and second.date.text):
        return 0.0
    if overlaps(first.date.edtf, second.date.edtf) is not True:
        return 0.0
    coarsest = max(precision(first.date.edtf) or 6, precision(second.date.edtf) or 6)
    return {1: 2.0, 2: 1.5, 3: 1.5, 4: 1.0, 5: 0.5}.get(coarsest, 0.0)


def _place_weight(first: Telling, second: Telling) -> float:
    a = first.where.place if first.where else None
    b = second.where.place if second.where else None
    if a is None or b is None:
        return 0.0
    features = {a.feature, b.feature}
    if "country" in features:
        return 0.0
    return 1.0 if "province" in features else 2.0


def _count_weight(first: Telling, second: Telling) -> float:
    if first.n_best is None or first.n_best != second.n_best:
        return 0.0
    return 0.5 if first.n_best == 1 else 1.5


def _share_a_class(first: Telling, second: Telling) -> bool:
    a, b = _affected_class(first), _affected_class(second)
    return a is not None and a == b and a not in _NEUTRAL_CLASSES


def _points_back(telling: Telling) -> bool:
    """Whether a telling only takes up another: 'the Aug. 9 defections', with neither place nor number."""
    trigger, assertion = telling.evidence.get("type"), telling.evidence.get("modality")
    if trigger is None or assertion is None or assertion.rule != "specific-noun":
        return False
    return _DEFINITE.search(telling.quote[: max(0, trigger.start - telling.start)]) is not None


def _is_taken_up(group: Sequence[Telling], telling: Telling, groups: Sequence[list[Telling]]) -> bool:
    """Whether a report that tells one incident of the type speaks of it again with 'the'."""
    in_report = [
        g for g in groups if any(t.report_id == telling.report_id and t.type == telling.type for t in g)
    ]
    return _points_back(telling) and telling.is_event and len(in_report) == 1 and in_report[0] is group
