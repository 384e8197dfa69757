"""Which records of a file are one place, and what ids the places of a file get."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from geokit.places.gazetteer import Gazetteer, geometry_dimension
from geokit.places.importing.records import Record, RowFault
from geokit.places.importing.sources import slug
from geokit.text.spelling import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Ids", "joined_lines"]

# Stretches of a river that lie so near to each other (degrees, some 15 km) are one river.
SAME_LINE_DEGREES = 0.15
SAME_SPOT_DEGREES = 1e-5

_OWN_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_HOST = re.compile(r"^\w+://[^/]+/")


class Ids:
    """Gives the places of a file their ids, the same ones whenever the file is read.

    A GeoNames id gives ``gn-1879`` and an id in the gazetteer's own style stays; any other has the source's
    key before it. Where the file has no ids the name makes one, and a number tells namesakes apart.
    """

    def __init__(self, gazetteer: Gazetteer, source: str) -> None:
        self._gazetteer = gazetteer
        self._source = source
        self._rows: dict[str, int] = {}

    @property
    def given(self) -> Collection[str]:
        """The ids given so far."""
        return self._rows.keys()

    def give(self, record: Record) -> str:
        """Give a record its place's id.

        Raises
        ------
        RowFault
            If another row of the file has its id.
        """
        place_id = self._find(record)
        self._rows[place_id] = record.row
        return place_id

    def _find(self, record: Record) -> str:
        by_geonames = f"gn-{record.geonames}"
        if record.geonames and by_geonames not in self._rows:
            return by_geonames
        if not record.key or record.key == record.geonames:
            if record.key:
                self._refuse(by_geonames, record.key)
            return self._by_name(record)
        place_id = record.key
        if not _OWN_ID.fullmatch(place_id):
            place_id = f"{self._source}-{slug(_HOST.sub('', record.key))}"
        if place_id in self._rows:
            self._refuse(place_id, record.key)
        return place_id

    def _refuse(self, place_id: str, key: str) -> None:
        raise RowFault(
            f"its id {key!r} stands in row {self._rows[place_id]} too", "give one of them another id"
        )

    def _by_name(self, record: Record) -> str:
        stem = f"{self._source}-{slug(record.name)}"
        number, place_id = 1, stem
        while place_id in self._rows or not self._free(place_id, record):
            number += 1
            place_id = f"{stem}-{number}"
        return place_id

    def _free(self, place_id: str, record: Record) -> bool:
        """Whether no place has this id, or none but the record's own, read before."""
        if place_id not in self._gazetteer:
            return True
        row = self._gazetteer.row(place_id)
        far = max(abs(row.lat - record.lat), abs(row.lon - record.lon))
        return row.name == record.name and far < SAME_SPOT_DEGREES


def joined_lines(records: list[Record]) -> list[Record]:
    """Join the lines of one name and kind that lie together: a river is often drawn in stretches."""
    joined: list[Record] = []
    groups: dict[tuple[str, str | None], list[int]] = {}
    for record in records:
        line = record.geometry
        if line is None or geometry_dimension(line) != 1:
            joined.append(record)
            continue
        group = groups.setdefault((fold(record.name), record.feature), [])
        place = next((at for at in group if _near(joined[at], line)), None)
        if place is None:
            group.append(len(joined))
            joined.append(record)
        else:
            joined[place] = _with_line(joined[place], record, line)
    return joined


def _near(record: Record, line: BaseGeometry) -> bool:
    return record.geometry is not None and record.geometry.distance(line) <= SAME_LINE_DEGREES


def _with_line(record: Record, other: Record, line: BaseGeometry) -> Record:
    import shapely

    whole = shapely.line_merge(shapely.union_all([record.geometry, line]))
    names = tuple(dict.fromkeys([*record.names, *other.names]))
    return replace(record, geometry=whole, names=names)
