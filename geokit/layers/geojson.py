"""GeoJSON after RFC 7946, the same bytes for the same frame."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geokit.layers.frames import CRS, plain_rows
from geokit.layers.geometry import bounding_box, bounding_boxes, tidy_all

if TYPE_CHECKING:
    import geopandas

__all__ = ["geojson_lines", "json_text", "write_geojson"]

# Rows of so many features are held at a time beside the frame; all at once, 100,000 take 300 MB.
_AT_ONCE = 5000
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
    located = frame if frame.crs is None or frame.crs == CRS else frame.to_crs(CRS)
    geometries = tidy_all(located.geometry)
    boxes = bounding_boxes(geometries)
    head = '{"type": "FeatureCollection", '
    box = bounding_box(geometries)
    if box is not None:
        head += f'"bbox": {json_text(box)}, '
    yield head + '"features": ['
    separator = "\n"
    for begin in range(0, len(located), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        shapes = shapely.to_geojson(geometries[part])
        for properties, shape, bounds in zip(
            plain_rows(located.iloc[part]), shapes, boxes[part], strict=True
        ):
            yield separator + _feature(properties, shape, bounds)
            separator = ",\n"
    yield "\n]}\n"


def json_text(value: Any) -> str:
    """Write a value as JSON on one line, characters as they are."""
    return _ENCODER.encode(value)


def _feature(properties: dict[str, Any], shape: str | None, bounds: list[float] | None) -> str:
    identifier = json_text(next(iter(properties.values())))
    box = "" if bounds is None else f'"bbox": {json_text(bounds)}, '
    return (
        f'{{"type": "Feature", "id": {identifier}, {box}"geometry": {shape or "null"}, '
        f'"properties": {json_text(properties)}}}'
    )
