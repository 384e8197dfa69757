"""Incidents measured against annotated reports of our own words on documented incidents.

The floors stand a little below what is measured (docs/quality.md): they guard, they are no results.
"""

import json
from pathlib import Path

import pytest

from geokit.evaluation import evaluate
from geokit.pipeline import Inputs, run

OURS = Path(__file__).parent / "annotated"
WORLD = Path(__file__).parent / "annotated_world"


def test_twenty_reports_of_our_own(tmp_path: Path) -> None:
    """With films, drills, rumours and figures of speech in them; what is claimed to be an event is one."""
    run(Inputs([OURS / "reports"], metadata=OURS / "metadata.csv"), tmp_path)
    figures = evaluate(OURS / "incidents.json", tmp_path / "incidents.geojson").numbers()
    assert figures["false_events"] == figures["wrong_links"] == 0
    assert figures["found_core"] >= 0.9 and figures["found_policy"] >= 0.8
    assert figures["precision"] >= 0.9 and figures["modality"] >= 0.95 and figures["type"] >= 0.95
    assert figures["date"] >= 0.9 and figures["count"] >= 0.9 and figures["outcome"] >= 0.9


@pytest.mark.parametrize("folder", [OURS, WORLD], ids=lambda folder: folder.name)
def test_an_annotation_holds_together(folder: Path) -> None:
    """Each quote and each trap of it is a slice of its report."""
    gold = json.loads((folder / "incidents.json").read_text("utf-8"))
    texts = {a["id"]: (folder / "reports" / a["file"]).read_bytes().decode("utf-8") for a in gold["articles"]}
    for record in gold["incidents"]:
        assert texts[record["report"]][record["start"] : record["end"]] == record["quote"], record["id"]
    for trap in gold["traps"]:
        assert texts[trap["report"]][trap["start"] : trap["end"]] == trap["text"], trap["text"]
