"""Sentences in which nothing of the codebook happens, though its words are there."""

from pathlib import Path

from incident_helpers import report, tell

from geokit.incidents import Codebook
from geokit.places import Gazetteer

SENTENCES = Path(__file__).parent / "nothing_happens" / "sentences.txt"
# What is measured now; it may only fall. Most that are left are figures of speech, and accidents and animals
# told of in the words of violence.
STILL_READ_AS_EVENTS = 32


def test_few_sentences_without_an_event_give_one(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Orders, fears, drills, denials, questions, metaphors: written only to trip the rules."""
    lines = SENTENCES.read_text("utf-8").splitlines()
    sentences = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    wrong = [
        sentence
        for sentence in sentences
        if any(telling.is_event for telling in tell(report(sentence), builtin_gazetteer, codebook))
    ]
    print(*wrong, sep="\n")
    assert len(sentences) > 400
    assert len(wrong) <= STILL_READ_AS_EVENTS
