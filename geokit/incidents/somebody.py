"""Whether words name somebody: people can be arrested or shot, a fall in turnover cannot."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

__all__ = ["names_somebody"]

_WORD = re.compile(r"[\w'’-]+")
# What ends the part of a noun phrase in which its head stands.
_AFTER_HEAD = re.compile(
    r"\b(?:of|in|at|on|from|to|for|with|by|near|along|across|during|after|before|under|who|which|that|whose|where"
    r"|and|or|but|while|as|when|because|trying|fleeing|crossing|caught|accused|suspected|had|has|have|was|were|is|are|be|been|being|will|would)\b|[,;:(]",
    re.I,
)
_OF_A_KIND = re.compile(r"\W*(?:[\w’'-]+\s+){1,4}of\s+(?!(?:an?|the|his|her|its|their|this|that)\b)", re.I)
# "After dark, two men": what a sentence may open with before its subject.
_OPENING = re.compile(
    r"^\W*(?:after|before|on|in|at|by|during|since|until|from|with|without|within|under|over|despite|following|upon"
    r"|when|while|as|once|later|then|meanwhile|earlier|yesterday|today|last|armed|amid|because|having|\w+ing|\w+ly)"
    r"\b[^,]*,(?=.*\w)",
    re.I | re.S,
)
_WHO = re.compile(r"\bwho\s*$", re.I)
_THERE_ARE = re.compile(r"^\W*there\s+(?:is|are|was|were)\s+", re.I)
_PRONOUNS = frozenset(
    """
    he she they him her them we us i you who whom one two three four five six seven eight nine ten
    eleven twelve dozens scores hundreds thousands some many most several all both none nobody everyone
    everybody anyone somebody someone another other others those each few third second first latter
    former rest it
    """.split()
)
_KIN_AND_CALLINGS = frozenset(
    """
    son daughter husband wife uncle aunt cousin niece nephew baby infant twin friend suspect fugitive
    spy pastor priest monk nun pilot cook nurse chief head king queen captain general colonel guide
    crowd mob group gang unit patrol squad team staff spouse bride guest host thief activist hostage
    captive inmate number total handful rest pair couple dozen trio boat ship vessel trawler remainder
    majority survivor aide envoy escaped family families household clan
    pupil girl boy lad individual relative classmate
    """.split()
)
_AGENT = re.compile(
    r"(?:er|or|ist|ian|ee|ant|man|men|woman|women|people|folk|mate|youth|child|children)s?$", re.I
)


def names_somebody(phrase: str, people: Container[str], *, is_subject: bool = True) -> bool:
    """Whether a subject or an object can be people; what is empty can.

    Parameters
    ----------
    phrase : str
        The words before a verb whose subject is asked for ("The fall in turnover has been"), or after one.
    people : container of str
        Nouns that mean people, in lower case.
    is_subject : bool
        Whether the phrase ends with its noun; an object begins with it, and a day may follow.
    """
    if not is_subject:
        return _is_somebody(phrase, people, is_subject=False)
    if _WHO.search(phrase) or _is_somebody(phrase, people, is_subject=True):
        return True
    opening = _OPENING.match(phrase)
    return opening is not None and names_somebody(phrase[opening.end() :], people)


def _is_somebody(phrase: str, people: Container[str], *, is_subject: bool) -> bool:
    phrase = _THERE_ARE.sub("", phrase)
    parts = [words for words in map(_WORD.findall, _AFTER_HEAD.split(phrase)) if words]
    if not parts:
        return True
    head, last = parts[0], parts[-1][-1]
    if is_subject and (_is_number(last) or last.lower() in _PRONOUNS):
        # "On the night of 9 October more than 500".
        return True
    if _is_number(head[-1]) or head[-1].lower() in _PRONOUNS or _has_name(head):
        return True
    if _is_person(head[-1], people):
        return True
    # "A boatload of people", "a surge of North Koreans": what it is of may say it.
    of_a_kind = len(parts) > 1 and _OF_A_KIND.match(phrase) is not None
    return of_a_kind and (_is_known(parts[1][-1], people) or _has_name(parts[1]))


# What ends like one who does something, and is none.
_THINGS = frozenset(
    """
    deer water paper newspaper river tower power computer letter order border corner matter weather
    winter summer dinner fever tiger spider panther otter butter offer number career error terror mirror
    door floor factor sector tumour tumor humour humor labour labor harbour harbor vector motor turnover
    plant restaurant elephant list document tractor trailer tanker lorry container chapter quarter
    center theater shelter tree fee coffee committee
    """.split()
)


def _is_number(word: str) -> bool:
    return word[0].isdigit()


def _has_name(words: Sequence[str]) -> bool:
    """Whether a capital that does not open the phrase, or opens it with no small word, stands among them."""
    first = words[0][0].isupper() and words[0].lower() not in _OPENERS | _PRONOUNS
    return first or any(word[0].isupper() for word in words[1:])


_OPENERS = frozenset(
    """
    the a an this that these those his her its their my our in on at after when while as but and
    about around some nearly almost over all most many several few both each no every another other
    more fewer up by for with without under during before until once also yet if since from two
    three four five six seven eight nine ten
    """.split()
)


def _is_person(noun: str, people: Container[str]) -> bool:
    singular = noun.lower().removesuffix("s")
    return _is_known(noun, people) or (_AGENT.search(noun) is not None and singular not in _THINGS)


def _is_known(noun: str, people: Container[str]) -> bool:
    noun = noun.lower()
    singular = noun[:-1] if noun.endswith("s") else noun
    return noun in people or singular in people or bool({noun, singular} & _KIN_AND_CALLINGS)
