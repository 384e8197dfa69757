"""Date expressions measured: what was recognised, and what it was taken to mean."""

from __future__ import annotations

from collections.abc import Sequence

from geokit.evaluation.measures import F1, Evaluation
from geokit.evaluation.rows import Reports, Row, distinct, span_of, told, touch

__all__ = ["evaluate_dates"]


def evaluate_dates(gold: Reports, predicted: Reports) -> Evaluation:
    """Measure date expressions by their TIMEX3 value, or by EDTF where the gold gives that instead.

    Parameters
    ----------
    gold, predicted : mapping
        Rows of each report: span and ``timex`` or ``edtf``. Reports that the gold does not have are left out.
    """
    strict = relaxed = value = n_gold = n_found = 0
    missed: list[Row] = []
    wrong: list[Row] = []
    for report in sorted(gold):
        wanted = gold[report]
        found = distinct(predicted.get(report, ()))
        n_gold, n_found = n_gold + len(wanted), n_found + len(found)
        used: set[int] = set()
        for row in wanted:
            j = _best_overlap(row, found, used)
            if j is None:
                missed.append({"report": report, **told(row)})
                continue
            used.add(j)
            same = _value(row, row) == _value(found[j], row)
            relaxed, strict, value = relaxed + 1, strict + (span_of(found[j]) == span_of(row)), value + same
            if not same:
                got = _value(found[j], row)
                wrong.append({"report": report, **told(row), "annotated": _value(row, row), "predicted": got})
    figures = {
        "strict": F1(strict, n_found, n_gold),
        "relaxed": F1(relaxed, n_found, n_gold),
        "value": F1(value, n_found, n_gold),
    }
    return Evaluation("dates", figures, {"missed": missed, "wrong": wrong})


def _best_overlap(row: Row, found: Sequence[Row], used: set[int]) -> int | None:
    """The expression of the same span, else the one that shares most of it."""
    free = [j for j, one in enumerate(found) if j not in used and touch(one, row)]
    same = [j for j in free if span_of(found[j]) == span_of(row)]
    if same:
        return same[0]
    return max(
        free,
        key=lambda j: min(row["end"], found[j]["end"]) - max(row["start"], found[j]["start"]),
        default=None,
    )


def _value(row: Row, gold: Row) -> str:
    key = "timex" if "timex" in gold else "edtf"
    return str(row.get(key) or "").strip().upper().replace("T00:00:00", "")
