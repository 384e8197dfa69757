"""What the tables after ACLED and UCDP share: which incidents they take, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geokit.errors import GazetteerError
from geokit.layers.frames import plain_rows
from geokit.layers.geometry import tidy_all
from geokit.layers.tables import write_csv

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geokit.layers.made import Made

__all__ = ["CodedEvent", "coded_events", "left_out", "write_events"]

_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An incident that took place and that the other data set has a code for.

    ``spot`` is longitude and latitude of a representative spot on or in its place, ``country`` the names of
    its countries, ``reports`` its reports' rows, each once.
    """

    row: Mapping[str, Any]
    spot: tuple[float, float] | None
    country: str | None
    reports: tuple[Mapping[str, Any], ...]

    @property
    def year(self) -> int | None:
        """The year, where its first and last day lie in the same."""
        start, end = self.row["date_start"], self.row["date_end"]
        return int(start[:4]) if start and end and start[:4] == end[:4] else None

    def actors(self, role: str) -> list[str]:
        """Those who take part in a role, as the reports name them."""
        return [actor["text"] for actor in self.row["actors"] if actor["role"] == role]

    def told(self, column: str) -> str | None:
        """What the reports say in a column, each value once."""
        values = dict.fromkeys(report[column] for report in self.reports if report[column])
        return "; ".join(values) or None


def coded_events(made: Made, code: str) -> Iterator[CodedEvent]:
    """Give the incidents that are events and have a code in the column ``code``."""
    reports = {row["id"]: row for row in plain_rows(made.reports)}
    names = _country_names()
    pairs = zip(plain_rows(made.incidents), tidy_all(made.incidents.geometry), strict=True)
    for row, shape in pairs:
        if row["is_event"] and row[code]:
            ids = dict.fromkeys([row["report_id"], *(telling["report_id"] for telling in row["reports"])])
            yield CodedEvent(
                row=row,
                spot=_spot(shape),
                country=_countries(row["country"], names),
                reports=tuple(reports[one] for one in ids if one in reports),
            )


def left_out(made: Made, code: str, data_set: str) -> list[str]:
    """Say how many incidents a table after ``data_set`` leaves out, and why."""
    frame = made.incidents
    no_events = int((~frame["is_event"].astype(bool)).sum())
    no_code = int((frame["is_event"].astype(bool) & frame[code].isna()).sum())
    if not no_events + no_code:
        return []
    return [
        f"{no_events + no_code} of {len(frame)} incidents are not in the table: {no_events} that tell of no "
        f"event, {no_code} of a type for which the codebook names no equivalent of {data_set}"
    ]


def write_events(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write a table with all the columns; what a row does not say is empty, and no text is a formula."""
    import pandas

    write_csv(pandas.DataFrame(rows, columns=list(columns), dtype=object), path)


def _spot(shape: BaseGeometry | None) -> tuple[float, float] | None:
    if shape is None:
        return None
    spot = shapely.point_on_surface(shape)
    return round(spot.x, _DECIMALS), round(spot.y, _DECIMALS)


def _country_names() -> dict[str, str]:
    """Give the names of countries by their ISO codes; codes stand for themselves where none is known."""
    from geokit.places import load_gazetteer

    try:
        rows = load_gazetteer([]).tables.places.values()
    except GazetteerError:
        return {}
    return {row.country: row.name for row in rows if row.feature == "country" and row.country}


def _countries(codes: str | None, names: Mapping[str, str]) -> str | None:
    return "; ".join(names.get(code, code) for code in codes.split("/")) if codes else None
