"""The commands that read reports; the other groups are added to them here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from geokit import __version__
from geokit.cli.codebook import codebook_group
from geokit.cli.evaluate import evaluate_command
from geokit.cli.export import export_command, places_export, say_removed
from geokit.cli.options import (
    CODEBOOK,
    GAZETTEER,
    NLP,
    NOTHING_USABLE,
    OUTPUT,
    PAGE,
    READING,
    WRONG_USAGE,
    with_options,
)
from geokit.cli.output import finish, print_summary, progress, set_up_log, write_lines, written
from geokit.cli.places import places_group
from geokit.errors import GeokitError, UsageError

__all__ = ["main"]


class _Command(click.Group):
    """Turns geokit's errors into one line on stderr and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            click.echo(f"geokit: {error}", err=True)
            ctx.exit(WRONG_USAGE)
        except GeokitError as error:
            click.echo(f"geokit: {error}", err=True)
            ctx.exit(NOTHING_USABLE)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="geokit")
def main() -> None:
    """Turn a folder of reports into a map that can be defended."""


main.add_command(places_group)
main.add_command(codebook_group)
main.add_command(evaluate_command)
main.add_command(export_command)
places_group.add_command(places_export)


@main.command("map")
@with_options(*READING, *GAZETTEER, *CODEBOOK, NLP)
@click.option(
    "-o",
    "--output",
    default="output",
    type=click.Path(path_type=Path),
    show_default=True,
    help="The folder to write into.",
)
@with_options(*PAGE)
@click.option("--keep-text", is_flag=True, help="Keep the reports' texts in reports.jsonl.")
@click.option("--force", is_flag=True, help="Overwrite files that were changed since geokit made them.")
def map_command(
    output: Path,
    title: str | None,
    language: str,
    tiles: str | None,
    keep_text: bool,
    force: bool,
    **options: Any,
) -> None:
    """Map reports: the page, the layers and the tables, in one folder."""
    from geokit import pipeline
    from geokit.custody import listed_exports

    exports = listed_exports(output)
    results = pipeline.run(
        _inputs(options),
        output,
        title=title,
        language=language,
        tiles=tiles,
        keep_text=keep_text,
        force=force,
        progress=progress(options["quiet"]),
    )
    print_summary(results, output)
    say_removed(exports, output)
    finish(results.problems, usable=bool(results.reports or results.coded))


@main.command("reports")
@with_options(*READING, OUTPUT)
def reports_command(output: str, **options: Any) -> None:
    """Read reports and write them as JSON Lines."""
    from geokit.reports import report_record

    reading = _read(options)
    write_lines(output, (report_record(report) for report in reading.reports))
    finish(reading.problems, usable=bool(reading.reports or reading.coded))


@main.command("mentions")
@with_options(*READING, *GAZETTEER, NLP, OUTPUT)
def mentions_command(
    output: str, gazetteers: Sequence[Path], only_gazetteer: bool, nlp: str | None, **options: Any
) -> None:
    """Find the places that reports name, resolved, as JSON Lines."""
    from geokit.places import find_places, load_gazetteer, mention_record
    from geokit.places.nlp import SpacyRecogniser

    gazetteer = load_gazetteer(list(gazetteers), only=only_gazetteer)
    recogniser = SpacyRecogniser(nlp) if nlp else None
    reading = _read(options)
    bar = progress(options["quiet"])
    found = (
        mention_record(resolution)
        for report in bar(reading.reports, len(reading.reports))
        for resolution in find_places(report, gazetteer, recogniser=recogniser)
    )
    write_lines(output, found)
    finish(reading.problems, usable=bool(reading.reports))


@main.command("dates")
@with_options(*READING, OUTPUT)
def dates_command(output: str, **options: Any) -> None:
    """Find date expressions, normalised, as JSON Lines."""
    from geokit.layers import date_properties
    from geokit.text.dates import find_dates

    reading = _read(options)
    bar = progress(options["quiet"])
    found = (
        date_properties(report.id, date)
        for report in bar(reading.reports, len(reading.reports))
        for date in find_dates(report.text, published=report.published, join_ranges=False)
    )
    write_lines(output, found)
    finish(reading.problems, usable=bool(reading.reports))


@main.command("incidents")
@with_options(*READING, *GAZETTEER, *CODEBOOK, NLP, OUTPUT)
@click.option(
    "--format", "form", type=click.Choice(["geojson", "jsonl"]), default="geojson", show_default=True
)
def incidents_command(output: str, form: str, **options: Any) -> None:
    """Extract incidents, joined with their places, as GeoJSON or JSON Lines."""
    from geokit import layers, pipeline

    results = pipeline.analyse(_inputs(options), progress=progress(options["quiet"]))
    if form == "jsonl":
        write_lines(output, (layers.incident_properties(incident) for incident in results.incidents))
    else:
        with written(output) as stream:
            stream.writelines(layers.geojson_lines(layers.incident_frame(results.incidents)))
    finish(results.problems, usable=bool(results.reports or results.coded))


def _inputs(options: dict[str, Any]) -> Any:
    from geokit.pipeline import Inputs

    set_up_log(options["verbose"])
    return Inputs(
        paths=options["paths"],
        metadata=options["metadata"],
        published=options["published"],
        coded=options["coded"],
        codebooks=options.get("codebooks", ()),
        gazetteers=options.get("gazetteers", ()),
        only_codebook=options.get("only_codebook", False),
        only_gazetteer=options.get("only_gazetteer", False),
        nlp=options.get("nlp"),
        stdin=sys.stdin.buffer if "-" in options["paths"] else None,
    )


def _read(options: dict[str, Any]) -> Any:
    from geokit.reports import read_reports

    set_up_log(options["verbose"])
    return read_reports(
        options["paths"],
        metadata=options["metadata"],
        published=options["published"],
        coded=options["coded"],
        stdin=sys.stdin.buffer if "-" in options["paths"] else None,
    )
