"""Border rivers, borders and the demilitarized zone, from Natural Earth's boundary lines."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.banks import bent_border
from gazetteer.recipes.packages import Packages
from gazetteer.recipes.tables import Row, feature

BOUNDARIES = "cultural/ne_10m_admin_0_boundary_lines_land"
# Where China, Russia and the North meet; Natural Earth puts it some 15 km upstream.
THREE_COUNTRIES = shapely.Point(130.638, 42.418)
PAEKTU = shapely.Point(128.055, 42.006)
# The Yalu's estuary, which Natural Earth counts as sea: from the mouth up to where its line begins. By the
# border treaty of 1962 river and sea part on a line by Sindo's northern tip to the cape south of Donggang,
# the border at sea begins on it at 124 degrees 10 minutes 6 seconds east, and the islands (Hwanggumpyong lies
# close to the Chinese bank) are the North's. Sketched to a hundredth of a degree between them and that bank.
ESTUARY = [
    (124.168, 39.82), (124.19, 39.84), (124.21, 39.86), (124.21, 39.90), (124.23, 39.92), (124.28, 39.94),
    (124.28, 39.96), (124.32, 39.98), (124.36, 40.00), (124.37, 40.02), (124.35, 40.04), (124.34, 40.06),
    (124.35, 40.08),
]  # fmt: skip
WITH_ESTUARY = {"cn-kp-border", "yalu-river"}


def line_features(packages: Packages, places: list[Row]) -> list[dict[str, Any]]:
    """Return the lines along which the peninsula is bordered, and the demilitarized zone as an area.

    The border with China follows the Yalu west of Mount Paektu and the Tumen east of it, so that the two
    rivers are that border's halves; the Tumen's last stretch is the border with Russia.
    """
    china, russia = northern_borders(packages, places)
    rows = _boundaries(packages)
    north_edge = _one_line(_between(rows, "North Korea", "North Korea"))
    south_edge = _one_line(_between(rows, "South Korea", "South Korea"))
    whole = shapely.LineString([*ESTUARY, *china.coords])
    yalu, tumen = border_rivers(whole, russia)
    shapes = {
        "cn-kp-border": whole,
        "dmz": _zone(north_edge, south_edge),
        "kp-ru-border": russia,
        "mdl": _one_line(_between(rows, "North Korea", "South Korea")),
        "tumen-river": tumen,
        "yalu-river": yalu,
    }
    return [
        feature(shape, {"place_id": place, "basis": "simplified", "source": _source(place)}, 5)
        for place, shape in sorted(shapes.items())
    ]


def _source(place: str) -> str:
    return "natural-earth geokit-editors" if place in WITH_ESTUARY else "natural-earth"


def border_rivers(
    china: shapely.LineString, russia: shapely.LineString
) -> tuple[shapely.LineString, shapely.LineString]:
    """Return the Yalu and the Tumen: the northern borders, west and east of Mount Paektu.

    Each runs the way that its water does, from the mountain to the sea.
    """
    yalu, tumen = _cut(china, china.project(PAEKTU))
    return shapely.reverse(yalu), _one_line([tumen, russia])


def northern_borders(packages: Packages, places: list[Row]) -> tuple[shapely.LineString, shapely.LineString]:
    """Return the borders with China (bent to its towns) and with Russia, west to east."""
    rows = _boundaries(packages)
    lines = [*_between(rows, "North Korea", "China"), *_between(rows, "North Korea", "Russia")]
    whole = _one_line(lines)
    china, russia = _cut(whole, whole.project(THREE_COUNTRIES))
    return bent_border(china, russia, places), russia


def _boundaries(packages: Packages) -> list[tuple[dict[str, Any], BaseGeometry]]:
    return [(attributes, shapely.from_wkb(wkb)) for attributes, wkb in packages.shapefile(BOUNDARIES)]


def _between(rows: list[tuple[dict[str, Any], BaseGeometry]], left: str, right: str) -> list[BaseGeometry]:
    return [line for row, line in rows if {row["ADM0_LEFT"], row["ADM0_RIGHT"]} == {left, right}]


def _one_line(lines: list[BaseGeometry]) -> shapely.LineString:
    """Merge pieces into one line that runs from west to east."""
    merged = shapely.line_merge(shapely.union_all(lines))
    if not isinstance(merged, shapely.LineString):
        raise SystemExit(f"{BOUNDARIES}: a border is in pieces that do not meet")
    return merged if merged.coords[0][0] < merged.coords[-1][0] else shapely.reverse(merged)


def _cut(line: shapely.LineString, distance: float) -> tuple[shapely.LineString, shapely.LineString]:
    """Return the line's part before a distance along it, and the part after."""
    spot = line.interpolate(distance)
    before = [point for point in line.coords if line.project(shapely.Point(point)) < distance]
    after = [point for point in line.coords if line.project(shapely.Point(point)) > distance]
    return shapely.LineString([*before, *spot.coords]), shapely.LineString([*spot.coords, *after])


def _zone(north: shapely.LineString, south: shapely.LineString) -> BaseGeometry:
    return shapely.make_valid(shapely.Polygon([*north.coords, *reversed(south.coords)]))
