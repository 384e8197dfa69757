"""Distances from a line and density on a grid: geodesic, alike everywhere on earth, honest about extents."""

import geopandas
import numpy as np
import pytest
import shapely
from builders import make_incident, make_incidents, make_place, make_role, make_telling, make_unplaced
from pyproj import Geod
from shapely.geometry import LineString, MultiPoint, Point, Polygon, box

from geokit.errors import UsageError
from geokit.layers import hexagons, incident_frame, within_km_of
from geokit.places import load_gazetteer

GEOD = Geod(ellps="WGS84")
RIVER = LineString([(128.0, 42.0), (129.0, 42.5), (130.0, 42.3), (130.7, 42.3)])


def make_at(id_, geometry, *, radius_km=0.0, where_prec=1, **telling):
    best = make_telling(id=id_, places=(make_role(place=make_place(geometry=geometry)),), **telling)
    return make_incident(best=best, where_prec=where_prec, radius_km=radius_km)


def spans(incidents, line, km=1e5):
    found = within_km_of(incident_frame(incidents), line, km, keep_all=True)
    return found[["distance_min_km", "distance_max_km"]].to_numpy()


def sampled_km(spot, line, *, steps=200_001):
    """The distance of a spot from a line by measuring to a great many of its points."""
    along = shapely.get_coordinates(line.interpolate(np.linspace(0, 1, steps), normalized=True))
    lon, lat = np.full(len(along), spot.x), np.full(len(along), spot.y)
    return min(GEOD.inv(lon, lat, along[:, 0], along[:, 1])[2]) / 1000


@pytest.mark.parametrize(
    "spot", [(128.5, 42.9), (129.0, 41.0), (130.9, 42.3), (127.0, 37.5), (129.4, 42.42), (2.35, 48.85)]
)
def test_distance_of_a_spot_is_that_of_dense_sampling(spot):
    """Near and far, beside the line and beyond its end: within two metres, or 0.01 %, of the brute answer."""
    expected = sampled_km(Point(spot), RIVER)
    (near, far), *_ = spans([make_at("a", Point(spot))], RIVER)
    assert near == far == pytest.approx(expected, rel=1e-4, abs=0.002)


def test_distance_across_the_antimeridian_and_at_a_pole():
    """A line at 179.9 E is near a spot at 179.9 W, and one around the pole near the pole."""
    line = LineString([(179.9, -20), (179.9, -10)])
    (near, _), *_ = spans([make_at("a", Point(-179.9, -15))], line)
    assert near == pytest.approx(sampled_km(Point(-179.9, -15), line), abs=0.002) and near < 22
    crossing = LineString([(179, -15), (181, -15)])
    assert spans([make_at("a", Point(-179.5, -15))], crossing)[0][0] == pytest.approx(0, abs=0.002)
    ring = LineString([(lon, 89.0) for lon in range(-180, 181, 10)])
    assert spans([make_at("a", Point(0, 90))], ring)[0][0] == pytest.approx(111.69, abs=0.05)


def test_a_spot_has_the_distance_of_its_circle():
    """Certain where the whole circle is near, possible where some of it is, absent where none is."""
    away = sampled_km(Point(129.0, 41.0), RIVER)
    frame = incident_frame([make_at("a", Point(129.0, 41.0), radius_km=10.0)])
    for km, labels in (
        (away + 11, ["certain"]),
        (away, ["possible"]),
        (away - 9, ["possible"]),
        (away - 11, []),
    ):
        assert within_km_of(frame, RIVER, km)["within"].to_list() == labels
    found = within_km_of(frame, RIVER, away)
    assert found["distance_min_km"][0] == pytest.approx(away - 10, abs=0.01)
    assert found["distance_max_km"][0] == pytest.approx(away + 10, abs=0.01)


def test_an_unknown_reach_is_never_certain():
    """Where nobody knows how far the place may lie from its spot, nearness is only possible."""
    frame = incident_frame([make_at("a", Point(129.0, 42.5), radius_km=None)])
    found = within_km_of(frame, RIVER, 100)
    assert found["within"].to_list() == ["possible"] and found["distance_max_km"].isna().all()


def test_several_spots_have_the_nearest_and_the_farthest():
    """An incident at two places lies between the distances of both."""
    both = MultiPoint([(129.0, 42.5), (129.0, 41.0)])
    assert spans([make_at("a", both)], RIVER)[0] == pytest.approx(
        [0, sampled_km(Point(129.0, 41.0), RIVER)], abs=0.002
    )


def test_an_area_has_its_nearest_and_farthest_spot():
    """Beside the line and across it: as a great many spots on its edge and within it say."""
    beside, across = box(128.5, 41.0, 129.5, 41.6), box(128.8, 42.0, 129.2, 43.0)
    for area in (beside, across):
        edge = area.exterior.interpolate(np.linspace(0, 1, 121), normalized=True)
        inside = [
            Point(x, y) for x in np.linspace(*area.bounds[::2], 9) for y in np.linspace(*area.bounds[1::2], 9)
        ]
        sample = [sampled_km(spot, RIVER, steps=2001) for spot in (*edge, *inside)]
        near, far = spans([make_at("a", area)], RIVER)[0]
        assert near == pytest.approx(0.0 if area is across else min(sample), abs=0.3)
        assert far == pytest.approx(max(sample), rel=0.01, abs=0.3)


def test_the_middle_of_a_country_is_far_from_its_border():
    """The farthest spot of an area may lie inside, far from an edge that is the line itself."""
    country = Point(128, 40).buffer(1.0)
    near, far = spans([make_at("a", country)], LineString(country.exterior))[0]
    assert near == 0 and far == pytest.approx(
        sampled_km(Point(128, 40), LineString(country.exterior)), rel=0.02
    )
    assert within_km_of(incident_frame([make_at("a", country)]), LineString(country.exterior), 20)[
        "within"
    ].to_list() == ["possible"]


def test_the_end_of_a_long_stretch_is_nearer_than_a_short_one_close_by():
    """The line whose end is here is nearest, though its middle is farther than all of the other."""
    long, short = [(128.0, 42.0), (128.05, 42.0)], [(128.062, 42.0), (128.0621, 42.0)]
    both = shapely.MultiLineString([long, short])
    assert spans([make_at("a", Point(128.05, 42.0))], both)[0][0] == pytest.approx(0, abs=0.002)


def test_two_lines_are_as_near_as_their_nearest_corners():
    """Of lines that do not meet, a corner of either may be the nearest spot."""
    low, tip = LineString([(128, 40), (132, 40)]), LineString([(130.0022, 41), (130.0022, 40.001)])
    for one, other in ((low, tip), (tip, low)):
        near, _ = spans([make_at("a", one)], other)[0]
        assert near == pytest.approx(sampled_km(Point(130.0022, 40.001), low), abs=0.002)


def test_lines_that_cross_and_a_line_within_an_area_are_at_no_distance():
    """However far their corners lie from each other."""
    low, across = LineString([(128, 40), (132, 40)]), LineString([(130.0022, 39), (130.0022, 41)])
    around = box(129, 39, 131, 41)
    assert [spans([make_at("a", shape)], low)[0][0] for shape in (across, around)] == [0.0, 0.0]
    assert spans([make_at("a", around)], LineString([(129.9, 40), (130.1, 40)]))[0][0] == 0.0


def test_who_lies_inside_an_area_is_at_no_distance():
    """An area may be given instead of a line, and a frame in any projection."""
    area = geopandas.GeoSeries([box(128, 41, 129, 42)], crs=4326).to_crs(32652)
    assert spans([make_at("a", Point(128.5, 41.5))], area)[0] == pytest.approx([0, 0])
    assert spans([make_at("a", Point(127.9, 41.5))], area)[0][0] == pytest.approx(8.35, abs=0.1)


def test_a_river_of_the_gazetteer_is_found_by_its_identifier():
    """An identifier stands for its geometry; one that does not exist is refused."""
    gazetteer = load_gazetteer()
    shape = gazetteer.place("tumen-river").geometry
    frame = incident_frame([make_at("a", Point(129.0, 42.5))])
    expected = within_km_of(frame, shape, 100)
    assert (
        within_km_of(frame, "tumen-river", 100, gazetteer=gazetteer).equals(expected) and len(expected) == 1
    )
    with pytest.raises(UsageError, match="no-river"):
        within_km_of(frame, "no-river", 100, gazetteer=gazetteer)


@pytest.mark.parametrize(
    ("line", "km", "message"),
    [
        (RIVER, -1, "km"),
        (RIVER, float("nan"), "km"),
        (LineString(), 1, "empty"),
        (geopandas.GeoSeries([RIVER]), 1, "CRS"),
    ],
)
def test_no_line_and_no_distance_are_refused(line, km, message):
    with pytest.raises(UsageError, match=message):
        within_km_of(incident_frame([make_incident()]), line, km)


def test_the_far_and_the_unplaced_are_there_when_asked_for():
    """With ``keep_all`` every event is labelled; orders are there only with ``events_only`` off."""
    frame = incident_frame(
        [
            make_at("near", Point(129, 42.4), radius_km=1.0),
            make_at("far", Point(120, 30)),
            make_unplaced(id="nowhere"),
            make_at("order", Point(129, 42.4), type="order", is_event=False),
        ]
    )
    labelled = within_km_of(frame, RIVER, 50, keep_all=True)
    assert labelled["within"].to_list() == ["certain", "no", "unknown"]
    assert within_km_of(frame, RIVER, 50)["id"].to_list() == ["near"]
    assert within_km_of(frame, RIVER, 50, events_only=False)["id"].to_list() == ["near", "order"]


def test_nothing_is_near_and_nothing_is_counted_where_there_is_nothing():
    """An empty frame gives an empty one with the same columns."""
    empty, full = incident_frame([]), incident_frame([make_incident()])
    assert list(within_km_of(empty, RIVER, 1)) == list(within_km_of(full, RIVER, 1000))
    assert len(within_km_of(empty, RIVER, 1)) == len(hexagons(empty, 10)) == 0
    assert hexagons(empty, 10).crs.to_epsg() == 4326
    nowhere = hexagons(incident_frame([make_unplaced()]), 10)
    assert nowhere["counted_as"].to_list() == ["unplaced"] and nowhere["n"].to_list() == [1]


def scattered(count, *, south=-75.0, north=75.0):
    """Incidents at spots all over the earth."""
    rng = np.random.default_rng(6)
    lon, lat = rng.uniform(-180, 180, count), rng.uniform(south, north, count)
    return [
        make_at(f"i{number:04d}", Point(x, y)) for number, (x, y) in enumerate(zip(lon, lat, strict=True))
    ]


@pytest.mark.parametrize("side_km", [10, 150, 500])
def test_cells_are_of_one_size_and_hold_what_they_count(side_km):
    """All over the earth cells have the hexagon's area within 0.5 %, and each spot lies in its own."""
    limit = 75 - side_km / 25  # a cell that reaches a pole is cut there
    incidents = scattered(150, south=-limit, north=limit)
    frame = incident_frame(incidents)
    cells = hexagons(frame, side_km, by="id")
    assert set(cells["counted_as"]) == {"cell"} and cells["n"].sum() == 150
    sizes = [
        abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(cell))[0]) / 1e6 for cell in cells.geometry
    ]
    assert max(sizes) / min(sizes) < 1.005
    regular = 3 * np.sqrt(3) / 2 * side_km**2
    assert np.allclose(sizes, regular, rtol=0.06 if side_km == 500 else 0.01)
    assert np.allclose(cells["area_km2"], sizes) and np.allclose(
        cells["n_per_1000_km2"], 1000 * cells["n"] / cells["area_km2"]
    )
    for incident in incidents:
        (cell,) = cells.geometry[cells[f"n_{incident.id}"] == 1]
        assert cell.buffer(1e-4).contains(incident.geometry)


def test_cells_lie_side_by_side_over_the_antimeridian():
    """The grid has no seam: two spots on either side of it may share a cell, which is cut there."""
    frame = incident_frame([make_at("e", Point(179.95, 40)), make_at("w", Point(-179.95, 40))])
    cells = hexagons(frame, 50)
    assert cells["n"].to_list() == [2] and cells.geometry[0].geom_type == "MultiPolygon"
    everywhere = incident_frame([make_at(f"i{lon}", Point(lon + 0.3, 40)) for lon in range(-180, 180)])
    ring = hexagons(everywhere, 200, by=None).geometry
    ring = ring.to_numpy()
    overlap = shapely.area(shapely.intersection(ring[:, None], ring)).sum()
    assert overlap == pytest.approx(shapely.area(ring).sum(), rel=1e-5)


def test_the_same_parallel_and_side_give_the_same_cells():
    """Two runs over different incidents of a region name and draw a cell alike."""
    here, there = make_at("a", Point(128.1, 41.4)), make_at("b", Point(127.0, 38.0))
    one, both = hexagons(incident_frame([here]), 10), hexagons(incident_frame([there, here]), 10)
    assert one["cell"][0] == both["cell"][0] and one.geometry[0].equals(both.geometry[0])
    assert one["cell"][0].startswith("40_10_")
    assert hexagons(incident_frame([there]), 10, parallel=30)["cell"][0].startswith("30_10_")


def test_only_a_spot_as_exact_as_a_cell_counts_in_one():
    """Provinces, wide circles and places far apart are counted apart; a small area is as good as a spot."""
    frame = incident_frame(
        [
            make_at("spot", Point(128.1, 41.4), radius_km=5.0),
            make_at("small", Point(128.1, 41.4).buffer(0.01), where_prec=2, radius_km=2.0),
            make_at("province", box(127, 40, 129, 42), where_prec=4, radius_km=150.0),
            make_at("wide", Point(128.1, 41.4), where_prec=2, radius_km=25.0),
            make_at("apart", MultiPoint([(128.1, 41.4), (127.0, 40.0)])),
            make_at("together", MultiPoint([(128.1, 41.4), (128.1001, 41.4)])),
            make_unplaced(id="nowhere"),
        ]
    )
    cells = hexagons(frame, 10)
    assert cells["counted_as"].to_list() == ["cell", "coarser", "unplaced"]
    assert cells["n"].to_list() == [3, 3, 1] and list(cells.geometry.isna()) == [False, True, True]
    assert hexagons(frame, 20)["n"].to_list() == [4, 2, 1]


@pytest.mark.parametrize(("side_km", "parallel"), [(0.5, None), (2000, None), (float("nan"), None), (10, 85)])
def test_a_senseless_grid_is_refused(side_km, parallel):
    with pytest.raises(UsageError, match="parallel" if parallel else "side_km"):
        hexagons(incident_frame([]), side_km, parallel=parallel)


def test_many_incidents_are_counted_in_the_order_given():
    """The same incidents give the same tables, and rows keep their order."""
    frame = incident_frame(make_incidents(60))
    assert hexagons(frame, 30).equals(hexagons(frame, 30))
    near = within_km_of(frame, Polygon(box(127, 40, 129, 42)), 1)
    assert near["id"].to_list() == sorted(near["id"]) and len(near) > 10
