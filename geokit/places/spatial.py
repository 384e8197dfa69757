"""Spatial expressions: a place that is said by way of others, and the shape that this gives.

``near X``, ``12 km north of X``, ``between X and Y``, ``where A meets the borders of B and C``. Each is read
around names that are resolved already and becomes a mention of kind ``relative`` with a computed place. To
add an expression: a method of ``_Expressions`` that gives its span and its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geokit.model import Mention, Place, Report, Resolution, ShapeKind
from geokit.places import geometry as shapes
from geokit.places.gazetteer import Gazetteer, geometry_dimension
from geokit.places.rules import RecognitionRules

if TYPE_CHECKING:
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

__all__ = ["relative_places"]

# Of these a neighbourhood is no place that anybody could find.
_WIDE = frozenset({"country", "continent", "region", "sea", "province", "zone"})
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})*(?:\.\d+)?)"
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class _Computed:
    """A spatial expression: where it stands, which names it rests on, and its shape."""

    start: int
    end: int
    key: str
    bases: tuple[Resolution, ...]
    spot: Point
    geometry: BaseGeometry
    radius_km: float


def relative_places(report: Report, resolved: Sequence[Resolution], gazetteer: Gazetteer) -> list[Resolution]:
    """Find the spatial expressions around resolved names and compute their shapes.

    Parameters
    ----------
    report : Report
        The text that holds them.
    resolved : sequence of Resolution
        The names, sorted by their start.
    gazetteer : Gazetteer
        Whose language data names the words.

    Returns
    -------
    list of Resolution
        One for each expression; its place has the id ``computed:...``, ``shape_basis`` computed, and a radius
        that covers what the expression leaves open.
    """
    expressions = _Expressions(report.text, resolved, gazetteer)
    return [_resolution(report, computed) for computed in expressions.found()]


class _Patterns:
    """What stands before and between the names of an expression, made out of the language data."""

    def __init__(self, language: RecognitionRules) -> None:
        rules = language.spatial
        article = rf"(?:{_any(language.articles)}\s+)?"
        bearing = rf"(?:(?:to\s+the\s+)?(?P<bearing>{_any(rules.bearings)})\s+)?"
        self.near = _pattern(rf"\b(?P<word>{_any(rules.near)})\s+{article}$")
        self.distance = _pattern(
            rf"\b{_NUMBER}[\s-]*(?P<unit>{_any(rules.units)})\s+{bearing}{_any(rules.from_words)}\s+{article}$"
        )
        self.between = _pattern(rf"\b{_any(rules.between)}\s+{article}$")
        self.joint = _pattern(rf"\s+{_any(rules.joined)}\s+{article}")
        self.where = _pattern(rf"\b{_any(rules.where)}\s+{article}$")
        self.meets = _pattern(rf"\s+{_any(rules.meets)}\s+(?:{_any(rules.borders)}\s+)?{article}")


@lru_cache(maxsize=8)
def _patterns(language: RecognitionRules) -> _Patterns:
    return _Patterns(language)


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


class _Expressions:
    def __init__(self, text: str, resolved: Sequence[Resolution], gazetteer: Gazetteer) -> None:
        self.text = text
        self.rules = gazetteer.recognition.spatial
        self.patterns = _patterns(gazetteer.recognition)
        self.names = [one for one in resolved if one.mention.kind == "place" and one.place is not None]

    def found(self) -> Iterator[_Computed]:
        """Give the expressions in the order of the text; a name begins at most one."""
        for position in range(len(self.names)):
            for read in (self._junction, self._between, self._distance, self._near):
                computed = read(position)
                if computed is not None:
                    yield computed
                    break

    def _near(self, position: int) -> _Computed | None:
        name, place = self.names[position], self._place(position)
        found = self._before(self.patterns.near, position)
        if found is None or place.feature in _WIDE:
            return None
        km = self.rules.near[" ".join(found["word"].lower().split())]
        spot = _spot(place)
        base = place.geometry if place.shape == "line" else spot
        area = shapes.buffered(base, km + self._core(place))
        key = f"near-{km:g}-km:{place.id}"
        radius = shapes.reach_km(spot, area)
        return _Computed(found.start(), name.mention.end, key, (name,), spot, area, radius)

    def _distance(self, position: int) -> _Computed | None:
        name, place = self.names[position], self._place(position)
        found = self._before(self.patterns.distance, position)
        if found is None or place.feature in _WIDE:
            return None
        km = float(found["number"].replace(",", "")) * self.rules.units[found["unit"].lower()]
        open_km = km * self.rules.leeway + self._core(place)
        nearest, farthest = max(0.0, km - open_km), km + open_km
        spot: Point = _spot(place)
        geometry: BaseGeometry
        if found["bearing"]:
            bearing = self.rules.bearings[found["bearing"].lower()]
            spot, geometry = shapes.sector(spot, bearing, self.rules.turn, nearest, farthest)
            key = f"{km:g}-km-{found['bearing'].lower()}:{place.id}"
        else:
            geometry, key = shapes.ring(spot, nearest, farthest), f"{km:g}-km:{place.id}"
        radius = shapes.reach_km(spot, geometry)
        return _Computed(found.start(), name.mention.end, key, (name,), spot, geometry, radius)

    def _between(self, position: int) -> _Computed | None:
        pair = self._joined_pair(position)
        found = self._before(self.patterns.between, position)
        if found is None or pair is None:
            return None
        one, other = (self._place(position), self._place(position + 1))
        if one.feature in _WIDE or other.feature in _WIDE or one.id == other.id:
            return None
        length = shapes.distance_between((one.lon, one.lat), (other.lon, other.lat))
        if length > self.rules.farthest_between_km:
            return None
        spot, line = shapes.connection(_spot(one), _spot(other))
        radius = round(length / 2 + max(self._core(one), self._core(other)), 1)
        key = f"between:{one.id}:{other.id}"
        return _Computed(found.start(), pair[1].mention.end, key, pair, spot, line, radius)

    def _junction(self, position: int) -> _Computed | None:
        """Read "where A meets B" and "where A meets the borders of B and C"."""
        found = self._before(self.patterns.where, position)
        if found is None or position + 1 >= len(self.names):
            return None
        bases = [self.names[position], self.names[position + 1]]
        if not self.patterns.meets.fullmatch(self._gap(position)):
            return None
        if self._joined_pair(position + 1) is not None:
            bases.append(self.names[position + 2])
        places = [base.place for base in bases if base.place is not None and base.place.shape != "point"]
        if len(places) < len(bases):
            return None  # a unit of which only a spot is known has no edge to meet
        # The smallest of them is walked round: its edge is short, and near all of the others.
        places.sort(key=lambda place: (-place.radius_km, place.id))
        last = places[-1]
        spot, off = shapes.junction([place.geometry for place in places], _spot(last))
        if off > self.rules.longest_junction_km:
            return None  # they share a border, not a spot
        radius = round(max(self.rules.junction_km, off), 1)
        area = shapes.buffered(spot, radius)
        key = ":".join(["junction", *sorted(place.id for place in places)])
        return _Computed(found.start(), bases[-1].mention.end, key, tuple(bases), spot, area, radius)

    def _core(self, place: Place) -> float:
        """How far the part of a place reaches that distances are told from: of a county its seat."""
        return 0.0 if place.shape == "line" else min(place.radius_km, self.rules.core_km)

    def _before(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Match a pattern on the text right before a name."""
        start = self.names[position].mention.start
        begin = max(0, start - _LOOK_BACK)
        return pattern.search(self.text, begin, start)

    def _gap(self, position: int) -> str:
        return self.text[self.names[position].mention.end : self.names[position + 1].mention.start]

    def _joined_pair(self, position: int) -> tuple[Resolution, Resolution] | None:
        if position + 1 < len(self.names) and self.patterns.joint.fullmatch(self._gap(position)):
            return self.names[position], self.names[position + 1]
        return None

    def _place(self, position: int) -> Place:
        place = self.names[position].place
        assert place is not None
        return place


def _resolution(report: Report, computed: _Computed) -> Resolution:
    text = report.text[computed.start : computed.end]
    base = computed.bases[0].place
    assert base is not None
    kinds: Mapping[int, ShapeKind] = {0: "point", 1: "line", 2: "area"}
    countries = sorted({code for one in computed.bases if one.place for code in _codes(one.place)})
    place = Place(
        id=f"computed:{computed.key}",
        name=" ".join(text.split()),
        names=(" ".join(text.split()),),
        feature="relative",
        country="/".join(countries) or None,
        parents=base.parents if len(computed.bases) == 1 else (),
        adm1=base.adm1 if len(computed.bases) == 1 else None,
        adm2=None,
        lat=round(computed.spot.y, 6),
        lon=round(computed.spot.x, 6),
        radius_km=computed.radius_km,
        shape=kinds[geometry_dimension(computed.geometry)],
        shape_basis="computed",
        geometry=computed.geometry,
        population=None,
        source=base.source,
    )
    mention = Mention(report.id, computed.start, computed.end, text, "relative")
    score = min(one.score for one in computed.bases)
    margin = min(one.margin for one in computed.bases)
    names = ", ".join(one.place.name for one in computed.bases if one.place)
    return Resolution(mention, place, score, margin, (), f"computed from {names}")


def _codes(place: Place) -> list[str]:
    return place.country.split("/") if place.country else []


def _spot(place: Place) -> Point:
    from shapely.geometry import Point

    return Point(place.lon, place.lat)


def _any(words: Mapping[str, float] | frozenset[str] | tuple[str, ...]) -> str:
    """A pattern for one of several words or phrases, longest first, whatever space parts their words."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alternatives = (r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return f"(?:{'|'.join(alternatives)})"
