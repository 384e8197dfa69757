"""Cells that a spreadsheet must not run, and the text that they stood for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geokit.text.formulas import inert, restored

# Texts that begin like what the escape is about, and any other.
TEXTS = st.one_of(st.text(), st.text(alphabet="'=+-@\t\r\nab＝ ", max_size=6))


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
def test_every_dangerous_start_is_caught(start):
    """No text that a spreadsheet runs is left as it is."""
    assert inert(f"{start}1") == f"'{start}1"


@given(TEXTS)
def test_an_inert_text_can_be_read_back(text):
    """Whatever the text, even one that began with an apostrophe itself, its cell gives it back."""
    assert restored(inert(text)) == text


@given(TEXTS, TEXTS)
def test_no_two_texts_share_a_cell(one, other):
    """Different texts have different cells."""
    assert (inert(one) == inert(other)) == (one == other)


@given(TEXTS)
def test_no_cell_starts_a_formula(text):
    """What a cell begins with is never what a spreadsheet runs, and a text's cell is never empty."""
    assert inert(text)[0] not in "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("cell", ["Hyesan", "'tis", "'80s", "-5", "=1", ""])
def test_cells_that_were_not_escaped_stay(cell):
    """A quotation mark before a word and a number are what they are."""
    assert restored(cell) == cell
