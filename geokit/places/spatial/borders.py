"""Expressions of borders: the border of two places, where several meet, one country's side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from geokit.model import Place
from geokit.places import geometry as shapes
from geokit.places.spatial.scene import Expression, Scene, computed, spot_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["beside", "borders", "junctions", "sides"]


def junctions(scene: Scene) -> Iterator[Expression]:
    """Read "where A meets B" and "where A meets the borders of B and C"."""
    if not scene.says(scene.patterns.where_words):
        return
    for position, first in enumerate(scene.names[:-1]):
        found = scene.before(scene.patterns.where, first.start)
        bases = [first, scene.names[position + 1]]
        if found is None or not scene.patterns.meets.fullmatch(scene.gap(*bases)):
            continue
        third = scene.names[position + 2] if position + 2 < len(scene.names) else None
        if third is not None and scene.patterns.joint.fullmatch(scene.gap(bases[1], third)):
            bases.append(third)
        if any(base.place.shape == "point" for base in bases):
            continue  # a unit of which only a spot is known has no edge to meet
        # The smallest of them is walked round: its edge is short, and near all of the others.
        ordered = sorted(bases, key=lambda base: (-base.place.radius_km, base.place.id))
        edges = _drawn_borders(scene, bases) or [base.place.geometry for base in ordered]
        spot, off = shapes.junction(edges, spot_of(ordered[-1].place))
        if off > scene.rules.longest_junction_km:
            continue  # they share a border, not a spot
        radius = round(max(scene.rules.junction_km, off), 1)
        area = shapes.buffered(spot, radius)
        yield computed((found.start(), bases[-1].end), "junction", bases, spot, area, scene, radius_km=radius)


def _drawn_borders(scene: Scene, bases: Sequence[Expression]) -> list[BaseGeometry]:
    """The borders of three countries that the gazetteer draws, where it draws two: truer than outlines."""
    countries = [base.place for base in bases if base.place.feature == "country"]
    pairs = combinations(countries, 2) if len(countries) > 2 else ()
    drawn = [scene.ground.listed_border(one, other) for one, other in pairs]
    lines = [border.geometry for border in drawn if border is not None and border.shape == "line"]
    return sorted(lines, key=lambda line: -float(line.length)) if len(lines) > 1 else []


def borders(scene: Scene) -> Iterator[Expression]:
    """Read "the border of X and Y", "X's border with Y", "the X-Y border", "the Chinese border"."""
    if not scene.says(scene.patterns.border_words):
        return
    yield from _borders_of(scene)
    yield from _borders_with(scene)
    yield from _borders_after(scene)


def _borders_of(scene: Scene) -> Iterator[Expression]:
    for one, other in zip(scene.names, scene.names[1:], strict=False):
        found = scene.before(scene.patterns.border_of, one.start)
        if found is not None and scene.patterns.joint.fullmatch(scene.gap(one, other)):
            border = scene.ground.border(one.place, other.place)
            if border is not None:
                yield _meant(scene, found.start(), other.end, border, (one, other))


def _borders_with(scene: Scene) -> Iterator[Expression]:
    for position, name in enumerate(scene.names):
        found = scene.before(scene.patterns.border_with, name.start)
        if found is None:
            continue
        owner = scene.names[position - 1] if position else None
        if owner is not None and scene.patterns.owner.fullmatch(scene.text, owner.end, found.start()):
            border = scene.ground.border(owner.place, name.place)
            if border is not None:
                yield _meant(scene, owner.start, name.end, border, (owner, name))
        elif name.place.feature == "country":
            neighbour = scene.neighbour_of(name.place)
            if neighbour is not None:
                yield _meant(scene, found.start(), name.end, neighbour[1], (name,))


def _borders_after(scene: Scene) -> Iterator[Expression]:
    """Read a border after its countries: "the North Korea-China border", "the Chinese border area"."""
    for position, name in enumerate(scene.peoples):
        following = scene.patterns.border_after.match(scene.text, name.end)
        if following is None:
            continue
        first = scene.peoples[position - 1] if position else None
        if first is not None and scene.patterns.hyphen.fullmatch(scene.gap(first, name)):
            border = scene.ground.border(first.place, name.place)
            bases = [first, name]
        else:
            neighbour = scene.neighbour_of(name.place)
            border = neighbour[1] if neighbour else None
            bases = [name]
        the = scene.before(scene.patterns.the, bases[0].start)
        if border is None or (len(bases) == 1 and the is None):
            continue
        start = the.start() if the is not None else bases[0].start
        meant = _meant(scene, start, following.end(), border, bases)
        yield beside(scene, meant) if following["area"] else meant


def beside(scene: Scene, border: Expression) -> Expression:
    """Make a border the ground beside it: "the border area"."""
    area = shapes.buffered(border.place.geometry, scene.rules.side_km)
    span = (border.start, border.end)
    return computed(span, "beside", [border], spot_of(border.place), area, scene)


def sides(scene: Scene, lines: Sequence[Expression]) -> Iterator[Expression]:
    """Read "on the Chinese side", "the Chinese side of the Tumen", "the Chinese bank of the river".

    ``lines`` are the names and expressions that may follow "of".
    """
    if not scene.says(scene.patterns.side_words):
        return
    starts = {line.start: line for line in lines}
    for name in scene.peoples:
        found = scene.patterns.side_after.match(scene.text, name.end)
        the = scene.before(scene.patterns.the, name.start)
        if found is None or the is None:
            continue
        line: Expression | None = None
        end = found.end()
        if found["of"]:
            article = scene.patterns.article.match(scene.text, end)
            line = starts.get(end) or (starts.get(article.end()) if article else None)
            if line is None or line.place.feature not in ("river", "border", "zone"):
                continue
            course, end = line.place, line.end
        elif scene.before(scene.patterns.on_side, the.start()) is None and not _on(scene, the):
            continue
        else:
            neighbour = scene.neighbour_of(name.place)
            if neighbour is None:
                continue
            course = neighbour[1]
        yield from _side(scene, (the.start(), end), name, course)


def _on(scene: Scene, the: re.Match[str]) -> bool:
    return scene.before(scene.patterns.on_side, the.end()) is not None


def _side(scene: Scene, span: tuple[int, int], name: Expression, course: Place) -> Iterator[Expression]:
    code = name.place.country or ""
    if name.place.shape != "area" or code not in (course.country or "").split("/"):
        return
    ground = scene.ground.bank(course, name.place, scene.rules.side_km)
    if ground.is_empty:
        return
    spot = shapes.nearest_spot(ground, spot_of(course))
    bank = shapes.buffered(spot, scene.rules.side_km / 2).intersection(ground)
    inside = bank.representative_point()
    yield computed(span, f"side:{course.id}", [name], inside, ground, scene, beyond=code)


def _meant(scene: Scene, start: int, end: int, border: Place, bases: Sequence[Expression]) -> Expression:
    """Give a border as what a stretch of the text means."""
    rests_on = tuple(one for base in bases for one in base.bases)
    return Expression(start, end, border, rests_on, f"means {border.name}")
