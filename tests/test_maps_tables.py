"""Frames as the tables that the page reads; and the frames that the other tests of maps are made with."""

import json
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geokit.maps.inline import json_block
from geokit.maps.tables import (
    details_table,
    overview_table,
    places_table,
    publishers,
    representative_spot,
)

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
    frame = pd.DataFrame(list(rows), columns=list(make_row(0)))
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
        {"name": ["Town 1", "River Y"], "feature": ["town", "river"]},
        geometry=[SPOTS["point"], SPOTS["line"]],
        crs="EPSG:4326",
    )


def test_a_shape_that_incidents_share_is_stored_once() -> None:
    """Two incidents of one area refer to one shape; a point needs none."""
    area = {"geometry": SPOTS["area"], "shape": "area"}
    table = overview_table(make_frame(make_row(1, **area), make_row(2), make_row(3, **area)))
    assert table["columns"]["geometry"] == [0, None, 0]
    assert [shape["type"] for shape in table["shapes"]] == ["Polygon"]


def test_an_incident_without_place_has_no_spot() -> None:
    """Unknown is null, never the middle of nowhere."""
    table = overview_table(make_frame(unplaced(1), make_row(2, geometry=Polygon())))
    assert table["columns"]["lon"] == [None, None]
    assert table["columns"]["lat"] == [None, None]


@pytest.mark.parametrize("missing", [float("nan"), pd.NA, None, pd.NaT])
def test_what_a_frame_holds_for_missing_becomes_null(missing: Any) -> None:
    """Every kind of missing value that pandas knows can be written as JSON."""
    table = details_table(make_frame(make_row(1, n_best=missing), make_row(2, n_best=7)))
    assert json.loads(json_block(table))["columns"]["n_best"] == [None, 7]


def test_a_day_stays_a_day() -> None:
    """A reader of files makes moments of days; a moment with a time keeps it."""
    days = [pd.Timestamp("2018-02-07"), pd.Timestamp("2018-02-07 09:30")]
    table = details_table(make_frame(*(make_row(n, published=day) for n, day in enumerate(days))))
    assert table["columns"]["published"] == ["2018-02-07", "2018-02-07T09:30:00"]


def test_lists_read_back_from_a_file_are_lists_again() -> None:
    """A frame read from GeoJSON holds lists as text."""
    table = details_table(make_frame(make_row(1, said_by='["a resident"]', reports='[{"quote": "Q"}]')))
    assert table["columns"]["said_by"] == [["a resident"]]
    assert table["columns"]["reports"][0][0]["quote"] == "Q"


def test_a_spot_lies_in_or_on_its_place() -> None:
    """Of a bent area or line the spot is not the centroid beside it, of several areas in the largest."""
    hook = Polygon([(0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (0, 1)])
    assert hook.contains(Point(representative_spot(hook)))
    bend = LineString([(0, 0), (2, 2), (4, 0)])
    assert bend.distance(Point(representative_spot(bend))) < 1e-9
    both = MultiPolygon([box(10, 10, 11, 11), hook])
    assert hook.contains(Point(representative_spot(both)))


def test_names_are_written_where_places_are() -> None:
    """A place without geometry or a missing frame gives no name."""
    table = places_table(make_places())["columns"]
    assert table["name"] == ["Town 1", "River Y"]
    assert table["lon"][0] == 128.18
    assert places_table(None)["columns"]["name"] == []


def test_every_publisher_of_a_telling_is_named_once() -> None:
    """Publishers come from the best telling and from the others, sorted."""
    tellings = [{"publisher": "The Gazette"}, {"publisher": "An Observer"}, {"publisher": None}]
    assert publishers(make_frame(make_row(1, reports=tellings))) == ["An Observer", "The Gazette"]


def test_a_json_block_cannot_end_its_script() -> None:
    """Nothing in it can be read as markup or as the end of a line of script, and it reads back the same."""
    hostile = ["</script><script>", "<!--", "\u2028\u2029", "a & b", "\x00", "\ud800"]
    block = json_block(hostile)
    assert not set(block) & set("<>&\u2028\u2029\ud800\x00")
    assert json.loads(block) == hostile
