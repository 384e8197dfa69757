"""What QGIS shows of a row: titles of its columns, a form with drop-downs, a map tip, a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from geokit.layers.columns import Column
from geokit.layers.qgis.look import Look
from geokit.layers.qgis.xml import Option, element, option_map

__all__ = ["INCIDENT_TABS", "INCIDENT_TIP", "PLACE_TIP", "TELLING_TIP", "Relation", "form", "map_tip"]

Relation = tuple[str, str]
"""Id of a relation of the project and the title of its tab."""

INCIDENT_TABS: Mapping[str, Sequence[str]] = {
    "What": ["title", "type", "is_event", "modality", "outcome", "status", "quote", "confidence"],
    "When": ["date_start", "date_end", "date_edtf", "date_prec", "date_basis", "date_text"],
    "Where": [
        *["place_name", "adm2", "adm1", "country", "where_prec", "place_text", "place_reason"],
        *["shape_basis", "radius_km", "place_score", "place_kind", "place_id", "shape"],
    ],
    "How many": [
        *["n_best", "n_min", "n_max", "n_unit"],
        *["fatalities_best", "fatalities_min", "fatalities_max"],
    ],
    "Source": [
        *["publisher", "published", "url", "report_id", "n_reports", "n_publishers", "n_independent"],
        *["rank", "origin", "id"],
    ],
}
"""Tabs of an incident's form; a column that none of them names stands in a last one."""

EDITABLE = {
    *["title", "type", "is_event", "modality", "outcome", "status", "place_name"],
    *["date_start", "date_end", "date_edtf", "n_best", "n_min", "n_max", "n_unit"],
    *["fatalities_best", "fatalities_min", "fatalities_max"],
}
"""What a person may decide otherwise; the rest is evidence."""

_LONG = {"quote", "text"}

INCIDENT_TIP = (
    '<b>{"title"}</b><br>{coalesce("date_edtf", \'no date\')}, {coalesce("place_name", \'no place\')}'
    '<br><i>{"quote"}</i><br>{"publisher"}'
)
TELLING_TIP = '<b>{"title"}</b><br><i>{"telling_quote"}</i><br>{"telling_publisher"}, {"telling_published"}'
PLACE_TIP = '<b>{"name"}</b> {"name_local"}<br>{"feature"}, {"country"}'


def map_tip(template: str) -> etree._Element:
    """Give a map tip; what stands in braces is an expression, and its text cannot become markup."""
    parts = template.replace("}", "{").split("{")
    written = (f"[% {_inert(part)} %]" if number % 2 else part for number, part in enumerate(parts))
    return element("mapTip", text="".join(written))


def form(
    columns: Sequence[Column],
    look: Look | None,
    *,
    tabs: Mapping[str, Sequence[str]] | None = None,
    relations: Sequence[Relation] = (),
) -> list[etree._Element]:
    """Give a layer's columns a title, a widget and a place in its form.

    Parameters
    ----------
    columns : sequence of Column
    look : Look, optional
        Types and outcomes for the drop-downs of incidents, of which some columns may be edited; without it
        the form is for reading.
    tabs : mapping, optional
        Names of columns by the tab that they stand in.
    relations : sequence of (str, str)
        Relations of the project whose rows the form lists, each with a tab's title.
    """
    return [
        element("fieldConfiguration", None, *(_field(column, look) for column in columns)),
        element("aliases", None, *_aliases(columns)),
        element("editable", None, *_editable(columns, look)),
        _table(columns),
        element("editorlayout", text="tablayout"),
        element("attributeEditorForm", None, *_tabs(columns, tabs or {}, relations)),
    ]


def _inert(expression: str) -> str:
    """An expression whose text holds no markup."""
    text = f"coalesce({expression}, '')"
    for character, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        text = f"replace({text}, '{character}', '&{name};')"
    return text


def _field(column: Column, look: Look | None) -> etree._Element:
    kind, config = _widget(column, look)
    widget = element("editWidget", {"type": kind}, option_map("config", config))
    return element("field", {"name": column.name, "configurationFlags": "None"}, widget)


def _widget(column: Column, look: Look | None) -> tuple[str, Mapping[str, Option]]:
    choices = _choices(column, look)
    if choices:
        return "ValueMap", {"map": [{label: value} for value, label in choices.items()]}
    if column.type == "date":
        day = "yyyy-MM-dd"
        return "DateTime", {
            "allow_null": True,
            "calendar_popup": True,
            "display_format": day,
            "field_format": day,
            "field_iso_format": False,
        }
    if column.type == "boolean":
        return "CheckBox", {"CheckedState": "", "UncheckedState": "", "TextDisplayMethod": 0}
    return "TextEdit", {"IsMultiline": column.name in _LONG or column.type == "json", "UseHtml": False}


def _choices(column: Column, look: Look | None) -> dict[str, str]:
    """The values of a drop-down with what is read there."""
    values: Sequence[str] = column.values
    # These two are the codebook's, not the column's.
    if column.name == "type":
        values = tuple(look.colours) if look else ()
    elif column.name == "outcome":
        values = tuple(dict.fromkeys([*look.outcomes, *column.values])) if look else ()
    if column.value_labels:
        return {value: f"{value}: {label}" for value, label in zip(values, column.value_labels, strict=True)}
    return {value: value.replace("_", " ") for value in values}


def _aliases(columns: Sequence[Column]) -> Iterator[etree._Element]:
    for number, column in enumerate(columns):
        yield element("alias", {"field": column.name, "index": number, "name": column.title})


def _editable(columns: Sequence[Column], look: Look | None) -> Iterator[etree._Element]:
    for column in columns:
        editable = look is not None and column.name in EDITABLE
        yield element("field", {"name": column.name, "editable": int(editable)})


def _table(columns: Sequence[Column]) -> etree._Element:
    """The attribute table, without what only a program reads."""
    shown = (
        element("column", {"type": "field", "name": c.name, "hidden": int(c.type == "json"), "width": -1})
        for c in columns
    )
    return element(
        "attributetableconfig", {"actionWidgetStyle": "dropDown"}, element("columns", None, *shown)
    )


def _tabs(
    columns: Sequence[Column], tabs: Mapping[str, Sequence[str]], relations: Sequence[Relation]
) -> Iterator[etree._Element]:
    known = [column.name for column in columns]
    for title, names in tabs.items():
        yield _tab(title, (_shown(name) for name in names if name in known))
    for relation, title in relations:
        yield _tab(title, [_related(relation)])
    placed = {name for names in tabs.values() for name in names}
    rest = [column for column in columns if column.name not in placed]
    rest.sort(key=lambda column: column.type == "json")
    if rest:
        yield _tab("More" if tabs else "Row", (_shown(column.name) for column in rest))


def _tab(title: str, children: Iterator[etree._Element] | Sequence[etree._Element]) -> etree._Element:
    look = {"name": title, "columnCount": 1, "groupBox": 0, "showLabel": 1, "visibilityExpressionEnabled": 0}
    return element("attributeEditorContainer", look, *children)


def _shown(name: str) -> etree._Element:
    return element("attributeEditorField", {"name": name, "index": -1, "showLabel": 1})


def _related(relation: str) -> etree._Element:
    given = {
        "name": relation,
        "relation": relation,
        "showLabel": 0,
        "relationWidgetTypeId": "relation_editor",
        "forceSuppressFormPopup": 0,
        "nmRelationId": "",
    }
    return element(
        "attributeEditorRelation", given, option_map("editor_configuration", {"buttons": "NoButton"})
    )
