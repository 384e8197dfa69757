"""GeoJSON after RFC 7946, the same bytes for the same frame."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geokit.layers.frames import CRS, plain_rows
from geokit.layers.geometry import bounding_box, tidy_all

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["geojson_lines", "json_text", "write_geojson"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def write_geojson(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a frame as a FeatureCollection, a feature a line, in the frame's order.

    The first column is the feature's id as well as a property. A feature without a place has the geometry
    null and no bbox; the collection has no bbox where nothing is placed.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        In EPSG:4326, longitude first, or in another CRS, from which it is transformed.
    path : Path
        File to write.
    """
    # A lone surrogate, which UTF-8 cannot hold, becomes its JSON escape.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(geojson_lines(frame))


def geojson_lines(frame: geopandas.GeoDataFrame) -> Iterator[str]:
    """Give a frame as the lines of a FeatureCollection; see :func:`write_geojson`."""
    located = frame.to_crs(CRS) if frame.crs is not None else frame
    geometries = tidy_all(located.geometry)
    features = [
        _feature(properties, geometry)
        for properties, geometry in zip(plain_rows(located), geometries, strict=True)
    ]
    head = '{"type": "FeatureCollection", '
    box = bounding_box(geometries)
    if box is not None:
        head += f'"bbox": {json_text(box)}, '
    yield head + '"features": ['
    for position, feature in enumerate(features):
        yield f"{',' if position else ''}\n{feature}"
    yield "\n]}\n"


def json_text(value: Any) -> str:
    """Write a value as JSON on one line, characters as they are."""
    return _ENCODER.encode(value)


def _feature(properties: dict[str, Any], geometry: BaseGeometry | None) -> str:
    identifier = next(iter(properties.values()))
    members = ['"type": "Feature"', f'"id": {json_text(identifier)}']
    if geometry is not None:
        members.append(f'"bbox": {json_text(bounding_box([geometry]))}')
    shape = "null" if geometry is None else shapely.to_geojson(geometry)
    members += [f'"geometry": {shape}', f'"properties": {json_text(properties)}']
    return "{" + ", ".join(members) + "}"
