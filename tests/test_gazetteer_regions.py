"""The seas, regions, rivers, islands and ranges of the world: there, true, and no ordinary words."""

from __future__ import annotations

from collections import Counter

import pytest
from places_helpers import report
from test_gazetteer_data import by_id, km_outside, places, rows_of, shapes, spot

from geokit.places import find_places

# A coarse outline leaves out islands and capes: what may lie so far outside or inside it, in kilometres.
COARSE_KM = 100
LEAST = {
    "sea": 200,
    "lake": 100,
    "river": 200,
    "island": 230,
    "mountain": 160,
    "region": 330,
    "province": 100,
}
KNOWN = {
    "Black Sea": ("black-sea", "sea"),
    "Baltic": ("baltic-sea", "sea"),
    "Persian Gulf": ("persian-gulf", "sea"),
    "Strait of Hormuz": ("strait-of-hormuz", "sea"),
    "Pacific": ("pacific-ocean", "sea"),
    "Lake Victoria": ("lake-victoria", "lake"),
    "River Nile": ("nile", "river"),
    "Danube": ("danube", "river"),
    "Himalayas": ("himalayas", "mountain"),
    "Mount Kilimanjaro": ("tz-mount-kilimanjaro", "mountain"),
    "Honshu": ("jp-honshu", "island"),
    "Spratlys": ("spratly-islands", "island"),
    "Rügen": ("de-rugen", "island"),
    "Ruegen": ("de-rugen", "island"),
    "Scandinavia": ("scandinavia", "region"),
    "Sahel": ("sahel", "region"),
    "Horn of Africa": ("horn-of-africa", "region"),
    "Darfur": ("sd-darfur", "region"),
    "Kashmir": ("kashmir", "region"),
    "West Bank": ("ps-west-bank", "region"),
    "Gaza Strip": ("ps-gaza-strip", "region"),
    "Siberia": ("ru-siberia", "region"),
    "Midwest": ("us-midwest", "region"),
    "USSR": ("soviet-union", "region"),
    "Sicily": ("it-sicily", "province"),
    "South Darfur": ("sd-south-darfur", "province"),
    "Ladakh": ("in-ladakh", "province"),
    "Buryatia": ("ru-buryatia", "province"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_the_world_has_more_than_countries_and_cities(builtin_gazetteer, name):
    """Each is found by name, as what it is."""
    place_id, feature = KNOWN[name]
    assert place_id in {entry.place_id for entry in builtin_gazetteer.named(name)}
    assert builtin_gazetteer.row(place_id).feature == feature


def test_every_kind_is_there_in_number_and_says_how_far_it_reaches():
    """No place of the table is a bare spot, and each kind has its hundreds."""
    rows = rows_of("regions_places.csv")
    counted = Counter(row["feature"] for row in rows)
    assert {kind: counted[kind] for kind, least in LEAST.items() if counted[kind] < least} == {}
    assert [row["id"] for row in rows if not float(row["radius_km"]) > 0] == []


def test_seas_lie_at_sea():
    """No sea's spot lies deep in a country."""
    land = {
        row["id"]: shapes()[row["id"]]
        for row in places()
        if row["feature"] == "country" and row["id"] in shapes()
    }
    ashore = [
        (row["id"], country)
        for row in rows_of("regions_places.csv")
        if row["feature"] == "sea"
        for country, area in land.items()
        if area.covers(spot(row["id"])) and km_outside(spot(row["id"]), area.boundary) > COARSE_KM
    ]
    assert ashore == []


def test_places_on_land_lie_in_or_off_their_country():
    """A place of one country lies on its ground, an island or a reef no farther off it than it may."""
    off = []
    for row in rows_of("regions_places.csv"):
        area = shapes().get(row["country"].lower())
        if row["feature"] in {"lake", "mountain", "region", "river"} and area is not None:
            distance = km_outside(spot(row["id"]), area) if not area.covers(spot(row["id"])) else 0.0
            if distance > COARSE_KM + float(row["radius_km"]) / 4:
                off.append((row["id"], round(distance)))
    assert off == []


def test_countries_named_lie_within_reach():
    """A lake, river, range or region of several countries reaches each of them."""
    far = [
        (row["id"], code)
        for row in rows_of("regions_places.csv")
        if "/" in row["country"] and row["feature"] not in {"sea", "island"}
        for code in row["country"].lower().split("/")
        if code in shapes()
        and not shapes()[code].covers(spot(row["id"]))
        and km_outside(spot(row["id"]), shapes()[code]) > float(row["radius_km"]) + 2 * COARSE_KM
    ]
    assert far == []


def test_a_unit_stands_once(builtin_gazetteer):
    """The English name of a first-level unit leads to one unit, not to that of the index as well."""
    for row in rows_of("regions_places.csv"):
        if row["feature"] == "province":
            units = {
                entry.place_id
                for entry in builtin_gazetteer.named(row["name"])
                if builtin_gazetteer.row(entry.place_id).iso
                and builtin_gazetteer.row(entry.place_id).country == row["country"]
            }
            assert units == {row["id"]}, row["name"]


def test_units_bear_the_name_that_maps_give_them(builtin_gazetteer):
    """A republic is found without the word for it that its register puts into its name."""
    found = [builtin_gazetteer.row(entry.place_id) for entry in builtin_gazetteer.named("Mordovia")]
    assert ("province", "RU") in {(row.feature, row.country) for row in found}


@pytest.mark.parametrize(
    "text",
    [
        "The county reported three cases of West Nile virus on Monday.",
        "Shares of Amazon rose after the company spoke of its orders.",
        "He was called one of America's best teachers.",
        "The Rockies lost to the visitors by two runs.",
        "Brittany Miller and Lorraine Cole opened the shop.",
        "Oder said that he would not run again.",
    ],
)
def test_ordinary_words_and_people_are_no_regions(builtin_gazetteer, text):
    """A name that is mostly something else is left out of the table, or found only by its full name."""
    regions = {row["id"] for row in rows_of("regions_places.csv")}
    found = [one for one in find_places(report(text), builtin_gazetteer) if one.mention.kind == "place"]
    assert [one.mention.text for one in found if one.place is not None and one.place.id in regions] == []


def test_a_unit_named_after_a_region_keeps_its_side(builtin_gazetteer):
    """South Darfur is that state and Central Java that province, not the region inside the name."""
    text = "Camps in South Darfur and villages in Central Java were flooded; Darfur and Java were not."
    found = {
        one.mention.text: one.place.id for one in find_places(report(text), builtin_gazetteer) if one.place
    }
    assert found == {
        "South Darfur": "sd-south-darfur",
        "Central Java": "id-central-java",
        "Darfur": "sd-darfur",
        "Java": "id-java",
    }


@pytest.mark.parametrize(
    ("text", "border"),
    [
        ("Guards in Hyesan and Musan watch the Chinese border.", "cn-kp-border"),
        (
            "Troops in Arunachal Pradesh moved to the Chinese border, officials in India said.",
            "computed:border:cn:in",
        ),
        ("Traders from Rason waited at the Russian border.", "kp-ru-border"),
        ("Shells fell on the Russian border near Kharkiv, Ukraine.", "computed:border:ru:ua"),
        ("The Chinese border was closed.", None),
    ],
)
def test_a_border_named_by_one_side_depends_on_the_other(builtin_gazetteer, text, border):
    """The Chinese border is that of the country that the report is about, or nobody's."""
    found = {one.place.id for one in find_places(report(text), builtin_gazetteer) if one.place}
    assert {place for place in found if "border" in place and "near" not in place} == (
        {border} if border else set()
    )


def test_a_region_is_no_country():
    """What has a country code of its own is not there again as a region."""
    countries = {row["name"] for row in places() if row["feature"] == "country"}
    assert countries & {row["name"] for row in rows_of("regions_places.csv")} == set()
    assert by_id()["sd-darfur"]["parents"] == "sd"
