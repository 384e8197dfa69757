"""What every telling has, however it was made: its id and its geometry."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from shapely import GeometryCollection
from shapely.geometry.base import BaseGeometry

from geokit.incidents.codebook import IncidentType
from geokit.model import Evidence, PlaceRole, Report, Telling

__all__ = ["collect", "is_from_context", "is_told_as_event", "place_at", "telling_id"]

_EVENT_MODALITIES = {"happened", "ongoing", "claimed"}


def telling_id(report: Report, start: int, end: int, incident_type: str) -> str:
    """The id of a telling: a hash of its report's text, its offsets and its type."""
    key = f"{report.sha256}:{start}:{end}:{incident_type}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def collect(geometries: Sequence[BaseGeometry]) -> BaseGeometry | None:
    """One geometry as it is, several as a collection."""
    if not geometries:
        return None
    return geometries[0] if len(geometries) == 1 else GeometryCollection(list(geometries))


def is_told_as_event(modality: str, incident_type: IncidentType | None) -> bool:
    """Whether something took place or is taking place; of a type that is unknown, its modality decides."""
    return modality in _EVENT_MODALITIES and (incident_type is None or incident_type.is_event)


def is_from_context(where: PlaceRole | None) -> bool:
    """Whether a place was not named by a telling, but taken from what stands around it."""
    return where is not None and (where.reason or "").startswith("context.")


def place_at(telling: Telling, role: PlaceRole, rule: str) -> Telling:
    """A telling that is placed where a role, read outside its own sentence or by a rule of its own, says."""
    if role.place is None or role.start is None or role.end is None:
        return telling
    return replace(
        telling,
        where=role,
        places=(*telling.places, role),
        geometry=role.place.geometry,
        evidence={**telling.evidence, "place": Evidence(role.start, role.end, rule)},
        why=(*telling.why, rule),
    )
