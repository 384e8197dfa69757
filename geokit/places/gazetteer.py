"""The gazetteer: places by id, by name and by nearness."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geokit.errors import GazetteerError
from geokit.model import Alternative, Place, ShapeBasis, ShapeKind
from geokit.places.local_names import languages_of, local_name
from geokit.places.rules import RecognitionRules, ResolutionRules, read_rules
from geokit.places.tables import NameRow, PlaceRow, Tables
from geokit.places.world import INDEXED, FittedWorld, NamedPlace, World, distance_km
from geokit.text.matching import NameMatcher
from geokit.text.spelling import fold, similarity

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Gazetteer", "NamedPlace", "distance_km", "load_gazetteer"]

# Below this likeness (1: the same) nobody takes one name for a misspelling of another.
LEAST_SIMILARITY = 0.7
# What a written likeness is worth beside the very name.
FUZZY_SCORE = 0.8
# Of so many names it is kept in mind whether the index of the world holds them.
KNOWN_NAMES = 65536
UNITS_BELOW_FIRST = ("county", "district", "city")


class Gazetteer:
    """Places with their names, shapes and sources.

    Rows stay rows until a place is asked for: opening is cheap, and a shape is made when it is needed. Behind
    the tables stands the index of the world, where it is given: a place that only it holds becomes a row when
    its name is asked for, and counts neither for ``len`` nor as a name of ``name_matcher``.

    Attributes
    ----------
    sources : mapping
        The sources' records by key: title, url, licence, attribution, retrieved.
    recognition, resolution
        The language data and the weights that go with these places.
    """

    def __init__(
        self,
        tables: Tables,
        recognition: RecognitionRules,
        resolution: ResolutionRules,
        world: World | None = None,
    ) -> None:
        self._tables = tables
        self._world = FittedWorld(world, tables) if world else None
        if self._world is not None:
            self._is_in_world = lru_cache(maxsize=KNOWN_NAMES)(self._world.holds)
        self.recognition = recognition
        self.resolution = resolution
        self.sources: Mapping[str, Mapping[str, Any]] = tables.sources
        # The tables' rows, and those of the world's that were asked for.
        self._rows: dict[str, PlaceRow] = dict(tables.places)
        self._named: dict[str, tuple[NamedPlace, ...]] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._places: dict[str, Place] = {}
        self._prominence: dict[str, float] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._units: dict[str, tuple[str | None, str | None]] = {}

    def __len__(self) -> int:
        return len(self._tables.places)

    def __contains__(self, place_id: object) -> bool:
        return isinstance(place_id, str) and self._find(place_id) is not None

    @property
    def tables(self) -> Tables:
        """The rows as they were read."""
        return self._tables

    @cached_property
    def fingerprint(self) -> str:
        """sha256 over the names and hashes of all data files, in the order in which they were read."""
        files = self._world.files if self._world else ()
        more = (f"{file.name} {sha256(file.read_bytes()).hexdigest()}" for file in files)
        return sha256("\n".join([*self._tables.digests, *more]).encode()).hexdigest()

    def row(self, place_id: str) -> PlaceRow:
        """Give a place's row.

        Raises
        ------
        GazetteerError
            If no place has this id.
        """
        row = self._find(place_id)
        if row is None:
            raise GazetteerError(f"no place has the id {place_id!r}; `geokit places search NAME` finds ids")
        return row

    def place(self, place_id: str) -> Place:
        """Give the place with this id.

        Raises
        ------
        GazetteerError
            If no place has this id, or its shape is no geometry.
        """
        if place_id not in self._places:
            self._places[place_id] = self._make_place(self.row(place_id))
        return self._places[place_id]

    def names_of(self, place_id: str) -> tuple[str, ...]:
        """All names of a place, the preferred one first."""
        rows = self._names_by_place.get(place_id, ())
        return tuple(dict.fromkeys([self.row(place_id).name, *(row.name for row in rows)]))

    def chain(self, place_id: str) -> tuple[str, ...]:
        """The ids of a place and of the units that hold it, nearest first."""
        if place_id not in self._chains:
            ids = [place_id]
            for parent in ids:
                ids.extend(other for other in self._parents_of(parent) if other not in ids)
            self._chains[place_id] = tuple(ids)
        return self._chains[place_id]

    def _parents_of(self, place_id: str) -> tuple[str, ...]:
        """A place's parents; of a city of the world's tables all those that the index knows."""
        if place_id not in self._parents:
            row = self._find(place_id)
            parents = row.parents if row is not None else ()
            if self._world is not None and place_id in self._tables.places and place_id.startswith(INDEXED):
                parents = self._world.units_of(place_id) or parents
            self._parents[place_id] = parents
        return self._parents[place_id]

    def units(self, place_id: str) -> tuple[str | None, str | None]:
        """The ids of the first- and the second-level unit that a place is or lies in."""
        if place_id not in self._units:
            self._units[place_id] = self._units_in_chain(place_id)
        return self._units[place_id]

    def _units_in_chain(self, place_id: str) -> tuple[str | None, str | None]:
        chain = [row for other in self.chain(place_id) if (row := self._find(other)) is not None]
        for position, unit in enumerate(chain):
            if _is_first_level(unit):
                below = chain[position - 1] if position else None
                if below and below.feature in UNITS_BELOW_FIRST:
                    return unit.id, below.id
                return unit.id, None
        return None, None

    def countries(self, place_id: str) -> frozenset[str]:
        """The codes of the countries that a place lies in: none, one, or several."""
        country = self.row(place_id).country
        return frozenset(country.split("/")) if country else frozenset()

    def prominence(self, place_id: str) -> float:
        """How likely a place is to be meant when nothing but its name is known, from 0 to 1."""
        if place_id not in self._prominence:
            self._prominence[place_id] = self._weigh(self.row(place_id))
        return self._prominence[place_id]

    def named(self, name: str) -> tuple[NamedPlace, ...]:
        """The places that a name may mean, whatever its case, diacritics, hyphens and apostrophes."""
        if name not in self._named:
            key = fold(name)
            known = tuple(self._by_key.get(key, ()))
            more = self._world.named(key, name, known) if self._world else ()
            self._named[name] = (*known, *more)
        return self._named[name]

    def in_world(self, name: str) -> bool:
        """Whether the index of the world holds a name; asking makes no rows."""
        return self._world is not None and self._is_in_world(fold(name))

    @cached_property
    def name_matcher(self) -> tuple[NameMatcher, tuple[NamedPlace, ...]]:
        """The matcher over all names, and what each of its names means.

        A name with a bracket is a name and an abbreviation side by side: in a text they are two. An article
        belongs to the name only where no name does without it.
        """
        entries = tuple(
            entry
            for found in self._by_key.values()
            for entry in found
            if "(" not in entry.name and not self._has_needless_article(entry)
        )
        matcher = NameMatcher((entry.name for entry in entries), endings=self.recognition.hangul_endings)
        return matcher, entries

    def search(self, name: str, limit: int = 10) -> list[Alternative]:
        """Find places by name: those so named first, then those whose names are written much like it.

        Returns
        -------
        list of Alternative
            Best first; the scores of misspellings lie below those of names.
        """
        scores: dict[str, float] = {}
        key = fold(name)
        for entry in self.named(name):
            _keep_best(scores, entry.place_id, 0.9 + 0.1 * self.prominence(entry.place_id))
        for likeness, other in self._similar_keys(key):
            for entry in self._by_key[other]:
                score = FUZZY_SCORE * likeness * (0.9 + 0.1 * self.prominence(entry.place_id))
                _keep_best(scores, entry.place_id, score)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [Alternative(self.place(place_id), round(score, 4)) for place_id, score in ranked]

    def near(self, lat: float, lon: float, limit: int = 10) -> list[tuple[Place, float]]:
        """Find the places whose spots lie nearest to a position, with the distance in kilometres."""
        distances = sorted(
            (distance_km(lat, lon, row.lat, row.lon), row.id) for row in self._rows_near(lat, lon, limit)
        )
        return [(self.place(place_id), round(distance, 3)) for distance, place_id in distances[:limit]]

    def _find(self, place_id: str) -> PlaceRow | None:
        row = self._rows.get(place_id)
        if row is None and self._world is not None:
            row = self._world.find(place_id)
            if row is not None:
                self._rows[place_id] = row
        return row

    def _rows_near(self, lat: float, lon: float, limit: int) -> Iterable[PlaceRow]:
        near = self._world.near(lat, lon, limit) if self._world else []
        return {row.id: row for row in (*self._tables.places.values(), *near)}.values()

    @cached_property
    def _names_by_place(self) -> dict[str, list[NameRow]]:
        by_place: dict[str, list[NameRow]] = {}
        for row in self._tables.names:
            by_place.setdefault(row.place_id, []).append(row)
        return by_place

    @cached_property
    def _by_key(self) -> dict[str, list[NamedPlace]]:
        by_key: dict[str, list[NamedPlace]] = {}
        for place in self._tables.places.values():
            by_key.setdefault(fold(place.name), []).append(NamedPlace(place.id, place.name, "preferred"))
        for row in self._tables.names:
            if row.place_id in self._tables.places:
                entry = NamedPlace(row.place_id, row.name, row.kind)
                entries = by_key.setdefault(fold(row.name), [])
                if entry not in entries:
                    entries.append(entry)
        by_key.pop("", None)
        return by_key

    def _has_needless_article(self, entry: NamedPlace) -> bool:
        article, _, rest = entry.name.partition(" ")
        return article.casefold() in self.recognition.articles and any(
            other.place_id == entry.place_id for other in self._by_key.get(fold(rest), ())
        )

    def _similar_keys(self, key: str) -> list[tuple[float, str]]:
        """Keys that look like ``key``, most alike first."""
        pairs = _letter_pairs(key)
        found = []
        for other in self._by_key:
            if other == key or abs(len(other) - len(key)) > max(1, len(key) // 4):
                continue
            shared = len(pairs & _letter_pairs(other))
            if 2 * shared >= len(pairs):
                likeness = similarity(key, other)
                if likeness >= LEAST_SIMILARITY:
                    found.append((likeness, other))
        return sorted(found, key=lambda item: (-item[0], item[1]))

    def _weigh(self, row: PlaceRow) -> float:
        weights, scales = self.resolution.prominence, self.resolution.scales
        rank = weights.get(row.feature, weights["other"])
        if row.feature not in ("city", "town", "village") or not row.population:
            return weights["city_low"] if row.feature in ("city", "town", "village") else rank
        low, high = scales["smallest_city"], scales["largest_city"]
        size = math.log(max(row.population, low) / low) / math.log(high / low)
        return weights["city_low"] + min(size, 1.0) * (weights["city_high"] - weights["city_low"])

    def _make_place(self, row: PlaceRow) -> Place:
        geometry, shape, basis = self._shape(row)
        adm1, adm2 = self.units(row.id)
        return Place(
            id=row.id,
            name=row.name,
            names=self.names_of(row.id),
            feature=row.feature,
            country=row.country,
            parents=self.chain(row.id)[1:],
            adm1=self.row(adm1).name if adm1 else None,
            adm2=self.row(adm2).name if adm2 else None,
            lat=row.lat,
            lon=row.lon,
            radius_km=self._radius(row, geometry),
            shape=shape,
            shape_basis=basis,
            geometry=geometry,
            population=row.population,
            source=self._sources_of(row),
            name_local=local_name(row, self._names_by_place.get(row.id, ()), self._languages),
        )

    @cached_property
    def _languages(self) -> Mapping[str, str]:
        return languages_of(self._tables)

    def _sources_of(self, row: PlaceRow) -> str:
        """The keys of a place's sources: its row's, and its shape's where they are others."""
        feature = self._tables.shapes.get(row.id)
        of_shape = str((feature.get("properties") or {}).get("source") or "") if feature else ""
        return " ".join(dict.fromkeys([*row.source.split(), *of_shape.split()]))

    def _shape(self, row: PlaceRow) -> tuple[BaseGeometry, ShapeKind, ShapeBasis]:
        from shapely.geometry import Point
        from shapely.geometry import shape as read_shape

        feature = self._tables.shapes.get(row.id)
        if feature is None:
            # A spot stands for a town as its reduced form, for a unit or a river as a mere hint of it.
            spot = row.feature in ("city", "town", "village", "site", "pass", "mountain")
            return Point(row.lon, row.lat), "point", "simplified" if spot else "approximate"
        try:
            geometry = read_shape(feature["geometry"])
        except Exception as error:  # shapely raises whatever the broken coordinates provoke
            raise GazetteerError(f"shapes.geojson: the shape of {row.id} is no geometry: {error}") from error
        kinds: dict[int, ShapeKind] = {0: "point", 1: "line", 2: "area"}
        return (
            geometry,
            kinds[geometry_dimension(geometry)],
            feature["properties"].get("basis", "approximate"),
        )

    def _radius(self, row: PlaceRow, geometry: BaseGeometry) -> float:
        if row.radius_km is not None:
            return row.radius_km
        if geometry_dimension(geometry) == 0:
            defaults = self.resolution.radius_km
            return defaults.get(row.feature, defaults["other"])
        from shapely import get_coordinates

        corners = get_coordinates(geometry).tolist()
        return math.ceil(10 * max(distance_km(row.lat, row.lon, lat, lon) for lon, lat in corners)) / 10


def load_gazetteer(folders: Sequence[Path] = (), *, only: bool = False) -> Gazetteer:
    """Open the built-in gazetteer and add the users' folders to it.

    Parameters
    ----------
    folders : sequence of Path
        Folders with the built-in one's files, ``places.csv`` at least. A row replaces that with its id.
    only : bool
        Whether to leave the built-in places out (its language data and weights stay).

    Raises
    ------
    GazetteerError
        If a folder is none, or a row of a file is wrong; it names the file and the row.
    """
    built_in = files("geokit.gazetteer")
    tables, world = Tables(), None
    if not only:
        tables.add_folder(built_in)
        world = World(Path(str(built_in)))
    elif not folders:
        raise GazetteerError("no gazetteer given: without the built-in one, name a folder with a places.csv")
    for folder in folders:
        if not folder.is_dir():
            raise GazetteerError(f"{folder}: is no folder; a gazetteer is a folder with a places.csv")
        tables.add_folder(folder)
    return Gazetteer(tables, *read_rules([built_in, *folders]), world)


def geometry_dimension(geometry: BaseGeometry) -> int:
    """Give 0 for points, 1 for lines, 2 for areas; of a collection the greatest."""
    import shapely

    return int(shapely.get_dimensions(geometry))


def _is_first_level(row: PlaceRow) -> bool:
    return row.feature == "province" or "-" in row.iso


def _keep_best(scores: dict[str, float], place_id: str, score: float) -> None:
    scores[place_id] = max(score, scores.get(place_id, 0.0))


def _letter_pairs(key: str) -> set[str]:
    return {key[position : position + 2] for position in range(len(key) - 1)}
