"""`geokit places import` as a command, what its folder does to other commands, and figures on real layers."""

import json
import time

import pytest
import shapely
from click.testing import CliRunner

from geokit.cli import main
from geokit.places import check_gazetteer, load_gazetteer
from geokit.places.importing import Settings, import_places, source_entry

VILLAGES = "name,lat,lon,feature,country,name_ko\nSaetgol,42.30,129.40,village,KP,샛골\n"


def geokit(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def villages(tmp_path):
    file = tmp_path / "villages.csv"
    file.write_text(VILLAGES, encoding="utf-8")
    return file


def test_a_village_that_was_unknown_resolves(tmp_path, villages):
    """A folder made by the command changes what `geokit mentions` finds, in either script."""
    report = tmp_path / "report.txt"
    report.write_text("Two traders were caught in Saetgol, North Hamgyong Province.\n", encoding="utf-8")

    def places(*options):
        rows = [json.loads(line) for line in geokit("mentions", report, *options).stdout.splitlines()]
        return {row["text"]: (row["place_id"], row["adm1"]) for row in rows}

    folder = tmp_path / "mine"
    done = geokit("places", "import", villages, "-o", folder, "--licence", "CC0-1.0", "--attribution", "us")
    assert (done.exit_code, done.stderr) == (0, "")
    assert places().get("Saetgol", (None, None))[0] is None
    found = places("--gazetteer", folder)
    assert found["Saetgol"] == ("villages-saetgol", "North Hamgyong Province")
    assert geokit("places", "search", "샛골", "--gazetteer", folder).exit_code == 0


def test_the_command_says_what_it_did_and_what_is_missing(tmp_path, villages, monkeypatch):
    """Without options the folder is named after the file, and the source's missing terms are told."""
    monkeypatch.chdir(tmp_path)
    done = geokit("places", "import", villages)
    assert done.exit_code == 0
    assert "1 places read: 0 joined to places of the gazetteer, 1 new" in done.stdout
    assert "states no licence or attribution" in done.stdout
    assert (tmp_path / "villages-gazetteer/places.csv").is_file()


def test_the_command_refuses_bad_rows_or_lists_what_it_left_out(tmp_path, villages):
    """Exit 1 and no folder; with --skip-bad exit 3 and each row on stderr."""
    villages.write_text(VILLAGES + "Nowhere,99,129,village,KP,\n", encoding="utf-8")
    folder = tmp_path / "mine"
    refused = geokit("places", "import", villages, "-o", folder)
    assert (refused.exit_code, folder.exists()) == (1, False)
    assert "row 3: lat is 99" in refused.stderr
    skipped = geokit("places", "import", villages, "-o", folder, "--skip-bad")
    assert (skipped.exit_code, folder.exists()) == (3, True)
    assert "row 3: lat is 99" in skipped.stderr


def test_the_command_lists_what_no_place_took(tmp_path):
    """With --attach-only what is not attached is listed with the reason and left out."""
    square = [[[125.0, 39.0], [125.2, 39.0], [125.2, 39.2], [125.0, 39.2], [125.0, 39.0]]]
    geometry = {"type": "Polygon", "coordinates": square}
    feature = {"type": "Feature", "properties": {"name": "Qwertyland"}, "geometry": geometry}
    file = tmp_path / "a.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    done = geokit("places", "import", file, "-o", tmp_path / "out", "--attach-only")
    assert "row 1: Qwertyland: no unit or ground of the gazetteer has its name" in done.stdout
    assert "1 left out" in done.stdout


def test_an_area_goes_the_whole_way(tmp_path):
    """An imported county passes the check and is what search, mentions and map have from then on."""
    square = [[[129.0, 42.0], [129.4, 42.0], [129.4, 42.4], [129.0, 42.4], [129.0, 42.0]]]
    feature = {
        "type": "Feature",
        "properties": {"name": "무산군"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    file, folder, report = tmp_path / "counties.geojson", tmp_path / "mine", tmp_path / "report.txt"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    report.write_text(
        "2019-03-04\n\nTwo people were arrested in Musan County on March 3.\n", encoding="utf-8"
    )
    terms = ("--licence", "CC0-1.0", "--attribution", "us", "--country", "KP", "--basis", "surveyed")
    assert geokit("places", "import", file, "-o", folder, *terms).exit_code == 0
    assert sorted(one.name for one in folder.iterdir()) == [
        "names.csv",
        "places.csv",
        "shapes.geojson",
        "sources.toml",
    ]
    assert "0 errors" in geokit("places", "check", "--gazetteer", folder).output
    found = geokit("places", "search", "Musan", "--gazetteer", folder, "--format", "jsonl")
    assert "surveyed" in found.stdout
    lines = geokit("mentions", report, "--gazetteer", folder).stdout.splitlines()
    assert {"surveyed"} == {
        row["shape_basis"] for row in map(json.loads, lines) if row["text"] == "Musan County"
    }
    assert geokit("map", report, "--gazetteer", folder, "-o", tmp_path / "map").exit_code == 0
    drawn = json.loads((tmp_path / "map" / "places.geojson").read_text(encoding="utf-8"))["features"]
    areas = [shapely.geometry.shape(one["geometry"]) for one in drawn]
    assert any(area.equals(shapely.Polygon(square[0])) for area in areas)


def test_a_town_that_only_the_index_of_the_world_holds_gets_a_row(tmp_path, builtin_gazetteer):
    """Names and an area can be added to it: it stays one place, and the folder passes the check."""
    row = builtin_gazetteer.row(builtin_gazetteer.named("Narvik")[0].place_id)
    assert row.id not in builtin_gazetteer.tables.places
    file = tmp_path / "t.csv"
    text = f"id,name,alias,lat,lon,country\n{row.id},{row.name},Qwertyvik,{row.lat},{row.lon},{row.country}\n"
    file.write_text(text, encoding="utf-8")
    done = import_places(file, tmp_path / "out", source_entry(file))
    assert [one.place_id for one in done.joined] == [row.id]
    gazetteer = load_gazetteer([tmp_path / "out"])
    assert [one.place_id for one in gazetteer.named("Qwertyvik")] == [row.id]
    assert gazetteer.row(row.id).lat == row.lat
    wrong = [one for one in check_gazetteer(gazetteer) if one.severity == "error" and one.place_id == row.id]
    assert wrong == []


@pytest.mark.shared
def test_thirty_thousand_localities_in_ten_seconds(tmp_path, shared):
    """Every row of a national file is read, within ten seconds of computing."""
    file = shared / "geodata/wof_kp_localities.tsv"
    before = time.process_time()
    done = import_places(file, tmp_path / "out", source_entry(file), settings=Settings("village", "KP"))
    seconds = time.process_time() - before
    print(f"\n{len(done.attachments)} localities, {len(done.joined)} known: {seconds:.1f} s")
    assert len(done.attachments) == 31340
    assert seconds < 10
    gazetteer = load_gazetteer([tmp_path / "out"])
    rows = [row for row in gazetteer.tables.places.values() if row.source == done.source.key]
    with_unit = sum(gazetteer.units(row.id)[0] is not None for row in rows)
    assert with_unit > 0.99 * len(rows)


@pytest.mark.shared
def test_surveyed_counties_attach_to_the_counties(tmp_path, shared):
    """Of 197 areas all but a few attach by name, each to a unit of its own whose spot lies in it."""
    file = shared / "geodata/osm_kp_counties_simplified.geojson"
    done = import_places(file, tmp_path / "out", source_entry(file), settings=Settings(country="KP"))
    left = [(one.record.name, one.reason) for one in done.unattached]
    print(f"\n{len(done.joined)} of {len(done.attachments)} attached; not: {left}")
    assert len(done.attachments) == 197
    assert len(done.joined) >= 193
    gazetteer = load_gazetteer([tmp_path / "out"])
    for one in done.joined:
        place = gazetteer.place(one.place_id)
        assert place.shape_basis == "simplified"
        assert place.geometry.distance(shapely.Point(place.lon, place.lat)) < 0.1
    assert len({one.place_id for one in done.joined}) == len(done.joined)


@pytest.mark.shared
def test_areas_with_english_names_alone_attach(tmp_path, shared):
    """Spellings that differ (Thaechon, Taechon) attach where the unit's spot lies in the area."""
    file = shared / "geodata/wof_kp_counties.geojson"
    done = import_places(file, tmp_path / "out", source_entry(file))
    print(f"\n{len(done.joined)} of {len(done.attachments)} attached")
    assert len(done.joined) >= 170


@pytest.mark.shared
def test_a_sample_of_linked_places(tmp_path, shared):
    """The format's own sample has an area; a contributor's 200 records are read whole."""
    file = shared / "geodata/lpf/linkedplaces-sample-v1.2.2.geojson"
    done = import_places(file, tmp_path / "sample", source_entry(file))
    (row,) = (one.record for one in done.attachments)
    assert (row.name, row.country, row.geometry.geom_type) == ("Abingdon (UK)", "GB", "Polygon")
    file = shared / "geodata/lpf/indias_sample200.jsonl"
    done = import_places(file, tmp_path / "indias", source_entry(file))
    assert done.problems == ()
    assert len(done.attachments) == len(file.read_text("utf-8").splitlines())
    assert all(one.record.country and one.record.name for one in done.attachments)
