"""Write 100,000 incidents as files: ours beside geopandas' own, each in a process of its own.

Ours is what ``geokit map`` writes: GeoJSON, GeoPackage and CSV, with lists encoded, shapes tidied, and the
tables, views and styles inside. Theirs is ``to_file`` to GeoJSON and GeoPackage of the same frame, its lists
made text before the clock starts. Both read the frames from one file; the peak of memory counts them too.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.records import synthetic_records, synthetic_reports
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
from geokit.layers.columns import INCIDENT_COLUMNS
from geokit.layers.geojson import json_text

SIZE = 100_000
# What the files may take: of their time, and of memory.
MOST_TIMES, MOST_MEGABYTES = 2.0, 1500


def compare_layers(size: int = SIZE) -> None:
    """Write with both, and print seconds, peak memory, sizes and the ratio."""
    with TemporaryDirectory() as folder:
        frames = Path(folder) / "frames.pickle"
        _in_a_process("make", size, frames)
        theirs, ours = _in_a_process("theirs", size, frames), _in_a_process("ours", size, frames)
    print(f"{size:,} incidents to files")
    for name, measured in (("geopandas to_file", theirs), ("geokit", ours)):
        parts = ", ".join(
            f"{kind} {seconds:.1f} s ({measured['sizes'][kind]} MB)"
            for kind, seconds in measured["seconds"].items()
        )
        total = sum(measured["seconds"].values())
        print(f"{name:20}{total:7.1f} s, peak {measured['peak']} MB: {parts}")
    ratio = sum(ours["seconds"].values()) / sum(theirs["seconds"].values())
    kept = ratio <= MOST_TIMES and ours["peak"] <= MOST_MEGABYTES
    print(
        f"{ratio:.2f} times their time (at most {MOST_TIMES}), {ours['peak']} MB (at most {MOST_MEGABYTES}): "
        f"{'kept' if kept else 'MISSED'}"
    )


def _in_a_process(what: str, size: int, frames: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.layers", what, str(frames), "--size", str(size)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    measured: dict[str, Any] = json.loads(told.stdout) if told.stdout else {}
    return measured


def _make(frames: Path, size: int) -> None:
    incidents = synthetic_records(size)
    made = {
        "incidents": incident_frame(incidents),
        "places": place_frame([], incidents),
        "tellings": telling_frame(incidents),
        "reports": report_frame(synthetic_reports()),
        "mentions": mention_frame([]),
    }
    with frames.open("wb") as file:
        pickle.dump(made, file)


def _ours(frames: Mapping[str, Any], into: Path) -> Mapping[str, Callable[[], None]]:
    incidents = frames["incidents"]
    return {
        "geojson": lambda: write_geojson(incidents, into / "a.geojson"),
        "gpkg": lambda: write_geopackage(into / "a.gpkg", **frames),
        "csv": lambda: write_csv(incidents, into / "a.csv"),
    }


def _theirs(frames: Mapping[str, Any], into: Path) -> Mapping[str, Callable[[], None]]:
    incidents = frames["incidents"]
    for column in INCIDENT_COLUMNS:
        if column.type == "json":
            texts = [None if value is None else json_text(value) for value in incidents[column.name]]
            incidents[column.name] = texts
    return {
        "geojson": lambda: incidents.to_file(into / "a.geojson", driver="GeoJSON"),
        "gpkg": lambda: incidents.to_file(into / "a.gpkg", driver="GPKG"),
    }


def _measure(works: Mapping[str, Callable[[], None]], into: Path) -> None:
    seconds: dict[str, float] = {}
    for name, work in works.items():
        begun = time.perf_counter()
        work()
        seconds[name] = time.perf_counter() - begun
    sizes = {name: (into / f"a.{name}").stat().st_size // 1_000_000 for name in seconds}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(json.dumps({"seconds": seconds, "peak": peak, "sizes": sizes}))


def main() -> None:
    """Do one part in this process, or without a name compare both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="?", choices=("make", "ours", "theirs"))
    parser.add_argument("frames", nargs="?", type=Path)
    parser.add_argument("--size", type=int, default=SIZE)
    arguments = parser.parse_args()
    if arguments.what is None:
        compare_layers(arguments.size)
    elif arguments.what == "make":
        _make(arguments.frames, arguments.size)
    else:
        with arguments.frames.open("rb") as file:
            frames = pickle.load(file)
        with TemporaryDirectory() as folder:
            works = (_ours if arguments.what == "ours" else _theirs)(frames, Path(folder))
            _measure(works, Path(folder))


if __name__ == "__main__":
    main()
