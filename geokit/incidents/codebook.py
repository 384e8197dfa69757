"""The codebook: incident types as data, with the words by which they are told.

A codebook is a TOML file; ``docs/codebooks.md`` says what each key means. Another field is another
codebook: no rule of the extraction names a type by more than the properties that stand in its table.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from geokit.errors import CodebookError, UsageError
from geokit.incidents.codebook_files import BUILT_IN, common_english, read_source
from geokit.incidents.codebook_schema import Finding, Lines, findings_of_file, parse
from geokit.incidents.inflection import plural, verb_forms

__all__ = ["Codebook", "Cue", "IncidentType", "load_codebook", "plain_cue"]


@dataclass(frozen=True, slots=True)
class IncidentType:
    """One type of the codebook.

    ``rank`` is its place in the file, 0 the first; ``people`` says whether those whom it is about are the
    subject or the object of its verbs, or are not counted ("none").
    """

    name: str
    rank: int
    definition: str
    is_event: bool
    modality: str | None
    perfect: str
    subordinate: bool
    people: str
    only_people: bool
    excludes: re.Pattern[str] | None
    joins: frozenset[str]
    called: re.Pattern[str] | None
    drawn_at: tuple[str, ...]
    outcomes: tuple[str, ...]
    acled: str | None
    ucdp: str | None
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word form that can tell a type.

    ``tail`` is what must follow the word, ``next_word`` its beginning where that is one word; ``partners``
    are nouns of which one must stand in the same clause.
    """

    type: IncidentType
    kind: str
    lemma: str
    form: str
    tail: re.Pattern[str] | None
    next_word: str
    partners: re.Pattern[str] | None
    partner_is_subject: bool
    modality: str | None
    perfect: str
    present: bool
    rule: str


@dataclass(frozen=True)
class Codebook:
    """The types of one or more codebooks and what they are told by."""

    name: str
    types: Mapping[str, IncidentType]
    cues: Mapping[str, tuple[Cue, ...]] = field(repr=False)
    people: Mapping[str, str] = field(repr=False)
    sha256: str = ""

    @cached_property
    def by_synonym(self) -> Mapping[str, str]:
        """Type names by what coded tables call them, in lower case."""
        names: dict[str, str] = {}
        for incident_type in self.types.values():
            for word in (incident_type.name, incident_type.name.replace("_", " "), *incident_type.synonyms):
                names.setdefault(word.casefold(), incident_type.name)
        return names

    @cached_property
    def subjects(self) -> re.Pattern[str]:
        """The people and the incidents that it knows: what a figure must speak of."""
        nouns = {cue.form for cues in self.cues.values() for cue in cues if cue.kind == "noun"}
        words = sorted(map(re.escape, nouns | set(self.people)))
        return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)

    @cached_property
    def statistic(self) -> IncidentType | None:
        """The type of figures over a period, where the codebook has one."""
        return next((found for found in self.types.values() if found.modality == "statistic"), None)

    def may_join(self, first: str, second: str) -> bool:
        """Whether tellings of two types can be of one incident: of the same, or where one joins the other."""
        if first == second:
            return True
        known = [self.types.get(name) for name in (first, second)]
        return any(one is not None and one.joins & {first, second} for one in known)

    def type_of(self, word: str | None) -> str | None:
        """The type that an analyst's word means, or ``None`` where the codebook does not know it."""
        return self.by_synonym.get(word.strip().casefold()) if word else None


def load_codebook(paths: Sequence[str | Path] = (), *, only: bool = False) -> Codebook:
    """Read the built-in codebook and those of a user.

    Parameters
    ----------
    paths : sequence of str or Path
        TOML files, or names of shipped codebooks ("political-violence"); a type of a later one replaces the
        type of the same name.
    only : bool
        Leave the built-in codebook out.

    Raises
    ------
    CodebookError
        A file is no codebook; the message names the file, the line, the table and what to do.
    UsageError
        There is no such file, or none is named.
    """
    if only and not paths:
        raise UsageError("no codebook: name one with --codebook when --only-codebook is given")
    sources = [read_source(source) for source in (*(() if only else (BUILT_IN,)), *paths)]
    english = common_english()
    irregular: dict[str, list[str]] = dict(english["irregular"])
    people = _people_forms(english["people"])
    tables: dict[str, dict[str, Any]] = {}
    names = []
    for source, content in sources:
        data = _parse(source, content)
        names.append(str(data.get("name", source)))
        irregular |= data.get("irregular", {})
        people |= _people_forms(data.get("people", {}))
        tables |= data["types"]
    types, cues = _compile(tables, irregular)
    digest = hashlib.sha256(b"\0".join(content for _, content in sources)).hexdigest()
    return Codebook(" + ".join(names), types, cues, people, digest)


def _people_forms(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {form: group for group, nouns in groups.items() for noun in nouns for form in (noun, plural(noun))}


def _parse(source: str, content: bytes) -> dict[str, Any]:
    """The tables of a file that breaks no rule of the format."""
    parsed = parse(content)
    if isinstance(parsed, Finding):
        raise CodebookError(parsed.told(source))
    data, text = parsed
    errors = [found for found in findings_of_file(data, Lines(text)) if found.severity == "error"]
    if errors:
        more = f" ({len(errors) - 1} more: geokit codebook check)" if len(errors) > 1 else ""
        raise CodebookError(errors[0].told(source) + more)
    return data


def _compile(
    tables: Mapping[str, dict[str, Any]], irregular: Mapping[str, list[str]]
) -> tuple[dict[str, IncidentType], dict[str, tuple[Cue, ...]]]:
    types: dict[str, IncidentType] = {}
    cues: dict[str, list[Cue]] = {}
    for rank, (name, table) in enumerate(tables.items()):
        types[name] = incident_type = IncidentType(
            name=name,
            rank=rank,
            definition=table["definition"],
            is_event=table.get("event", True),
            modality=table.get("modality"),
            perfect=table.get("perfect", "happened"),
            subordinate=table.get("subordinate", False),
            people=table.get("people", "subject" if table.get("event", True) else "none"),
            excludes=_any_of(table.get("excludes", [])),
            only_people=table.get("only_people", False),
            joins=frozenset(table.get("joins", ())),
            drawn_at=tuple(table.get("drawn_at", ())),
            called=_any_of(_noun_forms(table.get("called", [])), prefix=_TAKES_UP, escaped=True),
            outcomes=tuple(table.get("outcomes", ())),
            acled=table.get("acled"),
            ucdp=table.get("ucdp"),
            synonyms=tuple(table.get("synonyms", ())),
        )
        for cue in _cues_of(incident_type, table, irregular):
            cues.setdefault(cue[0], []).append(cue[1])
    # The longest tail first: "send back" before "send".
    ordered = {word: tuple(sorted(found, key=_specificity)) for word, found in cues.items()}
    return types, ordered


# What stands before a noun by which a report comes back to what it told: "the new order", "these notices".
_TAKES_UP = r"(?:the|this|that|these|those)\s+(?:new\s+|latest\s+|same\s+|recent\s+)?"


def _any_of(phrases: Sequence[str], *, prefix: str = "", escaped: bool = False) -> re.Pattern[str] | None:
    if not phrases:
        return None
    choices = "|".join(phrases if escaped else map(re.escape, phrases))
    return re.compile(rf"\b{prefix}(?:{choices})\b", re.IGNORECASE)


def _specificity(cue: Cue) -> tuple[int, int, str]:
    return (-len(cue.tail.pattern) if cue.tail else 0, cue.type.rank, cue.rule)


def _cues_of(
    incident_type: IncidentType, table: dict[str, Any], irregular: Mapping[str, list[str]]
) -> Iterable[tuple[str, Cue]]:
    for phrase in table.get("verbs", []):
        yield from _verb_cues(incident_type, phrase, irregular, f"{incident_type.name}.{phrase}")
    for pair in table.get("pairs", []):
        partners = re.compile(rf"\b(?:{'|'.join(_noun_forms(pair['nouns']))})\b", re.IGNORECASE)
        for phrase in pair["verbs"]:
            rule = f"{incident_type.name}.{phrase}+{pair['nouns'][0]}"
            for word, cue in _verb_cues(incident_type, phrase, irregular, rule):
                paired = replace(
                    cue,
                    partners=partners,
                    partner_is_subject=bool(pair.get("subject")),
                    modality=pair.get("modality"),
                    perfect=pair.get("perfect", incident_type.perfect),
                    present=bool(pair.get("present")),
                )
                yield word, paired
    for phrase in table.get("nouns", []):
        for form in {phrase, plural(phrase)}:
            head, _, rest = form.partition(" ")
            rule = f"{incident_type.name}.{phrase}"
            yield head.casefold(), plain_cue(incident_type, "noun", phrase, form, rest, rule)


def _verb_cues(
    incident_type: IncidentType, phrase: str, irregular: Mapping[str, list[str]], rule: str
) -> Iterable[tuple[str, Cue]]:
    verb, _, rest = phrase.casefold().partition(" ")
    for word, forms in verb_forms(verb, irregular.get(verb)).items():
        yield word, plain_cue(incident_type, "verb", verb, forms, rest, rule)


def plain_cue(incident_type: IncidentType, kind: str, lemma: str, form: str, rest: str, rule: str) -> Cue:
    """A cue that needs no partner; ``rest`` is what must follow its first word."""
    return Cue(
        type=incident_type,
        kind=kind,
        lemma=lemma,
        form=form,
        tail=_tail(rest),
        next_word="" if rest.startswith("...") else rest.split(" ")[0].casefold(),
        partners=None,
        partner_is_subject=False,
        modality=None,
        perfect=incident_type.perfect,
        present=False,
        rule=rule,
    )


def _noun_forms(nouns: Iterable[str]) -> list[str]:
    forms = {re.escape(form) for noun in nouns for form in (noun, plural(noun))}
    return sorted(forms, key=lambda form: (-len(form), form))


_GAP_END = r"(?:they|he|she|it\s+(?:was|is|has|had)|that|who|which|was|were|is|are|and|but|said)\b"


def _tail(rest: str) -> re.Pattern[str] | None:
    """What must follow a cue's first word; ``...`` stands for up to five words of the same clause."""
    if not rest:
        return None
    parts = [re.escape(part.strip()).replace(r"\ ", r"\s+") for part in rest.split("...")]
    gap = rf"(?:\s+(?!{_GAP_END})[\w'’-]+){{0,5}}?\s+"
    start = r"\s+" if parts[0] else ""
    return re.compile(start + gap.join(parts) + r"(?:s|es)?\b", re.IGNORECASE)
