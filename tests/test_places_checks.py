import json
import re
import shutil
import time

import pytest
from places_helpers import FOLDER, small_gazetteer

from geokit.places import check_gazetteer, load_gazetteer


def findings(tmp_path, places="", names="", sources="", shape=None):
    folder = tmp_path / "gazetteer"
    shutil.copytree(FOLDER, folder)
    if shape:
        place_id, properties = shape
        geometry = {"type": "Point", "coordinates": [125.7, 39.6]}
        feature = {
            "type": "Feature",
            "properties": {"place_id": place_id, **properties},
            "geometry": geometry,
        }
        text = json.dumps({"type": "FeatureCollection", "features": [feature]})
        (folder / "z_shapes.geojson").write_text(text, encoding="utf-8")
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
        (
            {
                "places": "a,A,county,KP,b kp,39.6,125.7,,,,,drawn\nb,B,county,KP,c kp,39.6,125.7,,,,,drawn\n"
                "c,C,county,KP,b kp,39.6,125.7,,,,,drawn\n"
            },
            "parent",
            "hold each other",
        ),
        ({"names": "jp,Nippon,ja,native,,,hearsay\n"}, "source", "hearsay is not in sources.toml"),
        ({"shape": ("paris", {"source": "drawn", "basis": "good"})}, "shape", "has the basis 'good'"),
        ({"shape": ("paris", {"source": "hearsay", "basis": "simplified"})}, "source", "shape of paris"),
    ],
)
def test_each_fault_is_found(tmp_path, broken, check, words):
    """A fault gives one error that names the row and says what to do."""
    found = findings(tmp_path, **broken)
    assert {one.check for one in found} == {check}
    assert all(re.search(words, one.message) for one in found)


def test_a_spot_off_a_coarse_outline_is_a_note(tmp_path):
    """An island that no outline draws is no error."""
    assert findings(tmp_path, places="a,Anju,city,KP,kp,39.6,123.0,,,,,drawn\n") == []


def test_a_spot_has_to_lie_in_its_country_too(tmp_path):
    """A unit whose area holds the spot does not hide that the spot lies in another country."""
    unit = "kp-far,Far County,county,KP,kp,40.0,127.0,,,,,drawn\n"
    town = "a,Anju,town,KP,kp-far kp,35.0,128.0,,,,,drawn\n"
    folder = tmp_path / "more"
    folder.mkdir()
    square = [[[127.5, 34.5], [128.5, 34.5], [128.5, 35.5], [127.5, 35.5], [127.5, 34.5]]]
    feature = {
        "type": "Feature",
        "properties": {"place_id": "kp-far", "basis": "simplified", "source": "drawn"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    header = (FOLDER / "places.csv").read_text("utf-8").partition("\n")[0]
    (folder / "places.csv").write_text(f"{header}\n{unit}{town}", encoding="utf-8")
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (folder / "shapes.geojson").write_text(text, encoding="utf-8")
    found = check_gazetteer(load_gazetteer([FOLDER, folder], only=True))
    (error,) = [one for one in found if one.severity == "error" and one.place_id == "a"]
    assert "lies outside North Korea (kp), in South Korea (kr)" in error.message


def test_the_built_in_gazetteer_is_checked_in_five_seconds(builtin_gazetteer):
    """The check is quick enough to run after every edit."""
    begun = time.process_time()
    check_gazetteer(builtin_gazetteer)
    assert time.process_time() - begun < 5
