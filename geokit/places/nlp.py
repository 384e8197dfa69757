"""A recogniser that asks an installed spaCy pipeline where the rules are not sure.

The rules read every sentence; the model reads only those in which a capitalised name stands where a place
would and no rule knew it. What it calls a place is added to what the rules found and never overrules it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Any

from geokit.errors import UsageError
from geokit.model import Mention, Report
from geokit.places.gazetteer import Gazetteer
from geokit.places.recognition import Recogniser, RuleRecogniser
from geokit.text.sentences import split_sentences

__all__ = ["SpacyRecogniser"]

_PLACE_LABELS = {"GPE", "LOC"}
_NEEDLESS = ("parser", "tagger", "attribute_ruler", "lemmatizer", "morphologizer", "senter")
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w'’-]{2,}"
# Where a place would stand: after a preposition that takes one, or in a list after another name.
_LIKELY = re.compile(
    rf"\b(?:in|at|from|near|of|to|outside|around|across|between|through|towards?|off|and|into)\s+"
    rf"(?:(?:the|northern|southern|eastern|western|central|nearby)\s+)?(?P<name>{_NAME})"
)
_EDGE = re.compile(r"^(?:the|The)\s+|['’]s?$|[\s.,;:]+$")


class SpacyRecogniser:
    """The rules, and a spaCy pipeline for the sentences in which they are unsure.

    Parameters
    ----------
    pipeline : str
        The name of an installed pipeline with an entity recogniser, such as ``en_core_web_sm``, or a folder.

    Raises
    ------
    UsageError
        spaCy or the pipeline is not installed, or it has no entity recogniser.
    """

    def __init__(self, pipeline: str) -> None:
        self._rules: Recogniser = RuleRecogniser()
        self._nlp = _load(pipeline)

    def recognise(self, report: Report, gazetteer: Gazetteer) -> Sequence[Mention]:
        """Give the place mentions of a report, sorted by their start, not overlapping."""
        known = list(self._rules.recognise(report, gazetteer))
        words = gazetteer.recognition.ordinary | gazetteer.recognition.weak
        spans = [span for span in split_sentences(report.text) if _is_unsure(report.text, span, known, words)]
        texts = (report.text[start:end] for start, end in spans)
        found: list[Mention] = []
        for (offset, _), document in zip(spans, self._nlp.pipe(texts), strict=True):
            places = (entity for entity in document.ents if entity.label_ in _PLACE_LABELS)
            found.extend(_mention(report, offset + one.start_char, offset + one.end_char) for one in places)
        taken = {(mention.start, mention.end) for mention in known}
        added = [
            mention
            for mention in found
            if len(mention.text) > 2
            and all(mention.end <= start or mention.start >= end for start, end in taken)
        ]
        return sorted([*known, *added], key=lambda mention: mention.start)


def _load(pipeline: str) -> Any:
    try:
        import spacy

        nlp = spacy.load(pipeline, exclude=list(_NEEDLESS))
    except ImportError as error:
        raise UsageError('spaCy is not installed; pip install "geokit[nlp]"') from error
    except OSError as error:
        raise UsageError(f"no spaCy pipeline {pipeline!r}; install one, or name its folder") from error
    if "ner" not in nlp.pipe_names:
        raise UsageError(f"{pipeline}: has no entity recogniser; name a pipeline that has one")
    return nlp


def _is_unsure(text: str, span: tuple[int, int], known: Sequence[Mention], words: Set[str]) -> bool:
    """Whether a name stands where a place would and no rule has read it; ``words`` are no names."""
    start, end = span
    covered = [(mention.start, mention.end) for mention in known if start <= mention.start < end]
    for match in _LIKELY.finditer(text, start, end):
        read = any(left <= match.start("name") < right for left, right in covered)
        if not read and match["name"].casefold() not in words:
            return True
    return False


def _mention(report: Report, start: int, end: int) -> Mention:
    text = report.text[start:end]
    while (edge := _EDGE.search(text)) is not None and edge.group():
        if edge.start() == 0:
            start += edge.end()
        else:
            end -= len(text) - edge.start()
        text = report.text[start:end]
    return Mention(report.id, start, end, text, "place")
