import pytest
from places_helpers import report, small_gazetteer
from pyproj import Geod
from shapely.geometry import Point

from geokit.places import find_places

GEOD = Geod(ellps="WGS84")


def expressions(text):
    places = find_places(report(text), small_gazetteer())
    return [one for one in places if one.mention.kind == "relative"]


def distance_km(one, other):
    return GEOD.inv(one[0], one[1], other[0], other[1])[2] / 1000


def test_a_distance_and_a_direction():
    """12 km north of a town is a spot there, in an area that leaves open what the words do."""
    (one,) = expressions("Shots were heard 12 km north of Hoeryong at night.")
    place, town = one.place, small_gazetteer().place("kp-north-hamgyong-hoeryong")
    assert one.mention.text == "12 km north of Hoeryong"
    assert place.shape == "area"
    assert place.shape_basis == "computed"
    assert place.feature == "relative"
    assert distance_km((town.lon, town.lat), (place.lon, place.lat)) == pytest.approx(12, abs=0.1)
    assert abs(place.lon - town.lon) < 0.001
    assert place.lat > town.lat
    assert place.geometry.covers(Point(place.lon, place.lat))
    assert not place.geometry.covers(Point(town.lon, town.lat))


def test_a_distance_without_direction_is_a_ring():
    """Ten miles from a town may be anywhere around it, and is not in it."""
    (one,) = expressions("They hid 10 miles from Sinuiju.")
    place = one.place
    east = GEOD.fwd(place.lon, place.lat, 90, 16_093)[:2]
    assert place.geometry.covers(Point(east))
    assert not place.geometry.covers(Point(place.lon, place.lat))


def test_near_a_town_and_near_a_river():
    """Near a town is around its spot, near a river along its line."""
    town, river = expressions("It lies near Sinuiju and close to the Tumen River.")
    assert town.place.geometry.covers(Point(GEOD.fwd(124.398, 40.1, 0, 9_000)[:2]))
    assert not town.place.geometry.covers(Point(GEOD.fwd(124.398, 40.1, 0, 40_000)[:2]))
    assert river.mention.text == "close to the Tumen River"
    assert river.place.geometry.covers(small_gazetteer().place("tumen-river").geometry)


def test_between_two_towns_is_the_way_from_one_to_the_other():
    """The line joins both, and the radius from its middle reaches both."""
    (one,) = expressions("a road between Musan and Hoeryong")
    start, end = one.place.geometry.coords[0], one.place.geometry.coords[-1]
    assert one.place.shape == "line"
    assert start == pytest.approx((129.208, 42.226))
    assert end == pytest.approx((129.75, 42.44))
    middle = (one.place.lon, one.place.lat)
    assert distance_km(middle, start) == pytest.approx(distance_km(middle, end), rel=0.01)
    assert one.place.radius_km >= distance_km(middle, start)


def test_where_borders_meet():
    """The spot where a country meets two provinces is computed from their edges."""
    (one,) = expressions("caught where China meets the borders of Ryanggang and Jagang Provinces.")
    assert one.mention.text == "where China meets the borders of Ryanggang and Jagang Provinces"
    assert (one.place.lon, one.place.lat) == pytest.approx((127.0, 41.8), abs=0.02)
    assert one.place.radius_km == 5
    assert one.place.country == "CN/KP"
    assert "China" in one.reason


def test_units_that_share_a_border_have_no_such_spot():
    """Two that meet along a line meet nowhere in particular."""
    assert expressions("where Ryanggang Province meets Jagang Province") == []


@pytest.mark.parametrize(
    "text",
    [
        "near China",
        "between China and North Korea",
        "12 km of wire in Musan",
        "between Musan and the sea",
        "near Kosong",
    ],
)
def test_what_gives_no_spot_is_left_alone(text):
    """A country's neighbourhood, half a pair and an unresolved name make no expression."""
    assert expressions(text) == []


def test_the_names_inside_are_mentions_too():
    """An expression stands before the names that it is made of."""
    found = find_places(report("near Sinuiju"), small_gazetteer())
    assert [one.mention.kind for one in found] == ["relative", "place"]


@pytest.mark.parametrize("text", ["12 km north of Hoeryong", "near Sinuiju", "10 miles from Sinuiju"])
def test_areas_are_valid_and_right_handed(text):
    """Computed areas keep to RFC 7946, and the radius covers them."""
    (one,) = expressions(text)
    assert one.place.geometry.is_valid
    assert one.place.geometry.exterior.is_ccw
    spot = (one.place.lon, one.place.lat)
    farthest = max(distance_km(spot, corner) for corner in one.place.geometry.exterior.coords)
    assert farthest <= one.place.radius_km < farthest + 0.2


def test_a_computed_place_names_the_sources_of_all_that_it_rests_on(builtin_gazetteer):
    """Who draws it has to name them all, each once."""
    text = "Fields between Hyesan and Dandong were dry."
    found = find_places(report(text), builtin_gazetteer)
    (one,) = [one for one in found if one.mention.kind == "relative"]
    keys = one.place.source.split()
    assert len(keys) == len(set(keys))
    for base in (one for one in found if one.mention.kind == "place"):
        assert set(base.place.source.split()) <= set(keys)
