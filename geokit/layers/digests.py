"""Digests of files, and of what a GeoPackage holds whatever QGIS does to its header."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

__all__ = ["journals", "opened_at_rest", "rows_sha256", "sha256"]

_JOURNALS = ("-wal", "-shm", "-journal")


def sha256(path: Path) -> str:
    """Give the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rows_sha256(path: Path) -> str:
    """Give a digest of all rows of a GeoPackage's own tables.

    Opening a GeoPackage in QGIS may rewrite its header or leave a journal: the rows tell if it was edited.

    Raises
    ------
    sqlite3.DatabaseError
        Where the file is no SQLite database.
    """
    digest = hashlib.sha256()
    with opened_at_rest(path) as database:
        names = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if not name.startswith(("gpkg_", "rtree_", "sqlite_"))
        ]
        for name in names:
            quoted = name.replace('"', '""')
            rows = database.execute(f'SELECT * FROM "{quoted}"')
            digest.update(repr((name, [column[0] for column in rows.description])).encode())
            for row in rows:
                digest.update(repr(row).encode())
    return digest.hexdigest()


@contextmanager
def opened_at_rest(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database without leaving a trace beside it: one with journals is opened as a copy."""
    with tempfile.TemporaryDirectory() as scratch:
        beside = [journal for journal in journals(path) if journal.exists()]
        if beside:
            for file in (path, *beside):
                shutil.copy(file, scratch)
            path = Path(scratch) / path.name
        uri = f"{path.resolve().as_uri()}?{'mode=rw' if beside else 'immutable=1'}"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            yield database


def journals(path: Path) -> list[Path]:
    """Give the names of the files that SQLite may keep beside a database, whether they are there or not."""
    return [path.with_name(path.name + suffix) for suffix in _JOURNALS]
