"""Other formats of a folder that ``geokit map`` made: what they are called, and where their files go."""

from __future__ import annotations

import filecmp
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from geokit.custody import added, verify
from geokit.errors import CustodyError, UsageError
from geokit.layers.exports.linked_places import write_gazetteer
from geokit.layers.made import Made, read_made
from geokit.places import Gazetteer

__all__ = [
    "FORMATS",
    "Exported",
    "Format",
    "check_formats",
    "export",
    "export_gazetteer",
    "find_format",
    "is_database",
]

Paths = Callable[[str], Path]
"""Gives the path under which to write the file of a name."""

DECISIONS = "decisions"
DATABASES = ("postgresql", "postgres")
GEOPACKAGE = "incidents.gpkg"
STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what has to be said of it: what is not in it, what is not as it looks."""

    written: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a folder can be exported to.

    Attributes
    ----------
    name, aliases : str, tuple of str
        What it is called on the command line.
    writer : str
        ``module:function``, imported when it is used. The function takes what was made and the path of the
        file, or a function that gives the path of a file by its name where there are several; it may give
        what has to be said of them.
    file : str or None
        The name of its file; ``None`` where there are several.
    """

    name: str
    writer: str
    file: str | None = None
    aliases: tuple[str, ...] = ()

    def write(self, made: Made, paths: Paths) -> list[str]:
        """Write the files, and give what has to be said of them."""
        module, _, function = self.writer.partition(":")
        write = getattr(import_module(module), function)
        return list(write(made, paths(self.file) if self.file else paths) or ())


_EXPORTS = "geokit.layers.exports"

FORMATS: tuple[Format, ...] = (
    Format("geojson", f"{_EXPORTS}.layers:write_layers"),
    Format("kml", f"{_EXPORTS}.kml:write_kml", file="incidents.kml"),
    Format("kmz", f"{_EXPORTS}.kml:write_kmz", file="incidents.kmz"),
    Format("geoparquet", f"{_EXPORTS}.geoparquet:write_geoparquet", aliases=("parquet",)),
    Format("csv", f"{_EXPORTS}.csv:write_tables"),
    Format("xlsx", f"{_EXPORTS}.spreadsheet:write_xlsx", file="incidents.xlsx"),
    Format("acled", f"{_EXPORTS}.acled:write_acled", file="acled.csv"),
    Format("ucdp", f"{_EXPORTS}.ucdp:write_ucdp", file="ucdp.csv"),
    Format(
        "linked-places",
        f"{_EXPORTS}.linked_places:write_linked_places",
        file="places.lpf.json",
        aliases=("lpf",),
    ),
)


def find_format(name: str) -> Format:
    """Find a format by its name or alias.

    Raises
    ------
    UsageError
        Where there is none of that name; the message lists those that there are.
    """
    for one in FORMATS:
        if name.lower() in (one.name, *one.aliases):
            return one
    known = ", ".join(one.name for one in FORMATS)
    # What follows the scheme of an address may hold a password.
    shown = name.partition("://")[0]
    raise UsageError(
        f"{shown}: is no format that geokit knows; known are {known}, decisions and postgresql://..."
    )


def export(
    directory: Path, to: str, *, output: Path | None = None, schema: str | None = None, force: bool = False
) -> Exported:
    """Write a folder that ``geokit map`` made in another format.

    Parameters
    ----------
    directory : Path
        The folder.
    to : str
        The name of a format; ``decisions``, which writes what was decided in incidents.gpkg; or the address
        of a PostgreSQL database.
    output : Path, optional
        Where to write: a file, ``-`` for standard output, or a folder for a format of several files. By
        default the files go into the folder, are listed in its manifest, and go with the next
        ``geokit map``.
    schema : str, optional
        Of a database, the schema in which the tables are; ``geokit`` by default.
    force : bool
        Whether files that geokit did not make, or that were changed since, may be overwritten.

    Returns
    -------
    Exported

    Raises
    ------
    UsageError
        Where the format is not known, or does not go with ``output`` or ``schema``.
    CustodyError
        Where a file is in the way, or the folder is not as its manifest says.
    """
    if is_database(to):
        return _to_database(directory, to, output, schema)
    if schema is not None:
        raise UsageError("--schema goes with a database: --to postgresql://...")
    if to == DECISIONS:
        return _decisions(directory, output, force)
    form = find_format(to)
    if output is None:
        return _into_folder(directory, form, force)
    with _elsewhere(output, form.file, force) as (paths, written):
        remarks = form.write(read_made(directory), paths)
    return Exported(tuple(written), (*remarks, *_edits(directory)))


def check_formats(formats: Sequence[str], output: Path | None = None) -> None:
    """See that formats are known, and that no two would be written to one place.

    Raises
    ------
    UsageError
        Where one is not.
    """
    for to in formats:
        if to != DECISIONS and not is_database(to):
            find_format(to)
    if output is not None and len(formats) > 1:
        raise UsageError("-o names the place of one format; export the formats one by one, or leave -o out")


def export_gazetteer(gazetteer: Gazetteer, output: Path, *, force: bool = False) -> Exported:
    """Write a gazetteer in Linked Places Format.

    Parameters
    ----------
    gazetteer : Gazetteer
    output : Path
        File to write; ``-`` is standard output.
    force : bool
        Whether a file that is there may be overwritten.

    Raises
    ------
    CustodyError
        Where there is a file with other content.
    """
    name = "places.lpf.json"
    with _elsewhere(output, name, force) as (paths, written):
        write_gazetteer(gazetteer, paths(name))
    return Exported(tuple(written))


def is_database(to: str) -> bool:
    """Whether a format is the address of a PostgreSQL database."""
    return to.partition("://")[0] in DATABASES


def _into_folder(directory: Path, form: Format, force: bool) -> Exported:
    written: list[str] = []
    with added(directory, force=force) as folder:

        def path(name: str) -> Path:
            written.append(str(directory / name))
            return folder.path(name)

        remarks = form.write(read_made(directory), path)
        folder.commit(form.name)
    return Exported(tuple(written), (*remarks, *_edits(directory)))


@contextmanager
def _elsewhere(output: Path, name: str | None, force: bool) -> Iterator[tuple[Paths, list[str]]]:
    """Give paths to write under, and put the files where they were asked for when all are whole.

    With a ``name`` there is one file, called ``output`` or, where that is ``-``, sent to standard output;
    without, ``output`` is a folder.
    """
    if output == STANDARD_OUTPUT and name is None:
        raise UsageError("this format is several files, which want a folder: -o FOLDER")
    folder = None if output == STANDARD_OUTPUT else output.parent if name else output
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    written: list[str] = []
    with tempfile.TemporaryDirectory(prefix=".geokit-", dir=folder) as scratch:
        yield Path(scratch).joinpath, written
        for whole in sorted(Path(scratch).iterdir()):
            if output == STANDARD_OUTPUT:
                sys.stdout.buffer.write(whole.read_bytes())
                continue
            target = output if name else output / whole.name
            if target.exists() and not force and not filecmp.cmp(target, whole, shallow=False):
                raise CustodyError(
                    f"{target}: is there already, with other content; overwrite it with --force"
                )
            whole.replace(target)
            written.append(str(target))


def _decisions(directory: Path, output: Path | None, force: bool) -> Exported:
    """Write what was decided in QGIS; it is the user's own work, so that no manifest lists it."""
    from geokit.layers.decisions import decisions
    from geokit.layers.tables import write_jsonl

    rows = decisions(directory)
    if not rows:
        remark = f"no incident or telling was changed in {GEOPACKAGE}"
        if _was_edited(directory):
            remark += "; edits of its places, reports and mentions are no decisions"
        return Exported((), (remark,))
    name = f"{DECISIONS}.jsonl"
    with _elsewhere(output or directory / name, name, force) as (paths, written):
        write_jsonl(rows, paths(name))
    return Exported(tuple(written))


def _to_database(directory: Path, address: str, output: Path | None, schema: str | None) -> Exported:
    from geokit.layers.exports.postgis import write_postgis

    if output is not None:
        raise UsageError("-o goes with files; a database's tables are in a schema: --schema NAME")
    counts = write_postgis(read_made(directory), address, schema=schema or "geokit")
    return Exported(tuple(count.line for count in counts), _edits(directory))


def _edits(directory: Path) -> tuple[str, ...]:
    """Say that edits made in QGIS are in no export but the decisions."""
    if not _was_edited(directory):
        return ()
    return (
        f"{directory / GEOPACKAGE} was changed since geokit made it, and what was changed there is not in "
        f"this export; `geokit export {directory} --to {DECISIONS}` writes it",
    )


def _was_edited(directory: Path) -> bool:
    package = directory / GEOPACKAGE
    return package.exists() and any(finding.path == GEOPACKAGE for finding in verify(directory))
