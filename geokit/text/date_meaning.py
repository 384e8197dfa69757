"""What a date of the calendar means, once its parts are read: one function a kind of expression.

Conventions: "early", "mid" and "late July" are the days 1-10, 11-20 and 21 to the end, of a year its first
quarter, its middle and its last quarter; a date without a year is the nearest one to the publication, unless
its tense says that it lies ahead or behind, or the text told a year before; without a publication year it
stays ``XXXX``. Nothing is ever taken from the clock.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from geokit.text.calendar_words import SEASONS, month_number, ordinal_of
from geokit.text.date_clock import with_time
from geokit.text.date_context import Basis, Context, Meaning, Slots

__all__ = [
    "part_name",
    "part_of_month",
    "part_of_year",
    "quarter_months",
    "read_bc_year",
    "read_century",
    "read_day",
    "read_decade",
    "read_fraction",
    "read_iso",
    "read_month",
    "read_ordinal_day",
    "read_season",
    "read_slashed",
    "read_which_month",
    "read_year",
    "read_years",
    "shift_of",
]

_STEPS = {"last": -1, "this past": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def shift_of(which: str) -> int:
    """-1 for "last", 1 for "next", 0 for "this" and "the same"."""
    return _STEPS.get(" ".join(which.casefold().split()), 0)


def _day(year: int | str, month: int, day: int) -> str | None:
    """``YYYY-MM-DD``, or ``None`` where the calendar has no such day."""
    try:
        date(year if isinstance(year, int) else 2000, month, day)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if isinstance(year, int) else f"{year}-{month:02d}-{day:02d}"


def _year_for(context: Context, month: int, day: int | None) -> tuple[int | str, Basis]:
    """The year of a date that names none: the one told, or the nearest that its tense allows."""
    published = context.published
    if context.told.year is not None:
        return context.told.year, "year_inferred"
    if published.year is None:
        return "XXXX", "unknown"
    beside = _year_beside(context, month, day)
    if beside is not None:
        return beside, "year_inferred"
    origin = published.date or date(published.year, 7, 1)
    candidates = []
    for year in (published.year - 1, published.year, published.year + 1):
        last_day = monthrange(year, month)[1]
        if day is not None and day > last_day:
            continue
        start, end = date(year, month, day or 1), date(year, month, day or last_day)
        distance = 0 if start <= origin <= end else min(abs(start - origin), abs(end - origin)).days
        # Without a verb to tell, what lies ahead has to be much nearer: news looks back.
        distance *= 2 if start > origin and not context.tense else 1
        candidates.append((distance, start > origin, year))
    if not candidates:
        return "XXXX", "unknown"
    if context.tense:
        # The tense decides between the last one and the next; today's own month is both.
        ahead = context.tense > 0
        candidates = [c for c in candidates if c[1] == ahead or c[0] == 0] or candidates
    return min(candidates)[2], "year_inferred"


# "2 November 2019 ... on 7 November": a date soon after a full one, in the text and in the calendar.
_SOON_IN_TEXT = 500
_SOON_IN_DAYS = 62
_NEWS_IN_DAYS = 180


def _year_beside(context: Context, month: int, day: int | None) -> int | None:
    """The year of the day told just before, where that makes the two dates neighbours."""
    told, published = context.told.day, context.published.date
    if told is None or context.start - context.told.day_at > _SOON_IN_TEXT or context.tense > 0:
        return None
    if published is not None and abs(published - told).days < _NEWS_IN_DAYS:
        return None
    for year in (told.year, told.year + 1, told.year - 1):
        written = _day(year, month, day or 15)
        if written and abs(date.fromisoformat(written) - told).days <= _SOON_IN_DAYS:
            return year
    return None


def _year_of(slots: Slots, context: Context, month: int, day: int | None) -> tuple[int | str, Basis]:
    """The year as written, as counted from the publication's ('last year'), or as inferred."""
    if slots["year"]:
        return int(slots["year"]), "explicit"
    if slots["short_year"]:
        return _full_year(slots["short_year"]), "explicit"
    if slots["which"]:
        shifted = _which_year(context, slots["which"])
        return (shifted, "relative") if shifted else ("XXXX", "unknown")
    return _year_for(context, month, day)


def _full_year(two_digits: str) -> int:
    """The year of "89" or "07": of this century up to 2039, else of the last."""
    return int(two_digits) + (2000 if int(two_digits) < 40 else 1900)


def _which_year(context: Context, which: str) -> int | None:
    """'Last year', 'that year': counted from the publication, or from the year that the text told."""
    told = context.told.point[:4] if context.told.point else ""
    if which.casefold() in ("that", "the same", "the following", "the previous") and told.isdigit():
        return int(told) + shift_of(which.split()[-1])
    year = context.published.year
    return None if year is None else year + shift_of(which.split()[-1])


def read_iso(slots: Slots, context: Context) -> Meaning | None:
    """'2017-11-13', '2017.11.13 4:12pm'."""
    return with_time(_day(int(slots["year"]), int(slots["month"]), int(slots["day"])), "explicit", slots)


def read_slashed(slots: Slots, context: Context) -> Meaning | None:
    """'11/02/89': month first, as the United States write it; where it may be either no day is claimed."""
    first, second = int(slots["first"]), int(slots["second"])
    year = int(slots["year"]) if slots["year"] else _full_year(slots["short_year"])
    month, number = (second, first) if first > 12 else (first, second)
    day = _day(year, month, number)
    if day is None:
        return None
    certain = number > 12 or first == second
    return Meaning(day if certain else None, day, "explicit" if certain else "unknown")


def read_day(slots: Slots, context: Context) -> Meaning | list[Meaning] | None:
    """A day of a month; of "3-5 May" and "10 and 13 July" both days, each in its own span."""
    month, match = month_number(slots["month"]), slots.match
    first = int(re.sub(r"\D", "", slots["day"]))
    year, basis = _year_of(slots, context, month, first)
    meaning = with_time(_day(year, month, first), basis, slots)
    other = slots["day_before"] or slots["day_after"]
    if meaning is None or not other:
        return meaning
    second_day = _day(year, month, int(re.sub(r"\D", "", other)))
    if second_day is None:
        return None
    second = Meaning(second_day, second_day, basis)
    if slots["day_before"]:
        opening = with_time(second_day, basis, slots) or second
        closing = (
            meaning
            if slots["clock_after"] or slots["day_part_after"]
            else Meaning(meaning.edtf, meaning.edtf, basis)
        )
        return [
            opening._replace(span=(match.start(), slots.span("day_before")[1])),
            closing._replace(
                edtf=(closing.edtf or "").split("T")[0], span=(slots.span("day")[0], match.end())
            ),
        ]
    return [
        meaning._replace(span=(match.start(), slots.span("day")[1])),
        second._replace(span=(slots.span("day_after")[0], match.end())),
    ]


def read_ordinal_day(slots: Slots, context: Context) -> Meaning | None:
    """'The 23rd': of the month told last, else of the publication's or the one before."""
    number = ordinal_of(slots["day"])
    told, published = context.told.point or "", context.published.date
    if re.match(r"\d{4}-\d\d(?!\d)", told):
        return with_time(_day(int(told[:4]), int(told[5:7]), number), "anaphor", slots)
    if published is None:
        return None
    year, month = published.year, published.month
    if number > published.day and context.tense <= 0:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return with_time(_day(year, month, number), "relative", slots)


def part_name(part: str) -> str:
    """'early', 'mid' or 'late'; '' for what names no part ("later this year")."""
    folded = part.casefold()
    if re.search(r"early|beginning|start", folded):
        return "early"
    if "mid" in folded:
        return "mid"
    return "late" if re.search(r"late\b|end|latter", folded) else ""


def part_of_month(year: int | str, month: int, part: str) -> str:
    """EDTF of a month, or of the days that 'early', 'mid' or 'late' makes of it."""
    stem = f"{year:04d}-{month:02d}" if isinstance(year, int) else f"{year}-{month:02d}"
    if not part_name(part):
        return stem
    last_day = monthrange(year if isinstance(year, int) else 2001, month)[1]
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, last_day)}[part_name(part)]
    return f"{stem}-{first:02d}/{stem}-{last:02d}"


def part_of_year(year: int, part: str) -> str:
    """EDTF of a year, or of the months that 'early', 'mid' or 'late' makes of it."""
    if not part_name(part):
        return f"{year:04d}"
    first, last = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}[part_name(part)]
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}"


def read_month(slots: Slots, context: Context) -> Meaning | None:
    """'July', 'mid-August 2015', 'January last year'."""
    month = month_number(slots["month"])
    year, basis = _year_of(slots, context, month, None)
    return Meaning(part_of_month(year, month, slots["part"]), part_of_month(year, month, ""), basis)


def read_which_month(slots: Slots, context: Context) -> Meaning | None:
    """'Last March', 'next October': the nearest one on that side."""
    month, published = month_number(slots["month"]), context.published
    if published.year is None:
        return Meaning(f"XXXX-{month:02d}", f"XXXX-{month:02d}", "unknown")
    step, year = shift_of(slots["which"]), published.year
    told = context.told.point or ""
    if slots["the"] and re.match(r"\d{4}-\d\d(?!\d)", told):
        year = int(told[:4])
        year += step if (step > 0) == (month <= int(told[5:7])) else 0
        return Meaning(part_of_month(year, month, slots["part"]), part_of_month(year, month, ""), "anaphor")
    if step < 0 and month >= (published.month or 13):
        year -= 1
    if step > 0 and month <= (published.month or 0):
        year += 1
    return Meaning(part_of_month(year, month, slots["part"]), part_of_month(year, month, ""), "relative")


# What makes a year of four digits: a word before them. "Of 1917" may still count something.
_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|during|before|after|between|through|throughout|circa|early"
    r"|mid|late)|[(/–—-])\s*$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\b(?!(?:The|This|That|Its|Their|His|Her|Our|An?|In|By|And|But|For)\b)[A-Z][\w’'-]*|\b(?:costs?|paid|number|No\.|#))\s*$"
)
_COUNTED = re.compile(
    r"\s+(?:[a-z]+-)?(?:people|men|women|children|soldiers|troops|refugees|families|dollars|won|yuan"
    r"|yen|percent|km|feet"
    r"|(?:kilo)?met(?:er|re)s?|miles|tons|words|pages)\b"
)
_ROUND_COUNT = re.compile(r"\s+(?:[a-z]+\s+)?(?!was\b|is\b|has\b|this\b|his\b|its\b|as\b)[a-z]{2,}s\b")
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1700, 2035


def _is_year(slots: Slots, context: Context, year: int) -> bool:
    """Whether four digits are a year and not a number of something."""
    if slots["part"] or slots["fiscal"] or not slots["year"] or slots.match.group() != slots["year"]:
        return True
    before = context.text[max(0, context.start - 16) : context.start]
    if _YEAR_CUE.search(before):
        return True
    counted = _COUNTED.match(context.text, context.end)
    if (
        _NAMED.search(before)
        or counted
        or (year % 100 == 0 and _ROUND_COUNT.match(context.text, context.end))
    ):
        return False
    return _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR


def read_year(slots: Slots, context: Context) -> Meaning | None:
    """'2015', 'early 2015', 'fiscal 1989'."""
    year = int(slots["year"]) if slots["year"] else _full_year(slots["short_year"])
    if not _is_year(slots, context, year):
        return None
    return Meaning(part_of_year(year, slots["part"]), f"{year:04d}", "explicit")


def read_years(slots: Slots, context: Context) -> list[Meaning] | None:
    """'1914-18': both years, each in its own span."""
    first, last, match = slots["year"], slots["last_year"], slots.match
    end = first[: 4 - len(last)] + last
    if int(end) <= int(first):
        return None
    return [
        Meaning(first, first, "explicit", span=(match.start(), match.end("year"))),
        Meaning(end, end, "explicit", span=(match.start("last_year"), match.end())),
    ]


def read_bc_year(slots: Slots, context: Context) -> Meaning | None:
    """'490 BC'; ISO 8601 counts a year 0 before the year 1."""
    year = int(slots["year"])
    edtf = f"-{year - 1:04d}" if year > 1 else "0000"
    return Meaning(edtf, f"BC{year:04d}", "explicit") if year else None


_DECADE_WORDS = "twenties thirties forties fifties sixties seventies eighties nineties".split()


# "A man in his twenties".
_OF_AN_AGE = re.compile(r"\b(?:his|her|their|my|our)\s+$", re.IGNORECASE)


def read_decade(slots: Slots, context: Context) -> Meaning | None:
    """'The 1960s', "the '80s", 'the nineties'."""
    if slots["word"] and _OF_AN_AGE.search(context.before):
        return None
    decade = slots["decade"]
    if slots["short"]:
        decade = ("20" if slots["short"] in "01" else "19") + slots["short"]
    elif slots["word"]:
        decade = f"19{_DECADE_WORDS.index(slots['word'].casefold()) + 2}"
    return Meaning(f"{decade}X", decade, "explicit")


def read_century(slots: Slots, context: Context) -> Meaning | None:
    """'The 19th century', 'the 4th century BC'."""
    number = ordinal_of(re.sub(r"\s+", " ", slots["nth"])) - 1
    if slots["bc"]:
        return Meaning(None, f"BC{number:02d}", "explicit")
    return Meaning(f"{number:02d}XX", f"{number:02d}", "explicit")


def _begins(year: int, month: int) -> date:
    return date(year, month, 1)


def read_season(slots: Slots, context: Context) -> Meaning | None:
    """'Spring 2011', 'last summer', 'the winter': of the year written or told, else the nearest that fits."""
    season, code = SEASONS[slots["season"].casefold()]
    if slots["year"]:
        year, basis = int(slots["year"]), "explicit"
    elif slots["which_year"]:
        shifted = _which_year(context, slots["which_year"])
        if shifted is None:
            return Meaning(None, None, "unknown")
        year, basis = shifted, "relative"
    elif slots["the"] and slots["which"] and context.told.year is not None:
        year, basis = context.told.year + shift_of(slots["which"]), "anaphor"
    else:
        inferred = _begun(context, 3 * (season - 20), slots["which"])
        if inferred is None:
            return Meaning(None, f"XXXX-{code}", "unknown")
        year, basis = inferred, "relative"
    return Meaning(f"{year:04d}-{season}", f"{year:04d}-{code}", basis)  # type: ignore[arg-type]


_DAYS_OF_A_SEASON = 92


def _begun(context: Context, month: int, which: str) -> int | None:
    """The year of a season or quarter that begins with a month: the last begun one, or the next."""
    if context.told.year is not None and not which:
        return context.told.year
    origin = context.published.date
    if origin is None:
        return None
    step = shift_of(which) or (0 if which else context.tense)
    begun = origin.year if _begins(origin.year, month) <= origin else origin.year - 1
    if which.casefold() in ("this", "the same", "coming"):
        return origin.year
    # "Last summer" said in summer is the one before; what "will" be in it may be this one.
    still_on = (origin - _begins(begun, month)).days < _DAYS_OF_A_SEASON
    if step > 0:
        return begun if still_on and not which else begun + 1
    return begun - 1 if still_on and step < 0 and which else begun


def quarter_months(year: int, first: int, last: int) -> str:
    """EDTF of the months of a year that a quarter or a half has."""
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}"


def read_fraction(slots: Slots, context: Context) -> Meaning | None:
    """'The third quarter', 'the first half of 2012'."""
    number = {"latter": 2}.get(slots["nth"].casefold()) or ordinal_of(slots["nth"])
    length, letter = (6, "H") if slots["fraction"].casefold() == "half" else (3, "Q")
    if number * length > 12:
        return None
    first = (number - 1) * length + 1
    basis: Basis = "relative"
    if slots["year"]:
        year: int | None = int(slots["year"])
        basis = "explicit"
    elif slots["which_year"]:
        year = _which_year(context, slots["which_year"])
    else:
        year = _begun(context, first, "")
    if year is None:
        return Meaning(None, f"XXXX-{letter}{number}", "unknown")
    return Meaning(quarter_months(year, first, first + length - 1), f"{year:04d}-{letter}{number}", basis)
