"""Resolution: which place each mention means, by evidence that can be read off.

Each candidate of a mention gets the weighted sum of what speaks for it (``resolution.toml``); the sums become
shares that add up to one, together with that of a place that the gazetteer does not hold. The report is read
twice: once with what stands at each mention alone, once with what the report's other places say.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geokit.model import Alternative, Mention, Resolution
from geokit.places.candidates import Candidate, Facts, candidates_of, share_out
from geokit.places.evidence import Clue, read_clues, same_name
from geokit.places.gazetteer import Gazetteer, distance_km
from geokit.text.spelling import fold

__all__ = ["Hint", "Reader", "resolve_mentions", "settle"]

MOST_ALTERNATIVES = 5
# What two mentions share that are taken for the same place.
Name = tuple[str, frozenset[str]]
# Of each mention the places that it may mean, with their shares.
_Shares = Sequence[Sequence[tuple[Facts, float]]]


@dataclass(frozen=True, slots=True)
class Hint:
    """What stands beside a name in a table: its country (code), units' ids, and coordinates in degrees."""

    countries: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None


def resolve_mentions(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, hint: Hint | None = None
) -> list[Resolution]:
    """Resolve the mentions of one text, in their order.

    Parameters
    ----------
    text : str
        The report's text, to which the mentions' offsets refer.
    mentions : sequence of Mention
        Sorted by their start.
    gazetteer : Gazetteer
        Where places, language data and weights come from.
    hint : Hint, optional
        What is known of all of them from elsewhere.
    """
    reader = Reader(text, mentions, gazetteer, hint or Hint())
    settled = [settle(clue.mention, found, gazetteer) for clue, found in zip(*reader.read(), strict=True)]
    return one_sense_a_report(settled)


def one_sense_a_report(resolutions: Sequence[Resolution]) -> list[Resolution]:
    """Give an ambiguous mention the place that every decided mention of the same name in the report has."""
    if all(one.place is not None for one in resolutions):
        return list(resolutions)
    senses: dict[str, set[str]] = {}
    for one in resolutions:
        if one.place is not None:
            senses.setdefault(fold(one.mention.text), set()).add(one.place.id)
    return [_in_sense(one, senses.get(fold(one.mention.text), set())) for one in resolutions]


def _in_sense(resolution: Resolution, senses: set[str]) -> Resolution:
    chosen = [one for one in resolution.alternatives if one.place.id in senses]
    if resolution.place is not None or len(senses) != 1 or not chosen:
        return resolution
    others = tuple(one for one in resolution.alternatives if one is not chosen[0])
    reason = "the same place as elsewhere in the report"
    return replace(
        resolution, place=chosen[0].place, score=chosen[0].score, alternatives=others, reason=reason
    )


class Reader:
    """One text's mentions, weighed together."""

    def __init__(self, text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, hint: Hint) -> None:
        self.gazetteer = gazetteer
        self.weights = gazetteer.resolution.weights
        self.scales = gazetteer.resolution.scales
        self.hint = hint
        self.clues = read_clues(text, mentions, gazetteer)
        known = candidates_of(gazetteer)
        self.candidates = [known.of(clue) for clue in self.clues]
        self.names = [same_name(clue) for clue in self.clues]

    def read(self) -> tuple[list[Clue], list[list[Candidate]]]:
        """Weigh all candidates, twice, and give them best first."""
        if self.hint != Hint():
            self._weigh_hint()
        self._weigh_statements()
        self._share()
        self._weigh_lists()
        self._share()
        self._weigh_report()
        self._share()
        for found in self.candidates:
            found.sort(key=lambda candidate: (-candidate.share, candidate.facts.id))
        return self.clues, self.candidates

    def _share(self) -> None:
        for found in self.candidates:
            share_out(found, self.weights["unknown"])

    def _weigh_hint(self) -> None:
        """Weigh what stands beside the names in a table."""
        hint, weight = self.hint, self.weights["given_unit"]
        for candidate in (candidate for found in self.candidates for candidate in found):
            facts = candidate.facts
            if hint.countries:
                fits = not hint.countries.isdisjoint(facts.countries)
                candidate.add("given_country", weight if fits else -weight)
            if hint.units:
                fits = not hint.units.isdisjoint((facts.id, *facts.holders))
                candidate.add("given_unit", weight if fits else -weight)
            if hint.lat is not None and hint.lon is not None:
                distance = distance_km(hint.lat, hint.lon, facts.lat, facts.lon)
                near = math.exp(-distance / self.scales["near_km"])
                candidate.add("given_point", self.weights["given_point"] * near)
        self._share()

    def _weigh_statements(self) -> None:
        """Weigh what is stated beside each mention, and carry it to the report's same names."""
        stated: dict[Name, dict[str, str | None]] = {}
        shares = [[(one.facts, one.share) for one in found] for found in self.candidates]
        for clue, name, found in zip(self.clues, self.names, self.candidates, strict=True):
            self._weigh_containers(clue, found, shares)
            for candidate in found:
                weight, holder = candidate.evidence.get("stated_container", (0.0, None))
                if weight > 0:
                    stated.setdefault(name, {})[candidate.facts.id] = holder
        for name, found in zip(self.names, self.candidates, strict=True):
            if name not in stated:
                continue
            for candidate in found:
                if candidate.facts.id in stated[name] and "stated_container" not in candidate.evidence:
                    candidate.add("one_sense", self.weights["one_sense"], stated[name][candidate.facts.id])

    def _weigh_containers(self, clue: Clue, found: list[Candidate], shares: _Shares) -> None:
        for kind, others in (("stated_container", clue.stated), ("sentence_container", clue.sentence)):
            if others:
                held = _holders(others, shares)
                for candidate in found:
                    self._hold(candidate, kind, held)
        for other in clue.listed:
            self._weigh_listed(found, other, shares)
        if clue.holds:
            self._weigh_contents(clue, found, shares)

    def _weigh_listed(self, found: list[Candidate], other: int, shares: _Shares) -> None:
        """Weigh "X, Y": Y holds X, or (Y being a unit above X) X is none of these places.

        Two countries are a list.
        """
        best = max(shares[other], key=lambda one: one[1], default=None)
        if best and best[0].feature == "country" and any(one.facts.feature == "country" for one in found):
            return
        if all(facts.feature not in ("country", "province") for facts, _ in shares[other]):
            return
        held = _holders([other], shares)
        for candidate in found:
            if not self._hold(candidate, "stated_container", held) and not candidate.facts.wide:
                candidate.add("contradicted", self.weights["contradicted"], None)

    def _hold(self, candidate: Candidate, kind: str, held: Mapping[str, tuple[float, str]]) -> bool:
        """Weigh that one of the other mentions' places holds a candidate; tell whether one does."""
        holders = [held[place_id] for place_id in candidate.facts.holders if place_id in held]
        if not holders:
            return False
        share, name = max(holders, key=lambda holder: holder[0])
        candidate.add(kind, self.weights[kind] * min(1.0, 2 * share), name)
        return True

    def _weigh_contents(self, clue: Clue, found: list[Candidate], shares: _Shares) -> None:
        for candidate in found:
            inside = [
                share
                for other in clue.holds
                for facts, share in shares[other]
                if candidate.facts.id in facts.holders
            ]
            if inside:
                candidate.add("contains", self.weights["contains"] * min(1.0, max(inside) * 2))

    def _weigh_lists(self) -> None:
        """Weigh how near a candidate lies to what the other names of its list may mean."""
        shares = [[(one.facts, one.share) for one in found] for found in self.candidates]
        for clue, found in zip(self.clues, self.candidates, strict=True):
            if not clue.together or clue.stated or len(found) < 2:
                continue
            for candidate in found:
                if not candidate.facts.wide:
                    apart = math.prod(1.0 - self._pull(shares[one], candidate.facts) for one in clue.together)
                    candidate.add("together", self.weights["together"] * (1.0 - apart))

    def _pull(self, others: Sequence[tuple[Facts, float]], facts: Facts) -> float:
        """How strongly one name of a list pulls another's place to one of its own, from 0 to 1."""
        best = max([share for _, share in others], default=0.0)
        strongest = 0.0
        for other, share in others:
            if share > strongest * best and not other.wide:
                distance = distance_km(facts.lat, facts.lon, other.lat, other.lon)
                alike = 1.0 if facts.sort == other.sort else 0.5
                near = alike * math.exp(-distance / self.scales["near_km"])
                strongest = max(strongest, near * share / best)
        return strongest

    def _weigh_report(self) -> None:
        """Weigh how much of the rest of the report lies in a candidate's country and unit, and near it."""
        votes = _Votes()
        of_name: dict[Name, list[Candidate]] = {}
        for name, found in zip(self.names, self.candidates, strict=True):
            votes.add(name, found, self.scales["sure"])
            of_name.setdefault(name, []).extend(found)
        for name, candidates in of_name.items():
            others = _Others(votes, name)
            # The report says the same of a place at each mention of a name.
            told: dict[str, list[tuple[str, float, str]]] = {}
            for candidate in candidates:
                facts = candidate.facts
                if facts.id not in told:
                    told[facts.id] = list(self._told(others, facts))
                for kind, weight, detail in told[facts.id]:
                    candidate.add(kind, weight, detail)

    def _told(self, others: _Others, facts: Facts) -> Iterator[tuple[str, float, str]]:
        """What the report's other places say for a place: kind, weight and detail."""
        share, country = max([(others.share(code), code) for code in facts.countries], default=(0.0, ""))
        if share:
            yield "country", self.weights["country"] * share, country
        if facts.unit is not None and facts.unit != facts.id:
            share = others.share(facts.unit)
            if share:
                yield "unit", self.weights["unit"] * share, self.gazetteer.row(facts.unit).name
        neighbour = others.nearest(facts)
        if neighbour is not None:
            distance = distance_km(facts.lat, facts.lon, neighbour.lat, neighbour.lon)
            near = math.exp(-distance / self.scales["near_km"])
            yield "near", self.weights["near"] * near, neighbour.name


def _holders(others: Iterable[int], shares: _Shares) -> dict[str, tuple[float, str]]:
    """The places of some mentions, by id, each with its best share and its name."""
    best: dict[str, tuple[float, str]] = {}
    for other in others:
        for facts, share in shares[other]:
            if facts.id not in best or share > best[facts.id][0]:
                best[facts.id] = (share, facts.name)
    return best


class _Votes:
    """What a report's mentions say about where it plays: votes for countries and units, and sure places."""

    def __init__(self) -> None:
        self.total = 0.0
        self.by_key: dict[str, float] = {}
        self.total_of: dict[Name, float] = {}
        self.by_key_of: dict[Name, dict[str, float]] = {}
        self.sure: dict[Facts, Name] = {}

    def add(self, name: Name, found: list[Candidate], sure: float) -> None:
        """Let a mention vote with its candidates' shares; of what it is ``sure`` others may be near."""
        own, everybody = self.by_key_of.setdefault(name, {}), self.by_key
        for candidate in found:
            facts, share = candidate.facts, candidate.share
            for key in facts.countries if facts.unit is None else (*facts.countries, facts.unit):
                own[key] = own.get(key, 0.0) + share
                everybody[key] = everybody.get(key, 0.0) + share
            if facts.countries:
                self.total += share
                self.total_of[name] = self.total_of.get(name, 0.0) + share
            if share >= sure and not facts.wide:
                self.sure.setdefault(facts, name)


class _Others:
    """The votes of all names but one: a name never votes for itself."""

    def __init__(self, votes: _Votes, name: Name) -> None:
        self._all, self._own = votes.by_key, votes.by_key_of[name]
        # One other mention is little to go by: the share grows towards its full weight with their number.
        self._enough = votes.total - votes.total_of.get(name, 0.0) + 1.0
        self._sure = [facts for facts, whose in votes.sure.items() if whose != name]

    def share(self, key: str) -> float:
        """The share of the votes that fall to a country or a unit."""
        return max(0.0, self._all.get(key, 0.0) - self._own.get(key, 0.0)) / self._enough

    def nearest(self, facts: Facts) -> Facts | None:
        """The nearest to a place of those that other names surely mean."""
        if facts.wide or not self._sure:
            return None
        x, y, z = facts.spot
        return max(self._sure, key=lambda one: x * one.spot[0] + y * one.spot[1] + z * one.spot[2])


def settle(mention: Mention, found: list[Candidate], gazetteer: Gazetteer) -> Resolution:
    """Choose among weighed candidates, best first: one by a clear margin, else none."""
    if not found:
        return Resolution(mention, None, 0.0, 0.0, (), "unknown: not in the gazetteer")
    alternatives = [
        Alternative(gazetteer.place(one.facts.id), round(one.share, 4))
        for one in found[: MOST_ALTERNATIVES + 1]
    ]
    best = found[0]
    score = alternatives[0].score
    unknown = 1.0 - sum([one.share for one in found])
    second = max(found[1].share if len(found) > 1 else 0.0, unknown)
    margin = round(best.share - second, 4)
    if margin >= gazetteer.resolution.margin or (best.share > unknown and _nested(found, gazetteer)):
        place, reason = alternatives[0].place, _reason(found)
        return Resolution(mention, place, score, margin, tuple(alternatives[1:]), reason)
    rest = tuple(alternatives[:MOST_ALTERNATIVES])
    if unknown >= best.share or len(found) == 1:
        return Resolution(mention, None, score, 0.0, rest, "unknown: no place of this name fits")
    names = " or ".join(_label(gazetteer, one.facts) for one in found[:2])
    return Resolution(mention, None, score, max(margin, 0.0), rest, f"ambiguous: {names}")


def _nested(found: list[Candidate], gazetteer: Gazetteer) -> bool:
    """Whether the best two are a unit and a town in it: either way it is there."""
    if len(found) < 2:
        return False
    one, other = found[0].facts, found[1].facts
    rest = found[2].share if len(found) > 2 else 0.0
    near_enough = found[0].share - rest >= gazetteer.resolution.margin
    return near_enough and (one.id in other.holders or other.id in one.holders)


def _reason(found: list[Candidate]) -> str:
    """Name the evidence that decided: the greatest difference to the second, or the only name."""
    best = found[0]
    if len(found) == 1:
        stated = best.evidence.get("stated_container")
        return f"only place of this name; lies in {stated[1]}" if stated else "only place of this name"
    second = found[1].evidence
    leads = sorted(
        (-(weight - second.get(kind, (0.0, None))[0]), words) for kind, weight, words in best.told() if words
    )
    decisive = [words for lead, words in leads[:2] if lead < -0.25]
    return "; ".join(decisive) or leads[0][1]


def _label(gazetteer: Gazetteer, facts: Facts) -> str:
    inside = [gazetteer.row(facts.unit).name] if facts.unit and facts.unit != facts.id else []
    country = gazetteer.row(facts.id).country
    return ", ".join([facts.name, *inside, *([country] if country else [])])
