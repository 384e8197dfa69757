"""Builders of records for tests: sensible defaults, anything overridden by keyword."""

from dataclasses import replace
from typing import Any

from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from geokit.model import (
    Actor,
    Alternative,
    DateExpression,
    Evidence,
    Incident,
    Mention,
    Place,
    PlaceRole,
    Problem,
    Report,
    Resolution,
    Telling,
)

QUOTE = "Three people crossed the river near Town A on Monday."
GEOMETRIES: dict[str, BaseGeometry] = {
    "point": Point(128.1, 41.4),
    "line": LineString([(128.0, 41.4), (128.3, 41.5), (128.6, 41.7)]),
    "area": box(127.0, 40.0, 128.0, 41.0),
}


def make_place(**over: Any) -> Place:
    """A town known as a point; its geometry follows ``shape`` unless given."""
    shape = over.get("shape", "point")
    given: dict[str, Any] = {
        "id": "xx-town-a",
        "name": "Town A",
        "names": ("Town A",),
        "feature": "town",
        "country": "KP",
        "parents": ("xx-province",),
        "adm1": "Province X",
        "adm2": "County Y",
        "lat": 41.4,
        "lon": 128.1,
        "radius_km": 3.5,
        "shape": shape,
        "shape_basis": "surveyed",
        "geometry": GEOMETRIES[shape],
        "population": 12000,
        "source": "made",
    }
    return Place(**{**given, **over})


def make_role(**over: Any) -> PlaceRole:
    """The event's place, named in ``QUOTE`` of a telling that starts at 10."""
    at = 10 + QUOTE.index("Town A")
    given: dict[str, Any] = {
        "role": "event",
        "name": "Town A",
        "place": make_place(),
        "start": at,
        "end": at + 6,
        "score": 0.9,
        "reason": "only place of that name",
    }
    return PlaceRole(**{**given, **over})


def make_date(**over: Any) -> DateExpression:
    """A Monday in July 2018."""
    given: dict[str, Any] = {
        "start": 56,
        "end": 62,
        "text": "Monday",
        "edtf": "2018-07-02",
        "timex": "2018-07-02",
        "type": "DATE",
        "date_start": "2018-07-02",
        "date_end": "2018-07-02",
        "basis": "relative",
    }
    return DateExpression(**{**given, **over})


def make_telling(**over: Any) -> Telling:
    """One crossing, told in the body of one report; ``where`` and ``geometry`` follow ``places``."""
    places = over.get("places", (make_role(),))
    where = over.get("where", places[0] if places else None)
    given: dict[str, Any] = {
        "id": "t1",
        "report_id": "r1",
        "start": 10,
        "end": 10 + len(QUOTE),
        "quote": QUOTE,
        "type": "crossing",
        "modality": "happened",
        "is_event": True,
        "outcome": "succeeded",
        "date": make_date(),
        "places": places,
        "where": where,
        "geometry": where.place.geometry if where and where.place else None,
        "n_min": 3,
        "n_best": 3,
        "n_max": 3,
        "n_unit": "persons",
        "fatalities_min": None,
        "fatalities_best": None,
        "fatalities_max": None,
        "actors": (Actor("Three people", "subject", "civilian"),),
        "said_by": ("a source in Town A", "The Paper"),
        "evidence": {"n": Evidence(10, 15, "number"), "type": Evidence(23, 30, "trigger")},
        "rank": "body",
        "why": ("trigger",),
        "origin": "extracted",
        "publisher": "The Paper",
        "published": "2018-07-05",
        "url": "https://example.org/1",
    }
    return Telling(**{**given, **over})


def make_incident(**over: Any) -> Incident:
    """An incident of one telling; whatever is not given follows the best telling."""
    best: Telling = over.get("best", over["tellings"][0] if "tellings" in over else make_telling())
    place = best.where.place if best.where else None
    given: dict[str, Any] = {
        "id": best.id,
        "aliases": (),
        "title": "3 persons crossed near Town A",
        "date_prec": 1,
        "where_prec": 2 if place else None,
        "shape": place.shape if place else None,
        "shape_basis": place.shape_basis if place else None,
        "radius_km": place.radius_km if place else None,
        "best": best,
        "tellings": (best,),
        "n_reports": 1,
        "n_publishers": 1,
        "n_independent": 1,
        "confidence": "medium",
        "why": ("one report",),
        "conflicts": (),
        "links": (),
    }
    shared = (
        "type modality is_event outcome date where places geometry n_min n_best n_max n_unit fatalities_min "
        "fatalities_best fatalities_max actors said_by rank origin"
    )
    given |= {name: getattr(best, name) for name in shared.split()}
    return Incident(**{**given, **over})


def make_unplaced(**over: Any) -> Incident:
    """An incident of which no place is known."""
    best = make_telling(places=(), **over)
    return make_incident(best=best, where_prec=None)


def make_placed_on(geometry: BaseGeometry, **over: Any) -> Incident:
    """An incident whose place has the geometry given."""
    shape = {0: "point", 1: "line", 2: "area"}[_dimension(geometry)]
    place = make_place(id=f"xx-{over.get('id', 'p')}", shape=shape, geometry=geometry)
    return make_incident(best=make_telling(places=(make_role(place=place),), **over))


def make_mention(**over: Any) -> Mention:
    given: dict[str, Any] = {"report_id": "r1", "start": 46, "end": 52, "text": "Town A", "kind": "place"}
    return Mention(**{**given, **over})


def make_resolution(**over: Any) -> Resolution:
    """A mention resolved to Town A, with one alternative."""
    given: dict[str, Any] = {
        "mention": make_mention(),
        "place": make_place(),
        "score": 0.9,
        "margin": 0.4,
        "alternatives": (Alternative(make_place(id="yy-town-a", country="CN"), 0.5),),
        "reason": "same country as the report",
    }
    return Resolution(**{**given, **over})


def make_report(**over: Any) -> Report:
    given: dict[str, Any] = {
        "id": "r1",
        "title": "Three cross the river",
        "text": f"Headline. {QUOTE}",
        "published": "2018-07-05",
        "published_basis": "header",
        "publisher": "The Paper",
        "author": None,
        "url": "https://example.org/1",
        "language": "en",
        "path": "reports/r1.txt",
        "sha256": "0" * 64,
    }
    return Report(**{**given, **over})


def make_problem(**over: Any) -> Problem:
    given: dict[str, Any] = {
        "path": "reports/bad.csv",
        "problem": "row 3 has more cells than the header",
        "advice": "quote the cells that hold commas",
        "stage": "reports",
        "row": 3,
    }
    return Problem(**{**given, **over})


def make_incidents(count: int) -> list[Incident]:
    """Many incidents, by turns on a point, a line, an area and nowhere, of several types and dates."""
    types = ("crossing", "arrest", "shooting", "order", "threat")
    incidents = []
    for number in range(count):
        kind = ("point", "line", "area", None)[number % 4]
        day = f"2018-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        place = make_place(id=f"xx-{kind}", shape=kind) if kind else None
        type_ = types[number % len(types)]
        best = make_telling(
            id=f"i{number:06d}",
            report_id=f"r{number % 500}",
            type=type_,
            is_event=type_ not in ("order", "threat"),
            date=replace(make_date(), edtf=day, date_start=day, date_end=day),
            places=(make_role(place=place),) if place else (),
        )
        incidents.append(make_incident(best=best))
    return incidents


def _dimension(geometry: BaseGeometry) -> int:
    parts = getattr(geometry, "geoms", (geometry,))
    return max({"Point": 0, "LineString": 1}.get(part.geom_type, 2) for part in parts)
