"""Draw a project's incidents without names or ground: python plain.py PROJECT PICTURE W,S,E,N."""

import sys

from opened import answer, draw, qgis
from qgis.core import QgsProject, QgsRectangle

source, picture, box = sys.argv[1:4]

with qgis() as complaints:
    project = QgsProject.instance()
    project.read(source)
    drawn = [layer for layer in project.layerTreeRoot().checkedLayers() if layer.id().startswith("incident_")]
    extent = QgsRectangle(*map(float, box.split(",")))
    answer({"problems": draw(drawn, picture, extent), "layers": len(drawn), "complaints": complaints})
