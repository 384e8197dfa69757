import shutil
import time

import pytest
from places_helpers import FOLDER, small_gazetteer
from shapely.geometry import Point

from geokit.errors import GazetteerError
from geokit.places import load_gazetteer

HEADER = "id,name,feature,country,parents,lat,lon,radius_km,population,geonames,iso,source\n"


def folder_with(tmp_path, places, names="", shapes=""):
    tmp_path.joinpath("places.csv").write_text(HEADER + places, encoding="utf-8")
    if names:
        tmp_path.joinpath("names.csv").write_text("place_id,name\n" + names, encoding="utf-8")
    if shapes:
        tmp_path.joinpath("shapes.geojson").write_text(shapes, encoding="utf-8")
    return tmp_path


def test_a_place_has_its_units_shape_and_names():
    """A place knows what holds it, what it is called and in which shape it is known."""
    place = small_gazetteer().place("kp-north-hamgyong-musan")
    assert (place.adm1, place.adm2, place.country) == ("North Hamgyong Province", "Musan County", "KP")
    assert place.parents == ("kp-north-hamgyong", "kp")
    assert place.names[0] == "Musan County"
    assert "무산" in place.names
    assert (place.shape, place.shape_basis) == ("point", "approximate")
    assert (place.geometry.x, place.geometry.y) == (place.lon, place.lat)


def test_a_city_can_be_a_first_level_unit():
    """What has an ISO code of the first level is its own first-level unit."""
    assert small_gazetteer().place("kr-seoul").adm1 == "Seoul"


def test_a_river_is_a_line_with_a_spot_on_it():
    """A row without coordinates gets a spot on its shape, and a radius that covers all of it."""
    river = small_gazetteer().place("tumen-river")
    assert river.shape == "line"
    assert river.geometry.distance(Point(river.lon, river.lat)) < 1e-6
    assert 42 < river.lat < 43
    assert 80 < river.radius_km < 200


def test_an_area_keeps_its_basis():
    """A shape says how it is known, and its radius reaches its farthest corner."""
    province = small_gazetteer().place("kp-jagang")
    assert (province.shape, province.shape_basis) == ("area", "approximate")
    assert 110 < province.radius_km < 130


def test_a_place_names_the_sources_of_its_row_and_of_its_shape(tmp_path):
    """Who publishes a shape has to name where it comes from, once."""
    shape = (
        '{"type":"FeatureCollection","features":[{"type":"Feature",'
        '"properties":{"place_id":"x","basis":"surveyed","source":"survey mine"},'
        '"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}'
    )
    rows = "x,X,county,,,0.3,0.6,,,,,mine\ny,Y,county,,,0.3,0.6,,,,,mine\n"
    gazetteer = load_gazetteer([folder_with(tmp_path, rows, shapes=shape)], only=True)
    assert gazetteer.place("x").source == "mine survey"
    assert gazetteer.place("y").source == "mine"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Musan", ["kp-north-hamgyong-musan"]),
        ("MU-SAN", ["kp-north-hamgyong-musan"]),
        ("Cheorwon", ["kp-kangwon-chorwon", "kr-gangwon-cheorwon"]),
        ("Sinuiju", ["kp-sinuiju"]),
        ("무산", ["kp-north-hamgyong-musan"]),
    ],
)
def test_search_finds_every_spelling(name, expected):
    """A name is found whatever its case, hyphens, diacritics and script, with all places that bear it."""
    best = [one.place.id for one in small_gazetteer().search(name) if one.score >= 0.9]
    assert best == expected


def test_a_misspelling_is_found_with_a_lower_score():
    """What is written almost like a name comes after what is."""
    exact = small_gazetteer().search("Hoeryong")[0]
    near = small_gazetteer().search("Hoeriyong")[0]
    assert near.place == exact.place
    assert near.score < exact.score


def test_search_gives_nothing_for_nonsense_and_heeds_the_limit():
    """No likeness, no place; and never more than asked for."""
    assert small_gazetteer().search("Qqqqqqqq") == []
    assert small_gazetteer().search("") == []
    assert len(small_gazetteer().search("Kangwon", limit=1)) == 1


def test_near_is_sorted_by_distance():
    """The nearest spots come first, with their distance in kilometres."""
    found = small_gazetteer().near(42.226, 129.208, limit=3)
    assert found[0][0].id == "kp-north-hamgyong-musan"
    assert found[0][1] == 0
    assert [km for _, km in found] == sorted(km for _, km in found)


def test_a_users_folder_adds_and_replaces(tmp_path):
    """A row with an id that stood before replaces it, others are added; names add up."""
    own = folder_with(
        tmp_path,
        "kp-sinuiju,Sinuiju City,city,KP,kp,40.2,124.4,9,,,,own\nx,Xanadu,site,KP,,40,127,1,,,,own\n",
    )
    gazetteer = load_gazetteer([FOLDER, own], only=True)
    assert len(gazetteer) == len(small_gazetteer()) + 1
    assert gazetteer.place("kp-sinuiju").name == "Sinuiju City"
    assert gazetteer.search("Sinŭiju")[0].place.lat == 40.2
    assert gazetteer.search("Xanadu")[0].place.id == "x"


def test_the_fingerprint_follows_the_data(tmp_path):
    """The same files give the same fingerprint, another byte another."""
    copy = tmp_path / "copy"
    shutil.copytree(FOLDER, copy)
    assert load_gazetteer([copy], only=True).fingerprint == small_gazetteer().fingerprint
    with (copy / "names.csv").open("a", encoding="utf-8") as file:
        file.write("kp,Hermit Kingdom,en,alternative,,,drawn\n")
    assert load_gazetteer([copy], only=True).fingerprint != small_gazetteer().fingerprint


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,A,city,KP,,91,1,,,,,s", r"places\.csv, row 2: lat is 91; it has to lie between -90 and 90"),
        ("a,A,city,KP,,north,1,,,,,s", r"row 2: lat is 'north'; write a number"),
        ("a,,city,KP,,1,1,,,,,s", r"row 2: no name; fill it in"),
        (",A,city,KP,,1,1,,,,,s", r"row 2: no id"),
        ("a,A, B,city,KP,,1,1,,,,,s", r"row 2: 13 cells where the header has 12"),
        ("a,A,river,KP,,,,,,,,s", r"row 2: a has neither lat and lon nor a shape"),
        ("a,A,city,KP,,1,1,,many,,,s", r"row 2: population is 'many'"),
        ("a,A,city,KP,,nan,1,,,,,s", r"row 2: lat is nan"),
    ],
)
def test_a_bad_row_is_named(tmp_path, row, message):
    """An error names the file, the row and what is wrong with it."""
    with pytest.raises(GazetteerError, match=message):
        load_gazetteer([folder_with(tmp_path, row + "\n")], only=True)


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        ("{", r"shapes\.geojson: is not a GeoJSON"),
        (
            '{"features": [{"properties": {"place_id": "b"}, "geometry": null}]}',
            r"feature 1: no places\.csv has",
        ),
        (
            '{"features": [{"properties": {"place_id": "a"}, "geometry": null}]}',
            r"feature 1: a has no geometry",
        ),
    ],
)
def test_a_bad_shape_is_named(tmp_path, shapes, message):
    """A shape needs a place and a geometry."""
    folder = folder_with(tmp_path, "a,A,city,KP,,1,1,,,,,s\n", shapes=shapes)
    with pytest.raises(GazetteerError, match=message):
        load_gazetteer([folder], only=True)


def test_folders_that_are_none(tmp_path):
    """A folder has to be there and to hold places; with nothing built in there has to be one."""
    with pytest.raises(GazetteerError, match="is no folder"):
        load_gazetteer([tmp_path / "nowhere"])
    with pytest.raises(GazetteerError, match=r"holds no places\.csv"):
        load_gazetteer([tmp_path], only=True)
    with pytest.raises(GazetteerError, match="no gazetteer given"):
        load_gazetteer(only=True)


def test_other_encodings_and_headers_are_refused(tmp_path):
    """A file that is not UTF-8 or lacks a column is named."""
    tmp_path.joinpath("places.csv").write_bytes((HEADER + "a,무산,city,KP,,1,1,,,,,s\n").encode("euc-kr"))
    with pytest.raises(GazetteerError, match="is not UTF-8"):
        load_gazetteer([tmp_path], only=True)
    tmp_path.joinpath("places.csv").write_text("id,title\na,A\n")
    with pytest.raises(GazetteerError, match="row 1: no column name, feature"):
        load_gazetteer([tmp_path], only=True)


def test_an_unknown_id_says_how_to_find_one():
    """Asking for a place that is not there is an error with advice."""
    with pytest.raises(GazetteerError, match="geokit places search"):
        small_gazetteer().place("atlantis")


def test_the_built_in_gazetteer_opens_at_once():
    """The built-in gazetteer opens without a wait (generous here: machines that test are busy)."""
    start = time.process_time()
    gazetteer = load_gazetteer()
    assert time.process_time() - start < 1
    assert len(gazetteer) > 300
