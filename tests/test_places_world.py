"""The index of the world behind the tables, and names that only it holds."""

from __future__ import annotations

from array import array
from functools import cache

import pytest
from marisa_trie import BytesTrie
from shapely.geometry import Point

from geokit.model import Report
from geokit.places import find_places, load_gazetteer
from geokit.places.gazetteer import Gazetteer, distance_km
from geokit.places.world import COLUMNS, NO_UNIT, World, packed

# The geographical centres of mainlands as surveys of those countries give them (a monument stands at most).
SURVEYED_CENTRES = {
    "at": (47.60, 13.78), "au": (-25.61, 134.35), "by": (53.53, 28.04), "ch": (46.80, 8.23),
    "cz": (49.74, 15.34), "de": (51.16, 10.45), "es": (40.31, -3.68), "fi": (64.96, 27.59),
    "fr": (46.54, 2.43), "hu": (47.18, 19.51), "no": (63.99, 12.31), "pl": (52.07, 19.48),
    "ru": (66.42, 94.25), "us": (39.83, -98.58),
}  # fmt: skip


@cache
def built_in() -> Gazetteer:
    return load_gazetteer()


def places_in(text: str) -> dict[str, str | None]:
    """What each mention of a text is resolved to: "name, unit, country"."""
    report = Report("r", None, text, None, None, None, None, None, "en", "r.txt", "0" * 64)
    found = {}
    for one in find_places(report, built_in()):
        place = one.place
        found[one.mention.text] = f"{place.name}, {place.adm1}, {place.country}" if place else None
    return found


def little_world(tmp_path) -> World:
    """A country, a unit in it, and two towns: one in the unit, one in no unit."""
    rows = [
        (0, 0, 0, 0, NO_UNIT, "XA"),
        (10, 100_000, 200_000, 0, 0, "Ostmark\tprovince\tXA-1\t80"),
        (20, 101_000, 201_000, 4_000, 1, "Bärwalde"),
        (30, -120_000, -1_000_000, 90_000, 0, "Sund"),
    ]
    columns = {
        name: array(kind, [row[position] for row in rows]) for position, (name, kind) in enumerate(COLUMNS)
    }
    (tmp_path / "world.places").write_bytes(packed((1, 1, 1, 2), columns, [row[5] for row in rows]))
    keys = [("ostmark", 1 << 1 | 1), ("barwalde", 2 << 1 | 1), ("sund", 3 << 1 | 1), ("sund", 2 << 1)]
    BytesTrie([(key, value.to_bytes(3, "big")) for key, value in keys]).save(str(tmp_path / "world.names"))
    return World(tmp_path)


def test_a_row_becomes_a_record_with_the_units_that_hold_it(tmp_path):
    """Of a town the index gives spot, inhabitants, units and country."""
    world = little_world(tmp_path)
    row = world.place_row(2)
    assert (row.id, row.name, row.country, row.parents) == ("gn-20", "Bärwalde", "XA", ("gn-10", "xa"))
    assert (row.lat, row.lon, row.population, row.feature) == (10.1, 20.1, 4_000, "city")
    unit = world.place_row(1)
    assert (unit.name, unit.feature, unit.iso, unit.radius_km) == ("Ostmark", "province", "XA-1", 80.0)


def test_a_name_leads_to_its_rows_and_an_id_to_its_own(tmp_path):
    """A folded name gives its rows and whether it is their preferred one; an id is found in every part."""
    world = little_world(tmp_path)
    assert sorted(world.named("sund")) == [(2, False), (3, True)]
    assert world.named("nowhere") == []
    assert [world.find(place_id) for place_id in ("gn-10", "gn-20", "gn-30")] == [1, 2, 3]
    assert [world.find(place_id) for place_id in ("gn-15", "gn-x", "xa", "")] == [None] * 4


def test_the_nearest_towns_are_found_across_the_date_line(tmp_path):
    """Nearness is that on the globe, and units are no towns."""
    world = little_world(tmp_path)
    assert world.near(-12.0, -101.0, 1) == [3]
    assert world.near(10.0, 20.0, 1) == [2]


def test_an_index_of_another_kind_is_refused(tmp_path):
    """A file that is no index is named, not misread."""
    little_world(tmp_path)
    (tmp_path / "world.places").write_bytes(b"something else" * 10)
    with pytest.raises(ValueError, match=r"world\.places"):
        World(tmp_path)


def test_the_world_is_behind_the_tables():
    """Towns of five hundred inhabitants are known by name and id, with their units; they are not counted."""
    gazetteer = built_in()
    ids = {entry.place_id for entry in gazetteer.named("Ames")}
    assert "gn-4846834" in ids
    town = gazetteer.place("gn-4846834")
    assert (town.name, town.adm1, town.adm2, town.country) == ("Ames", "Iowa", "Story County", "US")
    assert "gn-4846834" in gazetteer
    assert "gn-1" not in gazetteer
    assert len(gazetteer) < 20_000


def test_a_place_of_the_tables_does_not_come_again_from_the_index():
    """What is edited by hand stays one place: the index adds namesakes elsewhere only."""
    for name in ("Musan", "Hyesan", "Tumen", "Cheorwon", "Dandong", "Seoul"):
        entries = built_in().named(name)
        edited = [built_in().row(one.place_id) for one in entries if not one.place_id.startswith("gn-")]
        for entry in entries:
            if entry.place_id.startswith("gn-"):
                row = built_in().row(entry.place_id)
                near = [one.id for one in edited if distance_km(row.lat, row.lon, one.lat, one.lon) < 25]
                assert not near or row.country not in {"KP", "KR", "CN"}, (name, row.id, near)
    assert not any(built_in().row(one.place_id).country == "KP" for one in built_in().named("Ames"))


def test_a_city_of_the_tables_lies_in_the_unit_that_the_index_knows():
    """A large city has its first-level unit, whether the tables list that unit or not."""
    cities = [built_in().place(one.place_id) for one in built_in().named("Kano")]
    largest = max(cities, key=lambda city: city.population or 0)
    assert (largest.country, largest.adm1) == ("NG", "Kano")


def test_countries_stand_at_the_middle_of_their_mainland():
    """The spot of a country is the middle of its largest part, as surveys have found it too."""
    for code, spot in SURVEYED_CENTRES.items():
        row = built_in().row(code)
        assert distance_km(row.lat, row.lon, *spot) < 110, (code, row.lat, row.lon)


def test_countries_stand_on_their_own_ground():
    """No country's spot lies in the sea or abroad, islands overseas or not."""
    shaped = [row for row in built_in().tables.places.values() if row.feature == "country"]
    for row in shaped:
        place = built_in().place(row.id)
        if place.shape == "area":
            assert place.geometry.buffer(0.05).covers(Point(row.lon, row.lat)), (row.id, row.lat, row.lon)


def test_a_village_is_found_where_the_text_says_that_it_is_a_place():
    """A preposition before it, or the unit that holds it behind, makes a village of the index a mention."""
    found = places_in("Crews went to Rogersville, Tennessee. A second fire burned in Bulacan on Monday.")
    assert found["Rogersville"] == "Rogersville, Tennessee, US"
    assert found["Bulacan"] is not None


def test_a_village_said_once_to_be_one_is_one_elsewhere_in_the_report():
    """Where a report has made clear that a name is a place, its other mentions count too."""
    text = "The bus left for Rogersville, Tennessee. Rogersville lies an hour away."
    report = Report("r", None, text, None, None, None, None, None, "en", "r.txt", "0" * 64)
    mentions = [one.mention.text for one in find_places(report, built_in())]
    assert mentions.count("Rogersville") == 2


@pytest.mark.parametrize(
    "text",
    [
        "A letter from Derek Welch arrived. Later Welch called again, and from Welch came another.",
        "The strain was different from HIV-1 in every respect.",
        "They parked in the Honda and left.",
        "The bill was stopped in Lund Hall yesterday.",
    ],
)
def test_people_things_and_parts_of_names_are_no_villages(text):
    """A name that the index holds is no place where the text uses it for something else."""
    assert not places_in(text)


def test_a_country_is_not_taken_for_a_hamlet_of_its_name():
    """A bare name of a country or a state means that; with what holds it, the town."""
    assert places_in("Crops failed across China and California.")["California"].endswith("US")
    gazetteer = built_in()
    text = "He grew up in Lebanon, Tennessee."
    report = Report("r", None, text, None, None, None, None, None, "en", "r.txt", "0" * 64)
    town = next(one for one in find_places(report, gazetteer) if one.mention.text == "Lebanon")
    assert town.place is not None
    assert town.place.country == "US"


def test_states_are_known_by_their_abbreviations():
    """The abbreviations of American and Australian newspapers name their states."""
    found = places_in("Police in Charleston, W.Va., and in Dubbo, NSW, compared notes.")
    assert found["W.Va."] == "West Virginia, West Virginia, US"
    assert found["NSW"] == "New South Wales, New South Wales, AU"
    assert found["Charleston"] == "Charleston, West Virginia, US"
