"""The page as bytes: what is in it, what is not, and that it holds still."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import folium
import pytest
from branca.element import Element, MacroElement
from maps_pages import GROUND, make_map
from test_maps_tables import make_row, unplaced

from geokit.errors import UsageError
from geokit.maps import IncidentMap, inline, write_map

pytest_plugins = ["maps_fixtures"]


def html_of(incident_map: IncidentMap) -> str:
    html: str = incident_map.get_root().render()
    return html


def scripts_of(html: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    """Neither folium's random ids nor the order of a set shows in the page, with a user's layers in it."""
    (tmp_path / "ground.geojson").write_text(json.dumps(GROUND), encoding="utf-8")
    program = (
        "import sys, folium; from pathlib import Path\n"
        "from maps_pages import make_map, make_row, unplaced; from geokit.maps import write_map\n"
        "rows = [make_row(n, type=f'type {n}') for n in range(9)]\n"
        "made = make_map(Path(sys.argv[1]), *rows, unplaced(9))\n"
        "group = folium.FeatureGroup(name='Mine').add_to(made)\n"
        "folium.CircleMarker([41, 128]).add_to(group)\n"
        "folium.Marker([41, 129]).add_to(made)\n"
        "folium.LayerControl().add_to(made)\n"
        "write_map(made, Path(sys.argv[2]))\n"
    )
    pages = []
    for seed in ("1", "2"):
        page = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "ground.geojson"), str(page)],
            check=True,
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        pages.append(page.read_bytes())
    assert pages[0] == pages[1]


def test_rendering_again_changes_nothing(ground: Path, tmp_path: Path) -> None:
    """What folium adds while it renders does not pile up; save and write_map write the same."""

    class Noting(MacroElement):
        def render(self, **kwargs: Any) -> str:
            self.get_root().header.add_child(Element("<meta name='note'>"))
            return ""

    made = make_map(ground, make_row(1), make_row(2))
    folium.Marker([41, 128]).add_to(made)
    made.add_child(Noting())
    first = html_of(made)
    assert html_of(made) == first
    made.save(tmp_path / "saved.html")
    write_map(made, tmp_path / "written.html")
    assert (
        (tmp_path / "saved.html").read_bytes() == first.encode() == (tmp_path / "written.html").read_bytes()
    )


def test_two_elements_never_share_a_name(ground: Path) -> None:
    """A layer that already stands on another map, or is added after a rendering, gets a name of its own."""
    group = folium.FeatureGroup(name="Shared")
    folium.Marker([41, 128]).add_to(group)
    first, second = make_map(ground, make_row(1)), make_map(ground, make_row(2))
    first.add_child(group)
    html_of(first)
    second.add_child(folium.FeatureGroup(name="Other")).add_child(group)
    html_of(second)
    second.add_child(folium.FeatureGroup(name="Late"))
    names = re.findall(r"var (\w+) = L\.", html_of(second))
    assert len(names) == len(set(names)) == 5


def test_the_page_links_no_file(ground: Path) -> None:
    """Leaflet is inside the page; nothing is loaded from anywhere."""
    html = html_of(make_map(ground, make_row(1)))
    outside_data = re.sub(r'<script type="application/json".*?</script>', "", html, flags=re.DOTALL)
    assert not re.search(r"<script[^>]+src=", html)
    assert re.findall(r'<link[^>]+href="([^"]*)"', html) == ["data:,"]
    assert not re.search(r"url\((?!data:|#)", outside_data)
    assert "sourceMappingURL" not in html
    assert html.count("Leaflet 1.9.3") == 1


def test_other_maps_of_folium_stay_as_they_are(ground: Path) -> None:
    """folium keeps its list of files on the class; ours is not taken from everybody else's maps."""
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    made = make_map(ground, make_row(1))
    made.add_js_link("mine", "https://example.org/mine.js")
    html_of(made)
    assert (list(folium.Map.default_js), list(folium.Map.default_css)) == before
    assert "leaflet.js" in folium.Map().get_root().render()


def test_the_policy_names_every_script_by_its_hash(ground: Path) -> None:
    """Each inline script's sha256 stands in the policy, and nothing else may run or be fetched."""
    html = html_of(make_map(ground, make_row(1)))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe-inline" not in policy[1].split("script-src")[1].split(";")[0]
    assert len(scripts_of(html)) == 4
    for script in scripts_of(html):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]


def test_without_the_policy_folium_s_own_files_are_linked(ground: Path) -> None:
    """Layers that rest on jQuery, Bootstrap or an icon font find them; Leaflet still comes from inside."""
    html = html_of(make_map(ground, make_row(1), csp=False))
    assert "Content-Security-Policy" not in html
    assert "jquery" in html
    assert not re.search(r'src="[^"]*leaflet(@|\.js)', html)


def test_the_head_says_what_a_reader_needs(ground: Path) -> None:
    """Language, title and a viewport that lets a reader zoom; a title cannot become markup."""
    html = html_of(make_map(ground, make_row(1), title="</title><script>alert(1)</script>"))
    assert '<html lang="en">' in html
    assert "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>" in html
    assert html.count('name="viewport"') == 1
    assert "user-scalable" not in html
    assert "maximum-scale" not in html


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% raw %}", "{# note #}", "{{ ''.__class__ }}"])
def test_no_text_is_read_as_a_template(ground: Path, text: str) -> None:
    """branca renders what was rendered once more; what a report says stays out of that."""
    html = html_of(make_map(ground, make_row(1, quote=text), title=text))
    assert f"<title>{text.replace(chr(39), '&#39;')}</title>" in html
    assert json.dumps(text) in html


def test_what_a_user_s_layer_is_called_is_no_template(ground: Path) -> None:
    """Nor is anything else that folium wrote."""
    made = make_map(ground, make_row(1))
    folium.FeatureGroup(name="{{ 7 * 7 }}").add_to(made)
    folium.LayerControl().add_to(made)
    assert '"{{ 7 * 7 }}" :' in html_of(made)


def test_leaflet_stands_in_the_page_unchanged(ground: Path) -> None:
    """Nothing in its script is taken for a template either."""
    assert inline.leaflet_script() in html_of(make_map(ground, make_row(1)))


def test_no_script_can_end_before_its_end() -> None:
    """An end tag inside a script's text is written so that only JavaScript still reads it as such."""
    assert inline._without_end_tags('a = "</script>" + "</SCRIPT>" + "<!--"') == (
        'a = "<\\/script>" + "<\\/SCRIPT>" + "<\\!--"'
    )


def test_every_asset_is_in_the_page() -> None:
    """No module or style sheet is forgotten."""
    assets = Path(inline.__file__).parent / "assets"
    assert {path.name for path in assets.glob("*.js")} == set(inline.SCRIPTS)
    assert {path.name for path in assets.glob("*.css")} == set(inline.STYLES)


@pytest.mark.parametrize("content", [None, "no json", "[]", '{"type": "Feature"}'])
def test_a_basemap_that_cannot_be_read_is_named(tmp_path: Path, content: str | None) -> None:
    """The error names the file."""
    path = tmp_path / "ground.geojson"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"ground\.geojson"):
        make_map(path, unplaced(1))


def test_tiles_are_asked_for_by_name_and_credited(ground: Path) -> None:
    """The policy then lets pictures come from their server and from nowhere else; by default from none."""
    plain = html_of(make_map(ground, make_row(1)))
    assert "img-src data:;" in plain
    html = html_of(make_map(ground, make_row(1), tiles="OpenStreetMap.Mapnik"))
    assert "img-src data: https://tile.openstreetmap.org;" in html
    assert "OpenStreetMap" in html.partition("L.tileLayer(")[2]
    several = html_of(make_map(ground, make_row(1), tiles="OpenTopoMap"))
    assert all(f"https://{letter}.tile.opentopomap.org" in several for letter in "abc")


@pytest.mark.parametrize("name", ["No.Such.Tiles", "Thunderforest.Outdoors"])
def test_tiles_that_cannot_be_had_are_refused(ground: Path, name: str) -> None:
    """A name that nobody knows, and tiles that want a key, say so and name others."""
    with pytest.raises(UsageError, match=r"OpenStreetMap\.Mapnik"):
        make_map(ground, make_row(1), tiles=name)


def test_a_language_that_the_page_does_not_speak_is_refused(ground: Path) -> None:
    """The error names those that it speaks."""
    with pytest.raises(UsageError, match="en and ko"):
        make_map(ground, make_row(1), language="fr")


def test_both_languages_have_every_word() -> None:
    """No word of the page is missing in one of them; only English tells one from many of a unit."""
    english, korean = inline.words("en"), inline.words("ko")
    assert english.keys() == korean.keys()
    for group, words in english.items():
        assert {key for key in words if not (group == "units" and key.endswith("_one"))} == korean[
            group
        ].keys()
        for key, word in korean[group].items():
            holes = set(re.findall(r"\{\w+\}", word))
            assert holes <= set(re.findall(r"\{\w+\}", words[key])) | {"{unit}"}
