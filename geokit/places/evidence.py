"""What the text says about a mention: which feature is announced, which unit is said to hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from geokit.model import Mention
from geokit.places.gazetteer import Gazetteer, NamedPlace
from geokit.places.rules import RecognitionRules
from geokit.places.world import OUTLYING_KINDS
from geokit.text.spelling import fold, written_like

__all__ = ["Clue", "candidates_of", "read_clues", "same_name"]

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+[\"'“‘(\[]*[A-Z0-9]|\n\s*\n|\n")
_LAST_JOINT = re.compile(r",? (?:and|or|&) (?:the )?")
_LIST_JOINT = re.compile(r",? (?:and|or|&) (?:the )?|, |/")
_WORD = re.compile(r"[^\W\d_]+")
# How many mentions before one may still name what holds it in the same sentence.
REACH = 12
# How many places of one name that only the index of the world holds are weighed where nothing holds them.
MOST_NAMESAKES = 30
_WIDE = frozenset({"country", "province", "continent"})


@dataclass(slots=True)
class Clue:
    """What the text says about one mention.

    ``features`` are those that a feature word announces, empty where none does. ``stated`` are positions of
    mentions that are said to hold it, ``listed`` of those after a comma that do so if they can, ``sentence``
    of others in its sentence that may, and ``holds`` of those that are said to lie in it.
    """

    mention: Mention
    name: str
    features: frozenset[str] = frozenset()
    stated: list[int] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    holds: list[int] = field(default_factory=list)


def read_clues(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Clue]:
    """Read for each mention what the text around it says; mentions are sorted by their start."""
    rules = gazetteer.recognition
    clues = [_named(mention, gazetteer) for mention in mentions]
    _announce(text, clues, rules)
    for position in range(len(clues) - 1):
        _relate(text, clues, position, rules)
    for position in range(len(clues)):
        _same_sentence(text, clues, position)
    return clues


def candidates_of(clue: Clue, gazetteer: Gazetteer) -> tuple[NamedPlace, ...]:
    """The places that a mention may mean: those of its whole name, else of its name without feature word."""
    whole = gazetteer.named(clue.mention.text)
    fitting = [entry for entry in whole if written_like(entry.name, clue.mention.text)] or whole
    if clue.mention.kind == "demonym" and not fitting:
        fitting = gazetteer.named(clue.mention.text.rstrip("sS"))
    if clue.name != clue.mention.text:
        # "Musan County" may be a name by itself, and is the county among those named "Musan".
        bare = gazetteer.named(clue.name)
        fitting = [
            *fitting,
            *(entry for entry in bare if gazetteer.row(entry.place_id).feature in clue.features),
        ]
    best: dict[str, NamedPlace] = {}
    for entry in fitting if clue.stated or clue.listed else _without_hamlets(fitting, gazetteer):
        best.setdefault(entry.place_id, entry)
    return tuple(best.values())


def _without_hamlets(entries: Sequence[NamedPlace], gazetteer: Gazetteer) -> list[NamedPlace]:
    """Leave out places that nobody means who does not say where they lie.

    Namesakes of a country or a first-level unit, and all but the largest of many namesakes of a town.
    """
    known = [entry for entry in entries if entry.kind not in OUTLYING_KINDS]
    if any(gazetteer.row(entry.place_id).feature in _WIDE for entry in known):
        return known
    outlying = [entry for entry in entries if entry.kind in OUTLYING_KINDS]
    if len(outlying) > MOST_NAMESAKES:
        outlying.sort(key=lambda entry: (-gazetteer.prominence(entry.place_id), entry.place_id))
    return [*known, *outlying[:MOST_NAMESAKES]]


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
    following = _WORD.match(text, mention.end + 1) if text[mention.end : mention.end + 1] == " " else None
    if following is not None:
        feature = rules.feature_words.get(following[0].casefold())
        if feature is not None and (feature.plural or following[0].islower()):
            return feature.features
    before = _WORD.findall(text[max(0, mention.start - 30) : mention.start])[-2:]
    if len(before) == 2 and before[1] == "of" and text[mention.start - 4 : mention.start] == " of ":
        feature = rules.feature_words.get(before[0].casefold())
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
    gap = text[clues[position].mention.end : clues[position + 1].mention.start]
    if len(gap) > 40:
        return
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


def _same_sentence(text: str, clues: list[Clue], position: int) -> None:
    for other in range(position - 1, max(-1, position - 1 - REACH), -1):
        between = text[clues[other].mention.end : clues[position].mention.start]
        if _SENTENCE_END.search(between):
            break
        clues[position].sentence.append(other)


def same_name(clue: Clue) -> tuple[str, frozenset[str]]:
    """What two mentions have to share to be taken for the same place."""
    return fold(clue.name), clue.features
