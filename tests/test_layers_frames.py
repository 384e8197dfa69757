"""Frames: what stands in a row, what is counted, and what an empty one looks like."""

import pandas
from builders import (
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

from geokit.layers.columns import INCIDENT_COLUMNS, PLACE_COLUMNS, incident_properties
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
