"""A folder as `geokit map` makes it, with everything in it that a format may stumble over."""

from dataclasses import replace
from pathlib import Path

import shapely
from builders import (
    GEOMETRIES,
    make_date,
    make_incident,
    make_place,
    make_report,
    make_resolution,
    make_role,
    make_telling,
)
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geokit import layers
from geokit.custody import staged
from geokit.layers.made import Made, read_made
from geokit.model import Actor, Incident, Source

HOSTILE = '=1+1</description>]]><script>alert(1)</script> $[id] & "혜산" \\ \r\n\t\u2028 <b>'
UNSTORABLE = "NUL \0, half a pair \ud800, a control \x1b."

SHAPES = {
    **GEOMETRIES,
    "points": GeometryCollection([Point(127, 40), Point(128, 41)]),
    "lines": GeometryCollection([GEOMETRIES["line"], LineString([(120, 30), (121, 31)])]),
    "areas": MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)]),
    "hole": Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]]),
    "across": Polygon([(179, 10), (181, 10), (181, 12), (179, 12)]),
    "exact": Point(127.123456789, 38.987654321),
    "mixed": GeometryCollection([Point(126, 39), box(126, 40, 127, 41)]),
}
DATES = {
    "undated": None,
    "since": make_date(edtf="2018-07-02/..", date_end=None),
    "until": make_date(edtf="../2018-07-02", date_start=None),
    "open": make_date(edtf="../..", date_start=None, date_end=None),
    "span": make_date(edtf="2018-07", date_start="2018-07-01", date_end="2018-07-31"),
    "no year": make_date(edtf="XXXX-08-18", date_start=None, date_end=None),
    "long ago": make_date(edtf="0987-01-02", date_start="0987-01-02", date_end="0987-01-02"),
}


def every_incident() -> list[Incident]:
    """One of each geometry, each kind of date, a threat, an unplaced, an unknown type, hostile texts."""
    incidents = []
    for number, (name, shape) in enumerate(SHAPES.items()):
        dimension = max(int(shapely.get_dimensions(part)) for part in shapely.get_parts(shape))
        kind = ("point", "line", "area")[dimension]
        place = make_place(id=f"xx-{name}", shape=kind, geometry=shape)
        telling = make_telling(id=f"{number:016x}", places=(make_role(place=place),))
        incidents.append(make_incident(best=telling, where_prec=number % 7 + 1, acled="Battles", ucdp="1"))
    for number, (name, date) in enumerate(DATES.items()):
        telling = make_telling(
            id=f"{name}-{number}", date=date, n_best=number, fatalities_best=number or None
        )
        incidents.append(make_incident(best=telling, date_prec=number or None, acled="Protests: Peaceful"))
    second = make_telling(id="second", report_id="r2", start=0, places=(), extra={"no": "7"})
    threat = make_telling(id="threat", type="threat", modality="threatened", is_event=False)
    hostile = make_telling(
        id="hostile",
        quote=HOSTILE,
        publisher="@paper",
        url="javascript:alert(1)",
        actors=(Actor(HOSTILE, "x", "y"),),
    )
    return [
        *incidents,
        make_incident(best=make_telling(id="told twice"), tellings=(make_telling(id="told twice"), second)),
        make_incident(best=threat, acled="Battles", ucdp="1"),
        make_incident(best=make_telling(id="unplaced", places=()), where_prec=None),
        make_incident(best=make_telling(id="new type", type="car bomb/ </x>")),
        make_incident(best=hostile, title=HOSTILE),
        make_incident(best=make_telling(id="unstorable", quote=UNSTORABLE), title=UNSTORABLE),
    ]


def make_folder(directory: Path, incidents: list[Incident] | None = None, *, force: bool = False) -> Made:
    """Write the folder by geokit's own writers and custody, and read it back."""
    told = every_incident() if incidents is None else incidents
    resolutions = [
        make_resolution(),
        replace(make_resolution(place=None), mention=replace(make_resolution().mention, start=0, end=4)),
    ]
    reports = layers.report_frame([make_report(), make_report(id="r2", title=HOSTILE)])
    incident_frame, places = layers.incident_frame(told), layers.place_frame(resolutions, told)
    mentions = layers.mention_frame(resolutions)
    with staged(directory, force=force) as folder:
        layers.write_geojson(incident_frame, folder.path("incidents.geojson"))
        layers.write_geojson(places, folder.path("places.geojson"))
        layers.write_jsonl(layers.plain_rows(mentions), folder.path("mentions.jsonl"))
        layers.write_jsonl(layers.plain_rows(reports), folder.path("reports.jsonl"))
        layers.write_geopackage(
            folder.path("incidents.gpkg"),
            incident_frame,
            places,
            layers.telling_frame(told),
            reports,
            mentions,
        )
        folder.commit(
            options={"title": None, "gazetteers": [], "only_gazetteer": False},
            gazetteer={"fingerprint": "0" * 64, "sources": ["made"]},
            codebook={"name": "made", "sha256": "0" * 64},
            sources=[Source("reports/r1.txt", "0" * 64, 12)],
            counts={"incidents": len(told)},
        )
    return read_made(directory)
