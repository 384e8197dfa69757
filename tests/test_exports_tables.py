"""CSV tables, and the tables after ACLED and UCDP: what they hold, what they leave out, what stays empty."""

import csv

import pytest
from builders import make_date, make_incident, make_place, make_role, make_telling
from made_folders import HOSTILE, make_folder
from shapely.geometry import box

from geokit.layers import plain_rows
from geokit.layers.columns import MENTION_COLUMNS, PLACE_COLUMNS, REPORT_COLUMNS, TELLING_COLUMNS
from geokit.layers.exports.acled import write_acled
from geokit.layers.exports.csv import write_tables
from geokit.layers.exports.ucdp import write_ucdp
from geokit.layers.tables import read_csv
from geokit.model import Actor

ATTACK = {"acled": "Violence against civilians: Attack", "ucdp": "3"}
COLUMNS = {
    "places": PLACE_COLUMNS,
    "tellings": TELLING_COLUMNS,
    "reports": REPORT_COLUMNS,
    "mentions": MENTION_COLUMNS,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("made"))


def written(write, incidents, tmp_path):
    remarks = write(make_folder(tmp_path / "made", incidents), tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), remarks


@pytest.mark.parametrize("name", COLUMNS)
def test_tables_come_back(made, tmp_path, name):
    """Every row and value, with lists as lists and text that starts like a formula as it was."""
    write_tables(made, tmp_path.joinpath)
    frame = getattr(made, name)
    read = read_csv(tmp_path / f"{name}.csv", COLUMNS[name])
    rows = [{key: row[key] for key in frame.columns if key != "geometry"} for row in read]
    assert rows == [_without_half_pairs(row) for row in plain_rows(frame)]


def _without_half_pairs(row):
    return {
        name: value.replace("\ud800", "\\ud800") if isinstance(value, str) else value
        for name, value in row.items()
    }


@pytest.mark.parametrize(
    ("date", "date_prec", "expected"),
    [
        (make_date(), 1, ("2018-07-02", "2018", "1")),
        (make_date(date_end="2018-07-04"), 2, ("2018-07-02", "2018", "2")),
        (make_date(date_end="2018-07-08"), 3, ("2018-07-02", "2018", "2")),
        (make_date(date_end="2018-07-31"), 4, ("2018-07-02", "2018", "3")),
        (make_date(date_start="2018-01-01", date_end="2018-12-31"), 5, ("", "2018", "")),
        (make_date(date_start="2017-12-31"), 2, ("2017-12-31", "", "2")),
        (make_date(date_end=None), None, ("", "", "")),
        (None, None, ("", "", "")),
    ],
)
def test_acled_dates_end_at_a_month(tmp_path, date, date_prec, expected):
    """What is known less exactly has no event_date, and never one that was made up."""
    incident = make_incident(best=make_telling(date=date), date_prec=date_prec, **ATTACK)
    [row], _ = written(write_acled, [incident], tmp_path)
    assert (row["event_date"], row["year"], row["time_precision"]) == expected


@pytest.mark.parametrize(
    ("where_prec", "geo_precision"), [(1, "1"), (2, "2"), (3, "2"), (4, "3"), (5, "3"), (6, ""), (7, "")]
)
def test_acled_places_end_at_a_region(tmp_path, where_prec, geo_precision):
    """A country or a sea is no point of ACLED's: it has no coordinates."""
    [row], _ = written(write_acled, [make_incident(where_prec=where_prec, **ATTACK)], tmp_path)
    assert row["geo_precision"] == geo_precision
    assert (row["longitude"], row["latitude"]) == (("128.1", "41.4") if geo_precision else ("", ""))


def test_acled_rows_say_who_what_and_by_whom(tmp_path):
    """Type and sub-type apart, actors by their part, country by its name, unknown deaths empty."""
    actors = (Actor("guards", "involved", "military"), Actor("a man", "affected", "civilian"))
    incident = make_incident(best=make_telling(actors=actors, type="shooting"), **ATTACK)
    [row], remarks = written(write_acled, [incident], tmp_path)
    assert row["event_id_cnty"] == "t1"
    assert (row["event_type"], row["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert row["disorder_type"] == "Political violence"
    assert (row["actor1"], row["actor2"]) == ("guards", "a man")
    assert (row["country"], row["admin1"], row["location"]) == ("North Korea", "Province X", "Town A")
    assert (row["source"], row["fatalities"]) == ("The Paper", "")
    assert row["tags"].startswith("geokit type=shooting; date=2018-07-02; where_prec=2")
    assert remarks == []


def test_ucdp_rows_carry_their_precision(tmp_path):
    """Precisions are UCDP's own; a country stands as a spot in it with where_prec 6."""
    country = make_place(id="kp", feature="country", shape="area", geometry=box(125, 38, 130, 42))
    telling = make_telling(places=(make_role(place=country),), fatalities_best=2, fatalities_min=1)
    [row], remarks = written(write_ucdp, [make_incident(best=telling, where_prec=6, **ATTACK)], tmp_path)
    assert (row["where_prec"], row["longitude"], row["latitude"]) == ("6", "127.5", "40.0")
    assert row["geom_wkt"] == "POINT (127.5 40)"
    assert (row["type_of_violence"], row["best"], row["low"], row["high"]) == ("3", "2", "1", "")
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("2018-07-02", "2018-07-02", "1")
    assert (row["number_of_sources"], row["source_office"]) == ("1", "The Paper")
    assert row["source_article"] == "The Paper, 2018-07-05, Three cross the river, https://example.org/1"
    assert remarks == []


@pytest.mark.parametrize("write", [write_acled, write_ucdp])
def test_what_is_left_out_is_counted(write, tmp_path):
    """Only what took place and has an equivalent is in the table, and the rest is not passed over."""
    threat = make_telling(id="threat", type="threat", modality="threatened", is_event=False)
    incidents = [
        make_incident(best=make_telling(fatalities_best=1), **ATTACK),
        make_incident(best=threat, **ATTACK),
        make_incident(best=make_telling(id="no code")),
        make_incident(best=make_telling(id="no code either")),
    ]
    rows, remarks = written(write, incidents, tmp_path)
    assert len(rows) == 1
    [remark] = remarks
    assert remark.startswith("3 of 4 incidents are not in the table: 1 that tell of no event, 2 of a type")


def test_ucdp_says_which_rows_tell_of_no_death(tmp_path):
    """UCDP's own data have one at least; nobody is to take these for such without being told."""
    _, remarks = written(write_ucdp, [make_incident(**ATTACK)], tmp_path)
    assert remarks[0].startswith("1 of 1 rows tell of no death")


@pytest.mark.parametrize("write", [write_acled, write_ucdp])
def test_unplaced_stand_without_coordinates(write, tmp_path):
    """And several countries by all their names."""
    river = make_place(country="KP/CN")
    incidents = [
        make_incident(best=make_telling(places=()), where_prec=None, **ATTACK),
        make_incident(best=make_telling(id="r", places=(make_role(place=river),)), **ATTACK),
    ]
    unplaced, placed = written(write, incidents, tmp_path)[0]
    assert unplaced["latitude"] == unplaced["country"] == ""
    assert placed["country"] == "North Korea; China"


@pytest.mark.parametrize("write", [write_acled, write_ucdp])
def test_no_cell_is_a_formula(write, tmp_path):
    """Whatever a report says."""
    actors = (Actor(HOSTILE, "involved", "x"),)
    telling = make_telling(quote=HOSTILE, publisher="+1", actors=actors, said_by=("-1",))
    [row], _ = written(write, [make_incident(best=telling, **ATTACK)], tmp_path)
    assert not [cell for cell in row.values() if cell and cell[0] in "=+-@\t\r\n"]
    assert "'" + HOSTILE in row.values()


def test_twice_is_the_same(made, tmp_path):
    """Byte for byte."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_acled(made, tmp_path / name / "acled.csv")
        write_ucdp(made, tmp_path / name / "ucdp.csv")
        write_tables(made, (tmp_path / name).joinpath)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
