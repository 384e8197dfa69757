"""Records to frames: the one place where one becomes the other.

Columns have the contract's names. Days are ``datetime64[s]``: only seconds reach beyond the years 1677 to
2262. A text of few values is a categorical whose categories are the allowed values in their order and,
after them, whatever else was found. Other text is ``str`` or ``None``, numbers and booleans are pandas'
nullable kinds, lists and mappings plain Python. ``plain_rows`` gives the rows back as the files hold them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

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

__all__ = [
    "frame_of",
    "geoframe_of",
    "incident_frame",
    "mention_frame",
    "place_frame",
    "plain_rows",
    "report_frame",
    "telling_frame",
]

CRS = "EPSG:4326"

_DTYPES = {
    "text": "object",
    "date": "datetime64[s]",
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
        The contract's columns and ``geometry`` (EPSG:4326, longitude first), ``None`` for the unplaced. It
        has all that ``.sjoin()`` and ``.plot()`` ask for; ``.explore()`` wants matplotlib and mapclassify.
    """
    given = list(incidents)
    return geoframe_of(
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
    return geoframe_of(
        [place_properties(place, census.counts(place.id)) for place in places],
        PLACE_COLUMNS,
        [place.geometry for place in places],
    )


def telling_frame(incidents: Iterable[Incident]) -> pandas.DataFrame:
    """Give a row a telling, under the incident that it belongs to."""
    rows = [telling_row(telling, incident) for incident in incidents for telling in incident.tellings]
    return frame_of(rows, TELLING_COLUMNS)


def report_frame(reports: Iterable[Report], *, keep_text: bool = False) -> pandas.DataFrame:
    """Give a row a report; its text only where ``keep_text`` asks for it."""
    return frame_of([report_properties(report, keep_text=keep_text) for report in reports], REPORT_COLUMNS)


def mention_frame(resolutions: Iterable[Resolution]) -> pandas.DataFrame:
    """Give a row a mention, resolved or not."""
    return frame_of([mention_properties(resolution) for resolution in resolutions], MENTION_COLUMNS)


def plain_rows(frame: pandas.DataFrame) -> list[dict[str, Any]]:
    """Give a frame's rows as mappings of plain values, without the geometry.

    Every unknown is ``None``, a day its ISO 8601 text (so is a moment in a column of one's own, in UTC),
    integers are ``int``, lists stay lists.
    """
    names = [name for name in frame.columns if name != "geometry"]
    columns = [_plain_values(frame[name]) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain_values(values: pandas.Series[Any]) -> list[Any]:
    known = values.notna().to_list()
    plain = _iso_texts(values) if values.dtype.kind == "M" else values.astype(object).to_list()
    return [value if is_known else None for value, is_known in zip(plain, known, strict=True)]


def _iso_texts(values: pandas.Series[Any]) -> list[str]:
    in_utc = values if values.dt.tz is None else values.dt.tz_convert(None)
    moments = in_utc.to_numpy()
    days = moments.astype("datetime64[D]")
    has_time = (days != moments) & ~np.isnat(moments)
    texts: list[str] = np.datetime_as_string(
        moments.astype("datetime64[s]") if has_time.any() else days
    ).tolist()
    return texts


def frame_of(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> pandas.DataFrame:
    """Make a frame of rows of plain values, each column of the kind that its definition says."""
    import pandas

    return pandas.DataFrame(
        {column.name: _series([row[column.name] for row in rows], column) for column in columns}
    )


def _series(values: list[Any], column: Column) -> pandas.Series[Any]:
    import pandas

    if column.type == "date":
        return pandas.Series(np.array(values, dtype=_DTYPES["date"]))
    if column.type == "text" and column.values:
        others = sorted({value for value in values if value is not None} - set(column.values))
        # As objects: Arrow's texts, which pandas would choose, hold no lone surrogate.
        categories = pandas.Index([*column.values, *others], dtype="object")
        return pandas.Series(values, dtype=pandas.CategoricalDtype(categories))
    return pandas.Series(values, dtype=_DTYPES[column.type])


def geoframe_of(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], geometries: Sequence[BaseGeometry | None]
) -> geopandas.GeoDataFrame:
    """Make such a frame with geometries in EPSG:4326, longitude first."""
    import geopandas

    shapes = geopandas.GeoSeries(list(geometries), crs=CRS)
    return geopandas.GeoDataFrame(frame_of(rows, columns), geometry=shapes, crs=CRS)


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
