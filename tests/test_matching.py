import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geokit.text.matching import NameMatcher

NAMES = [
    "Sinuiju",
    "Ch'orwon",
    "Musan",
    "North Korea",
    "Korea",
    "China",
    "US",
    "demilitarized zone",
    "무산",
    "Guinea-Bissau",
    "New York",
    "York",
]
MATCHER = NameMatcher(NAMES, endings=["에서", "는"])


def found(text):
    return [text[match.start : match.end] for match in MATCHER.find(text)]


def test_offsets_hold_under_diacritics():
    """The span found is that of the text as written, marks included."""
    text = "From Sinŭiju, Sinu\u0306iju\u0306 and Ch’ŏrwŏn to Mu-san."
    assert found(text) == ["Sinŭiju", "Sinu\u0306iju\u0306", "Ch’ŏrwŏn", "Mu-san"]


def test_the_longest_of_names_that_begin_together_stands():
    """North Korea is not Korea, and New York not York."""
    assert found("North Korea and New York") == ["North Korea", "New York"]


@pytest.mark.parametrize("text", ["Chinatown", "ThinkChina", "chin a", "Musana", "Yorkshire"])
def test_only_whole_words_match(text):
    """A name inside a word is not the name."""
    assert found(text) == []


@pytest.mark.parametrize("text", ["china", "tell us", "Us"])
def test_a_name_with_capitals_wants_them(text):
    """Ordinary words in lower case are no names."""
    assert found(text) == []


def test_capitals_throughout_match():
    """A dateline writes names in capitals."""
    assert found("NEW YORK, MUSAN") == ["NEW YORK", "MUSAN"]


def test_a_name_in_lower_case_matches_any_case():
    """A common phrase is found however it is written."""
    assert found("the Demilitarized Zone, a demilitarized zone") == [
        "Demilitarized Zone",
        "demilitarized zone",
    ]


def test_hyphens_and_spaces():
    """A hyphen parts two names, joins one, and may stand for a space."""
    assert found("the China-North Korea border; Guinea Bissau, Guinea-Bissau") == [
        "China",
        "North Korea",
        "Guinea Bissau",
        "Guinea-Bissau",
    ]


def test_a_hangul_name_is_found_before_its_particles():
    """What Korean writes on to a name does not hide it; another word does."""
    assert found("무산에서는 무산군") == ["무산"]


def test_a_bare_s_is_told():
    """The caller learns that an s follows which is not the name's."""
    (match,) = MATCHER.find("Chinas Liaoning")
    assert (match.start, match.end, match.bare_s) == (0, 5, True)


def test_the_possessive_stays_outside():
    """An apostrophe ends the name."""
    assert found("China's and Musan’s") == ["China", "Musan"]


def test_a_matcher_can_be_sent_to_another_process():
    """A pickled matcher finds the same."""
    text = "무산에서 Mu-san, New York"
    assert pickle.loads(pickle.dumps(MATCHER)).find(text) == MATCHER.find(text)


@given(st.text(alphabet=st.sampled_from("MusanChi ŭ\u0306'-\n무산에서sUS.ß"), max_size=60))
def test_matches_lie_in_order_and_apart(text):
    """Whatever the text, matches are sorted, do not overlap and are not empty."""
    matches = MATCHER.find(text)
    for before, after in pairwise(matches):
        assert before.end <= after.start
    assert all(0 <= match.start < match.end <= len(text) for match in matches)
