"""The words of pages, read from ``furniture.toml``: labels, names of outlets, patterns of furniture."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

__all__ = ["LabelRole", "Phrases", "match_any", "phrases"]

LabelRole = Literal["published", "updated", "ignored", "title", "author", "publisher", "url"]
_ROLES: tuple[LabelRole, ...] = ("published", "updated", "ignored", "title", "author", "publisher", "url")
_LONGEST_FURNITURE = 400
_Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The tables of ``furniture.toml``, compiled."""

    labels: dict[str, LabelRole]
    open_labels: tuple[str, ...]
    outlet_words: frozenset[str]
    agencies: frozenset[str]
    section_words: frozenset[str]
    posts: tuple[str, ...]
    date_line_words: frozenset[str]
    furniture: _Patterns
    captions: _Patterns
    photo_credits: _Patterns
    sources: _Patterns
    tail_sources: _Patterns
    credits: _Patterns

    def is_outlet(self, name: str) -> bool:
        """Whether a name is that of a newspaper, a broadcaster, an agency."""
        words = name.casefold().strip(" .").split()
        return " ".join(words) in self.agencies or any(
            word.strip(".,") in self.outlet_words for word in words
        )

    def is_section(self, name: str) -> bool:
        """Whether a name holds nothing but the words that sites call their sections by."""
        words = [word.strip("|/·•,:;>-–—") for word in name.casefold().split()]
        return all(word in self.section_words for word in words if word)


def match_any(patterns: _Patterns, line: str, longest: int = _LONGEST_FURNITURE) -> re.Match[str] | None:
    """First pattern that a whole line matches; an overlong line matches none."""
    if len(line) > longest:
        return None
    curled = line.replace("'", "’")
    return next((match for pattern in patterns if (match := pattern.fullmatch(curled))), None)


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """Read and compile the table; once."""
    data = tomllib.loads(files("geokit.reports").joinpath("furniture.toml").read_text(encoding="utf-8"))
    names, caption, source = data["names"], data["caption"], data["source"]
    agency = "|".join(map(re.escape, sorted(names["agencies"], key=lambda name: (-len(name), name))))

    def compiled(patterns: list[str]) -> _Patterns:
        return tuple(re.compile(pattern.replace("{agency}", agency), re.IGNORECASE) for pattern in patterns)

    return Phrases(
        labels={label: role for role in _ROLES for label in data["labels"][role]},
        open_labels=tuple(sorted(data["labels"]["open"], key=lambda label: (-len(label), label))),
        outlet_words=frozenset(names["outlet_words"]),
        agencies=frozenset(names["agencies"]),
        section_words=frozenset(names["section_words"]),
        posts=tuple(names["posts"]),
        date_line_words=frozenset(data["date_line"]["ignore"]),
        furniture=compiled(data["furniture"]["patterns"]),
        captions=compiled(caption["patterns"]),
        photo_credits=compiled(caption["credits"]),
        sources=compiled(source["patterns"]),
        tail_sources=compiled(source["tail_patterns"]),
        credits=compiled(data["byline"]["credits"]),
    )
