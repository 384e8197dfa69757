"""Other people's files become a gazetteer folder: read, joined to the places that there are, written."""

import json
import sqlite3
import struct
from pathlib import Path

import pytest
import shapely
from places_helpers import FOLDER

from geokit.errors import GazetteerError, UsageError
from geokit.places import check_gazetteer, load_gazetteer
from geokit.places.importing import Settings, import_places, source_entry

SMALL = {"gazetteers": (FOLDER,), "only_gazetteer": True}
# Around the spot of Musan, and around that of Kosong in the North.
MUSAN = [[[128.9, 42.0], [129.5, 42.0], [129.5, 42.4], [128.9, 42.4], [128.9, 42.0]]]
KOSONG = [[[128.0, 38.6], [128.35, 38.6], [128.35, 38.85], [128.0, 38.85], [128.0, 38.6]]]


def run(tmp_path, name, text, *, folder="out", settings=None, **options):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    source = source_entry(file, licence="CC0-1.0", attribution="nobody")
    return import_places(file, tmp_path / folder, source, settings=settings, **{**SMALL, **options})


def opened(tmp_path, folder="out"):
    return load_gazetteer([FOLDER, tmp_path / folder], only=True)


def area(coordinates, **properties):
    geometry = {"type": "Polygon", "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": features, **more})


def geonames_row(number, name, lat, lon, code="PPL", others="", population="0", country="KP"):
    cells = [number, name, name, others, lat, lon, "P", code, country, "", "17", "", "", ""]
    return "\t".join([*cells, population, "", "100", "Asia/Pyongyang", "2020-01-01"])


# GeoNames


def test_geonames_rows_become_places_with_their_names(tmp_path):
    """A dump's row gives id, kind by code and inhabitants, names with their script, the units above it."""
    text = geonames_row("999001", "Saebyol-li", "42.30", "129.40", others="Saebyŏl-li,새별리,新星里") + "\n"
    run(tmp_path, "KP.txt", text)
    place = opened(tmp_path).place("gn-999001")
    assert (place.name, place.feature, place.country) == ("Saebyol-li", "village", "KP")
    assert set(place.names) == {"Saebyol-li", "Saebyŏl-li", "새별리", "新星里"}
    assert place.parents == ("kp-north-hamgyong", "kp")
    assert (place.lat, place.lon, place.adm1) == (42.3, 129.4, "North Hamgyong Province")
    rows = (tmp_path / "out/names.csv").read_text("utf-8").splitlines()
    assert "gn-999001,새별리,ko,native,,,kp" in rows


@pytest.mark.parametrize(
    ("code", "population", "feature"),
    [
        ("PPL", "0", "village"),
        ("PPL", "7000", "town"),
        ("PPL", "200000", "city"),
        ("PPLC", "0", "city"),
        ("ADM2", "0", "county"),
        ("STM", "0", "river"),
        ("PASS", "0", "pass"),
        ("ISL", "0", "island"),
    ],
)
def test_geonames_codes_are_kinds(tmp_path, code, population, feature):
    """Codes map to features; what a populated place is, its inhabitants say."""
    run(tmp_path, "KP.txt", geonames_row("7", "Xyz", "41", "129.5", code, population=population))
    assert opened(tmp_path).place("gn-7").feature == feature


def test_a_geonames_id_that_is_known_is_no_second_place(tmp_path):
    """The row of a place that the gazetteer has adds its names to that place."""
    done = run(tmp_path, "KP.txt", geonames_row("2043835", "Hoeryong", "42.5", "129.8", others="Kainei"))
    assert (done.new, [one.place_id for one in done.joined]) == (0, ["kp-north-hamgyong-hoeryong"])
    gazetteer = opened(tmp_path)
    assert "Kainei" in gazetteer.place("kp-north-hamgyong-hoeryong").names
    assert gazetteer.place("kp-north-hamgyong-hoeryong").lat == 42.44
    assert "gn-2043835" not in gazetteer


# Tables


def test_a_table_is_read_by_the_usual_names_of_columns(tmp_path):
    """Latitude, lng, type, aliases ...: whatever the case, and with semicolons for commas."""
    text = (
        "Name;Latitude;Lng;Type;Country;Aliases;name_ko;Province;Pop\n"
        "New Port;42.25;129.3;hamlet;North Korea;Newport | Nova Porto;새항;North Hamgyong;1200\n"
    )
    run(tmp_path, "ports.csv", text)
    place = opened(tmp_path).place("ports-new-port")
    assert (place.feature, place.country, place.population) == ("village", "KP", 1200)
    assert set(place.names) == {"New Port", "Newport", "Nova Porto", "새항"}
    assert place.adm1 == "North Hamgyong Province"


def test_what_a_table_leaves_out_is_given_by_the_user(tmp_path):
    """--feature, --country and --name-column stand in; without a kind a spot is a locality."""
    text = "title\tlabel_b\tlat\tlon\nA\tBeta\t42.25\t129.3\n"
    run(tmp_path, "t.tsv", text, settings=Settings("mountain", "KP", "label_b"))
    place = opened(tmp_path).place("t-beta")
    assert (place.name, place.feature, place.country) == ("Beta", "mountain", "KP")
    run(tmp_path, "u.tsv", text, folder="bare")
    assert opened(tmp_path, "bare").place("u-a").feature == "locality"


def test_an_id_of_the_gazetteers_own_kind_stays(tmp_path):
    """Whoever knows the format names ids and parents; any other id has the source before it."""
    text = (
        "id,name,feature,parents,lat,lon\nkp-newton,Newton,town,kp,42.25,129.3\n17,Oldton,town,,42.3,129.3\n"
    )
    run(tmp_path, "t.csv", text)
    gazetteer = opened(tmp_path)
    assert gazetteer.place("kp-newton").parents == ("kp",)
    assert gazetteer.place("t-17").name == "Oldton"


def test_a_spot_beside_a_namesake_is_that_place(tmp_path):
    """Within three kilometres one name is one place, farther off another."""
    text = "name,lat,lon,feature,country\nMusan,42.23,129.21,village,KP\nMusan,41.0,129.5,village,KP\n"
    done = run(tmp_path, "t.csv", text)
    assert [one.place_id for one in done.attachments] == ["kp-north-hamgyong-musan", None]
    assert opened(tmp_path).place("t-musan-2").lat == 41.0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Anju,,125.7", "no lat; fill it in"),
        ("Anju,north,125.7", "lat is 'north'; write a number"),
        ("Anju,125.7,39.6", "lat is 125.7; the columns seem to be swapped"),
        ("Anju,99,200", "lat is 99; it has to lie between -90 and 90"),
        ("Anju,nan,125.7", "lat is 'nan'"),
        ("Anju,0,0", "both 0"),
        (",39.6,125.7", "no name in the column 'name'"),
        ("Anju,39.6", "2 cells where the header has 3"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_imported(tmp_path, row, words):
    """The refusal names file, row, fault and remedy; no folder is made."""
    with pytest.raises(GazetteerError, match="1 bad row beside 1 good") as caught:
        run(tmp_path, "t.csv", f"name,lat,lon\nGood,39.6,125.7\n{row}\n")
    assert "t.csv, row 3: " in str(caught.value)
    assert words in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_bad_rows_are_left_out_when_the_user_says_so(tmp_path):
    """--skip-bad imports the rest and lists what it left out."""
    text = "name,lat,lon\nBad,x,1\nGood,39.6,125.7\nWorse,1,\n"
    done = run(tmp_path, "t.csv", text, skip_bad=True)
    assert (done.new, [(one.row, one.unread) for one in done.problems]) == (1, [(2, True), (4, True)])


def test_a_refused_import_leaves_a_folder_as_it_was(tmp_path):
    """Nothing is half imported into a folder that is there."""
    run(tmp_path, "t.csv", "name,lat,lon\nGood,39.6,125.7\n")
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    with pytest.raises(GazetteerError):
        run(tmp_path, "u.csv", "name,lat,lon\nFine,39.7,125.7\nBad,x,1\n")
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_cannot_be_written_is_left_as_it_was(tmp_path, monkeypatch, there):
    """When the disk fails half way, the files that were replaced are put back, and a new folder is gone."""
    out = tmp_path / "out"
    if there:
        run(tmp_path, "t.csv", "name,lat,lon\nGood,39.6,125.7\n")
    before = {file.name: file.read_bytes() for file in out.iterdir()} if there else None
    replace = Path.replace

    def failing(self, target):
        if target.name == "shapes.geojson":
            raise OSError("no space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(GazetteerError, match="nothing was imported"):
        run(tmp_path, "u.csv", "name,lat,lon\nFine,39.7,125.7\n")
    assert out.exists() is there
    if there:
        assert {file.name: file.read_bytes() for file in out.iterdir()} == before


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("7,A,39.6,125.7,KP,", "its id '7' stands in row 2 too"),
        ("8,A,39.6,125.7,Ruritania,", "its country 'Ruritania' is none"),
        ("8,A,39.6,125.7,KP,kp-nowhere", "its parent 'kp-nowhere' is no place"),
    ],
)
def test_rows_that_contradict_the_gazetteer_are_bad(tmp_path, row, words):
    """An id twice, an unknown country or parent: refused like any other fault."""
    with pytest.raises(GazetteerError, match=words):
        run(tmp_path, "t.csv", f"id,name,lat,lon,country,parents\n7,B,39.7,125.7,KP,\n{row}\n")


def test_linked_places_in_a_table(tmp_path):
    """LP-TSV: variants with their language, classes, well-known text before lon and lat."""
    text = (
        "id\ttitle\ttitle_source\tfclasses\tstart\tccodes\tvariants\tlon\tlat\tgeowkt\n"
        "p1\tStony Ford\tmap\tP\t1900\tKP\t돌여울@ko;Pierreville@fr\t129.3\t42.25\t\n"
        "p2\tLong Pond\tmap\tH\t1900\tKP\t\t\t\tPOLYGON((129 42,129.1 42,129.1 42.1,129 42.1,129 42))\n"
    )
    run(tmp_path, "lp.tsv", text)
    gazetteer = opened(tmp_path)
    assert set(gazetteer.place("p1").names) == {"Stony Ford", "돌여울", "Pierreville"}
    assert gazetteer.place("p1").feature == "village"
    assert gazetteer.place("p2").shape == "area"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "row 1: no column holds names"),
        ("a,b\n1,2\n", "row 1: no column holds names; call one 'name'"),
        ("name,b\n1,2\n", "row 1: no column holds spots; call two 'lat' and 'lon'"),
        ("name,lat,lon,lat\nA,1,2,3\n", "row 1: the column 'lat' stands twice"),
        ("name,lat,lon\n", "holds no place"),
    ],
)
def test_a_table_whose_header_says_too_little_is_refused(tmp_path, text, words):
    """One message on the header, not one for each row."""
    with pytest.raises(GazetteerError, match=words):
        run(tmp_path, "t.csv", text)
    with pytest.raises(GazetteerError, match="no column 'x'; the columns are name, lat, lon"):
        run(tmp_path, "t.csv", "name,lat,lon\nA,1,2\n", settings=Settings(name_column="x"))


def test_a_spot_beside_a_coast_has_the_country_and_one_at_sea_has_none(tmp_path):
    """Where the file names no country the areas do, with some leeway; far from all it stays unknown."""
    run(tmp_path, "t.csv", "name,lat,lon\nQuay,41.5,130.75\nReef,41.5,134.0\n")
    gazetteer = opened(tmp_path)
    assert (gazetteer.place("t-quay").country, gazetteer.place("t-quay").adm1) == (
        "KP",
        "North Hamgyong Province",
    )
    assert (gazetteer.place("t-reef").country, gazetteer.place("t-reef").parents) == (None, ())


# GeoJSON and Linked Places


def test_an_area_takes_the_place_of_the_one_that_a_place_had(tmp_path):
    """By its name without the word for its kind, by its Korean name, or by a spelling near it: same id."""
    done = run(
        tmp_path,
        "counties.geojson",
        collection(area(MUSAN, name="무산"), area(KOSONG, name="Goseong County")),
    )
    assert [one.place_id for one in done.joined] == ["kp-north-hamgyong-musan", "kp-kangwon-kosong"]
    assert done.new == 0
    musan = opened(tmp_path).place("kp-north-hamgyong-musan")
    assert (musan.shape, musan.shape_basis, musan.lat) == ("area", "simplified", 42.226)
    assert musan.geometry.equals(shapely.Polygon(MUSAN[0]))
    assert musan.radius_km > 25


def test_namesakes_are_told_apart_by_where_they_lie(tmp_path):
    """Kosong lies on both sides of the line: the area takes the one whose spot it holds."""
    south = [[[128.3, 38.2], [128.6, 38.2], [128.6, 38.5], [128.3, 38.5], [128.3, 38.2]]]
    done = run(tmp_path, "c.geojson", collection(area(south, name="Kosong"), area(KOSONG, name="Kosong")))
    assert [one.place_id for one in done.joined] == ["kr-gangwon-goseong", "kp-kangwon-kosong"]


def test_what_does_not_attach_says_why(tmp_path):
    """An area far from its namesake, or of an unknown name, is a place of its own, or listed only."""
    away = [[[125.0, 39.0], [125.2, 39.0], [125.2, 39.2], [125.0, 39.2], [125.0, 39.0]]]
    text = collection(area(away, name="Musan County"), area(away, name="Nowhere County"))
    done = run(tmp_path, "c.geojson", text)
    reasons = [one.reason for one in done.unattached]
    assert reasons[0].startswith("the spot of Musan County lies")
    assert reasons[1] == "no unit or ground of the gazetteer has its name"
    assert opened(tmp_path).place("c-nowhere-county").feature == "county"
    listed = run(tmp_path, "c.geojson", text, folder="listed", attach_only=True)
    assert (listed.new, len(listed.unattached)) == (0, 2)
    assert "c-nowhere-county" not in opened(tmp_path, "listed")


def test_one_place_takes_one_area(tmp_path):
    """A second area of the same place is not attached, and is told which row was."""
    done = run(tmp_path, "c.geojson", collection(area(MUSAN, name="Musan"), area(MUSAN, name="Musan")))
    assert [one.place_id for one in done.attachments] == ["kp-north-hamgyong-musan", None]
    assert done.unattached[0].reason == "kp-north-hamgyong-musan has got the shape of row 1"


def test_a_place_takes_the_area_of_its_very_name(tmp_path):
    """Names spelt much like it come after, wherever they stand in the file."""
    text = collection(area(MUSAN, name="Musann"), area(MUSAN, name="Musan"))
    done = run(tmp_path, "c.geojson", text)
    assert [one.place_id for one in done.attachments] == [None, "kp-north-hamgyong-musan"]
    alone = run(tmp_path, "c.geojson", collection(area(MUSAN, name="Musann")), folder="alone")
    assert [one.place_id for one in alone.attachments] == ["kp-north-hamgyong-musan"]


def test_a_river_in_stretches_is_one_line(tmp_path):
    """Lines of one name that lie together are joined, and stand for the river that is known."""
    stretches = [[[128.1, 42.0], [129.2, 42.2]], [[129.2, 42.2], [130.6, 42.4]]]
    lines = [
        {
            "type": "Feature",
            "properties": {"name": "Tumen"},
            "geometry": {"type": "LineString", "coordinates": xy},
        }
        for xy in stretches
    ]
    done = run(tmp_path, "rivers.geojson", collection(*lines))
    assert [one.place_id for one in done.attachments] == ["tumen-river"]
    line = opened(tmp_path).place("tumen-river").geometry
    assert line.geom_type == "LineString"
    assert len(line.coords) == 3


def test_other_coordinate_systems_are_brought_to_degrees(tmp_path):
    """A file that names its system is reprojected; metres without one are refused."""
    x, y = 14_386_000.0, 5_195_000.0
    metres = [[[x, y], [x + 5e4, y], [x + 5e4, y + 5e4], [x, y + 5e4], [x, y]]]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    run(tmp_path, "m.geojson", collection(area(metres, name="Squareland"), crs=crs))
    west, south, *_ = opened(tmp_path).place("m-squareland").geometry.bounds
    assert (round(west, 1), round(south, 1)) == (129.2, 42.2)
    with pytest.raises(GazetteerError, match="which are no degrees"):
        run(tmp_path, "n.geojson", collection(area(metres, name="Squareland")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ('{"type": "Topology"}', "is no GeoJSON FeatureCollection"),
        (collection(), "holds no place"),
        (collection({"type": "Feature", "properties": {"name": "A"}, "geometry": None}), "row 1: no spot"),
        (collection({"type": "Point"}), "row 1: it is no GeoJSON Feature"),
        (collection(area([[[0, 1], [2]]], name="A")), "row 1: its geometry is none"),
    ],
)
def test_what_is_no_geojson_is_refused(tmp_path, text, words):
    """The message says what is wrong with the file, or with which feature."""
    with pytest.raises(GazetteerError, match=words):
        run(tmp_path, "c.geojson", text)


def test_linked_places(tmp_path):
    """Title, toponyms, types, countries, links are read; of geometries the largest, of those the latest."""
    old = {"type": "Point", "coordinates": [129.0, 42.0], "when": {"timespans": [{"start": {"in": "1600"}}]}}
    new = {"type": "Point", "coordinates": [129.3, 42.3], "when": {"timespans": [{"start": {"in": "1900"}}]}}
    feature = {
        "@id": "https://places.example.org/p/12",
        "type": "Feature",
        "properties": {"title": "Mill Bridge", "ccodes": ["KP"], "fclasses": ["P"]},
        "names": [{"toponym": "물방아다리", "lang": "ko"}, {"toponym": "Pontmill", "lang": "fr"}],
        "types": [{"identifier": "aat:300008375", "label": "market place"}],
        "geometry": {"type": "GeometryCollection", "geometries": [old, new]},
        "links": [{"type": "closeMatch", "identifier": "https://www.geonames.org/999123/"}],
    }
    run(tmp_path, "lpf.json", collection(feature))
    place = opened(tmp_path).place("gn-999123")
    assert (place.name, place.feature, place.lat) == ("Mill Bridge", "town", 42.3)
    assert set(place.names) == {"Mill Bridge", "물방아다리", "Pontmill"}


def test_features_by_line(tmp_path):
    """A file with a Feature a line is read too, and its geometry may be well-known text."""
    feature = {
        "type": "Feature",
        "@id": "x:1",
        "properties": {"title": "Low Hill", "ccode": "KP"},
        "types": [{"label_aat": "hill"}],
        "geometry": {"type": "Point", "geowkt": "POINT(129.3 42.2)"},
    }
    run(tmp_path, "l.jsonl", json.dumps(feature) + "\n\n")
    assert opened(tmp_path).place("l-x-1").feature == "mountain"


# GeoPackage


def geopackage(path, rows, srs=(4326, "EPSG", 4326)):
    """A GeoPackage as small as it may be: one layer, each geometry with an envelope or without."""
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization TEXT,
            organization_coordsys_id INTEGER, definition TEXT, description TEXT);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
            srs_id INTEGER, z TINYINT, m TINYINT);
        CREATE TABLE "the units" (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT);
        """
    )
    connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('', ?, ?, ?, 'undefined', '')", srs)
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES ('the units','geom','POLYGON',?,0,0)", srs[:1]
    )
    for number, (name, geometry, envelope) in enumerate(rows):
        header = b"GP" + bytes([0, 1 | (2 if envelope else 0)]) + struct.pack("<i", srs[0])
        box = struct.pack("<4d", *[geometry.bounds[at] for at in (0, 2, 1, 3)]) if envelope else b""
        blob = header + box + geometry.wkb
        connection.execute('INSERT INTO "the units" VALUES (?, ?, ?)', (number, blob, name))
    connection.commit()
    connection.close()


def test_a_geopackage(tmp_path):
    """Its layers are read by SQLite, with an envelope before a geometry or none."""
    file = tmp_path / "units.gpkg"
    rows = [("Musan County", shapely.Polygon(MUSAN[0]), True), ("Kosong", shapely.Polygon(KOSONG[0]), False)]
    geopackage(file, rows)
    done = import_places(file, tmp_path / "out", source_entry(file), **SMALL)
    assert [one.place_id for one in done.joined] == ["kp-north-hamgyong-musan", "kp-kangwon-kosong"]
    assert opened(tmp_path).place("kp-kangwon-kosong").geometry.equals(shapely.Polygon(KOSONG[0]))


def test_a_layer_without_names_is_named(tmp_path):
    """A fault in a GeoPackage names the layer and the feature."""
    file = tmp_path / "units.gpkg"
    geopackage(file, [(None, shapely.Polygon(MUSAN[0]), True)])
    with pytest.raises(GazetteerError, match=r"units.gpkg, layer the units, row 1: no name"):
        import_places(file, tmp_path / "out", source_entry(file), **SMALL)


def test_what_is_no_file_of_these_is_refused(tmp_path):
    """A packed file and a text in another encoding are told so."""
    with pytest.raises(GazetteerError, match="unpack it"):
        run(tmp_path, "KP.zip", "PK")
    (tmp_path / "k.csv").write_bytes("name,lat,lon\n무산,42,129\n".encode("euc-kr"))
    with pytest.raises(GazetteerError, match="is not UTF-8"):
        import_places(tmp_path / "k.csv", tmp_path / "out", source_entry(tmp_path / "k.csv"), **SMALL)


# The folder


def test_an_imported_folder_passes_the_check(tmp_path):
    """Names, parents, spots and sources of what was imported are sound."""
    run(tmp_path, "KP.txt", geonames_row("999001", "Saebyol-li", "42.30", "129.40", others="새별리"))
    run(tmp_path, "c.geojson", collection(area(MUSAN, name="Musan"), area(KOSONG, name="Unknown Zone")))
    assert [one for one in check_gazetteer(opened(tmp_path)) if one.severity == "error"] == []


def test_importing_a_file_twice_changes_nothing(tmp_path):
    """The same file gives the same ids, and the same bytes, with ids in it or without."""
    rows = "name,lat,lon,feature,country\nMusan,41.0,129.5,village,KP\nMusan,41.01,129.5,village,KP\n"
    run(tmp_path, "t.csv", rows)
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert run(tmp_path, "t.csv", rows).new == 0
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before


def test_places_of_an_earlier_import_do_not_draw_rows_to_them(tmp_path):
    """A row that went to a place of the gazetteer goes there again, though a nearer namesake is there now."""
    rows = (
        "id,name,alias,lat,lon,feature\n"
        "1,Musan,Mosan,42.226,129.18,village\n"
        "2,Musan,,42.226,129.165,village\n"
    )
    first = run(tmp_path, "t.csv", rows)
    assert [one.place_id for one in first.attachments] == ["kp-north-hamgyong-musan", None]
    before = (tmp_path / "out/names.csv").read_bytes()
    second = run(tmp_path, "t.csv", rows)
    assert [one.place_id for one in second.attachments] == ["kp-north-hamgyong-musan", "t-2"]
    assert (tmp_path / "out/names.csv").read_bytes() == before


def test_a_later_version_of_a_file_replaces_what_it_gave(tmp_path):
    """A row with the same id is brought up to date."""
    run(tmp_path, "KP.txt", geonames_row("7", "Xyz", "41", "129.5"))
    run(tmp_path, "KP.txt", geonames_row("7", "Xyz", "41.1", "129.5", population="9000"))
    place = opened(tmp_path).place("gn-7")
    assert (place.lat, place.population, place.feature) == (41.1, 9000, "town")


def test_a_users_own_rows_and_comments_stay(tmp_path):
    """An import adds to a folder; what was in it, columns and comments of its own included, is kept."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "places.csv").write_text("id,name,feature,lat,lon,mine\nmy-hut,My Hut,site,42,129,x\n", "utf-8")
    (out / "sources.toml").write_text('# ours\n[own]\ntitle = "Own"\n', "utf-8")
    run(tmp_path, "t.csv", "name,lat,lon\nGood,42.1,129.2\n")
    assert "my-hut,My Hut,site,,,42,129,,,,,,x" in (out / "places.csv").read_text("utf-8")
    sources = (out / "sources.toml").read_text("utf-8")
    assert sources.startswith('# ours\n\n[own]\ntitle = "Own"\n\n[t]\n')
    assert "t-good" in opened(tmp_path)


def test_a_folder_with_other_things_is_not_written_into(tmp_path):
    """A folder of reports is not taken for a gazetteer."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/report.txt").write_text("x", "utf-8")
    with pytest.raises(GazetteerError, match=r"no places.csv; name a new folder"):
        run(tmp_path, "t.csv", "name,lat,lon\nGood,42.1,129.2\n")


def test_the_source_is_described_by_a_file(tmp_path):
    """--source names the key and the terms; the file's name and digest are noted with them."""
    toml = tmp_path / "s.toml"
    toml.write_text('[survey]\ntitle = "A survey"\nlicence = "ODbL"\nretrieved = 2025-01-02\n', "utf-8")
    file = tmp_path / "t.csv"
    file.write_text("name,lat,lon\nGood,42.1,129.2\n", "utf-8")
    entry = source_entry(file, described=toml, attribution="Surveyors")
    assert entry.key == "survey"
    assert (entry.record["licence"], entry.record["attribution"]) == ("ODbL", "Surveyors")
    import_places(file, tmp_path / "out", entry, **SMALL)
    kept = opened(tmp_path).sources["survey"]
    assert (kept["title"], str(kept["retrieved"]), len(kept["sha256"])) == ("A survey", "2025-01-02", 64)
    toml.write_text('title = "no table"\n', "utf-8")
    with pytest.raises(UsageError, match="write one"):
        source_entry(file, described=toml)
