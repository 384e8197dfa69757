"""KML and KMZ for Google Earth: folders by type, time spans, balloons with the quote."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geokit.errors import GeokitError
from geokit.layers.columns import INCIDENT_COLUMNS
from geokit.layers.exports.balloons import balloon, summary_line
from geokit.layers.exports.icons import icon_png
from geokit.layers.frames import plain_rows
from geokit.layers.geometry import tidy_all
from geokit.layers.palette import type_colours

if TYPE_CHECKING:
    from fastkml.containers import Document, Folder
    from fastkml.data import Schema
    from fastkml.features import Placemark
    from fastkml.styles import Style
    from fastkml.times import TimeSpan, TimeStamp

    from geokit.layers.made import Made

__all__ = ["write_kml", "write_kmz"]

_EVENTS, _NO_EVENTS, _UNPLACED = "Events", "No event: ordered, threatened, planned, denied", "No place known"
_DECIMALS = 6
_SCHEMA = "incident"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CARRIED = tuple(column for column in INCIDENT_COLUMNS if column.type != "json")


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How a type is drawn: the id of its style, its colour, and whether solid, as an event, or hollow."""

    name: str
    colour: str
    is_event: bool

    @property
    def icon(self) -> str:
        """Where its icon is in the archive."""
        return f"icons/{self.name}.png"


def write_kml(made: Made, path: Path) -> None:
    """Write incidents as one KML document, without icons.

    Parameters
    ----------
    made : Made
    path : Path
        File to write.

    Raises
    ------
    GeokitError
        Where fastkml is not installed.
    """
    path.write_bytes(_document(made, icons=False))


def write_kmz(made: Made, path: Path) -> None:
    """Write incidents as KMZ: the document and an icon a type."""
    members = {"doc.kml": _document(made, icons=True)}
    for drawn in _drawings(made).values():
        members[drawn.icon] = icon_png(drawn.colour, solid=drawn.is_event)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            # A member of that kind has the first day of 1980 for its time, not the clock's.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def _document(made: Made, *, icons: bool) -> bytes:
    try:
        from fastkml.containers import Document
        from fastkml.kml import KML
        from lxml import etree
    except ImportError as error:
        raise GeokitError('KML needs fastkml: pip install "geokit[export]"') from error

    document = Document(
        name=_text(made.manifest["options"].get("title") or "Reported incidents"),
        isopen=True,
        description=_text(_about(made)),
        styles=[_style(drawn, icons=icons) for drawn in _drawings(made).values()],
        schemata=[_schema()],
    )
    _fill(document, made)
    root: Any = KML(features=[document]).etree_element(precision=_DECIMALS)
    _put_schema_first(root)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return content


def _put_schema_first(root: Any) -> None:
    """Move the schema before the folders: KML wants it there, and fastkml writes it behind them."""
    [document] = root
    schema = document.find("{*}Schema")
    folder = document.find("{*}Folder")
    if folder is not None:
        folder.addprevious(schema)


def _schema() -> Schema:
    """Say which columns a placemark carries, of which kind, and what a person reads at their head."""
    from fastkml.data import Schema, SimpleField
    from fastkml.enums import DataType

    kinds = {"integer": DataType.int_, "number": DataType.double, "boolean": DataType.bool_}
    fields = [
        SimpleField(
            name=column.name, type_=kinds.get(column.type, DataType.string), display_name=column.title
        )
        for column in _CARRIED
    ]
    return Schema(id=_SCHEMA, name=_SCHEMA, fields=fields)


def _about(made: Made) -> str:
    sources = ", ".join(made.manifest["gazetteer"]["sources"])
    return f"What reports tell, with the sentence that tells it. Sources of the places: {sources}."


def _fill(document: Document, made: Made) -> None:
    """Put every incident into the folder of its kind; folders without any are left out."""
    from fastkml.containers import Folder

    drawings = _drawings(made)
    rows = plain_rows(made.incidents)
    shapes = tidy_all(made.incidents.geometry)
    folders: dict[tuple[str, str], list[Placemark]] = {}
    for row, shape in zip(rows, shapes, strict=True):
        group = _EVENTS if row["is_event"] else _NO_EVENTS
        key = (_UNPLACED, group) if shape is None else (group, _label(row["type"]))
        folders.setdefault(key, []).append(_placemark(row, shape, drawings[row["type"], row["is_event"]]))
    for outer in (_EVENTS, _NO_EVENTS, _UNPLACED):
        inner: list[Folder] = [
            Folder(name=_text(name), features=folders[outer, name])
            for group, name in sorted(folders)
            if group == outer
        ]
        if inner:
            document.append(Folder(name=outer, features=inner))


def _placemark(row: Mapping[str, Any], shape: Any, drawn: _Drawing) -> Placemark:
    from fastkml.data import ExtendedData, SchemaData, SimpleData
    from fastkml.features import Placemark, Snippet
    from fastkml.geometry import create_kml_geometry
    from fastkml.styles import StyleUrl

    carried = [
        SimpleData(name=column.name, value=_text(_value(row[column.name])))
        for column in _CARRIED
        if row[column.name] is not None
    ]
    return Placemark(
        name=_text(f"{row['title']}{'' if row['is_event'] else ' (no event)'}"),
        snippet=Snippet(text=_text(summary_line(row)), max_lines=1),
        description=_text(balloon(row)),
        times=_times(row["date_start"], row["date_end"]),
        style_url=StyleUrl(url=f"#{drawn.name}"),
        extended_data=ExtendedData(elements=[SchemaData(schema_url=f"#{_SCHEMA}", data=carried)]),
        kml_geometry=None if shape is None else create_kml_geometry(shape, tessellate=True),
    )


def _times(start: str | None, end: str | None) -> TimeSpan | TimeStamp | None:
    """Give one day as a stamp, more as a span; an end that is open or unknown stays open."""
    from fastkml.times import KmlDateTime, TimeSpan, TimeStamp

    if start is None and end is None:
        return None
    if start == end and start is not None:
        return TimeStamp(timestamp=KmlDateTime.parse(start))
    return TimeSpan(
        begin=KmlDateTime.parse(start) if start else None, end=KmlDateTime.parse(end) if end else None
    )


def _style(drawn: _Drawing, *, icons: bool) -> Style:
    from fastkml.links import Icon
    from fastkml.styles import BalloonStyle, IconStyle, LineStyle, PolyStyle, Style

    red, green, blue = (drawn.colour[at : at + 2] for at in (1, 3, 5))
    return Style(
        id=drawn.name,
        styles=[
            *([IconStyle(scale=0.6, icon=Icon(href=drawn.icon))] if icons else []),
            LineStyle(color=f"ff{blue}{green}{red}", width=3.0 if drawn.is_event else 1.5),
            # Some programs fill whatever ``fill`` says, so that what was no event is clear besides.
            PolyStyle(
                color=f"{'46' if drawn.is_event else '00'}{blue}{green}{red}",
                fill=drawn.is_event,
                outline=True,
            ),
            # Google Earth's own balloon would show the name as markup.
            BalloonStyle(text="$[description]"),
        ],
    )


def _drawings(made: Made) -> dict[tuple[str, bool], _Drawing]:
    """Say how each type that occurs is drawn, as an event and as none."""
    pairs = sorted({(row["type"], row["is_event"]) for row in plain_rows(made.incidents)})
    colours = type_colours(kind for kind, _ in pairs)
    return {
        (kind, is_event): _Drawing(f"style-{number}", colours[kind], is_event)
        for number, (kind, is_event) in enumerate(pairs)
    }


def _label(kind: str) -> str:
    return kind.replace("_", " ")


def _value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(text: str) -> str:
    """Give a text that XML can hold: what it forbids (NUL, half a surrogate pair) becomes U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text)
