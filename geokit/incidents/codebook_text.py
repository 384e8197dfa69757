"""A codebook in words, for somebody who wants to know what it takes for an incident."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import Any

from geokit.errors import CodebookError
from geokit.incidents.codebook_files import read_source
from geokit.incidents.codebook_schema import Finding, parse

__all__ = ["codebook_in_words", "read_tables"]

_WIDTH = 100
_MOST_WORDS = 30


def read_tables(source: str | Path) -> dict[str, Any]:
    """The tables of a codebook as its file has them.

    Raises
    ------
    CodebookError
        The file is no TOML, or has no types.
    UsageError
        There is no such file.
    """
    name, content = read_source(source)
    parsed = parse(content)
    if isinstance(parsed, Finding):
        raise CodebookError(parsed.told(name))
    if not isinstance(parsed[0].get("types"), dict):
        raise CodebookError(f"{name}: there is no table [types.NAME]; geokit codebook check says more")
    return parsed[0]


def codebook_in_words(source: str | Path) -> str:
    """What a codebook holds: each type with its definition and its first words."""
    tables = read_tables(source)
    paragraphs = [f"{tables.get('name', source)}: {tables.get('title', 'no title')}"]
    paragraphs += [_type_in_words(name, table) for name, table in tables["types"].items()]
    people = tables.get("people", {})
    if people:
        paragraphs.append(_some("people", [noun for nouns in people.values() for noun in nouns]))
    return "\n\n".join(paragraphs)


def _type_in_words(name: str, table: dict[str, Any]) -> str:
    pairs = [verb for pair in table.get("pairs", []) for verb in pair["verbs"]]
    nouns = [noun for pair in table.get("pairs", []) for noun in pair["nouns"]]
    kind = "" if table.get("event", True) else " (words, no event)"
    listed = (
        ("verbs", table.get("verbs", [])),
        ("nouns", table.get("nouns", [])),
        ("verbs with a noun", list(dict.fromkeys(pairs))),
        ("these nouns", list(dict.fromkeys(nouns))),
        ("not where it says", table.get("excludes", [])),
        ("outcomes", table.get("outcomes", [])),
        ("coded tables call it", table.get("synonyms", [])),
    )
    codes = [f"  {key.upper()}: {table[key]}" for key in ("acled", "ucdp") if key in table]
    told = [_some(label, words) for label, words in listed if words]
    definition = fill(str(table.get("definition", "")), _WIDTH, initial_indent="  ", subsequent_indent="  ")
    return "\n".join([f"{name}{kind}", definition, *told, *codes])


def _some(label: str, words: list[str]) -> str:
    more = f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else ""
    line = f"{label}: {', '.join(words[:_MOST_WORDS])}{more}"
    return fill(line, _WIDTH, initial_indent="  ", subsequent_indent="    ")
