"""What one row of a foreign file says of a place, before it is known which place that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Record", "RowFault", "Settings", "WrittenName"]


class WrittenName(NamedTuple):
    """A name as the file writes it, with its language (BCP 47, or empty) and the gazetteer's kind of name."""

    text: str
    lang: str
    kind: str


class RowFault(Exception):  # noqa: N818  a fault of the row, which the reader turns into a Problem
    """A row that says nothing usable: what is wrong with it, and what to do."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem}; {advice}")
        self.problem = problem
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user says of the file as a whole.

    ``feature`` and ``country`` stand in for what a row leaves out; ``name_column`` names the column of the
    preferred name where it is none of the usual ones.
    """

    feature: str | None = None
    country: str | None = None
    name_column: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a foreign file.

    Attributes
    ----------
    path : str
        The file as the user gave it, with its layer if it has layers.
    row : int
        Where it stands in the file: the line of a table, its header counted, or the number of the feature.
    key : str
        What the file calls it; empty where it has no id.
    country : str or None
        As written: a code, several joined with ``/``, or a name.
    units : tuple of str
        Names of the units that hold it, nearest first, as written.
    parents : tuple of str
        Ids of the units that hold it, where the file knows the gazetteer's ids.
    lat, lon : float
        Degrees; of a line or an area a spot on it.
    geometry : shapely geometry or None
        A line or an area, EPSG:4326, longitude first; None for a mere spot.
    """

    path: str
    row: int
    key: str
    name: str
    names: tuple[WrittenName, ...]
    feature: str | None
    country: str | None
    units: tuple[str, ...]
    parents: tuple[str, ...]
    lat: float
    lon: float
    geometry: BaseGeometry | None
    radius_km: float | None = None
    population: int | None = None
    geonames: str = ""
    iso: str = ""

    @property
    def at(self) -> str:
        """The file and row, for messages."""
        return f"{self.path}, row {self.row}"
