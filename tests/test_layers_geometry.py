"""Geometries: rounded, valid, oriented, cut at the antimeridian, and boxed."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPoint, MultiPolygon, Point, Polygon, box
from shapely.wkt import loads

from geokit.layers.geometry import (
    all_parts_of_dimension,
    bounding_box,
    bounding_boxes,
    geometry_json,
    parts_of_dimension,
    tidy,
    tidy_all,
)

offsets = st.floats(-80, 80, allow_nan=False, width=32)


def decimals_kept(geometry) -> bool:
    coordinates = shapely.get_coordinates(geometry)
    return bool((coordinates.round(6) == coordinates).all())


@settings(max_examples=60, deadline=None)
@given(st.integers(-200, 200), st.lists(st.tuples(offsets, offsets), min_size=3, max_size=7))
def test_any_ring_becomes_valid_and_stays_so(middle, corners):
    """Wherever it lies, the result is valid, in the world, has 6 decimals, and is its own tidied form."""
    once = tidy(Polygon([(middle + lon, lat) for lon, lat in corners]))
    assert once is not None and once.is_valid and decimals_kept(once)
    west, _, east, _ = once.bounds
    assert -180 <= west <= east <= 180
    assert shapely.equals_exact(tidy(once).normalize(), once.normalize(), 1e-9)


def test_right_hand_rule():
    """Shells run counter-clockwise and holes clockwise, however they came."""
    given_clockwise = Polygon([(0, 0), (0, 4), (4, 4), (4, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    tidied = tidy(given_clockwise)
    assert tidied.exterior.is_ccw and not tidied.interiors[0].is_ccw


def test_a_collection_of_one_kind_becomes_multi():
    """Several points are a MultiPoint, several lines a MultiLineString, one nested area a Polygon."""
    points = GeometryCollection([Point(1, 1), MultiPoint([(2, 2), (3, 3)])])
    lines = GeometryCollection([LineString([(0, 0), (1, 1)]), LineString([(2, 2), (3, 3)])])
    assert tidy(points).wkt == "MULTIPOINT ((1 1), (2 2), (3 3))"
    assert tidy(lines).geom_type == "MultiLineString"
    assert tidy(GeometryCollection([GeometryCollection([box(0, 0, 1, 1)])])).geom_type == "Polygon"


def test_overlapping_areas_become_one():
    """A county and the province around it are the province: overlapping parts would be invalid."""
    both = tidy(GeometryCollection([box(0, 0, 4, 4), box(1, 1, 2, 2)]))
    assert both.is_valid and both.equals(box(0, 0, 4, 4))


def test_mixed_kinds_are_kept_and_can_be_told_apart():
    """A point and an area of one telling stay both; each layer takes its parts."""
    mixed = tidy(GeometryCollection([Point(9, 9), box(0, 0, 1, 1)]))
    assert mixed.geom_type == "GeometryCollection"
    assert parts_of_dimension(mixed, 0) == Point(9, 9)
    assert parts_of_dimension(mixed, 2).equals(box(0, 0, 1, 1))
    assert parts_of_dimension(mixed, 1) is None


@pytest.mark.parametrize(
    "speck", ["POLYGON ((1 1, 1.00000001 1, 1.00000001 1.00000001, 1 1))", "LINESTRING (1 1, 1.00000001 1)"]
)
def test_what_is_thinner_than_the_grid_is_a_spot(speck):
    """A shape that rounding would make empty is left as the spot that it is, not lost."""
    assert tidy(loads(speck)) == Point(1, 1)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_no_coordinate_has_more_than_six_decimals(lon, lat):
    """As written, a coordinate has at most 6 decimals and is what it was, rounded; there is no minus zero."""
    written = geometry_json(Point(lon, lat))["coordinates"]
    assert written == pytest.approx([lon, lat], abs=5.1e-7)
    assert all(float(f"{value:.6f}") == value and str(value) != "-0.0" for value in written)


def test_nothing_stays_nothing():
    """No geometry and an empty one are both None; heights are dropped; minus zero is zero."""
    assert tidy(None) is None and tidy(Point()) is None and geometry_json(None) is None
    assert geometry_json(Point(-0.0, 1, 5)) == {"type": "Point", "coordinates": [0.0, 1.0]}


@pytest.mark.parametrize(
    "across",
    [
        Polygon([(179, 10), (181, 10), (181, 12), (179, 12)]),
        Polygon([(179, 10), (-179, 10), (-179, 12), (179, 12)]),
        Polygon([(-181, 10), (-179, 10), (-179, 12), (-181, 12)]),
    ],
)
def test_area_across_the_antimeridian_is_cut(across):
    """Past 180 degrees or jumping over it: both give two parts that meet there."""
    cut = tidy(across)
    assert cut.is_valid
    assert cut.equals(MultiPolygon([box(179, 10, 180, 12), box(-180, 10, -179, 12)]))
    assert bounding_box([cut]) == [179.0, 10.0, -179.0, 12.0]


def test_line_and_point_across_the_antimeridian():
    """A line is cut in two, a point past 180 degrees comes back into the world."""
    assert tidy(LineString([(179, 0), (-179, 2)])).equals(
        shapely.MultiLineString([[(179, 0), (180, 1)], [(-180, 1), (-179, 2)]])
    )
    assert tidy(Point(190, 5)) == Point(-170, 5)
    assert tidy(Point(180, 5)) == Point(180, 5)


def test_hole_goes_with_its_shell():
    """A hole written on the other side of the antimeridian stays a hole of the same shell."""
    shell = [(178, 0), (-176, 0), (-176, 10), (178, 10)]
    cut = tidy(Polygon(shell, [[(-179, 4), (-178, 4), (-178, 5), (-179, 5)]]))
    assert cut.area == pytest.approx(60 - 1)


def test_the_whole_world_is_not_cut():
    """A box around the world steps 360 degrees along its edges, and that is no jump."""
    assert tidy(box(-180, -90, 180, 90)).equals(box(-180, -90, 180, 90))
    assert bounding_box([tidy(box(-180, -90, 180, 90))]) == [-180.0, -90.0, 180.0, 90.0]


def test_bounding_box_is_plain_where_nothing_crosses():
    """Places on both sides of the world that do not reach the antimeridian have an ordinary box."""
    assert bounding_box([Point(-150, 1), None, Point(150, 2)]) == [-150.0, 1.0, 150.0, 2.0]
    assert bounding_box([None]) is None


def test_tidy_all_keeps_order():
    """One result for each geometry given, in order."""
    assert tidy_all([Point(1, 1), None, Point(2, 2), Point(1, 1)]) == [
        Point(1, 1),
        None,
        Point(2, 2),
        Point(1, 1),
    ]


MANY = [
    Point(127.123456789, -0.0),
    None,
    Point(190, 5),
    Point(1, 2, 3),
    Point(),
    LineString([(179, 0), (-179, 2)]),
    GeometryCollection([Point(9, 9), box(0, 0, 1, 1)]),
    GeometryCollection([Point(9, 9), Point(8, 8)]),
    box(0, 0, 1, 1),
    MultiPoint([(1, 1)]),
]


@given(st.lists(st.sampled_from(MANY) | st.builds(Point, st.floats(-200, 200), st.floats(-90, 90))))
def test_many_at_once_are_as_one_by_one(geometries):
    """To tidy, box or sort many gives for each what it gives for that one alone."""
    tidied = tidy_all(geometries)
    assert tidied == [tidy(geometry) for geometry in geometries]
    assert bounding_boxes(tidied) == [bounding_box([geometry]) for geometry in tidied]
    for dimension in (0, 1, 2):
        one_by_one = [geometry and parts_of_dimension(geometry, dimension) for geometry in tidied]
        assert list(all_parts_of_dimension(tidied, dimension)) == one_by_one
