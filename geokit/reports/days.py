"""Days in a header's line, a column or an address: what a report's date of publication is read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geokit.text.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DatedLine", "day_in_url", "days_in", "one_day", "with_year"]

_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
_ISO_LIKE = (
    re.compile(r"(\d{4})년\s*(\d{1,2})월\s*(\d{1,2})일"),
    re.compile(r"(?<!\d)(\d{4})[./]\s?(\d{1,2})[./]\s?(\d{1,2})\.?(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
)
_GLUED = re.compile(r"(?<=[A-Za-z])(?=\d{1,4}[-. ])|(?<=\d{4})(?=[A-Z][a-z])")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_HYPHENED = re.compile(r"(?<!\d)(\d{1,2})-([A-Z][a-z]{2,8})-(\d{4})(?!\d)")
# North Korean dates count from 1912 and say so: "January 3, Juche 107 (2018)".
_JUCHE = re.compile(r",?\s*Juche\s*\d{1,3}\s*\((\d{4})\)", re.IGNORECASE)
# A story is dated where it was filed, a page where it was put up: a day or two apart.
_NEAR_DAYS = 3
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE
)
_IN_URL = re.compile(
    r"[/=_-]((?:19|20)\d\d)(?:([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?!\d)"
)


@dataclass(frozen=True, slots=True)
class DatedLine:
    """The days that a line names, as EDTF, and the line without them and without times of day."""

    days: tuple[str, ...]
    rest: str


def days_in(line: str) -> DatedLine:
    """Days that a line names, in their order; months, years and "yesterday" are none."""
    plain = _JUCHE.sub(r", \1", line)
    for pattern in _ISO_LIKE:
        plain = pattern.sub(lambda match: f"{match[1]}-{int(match[2]):02}-{int(match[3]):02} ", plain)
    plain = _SLASHED.sub(_unslashed, plain)
    plain = _HYPHENED.sub(r"\1 \2 \3", _GLUED.sub(" ", plain))
    days, rest, last = [], [], 0
    for found in find_dates(plain):
        day = _DAY.match(found.edtf or "")
        if day is None or "/" in (found.edtf or ""):
            continue
        days.append(day[0])
        rest.append(plain[last : found.start])
        last = found.end
    return DatedLine(tuple(days), _CLOCK.sub(" ", " ".join([*rest, plain[last:]])).strip())


def _unslashed(match: re.Match[str]) -> str:
    """ISO form of ``25/2/2018`` or ``2/25/2018``; ``2/7/2018`` may be either month and stays as it is."""
    first, second, year = int(match[1]), int(match[2]), match[3]
    if first == second or (first <= 12) != (second <= 12):
        month, day = (first, second) if first <= 12 else (second, first)
        return f"{year}-{month:02}-{day:02} "
    return match[0]


def one_day(value: str) -> str | None:
    """The day that a value names: its only one, or the first where it names several; else ``None``."""
    exact = _DAY.match(value.strip())
    days = days_in(value).days
    return next(iter(days), exact[0] if exact and value.startswith("XXXX") else None)


def day_in_url(url: str | None) -> str | None:
    """Day that an address carries in its path (``.../2015/08/18/...``), or ``None``."""
    match = _IN_URL.search(url or "")
    if match is None:
        return None
    written = f"{match[1]}-{int(match[3] or match[5]):02}-{int(match[4] or match[6]):02}"
    return one_day(written)


def with_year(day: str, full_days: Iterable[str]) -> str:
    """Give a day without a year the year of the full days within three days of it, where they agree."""
    if not day.startswith("XXXX"):
        return day
    fitting = set()
    for full in full_days:
        near = date.fromisoformat(full)
        for step in range(-_NEAR_DAYS, _NEAR_DAYS + 1):
            candidate = (near + timedelta(days=step)).isoformat()
            if candidate[4:] == day[4:]:
                fitting.add(candidate)
    return fitting.pop() if len(fitting) == 1 else day
