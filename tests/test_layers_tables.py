"""Tables: a row an incident, nothing that a spreadsheet would run, JSON Lines that read back."""

import csv
import json

import pytest
import shapely
from builders import make_incident, make_incidents, make_placed_on, make_problem, make_telling, make_unplaced
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from geokit.layers import (
    incident_frame,
    incident_properties,
    plain_rows,
    telling_frame,
    write_csv,
    write_jsonl,
    write_problems_csv,
)
from geokit.layers.columns import INCIDENT_COLUMNS, PROBLEM_COLUMNS, TELLING_COLUMNS
from geokit.layers.tables import read_csv
from geokit.model import Problem
from geokit.reports.tables import read_csv as read_any_csv


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(incidents, tmp_path):
    path = tmp_path / "incidents.csv"
    write_csv(incident_frame(incidents), path)
    return read(path)


def test_a_row_an_incident_with_its_spot_beside_the_precision(tmp_path):
    """rep_lon and rep_lat follow where_prec, wkt comes last, and the unplaced have none."""
    placed, unplaced = written([make_incident(), make_unplaced(id="t2")], tmp_path)
    names = list(placed)
    assert (
        names[names.index("where_prec") :][:3] == ["where_prec", "rep_lon", "rep_lat"] and names[-1] == "wkt"
    )
    assert set(incident_properties(make_incident())) < set(names)
    assert (placed["rep_lon"], placed["rep_lat"], placed["wkt"]) == ("128.1", "41.4", "POINT (128.1 41.4)")
    assert (unplaced["rep_lon"], unplaced["rep_lat"], unplaced["wkt"]) == ("", "", "")


def test_the_spot_lies_on_the_shape(tmp_path):
    """The representative spot of a bent area is inside it, where the centroid would not be."""
    bent = Polygon([(0, 0), (9, 0), (9, 1), (1, 1), (1, 9), (0, 9)])
    [row] = written([make_placed_on(bent)], tmp_path)
    assert bent.covers(Point(float(row["rep_lon"]), float(row["rep_lat"])))
    assert not bent.covers(bent.centroid)
    assert shapely.from_wkt(row["wkt"]).equals(bent)


def test_lists_are_json_dates_iso_booleans_words(tmp_path):
    """A cell that holds a list is JSON; true and false are words; unknown is empty."""
    [row] = written([make_incident()], tmp_path)
    assert json.loads(row["reports"]) == incident_properties(make_incident())["reports"]
    assert (row["date_start"], row["is_event"], row["fatalities_best"]) == ("2018-07-02", "true", "")


def test_formulas_are_made_inert_and_numbers_left_alone(tmp_path):
    """Text that starts like a formula gets an apostrophe; a negative longitude does not."""
    quote = '=HYPERLINK("http://example.org")'
    incident = make_placed_on(Point(-71.5, -33.0), quote=quote, publisher="@paper", url="-1+2")
    [row] = written([incident], tmp_path)
    assert (row["quote"], row["publisher"], row["url"]) == ("'" + quote, "'@paper", "'-1+2")
    assert (row["rep_lon"], row["rep_lat"]) == ("-71.5", "-33.0")


def test_quotes_and_line_ends_survive(tmp_path):
    """Commas, quotation marks, line ends, NUL and Hangul come back as they were."""
    quote = 'He said, "혜산";\r\nthen\nleft \0.'
    [row] = written([make_unplaced(quote=quote)], tmp_path)
    assert row["quote"] == quote


def test_no_incidents_is_a_header(tmp_path):
    """An empty frame gives the header alone."""
    assert written([], tmp_path) == []
    assert (tmp_path / "incidents.csv").read_text().startswith("id,aliases,type,")


def test_problems_have_their_columns(tmp_path):
    """problems.csv has the six columns, in the order given."""
    path = tmp_path / "problems.csv"
    write_problems_csv([make_problem(), make_problem(path="=b.txt", row=None)], path)
    first, second = read(path)
    assert list(first) == ["path", "row", "report_id", "stage", "problem", "advice"]
    assert first["row"] == "3" and (second["path"], second["row"]) == ("'=b.txt", "")


def test_json_lines_read_back(tmp_path):
    """One line a row, keys in order, text as it was."""
    path = tmp_path / "rows.jsonl"
    rows = [
        incident_properties(make_incident(best=make_telling(quote="a\nb\u2028 \ud800"))),
        {"b": 1, "a": None},
    ]
    write_jsonl(rows, path)
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]] == rows


# Text as a file in UTF-8 can hold it.
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(alphabet="'=+-@\t\r\n\",;ab", max_size=5)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS, st.floats(-180, 180), st.integers(-9, 9))
def test_incidents_come_back_from_csv_unchanged(tmp_path, quote, title, lon, count):
    """Every value of every column is read back as it was: text, numbers, lists, days and the unknown."""
    incidents = [
        make_placed_on(Point(lon, -5.0), quote=quote, n_min=count, id="t1", url=title, outcome=title),
        make_unplaced(id="t2", date=None, publisher=quote, extra={title: quote}),
    ]
    frame = incident_frame(incidents)
    write_csv(frame, tmp_path / "a.csv")
    back = read_csv(tmp_path / "a.csv", INCIDENT_COLUMNS)
    known = [{name: row[name] for name in plain} for row, plain in zip(back, plain_rows(frame), strict=True)]
    assert known == plain_rows(frame)
    assert back[0]["rep_lon"] == pytest.approx(lon, abs=5.1e-7) and back[0]["rep_lat"] == -5.0
    assert back[0]["wkt"].startswith("POINT (") and back[1]["wkt"] is None


def test_a_table_without_shapes_comes_back(tmp_path):
    """A frame that has no geometry is written without a spot, and read back as it was."""
    frame = telling_frame([make_incident(), make_unplaced(id="t2", quote="=1")])
    write_csv(frame, tmp_path / "tellings.csv")
    back = read_csv(tmp_path / "tellings.csv", TELLING_COLUMNS)
    assert back == plain_rows(frame) and list(back[0]) == [column.name for column in TELLING_COLUMNS]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS | st.none(), st.integers(1, 9) | st.none()), max_size=3))
def test_problems_come_back_from_csv_unchanged(tmp_path, told):
    """Whatever a file was called and whatever was wrong with it."""
    problems = [Problem(text, text, "advice", "reports", row, other) for text, other, row in told]
    write_problems_csv(problems, tmp_path / "problems.csv")
    back = read_csv(tmp_path / "problems.csv", PROBLEM_COLUMNS)
    assert [(row["path"], row["report_id"], row["row"]) for row in back] == told


def test_the_reader_of_any_table_understands_our_cells(tmp_path):
    """A table that geokit wrote, given to it as input, has the texts without the apostrophes."""
    quote = "=SUM(A1), said 'the' \n@man"
    frame = incident_frame([make_unplaced(quote=quote, publisher="'-Daily", url="'tis")])
    write_csv(frame, tmp_path / "a.csv")
    [row] = read_any_csv((tmp_path / "a.csv").read_bytes(), "a.csv").rows
    assert (row.cells["quote"], row.cells["publisher"], row.cells["url"]) == (quote, "'-Daily", "'tis")


def test_more_rows_than_are_held_at_once_keep_their_order(tmp_path, monkeypatch):
    """Rows written in several goes are those of the frame, in its order, under one header."""
    monkeypatch.setattr("geokit.layers.tables._AT_ONCE", 3)
    write_csv(incident_frame(make_incidents(10)), tmp_path / "a.csv")
    assert [row["id"] for row in read(tmp_path / "a.csv")] == [f"i{number:06d}" for number in range(10)]
