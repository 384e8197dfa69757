"""The gazetteer's files as rows: read once, checked at the door, not yet places.

A folder holds ``places.csv``, ``names.csv``, ``shapes.geojson`` and ``sources.toml``; any of the first three
may be split over files whose names end so (``world_places.csv``). Every error names the file and the row.
"""

from __future__ import annotations

import csv
import io
import json
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from geokit.errors import GazetteerError

__all__ = ["NameRow", "PlaceRow", "Tables"]

PLACES, NAMES, SHAPES, SOURCES = "places.csv", "names.csv", "shapes.geojson", "sources.toml"
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
# Without these a row says nothing; the other columns may be left out of a user's own file.
PLACE_NEEDS = ("id", "name", "feature")
NAME_NEEDS = ("place_id", "name")


class PlaceRow(NamedTuple):
    """A row of a places file, its numbers read; ``at`` is the file and row it stands in.

    Where ``lat`` and ``lon`` are left empty, a spot on the place's shape is taken.
    """

    id: str
    name: str
    feature: str
    country: str | None
    parents: tuple[str, ...]
    lat: float
    lon: float
    radius_km: float | None
    population: int | None
    geonames: str
    iso: str
    source: str
    at: str


class NameRow(NamedTuple):
    """A row of a names file."""

    place_id: str
    name: str
    lang: str
    kind: str
    valid_from: str
    valid_to: str
    source: str
    at: str


@dataclass
class Tables:
    """All rows of one or more folders.

    ``repeated`` keeps the rows whose id stood before in the same folder, which a check reports; a row of a
    later folder replaces that of an earlier one on purpose. ``shapes`` are GeoJSON features by place id, and
    ``digests`` name each file that was read with its sha256 (the rules' files too: they shape results).
    """

    places: dict[str, PlaceRow] = field(default_factory=dict)
    names: list[NameRow] = field(default_factory=list)
    shapes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    repeated: list[PlaceRow] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)

    def add_folder(self, folder: Path | Traversable) -> None:
        """Add a folder's rows; they replace those with the same id.

        Raises
        ------
        GazetteerError
            If the folder has no places file, or a row or shape of it is wrong.
        """
        files = sorted((entry for entry in folder.iterdir() if entry.is_file()), key=lambda file: file.name)
        if not any(file.name.endswith(PLACES) for file in files):
            raise GazetteerError(
                f"{folder}: holds no {PLACES}; a gazetteer is a folder with at least that file"
            )
        fresh: dict[str, PlaceRow] = {}
        for file in _ending(files, PLACES):
            for row in self._rows(file, PLACE_COLUMNS, PLACE_NEEDS):
                place = _place_row(*row)
                if place.id in fresh:
                    self.repeated.append(place)
                fresh[place.id] = place
        self.places.update(fresh)
        for file in _ending(files, NAMES):
            self.names.extend(_name_row(*row) for row in self._rows(file, NAME_COLUMNS, NAME_NEEDS))
        for file in _ending(files, SHAPES):
            self._add_shapes(file)
        for place in fresh.values():
            if math.isnan(place.lat):
                self.places[place.id] = self._with_spot(place)
        for file in _ending(files, ".toml"):
            text = self._content(file)
            if file.name == SOURCES:
                self.sources.update(_toml(file, text))

    def _content(self, file: Traversable) -> str:
        """Read a file's text, and note its name and sha256."""
        data = file.read_bytes()
        self.digests.append(f"{file.name} {sha256(data).hexdigest()}")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise GazetteerError(f"{file}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error

    def _rows(
        self,
        file: Traversable,
        columns: tuple[str, ...],
        needs: tuple[str, ...],
    ) -> Iterator[tuple[list[str], str]]:
        """Give each row's cells in the order of ``columns``, with the file and row it stands in."""
        reader = csv.reader(io.StringIO(self._content(file), newline=""))
        header = next(reader, [])
        missing = [name for name in needs if name not in header]
        if missing:
            raise GazetteerError(
                f"{file}, row 1: no column {', '.join(missing)}; its header has to name {', '.join(columns)}"
            )
        where = [header.index(name) if name in header else None for name in columns]
        needed = [columns.index(name) for name in needs]
        for number, cells in enumerate(reader, start=2):
            if not any(cells):
                continue
            at = f"{file}, row {number}"
            if len(cells) != len(header):
                raise GazetteerError(
                    f"{at}: {len(cells)} cells where the header has {len(header)}; "
                    "put a cell that holds a comma in quotation marks"
                )
            row = ["" if column is None else cells[column].strip() for column in where]
            for column in needed:
                if not row[column]:
                    raise GazetteerError(f"{at}: no {columns[column]}; fill it in")
            yield row, at

    def _with_spot(self, row: PlaceRow) -> PlaceRow:
        """Give a row without coordinates a spot on its shape."""
        from shapely.geometry import shape

        if row.id not in self.shapes:
            raise GazetteerError(f"{row.at}: {row.id} has neither lat and lon nor a shape; give one of them")
        geometry = shape(self.shapes[row.id]["geometry"])
        if geometry.geom_type == "LineString":
            spot = geometry.interpolate(0.5, normalized=True)
        else:
            spot = geometry.representative_point()
        return row._replace(lat=round(spot.y, 6), lon=round(spot.x, 6))

    def _add_shapes(self, file: Traversable) -> None:
        try:
            features = json.loads(self._content(file))["features"]
        except (ValueError, KeyError, TypeError) as error:
            raise GazetteerError(f"{file}: is not a GeoJSON FeatureCollection ({error})") from error
        for number, feature in enumerate(features, start=1):
            place_id = (feature.get("properties") or {}).get("place_id")
            if place_id not in self.places:
                raise GazetteerError(f"{file}, feature {number}: no places.csv has its place_id {place_id!r}")
            if not feature.get("geometry"):
                raise GazetteerError(
                    f"{file}, feature {number}: {place_id} has no geometry; add it or leave it out"
                )
            self.shapes[place_id] = feature


def _ending(files: list[Traversable], suffix: str) -> list[Traversable]:
    return [file for file in files if file.name.endswith(suffix)]


def _place_row(cells: list[str], at: str) -> PlaceRow:
    place_id, name, feature, country, parents, lat, lon, radius, population, geonames, iso, source = cells
    return PlaceRow(
        place_id,
        name,
        feature,
        country or None,
        tuple(parents.split()),
        _number(lat, "lat", at, -90, 90) if lat or lon else math.nan,
        _number(lon, "lon", at, -180, 180) if lat or lon else math.nan,
        _number(radius, "radius_km", at, 0, 20_040) if radius else None,
        int(_number(population, "population", at, 0, 1e11)) if population else None,
        geonames,
        iso,
        source,
        at,
    )


def _name_row(cells: list[str], at: str) -> NameRow:
    place_id, name, lang, kind, valid_from, valid_to, source = cells
    return NameRow(place_id, name, lang, kind or "alternative", valid_from, valid_to, source, at)


def _number(cell: str, column: str, at: str, low: float, high: float) -> float:
    try:
        number = float(cell)
    except ValueError:
        raise GazetteerError(f"{at}: {column} is {cell!r}; write a number") from None
    if not low <= number <= high:
        raise GazetteerError(f"{at}: {column} is {cell}; it has to lie between {low} and {high:g}")
    return number


def _toml(file: Traversable, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GazetteerError(f"{file}: is not TOML: {error}") from error
