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
    click.option("--codebook", "codebooks", multiple=True, type=FILE, help="A codebook (TOML) to add."),
    click.option("--only-codebook", is_flag=True, help="Leave the built-in codebook out."),
)
OUTPUT = click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; - is standard output."
)
