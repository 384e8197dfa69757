"""The frames as the tables that the page reads: what is drawn at once, and the texts apart from it.

A table is a list of values a column, which is smaller than a list of records and read as fast.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

__all__ = ["details_table", "overview_table", "places_table", "publishers"]

OVERVIEW = (
    "id",
    "type",
    "modality",
    "is_event",
    "title",
    "date_edtf",
    "date_start",
    "date_prec",
    "place_name",
    "where_prec",
    "shape",
    "shape_basis",
    "radius_km",
    "publisher",
    "confidence",
)
DETAILS = (
    "outcome",
    "date_text",
    "date_basis",
    "country",
    "adm1",
    "adm2",
    "place_text",
    "place_reason",
    "n_min",
    "n_best",
    "n_max",
    "n_unit",
    "fatalities_min",
    "fatalities_best",
    "fatalities_max",
    "quote",
    "report_id",
    "start",
    "published",
    "url",
    "evidence",
    "said_by",
    "n_reports",
    "n_independent",
    "why",
    "reports",
    "conflicts",
    "links",
)
# What a telling of its own says in an incident's ``reports``.
TELLING = (
    "report_id",
    "start",
    "quote",
    "modality",
    "date_edtf",
    "place_name",
    "said_by",
    "publisher",
    "published",
    "url",
)
LISTS = frozenset({"evidence", "said_by", "why", "reports", "conflicts", "links"})

# About a metre: finer than any report, and a third of the bytes.
DECIMALS = 5


def overview_table(incidents: GeoDataFrame) -> dict[str, Any]:
    """Give what the map and the list need of every incident.

    Returns
    -------
    dict
        ``columns``: a list of values a name, one an incident; ``lon`` and ``lat`` (degrees) are those of a
        spot in or on its place, and ``geometry`` the number of its place's shape, each null where there is
        none. ``shapes``: lines, areas and sets of points as GeoJSON geometries, each shape once.
    """
    columns = _columns(incidents, OVERVIEW)
    columns["is_event"] = [bool(value) for value in columns["is_event"]]
    geometries = [_located(geometry) for geometry in incidents.geometry]
    spots = [None if geometry is None else representative_spot(geometry) for geometry in geometries]
    columns["lon"] = [None if spot is None else spot[0] for spot in spots]
    columns["lat"] = [None if spot is None else spot[1] for spot in spots]
    numbers: dict[bytes, int] = {}
    shapes: list[dict[str, Any]] = []
    columns["geometry"] = []
    for geometry in geometries:
        if geometry is None or geometry.geom_type == "Point":
            columns["geometry"].append(None)
            continue
        key = shapely.to_wkb(geometry)
        if key not in numbers:
            numbers[key] = len(shapes)
            shapes.append(mapping(shapely.transform(geometry, lambda positions: positions.round(DECIMALS))))
        columns["geometry"].append(numbers[key])
    return {"columns": columns, "shapes": shapes}


def details_table(incidents: GeoDataFrame) -> dict[str, Any]:
    """Give what is read of an incident only when somebody opens it."""
    columns = _columns(incidents, DETAILS)
    columns["reports"] = [
        [{name: telling.get(name) for name in TELLING} for telling in tellings or []]
        for tellings in columns["reports"]
    ]
    return {"columns": columns}


def places_table(places: GeoDataFrame | None) -> dict[str, Any]:
    """Give the names to write on the map, each with the spot where it belongs."""
    columns: dict[str, list[Any]] = {"name": [], "feature": [], "lon": [], "lat": []}
    if places is None or "name" not in places.columns:
        return {"columns": columns}
    features = places["feature"] if "feature" in places.columns else [None] * len(places)
    for name, feature, geometry in zip(places["name"], features, places.geometry, strict=True):
        located = _located(geometry)
        if located is not None:
            lon, lat = representative_spot(located)
            for column, value in zip(
                columns.values(), (_plain(name), _plain(feature), lon, lat), strict=True
            ):
                column.append(value)
    return {"columns": columns}


def publishers(incidents: GeoDataFrame) -> list[str]:
    """Name everybody whose report tells of an incident, sorted."""
    named: set[str] = set()
    for column in ("publisher", "reports"):
        if column in incidents.columns:
            for value in _column(incidents, column):
                tellings = value if isinstance(value, list) else [{"publisher": value}]
                named.update(str(telling["publisher"]) for telling in tellings if telling.get("publisher"))
    return sorted(named)


def representative_spot(geometry: BaseGeometry) -> tuple[float, float]:
    """Give longitude and latitude of a spot that lies in an area, on a line, or at a point.

    Of several parts the largest is taken, the first where none is larger than another.
    """
    largest = max(getattr(geometry, "geoms", [geometry]), key=lambda part: (part.area, part.length))
    if largest.geom_type == "LineString":
        spot = largest.interpolate(0.5, normalized=True)
    else:
        spot = largest.representative_point()
    return round(spot.x, DECIMALS), round(spot.y, DECIMALS)


def _located(geometry: BaseGeometry | None) -> BaseGeometry | None:
    return None if geometry is None or geometry.is_empty else geometry


def _columns(frame: GeoDataFrame, names: tuple[str, ...]) -> dict[str, list[Any]]:
    return {name: _column(frame, name) for name in names}


def _column(frame: GeoDataFrame, name: str) -> list[Any]:
    if name not in frame.columns:
        return [None] * len(frame)
    values = [_plain(value) for value in frame[name]]
    if name in LISTS:
        # A frame read back from a file holds its lists as JSON.
        return [json.loads(value) if isinstance(value, str) else value for value in values]
    return values


def _plain(value: Any) -> Any:
    """Give a frame's value as JSON knows it: a missing one as None, numpy's own as Python's."""
    import pandas as pd

    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or pd.isna(value):
        return None
    if isinstance(value, date):
        # A day that a file's reader took for a moment is a day again.
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (bool, int, float)) else str(value)
