"""The ground that the map page draws: fine around the peninsula, coarse elsewhere."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.areas import units, without_specks
from gazetteer.recipes.packages import Packages
from gazetteer.recipes.tables import feature

REGION = (120.0, 32.0, 135.0, 46.0)
# Degrees a line may stray, and decimals: inside the region and in the rest of the world.
FINE, COARSE = (0.006, 3), (0.05, 2)
PROVINCES = ("prk", "kor", "chn")


def basemap_features(packages: Packages) -> list[dict[str, Any]]:
    """Return the basemap's features: land, water, borders and provinces."""
    box = shapely.box(*REGION)
    rest = shapely.box(-180.0, -90.0, 180.0, 90.0).difference(box)
    region = []
    region += _kind(packages, "physical/ne_10m_land", "land", box, FINE)
    region += _kind(packages, "physical/ne_10m_lakes", "water", box, FINE)
    region += _provinces(packages, box)
    region += _kind(packages, "cultural/ne_10m_admin_0_boundary_lines_land", "border", box, FINE)
    world = []
    world += _kind(packages, "physical/ne_110m_land", "land", rest, COARSE)
    world += _kind(packages, "physical/ne_110m_lakes", "water", rest, COARSE)
    world += _kind(packages, "cultural/ne_110m_admin_0_boundary_lines_land", "border", rest, COARSE)
    return [*world, *region]


def _kind(
    packages: Packages, member: str, kind: str, part: BaseGeometry, detail: tuple[float, int]
) -> list[dict[str, Any]]:
    shapes = [shapely.make_valid(shapely.from_wkb(wkb)) for _, wkb in packages.shapefile(member)]
    clipped = [shapely.intersection(shape, part) for shape in shapes if shape.intersects(part)]
    return _drawn(shapely.union_all(clipped), kind, detail)


def _provinces(packages: Packages, box: BaseGeometry) -> list[dict[str, Any]]:
    """Return the lines between provinces: what bounds two of them, without coasts and borders."""
    lines = []
    for country in PROVINCES:
        areas = [area for attributes, area in units(packages, country) if attributes["name"]]
        near = [area for area in areas if area.intersects(box)]
        country_edge = shapely.union_all(near).boundary.buffer(0.01)
        edges = shapely.union_all([area.boundary for area in near])
        lines.append(shapely.intersection(edges.difference(country_edge), box))
    return _drawn(shapely.union_all(lines), "province", FINE)


def _drawn(shape: BaseGeometry, kind: str, detail: tuple[float, int]) -> list[dict[str, Any]]:
    tolerance, decimals = detail
    if kind in {"border", "province"}:
        shape = shapely.line_merge(shape)
    simple = without_specks(shapely.simplify(shape, tolerance), tolerance**2)
    return [] if simple.is_empty else [feature(simple, {"kind": kind, "name": None}, decimals)]
