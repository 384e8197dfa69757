"""GeoPackage: every layer there, real types, styles inside, and nothing lost on the way."""

import datetime
import json
import sqlite3
from contextlib import closing
from xml.etree import ElementTree

import pyogrio
import pytest
import shapely
from builders import (
    GEOMETRIES,
    make_date,
    make_incident,
    make_incidents,
    make_mention,
    make_placed_on,
    make_report,
    make_resolution,
    make_telling,
    make_unplaced,
)
from qgis_app import run_in_qgis
from shapely.geometry import GeometryCollection, Point, box

from geokit.custody import rows_sha256
from geokit.errors import UsageError
from geokit.layers import (
    incident_frame,
    mention_frame,
    place_frame,
    report_frame,
    telling_frame,
    write_geopackage,
)
from geokit.layers.columns import INCIDENT_COLUMNS, PLACE_COLUMNS, TELLING_COLUMNS

INDEXED = "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'"
LAYERS = {
    "incident_points": "Point",
    "incident_lines": "MultiLineString",
    "incident_areas": "MultiPolygon",
    "incidents_unplaced": None,
    "place_points": "Point",
    "place_lines": "MultiLineString",
    "place_areas": "MultiPolygon",
    "tellings": None,
    "reports": None,
    "mentions": None,
}
VIEWS = {
    "telling_points": "Point",
    "telling_lines": "MultiLineString",
    "telling_areas": "MultiPolygon",
    "tellings_unplaced": None,
}
INCIDENTS = ("incident_points", "incident_lines", "incident_areas", "incidents_unplaced")
MAPPINGS = {*(f"{name}_tellings" for name in (*INCIDENTS, "reports")), "reports_mentions"}


@pytest.fixture
def written(tmp_path):
    def write(incidents, resolutions=(), reports=(), attribution=None):
        path = tmp_path / "incidents.gpkg"
        write_geopackage(
            path,
            incident_frame(incidents),
            place_frame(resolutions, incidents),
            telling_frame(incidents),
            report_frame(reports),
            mention_frame(resolutions),
            attribution=attribution,
        )
        return path

    return write


def rows(path, query):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


@pytest.mark.parametrize("count", [0, 8])
def test_every_layer_is_there_with_its_type(written, count):
    """All layers and tables exist, empty ones too, each of one geometry type."""
    path = written(make_incidents(count))
    found = dict(pyogrio.list_layers(path))
    assert {name: found[name] for name in LAYERS} == LAYERS
    assert {name: found[name] for name in VIEWS} == VIEWS
    assert set(found) == {*LAYERS, *VIEWS, *MAPPINGS, "layer_styles"}


def test_incidents_are_sorted_by_shape_and_none_is_lost(written):
    """Each incident stands in the layer of its shape, the unplaced in a table of their own."""
    path = written(make_incidents(10))
    counts = {name: pyogrio.read_info(path, layer=name)["features"] for name in list(LAYERS)[:4]}
    assert counts == {
        "incident_points": 3,
        "incident_lines": 3,
        "incident_areas": 2,
        "incidents_unplaced": 2,
    }


def test_columns_are_the_contracts_and_dates_are_dates(written):
    """Fields have the contract's names and order; a date is a DATE, a number a number, a list JSON."""
    path = written([make_incident(), make_incident(best=make_telling(id="t2", date=None, n_best=None))])
    declared = rows(path, "SELECT name, type FROM pragma_table_info('incident_points')")
    assert [name for name, _ in declared] == ["fid", "geom", *(column.name for column in INCIDENT_COLUMNS)]
    kinds = dict(declared)
    assert kinds["date_start"] == "DATE" and kinds["is_event"] == "BOOLEAN"
    assert kinds["n_best"] == "INTEGER" and kinds["place_score"] == "REAL" and kinds["reports"] == "TEXT"
    frame = pyogrio.read_dataframe(path, layer="incident_points")
    assert frame["date_start"][0].date() == datetime.date(2018, 7, 2)
    assert frame["date_start"].isna()[1] and frame["n_best"].isna()[1] and frame["date_text"].isna()[1]
    assert json.loads(frame["actors"][0])[0]["class"] == "civilian"


def test_an_unknown_year_does_not_spoil_the_date_column(written):
    """A date without a year has null days, and its EDTF beside them."""
    undated = make_date(edtf="XXXX-08-09", date_start=None, date_end=None)
    path = written([make_incident(best=make_telling(date=undated))])
    assert rows(path, "SELECT date_edtf, date_start FROM incident_points") == [("XXXX-08-09", None)]


def test_several_places_become_multi(written):
    """A collection of one kind is written as its Multi type, and the layer says so."""
    towns = make_placed_on(GeometryCollection([Point(127, 40), Point(128, 41)]))
    path = written([towns, make_incident()])
    assert dict(pyogrio.list_layers(path))["incident_points"] == "MultiPoint"
    frame = pyogrio.read_dataframe(path, layer="incident_points")
    assert list(frame.geometry.count_geometries()) == [2, 1]


def test_mixed_places_stand_in_each_layer(written):
    """What is a point and an area at once is drawn as both, under the same id."""
    mixed = make_placed_on(GeometryCollection([Point(1, 1), box(5, 5, 6, 6)]))
    path = written([mixed])
    for layer in ("incident_points", "incident_areas"):
        assert list(pyogrio.read_dataframe(path, layer=layer)["id"]) == ["t1"]


def test_geometries_come_back_within_a_millionth(written):
    """Points, lines and areas read back are those that were written."""
    path = written(make_incidents(4))
    for kind, layer in zip(GEOMETRIES, ("incident_points", "incident_lines", "incident_areas"), strict=True):
        frame = pyogrio.read_dataframe(path, layer=layer)
        assert frame.crs.to_epsg() == 4326
        assert shapely.hausdorff_distance(frame.geometry[0], GEOMETRIES[kind]) < 1e-6


def test_tables_hold_tellings_reports_and_mentions(written):
    """A telling names its incident, a mention its place, a report its sha256."""
    unresolved = make_resolution(place=None, mention=make_mention(text="Nowhere"))
    path = written([make_incident()], [make_resolution(), unresolved], [make_report()])
    assert rows(path, "SELECT id, incident_id, same_place FROM tellings") == [("t1", "t1", 1)]
    assert rows(path, "SELECT text, place_id FROM mentions") == [("Town A", "xx-town-a"), ("Nowhere", None)]
    assert rows(path, "SELECT sha256 FROM reports") == [("0" * 64,)]


def test_spatial_index_and_integrity(written):
    """Each layer of shapes has an R-tree, and SQLite finds nothing wrong."""
    path = written(make_incidents(8))
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    indexed = {name for (name,) in rows(path, INDEXED)}
    assert indexed == {name for name, kind in LAYERS.items() if kind}


def test_stamps_hold_still(written, monkeypatch):
    """Every stamp is SOURCE_DATE_EPOCH's, and 1970 where that is not set; a senseless one is refused."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    path = written([make_incident()])
    stamps = rows(
        path,
        "SELECT last_change FROM gpkg_contents UNION SELECT update_time FROM layer_styles"
        " UNION SELECT timestamp FROM gpkg_metadata_reference",
    )
    assert stamps == [("2017-07-14T02:40:00.000Z",)]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert rows(written([]), "SELECT DISTINCT last_change FROM gpkg_contents") == [
        ("1970-01-01T00:00:00.000Z",)
    ]
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None
    assert pyogrio.get_gdal_config_option("OGR_SQLITE_SYNCHRONOUS") is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(UsageError, match="yesterday"):
        written([])


def test_hostile_text_is_stored_whole(written):
    """Quotes, semicolons and Hangul come back; a NUL, at which GDAL would cut, becomes a visible sign."""
    text = '\'); DROP TABLE reports; -- 혜산 "x" \0 after \ud800'
    path = written([make_unplaced(quote=text)])
    [(quote,)] = rows(path, "SELECT quote FROM incidents_unplaced")
    assert quote == text.replace("\0", "\ufffd").replace("\ud800", "\\ud800")


def test_every_layer_has_a_default_style(written):
    """QGIS finds one default style for each layer, as well-formed XML."""
    path = written([])
    styles = rows(path, "SELECT f_table_name, styleQML, useAsDefault FROM layer_styles")
    assert {name for name, _, _ in styles} == {*LAYERS, *VIEWS}
    assert all(default == 1 and ElementTree.fromstring(qml).tag == "qgis" for _, qml, default in styles)


def told_twice(**over):
    first = make_telling(report_id="r1", **over)
    second = make_telling(id="t2", report_id="r2", quote="Soldiers saw three people.", **over)
    return make_incident(best=first, tellings=(first, second))


def test_a_view_has_a_row_a_telling_on_its_incident(written):
    """Each telling stands on its incident's shape, with the incident's columns and its own beside them."""
    path = written([make_incident(best=make_telling(id="t0")), told_twice()])
    frame = pyogrio.read_dataframe(path, layer="telling_points", fid_as_index=True)
    assert list(frame.index) == [1, 2, 3]
    assert list(frame["id"]) == ["t0", "t1", "t1"] and list(frame["telling_id"]) == ["t0", "t1", "t2"]
    assert list(frame["telling_report_id"]) == ["r1", "r1", "r2"]
    assert frame["title"].nunique() == 1 and frame["telling_quote"].nunique() == 2
    assert all(frame.geometry == GEOMETRIES["point"])
    names = [column.name for column in INCIDENT_COLUMNS if column.name != "reports"]
    own = [f"telling_{column.name}" for column in TELLING_COLUMNS if column.name != "incident_id"]
    assert list(frame.columns) == [*names, *own, "geometry"]


def test_views_keep_dates_and_find_by_place(written):
    """A date in a view is a DATE, and a box finds what lies in it by the spatial index of its layer."""
    path = written([told_twice()])
    frame = pyogrio.read_dataframe(path, layer="telling_points", bbox=(128, 41, 129, 42))
    assert list(frame["date_start"].dt.date) == [datetime.date(2018, 7, 2)] * 2
    assert len(pyogrio.read_dataframe(path, layer="telling_points", bbox=(0, 0, 1, 1))) == 0


def test_tellings_of_the_unplaced_have_a_view_too(written):
    """Every telling stands in one of the views, whatever is known of its place."""
    path = written([*make_incidents(8), told_twice()])
    [(tellings,)] = rows(path, "SELECT count(*) FROM tellings")
    counts = [rows(path, f"SELECT count(*) FROM {view}")[0][0] for view in VIEWS]
    assert tellings == sum(counts) == 10 and counts[-1] == 2


def test_relations_are_declared_and_follow_the_ids(written):
    """The related tables extension maps incidents and reports to what belongs to them, after an edit too."""
    path = written([told_twice()], [make_resolution()], [make_report(), make_report(id="r2")])
    declared = rows(
        path, "SELECT base_table_name, related_table_name, mapping_table_name FROM gpkgext_relations"
    )
    assert {mapping for _, _, mapping in declared} == MAPPINGS
    assert all(mapping == f"{base}_{related}" for base, related, mapping in declared)
    pairs = "SELECT base_id, related_id FROM"
    assert rows(path, f"{pairs} incident_points_tellings") == [(1, 1), (1, 2)]
    assert rows(path, f"{pairs} reports_tellings ORDER BY 2") == [(1, 1), (2, 2)]
    assert rows(path, f"{pairs} reports_mentions") == [(1, 1)]
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE tellings SET report_id = 'r1'")
    assert rows(path, f"{pairs} reports_tellings ORDER BY 2") == [(1, 1), (1, 2)]


def test_what_is_joined_by_is_indexed(written):
    """No look-up by an id of an incident, a report or a place reads a whole table."""
    path = written([])
    for table, column in (
        ("tellings", "incident_id"),
        ("tellings", "report_id"),
        ("mentions", "report_id"),
        ("mentions", "place_id"),
        ("reports", "id"),
        *((name, "id") for name in INCIDENTS),
    ):
        [plan] = rows(path, f"EXPLAIN QUERY PLAN SELECT fid FROM {table} WHERE {column} = 'x'")
        assert f"USING COVERING INDEX {table}_{column}" in plan[-1]


def test_columns_are_described(written):
    """Every column of every layer and view has its title and its meaning in gpkg_data_columns."""
    path = written([])
    for table in (*LAYERS, *VIEWS):
        named = {name for (name,) in rows(path, f"SELECT name FROM pragma_table_info('{table}')")}
        described = rows(
            path,
            f"SELECT column_name, title, description FROM gpkg_data_columns WHERE table_name = '{table}'",
        )
        assert {name for name, _, _ in described} == named - {"fid", "OGC_FID", "geom"}
        assert all(title and meaning for _, title, meaning in described)
    [(title, meaning)] = rows(
        path,
        "SELECT title, description FROM gpkg_data_columns"
        " WHERE table_name = 'place_lines' AND column_name = 'radius_km'",
    )
    [column] = [column for column in PLACE_COLUMNS if column.name == "radius_km"]
    assert (title, meaning) == (column.title, column.meaning)


def test_the_file_says_what_made_it_and_whom_to_name(written):
    """The metadata names geokit and the owners of the shapes, for the file and for each layer."""
    path = written([], attribution="© <Town> survey, CC BY 4.0")
    documents = rows(
        path,
        "SELECT reference_scope, table_name, metadata FROM gpkg_metadata_reference"
        " JOIN gpkg_metadata ON md_file_id = gpkg_metadata.id",
    )
    assert {table for _, table, _ in documents} == {None, *LAYERS, *VIEWS}
    [whole] = [metadata for scope, _, metadata in documents if scope == "geopackage"]
    texts = {element.tag.split("}")[-1]: element.text for element in ElementTree.fromstring(whole)}
    assert texts["creator"].startswith("geokit ") and "data-dictionary" in texts["description"]
    assert texts["rights"] == "© <Town> survey, CC BY 4.0"
    for _, _, metadata in documents:
        assert "© <Town> survey, CC BY 4.0" in ElementTree.fromstring(metadata).itertext()


def test_extensions_are_registered(written):
    """What goes beyond the core of the standard is listed as its extensions want it."""
    path = written([])
    listed = rows(
        path, "SELECT extension_name, table_name FROM gpkg_extensions WHERE extension_name NOT LIKE '%rtree%'"
    )
    assert set(listed) == {
        ("gpkg_schema", "gpkg_data_columns"),
        ("gpkg_schema", "gpkg_data_column_constraints"),
        ("gpkg_metadata", "gpkg_metadata"),
        ("gpkg_metadata", "gpkg_metadata_reference"),
        ("gpkg_related_tables", "gpkgext_relations"),
        *(("gpkg_related_tables", mapping) for mapping in MAPPINGS),
    }


def test_a_failed_write_sets_gdals_options_back(tmp_path):
    """An error in between does not leave GDAL with the clock stopped."""
    nothing = telling_frame([])
    with pytest.raises(Exception):  # noqa: B017  whatever GDAL makes of a folder that is not there
        write_geopackage(
            tmp_path / "nowhere" / "a.gpkg",
            incident_frame([]),
            place_frame([], []),
            nothing,
            nothing,
            nothing,
        )
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_s_form_begins_with_what_the_report_tells(written, view):
    """Every column of the telling stands in a tab of its own, the incident's in theirs."""
    path = written([told_twice(), make_unplaced()])
    [(style,)] = rows(path, f"SELECT styleQML FROM layer_styles WHERE f_table_name = '{view}'")
    form = ElementTree.fromstring(style).find("attributeEditorForm")
    tabs = {
        tab.get("name"): [field.get("name") for field in tab.iter("attributeEditorField")] for tab in form
    }
    told = [name for (name,) in rows(path, f"SELECT name FROM pragma_table_info('{view}')")]
    assert next(iter(tabs)) == "Telling"
    assert tabs["Telling"] == [name for name in told if name.startswith("telling_")]
    assert "title" in tabs["What"]


@pytest.mark.qgis
def test_qgis_lists_layers_and_views_and_leaves_the_rows_alone(written):
    """QGIS opens all of it without complaint, numbers the rows of views, and to look is no edit."""
    path = written(
        [*make_incidents(8), told_twice()], [make_resolution()], [make_report()], attribution="The survey"
    )
    before = rows_sha256(path)
    told = run_in_qgis("package.py", path)
    layers = told["layers"]
    assert set(layers) == {*LAYERS, *VIEWS, *MAPPINGS} and not told["complaints"]
    assert all(layer["valid"] for layer in layers.values())
    assert all(layers[name]["rights"] == ["The survey"] for name in (*LAYERS, *VIEWS))
    assert {name for name, layer in layers.items() if layer["styled"]} == {
        name for name, kind in (LAYERS | VIEWS).items() if kind
    }
    for view in VIEWS:
        assert layers[view]["key"] == ["OGC_FID"]
    assert sorted(number for view in VIEWS for number in layers[view]["numbers"]) == list(range(1, 11))
    assert layers["telling_points"]["title"] == "Tellings on the points of their incidents"
    assert rows_sha256(path) == before


def test_an_edit_of_a_related_row_changes_the_digest(written):
    """The tables that views and relations rest on count as rows; what GeoPackage keeps beside does not."""
    path = written([told_twice()], [make_resolution()], [make_report()])
    before = rows_sha256(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE gpkg_metadata_reference SET timestamp = '2026-01-01T00:00:00.000Z'")
    assert rows_sha256(path) == before
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE tellings SET incident_id = 'other'")
    assert rows_sha256(path) != before
