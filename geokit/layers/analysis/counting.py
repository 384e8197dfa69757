"""What every count shares: which incidents it is of, and the columns that hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from geokit.errors import UsageError

if TYPE_CHECKING:
    import geopandas
    import pandas

__all__ = ["chosen", "count_columns", "is_known_to", "numbers"]


def chosen(incidents: geopandas.GeoDataFrame, *, events_only: bool) -> geopandas.GeoDataFrame:
    """Give the incidents that are counted: events, or all of them."""
    if not events_only:
        return incidents
    return incidents[incidents["is_event"].eq(True).fillna(False).astype(bool)]


def count_columns(
    groups: NDArray[np.intp], size: int, incidents: pandas.DataFrame, by: str | None
) -> dict[str, NDArray[np.intp]]:
    """Count the incidents of each group.

    Parameters
    ----------
    groups : array of int
        Number of each incident's group, from 0.
    size : int
        Number of groups.
    incidents : DataFrame
    by : str or None
        Column by whose values the incidents are counted apart as well.

    Returns
    -------
    dict
        ``n``, and ``n_VALUE`` for each value that occurs (``n_null`` where it is unknown), in the order of
        the column's categories or else of the alphabet.

    Raises
    ------
    UsageError
        Where there is no such column.
    """
    columns = {"n": np.bincount(groups, minlength=size)}
    if by is None:
        return columns
    if by not in incidents.columns:
        raise UsageError(f"by={by!r}: the incidents have no such column; give one of theirs, or None")
    values = incidents[by]
    found = values.cat.categories if values.dtype == "category" else sorted(values.dropna().unique())
    for value in found:
        of_value = values.eq(value).fillna(False).to_numpy(dtype=bool)
        if of_value.any():
            columns[f"n_{value}"] = np.bincount(groups[of_value], minlength=size)
    if values.isna().any():
        columns["n_null"] = np.bincount(groups[values.isna().to_numpy()], minlength=size)
    return columns


def is_known_to(incidents: pandas.DataFrame, where_prec: int) -> NDArray[np.bool_]:
    """Whether each incident's place is known to a step of UCDP's scale or better."""
    return numbers(incidents["where_prec"]) <= where_prec


def numbers(values: pandas.Series[Any]) -> NDArray[np.float64]:
    """Give a column of numbers as floats, not-a-number where unknown."""
    return np.asarray(values.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
