"""Which place of the gazetteer a record speaks of, if it is one that the gazetteer has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from geokit.places.gazetteer import LEAST_SIMILARITY, Gazetteer, distance_km, geometry_dimension
from geokit.places.geometry import distance_between
from geokit.places.importing.records import Record
from geokit.places.tables import PlaceRow
from geokit.text.spelling import fold, similarity

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["ALIKE", "Match", "Matcher"]

ALIKE = "a name spelt much like it"
# Within what distance two spots of one name are one place, and two lines of one name one river.
SAME_SPOT_KM = 3.0
SAME_LINE_KM = 15.0
# Spots are given to a hundredth of a degree, and outlines are generalised: so far outside is still inside.
EDGE_KM = 1.0
# An area that overlaps a place's present one by this share (of their union) is that place's, wherever its
# seat lies.
SAME_AREA = 0.3

UNITS = frozenset({"country", "province", "prefecture", "county", "district", "city"})
SETTLED = UNITS - {"country", "province"} | {"town", "village", "locality", "neighbourhood"}
LINES = frozenset({"river", "border", "line"})
# What has no outline that anybody would name by it alone, unless the file says that it is one of these.
SPOTS = frozenset({"town", "village", "locality", "neighbourhood", "site", "pass", "mountain"})


class Match(NamedTuple):
    """The place that a record speaks of, or None, and why."""

    place_id: str | None
    reason: str


class Matcher:
    """Compares records with the places of a gazetteer.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places that there are.
    source : str
        The file's source. Its places of an earlier import are known by their ids alone: a file read twice
        gives the same.
    """

    def __init__(self, gazetteer: Gazetteer, source: str) -> None:
        self._gazetteer = gazetteer
        self._source = source
        rows = [row for row in gazetteer.tables.places.values() if row.source != source]
        self._units = [row for row in rows if row.feature in UNITS]
        self._by_geonames = {row.geonames: row.id for row in rows if row.geonames}

    def match(self, record: Record, place_id: str, country: str | None) -> Match:
        """Find the place that a record speaks of.

        It has the record's id, or its GeoNames id, or one of its names; the last only where the two lie
        together: a spot within 3 km, a line within 15 km, an area around the place's spot or over its area.
        A unit may also be spelt otherwise, if its spot lies in the area.

        Parameters
        ----------
        record : Record
            What the file says.
        place_id : str
            The id that the record's place would get.
        country : str or None
            The codes of its country.

        Returns
        -------
        Match
            ``place_id`` is None for a place that is new.
        """
        if place_id in self._gazetteer:
            return Match(place_id, "id")
        if record.geonames in self._by_geonames:
            return Match(self._by_geonames[record.geonames], "geonames")
        rows = [row for row in self._namesakes(record) if self._agrees(row, record, country)]
        if record.geometry is None:
            return self._match_spot(rows, record)
        if geometry_dimension(record.geometry) == 1:
            return self._match_line(rows, record, record.geometry)
        match = self._match_area(rows, record, record.geometry)
        return match if match.place_id else self._match_alike(record, country, record.geometry) or match

    def _namesakes(self, record: Record) -> Iterator[PlaceRow]:
        """The places that have one of the record's names, with or without its word for the kind."""
        ids: dict[str, None] = {}
        for name in (record.name, *(name.text for name in record.names)):
            for text in (name, self._bare(name)):
                for entry in self._gazetteer.named(text):
                    if entry.kind != "demonym":
                        ids[entry.place_id] = None
        rows = (self._gazetteer.row(place_id) for place_id in sorted(ids))
        return (row for row in rows if row.source != self._source)

    def _bare(self, name: str) -> str:
        words = self._gazetteer.recognition.feature_words
        return " ".join(word for word in name.split() if word.casefold() not in words)

    def _agrees(self, row: PlaceRow, record: Record, country: str | None) -> bool:
        """Whether a place lies where the record says, as far as it says."""
        here = self._gazetteer.countries(row.id)
        if country and here and not here & set(country.split("/")):
            return False
        stated = {
            entry.place_id
            for unit in record.units
            for text in (unit, self._bare(unit))
            for entry in self._gazetteer.named(text)
            if self._gazetteer.row(entry.place_id).feature in UNITS
        }
        return not stated or bool(stated & set(self._gazetteer.chain(row.id)))

    def _match_spot(self, rows: list[PlaceRow], record: Record) -> Match:
        alike = [row for row in rows if _alike(row.feature, record.feature)]
        near = sorted((distance_km(record.lat, record.lon, row.lat, row.lon), row.id) for row in alike)
        if near and near[0][0] <= SAME_SPOT_KM:
            return Match(near[0][1], "name")
        return Match(None, f"no place of its name and kind lies within {SAME_SPOT_KM:g} km")

    def _match_line(self, rows: list[PlaceRow], record: Record, line: BaseGeometry) -> Match:
        found = [
            (_apart_km(line, self._gazetteer.place(row.id).geometry), row.id)
            for row in rows
            if row.feature in LINES or row.feature == record.feature
        ]
        if found and min(found)[0] <= SAME_LINE_KM:
            return Match(min(found)[1], "name")
        return Match(None, f"no line of its name lies within {SAME_LINE_KM:g} km")

    def _match_area(self, rows: list[PlaceRow], record: Record, area: BaseGeometry) -> Match:
        from shapely.geometry import Point

        found = []
        outside = []
        for row in rows:
            if not _may_be_area(row.feature, record.feature):
                continue
            spot = Point(row.lon, row.lat)
            inside = _apart_km(area, spot) <= EDGE_KM
            shared = self._overlap(row.id, area)
            if inside or shared >= SAME_AREA:
                middle = area.representative_point()
                found.append((-shared, not inside, distance_km(middle.y, middle.x, row.lat, row.lon), row.id))
            else:
                outside.append((_apart_km(area, spot), row.name))
        if found:
            return Match(min(found)[3], "name")
        if outside:
            km, name = min(outside)
            return Match(None, f"the spot of {name} lies {km:.0f} km outside it")
        return Match(None, "no unit or ground of the gazetteer has its name")

    def _match_alike(self, record: Record, country: str | None, area: BaseGeometry) -> Match | None:
        """The unit with its spot in the area whose name is spelt much like the record's."""
        from shapely.geometry import Point

        names = [_letters(self._bare(name)) for name in (record.name, *(name.text for name in record.names))]
        west, south, east, north = area.bounds
        found = []
        for row in self._units:
            if not (west <= row.lon <= east and south <= row.lat <= north):
                continue
            if not _may_be_area(row.feature, record.feature) or not self._agrees(row, record, country):
                continue
            if not area.covers(Point(row.lon, row.lat)):
                continue
            others = [_letters(self._bare(name)) for name in self._gazetteer.names_of(row.id)]
            found.append((max(similarity(one, other) for one in names for other in others), row.id))
        if found and max(found)[0] >= LEAST_SIMILARITY:
            return Match(max(found)[1], ALIKE)
        return None

    def _overlap(self, place_id: str, area: BaseGeometry) -> float:
        """The share of two areas' union in which they overlap; 0 where the place has none.

        In degrees: the two lie at the same latitude, which the quotient cancels.
        """
        place = self._gazetteer.place(place_id)
        if place.shape != "area":
            return 0.0
        shared = float(place.geometry.intersection(area).area)
        return shared / (float(place.geometry.area) + float(area.area) - shared)


def _alike(one: str, other: str | None) -> bool:
    return other is None or one == other or (one in SETTLED and other in SETTLED)


def _may_be_area(feature: str, stated: str | None) -> bool:
    if stated is None:
        return feature not in SPOTS | LINES
    return feature == stated or (feature in UNITS and stated in UNITS)


def _letters(name: str) -> str:
    return fold(name).replace(" ", "")


def _apart_km(one: BaseGeometry, other: BaseGeometry) -> float:
    """Distance in kilometres between two shapes, where they lie nearest to each other in degrees."""
    from shapely.ops import nearest_points

    near, far = nearest_points(one, other)
    return distance_between((near.x, near.y), (far.x, far.y))
