"""How many people a telling speaks of, and who they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geokit.incidents.clauses import Trigger
from geokit.incidents.codebook import Codebook
from geokit.model import Actor, DateExpression
from geokit.text.numbers import Count, find_counts, parse_count

__all__ = ["Group", "GroupFinder", "actors_of", "choose_group", "is_one_by_pronoun"]

_FAMILY = {"family", "families"}
_COUPLE = {"couple", "couples"}
_SPEAKER = re.compile(
    r"(?:\s+(?:of|from|in|at|with|for|who|that)\b[^,.;:]{0,70}?)?[,\s]+(?:who\s+\w+\s+)?(?:said|says|added|claimed|reported|explained|noted|told\s+(?:[A-Z]|reporters|the|a|an)\w*)\b"
)
_FIGURE = r"(?:\d{1,3}|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
_SUBJECT_OF = r"(?=\s+(?:was|were|had|have|has|is|are|died|fled|crossed)\b)"
# "A four-member family", "three of the five", "two of his superiors".
_COUNTED = re.compile(
    rf"\b(?:(?:[Aa]n?|[Tt]he|[Tt]hat)\s+)?(?P<members>{_FIGURE})-(?:member|person|man|strong)\s+(?:\w+\s+)?"
    r"(?:family|crew|team|group|unit|gang)\b"
    rf"|\b(?P<part>{_FIGURE})\s+of\s+(?:(?:the|those|these)\s+"
    rf"(?:{_FIGURE}|others|group|dead|wounded|injured|rest)|(?:his|her|their)\s+\w+)\b"
)
# A number that stands for people: "more than 500 had been sent back", "another was shot".
_BARE = re.compile(
    r"(?<![\w,.$€£-])(?P<bound>(?i:more than|at least|about|some|over|nearly|up to)\s+)?"
    rf"(?P<bare>\d{{1,3}}(?:,\d{{3}})+|{_FIGURE})(?:\s+others?)?{_SUBJECT_OF}"
    rf"|\b(?i:another|the (?:first|second|third|fourth|fifth|other)){_SUBJECT_OF}"
)
# "Guard Post 15 was", "minus 20 was", "page 3 of 12 was": a number that names or measures.
_NUMBERED = re.compile(
    r"(?:\b(?!(?:On|In|Of|And|But|The|Some|About|Nearly|At|More|Over|Up|Another)\b)[A-Z][\w’'-]*"
    r"|\b(?:minus|no\.?|number|page|lot|room|route|post|of))\s+$"
)
# Counted together: "a woman and her two children".
_AND = re.compile(r"(?:\s+(?:in|aged)\s+(?:(?:his|her|their)\s+)?\d+s?)?,?\s+and\s+(?:(?:his|her|their)\s+)?")
_SINGLE = re.compile(
    r"\b[A-Z][a-z]+(?:[ -][A-Za-z][a-z]+){0,3}, an? (?:[\w-]+ ){1,3}aged \d{1,2}\b"
    r"|\b[A-Z][a-z]+(?:[ -][A-Za-z][a-z]+){1,3}, (?:aged )?\d{1,2}\b(?=[,.;)]| and| who)"
    r"|\b(?:[Aa]n?|[Tt]he) \d{1,2}-year-old\b(?!\s+[a-z]+(?:ing|ed)?\s+[a-z]+\s+(?:was|were))"
    r"|\b[Oo]ne of (?:the|those|them)(?: (?:two|three|four|five|six|seven|eight|nine|ten|group|others))?\b"
)
_OPENING = 6
_HE = re.compile(r"\b(?:he|she)\s+(?:\w+\s+){0,3}$", re.I)
_HIM = re.compile(
    r"\w+\s+(?:[\w'’-]+\s+){0,5}?(?:him|her)\b(?!\s+[a-z]+s?\b(?<!\bin)(?<!\bas)(?<!\bat))", re.I
)
_WORD = re.compile(r"\w+")
_AGENTS = {"military", "police"}
_PART = re.compile(r"\bof\s+them\b")
_TOTAL = re.compile(r"\s+in\s+(?:all|total)\b")


@dataclass(frozen=True, slots=True)
class Group:
    """Counted people of one class."""

    start: int
    end: int
    text: str
    minimum: int | None
    best: int | None
    maximum: int | None
    people_class: str
    is_figure: bool
    is_total: bool
    definite: bool


class GroupFinder:
    """Finds counted people in the sentences of one text.

    Parameters
    ----------
    text : str
        The report's text.
    codebook : Codebook
        Its ``people`` say which nouns mean people, and of which class.
    peoples : iterable of (int, int)
        Offsets of the names of peoples ("North Koreans").
    dates : sequence of DateExpression
        Its dates, whose figures count nobody.
    """

    def __init__(
        self,
        text: str,
        codebook: Codebook,
        peoples: Iterable[tuple[int, int]] = (),
        dates: Sequence[DateExpression] = (),
    ) -> None:
        self._text = text
        self._masked = _masked(text, peoples)
        self._classes = codebook.people
        self._nouns = tuple(sorted({*codebook.people, *_PEOPLES}))
        self._first_words = {noun.split()[0] for noun in self._nouns}
        self._taken = [(date.start, date.end) for date in dates]

    def between(self, start: int, end: int) -> list[Group]:
        """Counted people between two offsets, in order."""
        text = self._text
        # The pattern is dear, and most sentences name nobody.
        names_people = not self._first_words.isdisjoint(_WORD.findall(self._masked, start, end))
        found = find_counts(self._masked, self._nouns, start, end) if names_people else []
        counted = [
            _group(text, count, self._classes)
            for count in found
            if not _SPEAKER.match(text, count.end)
            and (count.best is None or count.best > 1 or count.noun not in _PEOPLES)
            and not any(s < count.end and count.start < e for s, e in self._taken)
        ]
        # "The five-man crew" says more than "the crew".
        certain = [group for group in counted if group.best]
        without_noun = [g for g in _without_noun(text, start, end) if not _overlaps_any(g, certain)]
        counted = [group for group in counted if group.best or not _overlaps_any(group, without_noun)]
        return _together(text, sorted([*counted, *without_noun], key=lambda group: group.start))


def _masked(text: str, peoples: Iterable[tuple[int, int]]) -> str:
    """The text with every name of a people replaced by one plural noun of its length.

    So that one pattern, compiled once, counts all the peoples of the world.
    """
    masked, done = [], 0
    for start, end in sorted(peoples):
        if done <= start and _SHORTEST <= end - start < _LONGEST:
            masked += [text[done:start], _people_noun(end - start)]
            done = end
    return "".join([*masked, text[done:]])


def _people_noun(length: int) -> str:
    return "\N{LATIN EPIGRAPHIC LETTER ARCHAIC M}" * (length - 1) + "s"


_SHORTEST, _LONGEST = 3, 40
_PEOPLES = frozenset(map(_people_noun, range(_SHORTEST, _LONGEST)))


def _without_noun(text: str, start: int, end: int) -> list[Group]:
    """People who are counted by no noun: by name and age, by age alone, or as some of those told of."""
    found = [(match, 1) for match in _SINGLE.finditer(text, start, end)]
    for match in _COUNTED.finditer(text, start, end):
        number = parse_count(match["members"] or match["part"])
        if number is not None and not any(
            one.start() < match.end() and match.start() < one.end() for one, _ in found
        ):
            found.append((match, number))
    groups = [
        Group(match.start(), match.end(), match.group(), n, n, n, "civilian", True, False, False)
        for match, n in found
    ]
    bare = [_bare(match) for match in _BARE.finditer(text, start, end) if not _is_a_name(text, match)]
    return groups + [group for group in bare if not _overlaps_any(group, groups)]


def _is_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a number with no bound before it is part of a name or a measure."""
    plain = match["bare"] is not None and match["bound"] is None
    return plain and _NUMBERED.search(text[max(0, match.start() - 24) : match.start()]) is not None


def _bare(match: re.Match[str]) -> Group:
    number = parse_count(match["bare"]) if match["bare"] else 1
    open_above = (match["bound"] or "").strip().casefold() in ("more than", "at least", "over")
    definite = match.group().casefold().startswith("the ")
    return Group(
        match.start(),
        match.end(),
        match.group(),
        number,
        number,
        None if open_above else number,
        "civilian",
        is_figure=True,
        is_total=False,
        definite=definite,
    )


def _overlaps_any(group: Group, others: Sequence[Group]) -> bool:
    return any(other.start < group.end and group.start < other.end for other in others)


def _together(text: str, groups: Sequence[Group]) -> list[Group]:
    """Groups with exact numbers that an "and" joins are counted together."""
    joined: list[Group] = []
    for group in groups:
        before = joined[-1] if joined else None
        if before and before.best and group.best and _AND.fullmatch(text, before.end, group.start):
            joined[-1] = replace(
                before,
                end=group.end,
                text=text[before.start : group.end],
                minimum=(before.minimum or 0) + (group.minimum or 0),
                best=before.best + group.best,
                maximum=None
                if None in (before.maximum, group.maximum)
                else (before.maximum or 0) + (group.maximum or 0),
                is_figure=True,
            )
        else:
            joined.append(group)
    return joined


def _group(text: str, count: Count, classes: Mapping[str, str]) -> Group:
    noun = count.noun.casefold()
    is_family = noun in _FAMILY and not re.search(r"\b(?:family|families)\s+of\b", count.text)
    minimum, best, maximum = count.minimum, count.best, count.maximum
    if is_family:
        # A family is at least two people; how many more nobody said.
        minimum, best, maximum = 2 * (minimum or 1), None, None
    if noun in _COUPLE and best:
        minimum, best, maximum = 2 * best, 2 * best, 2 * best
    return Group(
        start=count.start,
        end=count.end,
        text=text[count.start : count.end],
        minimum=minimum,
        best=best,
        maximum=maximum,
        people_class=classes.get(count.noun, classes.get(noun, "civilian")),
        is_figure=best is not None and (best > 1 or not count.definite),
        is_total=bool(_TOTAL.match(text, count.end)),
        definite=count.definite,
    )


def choose_group(groups: Sequence[Group], trigger: Trigger, clause_start: int) -> Group | None:
    """The people whom a trigger is about; totals first, then figures, then the nearest.

    Who is arrested or shot is the object of an active verb and the subject of a passive one; who crosses is
    the subject. The subject of "opened fire" is nobody's victim.

    Parameters
    ----------
    groups : sequence of Group
        Those of the telling.
    trigger : Trigger
    clause_start : int
        The offset at which the trigger's clause begins.
    """
    if trigger.cue.kind == "verb":
        groups = _on_its_side(groups, trigger, clause_start)

    def distance(group: Group) -> tuple[bool, bool, bool, int]:
        gap = group.start - trigger.end if group.start >= trigger.start else trigger.start - group.end
        return (not group.is_total, _PART.search(group.text) is not None, group.best is None, abs(gap))

    return min(groups, key=distance, default=None)


def _on_its_side(groups: Sequence[Group], trigger: Trigger, clause_start: int) -> list[Group]:
    """The groups that stand where a verb has those whom it is about.

    "Find three people dead" has them inside, whatever its type; "pushed them back" and "soldiers opened fire"
    have them before their own clause or their own subject.
    """
    inside = [group for group in groups if trigger.start < group.start < trigger.end]
    if inside:
        return inside
    if trigger.type.people != "object" or trigger.is_passive:
        before = [group for group in groups if group.start < trigger.start]
        return before or list(groups)
    after = [group for group in groups if group.start >= trigger.start]
    if after:
        return after
    told = [group for group in groups if group.start < trigger.start and group.people_class not in _AGENTS]
    earlier = [group for group in told if group.end <= clause_start]
    # What opens the clause is its subject.
    return earlier or [group for group in told if group.start - clause_start > _OPENING]


def is_one_by_pronoun(before: str, after: str, *, as_object: bool) -> bool:
    """Whether a verb is about one person told of before: 'he had crossed', 'shot him'.

    Parameters
    ----------
    before, after : str
        The telling's text before its trigger, and from it on.
    as_object : bool
        Whether those whom the verb is about can be its object.
    """
    return _HE.search(before) is not None or (as_object and _HIM.match(after) is not None)


def actors_of(groups: Sequence[Group], affected: Group | None) -> tuple[Actor, ...]:
    """Everybody counted in a telling: the people whom it is about, and the others."""
    return tuple(
        Actor(group.text, "affected" if group is affected else "involved", group.people_class)
        for group in groups
    )
