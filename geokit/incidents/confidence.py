"""How far an incident can be relied on: high, medium or low, by rules that stand in the docs."""

from __future__ import annotations

from typing import Literal

from geokit.incidents.precision import where_precision
from geokit.incidents.tellings import is_from_context
from geokit.model import DateExpression, PlaceRole, Telling
from geokit.text.edtf import precision

__all__ = ["confidence_of"]

Level = Literal["high", "medium", "low"]


def confidence_of(
    best: Telling, date: DateExpression | None, where: PlaceRole | None, independent: int
) -> tuple[Level, tuple[str, ...]]:
    """The level, and the names of the rules that decided it.

    Parameters
    ----------
    best : Telling
        The telling that is quoted.
    date : DateExpression or None
    where : PlaceRole or None
        Where it is drawn, with the rule by which the place was read.
    independent : int
        Tellings whose chains of sources share no link.

    Notes
    -----
    low: the report doubts it, or only a headline or caption tells it, or neither day nor place is known.
    high: a day or a few, a unit of the second level or sharper, told in the body; or two independent tellings
    with a month and a first-level unit; in both cases the place is named, not read from what stands around
    it. medium: everything else.
    """
    where_prec = where_precision(where.place if where else None)
    is_named = not is_from_context(where)
    if best.modality in ("claimed", "denied"):
        return "low", ("confidence.doubted",)
    if best.rank != "body":
        return "low", (f"confidence.only-{best.rank}",)
    date_prec = precision(date.edtf) if date and date.text else None
    if date_prec is None and where_prec is None:
        return "low", ("confidence.undated-unplaced",)
    if is_named and date_prec is not None and date_prec <= 2 and where_prec is not None and where_prec <= 3:
        return "high", ("confidence.day-and-unit",)
    if (
        independent >= 2
        and is_named
        and date_prec is not None
        and date_prec <= 4
        and where_prec is not None
        and where_prec <= 5
    ):
        return "high", ("confidence.independent",)
    return "medium", ("confidence.partial",)
