"""Which units hold a spot, by the areas that the gazetteer has of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from geokit.places.gazetteer import Gazetteer
from geokit.places.importing.records import Record, RowFault
from geokit.text.spelling import fold

if TYPE_CHECKING:
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

__all__ = ["Containers"]

SECOND_LEVEL = ("county", "district", "city", "prefecture")
# How far outside a generalised outline, in degrees (some 15 km), a spot on a coast or a bank is still its.
LEEWAY_DEGREES = 0.15
# In what order levels are asked, each with its leeway. The unit that a spot lies beside comes before the
# country that it lies in; a village near a border is no reason to take the other country's unit.
_SECOND, _FIRST, _COUNTRY = range(3)
_SMALLEST_FIRST = ((_SECOND, 0.0), (_FIRST, 0.0), (_FIRST, LEEWAY_DEGREES), (_COUNTRY, 0.0))
_COUNTRY_FIRST = ((_COUNTRY, 0.0), (_FIRST, 0.0), (_COUNTRY, LEEWAY_DEGREES))


class Containers:
    """The units of a gazetteer, asked for what holds a spot.

    Only areas that somebody drew count for second-level units: an approximate cell claims no village.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def country_of(self, record: Record) -> str | None:
        """Give the codes of the record's country, joined with ``/``: as it says, else where it lies.

        Raises
        ------
        RowFault
            If what it says is no country.
        """
        if record.country:
            return "/".join(self._code(part) for part in record.country.split("/") if part.strip())
        unit = self._holder(record, None, _COUNTRY_FIRST)
        return self._gazetteer.row(unit).country if unit else None

    def parents_of(self, record: Record, country: str | None, known: Collection[str]) -> tuple[str, ...]:
        """Give the ids of the units that hold the record's spot, nearest first.

        They are those that the record names, else those in whose areas it lies. What lies in several
        countries, or is one, has none.

        Raises
        ------
        RowFault
            If it names an id that no place has: neither of the gazetteer nor of ``known``.
        """
        for parent in record.parents:
            if parent not in self._gazetteer and parent not in known:
                raise RowFault(f"its parent {parent!r} is no place", "add it, or correct the id")
        if record.parents or record.feature in ("country", "continent") or "/" in (country or ""):
            return record.parents
        unit = self._named_unit(record, country)
        if unit is None:
            unit = self._holder(record, country, _SMALLEST_FIRST)
        if unit is not None and record.feature == "province":
            # A province holds its namesake's ground: only a country can hold it.
            unit = self._countries.get(self._gazetteer.row(unit).country or "")
        if unit is None:
            unit = self._countries.get(country or "")
        return self._gazetteer.chain(unit) if unit else ()

    @cached_property
    def _countries(self) -> dict[str, str]:
        """Countries' ids by code."""
        rows = self._gazetteer.tables.places.values()
        return {row.country: row.id for row in rows if row.feature == "country" and row.country}

    def _code(self, text: str) -> str:
        text = text.strip()
        if len(text) == 2 and text.isascii() and text.isalpha():
            return text.upper()
        for entry in self._gazetteer.named(text):
            row = self._gazetteer.row(entry.place_id)
            if row.feature == "country" and row.country:
                return row.country
        raise RowFault(f"its country {text!r} is none", "write its ISO 3166-1 code of two letters")

    def _named_unit(self, record: Record, country: str | None) -> str | None:
        """The nearest unit that the record names, if its name and country leave one alone."""
        for unit in record.units:
            ids = {
                entry.place_id
                for entry in self._gazetteer.named(unit)
                if self._is_unit(entry.place_id)
                and (not country or country in self._gazetteer.countries(entry.place_id))
            }
            if len(ids) == 1 and fold(unit) != fold(record.name):
                return ids.pop()
        return None

    def _is_unit(self, place_id: str) -> bool:
        return place_id in self._gazetteer.units(place_id)

    @cached_property
    def _levels(self) -> list[tuple[list[str], list[BaseGeometry], STRtree]]:
        """The areas of second-level units, first-level units and countries, each with an index."""
        import shapely

        levels: list[list[str]] = [[], [], []]
        for place_id in sorted(self._gazetteer.tables.shapes):
            row = self._gazetteer.row(place_id)
            place = self._gazetteer.place(place_id)
            if place.shape != "area":
                continue
            if row.feature == "country":
                levels[_COUNTRY].append(place_id)
            elif self._gazetteer.units(place_id)[0] == place_id:
                levels[_FIRST].append(place_id)
            elif row.feature in SECOND_LEVEL and place.shape_basis != "approximate":
                levels[_SECOND].append(place_id)
        indexed = []
        for ids in levels:
            areas = [self._gazetteer.place(place_id).geometry for place_id in ids]
            shapely.prepare(areas)
            indexed.append((ids, areas, shapely.STRtree(areas)))
        return indexed

    def _holder(
        self, record: Record, country: str | None, steps: tuple[tuple[int, float], ...]
    ) -> str | None:
        """The first unit that holds the record's spot, level by level, each with its leeway."""
        from shapely.geometry import Point

        spot = Point(record.lon, record.lat)
        for level, leeway in steps:
            ids, areas, tree = self._levels[level]
            near = [
                (float(areas[at].distance(spot)), float(areas[at].area), ids[at])
                for at in tree.query(spot, predicate="dwithin", distance=leeway)
                if not country or country in self._gazetteer.countries(ids[at])
            ]
            if near:
                return str(min(near)[2])
        return None
