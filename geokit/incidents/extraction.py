"""Tellings of a report: clause by clause, with the offsets of everything that was read.

First what is asserted (trigger, mood, negation), then who, when, where and who says so. A clause in which
nothing is asserted tells nothing; a clause that takes up an earlier telling ("they", "the order") says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from geokit.incidents.assertion import Assertion
from geokit.incidents.attribution import SourceReader, is_told_on
from geokit.incidents.clauses import Sentence, Trigger, find_triggers, read_sentence
from geokit.incidents.codebook import Codebook, IncidentType, plain_cue
from geokit.incidents.continuation import merge_continuations, refer_back
from geokit.incidents.figures import Figure, find_figures, is_count_over_period
from geokit.incidents.outcomes import fatalities, outcome_of
from geokit.incidents.people import Group, actors_of, choose_group, find_groups
from geokit.incidents.roles import assign_roles, event_places
from geokit.incidents.tellings import collect, is_told_as_event, telling_id
from geokit.incidents.timing import day_told_before, heads_its_line, nearest_date, opening_dates, undated
from geokit.model import DateExpression, Evidence, Mention, PlaceRole, Report, Resolution, Telling
from geokit.text.dates import find_dates
from geokit.text.sentences import split_sentences

__all__ = ["extract_tellings"]

Rank = Literal["body", "headline", "caption"]
_MODALITY = {
    "past": "happened",
    "perfect": "happened",
    "attempted": "happened",
    "ongoing": "ongoing",
    "planned": "planned",
    "claimed": "claimed",
    "denied": "denied",
}
_RELATIVE = re.compile(r"(?:who|which|whose|where)\b")
_OPENING = re.compile(r"(?:\s*(?:(?:and|but|while|whereas)\b\s*)?)")
_GOES_ON = re.compile(
    r"\s*(?:(?:and|but|then|later)\s+)*(?:(?:the\s+)?(?:first|second|third|fourth|fifth|others?|rest|remaining|another"
    r"|one\s+of\s+them|two\s+of\s+them)\s+)?(?:was\s+|were\s+|had\s+|have\s+|has\s+|been\s+)*",
    re.I,
)
_SILENT_ZONES = {"furniture", "byline", "source"}


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known of the whole report while its sentences are read."""

    report: Report
    codebook: Codebook
    dates: tuple[DateExpression, ...]
    resolutions: tuple[Resolution, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What stands in one sentence, before it is asked what it tells."""

    sentence: Sentence
    rank: Rank
    chain: tuple[str, ...]
    source_span: tuple[int, int] | None
    resolutions: Sequence[Resolution]
    groups: Sequence[Group]
    dates: Sequence[DateExpression]
    figures: Sequence[Figure]


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
    peoples = {
        r.mention.text for r in resolutions if r.mention.kind == "demonym" and _is_plural(r.mention.text)
    }
    dates = tuple(d for d in find_dates(report.text, published=report.published) if not _is_silent(report, d))
    groups = tuple(find_groups(report.text, codebook, peoples, dates))
    context = _Context(report, codebook, dates, tuple(resolutions), groups)
    sources = SourceReader(report.publisher)
    tellings: list[Telling] = []
    for start, end, rank in _sentences(report):
        sentence = read_sentence(report.text, start, end)
        tellings.extend(_read_sentence(context, sentence, rank, sources))
    tellings = merge_continuations(report, tellings, codebook)
    tellings = refer_back(tellings, resolutions, codebook)
    return tuple(_only_untold_headlines(tellings))


def _is_silent(report: Report, date: DateExpression) -> bool:
    """Whether a date stands in a dateline, a byline or page furniture: it is the report's, not an event's."""
    silent = _SILENT_ZONES | {"dateline"}
    return any(zone.kind in silent and zone.start <= date.start < zone.end for zone in report.zones)


def _is_plural(people: str) -> bool:
    """Whether the name of a people can stand for several of them: 'North Koreans', 'Chinese'."""
    return people.endswith(("s", "ese"))


def _sentences(report: Report) -> list[tuple[int, int, Rank]]:
    """Sentences outside page furniture, with their rank."""
    spans: list[tuple[int, int, Rank]] = []
    for start, end in split_sentences(report.text):
        kinds = {zone.kind: zone for zone in report.zones if zone.start < end and start < zone.end}
        if _SILENT_ZONES & set(kinds):
            continue
        if "dateline" in kinds:
            start = max(start, min(kinds["dateline"].end, end))
        rank: Rank = "headline" if "title" in kinds else "caption" if "caption" in kinds else "body"
        if start < end:
            spans.append((start, end, rank))
    return spans


def _read_sentence(context: _Context, sentence: Sentence, rank: Rank, sources: SourceReader) -> list[Telling]:
    """The tellings of one sentence, in order."""
    reading = _look_at(context, sentence, rank, sources)
    triggers = [*_verbs_and_nouns(context, reading), *_figures(context, reading)]
    triggers.sort(key=lambda trigger: trigger.start)
    spans = _spans(context.report.text, sentence, triggers)
    return [_telling(context, reading, trigger, span) for trigger, span in zip(triggers, spans, strict=True)]


def _look_at(context: _Context, sentence: Sentence, rank: Rank, sources: SourceReader) -> _Reading:
    text = context.report.text
    chain, source_span = sources.read(sentence.text)
    groups = [g for g in context.groups if sentence.start <= g.start and g.end <= sentence.end]
    return _Reading(
        sentence=sentence,
        rank=rank,
        chain=chain,
        source_span=source_span,
        resolutions=[
            r
            for r in context.resolutions
            if sentence.start <= r.mention.start and r.mention.end <= sentence.end
        ],
        groups=groups,
        dates=[
            d
            for d in context.dates
            if d.edtf
            and sentence.start <= d.start
            and d.end <= sentence.end
            and not is_told_on(text, d, sentence.start, sentence.end)
        ],
        figures=find_figures(text, sentence, groups),
    )


def _verbs_and_nouns(context: _Context, reading: _Reading) -> list[Trigger]:
    """The triggers of a sentence that stand outside its figures over a period."""
    text, sentence = context.report.text, reading.sentence
    places = [r.mention for r in reading.resolutions if r.mention.kind in ("place", "relative")]
    people = [group for group in reading.groups if not _is_people_in_general(group)]
    spanned: list[DateExpression | Mention | Group] = [*reading.dates, *places, *people]
    anchors = [(one.start, one.end) for one in spanned]
    chronicle = reading.rank == "headline" or heads_its_line(text, context.dates, sentence)
    triggers = find_triggers(text, sentence, context.codebook, anchors, chronicle=chronicle)
    apart = [t for t in triggers if not any(f.start < t.end and t.start < f.end for f in reading.figures)]
    return _incidents_of(text, sentence, apart)


def _figures(context: _Context, reading: _Reading) -> list[Trigger]:
    statistic = context.codebook.statistic
    return [] if statistic is None else [_figure_trigger(figure, statistic) for figure in reading.figures]


def _is_people_in_general(group: Group) -> bool:
    """'Soldiers', 'defectors' without a number or an article: nobody in particular."""
    return (
        group.best is None
        and not group.definite
        and not re.match(r"(?i)dozens|scores|hundreds|several|a few|many", group.text)
    )


def _figure_trigger(figure: Figure, statistic: IncidentType) -> Trigger:
    cue = plain_cue(statistic, "figure", "", "", "", figure.rule)
    return Trigger(figure.start, figure.end, statistic, cue, Assertion("past", figure.rule), is_passive=False)


def _incidents_of(text: str, sentence: Sentence, triggers: list[Trigger]) -> list[Trigger]:
    """Of several triggers in one clause the highest type is the incident.

    An attempt that a higher incident of the sentence ended ("arrested while trying to cross") is part of it,
    and so is a clause that goes on with the same type and people ("shot at four and killed three of them").
    """
    ended = any(trigger.type.is_event and not trigger.type.subordinate for trigger in triggers)
    best: dict[int, Trigger] = {}
    for trigger in triggers:
        if ended and trigger.type.subordinate and trigger.assertion.status == "attempted":
            continue
        clause = sentence.clause_of(trigger.start)[0]
        if clause not in best or _precedence(trigger) < _precedence(best[clause]):
            best[clause] = trigger
    told: list[Trigger] = []
    for trigger in sorted(best.values(), key=lambda trigger: trigger.start):
        before = text[sentence.clause_of(trigger.start)[0] : trigger.start]
        same = bool(told) and told[-1].type is trigger.type and trigger.type.is_event
        if not (same and _GOES_ON.fullmatch(before)):
            told.append(trigger)
    return told


def _precedence(trigger: Trigger) -> tuple[bool, int]:
    """The sentence's own verb before a participle that only describes its subject, then the higher type."""
    return trigger.assertion.rule == "counted-participle", trigger.type.rank


def _spans(text: str, sentence: Sentence, triggers: Sequence[Trigger]) -> list[tuple[int, int]]:
    """The part of the sentence that each trigger tells: all of it where it is alone, else from cut to cut."""
    if len(triggers) <= 1:
        return [(sentence.start, sentence.end)] * len(triggers)
    starts = [sentence.start]
    for earlier, later in pairwise(triggers):
        between = [cut for cut in sentence.cuts if earlier.end <= cut <= later.start]
        # A relative clause needs the noun that it speaks of.
        whole = [cut for cut in between if not _RELATIVE.match(text, cut)]
        starts.append(whole[-1] if whole else earlier.end if between else later.start)
    return list(zip(starts, [*starts[1:], sentence.end], strict=True))


def _telling(context: _Context, reading: _Reading, trigger: Trigger, span: tuple[int, int]) -> Telling:
    sentence, dates = reading.sentence, reading.dates
    report, text = context.report, context.report.text
    start, end = _trimmed(text, *span)
    own_groups = [group for group in reading.groups if start <= group.start and group.end <= end]
    own_dates = [date for date in dates if start <= date.start and date.end <= end]
    own_dates = own_dates or opening_dates(dates, sentence, trigger)
    figure = next(
        (f for f in reading.figures if f.start == trigger.start and trigger.cue.kind == "figure"), None
    )
    group = choose_group(own_groups, trigger) if trigger.type.people != "none" or figure else None
    incident_type = trigger.type
    if trigger.type.is_event and is_count_over_period(text, group, own_dates):
        incident_type = context.codebook.statistic or trigger.type
    modality = _modality(trigger, incident_type)
    is_event = is_told_as_event(modality, incident_type)
    named = [r for r in reading.resolutions if start <= r.mention.start < end]
    roles = assign_roles(text, sentence, named, trigger)
    where = event_places(roles, trigger)
    narrated = is_event and trigger.assertion.status == "past"
    carried = day_told_before(text, context.dates, sentence) if narrated else None
    date = nearest_date(own_dates, trigger) or carried or undated(report, modality, trigger)
    counts = _counts(group, figure)
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
    reading: _Reading,
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
