"""The world's towns and units in a compact index: two files that are read where they lie.

``world.places`` is a table in columns, little-endian: a head (magic, then how many rows are countries, units
of the first level, units of any level, and towns), one column after another as ``COLUMNS`` names them, where
each row's text begins, and the texts. Countries stand first, then units, then towns, each by GeoNames id.
``world.names`` leads from a folded name to rows. Opening takes a millisecond; a row becomes a record only
when its name is met.
"""

from __future__ import annotations

import math
import mmap
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from geokit.places.tables import PlaceRow, Tables

if TYPE_CHECKING:
    from marisa_trie import BytesTrie

__all__ = [
    "ALTERNATIVE",
    "COLUMNS",
    "DEGREE",
    "INDEXED",
    "NO_UNIT",
    "OUTLYING",
    "OUTLYING_KINDS",
    "PREFERRED",
    "FittedWorld",
    "NamedPlace",
    "World",
    "distance_km",
    "packed",
]

MAGIC = b"geokitW1"
HEAD = struct.Struct("<8s4I")
# Column and type; degrees are stored as whole numbers of ten-thousandths (11 metres).
COLUMNS: tuple[tuple[str, Literal["H", "I", "i"]], ...] = (
    ("geonames", "I"),
    ("lat", "i"),
    ("lon", "i"),
    ("population", "I"),
    ("unit", "H"),
)
DEGREE = 10_000
NO_UNIT = 0xFFFF
# What kind a name is, in the lowest bit of a trie's value; the row's number stands above it.
PREFERRED, ALTERNATIVE = 1, 0
UNIT_SOURCE, TOWN_SOURCE = "geonames geonames-units", "geonames"
# For want of an extent a town is a disc with so many inhabitants a square kilometre, and has a least radius.
DENSITY, LEAST_RADIUS_KM = 1000, 3
# What kind of name the index gives: an outlying place is less likely meant than one of the tables.
OUTLYING, OUTLYING_ALTERNATIVE = OUTLYING_KINDS = ("outlying", "outlying-alternative")
# How the ids of the index begin, and of the tables' rows that are derived from the same source.
INDEXED = "gn-"
EARTH_RADIUS_KM = 6371.0088
# A town of the index this close to a place edited by hand that bears its name is that place.
SAME_PLACE_KM = 30.0


class NamedPlace(NamedTuple):
    """A place as one of its names gives it; ``kind`` is the name's kind."""

    place_id: str
    name: str
    kind: str


def packed(counts: Sequence[int], columns: Mapping[str, array[int]], texts: Sequence[str]) -> bytes:
    """Give the bytes of ``world.places``."""
    encoded = [text.encode() for text in texts]
    ends = array("I", [0])
    for text in encoded:
        ends.append(ends[-1] + len(text))
    parts = [HEAD.pack(MAGIC, *counts), *(columns[name].tobytes() for name, _ in COLUMNS)]
    return b"".join([*parts, ends.tobytes(), *encoded])


class World:
    """The index, opened.

    Parameters
    ----------
    folder : Path
        Holds ``world.places`` and ``world.names``.
    """

    def __init__(self, folder: Path) -> None:
        self.files = (folder / "world.names", folder / "world.places")
        with self.files[1].open("rb") as file:
            self._data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        magic, self._first_unit, first_level, units, towns = HEAD.unpack_from(self._data)
        if magic != MAGIC:
            raise ValueError(f"{self.files[1]}: is no index of this version; rebuild it")
        self._first_below = int(self._first_unit + first_level)
        self._first_town = int(self._first_unit + units)
        self._count = int(self._first_town + towns)
        at = HEAD.size
        columns: dict[str, memoryview[int]] = {}
        for name, kind in COLUMNS:
            size = self._count * struct.calcsize(kind)
            columns[name] = self._data[at : at + size].cast(kind)
            at += size
        texts = at + (self._count + 1) * struct.calcsize("I")
        self._ids, self._lats, self._lons = columns["geonames"], columns["lat"], columns["lon"]
        self._populations, self._units = columns["population"], columns["unit"]
        self._starts, self._texts = self._data[at:texts].cast("I"), self._data[texts:]

    @cached_property
    def _names(self) -> BytesTrie:
        from marisa_trie import BytesTrie

        return BytesTrie().mmap(str(self.files[0]))

    def named(self, key: str) -> list[tuple[int, bool]]:
        """Give the rows that a folded name may mean, each with whether it is their preferred name."""
        values = (int.from_bytes(value, "big") for value in self._names.get(key, ()))
        return [(value >> 1, value & 1 == PREFERRED) for value in values]

    def holds(self, key: str) -> bool:
        """Whether a folded name is that of a row."""
        return bool(key in self._names)

    def find(self, place_id: str) -> int | None:
        """Give the row of a place's id, or None."""
        number = place_id[3:]
        if not place_id.startswith("gn-") or not number.isdigit():
            return None
        wanted = int(number)
        for first, end in (
            (self._first_unit, self._first_below),
            (self._first_below, self._first_town),
            (self._first_town, self._count),
        ):
            row = bisect_left(self._ids, wanted, first, end)
            if row < end and self._ids[row] == wanted:
                return row
        return None

    def id_of(self, row: int) -> str:
        """Give a row's place id: that of a country is its code, any other's its GeoNames id."""
        return self._text(row).lower() if row < self._first_unit else f"gn-{self._ids[row]}"

    def is_town(self, row: int) -> bool:
        """Whether a row is a town and no unit."""
        return row >= self._first_town

    def place_row(self, row: int) -> PlaceRow:
        """Make a row's record; its parents are ids of this index."""
        above = self.above(row)
        lat, lon = self._lats[row] / DEGREE, self._lons[row] / DEGREE
        if self.is_town(row):
            name, feature, iso = self._text(row), "city", ""
            population = self._populations[row]
            radius = max(LEAST_RADIUS_KM, math.ceil(math.sqrt(population / DENSITY / math.pi)))
        else:
            name, feature, iso, reach = self._text(row).split("\t")
            radius, population = int(reach), 0
        return PlaceRow(
            id=self.id_of(row),
            name=name,
            feature=feature,
            country=self._text(above[-1]) if above else None,
            parents=tuple(self.id_of(unit) for unit in above),
            lat=lat,
            lon=lon,
            radius_km=float(radius),
            population=population or None,
            geonames=str(self._ids[row]),
            iso=iso,
            source=TOWN_SOURCE if self.is_town(row) else UNIT_SOURCE,
            at=f"{self.files[1].name}, row {row}",
        )

    def near(self, lat: float, lon: float, limit: int) -> list[int]:
        """Give the rows of the towns nearest to a position, in no order."""
        import numpy

        first = self._first_town
        lats = numpy.frombuffer(self._lats, dtype=numpy.int32)[first:] / DEGREE
        lons = numpy.frombuffer(self._lons, dtype=numpy.int32)[first:] / DEGREE
        east = (lons - lon + 180) % 360 - 180
        phi = numpy.radians(lats)
        half = (
            numpy.sin(numpy.radians(lats - lat) / 2) ** 2
            + numpy.cos(phi) * math.cos(math.radians(lat)) * numpy.sin(numpy.radians(east) / 2) ** 2
        )
        return [int(row) + first for row in numpy.argpartition(half, limit)[:limit]]

    def above(self, row: int) -> list[int]:
        """Give the rows of the units that hold a row, nearest first, the country last."""
        above = []
        while (row := self._units[row]) != NO_UNIT:
            above.append(row)
        return above

    def _text(self, row: int) -> str:
        return str(self._texts[self._starts[row] : self._starts[row + 1]], "utf-8")


class FittedWorld:
    """The index behind the tables: what they hold already is theirs, and units of theirs hold its towns."""

    def __init__(self, world: World, tables: Tables) -> None:
        self._world = world
        self._tables = tables
        self._rows: dict[int, PlaceRow] = {}
        self.files = world.files

    def holds(self, key: str) -> bool:
        """Whether a folded name is that of a place of the index."""
        return self._world.holds(key)

    def find(self, place_id: str) -> PlaceRow | None:
        """Give the row of a place's id, or None."""
        number = self._world.find(place_id)
        return None if number is None else self._row(number)

    def named(self, key: str, written: str, known: Sequence[NamedPlace]) -> Iterator[NamedPlace]:
        """Give the places of a folded name, but for those ``known`` and those that are edited by hand.

        ``written`` is the name as it was asked for: the index does not hold its capitals.
        """
        here = {entry.place_id for entry in known}
        edited = [self._tables.places[other] for other in here if not other.startswith(INDEXED)]
        for number, preferred in self._world.named(key):
            row = self._row(number)
            theirs = row.id in self._tables.places and not row.id.startswith(INDEXED)
            if row.id not in here and not theirs and not any(_is_same(row, other) for other in edited):
                yield NamedPlace(row.id, written, OUTLYING if preferred else OUTLYING_ALTERNATIVE)

    def units_of(self, place_id: str) -> tuple[str, ...]:
        """Give the ids of the units that hold a place of the index, nearest first, its country last."""
        number = self._world.find(place_id)
        return () if number is None else self._units(number)

    def near(self, lat: float, lon: float, limit: int) -> list[PlaceRow]:
        """Give the towns nearest to a position, in no order."""
        return [self._row(number) for number in self._world.near(lat, lon, limit)]

    def _row(self, number: int) -> PlaceRow:
        if number not in self._rows:
            row = self._world.place_row(number)
            theirs = self._theirs.get(row.id) or self._theirs.get(row.geonames) or self._theirs.get(row.iso)
            self._rows[number] = theirs or row._replace(parents=self._units(number))
        return self._rows[number]

    def _units(self, number: int) -> tuple[str, ...]:
        *units, country = self._world.above(number)
        return (*(self._row(unit).id for unit in units), self._world.id_of(country))

    @cached_property
    def _theirs(self) -> dict[str, PlaceRow]:
        """The tables' places by id, by GeoNames id and, units, by ISO code."""
        rows = self._tables.places.values()
        keys = (
            (key, row) for row in rows for key in (row.id, row.geonames, row.iso if "-" in row.iso else "")
        )
        return {key: row for key, row in keys if key}


def _is_same(town: PlaceRow, edited: PlaceRow) -> bool:
    near = distance_km(town.lat, town.lon, edited.lat, edited.lon) <= SAME_PLACE_KM
    return near and town.country in (edited.country or "").split("/")


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres, for ranking; shapes are measured on the ellipsoid."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((other_phi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
