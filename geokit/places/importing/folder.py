"""A gazetteer folder that an import writes: rows are added to those it has, all at once or not at all."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from geokit.errors import GazetteerError
from geokit.places.tables import NAME_COLUMNS, NAMES, PLACE_COLUMNS, PLACES, SHAPES, SOURCES

__all__ = ["Folder"]

_TABLE_HEADING = re.compile(r"^\[", re.MULTILINE)


@dataclass
class Folder:
    """The four files of a gazetteer folder, read to be added to.

    ``places`` and ``shapes`` are held by the place's id, ``names`` by place and name; ``sources`` is text, so
    that a user's comments stay.
    """

    path: Path
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    shapes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: str = ""

    @classmethod
    def open(cls, path: Path) -> Folder:
        """Read a folder's files; one that is not there yet is empty.

        Raises
        ------
        GazetteerError
            If the folder holds other things and no gazetteer.
        """
        if path.is_dir() and any(path.iterdir()) and not any(path.glob(f"*{PLACES}")):
            raise GazetteerError(f"{path}: holds files and no {PLACES}; name a new folder, or a gazetteer's")
        folder = cls(path)
        for row in _rows(path / PLACES):
            folder.places[row["id"]] = row
        for row in _rows(path / NAMES):
            folder.names[row["place_id"], row["name"]] = row
        if (path / SHAPES).exists():
            for feature in json.loads((path / SHAPES).read_text("utf-8-sig"))["features"]:
                folder.shapes[feature["properties"]["place_id"]] = feature
        if (path / SOURCES).exists():
            folder.sources = (path / SOURCES).read_text("utf-8-sig")
        return folder

    def add_source(self, key: str, record: Mapping[str, Any]) -> None:
        """Add a source's table, or put it in the place of the one with its key."""
        lines = [f"[{key}]", *(f"{name} = {_toml(value)}" for name, value in record.items())]
        starts = [found.start() for found in _TABLE_HEADING.finditer(self.sources)]
        bounds = [0, *starts, len(self.sources)]
        blocks = [self.sources[start:end] for start, end in pairwise(bounds)]
        kept = [block.strip() for block in blocks if not block.startswith((f"[{key}]", f'["{key}"]'))]
        self.sources = "\n\n".join([*filter(None, kept), "\n".join(lines)]) + "\n"

    def write(self) -> None:
        """Write the four files: whole under other names first, so that a full disk leaves the old ones.

        Raises
        ------
        GazetteerError
            If they cannot be written; then nothing is changed.
        """
        texts = {
            PLACES: _table(PLACE_COLUMNS, [self.places[key] for key in sorted(self.places)]),
            NAMES: _table(NAME_COLUMNS, [self.names[key] for key in sorted(self.names)]),
            SHAPES: _collection([self.shapes[key] for key in sorted(self.shapes)]),
            SOURCES: self.sources,
        }
        fresh = not self.path.exists()
        drafts = {self.path / f".{name}.new": self.path / name for name in texts}
        before = {final: final.read_bytes() for final in drafts.values() if final.is_file()}
        replaced: list[Path] = []
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for draft, text in zip(drafts, texts.values(), strict=True):
                draft.write_text(text, encoding="utf-8", newline="")
            for draft, final in drafts.items():
                draft.replace(final)
                replaced.append(final)
        except OSError as error:
            for draft in drafts:
                draft.unlink(missing_ok=True)
            for final in replaced:
                if final in before:
                    final.write_bytes(before[final])
                else:
                    final.unlink()
            if fresh and self.path.is_dir() and not any(self.path.iterdir()):
                self.path.rmdir()
            raise GazetteerError(f"{self.path}: cannot be written ({error}); nothing was imported") from error


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def _table(columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> str:
    """Write rows, with the columns of a user's own after ours."""
    rows = list(rows)
    own = [name for name in dict.fromkeys(name for row in rows for name in row) if name not in columns]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [*columns, *own], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def _collection(features: Iterable[Mapping[str, Any]]) -> str:
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _toml(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    # JSON's way to write texts and whole numbers is TOML's too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
