import pytest
from hypothesis import given
from hypothesis import strategies as st

from geokit.text.spelling import edit_distance, fold, fold_with_offsets, similarity, written_like


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sinŭiju", "SINUIJU"),
        ("Ch’ŏrwŏn", "Chorwon"),
        ("Mu-san", "Musan"),
        ("North\nKorea", "north  korea"),
        ("Sinu\u0306iju", "Sinuiju"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_fold_alike(one, other):
    """Case, diacritics, apostrophes, hyphens and the amount of white space do not matter."""
    assert fold(one) == fold(other)


def test_an_empty_line_parts_names():
    """A name may run over the end of a line, not over that of a paragraph."""
    assert fold("North\n\nKorea") != fold("North Korea")


def test_hangul_stays_whole():
    """A Hangul syllable is not taken apart into its letters."""
    assert fold("무산") == "무산"


@given(st.text())
def test_offsets_lead_back_into_the_text(text):
    """Every folded character comes from a place in the original, in order."""
    folded = fold_with_offsets(text)
    origins = [folded.origin(position) for position in range(len(folded.text))]
    assert origins == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


@given(st.text(alphabet="ab .-'’éŏ가\n\t\xa0\u2003", max_size=30))
def test_both_ways_of_folding_agree(text):
    """A text that keeps the way back to its offsets folds as a name does."""
    assert fold_with_offsets(text).text.strip() == fold(text)


def test_offsets_hold_beside_what_was_dropped_and_what_grew():
    """Behind an apostrophe, a wide space and a letter that folds to two, the way back is still right."""
    text = "P’yongyang,  Straße Musan"
    folded = fold_with_offsets(text)
    for name in ("pyongyang", "strasse", "musan"):
        start = folded.text.index(name)
        assert fold(text[folded.origin(start) : folded.origin(start + len(name) - 1) + 1]) == name


@given(st.text(alphabet="abcßŭŏ'-가", max_size=30))
def test_folding_twice_changes_nothing(text):
    """A folded text is its own fold."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("Reading", "reading", False),
        ("Reading", "READING", True),
        ("demilitarized zone", "Demilitarized Zone", True),
        ("US", "us", False),
        ("US", "Us", False),
        ("Isle of Man", "isle of Man", False),
        ("Mu-san", "Musan", True),
    ],
)
def test_case_is_asked_for_by_the_name(name, written, expected):
    """A name in lower case matches any case, another its own or capitals throughout."""
    assert written_like(name, written) is expected


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("", "abc", 3), ("hoeryong", "hoeriyong", 1), ("musan", "musna", 1), ("a", "a", 0)],
)
def test_distance_counts_single_slips(one, other, distance):
    """An insertion, a deletion, a replacement or a swap of neighbours counts one."""
    assert edit_distance(one, other) == distance


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_symmetric_and_bounded(one, other):
    """Likeness lies between 0 and 1, the same both ways, and 1 only for the same."""
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert (similarity(one, other) == 1) == (one == other)
