"""How QGIS draws a layer when nobody said how: small QML documents, written from a palette.

A type has one colour, the same as on the map page. What took place is drawn solid; what did not (an order, a
threat, a plan, a denial) is drawn hollow and dashed, and has a legend entry of its own that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

__all__ = ["COLOURS", "incident_style", "place_style", "table_style"]

Geometry = Literal["points", "lines", "areas"]

COLOURS: Mapping[str, str] = {
    "crossing": "#117733",
    "arrest": "#332288",
    "detention": "#88ccee",
    "repatriation": "#999933",
    "shooting": "#882255",
    "punishment": "#cc6677",
    "smuggling": "#ddcc77",
    "investigation": "#44aa99",
    "security_measure": "#aa4499",
    "order": "#4a4a4a",
    "inducement": "#bf9b30",
    "threat": "#8c510a",
    "statistic": "#8a8f98",
    "other": "#a0a0a0",
}
"""Colour of each type of the built-in codebook, as #rrggbb; another codebook's type is drawn as ``other``."""

_NEVER_EVENTS = ("order", "inducement", "threat", "statistic")
_NO_EVENT = " (no event)"
_KNOWN_TYPES = ", ".join(f"'{kind}'" for kind in COLOURS)
_CATEGORY = (
    f'(CASE WHEN "type" IN ({_KNOWN_TYPES}) THEN "type" ELSE \'other\' END)'
    f" || (CASE WHEN \"is_event\" THEN '' ELSE '{_NO_EVENT}' END)"
)
_GEOMETRY_NUMBER: Mapping[Geometry, int] = {"points": 0, "lines": 1, "areas": 2}
_NO_GEOMETRY_NUMBER = 4

_INCIDENT_TIP = (
    '<b>[% "title" %]</b><br>[% coalesce("date_edtf", \'no date\') %], '
    '[% coalesce("place_name", \'no place\') %]<br><i>[% "quote" %]</i><br>[% "publisher" %]'
)
_PLACE_TIP = '<b>[% "name" %]</b><br>[% "feature" %], [% "country" %]'


def incident_style(geometry: Geometry) -> str:
    """Give the QML of a layer of incidents: categorised by type, events apart from what was no event."""
    symbols: list[str] = []
    categories: list[str] = []

    def add(value: str, label: str, colour: str, solid: bool) -> None:
        number = len(symbols)
        symbols.append(_symbol(str(number), geometry, colour, solid=solid))
        categories.append(
            f'<category value={quoteattr(value)} label={quoteattr(label)} symbol="{number}" render="true"/>'
        )

    for kind, colour in COLOURS.items():
        if kind not in _NEVER_EVENTS:
            add(kind, _label(kind), colour, solid=True)
    for kind, colour in COLOURS.items():
        add(kind + _NO_EVENT, _label(kind) + _NO_EVENT, colour, solid=False)
    renderer = (
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(_CATEGORY)} symbollevels="0">'
        f"<categories>{''.join(categories)}</categories><symbols>{''.join(symbols)}</symbols></renderer-v2>"
    )
    return _document(renderer, _GEOMETRY_NUMBER[geometry], label="title", tip=_INCIDENT_TIP)


def place_style(geometry: Geometry) -> str:
    """Give the QML of a layer of places: one quiet symbol."""
    symbol = _symbol("0", geometry, "#4d4d4d", solid=geometry == "points")
    renderer = f'<renderer-v2 type="singleSymbol" symbollevels="0"><symbols>{symbol}</symbols></renderer-v2>'
    return _document(renderer, _GEOMETRY_NUMBER[geometry], label="name", tip=_PLACE_TIP)


def table_style(label: str) -> str:
    """Give the QML of a table without geometry, whose rows are called by the column ``label``."""
    return _document("", _NO_GEOMETRY_NUMBER, label=label, tip=None)


def _label(kind: str) -> str:
    return kind.replace("_", " ")


def _document(renderer: str, geometry_number: int, *, label: str, tip: str | None) -> str:
    shown = escape(f'"{label}"')
    map_tip = f"<mapTip>{escape(tip)}</mapTip>" if tip else ""
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.22.0">{renderer}<previewExpression>{shown}</previewExpression>{map_tip}'
        f"<layerGeometryType>{geometry_number}</layerGeometryType></qgis>\n"
    )


def _symbol(name: str, geometry: Geometry, colour: str, *, solid: bool) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    full = f"{red},{green},{blue},255"
    faint = f"{red},{green},{blue},{70 if solid else 0}"
    dash = "solid" if solid else "dash"
    match geometry:
        case "points":
            kind, layer = "marker", "SimpleMarker"
            outline = "255,255,255,255" if solid else full
            options = {
                "name": "circle",
                "color": full if solid else f"{red},{green},{blue},0",
                "outline_color": outline,
                "outline_style": dash,
                "outline_width": "0.3" if solid else "0.5",
                "outline_width_unit": "MM",
                "size": "3",
                "size_unit": "MM",
            }
        case "lines":
            kind, layer = "line", "SimpleLine"
            options = {
                "line_color": full,
                "line_style": dash,
                "line_width": "0.8" if solid else "0.5",
                "line_width_unit": "MM",
            }
        case "areas":
            kind, layer = "fill", "SimpleFill"
            options = {
                "color": faint,
                "style": "solid" if solid else "no",
                "outline_color": full,
                "outline_style": dash,
                "outline_width": "0.4",
                "outline_width_unit": "MM",
            }
    entries = "".join(
        f'<Option name="{key}" type="QString" value="{value}"/>' for key, value in options.items()
    )
    layer_options = f'<Option type="Map">{entries}</Option>'
    return (
        f'<symbol name="{name}" type="{kind}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{layer}" enabled="1" locked="0" pass="0">{layer_options}</layer></symbol>'
    )
