"""The print layout: an A4 page with title, map, legend, scale bar and whom the map is owed to."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from geokit.layers.qgis.layers import Layer
from geokit.layers.qgis.reference import Extent
from geokit.layers.qgis.xml import element

__all__ = ["print_layout"]

_PAGE, _MAP, _LEGEND, _LABEL, _SCALE_BAR = 65638, 65639, 65642, 65641, 65646
_MAP_ID = "{map}"
_BOX = tuple[float, float, float, float]

PAGE: _BOX = (0, 0, 297, 210)
TITLE: _BOX = (10, 7, 277, 10)
MAP: _BOX = (10, 19, 205, 172)
LEGEND: _BOX = (217, 19, 70, 120)
NOTE: _BOX = (219, 166, 68, 25)
SCALE_BAR: _BOX = (14, 177, 60, 12)
ATTRIBUTION: _BOX = (10, 193, 277, 12)
"""Where each stands on the page: left, top, width and height in millimetres."""

READING = (
    "Hollow, dashed, square: no event, but an order, a threat, a plan or a figure. The fainter, the less sure"
    " the place. Broken edge: approximate or computed. A broken ring in a country's outline: only the country"
    " is known."
)


def print_layout(
    name: str,
    *,
    title: str,
    attribution: str,
    legend: Sequence[Layer],
    extent: Extent,
    sea: tuple[int, int, int],
) -> etree._Element:
    """Give the layout.

    Parameters
    ----------
    name : str
        By which it is found in QGIS.
    title, attribution : str
        Plain text, whatever it holds.
    legend : sequence of Layer
        Layers that the legend explains, so far as they show on the map.
    extent : Extent
        What the map has to hold.
    sea : tuple of int
        Red, green and blue of the ground under all layers.
    """
    _, _, width, height = MAP
    page = element("PageCollection", None, _item(_PAGE, "page", PAGE))
    items = [
        _label("title", TITLE, title, size=16),
        _item(
            _MAP,
            "map",
            MAP,
            extent.fitted(width, height).element("Extent"),
            element("LayerSet"),
            background=sea,
            given={
                "uuid": _MAP_ID,
                "frame": "true",
                "drawCanvasItems": "true",
                "isTemporal": 0,
                "mapRotation": 0,
            },
        ),
        _legend(legend),
        _label("note", NOTE, READING, size=7),
        _scale_bar(),
        _label("attribution", ATTRIBUTION, attribution, size=7),
    ]
    attributes = {"name": name, "units": "mm", "printResolution": 200}
    return element("Layout", attributes, page, *items, element("Atlas", {"enabled": 0}))


def _item(
    kind: int,
    name: str,
    box: _BOX,
    *children: etree._Element,
    given: dict[str, object] | None = None,
    background: tuple[int, int, int] = (255, 255, 255),
) -> etree._Element:
    left, top, width, height = box
    attributes = {
        "type": kind,
        "id": name,
        "uuid": f"{{{name}}}",
        "templateUuid": f"{{{name}}}",
        "position": f"{left},{top},mm",
        "positionOnPage": f"{left},{top},mm",
        "size": f"{width},{height},mm",
        "referencePoint": 0,
        "visibility": 1,
        "opacity": 1,
        "frame": "false",
        "background": "true",
        "outlineWidthM": "0.2,mm",
        "zValue": {_PAGE: 0, _MAP: 1}.get(kind, 2),
        **(given or {}),
    }
    red, green, blue = background
    return element(
        "LayoutItem",
        attributes,
        element("FrameColor", {"red": 90, "green": 90, "blue": 90, "alpha": 255}),
        element("BackgroundColor", {"red": red, "green": green, "blue": blue, "alpha": 255}),
        *children,
    )


def _label(name: str, box: _BOX, text: str, *, size: int) -> etree._Element:
    # What stands in [% %] would be evaluated.
    inert = text.replace("[%", "[ %")
    font = element("LabelFont", {"description": _font(size), "style": ""})
    colour = element("FontColor", {"red": 40, "green": 40, "blue": 40, "alpha": 255})
    given = {"labelText": inert, "htmlState": 0, "halign": 1, "valign": 32, "background": "false"}
    return _item(_LABEL, name, box, font, colour, given=given)


def _legend(layers: Sequence[Layer]) -> etree._Element:
    sizes = {"title": 11, "group": 10, "subgroup": 9, "symbol": 8, "symbolLabel": 8}
    spaces = {"title": 2.0, "group": 2.0, "subgroup": 2.5, "symbol": 1.0, "symbolLabel": 1.0}
    styles = (
        element(
            "style",
            {
                "name": name,
                "alignment": 1,
                "indent": 0,
                "marginTop": spaces[name],
                "marginLeft": 2,
                "marginBottom": 0,
            },
            element("styleFont", {"description": _font(size), "style": ""}),
        )
        for name, size in sizes.items()
    )
    tree = element("layer-tree-group", None, *(layer.entry(opened=True) for layer in layers))
    given = {
        "title": "Legend",
        "map_uuid": _MAP_ID,
        # Only what shows on the map.
        "legendFilterByMap": 1,
        "resizeToContents": 1,
        "symbolWidth": 6,
        "symbolHeight": 3.5,
        "columnCount": 1,
        "boxSpace": 1,
        "wrapChar": "",
        "fontColor": "#282828",
    }
    return _item(_LEGEND, "legend", LEGEND, element("styles", None, *styles), tree, given=given)


def _scale_bar() -> etree._Element:
    fitted = 1
    given = {
        "mapUuid": _MAP_ID,
        "style": "Line Ticks Up",
        "unitType": "km",
        "unitLabel": "km",
        "numMapUnitsPerScaleBarUnit": 1,
        "numSegments": 2,
        "numSegmentsLeft": 0,
        "numUnitsPerSegment": 50,
        "segmentSizeMode": fitted,
        "minBarWidth": 25,
        "maxBarWidth": 55,
        "height": 2,
        "labelBarSpace": 1,
        "boxContentSpace": 1,
        "outlineWidth": 0.3,
        "background": "false",
    }
    text = {"fontFamily": "Sans Serif", "fontSize": 8, "fontSizeUnit": "Point", "textColor": "40,40,40,255"}
    return _item(_SCALE_BAR, "scale bar", SCALE_BAR, element("text-style", text), given=given)


def _font(points: int) -> str:
    return f"Sans Serif,{points},-1,5,50,0,0,0,0,0"
