"""Incidents made up as records: on shapes of every kind, some undated or unplaced, the same at every call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
    box,
)

from benchmarks.synthetic import DAYS, EVENT_TYPES, FIRST_DAY, QUOTE_LENGTH, STATEMENT_TYPES, SYLLABLES
from geokit.model import Actor, DateExpression, Evidence, Incident, Place, PlaceRole, Report, Telling

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Half of the incidents lie on a spot of their own; the others share the places that a gazetteer draws.
OWN_SPOT = 0.5
UNPLACED = 0.08
UNDATED = 0.08
TOLD_TWICE = 0.1
REPORTS = 3000
PUBLISHERS = 40
DRAWN = 300

AWKWARD: Mapping[str, BaseGeometry] = {
    "several towns": MultiPoint([(127, 40), (128, 41), (129, 42)]),
    "nested towns": GeometryCollection([Point(127, 40), MultiPoint([(128, 41), (129, 42)])]),
    "two rivers": MultiLineString([[(127, 40), (128, 41)], [(129, 40), (130, 41), (130, 42)]]),
    "two counties": MultiPolygon([box(126, 40, 127, 41), box(128, 40, 129, 41)]),
    "a county in its province": GeometryCollection([box(126, 38, 130, 42), box(127, 39, 128, 40)]),
    "a ring": Polygon([(125, 38), (125, 42), (129, 42), (129, 38)], [[(126, 39), (127, 39), (127, 40)]]),
    "a town and a county": GeometryCollection([Point(125, 41), box(126, 40, 127, 41)]),
    "a town, a river and a county": GeometryCollection(
        [Point(125, 41), LineString([(125, 39), (126, 39.5)]), box(126, 40, 127, 41)]
    ),
    "an area that runs past the antimeridian": Polygon([(179, 10), (181, 10), (181, 12), (179, 12)]),
    "an area that jumps over the antimeridian": Polygon([(179, 20), (-179, 20), (-179, 22), (179, 22)]),
    "a line over the antimeridian": LineString([(179, 0), (-179, 2), (-178, 3)]),
    "a spot past the antimeridian": Point(190, 5),
    "a spot on the antimeridian": Point(180, -17),
    "the whole world": box(-180, -90, 180, 90),
    "the north pole": Point(0, 90),
    "an area around the south pole": box(-180, -90, 180, -80),
    "a line to the north pole": LineString([(30, 80), (30, 90)]),
    "a bow tie": Polygon([(125, 40), (126, 41), (126, 40), (125, 41)]),
    "a spike": Polygon([(125, 40), (126, 40), (125.5, 40), (125, 40)]),
    "a line without length": LineString([(127, 40), (127, 40)]),
    "an area below the grid": Polygon([(127, 40), (127.00000001, 40), (127.00000001, 40.00000001)]),
    "a sliver": Polygon([(127, 40), (128, 40.0000001), (129, 40)]),
    "many decimals": Point(127.123456789, 38.987654321),
    "a height": Point(128, 42, 2744),
    "nothing": Point(),
}
"""Shapes that a layer may meet, EPSG:4326, longitude first; some are not valid as they stand."""


def synthetic_records(n: int, *, seed: int = 5) -> list[Incident]:
    """Make n incidents, a tenth of them told twice, in the order of their ids."""
    rng = np.random.default_rng(seed)
    words = ["".join(rng.choice(SYLLABLES, size)) for size in rng.integers(1, 5, 3000)]
    drawn = [*AWKWARD.values(), *(_area(rng) for _ in range(DRAWN)), *(_line(rng) for _ in range(DRAWN))]
    places = [_place(f"drawn-{number}", geometry) for number, geometry in enumerate(drawn)]
    return [_incident(number, rng, words, places) for number in range(n)]


def synthetic_reports() -> list[Report]:
    """Make the reports that the incidents are told by, without texts."""
    return [
        Report(
            id=f"report-{number}",
            title=f"Report {number}",
            text="",
            published=_day(number * 3),
            published_basis="metadata",
            publisher=_publisher(number),
            author=None,
            url=f"https://example.org/{number}",
            language="en",
            path=f"reports/{number}.txt",
            sha256=f"{number:064x}",
        )
        for number in range(REPORTS)
    ]


def _incident(number: int, rng: np.random.Generator, words: list[str], places: list[Place]) -> Incident:
    chance = rng.random(4)
    picked = rng.integers(0, len(words), 60).tolist()
    if chance[0] < UNPLACED:
        place = None
    elif chance[1] < OWN_SPOT:
        lon, lat = rng.uniform(124.5, 130.5), rng.uniform(38, 43)
        place = _place(f"spot-{number}", Point(round(lon, 5), round(lat, 5)))
    else:
        place = places[picked[2] % len(places)]
    day = None if chance[2] < UNDATED else _day(picked[1])
    tellings = [_telling(f"{number:08x}", picked, words, place, day)]
    if chance[3] < TOLD_TWICE:
        tellings.append(_telling(f"{number:08x}-again", [*picked[1:], picked[0]], words, place, day))
    best = tellings[0]
    located = place is not None and not place.geometry.is_empty
    return Incident(
        id=best.id,
        aliases=(),
        title=f"{best.type.title()}: {best.n_best} people, {place.name if place else 'no place'}"[:80],
        type=best.type,
        modality=best.modality,
        is_event=best.is_event,
        outcome=best.outcome,
        date=best.date,
        date_prec=1 if day else None,
        where=best.where,
        where_prec=2 if located else None,
        places=best.places,
        geometry=best.geometry,
        shape=place.shape if place and located else None,
        shape_basis=place.shape_basis if place and located else None,
        radius_km=place.radius_km if place and located else None,
        n_min=best.n_min,
        n_best=best.n_best,
        n_max=best.n_max,
        n_unit=best.n_unit,
        fatalities_min=None,
        fatalities_best=None,
        fatalities_max=None,
        actors=best.actors,
        best=best,
        tellings=tuple(tellings),
        said_by=best.said_by,
        n_reports=len(tellings),
        n_publishers=len({telling.publisher for telling in tellings}),
        n_independent=1,
        confidence=("high", "medium", "low")[picked[11] % 3],  # type: ignore[arg-type]
        why=("one report",),
        conflicts=(),
        links=(),
        rank="body",
    )


def _telling(
    identifier: str, picked: list[int], words: list[str], place: Place | None, day: str | None
) -> Telling:
    report, start = picked[5] % REPORTS, picked[6]
    quote = " ".join(words[at] for at in picked)[:QUOTE_LENGTH]
    is_event = picked[0] % 10 != 0
    kinds = EVENT_TYPES if is_event else STATEMENT_TYPES
    people = picked[4] % 9 + 1
    where = (
        None if place is None else PlaceRole("event", place.name, place, start, start + 9, 0.9, "only one")
    )
    return Telling(
        id=identifier,
        report_id=f"report-{report}",
        start=start,
        end=start + len(quote),
        quote=quote,
        type=kinds[picked[3] % len(kinds)],
        modality="happened" if is_event else "ordered",
        is_event=is_event,
        outcome="caught" if is_event else "issued",
        date=_date(day, start) if day else None,
        places=(where,) if where else (),
        where=where,
        geometry=None if place is None or place.geometry.is_empty else place.geometry,
        n_min=people,
        n_best=people,
        n_max=people,
        n_unit="persons",
        fatalities_min=None,
        fatalities_best=None,
        fatalities_max=None,
        actors=(Actor(f"{people} people", "subject", "civilian"),),
        said_by=("a source", _publisher(report)),
        evidence={
            "type": Evidence(start + 10, start + 16, "trigger"),
            "n": Evidence(start, start + 8, "number"),
        },
        rank="body",
        why=("trigger",),
        origin="extracted",
        publisher=_publisher(report),
        published=_day(report * 3),
        url=f"https://example.org/{report}",
    )


def _place(identifier: str, geometry: BaseGeometry) -> Place:
    spot = Point(0, 0) if geometry.is_empty else geometry.representative_point()
    shape = ("point", "line", "area")[max(0, shapely.get_dimensions(geometry))]
    return Place(
        id=identifier,
        name=identifier.title(),
        names=(identifier.title(),),
        feature={"point": "town", "line": "river", "area": "county"}[shape],
        country="KP",
        parents=(),
        adm1=f"Province {len(identifier) % 12}",
        adm2=None,
        lat=spot.y,
        lon=spot.x,
        radius_km=3.0,
        shape=shape,  # type: ignore[arg-type]
        shape_basis="surveyed" if shape == "point" else "approximate",
        geometry=geometry,
        population=None,
        source="made",
    )


def _date(day: str, start: int) -> DateExpression:
    return DateExpression(start, start + 6, "Monday", day, day, "DATE", day, day, "relative")


def _day(number: int) -> str:
    return (FIRST_DAY + timedelta(days=number * 3 % DAYS)).isoformat()


def _publisher(report: int) -> str:
    return f"The {report % PUBLISHERS + 1}th Gazette"


def _area(rng: np.random.Generator) -> Polygon:
    """Draw a county of a hundred corners, its border uneven."""
    turn = np.linspace(0, 2 * np.pi, 100, endpoint=False)
    reach = rng.uniform(0.1, 0.4) * rng.uniform(0.9, 1.1, turn.size)
    lon, lat = rng.uniform(124.5, 130.5), rng.uniform(38, 43)
    return Polygon(np.column_stack([lon + reach * np.cos(turn), lat + reach * np.sin(turn)]))


def _line(rng: np.random.Generator) -> LineString:
    """Draw a river of eighty bends."""
    steps = np.cumsum(rng.normal(0, 0.01, (80, 2)), axis=0)
    return LineString(np.array([rng.uniform(124.5, 130.5), rng.uniform(38, 43)]) + steps)


__all__ = ["AWKWARD", "synthetic_records", "synthetic_reports"]
