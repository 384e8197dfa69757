"""Frames as the tables that the page reads; and the frames that the other tests of maps are made with."""

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geokit.maps.blocks import json_block, packed, packed_lines
from geokit.maps.ground import ground_table, label_table, translations
from geokit.maps.tables import IncidentTables, place_ids, places_table, representative_spot

SPOTS = {
    "point": Point(128.18, 41.4),
    "line": LineString([(128.2, 42.0), (129.0, 42.3), (129.8, 42.9)]),
    "area": box(126.0, 40.2, 127.0, 41.2),
}


def make_row(number: int, **over: Any) -> dict[str, Any]:
    """An incident with every column of the contract, at a point of its own."""
    quote = f"Guards stopped walker {number} on the ice."
    row: dict[str, Any] = {
        "id": f"i{number}",
        "aliases": [],
        "type": "crossing",
        "modality": "happened",
        "is_event": True,
        "outcome": "caught",
        "title": f"Walker {number} stopped",
        "date_edtf": "2018-01-30",
        "date_start": "2018-01-30",
        "date_end": "2018-01-30",
        "date_text": "January 30",
        "date_basis": "year_inferred",
        "date_prec": 1,
        "place_name": f"Town {number}",
        "place_id": f"town-{number}",
        "place_kind": "town",
        "country": "KP",
        "adm1": "Province X",
        "adm2": None,
        "place_text": f"Town {number}",
        "place_score": 0.9,
        "place_reason": "The only town of this name.",
        "where_prec": 1,
        "shape": "point",
        "shape_basis": "surveyed",
        "radius_km": 3.0,
        "places": [],
        "n_min": 1,
        "n_best": 2,
        "n_max": 3,
        "n_unit": "persons",
        "fatalities_min": None,
        "fatalities_best": None,
        "fatalities_max": None,
        "actors": [],
        "quote": quote,
        "report_id": "report-a",
        "start": 10,
        "end": 10 + len(quote),
        "publisher": "The Gazette",
        "published": "2018-02-07",
        "url": "https://example.org/a",
        "evidence": {"type": {"start": 17, "end": 24, "rule": "verb"}},
        "said_by": ["a resident", "The Gazette"],
        "n_reports": 1,
        "n_publishers": 1,
        "n_independent": 1,
        "confidence": "medium",
        "why": ["one_source"],
        "reports": [],
        "conflicts": [],
        "links": [],
        "rank": "body",
        "status": "unreviewed",
        "origin": "extracted",
        "acled": None,
        "ucdp": None,
        "geometry": Point(128.0 + (number % 40) * 0.05, 41.0 + (number // 40) * 0.05),
    }
    row.update(over)
    row["reports"] = row["reports"] or [
        {
            "report_id": row["report_id"],
            "start": row["start"],
            "quote": row["quote"],
            "publisher": row["publisher"],
        }
    ]
    return row


def make_frame(*rows: dict[str, Any]) -> gpd.GeoDataFrame:
    """A frame of incidents; with the contract's columns even when it is empty."""
    # Objects, as in our own frames: Arrow would refuse half a surrogate pair.
    frame = pd.DataFrame(list(rows), columns=list(make_row(0)), dtype=object)
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(list(frame["geometry"]), crs="EPSG:4326"))


def unplaced(number: int, **over: Any) -> dict[str, Any]:
    """An incident of which no place is known."""
    nowhere = dict.fromkeys(
        ("place_name", "place_id", "where_prec", "shape", "shape_basis", "radius_km", "geometry")
    )
    return make_row(number, **{**nowhere, **over})


def make_places() -> gpd.GeoDataFrame:
    """Two places whose names are written on the map."""
    return gpd.GeoDataFrame(
        {"place_id": ["town-1", "river-y"], "name": ["Town 1", "River Y"], "feature": ["town", "river"]},
        geometry=[SPOTS["point"], SPOTS["line"]],
        crs="EPSG:4326",
    )


def overview(*rows: dict[str, Any]) -> dict[str, Any]:
    return IncidentTables(make_frame(*rows)).overview()


def details(*rows: dict[str, Any]) -> dict[str, list[Any]]:
    (chunk,) = IncidentTables(make_frame(*rows)).details()
    return chunk


def test_a_shape_that_incidents_share_is_stored_once() -> None:
    """Two incidents of one area refer to one shape; a point needs none."""
    area = {"geometry": SPOTS["area"], "shape": "area"}
    table = overview(make_row(1, **area), make_row(2), make_row(3, **area))
    assert table["plain"]["geometry"] == [0, None, 0]
    assert [shape["type"] for shape in table["shapes"]] == ["Polygon"]


def test_a_spot_is_written_in_millionths_of_a_degree() -> None:
    """Longitude and latitude keep six decimals."""
    table = overview(make_row(1, geometry=Point(128.1234567, -41.5)))
    assert (table["plain"]["lon"], table["plain"]["lat"]) == ([128123457], [-41500000])


def test_an_incident_without_place_has_no_spot() -> None:
    """Unknown is null, never the middle of nowhere."""
    table = overview(unplaced(1), make_row(2, geometry=Polygon()))
    assert table["plain"]["lon"] == table["plain"]["lat"] == [None, None]


def test_rows_are_in_the_order_of_time() -> None:
    """What has no day comes last, and equal days keep the frame's order."""
    days = ["2018-02-01", None, "2017-05-05", "2018-02-01"]
    rows = [make_row(n, date_start=day, date_edtf=day) for n, day in enumerate(days)]
    assert IncidentTables(make_frame(*rows)).ids() == ["i2", "i0", "i3", "i1"]


def test_days_are_counted_and_what_is_no_day_stays() -> None:
    """The page compares numbers; a text that is no day is kept for the download."""
    table = overview(make_row(1, date_start="1970-02-01"), make_row(2, date_start="someday"))
    assert table["plain"]["date_start"] == [31, "someday"]


def test_few_values_are_codes() -> None:
    """A coded column holds each value once; of publishers a value names all who tell of the incident."""
    other = {"report_id": "b", "publisher": "An Observer"}
    table = overview(make_row(1), make_row(2, reports=[other]), make_row(3))
    assert table["coded"]["type"] == {"values": ["crossing"], "codes": [0, 0, 0]}
    assert table["coded"]["publishers"]["values"] == [("The Gazette",), ("The Gazette", "An Observer")]
    assert table["coded"]["publishers"]["codes"] == [0, 1, 0]


def test_what_goes_with_a_report_is_kept_once() -> None:
    """A column that says the same of a report at each place follows it; one that does not is told in full."""
    rows = [make_row(1, report_id="a"), make_row(2, report_id="b"), make_row(3, report_id="a")]
    tables = IncidentTables(make_frame(*rows))
    assert tables.overview()["following"]["url"] == ["report_id", ["https://example.org/a"] * 2]
    rows[2]["url"] = "https://example.org/c"
    assert "url" not in IncidentTables(make_frame(*rows)).overview()["following"]
    assert details(*rows)["url"][2] == "https://example.org/c"


@pytest.mark.parametrize("missing", [float("nan"), pd.NA, None, pd.NaT])
def test_what_a_frame_holds_for_missing_becomes_null(missing: Any) -> None:
    """Every kind of missing value that pandas knows can be written as JSON, inside a list too."""
    rows = [make_row(1, n_best=missing, conflicts=[{"slot": missing}]), make_row(2, n_best=7)]
    chunk = json.loads(packed(details(*rows)))
    assert chunk["n_best"] == [None, 7]
    assert chunk["conflicts"][0] == [{"slot": None}]


def test_a_day_stays_a_day() -> None:
    """A reader of files makes moments of days; a moment with a time keeps it."""
    days = [pd.Timestamp("2018-02-07"), pd.Timestamp("2018-02-07 09:30")]
    assert details(*(make_row(n, published=day) for n, day in enumerate(days)))["published"] == [
        "2018-02-07",
        "2018-02-07T09:30:00",
    ]


def test_lists_read_back_from_a_file_are_lists_again() -> None:
    """A frame read from GeoJSON holds lists as text."""
    chunk = details(make_row(1, said_by='["a resident"]', reports='[{"quote": "Q"}]'))
    assert chunk["said_by"] == [["a resident"]]
    assert chunk["reports"][0][0]["quote"] == "Q"


def test_a_telling_is_told_by_what_it_says_otherwise() -> None:
    """What it shares with its incident is left out; what only the incident has is named."""
    told = {"report_id": "report-a", "quote": "Another.", "publisher": "The Gazette"}
    shorter = {"report_id": "report-a", "publisher": "The Gazette"}
    chunk = details(make_row(1, reports=[told, shorter]))
    assert chunk["reports"] == [[{"quote": "Another."}, {"-": ["quote"]}]]


def test_texts_come_in_chunks() -> None:
    """All titles and quotes, in the order of the overview, in several parts."""
    tables = IncidentTables(make_frame(*(make_row(n) for n in range(2100))))
    chunks = list(tables.texts())
    assert [len(chunk["title"]) for chunk in chunks] == [2000, 100]
    assert chunks[1]["title"][99] == "Walker 2099 stopped"


def test_a_spot_lies_in_or_on_its_place() -> None:
    """Of a bent area or line the spot is not the centroid beside it, of several areas in the largest."""
    hook = Polygon([(0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (0, 1)])
    assert hook.contains(Point(representative_spot(hook)))
    bend = LineString([(0, 0), (2, 2), (4, 0)])
    assert bend.distance(Point(representative_spot(bend))) < 1e-9
    both = MultiPolygon([box(10, 10, 11, 11), hook])
    assert hook.contains(Point(representative_spot(both)))


def test_names_are_written_where_places_are() -> None:
    """A place that the ground names already is left out; a missing frame gives no name."""
    assert places_table(make_places())["name"] == ["Town 1", "River Y"]
    assert places_table(make_places(), without={"town-1"})["name"] == ["River Y"]
    assert places_table(None)["name"] == []
    assert place_ids(make_places()) == {"town-1", "river-y"}


def test_a_json_block_cannot_end_its_script() -> None:
    """Nothing in it can be read as markup or as the end of a line of script, and it reads back the same."""
    hostile = ["</script><script>", "<!--", "\u2028\u2029", "a & b", "\x00", "\ud800"]
    block = json_block(hostile)
    assert not set(block) & set("<>&\u2028\u2029\ud800\x00")
    assert json.loads(block) == hostile


def test_what_is_large_is_packed_and_what_is_small_is_not() -> None:
    """A line is JSON or deflated JSON in base64, whichever is smaller, and half a surrogate pair survives."""
    small, large = ["</script>"], ["word \ud800 </script>"] * 999
    line, other = packed_lines([small, large]).split("\n")
    assert json.loads(line) == small
    assert "<" not in line + other
    assert json.loads(zlib.decompress(base64.b64decode(other))) == large


def test_the_ground_is_steps_of_ten_metres(tmp_path: Path) -> None:
    """Each position is counted from the one before, which takes a third of the room."""
    path = tmp_path / "ground.geojson"
    line = {"type": "LineString", "coordinates": [[124, 40], [124.0001, 39.9999], [124, 40]]}
    features = [{"type": "Feature", "properties": {"kind": "river"}, "geometry": line}]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert ground_table(path) == [
        {"kind": "river", "area": False, "paths": [[1240000, 400000, 1, -1, -1, 1]]},
    ]


def test_labels_name_the_reports_places_first() -> None:
    """A name on the ground is marked where a report names its place; both languages are there."""
    table = label_table({"kp-ryanggang-hyesan"})
    at = table["named"].index(1)
    assert sum(table["named"]) == 1
    assert (table["name"][at], table["ko"][at]) == ("Hyesan", "혜산")


def test_names_are_translated_where_the_gazetteer_can() -> None:
    """A county goes by the name of its seat; what is not known stays as it is."""
    names = {"Musan County", "Ryanggang Province", "Nowhere at All"}
    assert translations(names, "ko") == {"Musan County": "무산", "Ryanggang Province": "량강도"}
    assert translations(names, "en") == {}
