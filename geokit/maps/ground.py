"""The ground under the incidents and the names written on it: what geokit ships, or a file of the user's."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from geokit.errors import UsageError

__all__ = ["ground_table", "label_ids", "label_table", "translations"]

# Steps of a degree in which the ground is drawn: some ten metres.
STEPS = 10_000
AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")


def ground_table(path: Path | None) -> list[dict[str, Any]]:
    """Read the ground, given as GeoJSON, in the form in which the page holds it.

    Returns
    -------
    list of dict
        An entry a feature: its ``kind``, whether it is an ``area``, and its lines and rings as ``paths``:
        lists of longitude and latitude in ten thousandths of a degree, each counted from the one before.

    Raises
    ------
    UsageError
        When the file cannot be read or is no FeatureCollection.
    """
    source = Path(path) if path is not None else files("geokit.gazetteer") / "map_ground.geojson"
    try:
        ground = json.loads(source.read_text(encoding="utf-8"))
        features = ground["features"]
        return [
            _entry(feature)
            for feature in features
            if (feature["geometry"] or {}).get("type") in AREAS + LINES
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{source}: the basemap cannot be read ({error!r}); give a GeoJSON file") from error


def label_table(named: Collection[str] = ()) -> dict[str, list[Any]]:
    """Give the names to write on the ground, as columns: in English and Korean, and from which zoom.

    ``named`` holds the ids of places that the reports name; these are marked.
    """
    rows = _labels()
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in ("name", "ko", "feature")}
    # A country's code is all that the page needs to say its name in any language.
    columns["country"] = [row["country"] if row["feature"] == "country" else "" for row in rows]
    for name in ("lat", "lon", "zoom"):
        columns[name] = [float(row[name]) for row in rows]
    return columns | {"named": [1 if row["id"] in named else 0 for row in rows]}


def label_ids() -> set[str]:
    """Name the places that have a name on the ground."""
    return {row["id"] for row in _labels()}


def translations(names: set[str], language: str) -> dict[str, str]:
    """Give those of the places' English names that the gazetteer has in another language."""
    if language == "en":
        return {}
    known: dict[str, str] = {}
    for row in _labels():
        if row[language]:
            known.setdefault(row["name"], row[language])
    found = {}
    for name in sorted(names):
        bare = name.removesuffix(" County").removesuffix(" District").removesuffix(" City")
        if name in known or bare in known:
            found[name] = known.get(name) or known[bare]
    return found


@cache
def _labels() -> list[dict[str, str]]:
    text = (files("geokit.gazetteer") / "map_labels.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _entry(feature: dict[str, Any]) -> dict[str, Any]:
    geometry = feature["geometry"]
    paths = [_steps(path) for path in _paths(geometry["coordinates"])]
    return {"kind": feature["properties"]["kind"], "area": geometry["type"] in AREAS, "paths": paths}


def _paths(coordinates: list[Any]) -> Iterator[list[list[float]]]:
    if isinstance(coordinates[0][0], (int, float)):
        yield coordinates
        return
    for inner in coordinates:
        yield from _paths(inner)


def _steps(path: list[list[float]]) -> list[int]:
    steps: list[int] = []
    x = y = 0
    for lon, lat, *_ in path:
        to_x, to_y = round(lon * STEPS), round(lat * STEPS)
        steps += (to_x - x, to_y - y)
        x, y = to_x, to_y
    return steps
