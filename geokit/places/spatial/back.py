"""Expressions that go back to a place named before: "the border", "the river", "the area", "there".

Each means the last fitting place before it, and only where one fits: else it means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geokit.places.spatial.borders import beside
from geokit.places.spatial.scene import Expression, Scene

__all__ = ["back_to_borders", "back_to_places", "back_to_rivers"]

# The last fitting one is looked for so far back, then in all of the text before.
_NEAR = 600
# A paragraph is looked through so far back.
_PARAGRAPH = 2400
# "There" goes back no farther than the sentence before.
_SENTENCES = 2
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n\s*\n|\n")
_PARAGRAPH_END = re.compile(r"\n\s*\n|[.!?:][\"'”’)\]]*[^\S\n]*\n")
_PAUSE = re.compile(r"[.!?;,–—]")
_SPOTLESS = frozenset({"continent", "sea", "relative"})


def back_to_rivers(scene: Scene) -> Iterator[Expression]:
    """Read "the river"."""
    named = [name for name in scene.names if name.place.feature == "river"]
    for found in scene.patterns.the_river.finditer(scene.text) if named else ():
        meant = _only(named, found.start())
        if meant is not None:
            yield _back(found.start(), found.end(), meant)


def back_to_borders(scene: Scene, told: Sequence[Expression]) -> Iterator[Expression]:
    """Read "the border", "the northern border", "the border area", by the borders that are told before."""
    named = [*told, *(name for name in scene.names if name.place.feature == "border")]
    named = [one for one in named if one.place.feature == "border"]
    for found in scene.patterns.the_border.finditer(scene.text) if named else ():
        fitting = [one for one in named if not found["quarter"] or _lies(scene, one, found["quarter"])]
        meant = _only(fitting, found.start())
        if meant is not None:
            back = _back(found.start(), found.end(), meant)
            yield beside(scene, back) if found["area"] else back


def back_to_places(scene: Scene) -> Iterator[Expression]:
    """Read "there" and "in the area": the one place of this sentence before, else of the sentence before.

    A country is too far for "the area", and for "there" where another sentence parts them. "The pass in the
    area" lies in some area: a comma at least has to part the two. A paragraph says anew where it is.
    """
    for found in scene.patterns.there.finditer(scene.text):
        start = found.start("back")
        if _is_place_word(scene, start):
            meant = _last_place(scene, start)
            if meant is not None and (meant.place.feature != "country" or _one_sentence(scene, meant, start)):
                yield _back(start, found.end("back"), meant)
    for found in scene.patterns.the_area.finditer(scene.text):
        meant = _last_place(scene, found.start("back"))
        apart = meant is not None and _PAUSE.search(scene.text, meant.end, found.start("back"))
        if meant is not None and apart and meant.place.feature != "country":
            yield _back(found.start("back"), found.end("back"), meant)


def _one_sentence(scene: Scene, meant: Expression, start: int) -> bool:
    return _SENTENCE_END.search(scene.text, meant.end, start) is None


def _only(named: Sequence[Expression], start: int) -> Expression | None:
    """The one place that is named near before an offset, else the one in all of the text before."""
    before = [one for one in named if one.end <= start]
    near = [one for one in before if one.end > start - _NEAR]
    for found in (near, before):
        ids = {one.place.id for one in found}
        if len(ids) == 1:
            return found[-1]
    return None


def _lies(scene: Scene, border: Expression, quarter: str) -> bool:
    """Whether a border lies in one quarter of the country that the text speaks of most."""
    code = scene.countries_named.most_common(1)[0][0] if scene.countries_named else ""
    shared = code in (border.place.country or "").split("/")
    return shared and scene.ground.lies_towards(code, border.place, scene.rules.quarters[quarter.lower()])


def _last_place(scene: Scene, start: int) -> Expression | None:
    """The one place that the sentence names before an offset, else the one before it does.

    A unit that holds another of the places is not what is meant; a name that means none known may be.
    """
    first = max(0, start - _PARAGRAPH)
    paragraph = max((cut.end() for cut in _PARAGRAPH_END.finditer(scene.text, first, start)), default=first)
    cuts = [paragraph, *(cut.end() for cut in _SENTENCE_END.finditer(scene.text, paragraph, start))]
    end = start
    for begin in list(reversed(cuts))[:_SENTENCES]:
        inside = [
            one for one in scene.resolved if one.mention.kind == "place" and begin <= one.mention.start < end
        ]
        if inside:
            return _the_one(scene, begin, end) if all(one.place for one in inside) else None
        end = begin
    return None


def _the_one(scene: Scene, begin: int, end: int) -> Expression | None:
    names = [one for one in scene.names if begin <= one.start < end]
    holders = {parent for one in names for parent in one.place.parents}
    meant = {one.place.id: one for one in names if one.place.id not in holders}
    found = next(iter(meant.values()))
    return found if len(meant) == 1 and found.place.feature not in _SPOTLESS else None


def _is_place_word(scene: Scene, start: int) -> bool:
    """Whether "there" says where, by the word before it."""
    before = scene.before(scene.patterns.word_before, start)
    return before is not None and before[1].casefold() not in scene.patterns.not_before_there


def _back(start: int, end: int, meant: Expression) -> Expression:
    reason = f"goes back to {meant.place.name}, named before"
    return replace(meant, start=start, end=end, reason=reason)
