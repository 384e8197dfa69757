"""The JSON Schema of an incident, in incident.schema.json: made from the definitions of the columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from geokit.layers.columns import INCIDENT_COLUMNS, NESTED_COLUMNS, Column

__all__ = ["incident_schema"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"^-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"

_POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "items": False,
    "minItems": 2,
}
_GEOMETRIES = {
    "Point": "position",
    "MultiPoint": "positions",
    "LineString": "line",
    "MultiLineString": "lines",
    "Polygon": "rings",
    "MultiPolygon": "polygons",
}


def incident_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a feature of incidents.geojson.

    Every column stands in ``properties`` and none besides. A column whose values a codebook may add to is a
    text of any value, with geokit's own as examples.
    """
    return {
        "$schema": _DRAFT,
        "$id": "urn:geokit:incident",
        "title": "Incident",
        "description": "A feature of incidents.geojson, as geokit writes it.",
        "type": "object",
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string", "minLength": 1},
            "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
            "geometry": {"$ref": "#/$defs/geometry"},
            "properties": _record(INCIDENT_COLUMNS),
        },
        "required": ["type", "id", "geometry", "properties"],
        "additionalProperties": False,
        "$defs": {kind: _record(columns) for kind, columns in NESTED_COLUMNS.items()} | _geometry(),
    }


def _record(columns: Sequence[Column]) -> dict[str, Any]:
    # The geometry of a telling's place is left out where it is that of the incident.
    required = [column.name for column in columns if column.holds != "geometry"]
    return {
        "type": "object",
        "properties": {column.name: _column(column) for column in columns},
        "required": required,
        "additionalProperties": False,
    }


def _column(column: Column) -> dict[str, Any]:
    value = {"description": column.meaning, **_value(column)}
    if column.open:
        return value | {"examples": list(column.values)}
    if column.values:
        allowed = [int(text) if column.type == "integer" else text for text in column.values]
        return value | {"enum": allowed if column.always else [*allowed, None]}
    return value


def _value(column: Column) -> Mapping[str, Any]:
    match column.type:
        case "json":
            return _held(column)
        case "date":
            return _known_or_null("string", column) | {"pattern": _DAY}
        case "integer":
            return _known_or_null("integer", column) | {"minimum": 0}
        case "text":
            return _known_or_null("string", column) | ({"minLength": 1} if column.always else {})
    return _known_or_null(column.type, column)


def _known_or_null(kind: str, column: Column) -> dict[str, Any]:
    return {"type": kind if column.always else [kind, "null"]}


def _held(column: Column) -> dict[str, Any]:
    """Give what stands in a json column; one that says nothing may hold anything."""
    if column.holds is None:
        return {}
    if column.holds == "geometry":
        return {"$ref": "#/$defs/geometry"}
    container, _, kind = column.holds.partition(" of ")
    member = {"type": "string"} if kind == "text" else {"$ref": f"#/$defs/{kind}"}
    if container == "list":
        return _known_or_null("array", column) | {"items": member}
    return _known_or_null("object", column) | {"additionalProperties": member}


def _geometry() -> dict[str, Any]:
    """Define the geometries of RFC 7946: two numbers a position, at most one level of nesting."""

    def several(of: str, fewest: int = 1) -> dict[str, Any]:
        return {"type": "array", "items": {"$ref": f"#/$defs/{of}"}, "minItems": fewest}

    def geometry(kind: str, member: str, value: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {"type": {"const": kind}, member: value},
            "required": ["type", member],
            "additionalProperties": False,
        }

    simple = [geometry(kind, "coordinates", {"$ref": f"#/$defs/{of}"}) for kind, of in _GEOMETRIES.items()]
    collection = geometry("GeometryCollection", "geometries", several("simple_geometry"))
    return {
        "position": _POSITION,
        "positions": several("position"),
        "line": several("position", 2),
        "lines": several("line"),
        "ring": several("position", 4),
        "rings": several("ring"),
        "polygons": several("rings"),
        "simple_geometry": {"oneOf": simple},
        "geometry": {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/simple_geometry"}, collection]},
    }


if __name__ == "__main__":
    print(json.dumps(incident_schema(), ensure_ascii=False, indent=2))
