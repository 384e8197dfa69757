"""From a report to its places: recognised, resolved, and the spatial expressions around them computed."""

from __future__ import annotations

from geokit.model import Report, Resolution
from geokit.places.gazetteer import Gazetteer
from geokit.places.recognition import Recogniser, RuleRecogniser
from geokit.places.resolution import resolve_mentions
from geokit.places.spatial import relative_places

__all__ = ["find_places"]


def find_places(
    report: Report, gazetteer: Gazetteer, *, recogniser: Recogniser | None = None
) -> tuple[Resolution, ...]:
    """Find the places that a report names and resolve each.

    Parameters
    ----------
    report : Report
        Its text is read; its publisher's name is no place.
    gazetteer : Gazetteer
        The places that there are.
    recogniser : Recogniser, optional
        What finds the mentions; by default rules that need no model.

    Returns
    -------
    tuple of Resolution
        Sorted by start, then the longer first. A mention of kind ``relative`` is a whole expression; the
        names in it are mentions too.

    Raises
    ------
    ValueError
        If the recogniser gives a mention that the text does not hold at its offsets.
    """
    mentions = sorted(
        (recogniser or RuleRecogniser()).recognise(report, gazetteer), key=lambda mention: mention.start
    )
    for mention in mentions:
        if report.text[mention.start : mention.end] != mention.text:
            raise ValueError(f"{report.id}: no {mention.text!r} at {mention.start}-{mention.end}")
    resolved = resolve_mentions(report.text, mentions, gazetteer)
    found = [*resolved, *relative_places(report, resolved, gazetteer)]
    return tuple(sorted(found, key=lambda one: (one.mention.start, -one.mention.end)))
