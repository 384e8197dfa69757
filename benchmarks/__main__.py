"""Time each stage over the example and test reports, many times over, and print reports a second.

The machines that run this are noisy: only the ratios within one run mean something. The yardstick is the
splitting of the same texts into words by a regular expression.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.against import compare
from benchmarks.dates import compare_dates
from benchmarks.layers import compare_layers
from geokit.incidents import Codebook, assemble_incidents, extract_tellings, load_codebook
from geokit.layers import (
    incident_frame,
    mention_frame,
    place_frame,
    report_frame,
    telling_frame,
    write_csv,
    write_geojson,
    write_geopackage,
)
from geokit.maps import IncidentMap, write_map
from geokit.model import Report
from geokit.places import Gazetteer, find_places, load_gazetteer
from geokit.reports import read_reports
from geokit.text.dates import find_dates
from geokit.text.sentences import split_sentences

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "examples" / "reports", ROOT / "tests" / "annotated" / "reports")
COPIES = 10
NEWS = ROOT.parent / "shared" / "corpora" / "geovirus.docs.jsonl"


def main() -> None:
    """Run every stage once over all copies and print a table."""
    rows: list[tuple[str, float]] = []

    def timed(name: str, work: Callable[[], T]) -> T:
        begun = time.perf_counter()
        result = work()
        rows.append((name, time.perf_counter() - begun))
        return result

    gazetteer = timed("open the gazetteer (once)", load_gazetteer)
    gazetteer.name_matcher  # noqa: B018  built on first use; not a report's cost
    codebook = timed("open the codebook (once)", load_codebook)
    reading = timed("read the files (once)", lambda: read_reports(list(FOLDERS)))
    originals = reading.reports
    reports = [replace(one, id=f"{one.id}.{copy}") for copy in range(COPIES) for one in originals]

    words = re.compile(r"\w+")
    timed("yardstick: words", lambda: [words.findall(report.text) for report in reports])
    timed("sentences", lambda: [split_sentences(report.text) for report in reports])
    timed("dates", lambda: [find_dates(report.text, published=report.published) for report in reports])
    found = timed("places", lambda: [find_places(report, gazetteer) for report in reports])
    pairs = list(zip(reports, found, strict=True))
    told = timed("tellings", lambda: [extract_tellings(report, each, codebook) for report, each in pairs])
    # Copies of one report are one incident told often; linking is timed on the originals.
    tellings = [telling for each in told[: len(originals)] for telling in each]
    incidents = timed("linking (once)", lambda: assemble_incidents(tellings, codebook))
    resolutions = [resolution for each in found[: len(originals)] for resolution in each]
    frame = timed("frames (once)", lambda: incident_frame(incidents))
    places = place_frame(resolutions, incidents)
    with TemporaryDirectory() as folder:
        into = Path(folder)
        timed("GeoJSON (once)", lambda: write_geojson(frame, into / "i.geojson"))
        tables = telling_frame(incidents), report_frame(originals), mention_frame(resolutions)
        timed("GeoPackage (once)", lambda: write_geopackage(into / "i.gpkg", frame, places, *tables))
        timed("CSV (once)", lambda: write_csv(frame, into / "i.csv"))
        timed("map (once)", lambda: write_map(IncidentMap(frame, places, title="bench"), into / "map.html"))

    with TemporaryDirectory() as folder:
        flows = {"these reports, five incidents in each": copies(originals, Path(folder))}
        if NEWS.is_file():
            flows["news beside the project"] = [NEWS]
        rates = {name: whole_flow(paths, gazetteer, codebook) for name, paths in flows.items()}
    yardstick = dict(rows)["yardstick: words"]
    size = sum(len(report.text) for report in reports) / 1e6
    print(f"{len(reports)} reports, {size:.2f} MB; {len(incidents)} incidents of {len(originals)} reports")
    print(f"{'stage':28}{'seconds':>9}{'reports/s':>11}{'x yardstick':>13}")
    for name, seconds in rows:
        rate = "" if "once" in name else f"{len(reports) / seconds:.0f}"
        print(f"{name:28}{seconds:9.3f}{rate:>11}{seconds / yardstick:13.1f}")
    for name, rate in rates.items():
        print(f"whole flow, reading to incidents.geojson, {name}: {rate:.0f} reports a second of one core")
    compare(originals)
    compare_dates(originals)
    compare_layers()


def whole_flow(paths: Sequence[Path], gazetteer: Gazetteer, codebook: Codebook) -> float:
    """Reports a second from files to incidents.geojson, gazetteer and codebook opened before."""
    with TemporaryDirectory() as folder:
        begun = time.process_time()
        reports = read_reports(list(paths)).reports
        tellings = [
            telling
            for report in reports
            for telling in extract_tellings(report, find_places(report, gazetteer), codebook)
        ]
        frame = incident_frame(assemble_incidents(tellings, codebook))
        write_geojson(frame, Path(folder) / "incidents.geojson")
        return len(reports) / (time.process_time() - begun)


def copies(originals: Sequence[Report], folder: Path) -> list[Path]:
    """Every report many times over, as files that differ in their last line."""
    for copy in range(COPIES):
        for number, report in enumerate(originals):
            text = f"{report.text}\n\nCopy {copy} of {number}."
            (folder / f"{copy}_{number}.txt").write_text(text, "utf-8")
    return [folder]


if __name__ == "__main__":
    main()
