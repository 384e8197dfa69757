"""Other vocabularies' words for kinds of places, and the gazetteer's features that they mean."""

from __future__ import annotations

__all__ = ["feature_of_code", "feature_of_word"]

CITY_POPULATION, TOWN_POPULATION = 100_000, 5_000

# GeoNames' feature codes where the code says more than its class.
_CODES = {
    "ADM1": "province",
    "ADM1H": "province",
    "ADM2": "county",
    "ADM2H": "county",
    "ADM3": "district",
    "ADM4": "district",
    "ADM5": "district",
    "ADMD": "district",
    "TERR": "region",
    "ZN": "zone",
    "ZNB": "zone",
    "PPLC": "city",
    "PPLA": "city",
    "PPLA2": "town",
    "PPLX": "neighbourhood",
    "BAY": "sea",
    "BAYS": "sea",
    "BDLD": "region",
    "CNL": "river",
    "COVE": "sea",
    "GULF": "sea",
    "LGN": "lake",
    "LK": "lake",
    "LKS": "lake",
    "OCN": "sea",
    "RSV": "lake",
    "RVN": "region",
    "SD": "sea",
    "SEA": "sea",
    "STM": "river",
    "STMA": "river",
    "STMD": "river",
    "STMI": "river",
    "STMM": "river",
    "STMS": "river",
    "STMX": "river",
    "STRT": "sea",
    "CONT": "continent",
    "HLL": "mountain",
    "HLLS": "mountain",
    "ISL": "island",
    "ISLS": "island",
    "ISLET": "island",
    "MT": "mountain",
    "MTS": "mountain",
    "PASS": "pass",
    "PK": "mountain",
    "PKS": "mountain",
    "RDGE": "mountain",
    "VLC": "mountain",
    "DSRT": "region",
    "PEN": "region",
    "PLAT": "region",
    "PLN": "region",
    "UPLD": "region",
    "VAL": "region",
    "VALS": "region",
}
# What is left of each of GeoNames' classes; P is decided by the number of inhabitants.
_CLASSES = {"A": "region", "H": "site", "L": "region", "R": "site", "S": "site", "T": "site", "U": "sea"}

_WORDS = {
    "country": "country nation 300128207 300232420 300387506",
    "province": "province state governorate oblast 300000774 300000776",
    "prefecture": "prefecture 300235099",
    "county": "county shire 300000771",
    "district": "district parish 300000705",
    "city": "city municipality metropolis capital 300008389",
    "town": "town township borough 300008375",
    "village": "village hamlet pueblo settlement isolated_dwelling 300008372 300008347",
    "neighbourhood": "neighbourhood neighborhood suburb quarter 300000745 300000742",
    "river": "river stream creek canal 300008707 300006075",
    "lake": "lake reservoir lagoon 300008680 300006191 300008679",
    "sea": "sea ocean bay gulf strait 300008694 300008687 300132316 300132315",
    "mountain": "mountain peak hill volcano 300008795 300008777",
    "pass": "pass 300259572",
    "island": "island islet archipelago 300008791 300386853",
    "border": "border",
    "zone": "zone",
    "region": "region valley peninsula desert plateau plain 300182722 300008761 300008804 300008916",
    "continent": "continent 300128176",
    "site": "site bridge port airport camp mine prison dam 300000809 300007836 300120599 300000681 300000390",
}
_BY_WORD = {word: feature for feature, words in _WORDS.items() for word in words.split()}


def feature_of_code(code: str, population: int | None = None) -> str | None:
    """Give the feature of a GeoNames code, with its class (``P.PPL``), without (``PPL``), or a class (``P``).

    A populated place is a city, a town or a village by its inhabitants, unless its code says what it is.
    """
    feature_class, _, name = code.strip().upper().rpartition(".")
    if name in _CODES:
        return _CODES[name]
    if name.startswith("PCL"):
        return "country"
    if name.startswith("PPL") or name == "P" or feature_class == "P":
        return _settlement(population or 0)
    return _CLASSES.get(feature_class or name)


def feature_of_word(word: str) -> str | None:
    """Give the feature that a word or a number of the Getty vocabulary (AAT) means, if it is a known one."""
    return _BY_WORD.get(word.strip().lower().rpartition(":")[2].rpartition("/")[2])


def _settlement(population: int) -> str:
    if population >= CITY_POPULATION:
        return "city"
    return "town" if population >= TOWN_POPULATION else "village"
