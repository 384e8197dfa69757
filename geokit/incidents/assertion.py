"""Whether a clause says that something happened: tense, mood, negation and doubt about one trigger.

This comes before every other slot: what was only ordered, feared, planned or denied must never become an
event. Where the grammar leaves it open, nothing is asserted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Assertion", "Word", "assess_noun", "assess_verb", "words_of"]

Status = Literal[
    "past",
    "perfect",
    "ongoing",
    "attempted",
    "planned",
    "claimed",
    "denied",
    "hypothetical",
    "general",
    "none",
]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of punctuation with its offsets."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a trigger is asserted, and by which rule that was read."""

    status: Status
    rule: str

    @property
    def holds(self) -> bool:
        """Whether something took place, takes place or is doubtfully said to have."""
        return self.status in ("past", "perfect", "ongoing", "attempted", "claimed")


_WORD = re.compile(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]|[^\w\s]")
_BE_PAST = {"was", "were", "got"}
_BE_PRESENT = {"is", "are", "am", "get", "gets", "'s", "’s"}
_HAVE_PRESENT = {"has", "have", "'ve", "’ve"}
_FUTURE = {"will", "shall"}
_MODAL = {"would", "could", "may", "might", "should", "can", "must", "cannot", "ought"}
_DO = {"do", "does", "did"}
_AUXILIARY = (
    _BE_PAST
    | _BE_PRESENT
    | _HAVE_PRESENT
    | _FUTURE
    | _MODAL
    | _DO
    | {"be", "been", "being", "had", "having", "to"}
)
_ADVERBS = frozenset(
    """
    also already even still now just since once then so far again both ever all each yet soon
    therefore instead thus first later openly further either
    """.split()
)
_NEGATIONS = frozenset("not never n't n’t neither nor hardly".split())
_ATTEMPTS = frozenset(
    """
    try tries tried trying attempt attempts attempted attempting seek seeks sought seeking struggled
    failed fails unable begin began begun beginning started starting rushed
    """.split()
)
_BEGINNINGS = frozenset("began begun started continued kept resumed".split())
_ACHIEVED = frozenset("managed manages succeeded able forced".split())
_PLANS = frozenset(
    """
    plan plans planned planning intend intends intended aim aims vowed pledged decided agreed set
    due scheduled slated expected preparing promised
    """.split()
)
_DEPENDENT = {"before", "after", "while", "when", "upon", "since"}
_PREVENTING = re.compile(
    r"\b(?:prevent|deter|discourag|avoid|block|stop|stamp|curb|combat|halt|foil|thwart|eliminat|fight|reduc|against"
    r"|crack(?:ing|ed|s)?\s+down|crackdowns?|clamp(?:ing|ed|s)?\s+down|possibilit|potential|possible|future|would-be"
    r"|attempted?\s+to|fears?\s+of|risk|threat|likelihood|stem|punish|penalt)\w*"
    r"(?:\s+[\w'’-]+){0,3}\s*$",
    re.I,
)
_TREND = re.compile(
    r"\b(?:rise|increase|decrease|decline|drop|surge|spike|fall|number|rate|level|wave|percent|frequency|decreases"
    r"|incidence)\s+(?:in|of)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}$",
    re.I,
)
_GENERIC_SUBJECT = re.compile(
    r"\b(?:anyone|anybody|whoever|any|those\s+(?:who|caught|found|trying)|would-be|potential|everyone\s+who"
    r"|a\s+person|most\s+[A-Z]?\w+)\b"
    # "Fire at people who flee" is about nobody in particular, "two people who fled" is about two.
    r"|(?:^|[,;:]\s+|\b(?:of|to|for|against|on|that|and|at|by|from|with)\s+)(?:people|persons|residents|defectors)\s+who\b",
    re.I,
)
_CONDITION = re.compile(r"\b(?:if|whether|unless|in\s+case|as\s+though|lest|should\s+they|supposing)\b", re.I)
_HABIT = re.compile(
    r"\b(?:previously|formerly|in\s+the\s+past|used\s+to|traditionally|usually|often|frequently|typically|sometimes"
    r"|always|generally|commonly|regularly|normally|for\s+(?:years|decades)|every\s+(?:day|week|month|year))\b",
    re.I,
)
_DOUBT = re.compile(
    r"\b(?:believed|alleged|allegedly|purported|purportedly|suspected|rumou?red|rumou?rs?|unconfirmed|thought\s+to"
    r"|feared|supposedly|presumed|unverified|speculat\w+|appears?\s+to\s+have|seems?\s+to\s+have)\b",
    re.I,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)|reject(?:s|ed)|refut(?:es|ed)|disput(?:es|ed))\b", re.I
)
_NO_SUBJECT = re.compile(
    r"\b(?:no|none|nobody|no\s+one|neither|without|zero)\b(?:\s+[\w'’-]+){0,4}\s*$", re.I
)
_PATIENT_FOLLOWS = frozenset(
    """
    by in at on near while when for as during along across after trying attempting fleeing crossing
    and
    """.split()
)
# "While smuggling continues": the -ing word is the subject of what follows.
_FINITE_AFTER_NOUN = frozenset("is was has had continues continued remains remained became becomes".split())
_PASTS = frozenset("was were got had hid told left went fled came took said ran fell".split())
_NOT_YET = frozenset(
    "risk risks risked risking fear fears feared avoid avoids avoided without despite about".split()
)
_DETERMINERS = frozenset(
    "the a an of for with any all these those such its their his her from new forced attempted by".split()
)


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Words and punctuation marks between two offsets of a text."""
    return [
        Word(match.start(), match.end(), match.group(), match.group().casefold())
        for match in _WORD.finditer(text, start, end)
    ]


def assess_verb(
    words: Sequence[Word],
    at: int,
    tags: str,
    clause: str,
    *,
    patient: bool,
    adjectival: bool,
    chronicle: bool,
) -> Assertion:
    """How a verb is asserted.

    Parameters
    ----------
    words : sequence of Word
        The sentence.
    at : int
        Index of the verb.
    tags : str
        The forms that it can be, as :func:`geokit.incidents.inflection.verb_forms` gives them.
    clause : str
        The text of its clause up to the verb.
    patient : bool
        Whether the type is something done to people, so that a bare participle is a passive one.
    adjectival : bool
        Whether its participle is as often an adjective of its noun ("increased patrols").
    chronicle : bool
        Whether the sentence stands under a date of its own, as in a list of events, or is a headline: there
        the present tense tells the past.
    """
    assertion = _tense(words, at, tags, patient=patient, adjectival=adjectival)
    if chronicle and assertion.rule in ("present", "present-passive"):
        assertion = Assertion("past", "chronicle-present")
    if not assertion.holds and assertion.status != "planned":
        return assertion
    return _mood(clause, assertion)


def _mood(clause: str, assertion: Assertion) -> Assertion:
    """Condition, denial, doubt, habit and negation in the clause before a trigger."""
    if _CONDITION.search(clause):
        return Assertion("hypothetical", "condition")
    if _DENIAL.search(clause):
        return Assertion("denied", "denial")
    if _NO_SUBJECT.search(clause):
        return Assertion("none", "negated-subject")
    if _GENERIC_SUBJECT.search(clause):
        return Assertion("hypothetical", "generic-subject")
    if _HABIT.search(clause):
        return Assertion("general", "habit")
    if assertion.holds and _DOUBT.search(clause):
        return Assertion("claimed", "doubt")
    return assertion


def _tense(words: Sequence[Word], at: int, tags: str, *, patient: bool, adjectival: bool) -> Assertion:
    chain, first, negated = _auxiliaries(words, at)
    if negated:
        return Assertion("none", "negated")
    before = words[first - 1].lower if first else ""
    if "to" in chain:
        return _infinitive(words, first, chain)
    if any(aux in _FUTURE for aux in chain):
        return Assertion("planned", "future")
    if any(aux in _MODAL for aux in chain):
        return Assertion("hypothetical", "modal")
    if "ing" in tags:
        return _ing_form(words, at, chain)
    if not chain:
        return _bare(words, at, tags, before, patient=patient, adjectival=adjectival)
    if chain == ["being"] and (before in _DETERMINERS or before in _NOT_YET):
        return Assertion("none", "gerund")
    if "being" in chain:
        # "are being held" goes on, "were being held" did; "defectors being held" is the same, shortened.
        return Assertion("past" if chain[0] in _BE_PAST else "ongoing", "progressive-passive")
    if chain[0] in _HAVE_PRESENT:
        return Assertion("perfect", "perfect")
    if chain[0] in _BE_PAST or chain[0] in ("had", "did"):
        return Assertion("past", "past")
    if chain[0] in _BE_PRESENT and "participle" in tags:
        return Assertion("general", "present-passive")
    return Assertion("general", "present")


def _auxiliaries(words: Sequence[Word], at: int) -> tuple[list[str], int, bool]:
    """The auxiliaries before a verb, leftmost first, the index of the first, and whether one is negated."""
    chain: list[str] = []
    index, first, negated = at - 1, at, False
    while index >= 0:
        word = words[index].lower
        contracted = word.endswith(("n't", "n’t"))
        if contracted or word in _NEGATIONS:
            negated = True
        stem = {"wo": "will", "ca": "can"}.get(word[:-3], word[:-3]) if contracted else word
        if stem in _AUXILIARY:
            chain.insert(0, stem)
            first = index
        elif not (word in _NEGATIONS or word in _ADVERBS or (word.endswith("ly") and len(word) > 4)):
            break
        index -= 1
    return chain, first, negated


def _infinitive(words: Sequence[Word], first: int, chain: list[str]) -> Assertion:
    if chain[0] in _BE_PRESENT | _BE_PAST:
        return Assertion("planned", "is-to")
    for index in range(first - 1, max(-1, first - 12), -1):
        word = words[index].lower
        if word in {".", ";", ":", ","}:
            break
        if word in _ATTEMPTS:
            return _of_governor(words, index, "attempted", "attempt")
        if word in _ACHIEVED:
            return _of_governor(words, index, "past", "achieved")
        if word in _PLANS:
            return Assertion("planned", "plan")
        if index < first - 1 and word not in _ADVERBS:
            break
    return Assertion("none", "infinitive")


def _of_governor(words: Sequence[Word], index: int, status: Status, rule: str) -> Assertion:
    """An attempt is asserted as its own verb is: 'tried to' was, 'anyone trying to' was not."""
    word = words[index].lower
    if word in ("attempt", "attempts"):
        return Assertion("none", "attempt-noun")
    if word.endswith("ing") and word != "beginning":
        inner = _ing_form(words, index, _auxiliaries(words, index)[0])
        return Assertion("ongoing", rule) if inner.status == "ongoing" else _if_holds(inner, status, rule)
    chain, _, negated = _auxiliaries(words, index)
    if negated and rule == "achieved":
        return Assertion("attempted", "not-achieved")
    if negated or any(aux in _MODAL for aux in chain) or "to" in chain:
        return Assertion("hypothetical", "modal")
    if any(aux in _FUTURE for aux in chain):
        return Assertion("planned", "future")
    if word in ("try", "tries", "attempts", "seek", "seeks", "fails", "begin", "manages") and not chain:
        return Assertion("general", "present")
    return Assertion(status, rule)


def _if_holds(inner: Assertion, status: Status, rule: str) -> Assertion:
    return Assertion(status, rule) if inner.holds else inner


def _ing_form(words: Sequence[Word], at: int, chain: list[str]) -> Assertion:
    if chain and chain[0] in _BE_PRESENT | _HAVE_PRESENT:
        return Assertion("ongoing", "progressive")
    if chain and chain[0] in _BE_PAST | {"had"}:
        return Assertion("past", "past-progressive")
    previous = words[at - 1].lower if at else ""
    if previous in _BEGINNINGS:
        return _of_governor(words, at - 1, "perfect" if _auxiliaries(words, at - 1)[0] else "past", "begun")
    following = words[at + 1].lower if at + 1 < len(words) else "."
    if previous in _DEPENDENT and following not in _FINITE_AFTER_NOUN and _has_past_verb(words, at):
        return Assertion("past", "dependent-clause")
    return Assertion("none", "gerund")


def _has_finite_verb(words: Sequence[Word], at: int) -> bool:
    """Whether another verb can be the sentence's own, so that a bare participle only describes its noun."""
    finite = _BE_PAST | _BE_PRESENT | _HAVE_PRESENT | _FUTURE | _MODAL | {"had", "to"}
    after = words[at + 1 :]
    stop = next((index for index, word in enumerate(after) if word.lower in {";", "but", "and"}), len(after))
    return any(word.lower in finite for word in (*words[:at], *after[:stop]))


def _has_past_verb(words: Sequence[Word], at: int) -> bool:
    others = (word.lower for index, word in enumerate(words) if index != at)
    return any(other in _PASTS or (other.endswith("ed") and len(other) > 4) for other in others)


def _bare(
    words: Sequence[Word], at: int, tags: str, before: str, *, patient: bool, adjectival: bool
) -> Assertion:
    if "past" not in tags and "participle" not in tags:
        return Assertion("general", "present")
    opens = at == 0 or before in {'"', "“", "'", "‘"}
    if "participle" in tags and (
        before in _DETERMINERS or opens or (adjectival and before in {"and", "or", ","})
    ):
        return Assertion("none", "attributive")
    following = words[at + 1].lower if at + 1 < len(words) else "."
    if "past" not in tags:
        return Assertion("none", "participle")
    described = before == "," or _has_finite_verb(words, at)
    if patient and described and (following in _PATIENT_FOLLOWS or following.endswith("ing")):
        # "Residents caught fleeing" names a kind of people, "ten people arrested in Musan" an event.
        counted = any(word.text.isdigit() for word in words[max(0, at - 4) : at])
        return Assertion("past", "counted-participle") if counted else Assertion("none", "reduced-participle")
    return Assertion("past", "past")


def assess_noun(clause: str, *, specific: bool) -> Assertion:
    """How a noun ('the defection of a soldier last year') is asserted.

    Parameters
    ----------
    clause : str
        The text of its clause up to the noun.
    specific : bool
        Whether a date, a place or a counted person belongs to the noun; a noun without one tells nothing.
    """
    if not specific:
        return Assertion("none", "unspecific-noun")
    if _TREND.search(clause):
        return Assertion("none", "trend")
    if re.search(r"\b(?:no|any)\s+(?:[\w'’-]+\s+){0,2}$", clause, re.I):
        return Assertion("none", "negated-noun")
    if _CONDITION.search(clause) and not re.search(r"\b(?:last|that|the)\s+(?:[\w'’-]+\s+){0,3}$", clause):
        return Assertion("hypothetical", "condition")
    return Assertion("past", "specific-noun")


def is_prevented(clause: str) -> bool:
    """Whether the words just before a noun speak of preventing it, of its risk or of its future."""
    return bool(_PREVENTING.search(clause))
