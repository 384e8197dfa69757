"""Back from QGIS: what a person decided by editing incidents.gpkg, by incident and slot.

What geokit made stands unchanged in incidents.geojson beside it; the rows of the GeoPackage are compared with
that. QGIS writes an empty text for an unknown one, and a point as several of one: that is no decision.
"""

from __future__ import annotations

import hashlib
import json
import math
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geokit.errors import CustodyError
from geokit.layers.columns import INCIDENT_COLUMNS, TELLING_COLUMNS, Column
from geokit.layers.digests import journals
from geokit.layers.frames import plain_rows
from geokit.layers.geojson import json_text
from geokit.layers.geometry import geometry_json
from geokit.layers.geopackage import storable
from geokit.layers.made import read_made

__all__ = ["decisions"]

_GEOPACKAGE = "incidents.gpkg"
_UNPLACED, _TELLINGS = "incidents_unplaced", "tellings"
_LAYERS = ("incident_points", "incident_lines", "incident_areas", _UNPLACED)

# What one report tells at one spot; a telling has no other name in incidents.geojson.
_SPOT = ("report_id", "start", "end")
# incidents.geojson does not say these of a telling.
_UNTOLD = {column.name for column in TELLING_COLUMNS if column.table}

_MOVED_DEGREES = 1e-6
_NOISE = 1e-9
_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it stands in the GeoPackage now."""

    layer: str
    values: Mapping[str, Any]
    geometry: BaseGeometry | None


def decisions(directory: Path | str) -> list[dict[str, Any]]:
    """Give what was changed in the incidents.gpkg of a folder since ``geokit map`` made it.

    Edits of incidents and of tellings are decisions; those of places, reports and mentions are none about
    an incident, and of a telling the columns that stand in the table alone (``table`` in the data
    dictionary) are not compared. The file is not touched; a journal beside it is read with it.

    Parameters
    ----------
    directory : Path or str
        The folder.

    Returns
    -------
    list of dict
        A decision a slot, incidents first and in the order of incidents.geojson, then tellings, then what was
        added:

        ``incident_id``
            Of an added incident a proposal, hashed from its content.
        ``slot``
            Name of the column; ``geometry``; ``None`` where it is the whole record.
        ``action``
            ``moved`` (a geometry that differs by more than a millionth of a degree; placed or unplaced),
            ``changed``, ``added``, or ``rejected`` (a row deleted, or its status set so).
        ``was``, ``now``
            Values as in incidents.geojson, ``None`` where unknown.
        ``layer``
            Table of the GeoPackage in which it was decided.
        ``telling``
            ``report_id``, ``start`` and ``end`` of a telling; ``None`` where it is about the incident.

    Raises
    ------
    CustodyError
        Where the folder is not as its manifest says but for the GeoPackage, or that has a layer less.
    """
    made = read_made(directory)
    rows, tellings = _read_package(Path(directory) / _GEOPACKAGE)
    was = {row["id"]: row for row in plain_rows(made.incidents)}
    shapes = dict(zip(was, made.incidents.geometry, strict=True))
    standing, strangers = _sorted_out(rows, was)
    of_incidents = [
        decision
        for incident_id, before in was.items()
        for decision in _of_incident(before, shapes[incident_id], standing.get(incident_id, []))
    ]
    # The tellings of an incident that was deleted go with it.
    left = [row for row in tellings if row.values["incident_id"] in standing.keys() | {None}]
    kept = [before for incident_id, before in was.items() if incident_id in standing]
    return [*of_incidents, *_of_tellings(kept, left), *_added(strangers)]


def _read_package(path: Path) -> tuple[list[_Row], list[_Row]]:
    """Read the rows of incidents and of tellings, in the order of layers and of features."""
    with _copied(path) as copy:
        incidents = [row for layer in _LAYERS for row in _read_layer(copy, path, layer, INCIDENT_COLUMNS)]
        tellings = list(_read_layer(copy, path, _TELLINGS, TELLING_COLUMNS))
    return incidents, tellings


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """Give a copy of a database with its journals: SQLite leaves traces even beside what it only reads."""
    if not path.is_file():
        raise CustodyError(f"{path}: there is none; make the folder again with `geokit map`")
    with tempfile.TemporaryDirectory() as scratch:
        for file in (path, *journals(path)):
            if file.exists():
                shutil.copy(file, scratch)
        yield Path(scratch) / path.name


def _read_layer(copy: Path, path: Path, layer: str, columns: Sequence[Column]) -> Iterator[_Row]:
    import pyogrio

    try:
        frame = pyogrio.read_dataframe(copy, layer=layer, fid_as_index=True).sort_index()
    except (pyogrio.errors.DataLayerError, pyogrio.errors.DataSourceError) as error:
        raise CustodyError(
            f"{path}: its layer {layer} cannot be read ({error}); put it back, or make the folder again with "
            "`geokit map --force`"
        ) from error
    missing = [column.name for column in columns if column.name not in frame.columns]
    if missing:
        raise CustodyError(
            f"{path}: its layer {layer} has no column {', '.join(missing)} any more; put it back"
        )
    kinds = {column.name: column.type for column in columns}
    shapes = frame["geometry"] if "geometry" in frame.columns else [None] * len(frame)
    for values, shape in zip(plain_rows(frame), shapes, strict=True):
        plain = {name: _plain(value, kinds.get(name, "text")) for name, value in values.items()}
        yield _Row(layer, plain, None if shape is None or shape.is_empty else shapely.force_2d(shape))


def _plain(value: Any, kind: str) -> Any:
    """Give a value as incidents.geojson would have it."""
    if value is None or value == "":
        return None
    match kind:
        case "boolean":
            return bool(value)
        case "integer":
            return int(value)
        case "json":
            try:
                return json.loads(value)
            except ValueError:  # it was edited by hand: what was typed is the decision
                return value
    return value


def _sorted_out(rows: Iterable[_Row], known: Container[str]) -> tuple[dict[str, list[_Row]], list[_Row]]:
    """Give the rows of each incident that still stands, and the rows that are of none.

    An incident stands at most once in a layer, and first: a second row of the same id is a copy.
    """
    standing: dict[str, list[_Row]] = {}
    strangers = []
    for row in rows:
        own = standing.setdefault(row.values["id"], []) if row.values["id"] in known else None
        if own is None or any(other.layer == row.layer for other in own):
            strangers.append(row)
        else:
            own.append(row)
    return standing, strangers


def _of_incident(
    was: Mapping[str, Any], shape: BaseGeometry | None, rows: Sequence[_Row]
) -> Iterator[dict[str, Any]]:
    incident_id = was["id"]
    if not rows:
        layer = _LAYERS[int(shapely.get_dimensions(shape))] if shape is not None else _UNPLACED
        yield _decision(incident_id, "status", "rejected", was["status"], "rejected", layer)
        return
    now = {row.layer: row.geometry for row in rows if row.geometry is not None}
    if _is_moved(shape, list(now.values())):
        layer = [*now, rows[0].layer][0]
        moved = geometry_json(shapely.GeometryCollection(list(now.values())))
        yield _decision(incident_id, "geometry", "moved", geometry_json(shape), moved, layer)
    seen: list[tuple[str, Any]] = []
    for row in rows:
        for slot, before, after in _changes(was, row.values):
            # What stands in two layers may have been edited in either, or alike in both.
            if (slot, after) not in seen:
                seen.append((slot, after))
                action = "rejected" if (slot, after) == ("status", "rejected") else "changed"
                yield _decision(incident_id, slot, action, before, after, row.layer)


def _is_moved(was: BaseGeometry | None, now: Sequence[BaseGeometry]) -> bool:
    if was is None or not now:
        return was is not None or bool(now)
    old, new = _by_dimension([was]), _by_dimension(now)
    return old.keys() != new.keys() or any(
        shapely.hausdorff_distance(old[dimension], new[dimension]) > _MOVED_DEGREES for dimension in old
    )


def _by_dimension(geometries: Sequence[BaseGeometry]) -> dict[int, BaseGeometry]:
    parts: defaultdict[int, list[BaseGeometry]] = defaultdict(list)
    for part in shapely.get_parts(shapely.get_parts(geometries)):
        parts[int(shapely.get_dimensions(part))].append(part)
    return {dimension: shapely.GeometryCollection(of_kind) for dimension, of_kind in parts.items()}


def _of_tellings(incidents: Sequence[Mapping[str, Any]], rows: Sequence[_Row]) -> Iterator[dict[str, Any]]:
    now: defaultdict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        now[row.values["incident_id"], *_spot(row.values).values()].append(row.values)
    for incident in incidents:
        for was in incident["reports"]:
            spot = _spot(was)
            here = now[incident["id"], *spot.values()]
            if not here:
                yield _decision(incident["id"], None, "rejected", was, None, _TELLINGS, spot)
                continue
            # Two tellings of one spot stand in the same order in both.
            told = {slot: value for slot, value in here.pop(0).items() if slot not in _UNTOLD}
            for slot, before, after in _changes(was, told):
                yield _decision(incident["id"], slot, "changed", before, after, _TELLINGS, spot)
    for after in (left for of_spot in now.values() for left in of_spot):
        yield _decision(after["incident_id"], None, "added", None, after, _TELLINGS, _spot(after))


def _spot(telling: Mapping[str, Any]) -> dict[str, Any]:
    return {name: telling[name] for name in _SPOT}


def _added(rows: Sequence[_Row]) -> list[dict[str, Any]]:
    found = []
    seen: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        record = {**row.values, "geometry": geometry_json(row.geometry)}
        text = json_text(record)
        digest = hashlib.sha256(f"{text}{seen[text]}".encode("utf-8", "backslashreplace"))
        seen[text] += 1
        found.append(_decision(digest.hexdigest()[:_ID_DIGITS], None, "added", None, record, row.layer))
    return found


def _changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Give slot, old and new value of what differs; a column that geokit does not know was unknown."""
    for slot, value in now.items():
        before = was.get(slot)
        if not _is_same(before, value):
            yield slot, before, value


def _is_same(was: Any, now: Any) -> bool:
    match was, now:
        case ((int() | float()), (int() | float())):
            return math.isclose(was, now, rel_tol=_NOISE, abs_tol=_NOISE)
        case str(), str():
            # What UTF-8 cannot hold, and what a database would take for the end, is stored in other signs.
            return storable(was) == now
        case "", None:
            return True
    return bool(was == now)


def _decision(
    incident_id: str | None,
    slot: str | None,
    action: str,
    was: Any,
    now: Any,
    layer: str,
    telling: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "incident_id": incident_id,
        "slot": slot,
        "action": action,
        "was": was,
        "now": now,
        "layer": layer,
        "telling": telling,
    }
