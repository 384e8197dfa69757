"""``geokit codebook``: the codebooks that ship, what one says, what is wrong with one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from geokit.cli.options import DONE, NOTHING_USABLE

__all__ = ["codebook_group"]

_CODEBOOK = click.argument("codebook", type=click.Path(path_type=Path), metavar="FILE_OR_NAME")


@click.group("codebook")
def codebook_group() -> None:
    """List, show and check codebooks: what counts as an incident, and the words that tell it."""


@codebook_group.command("list")
def codebook_list() -> None:
    """List the codebooks that ship with geokit."""
    from geokit.incidents.codebook_files import SHIPPED
    from geokit.incidents.codebook_text import read_tables

    for name in SHIPPED:
        tables = read_tables(name)
        click.echo(f"{name:<20}{tables['title']}: {', '.join(tables['types'])}")


@codebook_group.command("show")
@_CODEBOOK
@click.option("--toml", is_flag=True, help="The file itself, to begin one of your own with.")
def codebook_show(codebook: Path, toml: bool) -> None:
    """Show what a codebook takes for an incident, type by type."""
    from geokit.incidents.codebook_files import read_source
    from geokit.incidents.codebook_text import codebook_in_words

    if toml:
        click.echo(read_source(codebook)[1].decode("utf-8"), nl=False)
    else:
        click.echo(codebook_in_words(codebook))


@codebook_group.command("check")
@_CODEBOOK
def codebook_check(codebook: Path) -> None:
    """Say in words what is wrong with a codebook, where, and what to do."""
    from geokit.incidents.codebook_checks import check_codebook

    check = check_codebook(codebook)
    for finding in check.findings:
        click.echo(f"{finding.severity}: {finding.told(check.source)}", err=finding.severity == "error")
    held = f"{_counted(len(check.types), 'type')}, {_counted(check.cues, 'cue')}"
    wrong = f"{_counted(check.errors, 'error')}, {_counted(len(check.findings) - check.errors, 'warning')}"
    click.echo(f"{check.source}: {check.name}, {held}: {wrong}")
    sys.exit(NOTHING_USABLE if check.errors else DONE)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
