"""What the scripts of this folder share: QGIS without a window, layers described, maps drawn."""

import json
import os
import sys
from contextlib import contextmanager

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


@contextmanager
def qgis():
    """Start QGIS; what its log complains of is gathered in the list that this gives."""
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    complaints = []
    application.messageLog().messageReceived.connect(
        lambda text, tag, level: complaints.append(f"{tag}: {text}") if level in (1, 2) else None
    )
    yield complaints
    QgsProject.instance().clear()
    application.exitQgis()


def answer(found):
    """Hand what was found back to the test."""
    print(json.dumps(found, default=str))
    sys.stdout.flush()
    # Without the work of taking QGIS down, which is not what is tested.
    os._exit(0)


def sublayers(path):
    """Open a file as QGIS does when it is dropped on the map: each of its layers with its default style."""
    found = QgsProviderRegistry.instance().querySublayers(
        str(path), Qgis.SublayerQueryFlag.ResolveGeometryType
    )
    layers = []
    for details in found:
        layer = QgsVectorLayer(details.uri(), details.name(), "ogr")
        message, styled = layer.loadDefaultStyle()
        layer.setCustomProperty("styled", f"{styled}: {message}" if message else str(styled))
        layers.append(layer)
    return layers


def described(layer):
    """Describe a layer: whether it opened, its style, its columns, its form."""
    fields = layer.fields()
    temporal = layer.temporalProperties()
    form = layer.editFormConfig()
    return {
        "valid": layer.isValid(),
        "styled": layer.customProperty("styled"),
        "source": layer.source(),
        "features": layer.featureCount(),
        "geometry": layer.geometryType(),
        "crs": layer.crs().authid(),
        "renderer": layer.renderer().type() if layer.renderer() else None,
        "legend": _legend(layer.renderer().rootRule()) if hasattr(layer.renderer(), "rootRule") else [],
        "labels": layer.labelsEnabled(),
        "aliases": {field.name(): field.alias() for field in fields},
        "widgets": {
            field.name(): layer.editorWidgetSetup(number).type() for number, field in enumerate(fields)
        },
        "choices": {
            field.name(): [value for entry in setup.config()["map"] for value in entry.values()]
            for number, field in enumerate(fields)
            for setup in [layer.editorWidgetSetup(number)]
            if setup.type() == "ValueMap"
        },
        "read_only": [field.name() for number, field in enumerate(fields) if form.readOnly(number)],
        "tabs": [tab.name() for tab in form.tabs()],
        "display": layer.displayExpression(),
        "tip": layer.mapTipTemplate(),
        "temporal": [temporal.isActive(), int(temporal.mode()), temporal.startField(), temporal.endField()],
    }


def tips(layer):
    """Give each feature's map tip, as it is shown."""
    scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    context = QgsExpressionContext(scopes)
    written = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        written.append(QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context))
    return written


def draw(layers, path, extent, *, size=(500, 400), crs="EPSG:4326", background="#ffffff"):
    """Draw layers, the first on top, and give what went wrong."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(*size))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    settings.setExtent(extent)
    settings.setBackgroundColor(QColor(background))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(path))
    return [f"{error.layerID}: {error.message}" for error in job.errors()]


def _legend(rule):
    """The labels of the rules, nested, with the conditions of those that draw."""
    return [
        {"label": child.label(), "filter": child.filterExpression(), "rules": _legend(child)}
        for child in rule.children()
    ]
