"""Incidents measured: what was found, how right its slots are, what is no event, what was joined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from geokit.evaluation.gold import TIERS, Gold, GoldRecord, Span
from geokit.evaluation.measures import F1, Evaluation, Share, one_to_one
from geokit.evaluation.predictions import Prediction
from geokit.evaluation.slots import count_is_right, date_is_right, place_is_right, shape_is_right

__all__ = ["evaluate_incidents"]

Pair = tuple[GoldRecord, Prediction]
_SLOT_TIERS = ("core", "policy")
_ENOUGH = 0.5


def evaluate_incidents(gold: Gold, predictions: Sequence[Prediction]) -> Evaluation:
    """Measure predicted tellings against annotated ones.

    Parameters
    ----------
    gold : Gold
    predictions : sequence of Prediction
    """
    by_report: dict[str, list[Prediction]] = defaultdict(list)
    for one in predictions:
        report = _report_of(one.span.report, gold.reports)
        if report is not None:
            by_report[report].append(one)
    pairs: list[Pair] = []
    unmatched: list[tuple[str, Prediction]] = []
    for report in gold.reports:
        matched, rest = _match([r for r in gold.records if r.span.report == report], by_report[report])
        pairs += matched
        unmatched += [(report, one) for one in rest if not _in_headline(one, gold.headlines.get(report))]
    found = {record.id for record, _ in pairs}
    slots, wrong_slots = _slots(pairs)
    false = _false_events(gold, pairs, unmatched)
    links, wrong_links, parts = _links(gold, pairs)
    figures: dict[str, Share | F1 | int] = {
        "tellings_predicted": len(predictions),
        "tellings_in_annotated_reports": sum(map(len, by_report.values())),
    }
    for tier in TIERS[:-1]:
        of_tier = [record.id in found for record in gold.records if record.tier == tier]
        if of_tier:
            figures[f"found_{tier}"] = Share(sum(of_tier), len(of_tier))
    figures["precision"] = Share(len(pairs), len(pairs) + len(unmatched))
    figures |= slots
    figures |= {
        "false_events": len(false),
        "links": links,
        "links_possible": len(gold.same),
        "wrong_links": len(wrong_links),
        "parts": parts,
    }
    missed = [r for r in gold.records if r.tier in _SLOT_TIERS and r.id not in found]
    detail: dict[str, Sequence[Mapping[str, Any]]] = {
        "missed": [{"id": r.id, "type": r.types[0], "quote": r.quote} for r in missed],
        "unmatched": [
            {"report": report, "type": one.type, "modality": one.modality, "quote": one.quote}
            for report, one in unmatched
        ],
        "wrong": wrong_slots,
        "false_events": false,
        "wrong_links": wrong_links,
    }
    return Evaluation("incidents", figures, detail)


def _report_of(report_id: str, reports: Sequence[str]) -> str | None:
    """The annotated report that an id means: the same, its file's name, or the longest beginning of it."""
    stem = re.split(r"[/\\#]", report_id)[-1]
    same = [report for report in reports if report in (stem, report_id)]
    return max(same or [report for report in reports if stem.startswith(report)], key=len, default=None)


def _match(
    records: Sequence[GoldRecord], predictions: Sequence[Prediction]
) -> tuple[list[Pair], list[Prediction]]:
    """Pairs of one report, one to one, and the predictions left over.

    Spans must share half of the shorter. Where a prediction fits several records, those with which it agrees
    in two of type, modality and date come first, then the larger overlap.
    """
    candidates = []
    for i, record in enumerate(records):
        for j, one in enumerate(predictions):
            shared = _shared(record.span, one.span)
            shorter = min(_length(record.span), _length(one.span))
            if shared > 0 and shared >= _ENOUGH * shorter:
                # The type decides more than the others: it is what the telling is about.
                agree = 2 * (one.type in record.types) + (one.modality == record.modality)
                agree += date_is_right(record, one.date_edtf)
                candidates.append((agree < 2, -round(shared / shorter, 2), -agree, -shared, i, j))
    chosen = one_to_one(candidates)
    taken = {j for _, j in chosen}
    return [(records[i], predictions[j]) for i, j in chosen], [
        one for j, one in enumerate(predictions) if j not in taken
    ]


def _shared(first: Span, second: Span) -> int:
    return min(first.end, second.end) - max(first.start, second.start)


def _length(span: Span) -> int:
    return span.end - span.start


def _in_headline(one: Prediction, headline: Span | None) -> bool:
    return headline is not None and headline.start <= one.span.start and one.span.end <= headline.end


def _slots(pairs: Sequence[Pair]) -> tuple[dict[str, Share], list[Mapping[str, Any]]]:
    """The share of each slot that is right, and every one that is wrong."""
    judged: dict[str, list[bool]] = {
        slot: [] for slot in ("type", "modality", "date", "place", "shape", "count", "outcome")
    }
    wrong: list[Mapping[str, Any]] = []
    for record, one in pairs:
        if record.tier not in _SLOT_TIERS:
            continue
        for slot, (right, wanted, got) in _judge(record, one).items():
            judged[slot].append(right)
            if not right:
                wrong.append({"id": record.id, "slot": slot, "annotated": wanted, "predicted": got})
    return {slot: Share(sum(answers), len(answers)) for slot, answers in judged.items()}, wrong


def _judge(record: GoldRecord, one: Prediction) -> dict[str, tuple[bool, Any, Any]]:
    """For each slot that is judged: whether it is right, what the gold has and what was predicted."""
    judged: dict[str, tuple[bool, Any, Any]] = {
        "type": (one.type in record.types, list(record.types), one.type),
        "modality": (one.modality in record.modalities, list(record.modalities), one.modality),
        "date": (date_is_right(record, one.date_edtf), list(record.dates), one.date_edtf),
    }
    if record.tier == "core" and record.count_is_scored:
        wanted = [record.n_min, record.n_best, record.n_max]
        judged["count"] = (count_is_right(record, one.n_best), wanted, one.n_best)
    if record.outcomes:
        judged["outcome"] = (one.outcome in record.outcomes, list(record.outcomes), one.outcome)
    names = [name for place in record.places for name in place.names[:1]]
    checks: tuple[tuple[str, Callable[[GoldRecord, Prediction], bool | None]], ...] = (
        ("place", place_is_right),
        ("shape", shape_is_right),
    )
    for slot, check in checks:
        right = check(record, one)
        if right is not None:
            judged[slot] = (right, names, one.place_name or None)
    return judged


def _false_events(
    gold: Gold, pairs: Sequence[Pair], unmatched: Sequence[tuple[str, Prediction]]
) -> list[Mapping[str, Any]]:
    """What is drawn as an event and is none: on a record that is no event, or on a trap."""
    false: list[Mapping[str, Any]] = [
        {"id": record.id, "quote": one.quote} for record, one in pairs if one.is_event and not record.is_event
    ]
    for trap, text in gold.traps:
        for report, one in unmatched:
            shared = _shared(trap, one.span)
            shorter = min(_length(trap), _length(one.span))
            if report == trap.report and one.is_event and shared > 0 and shared >= _ENOUGH * shorter:
                false.append({"id": f"trap: {text[:60]}", "quote": one.quote})
    return false


def _links(gold: Gold, pairs: Sequence[Pair]) -> tuple[Share, list[Mapping[str, Any]], Share]:
    """Tellings rightly joined, of those found; pairs wrongly joined; parts told as parts."""
    incident = {record.id: one.incident for record, one in pairs}
    part_of = {record.id: one.part_of for record, one in pairs}
    both = [(a, b) for a, b in gold.same if a in incident and b in incident]
    joined = sum(incident[a] is not None and incident[a] == incident[b] for a, b in both)
    wrong: list[Mapping[str, Any]] = [
        {"id": a, "and": b}
        for a, b in gold.never_same
        if a in incident and b in incident and incident[a] == incident[b]
    ]
    known = [(a, b) for a, b in gold.parts if a in incident and b in incident]
    told = sum(incident[b] in part_of[a] for a, b in known)
    return Share(joined, len(both)), wrong, Share(told, len(known))
