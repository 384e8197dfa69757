"""Every file of a folder is accepted by judges that geokit did not write."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import geojson_validator
import numpy as np
import pyogrio
import pytest
import shapely
from geojson_pydantic import FeatureCollection
from needs import do_without

from geokit.layers import (
    incident_frame,
    mention_frame,
    place_frame,
    report_frame,
    telling_frame,
    write_geojson,
    write_geopackage,
)
from geokit.layers.geometry import tidy
from geokit.pipeline import Inputs, run

# The makers of incidents stand beside the benchmarks, which are no part of the package.
ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))
from benchmarks.records import AWKWARD, synthetic_records, synthetic_reports  # noqa: E402

# Debian's package of GDAL's own check of a GeoPackage, where it is installed.
VALIDATE_GPKG = Path("/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py")
OGRINFO = shutil.which("ogrinfo")


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    run(Inputs([ROOT / "examples" / "reports"]), folder)
    return folder


@pytest.fixture(scope="module")
def articles(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    run(Inputs([shared / "seeds"], metadata=shared / "gold" / "metadata.csv"), folder)
    return folder


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10,000 incidents on shapes of every kind, also those that no file may hold as they are."""
    folder = tmp_path_factory.mktemp("synthetic")
    incidents = synthetic_records(10_000)
    frame, places = incident_frame(incidents), place_frame([], incidents)
    write_geojson(frame, folder / "incidents.geojson")
    write_geojson(places, folder / "places.geojson")
    tables = telling_frame(incidents), report_frame(synthetic_reports()), mention_frame([])
    write_geopackage(folder / "incidents.gpkg", frame, places, *tables)
    return folder


FOLDERS = ["synthetic", "examples", pytest.param("articles", marks=pytest.mark.shared)]
FILES = ["incidents.geojson", "places.geojson"]


@pytest.fixture(scope="module", params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> Path:
    made: Path = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="module", params=FILES)
def collection(folder: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    return loaded(folder / request.param)


@cache
def loaded(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def positions(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    """The runs of positions of a geometry, however deep they stand."""
    if geometry["type"] == "GeometryCollection":
        for member in geometry["geometries"]:
            yield from positions(member)
        return
    level = [geometry["coordinates"]]
    while isinstance(level[0][0], list) and isinstance(level[0][0][0], list):
        level = [run for member in level for run in member]
    yield from (run if isinstance(run[0], list) else [run] for run in level)


def test_the_validator_finds_nothing_invalid(collection: dict[str, Any]) -> None:
    """Structure, coordinate system, winding, closure, crossings, swapped axes, precision: no fault."""
    assert geojson_validator.validate_structure(collection, check_crs=True) == {}
    results = geojson_validator.validate_geometries(collection)
    assert results["invalid"] == {}
    # Holes are no fault, nor are the thousands of corners of a province. The validator takes 180 degrees east
    # for 180 west, so that a part which ends at the antimeridian, as RFC 7946 has it, looks to it as if it
    # crossed: the next test looks at those itself.
    assert results["problematic"].keys() <= {"holes", "excessive_vertices", "crosses_antimeridian"}
    ends_there = {
        number
        for number, feature in enumerate(collection["features"])
        if feature["geometry"] and 180.0 in np.abs(shapely.get_coordinates(shape_of(feature))[:, 0])
    }
    suspects = results["problematic"].get("crosses_antimeridian", [])
    assert {int(number) for suspect in suspects for number in suspect} <= ends_there
    skipped = {n for n, feature in enumerate(collection["features"]) if feature["geometry"] is None}
    assert set(results["skipped_validation"]) == skipped


def shape_of(feature: dict[str, Any]) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def test_no_part_crosses_the_antimeridian(collection: dict[str, Any]) -> None:
    """Every longitude lies in the world, and no step between two positions goes around it."""
    for feature in collection["features"]:
        for run_ in positions(feature["geometry"]) if feature["geometry"] else ():
            longitudes = np.array(run_)[:, 0]
            assert (np.abs(longitudes) <= 180).all()
            steps = np.abs(np.diff(longitudes))
            assert ((steps <= 180) | (steps == 360)).all(), feature["id"]


# It tells of each box that crosses the antimeridian, which RFC 7946 wants so.
@pytest.mark.filterwarnings("ignore:BBOX crossing the Antimeridian")
def test_the_model_accepts_every_feature(collection: dict[str, Any]) -> None:
    """geojson-pydantic reads the collection, and gives back the features that it was given."""
    model = FeatureCollection.model_validate(collection)
    assert [feature.id for feature in model.features] == [f["id"] for f in collection["features"]]


def test_ids_are_unique(collection: dict[str, Any]) -> None:
    """No id stands twice; each is the one among the properties."""
    ids = [feature["id"] for feature in collection["features"]]
    assert len(set(ids)) == len(ids) > 0
    assert all(
        feature["id"] == next(iter(feature["properties"].values())) for feature in collection["features"]
    )


def test_boxes_cover_the_data(collection: dict[str, Any]) -> None:
    """Every position lies in the box of its feature and of the collection, going east from its west."""
    for feature in collection["features"]:
        assert ("bbox" in feature) == (feature["geometry"] is not None)
        for run_ in positions(feature["geometry"]) if feature["geometry"] else ():
            for longitude, latitude in run_:
                assert in_box(longitude, latitude, feature["bbox"]), feature["id"]
                assert in_box(longitude, latitude, collection["bbox"]), feature["id"]


def in_box(longitude: float, latitude: float, box: list[float]) -> bool:
    west, south, east, north = box
    along = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
    return along and south <= latitude <= north


def test_a_box_is_no_wider_than_what_it_holds(synthetic: Path) -> None:
    """An area cut by the antimeridian has a box of its own width, not one around the world."""
    features = loaded(synthetic / "places.geojson")["features"]
    boxes = {feature["id"]: feature.get("bbox") for feature in features}
    across = list(AWKWARD).index("an area that runs past the antimeridian")
    assert boxes[f"drawn-{across}"] == [179.0, 10.0, -179.0, 12.0]


def test_every_kind_of_geometry_is_there(synthetic: Path) -> None:
    """The 10,000 incidents put all types of GeoJSON to the test, and null."""
    features = loaded(synthetic / "incidents.geojson")["features"]
    kinds = {feature["geometry"] and feature["geometry"]["type"] for feature in features}
    many = {"MultiPoint", "MultiLineString", "MultiPolygon"}
    assert kinds == {None, "Point", "LineString", "Polygon", "GeometryCollection", *many}
    assert len(features) == 10_000


def test_order_is_that_of_the_incidents(synthetic: Path) -> None:
    """Features stand in the order of the frame; in a layer too, one after the other."""
    features = loaded(synthetic / "incidents.geojson")["features"]
    ids = [feature["id"] for feature in features]
    assert ids == [f"{number:08x}" for number in range(10_000)]
    for layer in ("incident_points", "incident_lines", "incident_areas", "incidents_unplaced"):
        told = pyogrio.read_dataframe(synthetic / "incidents.gpkg", layer=layer, columns=["id"])["id"]
        assert list(told) == sorted(told)


def test_layers_hold_what_the_collection_holds(folder: Path) -> None:
    """The incidents of the GeoPackage are those of the GeoJSON, on the same shapes, and all of them."""
    features = loaded(folder / "incidents.geojson")["features"]
    whole = {f["id"]: shape_of(f) if f["geometry"] else None for f in features}
    found: dict[str, list[shapely.Geometry]] = {}
    for layer in ("incident_points", "incident_lines", "incident_areas", "incidents_unplaced"):
        frame = pyogrio.read_dataframe(folder / "incidents.gpkg", layer=layer, columns=["id"])
        shapes = frame.geometry if "geometry" in frame else [None] * len(frame)
        for identifier, shape in zip(frame["id"], shapes, strict=True):
            found.setdefault(identifier, []).append(shape)
    assert found.keys() == whole.keys()
    for identifier, shapes in found.items():
        if whole[identifier] is None:
            assert shapes == [None]
        else:
            assert sum(shapely.get_num_coordinates(shapes)) == shapely.get_num_coordinates(whole[identifier])
            assert shapely.hausdorff_distance(shapely.GeometryCollection(shapes), whole[identifier]) < 1e-6


@pytest.mark.qgis
@pytest.mark.parametrize("name", [*FILES, "incidents.gpkg"])
def test_ogrinfo_reads_every_layer_without_a_word(folder: Path, name: str) -> None:
    """GDAL's own program lists all layers with their extents, and has no warning and no error to give."""
    if OGRINFO is None:
        do_without("ogrinfo is not installed (Debian: gdal-bin)", required_by="GEOKIT_REQUIRE_QGIS")
    command = [OGRINFO, "-ro", "-al", "-so", str(folder / name)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert "ERROR" not in told.stdout and "Warning" not in told.stdout
    if name.endswith(".gpkg"):
        layers = {
            line.removeprefix("Layer name: ") for line in told.stdout.splitlines() if "Layer name" in line
        }
        assert {
            "incident_points",
            "incidents_unplaced",
            "place_areas",
            "telling_points",
            "tellings",
        } <= layers


@pytest.mark.qgis
def test_gdals_check_of_the_standard_finds_nothing(folder: Path) -> None:
    """Tables, extensions, metadata, relations and R-trees are as the standard of GeoPackage wants them."""
    if not VALIDATE_GPKG.exists():
        do_without("python3-gdal is not installed", required_by="GEOKIT_REQUIRE_QGIS")
    command = [
        "/usr/bin/python3",
        str(VALIDATE_GPKG),
        "--extra",
        "--warning-as-error",
        str(folder / "incidents.gpkg"),
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_shapes_are_settled_once_and_for_all(name: str) -> None:
    """What is tidied is valid, lies in the world and is its own tidied form; only nothing stays nothing."""
    once = tidy(AWKWARD[name])
    if name == "nothing":
        assert once is None
        return
    assert once is not None and once.is_valid and not once.is_empty
    again = tidy(once)
    assert again is not None and shapely.equals_exact(once.normalize(), again.normalize(), 1e-9)
