"""A workbook in which days are days, numbers numbers, and no text can be run."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from builders import (
    make_date,
    make_incident,
    make_incidents,
    make_mention,
    make_placed_on,
    make_report,
    make_resolution,
    make_unplaced,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString

from geokit.errors import GeokitError
from geokit.layers import incident_frame, mention_frame, place_frame, plain_rows, report_frame, telling_frame
from geokit.layers.columns import INCIDENT_COLUMNS
from geokit.layers.exports import spreadsheet
from geokit.layers.exports.spreadsheet import write_xlsx
from geokit.layers.made import Made

HOSTILE = [
    '=HYPERLINK("https://example.org")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "{=1}",
    "https://example.org/x y",
    "mailto:a",
    "0012",
    "_x0041_",
    "</t>&amp;",
    "혜산 \U0001f600",
    "a\x00b\x0bc",
    "no character \ufffe",
    "half of one \ud800",
]


def made_of(incidents, resolutions=(), reports=()):
    return Made(
        directory=Path(),
        incidents=incident_frame(incidents),
        places=place_frame(resolutions, incidents),
        tellings=telling_frame(incidents),
        reports=report_frame(reports),
        mentions=mention_frame(resolutions),
        manifest={},
    )


@pytest.fixture
def written(tmp_path):
    def write(*given):
        write_xlsx(made_of(*given), tmp_path / "a.xlsx")
        return openpyxl.load_workbook(tmp_path / "a.xlsx")

    return write


def rows(sheet):
    header, *body = ([cell.value for cell in row] for row in sheet.iter_rows())
    return [dict(zip(header, row, strict=True)) for row in body]


def test_sheets_stand_in_their_order_with_the_contracts_columns(written):
    """A sheet a table, all of them even where empty, and one that says what the columns mean."""
    book = written([])
    assert book.sheetnames == ["incidents", "tellings", "places", "reports", "mentions", "columns"]
    header = [cell.value for cell in book["incidents"][1]]
    names = [column.name for column in INCIDENT_COLUMNS]
    assert [name for name in header if name not in ("rep_lon", "rep_lat", "wkt")] == names
    meanings = {(row["sheet"], row["column"]): row["meaning"] for row in rows(book["columns"])}
    assert all(meanings["incidents", name] for name in header)


def test_the_heading_stays_in_sight_and_filters(written):
    """The first row is frozen and has filters over all rows; no column is wider than a screen."""
    sheet = written(make_incidents(8))["incidents"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert all(8 <= width.width <= 54 for width in sheet.column_dimensions.values())


def test_values_have_their_kinds(written):
    """Days are dates, counts integers, booleans booleans, lists JSON, and the unknown an empty cell."""
    book = written([make_incident()], [make_resolution()], [make_report()])
    [row] = rows(book["incidents"])
    assert row["date_start"] == datetime(2018, 7, 2) and row["published"] == "2018-07-05"
    assert row["n_best"] == 3 and row["is_event"] is True and row["fatalities_best"] is None
    assert json.loads(row["actors"])[0]["class"] == "civilian"
    assert (row["rep_lon"], row["rep_lat"]) == (128.1, 41.4)
    [cell] = [cell for cell in book["incidents"][2] if cell.value == datetime(2018, 7, 2)][:1]
    assert cell.number_format == "yyyy-mm-dd"
    assert rows(book["tellings"])[0]["incident_id"] == "t1" and rows(book["reports"])[0]["id"] == "r1"
    assert rows(book["places"])[0]["n_events"] == 1 and rows(book["mentions"])[0]["text"] == "Town A"


def test_days_that_a_workbook_cannot_count_are_text(written):
    """Before March 1900 Excel and LibreOffice disagree, so that such a day is written out."""
    days = ["1899-12-31", "1900-02-28", "1900-03-01", "0988-01-01"]
    incidents = [
        make_unplaced(id=f"t{number}", date=make_date(edtf=day, date_start=day, date_end=day))
        for number, day in enumerate(days)
    ]
    found = [row["date_start"] for row in rows(written(incidents)["incidents"])]
    assert found == ["1899-12-31", "1900-02-28", datetime(1900, 3, 1), "0988-01-01"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(HOSTILE) | st.text(min_size=1), min_size=6, max_size=6))
def test_no_text_is_a_formula_and_none_is_lost(tmp_path, texts):
    """Whatever a text begins with, openpyxl finds no formula and no link, and the text that was put in."""
    quote, title, publisher, url, place, report = texts
    incident = make_unplaced(
        quote=quote, publisher=publisher, url=url, extra={title: quote}, report_id=report
    )
    mention = make_resolution(mention=make_mention(text=place))
    made = made_of([incident], [mention], [make_report(title=title, id=report)])
    write_xlsx(made, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert [as_told(row["quote"]) for row in rows(book["incidents"])] == [as_stored(quote)]
    assert [as_told(row["text"]) for row in rows(book["mentions"])] == [as_stored(place)]
    assert [as_told(row["title"]) for row in rows(book["reports"])] == [as_stored(title)]


def as_told(cell):
    """What Excel shows: openpyxl leaves the escapes of control characters as they stand in the file."""
    return openpyxl.utils.escape.unescape(cell)


def as_stored(text):
    return text.encode("utf-8", "backslashreplace").decode().translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})


def test_a_text_too_long_for_a_cell_is_kept_whole_elsewhere(tmp_path):
    """The cell says that it goes on; the sheet of long texts has all of it, in parts, and we are told."""
    quote = "가\U0001f600=b" * 20_000
    line = LineString([(120 + number / 1e4, 40.123456) for number in range(3000)])
    made = made_of([make_placed_on(line, id="t1"), make_unplaced(id="t2", quote=quote)])
    [remark] = write_xlsx(made, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = rows(book["incidents"])[1]["quote"]
    assert quote.startswith(cell.partition(" [goes on")[0]) and "long texts" in cell
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    parts = rows(book["long texts"])
    assert remark.startswith(f"{len({(p['sheet'], p['row'], p['column']) for p in parts})} texts too long")
    whole = "".join(
        p["text"] for p in parts if (p["sheet"], p["row"], p["column"]) == ("incidents", 3, "quote")
    )
    assert whole == quote
    wkt = "".join(p["text"] for p in parts if (p["sheet"], p["column"]) == ("incidents", "wkt"))
    assert wkt.startswith("LINESTRING (") and wkt.endswith(")") and wkt.count(",") == 2999
    assert all(len(p["text"].encode("utf-16-le")) // 2 <= 32_767 for p in parts)


@pytest.mark.parametrize(("text", "is_cut"), [("\U0001f600" * 16_384, True), ("가" * 32_767, False)])
def test_length_is_counted_as_a_workbook_counts(tmp_path, text, is_cut):
    """A character beyond the basic plane takes two of a cell's 32,767 units, a Hangul syllable one."""
    remarks = write_xlsx(made_of([make_unplaced(quote=text)]), tmp_path / "a.xlsx")
    cell = rows(openpyxl.load_workbook(tmp_path / "a.xlsx")["incidents"])[0]["quote"]
    assert (cell != text) == is_cut and bool(remarks)


def test_nothing_too_long_is_nothing_to_tell(tmp_path):
    """Without such a text there is no sheet for them and no remark."""
    assert write_xlsx(made_of([make_incident()]), tmp_path / "a.xlsx") == []
    assert "long texts" not in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames


def test_the_same_tables_give_the_same_bytes(tmp_path, monkeypatch):
    """No time but SOURCE_DATE_EPOCH's stands in the file."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    for name in "ab":
        write_xlsx(made_of(make_incidents(12)), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert openpyxl.load_workbook((tmp_path / "a").open("rb")).properties.created == datetime(
        2017, 7, 14, 2, 40
    )


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    """Rather than to drop rows, the export names the table and what to use instead."""
    monkeypatch.setattr(spreadsheet, "_MOST_ROWS", 3)
    with pytest.raises(GeokitError, match="4 incidents; export to geoparquet"):
        write_xlsx(made_of(make_incidents(4)), tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_rows_are_those_of_the_frames(written):
    """Every incident has a row, in the order of the frame, with the values that it has there."""
    incidents = make_incidents(6)
    found = rows(written(incidents)["incidents"])
    told = plain_rows(incident_frame(incidents))
    assert [row["id"] for row in found] == [row["id"] for row in told]
    assert [row["quote"] for row in found] == [row["quote"] for row in told]
    assert [row["wkt"] is None for row in found] == [row["place_name"] is None for row in told]
