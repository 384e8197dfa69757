"""What a date means that is counted from another: from the publication, or from the day told before."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geokit.text.calendar_words import NUMBER_WORDS, weekday_number
from geokit.text.date_meaning import (
    AHEAD,
    BEHIND,
    Anchor,
    Meaning,
    Slots,
    part_of_month,
    part_of_year,
    with_clock,
)

__all__ = ["shifted"]


def read_near_day(slots: Slots, anchor: Anchor) -> Meaning | None:
    offset = {"today": 0, "tonight": 0, "yesterday": -1, "last night": -1, "tomorrow": 1}
    if anchor.date is None:
        return Meaning(None, None, "unknown")
    day = (anchor.date + timedelta(days=offset[slots["near"].casefold()])).isoformat()
    return Meaning(day, day, "relative")


def read_weekday(slots: Slots, anchor: Anchor) -> Meaning | None:
    """A bare weekday is the last one, the publication's own day included; 'last Monday' lies before it."""
    if anchor.date is None:
        return Meaning(None, None, "unknown")
    which = slots["which"].casefold()
    distance = (anchor.date.weekday() - weekday_number(slots["weekday"])) % 7
    if which in ("last", "previous"):
        distance = distance or 7
    ahead = which == "next" or (
        not which and AHEAD.search(anchor.context) and not BEHIND.search(anchor.context)
    )
    if ahead:
        distance -= 7
    day = anchor.date - timedelta(days=distance)
    return with_clock(day.isoformat(), "relative", slots["clock"] or slots["clock_after"])


def _months_away(origin: date, months: int) -> tuple[int, int]:
    index = origin.year * 12 + origin.month - 1 + months
    return index // 12, index % 12 + 1


def _week(day: date) -> tuple[str, str]:
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", f"{year:04d}-W{week:02d}"


def read_which_unit(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Last month', 'late last year', 'this week'; what is not over yet ends at the publication."""
    which, unit, part = slots["which"].casefold(), slots["unit"].casefold(), slots["part"]
    step = {"last": -1, "this": 0, "next": 1}[which]
    if anchor.year is None:
        return Meaning(None, None, "unknown")
    if unit == "year":
        year = anchor.year + step
        if step == 0 and anchor.date is not None and not part:
            return Meaning(f"{year:04d}-01-01/{anchor.date.isoformat()}", f"{year:04d}", "relative")
        return Meaning(part_of_year(year, part), f"{year:04d}", "relative")
    if anchor.date is None:
        return Meaning(None, None, "unknown")
    if unit == "month":
        year, month = _months_away(anchor.date, step)
        return Meaning(part_of_month(year, month, part), f"{year:04d}-{month:02d}", "relative")
    if unit == "week":
        edtf, timex = _week(anchor.date + timedelta(weeks=step))
        return Meaning(edtf, timex, "relative")
    return None


def _amount(text: str) -> int | None:
    folded = text.casefold()
    if folded.isdigit():
        return int(folded)
    return {"a": 1, "an": 1, "a couple of": 2}.get(folded, NUMBER_WORDS.get(folded))


def read_ago(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Three days ago', 'two weeks earlier', 'ten years ago', counted from the publication."""
    amount, unit = _amount(slots["number"]), slots["unit"].casefold()
    if amount is None or anchor.date is None:
        return Meaning(None, "PAST_REF", "unknown")
    if unit in ("day", "week"):
        day = anchor.date - timedelta(days=amount * (7 if unit == "week" else 1))
        if unit == "day":
            return Meaning(day.isoformat(), day.isoformat(), "relative")
        return Meaning(_week(day)[0], _week(day)[1], "relative")
    if unit == "month":
        year, month = _months_away(anchor.date, -amount)
        return Meaning(f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}", "relative")
    year = anchor.date.year - amount * (10 if unit == "decade" else 1)
    return Meaning(f"{year:04d}", f"{year:04d}", "relative") if 0 < year < 10000 else None


# How far from the day told before an expression lies: in its ``timex`` until that day is known.
SHIFT = re.compile(r"(?P<amount>[+-]\d+)(?P<unit>[DWMY])")


def read_told_day(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'The same day', 'the next morning', 'that night': counted from the day told before."""
    which = slots["which"].casefold()
    if not which and not slots["text"].casefold().startswith("that"):
        return None
    amount = {"next": 1, "following": 1, "previous": -1}.get(which, 0)
    return Meaning(None, f"{amount:+d}D", "anaphor")


def read_told_shift(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Two days later', 'a month before': counted from the day told before."""
    amount = _amount(slots["number"])
    if amount is None:
        return None
    unit = slots["unit"].casefold()
    amount, code = (amount * 10, "Y") if unit == "decade" else (amount, unit[0].upper())
    return Meaning(None, f"{-amount if slots['side'] == 'before' else amount:+d}{code}", "anaphor")


def shifted(day: date, shift: str) -> str | None:
    """EDTF of what lies so far from a day: days to the day, weeks to the week, months to the month."""
    match = SHIFT.fullmatch(shift)
    if match is None:
        return None
    amount, unit = int(match["amount"]), match["unit"]
    try:
        if unit == "D":
            return (day + timedelta(days=amount)).isoformat()
        if unit == "W":
            return _week(day + timedelta(weeks=amount))[0]
    except OverflowError:
        return None
    if unit == "M":
        year, month = _months_away(day, amount)
        return f"{year:04d}-{month:02d}" if 0 < year < 10000 else None
    return f"{day.year + amount:04d}" if 0 < day.year + amount < 10000 else None


def read_past(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Recently', 'in recent months': some time up to the publication."""
    published = anchor.date.isoformat() if anchor.date else None
    return Meaning(f"../{published}" if published else None, "PAST_REF", "relative")


def read_present(slots: Slots, anchor: Anchor) -> Meaning | None:
    """'Currently', 'now': going on at publication, since nobody knows when."""
    return Meaning("../..", "PRESENT_REF", "relative")


def read_duration(slots: Slots, anchor: Anchor) -> Meaning | None:
    amount = _amount(slots["number"])
    unit = {"hour": "H", "minute": "M"}.get(slots["unit"].casefold(), slots["unit"][0].upper())
    prefix = "PT" if unit in ("H",) or slots["unit"].casefold() == "minute" else "P"
    if slots["unit"].casefold() == "decade":
        unit, amount = "Y", amount * 10 if amount else None
    return Meaning(None, f"{prefix}{'X' if amount is None else amount}{unit}", "unknown", "DURATION")


def read_set(slots: Slots, anchor: Anchor) -> Meaning | None:
    folded = slots["text"].casefold()
    unit = next(
        code
        for word, code in (("da", "P1D"), ("week", "P1W"), ("month", "P1M"), ("ye", "P1Y"), ("annual", "P1Y"))
        if word in folded
    )
    return Meaning(None, unit, "unknown", "SET")
