"""The places that a name may mean, with what speaks for each whatever the text around it says.

Texts repeat names: what a name alone tells is worked out once for a gazetteer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from geokit.model import MentionKind
from geokit.places.evidence import Clue
from geokit.places.gazetteer import Gazetteer, NamedPlace
from geokit.places.rules import SETTLEMENTS
from geokit.places.world import OUTLYING_KINDS
from geokit.text.spelling import written_like

__all__ = ["Candidate", "Candidates", "Facts", "candidates_of", "share_out"]

# How many places of one name that only the index of the world holds are weighed where nothing holds them.
MOST_NAMESAKES = 30
# Of so many names what they tell by themselves is kept.
KEPT_NAMES = 16384
_WIDE = frozenset({"country", "province", "continent", "region", "sea"})
# Whose namesakes nobody means who does not say so.
_KNOWN_TO_ALL = _WIDE - {"region"}
# What each kind of evidence is called, with its detail; that without one is not spoken of.
_WORDS = {
    "name": "its name",
    "prominence": "most prominent",
    "feature": "called a {}",
    "given_country": "lies in the country given",
    "given_unit": "lies in the unit given",
    "given_point": "near the coordinates given",
    "stated_container": "lies in {}",
    "sentence_container": "lies in {}",
    "one_sense": "lies in {} elsewhere",
    "together": "near the others of its list",
    "contains": "holds what is said to lie in it",
    "country": "the report is about {}",
    "unit": "the report is about {}",
    "near": "near {}",
}


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What the weighing asks of a place.

    ``sort`` is ``settlement`` for all that people live in, else the feature; ``holders`` are the ids of the
    units that hold it, ``countries`` codes, ``unit`` the id of the first-level unit that it lies in or is;
    ``wide`` says that it is too large to be near anything, and ``spot`` gives its position on a sphere of
    radius 1.
    """

    id: str
    name: str
    feature: str
    sort: str
    wide: bool
    lat: float
    lon: float
    spot: tuple[float, float, float]
    holders: tuple[str, ...]
    countries: tuple[str, ...]
    unit: str | None


class Candidate:
    """A place that a mention may mean, with what speaks for it: weight and detail by kind of evidence.

    ``sum`` is all that speaks for the place, less what speaks against it.
    """

    __slots__ = ("evidence", "facts", "share", "sum")

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.evidence: dict[str, tuple[float, str | None]] = {}
        self.sum = 0.0
        self.share = 0.0

    def copy(self) -> Candidate:
        """Give a candidate to go on from."""
        other = Candidate(self.facts)
        other.evidence, other.sum, other.share = self.evidence.copy(), self.sum, self.share
        return other

    def add(self, kind: str, weight: float, detail: str | None = "") -> None:
        """Add evidence, or put it in the place of what there is of its kind."""
        if kind in self.evidence:
            self.sum -= self.evidence[kind][0]
        self.evidence[kind] = (weight, detail)
        self.sum += weight

    def told(self) -> Iterable[tuple[str, float, str]]:
        """Give each kind of evidence with its weight and its words."""
        for kind, (weight, detail) in self.evidence.items():
            if detail is not None:
                yield kind, weight, _WORDS[kind].format(detail)


def share_out(found: Sequence[Candidate], unknown: float) -> None:
    """Turn sums into shares of one; a place that the gazetteer does not hold has its share too."""
    sums = [candidate.sum for candidate in found]
    highest = max([unknown, *sums])
    weights = [math.exp(one - highest) for one in sums]
    total = math.exp(unknown - highest) + sum(weights)
    for candidate, weight in zip(found, weights, strict=True):
        candidate.share = weight / total


class Candidates:
    """A gazetteer's candidates, by what a mention says by itself."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._facts: dict[str, Facts] = {}
        self._known = lru_cache(maxsize=KEPT_NAMES)(self._weigh)

    def of(self, clue: Clue) -> list[Candidate]:
        """Give the candidates of a mention, weighed by name, feature and prominence."""
        mention, held = clue.mention, bool(clue.stated or clue.listed)
        known = self._known(mention.text, mention.kind, clue.name, clue.features, held)
        return [candidate.copy() for candidate in known]

    def _weigh(
        self, text: str, kind: MentionKind, name: str, features: frozenset[str], held: bool
    ) -> list[Candidate]:
        entries = self._entries(text, kind, name, features)
        best: dict[str, NamedPlace] = {}
        for entry in entries if held else _without_hamlets(entries, self._gazetteer):
            best.setdefault(entry.place_id, entry)
        found = [self._weighed(entry, features) for entry in best.values()]
        share_out(found, self._gazetteer.resolution.weights["unknown"])
        return found

    def facts(self, place_id: str) -> Facts:
        """Give what the weighing asks of a place."""
        if place_id not in self._facts:
            self._facts[place_id] = self._read(place_id)
        return self._facts[place_id]

    def _read(self, place_id: str) -> Facts:
        row = self._gazetteer.row(place_id)
        phi, theta = math.radians(row.lat), math.radians(row.lon)
        return Facts(
            id=row.id,
            name=row.name,
            feature=row.feature,
            sort="settlement" if row.feature in SETTLEMENTS else row.feature,
            wide=row.feature in _WIDE,
            lat=row.lat,
            lon=row.lon,
            spot=(math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi)),
            holders=self._gazetteer.chain(row.id)[1:],
            countries=tuple(sorted(self._gazetteer.countries(row.id))),
            unit=self._gazetteer.units(row.id)[0],
        )

    def _weighed(self, entry: NamedPlace, features: frozenset[str]) -> Candidate:
        gazetteer, rules = self._gazetteer, self._gazetteer.resolution
        candidate = Candidate(self.facts(entry.place_id))
        feature = candidate.facts.feature
        candidate.add("name", rules.name_kinds.get(entry.kind, rules.name_kinds["alternative"]))
        candidate.add("prominence", rules.weights["prominence"] * gazetteer.prominence(entry.place_id))
        if feature in features:
            candidate.add("feature", rules.weights["feature"], feature)
        elif features:
            candidate.add("feature", rules.weights["wrong_feature"], None)
        return candidate

    def _entries(
        self, text: str, kind: MentionKind, name: str, features: frozenset[str]
    ) -> Sequence[NamedPlace]:
        """The places of a mention's whole name, else of its name without feature word."""
        gazetteer = self._gazetteer
        whole = gazetteer.named(text)
        fitting = [entry for entry in whole if written_like(entry.name, text)] or whole
        if kind == "demonym" and not fitting:
            fitting = gazetteer.named(text.rstrip("sS"))
        if name == text:
            return fitting
        # "Musan County" may be a name by itself, and is the county among those named "Musan".
        bare = gazetteer.named(name)
        return [*fitting, *(entry for entry in bare if gazetteer.row(entry.place_id).feature in features)]


def _without_hamlets(entries: Sequence[NamedPlace], gazetteer: Gazetteer) -> list[NamedPlace]:
    """Leave out places that nobody means who does not say where they lie.

    Namesakes of a country, a first-level unit or a sea, and all but the largest of many namesakes of a town.
    """
    known = [entry for entry in entries if entry.kind not in OUTLYING_KINDS]
    if any(gazetteer.row(entry.place_id).feature in _KNOWN_TO_ALL for entry in known):
        return known
    outlying = [entry for entry in entries if entry.kind in OUTLYING_KINDS]
    if len(outlying) > MOST_NAMESAKES:
        outlying.sort(key=lambda entry: (-gazetteer.prominence(entry.place_id), entry.place_id))
    return [*known, *outlying[:MOST_NAMESAKES]]


@lru_cache(maxsize=4)
def candidates_of(gazetteer: Gazetteer) -> Candidates:
    """Give a gazetteer's candidates, worked out once."""
    return Candidates(gazetteer)
