"""A table with the columns of ACLED's export, for tools that read those."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geokit.layers.exports.coded_events import CodedEvent, coded_events, left_out, write_events

if TYPE_CHECKING:
    from geokit.layers.made import Made

__all__ = ["write_acled"]

_COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
_CODE = "acled_event_type"
# Riots are a disorder of either kind, by their sub-event.
_DISORDERS = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
# From UCDP's scales, which geokit's columns follow, to ACLED's, which end at a month and at a larger region.
_TIME_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3}
_GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}


def write_acled(made: Made, path: Path) -> list[str]:
    """Write the events that the codebook gives an ACLED equivalent, a row each.

    A date or place less exact than ACLED's scales reach has no event_date, or no coordinates; what is known
    of it stands in ``tags``. Whatever geokit does not know is empty, deaths too.

    Parameters
    ----------
    made : Made
    path : Path
        File to write.

    Returns
    -------
    list of str
        How many incidents are not in the table, and why.
    """
    write_events(path, _COLUMNS, [_row(event) for event in coded_events(made, _CODE)])
    return left_out(made, _CODE, "ACLED")


def _row(event: CodedEvent) -> dict[str, Any]:
    row = event.row
    event_type, _, sub_event_type = row[_CODE].partition(": ")
    time_precision = _TIME_PRECISION.get(row["date_prec"])
    geo_precision = _GEO_PRECISION.get(row["where_prec"]) if event.spot else None
    longitude, latitude = event.spot if event.spot and geo_precision else (None, None)
    actors, others = event.actors("involved"), event.actors("affected")
    return {
        "event_id_cnty": row["id"],
        "event_date": row["date_start"] if time_precision else None,
        "year": event.year,
        "time_precision": time_precision,
        "disorder_type": _DISORDERS.get(event_type),
        "event_type": event_type,
        "sub_event_type": sub_event_type or None,
        "actor1": actors[0] if actors else None,
        "assoc_actor_1": "; ".join(actors[1:]) or None,
        "actor2": others[0] if others else None,
        "assoc_actor_2": "; ".join(others[1:]) or None,
        "country": event.country,
        "admin1": row["adm1"],
        "admin2": row["adm2"],
        "location": row["place_name"],
        "latitude": latitude,
        "longitude": longitude,
        "geo_precision": geo_precision,
        "source": event.told("publisher"),
        "notes": row["quote"],
        "fatalities": row["fatalities_best"],
        "tags": _tags(event),
    }


def _tags(event: CodedEvent) -> str:
    row = event.row
    known = {
        "geokit type": row["type"],
        "date": row["date_edtf"],
        "where_prec": row["where_prec"],
        "modality": row["modality"],
        "confidence": row["confidence"],
    }
    return "; ".join(f"{name}={value}" for name, value in known.items() if value is not None)
