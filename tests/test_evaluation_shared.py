"""The same figures as the scorers that lie with the annotated articles."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from geokit.evaluation import evaluate
from geokit.layers import date_properties
from geokit.pipeline import Inputs, run
from geokit.text.dates import find_dates

pytestmark = pytest.mark.shared
OURS = Path(__file__).parent / "annotated"
SHARES = ("precision", "type", "modality", "date", "place", "shape", "count", "outcome")


def scorer(shared: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, shared / "score" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("ours", [False, True], ids=["five articles", "our own reports"])
def test_incidents(shared: Path, tmp_path: Path, ours: bool) -> None:
    """Every share, every count, and the lists of what was missed and false."""
    folder, gold, metadata = (
        (OURS / "reports", OURS / "incidents.json", OURS / "metadata.csv")
        if ours
        else (shared / "seeds", shared / "gold" / "seeds_incidents.json", shared / "gold" / "metadata.csv")
    )
    run(Inputs([folder], metadata=metadata), tmp_path)
    found = tmp_path / "incidents.geojson"
    theirs = scorer(shared, "score_incidents")
    figures, detail = theirs.score(json.loads(gold.read_text("utf-8")), theirs.read_pred(found))
    result = evaluate(gold, found)
    numbers: dict[str, Any] = result.numbers()
    tiers = [key for key in figures if key.startswith("found_")]
    assert {key: numbers[key] for key in (*tiers, *SHARES)} == {
        key: figures[key] for key in (*tiers, *SHARES)
    }
    assert [numbers[f"links{end}"] for end in ("_right", "_n", "_possible")] == figures["links"]
    assert [numbers["parts_right"], numbers["parts_n"]] == figures["parts"]
    assert (numbers["false_events"], numbers["wrong_links"]) == (
        figures["false_events"],
        figures["wrong_links"],
    )
    assert [case["id"] for case in result.detail["missed"]] == detail["missed"]
    assert len(result.detail["unmatched"]) == len(detail["unmatched"])


def test_places(shared: Path, tmp_path: Path) -> None:
    """Recognition, resolution and the two together."""
    run(Inputs([shared / "seeds"]), tmp_path)
    gold, found = shared / "gold" / "seeds_places.gold.jsonl", tmp_path / "mentions.jsonl"
    theirs = scorer(shared, "score_places")
    figures = theirs.score(theirs.read(gold), theirs.read(found, ["place"]), only={"place"})
    numbers = evaluate(gold, found).numbers()
    assert numbers["wrong_kind"] == figures["wrong_kind"]
    keys = {key: key for key in ("acc161", "acc10", "country", "adm1", "point15")} | {"e2e_F1": "e2eF"}
    keys |= {
        f"{regime}_{part}": f"{regime}_{part}" for regime in ("exact", "overlap") for part in ("P", "R", "F1")
    }
    assert {mine: numbers[mine] for mine in keys} == {
        mine: pytest.approx(figures[their], abs=0.0006) for mine, their in keys.items()
    }


def test_dates(shared: Path, tmp_path: Path) -> None:
    """Three long chronicles are enough to tell."""
    theirs = scorer(shared, "score_dates")
    files = sorted((shared / "corpora" / "wikiwars").glob("*.tml"))[:3]
    documents = [theirs.parse(str(file)) for file in files]
    gold = [
        {"report_id": name, "start": start, "end": end, "timex": value}
        for name, _, _, spans in documents
        for start, end, _, value in spans
    ]
    found = [
        date_properties(name, date)
        for name, day, text, _ in documents
        for date in find_dates(text, published=day)
    ]
    for path, rows in ((tmp_path / "gold.jsonl", gold), (tmp_path / "found.jsonl", found)):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    by_report: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        by_report.setdefault(row["report_id"], []).append(row)
    figures = theirs.score(documents, by_report)
    numbers = evaluate(tmp_path / "gold.jsonl", tmp_path / "found.jsonl").numbers()
    for name in ("strict_F1", "relaxed_F1", "value_F1"):
        assert 100 * numbers[name] == pytest.approx(figures[name], abs=0.06)
