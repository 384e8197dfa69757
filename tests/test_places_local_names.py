"""Places by the name in the language of their country, as far as the gazetteer's rows say it."""

import pytest

from geokit.places import Gazetteer
from geokit.places.local_names import languages_of


def test_the_language_of_a_country_is_that_of_the_places_inside_it(builtin_gazetteer: Gazetteer) -> None:
    """What neighbours call a country says nothing of its language."""
    languages = languages_of(builtin_gazetteer.tables)
    assert (languages["KR"], languages["CN"], languages["RU"]) == ("ko", "zh", "ru")
    assert not {"US", "TH"} & languages.keys()


@pytest.mark.parametrize(
    ("place_id", "name"),
    [
        ("kp-ryanggang-hyesan", "혜산"),
        ("cn-dandong", "丹东"),
        ("ru-vladivostok", "Владивосток"),
        ("tumen-river", "두만강"),
        ("kr", None),
        ("jp", None),
    ],
)
def test_a_place_has_the_name_of_its_country_s_language(
    builtin_gazetteer: Gazetteer, place_id: str, name: str | None
) -> None:
    """Countries have none, nor has a place of which no such name is known."""
    assert builtin_gazetteer.place(place_id).name_local == name
