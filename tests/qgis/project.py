"""Open a project, describe it, draw it, print its layout: python project.py PROJECT FOLDER [FIRST LAST].

With two days it says which incidents the timeline shows between them.
"""

import sys
from pathlib import Path

from opened import answer, described, draw, qgis, tips
from qgis.core import (
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsProject,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDateTime, Qt


def shown_between(layer, first, last):
    """Give the ids that the timeline shows between two moments."""
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    moments = [QDateTime.fromString(moment, Qt.ISODate) for moment in (first, last)]
    condition = layer.temporalProperties().createFilterString(context, QgsDateTimeRange(*moments))
    return sorted(row["id"] for row in layer.getFeatures(QgsFeatureRequest().setFilterExpression(condition)))


def related(relation):
    """Give the reports of the rows that each row of a relation has."""
    return {
        parent["id"]: [child["report_id"] for child in relation.getRelatedFeatures(parent)]
        for parent in relation.referencedLayer().getFeatures()
    }


def printed(layout, stem):
    """Print a layout as a picture and as PDF, and describe it."""
    [frame] = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    exporter = QgsLayoutExporter(layout)
    image = QgsLayoutExporter.ImageExportSettings()
    image.dpi = 100
    failed = exporter.exportToImage(f"{stem}.png", image), exporter.exportToPdf(f"{stem}.pdf", _pdf())
    items = [item for item in layout.items() if hasattr(item, "id")]
    legends = [item for item in items if hasattr(item, "model")]
    return {
        "failed": failed,
        "items": sorted(item.id() for item in items),
        "texts": {item.id(): item.currentText() for item in items if hasattr(item, "currentText")},
        "legend": [node.name() for item in legends for node in item.model().rootGroup().findLayers()],
        "frame": [frame.pagePos().x(), frame.pagePos().y(), frame.rect().width(), frame.rect().height()],
    }


def _pdf():
    return QgsLayoutExporter.PdfExportSettings()


source, folder, period = sys.argv[1], Path(sys.argv[2]), sys.argv[3:5]

with qgis() as complaints:
    project = QgsProject.instance()
    opened = project.read(source)
    layers = {layer.id(): layer for layer in project.mapLayers().values()}
    root = project.layerTreeRoot()
    view = project.viewSettings().defaultViewExtent()
    spatial = [layer for layer in root.checkedLayers() if layer and layer.isSpatial()]
    timed = {key: layer for key, layer in layers.items() if layer.temporalProperties().isActive()}
    span = project.timeSettings().temporalRange()
    problems = draw(
        spatial,
        folder / "project.png",
        view,
        size=(1000, 800),
        crs=project.crs().authid(),
        background=project.backgroundColor().name(),
    )
    relations = project.relationManager().relations()
    answer(
        {
            "opened": opened,
            "error": project.error(),
            "title": project.title(),
            "crs": project.crs().authid(),
            "ellipsoid": project.ellipsoid(),
            "layers": {key: described(layer) for key, layer in layers.items()},
            "tips": {key: tips(layer) for key, layer in timed.items()},
            "groups": {
                group.name(): [node.layerId() for node in group.findLayers()] for group in root.findGroups()
            },
            "order": [layer.id() for layer in root.layerOrder()],
            "view": [view.xMinimum(), view.yMinimum(), view.xMaximum(), view.yMaximum()],
            "relations": {key: relation.isValid() for key, relation in relations.items()},
            "related": {key: related(relation) for key, relation in relations.items()},
            "span": [span.begin().toString(Qt.ISODate), span.end().toString(Qt.ISODate)],
            "between": {key: shown_between(layer, *period) for key, layer in timed.items()} if period else {},
            "layouts": {
                layout.name(): printed(layout, str(folder / layout.name()))
                for layout in project.layoutManager().layouts()
            },
            "problems": problems,
            "complaints": complaints,
        }
    )
