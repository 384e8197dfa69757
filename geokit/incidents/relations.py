"""Relations between incidents that are not the same: parts of a sum, reactions, what follows, what repeats.

Each is told by one report: nothing is related across reports that no report relates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geokit.incidents.codebook import Codebook
from geokit.model import Incident, Link, Telling
from geokit.text.edtf import bounds, overlaps

__all__ = ["link_incidents"]

_REACTS = re.compile(r"\s*(?:following|after|in\s+response\s+to|because\s+of|in\s+retaliation\s+for)\b", re.I)
_SOME_OF_THEM = re.compile(r"\w+\s+of\s+(?:the|those|these|them)\b", re.I)
_THE_OTHERS = re.compile(r"\bothers?\b", re.I)
_AGAIN = re.compile(r"\b(?:again|once\s+more|renewed|reissued|re-issued|reiterat\w+|repeat\w+)\b", re.I)
# How far behind what it follows on a sentence may stand.
_NEAR = 400

_Told = tuple[Telling, Incident]


def link_incidents(incidents: Sequence[Incident], codebook: Codebook) -> list[Incident]:
    """Incidents with their relations to the others of the same reports."""
    told: dict[str, list[_Told]] = defaultdict(list)
    for incident in incidents:
        for telling in incident.tellings:
            told[telling.report_id].append((telling, incident))
    links: dict[str, set[Link]] = defaultdict(set)
    for report_id in sorted(told):
        in_order = sorted(told[report_id], key=lambda pair: pair[0].start)
        for incident, link in _relations(in_order, codebook):
            links[incident.id].add(link)
    return [
        replace(one, links=tuple(sorted(links[one.id], key=lambda link: (link.rel, link.id))))
        for one in incidents
    ]


def _relations(told: Sequence[_Told], codebook: Codebook) -> Iterator[tuple[Incident, Link]]:
    """The relations that one report tells, its tellings in the order of the text."""
    for at, (telling, incident) in enumerate(told):
        others = [pair for pair in told if pair[1].id != incident.id]
        for other, whole in others:
            if _is_in_sum(incident, whole):
                yield incident, Link("part_of", whole.id)
            if _reacts(telling, other):
                yield incident, Link("reaction_to", whole.id)
        before = [pair for pair in told[:at] if pair[1].id != incident.id]
        yield from ((incident, link) for link in _relation_to_before(telling, before, codebook))


def _is_in_sum(part: Incident, whole: Incident) -> bool:
    """Whether a counted incident is one of those that a figure of the same day and kind sums up."""
    if whole.modality != "statistic" or not part.is_event or part.n_best is None or whole.n_best is None:
        return False
    same_day = part.date and whole.date and bounds(part.date.edtf) == bounds(whole.date.edtf) != (None, None)
    same_kind = any(rule.startswith(f"{part.type}.") for rule in whole.why)
    return bool(same_day) and same_kind and part.n_best < whole.n_best


def _reacts(telling: Telling, other: Telling) -> bool:
    """Whether one clause says that it followed on the other ('orders ... following the escape')."""
    return 0 <= other.start - telling.end <= 3 and _REACTS.match(other.quote) is not None


def _relation_to_before(telling: Telling, before: Sequence[_Told], codebook: Codebook) -> Iterator[Link]:
    affected = next((actor.text for actor in telling.actors if actor.role == "affected"), "")
    near = [
        (t, i) for t, i in reversed(before) if telling.start - t.end <= _NEAR and not _dates_part(t, telling)
    ]
    events = [(t, i) for t, i in near if t.is_event and telling.is_event]
    for earlier, incident in events[:1]:
        fewer = (telling.n_best or 0) < (earlier.n_best or 0)
        if _SOME_OF_THEM.match(affected) and fewer and codebook.may_join(earlier.type, telling.type):
            yield Link("part_of", incident.id)
        elif _THE_OTHERS.search(affected):
            yield Link("follows", incident.id)
    if _AGAIN.search(telling.quote):
        same = next((i for t, i in reversed(before) if t.type == telling.type), None)
        if same is not None:
            yield Link("repeats", same.id)


def _dates_part(first: Telling, second: Telling) -> bool:
    dates = [t.date.edtf if t.date else None for t in (first, second)]
    return overlaps(dates[0], dates[1]) is False
