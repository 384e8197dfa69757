"""Reference systems in full, as QGIS wants them, and the part of the world to show first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from geokit.layers.geometry import bounding_box
from geokit.layers.qgis.symbols import COUNTRY
from geokit.layers.qgis.xml import element

if TYPE_CHECKING:
    import geopandas

__all__ = ["GEOGRAPHIC", "WEB_MERCATOR", "Extent", "reference_system", "shown_extent"]

GEOGRAPHIC = 4326
WEB_MERCATOR = 3857

# Beyond this latitude web Mercator has no map.
_NORTHMOST = 84.0
# Metres: nothing is shown at a scale that no gazetteer supports.
_LEAST_WIDTH = 20_000.0
_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle of the map, in metres of web Mercator."""

    west: float
    south: float
    east: float
    north: float

    def element(self, tag: str) -> etree._Element:
        """Give it as an element whose attributes are its sides."""
        return element(tag, dict(self._sides()))

    def nested(self, tag: str) -> etree._Element:
        """Give it as an element with an element a side."""
        return element(tag, None, *(element(side, text=value) for side, value in self._sides()))

    def fitted(self, width: float, height: float) -> Extent:
        """Widen it to the proportions of a frame."""
        wide, high = self.east - self.west, self.north - self.south
        wide, high = max(wide, high * width / height), max(high, wide * height / width)
        across, along = (self.west + self.east) / 2, (self.south + self.north) / 2
        return Extent(across - wide / 2, along - high / 2, across + wide / 2, along + high / 2)

    def _sides(self) -> Iterator[tuple[str, str]]:
        sides = {"xmin": self.west, "ymin": self.south, "xmax": self.east, "ymax": self.north}
        return ((side, f"{metres:.3f}") for side, metres in sides.items())


@cache
def _definition(code: int) -> tuple[str, str]:
    from pyproj import CRS

    system = CRS.from_epsg(code)
    return system.to_wkt(), system.name


def reference_system(tag: str, code: int) -> etree._Element:
    """Give a reference system by its EPSG code, in full: by its code alone QGIS 3.22 does not read one."""
    wkt, name = _definition(code)
    given = {"wkt": wkt, "srid": str(code), "authid": f"EPSG:{code}", "description": name}
    given["geographicflag"] = str(code == GEOGRAPHIC).lower()
    system = element("spatialrefsys", None, *(element(key, text=value) for key, value in given.items()))
    return element(tag, None, system)


def shown_extent(incidents: geopandas.GeoDataFrame, places: geopandas.GeoDataFrame) -> Extent:
    """Choose what is shown first: all incidents, without those of which only the country is known.

    Where there is none else these are shown, then the places, then the world; with a margin.
    """
    by_country = (incidents["where_prec"] == COUNTRY).fillna(False).astype(bool)
    for shapes in (incidents.geometry[~by_country], incidents.geometry, places.geometry):
        box = bounding_box(shape for shape in shapes if shape is not None and not shape.is_empty)
        if box is not None:
            return _with_margin(box)
    return _with_margin([-170.0, -60.0, 180.0, 75.0])


def _with_margin(box: Iterable[float]) -> Extent:
    from pyproj import Transformer

    west, south, east, north = box
    if east < west:
        # Across the antimeridian, which a project does not cut.
        east += 360.0
    project = Transformer.from_crs(GEOGRAPHIC, WEB_MERCATOR, always_xy=True).transform
    (left, bottom), (right, top) = (
        project(lon, max(-_NORTHMOST, min(_NORTHMOST, lat))) for lon, lat in ((west, south), (east, north))
    )
    if right < left:
        right += 2 * 20_037_508.342789244
    spread = max(right - left, top - bottom, _LEAST_WIDTH)
    across, along = (left + right) / 2, (bottom + top) / 2
    half_width = max((right - left) / 2, _LEAST_WIDTH / 2) + _MARGIN * spread
    half_height = max((top - bottom) / 2, _LEAST_WIDTH / 2) + _MARGIN * spread
    return Extent(across - half_width, along - half_height, across + half_width, along + half_height)
