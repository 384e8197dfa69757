"""Expressions told from one place: near it, a distance or a direction from it, one side of it, its coast."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geokit.places import geometry as shapes
from geokit.places.spatial.distances import read_distance
from geokit.places.spatial.scene import WIDE, Expression, Scene, computed, spot_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["coast", "compass_part", "direction", "distance", "near", "within"]

# Off a coast of one quarter ("the east coast"): so far to both sides of it, in degrees.
_QUARTER_TURN = 60.0
# The coast of a larger country is no place that anybody could find.
_LONGEST_COAST_KM = 1600.0
# Beyond this many kilometres a shape is no longer true on one plane.
_FARTHEST_KM = 2000.0


def near(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "near X", "on the outskirts of X", "close to where A meets B"."""
    anchor = anchors[position]
    found = scene.leading(scene.patterns.near, anchor)
    if found is None or anchor.place.feature in WIDE:
        return None
    km = scene.rules.near[" ".join(found["word"].lower().split())]
    return _around(scene, anchor, found, km, f"near-{km:g}-km")


def within(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "within N km of X"."""
    anchor = anchors[position]
    found = scene.leading(scene.patterns.within, anchor)
    if found is None or anchor.place.feature in WIDE:
        return None
    told = read_distance(found, scene.rules)
    if told is None or told.high > _FARTHEST_KM:
        return None
    return _around(scene, anchor, found, told.high, f"within-{told.high:g}-km")


def _around(scene: Scene, anchor: Expression, found: re.Match[str], km: float, key: str) -> Expression:
    base, core = scene.told_from(anchor.place)
    area = shapes.buffered(base, km + core)
    return computed((found.start(), anchor.end), key, [anchor], spot_of(anchor.place), area, scene)


def distance(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "N km from X" and "N km north of X"."""
    anchor = anchors[position]
    found = scene.leading(scene.patterns.distance, anchor)
    if found is None or anchor.place.feature in WIDE:
        return None
    told = read_distance(found, scene.rules)
    if told is None or told.high > _FARTHEST_KM:
        return None
    if found["bearing"] is None and scene.patterns.onward.match(scene.text, anchor.end):
        return None  # "50 km from X to Y" is a way
    base, core = scene.told_from(anchor.place)
    nearest, farthest = told.bounds(scene.rules.leeway, core)
    start = found.start()
    if found["bearing"]:
        return _towards(scene, anchor, start, found["bearing"].lower(), nearest, farthest, f"{told}-km")
    if found["within"]:
        nearest = 0.0
    geometry = shapes.band(base, nearest, farthest)
    return computed((start, anchor.end), f"{told}-km", [anchor], spot_of(anchor.place), geometry, scene)


def direction(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "north of X", "just north of X", "to the south of X"."""
    anchor = anchors[position]
    found = scene.leading(scene.patterns.direction, anchor)
    if found is None or anchor.place.feature in WIDE:
        return None
    km = scene.rules.just_km if found["just"] else scene.rules.direction_km
    _, core = scene.told_from(anchor.place)
    return _towards(scene, anchor, found.start(), found["bearing"].lower(), 0.0, km + core, f"{km:g}-km")


def _towards(
    scene: Scene, anchor: Expression, start: int, bearing: str, nearest: float, farthest: float, key: str
) -> Expression:
    """Give what lies in a direction: of a spot a sector, of a line or an area the ground beside it."""
    degrees = scene.rules.bearings[bearing]
    base, _ = scene.told_from(anchor.place)
    spot = spot_of(anchor.place)
    geometry: BaseGeometry
    if base.geom_type == "Point":
        spot, geometry = shapes.sector(spot, degrees, scene.rules.turn, nearest, farthest)
    else:
        geometry = shapes.swept(base, degrees, nearest, farthest)
        spot = shapes.nearest_spot(geometry, shapes.moved(spot, degrees, (nearest + farthest) / 2))
    return computed((start, anchor.end), f"{key}-{bearing}", [anchor], spot, geometry, scene)


def compass_part(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "northern X", "the eastern part of X", "the northeastern provinces of X": a half or a quarter."""
    anchor, place = anchors[position], anchors[position].place
    found = scene.before(scene.patterns.compass_part, anchor.start)
    if found is None or place.shape != "area" or place.feature not in ("country", "province"):
        return None
    if found["units"] and place.feature != "country":
        return None
    word = (found["part"] or found["bare"]).lower()
    area = shapes.part_towards(place.geometry, scene.rules.compass_parts[word])
    if area.is_empty:
        return None
    span = (found.start(), anchor.end)
    return computed(span, f"{word}-part", [anchor], area.representative_point(), area, scene)


def coast(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """Read "off the coast of X", "off the east coast of X", "off X" of an island: the sea before it."""
    anchor, place = anchors[position], anchors[position].place
    found = scene.leading(scene.patterns.coast, anchor)
    quarter = found["quarter"] if found else None
    if found is None and place.feature == "island":
        found = scene.leading(scene.patterns.off, anchor)
    if found is None or place.feature in ("sea", "continent", "river", "relative"):
        return None
    if place.radius_km > _LONGEST_COAST_KM:
        return None
    spot = spot_of(place)
    base = place.geometry if place.shape == "area" and place.feature in WIDE else spot
    core = min(place.radius_km, scene.rules.core_km) if base is spot else 0.0
    reach = scene.rules.coast_km + core
    strip = shapes.buffered(base, reach)
    if quarter:
        sector = shapes.sector(
            spot, scene.rules.quarters[quarter.lower()], _QUARTER_TURN, 0.0, place.radius_km + reach
        )[1]
        strip = strip.intersection(sector)
    sea = strip.difference(scene.ground.land(strip))
    if sea.is_empty or sea.area < 0.05 * strip.area:
        return None  # nowhere near the sea
    key = f"off-{quarter.lower()}-coast" if quarter else "off-coast"
    middle = sea.representative_point()
    return computed((found.start(), anchor.end), key, [anchor], middle, sea, scene)
