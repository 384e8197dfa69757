"""GeoJSON as a file: a FeatureCollection, a Feature a line, and the Linked Places Format upon it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geokit.errors import GazetteerError
from geokit.model import Problem
from geokit.places.importing.columns import read_columns
from geokit.places.importing.names import written_name
from geokit.places.importing.records import Record, RowFault, Settings
from geokit.places.importing.shapes import from_mapping, from_text, to_degrees

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["read_features"]

_YEAR = re.compile(r"-?\d+")
_GEONAMES_LINK = re.compile(r"(?:gn:|geonames\.org/)(\d+)")


def read_features(file: Path, text: str, settings: Settings) -> tuple[list[Record], list[Problem]]:
    """Read the features of a GeoJSON or Linked Places file; a feature's row is its number, from 1.

    Returns
    -------
    list of Record, list of Problem
        In the order of the features; a problem for each that cannot be used.

    Raises
    ------
    GazetteerError
        If the file is no GeoJSON, or its coordinate system is unknown.
    """
    features, system = _features(file, text)
    reproject = to_degrees(system, str(file)) if system else None
    records, problems = [], []
    for row, feature in enumerate(features, start=1):
        try:
            if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
                raise RowFault("it is no GeoJSON Feature", 'write {"type": "Feature", ...}')
            geometry = _geometry(feature.get("geometry"))
            if geometry is not None and reproject is not None:
                geometry = reproject(geometry)
            columns = _linked_place(feature) if _is_linked_place(feature) else _properties(feature)
            records.append(read_columns(str(file), row, columns, geometry, settings))
        except RowFault as fault:
            problems.append(Problem(str(file), fault.problem, fault.advice, "places", row=row, unread=True))
    return records, problems


def _features(file: Path, text: str) -> tuple[Iterable[Any], str | None]:
    """The features of a file, and its coordinate system where it names one (as GeoJSON once could)."""
    try:
        if file.suffix.lower() in (".jsonl", ".ndjson", ".geojsonl", ".geojsons"):
            lines = [line.strip("\x1e \r") for line in text.split("\n")]
            return [json.loads(line) for line in lines if line], None
        whole = json.loads(text)
    except ValueError as error:
        raise GazetteerError(f"{file}: is not JSON ({error}); correct it there") from error
    if not isinstance(whole, Mapping) or whole.get("type") not in ("FeatureCollection", "Feature"):
        raise GazetteerError(f"{file}: is no GeoJSON FeatureCollection; save it as one")
    crs = whole.get("crs") or {}
    system = (crs.get("properties") or {}).get("name") if isinstance(crs, Mapping) else None
    return whole.get("features") or ([whole] if whole["type"] == "Feature" else []), system


def _properties(feature: Mapping[str, Any]) -> dict[str, Any]:
    """A feature's properties, with its own id where they have none."""
    columns = dict(feature.get("properties") or {})
    return columns if feature.get("id") is None else {"id": feature["id"], **columns}


def _is_linked_place(feature: Mapping[str, Any]) -> bool:
    return "@id" in feature or isinstance(feature.get("names"), list)


def _linked_place(feature: Mapping[str, Any]) -> dict[str, Any]:
    """Lay a Linked Place out as columns: title, names by language, types, countries, links."""
    columns: dict[str, Any] = dict(feature.get("properties") or {})
    columns["@id"] = feature.get("@id") or ""
    names = [one for one in feature.get("names") or () if isinstance(one, Mapping) and one.get("toponym")]
    if not columns.get("title") and names:
        columns["title"] = names[0]["toponym"]
    columns["names"] = [_tagged(one["toponym"], one.get("lang") or "") for one in names]
    columns["types"] = [word for one in feature.get("types") or () for word in _type_words(one)]
    for link in feature.get("links") or ():
        if isinstance(link, Mapping) and link.get("type") in ("exactMatch", "closeMatch"):
            found = _GEONAMES_LINK.search(str(link.get("identifier") or link.get("uri") or ""))
            if found:
                columns["geonames"] = found[1]
    columns["parent_name"] = next(
        (
            str(one.get("label") or "").removeprefix("part of ")
            for one in feature.get("relations") or ()
            if isinstance(one, Mapping) and str(one.get("relationType")).endswith("broaderPartitive")
        ),
        "",
    )
    return columns


def _tagged(text: str, lang: str) -> str:
    name = written_name(text, lang)
    return f"{name.text}@{name.lang}" if name.lang else name.text


def _type_words(one: Any) -> list[str]:
    """The words of a Linked Place's type: its number in the vocabulary, its labels."""
    if not isinstance(one, Mapping):
        return []
    labels = one.get("sourceLabels")
    sources = [label.get("label") for label in labels or () if isinstance(label, Mapping)]
    words = [one.get("identifier"), one.get("@id"), one.get("label"), one.get("label_aat"), *sources]
    return [str(word) for word in words if word]


def _geometry(geometry: Any) -> BaseGeometry | None:
    """Read a geometry; of a Linked Place's several the largest in dimension, of those the latest."""
    import shapely

    if geometry is None:
        return None
    if not isinstance(geometry, Mapping):
        raise RowFault("its geometry is none", "write a GeoJSON geometry or null")
    members = geometry.get("geometries") if geometry.get("type") == "GeometryCollection" else None
    if not isinstance(members, list):
        return _one_geometry(geometry)
    read = [(_one_geometry(one), _start(one)) for one in members if isinstance(one, Mapping)]
    if not read:
        raise RowFault("its geometry is empty", "give it coordinates, or write null")
    return max(read, key=lambda one: (int(shapely.get_dimensions(one[0])), one[1]))[0]


def _one_geometry(geometry: Mapping[str, Any]) -> BaseGeometry:
    return from_text(geometry["geowkt"]) if geometry.get("geowkt") else from_mapping(geometry)


def _start(geometry: Mapping[str, Any]) -> int:
    """The first year in which a geometry held; of one without, long ago."""
    spans = (geometry.get("when") or {}).get("timespans") or ()
    years = [_YEAR.search(str(_begin(span))) for span in spans if isinstance(span, Mapping)]
    return max((int(year[0]) for year in years if year), default=-(10**6))


def _begin(span: Mapping[str, Any]) -> Any:
    start = span.get("start")
    return (start.get("in") or start.get("earliest")) if isinstance(start, Mapping) else start
