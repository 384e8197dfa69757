"""Tables of reports and of coded incidents."""

import datetime
import json

import pytest
from openpyxl import Workbook

from geokit.reports import read_reports

STORY = "The officials said that two people were stopped at the river on Tuesday night."


def read(tmp_path, name, content, **options):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_reports([path], **options)


def told(reading):
    return [(problem.row, problem.problem, problem.unread) for problem in reading.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_reports_has_a_report_a_row(tmp_path, delimiter):
    """Columns are known whatever their case; the id is the file's with the row's."""
    heading = delimiter.join(["ID", "Title", "Text", "Date", "Source", "Author", "URL"])
    row = delimiter.join(
        ["a7", "At the river", STORY, "3 May 2019", "Example Daily", "A. Writer", "https://e.org/x"]
    )
    reading = read(tmp_path, "t.csv", f"{heading}\n{row}\n")
    (report,) = reading.reports
    assert (report.id, report.title, report.text) == ("t#a7", "At the river", STORY)
    assert (report.published, report.published_basis) == ("2019-05-03", "column")
    assert (report.publisher, report.author, report.url) == ("Example Daily", "A. Writer", "https://e.org/x")
    assert reading.problems == ()


def test_a_row_without_an_id_is_known_by_its_number(tmp_path):
    """Rows of data are counted from one."""
    reading = read(tmp_path, "t.tsv", f"text\n{STORY}\n\n{STORY} Again.\n")
    assert [report.id for report in reading.reports] == ["t#1", "t#2"]


def test_a_text_in_a_cell_is_not_changed(tmp_path):
    """Blanks at its ends belong to it: offsets count them."""
    assert read(tmp_path, "t.csv", f'text\n"  {STORY}\r\n\n"\n').reports[0].text == f"  {STORY}\r\n\n"


def test_a_row_that_repeats_an_id_gets_one_of_its_own(tmp_path):
    """Ids are unique, and the table's owner is told."""
    reading = read(tmp_path, "t.csv", f"id,text\nx,{STORY}\nx,{STORY}\n")
    assert [report.id for report in reading.reports] == ["t#x", "t#x#2"]
    assert told(reading) == [(3, "the id 't#x' stands twice: 't#x#2' here", False)]


def test_broken_rows_are_named_and_the_others_read(tmp_path):
    """An open quote, missing and surplus cells, NULs and empty texts cost their own row only."""
    lines = [
        "id,text,published",
        f'a,"{STORY}",2019-05-01',
        'b,"an open quote,2019-05-02',
        "c,too few",
        "d,too,many,cells,here",
        'e,"a NUL \x00 here",2019-05-03',
        "f,,2019-05-04",
        f'g,"{STORY}\nOn a second line.",one day',
        f'h,"{STORY}",2019-05-05',
    ]
    reading = read(tmp_path, "t.csv", "\n".join(lines))
    assert [report.id for report in reading.reports] == ["t#a", "t#g", "t#h"]
    assert told(reading) == [
        (3, "a quotation mark is not closed", True),
        (4, "2 cells under 3 columns", True),
        (5, "5 cells under 3 columns", True),
        (6, "NUL characters in the row", True),
        (7, "empty text", True),
        (8, "published 'one day' is not a day", False),
    ]
    assert all(problem.advice and problem.path.endswith("t.csv") for problem in reading.problems)


def test_a_long_cell_is_read_whole(tmp_path):
    """A report of a megabyte fits into a cell."""
    reading = read(tmp_path, "t.csv", f'text\n"{STORY * 15_000}"\n')
    assert len(reading.reports[0].text) == len(STORY) * 15_000


def test_a_line_that_names_the_delimiter_is_no_heading(tmp_path):
    """Excel's own first line is understood."""
    reading = read(tmp_path, "t.csv", f"sep=;\nid;text\na;{STORY}\n")
    assert [report.id for report in reading.reports] == ["t#a"]


def test_a_table_of_nothing_known_is_refused_with_its_columns(tmp_path):
    """The problem says which columns stand there and which are wanted."""
    reading = read(tmp_path, "t.csv", "foo,bar\n1,2\n")
    assert told(reading) == [(None, "no known column (its columns: foo, bar)", True)]
    assert "text" in reading.problems[0].advice


def test_coded_incidents_are_known_by_their_place(tmp_path):
    """A table with a place and no text holds incidents; unknown columns are kept in their order."""
    content = (
        "No.,Date,Type,Location,Adm1,Country,N,Notes,Source,URL,Weather\n"
        "1,2019-05-03,arrest,Onsong,North Hamgyong,KP,3,Three were arrested,Example Daily,https://e.org/1,snow\n"
        "2,,crossing,Yalu,,,,,,,\n"
    )
    reading = read(tmp_path, "t.csv", content)
    assert reading.reports == ()
    first, second = reading.coded
    assert (first.row, first.date, first.type, first.place) == (2, "2019-05-03", "arrest", "Onsong")
    assert (first.adm1, first.country, first.n) == ("North Hamgyong", "KP", "3")
    assert (first.source, first.url) == ("Example Daily", "https://e.org/1")
    assert list(first.extra.items()) == [("No.", "1"), ("Weather", "snow")]
    assert (first.report.id, first.report.text) == ("t#1", "Three were arrested")
    assert (first.report.publisher, first.report.published, first.report.zones) == ("Example Daily", None, ())
    assert (second.report.id, second.report.text) == ("t#2", "No.: 2; Type: crossing; Location: Yalu")


def test_a_title_and_a_description_are_both_kept(tmp_path):
    """The description stands for the row, the title keeps its slot, and nothing is lost."""
    (row,) = read(tmp_path, "t.csv", "place,title,description\nOnsong,Arrest,Three were arrested\n").coded
    assert (row.title, row.report.title, row.report.text) == ("Arrest", "Arrest", "Three were arrested")


def test_a_table_named_as_coded_is_coded_whatever_its_columns(tmp_path):
    """The user's word goes before the columns."""
    path = tmp_path / "t.csv"
    path.write_text("text,place\nThree were arrested,Onsong\n", encoding="utf-8")
    assert len(read_reports([path]).reports) == 1
    reading = read_reports([path], coded=[path])
    assert (reading.reports, [row.place for row in reading.coded]) == ((), ["Onsong"])
    assert [row.place for row in read_reports([], coded=[path]).coded] == ["Onsong"]


@pytest.mark.parametrize(
    ("lat", "lon", "position", "problem"),
    [
        ("42.9", "129.9", (42.9, 129.9), None),
        ('"42,9"', '"129,9"', (42.9, 129.9), None),
        ("", "", (None, None), None),
        ("0", "0", (None, None), "position 0, 0 stands for an unknown one"),
        ("129.9", "42.9", (None, None), "position 129.9, 42.9 is not on the Earth"),
        ("north", "42.9", (None, None), "position north, 42.9 is not a pair of numbers"),
        ("nan", "42.9", (None, None), "position nan, 42.9 is not on the Earth"),
        ("42.9", "", (None, None), "position 42.9, None is not a pair of numbers"),
    ],
)
def test_a_position_is_degrees_or_unknown(tmp_path, lat, lon, position, problem):
    """A position that cannot be is told, the row kept, and the cells kept beside it."""
    reading = read(tmp_path, "t.csv", f"date,type,lat,lon\n2019-05-03,arrest,{lat},{lon}\n")
    (row,) = reading.coded
    assert (row.lat, row.lon) == position
    assert [told_of for _, told_of, _ in told(reading)] == ([problem] if problem else [])
    assert bool(row.extra) == bool(problem)


def test_excel_is_read_by_sheet_with_its_dates(tmp_path):
    """Dates become ISO strings, whole numbers stay whole, and each sheet is read."""
    workbook = Workbook()
    workbook.active.append(["date", "type", "place", "n"])
    workbook.active.append([datetime.datetime(2019, 5, 3), "arrest", "Onsong", 3.0])
    workbook.active.append([None, None, None, None])
    workbook.active.append([datetime.date(2019, 5, 4), "arrest", "Musan", 2.5])
    more = workbook.create_sheet("More")
    more.append(["place"])
    more.append(["Hyesan"])
    workbook.create_sheet("Notes").append(["nothing of use"])
    path = tmp_path / "t.xlsx"
    workbook.save(path)
    reading = read_reports([path])
    assert [(row.report.id, row.date, row.place, row.n) for row in reading.coded] == [
        ("t#1", "2019-05-03", "Onsong", "3"),
        ("t#2", "2019-05-04", "Musan", "2.5"),
        ("t#More!1", None, "Hyesan", None),
    ]
    assert told(reading) == [(None, "sheet Notes: no known column (its columns: nothing of use)", True)]


def test_json_lines_that_are_broken_are_named(tmp_path):
    """A line that is no object costs itself only; a line separator inside a text ends no line."""
    lines = [
        json.dumps({"id": "a", "text": f"{STORY}\u2028More."}, ensure_ascii=False),
        '{"id":',
        "[1]",
        '{"text": null}',
    ]
    reading = read(tmp_path, "t.jsonl", "\n".join(lines))
    assert [report.id for report in reading.reports] == ["t#a"]
    assert [row for row, _, _ in told(reading)] == [2, 3, 4]


@pytest.mark.parametrize(
    "value",
    [
        [{"text": STORY}],
        {"reports": [{"text": STORY}]},
        {"articles": [{"text": STORY}], "total": 1},
        {"text": STORY},
    ],
)
def test_json_is_a_list_or_holds_one_or_is_one_report(tmp_path, value):
    """The usual shapes of a JSON export are read."""
    assert [report.text for report in read(tmp_path, "t.json", json.dumps(value)).reports] == [STORY]


def test_geojson_points_become_positions(tmp_path):
    """A feature's point is its latitude and longitude; another shape is kept as it is."""
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    features = [
        {
            "type": "Feature",
            "id": "q",
            "properties": {"type": "arrest"},
            "geometry": {"type": "Point", "coordinates": [129.7, 42.4]},
        },
        {"type": "Feature", "properties": {"place": "Musan"}, "geometry": None},
        {"type": "Feature", "properties": {"place": "Onsong"}, "geometry": square},
    ]
    reading = read(tmp_path, "t.json", json.dumps({"type": "FeatureCollection", "features": features}))
    assert [(row.report.id, row.lat, row.lon, row.place) for row in reading.coded] == [
        ("t#q", 42.4, 129.7, None),
        ("t#2", None, None, "Musan"),
        ("t#3", None, None, "Onsong"),
    ]
    assert json.loads(reading.coded[2].extra["geometry"]) == square


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("t.json", "{", "not JSON"),
        ("t.json", "[]", "empty"),
        ("t.json", "3", "neither a list nor an object"),
        ("t.xlsx", b"PK\x03\x04", "not a readable workbook"),
        ("t.csv", b"", "empty"),
        ("t.csv", "place,date\n", "no row under the heading"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, name, content, problem):
    """The reason stands in the problem."""
    reading = read(tmp_path, name, content)
    assert [(p.unread, p.problem.startswith(problem)) for p in reading.problems] == [(True, True)]
