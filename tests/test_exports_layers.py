"""GeoJSON layers: each of one geometry type, all of them together everything, with a style beside each."""

import json

import geojson_validator
import pyogrio
import pytest
import shapely
from lxml import etree
from made_folders import make_folder
from shapely.geometry import shape

from geokit.layers.exports.layers import write_layers
from geokit.layers.geometry import tidy_all

KINDS = {
    "incident_points": {"Point", "MultiPoint"},
    "incident_lines": {"LineString", "MultiLineString"},
    "incident_areas": {"Polygon", "MultiPolygon"},
    "incidents_unplaced": {None},
    "place_points": {"Point", "MultiPoint"},
    "place_lines": {"LineString", "MultiLineString"},
    "place_areas": {"Polygon", "MultiPolygon"},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("layers")
    write_layers(made, folder.joinpath)
    return folder


def features(folder, name):
    return json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


@pytest.mark.parametrize("name", KINDS)
def test_a_layer_has_one_geometry_type(folder, name):
    """So that every program takes it for one layer; GDAL reads it, a validator accepts it."""
    kinds = {one["geometry"] and one["geometry"]["type"] for one in features(folder, name)}
    assert kinds and kinds <= KINDS[name]
    assert len(pyogrio.list_layers(folder / f"{name}.geojson")) == 1
    collection = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))
    assert geojson_validator.validate_structure(collection, check_crs=True) == {}


@pytest.mark.parametrize("name", KINDS)
def test_a_style_stands_beside_each(folder, name):
    """Under the layer's own name, where QGIS looks for it."""
    assert etree.parse(folder / f"{name}.qml").getroot().tag == "qgis"


def test_together_they_hold_everything(made, folder):
    """Every incident with its geometry; one of mixed kinds in two layers, each with its part."""
    parts: dict[str, list] = {}
    for name in KINDS:
        if name.startswith("incident"):
            for one in features(folder, name):
                parts.setdefault(one["id"], []).append(one["geometry"] and shape(one["geometry"]))
    given = dict(zip(made.incidents["id"], tidy_all(made.incidents.geometry), strict=True))
    assert parts.keys() == given.keys()
    for incident_id, pieces in parts.items():
        if given[incident_id] is None:
            assert pieces == [None]
        else:
            assert shapely.equals(shapely.union_all(pieces), shapely.union_all([given[incident_id]]))
    assert [len(pieces) for pieces in parts.values() if len(pieces) > 1] == [2]


def test_a_layer_of_nothing_is_not_written(tmp_path):
    """No incidents: only the place that a report names."""
    write_layers(make_folder(tmp_path / "made", []), tmp_path.joinpath)
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["place_points.geojson", "place_points.qml"]


def test_twice_is_the_same(made, folder, tmp_path):
    """Byte for byte."""
    write_layers(made, tmp_path.joinpath)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()
