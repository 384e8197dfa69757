"""GeoParquet for pandas, DuckDB and everything that reads columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geokit.errors import GeokitError
from geokit.layers.columns import (
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
    PLACE_COLUMNS,
    REPORT_COLUMNS,
    TELLING_COLUMNS,
    Column,
)
from geokit.layers.exports.text import readable
from geokit.layers.frames import CRS, plain_rows
from geokit.layers.geojson import json_text
from geokit.layers.geometry import tidy_all

if TYPE_CHECKING:
    import geopandas
    import pandas

    from geokit.layers.made import Made

__all__ = ["write_geoparquet"]

_SCHEMA_VERSION = "1.1.0"


def write_geoparquet(made: Made, paths: Callable[[str], Path]) -> None:
    """Write incidents and places as GeoParquet 1.1, and tellings, reports and mentions as plain Parquet.

    Days are dates, lists and mappings JSON text; a box a row (``bbox``) lets a reader skip what lies
    elsewhere.

    Parameters
    ----------
    made : Made
    paths : callable
        Gives the path of a file by its name.

    Raises
    ------
    GeokitError
        Where pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise GeokitError('GeoParquet needs pyarrow: pip install "geokit[export]"')
    _write_located(made.incidents, INCIDENT_COLUMNS, paths("incidents.parquet"))
    _write_located(made.places, PLACE_COLUMNS, paths("places.parquet"))
    for name, frame, columns in (
        ("tellings", made.tellings, TELLING_COLUMNS),
        ("reports", made.reports, REPORT_COLUMNS),
        ("mentions", made.mentions, MENTION_COLUMNS),
    ):
        _flat(frame, columns).to_parquet(paths(f"{name}.parquet"), index=False)


def _write_located(frame: geopandas.GeoDataFrame, columns: Sequence[Column], path: Path) -> None:
    import geopandas

    shapes = geopandas.GeoSeries(tidy_all(frame.geometry), crs=CRS)
    geopandas.GeoDataFrame(_flat(frame, columns), geometry=shapes, crs=CRS).to_parquet(
        path, index=False, schema_version=_SCHEMA_VERSION, write_covering_bbox=True
    )


def _flat(frame: pandas.DataFrame, columns: Sequence[Column]) -> pandas.DataFrame:
    """Give the columns in kinds that Parquet has a name for."""
    import pandas

    rows = plain_rows(frame)
    flat = {}
    for column in columns:
        if column.type == "date":
            flat[column.name] = frame[column.name].astype("date32[pyarrow]").reset_index(drop=True)
        elif column.type in ("text", "json"):
            flat[column.name] = pandas.Series(
                [_text(row[column.name]) for row in rows], dtype="string[pyarrow]"
            )
        else:
            flat[column.name] = frame[column.name].reset_index(drop=True)
    return pandas.DataFrame(flat)


def _text(value: Any) -> str | None:
    return None if value is None else readable(value if isinstance(value, str) else json_text(value))
