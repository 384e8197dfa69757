"""The ground that the map page draws: the basemap, finer where the map is looked at from close by.

Along the Yalu and the Tumen the basemap would put a town on the wrong bank; there the gazetteer's own lines
are drawn. Around the region its coasts are too coarse for a view of the neighbours; there Natural Earth's
middle scale is drawn.
"""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.areas import without_specks
from gazetteer.recipes.basemap import REGION
from gazetteer.recipes.packages import Packages
from gazetteer.recipes.tables import feature

# What each of the gazetteer's lines is on the map.
KINDS = {"cn-kp-border": "border", "kp-ru-border": "border", "mdl": "border", "dmz": "zone"} | {
    "tumen-river": "river",
    "yalu-river": "river",
}
# Degrees within which a line of the basemap is the same as one of the gazetteer's.
SAME = 0.02
# Degrees that a line may stray (some 20 metres), and decimals.
FINEST, DECIMALS = 0.0002, 4


# The neighbours' coasts: where, degrees that they may stray, and decimals.
NEIGHBOURS = shapely.box(100.0, 18.0, 160.0, 62.0)
MIDDLE, MIDDLE_DECIMALS = 0.05, 2


def ground_features(
    packages: Packages, basemap: list[dict[str, Any]], lines: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the basemap's features with finer coasts around it, and the gazetteer's lines for its own."""
    fine = {line["properties"]["place_id"]: shapely.geometry.shape(line["geometry"]) for line in lines}
    replaced = shapely.union_all([fine[name].boundary if name == "dmz" else fine[name] for name in KINDS])
    around = replaced.buffer(SAME)
    drawn = []
    for coarse in basemap:
        kind = coarse["properties"]["kind"]
        if kind == "river":
            continue
        if kind == "land" and not shapely.geometry.shape(coarse["geometry"]).within(REGION):
            drawn += _coasts(packages, shapely.geometry.shape(coarse["geometry"]))
            continue
        if kind == "border":
            rest = shapely.difference(shapely.geometry.shape(coarse["geometry"]), around)
            coarse = feature(rest, {"kind": kind, "name": None}, 3)
        drawn.append(coarse)
    for name, kind in KINDS.items():
        shape = shapely.simplify(fine[name], FINEST)
        drawn.append(feature(shape, {"kind": kind, "name": name}, DECIMALS))
    return drawn


def _coasts(packages: Packages, world: BaseGeometry) -> list[dict[str, Any]]:
    """Return the land outside the region: the neighbours finer, the rest as the basemap has it."""
    rows = packages.shapefile("physical/ne_50m_land")
    land = shapely.union_all([shapely.make_valid(shapely.from_wkb(wkb)) for _, wkb in rows])
    middle = shapely.simplify(land.intersection(NEIGHBOURS.difference(REGION)), MIDDLE)
    properties = {"kind": "land", "name": None}
    return [
        feature(world.difference(NEIGHBOURS), properties, MIDDLE_DECIMALS),
        feature(without_specks(middle, MIDDLE**2), properties, MIDDLE_DECIMALS),
    ]
