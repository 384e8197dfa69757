"""The border with China, bent where a town would stand on the wrong bank.

Natural Earth's line errs by half a kilometre as a rule and by more than one in places, which puts towns like
Musan or Hyesan across the river. Each town whose bank is known pulls the line round itself; the bend is no
larger than the line's own error.
"""

from __future__ import annotations

import math

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.tables import Row

LATITUDE = 41.5
STRETCH = math.cos(math.radians(LATITUDE))
# Degrees of latitude: how close to the line a town is looked at, and how far from it the town then stands.
NEAR, MARGIN = 0.035, 0.0036
# Degrees: how far the provinces' edge may lie from the border's, and the seam by which a strip is glued on.
STRIP, SEAM = 0.06, 0.0005
SETTLED = {"city", "county", "district", "island", "town", "village"}
# The rest of the peninsula, so that the border closes to an area: its corners, east to south to west.
PENINSULA = [(131.5, 41.0), (131.5, 36.0), (123.5, 36.0), (123.5, 39.9)]


def bent_border(
    border: shapely.LineString, tail: shapely.LineString, places: list[Row]
) -> shapely.LineString:
    """Return the border, running west to east, with every known town on its own bank.

    Parameters
    ----------
    border, tail : LineString
        The border with China, and the one with Russia that continues it to the sea.
    places : list of rows
        Those of places.csv; towns of one country near the border count.
    """
    side: BaseGeometry = _flat(korean_side(border, tail))
    line = _flat(border)
    for row in sorted(places, key=lambda row: row["id"]):
        if row["feature"] not in SETTLED or row["country"] not in {"CN", "KP"}:
            continue
        town = _flat(shapely.Point(float(row["lon"]), float(row["lat"])))
        if line.distance(town) > NEAR:
            continue
        ground = (
            shapely.shortest_line(town, line).buffer(MARGIN)
            if _astray(town, side, row)
            else town.buffer(MARGIN)
        )
        side = side.union(ground) if row["country"] == "KP" else side.difference(ground)
    return _border_of(side, line)


def korean_side(border: shapely.LineString, tail: shapely.LineString) -> shapely.Polygon:
    """Return the area south of the border with China and Russia; it reaches out to sea."""
    return shapely.Polygon([*border.coords, *list(tail.coords)[1:], *PENINSULA])


def fitted(
    provinces: dict[str, BaseGeometry], border: shapely.LineString, tail: shapely.LineString
) -> dict[str, BaseGeometry]:
    """Return the provinces cut and filled so that their northern edge is the border's line.

    A strip between the two lines goes to the province that it touches most.
    """
    side = korean_side(border, tail)
    strips = side.intersection(border.buffer(STRIP, cap_style="flat")).difference(
        shapely.union_all([*provinces.values()])
    )
    added: dict[str, list[BaseGeometry]] = {name: [] for name in provinces}
    for strip in shapely.get_parts(strips):
        touching = strip.buffer(SEAM)
        added[max(provinces, key=lambda name: (provinces[name].intersection(touching).area, name))].append(
            touching
        )
    return {
        name: shapely.union_all([area, *added[name]]).intersection(side) for name, area in provinces.items()
    }


def _astray(town: BaseGeometry, side: BaseGeometry, row: Row) -> bool:
    return side.covers(town) != (row["country"] == "KP")


def _border_of(side: BaseGeometry, line: BaseGeometry) -> shapely.LineString:
    """Return the part of an area's edge that runs between the border's two ends."""
    if not isinstance(side, shapely.Polygon):
        raise SystemExit("the border cannot be bent round a town: the area falls apart")
    ring = list(shapely.orient_polygons(side, exterior_cw=True).exterior.coords)[:-1]
    start, end = ring.index(line.coords[0]), ring.index(line.coords[-1])
    run = ring[start : end + 1] if start < end else [*ring[start:], *ring[: end + 1]]
    return shapely.transform(
        shapely.simplify(shapely.LineString(run), 0.0004), lambda xy: xy / (STRETCH, 1.0)
    )


def _flat(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda xy: xy * (STRETCH, 1.0))
