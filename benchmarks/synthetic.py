"""Incidents made up for measuring: any number, with every column of geokit's own, the same at every call."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from geokit.layers.columns import INCIDENT_COLUMNS

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

EVENT_TYPES = ("crossing", "arrest", "detention", "repatriation", "shooting", "punishment", "smuggling")
STATEMENT_TYPES = ("order", "threat")
SYLLABLES = (
    "an",
    "ba",
    "do",
    "eun",
    "gi",
    "ha",
    "ju",
    "kim",
    "lo",
    "mun",
    "na",
    "ok",
    "pa",
    "ri",
    "su",
    "to",
)
QUOTE_LENGTH = 200
FIRST_DAY = date(2000, 1, 1)
DAYS = 9000


def synthetic_incidents(n: int, *, seed: int = 5) -> GeoDataFrame:
    """Make n incidents, each with a quote of 200 letters, a day, and a spot of its own in the region."""
    import geopandas as gpd
    import pandas as pd

    rng = np.random.default_rng(seed)
    words = ["".join(rng.choice(SYLLABLES, size)) for size in rng.integers(1, 5, 3000)]
    rows = [_row(number, rng, words) for number in range(n)]
    frame = pd.DataFrame(rows, columns=[column.name for column in INCIDENT_COLUMNS])
    spots = gpd.points_from_xy(rng.uniform(124.5, 130.5, n).round(5), rng.uniform(38, 43, n).round(5))
    return gpd.GeoDataFrame(frame, geometry=spots, crs="EPSG:4326")


def _row(number: int, rng: np.random.Generator, words: list[str]) -> dict[str, Any]:
    picked = rng.integers(0, len(words), 60).tolist()
    quote = " ".join(words[at] for at in picked)[:QUOTE_LENGTH]
    is_event = picked[0] % 10 != 0
    kinds = EVENT_TYPES if is_event else STATEMENT_TYPES
    day = (FIRST_DAY + timedelta(days=picked[1] * 3)).isoformat()
    town = f"Town {words[picked[2] % 300]}"
    told = {
        "type": kinds[picked[3] % len(kinds)],
        "modality": "happened" if is_event else "ordered",
        "is_event": is_event,
        "outcome": "caught" if is_event else "issued",
        "date_edtf": day,
        "date_basis": "explicit",
        "place_name": town,
        "place_id": f"town-{picked[2] % 300}",
        "n_min": picked[4] % 9 + 1,
        "n_best": picked[4] % 9 + 1,
        "n_max": picked[4] % 9 + 1,
        "quote": quote,
        "report_id": f"report-{picked[5]}",
        "start": picked[6],
        "end": picked[6] + len(quote),
        "publisher": f"The {words[picked[5] % 40].title()} Gazette",
        "published": (FIRST_DAY + timedelta(days=picked[5] * 3)).isoformat(),
        "url": f"https://example.org/{picked[5]}",
        "said_by": ["a source", f"The {words[picked[5] % 40].title()} Gazette"],
        "evidence": {"type": {"start": picked[6] + 10, "end": picked[6] + 16, "rule": "verb"}},
    }
    return {
        "id": f"{number:08x}",
        "aliases": [],
        "title": f"{told['type'].title()}: {told['n_best']} people, {town}, {day}",
        "date_start": day,
        "date_end": day,
        "date_text": day,
        "date_prec": 1,
        "place_kind": "town",
        "country": ("KP", "CN")[picked[8] % 2],
        "adm1": f"Province {picked[9] % 12}",
        "place_text": town,
        "place_score": 0.9,
        "place_reason": "only place of this name",
        "where_prec": 1 + picked[10] % 2,
        "shape": "point",
        "shape_basis": "surveyed",
        "radius_km": 3.0,
        "places": [],
        "n_unit": "persons",
        "actors": [],
        "n_reports": 1,
        "n_publishers": 1,
        "n_independent": 1,
        "confidence": ("high", "medium", "low")[picked[11] % 3],
        "why": ["verb"],
        "reports": [told],
        "conflicts": [],
        "links": [],
        "rank": "body",
        "status": "unreviewed",
        "origin": "extracted",
        **told,
    }
