"""Re-posts: the same words told again by another page are no second telling of their own."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from geokit.incidents.agreement import may_be_same
from geokit.incidents.codebook import Codebook
from geokit.model import Telling
from geokit.text.edtf import bounds

__all__ = ["is_repost", "repost_keys"]

_WORD = re.compile(r"\w+")
# A sentence that is shorter says what anybody might say.
_FEWEST_WORDS = 8
_ALIKE = 0.8
# Words that come back a season later may be about something else.
_DAYS = 90
_KEY_WORDS = 5


def is_repost(first: Telling, second: Telling, codebook: Codebook) -> bool:
    """Whether two reports tell the same, in the same words or nearly, within a season of each other.

    In the same words it is the same whatever days they were counted to; words that differ may differ in what
    matters, so that nothing else may forbid it then.
    """
    if first.report_id == second.report_id or first.type != second.type or first.modality != second.modality:
        return False
    a, b = _words(first), _words(second)
    if min(len(a), len(b)) < _FEWEST_WORDS or _days_apart(first, second) > _DAYS:
        return False
    if a == b:
        return True
    mine, other = set(pairwise(a)), set(pairwise(b))
    alike = len(mine & other) >= _ALIKE * len(mine | other)
    return alike and _same_slots(first, second) and may_be_same(first, second, codebook)


def _same_slots(first: Telling, second: Telling) -> bool:
    """Whether nearly the same words name the same place and kind of people."""
    places = [t.where.place.id if t.where and t.where.place else None for t in (first, second)]
    people = [[actor.actor_class for actor in t.actors] for t in (first, second)]
    return places[0] == places[1] and people[0] == people[1]


def repost_keys(telling: Telling) -> tuple[str, ...]:
    """Keys of which a re-post shares one: how a sentence begins and how it ends."""
    words = _words(telling)
    return (" ".join(words[:_KEY_WORDS]), " ".join(words[-_KEY_WORDS:]))


def _words(telling: Telling) -> list[str]:
    return _WORD.findall(telling.quote.casefold())


def _days_apart(first: Telling, second: Telling) -> int:
    days: list[date] = [day for day in (bounds(t.published)[0] for t in (first, second)) if day is not None]
    return abs((days[0] - days[1]).days) if len(days) == 2 else 0
