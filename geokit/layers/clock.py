"""The one setting that stands for the clock."""

from __future__ import annotations

import os

from geokit.errors import UsageError

__all__ = ["source_date_epoch"]


def source_date_epoch() -> int | None:
    """Give SOURCE_DATE_EPOCH in seconds since 1970, or ``None`` where it is not set.

    Raises
    ------
    UsageError
        Where it is set to something that is no whole number.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    if not text.isdecimal():
        raise UsageError(f"SOURCE_DATE_EPOCH={text}: is not a number of seconds; unset it or give one")
    return int(text)
