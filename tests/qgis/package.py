"""Open every layer, table and view of a GeoPackage as a person would, and tell what QGIS knows of each."""

import sys

from opened import answer, qgis
from qgis.core import QgsDataProvider, QgsVectorLayer


def described(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    numbers = [feature.id() for feature in layer.getFeatures()]
    metadata = layer.metadata()
    return {
        "valid": layer.isValid(),
        "numbers": numbers,
        "key": [layer.fields()[at].name() for at in layer.primaryKeyAttributes()],
        "title": metadata.title(),
        "rights": metadata.rights(),
        "styled": bool(layer.renderer()) and layer.renderer().type() == "RuleRenderer",
    }


with qgis() as complaints:
    path = sys.argv[1]
    separator = QgsDataProvider.sublayerSeparator()
    whole = QgsVectorLayer(path, "whole", "ogr")
    names = [told.split(separator)[1] for told in whole.dataProvider().subLayers()]
    layers = {name: described(path, name) for name in names}
    answer({"layers": layers, "complaints": complaints})
