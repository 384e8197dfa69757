"""What an evaluation gives: figures by name, and the cases behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["F1", "Evaluation", "Share", "one_to_one", "pairs_by_overlap"]

Kind = Literal["incidents", "places", "dates"]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, to three decimals; ``None`` of nothing."""
        return round(self.right / self.total, 3) if self.total else None


@dataclass(frozen=True, slots=True)
class F1:
    """Precision, recall and their harmonic mean, out of what was found right, predicted and annotated."""

    right: int
    predicted: int
    annotated: int

    @property
    def precision(self) -> float:
        """Share of what was predicted that is right."""
        return round(self.right / self.predicted, 3) if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what was annotated that was found."""
        return round(self.right / self.annotated, 3) if self.annotated else 0.0

    @property
    def value(self) -> float:
        """The harmonic mean of both."""
        both = self.predicted + self.annotated
        return round(2 * self.right / both, 3) if both else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one kind, in the order in which they are read, and lists of what was missed or wrong."""

    kind: Kind
    figures: Mapping[str, Share | F1 | int]
    detail: Mapping[str, Sequence[Mapping[str, Any]]]

    def numbers(self) -> dict[str, Any]:
        """The figures as plain numbers: a share with its total, an F1 with its precision and recall."""
        plain: dict[str, Any] = {}
        for name, figure in self.figures.items():
            if isinstance(figure, Share):
                plain |= {name: figure.value, f"{name}_right": figure.right, f"{name}_n": figure.total}
            elif isinstance(figure, F1):
                plain |= {
                    f"{name}_P": figure.precision,
                    f"{name}_R": figure.recall,
                    f"{name}_F1": figure.value,
                }
            else:
                plain[name] = figure
        return plain


def pairs_by_overlap(
    gold: Sequence[tuple[int, int]], predicted: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pairs of spans that share a character, one to one, those that fill most of each other first.

    Parameters
    ----------
    gold, predicted : sequence of (int, int)
        Half-open spans of one report.

    Returns
    -------
    list of (int, int)
        Indices into the two.
    """
    candidates = []
    for i, (start, end) in enumerate(gold):
        for j, (other_start, other_end) in enumerate(predicted):
            shared = min(end, other_end) - max(start, other_start)
            if shared > 0:
                candidates.append((-shared / max(end - start, other_end - other_start), i, j))
    return one_to_one(candidates)


def one_to_one(candidates: Sequence[tuple[Any, ...]]) -> list[tuple[int, int]]:
    """Pairs out of candidates that end in two indices, the least candidate first, each index once."""
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for *_, i, j in sorted(candidates):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return pairs
