"""GeoParquet: read back by geopandas and by Arrow with ids, geometries, dates and counts as they were."""

import json

import geopandas
import pandas
import pyarrow.parquet
import pytest
import shapely
from made_folders import make_folder

from geokit.errors import GeokitError
from geokit.layers import plain_rows
from geokit.layers.exports import geoparquet
from geokit.layers.exports.geoparquet import write_geoparquet
from geokit.layers.geometry import tidy_all


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("parquet")
    write_geoparquet(made, folder.joinpath)
    return folder


@pytest.mark.parametrize("name", ["incidents", "places"])
def test_geometries_come_back(made, folder, name):
    """In EPSG:4326, exactly; none for the unplaced."""
    read = geopandas.read_parquet(folder / f"{name}.parquet")
    assert read.crs.to_epsg() == 4326
    given = tidy_all(getattr(made, name).geometry)
    pairs = zip(read.geometry, given, strict=True)
    assert all(one is other is None or shapely.equals_exact(one, other) for one, other in pairs)


def test_every_value_comes_back(made, folder):
    """Text, days, numbers and truths in kinds of their own; lists and mappings as JSON."""
    read = geopandas.read_parquet(folder / "incidents.parquet")
    assert str(read["date_start"].dtype) == "date32[day][pyarrow]"
    rows = plain_rows(made.incidents)
    for name in ("id", "type", "is_event", "date_edtf", "n_best", "fatalities_best", "radius_km"):
        assert [None if pandas.isna(value) else value for value in read[name]] == [row[name] for row in rows]
    for name in ("date_start", "date_end"):
        days = [None if pandas.isna(value) else value.isoformat() for value in read[name]]
        assert days == [row[name] for row in rows]
    for name in ("places", "reports", "extra", "evidence"):
        lists = [None if pandas.isna(value) else json.loads(value) for value in read[name]]
        assert lists == [row[name] for row in rows]
    quotes = [row["quote"].replace("\ud800", "\\ud800") for row in rows]
    assert list(read["quote"]) == quotes


@pytest.mark.parametrize("name", ["tellings", "reports", "mentions"])
def test_tables_are_there_too(made, folder, name):
    """A row each, with all their columns."""
    read = pandas.read_parquet(folder / f"{name}.parquet")
    assert list(read.columns) == list(getattr(made, name).columns)
    assert len(read) == len(getattr(made, name))


def test_it_says_what_it_is(folder):
    """GeoParquet 1.1, WKB, with a box a row for readers that skip what lies elsewhere."""
    metadata = pyarrow.parquet.read_metadata(folder / "incidents.parquet").metadata
    geo = json.loads(metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert geo["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    near = geopandas.read_parquet(folder / "incidents.parquet", bbox=(119, 29, 122, 32))
    assert list(near["id"]) == ["0000000000000004"]


def test_twice_is_the_same(made, folder, tmp_path):
    """Byte for byte."""
    write_geoparquet(made, tmp_path.joinpath)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_no_incidents_is_an_empty_file(tmp_path):
    """With all its columns."""
    write_geoparquet(make_folder(tmp_path / "made", []), tmp_path.joinpath)
    read = geopandas.read_parquet(tmp_path / "incidents.parquet")
    assert len(read) == 0 and "date_start" in read


def test_without_pyarrow_it_says_what_to_install(made, tmp_path, monkeypatch):
    """The extra is named."""
    monkeypatch.setattr(geoparquet, "find_spec", lambda name: None)
    with pytest.raises(GeokitError, match=r'pip install "geokit\[export\]"'):
        write_geoparquet(made, tmp_path.joinpath)
