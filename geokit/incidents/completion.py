"""What the sentence after a telling adds to it: on which day it was, where, and how it ended.

"Troops fired on three residents. The incident took place on 2 December. One of them died on the spot."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geokit.incidents.clauses import Sentence
from geokit.incidents.codebook import Codebook
from geokit.incidents.outcomes import UNSURE, death_told
from geokit.incidents.tellings import place_at
from geokit.incidents.unreal import is_taken_back
from geokit.model import DateExpression, Evidence, PlaceRole, Resolution, Telling
from geokit.text.edtf import overlaps

__all__ = ["complete"]

_OCCURRED = re.compile(
    r"\W*(?:It|This|That|(?:The|This|That)\s+(?:[\w'’-]+\s+){1,3})(?:\s*all)?\s*"
    r"(?:took\s+place|happened|occurred|came\s+about|was\s+reported\s+to\s+have\s+(?:taken\s+place|happened|occurred))\b"
)


def complete(
    telling: Telling,
    sentence: Sentence,
    dates: Sequence[DateExpression],
    resolutions: Sequence[Resolution],
    codebook: Codebook,
) -> Telling:
    """Give a telling what the sentence after it says of it.

    Parameters
    ----------
    telling : Telling
        Of an event, told in the body of a report.
    sentence : Sentence
        One that tells nothing of its own.
    dates, resolutions : sequences
        Those of the sentence.
    codebook : Codebook
        It says which outcomes the telling can have.
    """
    if is_taken_back(sentence.text):
        return replace(
            telling, modality="denied", is_event=False, why=(*telling.why, "completion.taken-back")
        )
    if _OCCURRED.match(sentence.text):
        telling = _dated(telling, dates)
        telling = _placed(telling, resolutions)
    return _ended(telling, sentence, codebook)


def _dated(telling: Telling, dates: Sequence[DateExpression]) -> Telling:
    if not dates or (
        telling.date and telling.date.text and overlaps(telling.date.edtf, dates[0].edtf) is False
    ):
        return telling
    evidence = {**telling.evidence, "date": Evidence(dates[0].start, dates[0].end, "occurred")}
    return replace(telling, date=dates[0], evidence=evidence, why=(*telling.why, "completion.date"))


def _placed(telling: Telling, resolutions: Sequence[Resolution]) -> Telling:
    named = [r for r in resolutions if r.place is not None and r.mention.kind in ("place", "relative")]
    if telling.where is not None or not named:
        return telling
    holders = {parent for r in named if r.place for parent in r.place.parents}
    sharpest = next((r for r in named if r.place and r.place.id not in holders), named[0])
    mention, place = sharpest.mention, sharpest.place
    assert place is not None
    role = PlaceRole(
        "event", place.name, place, mention.start, mention.end, sharpest.score, "completion.place"
    )
    return place_at(telling, role, "completion.place")


def _ended(telling: Telling, sentence: Sentence, codebook: Codebook) -> Telling:
    """Let "he died on the spot" say how what was told before it ended."""
    possible = codebook.types[telling.type].outcomes
    death = death_told(sentence.text)
    if death is None or "killed" not in possible or telling.outcome not in UNSURE:
        return telling
    start, end = (sentence.start + offset for offset in death.span())
    dead = telling.fatalities_min or 1
    return replace(
        telling,
        outcome="killed",
        fatalities_min=dead,
        fatalities_best=telling.n_best if telling.n_best == 1 else telling.fatalities_best or None,
        fatalities_max=telling.n_max,
        evidence={**telling.evidence, "outcome": Evidence(start, end, "completion.outcome")},
        why=(*telling.why, "completion.outcome"),
    )
