"""Which language a report is written in, as ISO 639-1.

Names mislead a statistical identifier: news in English full of Korean names looks like Indonesian to it. So
a script that one language writes decides, and for the Latin script only words without a capital count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["identify_language"]

DEFAULT = "en"
_ENOUGH_LETTERS = 20
_SURE = 0.7
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_EXCERPT = 20_000
_LANGUAGE_OF_SCRIPT = {"HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "THAI": "th"}


def identify_language(text: str) -> str:
    """Language of a text, ``en`` where it has too few letters or the answer is unsure.

    Examples
    --------
    >>> identify_language("Two people were arrested near the river.")
    'en'
    >>> identify_language("국경 경비대가 강을 건너던 두 사람을 체포했다고 소식통이 전했다.")
    'ko'
    """
    words = _WORDS.findall(text[:_EXCERPT])
    scripts = _scripts(words)
    if scripts.total() < _ENOUGH_LETTERS // 2:
        return DEFAULT
    # A syllable or ideograph says as much as three letters: Korean with Latin names in it stays Korean.
    script = max(sorted(scripts), key=lambda name: scripts[name] * (3 if name in _LANGUAGE_OF_SCRIPT else 1))
    if script == "CJK" and scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * scripts["CJK"]:
        return "ja"
    if script in _LANGUAGE_OF_SCRIPT:
        return _LANGUAGE_OF_SCRIPT[script]
    return _classified([word for word in words if word.islower()], of_latin=script == "LATIN")


def _scripts(words: Iterable[str]) -> Counter[str]:
    return Counter(_script(letter) for word in words for letter in word if letter.isalpha())


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _classified(words: list[str], *, of_latin: bool) -> str:
    if sum(map(len, words)) < _ENOUGH_LETTERS:
        return DEFAULT
    language, certainty = _identifier().classify(" ".join(words))
    return str(language) if certainty >= _SURE or not of_latin else DEFAULT


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
