"""The door of the stage: which files are read, under which ids, and what is said of the others."""

import io
import json
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

import pytest

from geokit.errors import UsageError
from geokit.model import Report
from geokit.reports import read_reports, report_record

MIXED = Path(__file__).parent / "fixtures" / "reports" / "mixed"
STORY = "The officials said that two people were stopped at the river on Tuesday night."


def write(folder, **texts):
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_mixed_folder_is_read_as_far_as_it_can_be():
    """Good files come out right, and each bad one is named with its reason."""
    reading = read_reports([MIXED])
    assert [report.id for report in reading.reports] == [
        "broken#a",
        "broken#d",
        "broken#g",
        "euc-kr",
        "good",
        "korean",
        "utf-16",
    ]
    by_id = {report.id: report for report in reading.reports}
    assert by_id["utf-16"].title == "Guards stop four people at the river"
    assert by_id["euc-kr"].text.startswith("국경 경비대가")
    assert by_id["good"].published == "2019-05-03"
    told = {
        (Path(problem.path).name, problem.row, problem.problem)
        for problem in reading.problems
        if problem.unread
    }
    assert told == {
        ("binary.txt", None, "binary: not a text file"),
        ("broken.csv", 3, "a quotation mark is not closed"),
        ("broken.csv", 4, "2 cells under 4 columns"),
        ("broken.csv", 6, "6 cells under 4 columns"),
        ("broken.csv", 7, "empty text"),
        ("empty.txt", None, "empty: nothing to read"),
        ("euc-kr.txt", None, "language: ko"),
        ("korean.txt", None, "language: ko"),
    }
    assert [source.path for source in reading.sources] == sorted(
        (MIXED / name.name).as_posix() for name in MIXED.iterdir()
    )


def test_a_report_in_another_language_is_a_problem_of_its_language():
    """Its places can be read, its incidents cannot: the problem names the report."""
    problem = next(p for p in read_reports([MIXED / "korean.txt"]).problems)
    assert (problem.stage, problem.report_id, problem.unread) == ("language", "korean", True)


@pytest.mark.parametrize("text", ["One line.\r\nAnother line.\r\n", "\n\n  Blank first.\n", "Ends without"])
def test_a_plain_text_is_not_changed(tmp_path, text):
    """Line ends and blanks stay, and the hash is that of the text in UTF-8."""
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (report,) = read_reports([tmp_path]).reports
    assert report.text == text
    assert report.sha256 == sha256(text.encode()).hexdigest()


def test_ids_are_paths_without_suffix_unless_two_would_be_equal(tmp_path):
    """Below a folder the path counts; the suffix is kept where it tells two files apart."""
    write(tmp_path, a_txt=STORY, sub__a_txt=STORY, sub__a_md=STORY, b_txt=STORY)
    assert [report.id for report in read_reports([tmp_path]).reports] == ["a", "b", "sub/a.md", "sub/a.txt"]
    assert [report.id for report in read_reports([tmp_path / "sub" / "a.md"]).reports] == ["a"]


def test_equal_names_in_two_folders_keep_the_path_as_given(tmp_path):
    """No two reports share an id."""
    write(tmp_path, one__a_txt=STORY, two__a_txt=STORY)
    ids = [report.id for report in read_reports([tmp_path / "one", tmp_path / "two"]).reports]
    assert ids == [(tmp_path / name / "a.txt").as_posix() for name in ("one", "two")]


def test_order_and_repetition_of_paths_do_not_matter(tmp_path):
    """The same files give the same reading."""
    write(tmp_path, a_txt=STORY, b_txt=STORY, c_csv=f"text\n{STORY}\n")
    paths = sorted(tmp_path.iterdir())
    again = tmp_path / "sub" / ".." / "a.txt"
    (tmp_path / "sub").mkdir()
    assert read_reports(paths) == read_reports([*reversed(paths), paths[0], again])
    assert read_reports([tmp_path]) == read_reports([tmp_path, tmp_path / "sub" / ".."])


def test_hidden_files_are_skipped_and_unknown_types_named(tmp_path):
    """A type that is not read is no failure in a folder, and one where the user asked for the file."""
    write(tmp_path, a_txt=STORY, sub__x_xyz="?")
    (tmp_path / ".hidden.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text(STORY, encoding="utf-8")
    reading = read_reports([tmp_path])
    assert [report.id for report in reading.reports] == ["a"]
    assert [(p.problem, p.unread) for p in reading.problems] == [("unknown file type .xyz: not read", False)]
    named = read_reports([tmp_path, tmp_path / "sub" / "x.xyz", tmp_path / "none.txt"])
    assert [(p.problem, p.unread) for p in named.problems] == [
        ("no such file or folder", True),
        ("unknown file type .xyz: not read", True),
    ]


def test_a_record_has_the_models_fields_in_their_order(tmp_path):
    """The JSON line of a report is its record."""
    write(tmp_path, a_txt=f"A title here\n\n{STORY}")
    record = report_record(read_reports([tmp_path]).reports[0])
    assert list(record) == [field.name for field in fields(Report)]
    assert record["zones"] == [{"start": 0, "end": 12, "kind": "title"}]


def test_records_are_read_back_unchanged(tmp_path):
    """What geokit wrote comes back with its id, zones and path, from a file and from standard input."""
    reports = read_reports([MIXED]).reports
    lines = "".join(json.dumps(report_record(report), ensure_ascii=False) + "\n" for report in reports)
    (tmp_path / "reports.jsonl").write_text(lines, encoding="utf-8")
    assert read_reports([tmp_path]).reports == reports
    assert read_reports(["-"], stdin=io.BytesIO(lines.encode())).reports == reports


def test_a_record_whose_text_was_changed_is_an_ordinary_row(tmp_path):
    """Offsets of another text are worth nothing."""
    record = report_record(read_reports([MIXED / "good.txt"]).reports[0])
    record["text"] = f"New first line of it\n\n{record['text']}"
    reading = read_reports(["-"], stdin=io.BytesIO(json.dumps(record).encode()))
    assert [report.id for report in reading.reports] == ["-#good"]
    assert reading.reports[0].sha256 != record["sha256"]


def test_records_without_their_text_are_refused_with_advice(tmp_path):
    """reports.jsonl of a made folder holds texts only with --keep-text."""
    record = report_record(read_reports([MIXED / "good.txt"]).reports[0])
    del record["text"]
    (problem,) = read_reports(["-"], stdin=io.BytesIO(json.dumps(record).encode())).problems
    assert "--keep-text" in problem.advice


def test_metadata_overrides_what_a_file_says(tmp_path):
    """A row names a file by path, name, stem or id; a row that names nothing is told."""
    write(
        tmp_path,
        in__a_txt=f"A title here\n\nPublished: 3 May 2019\n\n{STORY}",
        in__sub__b_txt=STORY,
        in__t_csv=f"id,text\nx,{STORY}\n",
        meta_csv="file,published,publisher,title\na.txt,2020-01-02,Example Daily,\nsub/b.txt,,Other,B\n"
        "t#x,2020-01-03,,\nnone.txt,2020-01-01,,\nb,some day,,\n",
    )
    reading = read_reports([tmp_path / "in"], metadata=tmp_path / "meta.csv")
    assert [(r.id, r.title, r.published, r.published_basis, r.publisher) for r in reading.reports] == [
        ("a", "A title here", "2020-01-02", "metadata", "Example Daily"),
        ("sub/b", "B", None, None, "Other"),
        ("t#x", None, "2020-01-03", "metadata", None),
    ]
    assert [(p.row, p.problem) for p in reading.problems] == [
        (5, "'none.txt' matches no report"),
        (6, "published 'some day' is not a day"),
    ]


def test_the_option_dates_only_reports_without_a_day(tmp_path):
    """What a report says of itself stays, a day without a year too."""
    write(
        tmp_path,
        a_txt=f"A title here\n\nPublished: 3 May 2019\n\n{STORY}",
        b_txt=STORY,
        c_txt=f"SEOUL, Aug. 18 (UPI) -- {STORY}",
    )
    reports = read_reports([tmp_path], published="2020-01-02").reports
    assert [(r.published, r.published_basis) for r in reports] == [
        ("2019-05-03", "header"),
        ("2020-01-02", "option"),
        ("XXXX-08-18", "dateline"),
    ]


@pytest.mark.parametrize(
    "options", [{"published": "soon"}, {"metadata": Path("none.csv")}, {"paths": ["-"], "stdin": None}]
)
def test_what_makes_no_sense_is_refused_at_once(tmp_path, options):
    """A wrong option is the user's, not a file's."""
    paths = options.pop("paths", [tmp_path])
    with pytest.raises(UsageError):
        read_reports(paths, **options)


def test_an_uncertain_encoding_is_told(tmp_path):
    """A guess is no failure, but it is said."""
    text = "Пограничники задержали двух человек у реки ночью, сообщил источник в городе."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    told = [(p.stage, p.unread) for p in read_reports([tmp_path]).problems]
    assert told == [("language", True), ("reports", False)]
