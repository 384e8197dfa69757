"""Records to frames: the one place where one becomes the other.

Columns have the contract's names. Text and dates are objects (``str`` or ``None``), numbers and booleans
pandas' nullable kinds, lists and mappings plain Python. ``plain_rows`` gives the rows back with ``None`` for
every unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geokit.layers.columns import (
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
    PLACE_COLUMNS,
    REPORT_COLUMNS,
    TELLING_COLUMNS,
    Column,
    incident_properties,
    mention_properties,
    place_properties,
    report_properties,
    telling_row,
)
from geokit.model import Incident, Place, Report, Resolution

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["incident_frame", "mention_frame", "place_frame", "plain_rows", "report_frame", "telling_frame"]

CRS = "EPSG:4326"

_DTYPES = {
    "text": "object",
    "date": "object",
    "json": "object",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}


def incident_frame(incidents: Iterable[Incident]) -> geopandas.GeoDataFrame:
    """Give a row an incident, in the order given.

    Parameters
    ----------
    incidents : iterable of Incident

    Returns
    -------
    geopandas.GeoDataFrame
        The contract's columns and ``geometry`` (EPSG:4326, longitude first), ``None`` for the unplaced.
    """
    given = list(incidents)
    return _geoframe(
        [incident_properties(incident) for incident in given],
        INCIDENT_COLUMNS,
        [incident.geometry for incident in given],
    )


def place_frame(resolutions: Iterable[Resolution], incidents: Iterable[Incident]) -> geopandas.GeoDataFrame:
    """Give a row a place that some report or incident names, by its id.

    A report names a place where a mention of kind ``place`` is resolved to it; an incident, where it has the
    place in any role. What a relative expression was computed to be belongs to its incident and is no place
    of the gazetteer, so it counts only where an incident names it.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of a place with its counts, and ``geometry`` (EPSG:4326, longitude first).
    """
    census = _Census()
    for resolution in resolutions:
        census.count_mention(resolution)
    for incident in incidents:
        census.count_incident(incident)
    places = [census.places[place_id] for place_id in sorted(census.places)]
    return _geoframe(
        [place_properties(place, census.counts(place.id)) for place in places],
        PLACE_COLUMNS,
        [place.geometry for place in places],
    )


def telling_frame(incidents: Iterable[Incident]) -> pandas.DataFrame:
    """Give a row a telling, under the incident that it belongs to."""
    rows = [telling_row(telling, incident) for incident in incidents for telling in incident.tellings]
    return _frame(rows, TELLING_COLUMNS)


def report_frame(reports: Iterable[Report], *, keep_text: bool = False) -> pandas.DataFrame:
    """Give a row a report; its text only where ``keep_text`` asks for it."""
    return _frame([report_properties(report, keep_text=keep_text) for report in reports], REPORT_COLUMNS)


def mention_frame(resolutions: Iterable[Resolution]) -> pandas.DataFrame:
    """Give a row a mention, resolved or not."""
    return _frame([mention_properties(resolution) for resolution in resolutions], MENTION_COLUMNS)


def plain_rows(frame: pandas.DataFrame) -> list[dict[str, Any]]:
    """Give a frame's rows as mappings of plain values, without the geometry.

    Every unknown is ``None``, integers are ``int``, lists stay lists.
    """
    names = [name for name in frame.columns if name != "geometry"]
    columns = [_plain_values(frame[name]) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain_values(values: pandas.Series[Any]) -> list[Any]:
    pairs = zip(values.astype(object), values.isna(), strict=True)
    return [None if unknown else value for value, unknown in pairs]


def _frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame(
        {
            column.name: pandas.Series([row[column.name] for row in rows], dtype=_DTYPES[column.type])
            for column in columns
        }
    )


def _geoframe(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], geometries: Sequence[BaseGeometry | None]
) -> geopandas.GeoDataFrame:
    import geopandas

    shapes = geopandas.GeoSeries(list(geometries), crs=CRS)
    return geopandas.GeoDataFrame(_frame(rows, columns), geometry=shapes, crs=CRS)


class _Census:
    """Who names which place, counted."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self._mentions: defaultdict[str, int] = defaultdict(int)
        self._reports: defaultdict[str, set[str]] = defaultdict(set)
        self._incidents: defaultdict[str, set[str]] = defaultdict(set)
        self._events: defaultdict[str, set[str]] = defaultdict(set)

    def count_mention(self, resolution: Resolution) -> None:
        place = resolution.place
        if place is None or resolution.mention.kind != "place":
            return
        self.places.setdefault(place.id, place)
        self._mentions[place.id] += 1
        self._reports[place.id].add(resolution.mention.report_id)

    def count_incident(self, incident: Incident) -> None:
        for role in incident.places:
            if role.place is None:
                continue
            place_id = role.place.id
            self.places.setdefault(place_id, role.place)
            self._incidents[place_id].add(incident.id)
            if incident.is_event and role.role == "event":
                self._events[place_id].add(incident.id)

    def counts(self, place_id: str) -> dict[str, int]:
        return {
            "n_mentions": self._mentions[place_id],
            "n_reports": len(self._reports[place_id]),
            "n_incidents": len(self._incidents[place_id]),
            "n_events": len(self._events[place_id]),
        }
