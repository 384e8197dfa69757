"""What every spatial expression is read from: one text, the places named in it, and the ground."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from string import digits
from typing import TYPE_CHECKING, NamedTuple

from geokit.model import Mention, Place, Resolution, ShapeKind
from geokit.places import geometry as shapes
from geokit.places.gazetteer import Gazetteer, geometry_dimension
from geokit.places.spatial.ground import Ground, ground_of, sources_of
from geokit.places.spatial.patterns import Patterns, patterns_of
from geokit.places.words import words_of

if TYPE_CHECKING:
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

__all__ = ["Expression", "Scene", "as_resolution", "computed", "spot_of"]

# Of these a neighbourhood is no place that anybody could find.
WIDE = frozenset({"country", "continent", "region", "sea", "province"})
# Of these distances are told from all of the place, not from its middle.
EXTENDED = frozenset({"river", "border", "zone", "lake", "island", "reservoir"})
# These have no article in front; where one stands, it is that of another noun.
SETTLEMENTS = frozenset({"city", "town", "village", "county", "district"})
_LOOK_BACK = 70
# Between the words before a place.
_GAPS = frozenset({" ", "  ", "\n", " \n", "\n ", "\r\n", "\t", "\xa0", "-"})
# "The Chinese border" is that with the neighbour to which so large a share belongs of the report's names of
# all neighbours, and of all its names.
_SHARE_OF_NEIGHBOURS = 0.75
_SHARE_OF_ALL = 0.33


class Expression(NamedTuple):
    """A stretch of the text that means a place: a name, or an expression that rests on names (``bases``)."""

    start: int
    end: int
    place: Place
    bases: tuple[Resolution, ...]
    reason: str = ""


class Scene:
    """One text with its resolved names, sorted by their start."""

    def __init__(self, text: str, resolved: Sequence[Resolution], gazetteer: Gazetteer) -> None:
        self.text = text
        self.words = words_of(text)
        self.gazetteer = gazetteer
        self.articles = gazetteer.recognition.articles
        self.rules = gazetteer.recognition.spatial
        self.patterns: Patterns = patterns_of(gazetteer.recognition)
        self.ground: Ground = ground_of(gazetteer)
        self.resolved = resolved
        self.names = [
            Expression(one.mention.start, one.mention.end, one.place, (one,))
            for one in resolved
            if one.mention.kind == "place" and one.place is not None
        ]

    @cached_property
    def peoples(self) -> list[Expression]:
        """Names and demonyms of single countries."""
        return [
            Expression(one.mention.start, one.mention.end, one.place, (one,))
            for one in self.resolved
            if one.mention.kind in ("place", "demonym")
            and one.place is not None
            and one.place.feature == "country"
        ]

    @cached_property
    def countries_named(self) -> Counter[str]:
        """How often the text names each country, or a place in it, by code."""
        return Counter(
            one.place.country
            for one in self.resolved
            if one.mention.kind in ("place", "demonym") and one.place is not None and one.place.country
        )

    def before(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Match a pattern on the text right before an offset."""
        return pattern.search(self.text, max(0, start - _LOOK_BACK), start)

    def may_lead(self, anchor: Expression) -> bool:
        """Whether the words before an anchor, or before its article, can be the last of an expression's."""
        last = self.words.before(anchor.start, _GAPS)
        if last is not None and last.low in self.articles:
            last = self.words.before(last.start, _GAPS)
        if last is None or last.low not in self.patterns.last_words:
            return False
        if (last.low,) in self.patterns.leads:
            return True
        first = self.words.before(last.start, _GAPS)
        # "5km of": the unit stands right after its figure.
        return first is not None and (first.low.lstrip(digits), last.low) in self.patterns.leads

    def says(self, words: Iterable[str]) -> bool:
        """Whether the text says one of some words at all."""
        return any(word in self.words.low for word in words)

    def leading(self, pattern: re.Pattern[str], anchor: Expression) -> re.Match[str] | None:
        """Match a pattern right before an anchor, unless an article says that its name is part of another.

        "South of the Dublin branch library" is not south of Dublin.
        """
        found = self.before(pattern, anchor.start)
        if found is None or anchor.place.feature not in SETTLEMENTS:
            return found
        return None if self.patterns.ends_in_article.search(self.text, found.start(), anchor.start) else found

    def gap(self, one: Expression, other: Expression) -> str:
        """What stands between two expressions."""
        return self.text[one.end : other.start]

    def neighbour_of(self, country: Place) -> tuple[Place, Place] | None:
        """Give the country that the report is about beside another, and the border between the two.

        ``None`` where no country that the report names borders on it, or none is named far more than others.
        """
        counts = self.countries_named.copy()
        counts.pop(country.country or "", None)
        found = [
            (number, other, border)
            for code, number in sorted(counts.items())
            if (other := self.ground.countries.get(code)) and (border := self.ground.border(country, other))
        ]
        if not found:
            return None
        number, other, border = max(found, key=lambda one: one[0])
        rivals = sum(one[0] for one in found)
        clear = number >= _SHARE_OF_NEIGHBOURS * rivals and number >= _SHARE_OF_ALL * counts.total()
        return (other, border) if clear else None

    def told_from(self, place: Place) -> tuple[BaseGeometry, float]:
        """The shape that distances from a place are told from, and how wide it is: of a county its seat."""
        if place.feature in EXTENDED or (place.feature == "relative" and place.shape != "point"):
            return place.geometry, 0.0 if place.shape != "point" else min(place.radius_km, self.rules.core_km)
        return spot_of(place), min(place.radius_km, self.rules.core_km)


def computed(
    expression: tuple[int, int],
    key: str,
    bases: Sequence[Expression],
    spot: Point,
    geometry: BaseGeometry,
    scene: Scene,
    *,
    radius_km: float | None = None,
    beyond: str | None = None,
) -> Expression:
    """Make an expression out of its shape.

    Parameters
    ----------
    expression : tuple of int
        Where it stands in the text.
    key : str
        What was computed, in the place's id.
    bases : sequence of Expression
        What it rests on; where it is one, the place lies in that one's units.
    spot, geometry
        A representative spot, and the shape; degrees, longitude first.
    radius_km : float, optional
        Within which it lies; by default the distance from the spot to the shape's farthest corner.
    beyond : str, optional
        Code of the country in which it lies, where that is not the bases' own.
    """
    start, end = expression
    name = " ".join(scene.text[start:end].split())
    tidied = shapes.tidy(geometry)
    kinds: Mapping[int, ShapeKind] = {0: "point", 1: "line", 2: "area"}
    shape = kinds[geometry_dimension(tidied)]
    # A stretch of a border river is nobody's: it lies where its bases do. Only ground is asked whose it is.
    where = _units(scene, [base.place for base in bases], spot, beyond, ground=shape == "area")
    place = Place(
        id=f"computed:{key}:{':'.join(base.place.id.removeprefix('computed:') for base in bases)}",
        name=name,
        names=(name,),
        feature="relative",
        country=where.country,
        parents=where.parents,
        adm1=where.adm1,
        adm2=None,
        lat=round(spot.y, 6),
        lon=round(spot.x, 6),
        radius_km=shapes.reach_km(spot, tidied) if radius_km is None else radius_km,
        shape=shape,
        shape_basis="computed",
        geometry=tidied,
        population=None,
        source=sources_of(base.place for base in bases),
    )
    rests_on = tuple(one for base in bases for one in base.bases)
    names = ", ".join(dict.fromkeys(base.place.name for base in bases))
    return Expression(start, end, place, rests_on, f"computed from {names}")


class _Units(NamedTuple):
    country: str | None
    parents: tuple[str, ...]
    adm1: str | None


def _units(scene: Scene, bases: Sequence[Place], spot: Point, beyond: str | None, *, ground: bool) -> _Units:
    """Which units hold an expression: those of all its bases, unless it lies in another country."""
    if beyond is not None:
        unit = scene.ground.unit_at(spot, beyond)
        return _Units(beyond, (unit.id, *unit.parents), unit.name) if unit else _Units(beyond, (), None)
    codes = {code for place in bases for code in (place.country or "").split("/") if code}
    foreign = scene.ground.foreign(spot, codes) if ground else None
    if foreign is not None:
        # "12 km north of X" may lie across the border, and may be told without a thought of it.
        return _Units("/".join(sorted({*codes, foreign})), (), None)
    first = bases[0]
    parents = tuple(one for one in first.parents if all(one in place.parents for place in bases))
    adm1 = first.adm1 if all(place.adm1 == first.adm1 for place in bases) else None
    country = first.country if len(bases) == 1 else "/".join(sorted(codes))
    return _Units(country or None, parents, adm1)


def as_resolution(expression: Expression, report_id: str, text: str) -> Resolution:
    """Give an expression as what a mention of kind ``relative`` means."""
    words = text[expression.start : expression.end]
    mention = Mention(report_id, expression.start, expression.end, words, "relative")
    score = min(one.score for one in expression.bases)
    margin = min(one.margin for one in expression.bases)
    return Resolution(mention, expression.place, score, margin, (), expression.reason)


def spot_of(place: Place) -> Point:
    """Give a place's representative spot."""
    from shapely.geometry import Point

    return Point(place.lon, place.lat)
