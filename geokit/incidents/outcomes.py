"""How a telling ended: outcome and dead, read from the words of its own clause."""

from __future__ import annotations

import re

from geokit.incidents.clauses import Trigger
from geokit.incidents.codebook import IncidentType

__all__ = ["fatalities", "outcome_of"]

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
_ONLY_OF_CROSSERS = {"killed", "wounded"}


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
    incident_type: IncidentType,
    outcome: str | None,
    counts: tuple[int | None, int | None, int | None],
    quote: str,
) -> tuple[int | None, int | None, int | None]:
    """How many died: the people counted where they were killed; an unknown outcome leaves it between 0 and all."""
    if outcome == "killed":
        return counts
    if "killed" not in incident_type.outcomes or incident_type.subordinate:
        return None, None, None
    if outcome == "unknown":
        return 0, None, counts[2]
    return 0, 0, 0
