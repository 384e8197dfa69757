"""Which words of a sentence tell an incident, and which part of the sentence each of them tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from geokit.incidents.assertion import Assertion
from geokit.incidents.clauses import Anchor, Sentence, Trigger, find_triggers
from geokit.incidents.codebook import IncidentType, plain_cue
from geokit.incidents.figures import Figure
from geokit.incidents.lists import entry_trigger
from geokit.incidents.people import Group
from geokit.incidents.reading import Context, Reading
from geokit.incidents.timing import heading_over, is_chronicle
from geokit.model import DateExpression, Mention

__all__ = ["told_triggers"]

_WHILE_THEY = re.compile(r"\s*(?:after|as|when|while|before)\s+(?:he|she|they)\b", re.I)
_HAD_DONE = re.compile(r"\b(?:who|which|that)\s+(?:had|has|have)\s+(?:\w+\s+){0,2}$")
_HAD_DONE_REACH = 40
_RELATIVE = re.compile(r"(?:who|which|whose|where)\b")
_GOES_ON = re.compile(
    r"\s*(?:(?:and|but|then|later)\s+)*(?:(?:the\s+)?(?:first|second|third|fourth|fifth|others?|rest|remaining|another"
    r"|one\s+of\s+them|two\s+of\s+them)\s+)?(?:was\s+|were\s+|had\s+|have\s+|has\s+|been\s+)*",
    re.I,
)


def told_triggers(
    context: Context, reading: Reading, *, in_the_present: bool
) -> list[tuple[Trigger, tuple[int, int]]]:
    """The triggers of a sentence that are incidents of their own, in order, each with the span that it tells.

    Parameters
    ----------
    context : Context
    reading : Reading
    in_the_present : bool
        Whether the paragraph has told the past in the present tense before.
    """
    triggers = [
        *_verbs_and_nouns(context, reading, in_the_present=in_the_present),
        *_figures(context, reading),
    ]
    if not triggers and reading.dates and reading.groups:
        entry = entry_trigger(context.report.text, reading.sentence, reading.groups[0], context.codebook)
        triggers = [entry] if entry else []
    triggers.sort(key=lambda trigger: trigger.start)
    spans = _spans(context.report.text, reading.sentence, triggers)
    return list(zip(triggers, spans, strict=True))


def _verbs_and_nouns(context: Context, reading: Reading, *, in_the_present: bool) -> list[Trigger]:
    """The triggers of a sentence that stand outside its figures over a period."""
    text, sentence = context.report.text, reading.sentence
    places = [r.mention for r in reading.resolutions if r.mention.kind in ("place", "relative")]
    people = [group for group in reading.groups if not _is_people_in_general(group)]
    spanned: list[DateExpression | Mention | Group] = [*reading.dates, *places, *people]
    anchors = [Anchor(one.start, one.end, isinstance(one, Mention)) for one in spanned]
    chronicle = (
        reading.rank == "headline"
        or in_the_present
        or heading_over(context.headings, sentence) is not None
        or is_chronicle(text, context.dates, sentence, context.report.published)
    )
    triggers = find_triggers(text, sentence, context.codebook, anchors, chronicle=chronicle)
    # What stands in a figure or a date ("12 March") is no trigger.
    taken = [(one.start, one.end) for one in reading.figures] + [
        (one.start, one.end) for one in reading.dates
    ]
    apart = [t for t in triggers if not any(start < t.end and t.start < end for start, end in taken)]
    return _incidents_of(text, sentence, apart)


def _figures(context: Context, reading: Reading) -> list[Trigger]:
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

    An attempt that a higher incident of the sentence ended is part of it ("arrested while trying to cross",
    "shot after he jumped into the river"), and so is a clause that goes on with the same type and people
    ("shot at four and killed three of them").
    """
    ended = any(trigger.type.is_event and not trigger.type.subordinate for trigger in triggers)
    best: dict[int, Trigger] = {}
    for trigger in triggers:
        clause = sentence.clause_of(trigger.start)[0]
        on_the_way = trigger.assertion.status == "attempted" or _WHILE_THEY.match(text, clause)
        if ended and trigger.type.subordinate and on_the_way:
            continue
        if clause not in best or _precedence(text, trigger) < _precedence(text, best[clause]):
            best[clause] = trigger
    told: list[Trigger] = []
    for trigger in sorted(best.values(), key=lambda trigger: trigger.start):
        before = text[sentence.clause_of(trigger.start)[0] : trigger.start]
        same = bool(told) and told[-1].type is trigger.type and trigger.type.is_event
        if not (same and _GOES_ON.fullmatch(before)):
            told.append(trigger)
    return told


def _precedence(text: str, trigger: Trigger) -> tuple[bool, int]:
    """The clause's own verb before one that only describes its subject, then the higher type.

    A participle describes ("the man arrested in May was shot"), and so does what somebody had done before ("a
    man who had defected years ago swam home").
    """
    before = text[max(0, trigger.start - _HAD_DONE_REACH) : trigger.start]
    describes = trigger.assertion.rule == "counted-participle" or _HAD_DONE.search(before) is not None
    return describes, trigger.type.rank


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
