import json

import pytest
from places_helpers import found, ids, report, small_gazetteer

from geokit.places import find_places, load_gazetteer, mention_record

NORTH = "North Korea has tightened controls. In Kangwon Province, above all around {}, soldiers stand watch."
SOUTH = "South Korea eased its rules. In Gangwon Province, above all around {}, shops are open."

KEYS = [
    *("report_id", "start", "end", "text", "kind", "place_id", "name", "country", "adm1", "adm2", "feature"),
    *("lat", "lon", "radius_km", "shape", "shape_basis", "score", "margin", "reason", "alternatives"),
]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (NORTH, "Kosong", "kp-kangwon-kosong"),
        (NORTH, "Cheorwon", "kp-kangwon-chorwon"),
        (SOUTH, "Goseong", "kr-gangwon-goseong"),
        (SOUTH, "Chorwon", "kr-gangwon-cheorwon"),
    ],
)
def test_homonyms_follow_what_the_report_is_about(text, name, expected):
    """Of two counties of a name that is meant which lies where the report plays."""
    assert (name, expected) in ids(text.format(name))


def test_the_stated_holder_decides():
    """The unit named after a comma outweighs everything."""
    (name, holder) = found("A fire broke out in Kosong, South Korea.")
    assert name.place.id == "kr-gangwon-goseong"
    assert "lies in South Korea" in name.reason
    assert holder.place.id == "kr"


def test_one_sense_holds_for_the_report():
    """What is stated once holds for the same name elsewhere in the report."""
    text = "Kosong is quiet. A man from Kosong in North Korea was seen off Kosong, bound for South Korea."
    assert {one.place.id for one in found(text) if one.mention.text == "Kosong"} == {"kp-kangwon-kosong"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They waded through the Tumen River.", "tumen-river"),
        ("They waded through the Tumen or Yalu rivers.", "tumen-river"),
        ("A truck left Tumen city.", "cn-tumen"),
        ("A truck left the city of Tumen.", "cn-tumen"),
    ],
)
def test_the_feature_word_decides(text, expected):
    """A river is no city."""
    assert ids(text)[0][1] == expected


CROSSINGS = "Goods from Seoul and Beijing came through {}, and Shanghai was glad."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            CROSSINGS.format("five crossings, at Tumen, Hunchun, Nanping, Changbai, and Dandong"),
            {"Tumen": "cn-tumen", "Nanping": "cn-nanping"},
        ),
        (CROSSINGS.format("Nanping, Xiamen and Fuzhou"), {"Nanping": "gn-1799846"}),
        ("Buses ran to Springfield and Peoria.", {"Springfield": "gn-4250542", "Peoria": "gn-4905687"}),
        ("Buses ran to Birmingham, Tuscaloosa and Montgomery.", {"Birmingham": "gn-4049979"}),
        ("Buses ran to Birmingham, Coventry and Worcester.", {"Birmingham": "gn-2655603"}),
    ],
)
def test_names_of_one_list_are_drawn_to_where_they_lie_together(text, expected):
    """Of the namesakes of each name in a list those are meant that lie near each other."""
    resolutions = find_places(report(text), load_gazetteer())
    by_name = {one.mention.text: one.place.id if one.place else None for one in resolutions}
    assert {name: by_name[name] for name in expected} == expected


def test_what_a_list_gives_examples_of_is_known_of_its_names():
    """Cities are no rivers, and rivers no cities; a town may be called a city."""
    gazetteer = load_gazetteer()
    for text, expected in (
        ("Gates opened in border cities such as Tumen and Nanping.", ["cn-tumen", "cn-nanping"]),
        ("Fields flooded along rivers like the Tumen and the Yalu.", ["tumen-river", "yalu-river"]),
    ):
        assert [one.place and one.place.id for one in find_places(report(text), gazetteer)] == expected


def test_below_the_margin_nothing_is_decided():
    """Two places of a name with nothing to tell them apart leave the mention open, and say so."""
    (name,) = found("He was born in Kosong.")
    assert name.place is None
    assert name.reason.startswith("ambiguous: ")
    assert {one.place.id for one in name.alternatives} == {"kp-kangwon-kosong", "kr-gangwon-goseong"}


def test_a_holder_that_holds_no_candidate_speaks_against_all():
    """Paris, United States is not the Paris that the gazetteer has."""
    name = found("She moved to Paris, United States.")[0]
    assert name.place is None
    assert name.reason.startswith("unknown")


def test_a_list_of_countries_holds_nothing():
    """A country after a comma that is only the next of a list says nothing about the name before."""
    assert ids("She flew from Seoul, China and Japan to Jordan.")[0] == ("Seoul", "kr-seoul")


def test_a_feature_word_may_be_part_of_the_name():
    """The United States are no states."""
    (country,) = found("He moved to the United States.")
    assert country.place.id == "us"
    assert country.score > 0.98


def test_a_county_is_no_city_of_its_name():
    """A feature word that fits no place of the name leaves it unresolved."""
    assert ids("a court in Seoul County ruled") == [("Seoul County", None)]


def test_scores_are_shares():
    """A place and its alternatives share one at most."""
    for one in found(NORTH.format("Kosong, Cheorwon and Musan")):
        shares = one.score + sum(other.score for other in one.alternatives)
        assert 0 < shares <= 1.0005


def test_an_embedded_name_and_a_demonym_mean_the_country():
    """Every kind of mention is resolved, so that a reader can see what the text names."""
    assert ids("The Korea Herald met North Koreans.") == [("Korea", "kr"), ("North Koreans", "kp")]


def test_the_record_is_the_contracts():
    """A record has the contract's keys in the contract's order, null where nothing is known."""
    known, unknown = (mention_record(one) for one in found("From Musan to the village of Brigadoon."))
    assert list(known) == list(unknown) == KEYS
    assert (known["name"], known["country"], known["adm1"], known["adm2"]) == (
        "Musan County",
        "KP",
        "North Hamgyong Province",
        "Musan County",
    )
    assert unknown["place_id"] is unknown["lat"] is unknown["shape"] is None
    json.dumps([known, unknown], allow_nan=False)


def test_the_same_text_gives_the_same_places():
    """Nothing depends on the order of a set or on what was read before."""
    text = NORTH.format("Kosong, Cheorwon and Tumen")
    gazetteer = small_gazetteer()
    assert find_places(report(text), gazetteer) == find_places(report(text), gazetteer)


def world_ids(text):
    """What each mention means in the built-in gazetteer with the index of the world."""
    resolved = find_places(report(text), load_gazetteer())
    return [(one.mention.text, one.place.id if one.place else None) for one in resolved]


def test_countries_in_a_list_do_not_hold_each_other():
    """There is a town of China in Japan; in a list of countries nobody means it."""
    named = world_ids("Officials in Mexico, China, Japan, Ukraine and Brazil reported cases.")
    assert ("China", "cn") in named


def test_a_sea_is_not_one_of_the_towns_of_its_name():
    """There are towns of Pacific beside those named here; who does not say where they lie means the ocean."""
    assert ("Pacific", "pacific-ocean") in world_ids(
        "Storms moved from the Pacific over St. Louis, Missouri."
    )
    assert ("Atlantic", "atlantic-ocean") in world_ids(
        "A ship left Des Moines, Iowa, bound for the Atlantic."
    )


def test_what_was_learnt_of_a_name_in_one_text_does_not_reach_the_next():
    """The evidence of one report stays in it."""
    alone = ids("A fire broke out in Kosong.")
    assert ids("A fire broke out in Kosong, South Korea.")[0][1] == "kr-gangwon-goseong"
    assert ids("A fire broke out in Kosong.") == alone


def test_a_name_that_begins_a_sentence_goes_on_from_the_sentence_before():
    """The unit named in the sentence before still holds it; for a later name it does not."""
    text = "Shops closed in South Korea. Kosong was quiet."
    first = next(one for one in found(text) if one.mention.text == "Kosong")
    later = next(
        one for one in found(text.replace("Kosong was", "All of Kosong was")) if one.mention.text == "Kosong"
    )
    assert first.score > later.score
