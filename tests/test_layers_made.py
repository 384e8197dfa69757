"""A folder read back: the same frames that it was written from, or an error that says what to do."""

import json

import pandas.testing
import pytest
import shapely
from made_folders import every_incident, make_folder

from geokit.errors import CustodyError
from geokit.layers import incident_frame, place_frame, plain_rows, telling_frame
from geokit.layers.columns import TELLING_COLUMNS
from geokit.layers.geometry import tidy_all
from geokit.layers.made import read_made

# What a telling says in the nested form, and what its place there says.
NESTED = [column.name for column in TELLING_COLUMNS if not column.table]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("made"))


def test_incidents_are_those_that_were_written(made):
    """Every column of its own kind, geometries as the files have them."""
    given = incident_frame(every_incident())
    pandas.testing.assert_frame_equal(made.incidents.drop(columns="geometry"), given.drop(columns="geometry"))
    assert made.incidents.crs.to_epsg() == 4326
    pairs = zip(made.incidents.geometry, tidy_all(given.geometry), strict=True)
    assert all(one is other is None or shapely.equals_exact(one, other) for one, other in pairs)


def test_places_are_those_that_were_written(made):
    """With their counts; the place that nobody but an incident names too."""
    given = place_frame([], every_incident())
    assert list(made.places["place_id"]) == list(given["place_id"])
    assert list(made.places.dtypes) == list(given.dtypes)


def test_tellings_come_out_of_their_incidents(made):
    """A row a telling, in order, with what the nested form says and where it stands."""
    given = telling_frame(every_incident())
    columns = [*NESTED, "incident_id", "same_place"]
    assert plain_rows(made.tellings[columns]) == plain_rows(given[columns])
    assert list(made.tellings.columns) == list(given.columns)
    assert made.tellings["id"].is_unique


def test_a_folder_without_manifest_is_refused(tmp_path):
    """The message names the file and the command that makes one; a missing folder likewise."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CustodyError, match=r"manifest\.json: there is none.*geokit map"):
            read_made(folder)


@pytest.mark.parametrize("text", ["{", "[]", '{"files": []}', '{"geokit": "1", "files": [{"path": 1}]}'])
def test_a_manifest_that_is_none_is_refused(tmp_path, text):
    """Whatever else the file holds."""
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(CustodyError, match="is not a manifest"):
        read_made(tmp_path)


def test_a_missing_file_is_named(tmp_path):
    """The one that is missing, and what to do."""
    make_folder(tmp_path)
    (tmp_path / "reports.jsonl").unlink()
    with pytest.raises(CustodyError, match=r"reports\.jsonl: cannot be read .*geokit map"):
        read_made(tmp_path)


def test_a_changed_file_is_refused(tmp_path):
    """What was typed into a file by hand is not passed off as geokit's."""
    make_folder(tmp_path)
    with (tmp_path / "incidents.geojson").open("a") as file:
        file.write(" ")
    with pytest.raises(CustodyError, match=r"incidents\.geojson: was changed since geokit made it"):
        read_made(tmp_path)


def test_a_folder_of_other_columns_is_refused(tmp_path):
    """Made by a version that wrote less: the message says so instead of a KeyError."""
    make_folder(tmp_path, [])
    path = tmp_path / "mentions.jsonl"
    row = json.loads(path.read_text().splitlines()[0])
    del row["score"]
    path.write_text(json.dumps(row) + "\n")
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    from geokit.custody import sha256

    for entry in manifest["files"]:
        entry["sha256"] = sha256(tmp_path / entry["path"])
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(CustodyError, match=r"not as this version of geokit writes them.*score"):
        read_made(tmp_path)


def test_an_empty_folder_has_empty_frames(tmp_path):
    """No incidents is no error."""
    made = make_folder(tmp_path, [])
    assert len(made.incidents) == len(made.tellings) == 0
    assert list(made.incidents.columns)[-1] == "geometry"
