"""Resolution: which place each mention means, by evidence that can be read off.

Each candidate of a mention gets the weighted sum of what speaks for it (``resolution.toml``); the sums become
shares that add up to one, together with that of a place that the gazetteer does not hold. The report is read
twice: once with what stands at each mention alone, once with what the report's other places say.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from geokit.model import Alternative, Mention, Resolution
from geokit.places.evidence import Clue, candidates_of, read_clues, same_name
from geokit.places.gazetteer import Gazetteer, NamedPlace, distance_km
from geokit.text.spelling import fold

__all__ = ["Candidate", "Hint", "Reader", "resolve_mentions", "settle"]

MOST_ALTERNATIVES = 5
_WIDE = frozenset({"country", "province", "continent", "region", "sea"})


@dataclass(slots=True)
class Candidate:
    """A place that a mention may mean, with what speaks for it: weight by kind of evidence."""

    place_id: str
    evidence: dict[str, tuple[float, str]] = field(default_factory=dict)
    share: float = 0.0

    @property
    def sum(self) -> float:
        """All that speaks for the place, less what speaks against it."""
        return sum(weight for weight, _ in self.evidence.values())


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
        self.candidates = [
            [self._candidate(clue, entry) for entry in candidates_of(clue, gazetteer)] for clue in self.clues
        ]

    def read(self) -> tuple[list[Clue], list[list[Candidate]]]:
        """Weigh all candidates, twice, and give them best first."""
        self._share()
        self._weigh_statements()
        self._share()
        self._weigh_report()
        self._share()
        for found in self.candidates:
            found.sort(key=lambda candidate: (-candidate.share, candidate.place_id))
        return self.clues, self.candidates

    def _candidate(self, clue: Clue, entry: NamedPlace) -> Candidate:
        """Weigh a candidate by its name, its feature and its prominence."""
        weights, gazetteer = self.weights, self.gazetteer
        row = gazetteer.row(entry.place_id)
        candidate = Candidate(entry.place_id)
        kinds = gazetteer.resolution.name_kinds
        candidate.evidence["name"] = (kinds.get(entry.kind, kinds["alternative"]), "its name")
        prominence = weights["prominence"] * gazetteer.prominence(entry.place_id)
        candidate.evidence["prominence"] = (prominence, "most prominent")
        if clue.features:
            fits = row.feature in clue.features
            weight = weights["feature"] if fits else weights["wrong_feature"]
            candidate.evidence["feature"] = (weight, f"called a {row.feature}" if fits else "")
        self._add_hint(candidate)
        return candidate

    def _add_hint(self, candidate: Candidate) -> None:
        hint, weights = self.hint, self.weights
        row = self.gazetteer.row(candidate.place_id)
        given = [
            (hint.countries, self.gazetteer.countries(row.id), "country"),
            (hint.units, frozenset(self.gazetteer.chain(row.id)), "unit"),
        ]
        for wanted, actual, kind in given:
            if wanted:
                weight = weights["given_unit"] if wanted & actual else -weights["given_unit"]
                candidate.evidence[f"given_{kind}"] = (weight, f"lies in the {kind} given")
        if hint.lat is not None and hint.lon is not None:
            distance = distance_km(hint.lat, hint.lon, row.lat, row.lon)
            weight = weights["given_point"] * math.exp(-distance / self.scales["near_km"])
            candidate.evidence["given_point"] = (weight, "near the coordinates given")

    def _share(self) -> None:
        """Turn sums into shares of one; a place that the gazetteer does not hold has its share too."""
        unknown = self.weights["unknown"]
        for found in self.candidates:
            sums = [candidate.sum for candidate in found]
            highest = max([unknown, *sums])
            weights = [math.exp(one - highest) for one in sums]
            total = math.exp(unknown - highest) + sum(weights)
            for candidate, weight in zip(found, weights, strict=True):
                candidate.share = weight / total

    def _weigh_statements(self) -> None:
        """Weigh what is stated beside each mention, and carry it to the report's same names."""
        stated: dict[tuple[str, frozenset[str]], dict[str, tuple[float, str]]] = {}
        before = [{candidate.place_id: candidate.share for candidate in found} for found in self.candidates]
        for clue, found in zip(self.clues, self.candidates, strict=True):
            self._weigh_containers(clue, found, before)
            group = stated.setdefault(same_name(clue), {})
            for candidate in found:
                if candidate.evidence.get("stated_container", (0.0, ""))[0] > 0:
                    group[candidate.place_id] = candidate.evidence["stated_container"]
        for clue, found in zip(self.clues, self.candidates, strict=True):
            for candidate in found:
                carried = stated[same_name(clue)].get(candidate.place_id)
                if carried and "stated_container" not in candidate.evidence:
                    candidate.evidence["one_sense"] = (self.weights["one_sense"], f"{carried[1]} elsewhere")

    def _weigh_containers(self, clue: Clue, found: list[Candidate], shares: list[dict[str, float]]) -> None:
        for kind, others in (("stated_container", clue.stated), ("sentence_container", clue.sentence)):
            for candidate in found:
                self._keep(candidate, kind, self._held_by(candidate, others, shares), "lies in {}")
        for other in clue.listed:
            self._weigh_listed(found, other, shares)
        for candidate in found:
            inside = [
                share
                for other in clue.holds
                for place_id, share in shares[other].items()
                if candidate.place_id in self.gazetteer.chain(place_id)[1:]
            ]
            if inside:
                weight = self.weights["contains"] * min(1.0, max(inside) * 2)
                candidate.evidence["contains"] = (weight, "holds what is said to lie in it")

    def _weigh_listed(self, found: list[Candidate], other: int, shares: list[dict[str, float]]) -> None:
        """Weigh "X, Y": Y holds X, or (Y being a unit above X) X is none of these places."""
        units = [
            place_id
            for place_id in shares[other]
            if self.gazetteer.row(place_id).feature in ("country", "province")
        ]
        if not units:
            return
        held = [self._held_by(candidate, [other], shares) for candidate in found]
        for candidate, (share, holder) in zip(found, held, strict=True):
            if share:
                self._keep(candidate, "stated_container", (share, holder), "lies in {}")
            elif self.gazetteer.row(candidate.place_id).feature not in _WIDE:
                candidate.evidence["contradicted"] = (self.weights["contradicted"], "")

    def _held_by(
        self, candidate: Candidate, others: Iterable[int], shares: list[dict[str, float]]
    ) -> tuple[float, str]:
        """The best share among other mentions' places that hold a candidate, and that place's name."""
        holders = self.gazetteer.chain(candidate.place_id)[1:]
        best = (0.0, "")
        for other in others:
            for place_id, share in shares[other].items():
                if place_id in holders and share > best[0]:
                    best = (share, self.gazetteer.row(place_id).name)
        return best

    def _keep(self, candidate: Candidate, kind: str, held: tuple[float, str], reason: str) -> None:
        share, holder = held
        if share:
            weight = self.weights[kind] * min(1.0, 2 * share)
            candidate.evidence[kind] = (weight, reason.format(holder))

    def _weigh_report(self) -> None:
        """Weigh how much of the rest of the report lies in a candidate's country and unit, and near it."""
        votes = _Votes(self.gazetteer)
        for clue, found in zip(self.clues, self.candidates, strict=True):
            votes.add(same_name(clue), found, self.scales["sure"])
        for clue, found in zip(self.clues, self.candidates, strict=True):
            name = same_name(clue)
            for candidate in found:
                share, country = votes.country_share(name, candidate.place_id)
                if share:
                    weight = self.weights["country"] * share
                    candidate.evidence["country"] = (weight, f"the report is about {country}")
                share, unit = votes.unit_share(name, candidate.place_id)
                if share:
                    candidate.evidence["unit"] = (self.weights["unit"] * share, f"the report is about {unit}")
                distance, neighbour = votes.nearest(name, candidate.place_id)
                if neighbour:
                    weight = self.weights["near"] * math.exp(-distance / self.scales["near_km"])
                    candidate.evidence["near"] = (weight, f"near {neighbour}")


class _Votes:
    """What a report's mentions say about where it plays; a name never votes for itself."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._of_name: dict[object, dict[str, float]] = {}
        self._sum: dict[str, float] = {}
        self._total = 0.0
        self._total_of_name: dict[object, float] = {}
        self._sure: dict[str, object] = {}

    def add(self, name: object, found: list[Candidate], sure: float) -> None:
        own = self._of_name.setdefault(name, {})
        for candidate in found:
            row = self.gazetteer.row(candidate.place_id)
            keys = [*self.gazetteer.countries(row.id), self.gazetteer.units(row.id)[0]]
            for key in keys:
                if key is not None:
                    own[key] = own.get(key, 0.0) + candidate.share
                    self._sum[key] = self._sum.get(key, 0.0) + candidate.share
            if row.country:
                self._total += candidate.share
                self._total_of_name[name] = self._total_of_name.get(name, 0.0) + candidate.share
            if candidate.share >= sure and row.feature not in _WIDE:
                self._sure.setdefault(row.id, name)

    def _share(self, name: object, key: str) -> float:
        total = self._total - self._total_of_name.get(name, 0.0)
        votes = self._sum.get(key, 0.0) - self._of_name.get(name, {}).get(key, 0.0)
        # One other mention is little to go by: the share grows towards its full weight with their number.
        return max(0.0, votes) / (total + 1.0)

    def country_share(self, name: object, place_id: str) -> tuple[float, str]:
        countries = self.gazetteer.countries(place_id)
        return max(((self._share(name, code), code) for code in sorted(countries)), default=(0.0, ""))

    def unit_share(self, name: object, place_id: str) -> tuple[float, str]:
        unit = self.gazetteer.units(place_id)[0]
        if unit is None or unit == place_id:
            return 0.0, ""
        return self._share(name, unit), self.gazetteer.row(unit).name

    def nearest(self, name: object, place_id: str) -> tuple[float, str]:
        row = self.gazetteer.row(place_id)
        if row.feature in _WIDE:
            return math.inf, ""
        distances = [
            (distance_km(row.lat, row.lon, other.lat, other.lon), other.name)
            for other_id, other_name in self._sure.items()
            if other_name != name
            for other in (self.gazetteer.row(other_id),)
        ]
        return min(distances, default=(math.inf, ""))


def settle(mention: Mention, found: list[Candidate], gazetteer: Gazetteer) -> Resolution:
    """Choose among weighed candidates, best first: one by a clear margin, else none."""
    alternatives = [
        Alternative(gazetteer.place(one.place_id), round(one.share, 4))
        for one in found[: MOST_ALTERNATIVES + 1]
    ]
    if not found:
        return Resolution(mention, None, 0.0, 0.0, (), "unknown: not in the gazetteer")
    best = found[0]
    score = round(best.share, 4)
    unknown = 1.0 - sum(one.share for one in found)
    second = max(found[1].share if len(found) > 1 else 0.0, unknown)
    margin = round(best.share - second, 4)
    if margin >= gazetteer.resolution.margin or (best.share > unknown and _nested(found, gazetteer)):
        reason = _reason(found)
        return Resolution(
            mention, gazetteer.place(best.place_id), score, margin, tuple(alternatives[1:]), reason
        )
    rest = tuple(alternatives[:MOST_ALTERNATIVES])
    if unknown >= best.share or len(found) == 1:
        return Resolution(mention, None, score, 0.0, rest, "unknown: no place of this name fits")
    names = " or ".join(_label(gazetteer, one.place_id) for one in found[:2])
    return Resolution(mention, None, score, max(margin, 0.0), rest, f"ambiguous: {names}")


def _nested(found: list[Candidate], gazetteer: Gazetteer) -> bool:
    """Whether the best two are a unit and a town in it: either way it is there."""
    if len(found) < 2:
        return False
    one, other = found[0].place_id, found[1].place_id
    rest = found[2].share if len(found) > 2 else 0.0
    near_enough = found[0].share - rest >= gazetteer.resolution.margin
    return near_enough and (one in gazetteer.chain(other) or other in gazetteer.chain(one))


def _reason(found: list[Candidate]) -> str:
    """Name the evidence that decided: the greatest difference to the second, or the only name."""
    best = found[0]
    stated = best.evidence.get("stated_container")
    if len(found) == 1:
        return f"only place of this name; {stated[1]}" if stated else "only place of this name"
    second = found[1].evidence
    leads = sorted(
        (-(weight - second.get(kind, (0.0, ""))[0]), words)
        for kind, (weight, words) in best.evidence.items()
        if words
    )
    decisive = [words for lead, words in leads[:2] if lead < -0.25]
    return "; ".join(decisive) or leads[0][1]


def _label(gazetteer: Gazetteer, place_id: str) -> str:
    row = gazetteer.row(place_id)
    unit = gazetteer.units(place_id)[0]
    inside = [gazetteer.row(unit).name] if unit and unit != place_id else []
    return ", ".join([row.name, *inside, *([row.country] if row.country else [])])
