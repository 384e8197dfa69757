"""Options and exit statuses that the commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

__all__ = [
    "CODEBOOK",
    "DONE",
    "FILE",
    "FOLDER",
    "GAZETTEER",
    "NLP",
    "NOTHING_USABLE",
    "OUTPUT",
    "PAGE",
    "READING",
    "SOME_UNREAD",
    "WRONG_USAGE",
    "with_options",
]

DONE, NOTHING_USABLE, WRONG_USAGE, SOME_UNREAD = 0, 1, 2, 3

FILE = click.Path(path_type=Path, dir_okay=False, exists=True, readable=True)
FOLDER = click.Path(path_type=Path, exists=True)


def with_options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Decorate a command with several options, in the order in which its help lists them."""

    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


READING = (
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
GAZETTEER = (
    click.option("--gazetteer", "gazetteers", multiple=True, type=FOLDER, help="A gazetteer folder to add."),
    click.option("--only-gazetteer", is_flag=True, help="Leave the built-in gazetteer out."),
)
NLP = click.option(
    "--nlp", metavar="PIPELINE", help="A spaCy pipeline to ask for places where the rules are unsure."
)
CODEBOOK = (
    click.option(
        "--codebook",
        "codebooks",
        multiple=True,
        type=click.Path(path_type=Path),
        help="A codebook to add: a TOML file or a name of `geokit codebook list`.",
    ),
    click.option("--only-codebook", is_flag=True, help="Leave the built-in codebook out."),
)
PAGE = (
    click.option("--title", help="The map's title."),
    click.option(
        "--lang",
        "language",
        type=click.Choice(["en", "ko"]),
        default="en",
        show_default=True,
        help="The language of the map's own words and of the names on it.",
    ),
    click.option(
        "--tiles",
        metavar="NAME",
        help="Online tiles for the map (xyzservices' names); the page then asks their server for pictures.",
    ),
)
OUTPUT = click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; - is standard output."
)
