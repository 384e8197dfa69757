"""The whole flow: reports in, a folder with a map and its layers out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from geokit.custody import staged
from geokit.incidents import Codebook, assemble_incidents, code_rows, extract_tellings, load_codebook
from geokit.model import CodedRow, Incident, Problem, Report, Resolution, Source, Telling
from geokit.places import Gazetteer, find_places, load_gazetteer
from geokit.places.nlp import SpacyRecogniser
from geokit.reports import read_reports

__all__ = ["Inputs", "Results", "analyse", "run", "write"]

GROUND = "Land, borders and rivers: Natural Earth."
# Of few publishers and of many.
TITLES = {
    "en": ("Incidents reported by {publishers}", "Reported incidents"),
    "ko": ("{publishers} 보도 사건", "보도된 사건"),
}

Progress = Callable[[Iterable[Report], int], Iterable[Report]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run reads, and with what.

    Parameters
    ----------
    paths : sequence of str or Path
        Files and folders; ``-`` is JSON Lines on standard input.
    metadata : Path, optional
        A CSV file that overrides what the files say of themselves.
    published : str, optional
        The day of reports that state none.
    coded : sequence of Path
        Tables to be read as coded incidents, whatever their columns.
    codebooks, gazetteers : sequence of Path
        Added to the built-in ones, or in their place with ``only_codebook``, ``only_gazetteer``.
    nlp : str, optional
        An installed spaCy pipeline that is asked for places where the rules are unsure.
    """

    paths: Sequence[str | Path]
    metadata: Path | None = None
    published: str | None = None
    coded: Sequence[Path] = ()
    codebooks: Sequence[Path] = ()
    gazetteers: Sequence[Path] = ()
    only_codebook: bool = False
    only_gazetteer: bool = False
    nlp: str | None = None
    stdin: BinaryIO | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Results:
    """What was read and found; all of it goes into the folder."""

    reports: tuple[Report, ...]
    coded: tuple[CodedRow, ...]
    resolutions: tuple[Resolution, ...]
    incidents: tuple[Incident, ...]
    problems: tuple[Problem, ...]
    sources: tuple[Source, ...]
    gazetteer: Gazetteer
    codebook: Codebook

    @property
    def counts(self) -> dict[str, int]:
        """Numbers of everything, for the manifest and the last line of the command."""
        placed = sum(incident.geometry is not None for incident in self.incidents)
        return {
            "reports": len(self.reports) + len(self.coded),
            "mentions": len(self.resolutions),
            "incidents": len(self.incidents),
            "placed": placed,
            "unplaced": len(self.incidents) - placed,
            "problems": len(self.problems),
        }


def run(
    inputs: Inputs,
    directory: Path,
    *,
    title: str | None = None,
    language: str = "en",
    tiles: str | None = None,
    keep_text: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> Results:
    """Read reports, find places and incidents, and write the map and its layers into a folder.

    Parameters
    ----------
    inputs : Inputs
    directory : Path
        Made if it is not there.
    title : str, optional
        The map's title.
    language : str
        Of the map's own words and of the names on it: ``en`` or ``ko``.
    tiles : str, optional
        Online tiles for the map, by a name of xyzservices.
    keep_text : bool
        Whether reports.jsonl holds the texts.
    force : bool
        Whether files that were changed since the last run may be overwritten.
    progress : callable, optional
        Wraps the reports as they are read.

    Raises
    ------
    CustodyError
        A file in the folder was changed or is not geokit's; nothing was written.
    UsageError, GazetteerError, CodebookError
        Nothing was read.
    """
    if tiles:
        from geokit.maps import find_tiles

        find_tiles(tiles)
    results = analyse(inputs, progress=progress)
    write(
        results,
        inputs,
        directory,
        title=title,
        language=language,
        tiles=tiles,
        keep_text=keep_text,
        force=force,
    )
    return results


def analyse(inputs: Inputs, *, progress: Progress | None = None) -> Results:
    """Read reports and coded tables, resolve their places, and assemble their incidents."""
    gazetteer = load_gazetteer(list(inputs.gazetteers), only=inputs.only_gazetteer)
    codebook = load_codebook(list(inputs.codebooks), only=inputs.only_codebook)
    recogniser = SpacyRecogniser(inputs.nlp) if inputs.nlp else None
    reading = read_reports(
        list(inputs.paths),
        metadata=inputs.metadata,
        published=inputs.published,
        coded=list(inputs.coded),
        stdin=inputs.stdin,
    )
    resolutions: list[Resolution] = []
    tellings: list[Telling] = []
    problems = list(reading.problems)
    for report in progress(reading.reports, len(reading.reports)) if progress else reading.reports:
        found = find_places(report, gazetteer, recogniser=recogniser)
        told = extract_tellings(report, found, codebook)
        resolutions.extend(found)
        tellings.extend(told)
        if report.language == "en" and not told:
            problems.append(_nothing_told(report))
    coded, coded_places, coded_problems = code_rows(reading.coded, gazetteer, codebook)
    return Results(
        reports=reading.reports,
        coded=reading.coded,
        resolutions=(*resolutions, *coded_places),
        incidents=assemble_incidents([*tellings, *coded], codebook),
        problems=(*problems, *coded_problems),
        sources=reading.sources,
        gazetteer=gazetteer,
        codebook=codebook,
    )


def _nothing_told(report: Report) -> Problem:
    return Problem(
        path=report.path,
        problem="no incident was found in this report",
        advice="its places are in mentions.jsonl; read it, or add its words to a codebook (--codebook)",
        stage="incidents",
        report_id=report.id,
    )


def write(
    results: Results,
    inputs: Inputs,
    directory: Path,
    *,
    title: str | None = None,
    language: str = "en",
    tiles: str | None = None,
    keep_text: bool = False,
    force: bool = False,
) -> None:
    """Write every file of a map's folder, the manifest last."""
    from geokit import layers, maps
    from geokit.layers import qgis

    gazetteer = results.gazetteer
    page_options = {"title": title, "language": language, "tiles": tiles}
    reports = [*results.reports, *(row.report for row in results.coded)]
    incidents = layers.incident_frame(results.incidents)
    places = layers.place_frame(results.resolutions, results.incidents)
    mentions = layers.mention_frame(results.resolutions)
    report_rows = layers.report_frame(reports, keep_text=keep_text)
    look = qgis.look_of(incidents, results.codebook)
    shown_title, attribution = title or _title(results, language), _attribution(results)
    with staged(directory, force=force) as folder:
        layers.write_geojson(incidents, folder.path("incidents.geojson"))
        layers.write_geojson(places, folder.path("places.geojson"))
        layers.write_geopackage(
            folder.path("incidents.gpkg"),
            incidents,
            places,
            layers.telling_frame(results.incidents),
            report_rows,
            mentions,
            look=look,
            attribution=attribution,
        )
        qgis.write_style(qgis.incident_style(look, *qgis.GEOMETRIES), folder.path("incidents.qml"))
        qgis.write_style(qgis.place_style(*qgis.GEOMETRIES), folder.path("places.qml"))
        qgis.write_ground(folder.path("ground.geojson"))
        qgis.write_project(
            folder.path("incidents.qgz"),
            incidents,
            places,
            look,
            title=shown_title,
            attribution=attribution,
        )
        layers.write_csv(incidents, folder.path("incidents.csv"))
        layers.write_jsonl(layers.plain_rows(mentions), folder.path("mentions.jsonl"))
        layers.write_jsonl(layers.plain_rows(report_rows), folder.path("reports.jsonl"))
        layers.write_problems_csv(results.problems, folder.path("problems.csv"))
        page = maps.IncidentMap(
            incidents,
            places,
            title=shown_title,
            language=language,
            tiles=tiles,
            attribution=attribution,
        )
        maps.write_map(page, folder.path("map.html"))
        folder.commit(
            options=_options(inputs) | page_options | {"keep_text": keep_text},
            gazetteer={"fingerprint": gazetteer.fingerprint, "sources": sorted(gazetteer.sources)},
            codebook={"name": results.codebook.name, "sha256": results.codebook.sha256},
            sources=results.sources,
            counts=results.counts,
        )


def _title(results: Results, language: str) -> str:
    named = {incident.best.publisher for incident in results.incidents}
    publishers = sorted(publisher for publisher in named if publisher)
    few, many = TITLES[language]
    return few.format(publishers=", ".join(publishers)) if 1 <= len(publishers) <= 3 else many


def _attribution(results: Results) -> str:
    """Whom the page has to name: the ground's source, and that of every place that is drawn on it."""
    roles = (role for incident in results.incidents for role in incident.places)
    places = [*(r.place for r in results.resolutions), *(role.place for role in roles)]
    sources = results.gazetteer.sources
    keys = {key for place in places if place is not None for key in place.source.split()}
    named = {str(sources[key]["attribution"]) for key in keys if key in sources}
    # The ground has named it already.
    owners = sorted(owner for owner in named if "Natural Earth" not in owner)
    return GROUND + (f" Places: {'; '.join(owners)}." if owners else "")


def _options(inputs: Inputs) -> dict[str, object]:
    return {
        "paths": [str(path) for path in inputs.paths],
        "metadata": str(inputs.metadata) if inputs.metadata else None,
        "published": inputs.published,
        "coded": [str(path) for path in inputs.coded],
        "codebooks": [str(path) for path in inputs.codebooks],
        "gazetteers": [str(path) for path in inputs.gazetteers],
        "only_codebook": inputs.only_codebook,
        "only_gazetteer": inputs.only_gazetteer,
        "nlp": inputs.nlp,
    }
