"""What a place is called in the language of its country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from geokit.places.tables import NameRow, PlaceRow, Tables

__all__ = ["languages_of", "local_name"]


def languages_of(tables: Tables) -> dict[str, str]:
    """Give the language of each country: that of most native names of places inside it."""
    counts: dict[str, Counter[str]] = {}
    for name in tables.names:
        place = tables.places.get(name.place_id)
        # What a country itself is called stands there in its neighbours' languages too.
        if name.kind == "native" and place and place.country and place.feature != "country":
            counts.setdefault(place.country, Counter())[name.lang] += 1
    return {country: counted.most_common(1)[0][0] for country, counted in counts.items()}


def local_name(place: PlaceRow, names: Iterable[NameRow], languages: Mapping[str, str]) -> str | None:
    """Give a place's first native name in the language of a country that it lies in.

    A country has none: the rows hold what either side calls it, and none of these is simply its name.
    """
    if place.feature == "country":
        return None
    native = [name for name in names if name.kind == "native"]
    spoken = [languages.get(country) for country in (place.country or "").split("/")]
    return next((name.name for language in spoken for name in native if name.lang == language), None)
