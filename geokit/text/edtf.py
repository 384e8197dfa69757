"""Extended Date/Time Format (ISO 8601-2): what the strings that geokit writes mean in days.

Only the forms that :mod:`geokit.text.dates` and an analyst's spreadsheet write are read: years, months,
seasons, days, times, decades (``199X``), unknown years (``XXXX-08-18``), intervals with open ends and the
marks ``~ ? %``. Anything else is no date at all.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

__all__ = ["bounds", "has_unknown_year", "intersection", "overlaps", "precision"]

_POINT = re.compile(
    r"(?P<year>[\dX]{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?"
)
_FIRST_MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12}


def has_unknown_year(edtf: str | None) -> bool:
    """Whether a date is known but for its year, as in ``XXXX-08-18``."""
    return edtf is not None and "XXXX" in edtf


# Linking asks for the same few dates again and again.
@lru_cache(maxsize=4096)
def bounds(edtf: str | None) -> tuple[date | None, date | None]:
    """First and last day that an EDTF string admits.

    Parameters
    ----------
    edtf : str or None
        An EDTF date or interval.

    Returns
    -------
    tuple of (date or None, date or None)
        ``None`` at an open end, where the year is unknown, and where the string is no date.
    """
    if not edtf:
        return None, None
    first, slash, last = re.sub(r"[~?%]", "", edtf).partition("/")
    return _edge(first, last=False), _edge(last if slash else first, last=True)


def _edge(point: str, *, last: bool) -> date | None:
    match = _POINT.fullmatch(point)
    if match is None or match["year"].startswith("X"):
        return None
    year_text, month_text, day_text = match["year"], match["month"], match["day"]
    year = int(year_text.replace("X", "9" if last else "0"))
    try:
        if month_text is None:
            return date(year, 12, 31) if last else date(year, 1, 1)
        month = int(month_text)
        if month in _FIRST_MONTH_OF_SEASON:
            return _season_edge(year, month, last=last)
        if day_text is None:
            return date(year, month, monthrange(year, month)[1] if last else 1)
        return date(year, month, int(day_text))
    except ValueError:
        return None


def _season_edge(year: int, season: int, *, last: bool) -> date:
    month = _FIRST_MONTH_OF_SEASON[season]
    if not last:
        return date(year, month, 1)
    # Winter runs into the next year.
    end_year, end_month = (year + 1, 2) if season == 24 else (year, month + 2)
    return date(end_year, end_month, monthrange(end_year, end_month)[1])


@lru_cache(maxsize=4096)
def precision(edtf: str | None) -> int | None:
    """UCDP's date precision: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 up to a year; else None."""
    first, last = bounds(edtf)
    if first is None or last is None:
        return {"day": 1, "month": 4}.get(_unknown_year_unit(edtf) or "")
    days = (last - first).days + 1
    for level, longest in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 366)):
        if days <= longest:
            return level
    return None


def _unknown_year_unit(edtf: str | None) -> str | None:
    if not has_unknown_year(edtf) or edtf is None or "/" in edtf:
        return None
    return {2: "day", 1: "month"}.get(edtf.split("T")[0].count("-"))


@lru_cache(maxsize=4096)
def overlaps(left: str | None, right: str | None) -> bool | None:
    """Whether two dates can be the same; ``None`` where one of them says nothing.

    Two dates without a year are compared by month and day.
    """
    if not left or not right:
        return None
    if has_unknown_year(left) or has_unknown_year(right):
        return _overlap_without_year(left, right)
    (a, b), (c, d) = bounds(left), bounds(right)
    if (a is None and b is None) or (c is None and d is None):
        return None
    return (b is None or c is None or c <= b) and (d is None or a is None or a <= d)


def _overlap_without_year(left: str, right: str) -> bool | None:
    parts = []
    for edtf in (left, right):
        if "/" in edtf:
            return None
        parts.append(edtf.split("T")[0].split("-")[1:])
    return all(a == b for a, b in zip(*parts, strict=False)) if all(parts) else None


def intersection(left: str, right: str) -> str:
    """The sharper of two overlapping dates: the one whose interval is shorter."""
    return min((left, right), key=_length)


def _length(edtf: str) -> timedelta:
    first, last = bounds(edtf)
    if first is None or last is None:
        return timedelta.max
    return last - first
