"""The columns: the contract's names in the contract's order, and values read from the records."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from builders import (
    QUOTE,
    make_date,
    make_incident,
    make_place,
    make_report,
    make_resolution,
    make_role,
    make_telling,
    make_unplaced,
)
from shapely.geometry import Point

from geokit.layers.columns import (
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
    NESTED_COLUMNS,
    TELLING_COLUMNS,
    date_properties,
    incident_properties,
    mention_properties,
    report_properties,
    telling_row,
)
from geokit.layers.dictionary import data_dictionary
from geokit.model import Conflict, Incident, Link


def _names(text: str) -> list[str]:
    return text.split()


CONTRACT_INCIDENT = _names(
    """
    id aliases type modality is_event outcome title date_edtf date_start date_end date_text date_basis
    date_prec place_name place_id place_kind country adm1 adm2 place_text place_score place_reason where_prec
    shape shape_basis radius_km places n_min n_best n_max n_unit fatalities_min fatalities_best fatalities_max
    actors quote report_id start end publisher published url evidence said_by
    n_reports n_publishers n_independent confidence why reports conflicts links rank status origin
    acled_event_type ucdp_type extra
"""
)
CONTRACT_TELLING = _names(
    """
    report_id start end quote type modality is_event outcome date_edtf date_basis place_name place_id
    n_min n_best n_max said_by evidence publisher published url
"""
)
CONTRACT_MENTION = _names(
    """
    report_id start end text kind place_id name country adm1 adm2 feature lat lon radius_km shape shape_basis
    score margin reason alternatives
"""
)


def test_incident_has_the_contracts_keys_in_order():
    """An incident's properties are the contract's keys, in its order, and the added ones after them."""
    assert list(incident_properties(make_incident())) == CONTRACT_INCIDENT


def test_nothing_known_is_null_and_no_key_is_left_out():
    """An incident without place, date or numbers has every key all the same."""
    bare = make_unplaced(date=None, n_min=None, n_best=None, n_max=None, n_unit=None, url=None)
    properties = incident_properties(bare)
    assert list(properties) == CONTRACT_INCIDENT
    unknown = (
        "date_edtf date_start date_text place_name place_id country place_score where_prec shape n_best url"
    )
    assert all(properties[name] is None for name in unknown.split())
    assert properties["places"] == [] and properties["aliases"] == [] and properties["extra"] is None


def test_values_come_from_the_records():
    """Slots of the incident, of its best telling, its date and its place all arrive under their names."""
    properties = incident_properties(
        make_incident(
            conflicts=(Conflict("n_best", ((3, "r1"), (4, "r2"))),),
            links=(Link("part_of", "t9"),),
            acled="Protests",
            radius_km=3.50004,
        )
    )
    assert properties["date_text"] == "Monday" and properties["date_start"] == "2018-07-02"
    assert properties["place_kind"] == "town" and properties["adm1"] == "Province X"
    assert properties["place_text"] == "Town A"
    assert properties["quote"] == QUOTE and properties["end"] - properties["start"] == len(QUOTE)
    assert properties["actors"] == [{"text": "Three people", "role": "subject", "class": "civilian"}]
    assert properties["evidence"]["n"] == {"start": 10, "end": 15, "rule": "number"}
    assert properties["places"] == [
        {"role": "event", "place_id": "xx-town-a", "name": "Town A", "start": 46, "end": 52}
    ]
    told = [{"value": 3, "report_id": "r1"}, {"value": 4, "report_id": "r2"}]
    assert properties["conflicts"] == [{"slot": "n_best", "values": told}]
    assert properties["links"] == [{"rel": "part_of", "id": "t9"}]
    assert properties["acled_event_type"] == "Protests" and properties["ucdp_type"] is None
    assert properties["radius_km"] == 3.5
    json.dumps(properties, allow_nan=False)


def test_an_unresolved_place_keeps_its_name_and_has_no_id():
    """What could not be placed is still named, with the reason, and its id is null."""
    role = make_role(place=None, name="Nowhere", start=None, end=None, reason="not in the gazetteer")
    properties = incident_properties(make_incident(best=make_telling(places=(role,))))
    assert (properties["place_name"], properties["place_id"]) == ("Nowhere", None)
    assert (properties["place_text"], properties["place_reason"]) == ("Nowhere", "not in the gazetteer")


def test_place_text_is_what_the_report_says():
    """The quote's words are given where the place's offsets lie in it, whatever the gazetteer calls it."""
    role = make_role(name="Alpha", place=make_place(name="Alpha"))
    properties = incident_properties(make_incident(best=make_telling(places=(role,))))
    assert (properties["place_text"], properties["place_name"]) == ("Town A", "Alpha")
    outside = make_role(name="Alpha", start=500, end=506)
    properties = incident_properties(make_incident(best=make_telling(places=(outside,))))
    assert properties["place_text"] == "Alpha"


def test_place_geometry_only_where_it_differs():
    """A telling says its own geometry where it is not the incident's, null where it names no place."""
    same = make_telling()
    other = make_telling(id="t2", geometry=Point(129.1234567, 42.0))
    nowhere = make_telling(id="t3", places=())
    reports = incident_properties(make_incident(tellings=(same, other, nowhere)))["reports"]
    assert "place_geometry" not in reports[0]
    assert reports[1]["place_geometry"] == {"type": "Point", "coordinates": [129.123457, 42.0]}
    assert reports[2]["place_geometry"] is None


def test_place_geometry_left_out_where_neither_has_a_place():
    """A telling without a place, of an incident without one, has the incident's place: none."""
    assert "place_geometry" not in incident_properties(make_unplaced())["reports"][0]


def test_a_nested_telling_has_the_contract_s_keys_in_their_order():
    """And those that were added: all that its table has but where it belongs."""
    (nested,) = incident_properties(make_incident())["reports"]
    assert [name for name in nested if name in CONTRACT_TELLING] == CONTRACT_TELLING
    columns = {column.name for column in TELLING_COLUMNS}
    assert columns - set(nested) == {"incident_id", "same_place", "place_geometry"}


def test_telling_row_has_every_column():
    """The flat row says in a column of its own whether the place is the incident's."""
    incident = make_incident()
    row = telling_row(make_telling(extra={"note": "x"}), incident)
    assert list(row) == [column.name for column in TELLING_COLUMNS]
    assert row["incident_id"] == incident.id and row["same_place"] is True and row["place_geometry"] is None
    assert row["extra"] == {"note": "x"}


def test_extra_columns_of_a_coded_row_survive_beside_an_extracted_telling():
    """What the analyst's spreadsheet had besides is kept, whichever telling is quoted."""
    coded = make_telling(id="t2", origin="coded", extra={"unit": "7", "remark": "=1+1"})
    properties = incident_properties(make_incident(tellings=(make_telling(), coded)))
    assert properties["extra"] == {"unit": "7", "remark": "=1+1"}


def test_mention_has_the_contracts_keys():
    """A mention's row has the contract's keys in order; unresolved, its place's are null."""
    row = mention_properties(make_resolution())
    assert list(row) == CONTRACT_MENTION == [column.name for column in MENTION_COLUMNS]
    assert row["alternatives"] == [
        {"place_id": "yy-town-a", "name": "Town A", "country": "CN", "adm1": "Province X", "score": 0.5}
    ]
    unresolved = mention_properties(make_resolution(place=None))
    assert (
        list(unresolved) == CONTRACT_MENTION and unresolved["lat"] is None and unresolved["text"] == "Town A"
    )


def test_report_text_is_kept_only_when_asked_for():
    """A report's text stands in its row only with keep_text."""
    assert report_properties(make_report())["text"] is None
    assert report_properties(make_report(), keep_text=True)["text"] == f"Headline. {QUOTE}"


def test_date_has_the_contracts_keys():
    """A date's row has the contract's keys in order."""
    expected = _names("report_id start end text edtf timex type date_start date_end basis")
    assert list(date_properties("r1", make_date())) == expected


def test_a_number_that_is_none_becomes_null():
    """NaN and infinity are no JSON; they are unknown."""
    assert incident_properties(make_incident(radius_km=float("nan")))["radius_km"] is None


@pytest.mark.parametrize("column", INCIDENT_COLUMNS, ids=lambda column: column.name)
def test_every_source_is_an_attribute_or_is_worked_out(column):
    """A dotted source begins with a field of the record, so that the dictionary tells the truth."""
    names = {field.name for field in fields(Incident)}
    assert " " in column.source or column.source.split(".")[0] in names


def test_data_dictionary_is_its_rebuild():
    """docs/data-dictionary.md equals what the definitions give today."""
    page = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
    assert page.read_text(encoding="utf-8") == data_dictionary()


def test_data_dictionary_has_the_equivalents_of_each_type():
    """A type stands in a table with what ACLED and UCDP call it, an order with neither."""
    lines = {
        line.split("|")[1].strip(): line.split("|") for line in data_dictionary().splitlines() if "|" in line
    }
    arrest, order, battle = (lines[f"`{name}`"] for name in ("arrest", "order", "battle"))
    assert arrest[5:7] == [" Strategic developments: Arrests ", "  "] and arrest[3] == " yes "
    assert battle[5:7] == [" Battles ", " 1 "] and order[3] == " no " and order[5:7] == ["  ", "  "]


def test_a_column_holds_a_kind_that_is_defined():
    """What a json column says that it holds is text, a geometry, or a kind of record with columns."""
    kinds = {"text", *NESTED_COLUMNS}
    for column in (*INCIDENT_COLUMNS, *TELLING_COLUMNS):
        if column.holds and column.holds != "geometry":
            container, _, kind = column.holds.partition(" of ")
            assert container in ("list", "object") and kind in kinds, column.name
        assert (column.holds is not None) <= (column.type == "json")


def test_data_dictionary_names_every_column():
    """Every key that is written has a line with a meaning."""
    page = data_dictionary()
    assert all(f"| `{name}` |" in page for name in (*CONTRACT_INCIDENT, *CONTRACT_TELLING, *CONTRACT_MENTION))
    assert all(column.meaning for column in INCIDENT_COLUMNS)
