"""Symbols: how sure a place is shows in its drawing, and so does whether anything took place there.

What took place is solid and round, what did not is hollow, dashed and square. The less sure the place, the
fainter; an approximate or computed shape has a broken edge; a country is an outline and a broken ring, never
a surface, which would say that all of it is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from lxml import etree

from geokit.layers.palette import OTHER_COLOUR
from geokit.layers.qgis.xml import Option, element, options, properties

__all__ = ["GEOMETRIES", "Geometry", "incident_symbol", "place_symbol", "plain_symbol"]

Geometry = Literal["points", "lines", "areas"]
GEOMETRIES: tuple[Geometry, ...] = ("points", "lines", "areas")

COUNTRY = 6
_KINDS = {"points": "marker", "lines": "line", "areas": "fill"}
_SOFT = "\"shape_basis\" IN ('approximate', 'computed')"
_WHITE = "255,255,255,255"
_CLEAR = "255,255,255,0"

# Opacity out of 255 by the precision of the place: 1 exact ... 6 country, 7 sea or air.
_MARK = {1: 235, 2: 235, 3: 170, 4: 130, 5: 150, 7: 130}
_SURFACE = {1: 120, 2: 100, 3: 80, 4: 45, 5: 45, COUNTRY: 0, 7: 22}
_EDGE = {1: 255, 2: 255, 3: 230, 4: 170, 5: 180, COUNTRY: 60, 7: 150}

# Many incidents are known by their country alone. Their signs stand in a ring, each in the direction that its
# id gives it, so that they do not cover one another; in millimetres, for no spot of the ground is meant.
_DIRECTION = "radians(22.5 * strpos('123456789abcdef', left(md5(\"id\"), 1)))"
_AROUND = f"concat(4.5 * cos({_DIRECTION}), ',', 4.5 * sin({_DIRECTION}))"


def incident_symbol(name: str, geometry: Geometry, colour: str, *, event: bool) -> etree._Element:
    """Give the symbol of incidents of one type.

    Parameters
    ----------
    name : str
        Number of the symbol in its renderer.
    geometry : {"points", "lines", "areas"}
    colour : str
        An expression of QGIS that gives the type's colour; ``'#117733'`` in quotes is one.
    event : bool
        Whether it took place.
    """
    shown = colour.strip("'") if colour.startswith("'#") else OTHER_COLOUR
    match geometry:
        case "points":
            return _symbol(name, geometry, _spot(shown, colour, event=event))
        case "lines":
            casing = [_casing()] if event else []
            return _symbol(name, geometry, *casing, _line(shown, colour, event=event))
        case "areas":
            return _symbol(
                name, geometry, _surface(shown, colour, event=event), _somewhere(shown, colour, event)
            )


def place_symbol(name: str, geometry: Geometry) -> etree._Element:
    """Give the quiet symbol of places that reports name; of a country only its name is written."""
    given = {
        "points": {"color": "77,77,77,255", "outline_color": _WHITE, "size": "1.4"},
        "lines": {"line_color": "77,77,77,110", "line_width": "0.3"},
        "areas": {
            "style": "no",
            "outline_color": "77,77,77,90",
            "outline_width": "0.2",
            "outline_style": "dot",
        },
    }
    edge = "if(\"feature\" = 'country', '77,77,77,0', '77,77,77,90')"
    worked_out = {"outlineColor": edge} if geometry == "areas" else {}
    return plain_symbol(name, geometry, given[geometry], worked_out)


def plain_symbol(
    name: str, geometry: Geometry, given: Mapping[str, str], worked_out: Mapping[str, str] | None = None
) -> etree._Element:
    """Give a symbol of one layer with these options and, by name, expressions for them."""
    kind = {"points": "SimpleMarker", "lines": "SimpleLine", "areas": "SimpleFill"}[geometry]
    return _symbol(name, geometry, _layer(kind, given, worked_out or {}))


def _spot(shown: str, colour: str, *, event: bool) -> etree._Element:
    full = _faded(colour, _by_precision(_MARK, 0))
    given = {
        "name": "circle" if event else "square",
        "color": shown if event else _CLEAR,
        "outline_color": _WHITE if event else shown,
        "outline_style": "solid" if event else "dash",
        "outline_width": "0.4" if event else "0.6",
        "size": "3.4",
    }
    # A wider spot grows a little, to a limit: its radius in kilometres would look like a boundary.
    worked_out = {"size": 'scale_linear(coalesce("radius_km", 0), 0, 40, 3, 4.4)'}
    if event:
        worked_out |= {
            "fillColor": f'if({_SOFT} OR "where_prec" = {COUNTRY}, {_faded(colour, "70")}, {full})',
            "outlineColor": f"if({_SOFT} OR \"where_prec\" = {COUNTRY}, {colour}, '{_WHITE}')",
            "outlineStyle": f"if({_SOFT} OR \"where_prec\" = {COUNTRY}, 'dash', 'solid')",
        }
    else:
        worked_out |= {"outlineColor": full}
    return _layer("SimpleMarker", given, worked_out)


def _casing() -> etree._Element:
    """A pale line below the coloured one, so that it stands off from borders and rivers."""
    given = {"line_color": "255,255,255,150", "line_width": "1.6", "capstyle": "round", "joinstyle": "round"}
    return _layer("SimpleLine", given, {})


def _line(shown: str, colour: str, *, event: bool) -> etree._Element:
    given = {
        "line_color": shown,
        "line_style": "solid" if event else "dash",
        "line_width": "0.9" if event else "0.5",
        "capstyle": "round" if event else "flat",
        "joinstyle": "round",
        # Beside the line, along which something may have taken place as well.
        "offset": "0" if event else "1.1",
    }
    worked_out = {"outlineColor": _faded(colour, _by_precision(_EDGE, 170))}
    if event:
        worked_out |= {"outlineStyle": f"if({_SOFT}, 'dash', 'solid')"}
    return _layer("SimpleLine", given, worked_out)


def _surface(shown: str, colour: str, *, event: bool) -> etree._Element:
    given = {
        "color": _rgb(shown, _SURFACE[3]),
        "style": "solid" if event else "no",
        "outline_color": shown,
        "outline_style": "solid" if event else "dash",
        "outline_width": "0.4",
    }
    worked_out = {
        "outlineColor": _faded(colour, _by_precision(_EDGE, 150)),
        "outlineWidth": f'if("where_prec" = {COUNTRY}, 0.2, 0.4)',
    }
    if event:
        worked_out |= {
            "fillColor": _faded(colour, _by_precision(_SURFACE, 40)),
            "outlineStyle": f"if({_SOFT}, 'dash', if(\"where_prec\" = {COUNTRY}, 'dot', 'solid'))",
        }
    return _layer("SimpleFill", given, worked_out)


def _somewhere(shown: str, colour: str, event: bool) -> etree._Element:
    """A hollow sign on the area: it lies somewhere in it, and a small area is not overlooked."""
    given = {
        "name": "circle" if event else "square",
        "color": _WHITE,
        "outline_color": shown,
        "outline_style": "solid" if event else "dash",
        "outline_width": "0.6",
        "size": "2.4",
    }
    worked_out = {
        "outlineColor": colour,
        "outlineStyle": f"if(\"where_prec\" = {COUNTRY}, 'dash', '{given['outline_style']}')",
        "size": f'if("where_prec" = {COUNTRY}, 3.2, 2.4)',
        "offset": f"if(\"where_prec\" = {COUNTRY}, {_AROUND}, '0,0')",
    }
    marker = _symbol("@0@1", "points", _layer("SimpleMarker", given, worked_out))
    inside = {"point_on_surface": "1", "point_on_all_parts": "0"}
    return element(
        "layer", {"class": "CentroidFill", "enabled": 1, "locked": 0, "pass": 0}, options(inside), marker
    )


def _by_precision(opacities: Mapping[int, int], unknown: int) -> str:
    cases = " ".join(f'WHEN "where_prec" = {step} THEN {opacity}' for step, opacity in opacities.items())
    return f"CASE {cases} ELSE {unknown} END"


def _faded(colour: str, opacity: str) -> str:
    return f"set_color_part({colour}, 'alpha', {opacity})"


def _rgb(colour: str, opacity: int) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + f",{opacity}"


def _layer(kind: str, given: Mapping[str, Option], worked_out: Mapping[str, str]) -> etree._Element:
    return element(
        "layer",
        {"class": kind, "enabled": 1, "locked": 0, "pass": 0},
        options(given),
        properties(worked_out),
    )


def _symbol(name: str, geometry: Geometry, *layers: etree._Element) -> etree._Element:
    attributes = {"name": name, "type": _KINDS[geometry], "alpha": 1, "clip_to_extent": 1, "force_rhr": 0}
    return element("symbol", attributes, *layers)
