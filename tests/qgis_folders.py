"""Folders as `geokit map` writes them, for the tests that open them in QGIS."""

from pathlib import Path

from builders import make_report, make_resolution
from made_folders import HOSTILE

from geokit import pipeline
from geokit.incidents import Codebook
from geokit.model import Incident
from geokit.places import Gazetteer


def write_folder(
    directory: Path,
    incidents: list[Incident],
    codebook: Codebook,
    gazetteer: Gazetteer,
    *,
    title: str = "Incidents",
    read: bool = True,
) -> Path:
    """Write every file of a map's folder by the pipeline itself, over incidents given."""
    results = pipeline.Results(
        reports=(make_report(), make_report(id="r2", title=HOSTILE)) if read else (),
        coded=(),
        resolutions=(make_resolution(),) if read else (),
        incidents=tuple(incidents),
        problems=(),
        sources=(),
        gazetteer=gazetteer,
        codebook=codebook,
    )
    pipeline.write(results, pipeline.Inputs(paths=()), directory, title=title)
    return directory
