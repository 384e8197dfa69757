"""XML as QGIS writes it: elements, its nested options, and whole documents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

__all__ = ["Option", "document", "element", "option_map", "options", "properties"]

Option = str | bool | int | Sequence[Any] | Mapping[str, Any]

VERSION = "3.22.0"
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
# What XML 1.0 cannot hold, escaped or not.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(
    tag: str,
    attributes: Mapping[str, object] | None = None,
    *children: etree._Element,
    text: str | None = None,
) -> etree._Element:
    """Make an element; characters that XML cannot hold become U+FFFD."""
    made = etree.Element(tag, {name: _legal(str(value)) for name, value in (attributes or {}).items()})
    made.extend(children)
    if text is not None:
        made.text = _legal(text)
    return made


def options(given: Mapping[str, Option]) -> etree._Element:
    """Give a mapping as QGIS' ``Option`` of type Map."""
    return element("Option", {"type": "Map"}, *(_option(value, name) for name, value in given.items()))


def option_map(tag: str, given: Mapping[str, Option]) -> etree._Element:
    """Give an element that holds one mapping."""
    return element(tag, None, options(given))


def properties(expressions: Mapping[str, str], tag: str = "data_defined_properties") -> etree._Element:
    """Give properties that are worked out by an expression for each feature."""
    worked_out = {
        name: {"active": True, "expression": expression, "type": 3}
        for name, expression in expressions.items()
    }
    return option_map(tag, {"name": "", "properties": worked_out, "type": "collection"})


def document(attributes: Mapping[str, object], children: Sequence[etree._Element]) -> str:
    """Write a document of QGIS: a layer's style or a project."""
    root = element("qgis", {"version": VERSION, **attributes}, *children)
    etree.indent(root, space=" ")
    written: str = etree.tostring(root, encoding="unicode", doctype=_DOCTYPE)
    return written + "\n"


def _option(value: Option, name: str | None = None) -> etree._Element:
    named = {"name": name} if name is not None else {}
    match value:
        case bool():
            return element("Option", {**named, "type": "bool", "value": str(value).lower()})
        case int():
            return element("Option", {**named, "type": "int", "value": value})
        case str():
            return element("Option", {**named, "type": "QString", "value": value})
        case Mapping():
            return element("Option", {**named, "type": "Map"}, *(_option(v, key) for key, v in value.items()))
    return element("Option", {**named, "type": "List"}, *(_option(member) for member in value))


def _legal(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
