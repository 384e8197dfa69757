"""Expressions told along a line: up and down a river, between two places on it, its parts, its other bank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from geokit.model import Place
from geokit.places import geometry as shapes
from geokit.places.spatial.courses import Course
from geokit.places.spatial.distances import read_distance
from geokit.places.spatial.scene import WIDE, Expression, Scene, computed, spot_of

if TYPE_CHECKING:
    from shapely.geometry import Point

__all__ = ["between", "midstream", "opposite", "part", "parts_inside", "section", "stream"]

# How far from an approximate area's edge a river still runs in it.
_AREA_TOLERANCE_KM = 3.0
_CLAUSE = 60


def stream(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "N km upstream from X", "downriver of X", "N km up the R from X"."""
    anchor = anchors[position]
    found = scene.leading(scene.patterns.stream, anchor)
    base = anchor
    river = _river_after(scene, anchors, position)
    if found is None:
        found = scene.before(scene.patterns.up_the, anchor.start)
        following = _after(scene, anchors, position, scene.patterns.from_)
        if found is None or following is None:
            return None
        base, river = following, anchor
    if base.place.feature in WIDE:
        return None
    line = _line_by(scene, base.place, river)
    if line is None or line.feature != "river":
        return None
    course = scene.ground.course(line)
    told = read_distance(found, scene.rules) if found["low"] else None
    if course is None or (found["low"] and told is None):
        return None
    core = scene.told_from(base.place)[1]
    low, high = told.bounds(scene.rules.leeway, core) if told else (0.0, scene.rules.stream_km + core)
    at, _ = course.locate(spot_of(base.place))
    word = " ".join(found["stream"].lower().split())
    downstream = word in scene.rules.downstream or word in scene.rules.down
    sign = 1 if downstream else -1
    middle = at + sign * (told.middle if told else high / 2)
    if not 0 <= middle <= course.length_km:
        return None  # the river is not so long
    key = f"{told or f'{high:g}'}-km-{'down' if downstream else 'up'}stream:{line.id}"
    part = course.stretch(at + sign * low, at + sign * high)
    return computed((found.start(), base.end), key, [base], course.point(middle), part, scene)


def between(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "between X and Y": along the river or border on which both lie, else the straight way."""
    one = anchors[position]
    other = _after(scene, anchors, position, scene.patterns.joint)
    found = scene.leading(scene.patterns.between, one)
    if found is None or other is None or one.place.id == other.place.id:
        return None
    if one.place.feature in WIDE or other.place.feature in WIDE or _no_ground(scene, found.start()):
        return None
    words = (found.start(), other.end)
    core = max(scene.told_from(one.place)[1], scene.told_from(other.place)[1])
    line = _shared_line(scene, one.place, other.place)
    if line is not None:
        place, course = line
        ends = sorted(course.locate(spot_of(end.place))[0] for end in (one, other))
        if ends[0] < ends[1]:
            middle, way = course.point(sum(ends) / 2), course.stretch(*ends)
            radius = round(shapes.reach_km(middle, way) + core, 1)
            key = f"between:{place.id}"
            return computed(words, key, [one, other], middle, way, scene, radius_km=radius)
    start = _end_of_way(scene, one.place, other.place)
    end = _end_of_way(scene, other.place, one.place)
    length = shapes.distance_between((start.x, start.y), (end.x, end.y))
    if not 0 < length <= scene.rules.farthest_between_km:
        return None
    middle, way = shapes.connection(start, end)
    return computed(words, "between", [one, other], middle, way, scene, radius_km=round(length / 2 + core, 1))


def opposite(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "across the river from X", "opposite X", "across the R from X": the other bank."""
    anchor = anchors[position]
    base, river = anchor, None
    found = scene.leading(scene.patterns.opposite, anchor)
    if found is None:
        found = scene.before(scene.patterns.across, anchor.start)
        following = _after(scene, anchors, position, scene.patterns.from_)
        if found is None or following is None or anchor.place.feature not in ("river", "border"):
            return None
        base, river = following, anchor
    if base.place.feature in (*WIDE, "relative", "river", "border"):
        return None
    line = _line_by(scene, base.place, river)
    course = scene.ground.course(line) if line else None
    bank = course.other_bank(spot_of(base.place), scene.rules.opposite_km) if course else None
    if line is None or bank is None:
        return None
    spot, ground = bank
    codes = frozenset((line.country or "").split("/")) - {base.place.country or "", ""}
    beyond = scene.ground.country_at(spot, codes)
    return computed(
        (found.start(), base.end), f"opposite:{line.id}", [base], spot, ground, scene, beyond=beyond
    )


def section(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "along the R in X", "the X stretch of the R": the part of a line that runs through a place."""
    anchor = anchors[position]
    found = scene.before(scene.patterns.along, anchor.start)
    following = _after(scene, anchors, position, scene.patterns.inside)
    if found is not None and following is not None:
        river, unit, start = anchor, following, found.start()
        end = unit.end
    else:
        following = _after(scene, anchors, position, scene.patterns.stretch)
        if following is None:
            return None
        river, unit, start, end = following, anchor, anchor.start, following.end
    course = scene.ground.course(river.place)
    if course is None or unit.place.feature in ("country", "continent", "river", "border", "sea"):
        return None
    if unit.place.shape == "area":
        run = course.inside(unit.place.geometry, _AREA_TOLERANCE_KM)
    else:
        at, off = course.locate(spot_of(unit.place))
        reach = scene.rules.bank_km + scene.told_from(unit.place)[1]
        run = (at - reach, at + reach) if off <= scene.rules.bank_km else None
    if run is None:
        return None
    way = course.stretch(*run)
    middle = course.point((max(0.0, run[0]) + min(course.length_km, run[1])) / 2)
    return computed((start, end), f"section:{river.place.id}", [unit], middle, way, scene)


def part(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "the upper R", "the lower reaches of the R", "the mouth of the R"."""
    anchor = anchors[position]
    found = scene.before(scene.patterns.part, anchor.start)
    course = scene.ground.course(anchor.place)
    if found is None or course is None or anchor.place.feature != "river":
        return None
    word = " ".join(found["part"].lower().split())
    low, high = (share * course.length_km for share in scene.rules.parts[word])
    key = word.replace(" ", "-")
    return computed(
        (found.start(), anchor.end),
        key,
        [anchor],
        course.point((low + high) / 2),
        course.stretch(low, high),
        scene,
    )


def parts_inside(scene: Scene) -> Iterator[Expression]:
    """Read "the L in Y", of a line in parts that do not meet: those that run through Y."""
    import shapely

    for line, area in pairwise(scene.names):
        if line.place.feature not in ("river", "border") or area.place.shape != "area":
            continue
        if not scene.patterns.inside.fullmatch(scene.text, line.end, area.start):
            continue
        parts = shapely.get_parts(line.place.geometry)
        inside = parts[shapely.intersects(parts, area.place.geometry)]
        if 0 < len(inside) < len(parts):
            longest = max(inside, key=lambda one: one.length)
            middle = longest.interpolate(0.5, normalized=True)
            key = f"part-in-{area.place.id}"
            way = shapely.union_all(inside)
            yield computed((line.start, area.end), key, [line], middle, way, scene)


def midstream(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "the midpoint of the R", "the midpoint of the R or S": the middle of the stream, all along it."""
    import shapely

    anchor = anchors[position]
    found = scene.before(scene.patterns.midstream, anchor.start)
    if found is None or anchor.place.feature != "river" or anchor.place.shape != "line":
        return None
    rivers = [anchor]
    other = _after(scene, anchors, position, scene.patterns.listed)
    if other is not None and other.place.feature == "river" and other.place.shape == "line":
        rivers.append(other)
    course = shapely.union_all([river.place.geometry for river in rivers])
    spot = spot_of(anchor.place)
    return computed((found.start(), rivers[-1].end), "midstream", rivers, spot, course, scene)


def _after(
    scene: Scene, anchors: Sequence[Expression], position: int, gap: re.Pattern[str]
) -> Expression | None:
    """The next anchor, where nothing but what a pattern allows stands between."""
    following = anchors[position + 1] if position + 1 < len(anchors) else None
    if following is None or not gap.fullmatch(scene.text, anchors[position].end, following.start):
        return None
    return following


def _river_after(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """The river that is named next: "upstream from X on the R"."""
    following = _after(scene, anchors, position, scene.patterns.on_the)
    return following if following is not None and following.place.feature == "river" else None


def _line_by(scene: Scene, place: Place, named: Expression | None) -> Place | None:
    """The river or border on whose bank a place lies: the one that is named, else the nearest."""
    found = scene.ground.lines_by(spot_of(place), scene.rules.bank_km)
    if named is not None:
        return named.place if any(line.id == named.place.id for _, line, _ in found) else None
    return found[0][1] if found else None


def _shared_line(scene: Scene, one: Place, other: Place) -> tuple[Place, Course] | None:
    """The river or border on which two places lie."""
    if one.shape == "line" or other.shape == "line":
        return None
    first, second = (
        {
            line.id: (off, line, course)
            for off, line, course in scene.ground.lines_by(spot_of(place), scene.rules.bank_km)
        }
        for place in (one, other)
    )
    common = [first[line_id] for line_id in first if line_id in second]
    return common[0][1:] if common else None


def _end_of_way(scene: Scene, place: Place, other: Place) -> Point:
    """Where a way from a place to another begins: at its spot, or where a line lies nearest."""
    base, _ = scene.told_from(place)
    return spot_of(place) if base.geom_type == "Point" else shapes.nearest_spot(base, spot_of(other))


def _no_ground(scene: Scene, start: int) -> bool:
    """Whether the clause speaks of what two parties have between them: "talks between X and Y"."""
    return scene.patterns.not_between.search(scene.text, max(0, start - _CLAUSE), start) is not None
