"""Counts by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from geokit.layers.analysis.counting import chosen, count_columns

if TYPE_CHECKING:
    import geopandas
    import pandas

__all__ = ["by_month"]

MONTH, IMPRECISE, UNDATED = "month", "imprecise", "undated"


def by_month(
    incidents: geopandas.GeoDataFrame,
    *,
    by: str | None = "type",
    events_only: bool = True,
    spread: bool = False,
) -> pandas.DataFrame:
    """Count incidents by month.

    An incident counts in a month only where all the days that its date allows lie in it. The others have
    rows of their own, so that ``n`` always adds up to the number of incidents. ``counted_as`` says which
    rows these are: ``month``; ``imprecise``, dated to more than a month or open at one end; ``undated``,
    neither end known.

    Parameters
    ----------
    incidents : GeoDataFrame
        As ``incident_frame`` gives them.
    by : str or None
        Column by whose values incidents are counted apart as well, as columns ``n_VALUE``.
    events_only : bool
        Whether to leave out what was no event.
    spread : bool
        Whether to add ``n_spread``: the count when an incident whose date has both ends is shared out
        evenly over its days. It is a guess, kept apart from ``n``, and adds up to the same number.

    Returns
    -------
    DataFrame
        ``month`` (its first day, ``datetime64[s]``), ``counted_as``, ``n``, ``n_VALUE`` and, where asked
        for, ``n_spread``. Every month from the first to the last has a row, those without an incident too;
        after them come the rows without a month, where something is counted in them.

    Raises
    ------
    UsageError
        Where there is no column ``by``.
    """
    import pandas

    counted = chosen(incidents, events_only=events_only)
    starts, ends = _days(counted["date_start"]), _days(counted["date_end"])
    first, last = starts.astype("datetime64[M]"), ends.astype("datetime64[M]")
    is_month = (first == last) & (starts <= ends)
    has_both = (starts <= ends) & ~is_month
    used = np.concatenate([first[is_month], *((first[has_both], last[has_both]) if spread else ())])
    months = _every_month(used)
    imprecise, undated = len(months), len(months) + 1
    groups = np.where(np.isnat(starts) & np.isnat(ends), undated, imprecise)
    if len(months):
        groups[is_month] = (first[is_month] - months[0]).astype(int)
    table = pandas.DataFrame(
        {
            "month": np.append(months, [np.datetime64("NaT")] * 2).astype("datetime64[s]"),
            "counted_as": pandas.Series([MONTH] * len(months) + [IMPRECISE, UNDATED], dtype=object),
            **count_columns(groups, len(months) + 2, counted, by),
        }
    )
    if spread:
        shared = _shared_out(starts[has_both], ends[has_both], months)
        table["n_spread"] = table["n"].astype(float) + np.append(shared, [-float(has_both.sum()), 0.0])
    return table[(table["counted_as"] == MONTH) | (table["n"] > 0)].reset_index(drop=True)


def _days(values: pandas.Series[Any]) -> NDArray[np.datetime64]:
    """Give days, whether the frame has them as such or, read back from a file, as text."""
    if values.dtype.kind == "M":
        return values.to_numpy().astype("datetime64[D]")
    known = values.notna().to_list()
    days = [str(value)[:10] if is_known else "NaT" for value, is_known in zip(values, known, strict=True)]
    return np.array(days, dtype="datetime64[D]")


def _every_month(used: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    if not len(used):
        return used
    return np.arange(used.min(), used.max() + 1)


def _shared_out(
    starts: NDArray[np.datetime64], ends: NDArray[np.datetime64], months: NDArray[np.datetime64]
) -> NDArray[np.float64]:
    """Share out each incident over the months by the days that it has in each."""
    shares = np.zeros(len(months))
    borders = np.append(months, months[-1:] + 1).astype("datetime64[D]")
    for start, end in zip(starts, ends + 1, strict=True):
        passed = (np.clip(borders, start, end) - start).astype(float)
        shares += np.diff(passed) / (end - start).astype(float)
    return shares
