"""What may stand in a codebook's file, and what is said of what may not.

A finding is told to somebody who has never written a program: where it is, what is wrong, what to do.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Finding", "Lines", "findings_of_file", "parse"]

_MODALITIES = (
    "happened",
    "ongoing",
    "ordered",
    "planned",
    "threatened",
    "claimed",
    "denied",
    "hypothetical",
    "general",
    "statistic",
)
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "modality": _MODALITIES,
    "perfect": ("happened", "ongoing"),
    "people": ("subject", "object", "none"),
}
_TEXTS = ("definition", "modality", "perfect", "people", "acled", "ucdp")
_SWITCHES = ("event", "subordinate", "only_people", "present", "subject")
_LISTS = ("verbs", "nouns", "outcomes", "excludes", "joins", "called", "drawn_at", "synonyms")
_DRAWN_AT = ("origin", "destination")
_TYPE_KEYS = (
    "definition",
    "event",
    "modality",
    "perfect",
    "people",
    "subordinate",
    "only_people",
    *_LISTS,
    "pairs",
    "acled",
    "ucdp",
)
_PAIR_KEYS = ("verbs", "nouns", "subject", "modality", "perfect", "present")
_FILE_KEYS = ("name", "title", "version", "types", "people", "irregular")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a codebook (``error``: it cannot be used) or doubtful in it (``warning``).

    ``line`` counts from 1 and is ``None`` where it is not known; ``where`` is the table and key.
    """

    severity: Literal["error", "warning"]
    line: int | None
    where: str
    message: str
    advice: str

    def told(self, source: str) -> str:
        """The finding in one line, as it is printed."""
        at = f"{source}, line {self.line}" if self.line else source
        where = f" {self.where}:" if self.where else ""
        return f"{at}:{where} {self.message}; {self.advice}"


class Lines:
    """Finds the line on which a table, a key or a word stands; the TOML reader does not tell."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def of(self, *, table: str | None = None, key: str | None = None, word: str | None = None) -> int | None:
        """The line of a word in a key of a table, of the key, or of the table; as much as is found."""
        found, start = None, 0
        if table is not None:
            quoted = rf"(?:{re.escape(table)}|[\"']{re.escape(table)}[\"'])"
            found = self._search(rf"\s*\[\s*types\s*\.\s*{quoted}\s*\]", 0)
            if found is None:
                return None
            start = found
        if key is not None:
            at = self._search(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", start, same_table=table is not None)
            if at is not None:
                found, start = at, at - 1
        if word is not None:
            found = self._search(rf".*[\"']{re.escape(word)}[\"']", start, same_table=True) or found
        return found

    def _search(self, pattern: str, start: int, *, same_table: bool = False) -> int | None:
        for index, line in enumerate(self._lines[start:], start + 1):
            if same_table and index > start + 1 and line.lstrip().startswith("[types"):
                return None
            if re.match(pattern, line):
                return index
        return None


def parse(content: bytes) -> tuple[dict[str, Any], str] | Finding:
    """The tables of a file and its text, or the finding that it is no TOML in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Finding(
            "error",
            line,
            "",
            "the file is not in UTF-8",
            "save it again with the encoding UTF-8 in your editor",
        )
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        line_of = re.search(r"line (\d+)", str(error))
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        return Finding(
            "error",
            int(line_of[1]) if line_of else None,
            "",
            f"not a TOML file ({reason})",
            "look there and on the line before for a missing quotation mark, comma or bracket, or for a key "
            "that stands twice",
        )


def findings_of_file(data: dict[str, Any], lines: Lines) -> list[Finding]:
    """Everything in a parsed file that breaks the rules of the format."""
    findings = list(_unknown(data, _FILE_KEYS, lines, ""))
    findings += _people_and_irregular(data, lines)
    types = data.get("types")
    if not isinstance(types, dict) or not types:
        advice = "add a table [types.NAME] for each kind of incident, with a definition and its words"
        return [
            *findings,
            Finding("error", lines.of(key="types"), "", "there is no table [types.NAME]", advice),
        ]
    for name, table in types.items():
        findings += _type_findings(name, table, types, lines)
    return findings


def _type_findings(name: str, table: Any, types: dict[str, Any], lines: Lines) -> Iterator[Finding]:
    where = f"[types.{name}]"
    line = lines.of(table=name) or lines.of(key=name)
    if not isinstance(table, dict):
        yield Finding(
            "error", line, where, "is no table", f"write a line {where} and its keys on the lines below it"
        )
        return
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        advice = "write it like a_type_name, since it becomes a value in tables and layers"
        yield Finding("warning", line, where, "the name has more than small letters, digits and _", advice)
    if not table.get("definition"):
        advice = 'add definition = "...", a sentence that says what the type means'
        yield Finding("error", line, where, "there is no definition", advice)
    yield from _unknown(table, _TYPE_KEYS, lines, name)
    yield from _values(table, lines, name, where)
    yield from _pairs(table.get("pairs", []), lines, name)
    for role in table.get("drawn_at", []) if isinstance(table.get("drawn_at"), list) else []:
        if isinstance(role, str) and role not in _DRAWN_AT:
            message = f"drawn_at names {role!r}, which is no part that a place can play"
            advice = f"write one of {', '.join(_DRAWN_AT)}"
            yield Finding("error", lines.of(table=name, key="drawn_at"), where, message, advice)
    for other in table.get("joins", []) if isinstance(table.get("joins"), list) else []:
        if isinstance(other, str) and other not in types:
            message = f"joins names a type {other!r} that this file does not have"
            yield Finding("warning", lines.of(table=name, key="joins"), where, message, _meant(other, types))


def _values(
    table: dict[str, Any], lines: Lines, name: str, where: str, *, skip: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """Keys whose value is of the wrong kind."""
    for key, value in table.items():
        line = lines.of(table=name, key=key)
        if key in skip:
            continue
        if key in _TEXTS and not isinstance(value, str):
            yield Finding(
                "error", line, where, f"{key} is no text", f'write {key} = "..." in quotation marks'
            )
        elif key in _CHOICES and value not in _CHOICES[key]:
            choices = ", ".join(_CHOICES[key])
            yield Finding("error", line, where, f"{key} {value!r} is not known", f"use one of {choices}")
        elif key in _SWITCHES and not isinstance(value, bool):
            advice = f"write {key} = true or {key} = false, without quotation marks"
            yield Finding("error", line, where, f"{key} is {value!r}", advice)
        elif key in _LISTS and not _is_list_of_words(value):
            advice = f'write {key} = ["one", "another"], each in quotation marks, with commas between'
            yield Finding("error", line, where, f"{key} must be a list of words", advice)


def _is_list_of_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _pairs(pairs: Any, lines: Lines, name: str) -> Iterator[Finding]:
    line = lines.of(table=name, key="pairs")
    where = f"[types.{name}] pairs"
    shape = 'write each as { verbs = ["hold"], nouns = ["vigil"] }'
    if not isinstance(pairs, list) or not all(isinstance(pair, dict) for pair in pairs):
        yield Finding("error", line, where, "is no list of pairs", shape)
        return
    for number, pair in enumerate(pairs, 1):
        each = f"{where}, number {number}"
        if not pair.get("verbs") or not pair.get("nouns"):
            yield Finding("error", line, each, "a pair needs verbs and nouns", shape)
        yield from _unknown(pair, _PAIR_KEYS, lines, name, where=each, line=line)
        yield from (
            Finding(one.severity, line, one.where, one.message, one.advice)
            for one in _values(pair, lines, name, each)
        )


def _people_and_irregular(data: dict[str, Any], lines: Lines) -> Iterator[Finding]:
    for key, example in (
        ("people", 'crew = ["sailor", "deckhand"]'),
        ("irregular", 'sink = ["sank", "sunk"]'),
    ):
        table = data.get(key, {})
        if not isinstance(table, dict):
            yield Finding(
                "error", lines.of(key=key), f"[{key}]", "is no table", f"write [{key}] and below it {example}"
            )
            continue
        for name, words in table.items():
            if not _is_list_of_words(words):
                message = f"{name} must be a list of words"
                yield Finding("error", lines.of(key=name), f"[{key}]", message, f"write it like {example}")
            elif key == "irregular" and len(words) not in (2, 3):
                message = f"{name} has {len(words)} forms"
                advice = (
                    f"give the past, the participle and, where it is irregular too, the -ing form: {example}"
                )
                yield Finding("error", lines.of(key=name), "[irregular]", message, advice)


def _unknown(
    table: dict[str, Any],
    known: tuple[str, ...],
    lines: Lines,
    name: str,
    *,
    where: str | None = None,
    line: int | None = None,
) -> Iterator[Finding]:
    for key in table:
        if key not in known:
            at = line or lines.of(table=name or None, key=key) or lines.of(table=key)
            place = where if where is not None else f"[types.{name}]" if name else ""
            yield Finding("error", at, place, f"unknown key {key!r}", _meant(key, known))


def _meant(word: str, known: Iterable[str]) -> str:
    choices = list(known)
    near = difflib.get_close_matches(word.casefold(), choices, n=1)
    return f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(choices)}"
