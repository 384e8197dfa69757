"""A resolution as the record that files hold: the contract's keys in the contract's order."""

from __future__ import annotations

from typing import Any

from geokit.model import Resolution

__all__ = ["mention_record"]


def mention_record(resolution: Resolution) -> dict[str, Any]:
    """Write a resolution as one row of ``mentions.jsonl``.

    Returns
    -------
    dict
        Latitude and longitude in degrees, at most 6 decimals; ``radius_km`` in kilometres; every key there,
        ``None`` where the place is not known.
    """
    mention, place = resolution.mention, resolution.place
    return {
        "report_id": mention.report_id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "place_id": place.id if place else None,
        "name": place.name if place else None,
        "country": place.country if place else None,
        "adm1": place.adm1 if place else None,
        "adm2": place.adm2 if place else None,
        "feature": place.feature if place else None,
        "lat": round(place.lat, 6) if place else None,
        "lon": round(place.lon, 6) if place else None,
        "radius_km": place.radius_km if place else None,
        "shape": place.shape if place else None,
        "shape_basis": place.shape_basis if place else None,
        "score": resolution.score,
        "margin": resolution.margin,
        "reason": resolution.reason,
        "alternatives": [
            {
                "place_id": alternative.place.id,
                "name": alternative.place.name,
                "country": alternative.place.country,
                "adm1": alternative.place.adm1,
                "score": alternative.score,
            }
            for alternative in resolution.alternatives
        ],
    }
