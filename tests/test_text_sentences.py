"""Sentences with their offsets."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geokit.text.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def test_abbreviations_do_not_end_a_sentence() -> None:
    """Months, initials and times of day are no sentence ends."""
    text = "At 3 a.m. on Jan. 1 he fell. D. J. Smith left. No. 5 came."
    assert sentences(text) == ["At 3 a.m. on Jan. 1 he fell.", "D. J. Smith left.", "No. 5 came."]


def test_a_quotation_is_taken_apart() -> None:
    """Each of its sentences tells something of its own."""
    assert sentences("“He ran. They shot,” she said.") == ["“He ran.", "They shot,” she said."]


def test_a_line_break_ends_a_sentence() -> None:
    """Headlines and captions have no full stop."""
    assert sentences("A headline\nThe text.\n\nMore.") == ["A headline", "The text.", "More."]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_nothing_is_lost(text: str) -> None:
    """Spans are in order and apart, and all that is not blank lies in one."""
    spans = split_sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    outside = "".join(
        text[a[1] : b[0]] for a, b in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
    )
    assert not outside.strip()
