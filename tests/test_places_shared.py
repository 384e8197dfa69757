"""Recognition and resolution measured on annotated texts that are not part of the project."""

import importlib.util
import json

import pytest
from places_helpers import report

from geokit.places import find_places, mention_record

pytestmark = pytest.mark.shared


def scorer(shared):
    spec = importlib.util.spec_from_file_location("score_places", shared / "score" / "score_places.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(shared, gazetteer, gold, docs, tmp_path, only=None):
    """Score the built-in gazetteer's mentions of all documents."""
    pred = tmp_path / "pred.jsonl"
    with pred.open("w", encoding="utf-8") as file:
        for line in docs.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            for one in find_places(report(document["text"]), gazetteer):
                file.write(json.dumps(mention_record(one) | {"report_id": document["doc_id"]}) + "\n")
    module = scorer(shared)
    return module.score(module.read(gold), module.read(pred, ["place"]), only=only)


def test_the_five_articles(shared, builtin_gazetteer, tmp_path):
    """Places of the five articles are found, nothing else is, and each lies in the right unit."""
    gold = shared / "gold"
    docs = gold / "seeds_places.docs.jsonl"
    result = measure(
        shared, builtin_gazetteer, gold / "seeds_places.gold.jsonl", docs, tmp_path, only={"place"}
    )
    assert result["overlap_R"] >= 0.95
    assert result["overlap_P"] >= 0.95
    assert result["country"] >= 0.95
    assert result["adm1"] >= 0.9
    assert result["wrong_kind"] <= 5


def test_world_news(shared, builtin_gazetteer, tmp_path):
    """The rules hold for news from everywhere, not only for those from Korea."""
    corpora = shared / "corpora"
    result = measure(
        shared, builtin_gazetteer, corpora / "geovirus.gold.jsonl", corpora / "geovirus.docs.jsonl", tmp_path
    )
    print(f"GeoVirus exact F1 {result['exact_F1']:.3f}, e2eF {result['e2eF']:.3f}")
    assert result["exact_F1"] >= 0.80
    assert result["exact_P"] >= 0.88
