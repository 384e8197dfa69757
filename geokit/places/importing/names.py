"""Names out of a row's columns: which column holds which kind, in what language, and how many in a cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geokit.places.importing.records import WrittenName

__all__ = ["PREFERRED", "all_names", "preferred_name", "written_name"]

PREFERRED = (
    "name:en",
    "name_en",
    "name_eng",
    "name:eng_x_preferred",
    "preferred_name",
    "name",
    "title",
    "toponym",
    "place_name",
    "placename",
    "place",
    "shapename",
    "label",
    "asciiname",
)
ALTERNATIVES = {
    "names": "alternative",
    "variants": "alternative",
    "aliases": "alternative",
    "alias": "alternative",
    "alternatenames": "alternative",
    "alternate_names": "alternative",
    "alternative_names": "alternative",
    "other_names": "alternative",
    "alt_name": "alternative",
    "alt_names": "alternative",
    "name_alt": "alternative",
    "int_name": "alternative",
    "official_name": "alternative",
    "short_name": "alternative",
    "loc_name": "native",
    "local_name": "native",
    "name_local": "native",
    "native_name": "native",
    "native": "native",
    "old_name": "former",
    "former_name": "former",
    "former_names": "former",
}
# Three-letter codes as Who's On First and others write them; two letters are taken as they are.
_LANGUAGES = {
    "ara": "ar",
    "deu": "de",
    "eng": "en",
    "fra": "fr",
    "jpn": "ja",
    "kor": "ko",
    "rus": "ru",
    "spa": "es",
    "und": "",
    "zho": "zh",
}
_LANGUAGE_COLUMN = re.compile(r"(?:(old|alt)_)?names?[:_]([a-z]{2,3})(?:[_-].+)?")
_TAGGED = re.compile(r"(.+)@([A-Za-z]{2,3}(?:-\w+)*)")
_SEPARATORS = re.compile(r"\s*[|;]\s*")
_COMMAS_TOO = re.compile(r"\s*[|;,]\s*")


def preferred_name(cells: Mapping[str, Any], column: str | None) -> str:
    """Give the row's preferred name: that of the column the user names, else of the first usual one."""
    for key in (column.lower(),) if column else PREFERRED:
        for text in _texts(cells.get(key)):
            if _has_letter(text):
                return text
    return ""


def all_names(cells: Mapping[str, Any], preferred: str) -> tuple[WrittenName, ...]:
    """Give the names of every column that holds some, but for the preferred one, each once."""
    found: dict[str, WrittenName] = {}
    for key, value in cells.items():
        language = _column_language(key)
        kind = "former" if key.startswith("old_") else ALTERNATIVES.get(key, "alternative")
        if language is None and key not in ALTERNATIVES and key not in PREFERRED:
            continue
        splitter = _COMMAS_TOO if key == "alternatenames" else _SEPARATORS
        for cell in _texts(value):
            for text in splitter.split(cell):
                tagged = _TAGGED.fullmatch(text)
                name = (
                    written_name(tagged[1], tagged[2], kind)
                    if tagged
                    else written_name(text, language or "", kind)
                )
                if name.text != preferred and _has_letter(name.text):
                    found.setdefault(name.text, name)
    return tuple(found.values())


def written_name(text: str, lang: str, kind: str = "alternative") -> WrittenName:
    """Make a name of a text; the script it is written in may say more of its kind and language."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    lang = _LANGUAGES.get(lang, lang)
    scripts = {unicodedata.name(letter, "").split()[0] for letter in text if letter.isalpha()}
    if "LATIN" in scripts:
        return WrittenName(text, "ko-Latn" if lang == "ko" else lang, kind)
    if kind != "alternative" or not scripts:
        return WrittenName(text, lang, kind)
    if lang == "ko" and "CJK" in scripts:
        return WrittenName(text, lang, "hanja")
    return WrittenName(text, lang or ("ko" if "HANGUL" in scripts else ""), "native")


def _column_language(key: str) -> str | None:
    """The language that a column's name names, or None where it names none."""
    found = _LANGUAGE_COLUMN.fullmatch(key)
    if found is None or key in ALTERNATIVES:
        return None
    code = found[2]
    return _LANGUAGES.get(code, code if len(code) == 2 else None)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a cell, which may be a text or a list of them."""
    values: Iterable[Any] = value if isinstance(value, list | tuple) else (value,)
    for one in values:
        if isinstance(one, str) and one.strip():
            yield one.strip()


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)
