"""What every column is called, where its value comes from, and the records written out by those definitions.

The definitions stand in columns.toml, in the order in which the columns are written. A value is read from its
record by the definition's ``source``; the few that are worked out instead have a function here.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any, Literal

from shapely.geometry.base import BaseGeometry

from geokit.layers.geometry import geometry_json
from geokit.model import (
    Actor,
    Alternative,
    Conflict,
    DateExpression,
    Evidence,
    Incident,
    Link,
    Place,
    PlaceRole,
    Problem,
    Report,
    Resolution,
    Telling,
    Zone,
)
from geokit.places.records import mention_record
from geokit.reports.records import report_record

__all__ = [
    "DATE_COLUMNS",
    "INCIDENT_COLUMNS",
    "MENTION_COLUMNS",
    "NESTED_COLUMNS",
    "PLACE_COLUMNS",
    "PROBLEM_COLUMNS",
    "REPORT_COLUMNS",
    "TELLING_COLUMNS",
    "Column",
    "date_properties",
    "incident_properties",
    "mention_properties",
    "place_properties",
    "problem_properties",
    "report_properties",
    "telling_properties",
    "telling_row",
]

ColumnType = Literal["text", "integer", "number", "boolean", "date", "json"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type, where its value comes from and what it means.

    ``values`` are those that are allowed, where they are few; a column of a telling has those of its
    incident's column of the same name. ``value_labels`` say in words what ``values`` that are numbers mean.
    ``open`` is true where a codebook may bring other values, ``always`` where the column is never null.
    ``holds`` says what stands in a json column: ``list of text``, ``list of KIND`` or ``object of KIND`` with
    a kind of ``NESTED_COLUMNS``, or ``geometry``. ``table`` is true for a column of the flat table that the
    nested form of the record does without.
    """

    name: str
    type: ColumnType
    source: str
    meaning: str
    unit: str | None = None
    values: tuple[str, ...] = ()
    decimals: int | None = None
    table: bool = False
    alias: str | None = None
    value_labels: tuple[str, ...] = ()
    open: bool = False
    always: bool = False
    holds: str | None = None

    @property
    def title(self) -> str:
        """What a person reads at the head of the column."""
        return self.alias or self.name.replace("_", " ").capitalize()


def _columns(kind: str) -> tuple[Column, ...]:
    definitions = tomllib.loads(resources.files("geokit.layers").joinpath("columns.toml").read_text("utf-8"))
    listed = ("values", "value_labels")
    return tuple(
        Column(name=name, **given | {key: tuple(given.get(key, ())) for key in listed})
        for name, given in definitions[kind].items()
    )


def _with_values_of(columns: tuple[Column, ...], others: tuple[Column, ...]) -> tuple[Column, ...]:
    known = {column.name: column for column in others if column.values}
    return tuple(
        replace(column, values=known[column.name].values, open=known[column.name].open)
        if column.name in known
        else column
        for column in columns
    )


INCIDENT_COLUMNS = _columns("incident")
TELLING_COLUMNS = _with_values_of(_columns("telling"), INCIDENT_COLUMNS)
PLACE_COLUMNS = _columns("place")
MENTION_COLUMNS = _columns("mention")
REPORT_COLUMNS = _columns("report")
DATE_COLUMNS = _columns("date")
PROBLEM_COLUMNS = _columns("problem")

NESTED_COLUMNS = {
    "telling": tuple(column for column in TELLING_COLUMNS if not column.table),
    **{kind: _columns(kind) for kind in ("place_role", "actor", "spot", "conflict", "told_value", "link")},
}
"""What stands inside json columns, by the kind of record that ``holds`` names."""


def incident_properties(incident: Incident) -> dict[str, Any]:
    """Write an incident as the properties of its feature: the contract's keys in the contract's order.

    Values are plain JSON: lists, mappings, text, numbers, booleans and ``None`` where nothing is known.
    """
    return _properties(
        incident,
        INCIDENT_COLUMNS,
        {
            "place_name": lambda: _place_name(incident.where),
            "place_text": lambda: _place_text(incident.where, incident.best),
            "reports": lambda: [telling_properties(telling, incident) for telling in incident.tellings],
            "extra": lambda: _extra(incident),
        },
    )


def telling_properties(telling: Telling, incident: Incident) -> dict[str, Any]:
    """Write a telling as it stands in its incident's ``reports``.

    ``place_geometry`` is there only where the telling's geometry is not the incident's.
    """
    row = telling_row(telling, incident)
    same_place = row["same_place"]
    nested = {column.name: row[column.name] for column in TELLING_COLUMNS if not column.table}
    if same_place:
        del nested["place_geometry"]
    return nested


def telling_row(telling: Telling, incident: Incident) -> dict[str, Any]:
    """Write a telling as a row of the table of tellings."""
    same_place = telling.geometry is incident.geometry or telling.geometry == incident.geometry
    return _properties(
        telling,
        TELLING_COLUMNS,
        {
            "incident_id": lambda: incident.id,
            "place_name": lambda: _place_name(telling.where),
            "place_geometry": lambda: None if same_place else geometry_json(telling.geometry),
            "same_place": lambda: same_place,
            "extra": lambda: dict(telling.extra) or None,
        },
    )


def place_properties(place: Place, counts: Mapping[str, int]) -> dict[str, Any]:
    """Write a place with its counts: n_mentions, n_reports, n_incidents, n_events."""
    counted = {name: lambda count=count: count for name, count in counts.items()}
    return _properties(place, PLACE_COLUMNS, counted)


def mention_properties(resolution: Resolution) -> dict[str, Any]:
    """Write a mention and what it was resolved to as a row of mentions.jsonl."""
    return mention_record(resolution)


def report_properties(report: Report, *, keep_text: bool = False) -> dict[str, Any]:
    """Write a report as a row of reports.jsonl; its text only where ``keep_text`` asks for it."""
    return report_record(report) | {"text": report.text if keep_text else None}


def date_properties(report_id: str, date: DateExpression) -> dict[str, Any]:
    """Write a date expression of a report as a row of ``geokit dates``."""
    return _properties(date, DATE_COLUMNS, {"report_id": lambda: report_id})


def problem_properties(problem: Problem) -> dict[str, Any]:
    """Write a problem as a row of problems.csv."""
    return _properties(problem, PROBLEM_COLUMNS)


def _properties(
    record: object, columns: tuple[Column, ...], worked_out: Mapping[str, Callable[[], Any]] | None = None
) -> dict[str, Any]:
    special = worked_out or {}
    properties: dict[str, Any] = {}
    for column in columns:
        value = special[column.name]() if column.name in special else _read(record, column.source)
        properties[column.name] = _plain(value, column.decimals)
    return properties


def _read(record: Any, source: str) -> Any:
    """Follow a dotted source from a record; ``None`` as soon as something on the way is unknown."""
    value = record
    for attribute in source.split("."):
        if value is None:
            return None
        value = getattr(value, attribute)
    return value


def _plain(value: Any, decimals: int | None = None) -> Any:
    """Turn a value of the model into JSON's own kinds."""
    match value:
        case None | bool() | str() | int():
            return value
        case float():
            if not math.isfinite(value):
                return None
            return value if decimals is None else round(value, decimals) + 0.0
        case Mapping():
            return {str(key): _plain(member) for key, member in value.items()}
        case tuple() | list():
            return [_plain(member) for member in value]
        case BaseGeometry():
            return geometry_json(value)
        case PlaceRole():
            place_id = value.place.id if value.place else None
            return {
                "role": value.role,
                "place_id": place_id,
                "name": value.name,
                "start": value.start,
                "end": value.end,
            }
        case Actor():
            return {"text": value.text, "role": value.role, "class": value.actor_class}
        case Evidence():
            return {"start": value.start, "end": value.end, "rule": value.rule}
        case Link():
            return {"rel": value.rel, "id": value.id}
        case Zone():
            return {"start": value.start, "end": value.end, "kind": value.kind}
        case Conflict():
            values = [{"value": _plain(told), "report_id": report_id} for told, report_id in value.values]
            return {"slot": value.slot, "values": values}
        case Alternative():
            place = value.place
            return {
                "place_id": place.id,
                "name": place.name,
                "country": place.country,
                "adm1": place.adm1,
                "score": round(value.score, 4),
            }
    return str(value)


def _place_name(where: PlaceRole | None) -> str | None:
    if where is None:
        return None
    return where.place.name if where.place else where.name


def _place_text(where: PlaceRole | None, best: Telling) -> str | None:
    """Give the place as the quote words it, or by the name it was given where that stands elsewhere."""
    if where is None:
        return None
    if where.start is None or where.end is None:
        return where.name
    start, end = where.start - best.start, where.end - best.start
    return best.quote[start:end] if 0 <= start < end <= len(best.quote) else where.name


def _extra(incident: Incident) -> dict[str, str] | None:
    for telling in (incident.best, *incident.tellings):
        if telling.extra:
            return dict(telling.extra)
    return None
