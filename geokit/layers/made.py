"""A folder that ``geokit map`` made, read back as frames."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geokit.errors import CustodyError
from geokit.layers.columns import (
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
    PLACE_COLUMNS,
    REPORT_COLUMNS,
    TELLING_COLUMNS,
)
from geokit.layers.frames import frame_of, geoframe_of

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["Made", "read_made"]


@dataclass(frozen=True, slots=True)
class Made:
    """What a folder holds, with the columns and kinds that :mod:`geokit.layers.frames` gives.

    Attributes
    ----------
    directory : Path
        The folder.
    incidents, places : geopandas.GeoDataFrame
        EPSG:4326, longitude first; the geometry is ``None`` where no place is known.
    tellings, reports, mentions : pandas.DataFrame
        A telling stands under its incident by ``incident_id``, under its report by ``report_id``.
    manifest : mapping
        What manifest.json says: version, options, gazetteer, codebook, sources, files and counts.
    """

    directory: Path
    incidents: geopandas.GeoDataFrame
    places: geopandas.GeoDataFrame
    tellings: pandas.DataFrame
    reports: pandas.DataFrame
    mentions: pandas.DataFrame
    manifest: Mapping[str, Any]


def read_made(directory: Path | str) -> Made:
    """Read a folder that ``geokit map`` made.

    Parameters
    ----------
    directory : Path or str
        The folder. Of its files manifest.json, incidents.geojson, places.geojson, reports.jsonl and
        mentions.jsonl are read; what was edited in incidents.gpkg is not.

    Returns
    -------
    Made

    Raises
    ------
    CustodyError
        Where the folder has no manifest, or one of those files is missing, was changed since it was made, or
        was made by a geokit that wrote other columns.
    """
    folder = Path(directory)
    manifest = _read_manifest(folder)
    texts = {
        name: _read_unchanged(folder / name, manifest)
        for name in ("incidents.geojson", "places.geojson", "reports.jsonl", "mentions.jsonl")
    }
    try:
        incidents, shapes = _features(texts["incidents.geojson"])
        places, place_shapes = _features(texts["places.geojson"])
        return Made(
            directory=folder,
            incidents=geoframe_of(incidents, INCIDENT_COLUMNS, shapes),
            places=geoframe_of(places, PLACE_COLUMNS, place_shapes),
            tellings=frame_of(list(_tellings(incidents)), TELLING_COLUMNS),
            reports=frame_of(_lines(texts["reports.jsonl"]), REPORT_COLUMNS),
            mentions=frame_of(_lines(texts["mentions.jsonl"]), MENTION_COLUMNS),
            manifest=manifest,
        )
    except (LookupError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
        raise CustodyError(
            f"{folder}: its files are not as this version of geokit writes them ({error!r}); "
            "make the folder again with `geokit map`"
        ) from error


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_bytes())
        if "geokit" in manifest and all(entry["path"] and entry["sha256"] for entry in manifest["files"]):
            return dict(manifest)
    except (FileNotFoundError, NotADirectoryError):
        raise CustodyError(
            f"{path}: there is none; give a folder that `geokit map -o {folder}` made"
        ) from None
    except (OSError, ValueError, TypeError, LookupError):
        pass
    raise CustodyError(
        f"{path}: is not a manifest that geokit wrote; make the folder again with `geokit map`"
    )


def _read_unchanged(path: Path, manifest: Mapping[str, Any]) -> bytes:
    """Read a file, and see that it is as the manifest says."""
    digests = [entry["sha256"] for entry in manifest["files"] if entry["path"] == path.name]
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CustodyError(
            f"{path}: cannot be read ({type(error).__name__}); make the folder again with `geokit map`"
        ) from error
    if sha256(content).hexdigest() not in digests:
        raise CustodyError(
            f"{path}: was changed since geokit made it; put the file back as it was, or make the folder "
            "again with `geokit map --force`"
        )
    return content


def _features(text: bytes) -> tuple[list[dict[str, Any]], list[BaseGeometry | None]]:
    features = json.loads(text)["features"]
    shapes = [shapely.geometry.shape(one["geometry"]) if one["geometry"] else None for one in features]
    return [feature["properties"] for feature in features], shapes


def _lines(text: bytes) -> list[dict[str, Any]]:
    # Not splitlines: a text may hold line ends of other alphabets, which JSON leaves as they are.
    return [json.loads(line) for line in text.split(b"\n") if line]


def _tellings(incidents: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Take the tellings out of their incidents: what stands there without saying is put in its column."""
    for incident in incidents:
        for nested in incident["reports"]:
            telling = {column.name: nested.get(column.name) for column in TELLING_COLUMNS}
            telling["incident_id"] = incident["id"]
            telling["same_place"] = "place_geometry" not in nested
            yield telling
