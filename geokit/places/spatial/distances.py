"""A distance as it is told: "12 km", "ten to fifteen miles", "half a mile"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geokit.places.spatial_rules import SpatialRules
from geokit.text.numbers import parse_count

__all__ = ["Distance", "read_distance"]


@dataclass(frozen=True, slots=True)
class Distance:
    """From ``low`` to ``high`` kilometres."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:.4g}" if self.low == self.high else f"{self.low:.4g}-{self.high:.4g}"

    @property
    def middle(self) -> float:
        """The distance that is told, or the middle of the two."""
        return (self.low + self.high) / 2

    def bounds(self, leeway: float, core_km: float) -> tuple[float, float]:
        """The least and the greatest distance meant, by the share that a figure leaves open."""
        return max(0.0, self.low * (1 - leeway) - core_km), self.high * (1 + leeway) + core_km


def read_distance(found: re.Match[str], rules: SpatialRules) -> Distance | None:
    """Read the groups ``low``, ``high`` and ``unit`` of a match; ``None`` where they are no distance."""
    unit = rules.units[" ".join(found["unit"].lower().split())]
    low = _number(found["low"])
    high = _number(found["high"]) if found["high"] else low
    if low is None or high is None or not 0 < low <= high:
        return None
    return Distance(low * unit, high * unit)


def _number(text: str) -> float | None:
    words = " ".join(text.lower().split())
    if words[0].isdigit():
        return float(words.replace(",", ""))
    if words in ("a", "an"):
        return 1.0
    return 0.5 if words == "half a" else parse_count(words)
