"""Open files by themselves, all their layers, as when dropped on the map: python files.py FOLDER FILE..."""

import sys
from pathlib import Path

from opened import answer, described, draw, qgis, sublayers, tips
from qgis.core import QgsRectangle

folder, names = Path(sys.argv[1]), sys.argv[2:]

with qgis() as complaints:
    found = {}
    for name in names:
        layers = sublayers(folder / name)
        opened = list(complaints)
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
