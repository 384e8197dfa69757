"""Expressions that go back to a place named before: "the border", "the line", "the area", "there".

Each means the last fitting place before it, and only where one fits: else it means nothing. Where no border
was named, "the border" is that of the two countries that are spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geokit.places.spatial.borders import beside
from geokit.places.spatial.scene import Expression, Scene

__all__ = ["back_to_borders", "back_to_lines", "back_to_places", "back_to_rivers"]

# The last fitting one is looked for so far back, then in all of the text before.
_NEAR = 600
# What a report is about its opening says: its first so many characters.
_OPENING = 500
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
    patterns = scene.patterns
    named = [name for name in scene.names if name.place.feature == "river"]
    for start in scene.words.places_of(patterns.river_words) if named else ():
        river, the = patterns.river_alone.match(scene.text, start), scene.before(patterns.the_alone, start)
        meant = _only(named, start) if river and the else None
        if river and the and meant:
            yield _back(the.start(), river.end(), meant)


def back_to_lines(scene: Scene) -> Iterator[Expression]:
    """Read "the line": the one border that the text before calls a line by its full name."""
    patterns = scene.patterns
    named = [
        name
        for name in scene.names
        if name.place.feature == "border"
        and scene.text[name.start : name.end].rpartition(" ")[2].lower() in patterns.line_words
    ]
    for start in scene.words.places_of(patterns.line_words) if named else ():
        line, the = patterns.line_alone.match(scene.text, start), scene.before(patterns.the_alone, start)
        if line is None or the is None:
            continue
        before = scene.before(patterns.word_before, the.start())
        if before is not None and before[1].casefold() in patterns.not_before_line:
            continue
        meant = [name for name in named if name.end <= start]
        if len({name.place.id for name in meant}) == 1:
            yield _back(the.start(), line.end(), meant[-1])


def back_to_borders(scene: Scene, told: Sequence[Expression]) -> Iterator[Expression]:
    """Read "the border", "the northern border", "the border area": one told before, else by its countries."""
    named = [*told, *(name for name in scene.names if name.place.feature == "border")]
    named = [one for one in named if one.place.feature == "border"]
    patterns = scene.patterns
    for start in scene.words.places_of(patterns.border_words):
        border = patterns.border_alone.match(scene.text, start)
        the = scene.before(patterns.before_border, start)
        if border is None or the is None:
            continue
        fitting = [one for one in named if not the["quarter"] or _lies(scene, one, the["quarter"])]
        meant = _only(fitting, start)
        if meant is not None:
            back = _back(the.start(), border.end(), meant)
        elif not named and not the["quarter"] and (between := _between_two(scene, start)) is not None:
            back = between._replace(start=the.start(), end=border.end())
        else:
            continue
        yield beside(scene, back) if border["area"] else back


def _between_two(scene: Scene, start: int) -> Expression | None:
    """The border of the two countries that the sentence speaks of, else of those of the report's opening."""
    cuts = [0, *(cut.end() for cut in _SENTENCE_END.finditer(scene.text, 0, start))]
    following = _SENTENCE_END.search(scene.text, start)
    here = _countries(scene, cuts[-1], following.start() if following else len(scene.text))
    pair = here if len(here) > 1 else _countries(scene, 0, _OPENING)
    if len(pair) != 2 or not here.keys() <= pair.keys():
        return None
    one, other = pair.values()
    border = scene.ground.border(one.place, other.place)
    if border is None:
        return None
    reason = f"border of {one.place.name} and {other.place.name}, which the text speaks of"
    return Expression(start, start, border, (*one.bases, *other.bases), reason)


def _countries(scene: Scene, start: int, end: int) -> dict[str, Expression]:
    """The countries that a stretch of the text names, by themselves or by their people."""
    return {one.place.id: one for one in scene.peoples if start <= one.start < end}


def back_to_places(scene: Scene) -> Iterator[Expression]:
    """Read "there" and "in the area": the one place of this sentence before, else of the sentence before.

    A country is too far for "the area", and for "there" where another sentence parts them. "The pass in the
    area" lies in some area: a comma at least has to part the two. A paragraph says anew where it is.
    """
    patterns = scene.patterns
    for start in scene.words.places_of(patterns.there_words):
        there = patterns.there_alone.match(scene.text, start)
        if there is not None and _is_place_word(scene, start):
            meant = _last_place(scene, start)
            if meant is not None and (meant.place.feature != "country" or _one_sentence(scene, meant, start)):
                yield _back(start, there.end(), meant)
    for start in scene.words.places_of(patterns.area_words):
        area, the = patterns.area_alone.match(scene.text, start), scene.before(patterns.before_area, start)
        if area is None or the is None:
            continue
        begin = the.start("back")
        meant = _last_place(scene, begin)
        apart = meant is not None and _PAUSE.search(scene.text, meant.end, begin)
        if meant is not None and apart and meant.place.feature != "country":
            yield _back(begin, area.end(), meant)


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
    return meant._replace(start=start, end=end, reason=reason)
