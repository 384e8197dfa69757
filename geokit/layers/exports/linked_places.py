"""Linked Places Format: places with their names, kinds and shapes, for gazetteers that link to each other.

A place is called ``urn:geokit:ID`` by the ID that it has in every other file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geokit.errors import GazetteerError
from geokit.layers.frames import plain_rows
from geokit.layers.geojson import json_text
from geokit.layers.geometry import geometry_json

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geokit.layers.made import Made
    from geokit.places import Gazetteer
    from geokit.places.tables import NameRow

__all__ = ["write_gazetteer", "write_linked_places"]

_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)
# A demonym names people, a description is geokit's own.
_NO_TOPONYMS = ("demonym", "description")
_CERTAINTY = {
    "surveyed": "certain",
    "simplified": "less-certain",
    "approximate": "uncertain",
    "computed": "uncertain",
}
# What the features are in the Getty vocabulary of art and architecture, and in GeoNames' classes.
_KINDS = {
    "country": ("aat:300128207", "A"),
    "province": ("aat:300000774", "A"),
    "prefecture": ("aat:300235099", "A"),
    "county": ("aat:300000771", "A"),
    "district": ("aat:300000705", "A"),
    "city": ("aat:300008389", "P"),
    "town": ("aat:300008375", "P"),
    "village": ("aat:300008372", "P"),
    "neighbourhood": ("aat:300000745", "P"),
    "river": ("aat:300008707", "H"),
    "lake": ("aat:300008680", "H"),
    "sea": ("aat:300008694", "H"),
    "mountain": ("aat:300008795", "T"),
    "pass": ("aat:300259572", "T"),
    "island": ("aat:300008791", "T"),
    "region": ("aat:300182722", "L"),
    "continent": ("aat:300128176", "L"),
    "site": ("aat:300000809", "S"),
}


@dataclass(frozen=True, slots=True)
class _Toponym:
    name: str
    lang: str
    since: str
    until: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _LinkedPlace:
    id: str
    name: str
    feature: str
    country: str | None
    toponyms: tuple[_Toponym, ...]
    parents: tuple[tuple[str, str], ...]
    geonames: str
    spot: tuple[float, float]
    radius_km: float
    shape: BaseGeometry
    basis: str


def write_linked_places(made: Made, path: Path) -> list[str]:
    """Write the places that a folder's reports and incidents name.

    Names come from the gazetteer, as long as it is the one that the folder was made with.

    Parameters
    ----------
    made : Made
    path : Path
        File to write.

    Returns
    -------
    list of str
        Where another gazetteer is found now: that names in other languages are left out.
    """
    pairs = list(zip(plain_rows(made.places), made.places.geometry, strict=True))
    gazetteer = _same_gazetteer(made.manifest)
    if gazetteer is not None:
        names = _names(gazetteer)
        places = [
            _of_gazetteer(gazetteer, row["place_id"], names)
            if row["place_id"] in gazetteer
            else _of_row(row, shape)
            for row, shape in pairs
        ]
        _write(places, gazetteer.sources, path)
        return []
    _write((_of_row(row, shape) for row, shape in pairs), {}, path)
    return [
        "the gazetteer that the folder was made with is not at hand: each place has only the names in "
        "places.geojson, and no links"
    ]


def write_gazetteer(gazetteer: Gazetteer, path: Path) -> None:
    """Write every place of a gazetteer's tables, by its id; the index of the world behind them is left out.

    Parameters
    ----------
    gazetteer : Gazetteer
    path : Path
        File to write.
    """
    ids, names = sorted(gazetteer.tables.places), _names(gazetteer)
    _write((_of_gazetteer(gazetteer, place_id, names) for place_id in ids), gazetteer.sources, path)


def _same_gazetteer(manifest: Mapping[str, Any]) -> Gazetteer | None:
    from geokit.places import load_gazetteer

    options = manifest["options"]
    folders = [Path(folder) for folder in options.get("gazetteers", ())]
    try:
        gazetteer = load_gazetteer(folders, only=options.get("only_gazetteer", False))
    except (GazetteerError, OSError):
        return None
    return gazetteer if gazetteer.fingerprint == manifest["gazetteer"]["fingerprint"] else None


def _names(gazetteer: Gazetteer) -> dict[str, list[NameRow]]:
    names: dict[str, list[NameRow]] = {}
    for row in gazetteer.tables.names:
        names.setdefault(row.place_id, []).append(row)
    return names


def _of_gazetteer(
    gazetteer: Gazetteer, place_id: str, names: Mapping[str, Sequence[NameRow]]
) -> _LinkedPlace:
    place, row = gazetteer.place(place_id), gazetteer.row(place_id)
    preferred = _Toponym(row.name, "", "", "", tuple(row.source.split()))
    others = [
        _Toponym(name.name, name.lang, name.valid_from, name.valid_to, tuple(name.source.split()))
        for name in names.get(place_id, ())
        if name.kind not in _NO_TOPONYMS and name.name != row.name
    ]
    return _LinkedPlace(
        id=place_id,
        name=row.name,
        feature=row.feature,
        country=row.country,
        # Several kinds of spelling may come to the same name.
        toponyms=tuple(dict.fromkeys([preferred, *others])),
        parents=tuple((parent, gazetteer.row(parent).name) for parent in place.parents),
        geonames=row.geonames,
        spot=(place.lon, place.lat),
        radius_km=place.radius_km,
        shape=place.geometry,
        basis=place.shape_basis,
    )


def _of_row(row: Mapping[str, Any], shape: BaseGeometry) -> _LinkedPlace:
    sources = tuple((row["source"] or "").split())
    return _LinkedPlace(
        id=row["place_id"],
        name=row["name"],
        feature=row["feature"],
        country=row["country"],
        toponyms=(_Toponym(row["name"], "", "", "", sources),),
        parents=(),
        geonames="",
        spot=(row["lon"], row["lat"]),
        radius_km=row["radius_km"],
        shape=shape,
        basis=row["shape_basis"],
    )


def _write(places: Iterable[_LinkedPlace], sources: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(f'{{"type": "FeatureCollection", "@context": {json_text(_CONTEXT)}, "features": [')
        for number, place in enumerate(places):
            file.write(f"{',' if number else ''}\n{json_text(_feature(place, sources))}")
        file.write("\n]}\n")


def _feature(place: _LinkedPlace, sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    identifier, kind = _KINDS.get(place.feature, (None, None))
    named_kind = {"label": place.feature, "sourceLabels": [{"label": place.feature, "lang": "en"}]}
    return {
        "@id": _uri(place.id),
        "type": "Feature",
        "properties": {
            "title": place.name,
            "ccodes": place.country.split("/") if place.country else [],
            "fclasses": [kind] if kind else [],
        },
        "names": [_name(toponym, sources) for toponym in place.toponyms],
        "types": [{"identifier": identifier, **named_kind} if identifier else named_kind],
        "geometry": {"type": "GeometryCollection", "geometries": _geometries(place)},
        "links": _links(place.geonames),
        "relations": [
            {
                "relationType": "gvp:broaderPartitive",
                "relationTo": _uri(parent),
                "label": f"part of {name}",
            }
            for parent, name in place.parents
        ],
        "descriptions": [
            {
                "value": f"{place.feature}; all of it lies within {place.radius_km:.1f} km of the point",
                "lang": "en",
            }
        ],
    }


def _uri(place_id: str) -> str:
    return f"urn:geokit:{place_id}"


def _name(toponym: _Toponym, sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    name: dict[str, Any] = {"toponym": toponym.name}
    if toponym.lang:
        name["lang"] = toponym.lang
    name["citations"] = list(_citations(toponym.sources, sources))
    if toponym.since or toponym.until:
        # A span must have a start: of a name that has only an end it began by then.
        start = {"in": toponym.since} if toponym.since else {"latest": toponym.until}
        end = {"end": {"in": toponym.until}} if toponym.until else {}
        name["when"] = {"timespans": [{"start": start, **end}]}
    return name


def _citations(keys: Sequence[str], sources: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for key in keys:
        source = sources.get(key, {})
        url = str(source.get("url") or "")
        label = {"label": str(source.get("title") or key)}
        yield label | {"@id": url} if url.startswith(("http://", "https://")) else label


def _geometries(place: _LinkedPlace) -> list[dict[str, Any]]:
    """Give the representative spot, and the shape where one is known."""
    shapes: list[BaseGeometry] = [shapely.Point(place.spot)]
    if place.shape is not None and shapely.get_dimensions(place.shape) > 0:
        shapes.append(place.shape)
    written = (geometry_json(shape) for shape in shapes)
    return [one | {"certainty": _CERTAINTY[place.basis]} for one in written if one is not None]


def _links(geonames: str) -> list[dict[str, str]]:
    if not geonames:
        return []
    return [{"type": "closeMatch", "identifier": f"https://www.geonames.org/{geonames}"}]
