"""An annotation of incidents: read, checked, and made into records.

What is wrong with it is told with the file, the record, the field and what to do, so that somebody who
annotates by hand can mend it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geokit.errors import GeokitError

__all__ = ["TIERS", "AnnotationError", "Gold", "GoldPlace", "GoldRecord", "Span", "read_gold"]

TIERS = ("core", "policy", "statistic", "background", "optional")
_SHAPES = {"point", "line", "area"}
_EVENTS = ("happened", "ongoing")


class AnnotationError(GeokitError, ValueError):
    """An annotation or a prediction cannot be evaluated as it stands."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a report: half-open, in code points."""

    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place of a record: a spot in or on it with a tolerance in km, or a name where it has no spot."""

    role: str
    names: tuple[str, ...]
    lat: float | None
    lon: float | None
    tolerance_km: float
    max_km: float | None
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """A telling as a person annotated it; ``types`` and ``modalities`` are all that count as right."""

    id: str
    span: Span
    tier: str
    types: tuple[str, ...]
    modality: str
    modalities: tuple[str, ...]
    is_event: bool
    dates: tuple[str, ...]
    date_is_exact: bool
    n_min: int | None
    n_best: int | None
    n_max: int | None
    count_is_scored: bool
    outcomes: tuple[str | None, ...]
    places: tuple[GoldPlace, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated set: its reports, with the span of each headline, and what they tell."""

    reports: tuple[str, ...]
    headlines: Mapping[str, Span]
    records: tuple[GoldRecord, ...]
    same: tuple[tuple[str, str], ...]
    never_same: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    traps: tuple[tuple[Span, str], ...]


class _Fields:
    """Reads the fields of one JSON object and says which is wrong."""

    def __init__(self, path: Path, where: str, values: Any) -> None:
        if not isinstance(values, dict):
            raise AnnotationError(f"{path}: {where}: is no object; write it between braces {{ }}")
        self._path, self._where, self._values = path, where, values

    def wrong(self, field: str, problem: str, advice: str) -> AnnotationError:
        return AnnotationError(f"{self._path}: {self._where}: {field}: {problem}; {advice}")

    def get(self, field: str, kind: type | tuple[type, ...], default: Any, advice: str) -> Any:
        value = self._values.get(field)
        if value is None:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(field, f"{value!r} is not what stands there", advice)
        return value

    def text(self, field: str, *, needed: bool = False) -> str:
        value = self.get(field, str, "", "write it in quotation marks")
        if needed and not value:
            raise self.wrong(field, "is missing", f'add "{field}"')
        return str(value)

    def number(self, field: str) -> float | None:
        value = self.get(field, (int, float), None, "write a number without quotation marks")
        return None if value is None else float(value)

    def whole(self, field: str) -> int | None:
        value = self.get(field, int, None, "write a whole number without quotation marks")
        return None if value is None else int(value)

    def items(self, field: str) -> Sequence[Any]:
        return list(self.get(field, list, [], "write a list between brackets [ ]"))

    def words(self, field: str) -> tuple[str, ...]:
        return tuple(str(word) for word in self.items(field))

    def inner(self, field: str) -> _Fields:
        values = self.get(field, dict, {}, "write an object between braces { }")
        return _Fields(self._path, f"{self._where}: {field}", values)

    def has(self, field: str) -> bool:
        return field in self._values

    def choice(self, field: str, choices: Sequence[str]) -> str:
        value = self.text(field, needed=True)
        if value not in choices:
            raise self.wrong(field, f"{value!r} is not known", f"use one of {', '.join(choices)}")
        return value

    def span(self, report: str) -> Span:
        start, end = self.whole("start"), self.whole("end")
        if start is None or end is None or not 0 <= start < end:
            advice = (
                "give start and end as positions in the text, the first character being 0, end after start"
            )
            raise self.wrong("start, end", f"{start} to {end} is no stretch of text", advice)
        return Span(report, start, end)


def read_gold(path: Path, data: Mapping[str, Any]) -> Gold:
    """The annotation of incidents that a JSON file holds.

    Raises
    ------
    AnnotationError
        A record is not as ``docs/evaluation.md`` says; the message names it and its field.
    """
    top = _Fields(path, "the file", data)
    headlines: dict[str, Span] = {}
    reports: list[str] = []
    for number, values in enumerate(top.items("articles"), 1):
        fields = _Fields(path, f"article {number}", values)
        report = fields.text("id", needed=True)
        reports.append(report)
        if fields.inner("headline_text").has("start"):
            headlines[report] = fields.inner("headline_text").span(report)
    records = tuple(
        _record(path, number, values, reports) for number, values in enumerate(top.items("incidents"), 1)
    )
    ids = {record.id for record in records}
    if len(ids) < len(records):
        twice = next(one.id for n, one in enumerate(records) if one.id in {r.id for r in records[:n]})
        raise AnnotationError(
            f"{path}: incident {twice!r} stands there twice; give each record an id of its own"
        )
    return Gold(
        reports=tuple(reports),
        headlines=headlines,
        records=records,
        same=_same(path, top, ids),
        never_same=tuple(
            _two_ids(path, f"must_not_link {number}", values, ids)
            for number, values in enumerate(top.items("must_not_link"), 1)
        ),
        parts=_parts(path, top, ids),
        traps=_traps(path, top, reports),
    )


def _record(path: Path, number: int, values: Any, reports: Sequence[str]) -> GoldRecord:
    name = values.get("id", number) if isinstance(values, dict) else number
    fields = _Fields(path, f"incident {name!r}", values)
    report = _report(fields, reports)
    span = fields.span(report)
    quote = fields.text("quote")
    if quote and len(quote) != span.end - span.start:
        problem = f"has {len(quote)} characters, start to end has {span.end - span.start}"
        raise fields.wrong(
            "quote", problem, "offsets count characters of the file as decoded; mend one of them"
        )
    date, count = fields.inner("date"), fields.inner("count")
    modality = fields.text("modality", needed=True)
    readings = [date.text(key) for key in ("edtf", "refined", "resolved_by_link")]
    return GoldRecord(
        id=fields.text("id", needed=True),
        span=span,
        tier=fields.choice("tier", TIERS),
        types=fields.words("type_ok") or (fields.text("type", needed=True),),
        modality=modality,
        modalities=fields.words("modality_ok") or (modality,),
        is_event=bool(fields.get("is_event", bool, modality in _EVENTS, "write true or false")),
        dates=tuple(edtf for edtf in readings if edtf),
        date_is_exact=bool(date.get("exact", bool, False, "write true or false")),
        n_min=count.whole("min"),
        n_best=count.whole("best"),
        n_max=count.whole("max"),
        count_is_scored=bool(count.get("scored", bool, True, "write true or false")),
        outcomes=tuple(fields.items("outcomes")),
        places=tuple(_place(path, name, place) for place in fields.items("places")),
        quote=quote,
    )


def _report(fields: _Fields, reports: Sequence[str]) -> str:
    report = fields.text("report", needed=True)
    if report not in reports:
        raise fields.wrong("report", f"{report!r} is none of the articles", "use the id of one of articles")
    return report


def _place(path: Path, record: Any, values: Any) -> GoldPlace:
    fields = _Fields(path, f"incident {record!r}: a place", values)
    lat, lon = fields.number("lat"), fields.number("lon")
    if (lat is None) != (lon is None) or (lat is not None and not -90 <= lat <= 90):
        raise fields.wrong("lat, lon", f"{lat}, {lon} is no spot", "give both in degrees, or neither")
    shapes = fields.words("shapes")
    if set(shapes) - _SHAPES:
        raise fields.wrong(
            "shapes", f"{list(shapes)} has others", f"use some of {', '.join(sorted(_SHAPES))}"
        )
    name = fields.text("name")
    return GoldPlace(
        role=fields.text("role", needed=True),
        names=fields.words("name_ok") or ((name.lower(),) if name else ()),
        lat=lat,
        lon=lon,
        tolerance_km=fields.number("tolerance_km") or 0.0,
        max_km=fields.number("max_km"),
        shapes=shapes,
    )


def _same(path: Path, top: _Fields, ids: set[str]) -> tuple[tuple[str, str], ...]:
    """Every pair of the records of one incident."""
    pairs: list[tuple[str, str]] = []
    for number, values in enumerate(top.items("same_incident"), 1):
        where = f"same_incident {number}"
        members = _Fields(path, where, values).words("members")
        _known(path, where, members, ids)
        pairs += [(a, b) for n, a in enumerate(members) for b in members[n + 1 :]]
    return tuple(pairs)


def _parts(path: Path, top: _Fields, ids: set[str]) -> tuple[tuple[str, str], ...]:
    relations = [
        (f"relation {number}", _Fields(path, f"relation {number}", values))
        for number, values in enumerate(top.items("relations"), 1)
    ]
    parts = [(where, one) for where, one in relations if one.text("rel", needed=True) == "part_of"]
    for where, one in parts:
        _known(path, where, (one.text("a"), one.text("b")), ids)
    return tuple((one.text("a"), one.text("b")) for _, one in parts)


def _traps(path: Path, top: _Fields, reports: Sequence[str]) -> tuple[tuple[Span, str], ...]:
    traps = []
    for number, values in enumerate(top.items("traps"), 1):
        fields = _Fields(path, f"trap {number}", values)
        if fields.get("event", bool, True, "write true or false"):
            traps.append((fields.span(_report(fields, reports)), fields.text("text")))
    return tuple(traps)


def _two_ids(path: Path, where: str, values: Any, ids: set[str]) -> tuple[str, str]:
    if not isinstance(values, list) or len(values) < 2:
        raise AnnotationError(
            f"{path}: {where}: is no pair; write the ids of two records between brackets [ ]"
        )
    _known(path, where, values[:2], ids)
    return values[0], values[1]


def _known(path: Path, where: str, wanted: Sequence[str], ids: set[str]) -> None:
    for one in wanted:
        if one not in ids:
            raise AnnotationError(f"{path}: {where}: no incident has the id {one!r}; use ids of incidents")


def read_json_lines(path: Path, text: str) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                advice = "write one JSON object a line"
                raise AnnotationError(f"{path}, line {number}: no JSON ({error.msg}); {advice}") from error
            if not isinstance(row, dict):
                raise AnnotationError(f"{path}, line {number}: is no object; write it between braces {{ }}")
            rows.append(row)
    return rows
