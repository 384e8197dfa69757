"""The nouns: frozen records that the stages take and give.

A record holds what is known and ``None`` where nothing is. Geometries are shapely's, in EPSG:4326 with
longitude first; a unit stands in the name of a number. Offsets are positions in ``Report.text`` in code
points, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "Actor",
    "Alternative",
    "CodedRow",
    "Conflict",
    "DateExpression",
    "Evidence",
    "Incident",
    "Link",
    "Mention",
    "Place",
    "PlaceRole",
    "Problem",
    "Report",
    "Resolution",
    "Source",
    "Telling",
    "Zone",
]

ZoneKind = Literal["title", "byline", "dateline", "caption", "furniture", "source"]
MentionKind = Literal["place", "demonym", "embedded", "relative"]
ShapeKind = Literal["point", "line", "area"]
ShapeBasis = Literal["surveyed", "simplified", "approximate", "computed"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or decided, and why.

    ``path`` names the file as the user gave it, ``row`` its row where there is one, ``stage`` one of
    ``reports``, ``language``, ``dates``, ``places``, ``incidents``, ``layers``; ``unread`` is true where
    the input itself could not be read (exit status 3), false where it was read but something in it stays
    undecided.
    """

    path: str
    problem: str
    advice: str
    stage: str
    row: int | None = None
    report_id: str | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a report's text that is not the article's body."""

    start: int
    end: int
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Report:
    """One report: a text and what is known about it.

    ``published`` is an EDTF day or ``XXXX-08-18`` where the year is unknown; ``published_basis`` says
    where it was read (``metadata``, ``column``, ``html``, ``header``, ``byline``, ``dateline``, ``url``,
    ``option``). ``sha256`` is that of the text in UTF-8. What no zone covers is the article's body.
    """

    id: str
    title: str | None
    text: str
    published: str | None
    published_basis: str | None
    publisher: str | None
    author: str | None
    url: str | None
    language: str
    path: str
    sha256: str
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One row of a table of coded incidents, as the analyst wrote it.

    ``row`` is where it stands in the file, its heading counted, as an editor or a spreadsheet numbers it.
    ``report`` stands for the row in every output: its text is the row's description, or title, or cells.
    ``extra`` keeps the columns that geokit does not know, in their order.
    """

    report: Report
    row: int
    date: str | None
    type: str | None
    place: str | None
    lat: float | None
    lon: float | None
    adm1: str | None
    country: str | None
    n: str | None
    title: str | None
    source: str | None
    url: str | None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its path as given, its sha256 and its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as it is written and as it is meant.

    ``edtf`` is EDTF up to level 2, ``date_start`` and ``date_end`` its first and last day (ISO 8601) or
    ``None`` at an open end or where the year is unknown.
    """

    start: int
    end: int
    text: str
    edtf: str | None
    timex: str | None
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    date_start: str | None
    date_end: str | None
    basis: Literal["explicit", "year_inferred", "relative", "anaphor", "holiday", "unknown"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    Attributes
    ----------
    feature : str
        What kind of place it is: country, province, county, city, town, village, river, lake, mountain,
        pass, border, zone, site, island, sea, region ...
    country : str or None
        ISO 3166-1 alpha-2; several joined with ``/`` for a river or a shared zone.
    parents : tuple of str
        Ids of the units that hold it, nearest first.
    adm1, adm2 : str or None
        Preferred English names of its first- and second-level unit (its own name where it is one).
    lat, lon : float
        A representative spot on or in it, degrees.
    radius_km : float
        Distance from the spot within which all of it lies.
    geometry : shapely geometry
        EPSG:4326, longitude first: a point where only a spot is known, else its line or area.
    name_local : str or None
        Its name in the language and script of its country.
    """

    id: str
    name: str
    names: tuple[str, ...]
    feature: str
    country: str | None
    parents: tuple[str, ...]
    adm1: str | None
    adm2: str | None
    lat: float
    lon: float
    radius_km: float
    shape: ShapeKind
    shape_basis: ShapeBasis
    geometry: BaseGeometry
    population: int | None
    source: str
    name_local: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a report; always ``report.text[start:end] == text``."""

    report_id: str
    start: int
    end: int
    text: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place that a mention could have meant, with its score."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which place a mention means, or ``None`` where that could not be decided, and why.

    ``score`` lies between 0 and 1; ``margin`` is the distance to the best alternative's score.
    """

    mention: Mention
    place: Place | None
    score: float
    margin: float
    alternatives: tuple[Alternative, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where in the report a slot was read and by which rule."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who takes part: as named in the text, in which role and of which class."""

    text: str
    role: str
    actor_class: str


@dataclass(frozen=True, slots=True)
class PlaceRole:
    """A place in its role in a telling; ``place`` is ``None`` where the mention is unresolved."""

    role: Literal["event", "origin", "destination", "scope", "source_location", "context"]
    name: str
    place: Place | None
    start: int | None
    end: int | None
    score: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report says at one spot, each slot with its evidence.

    ``geometry`` is that of the event's place or places (a collection of one kind), ``None`` where none is
    known. ``where`` is the place that names it (the first of several). ``refers_to`` is the id of an earlier
    telling of the same report that this one takes up again ("the order", "they").
    """

    id: str
    report_id: str
    start: int
    end: int
    quote: str
    type: str
    modality: str
    is_event: bool
    outcome: str | None
    date: DateExpression | None
    places: tuple[PlaceRole, ...]
    where: PlaceRole | None
    geometry: BaseGeometry | None
    n_min: int | None
    n_best: int | None
    n_max: int | None
    n_unit: str | None
    fatalities_min: int | None
    fatalities_best: int | None
    fatalities_max: int | None
    actors: tuple[Actor, ...]
    said_by: tuple[str, ...]
    evidence: Mapping[str, Evidence]
    rank: Literal["body", "headline", "caption"]
    why: tuple[str, ...]
    origin: Literal["extracted", "coded", "added"]
    publisher: str | None
    published: str | None
    url: str | None
    refers_to: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A slot in which the tellings of one incident disagree: pairs of value and report id."""

    slot: str
    values: tuple[tuple[Any, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation from one incident to another."""

    rel: Literal["part_of", "reaction_to", "follows", "repeats"]
    id: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One or more tellings of the same thing, and what they together support.

    The slots are those of the contract. ``best`` is the telling that is quoted. ``where_prec`` and
    ``date_prec`` are UCDP's scales.
    """

    id: str
    aliases: tuple[str, ...]
    title: str
    type: str
    modality: str
    is_event: bool
    outcome: str | None
    date: DateExpression | None
    date_prec: int | None
    where: PlaceRole | None
    where_prec: int | None
    places: tuple[PlaceRole, ...]
    geometry: BaseGeometry | None
    shape: ShapeKind | None
    shape_basis: ShapeBasis | None
    radius_km: float | None
    n_min: int | None
    n_best: int | None
    n_max: int | None
    n_unit: str | None
    fatalities_min: int | None
    fatalities_best: int | None
    fatalities_max: int | None
    actors: tuple[Actor, ...]
    best: Telling
    tellings: tuple[Telling, ...]
    said_by: tuple[str, ...]
    n_reports: int
    n_publishers: int
    n_independent: int
    confidence: Literal["high", "medium", "low"]
    why: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    links: tuple[Link, ...]
    rank: Literal["body", "headline", "caption"]
    status: Literal["unreviewed", "accepted", "edited", "rejected"] = "unreviewed"
    origin: Literal["extracted", "coded", "added"] = "extracted"
    acled: str | None = None
    ucdp: str | None = None
