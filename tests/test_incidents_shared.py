"""Incidents measured against annotated reports: the five articles beside the project, and our own set."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from geokit.pipeline import Inputs, run

pytestmark = pytest.mark.shared
OURS = Path(__file__).parent / "annotated"


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_incidents", shared / "score" / "score_incidents.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(scorer: ModuleType, gold: Path, inputs: Inputs, folder: Path) -> dict:
    run(inputs, folder)
    figures, detail = scorer.score(
        json.loads(gold.read_text("utf-8")), scorer.read_pred(folder / "incidents.geojson")
    )
    print(figures, detail)
    return figures


def test_the_five_articles(shared: Path, scorer: ModuleType, tmp_path: Path) -> None:
    """Nothing that did not happen is an event, and most of what did is found, placed and told as it was."""
    inputs = Inputs([shared / "seeds"], metadata=shared / "gold" / "metadata.csv")
    figures = measure(scorer, shared / "gold" / "seeds_incidents.json", inputs, tmp_path)
    assert figures["false_events"] == figures["wrong_links"] == 0
    assert figures["found_core"] >= 0.9 and figures["precision"] >= 0.8
    assert figures["modality"] >= 0.9 and figures["type"] >= 0.9
    assert figures["place"] >= 0.7 and figures["shape"] >= 0.85
    assert figures["parts"] == [1, 1]


def test_without_its_metadata_an_article_keeps_its_year_unknown(shared: Path, tmp_path: Path) -> None:
    """The eight people of Musan left on a 9 August of nobody knows which year."""
    results = run(Inputs([shared / "seeds"]), tmp_path)
    musan = next(i for i in results.incidents if i.n_best == 8 and i.type == "crossing")
    assert musan.date is not None and musan.date.edtf == "XXXX-08-09"
    dated = [
        t.date.edtf for i in results.incidents for t in i.tellings if t.report_id.startswith("002") and t.date
    ]
    assert all("20" not in (edtf or "") for edtf in dated)


def test_our_own_reports(scorer: ModuleType, tmp_path: Path) -> None:
    """Twelve reports unlike the five, with traps; what is claimed to be an event is one."""
    inputs = Inputs([OURS / "reports"], metadata=OURS / "metadata.csv")
    figures = measure(scorer, OURS / "incidents.json", inputs, tmp_path)
    assert figures["false_events"] == figures["wrong_links"] == 0
    assert figures["precision"] >= 0.9 and figures["modality"] >= 0.9
    assert figures["found_core"] >= 0.7


def test_our_annotation_holds_together() -> None:
    """Each quote and span of it is a slice of its report."""
    gold = json.loads((OURS / "incidents.json").read_text("utf-8"))
    texts = {a["id"]: (OURS / "reports" / a["file"]).read_bytes().decode("utf-8") for a in gold["articles"]}
    for record in gold["incidents"]:
        assert texts[record["report"]][record["start"] : record["end"]] == record["quote"], record["id"]
    for trap in gold["traps"]:
        assert texts[trap["report"]][trap["start"] : trap["end"]] == trap["text"], trap["text"]
