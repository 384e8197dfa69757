"""Clauses of a sentence and the triggers in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from geokit.incidents.assertion import Assertion, Word, assess_noun, assess_verb, is_prevented, words_of
from geokit.incidents.codebook import Codebook, Cue, IncidentType

__all__ = ["Sentence", "Trigger", "find_triggers", "read_sentence"]

_CUT = re.compile(
    r";\s*|:\s+|\s+[—–]\s+|—"
    r"|,\s+(?=(?:and|but|while|which|who|whose|where|although|though|so|as|when|after|before|or|with|according)\b)"
    r"|\s+(?=(?:while|but|whereas|although|though|because|following|when|after|before|which|who|unlike|even\s+if"
    r"|in\s+response\s+to|in\s+addition\s+to)\b)"
    r"|\s+(?=and\s+(?:the|an?|he|she|they|it|more|some|several|two|three|another|have|has|had|was|were|then|later|when)\b)"
)
_RELATIVE = re.compile(r"\b(?:who|which)\b")
_CONTENT_BREAK = re.compile(
    r",?\s*\b(?:but|while|whereas|although|following|after|since|in response to|because)\b|;|,\s+and\b"
)
_OBJECT_FOLLOWS = re.compile(r"\b(?:on|upon|at)$")
_INTRANSITIVE = {"increase", "tighten", "strengthen", "intensify", "double", "begin"}
_VERB_AFTER_NOUN = re.compile(
    r"\s+(?:of|by|in|at|on|through|via|from|to|into|across|over|along|near|that|which|who|where|was|were|is|are|has|have|had|took|take|last|this|late|early|and|or|will|would|may|[a-z]+ed)\b|\s*[^\w\s'’-]|['’]|\s*$|\s+[A-Z\d(]"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words and the offsets at which its clauses begin."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    cuts: tuple[int, ...]

    def clause_of(self, offset: int) -> tuple[int, int]:
        """The clause that an offset of the report lies in."""
        at = bisect_right(self.cuts, offset)
        return self.cuts[at - 1], self.cuts[at] if at < len(self.cuts) else self.end


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell a type, with how they assert it."""

    start: int
    end: int
    type: IncidentType
    cue: Cue
    assertion: Assertion
    is_passive: bool


def read_sentence(text: str, start: int, end: int) -> Sentence:
    """A sentence of a report's text, cut into clauses."""
    cuts = [
        start,
        *sorted({match.end() for match in _CUT.finditer(text, start, end) if start < match.end() < end}),
    ]
    return Sentence(start, end, text[start:end], tuple(words_of(text, start, end)), tuple(cuts))


def find_triggers(
    text: str,
    sentence: Sentence,
    codebook: Codebook,
    anchors: Sequence[tuple[int, int]],
    *,
    chronicle: bool = False,
) -> list[Trigger]:
    """Triggers of a sentence that assert something, in order.

    Parameters
    ----------
    text : str
        The report's text.
    sentence : Sentence
    codebook : Codebook
    anchors : sequence of (int, int)
        Spans of dates, places and counted people: what makes a noun specific.
    chronicle : bool
        Whether the present tense tells the past here: in a headline, or under a date in a list of events.
    """
    triggers: list[Trigger] = []
    for at, word in enumerate(sentence.words):
        for cue in codebook.cues.get(word.lower, ()):
            trigger = _trigger(text, sentence, at, cue, anchors, chronicle=chronicle)
            if trigger is not None:
                triggers.append(trigger)
                break
    return _without_content(text, _without_overlaps(triggers))


def _trigger(
    text: str, sentence: Sentence, at: int, cue: Cue, anchors: Sequence[tuple[int, int]], *, chronicle: bool
) -> Trigger | None:
    word = sentence.words[at]
    end = word.end
    clause_start, clause_end = _clause_with_antecedent(text, sentence, word.start)
    if cue.tail is not None:
        tail = cue.tail.match(text, word.end, sentence.end)
        if tail is None:
            return None
        end = tail.end()
    if cue.partners is not None and not _has_partner(text, cue, sentence, at, end):
        return None
    if cue.type.excludes is not None and cue.type.excludes.search(text, clause_start, clause_end):
        return None
    clause = text[clause_start : word.start]
    if cue.kind == "noun":
        assertion = _noun_assertion(text, sentence, at, end, clause, clause_end, anchors)
    else:
        # "Fired on three residents" has its object after the preposition: it is no participle.
        patient = cue.type.people == "object" and not _OBJECT_FOLLOWS.search(text, word.end, end)
        assertion = assess_verb(
            sentence.words,
            at,
            cue.form,
            clause,
            patient=patient,
            adjectival=cue.partners is not None,
            chronicle=chronicle,
        )
    if cue.present and assertion.rule == "present":
        assertion = Assertion("past", "stated-in-the-present")
    if not assertion.holds and assertion.status not in ("planned", "denied"):
        return None
    passive = _is_passive(sentence.words, at) or assertion.rule == "counted-participle"
    return Trigger(word.start, end, cue.type, cue, assertion, passive)


def _clause_with_antecedent(text: str, sentence: Sentence, offset: int) -> tuple[int, int]:
    """The clause of an offset; a relative clause ("who stepped over") with the one that it depends on."""
    start, end = sentence.clause_of(offset)
    while start > sentence.start and _RELATIVE.match(text, start):
        start = sentence.clause_of(start - 1)[0]
    return start, end


def _has_partner(text: str, cue: Cue, sentence: Sentence, at: int, end: int) -> bool:
    """Whether a pair's noun is the verb's object: after it, or before a passive; or its subject."""
    assert cue.partners is not None
    word = sentence.words[at]
    before = cue.partners.search(text, max(sentence.start, word.start - 120), word.start)
    after = cue.partners.search(text, end, min(sentence.clause_of(word.start)[1], end + 90))
    passive = _is_passive(sentence.words, at)
    if cue.partner_is_subject or (passive and after is None):
        return before is not None
    # "Patrols have increased": a verb without an object, whose subject is the noun.
    return after is not None or (before is not None and cue.lemma in _INTRANSITIVE)


def _noun_assertion(
    text: str,
    sentence: Sentence,
    at: int,
    end: int,
    clause: str,
    clause_end: int,
    anchors: Sequence[tuple[int, int]],
) -> Assertion:
    word = sentence.words[at]
    if at and sentence.words[at - 1].lower == "to":
        return Assertion("none", "infinitive")
    if not _VERB_AFTER_NOUN.match(text, end, sentence.end):
        return Assertion("none", "noun-modifier")
    near = [span for span in anchors if word.start - 45 <= span[0] and span[1] <= end + 70]
    near = [
        span
        for span in near
        if sentence.start <= span[0] and span[1] <= clause_end and _in_phrase(text, span, word, end)
    ]
    if is_prevented(clause) and not any(span[1] <= word.start for span in near):
        return Assertion("none", "prevented")
    return assess_noun(clause, specific=bool(near))


def _in_phrase(text: str, span: tuple[int, int], word: Word, end: int) -> bool:
    """Whether a span belongs to the noun's own phrase: just before it, or after it by a preposition."""
    if span[1] <= word.start:
        return bool(re.fullmatch(r"['’]?s?[\s]+(?:[\w'’-]+\s+){0,2}", text[span[1] : word.start]))
    between = text[end : span[0]]
    return bool(
        re.match(
            r"\s+(?:of|by|in|on|at|through|via|from|across|over|along|near|to|into|last|late|early)\b|\s*$",
            between,
        )
    ) and not re.search(r"[,;:]|\b(?:and|but|that|which|told|said)\b", between)


def _is_passive(words: Sequence[Word], at: int) -> bool:
    """Whether a form of 'be' stands before a verb, or before the one that it goes on with by 'and'."""
    goes_on = at > 0 and words[at - 1].lower in {"and", "then", "later"}
    previous = words[max(0, at - (12 if goes_on else 4)) : at]
    return any(word.lower in {"was", "were", "is", "are", "been", "being", "be", "got"} for word in previous)


def _without_overlaps(triggers: list[Trigger]) -> list[Trigger]:
    kept: list[Trigger] = []
    for trigger in triggers:
        if kept and trigger.start < kept[-1].end:
            if trigger.type.rank < kept[-1].type.rank:
                kept[-1] = trigger
            continue
        kept.append(trigger)
    return kept


def _without_content(text: str, triggers: list[Trigger]) -> list[Trigger]:
    """Leave out what stands in the content of an order, a threat or an offer: it did not happen."""
    kept: list[Trigger] = []
    for trigger in triggers:
        frame = next((earlier for earlier in reversed(kept) if not earlier.type.is_event), None)
        if frame is None or not _is_content(text, frame, trigger):
            kept.append(trigger)
    return kept


def _is_content(text: str, frame: Trigger, trigger: Trigger) -> bool:
    if _CONTENT_BREAK.search(text, frame.end, trigger.start):
        return False
    # "The order cites the fishermen who landed in Japan": a relative clause in the past is no content.
    return trigger.assertion.rule != "past" or not _RELATIVE.search(text, frame.end, trigger.start)
