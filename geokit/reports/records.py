"""Report records: made from a text, written as a JSON object, read back unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, get_args

from geokit.model import Report, Zone, ZoneKind
from geokit.reports.drafts import Stated
from geokit.reports.header import Header, read_header
from geokit.reports.language import identify_language

__all__ = ["make_report", "own_record", "report_record", "sha256_of"]

_OPTIONAL = ("title", "published", "published_basis", "publisher", "author", "url")


def sha256_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def make_report(report_id: str, path: str, text: str, stated: Stated, *, plain: bool = False) -> Report:
    """Make a record of a text: what its format states goes before what its header says.

    Parameters
    ----------
    report_id, path, text : str
        The report's id, the file as the user gave it, and the text that offsets refer to.
    stated : Stated
        What the format states of the report.
    plain : bool
        Take the text as it stands, without looking for a header or furniture in it.
    """
    header = Header(title=stated.title) if plain else read_header(text, title=stated.title, url=stated.url)
    published, basis = stated.published, stated.published_basis
    if published is None:
        published, basis = header.published, header.published_basis
    return Report(
        id=report_id,
        title=header.title,
        text=text,
        published=published,
        published_basis=basis,
        publisher=stated.publisher or header.publisher,
        author=stated.author or header.author,
        url=stated.url or header.url,
        language=identify_language(text),
        path=path,
        sha256=sha256_of(text),
        zones=header.zones,
    )


def report_record(report: Report) -> dict[str, Any]:
    """A report as a JSON object: its fields in the model's order, zones as ``start``, ``end``, ``kind``."""
    record = asdict(report)
    record["zones"] = [asdict(zone) for zone in report.zones]
    return record


def own_record(row: Mapping[str, Any]) -> Report | None:
    """The report that geokit wrote as this row, or ``None`` where it is not one, or its text was changed."""
    text, digest, report_id = row.get("text"), row.get("sha256"), row.get("id")
    if not isinstance(text, str) or not isinstance(report_id, str) or digest != sha256_of(text):
        return None
    optional = {name: row.get(name) for name in _OPTIONAL}
    language, path = row.get("language"), row.get("path")
    zones = _zones(row.get("zones", []), len(text))
    if zones is None or not isinstance(language, str) or not isinstance(path, str):
        return None
    if not all(value is None or isinstance(value, str) for value in optional.values()):
        return None
    return Report(
        id=report_id, text=text, language=language, path=path, sha256=digest, zones=zones, **optional
    )


def _zones(rows: object, length: int) -> tuple[Zone, ...] | None:
    if not isinstance(rows, list):
        return None
    zones = []
    for row in rows:
        if not isinstance(row, dict) or row.get("kind") not in get_args(ZoneKind):
            return None
        start, end = row.get("start"), row.get("end")
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= length:
            return None
        zones.append(Zone(start, end, row["kind"]))
    return tuple(zones)
