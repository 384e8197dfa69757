"""Words that take back what stands beside them: postponed, feared, denied, rehearsed, dreamt of, asked about.

A noun ("the execution of two officers") tells nothing by itself: what governs it before, and what is said of
it after, decide. A clause may be the content of a fear, a hoax or a question.
"""

from __future__ import annotations

import re

__all__ = ["is_imagined", "is_question", "is_said_untrue", "is_taken_back", "is_unreal"]

_BEFORE_NOUN = re.compile(
    r"\b(?:plan|propos|postpon|cancel|halt|suspend|stop|block|avert|avoid|escap|evad|spar|await|fear|terrif|worr|dread"
    r"|threat|demand|urg|rehears|simulat|practi[cs]|den(?:y|i)|dismiss|rumou?r|debat|discuss|plead|condemn|protest"
    r"|prevent|discourag|prohibit|forbid|legali[sz]|announc\w+\s+plan|prepar|envisag|warn|oppos|criticis|criticiz)\w*"
    r"(?:\s+[\w'’-]+){0,4}\s*$"
    r"|\b(?:face[sd]?|facing|sought|seeks?|seeking|called\s+for|calls\s+for|calling\s+for|provid\w+\s+for|put\s+off"
    r"|reports?\s+of|talk\s+of|claims?\s+of|laws?\s+on|rules?\s+on|rule\s+on|talks\s+on|polls?\s+on|lectures?\s+on"
    r"|poems?\s+on|songs?\s+(?:on|about)|advice\s+on|insurance|visas?\s+for|timetable\s+for|bount(?:y|ies)\s+for"
    r"|hunts?\s+for|chances?\s+of|risks?\s+of|odds\s+of|prospects?\s+of|possibility\s+of|danger\s+of|stay\s+of"
    r"|attempts?\s+at|plots?\s+for|bans?\s+(?:on|against)|without|zero|neither|nor|no|any|against|wants?|wanted)"
    r"(?:\s+[\w'’-]+){0,4}\s*$",
    re.I,
)
_AFTER_NOUN = re.compile(
    r"(?:(?!\b(?:had|has|did|[a-z]{3,}ed|that|which|who)\b)[^.;,]){0,90}?\b(?:(?:(?:has|have|had)\s+)?(?:was|were|is|are|been|be)\s+(?:\w+ly\s+)?(?:postponed|cancell?ed|called\s+off|put\s+off|halted"
    r"|suspended|scheduled|planned|expected|averted|prevented|denied|ruled\s+out|rehearsed|banned|forbidden|feared"
    r"|punishable|illegal|possible|impossible|unlikely|likely|wrong|false|untrue|imminent)"
    r"|(?:never|did\s+not|didn['’]t)\s+(?:t[ao]ke?\s+place|took\s+place|happen(?:ed)?|occur(?:red)?|c[ao]me|go\s+ahead|went)"
    # "The crossing at X was closed", "reopened": a place that people cross at.
    r"|(?:(?:has|have|had)\s+)?(?:(?:was|were|is|are|been|be)\s+)?(?:re-?)?(?:opened|closed|shut|built|painted|sealed)"
    r"|will|would|may|might|could|cannot|costs?|means?|turned\s+out\s+to\s+be\s+(?:wrong|false)"
    r"|proved\s+(?:wrong|false|untrue)|remains?\s+(?:a|an|rare|possible))\b"
    r"|\s*:\s*(?:0|none|zero)\b",
    re.I,
)
_UNTRUE = re.compile(
    r"\b(?:not|isn['’]t|no\s+longer)\s+true\b|\buntrue\b|\b(?:was|were|is|are)\s+(?:\w+ly\s+)?(?:false|a\s+lie|made\s+up"
    r"|fabricated|invented|retracted|a\s+hoax|a\s+joke|a\s+fairy\s+tale|a\s+rumou?r)\b|\bno\s+truth\b|\bfairy\s+tale\b"
    r"|\b(?:turned\s+out|proved)\s+(?:to\s+be\s+)?(?:wrong|false|untrue|a\s+hoax)\b|\bhoax\b|\bfake\s+(?:video|news|report)"
    r"|\bwrongly\s+(?:said|claimed|reported|told|believed)\b|\blaughed\s+off\b|\bwrong\s+to\s+say\b",
    re.I,
)
_IMAGINED = re.compile(
    r"\b(?:fear(?:s|ed|ing)?|worr(?:y|ies|ied)|hop(?:e|es|ed|ing)|pray(?:s|ed)?|dream(?:s|t|ed)?|jok(?:e|es|ed)|lied|lies"
    r"|pretend(?:s|ed)?|imagin(?:e|es|ed)|suppos(?:e|es|ing)|assum(?:e|es|ed|ing)|provided|nothing\s+suggests"
    r"|rul(?:e|es|ed)\s+out|nobody\s+believes|few\s+(?:\w+\s+)?believe|refus\w+\s+to\s+confirm|could\s+not\s+confirm"
    r"|the\s+idea)\s+(?:the\s+report\s+)?that\b"
    r"|\b(?:imagine|suppose)\s+(?:an?|the|that)\b|\bwould\s+have\s+been\b|\b(?:perhaps|maybe|possibly|conceivably)\b"
    r"|\b(?:in|during|for|of)\s+(?:an?|the|this|that|its|their)\s+(?:[\w-]+\s+){0,3}(?:drills?|exercises?|war\s+games?"
    r"|rehearsals?|simulations?|man(?:oeuvres|euvers))\b|\b(?:drill|exercise|scenario)\s+(?:assum|imagin|suppos)\w+"
    r"|\bwar\s+game\b|\bin\s+the\s+game\b|^\W*(?:at\s+no\s+time|rarely|never|seldom|hardly|nowhere)\b",
    re.I,
)
_TAKEN_BACK = re.compile(
    r"\W*(?:They|It|That|This|All\s+of\s+it|The\s+(?:reports?|claims?|stor(?:y|ies)|rumou?rs?))\s+"
    r"(?:was|were|is|are|has\s+been|have\s+been|turned\s+out\s+to\s+be|proved(?:\s+to\s+be)?)\s+(?:\w+ly\s+)?"
    r"(?:false|untrue|wrong|a\s+hoax|baseless|fabricated|invented|made\s+up|denied|retracted|not\s+true)\b",
    re.I,
)


def is_unreal(before: str, after: str) -> bool:
    """Whether the words around a noun say that what it names did not, or not yet, happen.

    Parameters
    ----------
    before, after : str
        Its clause up to the noun, and its sentence from the noun on.
    """
    return _BEFORE_NOUN.search(before) is not None or _AFTER_NOUN.match(after) is not None


def is_imagined(clause: str) -> bool:
    """Whether a clause is the content of a fear, a hope, a supposition or a drill."""
    return _IMAGINED.search(clause) is not None


def is_said_untrue(sentence: str) -> bool:
    """Whether a sentence says that what it tells is not true."""
    return _UNTRUE.search(sentence) is not None


def is_question(sentence: str) -> bool:
    """Whether a sentence asks: what it names is what somebody wants to know."""
    return sentence.rstrip(" \"'”’)").endswith("?")


def is_taken_back(sentence: str) -> bool:
    """Whether a sentence takes back what the one before it told: 'It was a hoax'."""
    return _TAKEN_BACK.match(sentence) is not None
