"""How long and how often: durations, ages and what is repeated. None of them says when."""

from __future__ import annotations

from geokit.text.calendar_words import UNITS, amount_of, weekday_number
from geokit.text.date_clock import part_code
from geokit.text.date_context import Context, Meaning, Slots

__all__ = [
    "ADVERBS",
    "length_of",
    "read_duration",
    "read_every",
    "read_rate",
    "read_repeated",
    "read_weekdays",
    "unit_of",
]


def unit_of(word: str) -> str:
    """The unit that a word names, in the singular."""
    folded = word.casefold()
    return folded if folded in UNITS else folded.removesuffix("s")


def length_of(amount: float | None, unit: str) -> str:
    """TIMEX3's value of so many units: ``P3M``, ``PT2.5H``, ``PXD``."""
    if unit == "fortnight" and amount is not None:
        amount *= 2
    if amount == 0.5 and unit == "hour":
        amount, unit = 30, "minute"
    number = "X" if amount is None else f"{amount:g}"
    return f"{'PT' if unit in ('second', 'minute', 'hour') else 'P'}{number}{UNITS[unit]}"


def read_duration(slots: Slots, context: Context) -> Meaning | None:
    """'Five days', 'the past three months', 'the past year', 'months', 'four-year-old'."""
    is_plural = slots.match.group().casefold().endswith("s")
    amount = amount_of(slots["number"]) if slots["number"] else None if is_plural else 1
    return Meaning(None, length_of(amount, unit_of(slots["unit"])), "unknown", "DURATION")


# TIMEX3's values of the words that say how often.
ADVERBS = {
    "hourly": "PT1H",
    "daily": "XXXX-XX-XX",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "XXXX-WXX",
    "biweekly": "P2W",
    "monthly": "XXXX-XX",
    "quarterly": "XXXX-QX",
    "yearly": "XXXX",
    "annual": "XXXX",
    "annually": "XXXX",
}


def read_repeated(slots: Slots, context: Context) -> Meaning | None:
    """'Daily', 'annual'."""
    return Meaning(None, ADVERBS[slots["often"].casefold()], "unknown", "SET")


def read_rate(slots: Slots, context: Context) -> Meaning | None:
    """'A month' after a price, 'per year'."""
    return Meaning(None, length_of(1, unit_of(slots["unit"])), "unknown", "SET")


def read_every(slots: Slots, context: Context) -> Meaning | None:
    """'Every day', 'every two years', 'each Tuesday', 'every morning'."""
    if slots["weekday"]:
        return Meaning(None, f"XXXX-WXX-{weekday_number(slots['weekday']) + 1}", "unknown", "SET")
    if slots["day_part"]:
        return Meaning(None, f"XXXX-XX-XXT{part_code(slots['day_part'])}", "unknown", "SET")
    amount = amount_of(slots["number"]) if slots["number"] else 1
    return Meaning(None, length_of(amount, unit_of(slots["unit"])), "unknown", "SET")


def read_weekdays(slots: Slots, context: Context) -> Meaning | None:
    """'Fridays'."""
    return Meaning(None, f"XXXX-WXX-{weekday_number(slots['weekday']) + 1}", "unknown", "SET")
