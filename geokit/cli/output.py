"""What the commands print and write, and how they end."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from geokit.cli.options import DONE, NOTHING_USABLE, SOME_UNREAD
from geokit.model import Problem, Report

__all__ = ["finish", "print_rows", "print_summary", "progress", "set_up_log", "write_lines", "written"]


def set_up_log(verbose: bool) -> None:
    """Log to stderr, by default only what stops the command."""
    # The readers' libraries warn about pages that geokit reports on in its own words.
    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL, stream=sys.stderr)


def progress(quiet: bool) -> Callable[[Iterable[Report], int], Iterable[Report]]:
    """A bar on stderr where that is a terminal, else nothing."""

    def bar(reports: Iterable[Report], total: int) -> Iterator[Report]:
        from rich.console import Console
        from rich.progress import track

        yield from track(
            reports,
            "Reading reports",
            total=total,
            console=Console(stderr=True),
            transient=True,
            disable=quiet,
        )

    return bar if not quiet and sys.stderr.isatty() else lambda reports, total: reports


@contextmanager
def written(output: str) -> Iterator[IO[str]]:
    """Open a file to write, whole or not at all; ``-`` is standard output."""
    with click.open_file(output, "w", encoding="utf-8", atomic=output != "-") as stream:
        yield stream


def write_lines(output: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as JSON Lines."""
    with written(output) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def print_rows(rows: Sequence[dict[str, Any]], form: str, caption: str) -> None:
    """Print rows as a table, or as JSON Lines."""
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if not rows:
        click.echo(f"no {caption}", err=True)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold")
    for column in rows[0]:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row.values()))
    Console().print(table)


def print_summary(results: Any, output: Path) -> None:
    """Say what was found, and where to look at it."""
    counts = results.counts
    click.echo(
        f"{counts['reports']} reports, {counts['mentions']} place mentions, {counts['incidents']} incidents: "
        f"{counts['placed']} on the map, {counts['unplaced']} listed beside it"
    )
    click.echo(f"Open {output / 'map.html'}")


def finish(problems: Sequence[Problem], *, usable: bool) -> None:
    """Name what could not be read, and leave with the status that says so."""
    unread = [problem for problem in problems if problem.unread]
    for problem in unread:
        row = f", row {problem.row}" if problem.row is not None else ""
        click.echo(f"geokit: {problem.path}{row}: {problem.problem}; {problem.advice}", err=True)
    undecided = len(problems) - len(unread)
    if undecided:
        click.echo(f"geokit: {undecided} more left undecided, each with its reason in problems.csv", err=True)
    sys.exit(NOTHING_USABLE if not usable else SOME_UNREAD if unread else DONE)
