"""Renderers: which symbol a row gets, the entries of the legend, and labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from geokit.layers.palette import OTHER_COLOUR
from geokit.layers.qgis.look import Look
from geokit.layers.qgis.symbols import Geometry, incident_symbol, place_symbol, plain_symbol
from geokit.layers.qgis.xml import element, properties

__all__ = ["incident_renderer", "kind_renderer", "place_labels", "place_renderer", "quoted"]

_GROUPS: dict[Geometry, tuple[str, str]] = {
    "points": ("Point", "Spots"),
    "lines": ("Line", "Lines"),
    "areas": ("Polygon", "Areas"),
}
_REJECTED = "\"status\" = 'rejected'"
_ANOTHER = "Another type"


def incident_renderer(look: Look, geometries: Sequence[Geometry]) -> etree._Element:
    """Give the rules by which incidents are drawn, and their legend.

    What took place and what did not are two groups; in each every type that occurs has an entry, and a last
    one draws in its own colour whatever a person makes of a row later. With several geometries each has a
    group.

    Parameters
    ----------
    look : Look
    geometries : sequence of {"points", "lines", "areas"}
        Those that the layer holds.
    """
    rules = _Rules()
    if len(geometries) == 1:
        top = [*_groups(look, geometries[0], rules)]
    else:
        top = [_geometry_group(look, geometry, rules) for geometry in geometries]
    # A small area lies over a large one, what took place over what did not.
    large_first = [("coalesce(area($geometry), 0)", 0)] if "areas" in geometries else []
    return _renderer(rules, top, [*large_first, ('"is_event"', 1), ('"id"', 1)])


def place_renderer(geometries: Sequence[Geometry]) -> etree._Element:
    """Give the quiet drawing of places, a rule a geometry."""
    rules = _Rules()
    drawn = [
        rules.draw_with(_GROUPS[geometry][1], _is_of(geometry), place_symbol(str(number), geometry))
        for number, geometry in enumerate(geometries)
    ]
    return _renderer(rules, drawn, [])


def kind_renderer(geometry: Geometry, looks: Mapping[str, Mapping[str, str]]) -> etree._Element:
    """Draw each ``kind`` by the options of its own symbol; the first kind lies on top."""
    rules = _Rules()
    drawn = [
        rules.draw_with(
            kind.capitalize(), f'"kind" = {quoted(kind)}', plain_symbol(str(number), geometry, look)
        )
        for number, (kind, look) in enumerate(looks.items())
    ]
    lowest_first = ", ".join(quoted(kind) for kind in reversed(list(looks)))
    return _renderer(rules, drawn, [(f'array_find(array({lowest_first}), "kind")', 1)])


def place_labels() -> etree._Element:
    """Label places by their English name and, on a line below, by that in their own language."""
    line = "geometry_n($geometry, 1)"
    spot = (
        f"if(geometry_type($geometry) = 'Line', line_interpolate_point({line}, length({line}) / 2),"
        " point_on_surface($geometry))"
    )
    # What was computed from a report's wording has that for a name, which would cover the map.
    name = 'if("feature" = \'relative\', NULL, concat("name", \'\\n\' || nullif("name_local", "name")))'
    text = {
        "fieldName": name,
        "isExpression": 1,
        "fontFamily": "Sans Serif",
        "fontSize": 8,
        "fontSizeUnit": "Point",
        "textColor": "45,45,45,255",
        "multilineHeight": 1,
    }
    halo = {
        "bufferDraw": 1,
        "bufferSize": 0.8,
        "bufferSizeUnits": "MM",
        "bufferColor": "255,255,255,255",
        "bufferOpacity": 0.8,
    }
    beside = {
        "placement": 6,
        "predefinedPositionOrder": "R,L,TR,BR,TL,BL,TSR,BSR",
        "dist": 1.6,
        "distUnits": "MM",
        "priority": 6,
        "geometryGeneratorEnabled": 1,
        "geometryGeneratorType": "PointGeometry",
        "geometryGenerator": spot,
    }
    drawn = {"drawLabels": 1, "obstacle": 1, "fontMinPixelSize": 3, "fontMaxPixelSize": 10000}
    # Where there is no room for all, the places of more incidents are named.
    by_weight = {
        "Size": "if(\"feature\" = 'country', 9.5, 7.5)",
        "PositionPriority": 'if("feature" = \'country\', 10, min(9, 3 + coalesce("n_incidents", 0)))',
    }
    settings = element(
        "settings",
        {"calloutType": "simple"},
        element("text-style", text, element("text-buffer", halo)),
        element("text-format", {"multilineAlign": 3}),
        element("placement", beside),
        element("rendering", drawn),
        properties(by_weight, "dd_properties"),
    )
    return element("labeling", {"type": "simple"}, settings)


def quoted(text: str) -> str:
    """Write a text as a literal of QGIS' expressions."""
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


@dataclass
class _Rules:
    """The rules so far: each has a key of its own and, if it draws, a symbol."""

    symbols: list[etree._Element] = field(default_factory=list)
    count: int = 0

    def group(self, label: str, condition: str, rules: Sequence[etree._Element]) -> etree._Element:
        return self._rule({"label": label, "filter": condition}, *rules)

    def draw(
        self, label: str, condition: str, geometry: Geometry, colour: str, *, event: bool
    ) -> etree._Element:
        symbol = incident_symbol(str(len(self.symbols)), geometry, colour, event=event)
        return self.draw_with(label, condition, symbol)

    def draw_with(self, label: str, condition: str, symbol: etree._Element) -> etree._Element:
        self.symbols.append(symbol)
        return self._rule({"label": label, "filter": condition, "symbol": len(self.symbols) - 1})

    def _rule(self, given: dict[str, object], *rules: etree._Element) -> etree._Element:
        self.count += 1
        return element("rule", {"key": f"{{rule-{self.count}}}", **given}, *rules)


def _geometry_group(look: Look, geometry: Geometry, rules: _Rules) -> etree._Element:
    return rules.group(_GROUPS[geometry][1], _is_of(geometry), [*_groups(look, geometry, rules)])


def _is_of(geometry: Geometry) -> str:
    return f"geometry_type($geometry) = '{_GROUPS[geometry][0]}'"


def _renderer(
    rules: _Rules, top: Sequence[etree._Element], order: Sequence[tuple[str, int]]
) -> etree._Element:
    clauses = (element("orderByClause", {"asc": asc, "nullsFirst": 1}, text=text) for text, asc in order)
    return element(
        "renderer-v2",
        {"type": "RuleRenderer", "symbollevels": 0, "enableorderby": int(bool(order)), "forceraster": 0},
        element("rules", {"key": "{rules}"}, *top),
        element("symbols", None, *rules.symbols),
        element("orderby", None, *clauses),
    )


def _groups(look: Look, geometry: Geometry, rules: _Rules) -> Iterator[etree._Element]:
    standing = "\"status\" IS NOT 'rejected'"
    yield rules.group(
        "Event",
        f'{standing} AND coalesce("is_event", false)',
        [*_types(look, look.events, geometry, rules, event=True)],
    )
    yield rules.group(
        "No event: order, threat, plan, figure",
        f'{standing} AND NOT coalesce("is_event", false)',
        [*_types(look, look.others, geometry, rules, event=False)],
    )
    yield rules.draw_with("Rejected", _REJECTED, _rejected(str(len(rules.symbols)), geometry))


def _types(
    look: Look, kinds: Sequence[str], geometry: Geometry, rules: _Rules, *, event: bool
) -> Iterator[etree._Element]:
    for kind in kinds:
        colour = quoted(look.colour(kind))
        yield rules.draw(_label(kind), f'"type" = {quoted(kind)}', geometry, colour, event=event)
    yield rules.draw(_ANOTHER, "ELSE", geometry, _any_colour(look), event=event)


def _any_colour(look: Look) -> str:
    cases = " ".join(
        f'WHEN "type" = {quoted(kind)} THEN {quoted(colour)}' for kind, colour in look.colours.items()
    )
    return f"CASE {cases} ELSE {quoted(OTHER_COLOUR)} END" if cases else quoted(OTHER_COLOUR)


def _rejected(name: str, geometry: Geometry) -> etree._Element:
    grey = "150,150,150,160"
    given = {
        "points": {
            "name": "cross2",
            "color": grey,
            "outline_color": grey,
            "outline_width": "0.3",
            "size": "2.2",
        },
        "lines": {"line_color": grey, "line_style": "dot", "line_width": "0.3"},
        "areas": {"style": "no", "outline_color": grey, "outline_style": "dot", "outline_width": "0.2"},
    }
    return plain_symbol(name, geometry, given[geometry])


def _label(kind: str) -> str:
    return kind.replace("_", " ").capitalize()
