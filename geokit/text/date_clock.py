"""Times of day: "4:12pm", "3 in the morning", "noon", "the night of"."""

from __future__ import annotations

import re

from geokit.text.calendar_words import DAY_PARTS, NUMBER_WORDS, alternation
from geokit.text.date_context import Basis, Context, Meaning, Slots
from geokit.text.edtf import has_unknown_year

__all__ = [
    "CLOCK",
    "DAY_PART",
    "TIME_AFTER",
    "TIME_BEFORE",
    "part_code",
    "read_clock_alone",
    "read_day_part_alone",
    "with_time",
]

_HOUR_WORDS = alternation([word for word, value in NUMBER_WORDS.items() if 1 <= value <= 12])
CLOCK = (
    r"(?:(?:\d{1,2}(?:[:.]\d\d){0,2}\s?(?:a\.m\.|p\.m\.|[ap]m\b)"
    r"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s(?:hours|hrs)\b)?"
    r"|1?\d(?::\d\d)?\s(?:at\snight|in\sthe\s(?:morning|afternoon|evening))\b"
    rf"|(?:1?\d|{_HOUR_WORDS})\so['’]clock\b"
    r"|(?<=\bat\s)(?:0\d[0-5]\d\b|[0-2]\d[0-5]\d(?=\s(?:hours|hrs|on|local)\b))(?:\s(?:hours|hrs)\b)?"
    r"|noon\b|midday\b|midnight\b)(?:\s(?:GMT|UTC|E[SD]T|P[SD]T|KST|local\stime)\b)?)"
)
DAY_PART = rf"(?:pre-?)?(?:{alternation(DAY_PARTS)})"
TIME_BEFORE = (
    rf"(?:(?P<clock>{CLOCK})(?:\s+(?:on|of|in))?,?\s+(?:the\s+)?)?"
    r"(?:(?:(?:early|late)\s+(?:in|on)\s+)?(?:the\s+)?(?:(?:early|late)\s+)?"
    rf"(?P<day_part>{DAY_PART})(?:\s+hours)?\s+(?:of|on)\s+(?:the\s+)?)?"
)
TIME_AFTER = (
    rf"(?:(?:,?\s+(?:at|around|about)(?:\s+about|\s+around)?|,)?\s+(?P<clock_after>{CLOCK})"
    rf"|,?\s+(?P<day_part_after>{DAY_PART})\b)?"
)


def _clock(text: str) -> tuple[str, str] | None:
    """``hh:mm:ss`` for EDTF and ``hh:mm`` for TIMEX3, where midnight ends the day."""
    folded = text.casefold()
    if re.search(r"\bnoon|midday", folded):
        return "12:00:00", "12:00"
    if "midnight" in folded:
        return "00:00:00", "24:00"
    numbers = [int(number) for number in re.findall(r"\d+", folded)]
    if not numbers:
        numbers = [NUMBER_WORDS[folded.split()[0]]]
    if numbers[0] >= 100:
        numbers = [numbers[0] // 100, numbers[0] % 100]
    hour, minute, second = (*numbers, 0, 0)[:3]
    if re.search(r"\d\s?p|night|afternoon|evening", folded) and hour < 12:
        hour += 12
    elif re.search(r"\d\s?a", folded) and hour == 12 and "at" not in folded:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02d}:{minute:02d}:{second:02d}", f"{hour:02d}:{minute:02d}"


def with_time(day: str | None, basis: Basis, slots: Slots) -> Meaning | None:
    """A day with the time or the part of the day that is written beside it; ``None`` for no day."""
    if day is None:
        return None
    written = slots["clock"] or slots["clock_after"]
    part_of_day = slots["day_part"] or slots["day_part_after"]
    # "10:30 Saturday night"
    clock = _clock(f"{written} {part_of_day}") if written else None
    if clock is not None:
        edtf = day if has_unknown_year(day) else f"{day}T{clock[0]}"
        return Meaning(edtf, f"{day}T{clock[1]}", basis, "TIME")
    part = part_code(part_of_day)
    return Meaning(day, f"{day}T{part}", basis, "TIME") if part else Meaning(day, day, basis)


def part_code(word: str) -> str | None:
    """TIMEX3's letters for a part of the day; ``None`` for no word."""
    folded = word.casefold()
    return next((code for name, code in DAY_PARTS.items() if folded.endswith(name)), None) if folded else None


def read_clock_alone(slots: Slots, context: Context) -> Meaning | None:
    """A time without a day: on the day that its line told; else nobody knows on which."""
    clock = _clock(slots["clock"])
    if clock is None:
        return None
    if context.told.day is not None and context.told_in_line(context.told.day_at):
        day = context.told.day.isoformat()
        return Meaning(f"{day}T{clock[0]}", f"{day}T{clock[1]}", "anaphor", "TIME")
    origin = context.origin
    return Meaning(None, f"{origin.isoformat() if origin else 'XXXX-XX-XX'}T{clock[1]}", "unknown", "TIME")


def read_day_part_alone(slots: Slots, context: Context) -> Meaning | None:
    """'The morning', 'that evening': of the day that its line told."""
    part = part_code(slots["day_part"])
    if context.told.day is not None and context.told_in_line(context.told.day_at):
        day = context.told.day.isoformat()
        return Meaning(day, f"{day}T{part}", "anaphor", "TIME")
    return Meaning(None, f"XXXX-XX-XXT{part}", "unknown", "TIME")
