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
from shapely.geometry import GeometryCollection, Point, box

from geokit.errors import UsageError
from geokit.layers import (
    incident_frame,
    mention_frame,
    place_frame,
    report_frame,
    telling_frame,
    write_geopackage,
)
from geokit.layers.columns import INCIDENT_COLUMNS
from geokit.layers.styles import COLOURS, incident_style

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


@pytest.fixture
def written(tmp_path):
    def write(incidents, resolutions=(), reports=()):
        path = tmp_path / "incidents.gpkg"
        write_geopackage(
            path,
            incident_frame(incidents),
            place_frame(resolutions, incidents),
            telling_frame(incidents),
            report_frame(reports),
            mention_frame(resolutions),
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
    assert set(found) == {*LAYERS, "layer_styles"}


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
    indexed = {name for (name,) in rows(path, "SELECT table_name FROM gpkg_extensions")}
    assert indexed == {name for name, kind in LAYERS.items() if kind}


def test_stamps_hold_still(written, monkeypatch):
    """Every stamp is SOURCE_DATE_EPOCH's, and 1970 where that is not set; a senseless one is refused."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    path = written([make_incident()])
    stamps = rows(path, "SELECT last_change FROM gpkg_contents UNION SELECT update_time FROM layer_styles")
    assert stamps == [("2017-07-14T02:40:00.000Z",)]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert rows(written([]), "SELECT DISTINCT last_change FROM gpkg_contents") == [
        ("1970-01-01T00:00:00.000Z",)
    ]
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None
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
    assert {name for name, _, _ in styles} == set(LAYERS)
    assert all(default == 1 and ElementTree.fromstring(qml).tag == "qgis" for _, qml, default in styles)


@pytest.mark.parametrize("kind", ["points", "lines", "areas"])
def test_what_was_no_event_looks_different(kind):
    """Each type has a symbol for events and a dashed one for what was none; an order has only that."""
    document = ElementTree.fromstring(incident_style(kind))
    symbols = {symbol.get("name"): symbol for symbol in document.iter("symbol")}
    categories = {
        category.get("value"): symbols[category.get("symbol")] for category in document.iter("category")
    }

    def dashed(symbol):
        return any(option.get("value") == "dash" for option in symbol.iter("Option"))

    assert not dashed(categories["crossing"]) and dashed(categories["crossing (no event)"])
    assert dashed(categories["order (no event)"]) and "order" not in categories


def test_every_type_of_the_contract_has_a_colour():
    """The palette and the codebook's types are the same set."""
    [types] = [column.values for column in INCIDENT_COLUMNS if column.name == "type"]
    assert set(COLOURS) == set(types)
