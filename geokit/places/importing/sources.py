"""Where an imported file comes from: its entry in ``sources.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from geokit.errors import GazetteerError, UsageError
from geokit.text.spelling import fold

__all__ = ["NOT_STATED", "SourceEntry", "slug", "source_entry"]

NOT_STATED = "not stated"
_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source's key and what ``sources.toml`` says of it."""

    key: str
    record: Mapping[str, Any]


def source_entry(
    file: Path,
    *,
    described: Path | None = None,
    licence: str | None = None,
    attribution: str | None = None,
    title: str | None = None,
    url: str | None = None,
    retrieved: date | None = None,
) -> SourceEntry:
    """Describe the source of a file.

    Parameters
    ----------
    file : Path
        The file that is imported; its sha256 is noted.
    described : Path, optional
        A TOML file with one table, named as the source's key; else the key is made of the file's name.
    licence, attribution, title, url, retrieved
        What the source says of itself. Licence and attribution are else noted as not stated, the title and
        the url are the file's name, and the day is that of the file's last change.

    Raises
    ------
    UsageError
        If the description holds no table or several.
    GazetteerError
        If it cannot be read.
    """
    key, record = (
        _described(described) if described else (slug(file.stem).encode("ascii", "ignore").decode(), {})
    )
    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    stated = {
        "title": title or record.get("title") or file.name,
        "url": url or record.get("url") or file.name,
        "licence": licence or record.get("licence") or NOT_STATED,
        "attribution": attribution or record.get("attribution") or NOT_STATED,
        "retrieved": retrieved or record.get("retrieved") or changed,
    }
    digest = {"file": file.name, "sha256": sha256(file.read_bytes()).hexdigest()}
    return SourceEntry(key.strip("-") or "imported", {**record, **stated, **digest})


def slug(text: str) -> str:
    """Write a name as part of an id: folded, its words joined by hyphens."""
    return re.sub(r"[\W_]+", "-", fold(re.sub(r"[-_]", " ", text))).strip("-")


def _described(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        tables = tomllib.loads(file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{file}: is not TOML: {error}") from error
    if len(tables) != 1 or not all(isinstance(table, dict) for table in tables.values()):
        raise UsageError(f"{file}: holds {len(tables)} tables; write one, named as the source: [my-source]")
    ((key, record),) = tables.items()
    if not _KEY.fullmatch(key):
        raise UsageError(f"{file}: the key {key!r} is none; write letters, digits and hyphens: [my-source]")
    return key, record
