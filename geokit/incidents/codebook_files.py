"""Where codebooks lie: those that ship with geokit, by name, and a user's own, by path."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from geokit.errors import UsageError

__all__ = ["BUILT_IN", "SHIPPED", "common_english", "read_source"]

# The names by which the command line knows them, and their files beside this module.
SHIPPED: Mapping[str, str] = {"border": "codebook.toml", "political-violence": "political_violence.toml"}
BUILT_IN = "border"
_ENGLISH = "english.toml"


def read_source(source: str | Path) -> tuple[str, bytes]:
    """What to call a codebook in messages, and its bytes.

    Parameters
    ----------
    source : str or Path
        The name of a shipped codebook (a key of ``SHIPPED``), or the path of a TOML file; ``./border`` is
        a path.

    Raises
    ------
    UsageError
        There is no such codebook.
    """
    name = str(source)
    if name in SHIPPED:
        return f"{name} (shipped)", files("geokit.incidents").joinpath(SHIPPED[name]).read_bytes()
    try:
        return name, Path(source).read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: no such codebook ({error.strerror}); {_advice(name)}") from error


def _advice(name: str) -> str:
    near = difflib.get_close_matches(name.casefold().replace("_", "-"), SHIPPED, n=1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    return f"{meant}Name a TOML file, or one that ships with geokit: {', '.join(SHIPPED)}"


def common_english() -> dict[str, Any]:
    """The irregular verbs and the nouns for people that every codebook starts from."""
    return tomllib.loads(files("geokit.incidents").joinpath(_ENGLISH).read_text("utf-8"))
