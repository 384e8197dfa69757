"""UCDP's scale of places, titles and confidence."""

from dataclasses import replace

import pytest
from incident_helpers import tell

from geokit.incidents import Codebook
from geokit.incidents.confidence import confidence_of
from geokit.incidents.precision import where_precision
from geokit.incidents.titles import title_of
from geokit.places import Gazetteer


@pytest.mark.parametrize(
    ("place_id", "level"),
    [
        ("jsa", 1),
        ("cn-nanping", 1),
        ("kp-north-hamgyong-musan", 3),
        ("kp-ryanggang-hyesan", 3),
        ("kp-pyongyang", 4),
        ("kp-kangwon", 4),
        ("tumen-river", 5),
        ("dmz", 5),
        ("cn", 6),
        ("yellow-sea", 7),
    ],
)
def test_how_exactly_a_place_is_known(builtin_gazetteer: Gazetteer, place_id: str, level: int) -> None:
    """A county is no spot, a river no county, a country no place to look at."""
    assert where_precision(builtin_gazetteer.place(place_id)) == level


def test_no_place_has_no_precision() -> None:
    """Unknown stays unknown."""
    assert where_precision(None) is None


def test_a_title_says_what_is_known(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Type, people, place and day, in at most 80 characters."""
    (telling,) = tell("Eight people fled from Musan on 9 August 2015.", builtin_gazetteer, codebook)
    assert (
        title_of(telling, "Musan County", telling.date) == "Crossing: 8 people, Musan County, 9 August 2015"
    )
    assert title_of(replace(telling, n_best=1, n_min=1, n_max=1), None, None) == "Crossing: 1 person"
    assert len(title_of(telling, "x" * 200, telling.date)) == 80


def test_confidence_follows_its_rules(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Doubt lowers it, a day and a unit raise it, and neither leaves it in between."""
    (telling,) = tell("Eight people fled from Musan on 9 August 2015.", builtin_gazetteer, codebook)
    county = telling.where
    assert county is not None
    river = replace(county, place=builtin_gazetteer.place("tumen-river"))
    around = replace(county, reason="context.scene")
    assert confidence_of(telling, telling.date, county, 1) == ("high", ("confidence.day-and-unit",))
    assert confidence_of(replace(telling, modality="claimed"), telling.date, county, 1)[0] == "low"
    assert confidence_of(replace(telling, rank="caption"), telling.date, county, 1)[0] == "low"
    assert confidence_of(telling, telling.date, river, 1)[0] == "medium"
    assert confidence_of(telling, telling.date, around, 1)[0] == "medium"
    assert confidence_of(telling, None, None, 3)[0] == "low"
