"""Dates that stand together: "June and July 2012" share a year, "from 1 to 3 July" is one interval."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geokit.model import DateExpression
from geokit.text.edtf import bounds, has_unknown_year

__all__ = ["dated", "join_ranges", "share_years"]

_TOGETHER = re.compile(
    r"\s?[-–—]\s?|,\s+(?:and\s+)?|\s+(?P<word>and|or|to|until|till|through)\s+(?:(?:in|on|the|late"
    r"|early|mid)\s+)?"
)
_SHARES_YEAR = re.compile(r"\d{4}-(?:\d\d(?:-\d\d)?|SP|SU|FA|WI)(?:T.*)?|XXXX-\d\d(?:-\d\d)?")


def dated(expression: DateExpression, edtf: str | None) -> DateExpression:
    """The expression with another EDTF and the days that follow from it."""
    first, last = bounds(edtf)
    return replace(
        expression,
        edtf=edtf,
        date_start=first.isoformat() if first else None,
        date_end=last.isoformat() if last else None,
    )


def share_years(text: str, expressions: Sequence[DateExpression]) -> list[DateExpression]:
    """Give a date without a year the one that is written behind the next: "August and September 1914"."""
    shared = list(expressions)
    for at in range(len(shared) - 2, -1, -1):
        shared[at] = _with_year_of(text, shared[at], shared[at + 1])
    return shared


def _with_year_of(text: str, first: DateExpression, second: DateExpression) -> DateExpression:
    between = _TOGETHER.fullmatch(text, first.end, second.start)
    timex, year_behind = first.timex or "", re.match(r"(\d{4})-", second.timex or "")
    season_alone = first.basis == "relative" and timex[4:6] in ("-S", "-F", "-W")
    inferred = first.basis in ("year_inferred", "unknown") or season_alone
    if between is None or year_behind is None or second.basis != "explicit":
        return first
    if not inferred or not _SHARES_YEAR.fullmatch(timex):
        return first
    year = int(year_behind[1])
    # "October to March 1945" begins the year before.
    if between["word"] != "and" and timex[4:] > (second.timex or "")[4:]:
        year -= 1

    def moved(value: str | None) -> str | None:
        return value and re.sub(r"(?:\d{4}|XXXX)(?=-\d\d|-S|-F|-W)", f"{year:04d}", value)

    return replace(dated(first, moved(first.edtf)), timex=moved(first.timex), basis="explicit")


_OPENS = re.compile(r"\b(?P<word>between|from)\s+(?:the\s+|about\s+)?$", re.IGNORECASE)
_GOES_ON = {
    "between": re.compile(r"\s+and\s+(?:(?:in|on|the)\s+)?"),
    "from": re.compile(r"\s+(?:to|until|till|through)\s+(?:(?:in|on|the)\s+)?"),
}
_DASH = re.compile(r"\s?[-–—]\s?")
_THROUGH = re.compile(r"\s+(?:to|through)\s+")


def join_ranges(text: str, expressions: Sequence[DateExpression]) -> list[DateExpression]:
    """Make intervals of "between 2020 and 2023", "from July 1 to July 3", "3-5 May", "since October"."""
    joined: list[DateExpression] = []
    for expression in expressions:
        interval = _interval(text, joined[-1], expression) if joined else None
        if interval is not None:
            joined[-1] = interval
        else:
            joined.append(expression)
    return [_open_ended(text, expression) for expression in joined]


_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)


def _open_ended(text: str, expression: DateExpression) -> DateExpression:
    """What has been going on "since October" has no end yet."""
    day = _edge(expression.edtf or "", "0")
    if (
        not day
        or "/" in day
        or has_unknown_year(day)
        or not _SINCE.search(text, max(0, expression.start - 12), expression.start)
    ):
        return expression
    return dated(expression, f"{day}/..")


def _interval(text: str, first: DateExpression, last: DateExpression) -> DateExpression | None:
    if not first.edtf or not last.edtf or "/" in first.edtf + last.edtf or not _belong(text, first, last):
        return None
    start, end = _edge(first.edtf, "0"), _edge(last.edtf, "9")
    if start >= end:
        return None
    whole = replace(
        first,
        end=last.end,
        text=text[first.start : last.end],
        timex=f"{start}/{end}",
        type="DATE",
        basis=last.basis,
    )
    return dated(whole, f"{start}/{end}")


def _edge(edtf: str, digit: str) -> str:
    """What may stand at an end of an interval: no time of day, and a year for a decade or a century."""
    day = edtf.split("T")[0]
    return day if day.startswith("X") else day.replace("X", digit)


def _belong(text: str, first: DateExpression, last: DateExpression) -> bool:
    """Whether what stands before and between two dates makes one interval of them."""
    opening = _OPENS.search(text, max(0, first.start - 14), first.start)
    if opening is not None:
        return _GOES_ON[opening["word"].casefold()].fullmatch(text, first.end, last.start) is not None
    return any(pattern.fullmatch(text, first.end, last.start) for pattern in (_DASH, _THROUGH))
