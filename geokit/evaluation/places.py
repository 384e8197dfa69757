"""Place mentions measured: what was recognised, and what it was taken to mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geokit.evaluation.measures import F1, Evaluation, Share, one_to_one, pairs_by_overlap
from geokit.evaluation.rows import Reports, Row, distinct, span_of, told, touch
from geokit.evaluation.slots import kilometres

__all__ = ["evaluate_places"]

_PLACE = "place"
_NOT_PLACES = ("demonym", "embedded", "language")
# 100 miles, by which geoparsers have been compared; too wide to tell namesakes of one region apart.
_FAR_KM = 161.0
_NEAR_KM = 10.0
_POINT_KM = 15.0

Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One report: the places that must be found, the other rows, what was found, and which is which."""

    report: str
    wanted: Sequence[Row]
    others: Sequence[Row]
    found: Sequence[Row]
    exact: Pairs
    overlap: Pairs

    def pairs(self) -> Iterator[tuple[Row, Row]]:
        """Wanted and found rows that overlap, one to one."""
        return ((self.wanted[i], self.found[j]) for i, j in self.overlap)

    def missed(self) -> list[Row]:
        """Places that nothing found overlaps."""
        matched = {i for i, _ in self.overlap}
        return [row for i, row in enumerate(self.wanted) if i not in matched]

    def spurious(self, pairs: Pairs) -> list[Row]:
        """What was found where no place stands; on a row of another kind it is not held against it."""
        matched = {j for _, j in pairs}
        rest = [row for j, row in enumerate(self.found) if j not in matched]
        return [row for row in rest if not any(touch(row, other) for other in self.others)]


def evaluate_places(gold: Reports, predicted: Reports) -> Evaluation:
    """Measure place mentions.

    Parameters
    ----------
    gold : mapping
        Rows of each report: span, and as far as they are known kind, alts (other spans that are as right),
        lat and lon, country, adm1, point. A row of another kind than place is neither required nor punished.
    predicted : mapping
        Rows of ``geokit mentions``; only those of kind place count.
    """
    readings = [
        _read(report, gold.get(report, ()), predicted.get(report, ()))
        for report in sorted({*gold, *predicted})
    ]
    pairs = [(reading.report, wanted, got) for reading in readings for wanted, got in reading.pairs()]
    figures: dict[str, Share | F1 | int] = {
        "exact": _recognition(readings, [reading.exact for reading in readings]),
        "overlap": _recognition(readings, [reading.overlap for reading in readings]),
        "wrong_kind": sum(map(_on_other_kinds, readings)),
        "acc161": _within(_FAR_KM, pairs),
        "acc10": _within(_NEAR_KM, pairs),
        "e2e": _end_to_end(readings),
    }
    answers = [(report, wanted, got, _compare(wanted, got)) for report, wanted, got in pairs]
    for slot in ("country", "adm1", "point15"):
        given = [compared[slot] for *_, compared in answers if slot in compared]
        figures[slot] = Share(sum(given), len(given))
    detail = {
        "missed": [{"report": one.report, **told(row)} for one in readings for row in one.missed()],
        "unmatched": [
            {"report": one.report, **told(row)} for one in readings for row in one.spurious(one.overlap)
        ],
        "wrong": [
            {
                "report": report,
                **told(wanted),
                "slot": slot,
                "predicted": got.get("name", got.get("place_id")),
            }
            for report, wanted, got, compared in answers
            for slot, right in compared.items()
            if not right
        ],
    }
    return Evaluation("places", figures, detail)


def _read(report: str, gold: Sequence[Row], predicted: Sequence[Row]) -> _Reading:
    wanted = [row for row in gold if row.get("kind", _PLACE) == _PLACE]
    found = distinct([row for row in predicted if row.get("kind", _PLACE) == _PLACE])
    return _Reading(
        report=report,
        wanted=wanted,
        others=[row for row in gold if row.get("kind", _PLACE) != _PLACE],
        found=found,
        exact=_exact_pairs(wanted, found),
        overlap=pairs_by_overlap([span_of(row) for row in wanted], [span_of(row) for row in found]),
    )


def _exact_pairs(wanted: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of equal spans, the gold's own before another that it accepts."""
    at = {span_of(row): j for j, row in enumerate(found)}
    candidates = [
        (rank, i, at[span])
        for i, row in enumerate(wanted)
        for rank, span in enumerate((span_of(row), *(tuple(other) for other in row.get("alts", ()))))
        if span in at
    ]
    return one_to_one(candidates)


def _recognition(readings: Sequence[_Reading], matchings: Sequence[Pairs]) -> F1:
    right = sum(map(len, matchings))
    spurious = sum(len(one.spurious(pairs)) for one, pairs in zip(readings, matchings, strict=True))
    return F1(right, right + spurious, sum(len(one.wanted) for one in readings))


def _on_other_kinds(reading: _Reading) -> int:
    spans = {span_of(row) for row in reading.others if row["kind"] in _NOT_PLACES}
    return sum(span_of(row) in spans for row in reading.found)


def _within(limit_km: float, pairs: Sequence[tuple[str, Row, Row]]) -> Share:
    """Pairs within a distance, of those whose gold has a spot; one without a spot is not within it."""
    distances = [_distance(wanted, got) for _, wanted, got in pairs if _has_spot(wanted)]
    return Share(sum(one is not None and one <= limit_km for one in distances), len(distances))


def _end_to_end(readings: Sequence[_Reading]) -> F1:
    """Found and put within 161 km, of what was put anywhere and of what has a spot."""
    pairs = [(wanted, got) for one in readings for wanted, got in one.pairs() if _has_spot(wanted)]
    near = sum((_distance(wanted, got) or 0.0) <= _FAR_KM for wanted, got in pairs if _has_spot(got))
    spurious = sum(_has_spot(row) for one in readings for row in one.spurious(one.overlap))
    put = sum(_has_spot(got) for _, got in pairs) + spurious
    return F1(near, put, sum(_has_spot(row) for one in readings for row in one.wanted))


def _has_spot(row: Row) -> bool:
    return row.get("lat") is not None


def _distance(wanted: Row, got: Row) -> float | None:
    if not (_has_spot(wanted) and _has_spot(got)):
        return None
    return kilometres(wanted["lat"], wanted["lon"], got["lat"], got["lon"])


def _compare(wanted: Row, got: Row) -> Mapping[str, bool]:
    """Country, unit and spot, as far as the gold has them."""
    answers: dict[str, bool] = {}
    if wanted.get("country"):
        countries = set(str(got.get("country") or "").replace(",", "/").split("/")) - {""}
        answers["country"] = bool(countries & set(wanted["country"].split("/")))
    if wanted.get("adm1"):
        unit = _plain(got.get("adm1"))
        answers["adm1"] = any(word in unit for word in wanted["adm1"].split("|"))
    if wanted.get("point"):
        distance = _distance(wanted, got)
        answers["point15"] = distance is not None and distance <= _POINT_KM
    return answers


def _plain(name: Any) -> str:
    """Small letters without accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", str(name or "")).lower()
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "'\u2019\u02bc")
