"""What a date expression is read against: the day of publication, what was told before, and its tense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

__all__ = ["Basis", "Context", "Meaning", "Published", "Slots", "Told"]

Basis = Literal["explicit", "year_inferred", "relative", "anaphor", "holiday", "unknown"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]


class Meaning(NamedTuple):
    """What an expression means: its EDTF, its TIMEX3 value, and on which ground.

    ``span`` says which part of the match it is where that is not all of it.
    """

    edtf: str | None
    timex: str | None
    basis: Basis
    type: Kind = "DATE"
    span: tuple[int, int] | None = None


_BRANCH = re.compile(r"(?:_too)+$")


class Slots(dict[str, str]):
    """The named groups that matched; a group that did not is an empty string.

    ``name_too`` is the same slot in another branch of a pattern.
    """

    match: re.Match[str]

    def __missing__(self, name: str) -> str:
        return ""

    @classmethod
    def of(cls, match: re.Match[str]) -> Slots:
        """The slots of one match."""
        named = match.groupdict().items()
        slots = cls({_BRANCH.sub("", name): value for name, value in named if value})
        slots.match = match
        return slots

    def span(self, name: str) -> tuple[int, int]:
        """Where a slot that matched stands."""
        groups = (group for group in self.match.re.groupindex if _BRANCH.sub("", group) == name)
        return next(self.match.span(group) for group in groups if self.match.start(group) >= 0)


@dataclass(frozen=True, slots=True)
class Published:
    """The day of publication; ``year`` is ``None`` where the report states none."""

    year: int | None
    month: int | None
    day: int | None

    @classmethod
    def of(cls, edtf: str | None) -> Published:
        """The day that an EDTF day of publication gives, as far as it does."""
        match = re.match(r"([12]\d{3}|XXXX)(?:-(\d\d))?(?:-(\d\d))?", edtf or "")
        if match is None:
            return cls(None, None, None)
        year, month, day = (int(part) if part and part.isdigit() else None for part in match.groups())
        return cls(year, month, day)

    @property
    def date(self) -> date | None:
        """The day itself, where it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Told:
    """What the text told last: an exact day, a year, and how far it was told to (``2012``, ``2012-Q3``).

    ``year`` is the year to which dates without one belong: under a heading that is a year, or in a text that
    tells the past; else ``None``.
    """

    day: date | None = None
    day_at: int = -1
    point: str | None = None
    point_at: int = -1
    year: int | None = None


_AHEAD = (
    r"will|would|shall|'ll|is to|are to|to be|upcoming|coming|next|plans? to|planned|planning|scheduled"
    r"|slated|due|expected|expects?|set to|ahead of|going to|proposed|supposed|effective|begins|starts|opens"
    r"|meets|choose|deadline|goes|lands|leaves|arrives|ends|expires|takes? (?:effect|place)|resumes|returns"
)
_BEHIND = (
    r"was|were|had|did|since|last|ago|said|told|took|came|went|got|fell|rose|shot|left|met|fled|began"
    r"|broke|ran"
    r"|[a-z]{2,}ed"
)
_TENSE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND}))\b", re.IGNORECASE)
_TOWARDS = re.compile(r"\b(?:by|until|till)\s+(?:the\s+)?$", re.IGNORECASE)
_FAR = 90
_NEAR = 50


class Context:
    """One expression's surroundings."""

    def __init__(
        self, text: str, start: int, end: int, published: Published, told: Told, *, tells_past: bool
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.published = published
        self.told = told
        self.tells_past = tells_past

    @cached_property
    def before(self) -> str:
        """The words before it in its sentence."""
        return re.split(r"[.;\n]\s", self.text[max(0, self.start - _FAR) : self.start])[-1]

    @cached_property
    def after(self) -> str:
        """The words after it in its clause."""
        return re.split(r"[.;,\n]", self.text[self.end : self.end + _NEAR])[0]

    @cached_property
    def tense(self) -> int:
        """-1 where the nearest verb lies behind, 1 where it lies ahead, 0 where none tells."""
        if self.heads_a_section:
            return -1
        cues = list(_TENSE.finditer(self.before)) or list(_TENSE.finditer(self.after))[:1]
        return 0 if not cues else 1 if cues[-1]["ahead"] else -1

    @property
    def heads_a_section(self) -> bool:
        """Whether it stands alone on its line, over what happened then."""
        alone_before = self.text[: self.start].rpartition("\n")[2].strip() == ""
        return alone_before and self.text[self.end :].partition("\n")[0].strip(" .:") == ""

    @cached_property
    def is_deadline(self) -> bool:
        """Whether "by" or "until" stands before it."""
        return _TOWARDS.search(self.before) is not None

    @property
    def origin(self) -> date | None:
        """The day of publication, or in a text on the past the day told last."""
        return (self.told.day if self.tells_past else None) or self.published.date

    def told_in_line(self, at: int) -> bool:
        """Whether an earlier offset lies in the same line."""
        return at >= 0 and "\n" not in self.text[at : self.start]
