"""Cells of a spreadsheet that hold text and must never be taken for a formula."""

from __future__ import annotations

import re

__all__ = ["inert", "restored"]

# What a spreadsheet runs starts with one of these, some of them full width. A text that has apostrophes
# before that, or is nothing but apostrophes, gets one more as well, so that taking one away always gives the
# text back.
_NEEDS_AN_APOSTROPHE = re.compile(r"'*(?:[=+\-@\t\r\n＝＋－＠]|\Z)")


def inert(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    An empty text gets one too, which tells it from an empty cell. :func:`restored` takes it away.

    >>> inert("=1+1"), inert("Hyesan"), inert("'=1+1"), inert("")
    ("'=1+1", 'Hyesan', "''=1+1", "'")
    """
    return "'" + text if _NEEDS_AN_APOSTROPHE.match(text) else text


def restored(cell: str) -> str:
    """Give the text that :func:`inert` made a cell of; any other cell stays as it is.

    >>> restored("'=1+1"), restored("Hyesan"), restored("'Hyesan'"), restored("-1")
    ('=1+1', 'Hyesan', "'Hyesan'", '-1')
    """
    return cell[1:] if cell.startswith("'") and _NEEDS_AN_APOSTROPHE.match(cell) else cell
