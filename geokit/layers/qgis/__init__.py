"""For QGIS: styles that go with the layers, and a project with a print layout over the GeoPackage."""

from geokit.layers.qgis.ground import write_ground
from geokit.layers.qgis.look import Look, look_of
from geokit.layers.qgis.project import write_project
from geokit.layers.qgis.styles import incident_style, place_style, table_style, telling_style, write_style
from geokit.layers.qgis.symbols import GEOMETRIES, Geometry

__all__ = [
    "GEOMETRIES",
    "Geometry",
    "Look",
    "incident_style",
    "look_of",
    "place_style",
    "table_style",
    "telling_style",
    "write_ground",
    "write_project",
    "write_style",
]
