"""What a plain text says of itself: title, day, author, publisher and address, and its zones.

The head is what stands before the article's first paragraph; a date in it is the report's, one in the
article is not. Of the tail only labelled dates and sources count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geokit.model import Zone
from geokit.reports.bylines import (
    Clue,
    HeaderLine,
    read_byline,
    read_label,
    read_label_only,
    read_name,
    read_open_label,
)
from geokit.reports.dateline import read_dateline
from geokit.reports.days import day_in_url, days_in, with_year
from geokit.reports.lines import Line, lines_of
from geokit.reports.phrases import match_any, phrases
from geokit.reports.zones import mark_lines, zones_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geokit.model import ZoneKind

__all__ = ["Header", "read_header"]

_MOST_HEAD_LINES = 40
_MOST_HEADLINES = 6
_LONGEST_STANDFIRST = 2
_LONGEST_STANDFIRST_LINE = 250
# A title may ask, or end with what somebody said.
_ASKING_TITLE = re.compile(r".{10,120}(?:[?!]|[.?!][\"'”’])")
_URL = re.compile(r"https?://[^\s<>\"']+")
_HEADING = re.compile(r"^(?:#+\s*|[*_]{1,3}(?=\S))(?P<title>.+?)(?:\s*#+|[*_]{1,3})?$")
_SITE_SUFFIX = re.compile(r"(?P<title>.{12,}?)\s+(?:[|·»]|[-–—])\s+(?P<site>[^|·»–—]{2,40})")
_COPYRIGHT_YEAR = re.compile(r"(?:copyright|©|\(c\))[^\d]*((?:19|20)\d\d)(?!\s*[-–]\s*\d)", re.IGNORECASE)
_BY_RANK = ("published", "byline", "dated", "dateline", "source", "url", "updated")


@dataclass(frozen=True, slots=True)
class Header:
    """What a text says of itself; ``None`` where it does not."""

    title: str | None = None
    published: str | None = None
    published_basis: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    zones: tuple[Zone, ...] = ()


@dataclass(slots=True)
class _Findings:
    """What was found so far: kinds by line, clues in their order, days by rank."""

    marks: dict[int, ZoneKind]
    clues: list[Clue] = field(default_factory=list)
    days: list[tuple[str, str, str]] = field(default_factory=list)
    headlines: list[int] = field(default_factory=list)
    years: set[str] = field(default_factory=set)

    def add(self, at: int, reading: HeaderLine, *, dated_by: str) -> None:
        self.marks[at] = reading.kind
        for clue in reading.clues:
            if clue.role == "published":
                rank = "byline" if clue.basis == "byline" else dated_by
                self.days.append((rank, clue.value, clue.basis))
            elif clue.role == "updated":
                self.days.append(("updated", clue.value, clue.basis))
            else:
                self.clues.append(clue)

    def first(self, role: str) -> str | None:
        return next((clue.value for clue in self.clues if clue.role == role), None)


def read_header(text: str, *, title: str | None = None, url: str | None = None) -> Header:
    """Read a text's header and tell what of it is not the article.

    Parameters
    ----------
    text : str
        The report's text.
    title : str, optional
        The title where it is known from elsewhere; a line that repeats it is a title zone.
    url : str, optional
        The address where it is known from elsewhere.

    Returns
    -------
    Header
        ``published`` is an EDTF day, ``XXXX-08-18`` where the year is nowhere said.
    """
    lines = lines_of(text)
    found = _Findings(marks=mark_lines(lines))
    body = _read_front_matter(lines, found)
    body = _read_head(lines, body, found)
    _read_titles(lines, body, found, title)
    dateline = _read_dateline(lines, body, found)
    _read_tail(lines, body, found)
    url = url or found.first("url")
    if (day := day_in_url(url)) is not None:
        found.days.append(("url", day, "url"))
    published, basis = _choose_day(found)
    return Header(
        title=title or found.first("title"),
        published=published,
        published_basis=basis,
        publisher=found.first("publisher"),
        author=found.first("author"),
        url=url,
        zones=zones_from(lines, found.marks, dateline),
    )


def _read_front_matter(lines: Sequence[Line], found: _Findings) -> int:
    """Read the block between ``---`` lines at the top of a Markdown file; return the first line after it."""
    if not lines or lines[0].text != "---":
        return 0
    end = next((at for at in range(1, min(len(lines), _MOST_HEAD_LINES)) if lines[at].text == "---"), 0)
    for at in range(end + 1 if end else 0):
        found.add(at, read_label(lines[at].text) or HeaderLine("furniture"), dated_by="published")
    return end + 1 if end else 0


def _read_head(lines: Sequence[Line], first: int, found: _Findings) -> int:
    """Read the lines before the article; return the number of the article's first line."""
    awaited: str | None = None
    for at in range(first, min(len(lines), _MOST_HEAD_LINES)):
        line = lines[at]
        reading = _header_line(line)
        if reading is not None:
            found.add(at, reading, dated_by=awaited or _rank_of(line.text))
            awaited = None
        elif at in found.marks:
            _read_marked(line.text, found)
            alone = read_label_only(line.text)
            awaited = alone if alone in ("updated", "ignored") else None
        elif _begins_article(lines, at, found):
            _read_after_standfirst(lines, at, found)
            return at
        elif (named := _name_line(lines, at, found)) is not None:
            found.add(at, named, dated_by="dated")
        else:
            found.headlines.append(at)
    return len(lines)


def _header_line(line: Line) -> HeaderLine | None:
    return _labelled_line(line) or _read_unlabelled(line.text)


def _labelled_line(line: Line) -> HeaderLine | None:
    reading = read_label(line.text) or read_open_label(line.text)
    # "Section: that is what they call ..." begins a paragraph, however it looks.
    return None if reading is None or (line.begins_prose and not reading.clues) else reading


def _begins_article(lines: Sequence[Line], at: int, found: _Findings) -> bool:
    if len(found.headlines) > _MOST_HEADLINES:
        return True
    line = lines[at]
    if found.headlines and read_dateline(line.text) is not None:
        return True
    asks = (
        _ASKING_TITLE.fullmatch(line.text) is not None and at + 1 < len(lines) and not lines[at + 1].follows
    )
    return line.begins_prose and not (asks and not found.headlines)


def _name_line(lines: Sequence[Line], at: int, found: _Findings) -> HeaderLine | None:
    """Read a line that is nothing but a name: a site's above the title, who wrote it below."""
    line = lines[at]
    if at + 1 == len(lines):
        return None
    if not found.headlines:
        is_site = len(line.words) <= 4 and phrases().is_outlet(line.text)
        return HeaderLine("furniture", (Clue("publisher", line.text),)) if is_site else None
    after_byline = found.marks.get(at - 1) == "byline" and phrases().is_outlet(line.text.split(",")[0])
    before_date = bool(days_in(lines[at + 1].text).days) and _header_line(lines[at + 1]) is not None
    return read_name(line.text) if after_byline or before_date else None


def _read_after_standfirst(lines: Sequence[Line], at: int, found: _Findings) -> None:
    """Read a byline and a date that stand below the sentence or two that sum an article up."""
    for below in range(at + 1, min(at + 1 + _LONGEST_STANDFIRST, len(lines))):
        if len(lines[below - 1].text) > _LONGEST_STANDFIRST_LINE:
            return
        reading = _header_line(lines[below])
        if reading is not None and any(clue.role in ("author", "published") for clue in reading.clues):
            while reading is not None and reading.clues:
                found.add(below, reading, dated_by=_rank_of(lines[below].text))
                below += 1
                reading = _header_line(lines[below]) if below < len(lines) else None
            return


def _rank_of(line: str) -> str:
    return "published" if read_label(line) or read_open_label(line) else "dated"


def _read_unlabelled(line: str) -> HeaderLine | None:
    source = match_any(phrases().sources, line)
    if source is not None:
        groups = source.groupdict()
        days = days_in(groups.get("date") or "").days
        publisher = groups.get("publisher")
        clues = [Clue("publisher", publisher.strip())] if publisher else []
        return HeaderLine("source", (*clues, *(Clue("published", day) for day in days[:1])))
    return read_byline(line)


def _read_marked(line: str, found: _Findings) -> None:
    url = _URL.search(line)
    if url:
        found.clues.append(Clue("url", url[0].rstrip(".,;)")))
    if (year := _COPYRIGHT_YEAR.search(line)) is not None:
        found.years.add(year[1])


def _read_titles(lines: Sequence[Line], body: int, found: _Findings, known: str | None) -> None:
    """Take the first headline as the title and mark what repeats or varies it."""
    headlines = found.headlines
    if body == len(lines):
        # No paragraph: what stands after the first line is the article, and a line alone is no title.
        headlines = headlines[:1] if len(headlines) > 1 else []
    author = (found.first("author") or "").casefold()
    names = [at for at in headlines if lines[at].text.casefold() == author]
    long_enough = [at for at in headlines if at not in names and _is_headline(lines[at].text)]
    chosen = next(iter(long_enough), next((at for at in headlines if at not in names), None))
    for at in headlines:
        if at in names:
            found.marks[at] = "byline"
        elif at == chosen or at in long_enough:
            found.marks[at] = "title"
        else:
            found.marks[at] = "furniture"
    if chosen is not None and not any(clue.role == "title" for clue in found.clues):
        _add_title(lines, chosen, headlines, found)
    stated = known or found.first("title") or ""
    for at, line in enumerate(lines[:_MOST_HEAD_LINES] if len(lines) > 1 else ()):
        if stated and _folded(_without_markup(line.text)) == _folded(stated):
            found.marks[at] = "title"


def _add_title(lines: Sequence[Line], at: int, headlines: Iterable[int], found: _Findings) -> None:
    title = _without_markup(lines[at].text)
    suffixed = _SITE_SUFFIX.fullmatch(title)
    if suffixed and phrases().is_outlet(suffixed["site"]):
        title = suffixed["title"]
        found.clues.append(Clue("publisher", suffixed["site"].strip()))
    following = at + 1
    if following in headlines and lines[following].follows and lines[following].text[0].islower():
        title = f"{title} {lines[following].text}"
        found.marks[following] = "title"
    found.clues.append(Clue("title", title))


def _is_headline(line: str) -> bool:
    words = line.split()
    return (len(words) >= 3 or sum(not c.isascii() for c in line) >= 6) and not line.endswith(":")


def _without_markup(line: str) -> str:
    heading = _HEADING.match(line)
    return heading["title"].strip() if heading else line


def _folded(line: str) -> str:
    return re.sub(r"\W+", " ", line.casefold()).strip()


def _read_dateline(lines: Sequence[Line], body: int, found: _Findings) -> Zone | None:
    """Read the dateline of the article's first paragraph, or of the next where that is a standfirst."""
    paragraphs = [at for at in range(body, len(lines)) if at not in found.marks][:3]
    for at in paragraphs:
        dateline = read_dateline(lines[at].text)
        if dateline is not None:
            if dateline.day:
                found.days.append(("dateline", dateline.day, "dateline"))
            if dateline.publisher:
                found.clues.append(Clue("publisher", dateline.publisher))
            return Zone(lines[at].start, lines[at].start + dateline.length, "dateline")
    return None


def _read_tail(lines: Sequence[Line], body: int, found: _Findings) -> None:
    """Read labelled dates, sources and credits after the article's last paragraph."""
    first = len(lines)
    while first > body and (first - 1 in found.marks or _labelled_line(lines[first - 1]) is not None):
        first -= 1
    for at in range(first, len(lines)):
        line = lines[at].text
        reading = _labelled_line(lines[at])
        if reading is not None:
            found.add(at, reading, dated_by="published")
        elif found.marks.get(at) == "source":
            found.add(at, _read_unlabelled(line) or HeaderLine("source"), dated_by="source")
        elif (year := _COPYRIGHT_YEAR.search(line)) and _names_publisher(line, found):
            found.years.add(year[1])


def _names_publisher(line: str, found: _Findings) -> bool:
    publisher = found.first("publisher")
    return publisher is not None and publisher.casefold() in line.casefold()


def _choose_day(found: _Findings) -> tuple[str | None, str | None]:
    """The day of best rank; a day without a year takes it from another day or from the right's holder."""
    ranked = sorted(found.days, key=lambda day: _BY_RANK.index(day[0]))
    if not ranked:
        return None, None
    full = [day for _, day, _ in ranked if not day.startswith("XXXX")]
    _, day, basis = ranked[0]
    day = with_year(day, full)
    if day.startswith("XXXX"):
        other = next(
            (entry for entry in ranked if entry[1] in full and entry[0] not in ("updated", "url")), None
        )
        if other:
            return other[1], other[2]
        if len(found.years) == 1:
            day = f"{next(iter(found.years))}{day[4:]}"
    return day, basis
