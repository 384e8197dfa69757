"""Spatial expressions against what a person draws for them.

Each drawing was worked out without the code: towns by their own coordinates, ways along rivers measured on
another survey of them than ours. ``spot`` is (lat, lon) and may be missed by ``off_km``. ``holds`` are spots
that lie in the shape: within ``edge_km`` of it, by default half a kilometre of an area, since our lines stray
by as much, and 4 km of a line, since a town's spot is not on the river that it lies on. ``leaves_out`` are
spots outside the area, or farther from the line.
"""

from dataclasses import dataclass
from functools import lru_cache

import pytest
from places_helpers import report
from pyproj import Geod
from shapely.geometry import Point
from shapely.ops import nearest_points

from geokit.places import find_places

GEOD = Geod(ellps="WGS84")
EDGE_KM = {"line": 4.0, "area": 0.5}

HYESAN, CHANGBAI = (41.4017, 128.1778), (41.4177, 128.1962)
MUSAN, NANPING = (42.2261, 129.2078), (42.2629, 129.2044)
HOERYONG, SANHE = (42.4411, 129.7460), (42.4753, 129.7359)
SINUIJU, DANDONG = (40.1006, 124.3981), (40.1292, 124.3947)
MANPO, JIAN = (41.1547, 126.2894), (41.1282, 126.1946)
CHUNGGANG, LINJIANG = (41.7772, 126.8736), (41.8069, 126.9078)
NAMYANG, TUMEN = (42.9504, 129.8557), (42.9656, 129.8420)
WONSAN, HAMHUNG = (39.153, 127.444), (39.918, 127.536)
KAESONG, PYONGYANG = (37.971, 126.554), (39.034, 125.754)
SEOUL, SOKCHO = (37.566, 126.978), (38.207, 128.592)
# North and south of the zone between the two Koreas.
PYONGGANG, CHEORWON = (38.40, 127.28), (38.147, 127.31)


@dataclass(frozen=True)
class Drawing:
    text: str
    words: str
    shape: str
    spot: tuple[float, float] | None = None
    off_km: float = 0
    holds: tuple[tuple[float, float], ...] = ()
    leaves_out: tuple[tuple[float, float], ...] = ()
    country: str | None = None
    edge_km: float | None = None


DRAWINGS = [
    # along a river
    Drawing(
        "They waded over 5 km upstream from Hyesan.",
        "5 km upstream from Hyesan",
        "line",
        (41.434, 128.216),
        2,
        country="KP",
        leaves_out=(MANPO, CHUNGGANG),
    ),
    Drawing(
        "Ten kilometres downstream of Musan a body was found.",
        "Ten kilometres downstream of Musan",
        "line",
        (42.287, 129.210),
        3,
        leaves_out=(HOERYONG,),
    ),
    Drawing("camps 20 km upriver from Manpo", "20 km upriver from Manpo", "line", (41.303, 126.396), 4),
    Drawing(
        "He was seen 30 kilometers downriver from Hoeryong.",
        "30 kilometers downriver from Hoeryong",
        "line",
        (42.682, 129.782),
        6,
    ),
    Drawing(
        "a raft three miles up the Yalu from Hyesan",
        "three miles up the Yalu from Hyesan",
        "line",
        (41.434, 128.216),
        2.5,
    ),
    # a line whose parts do not meet: the part that runs through the sea that is named
    Drawing(
        "A boat was stopped on the Northern Limit Line in the East Sea.",
        "Northern Limit Line in the East Sea",
        "line",
        (38.61, 129.0),
        80,
        holds=((38.615, 128.7),),
        leaves_out=((37.66, 125.3),),
        country="KP/KR",
    ),
    Drawing(
        "It strayed over the Northern Limit Line in the Yellow Sea.",
        "Northern Limit Line in the Yellow Sea",
        "line",
        (37.6, 125.3),
        80,
        leaves_out=((38.615, 128.7),),
        country="KP/KR",
    ),
    # between two places on one river or border, or on none
    Drawing(
        "Patrols between Musan and Hoeryong were doubled.",
        "between Musan and Hoeryong",
        "line",
        (42.443, 129.364),
        5,
        holds=(MUSAN, HOERYONG, (42.35, 129.27)),
        leaves_out=((42.33, 129.48),),
    ),
    Drawing(
        "a ferry between Chunggang and Manpo",
        "between Chunggang and Manpo",
        "line",
        (41.540, 126.563),
        6,
        holds=(CHUNGGANG, MANPO),
        leaves_out=(HYESAN,),
    ),
    Drawing(
        "new fences between Hyesan and Musan",
        "between Hyesan and Musan",
        "line",
        holds=(HYESAN, MUSAN, (42.0, 128.06)),
        leaves_out=((41.83, 128.7),),
    ),
    Drawing(
        "the road between Wonsan and Hamhung",
        "between Wonsan and Hamhung",
        "line",
        (39.536, 127.490),
        2,
        holds=(WONSAN, HAMHUNG),
    ),
    Drawing(
        "halfway between Kaesong and Pyongyang",
        "halfway between Kaesong and Pyongyang",
        "line",
        (38.503, 126.158),
        3,
    ),
    # the other bank
    Drawing(
        "A broker waited across the river from Hyesan.",
        "across the river from Hyesan",
        "area",
        CHANGBAI,
        4,
        (CHANGBAI,),
        (HYESAN,),
        "CN",
    ),
    Drawing("lights opposite Sinuiju", "opposite Sinuiju", "area", DANDONG, 4, (DANDONG,), (SINUIJU,), "CN"),
    Drawing(
        "a village across the Tumen from Musan",
        "across the Tumen from Musan",
        "area",
        NANPING,
        5,
        (NANPING,),
        (MUSAN,),
        "CN",
    ),
    Drawing(
        "directly across from Namyang",
        "directly across from Namyang",
        "area",
        TUMEN,
        4,
        (TUMEN,),
        (NAMYANG,),
        "CN",
    ),
    Drawing("opposite Linjiang", "opposite Linjiang", "area", CHUNGGANG, 5, (CHUNGGANG,), (LINJIANG,), "KP"),
    # a stretch or part of a river
    Drawing(
        "fences along the Tumen River in Onsong County",
        "along the Tumen River in Onsong County",
        "line",
        (42.986, 129.875),
        8,
        holds=(NAMYANG, (42.72, 129.78)),
        leaves_out=(HOERYONG, (42.45, 130.6)),
    ),
    Drawing(
        "along the Yalu in Uiju County",
        "along the Yalu in Uiju County",
        "line",
        (40.26, 124.59),
        8,
        holds=((40.2, 124.51),),
        leaves_out=(MANPO,),
    ),
    Drawing(
        "The upper Tumen froze.",
        "The upper Tumen",
        "line",
        (42.05, 128.85),
        20,
        holds=((42.01, 128.3),),
        leaves_out=(HOERYONG, NAMYANG),
    ),
    Drawing(
        "the lower reaches of the Yalu",
        "the lower reaches of the Yalu",
        "line",
        holds=((40.2, 124.51),),
        leaves_out=(MANPO, HYESAN),
    ),
    Drawing(
        "shot at the midpoint of the Tumen or Yalu rivers",
        "the midpoint of the Tumen or Yalu rivers",
        "line",
        holds=(HYESAN, HOERYONG),
        leaves_out=(HAMHUNG,),
    ),
    # borders and their sides
    Drawing(
        "a post on the border of Ryanggang and Jagang provinces",
        "the border of Ryanggang and Jagang provinces",
        "line",
        holds=((41.6, 127.05),),
        leaves_out=(HYESAN, MANPO),
        country="KP",
        edge_km=8,  # the provinces' outlines differ so much from one map to the next
    ),
    Drawing(
        "the border between North Korea and China",
        "the border between North Korea and China",
        "line",
        holds=(HYESAN, HOERYONG, MANPO),
        leaves_out=(WONSAN,),
        country="CN/KP",
    ),
    Drawing(
        "caught where China meets the borders of Ryanggang and Jagang Provinces",
        "where China meets the borders of Ryanggang and Jagang Provinces",
        "area",
        (41.75, 127.02),
        8,
        leaves_out=(HYESAN, CHUNGGANG),
    ),
    Drawing(
        "caught close to where China meets the borders of Ryanggang and Jagang Provinces",
        "close to where China meets the borders of Ryanggang and Jagang Provinces",
        "area",
        (41.75, 127.02),
        8,
        holds=(CHUNGGANG,),
        leaves_out=(HYESAN,),
    ),
    Drawing(
        "the Chinese side of the Tumen River",
        "the Chinese side of the Tumen River",
        "area",
        holds=(TUMEN, NANPING, SANHE),
        leaves_out=(MUSAN, HOERYONG, NAMYANG),
        country="CN",
    ),
    Drawing(
        "the North Korean bank of the Yalu River",
        "the North Korean bank of the Yalu River",
        "area",
        holds=(HYESAN, MANPO, CHUNGGANG),
        leaves_out=(JIAN, CHANGBAI, LINJIANG),
        country="KP",
    ),
    Drawing(
        "loudspeakers north of the DMZ",
        "north of the DMZ",
        "area",
        holds=(PYONGGANG,),
        leaves_out=(CHEORWON, SEOUL),
    ),
    Drawing(
        "villages south of the Demilitarized Zone",
        "south of the Demilitarized Zone",
        "area",
        holds=(CHEORWON,),
        leaves_out=(PYONGGANG, PYONGYANG),
    ),
    Drawing(
        "3 km south of the Military Demarcation Line",
        "3 km south of the Military Demarcation Line",
        "area",
        holds=((38.29, 127.2),),
        leaves_out=(PYONGGANG, CHEORWON),
    ),
    Drawing(
        "within five kilometres of the Tumen River",
        "within five kilometres of the Tumen River",
        "area",
        holds=(HOERYONG, SANHE),
        leaves_out=((42.33, 129.48),),
    ),
    # around one place
    Drawing(
        "12 km north of Hamhung",
        "12 km north of Hamhung",
        "area",
        (40.026, 127.536),
        2,
        leaves_out=(HAMHUNG,),
    ),
    Drawing("thirty miles south of Wonsan", "thirty miles south of Wonsan", "area", (38.718, 127.444), 2),
    Drawing("20 li northwest of Hamhung", "20 li northwest of Hamhung", "area", (39.969, 127.470), 2),
    Drawing("just north of Kaesong", "just north of Kaesong", "area", (38.04, 126.554), 3),
    Drawing(
        "within 20 km of Kaesong", "within 20 km of Kaesong", "area", KAESONG, 2, (KAESONG, (37.96, 126.68))
    ),
    Drawing("40 km from Kaesong", "40 km from Kaesong", "area", KAESONG, 2, ((38.33, 126.554),), (KAESONG,)),
    Drawing("in a hut outside Pyongyang", "outside Pyongyang", "area", PYONGYANG, 5, leaves_out=(KAESONG,)),
    # at sea
    Drawing(
        "a boat off the coast of Sokcho",
        "off the coast of Sokcho",
        "area",
        (38.22, 128.80),
        12,
        ((38.21, 128.75),),
        (SOKCHO, (38.2, 128.45)),
    ),
    Drawing(
        "off Yeonpyeong Island",
        "off Yeonpyeong Island",
        "area",
        holds=((37.55, 125.70),),
        leaves_out=(SEOUL,),
    ),
    Drawing(
        "trawlers off the east coast of South Korea",
        "off the east coast of South Korea",
        "area",
        holds=((37.2, 129.55),),
        leaves_out=((36.8, 126.0), SEOUL),
    ),
    # one side of a country or a province
    Drawing(
        "Floods hit the three northeastern provinces of China.",
        "the three northeastern provinces of China",
        "area",
        holds=((45.8, 126.6), (43.9, 125.3), (41.8, 123.4)),
        leaves_out=((25.0, 102.7), (43.8, 87.6), (23.1, 113.3)),
        country="CN",
    ),
    Drawing(
        "Fighters burned villages in northern Mozambique.",
        "northern Mozambique",
        "area",
        holds=((-13.3, 40.2), (-15.1, 39.3)),
        leaves_out=((-25.9, 32.5), (-19.8, 34.7)),
    ),
    Drawing(
        "Shells fell on towns in eastern Ukraine.",
        "eastern Ukraine",
        "area",
        holds=((48.0, 37.8), (50.0, 36.2)),
        leaves_out=((49.8, 24.0), (46.6, 30.6)),
    ),
    Drawing(
        "Hunger grew in the southern part of North Hamgyong Province.",
        "the southern part of North Hamgyong Province",
        "area",
        holds=((40.96, 129.33), (40.70, 129.19)),
        leaves_out=(HOERYONG, MUSAN),
        country="KP",
    ),
    # the border of the two countries that are spoken of, and lines named before
    Drawing(
        "Chinese authorities sent 500 North Koreans back across the border.",
        "the border",
        "line",
        holds=(SINUIJU, MUSAN, HYESAN),
        leaves_out=(PYONGYANG, KAESONG),
        country="CN/KP",
    ),
    Drawing(
        "The border was closed when Mexican police met Guatemalan families.",
        "The border",
        "line",
        holds=((14.68, -92.15), (17.82, -89.7)),
        leaves_out=((14.6, -90.5), (31.7, -106.5)),
        edge_km=25,
    ),
    Drawing(
        "The Military Demarcation Line is marked by posts. He stepped over the line at noon.",
        "the line",
        "line",
        holds=((37.956, 126.677),),
        leaves_out=(SEOUL, PYONGGANG),
    ),
    Drawing(
        "A North Korean boat sank near the disputed western sea border.",
        "near the disputed western sea border",
        "area",
        holds=((37.69, 125.35),),
        leaves_out=(PYONGYANG, SEOUL),
    ),
    # more of the kinds above, in other words
    Drawing(
        "They live where North Korea meets China and Russia.",
        "where North Korea meets China and Russia",
        "area",
        (42.418, 130.605),
        5,
    ),
    Drawing(
        "Fog lay over the Chinese side of the Tumen.",
        "the Chinese side of the Tumen",
        "area",
        holds=(NANPING, SANHE),
        leaves_out=(MUSAN, HOERYONG, DANDONG),
        country="CN",
    ),
    Drawing(
        "Shots were heard on the North Korean bank of the Yalu.",
        "the North Korean bank of the Yalu",
        "area",
        holds=(SINUIJU, HYESAN),
        leaves_out=(DANDONG, LINJIANG, PYONGYANG),
        country="KP",
    ),
    Drawing(
        "Guards were posted between Sinuiju and Uiju.",
        "between Sinuiju and Uiju",
        "line",
        holds=(SINUIJU, (40.199, 124.532)),
        leaves_out=(MANPO,),
    ),
    Drawing(
        "He swam the river opposite Manpo.",
        "opposite Manpo",
        "area",
        (41.16, 126.25),
        6,
        leaves_out=(MANPO,),
        country="CN",
    ),
    Drawing(
        "Two boats sank off the west coast of South Korea.",
        "off the west coast of South Korea",
        "area",
        holds=((36.6, 126.0),),
        leaves_out=((37.2, 129.55), SEOUL),
    ),
    Drawing(
        "Families hid on the outskirts of Kanggye.",
        "on the outskirts of Kanggye",
        "area",
        (40.97, 126.59),
        3,
        leaves_out=(MANPO,),
    ),
]


@lru_cache(maxsize=64)
def computed(text, gazetteer):
    return [one for one in find_places(report(text), gazetteer) if one.mention.kind == "relative"]


def km(one, other):
    return GEOD.inv(one[1], one[0], other[1], other[0])[2] / 1000


def km_to(geometry, spot):
    nearest = nearest_points(geometry, Point(spot[1], spot[0]))[0]
    return km((nearest.y, nearest.x), spot)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.words)
def test_the_shape_is_the_one_a_person_draws(drawing, builtin_gazetteer):
    """Words, kind of shape, spot, what lies in it and what does not, and a radius that covers it."""
    (one,) = computed(drawing.text, builtin_gazetteer)
    place = one.place
    edge = EDGE_KM[drawing.shape] if drawing.edge_km is None else drawing.edge_km
    assert one.mention.text == drawing.words
    assert place.shape == drawing.shape
    assert place.geometry.is_valid
    if drawing.spot is not None:
        assert km((place.lat, place.lon), drawing.spot) <= drawing.off_km
    for spot in drawing.holds:
        assert km_to(place.geometry, spot) <= edge, spot
        assert km((place.lat, place.lon), spot) <= place.radius_km + edge, spot
    for spot in drawing.leaves_out:
        assert km_to(place.geometry, spot) > (edge if drawing.shape == "line" else 0), spot
    if drawing.country is not None:
        assert place.country == drawing.country


def test_thirty_and_more_are_drawn():
    """The drawings are as many as promised, each of other words."""
    assert len({drawing.words for drawing in DRAWINGS}) == len(DRAWINGS) >= 30
