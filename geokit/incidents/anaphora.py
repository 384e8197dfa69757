"""What a telling takes up from before it: "the order" its date, "he" and "the man" the people told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geokit.incidents.agreement import may_be_same
from geokit.incidents.codebook import Codebook
from geokit.model import Telling

__all__ = ["has_own_date", "refer_back", "speaks_of_known_people"]

# "The two others", "the third" are not those told of.
_DEFINITE_PEOPLE = re.compile(
    r"(?:the|these|those|both)\s+"
    r"(?!same\b|(?:\w+\s+)?others?\b|first\b|second\b|third\b|fourth\b|fifth\b|rest\b|last\b)",
    re.I,
)
_DEFINED = re.compile(r",?\s+(?:who|whom|whose|that|of|from|in|at)\b", re.I)
_SUBJECT = re.compile(r"\b(?:he|she|they)\s+(?:\w+\s+){0,3}$", re.I)
_OBJECT = re.compile(r"\w+\s+(?:[\w'’-]+\s+){0,5}?(?:him|her|them)\b(?!\s+[a-z]+(?:s|es)\b)", re.I)


def refer_back(tellings: Sequence[Telling], codebook: Codebook) -> list[Telling]:
    """Give a telling what it takes up from an earlier one of its report, and say in ``refers_to`` which.

    Parameters
    ----------
    tellings : sequence of Telling
        Of one report, in the order of the text.
    codebook : Codebook
        Its ``called`` are the nouns by which a report comes back to a type.
    """
    known: list[Telling] = []
    for telling in tellings:
        known.append(_with_date(_with_people(telling, known, codebook), known, codebook))
    return known


def _with_people(telling: Telling, known: Sequence[Telling], codebook: Codebook) -> Telling:
    """'He was killed', 'the man was shot': the last event told that can be the same."""
    if not telling.is_event or telling.rank != "body" or not speaks_of_known_people(telling, codebook):
        return telling
    joinable = (t for t in reversed(known) if t.is_event and codebook.may_join(t.type, telling.type))
    earlier = next(joinable, None)
    if earlier is None or not may_be_same(earlier, telling, codebook):
        return telling
    return replace(telling, refers_to=earlier.refers_to or earlier.id, why=(*telling.why, "anaphor.people"))


def speaks_of_known_people(telling: Telling, codebook: Codebook) -> bool:
    """Whether the people of a telling were told of before: "they", "the two men"."""
    affected = next((actor.text for actor in telling.actors if actor.role == "affected"), None)
    counted = telling.evidence.get("n")
    if affected is not None and counted is not None:
        # "Derek Chauvin, the officer who knelt": a name or a clause says who is meant.
        before = telling.quote[: counted.start - telling.start].rstrip()
        after = telling.quote[counted.end - telling.start :]
        defined = before.endswith(",") or _DEFINED.match(after) is not None
        return _DEFINITE_PEOPLE.match(affected) is not None and "," not in affected and not defined
    trigger = telling.evidence["type"]
    before = telling.quote[: trigger.start - telling.start]
    after = telling.quote[trigger.start - telling.start :]
    done_to = codebook.types[telling.type].people == "object"
    return _SUBJECT.search(before) is not None or (done_to and _OBJECT.match(after) is not None)


def _with_date(telling: Telling, known: Sequence[Telling], codebook: Codebook) -> Telling:
    """'The order' is the last one told, the last that has a date where one has."""
    called = codebook.types[telling.type].called
    before = [t for t in reversed(known) if t.type == telling.type]
    if called is None or not before or not called.search(telling.quote) or has_own_date(telling):
        return telling
    earlier = next((t for t in before if has_own_date(t)), before[0])
    date = replace(earlier.date, basis="anaphor") if earlier.date and has_own_date(earlier) else telling.date
    rule = f"anaphor.{telling.type}"
    return replace(telling, date=date, refers_to=earlier.refers_to or earlier.id, why=(*telling.why, rule))


def has_own_date(telling: Telling) -> bool:
    """Whether a telling's date is written, not left open by its tense."""
    return telling.date is not None and bool(telling.date.text)
