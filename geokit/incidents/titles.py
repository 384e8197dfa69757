"""A generated label for an incident, at most 80 characters."""

from __future__ import annotations

from geokit.model import DateExpression, Telling
from geokit.text.edtf import bounds, has_unknown_year

__all__ = ["date_in_words", "title_of"]

_LONGEST = 80
_MONTHS = "January February March April May June July August September October November December".split()


def title_of(telling: Telling, place_name: str | None, date: DateExpression | None) -> str:
    """Type, people, place and date, as far as they are known.

    ``Crossing: 8 people, Musan County, 9 August 2015``
    """
    label = telling.type.replace("_", " ").capitalize()
    if (
        telling.modality in ("planned", "claimed", "denied", "hypothetical")
        and telling.modality not in label.lower()
    ):
        label = f"{label} ({telling.modality})"
    parts = [part for part in (_people(telling), place_name, date_in_words(date)) if part]
    title = f"{label}: {', '.join(parts)}" if parts else label
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip(" ,") + "…"


def _people(telling: Telling) -> str | None:
    if telling.n_unit == "percent" or (telling.n_min is None and telling.n_best is None):
        return None
    if telling.n_min is not None and telling.n_max is not None and telling.n_min != telling.n_max:
        return f"{telling.n_min}–{telling.n_max} people"
    if telling.n_best is None:
        return "several people" if (telling.n_min or 0) < 10 else f"at least {telling.n_min} people"
    return "1 person" if telling.n_best == 1 else f"{telling.n_best:,} people"


def date_in_words(date: DateExpression | None) -> str | None:
    """A day, a month or a year in words; ``None`` for what is open."""
    if date is None or not date.edtf:
        return None
    if has_unknown_year(date.edtf):
        parts = date.edtf.split("/")[0].split("T")[0].split("-")
        month = _MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
        return (
            f"{int(parts[2])} {month}, year unknown"
            if len(parts) > 2 and "/" not in date.edtf
            else f"{month}, year unknown"
        )
    first, last = bounds(date.edtf)
    if first is None or last is None:
        return None
    if first == last:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = (last - first).days >= 27
        span = "" if whole else f"{first.day}–{last.day} "
        return f"{span}{_MONTHS[first.month - 1]} {first.year}"
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
