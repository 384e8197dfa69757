"""What spatial expressions ask of the gazetteer: courses of rivers and borders, neighbours, land, units."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from geokit.model import Place
from geokit.places import geometry as shapes
from geokit.places.gazetteer import Gazetteer, distance_km
from geokit.places.spatial.courses import Course

if TYPE_CHECKING:
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

__all__ = ["Ground", "ground_of", "sources_of"]

# "The northern border" lies within so many degrees of north from the country's middle.
_QUARTER = 45.0


class Ground:
    """One gazetteer, asked for lines and neighbours."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._borders: dict[tuple[str, str], Place | None] = {}
        self._courses: dict[str, Course] = {}
        self._banks: dict[tuple[str, str], BaseGeometry] = {}

    @cached_property
    def lines(self) -> tuple[Place, ...]:
        """Rivers and borders whose course is one line, rivers first."""
        wanted = [
            place_id
            for place_id in sorted(self._gazetteer.tables.shapes)
            if self._gazetteer.row(place_id).feature in ("river", "border")
        ]
        places = [self._gazetteer.place(place_id) for place_id in wanted]
        lines = [place for place in places if place.geometry.geom_type == "LineString"]
        return tuple(sorted(lines, key=lambda place: (place.feature != "river", place.id)))

    @cached_property
    def countries(self) -> dict[str, Place]:
        """Countries that have an area, by their code."""
        shaped = self._gazetteer.tables.shapes
        rows = self._gazetteer.tables.places
        ids = [place_id for place_id in sorted(shaped) if rows[place_id].feature == "country"]
        return {rows[place_id].country or "": self._gazetteer.place(place_id) for place_id in reversed(ids)}

    def course(self, place: Place) -> Course | None:
        """The course of a river or border, ``None`` where the gazetteer has no single line for it."""
        if place.geometry.geom_type != "LineString" or place.feature not in ("river", "border"):
            return None
        if place.id not in self._courses:
            self._courses[place.id] = Course(place.geometry)  # type: ignore[arg-type]
        return self._courses[place.id]

    def bank(self, line: Place, country: Place, km: float) -> BaseGeometry:
        """The ground of a country within some kilometres of a line on its border; empty where there is none.

        An outline of a country is coarser than the line: where there is one line, it parts the ground.
        """
        key = (line.id, country.id)
        if key not in self._banks:
            strip = country.geometry.intersection(shapes.buffered(line.geometry, km))
            along = self.course(line)
            ground = along.side(strip, km) if along and not strip.is_empty else strip
            self._banks[key] = ground.difference(self.countries_but(line, country.country or ""))
        return self._banks[key]

    def lines_by(self, spot: Point, within_km: float) -> list[tuple[float, Place, Course]]:
        """Rivers and borders that run by a spot, with their distance from it, the nearest first."""
        found = []
        for place in self.lines:
            if distance_km(spot.y, spot.x, place.lat, place.lon) > place.radius_km + within_km:
                continue
            course = self.course(place)
            if course is not None and (off := course.locate(spot)[1]) <= within_km:
                found.append((round(off, 1), place, course))
        # A border that is a river lies where the river does: the river is meant.
        return sorted(found, key=lambda one: (one[0], one[1].feature != "river", one[1].id))

    def border(self, one: Place, other: Place) -> Place | None:
        """The border between two countries or units: the gazetteer's own, else their common edge."""
        first, second = sorted((one, other), key=lambda place: place.id)
        pair = (first.id, second.id)
        if pair not in self._borders:
            self._borders[pair] = self.listed_border(first, second) or _common_edge(first, second)
        return self._borders[pair]

    def listed_border(self, one: Place, other: Place) -> Place | None:
        """The gazetteer's border of two countries; of several the one that runs between them."""
        if "country" not in (one.feature, other.feature) or one.country == other.country:
            return None
        codes = {one.country, other.country}
        rows = self._gazetteer.tables.places
        ids = [
            row.id
            for row in rows.values()
            if row.feature == "border" and row.country and set(row.country.split("/")) == codes
        ]
        if not ids:
            return None
        lat, lon = (one.lat + other.lat) / 2, (one.lon + other.lon) / 2
        return self._gazetteer.place(
            min(
                ids,
                key=lambda place_id: (
                    distance_km(lat, lon, rows[place_id].lat, rows[place_id].lon),
                    place_id,
                ),
            )
        )

    def country_at(self, spot: Point, codes: frozenset[str]) -> str | None:
        """Which of some countries a spot lies in; where there is but one, that one."""
        held = [code for code in sorted(codes) if code in self.countries and self._covers(code, spot)]
        return held[0] if held else next(iter(codes)) if len(codes) == 1 else None

    def _covers(self, code: str, spot: Point) -> bool:
        return bool(self.countries[code].geometry.covers(spot))

    def foreign(self, spot: Point, codes: Collection[str]) -> str | None:
        """The country that a spot lies in, where it is none of those given and all of these have areas."""
        if not codes or not all(code in self.countries for code in codes):
            return None
        if any(self._covers(code, spot) for code in codes):
            return None
        return next((code for code in sorted(self.countries) if self._covers(code, spot)), None)

    def lies_towards(self, code: str, place: Place, bearing: float) -> bool:
        """Whether a place lies in one direction from the middle of a country."""
        country = self.countries.get(code)
        if country is None:
            return False
        actual = shapes.bearing_between((country.lon, country.lat), (place.lon, place.lat))
        return abs((actual - bearing + 180) % 360 - 180) <= _QUARTER

    def countries_but(self, line: Place, code: str) -> BaseGeometry:
        """The land of the other countries that a line runs through."""
        import shapely

        others = sorted({*(line.country or "").split("/")} - {code})
        return shapely.union_all([self.countries[one].geometry for one in others if one in self.countries])

    def unit_at(self, spot: Point, country: str) -> Place | None:
        """The first-level unit of a country that a spot lies in, where its area is known."""
        for place_id in sorted(self._gazetteer.tables.shapes):
            row = self._gazetteer.row(place_id)
            if row.feature == "province" and row.country == country:
                place = self._gazetteer.place(place_id)
                if place.geometry.covers(spot):
                    return place
        return None

    def land(self, around: BaseGeometry) -> BaseGeometry:
        """The land of all countries around a shape."""
        import shapely

        frame = shapely.box(*around.bounds)
        near = [country.geometry for country in self.countries.values() if frame.intersects(country.geometry)]
        return shapely.union_all([shapely.make_valid(shape).intersection(frame) for shape in near])


@lru_cache(maxsize=4)
def ground_of(gazetteer: Gazetteer) -> Ground:
    """Give a gazetteer's ground, made once."""
    return Ground(gazetteer)


def sources_of(places: Iterable[Place]) -> str:
    """The keys of all sources of some places, each once."""
    return " ".join(dict.fromkeys(key for place in places for key in place.source.split()))


def _common_edge(one: Place, other: Place) -> Place | None:
    import shapely

    if one.shape != "area" or other.shape != "area" or one.id == other.id:
        return None
    if not one.geometry.intersects(shapely.buffer(other.geometry, shapes.EDGE_DEGREES)):
        return None
    line = shapes.shared_edge(one.geometry, other.geometry)
    if line is None:
        return None
    longest = max(shapely.get_parts(line), key=lambda part: part.length)
    spot = longest.interpolate(0.5, normalized=True)
    codes = sorted({code for place in (one, other) for code in (place.country or "").split("/") if code})
    return Place(
        id=f"computed:border:{one.id}:{other.id}",
        name=f"Border of {one.name} and {other.name}",
        names=(),
        feature="border",
        country="/".join(codes) or None,
        parents=(),
        adm1=None,
        adm2=None,
        lat=round(spot.y, 6),
        lon=round(spot.x, 6),
        radius_km=shapes.reach_km(spot, line),
        shape="line",
        shape_basis="computed",
        geometry=line,
        population=None,
        source=sources_of((one, other)),
    )
