"""From the columns of a table, or the properties of a feature, to a record: the usual names are known."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geokit.places.importing.kinds import feature_of_code, feature_of_word
from geokit.places.importing.names import all_names, preferred_name
from geokit.places.importing.records import Record, RowFault, Settings
from geokit.places.importing.shapes import from_text, tidy

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["LATITUDE", "TEXT", "number", "read_columns", "read_spot"]

KEY = ("id", "place_id", "key", "@id", "wof_id", "wof:id", "osm_id")
LATITUDE = ("lat", "latitude", "lat_dd", "decimallatitude", "y")
LONGITUDE = ("lon", "lng", "long", "longitude", "lon_dd", "decimallongitude", "x")
TEXT = ("geowkt", "wkt", "geometry", "geom", "the_geom")
COUNTRY = ("country", "country_code", "countrycode", "ccodes", "ccode", "iso_a2", "cc")
POPULATION = ("population", "pop", "inhabitants")
GEONAMES = ("geonames", "geonames_id", "geonameid", "gn_id", "gn:id")
ISO = ("iso", "iso_3166_2", "iso3166-2", "iso:code")
UNITS = ("adm2", "admin2", "county", "adm1", "admin1", "province", "state", "parent_name")
CODES = ("feature_code", "featurecode", "fcode", "fclasses", "feature_class", "fclass")
WORDS = ("aat_types", "types", "type", "kind", "class", "place", "place_type", "placetype")
# The levels of OpenStreetMap's boundaries that mean much the same everywhere.
LEVELS = {"2": "country", "4": "province", "6": "county"}

_LISTED = re.compile(r"\s*[;,/|]\s*")


def read_columns(
    path: str, row: int, columns: Mapping[str, Any], geometry: BaseGeometry | None, settings: Settings
) -> Record:
    """Make a record of a row's cells, by the names of their columns.

    Parameters
    ----------
    path, row
        Where the row stands, for messages.
    columns : mapping
        Cells by the name of their column, whatever its case.
    geometry : shapely geometry or None
        EPSG:4326, longitude first; else latitude and longitude, or well-known text, are columns.
    settings : Settings
        What the user says of the whole file.

    Raises
    ------
    RowFault
        If the row has no name or no spot, or a cell makes no sense.
    """
    cells = _flat(columns)
    name = preferred_name(cells, settings.name_column)
    if not name:
        column = settings.name_column or "name"
        raise RowFault(f"no name in the column {column!r}", "fill it in, or choose with --name-column")
    if geometry is None and _first(cells, TEXT):
        geometry = from_text(_first(cells, TEXT))
    spot: tuple[float, float] | None = None
    if _first(cells, LATITUDE) or _first(cells, LONGITUDE):
        spot = read_spot(_first(cells, LATITUDE), _first(cells, LONGITUDE))
    if geometry is not None:
        geometry, spot = _shape_and_spot(geometry, spot)
    if spot is None:
        raise RowFault("no spot: neither lat and lon nor a geometry", "fill them in")
    population = _first(cells, POPULATION)
    radius = _first(cells, ("radius_km",))
    geonames = _first(cells, GEONAMES)
    return Record(
        path=path,
        row=row,
        key=_first(cells, KEY),
        name=name,
        names=all_names(cells, name),
        feature=_feature(cells) or settings.feature,
        country="/".join(_LISTED.split(_first(cells, COUNTRY))) or settings.country,
        units=tuple(value for key in UNITS if (value := _text(cells.get(key)))),
        parents=tuple(_first(cells, ("parents",)).split()),
        lat=spot[0],
        lon=spot[1],
        geometry=geometry,
        radius_km=number(radius, "radius_km", 0, 20_040) if radius else None,
        population=int(number(population, "population", 0, 1e11)) if population else None,
        geonames=geonames if geonames.isdigit() and int(geonames) > 0 else "",
        iso=_first(cells, ISO),
    )


def read_spot(lat: str, lon: str) -> tuple[float, float]:
    """Read a latitude and a longitude, degrees.

    Raises
    ------
    RowFault
        If one is missing, no number or out of range, or both are 0.
    """
    if not lat or not lon:
        raise RowFault(f"no {'lat' if not lat else 'lon'}", "fill it in")
    try:
        spot = number(lat, "lat", -90, 90), number(lon, "lon", -180, 180)
    except RowFault as fault:
        if _is_number(lat) and abs(float(lat)) <= 180 and _is_number(lon) and abs(float(lon)) <= 90:
            raise RowFault(fault.problem, "the columns seem to be swapped: lat is the latitude") from None
        raise
    if spot == (0.0, 0.0):
        raise RowFault(
            "lat and lon are both 0, where there is nothing", "give its spot, or leave the row out"
        )
    return spot


def number(text: str, column: str, low: float, high: float) -> float:
    """Read a number between two bounds.

    Raises
    ------
    RowFault
        If it is none, or lies outside.
    """
    if not _is_number(text):
        raise RowFault(f"{column} is {text!r}", "write a number")
    value = float(text)
    if not low <= value <= high:
        raise RowFault(f"{column} is {text}", f"it has to lie between {low:g} and {high:g}")
    return value


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _shape_and_spot(
    geometry: BaseGeometry, spot: tuple[float, float] | None
) -> tuple[BaseGeometry | None, tuple[float, float]]:
    """Part a geometry into the shape that is kept (none of a point) and a spot on it."""
    import shapely

    geometry = tidy(geometry)
    if geometry.geom_type == "LineString":
        point = geometry.interpolate(0.5, normalized=True)
    else:
        point = geometry.representative_point()
    kept = None if int(shapely.get_dimensions(geometry)) == 0 else geometry
    own = (round(point.y, 6), round(point.x, 6))
    if kept is None:
        return None, own
    inside = spot is not None and kept.distance(shapely.Point(spot[1], spot[0])) == 0
    return kept, spot if spot is not None and inside else own


def _feature(cells: Mapping[str, Any]) -> str | None:
    """The feature that a row names: as it is in a column ``feature``, else as other vocabularies have it."""
    own = _first(cells, ("feature",)).lower()
    if own:
        return feature_of_word(own) or feature_of_code(own) or own
    for key in WORDS:
        for word in _LISTED.split(_text(cells.get(key))):
            if feature_of_word(word):
                return feature_of_word(word)
    population = _first(cells, POPULATION)
    inhabitants = int(float(population)) if _is_number(population) else None
    for key in CODES:
        for code in _LISTED.split(_text(cells.get(key))):
            if code and feature_of_code(code, inhabitants):
                return feature_of_code(code, inhabitants)
    return LEVELS.get(_first(cells, ("admin_level",)))


def _flat(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Cells by the lower-case names of their columns; a table within a cell gives its own."""
    cells: dict[str, Any] = {}
    for key, value in columns.items():
        if isinstance(value, Mapping):
            cells.update({f"{inner}".strip().lower(): one for inner, one in value.items()})
        else:
            cells[str(key).strip().lower()] = value
    return cells


def _first(cells: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := _text(cells.get(key)))), "")


def _text(value: Any) -> str:
    """A cell as text: a list's members parted by semicolons, nothing for what is none."""
    if value is None or isinstance(value, bool | Mapping):
        return ""
    if isinstance(value, list | tuple):
        return ";".join(str(one) for one in value if isinstance(one, str | int))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()
