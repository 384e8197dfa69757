"""The command line: options in, the library's functions called, exit status out. No logic lives here."""

from geokit.cli.main import main

__all__ = ["main"]
