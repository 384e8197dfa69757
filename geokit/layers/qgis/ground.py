"""The ground under the incidents: land, water, borders and rivers, as the map page draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

from geokit.layers.qgis.layers import Layer
from geokit.layers.qgis.renderers import kind_renderer
from geokit.layers.qgis.styles import layer_style
from geokit.layers.qgis.symbols import Geometry
from geokit.layers.qgis.xml import element

__all__ = ["SEA", "ground_layers", "write_ground"]

SEA = (205, 223, 231)
"""Red, green and blue of the sea, on which all else lies."""

_LOOKS: Mapping[Geometry, Mapping[str, Mapping[str, str]]] = {
    "lines": {
        "border": {"line_color": "125,114,100,255", "line_width": "0.4"},
        "province": {"line_color": "185,176,160,255", "line_width": "0.2", "line_style": "dash"},
        "river": {"line_color": "141,184,204,255", "line_width": "0.4"},
    },
    "areas": {
        "zone": {"color": "190,180,160,70", "outline_style": "no"},
        "water": {"color": ",".join(map(str, (*SEA, 255))), "outline_style": "no"},
        # The edge of its own colour hides the seam between adjoining pieces.
        "land": {"color": "247,243,234,255", "outline_color": "247,243,234,255", "outline_width": "0.1"},
    },
}
"""Options of the symbol of each kind of ground; the upper kinds first."""

_TITLES: Mapping[Geometry, tuple[str, str]] = {
    "lines": ("Borders and rivers", "LineString"),
    "areas": ("Land and water", "Polygon"),
}


def write_ground(path: Path) -> None:
    """Write the ground that geokit ships, as GeoJSON."""
    path.write_bytes(resources.files("geokit.gazetteer").joinpath("map_ground.geojson").read_bytes())


def ground_layers(file: str) -> Sequence[Layer]:
    """Give the layers over a file of the ground, the upper first."""
    return [
        Layer(
            id=f"ground_{geometry}",
            title=title,
            source=f"{file}|geometrytype={kind}",
            geometry=geometry,
            style=layer_style(
                [
                    kind_renderer(geometry, _LOOKS[geometry]),
                    element("previewExpression", text='coalesce("name", "kind")'),
                ],
                [geometry],
            ),
        )
        for geometry, (title, kind) in _TITLES.items()
    ]
