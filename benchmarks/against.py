"""Mentions with resolution beside flashgeotext, which finds names and resolves nothing, in one run.

The texts are those of GeoVirus where it lies beside the project (or where ``GEOKIT_SHARED`` says), else our
own example and test reports. Both tools get the texts one by one and in turns: once when they meet each for
the first time, then again several times, of which the quickest counts.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from geokit.model import Report
from geokit.places import find_places, load_gazetteer

__all__ = ["compare"]

SHARED = Path(os.environ.get("GEOKIT_SHARED", Path(__file__).parents[2] / "shared"))
GEOVIRUS = SHARED / "corpora" / "geovirus.docs.jsonl"
PASSES = 7


def compare(ours: Sequence[Report]) -> None:
    """Print how fast both are, and our speed as a share of theirs."""
    try:
        theirs = import_module("flashgeotext.geotext").GeoText()
    except ImportError:
        print('flashgeotext is not installed, so no comparison: pip install "flashgeotext==0.5.5"')
        return
    reports = _geovirus() if GEOVIRUS.is_file() else list(ours)
    gazetteer = load_gazetteer()
    gazetteer.name_matcher  # noqa: B018  built on first use; opening is not a report's cost
    passes = [
        (
            _seconds(lambda: [find_places(report, gazetteer) for report in reports]),
            _seconds(lambda: [theirs.extract(report.text) for report in reports]),
        )
        for _ in range(PASSES)
    ]
    name = "GeoVirus" if GEOVIRUS.is_file() else "our own reports"
    print(f"mentions with resolution beside flashgeotext: {len(reports)} documents of {name}")
    again = (min(own for own, _ in passes[1:]), min(other for _, other in passes[1:]))
    for when, (own, other) in (("first time", passes[0]), ("again", again)):
        speeds = f"{len(reports) / own:7.0f} and {len(reports) / other:7.0f} documents/s"
        print(f"  {when:12}{speeds}, ratio {other / own:.2f}")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _geovirus() -> list[Report]:
    rows = [json.loads(line) for line in GEOVIRUS.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [_report(row["doc_id"], row["text"]) for row in rows]


def _report(name: str, text: str) -> Report:
    return Report(
        id=name,
        title=None,
        text=text,
        published=None,
        published_basis=None,
        publisher=None,
        author=None,
        url=None,
        language="en",
        path=str(GEOVIRUS),
        sha256=sha256(text.encode()).hexdigest(),
    )
