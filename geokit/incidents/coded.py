"""Coded incidents: rows of an analyst's table as tellings beside the extracted ones.

Their places are resolved, their dates normalised and their types mapped through the codebook's synonyms; a
word that the codebook does not know stays as it is. What could not be placed or dated is listed, not dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shapely import Point

from geokit.incidents.codebook import Codebook
from geokit.incidents.tellings import is_told_as_event, telling_id
from geokit.model import (
    CodedRow,
    DateExpression,
    Evidence,
    Place,
    PlaceRole,
    Problem,
    Resolution,
    Telling,
)
from geokit.places import Gazetteer, resolve_name
from geokit.text.dates import parse_date
from geokit.text.numbers import parse_count

__all__ = ["code_rows"]


def code_rows(
    rows: Sequence[CodedRow], gazetteer: Gazetteer, codebook: Codebook
) -> tuple[tuple[Telling, ...], tuple[Resolution, ...], tuple[Problem, ...]]:
    """Tellings of coded rows, the resolutions of their places, and what could not be placed or dated.

    Parameters
    ----------
    rows : sequence of CodedRow
    gazetteer : Gazetteer
    codebook : Codebook
    """
    tellings: list[Telling] = []
    resolutions: list[Resolution] = []
    problems: list[Problem] = []
    for row in rows:
        role, resolution = _place(row, gazetteer)
        date = parse_date(row.date) if row.date else None
        tellings.append(_telling(row, role, date, codebook))
        if resolution is not None:
            resolutions.append(resolution)
        problems.extend(_problems(row, role, resolution, date))
    return tuple(tellings), tuple(resolutions), tuple(problems)


def _place(row: CodedRow, gazetteer: Gazetteer) -> tuple[PlaceRole | None, Resolution | None]:
    """The row's own coordinates where it has them, else its place name, resolved."""
    resolution = None
    if row.place:
        resolution = resolve_name(
            row.place,
            gazetteer,
            country=row.country,
            adm1=row.adm1,
            lat=row.lat,
            lon=row.lon,
            report_id=row.report.id,
        )
    if row.lat is not None and row.lon is not None:
        place = _own_spot(row, resolution.place if resolution else None)
        return PlaceRole("event", place.name, place, None, None, 1.0, "coordinates of the row"), resolution
    if resolution is None:
        return None, None
    name = resolution.place.name if resolution.place else resolution.mention.text
    return PlaceRole(
        "event", name, resolution.place, None, None, resolution.score, resolution.reason
    ), resolution


def _own_spot(row: CodedRow, named: Place | None) -> Place:
    assert row.lat is not None and row.lon is not None
    return Place(
        id=named.id if named else f"coded:{row.lat:.6f},{row.lon:.6f}",
        name=row.place or f"{row.lat:.4f}, {row.lon:.4f}",
        names=(),
        feature=named.feature if named else "site",
        country=named.country if named else None,
        parents=named.parents if named else (),
        adm1=named.adm1 if named else row.adm1,
        adm2=named.adm2 if named else None,
        lat=row.lat,
        lon=row.lon,
        radius_km=0.0,
        shape="point",
        shape_basis="surveyed",
        geometry=Point(row.lon, row.lat),
        population=None,
        source="coded",
    )


def _telling(
    row: CodedRow, role: PlaceRole | None, date: DateExpression | None, codebook: Codebook
) -> Telling:
    report = row.report
    known = codebook.type_of(row.type)
    name = known or (row.type or "other").strip()
    incident_type = codebook.types.get(name)
    modality = (
        incident_type.modality if incident_type and not incident_type.is_event else None
    ) or "happened"
    n_min, n_best, n_max = _count(row.n)
    place = role.place if role else None
    return Telling(
        id=telling_id(report, 0, len(report.text), f"{name}@{report.id}"),
        report_id=report.id,
        start=0,
        end=len(report.text),
        quote=report.text,
        type=name,
        modality=modality,
        is_event=is_told_as_event(modality, incident_type),
        outcome=None,
        date=date,
        places=(role,) if role else (),
        where=role,
        geometry=place.geometry if place else None,
        n_min=n_min,
        n_best=n_best,
        n_max=n_max,
        n_unit="persons" if n_min is not None or n_best is not None else None,
        fatalities_min=None,
        fatalities_best=None,
        fatalities_max=None,
        actors=(),
        said_by=(row.source,) if row.source else (),
        evidence={"type": Evidence(0, len(report.text), "coded.type" if known else "coded.type-as-written")},
        rank="body",
        why=("coded.row",),
        origin="coded",
        publisher=row.source,
        published=report.published,
        url=row.url,
        extra=row.extra,
    )


def _count(cell: str | None) -> tuple[int | None, int | None, int | None]:
    """A cell such as ``8``, ``30-40`` or ``two dozen``."""
    if not cell or not cell.strip():
        return None, None, None
    low, dash, high = re.sub(r"\.0$", "", cell.strip()).partition("-")
    first, last = parse_count(low), parse_count(high) if dash else None
    if first is None:
        return None, None, None
    if last is None or last < first:
        return first, first, first
    return first, (first + last) // 2, last


def _problems(
    row: CodedRow, role: PlaceRole | None, resolution: Resolution | None, date: DateExpression | None
) -> Iterator[Problem]:
    path, row_number, report_id = row.report.path, row.row, row.report.id
    if role is None:
        yield Problem(
            path,
            "no place in this row",
            "fill its place, or lat and lon; it is listed beside the map",
            "places",
            row_number,
            report_id,
        )
    elif role.place is None:
        choices = ", ".join(
            f"{found.place.name} ({found.place.adm1 or found.place.country})"
            for found in (resolution.alternatives if resolution else ())
        )
        why = f"ambiguous: {choices}" if choices else "not in the gazetteer"
        advice = (
            "add adm1 or country to the row"
            if choices
            else "mend the spelling, or add the place to a gazetteer (--gazetteer)"
        )
        yield Problem(
            path,
            f"place {role.name!r} {why}",
            f"{advice}; it is listed beside the map",
            "places",
            row_number,
            report_id,
        )
    if row.date and date is None:
        yield Problem(
            path,
            f"date {row.date!r} cannot be read",
            "write it as 2020-05-03, 2020-05 or 2020",
            "dates",
            row_number,
            report_id,
        )
