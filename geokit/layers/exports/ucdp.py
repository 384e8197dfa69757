"""A table with the columns of UCDP's Georeferenced Event Dataset, for tools that read those."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geokit.layers.exports.coded_events import CodedEvent, coded_events, left_out, write_events

if TYPE_CHECKING:
    from geokit.layers.made import Made

__all__ = ["write_ucdp"]

_COLUMNS = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)
_CODE = "ucdp_type"


def write_ucdp(made: Made, path: Path) -> list[str]:
    """Write the events that the codebook gives a UCDP type of violence, a row each.

    Precisions are UCDP's own. The coordinates are a representative spot, as in UCDP: ``where_prec`` says
    what it stands for, a country at worst. Unknown deaths are empty, and so are UCDP's own identifiers.

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
    events = list(coded_events(made, _CODE))
    write_events(path, _COLUMNS, [_row(event) for event in events])
    deadly = sum((event.row["fatalities_best"] or 0) > 0 for event in events)
    remarks = left_out(made, _CODE, "UCDP")
    if deadly < len(events):
        remarks.append(
            f"{len(events) - deadly} of {len(events)} rows tell of no death; UCDP itself lists only events "
            "with one at least (best > 0)"
        )
    return remarks


def _row(event: CodedEvent) -> dict[str, Any]:
    row = event.row
    longitude, latitude = event.spot or (None, None)
    return {
        "id": row["id"],
        "year": event.year,
        "type_of_violence": row[_CODE],
        "side_a": "; ".join(event.actors("involved")) or None,
        "side_b": "; ".join(event.actors("affected")) or None,
        "number_of_sources": row["n_reports"],
        "source_article": "; ".join(_article(report) for report in event.reports) or None,
        "source_office": event.told("publisher"),
        "source_date": event.told("published"),
        "source_headline": event.told("title"),
        "source_original": row["said_by"][0] if row["said_by"] else None,
        "where_prec": row["where_prec"],
        "where_coordinates": row["place_name"],
        "where_description": row["place_text"],
        "adm_1": row["adm1"],
        "adm_2": row["adm2"],
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": shapely.Point(event.spot).wkt if event.spot else None,
        "country": event.country,
        "date_prec": row["date_prec"],
        "date_start": row["date_start"],
        "date_end": row["date_end"],
        "best": row["fatalities_best"],
        "high": row["fatalities_max"],
        "low": row["fatalities_min"],
    }


def _article(report: Any) -> str:
    named = [report[name] for name in ("publisher", "published", "title", "url") if report[name]]
    return ", ".join(named) or report["id"]
