"""Incidents: what was told, when, where, how many, how it ended, whether it happened and who says so."""

from geokit.incidents.assembly import assemble_incidents
from geokit.incidents.codebook import Codebook, IncidentType, load_codebook
from geokit.incidents.coded import code_rows
from geokit.incidents.extraction import extract_tellings

__all__ = ["Codebook", "IncidentType", "assemble_incidents", "code_rows", "extract_tellings", "load_codebook"]
