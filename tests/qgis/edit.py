"""Edit incidents.gpkg as a person would: change, move, add and delete in edit sessions of QGIS.

Called with the file and, for a look that changes nothing, ``look``.
"""

import sys

from opened import answer, qgis
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer, QgsVectorLayerUtils


def layer_of(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid(), name
    return layer


def feature_of(layer, incident_id):
    (feature,) = layer.getFeatures(f"\"id\" = '{incident_id}'")
    return feature


def change(layer, incident_id, **values):
    feature = feature_of(layer, incident_id)
    for name, value in values.items():
        assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf(name), value), name


def saved(layer):
    assert layer.commitChanges(), layer.commitErrors()


def edit(path):
    points = layer_of(path, "incident_points")
    points.startEditing()
    change(points, "i000000", type="arrest", is_event=False, date_start="2018-01-05", n_best=7, title="")
    moved = feature_of(points, "i000004")
    assert points.changeGeometry(moved.id(), QgsGeometry.fromPointXY(QgsPointXY(128.25, 41.5)))
    change(points, "mixed", status="rejected")
    spot = QgsGeometry.fromPointXY(QgsPointXY(127.5, 40.5))
    added = QgsVectorLayerUtils.createFeature(points, spot, {points.fields().indexOf("title"): "By hand"})
    assert points.addFeature(added)
    saved(points)

    areas = layer_of(path, "incident_areas")
    areas.startEditing()
    assert areas.deleteFeature(feature_of(areas, "i000002").id())
    saved(areas)

    # Cut from the table of the unplaced and pasted on the map.
    unplaced, points = layer_of(path, "incidents_unplaced"), layer_of(path, "incident_points")
    unplaced.startEditing()
    points.startEditing()
    cut = feature_of(unplaced, "i000003")
    pasted = QgsFeature(points.fields())
    for field in points.fields().names():
        if field != "fid":
            pasted.setAttribute(field, cut[field])
    pasted.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(127.0, 40.0)))
    assert points.addFeature(pasted) and unplaced.deleteFeature(cut.id())
    saved(points)
    saved(unplaced)

    tellings = layer_of(path, "tellings")
    tellings.startEditing()
    (told,) = tellings.getFeatures("\"incident_id\" = 'i000001'")
    assert tellings.changeAttributeValue(told.id(), tellings.fields().indexOf("outcome"), "caught")
    saved(tellings)


def look(path):
    """Open every table, read it, and start an edit session that is given up."""
    for name in ("incident_points", "incident_lines", "incident_areas", "incidents_unplaced", "tellings"):
        layer = layer_of(path, name)
        list(layer.getFeatures())
        layer.startEditing()
        layer.rollBack()


with qgis():
    path = sys.argv[1]
    look(path) if sys.argv[2:] == ["look"] else edit(path)
    answer("done")
