"""A QGIS project over the files of a folder: groups, styles, relations, a timeline and a print layout.

It is written as XML, without QGIS, and names its files relative to itself, so that the folder can be moved.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from geokit.layers.frames import plain_rows
from geokit.layers.qgis.ground import SEA
from geokit.layers.qgis.layout import print_layout
from geokit.layers.qgis.look import Look
from geokit.layers.qgis.reference import WEB_MERCATOR, Extent, reference_system, shown_extent
from geokit.layers.qgis.tree import layer_tree
from geokit.layers.qgis.xml import document, element

if TYPE_CHECKING:
    import geopandas

__all__ = ["write_project"]

LAYOUT = "Map"
MEMBER = "incidents.qgs"

# The earliest time that a member of a zip can have.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def write_project(
    path: Path,
    incidents: geopandas.GeoDataFrame,
    places: geopandas.GeoDataFrame,
    look: Look,
    *,
    title: str,
    attribution: str,
) -> None:
    """Write a project (.qgz) over ``incidents.gpkg`` and ``ground.geojson`` of the same folder.

    The same arguments give the same bytes.

    Parameters
    ----------
    path : Path
        File to write.
    incidents, places : GeoDataFrame
        Those in the GeoPackage, as ``incident_frame`` and ``place_frame`` give them.
    look : Look
        As ``look_of`` gives it.
    title : str
        What the map shows, as plain text.
    attribution : str
        Whom the map is owed to, as plain text.
    """
    extent = shown_extent(incidents, places)
    tree = layer_tree(incidents, look)
    layout = print_layout(
        LAYOUT, title=title, attribution=attribution, legend=tree.drawn, extent=extent, sea=SEA
    )
    parts = [
        element("title", text=title),
        reference_system("projectCrs", WEB_MERCATOR),
        tree.groups(),
        tree.relations(),
        _canvas(extent),
        element("projectlayers", None, *(layer.definition() for layer in tree.layers)),
        _properties(),
        element("Layouts", None, layout),
        element("ProjectViewSettings", {"UseProjectScales": 0}, _default_view(extent)),
        *_timeline(incidents),
    ]
    _write_zip(path, document({"projectname": title}, parts))


def _canvas(extent: Extent) -> etree._Element:
    return element(
        "mapcanvas",
        {"name": "theMapCanvas", "annotationsVisible": 1},
        element("units", text="meters"),
        extent.nested("extent"),
        element("rotation", text="0"),
        reference_system("destinationsrs", WEB_MERCATOR),
    )


def _default_view(extent: Extent) -> etree._Element:
    view = extent.element("DefaultViewExtent")
    view.extend(reference_system("crs", WEB_MERCATOR))
    return view


def _properties() -> etree._Element:
    red, green, blue = SEA
    colours = {"CanvasColorRedPart": red, "CanvasColorGreenPart": green, "CanvasColorBluePart": blue}
    return element(
        "properties",
        None,
        element("Gui", None, *(_property(name, "int", value) for name, value in colours.items())),
        element("Measure", None, _property("Ellipsoid", "QString", "EPSG:7030")),
        element("Measurement", None, _property("DistanceUnits", "QString", "km")),
        element("Paths", None, _property("Absolute", "bool", "false")),
        element("SpatialRefSys", None, _property("ProjectionsEnabled", "int", 1)),
    )


def _property(name: str, kind: str, value: object) -> etree._Element:
    return element(name, {"type": kind}, text=str(value))


def _timeline(incidents: geopandas.GeoDataFrame) -> Iterator[etree._Element]:
    """The temporal controller over all dates, a month a step; nothing where no incident has a date."""
    rows = plain_rows(incidents[["date_start", "date_end"]])
    days = sorted(day for row in rows for day in row.values() if day is not None)
    if not days:
        return
    first = element("start", text=f"{days[0]}T00:00:00Z")
    last = element("end", text=f"{days[-1]}T23:59:59Z")
    steps = {"timeStep": 1, "timeStepUnit": "mon", "frameRate": 1, "cumulativeTemporalRange": 0}
    yield element("ProjectTimeSettings", steps, element("TemporalRange", None, first, last))


def _write_zip(path: Path, project: str) -> None:
    member = zipfile.ZipInfo(MEMBER, _NO_TIME)
    member.external_attr = _READABLE
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, project, zipfile.ZIP_DEFLATED, 9)
