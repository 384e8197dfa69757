"""Entries of a list that are told by its heading: 'Other returns: * July 2021: nearly 50 people'."""

from __future__ import annotations

import re

from geokit.incidents.assertion import Assertion
from geokit.incidents.clauses import Sentence, Trigger
from geokit.incidents.codebook import Codebook, IncidentType, plain_cue
from geokit.incidents.inflection import plural
from geokit.incidents.people import Group

__all__ = ["entry_trigger"]

_ENTRY = re.compile(r"\s*(?:[•*·▪◦‣–—-]|\(?\d{1,2}[.)])\s+")
_LONGEST_HEADING = 200
_UNREAL_HEADING = re.compile(
    r"\b(?:planned|scheduled|expected|ruled\s+out|possible|future|upcoming|denied|threatened|prevented|no|never)\b",
    re.I,
)


def entry_trigger(text: str, sentence: Sentence, group: Group, codebook: Codebook) -> Trigger | None:
    """The trigger of a list entry that has no word for what happened, by the heading of its list.

    Parameters
    ----------
    text : str
        The report's text.
    sentence : Sentence
        Of the entry.
    group : Group
        The people whom it counts.
    codebook : Codebook
    """
    heading = _heading(text, sentence.start)
    if heading is None or _UNREAL_HEADING.search(heading):
        return None
    incident_type = _type_named(heading, codebook)
    if incident_type is None:
        return None
    cue = plain_cue(incident_type, "noun", "", "", "", f"{incident_type.name}.list-heading")
    return Trigger(
        group.start, group.end, incident_type, cue, Assertion("past", "list-entry"), is_passive=False
    )


def _heading(text: str, offset: int) -> str | None:
    """The line with a colon at its end that stands above the entries of a list, or ``None``."""
    start = text.rfind("\n", 0, offset) + 1
    if not _ENTRY.match(text, start):
        return None
    for line in reversed(text[:start].splitlines()):
        if line.strip() and not _ENTRY.match(line):
            line = line.strip()
            return line if line.endswith(":") and len(line) <= _LONGEST_HEADING else None
    return None


def _type_named(heading: str, codebook: Codebook) -> IncidentType | None:
    """The first event type of which a heading names the plural, as coded tables call it."""
    for incident_type in codebook.types.values():
        names = [plural(name) for name in (incident_type.name.replace("_", " "), *incident_type.synonyms)]
        if incident_type.is_event and re.search(rf"\b(?:{'|'.join(map(re.escape, names))})\b", heading, re.I):
            return incident_type
    return None
