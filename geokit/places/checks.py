"""What ``geokit places check`` looks for: errors in a gazetteer that opens, and what to know of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geokit.places.gazetteer import Gazetteer
from geokit.places.geometry import buffered
from geokit.places.tables import PlaceRow
from geokit.text.spelling import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Finding", "check_gazetteer"]

SOURCE_NEEDS = ("title", "url", "licence", "attribution", "retrieved")
# How far outside a generalised outline a spot on a coast or a river bank may lie.
TOLERANCE_KM = 15.0
BASES = ("surveyed", "simplified", "approximate")
UNITS = ("country", "province", "county", "district", "city")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a gazetteer that is wrong (``error``) or good to know (``note``)."""

    severity: Literal["error", "note"]
    check: str
    place_id: str | None
    message: str


def check_gazetteer(gazetteer: Gazetteer) -> list[Finding]:
    """Check a gazetteer.

    Returns
    -------
    list of Finding
        Errors first, then notes, each check's in the order of the ids. Checked are: no id twice, no name
        without a place, parents known, of the same country and in no circle, sources of places, names and
        shapes known and complete, shapes' worth stated, spots within their unit and their country. Homonyms
        are listed as notes.
    """
    findings = [
        *_repeated_ids(gazetteer),
        *_names_without_place(gazetteer),
        *_parents(gazetteer),
        *_sources(gazetteer),
        *_shapes(gazetteer),
        *_spots(gazetteer),
        *_homonyms(gazetteer),
    ]
    return sorted(findings, key=lambda finding: finding.severity == "note")


def _rows(gazetteer: Gazetteer) -> list[PlaceRow]:
    return sorted(gazetteer.tables.places.values(), key=lambda row: row.id)


def _repeated_ids(gazetteer: Gazetteer) -> Iterator[Finding]:
    for row in gazetteer.tables.repeated:
        yield Finding("error", "id", row.id, f"{row.at}: the id {row.id} stands twice; give one another id")


def _names_without_place(gazetteer: Gazetteer) -> Iterator[Finding]:
    for name in gazetteer.tables.names:
        if name.place_id not in gazetteer:
            message = (
                f"{name.at}: {name.name!r} names {name.place_id}, which is no place; correct its place_id"
            )
            yield Finding("error", "name", name.place_id, message)
        elif not fold(name.name):
            yield Finding("error", "name", name.place_id, f"{name.at}: the name has no letter; correct it")


def _parents(gazetteer: Gazetteer) -> Iterator[Finding]:
    for row in _rows(gazetteer):
        for parent in row.parents:
            if parent not in gazetteer:
                message = f"{row.at}: its parent {parent} is no place; add it or correct the id"
                yield Finding("error", "parent", row.id, message)
            elif parent == row.id:
                yield Finding(
                    "error", "parent", row.id, f"{row.at}: {row.id} is its own parent; leave it out"
                )
            elif not _shares_country(gazetteer, row.id, parent):
                message = f"{row.at}: country {row.country} is not that of its parent {parent}; correct one"
                yield Finding("error", "parent", row.id, message)
            elif row.id in gazetteer.row(parent).parents:
                message = f"{row.at}: {row.id} and {parent} hold each other; correct the parents of one"
                yield Finding("error", "parent", row.id, message)


def _shares_country(gazetteer: Gazetteer, one: str, other: str) -> bool:
    here, there = gazetteer.countries(one), gazetteer.countries(other)
    return not here or not there or bool(here & there)


def _sources(gazetteer: Gazetteer) -> Iterator[Finding]:
    for key, source in sorted(gazetteer.sources.items()):
        missing = [need for need in SOURCE_NEEDS if not source.get(need)]
        if missing:
            message = f"sources.toml: [{key}] has no {', '.join(missing)}; fill it in"
            yield Finding("error", "source", None, message)
    for row in _rows(gazetteer):
        if not row.source:
            message = f"{row.at}: no source; name a key of sources.toml"
            yield Finding("error", "source", row.id, message)
        yield from _unknown_sources(gazetteer, row.source, row.at, row.id)
    for name in gazetteer.tables.names:
        yield from _unknown_sources(gazetteer, name.source, name.at, name.place_id)


def _unknown_sources(gazetteer: Gazetteer, keys: str, at: str, place_id: str) -> Iterator[Finding]:
    for key in keys.split():
        if key not in gazetteer.sources:
            message = f"{at}: its source {key} is not in sources.toml; add it there"
            yield Finding("error", "source", place_id, message)


def _shapes(gazetteer: Gazetteer) -> Iterator[Finding]:
    for place_id, feature in sorted(gazetteer.tables.shapes.items()):
        properties = feature["properties"]
        at = f"shapes.geojson: the shape of {place_id}"
        if properties.get("basis") not in BASES:
            message = f"{at} has the basis {properties.get('basis')!r}; write {', '.join(BASES)}"
            yield Finding("error", "shape", place_id, message)
        yield from _unknown_sources(gazetteer, properties.get("source") or "", at, place_id)


def _spots(gazetteer: Gazetteer) -> Iterator[Finding]:
    """Find spots outside their country, or outside the nearest unit above them that has an area.

    In another unit's area the spot is wrong. In nobody's it lies on an island or a bank that a coarse
    outline leaves out: good to know, no error.
    """
    from shapely.geometry import Point

    areas = _areas(gazetteer)
    for row in _rows(gazetteer):
        if "/" in (row.country or ""):
            continue
        holders = [unit for unit in gazetteer.chain(row.id) if unit in areas]
        country = next((unit for unit in holders if gazetteer.row(unit).feature == "country"), None)
        spot = Point(row.lon, row.lat)
        for unit in dict.fromkeys(unit for unit in (*holders[:1], country) if unit is not None):
            if areas[unit].covers(spot):
                continue
            feature = gazetteer.row(unit).feature
            others = (one for one in areas if gazetteer.row(one).feature == feature)
            other = next((one for one in others if gazetteer.place(one).geometry.covers(spot)), None)
            where = (
                f"{row.at}: its spot {row.lat}, {row.lon} lies outside {gazetteer.row(unit).name} ({unit})"
            )
            if other is not None:
                message = f"{where}, in {gazetteer.row(other).name} ({other}); correct one of them"
                yield Finding("error", "spot", row.id, message)
            else:
                yield Finding("note", "spot", row.id, f"{where} as it is drawn")


def _areas(gazetteer: Gazetteer) -> dict[str, BaseGeometry]:
    """Give the areas of units by id, widened by what their outlines may be out."""
    from shapely import make_valid, prepare, union_all

    areas: dict[str, BaseGeometry] = {}
    for place_id in sorted(gazetteer.tables.shapes):
        place = gazetteer.place(place_id)
        if place.shape == "area" and place.feature in UNITS:
            # Widened in a plane, a country as wide as Russia folds over itself.
            widened = make_valid(buffered(place.geometry, TOLERANCE_KM))
            areas[place_id] = union_all([widened, place.geometry])
            prepare(areas[place_id])
    return areas


def _homonyms(gazetteer: Gazetteer) -> Iterator[Finding]:
    by_name: dict[str, set[str]] = {}
    for row in _rows(gazetteer):
        for name in gazetteer.names_of(row.id):
            by_name.setdefault(fold(name), set()).add(row.id)
    for name, ids in sorted(by_name.items()):
        if len(ids) > 1:
            yield Finding("note", "homonym", None, f"{name}: {', '.join(sorted(ids))}")
