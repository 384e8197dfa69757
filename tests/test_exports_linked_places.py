"""Linked Places Format: each place once, with its names, kinds, shapes and links, and read back by geokit."""

import json
from pathlib import Path

import geojson_validator
import pytest
import shapely
from made_folders import make_folder
from shapely.geometry import shape

from geokit.layers.exports.linked_places import write_gazetteer, write_linked_places
from geokit.places import load_gazetteer
from geokit.places.importing import Settings, import_places, source_entry

GAZETTEER = Path(__file__).parent / "fixtures" / "gazetteer"


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer([GAZETTEER], only=True)


@pytest.fixture(scope="module")
def features(gazetteer, tmp_path_factory):
    path = tmp_path_factory.mktemp("lpf") / "places.lpf.json"
    write_gazetteer(gazetteer, path)
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection" and collection["@context"].endswith(".jsonld")
    return {one["@id"].removeprefix("urn:geokit:"): one for one in collection["features"]}


def test_every_place_is_there_once(gazetteer, features):
    """By the id that it has in every other file, in their order."""
    assert list(features) == sorted(gazetteer.tables.places)
    for one in features.values():
        assert one["type"] == "Feature" and one["properties"]["title"] == one["names"][0]["toponym"]


def test_names_have_language_source_and_time(gazetteer, features):
    """Every toponym that the gazetteer has, but for names of peoples."""
    for place_id, feature in features.items():
        rows = [row for row in gazetteer.tables.names if row.place_id == place_id]
        expected = {(row.name, row.lang) for row in rows if row.kind not in ("demonym", "description")}
        found = {(one["toponym"], one.get("lang", "")) for one in feature["names"]}
        title = feature["properties"]["title"]
        assert {one for one in found if one[0] != title} == {one for one in expected if one[0] != title}
        assert all(one["citations"][0]["label"] for one in feature["names"])
        assert not [one for one in rows if one.kind == "demonym" and (one.name, one.lang) in found - expected]


def test_names_have_their_years_and_stand_once(builtin_gazetteer, tmp_path):
    """A span has a start: of a name with an end alone it lies before that."""
    write_gazetteer(builtin_gazetteer, tmp_path / "places.json")
    collection = json.loads((tmp_path / "places.json").read_text(encoding="utf-8"))
    names = {one["@id"].removeprefix("urn:geokit:"): one["names"] for one in collection["features"]}
    spans = {name["toponym"]: name["when"]["timespans"] for name in names["bd"] if "when" in name}
    assert spans["East Pakistan"] == [{"start": {"in": "1955"}, "end": {"in": "1971"}}]
    rows = builtin_gazetteer.tables.names
    ended = next(row for row in rows if row.valid_to and not row.valid_from and row.kind == "former")
    [span] = [one["when"]["timespans"] for one in names[ended.place_id] if one["toponym"] == ended.name]
    assert span == [{"start": {"latest": ended.valid_to}, "end": {"in": ended.valid_to}}]
    for place_id, place_names in names.items():
        title = builtin_gazetteer.row(place_id).name
        assert [one["toponym"] for one in place_names].count(title) == 1


def test_shapes_say_how_sure_they_are(gazetteer, features):
    """The representative spot first, then the line or area where one is known."""
    for place_id, feature in features.items():
        place = gazetteer.place(place_id)
        spot, *shapes = feature["geometry"]["geometries"]
        assert spot["coordinates"] == pytest.approx([place.lon, place.lat], abs=1e-6)
        assert len(shapes) == (shapely.get_dimensions(place.geometry) > 0)
        if shapes:
            assert shapely.hausdorff_distance(shape(shapes[0]), place.geometry) < 1e-3
        certainty = {"surveyed": "certain", "simplified": "less-certain"}.get(place.shape_basis, "uncertain")
        assert {one["certainty"] for one in (spot, *shapes)} == {certainty}


def test_it_is_valid_geojson(tmp_path, gazetteer):
    """Every program that reads GeoJSON reads it."""
    write_gazetteer(gazetteer, tmp_path / "places.json")
    collection = json.loads((tmp_path / "places.json").read_text(encoding="utf-8"))
    assert geojson_validator.validate_structure(collection, check_crs=True) == {}


def test_countries_parents_and_links(gazetteer, features):
    """ISO codes one by one, every unit that holds it, GeoNames where the gazetteer knows it."""
    for place_id, feature in features.items():
        row = gazetteer.row(place_id)
        assert feature["properties"]["ccodes"] == (row.country.split("/") if row.country else [])
        related = [one["relationTo"].removeprefix("urn:geokit:") for one in feature["relations"]]
        assert related == list(gazetteer.place(place_id).parents)
        links = [one["identifier"] for one in feature["links"]]
        assert links == ([f"https://www.geonames.org/{row.geonames}"] if row.geonames else [])


def test_geokit_reads_it_back(gazetteer, tmp_path):
    """Importing what was exported joins every place to itself, by name, kind, country and position."""
    write_gazetteer(gazetteer, tmp_path / "places.lpf.json")
    source = source_entry(tmp_path / "places.lpf.json", licence="CC0-1.0", attribution="made")
    done = import_places(
        tmp_path / "places.lpf.json", tmp_path / "back", source, settings=Settings(), gazetteers=[GAZETTEER]
    )
    joined = {one.place_id for one in done.joined}
    assert len(joined) >= 0.9 * len(gazetteer.tables.places)


def test_a_folders_places_have_the_gazetteers_names(tmp_path, builtin_gazetteer, monkeypatch):
    """As long as it is the one that the folder was made with; else its own alone, and a word of it."""
    made = make_folder(tmp_path / "made")
    [remark] = write_linked_places(made, tmp_path / "places.lpf.json")
    assert "is not at hand" in remark
    collection = json.loads((tmp_path / "places.lpf.json").read_text(encoding="utf-8"))
    ids = [one["@id"].removeprefix("urn:geokit:") for one in collection["features"]]
    assert ids == list(made.places["place_id"])

    made.manifest["gazetteer"]["fingerprint"] = builtin_gazetteer.fingerprint
    assert write_linked_places(made, tmp_path / "places.lpf.json") == []


def test_twice_is_the_same(gazetteer, tmp_path):
    """Byte for byte."""
    for name in ("one", "two"):
        write_gazetteer(gazetteer, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
