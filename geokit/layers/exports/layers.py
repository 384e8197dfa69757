"""GeoJSON layers of one geometry type each, with the style that QGIS applies by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geokit.layers.frames import CRS, plain_rows
from geokit.layers.geojson import write_geojson
from geokit.layers.geometry import all_parts_of_dimension, tidy_all
from geokit.layers.qgis import Geometry, Look, incident_style, look_of, place_style, write_style

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

    from geokit.layers.made import Made

__all__ = ["write_layers"]

_DIMENSIONS: Mapping[Geometry, int] = {"points": 0, "lines": 1, "areas": 2}


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    frame: geopandas.GeoDataFrame
    style: str


def write_layers(made: Made, paths: Callable[[str], Path]) -> None:
    """Write incidents and places, a file a geometry type, each with its style beside it.

    One whose geometry is of mixed types stands in each file with its parts. The incidents of which no place
    is known are in incidents_unplaced.geojson. A layer of nothing is not written.

    Parameters
    ----------
    made : Made
    paths : callable
        Gives the path of a file by its name.
    """
    for layer in _layers(made):
        if len(layer.frame):
            write_geojson(layer.frame, paths(f"{layer.name}.geojson"))
            write_style(layer.style, paths(f"{layer.name}.qml"))


def _layers(made: Made) -> Iterator[_Layer]:
    look = look_of(made.incidents)
    shapes, place_shapes = tidy_all(made.incidents.geometry), tidy_all(made.places.geometry)
    for kind in _DIMENSIONS:
        incidents = _of_kind(made.incidents, shapes, kind)
        yield _Layer(f"incident_{kind}", incidents, incident_style(_look_of_rows(look, incidents), kind))
    unplaced = made.incidents[made.incidents.geometry.isna()]
    yield _Layer("incidents_unplaced", unplaced, incident_style(_look_of_rows(look, unplaced)))
    for kind in _DIMENSIONS:
        yield _Layer(f"place_{kind}", _of_kind(made.places, place_shapes, kind), place_style(kind))


def _of_kind(
    frame: geopandas.GeoDataFrame, shapes: Sequence[BaseGeometry | None], kind: Geometry
) -> geopandas.GeoDataFrame:
    """Give the rows that have a geometry of a kind, with it alone."""
    import geopandas

    parts = geopandas.GeoSeries(all_parts_of_dimension(shapes, _DIMENSIONS[kind]), index=frame.index, crs=CRS)
    return frame.set_geometry(parts)[parts.notna()]


def _look_of_rows(look: Look, rows: pandas.DataFrame) -> Look:
    return look.of(plain_rows(rows[["type", "is_event"]].drop_duplicates()))
