"""The colour of each incident type: one palette for the map page, QGIS and every other drawing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["OTHER_COLOUR", "type_colours"]


@cache
def _palette() -> dict[str, Any]:
    return tomllib.loads(resources.files("geokit.layers").joinpath("palette.toml").read_text("utf-8"))


OTHER_COLOUR: str = _palette()["types"]["other"]
"""Colour of what has no type, as #rrggbb."""


def type_colours(used: Iterable[str], others: Iterable[str] = ()) -> dict[str, str]:
    """Give every type a colour.

    A type that the palette does not know takes one of the free colours. Those in use choose first, by their
    names, so that two drawings of the same incidents agree whether or not they know the codebook.

    Parameters
    ----------
    used : iterable of str
        Types that occur.
    others : iterable of str
        Types that could occur, as those of a codebook.

    Returns
    -------
    dict
        #rrggbb by type; first the known ones of the palette, in its order.
    """
    known, free = _palette()["types"], _palette()["free"]["colours"]
    in_use = set(used)
    new = [*sorted(in_use - known.keys()), *sorted(set(others) - in_use - known.keys())]
    given = {kind: free[number % len(free)] for number, kind in enumerate(new)}
    return {kind: colour for kind, colour in known.items() if kind in in_use or kind in set(others)} | given
