"""The import itself: a file's records, each joined to the place that it speaks of or made one of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geokit.errors import GazetteerError
from geokit.model import Problem
from geokit.places.gazetteer import Gazetteer, geometry_dimension, load_gazetteer
from geokit.places.importing.containers import Containers
from geokit.places.importing.features import read_features
from geokit.places.importing.folder import Folder
from geokit.places.importing.geopackage import read_geopackage
from geokit.places.importing.identity import Ids, joined_lines
from geokit.places.importing.matching import ALIKE, Matcher
from geokit.places.importing.records import Record, RowFault, Settings, WrittenName
from geokit.places.importing.shapes import rounded
from geokit.places.importing.sources import NOT_STATED, SourceEntry
from geokit.places.importing.tables import read_table
from geokit.places.tables import NAME_COLUMNS, PLACE_COLUMNS, PLACES, SOURCES, PlaceRow

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Attachment", "Imported", "import_places"]

JSON_ENDINGS = (".geojson", ".json", ".jsonl", ".ndjson", ".geojsonl", ".geojsons")
# What a place is called of which the file says no kind: by its geometry's dimension.
UNKNOWN_KINDS = ("locality", "line", "region")
# So many bad rows are named in a refusal.
MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Attachment:
    """A record, the place that it was joined to (None: no place of the gazetteer), and why."""

    record: Record
    place_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes
    ----------
    folder : Path
        The gazetteer folder that was written.
    source : SourceEntry
        The source that its rows name.
    attachments : tuple of Attachment
        One for each record, in the file's order.
    new : int
        How many places the folder got.
    names, shapes : int
        How many names and how many lines and areas were written.
    problems : tuple of Problem
        The rows that were left out.
    """

    folder: Path
    source: SourceEntry
    attachments: tuple[Attachment, ...]
    new: int
    names: int
    shapes: int
    problems: tuple[Problem, ...]

    @property
    def joined(self) -> tuple[Attachment, ...]:
        """The records that were joined to places that were there."""
        return tuple(one for one in self.attachments if one.place_id)

    @property
    def unattached(self) -> tuple[Attachment, ...]:
        """The records that no place of the gazetteer took."""
        return tuple(one for one in self.attachments if not one.place_id)

    def lines(self) -> list[str]:
        """Say what was done: what was not attached though one would expect it, then the counts."""
        listed = self.unattached if not self.new else [one for one in self.unattached if one.record.geometry]
        told = [f"not attached: {one.record.at}: {one.record.name}: {one.reason}" for one in listed]
        joined, count = len(self.joined), len(self.attachments)
        told.append(
            f"{count} places read: {joined} joined to places of the gazetteer, {self.new} new, "
            f"{count - joined - self.new} left out; {self.names} names, {self.shapes} lines and areas"
        )
        if NOT_STATED in (self.source.record["licence"], self.source.record["attribution"]):
            told.append(
                f"[{self.source.key}] states no licence or attribution: complete {self.folder / SOURCES}"
            )
        return [*told, f"Use it with --gazetteer {self.folder}"]


def import_places(
    file: Path,
    folder: Path,
    source: SourceEntry,
    *,
    settings: Settings | None = None,
    gazetteers: Sequence[Path] = (),
    only_gazetteer: bool = False,
    attach_only: bool = False,
    skip_bad: bool = False,
    basis: str = "simplified",
) -> Imported:
    """Import a file into a gazetteer folder, which is made or added to.

    A record that speaks of a place of the gazetteer is joined to it: its names are added, and its line or
    area stands in place of the one that the place had. Any other becomes a place of its own.

    Parameters
    ----------
    file : Path
        A GeoNames dump, a table with a header, Linked Places (JSON or delimited), GeoJSON, a GeoPackage.
    folder : Path
        The gazetteer folder.
    source : SourceEntry
        Where the file comes from.
    settings : Settings, optional
        What the file leaves out.
    gazetteers, only_gazetteer
        Whose places records are joined to: the built-in ones and those of the folders.
    attach_only : bool
        Whether to leave out what no place takes.
    skip_bad : bool
        Whether to leave out rows that make no sense.
    basis : str
        What the shapes are worth: surveyed, simplified or approximate.

    Raises
    ------
    GazetteerError
        If the file is none of these, or a row of it makes no sense and ``skip_bad`` is not set; then nothing
        is written.
    """
    has_places = folder.is_dir() and any(folder.glob(f"*{PLACES}"))
    own = [folder] if has_places and folder not in gazetteers else []
    gazetteer = load_gazetteer([*gazetteers, *own], only=only_gazetteer)
    opened = Folder.open(folder)
    records, problems = _read(file, settings or Settings())
    run = _Run(opened, gazetteer, source.key, basis)
    attachments = run.attach(joined_lines(records), problems)
    problems.sort(key=lambda problem: (problem.path, problem.row or 0))
    if problems and not skip_bad:
        raise GazetteerError(_refusal(file, problems, len(records)))
    if not attachments:
        raise GazetteerError(f"{file}: holds no place; nothing was imported")
    for one in attachments:
        if one.place_id or not attach_only:
            run.add(one)
    opened.add_source(source.key, source.record)
    opened.write()
    return Imported(
        folder,
        source,
        tuple(attachments),
        run.new,
        run.names,
        run.shapes,
        tuple(problems),
    )


def _read(file: Path, settings: Settings) -> tuple[list[Record], list[Problem]]:
    with file.open("rb") as opened:
        if opened.read(16).startswith(b"SQLite format 3"):
            return read_geopackage(file, settings)
    if file.suffix.lower() in (".zip", ".gz", ".xlsx", ".shp", ".kml", ".gpkg"):
        raise GazetteerError(
            f"{file}: {file.suffix} is not read; unpack it, or save it as GeoJSON, GeoPackage or CSV"
        )
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{file}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    if file.suffix.lower() in JSON_ENDINGS or text.lstrip()[:1] == "{":
        return read_features(file, text, settings)
    return read_table(file, text, settings)


def _refusal(file: Path, problems: list[Problem], good: int) -> str:
    named = [f"{one.path}, row {one.row}: {one.problem}; {one.advice}" for one in problems[:MOST_NAMED]]
    more = len(problems) - len(named)
    rest = [f"and {more} more"] if more else []
    rows = "row" if len(problems) == 1 else "rows"
    return "\n  ".join(
        [
            f"{file}: {len(problems)} bad {rows} beside {good} good, nothing was imported; "
            "correct them, or leave them out with --skip-bad",
            *named,
            *rest,
        ]
    )


class _Run:
    """One import: what becomes of each record, and what it writes into the folder."""

    def __init__(self, folder: Folder, gazetteer: Gazetteer, source: str, basis: str) -> None:
        self._folder = folder
        self._gazetteer = gazetteer
        self._source = source
        self._basis = basis
        self._places: dict[int, tuple[str, str | None, tuple[str, ...]]] = {}
        self.new = self.names = self.shapes = 0

    def attach(self, records: list[Record], problems: list[Problem]) -> list[Attachment]:
        """Say of each record which place it speaks of; what makes no sense becomes a problem."""
        matcher, containers = Matcher(self._gazetteer, self._source), Containers(self._gazetteer)
        ids = Ids(self._gazetteer, self._source)
        named: list[tuple[Record, str, str | None]] = []
        for record in records:
            with _noting(record, problems):
                country = containers.country_of(record)
                named.append((record, ids.give(record), country))
        matches = [matcher.match(record, place_id, country) for record, place_id, country in named]
        shaped: dict[str, Record] = {}
        # A place has one shape: that of the record with its very name before one that is spelt much like it.
        for (record, _, _), match in sorted(
            zip(named, matches, strict=True), key=lambda pair: pair[1].reason == ALIKE
        ):
            if match.place_id and record.geometry is not None:
                shaped.setdefault(match.place_id, record)
        attachments = []
        for (record, place_id, country), (found, reason) in zip(named, matches, strict=True):
            first = shaped[found] if found and record.geometry is not None else record
            if first is not record:
                found, reason = None, f"{found} has got the shape of row {first.row}"
            with _noting(record, problems):
                parents = () if found else containers.parents_of(record, country, ids.given)
                self._places[id(record)] = (place_id, country, parents)
                attachments.append(Attachment(record, found, reason))
        return attachments

    def add(self, attachment: Attachment) -> None:
        """Put a record into the folder: as a place of its own, or as more of one that is there."""
        record = attachment.record
        new_id, country, parents = self._places[id(record)]
        place_id = attachment.place_id or new_id
        own = self._folder.places.get(place_id)
        if attachment.place_id is None:
            self._folder.places[place_id] = self._row(record, place_id, country, parents)
            self.new += 1
            known = {record.name}
        else:
            if own and own.get("source") == self._source and attachment.reason == "id":
                own.update(self._update(record, country))
            elif own is None and self._has_to_be_written(place_id, record):
                own = self._folder.places[place_id] = _cells(self._gazetteer.row(place_id))
            if own and record.geometry is not None:
                # The new shape says how far the place reaches; the row's own radius would overrule it.
                own["radius_km"] = ""
            known = set(self._gazetteer.names_of(place_id))
        written = WrittenName(record.name, "", "alternative")
        for name in (written, *record.names):
            if name.text not in known:
                self._add_name(place_id, name)
        if record.geometry is not None:
            self._add_shape(place_id, record.geometry)

    def _has_to_be_written(self, place_id: str, record: Record) -> bool:
        """Whether the row of a place that is joined to has to stand in the folder.

        A place of the index of the world has no row for names to hang on, and a shape asks for one without
        a radius.
        """
        row = self._gazetteer.row(place_id)
        indexed = place_id not in self._gazetteer.tables.places
        return indexed or (record.geometry is not None and row.radius_km is not None)

    def _row(
        self, record: Record, place_id: str, country: str | None, parents: tuple[str, ...]
    ) -> dict[str, str]:
        row = {
            "id": place_id,
            "name": record.name,
            "parents": " ".join(parents),
            "source": self._source,
            **self._update(record, country),
        }
        return {column: row[column] for column in PLACE_COLUMNS}

    def _update(self, record: Record, country: str | None) -> dict[str, str]:
        """The cells that a later version of the file may change."""
        return {
            "name": record.name,
            "feature": record.feature or _kind_in_name(record, self._gazetteer) or _kind_of_shape(record),
            "country": country or "",
            "lat": _decimal(record.lat),
            "lon": _decimal(record.lon),
            "radius_km": _decimal(record.radius_km),
            "population": str(record.population) if record.population else "",
            "geonames": record.geonames,
            "iso": record.iso,
        }

    def _add_name(self, place_id: str, name: WrittenName) -> None:
        if (place_id, name.text) not in self._folder.names:
            cells = (place_id, name.text, name.lang, name.kind, "", "", self._source)
            self._folder.names[place_id, name.text] = dict(zip(NAME_COLUMNS, cells, strict=True))
            self.names += 1

    def _add_shape(self, place_id: str, geometry: BaseGeometry) -> None:
        from shapely.geometry import mapping

        self._folder.shapes[place_id] = {
            "type": "Feature",
            "properties": {"place_id": place_id, "basis": self._basis, "source": self._source},
            "geometry": mapping(rounded(geometry)),
        }
        self.shapes += 1


@contextmanager
def _noting(record: Record, problems: list[Problem]) -> Iterator[None]:
    """Note a fault of a record as a problem."""
    try:
        yield
    except RowFault as fault:
        problems.append(
            Problem(record.path, fault.problem, fault.advice, "places", row=record.row, unread=True)
        )


def _kind_in_name(record: Record, gazetteer: Gazetteer) -> str | None:
    """The kind that a word of the name says, if it says one: "Sinpyong County"."""
    for word in (record.name.split()[-1].casefold(), record.name.split()[0].casefold()):
        said = gazetteer.recognition.feature_words.get(word)
        if said is not None and (word in said.features or len(said.features) == 1):
            return word if word in said.features else min(said.features)
    return None


def _kind_of_shape(record: Record) -> str:
    return UNKNOWN_KINDS[0 if record.geometry is None else geometry_dimension(record.geometry)]


def _cells(row: PlaceRow) -> dict[str, str]:
    """A row of the gazetteer as the cells that it was read from."""
    cells = {column: getattr(row, column) for column in PLACE_COLUMNS}
    cells["parents"] = " ".join(row.parents)
    return {column: "" if cell is None else str(cell) for column, cell in cells.items()}


def _decimal(number: float | None) -> str:
    return "" if number is None else f"{number:.6f}".rstrip("0").rstrip(".")
