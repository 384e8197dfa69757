"""Text for formats that hold less than Python's."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["readable", "storable"]

_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


def readable(text: str) -> str:
    r"""Give a text that UTF-8 can hold: half a surrogate pair as its escape.

    >>> readable("Hyesan"), readable("\ud800")
    ('Hyesan', '\\ud800')
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def storable(value: Any) -> Any:
    r"""Give a value whose texts have U+FFFD where they had a NUL or half a surrogate pair.

    >>> storable({"name": ["Hye\0san"]})
    {'name': ['Hye�san']}
    """
    match value:
        case str():
            return _NOT_STORABLE.sub("\ufffd", value)
        case dict():
            return {storable(key): storable(member) for key, member in value.items()}
        case list():
            return [storable(member) for member in value]
    return value
