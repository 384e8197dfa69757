"""Whether a codebook will do what its writer means: words that collide, words that can never match.

What breaks the format is found by :mod:`geokit.incidents.codebook_schema`; here is what TOML and the format
allow and the reading of reports makes nothing of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geokit.incidents.assertion import words_of
from geokit.incidents.codebook_files import common_english, read_source
from geokit.incidents.codebook_schema import Finding, Lines, findings_of_file, parse
from geokit.incidents.inflection import plural, verb_forms

__all__ = ["CodebookCheck", "check_codebook"]

# The outcomes whose words are known; see geokit.incidents.outcomes.
_READ_OUTCOMES = ("unhurt", "killed", "wounded", "released", "returned", "caught", "at_large", "attempted")
_PATTERN_SIGNS = re.compile(r"[*+?()\[\]{}|\\^$/]|(?<!\.)\.(?!\.)")
_GAP = re.compile(r"\s*\.\.\.\s*")
_BASE_IN_ED = ("eed", "embed", "shed", "wed", "spread")
_BASE_IN_ING = (
    "bring",
    "cling",
    "fling",
    "ring",
    "sing",
    "sling",
    "spring",
    "sting",
    "string",
    "swing",
    "wing",
)


@dataclass(frozen=True, slots=True)
class CodebookCheck:
    """What a codebook holds and what was found: errors forbid its use, warnings do not."""

    source: str
    name: str
    types: tuple[str, ...]
    cues: int
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many of the findings forbid the codebook's use."""
        return sum(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Words:
    """A verb or noun of a type as its file gives it; ``partner`` is set where it is one of a pair."""

    type: str
    kind: str
    phrase: str
    partner: str | None = None


def check_codebook(source: str | Path) -> CodebookCheck:
    """Everything that is wrong with a codebook or doubtful in it, in the order of its lines.

    Parameters
    ----------
    source : str or Path
        A TOML file, or the name of a shipped codebook.

    Raises
    ------
    UsageError
        There is no such file.
    """
    name, content = read_source(source)
    parsed = parse(content)
    if isinstance(parsed, Finding):
        return CodebookCheck(name, name, (), 0, (parsed,))
    data, text = parsed
    lines = Lines(text)
    findings = findings_of_file(data, lines)
    types: dict[str, Any] = data["types"] if isinstance(data.get("types"), dict) else {}
    words: list[_Words] = []
    if not any(finding.severity == "error" for finding in findings):
        words = [one for type_name, table in types.items() for one in _words(type_name, table)]
        findings += _doubts(data, words, lines)
    findings.sort(key=lambda finding: (finding.line or 0, finding.where, finding.message))
    return CodebookCheck(name, str(data.get("name", name)), tuple(types), len(words), tuple(findings))


def _words(name: str, table: dict[str, Any]) -> Iterator[_Words]:
    for kind in ("verbs", "nouns"):
        yield from (_Words(name, kind, phrase) for phrase in table.get(kind, []))
    for pair in table.get("pairs", []):
        side = "subject" if pair.get("subject") else "object"
        for verb in pair["verbs"]:
            yield from (_Words(name, "verbs", verb, f"{side} {noun}") for noun in pair["nouns"])


def _doubts(data: dict[str, Any], words: list[_Words], lines: Lines) -> list[Finding]:
    irregular = common_english()["irregular"] | data.get("irregular", {})
    findings = [*_collisions(words, lines), *_people_twice(data.get("people", {}), lines)]
    for one in {(one.type, one.kind, one.phrase): one for one in words}.values():
        excludes = data["types"][one.type].get("excludes", [])
        findings += _never_matching(one, excludes, irregular, lines)
    for name, table in data["types"].items():
        findings += _type_doubts(name, table, lines)
    findings += _synonyms_twice(data["types"], lines)
    if not any(table.get("modality") == "statistic" for table in data["types"].values()):
        message = "no type takes up figures over a period ('1,200 cases since 2015')"
        advice = (
            'they would be read as single incidents: add a type with event = false and modality = "statistic"'
        )
        findings.append(Finding("warning", None, "", message, advice))
    return findings


def _never_matching(
    one: _Words, excludes: list[str], irregular: dict[str, list[str]], lines: Lines
) -> Iterator[Finding]:
    """Words that no text can have where they are looked for."""
    where, line = f"[types.{one.type}]", lines.of(table=one.type, word=one.phrase)

    def never(why: str, advice: str) -> Finding:
        return Finding("warning", line, where, f"{one.phrase!r} can never match: {why}", advice)

    sign = _PATTERN_SIGNS.search(_GAP.sub(" ", one.phrase))
    if sign:
        yield never(
            f"the sign {sign.group()} is taken as it is written",
            'write out the words, one entry each; forms are made, "..." leaves room for up to five words',
        )
        return
    first = one.phrase.split(" ")[0]
    if first == "..." or len(words_of(first, 0, len(first))) != 1:
        yield never("it must begin with a word", "put a word in front, or list it under another key")
        return
    if one.kind == "verbs":
        base = _base_of(first.casefold(), irregular)
        if base is not None:
            wanted = repr(base) if base else "it as a dictionary has it"
            advice = f"write {wanted}; the other forms are made of that"
            yield Finding("warning", line, where, f"{one.phrase!r} is no base form", advice)
            return
    shut = _shut_out(one, excludes, irregular)
    if shut is not None:
        yield never(f"the type's own excludes has {shut!r}", "take it out of one of the two lists")


def _base_of(verb: str, irregular: dict[str, list[str]]) -> str | None:
    """The base form of a verb that was given in another: "" where only that it is another can be told."""
    if verb in irregular:
        return None
    for base, forms in irregular.items():
        if verb in verb_forms(base, forms):
            return base
    past = verb.endswith("ed") and len(verb) > 4 and not verb.endswith(_BASE_IN_ED)
    ing = verb.endswith("ing") and len(verb) > 5 and not verb.endswith(_BASE_IN_ING)
    return "" if past or ing else None


def _shut_out(one: _Words, excludes: list[str], irregular: dict[str, list[str]]) -> str | None:
    """The excluded phrase that stands in every form of the words."""
    first, _, rest = _GAP.sub(" ", one.phrase).partition(" ")
    forms = verb_forms(first, irregular.get(first)) if one.kind == "verbs" else (first,)
    texts = (
        [f"{form} {rest}".strip() for form in forms]
        if one.kind == "verbs"
        else [one.phrase, plural(one.phrase)]
    )
    for phrase in excludes:
        shut = re.compile(rf"\b{re.escape(phrase)}\b", re.IGNORECASE)
        if all(shut.search(text) for text in texts):
            return phrase
    return None


def _collisions(words: Iterable[_Words], lines: Lines) -> Iterator[Finding]:
    """The same words under two types: the type that stands first in the file takes them all."""
    owner: dict[tuple[str, str, str | None], str] = {}
    shared: dict[tuple[str, str], list[str]] = {}
    for one in words:
        first = owner.setdefault((one.kind, one.phrase.casefold(), one.partner), one.type)
        if first != one.type:
            partner = f" + {one.partner.partition(' ')[2]}" if one.partner else ""
            shared.setdefault((first, one.type), []).append(f"{one.phrase}{partner}")
    for (first, second), phrases in shared.items():
        some = ", ".join(repr(phrase) for phrase in phrases[:3])
        more = f" and {len(phrases) - 3} more" if len(phrases) > 3 else ""
        yield Finding(
            "warning",
            lines.of(table=second, word=phrases[0].partition(" + ")[0]),
            f"[types.{second}]",
            f"{some}{more} of [types.{first}] too, which comes first and takes what is told by them",
            f"take them out of one, unless the excludes of [types.{first}] leave some to this type",
        )


def _type_doubts(name: str, table: dict[str, Any], lines: Lines) -> Iterator[Finding]:
    where = f"[types.{name}]"
    is_event = table.get("event", True)
    if (
        not any(table.get(key) for key in ("verbs", "nouns", "pairs"))
        and table.get("modality") != "statistic"
    ):
        advice = "add verbs, nouns or pairs; without them only coded tables can have it"
        yield Finding("warning", lines.of(table=name), where, "no words tell this type", advice)
    if not is_event and "modality" not in table:
        advice = 'say what its tellings are: modality = "ordered", "threatened", "statistic" ...'
        yield Finding(
            "warning", lines.of(table=name, key="event"), where, "is no event, but has no modality", advice
        )
    for outcome in table.get("outcomes", [])[1:]:
        if outcome not in (*_READ_OUTCOMES, "unknown"):
            known = ", ".join(_READ_OUTCOMES)
            yield Finding(
                "warning",
                lines.of(table=name, key="outcomes"),
                where,
                f"the outcome {outcome!r} is never read: no words are known for it",
                f"only the first of the list stands where nothing is said; words are known for {known}",
            )


def _people_twice(people: dict[str, list[str]], lines: Lines) -> Iterator[Finding]:
    group_of: dict[str, str] = {}
    for group, nouns in people.items():
        for noun in nouns:
            first = group_of.setdefault(noun, group)
            if first != group:
                message = f"{noun!r} is {first} and {group}; the last one counts"
                yield Finding(
                    "warning", lines.of(key=group), "[people]", message, "take it out of one of them"
                )


def _synonyms_twice(types: dict[str, Any], lines: Lines) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for name, table in types.items():
        for word in (name, name.replace("_", " "), *table.get("synonyms", [])):
            first = owner.setdefault(word.casefold(), name)
            if first != name:
                message = f"the synonym {word!r} belongs to [types.{first}] already"
                line = lines.of(table=name, key="synonyms")
                yield Finding("warning", line, f"[types.{name}]", message, "take it out of one of them")
