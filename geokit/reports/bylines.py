"""Lines of a header that say who, when and where from: ``Date : ...``, ``By ...``, ``Name | 2017-12-18``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geokit.reports.days import days_in
from geokit.reports.phrases import phrases

if TYPE_CHECKING:
    from geokit.model import ZoneKind
    from geokit.reports.phrases import LabelRole

__all__ = [
    "Clue",
    "HeaderLine",
    "read_byline",
    "read_label",
    "read_label_only",
    "read_name",
    "read_open_label",
]

Role = Literal["title", "published", "updated", "author", "publisher", "url"]

_MARKUP = re.compile(r"^[#>*_\s-]*(?=\w)|(?<=\w)[*_]+(?=\s*:)|(?<=:)\s*[*_]+|[*_]+$")
_LABEL = re.compile(r"(?P<label>[^\W\d][\w .-]{0,24}?)\s*[:：]\s*(?P<value>.*)")
_BY = re.compile(
    r"(?:(?:story|article|reported|written|words|text) )?by[:\s]\s*(?=[^\W\d_])(?P<names>.+)", re.IGNORECASE
)
_BAR = re.compile(r"\s*[|·•│ㅣ]\s*|\s+[-–—/]\s+|\s{3,}|\t+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"']+")
_PLACE_TAIL = re.compile(r"\s+(?:in|at|from)\s+[A-Z].*$")
_FOR = re.compile(r"\s+(?:for|of)\s+(?:the\s+)?(?=[A-Z])")
_CONTACT = re.compile(r"[(<\[]?\s*[\w.+-]+@[\w.-]+\s*[)>\]]?")
_NAME_PARTICLES = {"and", "&", "de", "van", "von", "der", "da", "la", "le", "bin", "al", "with", "y"}
_LONGEST_NAME_IN_WORDS = 8
_LONGEST_BYLINE = 140
_WEEKDAY_OR_ZONE = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?|(?:gmt|utc)?[+-]\d{1,2}(?::?\d\d)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clue:
    """Something that a line says of the report, and on what basis."""

    role: Role
    value: str
    basis: str = "header"


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """What a line of the header says, and the kind of zone that it is."""

    kind: ZoneKind
    clues: tuple[Clue, ...] = ()


def read_label(line: str) -> HeaderLine | None:
    """Read ``Label: value``, in Markdown or not; ``None`` where the label is unknown."""
    match = _LABEL.fullmatch(_MARKUP.sub("", line.replace("**", "")))
    role = phrases().labels.get(" ".join(match["label"].casefold().split())) if match else None
    if match is None or role is None:
        return None
    return _labelled(role, match["value"].strip().strip("\"'").strip())


def read_open_label(line: str) -> HeaderLine | None:
    """Read a date's label without a colon: ``Posted on May 3, 2019 by the editors``."""
    lowered = line.casefold()
    for label in phrases().open_labels:
        if lowered.startswith(label):
            days = days_in(line[len(label) :])
            if days.days and len(days.rest.split()) <= _LONGEST_NAME_IN_WORDS:
                return _labelled(phrases().labels[label], line[len(label) :])
    return None


def _labelled(role: LabelRole, value: str) -> HeaderLine | None:
    if role in ("published", "updated"):
        days = days_in(value).days
        return HeaderLine(
            "byline", (Clue("updated" if role == "updated" else "published", days[0]),) if days else ()
        )
    if not value or role == "ignored":
        return HeaderLine("furniture")
    if role == "url":
        url = _URL.search(value)
        return HeaderLine("furniture", (Clue("url", url[0]),) if url else ())
    if role == "title":
        return HeaderLine("title", (Clue("title", value),))
    if role == "author":
        return read_byline(f"By {value}")
    return _published_by(value)


def _published_by(value: str) -> HeaderLine | None:
    url = _URL.match(value)
    if url:
        return HeaderLine("source", (Clue("url", url[0]),))
    dated = days_in(value)
    publisher = _trim(_BAR.split(dated.rest)[0])
    if len(publisher.split()) > _LONGEST_NAME_IN_WORDS:
        return None
    clues = (Clue("publisher", publisher),) if publisher else ()
    return HeaderLine("source", (*clues, *(Clue("published", day) for day in dated.days[:1])))


def read_name(line: str) -> HeaderLine | None:
    """Read a name that stands alone where bylines stand: ``Some Body in Tokyo`` or ``BBC News, Seoul``."""
    name = _trim(_PLACE_TAIL.sub("", line))
    outlet = _trim(line.split(",")[0])
    if _is_name(line.replace(",", "")) and phrases().is_outlet(outlet) and len(line.split()) <= 5:
        return HeaderLine("byline", (Clue("publisher", outlet),))
    if _is_name(name) and 1 < len(name.split()) <= 4 and not _is_known(name):
        return HeaderLine("byline", (Clue("author", name),))
    return None


def read_byline(line: str) -> HeaderLine | None:
    """Read a byline or a line that holds little but a date; ``None`` where the line is neither."""
    if len(line) > _LONGEST_BYLINE:
        return None
    dated = days_in(line)
    if len(dated.days) > 2:
        return None
    by = _BY.fullmatch(_CONTACT.sub("", dated.rest).strip(" |"))
    parts = [_trim(part) for part in _BAR.split(by["names"] if by else dated.rest)]
    parts = [part for part in parts if part and not _says_nothing(part)]
    # A date beside it makes a name of words in lower case too ("By the editors / May 3, 2019").
    loose = bool(dated.days) and (bool(by) or _BAR.search(line) is not None)
    if by:
        who = _who(parts, loose=loose)
    elif dated.days:
        who = _unmarked_who(parts, loose=loose)
    else:
        return None
    if who is None:
        return None
    basis = "byline" if any(clue.role == "author" for clue in who) else "header"
    return HeaderLine("byline", (*who, *(Clue("published", day, basis) for day in dated.days[:1])))


def _who(parts: list[str], *, loose: bool) -> tuple[Clue, ...] | None:
    """Author, and publisher where one is stated, from what stands after ``By``."""
    if not parts:
        return None
    name, *rest = [piece for part in parts for piece in _pieces(part)]
    name = _PLACE_TAIL.sub("", name)
    author, *outlet = _FOR.split(name, maxsplit=1)
    if not (_is_name(author) or (loose and _is_short_phrase(author))):
        return None
    publishers = [piece for piece in [*outlet, *rest] if _is_name(piece) and phrases().is_outlet(piece)]
    coauthors = [
        piece for piece in rest if _is_name(piece) and not _is_known(piece) and piece not in publishers
    ]
    author = ", ".join([author, *coauthors])
    return (Clue("author", author), *(Clue("publisher", publisher) for publisher in publishers[:1]))


def _unmarked_who(parts: list[str], *, loose: bool) -> tuple[Clue, ...] | None:
    """Author and publisher beside a date without ``By``, where nothing but names stands there."""
    clues: list[Clue] = []
    for part in parts:
        if phrases().is_section(part):
            continue
        if loose and _is_short_phrase(part) and not _is_name(part):
            clues.append(Clue("author", part))
            continue
        if not _is_name(part) or len(part.split()) > 4:
            return None
        if phrases().is_outlet(part):
            clues.append(Clue("publisher", next(filter(phrases().is_outlet, _pieces(part)), part)))
        elif len(part.split()) > 1 and not _is_known(part):
            clues.append(Clue("author", part))
    return tuple(clues)


def _pieces(part: str) -> list[str]:
    """What stands between commas; a post ("Seoul correspondent") after the first name is left out."""
    first, *others = [_trim(piece) for piece in re.split(r"\s*[,;(]\s*", part)]
    return [first, *(piece for piece in others if piece and not piece.casefold().endswith(phrases().posts))]


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= _LONGEST_NAME_IN_WORDS
        and not any(character.isdigit() for character in text)
        and all(
            word[0].isupper() or not word[0].isascii() or word.casefold() in _NAME_PARTICLES for word in words
        )
    )


def _is_short_phrase(text: str) -> bool:
    """Up to four words and nothing else: who wrote it, in lower case."""
    return len(text.split()) <= 4 and all(character.isalpha() or character in " '’-" for character in text)


def _is_known(text: str) -> bool:
    return phrases().is_section(text) or phrases().is_outlet(text) or text.casefold() in phrases().posts


def _says_nothing(part: str) -> bool:
    words = re.split(r"[\s,()]+", part.casefold())
    return all(
        not word or word in phrases().date_line_words or word.isdigit() or _WEEKDAY_OR_ZONE.fullmatch(word)
        for word in (word.strip("()[],;:+") for word in words)
    ) or bool(read_label_only(part))


def read_label_only(part: str) -> LabelRole | None:
    """Role of a label that stands without its value."""
    return phrases().labels.get(part.casefold().rstrip(" :："))


def _trim(text: str) -> str:
    return text.strip(' \t\xa0,;:|/-–—*_[]()"')
