from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places_helpers import found, kinds, report, small_gazetteer

from geokit.model import Mention
from geokit.places import RuleRecogniser, find_places, load_gazetteer
from geokit.places.neighbours import Neighbours
from geokit.places.outlying import OutlyingNames
from geokit.places.words import Words

place = "place"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A guard in Musan County said so.", ["Musan County"]),
        ("It flows into the Tumen River.", ["Tumen River"]),
        ("She left Kangwon Province.", ["Kangwon Province"]),
        ("a town in North Hamgyong province", ["North Hamgyong province"]),
        ("in Ryanggang and Jagang Provinces", ["Ryanggang", "Jagang Provinces"]),
        ("They crossed the Tumen or Yalu rivers.", ["Tumen", "Yalu rivers"]),
        ("SEOUL, Aug. 18 (UPI)", ["SEOUL"]),
        ("China's soldiers and Musan’s people", ["China", "Musan"]),
        ("the demilitarized zone (DMZ)", ["demilitarized zone", "DMZ"]),
        ("people in Chinas Jagang Province", ["China", "Jagang Province"]),
        ("the Seoul City Hall", ["Seoul"]),
        ("무산에서 왔다", ["무산"]),
    ],
)
def test_spans(text, expected):
    """A place's span holds its feature word, and no possessive."""
    assert kinds(text) == [(name, place) for name in expected]


def test_a_people_is_a_demonym():
    """Demonyms are mentions of their own kind, a plural s included."""
    assert kinds("two North Koreans met a Chinese officer") == [
        ("North Koreans", "demonym"),
        ("Chinese", "demonym"),
    ]


@pytest.mark.parametrize("text", ["Read in Korean", "the Korean language", "Read in Korean \nKim"])
def test_a_language_is_no_mention(text):
    """What a text is written in is neither a people nor a place."""
    assert kinds(text) == []


def test_a_people_in_a_territory_is_no_language():
    """A preposition before a demonym that goes on is no sign of a language."""
    assert kinds("crossing into Chinese territory") == [("Chinese", "demonym")]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("reported by The Korea Herald.", "Korea"),
        ("the Japan Times wrote", "Japan"),
        ("told Daily NK on Monday", "NK"),
        ("The New York Times reported", "New York"),
        ("a branch of North Korea Intellectuals Solidarity", "North Korea"),
        ("studied at the University of Jordan.", "Jordan"),
        ("flew with Air China today", "China"),
        ("it lies on Reading Road", "Reading"),
        ("the Paris-Match reporter", "Paris"),
        ("marched along Musan Street", "Musan"),
        ("shops on Seoul Road shut", "Seoul"),
        ("a crowd on Kosong Square", "Kosong"),
        ("jogging in Paris Park", "Paris"),
        ("held in the Tumen Precinct", "Tumen"),
        ("played in China Stadium", "China"),
        ("sick with Paris virus", "Paris"),
        ("the China Workers Union struck", "China"),
        ("the Japanese Teachers Union struck", "Japanese"),
    ],
)
def test_a_place_inside_another_name_is_embedded(text, inner):
    """Newspapers, organisations and streets are named after places and are not there."""
    assert kinds(text) == [(inner, "embedded")]


def test_a_street_named_after_an_unknown_lake_is_no_place():
    """A feature word is no proof where a street has the name; a county's road lies in it."""
    assert kinds("A crowd on Gull Lake Street sang.") == [("Gull Lake", "embedded")]
    assert kinds("A crash on Gull County Road was seen.") == [("Gull County", place)]


def test_java_is_a_place_only_where_the_text_says_so():
    """The island is one after a preposition; the language is none."""
    gazetteer = load_gazetteer()
    for text, expected in (("A quake in Java was felt.", ["Java"]), ("She wrote Java code.", [])):
        assert [one.text for one in RuleRecogniser().recognise(report(text), gazetteer)] == expected


def test_the_publishers_own_name_is_embedded():
    """A report's publisher is known by name."""
    assert kinds("Seen by NK Watch and in NK.", publisher="NK Watch") == [("NK", "embedded"), ("NK", place)]


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Smith was freed.",
        "We met Paris Hilton there.",
        "a talk with Michael Jordan about it",
        "according to Dr. Reading and his team",
        "Reading is what children like.",
        "Mobile phones are banned, and Reading too.",
        "see http://www.china.example/China and china@Seoul.org",
        "it costs US$40 a head",
        "strain A/Paris/361 was found",
    ],
)
def test_persons_words_and_addresses_are_no_places(text):
    """A name, a word at the start of a sentence, an address or a sum is not a place."""
    assert kinds(text) == []


def test_a_word_with_evidence_is_a_place():
    """A preposition or the unit that follows makes a place out of a name that is also a word."""
    assert kinds("He lives in Reading.") == [("Reading", place)]
    assert kinds("We saw Reading, United Kingdom, at last") == [("Reading", place), ("United Kingdom", place)]


def test_a_country_that_is_a_name_stays_a_country():
    """A country needs no evidence, even if people are called so."""
    assert kinds("Yesterday Jordan closed its border.") == [("Jordan", place)]


UNKNOWN = (
    "A boat sank near Lake Erie, people say in Rapides Parish and at Onward, Japan; "
    "others heard it in the village of Brigadoon."
)


def test_unknown_names_are_told_by_what_stands_beside_them():
    """A feature word or a holder makes a mention of a name that no gazetteer has; it stays unresolved."""
    resolutions = found(UNKNOWN)
    assert [(one.mention.text, one.place is None) for one in resolutions] == [
        ("Lake Erie", True),
        ("Rapides Parish", True),
        ("Onward", True),
        ("Japan", False),
        ("Brigadoon", True),
    ]


def test_a_prefix_makes_another_town():
    """New Seoul is not Seoul; a country with a compass word is still that country."""
    assert [
        (one.mention.text, one.place is None)
        for one in found("from New Seoul and South Musan to eastern China")
    ] == [
        ("New Seoul", True),
        ("South Musan", True),
        ("China", False),
    ]


def test_a_recogniser_can_be_given():
    """Any object with the method finds the mentions; the offsets it gives are checked."""

    class Fixed:
        def __init__(self, text):
            self.text = text

        def recognise(self, report, gazetteer):
            return [Mention(report.id, 0, 5, self.text, "place")]

    (one,) = find_places(report("Musan fell silent"), small_gazetteer(), recogniser=Fixed("Musan"))
    assert one.place.id == "kp-north-hamgyong-musan"
    with pytest.raises(ValueError, match="no 'Seoul' at 0-5"):
        find_places(report("Musan fell silent"), small_gazetteer(), recogniser=Fixed("Seoul"))


PIECES = st.sampled_from(
    [
        *(
            "Musan",
            "County",
            "Provinces",
            "Reading",
            "near",
            "where",
            "China",
            "meets",
            "Ryanggang",
            "and",
            "Kim",
        ),
        *(
            "Jagang",
            "12 km",
            "north of",
            "'s",
            "s",
            "-",
            ",",
            ".",
            "(",
            ")",
            "@",
            "$",
            "Lake",
            "US",
            "ŭ",
            "\u0306",
        ),
        *("無", "무산", "에서", "\n", "\x00", "\t"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read(text):
    """No text makes an exception, and every mention stands in the text where it says."""
    mentions = RuleRecogniser().recognise(report(text), small_gazetteer())
    for before, after in pairwise(mentions):
        assert before.end <= after.start
    for one in find_places(report(text), small_gazetteer()):
        assert text[one.mention.start : one.mention.end] == one.mention.text
        assert 0 <= one.score <= 1
        assert 0 <= one.margin <= 1
        assert len(one.alternatives) <= 5


def test_a_quotation_mark_does_not_hide_the_name_behind_it():
    """A name that opens a quotation is found as any other; one inside a word is none."""
    text = "Crews went to Rogersville, Tennessee. “Rogersville looked empty,” he said of newRogersville."
    mentions = [one.mention.text for one in find_places(report(text), load_gazetteer())]
    assert mentions.count("Rogersville") == 2


def test_joining_words_are_data():
    """A name goes on over the language's joining words, and over those alone."""
    text = "The train stopped in Newcastle upon Tyne, England."
    gazetteer = load_gazetteer()
    whole = ("Newcastle upon Tyne", "place")
    assert whole in [(one.mention.text, one.mention.kind) for one in find_places(report(text), gazetteer)]
    runs = OutlyingNames(Neighbours(Words("Stoke upon Avon"), gazetteer.recognition), [], gazetteer)
    assert [run.text for run in runs.runs] == ["Stoke upon Avon"]
    bare = replace(gazetteer.recognition, joining=frozenset())
    runs = OutlyingNames(Neighbours(Words("Stoke upon Avon"), bare), [], gazetteer)
    assert [run.text for run in runs.runs] == ["Stoke", "Avon"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The St. Albans road", ["St. Albans"]),
        ("In Stoke-on-Trent they", ["Stoke-on-Trent"]),
        ("On Monday President Smith of Ames left", ["President Smith", "Ames"]),
        ("The end. Ames was", ["Ames"]),
    ],
)
def test_runs_of_capitalised_words(text, expected):
    """A run holds its inner joints and none of the ordinary words at its edges."""
    gazetteer = small_gazetteer()
    runs = OutlyingNames(Neighbours(Words(text), gazetteer.recognition), [], gazetteer).runs
    assert [run.text for run in runs] == expected


def test_words_beside_an_offset():
    """Only a joint may part a word from its neighbour; a word is looked for in any case."""
    words = Words("Near the İzmir road, in Ames. NEAR it")
    assert words.before(9).low == "the"
    assert words.before(words.text.index("in")) is None
    assert words.after(8).text == "İzmir"
    assert words.places_of(["near"]) == [0, words.text.index("NEAR")]
    assert [words.text[start:end] for start, end in words.capitals] == ["Near", "İzmir", "Ames", "NEAR"]
