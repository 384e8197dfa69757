"""Open files by themselves, as when they are dropped on the map: python files.py FOLDER FILE..."""

import sqlite3
import sys
from pathlib import Path

from opened import answer, described, draw, qgis, sublayers, tips
from qgis.core import QgsRectangle

folder, names = Path(sys.argv[1]), sys.argv[2:]


def listed(path):
    """Open the layers of a file; of a GeoPackage those that its contents list, without that of styles."""
    layers = sublayers(path)
    if path.suffix != ".gpkg":
        return layers
    rows = sqlite3.connect(path).execute("SELECT table_name FROM gpkg_contents").fetchall()
    contents = {name for (name,) in rows} - {"layer_styles"}
    return [layer for layer in layers if layer.name() in contents]


with qgis() as complaints:
    found = {}
    for name in names:
        layers = listed(folder / name)
        opened = [text for text in complaints if "Cannot find layer" not in text]
        spatial = [layer for layer in layers if layer.isSpatial() and layer.featureCount()]
        extent = QgsRectangle()
        for layer in spatial:
            extent.combineExtentWith(layer.extent())
        spatial.sort(key=lambda layer: layer.geometryType())
        problems = draw(spatial, folder / f"{name}.png", extent.buffered(1)) if spatial else []
        found[name] = {
            "layers": [{**described(layer), "name": layer.name(), "tips": tips(layer)} for layer in layers],
            "problems": problems + opened,
        }
    answer({"files": found})
