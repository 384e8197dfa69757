"""What every telling has, however it was made: its id and its geometry."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from shapely import GeometryCollection
from shapely.geometry.base import BaseGeometry

from geokit.incidents.codebook import IncidentType
from geokit.model import Report

__all__ = ["collect", "is_told_as_event", "telling_id"]

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
