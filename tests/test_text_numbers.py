"""Counts of people, as ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geokit.text.numbers import find_counts, parse_count

NOUNS = "people person soldier soldiers family families residents fishermen men women defectors".split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 people in all", (10, 10, 10)),
        ("Around 30-40 people were held", (30, 35, 40)),
        ("six or seven men", (6, 6, 7)),
        ("a group of eight people", (8, 8, 8)),
        ("a family of four", (4, 4, 4)),
        ("two dozen soldiers", (24, 24, 24)),
        ("dozens of residents", (24, None, None)),
        ("at least 12 people", (12, 12, None)),
        ("more than twenty-five women", (25, 25, None)),
        ("up to 5 soldiers", (None, 5, 5)),
        ("all 30,000 defectors", (30000, 30000, 30000)),
        ("a North Korean soldier", (1, 1, 1)),
        ("the fishermen", (2, None, None)),
        ("the two families", (2, 2, 2)),
    ],
)
def test_a_count_is_a_range(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    """What the words leave open stays open."""
    (count,) = find_counts(text, NOUNS)
    assert (count.minimum, count.best, count.maximum) == expected


@pytest.mark.parametrize(
    "text", ["five bullets", "150 percent", "five million won", "soldier", "$5 a day", "[823]"]
)
def test_what_is_not_people_is_not_counted(text: str) -> None:
    """Money, shares, bullets, page counters and a bare noun count nobody."""
    assert find_counts(text, NOUNS) == []


def test_a_number_of_another_clause_is_not_borrowed() -> None:
    """A comma with a conjunction ends the phrase."""
    counts = find_counts("the source claimed, while 20 people were arrested", NOUNS)
    assert [count.text for count in counts] == ["20 people"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,127", 1127),
        ("two dozen", 24),
        ("twenty-five", 25),
        ("two hundred and five", 205),
        ("a hundred", 100),
        ("x", None),
    ],
)
def test_figures_in_words(text: str, value: int | None) -> None:
    """Digits and words are read alike."""
    assert parse_count(text) == value


@given(st.text(max_size=120))
def test_bounds_are_ordered(text: str) -> None:
    """Whatever is counted, the minimum is no more than the best, and that no more than the maximum."""
    for count in find_counts(text + " 12 people or three to 2 men", NOUNS):
        known = [value for value in (count.minimum, count.best, count.maximum) if value is not None]
        assert known == sorted(known)
