"""Styles: a type has one colour everywhere, what was no event looks like none, and text stays text."""

import pandas
import pytest
from builders import make_incident, make_incidents, make_telling
from lxml import etree

from geokit.incidents import load_codebook
from geokit.layers import incident_frame
from geokit.layers.columns import INCIDENT_COLUMNS, PLACE_COLUMNS, TELLING_COLUMNS
from geokit.layers.palette import OTHER_COLOUR, type_colours
from geokit.layers.qgis import GEOMETRIES, incident_style, look_of, place_style, table_style
from geokit.layers.qgis.look import Look


def parsed(style: str) -> etree._Element:
    return etree.fromstring(style.encode())


def rules_of(style: str) -> dict[tuple[str, str], etree._Element]:
    """Symbols by the labels of their group and of their own entry."""
    document = parsed(style)
    symbols = {symbol.get("name"): symbol for symbol in document.find(".//symbols")}
    return {
        (rule.getparent().get("label"), rule.get("label")): symbols[rule.get("symbol")]
        for rule in document.iter("rule")
        if rule.get("symbol") is not None and rule.getparent().get("label")
    }


def option(symbol: etree._Element, name: str) -> list[str]:
    return [each.get("value") for each in symbol.iter("Option") if each.get("name") == name]


@pytest.fixture
def look() -> Look:
    return look_of(incident_frame(make_incidents(20)))


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_what_was_no_event_looks_different(look: Look, geometry: str) -> None:
    """An order has only an entry of its own group, dashed and hollow; a crossing is whole."""
    rules = rules_of(incident_style(look, geometry))
    groups = {group for group, _ in rules}
    [event] = [group for group in groups if group == "Event"]
    [other] = [group for group in groups if group.startswith("No event")]
    assert (event, "Order") not in rules and (other, "Crossing") not in rules
    styles = {"points": "outline_style", "lines": "line_style", "areas": "outline_style"}[geometry]
    assert option(rules[other, "Order"], styles)[-1] == "dash"
    assert option(rules[event, "Crossing"], styles)[-1] == "solid"
    if geometry == "areas":
        assert option(rules[other, "Order"], "style") == ["no"]
    if geometry == "points":
        assert option(rules[other, "Order"], "color")[0].endswith(",0")
        assert option(rules[other, "Order"], "name")[0] == "square"


def test_precision_of_the_place_shows(look: Look) -> None:
    """A country is never a surface; an approximate area has a broken edge."""
    areas = rules_of(incident_style(look, "areas"))["Event", "Shooting"]
    expressions = " ".join(option(areas, "expression"))
    assert 'WHEN "where_prec" = 6 THEN 0' in expressions
    assert "'approximate'" in expressions and "'dash'" in expressions


def test_types_and_colours_are_those_of_the_codebook_in_use() -> None:
    """Another field's types have entries and colours of their own, those that do not occur are offered."""
    codebook = load_codebook(["political-violence"], only=True)
    incidents = [make_incident(best=make_telling(id=kind, type=kind)) for kind in ("riot", "protest")]
    look = look_of(incident_frame(incidents), codebook)
    assert look.events == ("protest", "riot")  # in the order of the codebook
    assert set(look.colours) == set(codebook.types)
    events = [kind for kind, known in codebook.types.items() if known.is_event]
    assert len({look.colours[kind] for kind in events}) == len(events)
    assert OTHER_COLOUR not in look.colours.values()
    rules = rules_of(incident_style(look, "points"))
    assert {label for group, label in rules if group == "Event"} == {"Protest", "Riot", "Another type"}
    map_values = parsed(incident_style(look, "points")).xpath("//field[@name='type']//Option[@value]/@value")
    assert set(map_values) == set(codebook.types)


def test_drawings_of_the_same_incidents_agree() -> None:
    """A type has the same colour whether the codebook is known or not."""
    used = ["zebra", "crossing", "apple"]
    known = type_colours(used, ["aardvark", "zebra", "yak"])
    assert {kind: known[kind] for kind in used} == type_colours(used)
    assert len(set(known.values())) == len(known)


def test_a_look_of_some_rows_keeps_the_colours(look: Look) -> None:
    """Its legend has what occurs in them."""
    some = look.of([{"type": "arrest", "is_event": True}, {"type": "order", "is_event": None}])
    assert (some.events, some.others) == (("arrest",), ("order",))
    assert some.colours == look.colours


def test_nothing_at_all_has_a_style() -> None:
    """No incidents, no types, no dates."""
    look = look_of(incident_frame([]))
    for style in (incident_style(look, *GEOMETRIES), incident_style(look), place_style("points")):
        assert parsed(style).tag == "qgis"


def test_hostile_types_stay_text() -> None:
    """Quotes, brackets and what XML cannot hold."""
    kind = "a'b\"<c>&\x01\\"
    frame = pandas.DataFrame({"type": [kind], "is_event": [True], "outcome": [None]})
    document = parsed(incident_style(look_of(frame), "points"))
    [rule] = [rule for rule in document.iter("rule") if rule.get("filter", "").startswith('"type" = ')]
    assert rule.get("filter") == "\"type\" = 'a''b\"<c>&\ufffd\\\\'"


def test_every_column_has_a_title_and_a_place_in_the_form(look: Look) -> None:
    """None is left out of the form; titles are unique and are no names of columns."""
    for columns, style in (
        (INCIDENT_COLUMNS, incident_style(look, "lines")),
        (PLACE_COLUMNS, place_style("lines")),
        (TELLING_COLUMNS, table_style(TELLING_COLUMNS, "quote")),
    ):
        document = parsed(style)
        names = [column.name for column in columns]
        aliases = {alias.get("field"): alias.get("name") for alias in document.iter("alias")}
        assert list(aliases) == names and all(title[0].isupper() for title in aliases.values())
        assert len(set(aliases.values())) == len(names)
        shown = [field.get("name") for field in document.iter("attributeEditorField")]
        assert sorted(shown) == sorted(names)


def test_what_is_evidence_cannot_be_edited(look: Look) -> None:
    """A person may move, re-type and reject; ids, quotes and offsets stay."""
    document = parsed(incident_style(look, "points"))
    editable = {field.get("name") for field in document.find("editable") if field.get("editable") == "1"}
    assert {"type", "status", "date_start", "outcome"} <= editable
    assert not editable & {"id", "quote", "evidence", "reports", "start", "end", "report_id"}


def test_a_style_of_one_geometry_names_it_and_one_of_several_does_not(look: Look) -> None:
    """QGIS refuses a style of another geometry."""
    assert [parsed(incident_style(look, each)).findtext("layerGeometryType") for each in GEOMETRIES] == [
        "0",
        "1",
        "2",
    ]
    assert parsed(incident_style(look)).findtext("layerGeometryType") == "4"
    assert parsed(incident_style(look, *GEOMETRIES)).find("layerGeometryType") is None
