"""Data as it stands in the page: JSON that cannot end its block, compressed where it is large."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import orjson

from geokit.maps.tables import plain

__all__ = ["BEST", "FAST", "json_block", "packed", "packed_lines"]

# What would end a script block, open a comment in it or break a line of JavaScript.
UNSAFE_IN_JSON = re.compile("[<>&\u2028\u2029]")
# Bytes from which the page unpacks sooner than it would read.
WORTH_PACKING = 8192
# The best is a tenth smaller at three times the time: worth it where there is little.
FAST, BEST = 4, 9
# zlib works beside Python; more threads would only wait for one another.
PACKERS = 2


def json_block(value: Any) -> str:
    """Write a value as JSON that can stand in a ``<script type="application/json">`` block.

    A number that JSON cannot hold (NaN, infinity) becomes null.
    """
    return UNSAFE_IN_JSON.sub(_escaped, _json(value).decode("utf-8"))


def packed_lines(values: Iterable[Any], level: int = BEST) -> str:
    """Write values a line each: small ones as JSON, large ones as deflated JSON in base64."""
    with ThreadPoolExecutor(PACKERS) as packers:
        return "\n".join(packers.map(partial(packed, level=level), values))


def packed(value: Any, level: int = BEST) -> str:
    """Write one value as such a line."""
    data = _json(value)
    if len(data) < WORTH_PACKING:
        return UNSAFE_IN_JSON.sub(_escaped, data.decode("utf-8"))
    # zlib's form carries neither a time nor the name of a system.
    return base64.b64encode(zlib.compress(data, level)).decode("ascii")


def _json(value: Any) -> bytes:
    try:
        return orjson.dumps(value, default=plain)
    except TypeError:
        # Half a surrogate pair, which is no UTF-8, or a key that is no text.
        return json.dumps(plain(value), separators=(",", ":")).encode("ascii")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
