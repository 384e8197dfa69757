"""Incidents out of grouped tellings: the sharpest that they support together, and where they disagree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from geokit.incidents.codebook import Codebook
from geokit.incidents.confidence import confidence_of
from geokit.incidents.linking import group_tellings
from geokit.incidents.precision import where_precision
from geokit.incidents.relations import link_incidents
from geokit.incidents.reposts import is_repost
from geokit.incidents.sharing import complete_within_reports
from geokit.incidents.titles import title_of
from geokit.model import Conflict, DateExpression, Incident, PlaceRole, Telling
from geokit.text.edtf import intersection, overlaps, precision

__all__ = ["assemble_incidents"]

_EXCLUSIVE = {"succeeded", "caught", "killed", "returned", "released", "unhurt"}


def assemble_incidents(tellings: Sequence[Telling], codebook: Codebook) -> tuple[Incident, ...]:
    """Link tellings and make an incident of each group.

    Parameters
    ----------
    tellings : sequence of Telling
        Of all reports, in any order.
    codebook : Codebook

    Returns
    -------
    tuple of Incident
        Sorted by date, the undated last, then by id.
    """
    groups = [complete_within_reports(group) for group in group_tellings(tellings, codebook)]
    incidents = [_incident(group, codebook) for group in groups]
    linked = link_incidents(incidents, codebook)
    return tuple(sorted(linked, key=_order))


def _order(incident: Incident) -> tuple[str, str]:
    return ((incident.date.date_start if incident.date else None) or "9999", incident.id)


def _incident(group: Sequence[Telling], codebook: Codebook) -> Incident:
    best = min(group, key=_goodness)
    date = _date(group, best)
    located = min((t for t in group if t.geometry is not None), key=_place_sharpness, default=None)
    where = located.where if located else next((t.where for t in group if t.where), None)
    place = where.place if where else None
    counted = next((t for t in (best, *group) if t.n_best is not None), None) or best
    chain = best.said_by
    incident_type = codebook.types.get(best.type)
    independent = _independent(group, codebook)
    level, rules = confidence_of(best, date, where, independent)
    return Incident(
        id=group[0].id,
        aliases=(),
        title=title_of(
            replace(best, n_min=counted.n_min, n_best=counted.n_best, n_max=counted.n_max),
            where.name if where else None,
            date,
        ),
        type=best.type,
        modality=best.modality,
        is_event=best.is_event,
        outcome=_first_known([t.outcome for t in (best, *group)]),
        date=date,
        date_prec=precision(date.edtf) if date else None,
        where=where,
        where_prec=where_precision(place),
        places=_places(group),
        geometry=located.geometry if located else None,
        shape=place.shape if place and located else None,
        shape_basis=place.shape_basis if place and located else None,
        radius_km=place.radius_km if place and located else None,
        n_min=counted.n_min,
        n_best=counted.n_best,
        n_max=counted.n_max,
        n_unit=counted.n_unit,
        fatalities_min=_first_known([t.fatalities_min for t in (best, *group)]),
        fatalities_best=_first_known([t.fatalities_best for t in (best, *group)]),
        fatalities_max=_first_known([t.fatalities_max for t in (best, *group)]),
        actors=best.actors,
        best=best,
        tellings=tuple(group),
        said_by=chain,
        n_reports=len({t.report_id for t in group}),
        n_publishers=len({t.publisher for t in group if t.publisher}),
        n_independent=independent,
        confidence=level,
        why=tuple(dict.fromkeys((*best.why, *rules))),
        conflicts=_conflicts(group),
        links=(),
        rank=best.rank,
        origin=best.origin if len({t.origin for t in group}) == 1 else "extracted",
        acled=incident_type.acled if incident_type else None,
        ucdp=incident_type.ucdp if incident_type else None,
    )


def _goodness(telling: Telling) -> tuple[int, int, int, str, str, int]:
    """The telling that is quoted: of the body, with the most slots, the earliest."""
    known = [
        telling.date is not None and precision(telling.date.edtf) is not None,
        telling.geometry is not None,
        telling.n_best is not None,
        bool(telling.said_by),
    ]
    return (
        ("body", "headline", "caption").index(telling.rank),
        0 if telling.origin == "extracted" else 1,
        -sum(known),
        telling.published or "9999",
        telling.report_id,
        telling.start,
    )


def _first_known(values: Sequence[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _date(group: Sequence[Telling], best: Telling) -> DateExpression | None:
    """The sharpest date that the tellings support: of overlapping ones the shortest, a written one first."""
    dated = [t.date for t in (best, *group) if t.date is not None and t.date.edtf]
    written = [date for date in dated if date.text]
    sharpest: DateExpression | None = None
    for date in written or dated:
        if sharpest is None:
            sharpest = date
        elif overlaps(sharpest.edtf, date.edtf) and sharpest.edtf and date.edtf:
            sharpest = (
                date if intersection(sharpest.edtf, date.edtf) == date.edtf != sharpest.edtf else sharpest
            )
    return sharpest


def _place_sharpness(telling: Telling) -> tuple[int, float, str]:
    place = telling.where.place if telling.where else None
    return (where_precision(place) or 9, place.radius_km if place else 0.0, telling.id)


def _places(group: Sequence[Telling]) -> tuple[PlaceRole, ...]:
    """Every place in its role, once; those of the best-placed telling first, offsets those of its report."""
    seen: dict[tuple[str, str], PlaceRole] = {}
    for telling in group:
        for role in telling.places:
            seen.setdefault((role.role, role.place.id if role.place else role.name), role)
    return tuple(seen.values())


def _independent(group: Sequence[Telling], codebook: Codebook) -> int:
    """How many sets of tellings share no link of their chains; a re-post or pick-up is none of its own."""
    chains: list[set[str]] = []
    counted: list[Telling] = []
    for telling in group:
        # The same text twice is one telling, whoever posted it.
        if any(t.id == telling.id or is_repost(t, telling, codebook) for t in counted):
            continue
        counted.append(telling)
        chain = {name.casefold() for name in telling.said_by} or {telling.report_id}
        touching = [other for other in chains if other & chain]
        chains = [other for other in chains if not other & chain] + [chain.union(*touching)]
    return len(chains)


def _conflicts(group: Sequence[Telling]) -> tuple[Conflict, ...]:
    slots: tuple[tuple[str, Callable[[Telling], Any]], ...] = (
        ("n_best", lambda t: t.n_best),
        ("outcome", _decided_outcome),
        ("type", lambda t: t.type),
        (
            "date_edtf",
            lambda t: t.date.edtf if t.date and t.date.text and precision(t.date.edtf) == 1 else None,
        ),
    )
    conflicts = []
    for slot, read in slots:
        values = {(read(t), t.report_id) for t in group if read(t) not in (None, "unknown")}
        if len({value for value, _ in values}) > 1:
            conflicts.append(Conflict(slot, tuple(sorted(values, key=lambda pair: (str(pair[0]), pair[1])))))
    return tuple(conflicts)


def _decided_outcome(telling: Telling) -> str | None:
    """Outcomes that exclude each other; 'wounded' or 'attempted' only says less than the rest."""
    return telling.outcome if telling.outcome in _EXCLUSIVE else None
