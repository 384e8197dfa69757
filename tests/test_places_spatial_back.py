"""Expressions that go back to a place named before, borders told by one country, and what is no place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places_helpers import report, small_gazetteer

from geokit.places import find_places

NAMES = "Musan|Hoeryong|Sinuiju|China|Chinese|North Korea|North Korean|the Tumen River|Yalu|the DMZ"
MEASURES = (
    "near|outside|5 km|ten to 12 miles|half a mile|li|1,000,000|0|9999999999|within|just|north|off the coast"
)
LINES = (
    "upstream|downstream|between|across|opposite|up|along|stretch of|the upper|mouth of|midpoint of|in|there"
)
BORDERS = (
    "Ryanggang Province|border|with|where|meets|the borders of|side|bank|the river|the area|of|from|to the"
)
MARKS = ".|,|'s|-|\n|\n\n|é|無山|🚶|\u2028|and|or"
WORDS = "|".join([NAMES, MEASURES, LINES, BORDERS, MARKS]).split("|")


def told(text, gazetteer):
    found = [one for one in find_places(report(text), gazetteer) if one.mention.kind == "relative"]
    return [(one.mention.text, one.place.id) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He went to Hyesan and lived there.", [("there", "kp-ryanggang-hyesan")]),
        (
            "Two drowned in Musan County, North Hamgyong Province. Guards in the area were changed.",
            [("the area", "kp-north-hamgyong-musan")],
        ),
        ("She crossed the Yalu River. The river was low.", [("The river", "yalu-river")]),
        (
            "They cut the wire on the border between North Korea and China. Guards left the border.",
            [("the border between North Korea and China", "cn-kp-border"), ("the border", "cn-kp-border")],
        ),
        (
            "North Korean guards fired near Musan. North Korea closed the border with China.",
            [
                ("near Musan", "computed:near-10-km:kp-north-hamgyong-musan"),
                ("the border with China", "cn-kp-border"),
            ],
        ),
        (
            "North Korea reopened trade with China. Trucks waited. Some were turned back at the border.",
            [("the border", "cn-kp-border")],
        ),
        (
            "The Military Demarcation Line was quiet. It was the end of the line for him.",
            [("the line", "mdl")],
        ),
        (
            "Two drowned in North Korea and in northern China.",
            [("northern China", "computed:northern-part:cn")],
        ),
    ],
)
def test_what_was_named_before_is_meant_again(text, expected, builtin_gazetteer):
    """The last fitting place, by its own id: it is not computed anew."""
    assert told(text, builtin_gazetteer) == expected


def test_the_reason_says_that_it_goes_back(builtin_gazetteer):
    """Who reads the mention sees why it means that place."""
    found = find_places(report("She crossed the Yalu. The river was low."), builtin_gazetteer)
    reasons = [one.reason for one in found if one.mention.text == "The river"]
    assert reasons == ["goes back to Yalu River, named before"]


def test_the_border_area_is_the_ground_beside_it(builtin_gazetteer):
    """An area on both sides, since the words do not say which."""
    text = "Along the border between North Korea and China all was quiet. Nobody may enter the border area."
    found = [one for one in find_places(report(text), builtin_gazetteer) if one.mention.kind == "relative"]
    area = found[-1]
    assert area.mention.text == "the border area"
    assert area.place.shape == "area"
    assert area.place.geometry.covers(found[0].place.geometry)


def test_a_quarter_tells_borders_apart(builtin_gazetteer):
    """The northern border is not the one with Russia in the north-east, if that is the other one named."""
    text = (
        "The border between North Korea and China is long, the border between North Korea and South Korea is "
        "closed. Troops went to the northern border."
    )
    assert told(text, builtin_gazetteer)[-1] == ("the northern border", "cn-kp-border")


@pytest.mark.parametrize(
    "text",
    [
        "There were near misses between January and March in the area of trade.",
        "He stayed in Musan. There were no trains.",
        "He stayed in Musan. The law says there are limits.",
        "Musan and Hoeryong were searched. He had lived there.",
        "North Korea spoke up. Nobody was hurt there.",
        "The Yalu and the Tumen froze. The river was silent.",
        "The Sava River rose. The Yalu is far. The river bank was dry.",
        "The river was low.",
        "Soldiers left the border.",
        "Two North Koreans and a South Korean met Chinese brokers at the border.",
        "Kenyan and Chinese officials spoke of the border.",
        "North Korea and China spoke. They traded. Japanese ships left the border.",
        "The Military Demarcation Line was quiet. His life was on the line, and the line of boats grew.",
        "The Military Demarcation Line and the Northern Limit Line are old. He crossed the line.",
        "The line was quiet. The Military Demarcation Line is old.",
        "the northeastern province of North Hamgyong",
        "He came from Northern Ireland and northern Musan.",
        "Russia spoke. Russia warned. Russia, like Czechia, looked at the border with Poland.",
        "a ski resort at Musan in the area",
        "They left Musan.\n\nA notice was sent to all units in the area.",
        "talks between Musan and Hoeryong",
        "a 50 km march from Musan to Hoeryong, 50 km from Musan to Hoeryong",
        "the Chinese side said so to North Korea",
        "the Chinese border guards left; North Korea did not",
        "off the coast of Hyesan",
        "opposite Pyongsong",
        "5 km upstream from Pyongsong",
        "5,000 km upstream from Hyesan",
        "the north of Musan",
        "south of the Musan branch library",
        "0 km from Musan",
        "the upper Musan",
    ],
)
def test_what_is_no_place_stays_none(text, builtin_gazetteer):
    """Words that look like an expression, and names that leave more than one reading, give nothing."""
    assert told(text, builtin_gazetteer) == []


def test_a_name_with_an_article_is_no_town(builtin_gazetteer):
    """Towns take no article: "the Tumen" is the river, unless the article is a following noun's."""
    for text, expected in (
        ("They waded through the Tumen at night.", "tumen-river"),
        ("Traders met at the Tumen market in Jilin.", "cn-tumen"),
    ):
        first = find_places(report(text), builtin_gazetteer)[0]
        assert first.place.id == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two Koreas met over the inter-Korean sea border.", "nll"),
        ("North Korean boats crossed the disputed maritime border.", "nll"),
        ("Ghana took the disputed maritime border to court in Ivory Coast.", None),
    ],
)
def test_a_description_means_a_line_only_where_the_report_is_about_its_countries(
    text, expected, builtin_gazetteer
):
    """Other countries have sea borders too."""
    found = find_places(report(text), builtin_gazetteer)
    assert [one.place and one.place.id for one in found if "border" in one.mention.text] == [expected]


def test_rivers_run_from_source_to_mouth(builtin_gazetteer):
    """Each ends at the sea or in another river: upstream depends on it."""
    lines = {}
    for place_id in builtin_gazetteer.tables.shapes:
        place = builtin_gazetteer.place(place_id)
        if place.feature == "river" and place.geometry.geom_type == "LineString":
            lines[place_id] = place.geometry
    seas = [builtin_gazetteer.place(sea).geometry for sea in ("east-sea", "yellow-sea", "korea-bay")]
    assert {"yalu-river", "tumen-river"} <= lines.keys()
    for place_id, line in lines.items():
        waters = [*seas, *(other for other_id, other in lines.items() if other_id != place_id)]
        source, mouth = (min(end.distance(water) for water in waters) for end in line.boundary.geoms)
        # A tributary's mouth is on its river; the source of a river may be near that of another.
        assert mouth <= 0.3 or mouth < source, place_id


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_text_can_be_read(text):
    """Whatever stands in a text: no error, true offsets, valid shapes within their radius, no overlaps."""
    found = [one for one in find_places(report(text), small_gazetteer()) if one.mention.kind == "relative"]
    end = 0
    for one in found:
        mention, place = one.mention, one.place
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end
        assert place.geometry.is_valid
        assert not place.geometry.is_empty
        assert -90 <= place.lat <= 90
        assert place.radius_km > 0


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_any_characters_can_be_read(text):
    """Control characters, broken surrogates and scripts of all kinds raise nothing."""
    find_places(report("near " + text + " Musan, 5 km " + text + " from Sinuiju"), small_gazetteer())
