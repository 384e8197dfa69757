"""Layers: records made into frames, and frames into files that QGIS, a browser and a spreadsheet open."""

from geokit.layers.analysis import by_month, by_unit, hexagons, within_km_of
from geokit.layers.columns import (
    date_properties,
    incident_properties,
    mention_properties,
    problem_properties,
    report_properties,
)
from geokit.layers.frames import (
    incident_frame,
    mention_frame,
    place_frame,
    plain_rows,
    report_frame,
    telling_frame,
)
from geokit.layers.geojson import geojson_lines, write_geojson
from geokit.layers.geopackage import write_geopackage
from geokit.layers.made import Made, read_made
from geokit.layers.tables import write_csv, write_jsonl, write_problems_csv

__all__ = [
    "Made",
    "by_month",
    "by_unit",
    "date_properties",
    "geojson_lines",
    "hexagons",
    "incident_frame",
    "incident_properties",
    "mention_frame",
    "mention_properties",
    "place_frame",
    "plain_rows",
    "problem_properties",
    "read_made",
    "report_frame",
    "report_properties",
    "telling_frame",
    "within_km_of",
    "write_csv",
    "write_geojson",
    "write_geopackage",
    "write_jsonl",
    "write_problems_csv",
]
