"""How QGIS shows a layer when nobody said how: QML, its style beside a file or inside a GeoPackage.

The same parts stand in a layer of the project, so that a layer looks alike wherever it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from geokit.layers.columns import INCIDENT_COLUMNS, PLACE_COLUMNS, Column
from geokit.layers.qgis.forms import (
    INCIDENT_TABS,
    INCIDENT_TIP,
    PLACE_TIP,
    TELLING_TIP,
    Relation,
    form,
    map_tip,
)
from geokit.layers.qgis.look import Look
from geokit.layers.qgis.renderers import incident_renderer, place_labels, place_renderer
from geokit.layers.qgis.symbols import Geometry
from geokit.layers.qgis.xml import document, element

__all__ = [
    "LayerStyle",
    "incident_style",
    "layer_style",
    "place_style",
    "style_of_incidents",
    "style_of_places",
    "style_of_table",
    "table_style",
    "telling_style",
    "write_style",
]

_GEOMETRY_NUMBERS: Mapping[Geometry, int] = {"points": 0, "lines": 1, "areas": 2}
_NO_GEOMETRY = 4


@dataclass(frozen=True)
class LayerStyle:
    """The parts of a layer's style, as elements, and the attributes of what they stand in."""

    attributes: Mapping[str, object]
    parts: Sequence[etree._Element]

    def qml(self) -> str:
        """Give the style as a document of its own."""
        return document(self.attributes, self.parts)


def layer_style(
    parts: Sequence[etree._Element], geometries: Sequence[Geometry], *, labels: bool = False
) -> LayerStyle:
    """Gather the parts of a style of a layer of these geometries; of none for a table."""
    # QGIS refuses a style of another geometry; one for mixed kinds names none.
    numbers = [_GEOMETRY_NUMBERS[geometry] for geometry in geometries] or [_NO_GEOMETRY]
    named = [element("layerGeometryType", text=str(numbers[0]))] if len(numbers) == 1 else []
    attributes = {
        "styleCategories": "AllStyleCategories",
        "labelsEnabled": int(labels),
        "hasScaleBasedVisibilityFlag": 0,
        "readOnly": 0,
    }
    return LayerStyle(attributes, [*parts, *named])


def incident_style(look: Look, *geometries: Geometry) -> str:
    """Give the QML of a layer of incidents.

    Parameters
    ----------
    look : Look
        What ``look_of`` gives, or its ``of`` for a legend of the layer's own rows.
    *geometries : {"points", "lines", "areas"}
        What the layer holds: one, several for a file whose kinds are mixed, or none for a table.

    Returns
    -------
    str
    """
    return style_of_incidents(look, *geometries).qml()


def telling_style(columns: Sequence[Column], look: Look, *geometries: Geometry) -> str:
    """Give the QML of tellings joined with their incidents: drawn as those, read as what each tells.

    Parameters
    ----------
    columns : sequence of Column
        Those of the incident, and of the telling with ``telling_`` before their names.
    look : Look
        That of the incidents.
    *geometries : {"points", "lines", "areas"}
        What the layer holds, as for :func:`incident_style`.
    """
    told = [column.name for column in columns if column.name.startswith("telling_")]
    fields = form(columns, look, tabs={"Telling": told, **INCIDENT_TABS})
    return _drawn_in_time(look, geometries, fields, label="telling_quote", tip=TELLING_TIP).qml()


def place_style(*geometries: Geometry) -> str:
    """Give the QML of a layer of places, of one kind of geometry or, mixed, of several."""
    return style_of_places(*geometries).qml()


def table_style(columns: Sequence[Column], label: str) -> str:
    """Give the QML of a table without geometry, whose rows are called by the column ``label``."""
    return style_of_table(columns, label).qml()


def write_style(style: str, path: Path) -> None:
    """Write a style beside the layer whose name it has."""
    path.write_text(style, encoding="utf-8", newline="\n")


def style_of_incidents(look: Look, *geometries: Geometry, relations: Sequence[Relation] = ()) -> LayerStyle:
    """Give the style of a layer of incidents; see :func:`incident_style`."""
    fields = form(INCIDENT_COLUMNS, look, tabs=INCIDENT_TABS, relations=relations)
    return _drawn_in_time(look, geometries, fields, label="title", tip=INCIDENT_TIP)


def style_of_places(*geometries: Geometry) -> LayerStyle:
    """Give the style of a layer of places; see :func:`place_style`."""
    return layer_style(
        [
            place_renderer(geometries),
            place_labels(),
            *form(PLACE_COLUMNS, None),
            element("previewExpression", text='"name"'),
            map_tip(PLACE_TIP),
        ],
        geometries,
        labels=True,
    )


def style_of_table(
    columns: Sequence[Column], label: str, *, relations: Sequence[Relation] = ()
) -> LayerStyle:
    """Give the style of a table; see :func:`table_style`."""
    return layer_style(
        [*form(columns, None, relations=relations), element("previewExpression", text=f'"{label}"')], ()
    )


def _drawn_in_time(
    look: Look, geometries: Sequence[Geometry], fields: Sequence[etree._Element], *, label: str, tip: str
) -> LayerStyle:
    """Draw rows by what their incidents are, and show each from its first day to its last."""
    drawn = [incident_renderer(look, geometries)] if geometries else []
    name = element("previewExpression", text=f'"{label}"')
    return layer_style([_temporal(), *drawn, *fields, name, map_tip(tip)], geometries)


def _temporal() -> etree._Element:
    """From the first day to the last, both included. An end that is open, or no date, is never left out."""
    from_start_to_end, both_ends_included = 2, 1
    return element(
        "temporal",
        {
            "enabled": 1,
            "mode": from_start_to_end,
            "startField": "date_start",
            "endField": "date_end",
            "limitMode": both_ends_included,
            "accumulate": 0,
            "fixedDuration": 0,
        },
    )
