"""What the text says about a mention: which feature is announced, which unit is said to hold it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from geokit.model import Mention
from geokit.places.gazetteer import Gazetteer
from geokit.places.rules import BEGINNING, SETTLEMENTS, RecognitionRules
from geokit.text.spelling import fold

__all__ = ["Clue", "read_clues", "same_name"]

_SENTENCE_END = re.compile(r"[\n.!?](?:(?<=\n)|[\"'”’)\]]*[^\S\n]+[\"'“‘(\[]*[A-Z0-9])")
_LAST_JOINT = re.compile(r",? (?:and|or|&) (?:the )?")
_LIST_JOINT = re.compile(r",? (?:and|or|&) (?:the )?|, |/")
_WORD = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
# How many mentions before one may still name what holds it in the same sentence.
REACH = 12
# Farther apart, nothing between two mentions says that one holds the other.
LONGEST_GAP = 40


@dataclass(slots=True)
class Clue:
    """What the text says about one mention.

    ``features`` are those that a feature word announces, empty where none does. ``stated`` are positions of
    mentions that are said to hold it, ``listed`` of those after a comma that do so if they can, ``sentence``
    of others in its sentence that may, and ``holds`` of those that are said to lie in it. ``together`` are
    those of one list with it.
    """

    mention: Mention
    name: str
    features: frozenset[str] = frozenset()
    stated: list[int] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    holds: list[int] = field(default_factory=list)
    together: list[int] = field(default_factory=list)


def read_clues(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Clue]:
    """Read for each mention what the text around it says; mentions are sorted by their start."""
    rules = gazetteer.recognition
    clues = [_named(mention, gazetteer) for mention in mentions]
    _heed_articles(text, clues, gazetteer)
    _announce(text, clues, rules)
    for position in range(len(clues) - 1):
        _relate(text, clues, position, rules)
    _join_lists(text, clues)
    _announce_examples(text, clues, rules)
    _join_sentences(text, clues)
    return clues


def _named(mention: Mention, gazetteer: Gazetteer) -> Clue:
    """Part a mention's text into name and feature word."""
    bare = Clue(mention, mention.text)
    words = mention.text.split()
    if len(words) < 2 or mention.kind != "place":
        return bare
    feature_words = gazetteer.recognition.feature_words
    last, first = feature_words.get(words[-1].casefold()), feature_words.get(words[0].casefold())
    if last is not None:
        parted = Clue(mention, " ".join(words[:-1]), last.features)
    elif first is not None and first.before:
        parted = Clue(mention, " ".join(words[1:]), first.features)
    else:
        return bare
    whole = {gazetteer.row(entry.place_id).feature for entry in gazetteer.named(mention.text)}
    # The United States are no states, and Rhode Island is no island: the word is part of the name.
    return bare if whole and not whole & parted.features else parted


def _heed_articles(text: str, clues: list[Clue], gazetteer: Gazetteer) -> None:
    """Read "the Tumen", where no noun follows to which the article could belong, as no town but the river."""
    rules = gazetteer.recognition
    for clue in clues:
        if clue.features or clue.mention.kind != "place" or not _has_article(text, clue.mention, rules):
            continue
        features = {gazetteer.row(entry.place_id).feature for entry in gazetteer.named(clue.name)}
        others = features - SETTLEMENTS
        if others != features:
            clue.features = frozenset(others)


def _has_article(text: str, mention: Mention, rules: RecognitionRules) -> bool:
    before = text[max(0, mention.start - 5) : mention.start].lower()
    if not (f" {before}".endswith(" the ")):
        return False
    following = _NEXT_WORD.match(text, mention.end)
    return following is None or following[1] in rules.spatial.follows


def _announce(text: str, clues: list[Clue], rules: RecognitionRules) -> None:
    """Let a feature word speak for the names before it: "Tumen or Yalu rivers", "A and B Provinces"."""
    for clue in clues:
        if not clue.features and clue.mention.kind == "place":
            clue.features = _feature_beside(text, clue.mention, rules)
    for position in range(len(clues) - 1, 0, -1):
        clue, before = clues[position], clues[position - 1]
        joint = text[before.mention.end : clue.mention.start]
        plural = clue.features and _plural_word(text, clue.mention, rules)
        if plural and not before.features and before.mention.kind == "place" and _LIST_JOINT.fullmatch(joint):
            before.features = clue.features
            first = position - 1
            while (
                first > 0
                and not clues[first - 1].features
                and _LIST_JOINT.fullmatch(text[clues[first - 1].mention.end : clues[first].mention.start])
            ):
                first -= 1
                clues[first].features = clue.features


def _feature_beside(text: str, mention: Mention, rules: RecognitionRules) -> frozenset[str]:
    """The features announced outside the mention: "the rivers Tumen", "city of Musan", "Yalu rivers"."""
    following = None
    if text[mention.end + 1 : mention.end + 1 + BEGINNING].lower() in rules.feature_beginnings:
        following = _NEXT_WORD.match(text, mention.end)
    if following is not None:
        feature = rules.feature_words.get(following[1].casefold())
        if feature is not None and (feature.plural or following[1].islower()):
            return feature.features
    if text.endswith(" of ", 0, mention.start):
        before = _WORD.findall(text[max(0, mention.start - 30) : mention.start - 4])[-1:]
        feature = rules.feature_words.get(before[0].casefold()) if before else None
        if feature is not None and not feature.plural:
            return feature.features
    return frozenset()


def _plural_word(text: str, mention: Mention, rules: RecognitionRules) -> bool:
    """Whether the feature word of a mention, in it or after it, is a plural."""
    inside = mention.text.split()[-1].casefold()
    following = _WORD.match(text, mention.end + 1)
    words = [inside, *([following[0].casefold()] if following else [])]
    return any(word in rules.feature_words and rules.feature_words[word].plural for word in words)


def _relate(text: str, clues: list[Clue], position: int, rules: RecognitionRules) -> None:
    """Read between a mention and the next whether one is said to hold the other."""
    start, end = clues[position].mention.end, clues[position + 1].mention.start
    if end - start > LONGEST_GAP:
        return
    gap = text[start:end]
    if gap in (", ", " ("):
        reading = clues[position]
        (reading.sentence if _goes_on(text, clues, position + 1) else reading.listed).append(position + 1)
        clues[position + 1].holds.append(position)
    elif gap.strip() in rules.possessive and gap.endswith(" "):
        clues[position + 1].stated.append(position)
        clues[position].holds.append(position + 1)
    else:
        words = gap.casefold().split()
        between = [word for word in words if word not in rules.articles]
        if between and between[0] in rules.containment and words == gap.casefold().strip().split():
            plain = len(between) <= 3 and all(word.isalpha() for word in between)
            if plain:
                clues[position].stated.append(position + 1)
                clues[position + 1].holds.append(position)


def _goes_on(text: str, clues: list[Clue], position: int) -> bool:
    """Whether a list goes on after a mention: in "Seoul, China and Japan" China holds nothing."""
    if position + 1 >= len(clues):
        return False
    gap = text[clues[position].mention.end : clues[position + 1].mention.start]
    return _LAST_JOINT.fullmatch(gap) is not None


def _join_lists(text: str, clues: list[Clue]) -> None:
    """Note for each name of a list ("A, B and C") the others; a chain of commas alone is none."""
    chain: list[int] = []
    closed = False
    for position, clue in enumerate(clues):
        joint = text[clues[position - 1].mention.end : clue.mention.start] if chain else ""
        if clue.mention.kind != "place" or not _LIST_JOINT.fullmatch(joint):
            _join_list(clues, chain if closed else [])
            chain, closed = [], False
        if clue.mention.kind == "place":
            chain.append(position)
            closed = closed or _LAST_JOINT.fullmatch(joint) is not None
    _join_list(clues, chain if closed else [])


def _join_list(clues: list[Clue], chain: list[int]) -> None:
    for position in chain:
        clues[position].together = [other for other in chain if other != position]


def _announce_examples(text: str, clues: list[Clue], rules: RecognitionRules) -> None:
    """Let "cities such as" speak for the names after it: they are places of such a sort."""
    for clue in clues:
        features = _exemplified(text, clue.mention.start, rules)
        for one in (clue, *(clues[position] for position in clue.together)) if features else ():
            one.features = one.features or features


def _exemplified(text: str, start: int, rules: RecognitionRules) -> frozenset[str]:
    """The features of which the names from an offset on are examples; a city may be a town or a county."""
    before = text[max(0, start - LONGEST_GAP) : start].removesuffix("the ").rstrip().lower()
    words = next((before.removesuffix(end) for end in rules.examples if before.endswith(f" {end}")), None)
    word = _WORD.findall(words)[-1:] if words else []
    feature = rules.feature_words.get(word[0]) if word else None
    if feature is None or not feature.plural:
        return frozenset()
    return feature.features | SETTLEMENTS if feature.features & SETTLEMENTS else feature.features


def _join_sentences(text: str, clues: list[Clue]) -> None:
    """Note for each mention which were named before it in its sentence.

    A name that begins a sentence goes on from the sentence before: "Sales in Lamar County rose. Paris ..."
    """
    ends = [found.span() for found in _SENTENCE_END.finditer(text)]
    lasts = [last for _, last in ends]
    before = [bisect_right(lasts, clue.mention.start) for clue in clues]
    after = [bisect_left(ends, (clue.mention.end, 0)) for clue in clues]
    for position, clue in enumerate(clues):
        for other in range(position - 1, max(-1, position - 1 - REACH), -1):
            if after[other] < before[position]:
                break
            clue.sentence.append(other)


def same_name(clue: Clue) -> tuple[str, frozenset[str]]:
    """What two mentions have to share to be taken for the same place."""
    return fold(clue.name), clue.features
