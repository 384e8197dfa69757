"""What a date means that is counted from another: from the publication, or from what was told before."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geokit.text.calendar_words import amount_of, weekday_number
from geokit.text.date_clock import part_code, with_time
from geokit.text.date_context import Basis, Context, Meaning, Slots
from geokit.text.date_lengths import length_of, unit_of
from geokit.text.date_meaning import part_of_month, part_of_year, quarter_months, shift_of
from geokit.text.edtf import bounds

__all__ = [
    "read_ago",
    "read_from_event",
    "read_future",
    "read_near_day",
    "read_past",
    "read_present",
    "read_shift",
    "read_told_day",
    "read_told_unit",
    "read_weekday",
    "read_which_unit",
]

_NEAR_DAYS = {"today": 0, "tonight": 0, "this": 0, "overnight": 0, "yesterday": -1, "last": -1, "tomorrow": 1}


def read_near_day(slots: Slots, context: Context) -> Meaning | None:
    """'Today', 'yesterday morning', 'tonight', 'last night', 'the day before yesterday'."""
    near = slots["near"].casefold()
    part = part_code(slots["day_part"] or ("night" if near in ("tonight", "overnight") else ""))
    if context.published.date is None:
        return Meaning(None, None, "unknown")
    offset = _NEAR_DAYS[near.split()[0]] + {"before": -1, "after": 1}.get(slots["side"].casefold(), 0)
    day = (context.published.date + timedelta(days=offset)).isoformat()
    if near == "overnight":
        return Meaning(f"{context.published.date - timedelta(days=1)}/{day}", f"{day}TNI", "relative", "TIME")
    return Meaning(day, f"{day}T{part}", "relative", "TIME") if part else Meaning(day, day, "relative")


def read_weekday(slots: Slots, context: Context) -> Meaning | None:
    """A bare weekday is the last one, the publication's own included; the next where a verb looks ahead."""
    origin = context.published.date
    if origin is None:
        return Meaning(None, None, "unknown")
    which, wanted = slots["which"].casefold(), weekday_number(slots["weekday"])
    if slots["week"]:
        monday = origin - timedelta(days=origin.weekday()) + timedelta(weeks=shift_of(slots["week"]))
        return with_time((monday + timedelta(days=wanted)).isoformat(), "relative", slots)
    distance = (origin.weekday() - wanted) % 7
    if which in ("last", "previous", "this past"):
        distance = distance or 7
    ahead = context.tense > 0 or (context.is_deadline and context.tense == 0)
    if which in ("next", "this", "coming") or (not which and ahead):
        distance = distance - 7 if distance or which == "next" else 0
    return with_time((origin - timedelta(days=distance)).isoformat(), "relative", slots)


def _months_away(year: int, month: int, months: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def _week(day: date) -> tuple[str, str]:
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return (f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", f"{year:04d}-W{week:02d}")


def _weekend(day: date) -> tuple[str, str]:
    saturday = day + timedelta(days=5 - day.weekday())
    return (f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}", f"{_week(day)[1]}-WE")


_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-Q(?P<quarter>\d))?")


def _moved(point: str, amount: float, unit: str) -> tuple[str, str] | None:
    """EDTF and TIMEX3 of what lies so many units from a point, as exactly as the point and the unit allow."""
    match = _POINT.match(point)
    if match is None or unit in ("second", "minute", "hour"):
        return None
    year, month = int(match["year"]), int(match["month"] or 0)
    try:
        if unit in ("day", "night", "week", "fortnight", "weekend"):
            if not match["day"]:
                return None
            days = amount * {"week": 7, "weekend": 7, "fortnight": 14}.get(unit, 1)
            day = date(year, month, int(match["day"])) + timedelta(days=round(days))
            if unit in ("day", "night"):
                return day.isoformat(), day.isoformat()
            return _weekend(day) if unit == "weekend" else _week(day)
        if unit in ("month", "quarter"):
            if unit == "quarter" and match["quarter"]:
                return _quarter(*_months_away(year, int(match["quarter"]) * 3, round(amount * 3)))
            if not month:
                return None
            year, month = _months_away(year, month, round(amount * (3 if unit == "quarter" else 1)))
            return _quarter(year, month) if unit == "quarter" else (_month(year, month), _month(year, month))
    except (OverflowError, ValueError):
        return None
    year += round(amount * {"decade": 10, "century": 100, "centurie": 100}.get(unit, 1))
    if not 0 < year < 10000:
        return None
    if match["quarter"]:
        return _quarter(year, int(match["quarter"]) * 3)
    return f"{year:04d}", f"{year:04d}"


def _month(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def _quarter(year: int, month: int) -> tuple[str, str]:
    number = (month + 2) // 3
    return quarter_months(year, 3 * number - 2, 3 * number), f"{year:04d}-Q{number}"


def _counts_from_told(context: Context) -> bool:
    """Whether what was told is nearer than the publication: in the same line, or in a text on the past."""
    return context.told.point is not None and (
        context.tells_past or context.told_in_line(context.told.point_at)
    )


def _whole(point: str, step: int, unit: str) -> tuple[str, str] | None:
    """The unit so many from the one that holds a point; a decade is the 1990s, not ten years on."""
    digits = {"decade": 3, "century": 2}.get(unit)
    if digits is None or not point[:4].isdigit():
        return _moved(point, step, unit)
    stem = str(int(point[:digits]) + step)
    return (stem + "X" * (4 - digits), stem) if len(stem) == digits else None


def read_which_unit(slots: Slots, context: Context) -> Meaning | None:
    """'Last month', 'late last year', 'this week', 'the previous year'; this year ends at the publication."""
    unit, part, which = unit_of(slots["unit"]), slots["part"], slots["which"].casefold()
    step, published = shift_of(which), context.published
    anaphoric = bool(slots["the"]) and which in ("next", "following", "previous", "same")
    if (anaphoric or which in ("following", "previous")) and context.told.point:
        moved = _whole(context.told.point, step, unit)
        return Meaning(*_narrowed(moved, part), "anaphor") if moved else None
    if published.year is None:
        return Meaning(None, None, "unknown")
    if unit == "year" and step == 0 and published.date is not None and not part:
        return Meaning(
            f"{published.year:04d}-01-01/{published.date.isoformat()}", f"{published.year:04d}", "relative"
        )
    origin = published.date.isoformat() if published.date else f"{published.year:04d}"
    moved = _whole(origin, step, unit)
    return Meaning(*_narrowed(moved, part), "relative") if moved else None


def _narrowed(moved: tuple[str, str], part: str) -> tuple[str, str]:
    """What 'early' or 'the end of' makes of a year or a month; of a week nothing."""
    edtf, timex = moved
    if re.fullmatch(r"\d{4}", edtf):
        return part_of_year(int(edtf), part), timex
    if re.fullmatch(r"\d{4}-\d\d", edtf):
        return part_of_month(int(edtf[:4]), int(edtf[5:]), part), timex
    return edtf, timex


def read_told_unit(slots: Slots, context: Context) -> Meaning | None:
    """'That year', 'later in the month', 'the end of the year': what was told, else the publication's."""
    unit = unit_of(slots["unit"])
    point = context.told.point
    if unit == "quarter" and "Q" not in (point or ""):
        return None
    # "By the end of the year" is the publication's, unless the sentence told another and looks back.
    looks_back = context.tells_past or (_counts_from_told(context) and context.tense < 0)
    by_word = unit == "quarter" or slots["that"].casefold() == "that"
    from_told = point is not None and (by_word or looks_back)
    if not from_told:
        if slots["that"].casefold() == "that" or context.published.date is None:
            return Meaning(None, None, "unknown")
        point = context.published.date.isoformat()
    moved = _whole(point or "", 0, unit)
    basis: Basis = "anaphor" if from_told else "relative"
    return Meaning(*_narrowed(moved, slots["part"]), basis) if moved else None


def read_weekend(slots: Slots, context: Context) -> Meaning | None:
    """'The weekend': the last one, or the coming one where a verb looks ahead."""
    origin = context.published.date
    if origin is None:
        return Meaning(None, None, "unknown")
    within = origin.weekday() >= 5
    step = 0 if within or context.tense > 0 else -1
    return Meaning(*_weekend(origin + timedelta(weeks=step)), "relative")


def _amount(slots: Slots) -> float | None:
    """How many units; "year-ago" and "the year before" are of one, "years ago" of nobody knows how many."""
    if slots["number"]:
        return amount_of(slots["number"])
    return None if re.match(r"\w+s\b", slots.match.group()) else 1


def read_ago(slots: Slots, context: Context) -> Meaning | None:
    """'Three days ago', 'two weeks ago', 'ten years ago', counted from the publication."""
    amount, unit, published = (_amount(slots), unit_of(slots["unit"]), context.published.date)
    if amount is None or published is None:
        return Meaning(None, "PAST_REF", "unknown")
    # Beside a quarter "a year ago" is that quarter of the year before.
    quarterly = (
        unit == "year" and "Q" in (context.told.point or "") and context.told_in_line(context.told.point_at)
    )
    point = (context.told.point if quarterly else None) or published.isoformat()
    moved = _moved(point, amount if slots["side"].startswith("from") else -amount, unit)
    return Meaning(*moved, "relative") if moved else Meaning(None, "PAST_REF", "unknown")


def read_told_day(slots: Slots, context: Context) -> Meaning | None:
    """'The same day', 'the next morning', 'that night', 'the day before': counted from the day told last."""
    which = slots["which"].casefold()
    amount = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(which, 0)
    part = part_code(slots["day_part"])
    told = context.told.day
    day = (told + timedelta(days=amount)).isoformat() if told else None
    if slots["in"] and day is None and context.published.date:
        # "Later in the day": nobody told another one.
        return Meaning(None, context.published.date.isoformat(), "unknown")
    timex = (day or "XXXX-XX-XX") + (f"T{part}" if part else "")
    return Meaning(day, timex, "anaphor", "TIME" if part else "DATE")


_BACK = ("before", "earlier", "previously")


def read_shift(slots: Slots, context: Context) -> Meaning | None:
    """'Two days later': counted from what was told; 'a year earlier' else from the publication."""
    amount = _amount(slots)
    back, unit = slots["side"].casefold() in _BACK, unit_of(slots["unit"])
    if amount is None:
        return Meaning(None, "PAST_REF" if back else "FUTURE_REF", "unknown")
    point = (
        context.told.day.isoformat() if context.told.day and unit in ("day", "week", "fortnight") else None
    )
    if point is None and (not back or _counts_from_told(context)):
        point = context.told.point
    basis: Basis = "anaphor"
    if back and not _counts_from_told(context) and context.told.day is None and context.published.date:
        point, basis = context.published.date.isoformat(), "relative"
    moved = _moved(point or "", -amount if back else amount, unit)
    if moved is None or _is_unheard_of(moved[0], context):
        return Meaning(None, length_of(amount, unit), "anaphor", "DURATION")
    return Meaning(*moved, basis)


def _is_unheard_of(edtf: str, context: Context) -> bool:
    """Whether counting leads past the publication though nothing looks ahead: counted from the wrong day."""
    first, published, told = bounds(edtf)[0], context.published.date, context.told.day
    if first is None or published is None or told is None:
        return False
    return told <= published < first and context.tense <= 0


# "The order was issued 10 days after the raid": what was told is the order, and the raid lay before it.
_TOOK_PLACE = re.compile(
    r"^\W*(?:(?:the|this|that|these|those)\s+(?:[\w’'-]+\s+){1,4}?|(?:it|this|that)\s+)"
    r"(?:(?:was|were|has\sbeen|have\sbeen)\s+(?:\w+ly\s+)?"
    r"(?:issued|made|given|announced|released|published|launched|signed|held)"
    r"|c[ao]me|comes|occurred|happened|took\splace|followed)\s+"
    r"(?:just|only|some|about|around|barely|less\sthan|\s)*$",
    re.IGNORECASE,
)
_DAY_FOLLOWS = re.compile(
    r"[^.;,\n]{0,40},\s+(?:on\s+)?(?:the\s+)?(?:\w+day,?\s+)?(?:\d{1,2}\s+[A-Z]|[A-Z][a-z]+\s+\d|\d{4})"
)
_LASTED = re.compile(r"\bfor\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)


def read_from_event(slots: Slots, context: Context) -> Meaning | None:
    """'10 days after the raid': TIMEX3 tags its length; its day is counted from the day told before.

    Where the clause says when something happened that was told already, with its day in the same sentence or
    as its subject, the day is that of the raid; else the raid is what was told, and the day is the clause's.
    """
    amount, unit = amount_of(slots["number"]), unit_of(slots["unit"])
    timex = length_of(amount, unit)
    by_days = unit in ("day", "week", "fortnight")
    told = (
        context.told.day.isoformat()
        if context.told.day and by_days
        else None
        if by_days
        else context.told.point
    )
    if amount is None or told is None or _LASTED.search(context.before):
        return Meaning(None, timex, "unknown", "DURATION")
    told_at = context.told.day_at if by_days else context.told.point_at
    opening = context.start - len(context.before)
    told_first = context.text[opening:told_at].strip().casefold() in ("", "on", "in")
    if told_at >= opening and told_first and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", told):
        # "On 7 November, five days after the raid, ...": the day of the clause that follows.
        return Meaning(told, timex, "anaphor", "DURATION")
    in_sentence = told_at >= opening
    of_the_event = in_sentence or _TOOK_PLACE.search(context.before) is not None
    if (not of_the_event and not context.told_in_line(told_at)) or _DAY_FOLLOWS.match(
        context.text, context.end
    ):
        # Another paragraph's day is not the raid's; and a day that is written beside it needs no counting.
        return Meaning(None, timex, "unknown", "DURATION")
    after = slots["side"].casefold() == "after"
    moved = _moved(told, -amount if after == of_the_event else amount, unit)
    if moved is None or _is_unheard_of(moved[0], context):
        return Meaning(None, timex, "unknown", "DURATION")
    return Meaning(moved[0], timex, "anaphor", "DURATION")


def read_past(slots: Slots, context: Context) -> Meaning | None:
    """'Recently', 'recent months': some time up to the publication; 'recent' alone dates nothing."""
    published = context.published.date
    edtf = f"../{published.isoformat()}" if published and slots["dating"] else None
    return Meaning(edtf, "PAST_REF", "relative" if edtf else "unknown")


def read_present(slots: Slots, context: Context) -> Meaning | None:
    """'Currently': going on at publication, since nobody knows when; 'now' and 'current' date nothing."""
    return Meaning(
        "../.." if slots["dating"] else None, "PRESENT_REF", "relative" if slots["dating"] else "unknown"
    )


def read_future(slots: Slots, context: Context) -> Meaning | None:
    """'The future' dates nothing."""
    return Meaning(None, "FUTURE_REF", "unknown")
