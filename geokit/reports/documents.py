"""PDF and Word documents, through the libraries of the extra ``documents``."""

from __future__ import annotations

import logging
import re
from io import BytesIO
from unicodedata import normalize

from geokit.reports.drafts import Content, Draft, Stated, UnreadableError

__all__ = ["read_pdf", "read_word"]

# Its complaints about a broken file are told as a problem of that file.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_INSTALL = 'pip install "geokit[documents]"'
_FULL_LINE = 0.8
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_BROKEN_WORD = re.compile(r"(?<=[a-z])[-\u2010\u00ad]$")


def read_pdf(data: bytes, path: str) -> Content:
    """Read the text of a PDF, with the lines of a paragraph joined.

    Raises
    ------
    UnreadableError
        If pypdf is missing, or the file is broken, encrypted or scanned.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise UnreadableError("PDF files need a library that is not installed", _INSTALL) from error
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted", "save it without a password")
        lines = [line.rstrip() for page in reader.pages for line in page.extract_text().splitlines()]
    except (PyPdfError, ValueError, KeyError, OSError, RecursionError) as error:
        raise UnreadableError(f"not a readable PDF: {error}", "save it again, or its text as .txt") from error
    text = _LIGATURE.sub(lambda match: normalize("NFKC", match[0]), _joined(lines))
    if not text.strip():
        raise UnreadableError(
            "no text in the PDF: it holds pictures of pages", "run it through text recognition first"
        )
    return Content((Draft(text),))


def _joined(lines: list[str]) -> str:
    """Undo the breaking of paragraphs into lines: a line that is about full goes on in the next."""
    lengths = sorted(len(line) for line in lines if line.strip())
    full = _FULL_LINE * lengths[round(0.9 * (len(lengths) - 1))] if lengths else 0
    paragraphs: list[str] = []
    open_line = False
    for line in lines:
        text = line.strip()
        if open_line and text and _BROKEN_WORD.search(paragraphs[-1]) and text[0].islower():
            paragraphs[-1] = _BROKEN_WORD.sub("", paragraphs[-1]) + text
        elif open_line and text:
            paragraphs[-1] = f"{paragraphs[-1]} {text}"
        else:
            paragraphs.append(text)
        open_line = len(text) >= full and not (_SENTENCE_END.search(text) and len(text) < full / _FULL_LINE)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(paragraphs)).strip()


def read_word(data: bytes, path: str) -> Content:
    """Read the paragraphs and tables of a Word document, and its title and author.

    Raises
    ------
    UnreadableError
        If python-docx is missing, or the file is broken, encrypted or without text.
    """
    try:
        from docx import Document
        from docx.table import Table
    except ImportError as error:
        raise UnreadableError("Word documents need a library that is not installed", _INSTALL) from error
    try:
        document = Document(BytesIO(data))
        blocks = [
            "\n".join(" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows)
            if isinstance(block, Table)
            else block.text
            for block in document.iter_inner_content()
        ]
        properties = document.core_properties
        stated = Stated(title=properties.title or None, author=properties.author or None)
    # python-docx lets through whatever zipfile, lxml and its own classes raise on a broken file.
    except Exception as error:
        raise UnreadableError(
            f"not a readable Word document: {error}", "save it again as .docx, without a password"
        ) from error
    text = "\n\n".join(block.strip() for block in blocks if block.strip())
    if not text:
        raise UnreadableError("no text in the document", "remove the file, or fill it")
    return Content((Draft(text, stated),))
