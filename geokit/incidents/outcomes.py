"""How a telling ended: outcome and dead, read from the words of its own clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geokit.incidents.clauses import Trigger
from geokit.incidents.codebook import IncidentType
from geokit.incidents.people import Group

__all__ = ["UNSURE", "death_told", "fatalities", "outcome_of"]

# What a report says before it says how it ended.
UNSURE = frozenset({None, "unknown", "wounded", "attempted"})

_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (outcome, re.compile(pattern, re.I))
    for outcome, pattern in (
        (
            "unhurt",
            r"\b(?:no\s+one\s+was\s+(?:hurt|injured|harmed)|unharmed|unhurt|no\s+(?:casualties|injuries)|without\s+injur\w+|nobody\s+was\s+(?:hurt|injured))\b",
        ),
        (
            "killed",
            r"\b(?:killed|dead|died|fatally|deaths?|lost\s+(?:his|her|their)\s+li(?:fe|ves)|bodies|drowned|murdered|executed)\b",
        ),
        (
            "wounded",
            r"\b(?:wounded|injured|hit|bullets|gunshot\s+wounds?|hurt|shot\s+(?:him|her|them)\b|survived)\b",
        ),
        ("released", r"\b(?:released|freed|set\s+free|let\s+go)\b"),
        ("returned", r"\b(?:returned|sent\s+back|came\s+back|repatriated)\b"),
        (
            "caught",
            r"\b(?:arrested|captured|caught(?!\s+on\s+(?:camera|film|video|tape))|apprehended|detained|taken\s+into\s+custody|in\s+custody|seized|held|intercepted)\b",
        ),
        (
            "at_large",
            r"\b(?:at\s+large|whereabouts|unable\s+to\s+find|on\s+the\s+run|still\s+(?:missing|being\s+(?:sought|searched))|manhunt)\b",
        ),
        ("attempted", r"\b(?:not\s+successful|unsuccessful\w*|failed|thwarted|turned\s+back)\b"),
    )
)
_KILLED = re.compile(
    r"\b(?<!was )(?<!were )(?<!been )(?:killed|killing|murdered|stabbed|shot\s+dead|shot\s+and\s+killed)\b",
    re.I,
)
_DIED = re.compile(
    r"\b(?:(?:was|were|been)\s+(?:shot\s+)?(?:killed|dead)|died|dead|drowned|lost\s+their\s+lives)\b", re.I
)


_HE_DIED = re.compile(
    r"\b(?:he|she|they|it|(?:both|all|one|two|three|four|five|some)(?:\s+of\s+(?:them|the\s+\w+|those))?|the\s+(?:[\w'’-]+\s+){0,2}[\w'’-]+)\s+(?:(?:later|then|all|both|soon|also|\w+ly)\s+)*"
    r"(?:died|drowned|bled\s+to\s+death|succumbed|(?:was|were)\s+(?:shot\s+)?(?:killed|dead|pronounced\s+dead|found\s+dead))\b",
    re.I,
)


def death_told(sentence: str) -> re.Match[str] | None:
    """The words by which a sentence says that people told of before died: 'he died on the spot'."""
    return _HE_DIED.search(sentence)


def outcome_of(incident_type: IncidentType, trigger: Trigger, quote: str) -> str | None:
    """The outcome of a telling, one of those that its type can have; ``None`` where the type has none.

    Parameters
    ----------
    incident_type : IncidentType
    trigger : Trigger
    quote : str
        The text of the telling.
    """
    if not incident_type.outcomes:
        return None
    for outcome, cue in _CUES:
        if outcome in incident_type.outcomes and cue.search(quote):
            return outcome
    if trigger.assertion.status == "attempted" and "attempted" in incident_type.outcomes:
        return "attempted"
    return incident_type.outcomes[0]


def fatalities(
    text: str,
    span: tuple[int, int],
    incident_type: IncidentType,
    outcome: str | None,
    groups: Sequence[Group],
    affected: Group | None,
) -> tuple[int | None, int | None, int | None]:
    """How many died: minimum, best and maximum.

    Parameters
    ----------
    text : str
        The report's text.
    span : (int, int)
        The telling's offsets.
    incident_type : IncidentType
    outcome : str or None
    groups : sequence of Group
        The people counted in the telling.
    affected : Group or None
        Those whom it is about; taken where no other number stands with the word for death.
    """
    if outcome == "killed":
        dead = _dead(text, span, groups) or affected
        return (dead.minimum, dead.best, dead.maximum) if dead else (None, None, None)
    if "killed" not in incident_type.outcomes or incident_type.subordinate:
        return None, None, None
    if outcome == "unknown":
        return 0, None, affected.maximum if affected else None
    return 0, 0, 0


def _dead(text: str, span: tuple[int, int], groups: Sequence[Group]) -> Group | None:
    """The people counted beside a word for death: after 'killed', before 'were killed' or 'died'."""
    for match in _KILLED.finditer(text, *span):
        after = [g for g in groups if 0 <= g.start - match.end() <= 25]
        if after:
            return after[0]
    for match in _DIED.finditer(text, *span):
        before = [g for g in groups if 0 <= match.start() - g.end <= 40]
        if before:
            return before[-1]
    return None
