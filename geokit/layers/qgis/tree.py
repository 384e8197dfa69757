"""The layers of the project: incidents over places over the ground, and the tables that they are told by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from lxml import etree

from geokit.layers.columns import MENTION_COLUMNS, REPORT_COLUMNS, TELLING_COLUMNS
from geokit.layers.frames import plain_rows
from geokit.layers.qgis.forms import Relation
from geokit.layers.qgis.ground import ground_layers
from geokit.layers.qgis.layers import Layer
from geokit.layers.qgis.look import Look
from geokit.layers.qgis.styles import LayerStyle, style_of_incidents, style_of_places, style_of_table
from geokit.layers.qgis.symbols import GEOMETRIES, Geometry
from geokit.layers.qgis.xml import element

if TYPE_CHECKING:
    import geopandas

__all__ = ["GEOPACKAGE", "GROUND", "Tree", "layer_tree"]

GEOPACKAGE = "incidents.gpkg"
GROUND = "ground.geojson"

_TITLES: dict[Geometry, str] = {"points": "spots", "lines": "lines", "areas": "areas"}


@dataclass(frozen=True)
class Tree:
    """The layers of the project in their groups, the upper first: spots over lines over areas."""

    drawn: Sequence[Layer]
    unplaced: Layer
    places: Sequence[Layer]
    tables: Sequence[Layer]
    ground: Sequence[Layer]

    @property
    def layers(self) -> list[Layer]:
        """Every layer; which lies over which is said by the groups."""
        return [*self.drawn, self.unplaced, *self.places, *self.ground, *self.tables]

    def groups(self) -> etree._Element:
        """Give the tree of layers that a person sees; what stands above in it is drawn above."""
        groups = {
            "Incidents": [*self.drawn, self.unplaced],
            "Places": self.places,
            "Ground": self.ground,
            "Tables": self.tables,
        }
        return element(
            "layer-tree-group",
            None,
            *(_group(name, layers, opened=name == "Incidents") for name, layers in groups.items()),
        )

    def relations(self) -> etree._Element:
        """Give the relations: an incident has tellings, a report has tellings and mentions."""
        told = [_relation(layer.id, "tellings", "incident_id") for layer in (*self.drawn, self.unplaced)]
        read = [_relation(_REPORTS, table, "report_id") for table in ("tellings", "mentions")]
        return element("relations", None, *told, *read)


def layer_tree(incidents: geopandas.GeoDataFrame, look: Look) -> Tree:
    """Give the layers over the GeoPackage of these incidents and over the ground."""
    return Tree(
        drawn=[*_drawn(incidents, look)],
        unplaced=_incident_layer("incidents_unplaced", "Incidents without a place", None, look),
        places=[
            Layer(
                name,
                f"Places: {_TITLES[geometry]}",
                _in_geopackage(name),
                geometry,
                style_of_places(geometry),
            )
            for geometry in GEOMETRIES
            for name in [f"place_{geometry}"]
        ],
        tables=[
            _table("tellings", "Tellings", style_of_table(TELLING_COLUMNS, "quote")),
            _table("reports", "Reports", style_of_table(REPORT_COLUMNS, "title", relations=_READ)),
            _table("mentions", "Mentions of places", style_of_table(MENTION_COLUMNS, "text")),
        ],
        ground=ground_layers(GROUND),
    )


def _drawn(incidents: geopandas.GeoDataFrame, look: Look) -> Iterator[Layer]:
    rows = plain_rows(incidents[["type", "is_event"]])
    dimensions = [set(shapely.get_dimensions(shapely.get_parts(shape))) for shape in incidents.geometry]
    for dimension, geometry in enumerate(GEOMETRIES):
        held = (row for row, found in zip(rows, dimensions, strict=True) if dimension in found)
        title = f"Incidents: {_TITLES[geometry]}"
        yield _incident_layer(f"incident_{geometry}", title, geometry, look.of(held))


def _incident_layer(name: str, title: str, geometry: Geometry | None, look: Look) -> Layer:
    geometries = [geometry] if geometry else []
    style = style_of_incidents(look, *geometries, relations=[_listed(name, "tellings")])
    return Layer(name, title, _in_geopackage(name), geometry, style, opened=True)


def _table(name: str, title: str, style: LayerStyle) -> Layer:
    return Layer(_table_id(name), title, _in_geopackage(name), None, style)


def _in_geopackage(name: str) -> str:
    return f"{GEOPACKAGE}|layername={name}"


def _table_id(name: str) -> str:
    # QGIS 3.22 does not keep an id of fewer than eleven characters.
    return f"table_{name}"


def _listed(layer: str, table: str) -> Relation:
    """The relation by whose rows of a table a layer's form is followed."""
    return _relation_id(layer, table), table.capitalize()


def _relation(layer: str, table: str, reference: str) -> etree._Element:
    """The relation of a layer's rows to those of a table that name them."""
    given = {
        "id": _relation_id(layer, table),
        "name": f"{layer} {table}".replace("_", " ").capitalize(),
        "referencedLayer": layer,
        "referencingLayer": _table_id(table),
        "strength": "Association",
    }
    return element(
        "relation", given, element("fieldRef", {"referencedField": "id", "referencingField": reference})
    )


def _relation_id(layer: str, table: str) -> str:
    return f"{layer}_{table}"


_REPORTS = _table_id("reports")
_READ = [_listed(_REPORTS, table) for table in ("tellings", "mentions")]


def _group(name: str, layers: Sequence[Layer], *, opened: bool) -> etree._Element:
    given = {"name": name, "checked": "Qt::Checked", "expanded": int(opened)}
    return element("layer-tree-group", given, *(layer.entry() for layer in layers))
