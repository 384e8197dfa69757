"""``geokit export`` and ``geokit places export``: other formats of what geokit made and of what it knows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geokit.cli.options import DONE, GAZETTEER, OUTPUT, with_options

if TYPE_CHECKING:
    from geokit.exporting import Exported

__all__ = ["export_command", "places_export", "say_removed"]


@click.command("export")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    metavar="FORMAT",
    help="geojson, kml, kmz, geoparquet, csv, xlsx, acled, ucdp, linked-places, decisions or "
    "postgresql://...; may be given again.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A file (- is standard output), or a folder for a format of several files.  [default: DIR]",
)
@click.option("--schema", help="The schema of a database's tables.  [default: geokit]")
@click.option("--force", is_flag=True, help="Overwrite files that geokit did not make or that were changed.")
def export_command(
    directory: Path, formats: Sequence[str], output: Path | None, schema: str | None, force: bool
) -> None:
    """Write a folder that `geokit map` made in other formats.

    Into DIR by default; the next `geokit map` into DIR takes its exports away, since they would be stale.
    """
    from geokit.exporting import check_formats, export

    check_formats(formats, output)
    for to in formats:
        _say(export(directory, to, output=output, schema=schema, force=force))
    sys.exit(DONE)


@click.command("export")
@OUTPUT
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@with_options(*GAZETTEER)
def places_export(output: str, force: bool, gazetteers: Sequence[Path], only_gazetteer: bool) -> None:
    """Write a gazetteer in Linked Places Format, for other gazetteers and `geokit places import`."""
    from geokit.exporting import export_gazetteer
    from geokit.places import load_gazetteer

    gazetteer = load_gazetteer(list(gazetteers), only=only_gazetteer)
    _say(export_gazetteer(gazetteer, Path(output), force=force))
    sys.exit(DONE)


def _say(done: Exported) -> None:
    for line in done.written:
        click.echo(line)
    for remark in done.remarks:
        click.echo(f"geokit: {remark}", err=True)


def say_removed(before: dict[str, list[str]], directory: Path) -> None:
    """Name the exports of the former run that a new one took away, and how to make them again."""
    for form, names in sorted(before.items()):
        gone = [name for name in names if not (directory / name).exists()]
        if gone:
            click.echo(
                f"geokit: {', '.join(gone)} showed the former run and went with it; "
                f"`geokit export {directory} --to {form}` makes it again",
                err=True,
            )
