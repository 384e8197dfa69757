"""Open an incident's form of a project: python form.py PROJECT LAYER INCIDENT FOLDER."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from opened import answer
from qgis.core import QgsApplication, QgsExpression, QgsFeatureRequest, QgsProject, QgsVectorLayerTools
from qgis.gui import (
    QgsAttributeEditorContext,
    QgsAttributeForm,
    QgsFeatureListView,
    QgsGui,
    QgsMapCanvas,
)
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QTabWidget

source, layer_id, incident, folder = sys.argv[1:5]


class Tools(QgsVectorLayerTools):
    """What edits a layer; here nothing does."""

    def addFeature(self, *_):  # noqa: N802
        return False

    def startEditing(self, _):  # noqa: N802
        return False

    def stopEditing(self, *_):  # noqa: N802
        return False

    def saveEdits(self, _):  # noqa: N802
        return False


application = QgsApplication([], True)
application.initQgis()
QgsGui.editorWidgetRegistry().initEditors()
project = QgsProject.instance()
project.read(source)
layer = project.mapLayer(layer_id)
request = QgsFeatureRequest().setFilterExpression(f'"id" = {QgsExpression.quotedString(incident)}')
context, canvas, tools = QgsAttributeEditorContext(), QgsMapCanvas(), Tools()
context.setMapCanvas(canvas)
context.setVectorLayerTools(tools)
form = QgsAttributeForm(layer, next(layer.getFeatures(request)), context)
form.resize(700, 800)
form.show()
tabs = next(each for each in form.findChildren(QTabWidget) if each.count() > 3)
titles = [tabs.tabText(number) for number in range(tabs.count())]
for number, title in enumerate(titles):
    tabs.setCurrentIndex(number)
    application.processEvents()
    form.grab().save(f"{folder}/form {title}.png")
lists = form.findChildren(QgsFeatureListView)
answer(
    {
        "tabs": titles,
        "listed": [view.model().rowCount() for view in lists if view.model() is not None],
        "labels": [label.text() for label in form.findChildren(QLabel)],
        "choices": [
            [box.itemText(number) for number in range(box.count())] for box in form.findChildren(QComboBox)
        ],
    }
)
