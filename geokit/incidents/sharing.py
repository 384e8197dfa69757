"""What the tellings of one incident in one report lend each other: a day told once, a place named once.

A reader of the report knows them for all of its sentences about the incident; what another report says stays
that report's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geokit.incidents.precision import where_precision
from geokit.model import Telling
from geokit.text.edtf import overlaps, precision

__all__ = ["complete_within_reports"]

_UNKNOWN = 9


def complete_within_reports(group: Sequence[Telling]) -> list[Telling]:
    """Tellings of one incident, each with the day and place that its own report tells of it elsewhere."""
    completed = []
    for telling in group:
        told = [other for other in group if other.report_id == telling.report_id]
        completed.append(_with_place(_with_day(telling, told), told))
    return completed


def _with_day(telling: Telling, told: Sequence[Telling]) -> Telling:
    if telling.date is not None and telling.date.text:
        return telling
    sharpest = min((t for t in told if t.date and t.date.text), key=_date_precision, default=None)
    if sharpest is None or sharpest.date is None or _date_precision(sharpest)[0] == _UNKNOWN:
        return telling
    if overlaps(telling.date.edtf if telling.date else None, sharpest.date.edtf) is False:
        return telling
    lent = replace(telling, date=replace(sharpest.date, basis="anaphor"))
    return _read_at(lent, sharpest, "date")


def _with_place(telling: Telling, told: Sequence[Telling]) -> Telling:
    if telling.geometry is not None:
        return telling
    sharpest = min((t for t in told if t.geometry is not None), key=_place_precision, default=None)
    if sharpest is None:
        return telling
    lent = replace(telling, where=sharpest.where, geometry=sharpest.geometry)
    return _read_at(lent, sharpest, "place")


def _read_at(telling: Telling, lender: Telling, slot: str) -> Telling:
    """The telling with a slot's evidence where its lender was read."""
    lent = {slot: lender.evidence[slot]} if slot in lender.evidence else {}
    return replace(telling, evidence={**telling.evidence, **lent}, why=(*telling.why, f"shared.{slot}"))


def _date_precision(telling: Telling) -> tuple[int, int]:
    return precision(telling.date.edtf if telling.date else None) or _UNKNOWN, telling.start


def _place_precision(telling: Telling) -> tuple[int, int]:
    return where_precision(telling.where.place if telling.where else None) or _UNKNOWN, telling.start
