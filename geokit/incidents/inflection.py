"""The forms of English verbs and nouns, made from the base form that a codebook gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["plural", "verb_forms"]

_VOWELS = "aeiou"
_MAY_DOUBLE = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")
_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "persons",
    "people": "people",
    "wife": "wives",
    "knife": "knives",
    "life": "lives",
    "thief": "thieves",
    "wolf": "wolves",
    "calf": "calves",
    "fish": "fish",
    "sheep": "sheep",
    "deer": "deer",
    "aircraft": "aircraft",
}
_PLURAL_IN_OES = {
    "buffalo",
    "cargo",
    "echo",
    "embargo",
    "hero",
    "mosquito",
    "potato",
    "tomato",
    "torpedo",
    "volcano",
}


def verb_forms(base: str, irregular: Sequence[str] | None = None) -> dict[str, str]:
    """Forms of a verb with the tags that each can have.

    Parameters
    ----------
    base : str
        ``arrest``, ``flee``.
    irregular : sequence of str, optional
        Past and participle, and the -ing form where it is irregular too.

    Returns
    -------
    dict of str to str
        Form to tags joined with a blank: ``base``, ``s``, ``past``, ``participle``, ``ing``.
    """
    tags: dict[str, list[str]] = {}
    past, participle = (irregular[0], irregular[1]) if irregular else (_past(base),) * 2
    ing = irregular[2] if irregular and len(irregular) > 2 else _ing(base)
    pairs = (
        ("base", base),
        ("s", _third_person(base)),
        ("past", past),
        ("participle", participle),
        ("ing", ing),
    )
    for tag, form in (*pairs, *(() if irregular else _doubled(base))):
        tags.setdefault(form, []).append(tag)
    if base == "be":
        tags = {
            "be": ["base"],
            "is": ["s"],
            "are": ["s"],
            "was": ["past"],
            "were": ["past"],
            "been": ["participle"],
        }
    return {form: " ".join(found) for form, found in tags.items()}


def _doubled(base: str) -> list[tuple[str, str]]:
    """'Expelled', 'slipping': whether the last letter doubles depends on the stress; both are known."""
    if not _MAY_DOUBLE.search(base):
        return []
    stem = base + base[-1]
    return [("past", stem + "ed"), ("participle", stem + "ed"), ("ing", stem + "ing")]


def _third_person(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base[:-1] + "ies" if _ends_in_consonant_y(base) else base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if _ends_in_consonant_y(base) else base + "ed"


def _ing(base: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + "ing"


def _ends_in_consonant_y(word: str) -> bool:
    return word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS


def plural(noun: str) -> str:
    """The plural of a noun or of a noun phrase: of its last word, or of what stands before "of"."""
    head, of, rest = noun.partition(" of ")
    if of and head:
        return plural(head) + of + rest
    head, blank, last = noun.rpartition(" ")
    if last in _PLURALS:
        return head + blank + _PLURALS[last]
    if last.endswith(("men", "children", "people")):
        return noun
    if last.endswith("man"):
        return head + blank + last[:-3] + "men"
    if last.endswith("o") and last not in _PLURAL_IN_OES:
        return noun + "s"
    return head + blank + _third_person(last)
