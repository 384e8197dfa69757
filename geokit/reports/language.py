"""Which language a report is written in, as ISO 639-1.

Names mislead a statistical identifier: news in English full of Korean names looks like Indonesian to it. So
a script that one language writes decides, and for the Latin script only words without a capital count. Where
the small words are plainly English no model is asked: it takes longer to load than a corpus to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

__all__ = ["identify_language"]

DEFAULT = "en"
_ENOUGH_LETTERS = 20
_SURE = 0.7
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_EXCERPT = 20_000
_LATIN = re.compile(r"[A-Za-zªºÀ-ÖØ-öø-ʸḀ-ỿ]+")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]+")
_KANA = re.compile(r"[ぁ-ゟァ-ヿㇰ-ㇿ]+")
_HANGUL = re.compile(r"[ᄀ-ᇿㄱ-ㆎ가-힣]+")
_THAI = re.compile(r"[ก-๎]+")
# Small words of English that no other language writes so, and some that stand in every sentence of others
# that are written in Latin letters and never in one of English, names aside.
_ENGLISH = frozenset(
    """
    about after also and are because been before but could during from had has have his its more not said than
    that the their them they this those through were when where which while who will with would you
    """.split()
)
_FOREIGN = frozenset(
    """
    ang att av az bahwa che con da dan dari das dat de del dem den dengan der det di du dua een eine el
    em en est et för het il ini itu juga la las le les los mereka met mga mit na naar ng nicht niet och
    og op para pe por que se sich som till und une untuk van ve von voor yang zij zijn zu
    """.split()
)
# So large a share of a text's words is plainly English, and so small a share of these may the others have.
_LEAST_ENGLISH = 0.1
_MOST_FOREIGN = 0.1


def identify_language(text: str) -> str:
    """Language of a text, ``en`` where it has too few letters or the answer is unsure.

    Examples
    --------
    >>> identify_language("Two people were arrested near the river.")
    'en'
    >>> identify_language("국경 경비대가 강을 건너던 두 사람을 체포했다고 소식통이 전했다.")
    'ko'
    """
    excerpt = text[:_EXCERPT]
    letters = _count(_LETTERS, excerpt)
    if letters < _ENOUGH_LETTERS // 2:
        return DEFAULT
    latin = letters if excerpt.isascii() else _count(_LATIN, excerpt)
    language = _by_script(excerpt, letters) if latin < letters else None
    if language is not None:
        return language
    words = [word for word in _WORDS.findall(excerpt) if word.islower()]
    if sum(map(len, words)) < _ENOUGH_LETTERS:
        return DEFAULT
    return DEFAULT if _is_plainly_english(words) else _classified(words, of_latin=2 * latin >= letters)


def _by_script(text: str, letters: int) -> str | None:
    """The language of the script that outweighs all others, where only one language writes it.

    A syllable or ideograph says as much as three letters: Korean with Latin names in it stays Korean.
    """
    han, kana = _count(_HAN, text), _count(_KANA, text)
    counts = {"ko": _count(_HANGUL, text), "th": _count(_THAI, text), "zh": han, "ja": kana}
    language = max(counts, key=lambda code: counts[code])
    if 3 * counts[language] <= letters - sum(counts.values()):
        return None
    # Japanese writes more ideographs than kana, Chinese hardly any kana.
    return "ja" if language == "zh" and kana > 0.1 * han else language


def _is_plainly_english(words: Sequence[str]) -> bool:
    """Whether the small words of a text are English, and hardly any are another language's."""
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    return english >= _LEAST_ENGLISH * len(words) and foreign <= _MOST_FOREIGN * english


def _classified(words: Sequence[str], *, of_latin: bool) -> str:
    language, certainty = _identifier().classify(" ".join(words))
    return str(language) if certainty >= _SURE or not of_latin else DEFAULT


def _count(pattern: re.Pattern[str], text: str) -> int:
    """How many letters of a text a pattern of runs covers."""
    return sum(map(len, pattern.findall(text)))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
