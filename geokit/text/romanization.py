"""Hangul in Latin letters: Revised Romanization, McCune-Reischauer, and the North's own system.

All three write a word as it is spoken: a final consonant moves to a following vowel, stops turn nasal before
nasals, n and r grow alike. They differ in letters, in how they voice a consonant between voiced sounds, and
in the liquid: the North keeps the r that the South turns into n (Kangryong, Kangnyong). What no rule tells
(the tensed consonant of Saeppyol) is left as it is spelled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["RomanizationSystem", "romanize", "southern_spelling"]

RomanizationSystem = Literal["revised", "mccune-reischauer", "north"]

FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
SILENT = "ㅇ"
# What is heard of a final consonant before another one, or at the end.
HEARD = dict(zip(FINALS, ("", *"ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㅂㄹㅁㅂㅂㄷㄷㅇㄷㄷㄱㄷㅂㄷ"), strict=True))
# Two consonants under one vowel: before a vowel the second moves on to it.
PAIRS = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅄ": "ㅂㅅ",
}
NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
SONANT = {"", "ㄴ", "ㄹ", "ㅁ", "ㅇ"}
BEGUN_WITH_Y = set("ㅑㅒㅕㅖㅛㅠㅣ")
BEGUN_WITH_W = set("ㅘㅙㅝㅞㅟ")


class _Syllable(NamedTuple):
    initial: str
    vowel: str
    final: str


@dataclass(frozen=True, slots=True)
class _Letters:
    """A system: its letters, and what it does at the seam of two syllables.

    ``voiced`` are the initials that change after a vowel, a nasal or a liquid; ``seams`` the pairs of a final
    and an initial with letters of their own.
    """

    initials: Mapping[str, str]
    vowels: Mapping[str, str]
    finals: Mapping[str, str]
    voiced: Mapping[str, str]
    seams: Mapping[tuple[str, str], str]
    keeps_r: bool


def _by_letter(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.replace("_", "").split(" "), strict=True))


_FINALS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
_OLDER_VOWELS = "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i"
_SYSTEMS: dict[str, _Letters] = {
    "revised": _Letters(
        _by_letter(INITIALS, "g kk n d tt r m b pp s ss _ j jj ch k t p h"),
        _by_letter(VOWELS, "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
        _FINALS,
        {},
        {("ㄹ", "ㄹ"): "ll"},
        keeps_r=False,
    ),
    "mccune-reischauer": _Letters(
        _by_letter(INITIALS, "k kk n t tt r m p pp s ss _ ch tch ch’ k’ t’ p’ h"),
        _by_letter(VOWELS, _OLDER_VOWELS),
        _FINALS,
        {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b", "ㅈ": "j"},
        {("ㄴ", "ㄱ"): "n’g", ("ㄹ", "ㄷ"): "lt", ("ㄹ", "ㅈ"): "lch", ("ㄹ", "ㄹ"): "ll"},
        keeps_r=False,
    ),
    "north": _Letters(
        _by_letter(INITIALS, "k kk n t tt r m p pp s ss _ j jj ch kh th ph h"),
        _by_letter(VOWELS, _OLDER_VOWELS),
        _FINALS,
        {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b"},
        {("ㄹ", "ㄴ"): "ll"},
        keeps_r=True,
    ),
}


def romanize(word: str, system: RomanizationSystem) -> str:
    """Write a Korean word in Latin letters, with a capital and the system's diacritics.

    Parameters
    ----------
    word : str
        One word, in Hangul syllables only.
    system : str
        ``revised`` (the South's, 2000), ``mccune-reischauer`` (1939) or ``north`` (the North's, 1992).

    Raises
    ------
    ValueError
        If the word holds anything but Hangul syllables.

    Examples
    --------
    >>> romanize("평산", "revised"), romanize("평산", "mccune-reischauer"), romanize("평산", "north")
    ('Pyeongsan', 'P’yŏngsan', 'Phyŏngsan')
    """
    letters = _SYSTEMS[system]
    spoken = _linked([_syllable(letter) for letter in word], letters)
    written = ""
    before = None
    for syllable in spoken:
        written += _seam(before, syllable.initial, letters) + letters.vowels[syllable.vowel]
        before = syllable.final
    return (written + letters.finals[HEARD[before or ""]]).capitalize()


def southern_spelling(word: str) -> str:
    """Spell a word as the South does, without the initial r, and n before i and y, that the North keeps."""
    if not word:
        return word
    initial, vowel, final = _syllable(word[0])
    if initial == "ㄹ":
        initial = SILENT if vowel in BEGUN_WITH_Y else "ㄴ"
    elif initial == "ㄴ" and vowel in BEGUN_WITH_Y:
        initial = SILENT
    position = (INITIALS.index(initial) * len(VOWELS) + VOWELS.index(vowel)) * len(FINALS) + FINALS.index(
        final
    )
    return chr(FIRST_SYLLABLE + position) + word[1:]


def _syllable(letter: str) -> _Syllable:
    code = ord(letter)
    if not FIRST_SYLLABLE <= code <= LAST_SYLLABLE:
        raise ValueError(f"{letter!r} is no Hangul syllable")
    initial, rest = divmod(code - FIRST_SYLLABLE, len(VOWELS) * len(FINALS))
    vowel, final = divmod(rest, len(FINALS))
    return _Syllable(INITIALS[initial], VOWELS[vowel], FINALS[final])


def _linked(syllables: list[_Syllable], letters: _Letters) -> list[_Syllable]:
    """Move finals on to a vowel that follows. The North leaves l before w where it is (Cholwon)."""
    for index in range(len(syllables) - 1):
        here, following = syllables[index], syllables[index + 1]
        if following.initial != SILENT or here.final in {"", "ㅇ", "ㅎ"}:
            continue
        if letters.keeps_r and here.final == "ㄹ" and following.vowel in BEGUN_WITH_W:
            continue
        pair = PAIRS.get(here.final, here.final)
        kept, moved = pair[:-1], pair[-1]
        syllables[index] = here._replace(final=kept)
        syllables[index + 1] = following._replace(initial=moved)
    return syllables


def _seam(final: str | None, initial: str, letters: _Letters) -> str:
    """Write the consonants where two syllables meet; before the first syllable there is no final."""
    if final is None:
        return letters.initials[initial]
    sound = HEARD[final]
    if initial in {"ㄴ", "ㄹ", "ㅁ"}:
        sound = NASAL.get(sound, sound)
    if not letters.keeps_r and {sound, initial} == {"ㄴ", "ㄹ"}:
        sound = initial = "ㄹ"
    if not letters.keeps_r and initial == "ㄹ" and sound in {"ㅁ", "ㅇ"}:
        initial = "ㄴ"
    if (sound, initial) in letters.seams:
        return letters.seams[sound, initial]
    voiced = letters.voiced if sound in SONANT else {}
    return letters.finals[sound] + voiced.get(initial, letters.initials[initial])
