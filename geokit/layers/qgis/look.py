"""What the drawing of incidents depends on: their types, with a name and a colour each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geokit.layers.palette import OTHER_COLOUR, type_colours

if TYPE_CHECKING:
    import pandas

    from geokit.incidents import Codebook

__all__ = ["Look", "look_of"]


@dataclass(frozen=True, slots=True)
class Look:
    """The types of the incidents and how each is drawn.

    Attributes
    ----------
    colours : mapping
        #rrggbb of every type that occurs or that the codebook knows, in the order of the drop-down.
    outcomes : tuple of str
        Outcomes that occur or that the codebook knows.
    events, others : tuple of str
        The types that occur as an event, and as what was none, in that order too; each has a legend entry.
    """

    colours: Mapping[str, str]
    outcomes: tuple[str, ...]
    events: tuple[str, ...]
    others: tuple[str, ...]

    def colour(self, kind: str) -> str:
        """Give the colour of a type, as #rrggbb."""
        return self.colours.get(kind, OTHER_COLOUR)

    def of(self, rows: Iterable[Mapping[str, Any]]) -> Look:
        """Give the look of some of the incidents: the same colours, and a legend of what occurs in them."""
        # Where nobody says whether it is an event it is none.
        occurring = {(row["type"], bool(row["is_event"])) for row in rows}
        return replace(
            self,
            events=tuple(kind for kind in self.colours if (kind, True) in occurring),
            others=tuple(kind for kind in self.colours if (kind, False) in occurring),
        )


def look_of(incidents: pandas.DataFrame, codebook: Codebook | None = None) -> Look:
    """Give the look of incidents.

    Parameters
    ----------
    incidents : DataFrame
        As ``incident_frame`` gives it, or with its columns ``type``, ``is_event`` and ``outcome``.
    codebook : Codebook, optional
        The one they were told by: its types are offered even where they do not occur.

    Returns
    -------
    Look
    """
    types, took_place = incidents["type"].astype(object), incidents["is_event"].fillna(False).astype(bool)
    known = codebook.types if codebook else {}
    colours = type_colours(_texts(types), known)
    told = (outcome for kind in known.values() for outcome in kind.outcomes)
    look = Look(
        colours={kind: colours[kind] for kind in dict.fromkeys([*known, *colours])},
        outcomes=tuple(dict.fromkeys([*told, *_texts(incidents["outcome"])])),
        events=(),
        others=(),
    )
    return look.of(
        {"type": kind, "is_event": is_event} for kind, is_event in zip(types, took_place, strict=True)
    )


def _texts(values: pandas.Series[Any]) -> list[str]:
    return sorted({value for value in values.astype(object) if isinstance(value, str)})
