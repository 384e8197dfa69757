"""Which files are read, in which order, and under which ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geokit.model import Problem
from geokit.reports.drafts import problem_of

__all__ = ["STANDARD_INPUT", "SUFFIXES", "InputFile", "find_files"]

STANDARD_INPUT = "-"
SUFFIXES = frozenset(
    {".txt", ".md", ".html", ".htm", ".csv", ".tsv", ".xlsx", ".jsonl", ".json", ".pdf", ".docx"}
)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: where it is, its path as the user gave it, relative to the folder given, and its id."""

    location: Path
    path: str
    relative: str
    id: str


def find_files(paths: Sequence[str | Path]) -> tuple[list[InputFile], list[Problem]]:
    """Find the files under the paths given, by id; ``-`` is left out.

    A folder is read recursively, without what is hidden in it. A file given twice is read once.
    """
    found: dict[Path, tuple[Path, str]] = {}
    problems: list[Problem] = []
    unknown: dict[Path, Problem] = {}
    for given in paths:
        path = Path(given)
        if str(given) == STANDARD_INPUT:
            continue
        if path.is_dir():
            for file in _files_in(path):
                if file.suffix.lower() in SUFFIXES:
                    found.setdefault(file.resolve(), (file, file.relative_to(path).as_posix()))
                else:
                    unknown.setdefault(file.resolve(), _unknown(file, unread=False))
        elif not path.exists():
            problems.append(problem_of(path.as_posix(), "no such file or folder", "check its name"))
        elif path.suffix.lower() not in SUFFIXES:
            unknown[path.resolve()] = _unknown(path, unread=True)
        else:
            found.setdefault(path.resolve(), (path, path.name))
    named = _with_ids(list(found.values()))
    return sorted(named, key=lambda file: (file.id, file.path)), [*problems, *unknown.values()]


def _files_in(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        file for file in files if not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def _unknown(path: Path, *, unread: bool) -> Problem:
    kind = f"unknown file type {path.suffix}" if path.suffix else "a file without a type"
    advice = f"save it as one of {' '.join(sorted(SUFFIXES))}"
    return problem_of(path.as_posix(), f"{kind}: not read", advice, unread=unread)


def _with_ids(files: list[tuple[Path, str]]) -> list[InputFile]:
    """Give each file the shortest id that is its own: relative without suffix, with it, or as given."""
    choices = [
        (relative.removesuffix(Path(relative).suffix), relative, path.as_posix()) for path, relative in files
    ]
    chosen = [0] * len(files)
    while True:
        ids = [names[level] for names, level in zip(choices, chosen, strict=True)]
        shared = {name for name, times in Counter(ids).items() if times > 1}
        again = [at for at, name in enumerate(ids) if name in shared and chosen[at] < 2]
        if not again:
            break
        for at in again:
            chosen[at] += 1
    return [
        InputFile(path, path.as_posix(), relative, name)
        for (path, relative), name in zip(files, ids, strict=True)
    ]
