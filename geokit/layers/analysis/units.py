"""Counts by administrative unit, or by areas of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geokit.errors import UsageError
from geokit.layers.analysis.counting import chosen, count_columns, is_known_to, numbers
from geokit.layers.analysis.ellipsoid import circle, size_of
from geokit.layers.frames import CRS
from geokit.layers.geometry import tidy, tidy_all

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["by_unit"]

# The columns that name a unit of each level, and the step of UCDP's scale to which a place must be known.
_LEVELS: dict[str, tuple[tuple[str, ...], int | None]] = {
    "country": (("country",), None),
    "adm1": (("country", "adm1"), 5),
    "adm2": (("country", "adm1", "adm2"), 3),
}
_SPOT = 2
# Outlines of two makers never quite agree: what lies in a unit but for a sliver lies in it.
_SHARE = 0.95

UNIT, COARSER, OUTSIDE, UNPLACED = "unit", "coarser", "outside", "unplaced"


def by_unit(
    incidents: geopandas.GeoDataFrame,
    units: str | geopandas.GeoDataFrame = "adm1",
    *,
    by: str | None = "type",
    events_only: bool = True,
) -> pandas.DataFrame:
    """Count incidents by unit.

    An incident counts in a unit only where it is known to have taken place in it: one that is known to a
    province counts in no county. What cannot be counted in a unit has rows of its own, so that ``n`` always
    adds up to the number of incidents. ``counted_as`` says which rows these are:

    - ``unit``: took place in it;
    - ``coarser``: the place is known, but not to one unit (a province where counties are counted, a river
      that runs through several, a spot on the line between two);
    - ``outside``: in none of the areas given;
    - ``unplaced``: no place is known.

    Parameters
    ----------
    incidents : GeoDataFrame
        As ``incident_frame`` gives them.
    units : {"adm1", "adm2", "country"} or GeoDataFrame
        Units by the gazetteer's names, or areas of one's own in any CRS. In a named unit an incident in
        several places counts where the place lies that names it. In an area it counts where at least 95 %
        of its extent lies, reckoned on the ellipsoid: a spot, a line or an area as it is drawn, and around
        a spot that is known no better than to a second-level unit the circle of ``radius_km``.
    by : str or None
        Column by whose values incidents are counted apart as well, as columns ``n_VALUE``.
    events_only : bool
        Whether to leave out what was no event.

    Returns
    -------
    DataFrame
        The columns that name the unit (known ones of a coarser place too), ``counted_as``, ``n`` and
        ``n_VALUE``, sorted by name. For areas a GeoDataFrame in their CRS: their own columns, every area in
        its order, and after them the rows without a geometry.

    Raises
    ------
    UsageError
        For a level, a column or areas that cannot be counted by.
    """
    counted = chosen(incidents, events_only=events_only)
    table: pandas.DataFrame
    table = _by_name(counted, units, by) if isinstance(units, str) else _by_area(counted, units, by)
    return table


def _by_name(incidents: geopandas.GeoDataFrame, level: str, by: str | None) -> pandas.DataFrame:
    import pandas

    if level not in _LEVELS:
        raise UsageError(f"units={level!r}: give one of {', '.join(_LEVELS)}, or areas as a GeoDataFrame")
    names, where_prec = _LEVELS[level]
    columns = [incidents[name].astype(object).where(incidents[name].notna(), None) for name in names]
    columns[0] = _in_one_order(columns[0])
    is_known = np.full(len(incidents), True) if where_prec is None else is_known_to(incidents, where_prec)
    is_placed = incidents.geometry.notna()
    labels = [
        _named(row, exact, placed)
        for *row, exact, placed in zip(*columns, is_known.tolist(), is_placed.tolist(), strict=True)
    ]
    rows = sorted(set(labels), key=_place_in_table)
    number = {label: position for position, label in enumerate(rows)}
    groups = np.array([number[label] for label in labels], dtype=np.intp)
    table = pandas.DataFrame(rows, columns=[*names, "counted_as"], dtype=object)
    for name, counts in count_columns(groups, len(rows), incidents, by).items():
        table[name] = counts
    return table


def _in_one_order(countries: Iterable[str | None]) -> list[str | None]:
    """Call a line between two countries by one name: "CN/KP" is "KP/CN" where that came first."""
    names: dict[frozenset[str], str] = {}
    return [name and names.setdefault(frozenset(name.split("/")), name) for name in countries]


def _place_in_table(label: Sequence[str | None]) -> tuple[Any, ...]:
    """Units come first, then coarser places, then the unplaced; each by name, the unknown last."""
    *names, kind = label
    return [UNIT, COARSER, UNPLACED].index(kind or UNIT), [(name is None, name or "") for name in names]


def _named(names: Sequence[str | None], is_known: bool, is_placed: bool) -> tuple[str | None, ...]:
    """Give the names of a unit, as far as they are known, and as what an incident there is counted."""
    *larger, smallest = names
    # A river or a zone between two countries lies in neither.
    shared = any(name is not None and "/" in name for name in names[:1])
    if smallest is not None and is_known and not shared:
        return (*names, UNIT)
    if is_placed or any(name is not None for name in names):
        return (*larger, smallest if shared and not larger else None, COARSER)
    return (*names, UNPLACED)


def _by_area(
    incidents: geopandas.GeoDataFrame, units: geopandas.GeoDataFrame, by: str | None
) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas

    if units.crs is None:
        raise UsageError("units: have no CRS; say which with units.set_crs(...)")
    areas = tidy_all(units.geometry.to_crs(CRS))
    groups = _areas_of(incidents, areas)
    others = [COARSER, OUTSIDE, UNPLACED]
    kinds = pandas.Series([UNIT] * len(areas) + others, dtype=object)
    counts = count_columns(groups, len(kinds), incidents, by)
    taken = sorted({"counted_as", *counts} & set(units.columns))
    if taken:
        raise UsageError(f"units: have columns that the counts need: {', '.join(taken)}; rename or drop them")
    table = units.reset_index(drop=True).reindex(range(len(kinds)))
    table = geopandas.GeoDataFrame(table.assign(counted_as=kinds, **counts), crs=units.crs)
    return table[(kinds == UNIT) | (table["n"] > 0)].reset_index(drop=True)


def _areas_of(incidents: geopandas.GeoDataFrame, areas: Sequence[BaseGeometry | None]) -> NDArray[np.intp]:
    """Give the number of the area in which each incident lies; the three after the last are the others."""
    tree = shapely.STRtree([shapely.Point() if area is None else area for area in areas])
    coarser, unplaced = len(areas), len(areas) + 2
    is_spot = is_known_to(incidents, _SPOT)
    radii = numbers(incidents["radius_km"])
    found: dict[tuple[bytes, float], int] = {}
    groups = []
    for geometry, spot, radius in zip(incidents.geometry, is_spot.tolist(), radii.tolist(), strict=True):
        if geometry is None or geometry.is_empty:
            groups.append(unplaced)
            continue
        reach = 0.0 if spot or shapely.get_dimensions(geometry) > 0 else radius
        if np.isnan(reach):
            groups.append(coarser)
            continue
        key = (shapely.to_wkb(geometry), reach)
        if key not in found:
            found[key] = _area_of(_extent(geometry, reach), areas, tree)
        groups.append(found[key])
    return np.array(groups, dtype=np.intp)


def _extent(geometry: BaseGeometry, reach_km: float) -> Any:
    """Give all that a place may take up: a spot's circle, else what is drawn."""
    if reach_km == 0.0:
        return tidy(geometry)
    circles = [circle(spot.x, spot.y, reach_km) for spot in shapely.get_parts(geometry)]
    return tidy(shapely.MultiPolygon(circles))


def _area_of(extent: BaseGeometry, areas: Sequence[BaseGeometry | None], tree: shapely.STRtree) -> int:
    coarser, outside = len(areas), len(areas) + 1
    touched = sorted(tree.query(extent, predicate="intersects").tolist())
    if not touched:
        return outside
    whole = size_of(extent)
    holding = [
        number for number in touched if size_of(shapely.intersection(extent, areas[number])) >= _SHARE * whole
    ]
    return holding[0] if len(holding) == 1 else coarser
