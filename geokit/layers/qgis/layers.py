"""A layer of a project: where its rows are, how it is drawn, and where it stands in the tree of layers."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from geokit.layers.qgis.reference import GEOGRAPHIC, reference_system
from geokit.layers.qgis.styles import LayerStyle
from geokit.layers.qgis.symbols import Geometry
from geokit.layers.qgis.xml import element

__all__ = ["Layer"]

_QGIS_NAMES = {"points": "Point", "lines": "Line", "areas": "Polygon", None: "No geometry"}


@dataclass(frozen=True)
class Layer:
    """A layer of the project.

    Attributes
    ----------
    id : str
        By which the project knows it.
    title : str
        What a person reads.
    source : str
        File beside the project and what of it, as GDAL takes it.
    geometry : {"points", "lines", "areas"} or None
        ``None`` for a table.
    style : LayerStyle
    opened : bool
        Whether the tree of layers shows its legend.
    """

    id: str
    title: str
    source: str
    geometry: Geometry | None
    style: LayerStyle
    opened: bool = False

    def definition(self) -> etree._Element:
        """Give the layer itself."""
        attributes = {"type": "vector", "geometry": _QGIS_NAMES[self.geometry], **self.style.attributes}
        return element(
            "maplayer",
            attributes,
            element("id", text=self.id),
            element("datasource", text=f"./{self.source}"),
            element("layername", text=self.title),
            *([reference_system("srs", GEOGRAPHIC)] if self.geometry else []),
            element("provider", {"encoding": "UTF-8"}, text="ogr"),
            *self.style.parts,
        )

    def entry(self, *, opened: bool | None = None) -> etree._Element:
        """Give the layer's place in a tree of layers."""
        return element(
            "layer-tree-layer",
            {
                "id": self.id,
                "name": self.title,
                "source": f"./{self.source}",
                "providerKey": "ogr",
                "checked": "Qt::Checked",
                "expanded": int(self.opened if opened is None else opened),
            },
        )
