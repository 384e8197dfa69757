"""Reading and writing the gazetteer's files: CSV tables and GeoJSON, always in the same order and form."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

PLACE_COLUMNS = (
    "id",
    "name",
    "feature",
    "country",
    "parents",
    "lat",
    "lon",
    "radius_km",
    "population",
    "geonames",
    "iso",
    "source",
)
NAME_COLUMNS = ("place_id", "name", "lang", "kind", "valid_from", "valid_to", "source")

Row = dict[str, str]


def read_table(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write rows sorted by all their columns; a missing cell is empty."""
    lines = sorted({tuple(row.get(column, "") for column in columns) for row in rows})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(lines)


def name_row(place_id: str, name: str, lang: str, kind: str, source: str) -> Row:
    """Return a row of a names file."""
    return {"place_id": place_id, "name": name, "lang": lang, "kind": kind, "source": source}


def feature(geometry: BaseGeometry, properties: dict[str, Any], decimals: int) -> dict[str, Any]:
    """Return a GeoJSON feature: rounded, valid, exterior rings counterclockwise (RFC 7946)."""
    rounded = shapely.set_precision(shapely.make_valid(geometry), 10**-decimals)
    shape = shapely.geometry.mapping(_right_handed(rounded))
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape["type"], "coordinates": _rounded(shape["coordinates"], decimals)},
    }


def write_features(path: Path, features: Iterable[dict[str, Any]]) -> None:
    """Write a FeatureCollection with a feature a line."""
    lines = (json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in features)
    path.write_text(
        '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n",
        encoding="utf-8",
    )


def _right_handed(geometry: BaseGeometry) -> BaseGeometry:
    """Return areas with their exterior rings counterclockwise, largest part first; lines as they are."""
    if shapely.get_dimensions(geometry) < 2:
        return geometry
    areas = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    areas = [shapely.orient_polygons(part) for part in sorted(areas, key=lambda part: -part.area)]
    return areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)


def _rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, decimals)
    return [_rounded(item, decimals) for item in coordinates]
