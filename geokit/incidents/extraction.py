"""Tellings of a report: clause by clause, with the offsets of everything that was read.

First what is asserted (trigger, mood, negation), then who, when, where and who says so. A clause in which
nothing is asserted tells nothing; a clause that takes up an earlier telling ("they", "the order") says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geokit.incidents.anaphora import refer_back
from geokit.incidents.assertion import BEFORE_THAT, CHRONICLE
from geokit.incidents.attribution import SourceReader
from geokit.incidents.clauses import Trigger, read_sentence
from geokit.incidents.codebook import Codebook, IncidentType
from geokit.incidents.completion import complete
from geokit.incidents.continuation import merge_continuations
from geokit.incidents.fiction import FictionFinder
from geokit.incidents.figures import Figure, is_count_over_period
from geokit.incidents.outcomes import fatalities, outcome_of
from geokit.incidents.people import Group, actors_of, choose_group, is_one_by_pronoun
from geokit.incidents.reading import Context, Reading, context_of, look_at, ranked_sentences
from geokit.incidents.roles import assign_roles, event_places
from geokit.incidents.selection import told_triggers
from geokit.incidents.surroundings import place_by_context
from geokit.incidents.tellings import collect, is_told_as_event, telling_id
from geokit.incidents.timing import (
    day_told_before,
    heading_over,
    line_heading,
    nearest_date,
    opening_dates,
    undated,
)
from geokit.model import DateExpression, Evidence, PlaceRole, Report, Resolution, Telling

__all__ = ["extract_tellings"]

_MODALITY = {
    "past": "happened",
    "perfect": "happened",
    "attempted": "happened",
    "ongoing": "ongoing",
    "planned": "planned",
    "claimed": "claimed",
    "denied": "denied",
}
_OPENING = re.compile(r"(?:\s*(?:(?:and|but|while|whereas)\b\s*)?)")
# A sentence that is no farther than this behind a telling can go on with it.
_NEXT = 160


def extract_tellings(
    report: Report, resolutions: Sequence[Resolution], codebook: Codebook
) -> tuple[Telling, ...]:
    """Read the tellings of a report.

    Parameters
    ----------
    report : Report
        In English; reports in other languages tell nothing here.
    resolutions : sequence of Resolution
        Its place mentions, resolved.
    codebook : Codebook

    Returns
    -------
    tuple of Telling
        In the order of the text; ``report.text[start:end] == quote``.
    """
    if report.language != "en":
        return ()
    context = context_of(report, resolutions, codebook)
    sources = SourceReader(report.publisher)
    fiction = FictionFinder(report)
    tellings: list[Telling] = []
    for start, end, rank in ranked_sentences(report):
        sentence = read_sentence(report.text, start, end)
        reading = look_at(context, sentence, rank, sources)
        going_on = _goes_on_in_the_present(report, tellings, start)
        is_fiction = not reading.dates and fiction.retells(start, end)
        spans = [] if is_fiction else told_triggers(context, reading, in_the_present=going_on)
        told = [_telling(context, reading, trigger, span) for trigger, span in spans]
        if not told and tellings and _can_complete(report, tellings[-1], reading):
            tellings[-1] = complete(tellings[-1], sentence, reading.dates, reading.resolutions, codebook)
        tellings.extend(told)
    tellings = merge_continuations(report, tellings, codebook)
    tellings = refer_back(tellings, codebook)
    tellings = place_by_context(report, tellings, resolutions, codebook)
    return tuple(_only_untold_headlines(tellings))


def _can_complete(report: Report, telling: Telling, reading: Reading) -> bool:
    """Whether a sentence stands next to an event told in the body, at most one other between."""
    between = report.text[telling.end : reading.sentence.start]
    return telling.is_event and telling.rank == reading.rank == "body" and len(between) <= _NEXT


def _goes_on_in_the_present(report: Report, tellings: Sequence[Telling], start: int) -> bool:
    """Whether the paragraph of an offset has told the past in the present tense before."""
    paragraph = report.text.rfind("\n", 0, start) + 1
    told = (t for t in reversed(tellings) if t.start >= paragraph)
    return any(t.evidence["modality"].rule == CHRONICLE for t in told)


def _telling(context: Context, reading: Reading, trigger: Trigger, span: tuple[int, int]) -> Telling:
    sentence, dates = reading.sentence, reading.dates
    report, text = context.report, context.report.text
    start, end = _trimmed(text, *span)
    own_groups = [group for group in reading.groups if start <= group.start and group.end <= end]
    own_dates = [date for date in dates if date.end <= end and _dates(date, start)]
    own_dates = own_dates or opening_dates(dates, sentence, trigger)
    figure = next(
        (f for f in reading.figures if f.start == trigger.start and trigger.cue.kind == "figure"), None
    )
    clause_start = sentence.clause_of(trigger.start)[0]
    counts_people = trigger.type.people != "none" or figure is not None
    group = choose_group(own_groups, trigger, clause_start) if counts_people else None
    incident_type = trigger.type
    if trigger.type.is_event and is_count_over_period(text, trigger.type, group, own_dates):
        incident_type = context.codebook.statistic or trigger.type
    modality = _modality(trigger, incident_type)
    is_event = is_told_as_event(modality, incident_type)
    named = [r for r in reading.resolutions if start <= r.mention.start < end]
    roles = assign_roles(text, sentence, named, trigger)
    where = event_places(roles, trigger)
    narrated = is_event and trigger.assertion.status == "past" and trigger.assertion.rule != BEFORE_THAT
    date = (
        nearest_date(own_dates, sentence, trigger)
        or line_heading(text, context.dates, sentence)
        or heading_over(context.headings, sentence)
        or (day_told_before(text, context.dates, sentence) if narrated else None)
        or undated(report, modality, trigger)
    )
    counts = _counts(group, figure)
    if (
        counts_people
        and group is None
        and _is_about_one(text[start : trigger.start], text[trigger.start : end], trigger)
    ):
        counts = (1, 1, 1)
    outcome = outcome_of(incident_type, trigger, text[start:end])
    dead = (
        fatalities(text, (start, end), incident_type, outcome, own_groups, group)
        if is_event
        else (None, None, None)
    )
    evidence = _evidence(trigger, date, where, group, reading)
    return Telling(
        id=telling_id(report, start, end, incident_type.name),
        report_id=report.id,
        start=start,
        end=end,
        quote=text[start:end],
        type=incident_type.name,
        modality=modality,
        is_event=is_event,
        outcome=outcome,
        date=date,
        places=roles,
        where=where[0] if where else None,
        geometry=collect([role.place.geometry for role in where if role.place]),
        n_min=counts[0],
        n_best=counts[1],
        n_max=counts[2],
        n_unit=(figure.unit if figure else "persons")
        if any(value is not None for value in counts) or figure
        else None,
        fatalities_min=dead[0],
        fatalities_best=dead[1],
        fatalities_max=dead[2],
        actors=actors_of(own_groups, group),
        said_by=reading.chain,
        evidence=evidence,
        rank=reading.rank,
        why=(
            trigger.cue.rule,
            f"assertion.{trigger.assertion.rule}",
            *(role.reason or "" for role in where[:1] if role.reason),
        ),
        origin="extracted",
        publisher=report.publisher,
        published=report.published,
        url=report.url,
    )


def _dates(date: DateExpression, start: int) -> bool:
    """Whether a date stands in a telling that begins at an offset; "10 days after" it reaches into it."""
    return start <= date.start or (date.type == "DURATION" and start < date.end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start += len(_OPENING.match(text, start, end).group())  # type: ignore[union-attr]
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def _modality(trigger: Trigger, incident_type: IncidentType) -> str:
    status = trigger.assertion.status
    if trigger.cue.modality:
        return trigger.cue.modality
    if not incident_type.is_event:
        own = incident_type.modality or "happened"
        if status in ("planned", "denied") and own != "statistic":
            return status
        return (
            "planned"
            if own == "ongoing" and status in ("past", "perfect") and "promis" in trigger.cue.rule
            else own
        )
    if status == "perfect":
        return trigger.cue.perfect
    if trigger.assertion.rule == "is-to" and incident_type.people == "object":
        # "Those who cross are to be shot": somebody laid it down.
        return "ordered"
    return _MODALITY[status]


def _is_about_one(before: str, after: str, trigger: Trigger) -> bool:
    return is_one_by_pronoun(before, after, as_object=trigger.type.people == "object")


def _counts(group: Group | None, figure: Figure | None) -> tuple[int | None, int | None, int | None]:
    if figure is not None:
        return figure.value, figure.value, figure.value
    if group is None:
        return None, None, None
    return group.minimum, group.best, group.maximum


def _evidence(
    trigger: Trigger,
    date: DateExpression | None,
    where: Sequence[PlaceRole],
    group: Group | None,
    reading: Reading,
) -> dict[str, Evidence]:
    evidence = {
        "type": Evidence(trigger.start, trigger.end, trigger.cue.rule),
        "modality": Evidence(trigger.start, trigger.end, trigger.assertion.rule),
    }
    if date is not None and date.text:
        evidence["date"] = Evidence(date.start, date.end, date.basis)
    if where and where[0].start is not None and where[0].end is not None:
        evidence["place"] = Evidence(where[0].start, where[0].end, f"role.{where[0].role}")
    if group is not None:
        evidence["n"] = Evidence(group.start, group.end, "count")
    if reading.source_span is not None:
        start, end = (reading.sentence.start + offset for offset in reading.source_span)
        evidence["said_by"] = Evidence(start, end, "source")
    return evidence


def _only_untold_headlines(tellings: Sequence[Telling]) -> list[Telling]:
    """A headline or a caption is a telling of its own only where the body does not tell it."""
    told = {telling.type for telling in tellings if telling.rank == "body"}
    kept, seen = [], set()
    for telling in tellings:
        if telling.rank != "body":
            if telling.type in told or (telling.type, telling.quote) in seen:
                continue
            seen.add((telling.type, telling.quote))
        kept.append(telling)
    return kept
