"""The frames as the tables that the page reads: what is drawn at once, and the texts apart from it.

Rows are in the order of time, so that the first texts that the list asks for stand together. Columns are
lists of values; where few values recur they are codes into a list.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

__all__ = ["IncidentTables", "place_ids", "places_table", "plain", "representative_spot"]

# What the map, the filters, the timeline and the list need of every incident, as codes.
CODED = (
    "type",
    "modality",
    "outcome",
    "country",
    "adm1",
    "place_name",
    "where_prec",
    "shape_basis",
    "radius_km",
    "date_edtf",
    "date_prec",
    "confidence",
    "status",
    "report_id",
)
# What one column says of itself wherever it says the same: of a report or a place it is kept once.
FOLLOWING = {
    "publisher": "report_id",
    "published": "report_id",
    "url": "report_id",
    "place_id": "place_name",
    "place_kind": "place_name",
    "adm2": "place_name",
}
DAYS = ("date_start", "date_end")
# What a search reads and the list shows; the rest is read when an incident is opened.
TEXTS = ("title", "quote")
LISTS = frozenset(
    {"actors", "aliases", "conflicts", "evidence", "extra", "links", "places", "reports", "said_by", "why"}
)
CHUNK = 2000
# The form that geokit gives to a spot of evidence.
SPOT = ("start", "end", "rule")
# In the place of a value that the page works out: the place's own name, the end of the quote.
AS_EXPECTED = 0
# About a tenth of a metre, as in every other file.
DECIMALS = 6
# Kinds of values that JSON knows, and those that no frame uses for a missing one.
SIMPLE = {str, int, float, bool, type(None)}
CERTAIN = {str, int, bool, list, dict, type(None)}
DAY_ZERO = date(1970, 1, 1).toordinal()


class IncidentTables:
    """Incidents as the page holds them.

    Parameters
    ----------
    incidents : GeoDataFrame
        One row an incident in EPSG:4326.

    Attributes
    ----------
    names : list of str
        The frame's columns in their order, which a download restores.
    """

    def __init__(self, incidents: GeoDataFrame) -> None:
        order = _in_order_of_time(incidents)
        self._frame = incidents.iloc[order]
        self.names = [name for name in incidents.columns if name != incidents.geometry.name]
        self._columns = {name: _column(self._frame, name) for name in self.names}
        self._following = {
            name: table
            for name, leader in FOLLOWING.items()
            if name in self._columns
            and (table := _following(self._columns[name], self._get(leader))) is not None
        }

    def ids(self) -> list[Any]:
        """Give the incidents' ids."""
        return self._get("id")

    def overview(self) -> dict[str, Any]:
        """Give what the map and the list need of every incident.

        Returns
        -------
        dict
            ``n``: the number of incidents, ``chunk``: how many of them a chunk of texts holds.

            ``plain``: columns of values. ``lon`` and ``lat`` (millionths of a degree) are those of a spot in
            or on the place, ``geometry`` is the number of its shape, each null where there is none; days are
            counted from 1970-01-01.

            ``coded``: columns as ``values`` and, an incident, ``codes``; of ``publishers`` a value is a list,
            the quoted report's first. ``following``: columns whose value goes with that of a coded one, as
            that one's name and a value each.

            ``shapes``: lines, areas and sets of points as GeoJSON geometries, each shape once.
        """
        lon, lat, geometry, shapes = _located(self._frame.geometry.to_numpy())
        return {
            "n": len(self._frame),
            "chunk": CHUNK,
            "plain": {
                "is_event": [1 if value else 0 for value in self._get("is_event")],
                "lon": lon,
                "lat": lat,
                "geometry": geometry,
                **{name: _day_numbers(self._get(name)) for name in DAYS},
            },
            "coded": {name: _coded(self._get(name)) for name in CODED}
            | {"publishers": _coded(list(self._publishers()))},
            "following": {name: [FOLLOWING[name], values] for name, values in self._following.items()},
            "shapes": shapes,
        }

    def texts(self) -> Iterator[dict[str, list[Any]]]:
        """Give titles and quotes, a chunk of incidents after the other."""
        return self._chunks({name: self._get(name) for name in TEXTS})

    def details(self) -> Iterator[dict[str, list[Any]]]:
        """Give every column that is in no other table, a chunk of incidents after the other.

        Of a telling in ``reports`` only what its incident does not say likewise is kept, and the spots of
        evidence are counted from the quote's first letter.
        """
        elsewhere = {"id", "is_event", *CODED, *DAYS, *TEXTS, *self._following}
        columns = {name: self._columns[name] for name in self.names if name not in elsewhere}
        if "reports" in columns:
            columns["reports"] = self._differing_tellings()
        if "end" in columns:
            columns["end"] = self._expected(
                "end",
                [
                    start + len(quote) if start is not None and quote else None
                    for start, quote in self._quotes()
                ],
            )
        if "place_text" in columns:
            columns["place_text"] = self._expected("place_text", self._get("place_name"))
        if "evidence" in columns:
            pairs = zip(columns["evidence"], self._get("start"), strict=True)
            columns["evidence"] = [_counted_from(evidence, start) for evidence, start in pairs]
        return self._chunks(columns)

    def telling_names(self) -> list[str]:
        """Name the keys of a telling in ``reports``, in their order."""
        forms = dict.fromkeys(map(tuple, self._tellings()))
        return list(dict.fromkeys(key for form in forms for key in form))

    def place_names(self) -> set[str]:
        """Name every place and first-level unit."""
        return {name for column in ("adm1", "place_name") for name in self._get(column) if name is not None}

    def types(self) -> set[str]:
        """Name every type; what has none is ``other``."""
        return {"other" if name is None else name for name in self._get("type")}

    def _get(self, name: str) -> list[Any]:
        return self._columns.get(name) or [None] * len(self._frame)

    def _quotes(self) -> Iterator[tuple[int | None, str | None]]:
        return zip(self._get("start"), self._get("quote"), strict=True)

    def _expected(self, name: str, expected: list[Any]) -> list[Any]:
        pairs = zip(self._columns[name], expected, strict=True)
        return [AS_EXPECTED if value is not None and value == other else value for value, other in pairs]

    def _tellings(self) -> Iterator[Mapping[str, Any]]:
        return (telling for tellings in self._get("reports") for telling in tellings or [])

    def _publishers(self) -> Iterator[tuple[str, ...]]:
        for own, tellings in zip(self._get("publisher"), self._get("reports"), strict=True):
            named = [own, *(telling.get("publisher") for telling in tellings or [])]
            yield tuple(dict.fromkeys(name for name in named if name))

    def _differing_tellings(self) -> list[Any]:
        names = [name for name in self.telling_names() if name in self._columns]
        rows = zip(*(self._columns[name] for name in names), strict=True)
        return [
            tellings and [_differences(telling, names, own) for telling in tellings]
            for tellings, own in zip(self._get("reports"), rows, strict=True)
        ]

    def _chunks(self, columns: Mapping[str, list[Any]]) -> Iterator[dict[str, list[Any]]]:
        for start in range(0, len(self._frame), CHUNK):
            yield {name: column[start : start + CHUNK] for name, column in columns.items()}


def place_ids(places: GeoDataFrame | None) -> set[str]:
    """Name the gazetteer's places that the reports name."""
    return set() if places is None else {value for value in _column(places, "place_id") if value is not None}


def places_table(places: GeoDataFrame | None, *, without: Collection[str] = ()) -> dict[str, list[Any]]:
    """Give the places that the reports name, but for those given, each with the spot of its name."""
    columns: dict[str, list[Any]] = {"name": [], "feature": [], "lon": [], "lat": []}
    if places is None or "name" not in places.columns:
        return columns
    described = (_column(places, name) for name in ("place_id", "name", "feature"))
    for place_id, name, feature, geometry in zip(*described, places.geometry, strict=True):
        if place_id not in without and geometry is not None and not geometry.is_empty:
            row = (name, feature, *representative_spot(geometry))
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
    return columns


def representative_spot(geometry: BaseGeometry) -> tuple[float, float]:
    """Give longitude and latitude of a spot that lies in an area, on a line, or at a point.

    Of several parts the largest is taken, the first where none is larger than another.
    """
    largest = max(getattr(geometry, "geoms", [geometry]), key=lambda part: (part.area, part.length))
    if largest.geom_type == "LineString":
        spot = largest.interpolate(0.5, normalized=True)
    else:
        spot = largest.representative_point()
    return round(spot.x, DECIMALS), round(spot.y, DECIMALS)


def plain(value: Any) -> Any:
    """Give a frame's value as JSON knows it: a missing one as None, numpy's own as Python's."""
    import pandas as pd

    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or pd.isna(value):
        return None
    if isinstance(value, date):
        # A day that a file's reader took for a moment is a day again.
        return value.isoformat().removesuffix("T00:00:00")
    return value if isinstance(value, (bool, int, float)) else str(value)


def _in_order_of_time(incidents: GeoDataFrame) -> list[int]:
    def columns(name: str) -> list[str]:
        unknown_last = "~"
        return [str(value or unknown_last) for value in _column(incidents, name)]

    starts, dates = columns("date_start"), columns("date_edtf")
    return sorted(range(len(incidents)), key=lambda row: (starts[row], dates[row], row))


def _located(
    geometries: Any,
) -> tuple[list[int | None], list[int | None], list[int | None], list[dict[str, Any]]]:
    """Give of each geometry its spot's longitude and latitude and the number of its shape, and the shapes."""
    is_point = (shapely.get_type_id(geometries) == shapely.GeometryType.POINT) & ~shapely.is_empty(geometries)
    lon, lat = (_steps(position(geometries), is_point) for position in (shapely.get_x, shapely.get_y))
    numbers: dict[bytes, int] = {}
    shapes: list[dict[str, Any]] = []
    spots: list[tuple[int, int]] = []
    references: list[int | None] = [None] * len(geometries)
    for row in (
        (~is_point & ~shapely.is_missing(geometries) & ~shapely.is_empty(geometries)).nonzero()[0].tolist()
    ):
        geometry = geometries[row]
        number = numbers.setdefault(shapely.to_wkb(geometry), len(shapes))
        if number == len(shapes):
            rounded = shapely.transform(geometry, lambda positions: positions.round(DECIMALS))
            shapes.append(mapping(rounded))
            x, y = representative_spot(geometry)
            spots.append((round(x * 10**DECIMALS), round(y * 10**DECIMALS)))
        references[row] = number
        lon[row], lat[row] = spots[number]
    return lon, lat, references, shapes


def _steps(degrees: Any, known: Any) -> list[int | None]:
    whole = (degrees * 10**DECIMALS).round().tolist()
    return [int(value) if is_known else None for value, is_known in zip(whole, known.tolist(), strict=True)]


def _coded(values: Sequence[Any]) -> dict[str, list[Any]]:
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return {"values": list(numbers), "codes": list(map(numbers.__getitem__, values))}


def _following(values: list[Any], leaders: list[Any]) -> list[Any] | None:
    """Give a value for each leader in their first order, or None where a leader goes with several."""
    found = dict(zip(leaders, values, strict=True))
    return list(found.values()) if list(map(found.__getitem__, leaders)) == values else None


def _counted_from(evidence: Any, start: Any) -> Any:
    """Give evidence with its spots counted from a start, where it has the form that geokit gives it."""
    if not isinstance(evidence, dict) or not isinstance(start, int):
        return evidence
    counted = []
    for slot, spot in evidence.items():
        if not isinstance(spot, dict) or tuple(spot) != SPOT:
            return evidence
        first, last, rule = spot.values()
        counted.append([slot, first - start, last - start, rule])
    return counted


def _day_numbers(values: list[Any]) -> list[Any]:
    """Count the days since 1970; what is no day stays as it is."""
    numbers = {value: _day_number(value) for value in dict.fromkeys(values)}
    return list(map(numbers.__getitem__, values))


def _day_number(value: Any) -> Any:
    try:
        return date.fromisoformat(value).toordinal() - DAY_ZERO
    except (TypeError, ValueError):
        return value


def _differences(telling: Mapping[str, Any], names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    own = dict(zip(names, values, strict=True))
    if telling == own:
        return {}
    differing = {name: value for name, value in telling.items() if name not in own or own[name] != value}
    missing = [name for name in own if name not in telling]
    return {**differing, "-": missing} if missing else differing


def _column(frame: GeoDataFrame, name: str) -> list[Any]:
    if name not in frame.columns:
        return [None] * len(frame)
    series = frame[name]
    values: list[Any] = series.tolist()
    kinds = set(map(type, values))
    if not kinds <= CERTAIN:
        known = series.notna().tolist()
        values = [value if is_known else None for value, is_known in zip(values, known, strict=True)]
        kinds = set(map(type, values))
    if name in LISTS:
        return values if kinds <= {list, dict, type(None)} else [_list(value) for value in values]
    return values if kinds <= SIMPLE else [plain(value) for value in values]


def _list(value: Any) -> Any:
    if isinstance(value, str):
        # A frame read back from a file holds its lists as JSON.
        return json.loads(value)
    return value.tolist() if hasattr(value, "tolist") else value
