"""Files in, records out: the stage's one door."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO

from geokit.errors import UsageError
from geokit.model import CodedRow, Problem, Report, Source
from geokit.reports.days import one_day
from geokit.reports.decoding import decode
from geokit.reports.documents import read_pdf, read_word
from geokit.reports.drafts import Content, Draft, UnreadableError, problem_of
from geokit.reports.files import STANDARD_INPUT, InputFile, find_files
from geokit.reports.metadata import Metadata, read_metadata
from geokit.reports.records import make_report
from geokit.reports.rows import drafts_of
from geokit.reports.tables import Table, read_csv, read_excel, read_json, read_json_lines
from geokit.reports.web import read_web_page

__all__ = ["Reading", "read_reports"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: reports, coded rows (which are no reports), problems, and the files themselves."""

    reports: tuple[Report, ...]
    coded: tuple[CodedRow, ...]
    problems: tuple[Problem, ...]
    sources: tuple[Source, ...]


def read_reports(
    paths: Sequence[str | Path],
    *,
    metadata: Path | None = None,
    published: str | None = None,
    coded: Sequence[Path] = (),
    stdin: BinaryIO | None = None,
) -> Reading:
    """Read reports and coded incidents from files and folders.

    What cannot be read becomes a problem that names the file, the row where there is one, the reason and what
    to do; the rest is read all the same.

    Parameters
    ----------
    paths : sequence of str or Path
        Files and folders; ``-`` is JSON Lines from `stdin`.
    metadata : Path, optional
        A CSV file (file, title, published, publisher, author, url) that overrides what files say.
    published : str, optional
        The day of reports that state none.
    coded : sequence of Path
        Tables of coded incidents, whatever their columns; read whether or not `paths` names them too.
    stdin : binary file, optional
        Where ``-`` reads from.

    Returns
    -------
    Reading
        Reports and coded rows by file, then by row; the same for the same input, in whatever order the paths
        are given.

    Raises
    ------
    UsageError
        If `published` is not a day, `metadata` cannot be opened, or ``-`` is given without `stdin`.
    """
    default_day = _default_day(published)
    files, problems = find_files([*paths, *coded])
    coded_files = {path.resolve() for path in coded}
    collected = _Collected(problems, default_day)
    table = _open_metadata(metadata, collected)
    for file in files:
        data = _bytes_of(file, collected)
        if data is not None:
            content = _content(
                data, file.path, file.location.suffix.lower(), file.location.resolve() in coded_files
            )
            collected.add(file, content, table)
    if STANDARD_INPUT in map(str, paths):
        if stdin is None:
            raise UsageError("'-' reads standard input, and there is none")
        data = stdin.read()
        file = InputFile(Path(STANDARD_INPUT), STANDARD_INPUT, STANDARD_INPUT, STANDARD_INPUT)
        collected.note_source(STANDARD_INPUT, data)
        collected.add(file, _content(data, STANDARD_INPUT, ".jsonl", coded=False), table)
    if table is not None:
        collected.problems += table.unused()
    return collected.reading()


def _default_day(published: str | None) -> str | None:
    day = one_day(published) if published else None
    if published and day is None:
        raise UsageError(f"published {published!r} is not a day: write it as 2018-02-07")
    return day


def _open_metadata(path: Path | None, collected: _Collected) -> Metadata | None:
    if path is None:
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path.as_posix()}: {error.strerror}: give a CSV file that can be opened"
        ) from error
    collected.note_source(path.as_posix(), data)
    table, problems = read_metadata(path, data)
    collected.problems += problems
    return table


def _bytes_of(file: InputFile, collected: _Collected) -> bytes | None:
    try:
        data = file.location.read_bytes()
    except OSError as error:
        advice = "see that the file can be opened"
        collected.problems.append(problem_of(file.path, f"cannot be opened: {error.strerror}", advice))
        return None
    collected.note_source(file.path, data)
    return data


def _content(data: bytes, path: str, suffix: str, coded: bool) -> Content:
    try:
        if suffix in (".txt", ".md"):
            return _plain_text(data, path)
        if suffix in (".html", ".htm"):
            return read_web_page(data, path)
        if suffix == ".pdf":
            return read_pdf(data, path)
        if suffix == ".docx":
            return read_word(data, path)
        contents = [drafts_of(table, path, coded=coded) for table in _tables(data, path, suffix)]
    except UnreadableError as error:
        return Content((), (problem_of(path, error.problem, error.advice),))
    drafts = tuple(draft for content in contents for draft in content.drafts)
    return Content(drafts, tuple(problem for content in contents for problem in content.problems))


def _plain_text(data: bytes, path: str) -> Content:
    decoded = decode(data)
    if decoded.doubt is None:
        return Content((Draft(decoded.text),))
    problem = problem_of(path, decoded.doubt, "save it as UTF-8 if letters look wrong", unread=False)
    return Content((Draft(decoded.text),), (problem,))


def _tables(data: bytes, path: str, suffix: str) -> list[Table]:
    if suffix == ".xlsx":
        return read_excel(data, path)
    if suffix == ".jsonl":
        return [read_json_lines(data, path)]
    if suffix == ".json":
        return [read_json(data, path)]
    return [read_csv(data, path, tabbed=suffix == ".tsv")]


class _Collected:
    """What was read so far, each report under an id of its own."""

    def __init__(self, problems: list[Problem], default_day: str | None) -> None:
        self.problems = problems
        self._default_day = default_day
        self._reports: list[Report] = []
        self._coded: list[CodedRow] = []
        self._sources: list[Source] = []
        self._ids: set[str] = set()

    def note_source(self, path: str, data: bytes) -> None:
        self._sources.append(Source(path, hashlib.sha256(data).hexdigest(), len(data)))

    def add(self, file: InputFile, content: Content, metadata: Metadata | None) -> None:
        """Make records of a file's drafts."""
        self.problems += content.problems
        for draft in content.drafts:
            report_id = self._own_id(file, draft)
            if draft.coded is not None:
                self._add_coded(file, draft, report_id)
                continue
            report = draft.record or make_report(report_id, file.path, draft.text, draft.stated)
            report = replace(report, id=report_id)
            if metadata is not None:
                relative = draft.record.path if draft.record else file.relative
                report = metadata.applied(report, relative=relative)
            if report.published is None and self._default_day is not None:
                report = replace(report, published=self._default_day, published_basis="option")
            self._reports.append(report)
            if report.language != "en":
                self.problems.append(_foreign(report, draft.line))

    def _add_coded(self, file: InputFile, draft: Draft, report_id: str) -> None:
        assert draft.coded is not None and draft.row is not None
        report = make_report(report_id, file.path, draft.text, draft.stated, plain=True)
        cells = {name: getattr(draft.coded, name) for name in asdict(draft.coded)}
        self._coded.append(CodedRow(report=report, row=draft.line or draft.row or 0, **cells))

    def _own_id(self, file: InputFile, draft: Draft) -> str:
        wanted = file.id if draft.row is None else f"{file.id}#{draft.key or draft.row}"
        if draft.record is not None:
            wanted = draft.record.id
        if wanted not in self._ids:
            self._ids.add(wanted)
            return wanted
        number = 2
        while (own := f"{wanted}#{number}") in self._ids:
            number += 1
        self._ids.add(own)
        advice = "give each row an id of its own"
        problem = f"the id {wanted!r} stands twice: {own!r} here"
        self.problems.append(problem_of(file.path, problem, advice, row=draft.line, unread=False))
        return own

    def reading(self) -> Reading:
        """Everything, problems and sources by path."""
        problems = sorted(self.problems, key=lambda p: (p.path, p.row or 0, p.stage, p.problem))
        sources = sorted(self._sources, key=lambda source: source.path)
        return Reading(tuple(self._reports), tuple(self._coded), tuple(problems), tuple(sources))


def _foreign(report: Report, row: int | None) -> Problem:
    return Problem(
        path=report.path,
        problem=f"language: {report.language}",
        advice="incidents were not read; its places were",
        stage="language",
        row=row,
        report_id=report.id,
        unread=True,
    )
