"""What every telling has, however it was made: its id and its geometry."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from shapely import GeometryCollection
from shapely.geometry.base import BaseGeometry

from geokit.model import Report

__all__ = ["collect", "telling_id"]


def telling_id(report: Report, start: int, end: int, incident_type: str) -> str:
    """The id of a telling: a hash of its report's text, its offsets and its type."""
    key = f"{report.sha256}:{start}:{end}:{incident_type}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def collect(geometries: Sequence[BaseGeometry]) -> BaseGeometry | None:
    """One geometry as it is, several as a collection."""
    if not geometries:
        return None
    return geometries[0] if len(geometries) == 1 else GeometryCollection(list(geometries))
