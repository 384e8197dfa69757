"""Frames: what stands in a row, what is counted, and what an empty one looks like."""

import geopandas
import numpy as np
import pandas
import pytest
from builders import (
    make_date,
    make_incident,
    make_incidents,
    make_mention,
    make_place,
    make_report,
    make_resolution,
    make_role,
    make_telling,
    make_unplaced,
)
from shapely.geometry import box

from geokit.layers.columns import INCIDENT_COLUMNS, PLACE_COLUMNS, TELLING_COLUMNS, incident_properties
from geokit.layers.frames import (
    incident_frame,
    mention_frame,
    place_frame,
    plain_rows,
    report_frame,
    telling_frame,
)


def test_rows_of_a_frame_are_the_properties_of_its_records():
    """Through the frame and back, every value is what it was, None and lists too."""
    incidents = [make_incident(), make_unplaced(id="t2", n_best=None)]
    assert plain_rows(incident_frame(incidents)) == [incident_properties(i) for i in incidents]


def test_unplaced_rows_have_no_geometry():
    """An incident without a place is a row like any other, with the geometry None."""
    frame = incident_frame([make_incident(), make_unplaced(id="t2")])
    assert list(frame["id"]) == ["t1", "t2"]
    assert list(frame.geometry.isna()) == [False, True] and frame.crs.to_epsg() == 4326


def test_empty_frames_have_their_columns_and_kinds():
    """No records give the same columns of the same kinds as many."""
    empty, full = incident_frame([]), incident_frame(make_incidents(8))
    assert list(empty.columns) == [*(column.name for column in INCIDENT_COLUMNS), "geometry"]
    assert empty.dtypes.to_dict() == full.dtypes.to_dict() and empty.crs == full.crs
    assert str(full["date_start"].dtype) == "datetime64[s]"
    assert full["n_best"].dtype == pandas.Int64Dtype() and full["is_event"].dtype == pandas.BooleanDtype()
    for frame in (place_frame([], []), telling_frame([]), report_frame([]), mention_frame([])):
        assert len(frame) == 0 and len(frame.columns) > 5


def test_places_are_counted_once_for_each_that_names_them():
    """Mentions, reports, incidents in any role and events at the place are counted apart."""
    elsewhere = make_place(id="aa-town-b", name="Town B")
    roles = (make_role(), make_role(role="destination", place=elsewhere, name="Town B"))
    event = make_incident(best=make_telling(places=roles))
    order = make_incident(best=make_telling(id="t2", is_event=False, type="order", places=roles))
    resolutions = [
        make_resolution(),
        make_resolution(),
        make_resolution(mention=make_mention(report_id="r2")),
        make_resolution(mention=make_mention(kind="embedded")),
        make_resolution(mention=make_mention(kind="demonym"), place=make_place(id="zz")),
        make_resolution(place=None),
    ]
    rows = {row["place_id"]: row for row in plain_rows(place_frame(resolutions, [event, order]))}
    assert list(rows) == ["aa-town-b", "xx-town-a"]
    counts = ("n_mentions", "n_reports", "n_incidents", "n_events")
    assert [rows["xx-town-a"][name] for name in counts] == [3, 2, 2, 1]
    assert [rows["aa-town-b"][name] for name in counts] == [0, 0, 2, 0]
    assert list(rows["aa-town-b"]) == [column.name for column in PLACE_COLUMNS]


def test_tellings_stand_under_their_incident():
    """A row a telling, each with its incident's id."""
    both = make_incident(tellings=(make_telling(), make_telling(id="t2", report_id="r2")))
    frame = telling_frame([both, make_unplaced(id="t3")])
    assert list(zip(frame["incident_id"], frame["id"], strict=True)) == [
        ("t1", "t1"),
        ("t1", "t2"),
        ("t3", "t3"),
    ]


def test_reports_and_mentions_have_a_row_each():
    """Reports come with their sha256, mentions resolved or not."""
    assert plain_rows(report_frame([make_report()]))[0]["sha256"] == "0" * 64
    assert list(mention_frame([make_resolution(), make_resolution(place=None)])["place_id"].isna()) == [
        False,
        True,
    ]


def test_days_reach_beyond_the_years_that_nanoseconds_hold():
    """A day of any year is a day in the frame and the same text in a row; an unknown one stays unknown."""
    days = ("1592-05-23", "9999-12-31")
    old = make_incident(best=make_telling(date=make_date(date_start=days[0], date_end=days[1])))
    frame = incident_frame([old, make_incident(best=make_telling(id="t2", date=None))])
    assert frame["date_start"][0] == np.datetime64(days[0]) and frame["date_start"].isna()[1]
    assert frame["date_end"].dt.year.to_list()[0] == 9999
    rows = plain_rows(frame)
    assert (rows[0]["date_start"], rows[0]["date_end"], rows[1]["date_start"]) == (*days, None)


def test_a_text_of_few_values_is_a_categorical_of_all_of_them():
    """Categories are the allowed values in order, whatever occurs, and after them what else was found."""
    frame = incident_frame([make_incident(), make_incident(best=make_telling(id="t2", type="zeal"))])
    (types,) = (column.values for column in INCIDENT_COLUMNS if column.name == "type")
    assert list(frame["type"].cat.categories) == [*types, "zeal"]
    assert plain_rows(frame)[1]["type"] == "zeal" and type(plain_rows(frame)[1]["type"]) is str
    assert list(frame["outcome"].cat.categories)[:2] == ["succeeded", "at_large"]
    few = [column.name for column in INCIDENT_COLUMNS if column.values and column.type == "text"]
    assert {"modality", "status", "origin", "confidence", "rank", "shape"} <= set(few)
    assert all(frame[name].dtype == "category" for name in few)


def test_tellings_have_the_allowed_values_of_incidents():
    """A telling's type, modality and outcome are categoricals too."""
    values = {column.name: column.values for column in TELLING_COLUMNS}
    assert values["modality"][0] == "happened" and values["quote"] == ()
    assert telling_frame([make_incident()])["modality"].dtype == "category"


def test_frames_join_by_place():
    """What lies in an area is found by ``sjoin``; what has no place joins nothing."""
    frame = incident_frame([make_incident(), make_unplaced(id="t2")])
    around = geopandas.GeoDataFrame({"unit": ["here"]}, geometry=[box(128, 41, 129, 42)], crs=4326)
    joined = frame.sjoin(around)
    assert list(joined["id"]) == ["t1"] and list(joined["unit"]) == ["here"]


def test_frames_explore_and_plot():
    """An interactive map and a drawing of the frame, coloured by type, with the unplaced in it."""
    pytest.importorskip("mapclassify", reason="explore() wants the extra dev")
    matplotlib = pytest.importorskip("matplotlib", reason="explore() and plot() want the extra dev")
    matplotlib.use("Agg")
    frame = incident_frame(make_incidents(8))
    page = frame.explore(column="type").get_root().render()
    assert "i000001" in page and "2018-02-02" in page and "security_measure" in page
    assert len(frame.plot(column="type").collections) > 3
