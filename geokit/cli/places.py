"""``geokit places``: look places up, check a gazetteer, import one."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from geokit.cli.options import DONE, FILE, GAZETTEER, NOTHING_USABLE, with_options
from geokit.cli.output import finish, print_rows
from geokit.errors import UsageError

__all__ = ["places_group"]


@click.group("places")
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
@with_options(*GAZETTEER, _TABLE)
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
    print_rows(rows, form, f"places called {name!r}")
    sys.exit(DONE if rows else NOTHING_USABLE)


@places_group.command("near")
@click.argument("position", metavar="LAT,LON")
@click.option("-n", "--limit", default=10, show_default=True, help="At most so many.")
@with_options(*GAZETTEER, _TABLE)
def places_near(
    position: str, limit: int, gazetteers: Sequence[Path], only_gazetteer: bool, form: str
) -> None:
    """Find the places nearest to a spot, latitude first as people write it."""
    from geokit.places import load_gazetteer

    lat, lon = _position(position)
    found = load_gazetteer(list(gazetteers), only=only_gazetteer).near(lat, lon, limit)
    rows = [{"km": round(distance, 1), **_place_row(place)} for place, distance in found]
    print_rows(rows, form, f"places near {position}")


@places_group.command("show")
@click.argument("place_id", metavar="ID")
@with_options(*GAZETTEER)
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
@with_options(*GAZETTEER)
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
@with_options(*GAZETTEER)
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
    finish(done.problems, usable=True)


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
