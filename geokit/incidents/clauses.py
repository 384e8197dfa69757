"""Clauses of a sentence and the triggers in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from geokit.incidents.assertion import Assertion, Word, words_of
from geokit.incidents.codebook import Codebook, Cue, IncidentType
from geokit.incidents.mood import assess_noun, assess_verb, is_called_untrue, is_prevented
from geokit.incidents.somebody import names_somebody
from geokit.incidents.unreal import is_question, is_unreal

__all__ = ["Sentence", "Trigger", "find_triggers", "read_sentence"]

_CUT = re.compile(
    r";\s*|:\s+|\s+[—–]\s+|—"
    r"|,\s+(?=(?:and|but|while|which|who|whose|where|although|though|so|as|when|after|before|or|with|according)\b)"
    r"|\s+(?=(?:while|but|whereas|although|though|because|following|when|after|before(?!\s+(?:[a-z]+ed|was|were|had)\b)|which|who|unlike|even\s+if"
    r"|in\s+response\s+to|in\s+addition\s+to)\b)"
    r"|\s+(?=and\s+(?:the|an?|he|she|they|it|more|some|several|one|two|three|four|five|six|seven|eight|nine|ten|\d+|dozens|another|have|has|had|was|were|then|later|when)\b)"
)
_RELATIVE = re.compile(r"\b(?:who|which)\b")
_CONTENT_BREAK = re.compile(
    r",?\s*\b(?:but|while|whereas|although|following|after|since|in response to|because)\b|;|,\s+and\b"
)
_OBJECT_FOLLOWS = re.compile(r"\b(?:on|upon|at)$")
# "In addition to the order, a source said": the noun is not what speaks.
_OTHER_SUBJECT = re.compile(r",\s+(?:an?|the|one|another|[A-Z]\w*)\s")
# An object stands so near; "shot dead two guards", "killed at least ten".
_OBJECT_REACH = 60
_ADVERBIAL = re.compile(
    r"^\s*(?:(?:dead|down|up|back|at\s+least|more\s+than|about|some|around|up\s+to|also|alive)\s+)+", re.I
)
_BEFORE_VERB = re.compile(
    r"\s*\b(?:(?:had|has|have|having|will|would|may|might|could|must|was|were|is|are|been|being|be|got|to|not|also"
    r"|(?!(?:family|ally|bully|july|italy)\b)\w+ly"
    r"|did|then|later|all|both|since|already|tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|manag(?:e|es|ed|ing)"
    r"|seek(?:s|ing)?|sought|fail(?:s|ed)?|able|unable|want(?:s|ed)?|hop(?:ed|ing)|about|began|started)\s+)+$",
    re.I,
)
# "A source said two men were arrested": the subject stands behind who says so.
_TOLD_BEFORE = re.compile(
    r"\b(?:that|said|says|reported|added|claimed|confirmed|announced|believes?|found|learned)\s+"
)
_CONJUNCTION = re.compile(r"^\s*(?:and|but|that|so|then|whereas|although)\b\s*", re.I)
_QUOTES = frozenset("\"'“”‘’«»")
_IN_A_STATE = re.compile(r"\s+(?:in|under|behind|on)\b")
_BY_PREPOSITION = re.compile(
    r"\s+(?:of|by|in|on|at|through|via|from|across|over|along|near|to|into|last|late|early)\b"
)
_NEW_PHRASE = re.compile(r"[,;:]|\b(?:and|but|that|which|told|said)\b")
# "Have shot no leopard", "arrested nobody".
_ONE_KNOWN = re.compile(r"(?:\b(?:the|this|that|his|her|their|its)|['’]s?)\s+(?:[\w-]+\s+){0,4}$", re.I)
_NO_OBJECT = re.compile(r"\s+(?:no|nobody|none|neither)\b(?!\s+(?:fewer|less)\s+than)", re.I)
_INTRANSITIVE = {"increase", "tighten", "strengthen", "intensify", "double", "begin"}
_VERB_AFTER_NOUN = re.compile(
    r"\s+(?:of|by|in|at|on|through|via|from|to|into|across|over|along|near|that|which|who|where|was|were|is|are|has|have|had|took|take|last|this|late|early|and|or|will|would|may|[a-z]+ed)\b|\s*[^\w\s'’-]|['’]|\s*$|\s+[A-Z\d(]"
)


# "Left the North Korean port": the words of a cue end within a longer name.
_HALF_A_NAME = re.compile(r"\b[A-Z][\w'’-]*$")
_REST_OF_NAME = re.compile(r" [A-Z][a-z]")

_TOOK_PLACE = re.compile(
    r"(?:\s+[\w'’-]+){0,6}?\s+(?:took\s+place|happened|occurred|came|followed|(?:was|were)\s+(?:reported|carried\s+out))\b"
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
class Anchor:
    """A date, a place or counted people: what makes a noun specific."""

    start: int
    end: int
    is_place: bool


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
    anchors: Sequence[Anchor],
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
    anchors : sequence of Anchor
        Dates, places and counted people of the sentence.
    chronicle : bool
        Whether the present tense tells the past here: in a headline, or under a date in a list of events.
    """
    triggers: list[Trigger] = []
    for at, word in enumerate(sentence.words):
        following = sentence.words[at + 1].lower if at + 1 < len(sentence.words) else ""
        for cue in codebook.cues.get(word.lower, ()):
            if not following.startswith(cue.next_word):
                continue
            trigger = _trigger(text, sentence, at, cue, anchors, chronicle=chronicle)
            if trigger is not None and _is_about_somebody(text, sentence, trigger, codebook):
                triggers.append(trigger)
                break
    return _without_content(text, _without_overlaps(triggers))


def _trigger(
    text: str, sentence: Sentence, at: int, cue: Cue, anchors: Sequence[Anchor], *, chronicle: bool
) -> Trigger | None:
    if is_question(sentence.text):
        return None
    word = sentence.words[at]
    end = word.end
    if cue.tail is not None:
        tail = cue.tail.match(text, word.end, sentence.end)
        if tail is None:
            return None
        end = tail.end()
        if _HALF_A_NAME.search(text, word.end, end) and _REST_OF_NAME.match(text, end):
            return None
    clause_start, clause_end = _clause_with_antecedent(text, sentence, word.start)
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
            adjectival=_is_followed_by_partner(text, cue, end),
            chronicle=chronicle,
        )
    if cue.lemma == "be" and assertion.rule == "present" and _IN_A_STATE.match(text, word.end):
        assertion = Assertion("ongoing", "state")
    if assertion.holds and cue.type.is_event and is_called_untrue(sentence.text):
        assertion = Assertion("denied", "called-untrue")
    if cue.present and assertion.rule == "present":
        assertion = Assertion("past", "stated-in-the-present")
    if not assertion.holds and assertion.status not in ("planned", "denied"):
        return None
    if cue.kind == "verb" and (_NO_OBJECT.match(text, end) or _NO_OBJECT.search(text, word.end, end)):
        return None
    if assertion.rule == "attempt" and cue.type.people == "object":
        # Who tried to arrest, or failed to, arrested nobody.
        return None
    # "They were catching" is none, though a form of 'be' stands before it.
    passive = not word.lower.endswith("ing") and _is_passive(sentence.words, at)
    passive = passive or cue.lemma == "be" or assertion.rule == "counted-participle"
    return Trigger(word.start, end, cue.type, cue, assertion, passive)


def _is_about_somebody(text: str, sentence: Sentence, trigger: Trigger, codebook: Codebook) -> bool:
    """Whether those whom a verb is about can be people: its subject, or the object of what is done to people.

    Only of types that are done to nobody else; a pair says itself what its verb is done to ("a curfew was
    imposed"), and words that belong to the verb say it too ("opened fire").
    """
    plain_verb = trigger.cue.kind == "verb" and trigger.cue.partners is None
    if not (trigger.type.only_people and plain_verb):
        return True
    if trigger.type.people == "object" and not trigger.is_passive:
        if trigger.cue.tail is not None:
            return True
        following = text[trigger.end : min(sentence.clause_of(trigger.start)[1], trigger.end + _OBJECT_REACH)]
        return names_somebody(_ADVERBIAL.sub("", following), codebook.people, is_subject=False)
    start, _ = _clause_with_antecedent(text, sentence, trigger.start)
    subject = _TOLD_BEFORE.split(_BEFORE_VERB.sub("", text[start : trigger.start]))[-1]
    return names_somebody(_CONJUNCTION.sub("", subject), codebook.people)


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
    if cue.partner_is_subject:
        return before is not None and _OTHER_SUBJECT.search(text, before.end(), word.start) is None
    if passive and after is None:
        return before is not None
    # "Patrols have increased": a verb without an object, whose subject is the noun.
    return after is not None or (before is not None and cue.lemma in _INTRANSITIVE)


def _is_followed_by_partner(text: str, cue: Cue, end: int) -> bool:
    """Whether a pair's noun follows its verb at once, as after an adjective: 'increased patrols'."""
    if cue.partners is None or cue.partner_is_subject:
        return False
    return text[end : end + 1].isspace() and cue.partners.match(text, end + 1) is not None


def _noun_assertion(
    text: str,
    sentence: Sentence,
    at: int,
    end: int,
    clause: str,
    clause_end: int,
    anchors: Sequence[Anchor],
) -> Assertion:
    word = sentence.words[at]
    if at and sentence.words[at - 1].lower == "to":
        return Assertion("none", "infinitive")
    if _is_quoted(text, word.start, end):
        return Assertion("none", "quoted-name")
    if not _VERB_AFTER_NOUN.match(text, end, sentence.end):
        return Assertion("none", "noun-modifier")
    near = [
        anchor
        for anchor in anchors
        if max(sentence.start, word.start - 45) <= anchor.start
        and anchor.end <= min(clause_end, end + 70)
        and _in_phrase(text, anchor, word, end)
    ]
    if (
        _TOOK_PLACE.match(text, end, clause_end)
        and anchors
        and not is_unreal(clause, text[end : sentence.end])
    ):
        return Assertion("past", "took-place")
    if is_prevented(clause) and not any(anchor.end <= word.start for anchor in near):
        return Assertion("none", "prevented")
    return assess_noun(clause, text[end : sentence.end], specific=_is_specific(text, near, word))


def _is_specific(text: str, near: Sequence[Anchor], word: Word) -> bool:
    """Whether a noun is of one incident: with a day or people, or with a place and "the", "that", "his"."""
    if any(not anchor.is_place for anchor in near):
        return True
    return bool(near) and _ONE_KNOWN.search(text[max(0, word.start - 60) : word.start]) is not None


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a word stands alone between quotation marks, as the title of a film does."""
    return text[max(0, start - 1) : start] in _QUOTES and text[end : end + 1] in _QUOTES


def _in_phrase(text: str, anchor: Anchor, word: Word, end: int) -> bool:
    """Whether an anchor belongs to the noun's own phrase: just before it, or after it by a preposition."""
    if anchor.end <= word.start:
        return bool(re.fullmatch(r"['’]?s?[\s]+(?:[\w'’-]+\s+){0,2}", text[anchor.end : word.start]))
    between = text[end : anchor.start]
    if not between.strip():
        # "The shooting Monday", but "attack Aleppo" is a verb and its object.
        return not anchor.is_place
    return bool(_BY_PREPOSITION.match(between)) and not _NEW_PHRASE.search(between)


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
