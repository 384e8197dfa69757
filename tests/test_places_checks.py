import re
import shutil

import pytest
from places_helpers import FOLDER, small_gazetteer

from geokit.places import check_gazetteer, load_gazetteer


def findings(tmp_path, places="", names="", sources=""):
    folder = tmp_path / "gazetteer"
    shutil.copytree(FOLDER, folder)
    for file, more in (("places.csv", places), ("names.csv", names), ("sources.toml", sources)):
        with (folder / file).open("a", encoding="utf-8") as opened:
            opened.write(more)
    return [one for one in check_gazetteer(load_gazetteer([folder], only=True)) if one.severity == "error"]


def test_a_good_gazetteer_has_no_error():
    """The gazetteer of these tests is sound; its homonyms are listed."""
    found = check_gazetteer(small_gazetteer())
    assert {one.severity for one in found} == {"note"}
    assert "kosong: kp-kangwon-kosong, kr-gangwon-goseong" in {one.message for one in found}


@pytest.mark.parametrize(
    ("broken", "check", "words"),
    [
        ({"places": "jp,Japan,country,JP,,36,138,,,,JP,drawn\n"}, "id", "stands twice"),
        ({"names": "atlantis,Atlantis,en,alternative,,,drawn\n"}, "name", "which is no place"),
        ({"names": "jp,--,en,alternative,,,drawn\n"}, "name", "has no letter"),
        (
            {"places": "a,Anju,city,KP,kp-nowhere kp,39.6,125.7,,,,,drawn\n"},
            "parent",
            "kp-nowhere is no place",
        ),
        ({"places": "a,Anju,city,KR,kp,39.6,125.7,,,,,drawn\n"}, "parent", "is not that of its parent"),
        ({"places": "a,Anju,city,KP,a,39.6,125.7,,,,,drawn\n"}, "parent", "its own parent"),
        (
            {"places": "a,Anju,city,KP,kp,39.6,125.7,,,,,hearsay\n"},
            "source",
            "hearsay is not in sources.toml",
        ),
        ({"places": "a,Anju,city,KP,kp,39.6,125.7,,,,,\n"}, "source", "no source"),
        ({"sources": '[bare]\ntitle = "A title"\n'}, "source", r"\[bare\] has no url, licence"),
        ({"places": "a,Anju,city,KP,kp,36.6,127.7,,,,,drawn\n"}, "spot", "in South Korea"),
    ],
)
def test_each_fault_is_found(tmp_path, broken, check, words):
    """A fault gives one error that names the row and says what to do."""
    (found,) = findings(tmp_path, **broken)
    assert found.check == check
    assert re.search(words, found.message)


def test_a_spot_off_a_coarse_outline_is_a_note(tmp_path):
    """An island that no outline draws is no error."""
    assert findings(tmp_path, places="a,Anju,city,KP,kp,39.6,123.0,,,,,drawn\n") == []
