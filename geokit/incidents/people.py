"""How many people a telling speaks of, and who they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geokit.incidents.clauses import Trigger
from geokit.incidents.codebook import Codebook
from geokit.model import Actor, DateExpression
from geokit.text.numbers import Count, find_counts

__all__ = ["Group", "actors_of", "choose_group", "find_groups"]

_FAMILY = {"family", "families"}
_SPEAKER = re.compile(
    r"[,\s]*(?:who\s+\w+\s+)?(?:said|says|added|claimed|reported|explained|noted|told\s+(?:[A-Z]|reporters|the|a|an)\w*)\b"
)
_SINGLE = re.compile(
    r"\b[A-Z][a-z]+(?:[ -][A-Za-z][a-z]+){1,3}, (?:aged )?\d{1,2}\b(?=[,.;)]| and| who)"
    r"|\b[Aa]n? \d{1,2}-year-old\b(?!\s+[a-z]+(?:ing|ed)?\s+[a-z]+\s+(?:was|were))"
    r"|\b[Oo]ne of (?:the|those|them)(?: (?:two|three|four|five|six|seven|eight|nine|ten|group|others))?\b"
)
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


def find_groups(
    text: str, codebook: Codebook, peoples: Iterable[str] = (), dates: Sequence[DateExpression] = ()
) -> list[Group]:
    """Counted people of a text, in order.

    Parameters
    ----------
    text : str
        The report's text.
    codebook : Codebook
        Its ``people`` say which nouns mean people, and of which class.
    peoples : iterable of str
        Names of peoples as the report writes them ("North Koreans").
    dates : sequence of DateExpression
        Its dates, whose figures count nobody.
    """
    classes = dict.fromkeys(peoples, "civilian") | dict(codebook.people)
    taken = [(date.start, date.end) for date in dates]
    counted = [
        _group(text, count, classes)
        for count in find_counts(text, classes)
        if not _SPEAKER.match(text, count.end)
        and (count.best is None or count.best > 1 or count.noun not in peoples)
        and not any(s < count.end and count.start < e for s, e in taken)
    ]
    return sorted([*counted, *_single(text, counted)], key=lambda group: group.start)


def _single(text: str, counted: Sequence[Group]) -> list[Group]:
    """People who are counted by no noun: by name and age, by age alone, or as one of those told of."""
    return [
        Group(match.start(), match.end(), match.group(), 1, 1, 1, "civilian", True, False, False)
        for match in _SINGLE.finditer(text)
        if not any(group.start < match.end() and match.start() < group.end for group in counted)
    ]


def _group(text: str, count: Count, classes: dict[str, str]) -> Group:
    noun = count.noun.casefold()
    is_family = noun in _FAMILY and not re.search(r"\b(?:family|families)\s+of\b", count.text)
    minimum, best, maximum = count.minimum, count.best, count.maximum
    if is_family:
        # A family is at least two people; how many more nobody said.
        minimum, best, maximum = 2 * (minimum or 1), None, None
    return Group(
        start=count.start,
        end=count.end,
        text=count.text,
        minimum=minimum,
        best=best,
        maximum=maximum,
        people_class=classes.get(count.noun, classes.get(noun, "civilian")),
        is_figure=best is not None and (best > 1 or not count.definite),
        is_total=bool(_TOTAL.match(text, count.end)),
        definite=count.definite,
    )


def choose_group(groups: Sequence[Group], trigger: Trigger) -> Group | None:
    """The people whom a trigger is about; totals first, then figures, then the nearest.

    Who is arrested or shot is the object of an active verb and the subject of a passive one; who crosses is
    the subject. The subject of "opened fire" is nobody's victim.
    """
    if trigger.cue.kind == "verb":
        wants_object = trigger.type.people == "object" and not trigger.is_passive
        on_side = [group for group in groups if (group.start >= trigger.start) == wants_object]
        groups = on_side if on_side or wants_object else groups

    def distance(group: Group) -> tuple[bool, bool, bool, int]:
        gap = group.start - trigger.end if group.start >= trigger.start else trigger.start - group.end
        return (not group.is_total, _PART.search(group.text) is not None, group.best is None, abs(gap))

    return min(groups, key=distance, default=None)


def actors_of(groups: Sequence[Group], affected: Group | None) -> tuple[Actor, ...]:
    """Everybody counted in a telling: the people whom it is about, and the others."""
    return tuple(
        Actor(group.text, "affected" if group is affected else "involved", group.people_class)
        for group in groups
    )
