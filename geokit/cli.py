"""The command line: options in, the library's functions called, exit status out. No logic lives here."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from geokit import __version__
from geokit.errors import GeokitError, UsageError
from geokit.model import Problem, Report

__all__ = ["main"]

DONE, NOTHING_USABLE, WRONG_USAGE, SOME_UNREAD = 0, 1, 2, 3

FILE = click.Path(path_type=Path, dir_okay=False, exists=True, readable=True)
FOLDER = click.Path(path_type=Path, exists=True)


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


def _with(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


_READING = (
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    click.option(
        "--metadata",
        type=FILE,
        help="CSV (file, title, published, publisher, author, url) that overrides what files say.",
    ),
    click.option("--published", metavar="DATE", help="The day of reports that state none."),
    click.option(
        "--coded", multiple=True, type=FILE, help="A table of coded incidents, whatever its columns."
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress bar."),
    click.option("-v", "--verbose", is_flag=True, help="Log more, on stderr."),
)
_GAZETTEER = (
    click.option("--gazetteer", "gazetteers", multiple=True, type=FOLDER, help="A gazetteer folder to add."),
    click.option("--only-gazetteer", is_flag=True, help="Leave the built-in gazetteer out."),
)
_NLP = click.option(
    "--nlp", metavar="PIPELINE", help="A spaCy pipeline to ask for places where the rules are unsure."
)
_CODEBOOK = (
    click.option("--codebook", "codebooks", multiple=True, type=FILE, help="A codebook (TOML) to add."),
    click.option("--only-codebook", is_flag=True, help="Leave the built-in codebook out."),
)
_OUTPUT = click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; - is standard output."
)


@main.command("map")
@_with(*_READING, *_GAZETTEER, *_CODEBOOK, _NLP)
@click.option(
    "-o",
    "--output",
    default="output",
    type=click.Path(path_type=Path),
    show_default=True,
    help="The folder to write into.",
)
@click.option("--title", help="The map's title.")
@click.option("--keep-text", is_flag=True, help="Keep the reports' texts in reports.jsonl.")
@click.option("--force", is_flag=True, help="Overwrite files that were changed since geokit made them.")
def map_command(output: Path, title: str | None, keep_text: bool, force: bool, **options: Any) -> None:
    """Map reports: the page, the layers and the tables, in one folder."""
    from geokit import pipeline

    results = pipeline.run(
        _inputs(options),
        output,
        title=title,
        keep_text=keep_text,
        force=force,
        progress=_progress(options["quiet"]),
    )
    _summary(results, output)
    _end(results.problems, usable=bool(results.reports or results.coded))


@main.command("reports")
@_with(*_READING, _OUTPUT)
def reports_command(output: str, **options: Any) -> None:
    """Read reports and write them as JSON Lines."""
    from geokit.reports import report_record

    reading = _read(options)
    _write_lines(output, (report_record(report) for report in reading.reports))
    _end(reading.problems, usable=bool(reading.reports or reading.coded))


@main.command("mentions")
@_with(*_READING, *_GAZETTEER, _NLP, _OUTPUT)
def mentions_command(
    output: str, gazetteers: Sequence[Path], only_gazetteer: bool, nlp: str | None, **options: Any
) -> None:
    """Find the places that reports name, resolved, as JSON Lines."""
    from geokit.places import find_places, load_gazetteer, mention_record
    from geokit.places.nlp import SpacyRecogniser

    gazetteer = load_gazetteer(list(gazetteers), only=only_gazetteer)
    recogniser = SpacyRecogniser(nlp) if nlp else None
    reading = _read(options)
    bar = _progress(options["quiet"])
    found = (
        mention_record(resolution)
        for report in bar(reading.reports, len(reading.reports))
        for resolution in find_places(report, gazetteer, recogniser=recogniser)
    )
    _write_lines(output, found)
    _end(reading.problems, usable=bool(reading.reports))


@main.command("dates")
@_with(*_READING, _OUTPUT)
def dates_command(output: str, **options: Any) -> None:
    """Find date expressions, normalised, as JSON Lines."""
    from geokit.layers import date_properties
    from geokit.text.dates import find_dates

    reading = _read(options)
    bar = _progress(options["quiet"])
    found = (
        date_properties(report.id, date)
        for report in bar(reading.reports, len(reading.reports))
        for date in find_dates(report.text, published=report.published)
    )
    _write_lines(output, found)
    _end(reading.problems, usable=bool(reading.reports))


@main.command("incidents")
@_with(*_READING, *_GAZETTEER, *_CODEBOOK, _NLP, _OUTPUT)
@click.option(
    "--format", "form", type=click.Choice(["geojson", "jsonl"]), default="geojson", show_default=True
)
def incidents_command(output: str, form: str, **options: Any) -> None:
    """Extract incidents, joined with their places, as GeoJSON or JSON Lines."""
    from geokit import layers, pipeline

    results = pipeline.analyse(_inputs(options), progress=_progress(options["quiet"]))
    if form == "jsonl":
        _write_lines(output, (layers.incident_properties(incident) for incident in results.incidents))
    else:
        with _written(output) as stream:
            stream.writelines(layers.geojson_lines(layers.incident_frame(results.incidents)))
    _end(results.problems, usable=bool(results.reports or results.coded))


@main.group("places")
def places_group() -> None:
    """Look places up, check a gazetteer, make one of other people's files."""


_TABLE = click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True
)


@places_group.command("search")
@click.argument("name")
@click.option("-n", "--limit", default=10, show_default=True, help="At most so many.")
@click.option(
    "--online",
    metavar="USER_AGENT",
    help="Ask Nominatim for a name that no place has; say who asks: 'my-map/1.0 (me@example.org)'.",
)
@click.option("--cache", type=click.Path(path_type=Path, dir_okay=False), help="Where its answers are kept.")
@_with(*_GAZETTEER, _TABLE)
def places_search(
    name: str,
    limit: int,
    online: str | None,
    cache: Path | None,
    gazetteers: Sequence[Path],
    only_gazetteer: bool,
    form: str,
) -> None:
    """Find places by any of their names."""
    from geokit.places import load_gazetteer

    gazetteer = load_gazetteer(list(gazetteers), only=only_gazetteer)
    found = gazetteer.search(name, limit)
    rows = [{"score": round(one.score, 3), **_place_row(one.place)} for one in found]
    if online is not None and not gazetteer.named(name):
        from geokit.places.geocoder import OnlineGeocoder, default_cache, online_rows

        rows += online_rows(name, OnlineGeocoder(online, cache=cache or default_cache()), limit)
    _print_rows(rows, form, f"places called {name!r}")
    sys.exit(DONE if rows else NOTHING_USABLE)


@places_group.command("near")
@click.argument("position", metavar="LAT,LON")
@click.option("-n", "--limit", default=10, show_default=True, help="At most so many.")
@_with(*_GAZETTEER, _TABLE)
def places_near(
    position: str, limit: int, gazetteers: Sequence[Path], only_gazetteer: bool, form: str
) -> None:
    """Find the places nearest to a spot, latitude first as people write it."""
    from geokit.places import load_gazetteer

    lat, lon = _position(position)
    found = load_gazetteer(list(gazetteers), only=only_gazetteer).near(lat, lon, limit)
    rows = [{"km": round(distance, 1), **_place_row(place)} for place, distance in found]
    _print_rows(rows, form, f"places near {position}")


@places_group.command("show")
@click.argument("place_id", metavar="ID")
@_with(*_GAZETTEER)
def places_show(place_id: str, gazetteers: Sequence[Path], only_gazetteer: bool) -> None:
    """Show all that is known of one place, as JSON."""
    from geokit.places import load_gazetteer

    place = load_gazetteer(list(gazetteers), only=only_gazetteer).place(place_id)
    record = {
        **_place_row(place),
        "names": list(place.names),
        "parents": list(place.parents),
        "population": place.population,
    }
    click.echo(json.dumps({**record, "source": place.source}, ensure_ascii=False, indent=2))


@places_group.command("check")
@_with(*_GAZETTEER)
def places_check(gazetteers: Sequence[Path], only_gazetteer: bool) -> None:
    """Check a gazetteer: ids, names, parents, spots, sources; homonyms are listed."""
    from geokit.places import check_gazetteer, load_gazetteer

    findings = check_gazetteer(load_gazetteer(list(gazetteers), only=only_gazetteer))
    for finding in findings:
        click.echo(f"{finding.severity}\t{finding.check}\t{finding.place_id or ''}\t{finding.message}")
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} notes", err=True)
    sys.exit(NOTHING_USABLE if errors else DONE)


@places_group.command("import")
@click.argument("file", type=FILE)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The gazetteer folder to make or to add to.  [default: FILE's name and -gazetteer]",
)
@click.option("--source", "described", type=FILE, help="TOML with one table that describes the source.")
@click.option("--licence", help="The source's licence.")
@click.option("--attribution", help="Whom to name on a map.")
@click.option("--title", help="The source's title.")
@click.option("--url", help="Where the file comes from.")
@click.option(
    "--retrieved", type=click.DateTime(["%Y-%m-%d"]), help="When.  [default: the file's last change]"
)
@click.option("--feature", help="What kind of place a row is that does not say: county, village, river ...")
@click.option("--country", help="The country of rows that name none (ISO 3166-1).")
@click.option("--name-column", help="The column of the preferred name.")
@click.option(
    "--basis",
    type=click.Choice(["surveyed", "simplified", "approximate"]),
    default="simplified",
    show_default=True,
    help="What the file's lines and areas are worth.",
)
@click.option("--attach-only", is_flag=True, help="Add to known places only; list the rest.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows that make no sense, instead of refusing.")
@_with(*_GAZETTEER)
def places_import(
    file: Path,
    output: Path | None,
    feature: str | None,
    country: str | None,
    name_column: str | None,
    gazetteers: Sequence[Path],
    retrieved: datetime | None,
    **options: Any,
) -> None:
    """Make a gazetteer folder of a file: GeoNames, Linked Places, GeoJSON, GeoPackage or a table.

    What the gazetteer knows is added to, its areas and lines replaced; the rest becomes places of its own.
    """
    from geokit.places.importing import Settings, import_places, source_entry

    stated = {key: options.pop(key) for key in ("described", "licence", "attribution", "title", "url")}
    source = source_entry(file, retrieved=retrieved.date() if retrieved else None, **stated)
    settings = Settings(feature=feature, country=country, name_column=name_column)
    folder = output or Path(f"{file.stem}-gazetteer")
    done = import_places(file, folder, source, settings=settings, gazetteers=gazetteers, **options)
    for line in done.lines():
        click.echo(line)
    _end(done.problems, usable=True)


@main.group("codebook")
def codebook_group() -> None:
    """Check a codebook."""


@codebook_group.command("check")
@click.argument("file", type=FILE)
def codebook_check(file: Path) -> None:
    """Say what is wrong with a codebook, or what it holds."""
    from geokit.incidents import load_codebook

    codebook = load_codebook([file], only=True)
    click.echo(f"{file}: {codebook.name}, {len(codebook.types)} types: {', '.join(codebook.types)}")


def _inputs(options: dict[str, Any]) -> Any:
    from geokit.pipeline import Inputs

    _log(options["verbose"])
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

    _log(options["verbose"])
    return read_reports(
        options["paths"],
        metadata=options["metadata"],
        published=options["published"],
        coded=options["coded"],
        stdin=sys.stdin.buffer if "-" in options["paths"] else None,
    )


def _log(verbose: bool) -> None:
    # The readers' libraries warn about pages that geokit reports on in its own words.
    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL, stream=sys.stderr)


def _progress(quiet: bool) -> Callable[[Iterable[Report], int], Iterable[Report]]:
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
def _written(output: str) -> Iterator[IO[str]]:
    with click.open_file(output, "w", encoding="utf-8", atomic=output != "-") as stream:
        yield stream


def _write_lines(output: str, rows: Iterable[dict[str, Any]]) -> None:
    with _written(output) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _position(text: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError(
            f"{text!r} is no position; write LAT,LON in degrees, such as 42.23,129.21"
        ) from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(f"{text!r} is not on earth; write latitude (-90 to 90) first, then longitude")
    return lat, lon


def _place_row(place: Any) -> dict[str, Any]:
    return {
        "place_id": place.id,
        "name": place.name,
        "feature": place.feature,
        "country": place.country,
        "adm1": place.adm1,
        "lat": round(place.lat, 5),
        "lon": round(place.lon, 5),
        "radius_km": round(place.radius_km, 1),
        "shape": place.shape,
        "shape_basis": place.shape_basis,
    }


def _print_rows(rows: Sequence[dict[str, Any]], form: str, caption: str) -> None:
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


def _summary(results: Any, output: Path) -> None:
    counts = results.counts
    click.echo(
        f"{counts['reports']} reports, {counts['mentions']} place mentions, {counts['incidents']} incidents: "
        f"{counts['placed']} on the map, {counts['unplaced']} listed beside it"
    )
    click.echo(f"Open {output / 'map.html'}")


def _end(problems: Sequence[Problem], *, usable: bool) -> None:
    """Name what could not be read, and leave with the status that says so."""
    unread = [problem for problem in problems if problem.unread]
    for problem in unread:
        row = f", row {problem.row}" if problem.row is not None else ""
        click.echo(f"geokit: {problem.path}{row}: {problem.problem}; {problem.advice}", err=True)
    undecided = len(problems) - len(unread)
    if undecided:
        click.echo(f"geokit: {undecided} more left undecided, each with its reason in problems.csv", err=True)
    sys.exit(NOTHING_USABLE if not usable else SOME_UNREAD if unread else DONE)


if __name__ == "__main__":
    main()
