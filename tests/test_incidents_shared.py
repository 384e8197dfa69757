"""Incidents measured against the five annotated articles beside the project."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from geokit.pipeline import Inputs, run

pytestmark = pytest.mark.shared


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
    assert figures["place"] >= 0.85 and figures["shape"] >= 0.85 and figures["date"] >= 0.85
    assert figures["count"] >= 0.9 and figures["outcome"] >= 0.8 and figures["found_policy"] >= 0.8
    assert figures["parts"] == [1, 1]
    linked, found, _ = figures["links"]
    assert linked >= 12 and linked >= 0.8 * found


def test_without_its_metadata_an_article_keeps_its_year_unknown(shared: Path, tmp_path: Path) -> None:
    """The eight people of Musan left on a 9 August of nobody knows which year."""
    results = run(Inputs([shared / "seeds"]), tmp_path)
    musan = next(i for i in results.incidents if i.n_best == 8 and i.type == "crossing")
    assert musan.date is not None and musan.date.edtf == "XXXX-08-09"
    dated = [
        t.date.edtf for i in results.incidents for t in i.tellings if t.report_id.startswith("002") and t.date
    ]
    assert all("20" not in (edtf or "") for edtf in dated)


def test_the_soldier_of_three_articles_is_one_incident(shared: Path, tmp_path: Path) -> None:
    """He crossed at the Joint Security Area ten days before an order of 23 November: on the 13th."""
    inputs = Inputs([shared / "seeds"], metadata=shared / "gold" / "metadata.csv")
    (crossing,) = (i for i in run(inputs, tmp_path).incidents if i.n_reports == 3)
    assert crossing.date is not None and crossing.date.edtf == "2017-11-13"
    assert crossing.where is not None and crossing.where.place is not None
    assert crossing.where.place.name == "Joint Security Area"


def test_ten_of_the_twenty_arrested_that_day(shared: Path, tmp_path: Path) -> None:
    """They stand where China meets two provinces, and are part of the sum, not added to it."""
    inputs = Inputs([shared / "seeds"], metadata=shared / "gold" / "metadata.csv")
    incidents = run(inputs, tmp_path).incidents
    ten = next(i for i in incidents if i.type == "arrest" and i.n_best == 10)
    twenty = next(i for i in incidents if i.type == "statistic" and i.n_best == 20)
    assert ten.date is not None and ten.date.edtf == "2018-01-01T03:00:00"
    assert ten.shape_basis == "computed"
    assert ("part_of", twenty.id) in [(link.rel, link.id) for link in ten.links]
