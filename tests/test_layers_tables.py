"""Tables: a row an incident, nothing that a spreadsheet would run, JSON Lines that read back."""

import csv
import json

import pytest
import shapely
from builders import make_incident, make_placed_on, make_problem, make_telling, make_unplaced
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from geokit.layers import incident_frame, incident_properties, write_csv, write_jsonl, write_problems_csv
from geokit.layers.tables import inert


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


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝"))
def test_every_dangerous_start_is_caught(start):
    """No text that a spreadsheet runs is left as it is."""
    assert inert(f"{start}1") == f"'{start}1"


@given(st.text(alphabet="'=+-@ab\t", max_size=6))
def test_an_inert_text_can_be_read_back(text):
    """Taking away the apostrophe where a formula follows gives the text back, always."""
    made = inert(text)
    back = made[1:] if made.startswith("'") and made.lstrip("'")[:1] in tuple("=+-@\t") else made
    assert back == text


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
