"""GeoJSON: accepted by a validator, complete, exact and the same every time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import geojson_validator
import pyogrio
import pytest
import shapely
from builders import GEOMETRIES, make_incident, make_incidents, make_placed_on, make_telling, make_unplaced
from shapely.geometry import GeometryCollection, MultiPolygon, Point, Polygon, box, shape

from geokit.layers import incident_frame, incident_properties, place_frame, write_geojson

HOSTILE = '</script><img src=x onerror=alert(1)> `${7*7}` \\ " \u2028 \0 \ud800 \ufeff 혜산 \r\n\t'


def written(incidents, tmp_path: Path) -> dict:
    path = tmp_path / "incidents.geojson"
    write_geojson(incident_frame(incidents), path)
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")
    return json.loads(path.read_text(encoding="utf-8"))


def every_geometry():
    shapes = [
        *GEOMETRIES.values(),
        GeometryCollection([Point(127, 40), Point(128, 41)]),
        GeometryCollection([GEOMETRIES["line"], shapely.LineString([(120, 30), (121, 31)])]),
        MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)]),
        Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]]),
        Polygon([(179, 10), (181, 10), (181, 12), (179, 12)]),
        Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
        Point(127.123456789, 38.987654321),
    ]
    return [make_placed_on(geometry, id=f"g{number}") for number, geometry in enumerate(shapes)]


def test_validator_accepts_every_geometry(tmp_path):
    """Structure and geometries pass, whatever the shapes: winding, crossings, precision, closure."""
    collection = written([*every_geometry(), make_unplaced(id="t0")], tmp_path)
    assert geojson_validator.validate_structure(collection, check_crs=True) == {}
    results = geojson_validator.validate_geometries(collection)
    assert not results["invalid"]
    # Holes are no fault. The validator takes 180 degrees east for 180 west, so that a part which ends at the
    # antimeridian, as RFC 7946 has it, looks to it as if it crossed.
    assert results["problematic"] == {"holes": [6], "crosses_antimeridian": [{7: [0]}]}


def test_ids_are_unique_and_boxes_cover_the_data(tmp_path):
    """Each feature's id is its incident's; each bbox is its geometry's, the collection's covers all."""
    collection = written(make_incidents(40), tmp_path)
    features = collection["features"]
    assert len({feature["id"] for feature in features}) == 40
    assert all(feature["id"] == feature["properties"]["id"] for feature in features)
    placed = [feature for feature in features if feature["geometry"]]
    assert all(feature["bbox"] == list(shape(feature["geometry"]).bounds) for feature in placed)
    assert collection["bbox"] == [127.0, 40.0, 128.6, 41.7]


def test_box_of_what_crosses_the_antimeridian_runs_east(tmp_path):
    """The narrowest box around everything has its west greater than its east."""
    across = make_placed_on(Polygon([(179, 10), (181, 10), (181, 12), (179, 12)]))
    collection = written([across, make_incident()], tmp_path)
    assert collection["features"][0]["bbox"] == [179.0, 10.0, -179.0, 12.0]
    assert collection["bbox"] == [128.1, 10.0, -179.0, 41.4]


def test_unplaced_have_null_geometry_and_no_box(tmp_path):
    """Nothing located: null geometries, no bbox anywhere, every property there."""
    incidents = [make_unplaced(id="t1"), make_unplaced(id="t2", date=None)]
    collection = written(incidents, tmp_path)
    assert "bbox" not in collection
    assert [set(feature) for feature in collection["features"]] == [
        {"type", "id", "geometry", "properties"}
    ] * 2
    assert all(feature["geometry"] is None for feature in collection["features"])
    assert [f["properties"] for f in collection["features"]] == [incident_properties(i) for i in incidents]


def test_no_incidents_is_an_empty_collection(tmp_path):
    """No features is a valid file."""
    assert written([], tmp_path) == {"type": "FeatureCollection", "features": []}


def test_keys_stand_in_the_contracts_order(tmp_path):
    """Order of keys in the file is that of the properties."""
    feature = written([make_incident()], tmp_path)["features"][0]
    assert list(feature) == ["type", "id", "bbox", "geometry", "properties"]
    assert list(feature["properties"]) == list(incident_properties(make_incident()))


def test_hostile_text_comes_back_as_it_was(tmp_path):
    """Markup, escapes, a NUL and a lone surrogate are text and stay text."""
    collection = written([make_incident(best=make_telling(quote=HOSTILE), title=HOSTILE)], tmp_path)
    assert collection["features"][0]["properties"]["quote"] == HOSTILE
    assert collection["features"][0]["properties"]["title"] == HOSTILE


def test_another_crs_is_brought_to_degrees(tmp_path):
    """A frame in metres is written as longitude and latitude."""
    path = tmp_path / "utm.geojson"
    write_geojson(incident_frame([make_incident()]).to_crs(32652), path)
    assert json.loads(path.read_text())["features"][0]["geometry"]["coordinates"] == [128.1, 41.4]


def test_gdal_reads_back_ids_and_geometries(tmp_path):
    """GDAL finds the same features at the same places."""
    incidents = every_geometry()
    written(incidents, tmp_path)
    frame = pyogrio.read_dataframe(tmp_path / "incidents.geojson")
    assert list(frame["id"]) == [incident.id for incident in incidents]
    assert frame.crs.to_epsg() == 4326
    assert shapely.hausdorff_distance(frame.geometry[0], GEOMETRIES["point"]) < 1e-6


def test_places_are_features_with_their_ids(tmp_path):
    """A place's feature has the place's id."""
    path = tmp_path / "places.geojson"
    write_geojson(place_frame([], [make_incident()]), path)
    feature = json.loads(path.read_text())["features"][0]
    assert feature["id"] == "xx-town-a" and feature["properties"]["n_events"] == 1


def test_more_features_than_are_held_at_once_are_one_collection(tmp_path, monkeypatch):
    """Features written in several goes are those of the frame, in its order."""
    monkeypatch.setattr("geokit.layers.geojson._AT_ONCE", 3)
    features = written(make_incidents(10), tmp_path)["features"]
    assert [feature["id"] for feature in features] == [f"i{number:06d}" for number in range(10)]


@pytest.mark.parametrize("epoch", [None, "1500000000"])
def test_two_processes_write_the_same_bytes(tmp_path, epoch):
    """GeoJSON, GeoPackage and CSV are equal byte for byte under different hash seeds."""
    program = (
        "import sys; from pathlib import Path\n"
        "from builders import make_incidents, make_report, make_resolution\n"
        "from geokit import layers as ly\n"
        "out = Path(sys.argv[1]); out.mkdir(); incidents = make_incidents(24)\n"
        "named = [make_resolution()]; frame = ly.incident_frame(incidents)\n"
        "places = ly.place_frame(named, incidents)\n"
        "ly.write_geojson(frame, out / 'a.geojson'); ly.write_csv(frame, out / 'a.csv')\n"
        "ly.write_geopackage(out / 'a.gpkg', frame, places, ly.telling_frame(incidents),\n"
        "    ly.report_frame([make_report()]), ly.mention_frame(named))\n"
    )
    made = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        environment.pop("SOURCE_DATE_EPOCH", None)
        if epoch:
            environment["SOURCE_DATE_EPOCH"] = epoch
        subprocess.run([sys.executable, "-c", program, tmp_path / seed], env=environment, check=True)
        made.append({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()})
    assert made[0] == made[1] and len(made[0]) == 3
