"""What Google Earth shows of an incident in its balloon: HTML in which every value is only text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

from geokit.layers.columns import INCIDENT_COLUMNS

__all__ = ["balloon", "summary_line"]

_WHERE = next(
    dict(zip(map(int, column.values), column.value_labels, strict=True))
    for column in INCIDENT_COLUMNS
    if column.name == "where_prec"
)


def balloon(row: Mapping[str, Any]) -> str:
    """Give the balloon of an incident: quote, source, date and place with how they are known.

    Parameters
    ----------
    row : mapping
        The incident's columns.

    Returns
    -------
    str
        HTML. Markup, entities and Google Earth's own ``$[name]`` in a value are shown as they are written.
    """
    parts = [f"<h3>{_shown(row['title'] or row['type'])}</h3>"]
    if not row["is_event"]:
        parts.append(f"<p><b>No event: {_shown(row['modality'])}</b></p>")
    if row["quote"]:
        parts.append(f"<blockquote>{_shown(row['quote'])}</blockquote>")
    parts.append(f"<p>{_source(row)}</p>")
    parts += [f"<p>{name}: {_shown(value)}</p>" for name, value in _facts(row)]
    return "".join(parts)


def summary_line(row: Mapping[str, Any]) -> str:
    """Give date and place on one line, without markup."""
    return f"{row['date_edtf'] or 'no date'}, {row['place_name'] or 'no place'}"


def _source(row: Mapping[str, Any]) -> str:
    named = ", ".join(_shown(row[name]) for name in ("publisher", "published") if row[name])
    if not _is_web_address(row["url"]):
        return named or "No publisher known"
    return f'{named or "Report"}: <a href="{_shown(row["url"])}">{_shown(row["url"])}</a>'


def _facts(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    basis = f" (read as {row['date_basis']})" if row["date_basis"] else ""
    yield "Date", f"{row['date_edtf']}{basis}" if row["date_edtf"] else "not known"
    where = [row[name] for name in ("place_name", "adm1", "country") if row[name]]
    yield "Place", ", ".join(where) or "not known"
    if row["where_prec"] is not None:
        drawn = f"; drawn as {row['shape']}, {row['shape_basis']}" if row["shape"] else ""
        yield "Place known", _WHERE[row["where_prec"]] + drawn
    if row["n_best"] is not None:
        yield "How many", f"{row['n_best']} {row['n_unit'] or ''}".strip()
    if row["fatalities_best"] is not None:
        yield "Dead", str(row["fatalities_best"])
    yield "Reports", f"{row['n_reports']}; confidence {row['confidence']}; {row['status']}"


def _is_web_address(url: str | None) -> bool:
    try:
        return url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _shown(value: Any) -> str:
    return escape(str(value)).replace("$[", "&#36;[")
