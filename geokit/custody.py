"""Custody of an output folder: what it was made from, and that nothing in it is lost or half written.

Files are written under other names in the folder itself. When all are whole, a manifest that lists them is
written the same way; from then on the next run can finish putting them in place, so that after a crash the
folder holds the old files or the new ones. The manifest comes into its place last.

A folder's manifest says which files are geokit's. One that was changed since is not overwritten, nor is one
that geokit did not make, unless that is asked for.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geokit import __version__
from geokit.errors import CustodyError
from geokit.layers.clock import source_date_epoch
from geokit.layers.digests import journals, rows_sha256, sha256
from geokit.model import Source

__all__ = [
    "MANIFEST",
    "Addition",
    "Finding",
    "Folder",
    "added",
    "listed_exports",
    "read_manifest",
    "rows_sha256",
    "sha256",
    "staged",
    "verify",
]

MANIFEST = "manifest.json"

_STAGED = ".geokit-staged."
_GEOPACKAGE = ".gpkg"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a folder that is not as its manifest says: the file and what is wrong with it."""

    path: str
    problem: str


@dataclass
class Folder:
    """A folder that is being written; made by :func:`staged`."""

    directory: Path
    force: bool
    _before: dict[str, Any]
    _names: set[str] = field(default_factory=set)

    def path(self, name: str) -> Path:
        """Give the path under which to write the file that is to be called ``name``.

        Parameters
        ----------
        name : str
            File name without a folder.

        Returns
        -------
        Path
            A name of its own in the same folder, with the same suffix.

        Raises
        ------
        CustodyError
            Where the folder has a file of that name that geokit did not make, unless ``force``.
        """
        target = _target(self.directory, name)
        if target.exists() and name not in _entries(self._before) and not self.force:
            raise CustodyError(
                f"{target}: is in the way and was not made by geokit; move it, choose another folder, "
                "or overwrite it with --force"
            )
        self._names.add(name)
        return _staged_path(target)

    def commit(
        self,
        *,
        options: Mapping[str, Any],
        gazetteer: Mapping[str, Any],
        codebook: Mapping[str, Any],
        sources: Sequence[Source],
        counts: Mapping[str, int],
    ) -> None:
        """Put every file that was written in place, drop those no longer made, and the manifest last.

        Parameters
        ----------
        options : mapping
            The options of the run, as JSON.
        gazetteer : mapping
            ``fingerprint`` and ``sources``.
        codebook : mapping
            ``name`` and ``sha256``.
        sources : sequence of Source
            What was read.
        counts : mapping
            Numbers of reports, mentions, incidents, placed, unplaced, problems.
        """
        manifest = {
            "geokit": __version__,
            "made": _made(),
            "options": dict(options),
            "gazetteer": dict(gazetteer),
            "codebook": dict(codebook),
            "sources": [{"path": s.path, "sha256": s.sha256, "size": s.size} for s in sources],
            "files": [_entry(self.directory, name) for name in sorted(self._names)],
            "counts": dict(counts),
        }
        _commit(self.directory, manifest)


@dataclass
class Addition:
    """Exports that are being added to a folder that geokit made; made by :func:`added`."""

    directory: Path
    force: bool
    manifest: Mapping[str, Any]
    _names: set[str] = field(default_factory=set)

    def path(self, name: str) -> Path:
        """Give the path under which to write the export that is to be called ``name``.

        Raises
        ------
        CustodyError
            Where a file of that name is not geokit's or was changed since, unless ``force``.
        """
        target = _target(self.directory, name)
        entry = _entries(self.manifest).get(name)
        if target.exists() and not self.force and not (entry and _is_unchanged(target, [entry])):
            raise CustodyError(
                f"{target}: is not as geokit made it; move it, write elsewhere with -o, or overwrite it with "
                "--force"
            )
        self._names.add(name)
        return _staged_path(target)

    def commit(self, export: str) -> None:
        """Put the files in place and list them as those of an export, instead of its former ones."""
        others = [
            entry
            for name, entry in _entries(self.manifest).items()
            if name not in self._names and entry.get("export") != export
        ]
        own = [_entry(self.directory, name) | {"export": export} for name in self._names]
        files = sorted([*others, *own], key=lambda entry: str(entry["path"]))
        _commit(self.directory, {**self.manifest, "files": files})


@contextmanager
def staged(directory: Path, *, force: bool = False) -> Iterator[Folder]:
    """Open a folder for writing: check it, hand out names to write under, and clean up behind.

    Nothing is put in place but by :meth:`Folder.commit`.

    Parameters
    ----------
    directory : Path
        Made if it is not there.
    force : bool
        Whether files that were changed since, or that geokit did not make, may be overwritten.

    Yields
    ------
    Folder

    Raises
    ------
    CustodyError
        Where a file that the manifest lists was changed since, or the manifest cannot be read.
    """
    if directory.exists() and not directory.is_dir():
        raise CustodyError(f"{directory}: is a file; give a folder to write into")
    directory.mkdir(parents=True, exist_ok=True)
    _check(directory, force)
    _put_in_place(directory)
    folder = Folder(directory, force, _manifest_or_nothing(directory / MANIFEST, force))
    try:
        yield folder
    finally:
        _clear(directory)


@contextmanager
def added(directory: Path, *, force: bool = False) -> Iterator[Addition]:
    """Open a folder that geokit made, to add exports to it; nothing is put in place but by a commit.

    Other files of the folder may have been changed since: they stay as they are.

    Raises
    ------
    CustodyError
        Where there is no manifest, or a file was changed that an interrupted run was about to replace.
    """
    if not _staged_path(directory / MANIFEST).exists():
        read_manifest(directory / MANIFEST)
    _check(directory, force, only_staged=True)
    _put_in_place(directory)
    try:
        yield Addition(directory, force, read_manifest(directory / MANIFEST))
    finally:
        _clear(directory)


def listed_exports(directory: Path) -> dict[str, list[str]]:
    """Give the files that were exported into a folder, by format; nothing where it has no manifest."""
    exports: dict[str, list[str]] = {}
    for name, entry in _entries(_manifest_or_nothing(directory / MANIFEST, force=True)).items():
        if "export" in entry:
            exports.setdefault(entry["export"], []).append(name)
    return exports


def verify(directory: Path) -> list[Finding]:
    """Compare a folder with its manifest.

    Returns
    -------
    list of Finding
        Files that are missing or were changed, and what an interrupted run left; empty where all is well.

    Raises
    ------
    CustodyError
        Where there is no manifest or it cannot be read.
    """
    findings = []
    for name, entry in _entries(read_manifest(directory / MANIFEST)).items():
        if not (directory / name).exists():
            findings.append(Finding(name, "is missing"))
        elif not _is_unchanged(directory / name, [entry]):
            findings.append(Finding(name, "was changed since it was made"))
    leftovers = sorted(path.name for path in directory.glob(f"{_STAGED}*"))
    return findings + [Finding(name, "was left by a run that did not finish") for name in leftovers]


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest.

    Raises
    ------
    CustodyError
        Where there is none, or it is not one that geokit wrote.
    """
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        listed = {_plain_name(entry["path"], path.parent): entry["sha256"] for entry in manifest["files"]}
    except FileNotFoundError:
        raise CustodyError(f"{path}: there is none; geokit did not make this folder") from None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CustodyError(
            f"{path}: is not a manifest that geokit wrote ({type(error).__name__}); move it away, or start "
            "afresh with --force"
        ) from error
    if "geokit" not in manifest or not all(isinstance(digest, str) for digest in listed.values()):
        raise CustodyError(f"{path}: is not geokit's manifest; move it away, or overwrite it with --force")
    return dict(manifest)


def _check(directory: Path, force: bool, *, only_staged: bool = False) -> None:
    """Refuse a folder in which a file that geokit made was changed since.

    After an interrupted run a file may be as the old manifest says or as the new one does; ``only_staged``
    looks only at those that it was about to replace.
    """
    if force:
        return
    known: dict[str, list[Mapping[str, Any]]] = {}
    for path in (directory / MANIFEST, _staged_path(directory / MANIFEST)):
        for name, entry in _entries(_manifest_or_nothing(path, force)).items():
            known.setdefault(name, []).append(entry)
    for name, entries in known.items():
        target = directory / name
        if only_staged and not _staged_path(target).exists():
            continue
        if target.exists() and not _is_unchanged(target, entries):
            raise CustodyError(
                f"{target}: was changed since geokit made it; keep it under another name, choose another "
                "folder, or overwrite it with --force"
            )


def _commit(directory: Path, manifest: Mapping[str, Any]) -> None:
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    # The staged manifest must never be seen half written: it is what says that all the rest is whole.
    draft = directory / f"{_STAGED}draft"
    draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    draft.replace(_staged_path(directory / MANIFEST))
    _put_in_place(directory)


def _put_in_place(directory: Path) -> None:
    """Give the staged files their names, if there is a staged manifest, which says that they are whole.

    Every step may be taken twice, so that another run can finish what this one began.
    """
    staged_manifest = _staged_path(directory / MANIFEST)
    if staged_manifest.exists():
        new = _entries(read_manifest(staged_manifest))
        for name in new:
            if _staged_path(directory / name).exists():
                _dropjournals(directory / name)
                _staged_path(directory / name).replace(directory / name)
        for name, entry in _entries(_manifest_or_nothing(directory / MANIFEST, force=True)).items():
            if name not in new and (directory / name).exists() and _is_unchanged(directory / name, [entry]):
                _dropjournals(directory / name)
                (directory / name).unlink()
        staged_manifest.replace(directory / MANIFEST)
    _clear(directory)


def _clear(directory: Path) -> None:
    # After a commit nothing is left; a staged manifest that is still there belongs to a commit broken off,
    # which the next run will finish.
    if not _staged_path(directory / MANIFEST).exists():
        for leftover in directory.glob(f"{_STAGED}*"):
            leftover.unlink()


def _dropjournals(path: Path) -> None:
    """Remove a database's journals, which SQLite would otherwise play into its successor."""
    if path.suffix == _GEOPACKAGE:
        for journal in journals(path):
            journal.unlink(missing_ok=True)


def _is_unchanged(path: Path, entries: Sequence[Mapping[str, Any]]) -> bool:
    if not path.is_file():
        return False
    if path.suffix != _GEOPACKAGE:
        return sha256(path) in [entry["sha256"] for entry in entries]
    try:
        return rows_sha256(path) in [entry.get("rows_sha256") for entry in entries]
    except sqlite3.Error:
        return False


def _entry(directory: Path, name: str) -> dict[str, Any]:
    path = _staged_path(directory / name)
    entry: dict[str, Any] = {"path": name, "sha256": sha256(path), "size": path.stat().st_size}
    if path.suffix == _GEOPACKAGE:
        entry["rows_sha256"] = rows_sha256(path)
    return entry


def _entries(manifest: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {entry["path"]: entry for entry in manifest.get("files", ())}


def _manifest_or_nothing(path: Path, force: bool) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return read_manifest(path)
    except CustodyError:
        if force:
            return {}
        raise


def _staged_path(path: Path) -> Path:
    return path.with_name(_STAGED + path.name)


def _target(directory: Path, name: str) -> Path:
    target = directory / _plain_name(name, directory)
    if target.is_dir():
        raise CustodyError(f"{target}: is a folder where a file is to be written; move it away")
    return target


def _plain_name(name: str, directory: Path) -> str:
    """Refuse a name that would lead out of the folder."""
    if not name or Path(name).name != name:
        raise CustodyError(f"{directory}: {name!r} is not the name of a file in this folder")
    return name


def _made() -> str:
    """Give the time of the run in UTC: SOURCE_DATE_EPOCH where that is set, else now."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(source_date_epoch()))
