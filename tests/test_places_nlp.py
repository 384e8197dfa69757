"""A spaCy pipeline is asked only where the rules are unsure, and never overrules them.

The pipeline is a stand-in that calls given words places, so that no model is needed.
"""

import sys
from types import ModuleType, SimpleNamespace

import pytest
from places_helpers import report, small_gazetteer

from geokit.errors import UsageError
from geokit.places import find_places
from geokit.places.nlp import SpacyRecogniser


class Pipeline:
    """Calls every occurrence of its words an entity of the label given."""

    pipe_names = ("tok2vec", "ner")

    def __init__(self, **labels: str) -> None:
        self.labels = labels
        self.asked: list[str] = []

    def pipe(self, texts):
        for text in texts:
            self.asked.append(text)
            entities = [
                SimpleNamespace(start_char=at, end_char=at + len(word.replace("_", " ")), label_=label)
                for word, label in self.labels.items()
                if (at := text.find(word.replace("_", " "))) >= 0
            ]
            yield SimpleNamespace(ents=entities)


@pytest.fixture
def spacy(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("spacy")
    monkeypatch.setitem(sys.modules, "spacy", module)
    return module


def found(spacy: ModuleType, pipeline: Pipeline, text: str) -> list[str]:
    spacy.load = lambda name, exclude: pipeline
    resolutions = find_places(report(text), small_gazetteer(), recogniser=SpacyRecogniser("any"))
    return [one.mention.text for one in resolutions if one.mention.kind == "place"]


def test_a_place_that_no_rule_knows_is_added(spacy: ModuleType) -> None:
    """It is a mention without a place."""
    pipeline = Pipeline(Quxville="GPE")
    assert found(spacy, pipeline, "Two men fled to Quxville.") == ["Quxville"]


def test_only_unsure_sentences_are_asked(spacy: ModuleType) -> None:
    """A sentence whose names are all known, or that has none where a place would stand, costs nothing."""
    pipeline = Pipeline(Quxville="GPE")
    found(
        spacy,
        pipeline,
        "They left Musan in May for good. A guard sat in Musan. It rained. They ran to Quxville.",
    )
    assert pipeline.asked == ["They ran to Quxville."]


def test_what_is_no_place_stays_none(spacy: ModuleType) -> None:
    """A person or an organisation of the model's is not taken."""
    assert found(spacy, Pipeline(Quxville="PERSON"), "He wrote to Quxville.") == []


def test_the_rules_are_not_overruled(spacy: ModuleType) -> None:
    """A span that touches a known mention is left to the rules."""
    assert found(spacy, Pipeline(County_in_Quxville="GPE"), "In Musan County in Quxville it rained.") == [
        "Musan County"
    ]


def test_articles_and_possessives_are_trimmed(spacy: ModuleType) -> None:
    """The span is the name."""
    text = "They went to the Quxlands' capital."
    pipeline = Pipeline(**{"the_Quxlands'": "LOC"})
    assert found(spacy, pipeline, text) == ["Quxlands"]


def test_what_is_missing_is_said(spacy: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """No spaCy, no pipeline, no entity recogniser: each says what to do."""

    def missing(name: str, exclude: list[str]) -> None:
        raise OSError(name)

    spacy.load = missing
    with pytest.raises(UsageError, match="no spaCy pipeline 'nowhere'"):
        SpacyRecogniser("nowhere")
    spacy.load = lambda name, exclude: SimpleNamespace(pipe_names=["tagger"])
    with pytest.raises(UsageError, match="no entity recogniser"):
        SpacyRecogniser("blank")
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UsageError, match="pip install"):
        SpacyRecogniser("any")
