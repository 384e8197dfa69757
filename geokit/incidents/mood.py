"""Whether a clause says that something happened: tense, then condition, denial, doubt and negation.

This comes before every other slot: what was only ordered, feared, planned or denied must never become an
event. Where the grammar leaves it open, nothing is asserted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geokit.incidents.assertion import CHRONICLE, Assertion, Word
from geokit.incidents.tense import has_subject, tense_of
from geokit.incidents.unreal import is_imagined, is_said_untrue, is_unreal

__all__ = ["assess_noun", "assess_verb", "is_called_untrue", "is_prevented"]

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
    r"|a\s+person|most\s+(?!of\b)[A-Z]?\w+)\b"
    # "Fire at people who flee" is about nobody in particular, "two people who fled" is about two.
    r"|(?:^|[,;:]\s+|\b(?:of|to|for|against|on|that|and|at|by|from|with)\s+)(?:people|persons|residents)\s+who\b",
    re.I,
)
_CONDITION = re.compile(
    # "The ministry wants ten defectors handed over".
    r"\bwants?\s+(?!to\b)(?:(?!(?:was|were|is|are|has|had|have|who|which|that)\b)[\w'’-]+\s+){1,8}$|"
    r"^\W*had\s+(?:he|she|they|it|we|i|the|an?|any|no)\s|\b(?:in\s+the\s+(?:scripts?|scenarios?|simulations?|exercises?|drills?)"
    r"|mock|simulat\w+|imaginary|fictional)\b|\b(?:if|whether|unless|in\s+case|as\s+though|lest|should\s+they|supposing)\b",
    re.I,
)
_HABIT = re.compile(
    r"\b(?:previously|formerly|in\s+the\s+past|used\s+to|traditionally|usually|often|frequently|typically|sometimes"
    r"|always|generally|commonly|regularly|normally|for\s+(?:years|decades)|every\s+(?:day|week|month|year))\b",
    re.I,
)
_DOUBT = re.compile(
    r"\b(?:(?:never|not)\s+(?:been\s+)?(?:confirmed|verified|established)|believed|alleged|allegedly|purported|purportedly|suspected|rumou?red|rumou?rs?|unconfirmed|thought\s+to"
    r"|feared|supposedly|presumed|unverified|speculat\w+|appears?\s+to\s+have|seems?\s+to\s+have)\b",
    re.I,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)|reject(?:s|ed)|refut(?:es|ed)|disput(?:es|ed))\b", re.I
)
# "Has called the return a rumour": denied after it was named.
_CALLED_UNTRUE = re.compile(
    r"\b(?:call|dismiss|brand|describ|denounc|reject)\w*\b[^.;]{0,90}\b(?:rumou?rs?|lies?|fabricat\w+|nonsense|false|untrue"
    r"|fiction|baseless|groundless|propaganda|slander|hoax)\b",
    re.I,
)
_NO_CASE = re.compile(
    r"\bno\s+(?:[\w'’-]+\s+){0,3}?(?:cases?|instances?|incidents?|records?|reports?|signs?|evidence|indications?|proof)\b",
    re.I,
)
_NO_SUBJECT = re.compile(
    r"\b(?:no|none|nobody|no\s+one|neither|without|zero|not\s+(?:one|a\s+single))\b(?:\s+[\w'’-]+){0,7}\s*$",
    re.I,
)


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
    assertion = tense_of(words, at, tags, patient=patient, adjectival=adjectival)
    if chronicle and (
        assertion.rule == "present-passive" or (assertion.rule == "present" and has_subject(words, at))
    ):
        assertion = Assertion("past", CHRONICLE)
    if not assertion.holds and assertion.status != "planned":
        return assertion
    return _mood(clause, assertion)


def _mood(clause: str, assertion: Assertion) -> Assertion:
    """Condition, denial, doubt, habit and negation in the clause before a trigger."""
    if _CONDITION.search(clause) or is_imagined(clause):
        return Assertion("hypothetical", "condition")
    if _DENIAL.search(clause):
        return Assertion("denied", "denial")
    if _NO_CASE.search(clause):
        return Assertion("none", "no-case")
    if _NO_SUBJECT.search(clause):
        return Assertion("none", "negated-subject")
    if _GENERIC_SUBJECT.search(clause):
        return Assertion("hypothetical", "generic-subject")
    if _HABIT.search(clause):
        return Assertion("general", "habit")
    if assertion.holds and _DOUBT.search(clause):
        return Assertion("claimed", "doubt")
    return assertion


def assess_noun(clause: str, after: str, *, specific: bool) -> Assertion:
    """How a noun ('the defection of a soldier last year') is asserted.

    Parameters
    ----------
    clause : str
        The text of its clause up to the noun.
    after : str
        The text of its sentence after the noun.
    specific : bool
        Whether a date, a place or a counted person belongs to the noun; a noun without one tells nothing.
    """
    if not specific:
        return Assertion("none", "unspecific-noun")
    if _TREND.search(clause):
        return Assertion("none", "trend")
    if is_unreal(clause, after) or is_imagined(clause):
        return Assertion("none", "unreal-noun")
    if _DENIAL.search(clause):
        return Assertion("denied", "denial")
    if _CONDITION.search(clause) and not re.search(r"\b(?:last|that|the)\s+(?:[\w'’-]+\s+){0,3}$", clause):
        return Assertion("hypothetical", "condition")
    return Assertion("past", "specific-noun")


def is_called_untrue(sentence: str) -> bool:
    """Whether a sentence says that somebody calls what it names untrue."""
    return bool(_CALLED_UNTRUE.search(sentence)) or is_said_untrue(sentence)


def is_prevented(clause: str) -> bool:
    """Whether the words just before a noun speak of preventing it, of its risk or of its future."""
    return bool(_PREVENTING.search(clause))
