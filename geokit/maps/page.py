"""The HTML page around a map: its head, its policy against foreign scripts, and names that hold still."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

from branca.element import Element, Figure
from folium.template import Template

from geokit.errors import UsageError

__all__ = ["Page", "Verbatim", "figure_of", "page_template"]

# branca names an element by 16 random bytes.
RANDOM_ID = re.compile("[0-9a-f]{32}")


def page_template(name: str) -> Template:
    """Read one of our templates."""
    template: Template = Template((files("geokit.maps") / "templates" / name).read_text(encoding="utf-8"))
    return template


def figure_of(element: Element) -> Figure:
    """Give the figure that an element stands in.

    Raises
    ------
    UsageError
        When it stands in none.
    """
    root = element.get_root()
    if not isinstance(root, Figure):
        raise UsageError(f"{element.get_name()} stands in no figure; add it to one before rendering")
    return root


class Verbatim(Element):
    """A text that goes into the page as it is.

    branca reads what a template gave as a template once more, so that ``{{`` in it would run in Python.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        """Give the text."""
        return self.text


class Page(Figure):
    """A page with a language, a title, and a Content-Security-Policy that lets only its own scripts run.

    The same tree of elements gives the same bytes, however often it is rendered.

    Parameters
    ----------
    title : str
        Plain text.
    language : str
        BCP 47 tag of the page's own words.
    csp : bool
        Whether the policy is written. It names each script by its hash and allows no connection, so that
        nothing that is fetched can show.
    images : sequence of str
        Origins from which the policy lets pictures come, as ``https://tile.example.org``.
    """

    _template = page_template("page.html")

    def __init__(
        self, *, title: str, language: str = "en", csp: bool = True, images: Sequence[str] = ()
    ) -> None:
        super().__init__(title=title)
        self.language = language
        self.csp = csp
        self.images = images
        # The page says its encoding already; twice is an error.
        self.header._children.pop("meta_http", None)

    def render(self, **kwargs: Any) -> str:
        """Give the page's HTML."""
        name_elements(self)
        parts = (self.header, self.html, self.script)
        own = [part._children.copy() for part in parts]
        try:
            for child in self._children.values():
                child.render(**kwargs)
            for part, children in zip(parts, own, strict=True):
                _take_at_its_word(part, children)
            header, body, script = (part.render(**kwargs) for part in parts)
        finally:
            # What the children have just added would stand twice in the next rendering.
            for part, children in zip(parts, own, strict=True):
                part._children = children
        script = script.replace("\r\n", "\n").replace("\r", "\n")
        policy = None
        if self.csp:
            policy = content_security_policy(f"{header}{body}<script>{script}</script>", self.images)
        page = self._template.render(this=self, header=header, body=body, script=script, policy=policy)
        return page.encode("utf-8", "replace").decode("utf-8")


def content_security_policy(html: str, images: Sequence[str] = ()) -> str:
    """Give the policy under which the scripts that stand in ``html`` run, and nothing else does.

    Pictures may come from inside the page and from the origins given.
    """
    finder = _ScriptFinder()
    finder.feed(html)
    finder.close()
    hashes = sorted({f"'sha256-{_sha256(script)}'" for script in finder.scripts})
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(hashes)}",
            # Leaflet and folium's layers set styles on the elements that they make.
            "style-src 'unsafe-inline'",
            " ".join(("img-src data:", *images)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def name_elements(root: Element) -> None:
    """Replace the random ids in a tree of elements by their position in it.

    An element that already has such an id keeps it. folium copies some names into other elements'
    attributes when these are made; those copies follow.
    """
    elements = list(_walk(root))
    taken: set[str] = set()
    unnamed = []
    for element in elements:
        if RANDOM_ID.fullmatch(element._id) or element._id in taken:
            unnamed.append(element)
        else:
            taken.add(element._id)
    free = (str(number) for number in range(len(elements) + len(taken)) if str(number) not in taken)
    renamed = {}
    for element in unnamed:
        old = element.get_name()
        element._id = next(free)
        renamed[old] = element.get_name()
    for element in elements:
        for attribute, value in vars(element).items():
            if attribute != "_children":
                setattr(element, attribute, _with_new_names(value, renamed))


def _take_at_its_word(part: Element, children: Mapping[str, Element]) -> None:
    """Let what was written into a part of the page since stand as text, not as one more template."""
    for name, child in part._children.items():
        if name not in children and type(child) is Element:
            part._children[name] = Verbatim(child._template_str or "")


def _walk(element: Element) -> Iterator[Element]:
    yield element
    if isinstance(element, Figure):
        for part in (element.header, element.html, element.script):
            yield from _walk(part)
    for child in element._children.values():
        yield from _walk(child)


def _with_new_names(value: Any, renamed: dict[str, str]) -> Any:
    if isinstance(value, str):
        return renamed.get(value, value)
    if type(value) is list:
        return [_with_new_names(item, renamed) for item in value]
    if type(value) is dict:
        return {_with_new_names(key, renamed): _with_new_names(item, renamed) for key, item in value.items()}
    return value


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8", "replace")).digest()).decode("ascii")


class _ScriptFinder(HTMLParser):
    """Collects the scripts of a page as a browser would run them, leaving out blocks of data."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            kind = dict(attrs).get("type") or "text/javascript"
            self._inside = kind in ("module", "text/javascript")
            if self._inside:
                self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data
