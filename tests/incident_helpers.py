"""Tellings and incidents read out of a short text."""

import hashlib

from geokit.incidents import Codebook, assemble_incidents, extract_tellings
from geokit.model import Incident, Report, Telling
from geokit.places import Gazetteer, find_places


def report(
    text: str,
    *,
    report_id: str = "r",
    published: str | None = "2018-03-07",
    publisher: str | None = "The Paper",
) -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(report_id, None, text, published, "option", publisher, None, None, "en", "r.txt", digest)


def tell(source: str | Report, gazetteer: Gazetteer, codebook: Codebook) -> tuple[Telling, ...]:
    one = source if isinstance(source, Report) else report(source)
    return extract_tellings(one, find_places(one, gazetteer), codebook)


def incidents_of(reports: list[Report], gazetteer: Gazetteer, codebook: Codebook) -> tuple[Incident, ...]:
    return assemble_incidents(
        [telling for one in reports for telling in tell(one, gazetteer, codebook)], codebook
    )
