"""What geokit found, read back from its own files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geokit.evaluation.gold import AnnotationError, Span, read_json_lines

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Prediction", "read_predictions"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """One telling of an incident, with the incident's values where it has none of its own."""

    span: Span
    incident: str | None
    type: str | None
    modality: str | None
    is_event: bool
    outcome: str | None
    date_edtf: str | None
    n_best: int | None
    place_name: str
    geometry: BaseGeometry | None
    part_of: frozenset[str]
    quote: str


def read_predictions(path: Path, text: str) -> list[Prediction]:
    """The tellings of ``incidents.geojson``, or of JSON Lines of the same properties.

    Raises
    ------
    AnnotationError
        The file holds no incidents.
    """
    found = []
    for number, feature in enumerate(_features(path, text), 1):
        incident = feature.get("properties", feature)
        for telling in _list(incident.get("reports")) or [incident]:
            values = {**incident, **telling}
            if values.get("report_id") is None or values.get("start") is None or values.get("end") is None:
                raise AnnotationError(
                    f"{path}: incident {number}: no report_id, start or end; give a file that geokit wrote"
                )
            geometry = telling.get("place_geometry", feature.get("geometry"))
            found.append(_prediction(values, incident.get("id"), geometry))
    return found


def _features(path: Path, text: str) -> list[dict[str, Any]]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        return read_json_lines(path, text)
    features = data.get("features", [data]) if isinstance(data, dict) else data
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise AnnotationError(
            f"{path}: no incidents; give incidents.geojson or geokit incidents --format jsonl"
        )
    return features


def _list(value: Any) -> list[dict[str, Any]]:
    """A list that some programs write as text."""
    return list(json.loads(value) if isinstance(value, str) and value else value or [])


def _prediction(values: Mapping[str, Any], incident: str | None, geometry: Any) -> Prediction:
    from shapely.geometry import shape

    is_event = values.get("is_event")
    links: Sequence[Mapping[str, Any]] = _list(values.get("links"))
    return Prediction(
        span=Span(str(values["report_id"]), values["start"], values["end"]),
        incident=incident,
        type=values.get("type"),
        modality=values.get("modality"),
        is_event=values.get("modality") in ("happened", "ongoing") if is_event is None else bool(is_event),
        outcome=values.get("outcome"),
        date_edtf=values.get("date_edtf"),
        n_best=values.get("n_best"),
        place_name=(values.get("place_name") or "").lower(),
        geometry=shape(geometry) if geometry else None,
        part_of=frozenset(str(link.get("id")) for link in links if link.get("rel") == "part_of"),
        quote=values.get("quote") or "",
    )
