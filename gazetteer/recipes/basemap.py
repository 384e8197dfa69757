"""The ground that the map page draws: fine around the peninsula, coarse elsewhere."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.areas import units, without_specks
from gazetteer.recipes.lines import border_rivers, northern_borders
from gazetteer.recipes.packages import Packages
from gazetteer.recipes.tables import Row, feature

REGION = shapely.box(120.0, 32.0, 135.0, 46.0)
ELSEWHERE = shapely.box(-180.0, -90.0, 180.0, 90.0).difference(REGION)
# Degrees a line may stray, and decimals: inside the region and in the rest of the world.
FINE, COARSE = (0.003, 3), (0.05, 2)
# Degrees: provinces of one country need not meet exactly.
SEAM = 0.006
# Drawn from the gazetteer's own line, which has each town on its bank.
NORTHERN = ({"North Korea", "China"}, {"North Korea", "Russia"})


def basemap_features(
    packages: Packages, korean: dict[str, BaseGeometry], places: list[Row]
) -> list[dict[str, Any]]:
    """Return the basemap's features: land, water, provinces, rivers and borders."""
    china, russia = northern_borders(packages, places)
    fine_borders = shapely.union_all([*_fine_borders(packages), china, russia])
    return [
        *_drawn("land", _shapes(packages, "physical/ne_110m_land"), ELSEWHERE, COARSE),
        *_drawn("water", _shapes(packages, "physical/ne_110m_lakes"), ELSEWHERE, COARSE),
        *_drawn(
            "border", _shapes(packages, "cultural/ne_110m_admin_0_boundary_lines_land"), ELSEWHERE, COARSE
        ),
        *_drawn("land", _shapes(packages, "physical/ne_10m_land"), REGION, FINE),
        *_drawn("water", _shapes(packages, "physical/ne_10m_lakes"), REGION, FINE),
        *_drawn("province", _province_lines(packages, korean), REGION, FINE),
        *_drawn("river", shapely.union_all(border_rivers(china, russia)), REGION, FINE),
        *_drawn("border", fine_borders, REGION, FINE),
    ]


def _shapes(packages: Packages, member: str) -> BaseGeometry:
    rows = packages.shapefile(member)
    return shapely.union_all([shapely.make_valid(shapely.from_wkb(wkb)) for _, wkb in rows])


def _fine_borders(packages: Packages) -> list[BaseGeometry]:
    """Return the lines between countries, without the North's and without limits inside a country."""
    lines = []
    for row, wkb in packages.shapefile("cultural/ne_10m_admin_0_boundary_lines_land"):
        sides = {row["ADM0_LEFT"], row["ADM0_RIGHT"]}
        if len(sides) == 2 and sides not in NORTHERN:
            lines.append(shapely.from_wkb(wkb))
    return lines


def _province_lines(packages: Packages, korean: dict[str, BaseGeometry]) -> BaseGeometry:
    """Return the lines between provinces: what bounds two of them, without coasts and borders."""
    abroad = [[area for row, area in units(packages, file) if row["name"]] for file in ("kor", "chn")]
    lines = []
    for areas in ([*korean.values()], *abroad):
        near = [area for area in areas if area.intersects(REGION)]
        edge = shapely.union_all(near).buffer(SEAM).buffer(-SEAM).boundary.buffer(2 * SEAM)
        lines.append(shapely.union_all([area.boundary for area in near]).difference(edge))
    return shapely.union_all(lines)


def _drawn(
    kind: str, shape: BaseGeometry, part: BaseGeometry, detail: tuple[float, int]
) -> list[dict[str, Any]]:
    tolerance, decimals = detail
    clipped = shapely.intersection(shape, part)
    if kind in {"border", "province", "river"}:
        clipped = shapely.line_merge(clipped)
    simple = without_specks(shapely.simplify(clipped, tolerance), tolerance**2)
    return [feature(simple, {"kind": kind, "name": None}, decimals)]
