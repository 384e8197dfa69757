"""Which tellings are of one incident.

Two tellings are joined by what they agree on, never by how alike their words are, except that a text told
again word for word is one telling; a contradiction in one hard slot forbids it, and where two candidates fit
equally a telling stands alone. Nothing is joined on a type and an open date only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from geokit.incidents.agreement import agreement, distinct, may_be_same
from geokit.incidents.codebook import Codebook
from geokit.incidents.reposts import is_repost, repost_keys
from geokit.model import Telling
from geokit.text.edtf import bounds, has_unknown_year, precision

__all__ = ["group_tellings"]

_ENOUGH = 3.0
_DEFINITE = re.compile(r"\b(?:the|that|this|those|these)\s+(?:[\w.'’-]+\s+){0,3}$", re.I)
# A date that spans more than this says nothing of when.
_MOST_MONTHS = 12
# What is no older than this at a report's publication can be its news.
_NEWS_DAYS = 60

Group = list[Telling]
Key = tuple[str | int, ...]


def group_tellings(tellings: Sequence[Telling], codebook: Codebook) -> list[Group]:
    """Tellings grouped by incident, in the order of the first telling of each.

    Parameters
    ----------
    tellings : sequence of Telling
        In any order; the result does not depend on it.
    codebook : Codebook
        It says which types can be of one incident.
    """
    known = _KnownGroups()
    for chain in sorted(_chains(tellings, codebook), key=_order):
        group = _best_group(known.near(chain), chain, codebook) or _taken_up(known, chain, codebook)
        if group is None:
            group = []
        group.extend(chain)
        known.add(group, chain)
    return [sorted(group, key=_reading_order) for group in known.groups]


class _KnownGroups:
    """The groups so far, found again by report, month and number of people."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._by_key: dict[Key, dict[int, Group]] = defaultdict(dict)
        self._place: dict[int, int] = {}

    def add(self, group: Group, chain: Group) -> None:
        if id(group) not in self._place:
            self._place[id(group)] = len(self.groups)
            self.groups.append(group)
        for telling in chain:
            for key in _keys(telling):
                self._by_key[key][self._place[id(group)]] = group

    def near(self, chain: Group) -> list[Group]:
        """Groups that share a report, a month or a number of people with a chain, in order."""
        found: dict[int, Group] = {}
        for telling in chain:
            for key in _sought_keys(telling):
                found |= self._by_key.get(key, {})
        return [found[place] for place in sorted(found)]

    def of_report(self, report_id: str, incident_type: str) -> list[Group]:
        """Groups in which a report tells something of a type."""
        groups = self._by_key.get(("report", report_id), {}).values()
        return [g for g in groups if any(t.report_id == report_id and t.type == incident_type for t in g)]


def _keys(telling: Telling) -> set[Key]:
    months = set(_months(telling))
    return {
        ("report", telling.report_id),
        *_people_keys(telling),
        *(("month", *month) for month in months),
        *(("any year", month) for _, month in months),
    }


def _sought_keys(telling: Telling) -> set[Key]:
    """The keys of what can agree with a telling; a date without a year agrees with that of any year."""
    sought: set[Key] = {("report", telling.report_id), *_people_keys(telling)}
    for year, month in _months(telling):
        sought |= {("any year", month)} if year == 0 else {("month", year, month), ("month", 0, month)}
    return sought


def _months(telling: Telling) -> Iterator[tuple[int, int]]:
    """The months that a written date touches; the year is 0 where it is unknown."""
    if telling.date is None or not telling.date.text or not telling.date.edtf:
        return
    if has_unknown_year(telling.date.edtf):
        for part in telling.date.edtf.split("/"):
            month = part.split("-")[1:2]
            if month and month[0].isdigit():
                yield 0, int(month[0])
        return
    first, last = bounds(telling.date.edtf)
    if first is None or last is None:
        return
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if end - start < _MOST_MONTHS:
        yield from ((at // 12, at % 12 + 1) for at in range(start, end + 1))


def _people_keys(telling: Telling) -> set[Key]:
    if telling.n_best is None or telling.where is None or telling.where.place is None:
        return set()
    # One person is told of everywhere: only at the same place does the number say something.
    here = telling.where.place.id if telling.n_best == 1 else ""
    return {("people", telling.n_best, here)}


def _chains(tellings: Sequence[Telling], codebook: Codebook) -> list[Group]:
    """Tellings that are one by themselves: re-posts of a text, and what takes up an earlier one by name."""
    ordered = sorted(tellings, key=_reading_order)
    chain_of: dict[str, Group] = {}
    by_words: dict[str, list[Telling]] = defaultdict(list)
    for telling in ordered:
        chain = chain_of.get(telling.id) or chain_of.get(telling.refers_to or "")
        for key in repost_keys(telling):
            earlier = next((t for t in by_words[key] if is_repost(t, telling, codebook)), None)
            chain = chain or (chain_of[earlier.id] if earlier else None)
            by_words[key].append(telling)
        chain = chain_of.setdefault(telling.id, []) if chain is None else chain
        chain_of[telling.id] = chain
        chain.append(telling)
    return list({id(chain): chain for chain in chain_of.values()}.values())


def _order(chain: Group) -> tuple[bool, float, str, str, int]:
    """The sharpest first, so that the vague find something to join; what only points back last."""
    first = min(chain, key=_reading_order)
    return (
        all(_points_back(telling) for telling in chain),
        -max(_sharpness(telling) for telling in chain),
        *_reading_order(first),
    )


def _reading_order(telling: Telling) -> tuple[str, str, int]:
    return (telling.published or "9999", telling.report_id, telling.start)


def _sharpness(telling: Telling) -> float:
    date = 6 - (precision(telling.date.edtf) or 6) if telling.date and telling.date.text else 0
    return date + (2 if telling.geometry is not None else 0) + (1 if telling.n_best is not None else 0)


def _best_group(groups: Sequence[Group], chain: Group, codebook: Codebook) -> Group | None:
    fitting = []
    for group in groups:
        found = agreement(group, chain)
        if found.weight >= _ENOUGH and found.slots >= 2 and _all_may_be_same(group, chain, codebook):
            fitting.append((found.weight, group))
    if not fitting:
        return None
    fitting.sort(key=lambda pair: -pair[0])
    if len(fitting) > 1 and fitting[0][0] == fitting[1][0]:
        return None
    return fitting[0][1]


def _all_may_be_same(group: Group, chain: Group, codebook: Codebook) -> bool:
    return all(
        may_be_same(first, second, codebook) for first in distinct(group) for second in distinct(chain)
    )


def _taken_up(known: _KnownGroups, chain: Group, codebook: Codebook) -> Group | None:
    """The one group of the report that a chain can only mean: 'the Aug. 9 defections', the order of late."""
    first = min(chain, key=_reading_order)
    groups = known.of_report(first.report_id, first.type)
    if first.is_event:
        groups = _last_told_before(groups, first) if all(_points_back(telling) for telling in chain) else []
    else:
        undated = all(telling.date is None or not telling.date.text for telling in chain)
        groups = [g for g in groups if undated and codebook.types[first.type].called and _is_news(g, first)]
    return groups[0] if len(groups) == 1 and _all_may_be_same(groups[0], chain, codebook) else None


def _last_told_before(groups: Sequence[Group], telling: Telling) -> list[Group]:
    """Of several groups of a report the one that it told last before a telling."""

    def told(group: Group) -> int:
        starts = [t.start for t in group if t.report_id == telling.report_id and t.start < telling.start]
        return max(starts, default=-1)

    before = [group for group in groups if told(group) >= 0]
    return [max(before, key=told)] if before else []


def _points_back(telling: Telling) -> bool:
    """Whether a telling only takes up another: 'the Aug. 9 defections', with neither place nor number."""
    trigger, assertion = telling.evidence.get("type"), telling.evidence.get("modality")
    if trigger is None or assertion is None or assertion.rule not in ("specific-noun", "took-place"):
        return False
    return _DEFINITE.search(telling.quote[: max(0, trigger.start - telling.start)]) is not None


def _is_news(group: Group, telling: Telling) -> bool:
    """Whether a group has a day of the weeks before the report that a telling stands in."""
    published = bounds(telling.published)[0]
    days = [bounds(t.date.edtf)[0] for t in group if t.date and t.date.text and precision(t.date.edtf)]
    return published is not None and any(
        day is not None and 0 <= (published - day).days <= _NEWS_DAYS for day in days
    )
