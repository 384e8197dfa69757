"""PDF and Word documents."""

import builtins
import io

import pytest

from geokit.reports import read_reports
from geokit.reports.documents import _joined

LINES = [
    "Guards stop two at river",
    "May 3, 2019",
    "Two people were stopped at the river, an official said on Tuesday.",
]


def pdf_of(lines):
    """A PDF of one page, written by hand."""
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    stream = f"BT /F1 12 Tf 50 750 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 800] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, written in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{written}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + f"xref\n0 6\n0000000000 65535 f \n{table}" + trailer).encode()


def test_a_pdf_is_read(tmp_path):
    """Its lines are the text, and its header is read as in any text."""
    pytest.importorskip("pypdf")
    (tmp_path / "a.pdf").write_bytes(pdf_of(LINES))
    (report,) = read_reports([tmp_path]).reports
    assert report.text == "\n".join(LINES)
    assert (report.title, report.published) == (LINES[0], "2019-05-03")


def test_lines_of_a_pdf_are_joined_to_paragraphs():
    """A full line goes on in the next, a broken word is made whole, a short line ends a paragraph."""
    lines = [
        "A TITLE",
        "Two people were stopped at the river on Tuesday night when the guards had tight-",
        "ened their watch, an official said. Nothing more is known of the two, nor of the",
        "others.",
        "Another paragraph says what had happened at the same point in the year before it",
        "began.",
    ]
    assert _joined(lines).split("\n") == [
        "A TITLE",
        "Two people were stopped at the river on Tuesday night when the guards had tightened their watch, an "
        "official said. Nothing more is known of the two, nor of the others.",
        "Another paragraph says what had happened at the same point in the year before it began.",
    ]


@pytest.mark.parametrize(("lines", "reason"), [([], "no text in the PDF"), (None, "encrypted")])
def test_a_pdf_without_readable_text_is_refused(tmp_path, lines, reason):
    """Pictures of pages and passwords are told."""
    pypdf = pytest.importorskip("pypdf")
    data = pdf_of(lines or [])
    if lines is None:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of(LINES)))
        writer.encrypt("a password", algorithm="RC4-128")
        buffer = io.BytesIO()
        writer.write(buffer)
        data = buffer.getvalue()
    (tmp_path / "a.pdf").write_bytes(data)
    (problem,) = read_reports([tmp_path]).problems
    assert problem.problem.startswith(reason)
    assert problem.unread


def test_a_word_document_is_read_with_its_properties(tmp_path):
    """Paragraphs and tables in their order; title and author from its properties."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = LINES[0], "Ann Writer"
    for line in LINES:
        document.add_paragraph(line)
    row = document.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = "stopped", "two"
    document.save(tmp_path / "a.docx")
    (report,) = read_reports([tmp_path]).reports
    assert report.text == "\n\n".join([*LINES, "stopped | two"])
    assert (report.title, report.author, report.published) == (LINES[0], "Ann Writer", "2019-05-03")


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_broken_document_is_refused(tmp_path, suffix, capfd):
    """The file is named, and the library's own complaints are kept quiet."""
    pytest.importorskip("pypdf")
    pytest.importorskip("docx")
    (tmp_path / f"a.{suffix}").write_bytes(b"%PDF-1.4 nothing of the kind")
    (problem,) = read_reports([tmp_path]).problems
    assert problem.problem.startswith("not a readable")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("suffix", "library"), [("pdf", "pypdf"), ("docx", "docx")])
def test_a_missing_library_is_told_with_how_to_install_it(tmp_path, monkeypatch, suffix, library):
    """The documents' libraries are an extra."""
    original = builtins.__import__

    def without(name, *args):
        if name.split(".")[0] == library:
            raise ImportError(name)
        return original(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    (tmp_path / f"a.{suffix}").write_bytes(b"x")
    (problem,) = read_reports([tmp_path]).problems
    assert problem.advice == 'pip install "geokit[documents]"'
