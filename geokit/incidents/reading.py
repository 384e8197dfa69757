"""What stands in one sentence before it is asked what it tells: places, people, dates, who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geokit.incidents.attribution import SourceReader, is_told_on
from geokit.incidents.clauses import Sentence
from geokit.incidents.codebook import Codebook
from geokit.incidents.figures import Figure, find_figures
from geokit.incidents.people import Group, GroupFinder
from geokit.incidents.timing import section_headings
from geokit.model import DateExpression, Report, Resolution
from geokit.text.dates import find_dates
from geokit.text.sentences import split_sentences

__all__ = ["Context", "Rank", "Reading", "context_of", "look_at", "ranked_sentences"]

Rank = Literal["body", "headline", "caption"]
_SILENT_ZONES = {"furniture", "byline", "source"}


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the whole report while its sentences are read."""

    report: Report
    codebook: Codebook
    dates: tuple[DateExpression, ...]
    resolutions: tuple[Resolution, ...]
    people: GroupFinder
    headings: tuple[DateExpression, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in one sentence, before it is asked what it tells."""

    sentence: Sentence
    rank: Rank
    chain: tuple[str, ...]
    source_span: tuple[int, int] | None
    resolutions: Sequence[Resolution]
    groups: Sequence[Group]
    dates: Sequence[DateExpression]
    figures: Sequence[Figure]


def context_of(report: Report, resolutions: Sequence[Resolution], codebook: Codebook) -> Context:
    """Read what a report says of dates and people, wherever it stands."""
    peoples = {
        (r.mention.start, r.mention.end)
        for r in resolutions
        if r.mention.kind == "demonym" and _is_plural(r.mention.text)
    }
    dates = tuple(d for d in find_dates(report.text, published=report.published) if not _is_silent(report, d))
    return Context(
        report=report,
        codebook=codebook,
        dates=dates,
        resolutions=tuple(resolutions),
        people=GroupFinder(report.text, codebook, peoples, dates),
        headings=section_headings(report.text, dates),
    )


def _is_silent(report: Report, date: DateExpression) -> bool:
    """Whether a date stands in a dateline, a byline or page furniture: it is the report's, not an event's."""
    silent = _SILENT_ZONES | {"dateline"}
    return any(zone.kind in silent and zone.start <= date.start < zone.end for zone in report.zones)


def _is_plural(people: str) -> bool:
    """Whether the name of a people can stand for several of them: 'North Koreans', 'Chinese'."""
    return people.endswith(("s", "ese"))


def ranked_sentences(report: Report) -> list[tuple[int, int, Rank]]:
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


def may_tell(sentence: Sentence, codebook: Codebook) -> bool:
    """Whether anything in a sentence can tell an incident; most sentences of most reports cannot."""
    if any(character.isdigit() for character in sentence.text):
        return True
    words = sentence.words
    following = [*(word.lower for word in words[1:]), ""]
    return any(
        next_word.startswith(cue.next_word)
        and (cue.partners is None or cue.partners.search(sentence.text) is not None)
        for word, next_word in zip(words, following, strict=True)
        for cue in codebook.cues.get(word.lower, ())
    )


def look_at(context: Context, sentence: Sentence, rank: Rank, sources: SourceReader) -> Reading:
    """Read one sentence; ``sources`` remembers who spoke last."""
    text = context.report.text
    chain, source_span = sources.read(sentence.text)
    # Who only tells of it is not counted.
    told_from, told_to = source_span or (0, 0)
    groups = (
        [
            group
            for group in context.people.between(sentence.start, sentence.end)
            if not sentence.start + told_from <= group.start < sentence.start + told_to
        ]
        if may_tell(sentence, context.codebook)
        else []
    )
    return Reading(
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
        figures=find_figures(text, sentence, groups, context.codebook.subjects),
    )
