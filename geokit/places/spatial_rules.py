"""The language data of spatial expressions: the ``[spatial]`` table of ``recognition.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["SpatialRules", "read_spatial_rules"]

# "from" is no name in Python.
_RENAMED = {"from": "from_words"}


@dataclass(frozen=True, eq=False)
class SpatialRules:
    """The words of spatial expressions, in lower case, and what they leave open.

    Each field is described beside its data in ``recognition.toml``. ``near`` gives kilometres by word,
    ``units`` kilometres by unit, ``bearings``, ``quarters`` and ``compass_parts`` degrees from north,
    ``parts`` the shares of a river's course between which a word lies; names ending in ``_km`` are
    kilometres.
    """

    near: Mapping[str, float]
    units: Mapping[str, float]
    within: tuple[str, ...]
    just: tuple[str, ...]
    bearings: Mapping[str, float]
    quarters: Mapping[str, float]
    from_words: tuple[str, ...]
    onward: tuple[str, ...]
    between: tuple[str, ...]
    not_between: tuple[str, ...]
    joined: tuple[str, ...]
    where: tuple[str, ...]
    meets: tuple[str, ...]
    borders: tuple[str, ...]
    border_words: tuple[str, ...]
    areas: tuple[str, ...]
    upstream: tuple[str, ...]
    downstream: tuple[str, ...]
    up: tuple[str, ...]
    down: tuple[str, ...]
    opposite: tuple[str, ...]
    across: tuple[str, ...]
    along: tuple[str, ...]
    inside: tuple[str, ...]
    stretches: tuple[str, ...]
    parts: Mapping[str, tuple[float, float]]
    midstream: tuple[str, ...]
    coast: tuple[str, ...]
    off: tuple[str, ...]
    shores: tuple[str, ...]
    sides: tuple[str, ...]
    on_side: tuple[str, ...]
    rivers: tuple[str, ...]
    lines: tuple[str, ...]
    not_before_line: tuple[str, ...]
    compass_parts: Mapping[str, float]
    part_nouns: tuple[str, ...]
    unit_nouns: tuple[str, ...]
    back_area: tuple[str, ...]
    to_area: tuple[str, ...]
    back_there: tuple[str, ...]
    not_before_there: tuple[str, ...]
    after_back: tuple[str, ...]
    after_there: tuple[str, ...]
    follows: tuple[str, ...]
    leeway: float
    turn: float
    core_km: float
    just_km: float
    direction_km: float
    stream_km: float
    bank_km: float
    opposite_km: float
    coast_km: float
    side_km: float
    junction_km: float
    longest_junction_km: float
    farthest_between_km: float


def read_spatial_rules(table: Mapping[str, Any]) -> SpatialRules:
    """Make the rules out of their table.

    Raises
    ------
    TypeError
        If a key is missing or is none of ours.
    """
    fields: dict[str, Any] = {
        _RENAMED.get(key, key): tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
    }
    return SpatialRules(**fields)
