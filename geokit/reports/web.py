"""Web pages: the article's text, and what the markup states of it. Nothing is ever fetched."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from geokit.reports.days import one_day
from geokit.reports.decoding import decode
from geokit.reports.drafts import Content, Draft, Stated, UnreadableError, problem_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_web_page"]

# Their complaints about a page are told as a problem of that file.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_ARTICLE = ("script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "form", "button")
_BLOCKS = (
    "p",
    "div",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "td",
    "section",
    "article",
    "header",
)
# Fixed, so that neither what is read nor what is refused depends on the day of reading.
_EARLIEST, _LATEST = "1945-01-01", "2199-12-31"
_REVISED = re.compile(r"modif|updat|revis", re.IGNORECASE)
_LONGEST_DATE = 60
_DATED_ELEMENTS = """
    //time[not(ancestor::aside or ancestor::nav or ancestor::footer)]
    | //*[@itemprop='datePublished']
    | //*[(contains(@class, 'date') or contains(@class, 'publish') or contains(@class, 'posted')
           or contains(@id, 'date') or contains(@id, 'publish'))
          and not(ancestor::aside or ancestor::nav or ancestor::footer)]
"""


def read_web_page(data: bytes, path: str) -> Content:
    """Read an HTML file.

    Where no article is found in it the page's whole text is taken, and a problem says so.

    Raises
    ------
    UnreadableError
        If it is no page, or holds no text.
    """
    from lxml.etree import ParserError
    from lxml.html import document_fromstring
    from trafilatura import bare_extraction

    try:
        tree = document_fromstring(_XML_DECLARATION.sub("", _decode(data)))
    except (ParserError, ValueError) as error:
        raise UnreadableError(
            f"not a web page: {error}", "save the page again, or its text as .txt"
        ) from error
    # Trees and not strings are handed over: a string that looks like an address would be fetched.
    article: Any = bare_extraction(deepcopy(tree), with_metadata=True, include_comments=False)
    stated = _stated(tree, article)
    text = (article.text or "") if article is not None else ""
    if text.strip():
        return Content((Draft(text, stated),))
    text = _whole_text(tree)
    if not text:
        raise UnreadableError("no text in the page", "save the page when it has loaded, or its text as .txt")
    problem = problem_of(
        path,
        "no article was found in the page: its whole text was read",
        "save the article's text as .txt if menus are read as reports",
        unread=False,
    )
    return Content((Draft(text, stated),), (problem,))


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        # A page that says EUC-KR means the larger set of Korean that browsers read under that name.
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("cp949" if name in ("euc-kr", "ks_c_5601-1987") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data).text


def _stated(tree: HtmlElement, article: Any) -> Stated:
    published = _published(tree)
    canonical = tree.xpath("string(//link[@rel='canonical']/@href | //meta[@property='og:url']/@content)")
    url = canonical if canonical.startswith(("http://", "https://")) else None
    return Stated(
        title=article.title if article is not None else _text_of(tree.find(".//title")),
        published=published,
        published_basis="html" if published else None,
        # Trafilatura capitalises a site's name; as the page writes it, it is one publisher in every format.
        publisher=_site_name(tree) or (article.sitename if article is not None else None),
        author=article.author if article is not None else None,
        url=url or (article.url if article is not None else None),
    )


def _site_name(tree: HtmlElement) -> str | None:
    name = tree.xpath("string(//meta[@property='og:site_name']/@content)")
    return " ".join(str(name).split()) or None


def _text_of(element: HtmlElement | None) -> str | None:
    text = " ".join(str(element.text_content()).split()) if element is not None else ""
    return text or None


def _published(tree: HtmlElement) -> str | None:
    """Day on which the markup says that the page was published: its metadata, else an element for dates."""
    from htmldate import find_date

    found = find_date(
        _metadata_only(tree),
        original_date=True,
        extensive_search=False,
        min_date=_EARLIEST,
        max_date=_LATEST,
    )
    return found or next(filter(None, map(_day_of, tree.xpath(_DATED_ELEMENTS))), None)


def _metadata_only(tree: HtmlElement) -> HtmlElement:
    """The page's metadata without its text, in which htmldate would look for any date at all."""
    from lxml.html import document_fromstring

    page: Any = document_fromstring("<html><head></head><body></body></html>")
    for element in tree.xpath("//meta | //link[@rel='canonical'] | //script[@type='application/ld+json']"):
        named = " ".join(element.get(key, "") for key in ("property", "name", "itemprop", "http-equiv"))
        if not _REVISED.search(named):
            copied = deepcopy(element)
            copied.tail = None
            page.head.append(copied)
    return page


def _day_of(element: HtmlElement) -> str | None:
    if _REVISED.search(f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"):
        return None
    for value in (element.get("datetime"), element.get("content"), _text_of(element)):
        day = one_day(value) if value and len(value) <= _LONGEST_DATE and not _REVISED.search(value) else None
        if day is not None and not day.startswith("XXXX"):
            return day
    return None


def _whole_text(tree: HtmlElement) -> str:
    body = deepcopy(tree.find("body"))
    if body is None:
        return ""
    for element in body.xpath("|".join(f".//{name}" for name in _NOT_ARTICLE)):
        element.drop_tree()
    for element in body.iter(*_BLOCKS):
        element.tail = f"\n{element.tail or ''}"
        element.text = f"\n{element.text or ''}" if element.tag != "br" else element.text
    lines = (" ".join(line.split()) for line in body.text_content().split("\n"))
    return "\n".join(line for line in lines if line)
