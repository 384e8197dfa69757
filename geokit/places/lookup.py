"""One name by itself: the cell of a table, which says its place in words."""

from __future__ import annotations

import re
from dataclasses import replace

from geokit.model import Alternative, Mention, Place, Resolution
from geokit.places.gazetteer import Gazetteer
from geokit.places.resolution import MOST_ALTERNATIVES, Hint, resolve_mentions
from geokit.text.spelling import fold

__all__ = ["resolve_name"]

_PART = re.compile(r"[^,;()/]+")


def resolve_name(
    name: str,
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    adm1: str | None = None,
    lat: float | None = None,
    lon: float | None = None,
    report_id: str = "",
) -> Resolution:
    """Resolve a place's name as it stands in a table.

    Parameters
    ----------
    name : str
        In any spelling and script; what holds it may follow after a comma ("Goseong, South Korea").
    gazetteer : Gazetteer
        The places that there are.
    country, adm1 : str, optional
        The row's country (a code or a name) and first-level unit (a name).
    lat, lon : float, optional
        The row's coordinates, degrees.
    report_id : str
        The id of the report that stands for the row.

    Returns
    -------
    Resolution
        Its mention spans the whole name. ``place`` is None where the name is unknown (``alternatives`` are
        then names written much like it) or means several places alike (``alternatives`` are these).
    """
    mention = Mention(report_id, 0, len(name), name, "place")
    hint = Hint(_countries(country, gazetteer), _ids(adm1, gazetteer), lat, lon)
    if gazetteer.named(name):
        return _clear_or_open(resolve_mentions(name, [mention], gazetteer, hint)[0], hint, gazetteer)
    parts = [Mention(report_id, found.start(), found.end(), found[0], "place") for found in _parts(name)]
    resolved = resolve_mentions(name, parts, gazetteer, hint) if parts else []
    if resolved and (resolved[0].place is not None or resolved[0].alternatives):
        return _clear_or_open(replace(resolved[0], mention=mention), hint, gazetteer)
    alike = tuple(gazetteer.search(parts[0].text if parts else name, limit=5))
    return Resolution(mention, None, 0.0, 0.0, alike, "unknown: not in the gazetteer")


def _clear_or_open(resolution: Resolution, hint: Hint, gazetteer: Gazetteer) -> Resolution:
    """Leave open a cell that means one of several namesakes by a little, where no other cell tells which.

    A town within a unit of its name is no namesake, nor of a place of the tables one that only the index of
    the world holds.
    """
    best, others = resolution.place, resolution.alternatives
    if best is None or not others or hint != Hint():
        return resolution
    written = fold(resolution.mention.text)
    rivals = [one for one in others if _in_tables(one.place, written, gazetteer)]
    if not _in_tables(best, written, gazetteer):
        rivals = list(others)
    if not rivals or resolution.score - rivals[0].score >= gazetteer.resolution.cell_margin:
        return resolution
    second = rivals[0].place
    if best.id in gazetteer.chain(second.id) or second.id in gazetteer.chain(best.id):
        return resolution
    choices = (Alternative(best, resolution.score), *others)[:MOST_ALTERNATIVES]
    names = " or ".join(f"{one.place.name}, {one.place.adm1 or one.place.country}" for one in choices[:2])
    return replace(resolution, place=None, alternatives=choices, reason=f"ambiguous: {names}")


def _in_tables(place: Place, written: str, gazetteer: Gazetteer) -> bool:
    """Whether the tables hold a place under a name that begins what is written."""
    return place.id in gazetteer.tables.places and any(written.startswith(fold(name)) for name in place.names)


def _parts(name: str) -> list[re.Match[str]]:
    """Part a name at its commas and brackets, without the space around each part."""
    trimmed = []
    for found in _PART.finditer(name):
        inner = re.compile(r"\S(?:.*\S)?", re.DOTALL).search(name, found.start(), found.end())
        if inner is not None:
            trimmed.append(inner)
    return trimmed


def _countries(country: str | None, gazetteer: Gazetteer) -> frozenset[str]:
    """The codes of a country given by name or by code, of several joined with a slash."""
    codes: set[str] = set()
    for part in (country or "").split("/"):
        if len(part.strip()) == 2 and part.strip().isalpha():
            codes.add(part.strip().upper())
        for entry in gazetteer.named(part):
            if gazetteer.row(entry.place_id).feature == "country":
                codes |= gazetteer.countries(entry.place_id)
    return frozenset(codes)


def _ids(name: str | None, gazetteer: Gazetteer) -> frozenset[str]:
    """The ids of the units of a name, whether it is written with its feature word or without."""
    if not name or not fold(name):
        return frozenset()
    bare = " ".join(
        word for word in name.split() if word.casefold() not in gazetteer.recognition.feature_words
    )
    entries = [*gazetteer.named(name), *gazetteer.named(bare)]
    return frozenset(
        entry.place_id for entry in entries if gazetteer.units(entry.place_id)[0] == entry.place_id
    )
