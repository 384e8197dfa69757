"""The JSON Schema of an incident: what geokit writes is valid, and what it never writes is not."""

import copy
import json
from pathlib import Path

import pytest
from builders import (
    GEOMETRIES,
    make_incident,
    make_incidents,
    make_placed_on,
    make_telling,
    make_unplaced,
)
from jsonschema import Draft202012Validator
from shapely.geometry import GeometryCollection, LineString, MultiPoint, Point, box

from geokit.layers import geojson_lines, incident_frame
from geokit.layers.schema import incident_schema
from geokit.model import Conflict, Link
from geokit.pipeline import Inputs, analyse

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "geokit" / "layers" / "incident.schema.json"
VALIDATOR = Draft202012Validator(json.loads(SHIPPED.read_text(encoding="utf-8")))


def features_of(incidents):
    return json.loads("".join(geojson_lines(incident_frame(incidents))))["features"]


def complaints(features):
    return [
        f"{feature['id']} {list(error.absolute_path)}: {error.message}"
        for feature in features
        for error in VALIDATOR.iter_errors(feature)
    ]


def read(*paths, **options):
    return analyse(Inputs(paths=[str(path) for path in paths], **options)).incidents


def test_shipped_schema_is_its_rebuild():
    """What lies in the package equals what the definitions give today, and is a schema."""
    assert json.loads(SHIPPED.read_text(encoding="utf-8")) == incident_schema()
    Draft202012Validator.check_schema(incident_schema())


def test_incidents_of_the_examples_are_valid():
    """Everything read from the example reports stands the test."""
    features = features_of(read(ROOT / "examples" / "reports"))
    assert len(features) > 20 and complaints(features) == []


def test_coded_rows_are_valid_with_types_that_no_codebook_knows(tmp_path):
    """An analyst's own type, columns and unknown place are as valid as any."""
    table = tmp_path / "coded.csv"
    table.write_text("date,type,place,n,remark\n2018-07-02,zeal,Hyesan,3,x\n,arrest,Nowhere at all,,=1\n")
    features = features_of(read(table))
    assert [f["properties"]["type"] for f in features].count("zeal") == 1
    assert len(features) == 2 and complaints(features) == []


def test_another_codebook_is_valid(tmp_path):
    """Types and outcomes of the codebook of political violence are those of an incident too."""
    (tmp_path / "r.txt").write_text("Protesters marched through Nairobi on 3 May 2021.\n")
    features = features_of(read(tmp_path, codebooks=["political-violence"], only_codebook=True))
    assert features and complaints(features) == []


def test_every_geometry_and_every_slot_is_valid():
    """Made-up incidents of every kind of geometry, with conflicts, links and a place of its own."""
    mixed = GeometryCollection([Point(1, 1), box(5, 5, 6, 6)])
    shapes = [*GEOMETRIES.values(), MultiPoint([(1, 2), (3, 4)]), LineString([(179, 0), (181, 0)]), mixed]
    placed = [make_placed_on(shape, id=f"p{number}") for number, shape in enumerate(shapes)]
    told = make_incident(
        tellings=(
            make_telling(),
            make_telling(id="t2", geometry=Point(129, 42)),
            make_telling(id="t3", places=()),
        ),
        conflicts=(Conflict("n_best", ((3, "r1"), (None, "r2"), ("many", "r3"))),),
        links=(Link("part_of", "t9"),),
    )
    bare = make_unplaced(date=None, n_min=None, n_best=None, n_max=None, outcome=None, evidence={})
    assert complaints(features_of([*make_incidents(500), *placed, told, bare])) == []


@pytest.mark.shared
def test_incidents_of_the_annotated_articles_are_valid(shared):
    """The five real articles give valid incidents."""
    features = features_of(read(shared / "seeds", metadata=shared / "gold" / "metadata.csv"))
    assert len(features) > 20 and complaints(features) == []


def mutations():
    def at(*path, value):
        def mutate(feature):
            *way, last = path
            for step in way:
                feature = feature[step]
            feature[last] = value

        return pytest.param(mutate, id="-".join(map(str, path)))

    def without(*path):
        def mutate(feature):
            *way, last = path
            for step in way:
                feature = feature[step]
            del feature[last]

        return pytest.param(mutate, id="without-" + "-".join(map(str, path)))

    inside = "properties"
    return [
        at(inside, "modality", value="occurred"),
        at(inside, "type", value=None),
        at(inside, "type", value=""),
        at(inside, "is_event", value="true"),
        at(inside, "date_start", value="2018-7-2"),
        at(inside, "date_start", value="2018-07-02T00:00:00"),
        at(inside, "date_prec", value=6),
        at(inside, "date_prec", value=1.5),
        at(inside, "n_best", value="3"),
        at(inside, "start", value=-1),
        at(inside, "status", value=None),
        at(inside, "places", value="Hyesan"),
        at(inside, "places", 0, "role", value="scene"),
        at(inside, "actors", 0, "colour", value="red"),
        at(inside, "evidence", "n", "start", value=None),
        at(inside, "reports", 0, "quote", value=None),
        at(inside, "reports", 0, "date_start", value="2 July 2018"),
        at(inside, "said_by", value=[1]),
        at(inside, "links", value=[{"rel": "near", "id": "t9"}]),
        at(inside, "conflicts", value=[{"slot": "n_best"}]),
        at(inside, "extra", value={"n": 1}),
        at(inside, "novel", value=None),
        at("geometry", "coordinates", value=[41.4, 128.1]),
        at("geometry", "coordinates", value=[128.1, 41.4, 0]),
        at("geometry", "type", value="LineString"),
        at("id", value=7),
        without(inside, "url"),
        without(inside, "reports", 0, "said_by"),
        without("geometry"),
    ]


@pytest.mark.parametrize("mutate", mutations())
def test_what_geokit_never_writes_is_invalid(mutate):
    """A wrong type, value, name or shape in any place is caught."""
    (feature,) = features_of([make_incident()])
    changed = copy.deepcopy(feature)
    mutate(changed)
    assert complaints([feature]) == [] and complaints([changed]) != []
