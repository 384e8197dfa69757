"""No text becomes markup or script: hostile strings through every field and every part of the page."""

import json
from typing import Any

import folium
import pytest
from maps_pages import assert_quiet, open_tab
from shapely.geometry import Point
from test_maps_tables import make_row, unplaced

pytestmark = pytest.mark.browser
pytest_plugins = ["maps_fixtures"]

RUN = "window.__pwned=1"
HOSTILE = (
    f"</script><script>{RUN}</script>",
    f"</SCRIPT ><script>{RUN}</script>",
    f"<script>{RUN}</script>",
    f"<script src='data:text/javascript,{RUN}'></script>",
    f"<!--<script>{RUN}</script>-->",
    "<!-- <script>",
    f"]]><script>{RUN}</script>",
    f"<img src=x onerror='{RUN}'>",
    f"<img src=x onerror={RUN}//",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'>go</a></svg>",
    f"<math><mtext><script>{RUN}</script></mtext></math>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='javascript:{RUN}'>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<a href='javascript:{RUN}'>go</a>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<base href='https://example.org/'>",
    "<style>*{display:none}</style>",
    f"<form action='javascript:{RUN}'><button>go</button></form>",
    "<b>bold</b> &lt;i&gt; &amp;",
    f"${{{RUN}}}",
    f"`;{RUN};`",
    f"${{alert`1`}} `${{{RUN}}}`",
    f"\"+({RUN})+\"' onmouseover={RUN} '",
    f"');{RUN};('",
    f"\\');{RUN};//",
    f"\\x3cscript\\x3e{RUN}\\x3c/script\\x3e",
    f"\\u003cimg src=x onerror={RUN}\\u003e",
    "C:\\new\\users\\x41 \\",
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f" \tjavascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    f'https://example.org/"><img src=x onerror={RUN}>',
    "{{ 7 * 7 }}{% raw %}{# note #}",
    "{{ ''.__class__.__mro__ }}",
    "{name} {n} {unit} {date}",
    "line\u2028separator\u2029paragraph",
    "\u202egnp.exe\u202c \u2066isolate \u200f",
    "nul \x00 bell \x07 escape \x1b",
    "half \ud800 a pair \udfff",
    "__proto__",
    "constructor",
    '=HYPERLINK("javascript:0")',
)


# Every column whose text is shown somewhere.
SHOWN = """title type quote place_name publisher url modality outcome confidence status date_text date_edtf
    place_text place_reason adm1 adm2 country n_unit published""".split()


def shown(text: str) -> str:
    # Half a surrogate pair has no form on a screen, nor on its way to the test.
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)


def hostile_row(number: int, text: str, **over: Any) -> dict[str, Any]:
    """The text in every field that is shown."""
    everywhere = dict.fromkeys(SHOWN, text)
    telling = {
        "report_id": "x",
        "start": 1,
        **dict.fromkeys(("quote", "publisher", "url", "place_name"), text),
    }
    given: dict[str, Any] = {
        **everywhere,
        "said_by": [text],
        "why": [text],
        "reports": [telling],
        "conflicts": [{"slot": text, "values": [{"value": text, "report_id": text}]}],
        "evidence": {text: {"start": 12, "end": 14, "rule": text}},
        "report_id": text,
        "geometry": Point(124 + (number % 10) * 1.1, 37 + (number // 10) * 1.1),
    }
    return make_row(number, **{**given, "id": f"event-{number}", **over})


def has_foreign_elements(page: Any) -> bool:
    """Whether anything stands in the page that its own modules do not make."""
    found: bool = page.evaluate(
        """[...document.querySelectorAll(".gk-page *")].some((one) =>
             /^(script|img|iframe|object|embed|b|i|form|style|base|meta|math)$/.test(one.localName)
             || [...one.attributes].some(({ name }) => name.startsWith("on")))
           || [...document.links].some(({ protocol }) => !/^(https?:|file:)$/.test(protocol))"""
    )
    return found


def read(page: Any, expression: str) -> Any:
    """What an expression gives, with texts as they are shown."""
    value = page.evaluate(expression)
    return [shown(one) for one in value] if isinstance(value, list) else shown(value)


@pytest.mark.parametrize("csp", [True, False])
def test_no_text_becomes_markup_or_script(open_map: Any, csp: bool) -> None:
    """Whatever a report says is shown as it is and does nothing, even without the policy's help."""
    assert len(HOSTILE) >= 40
    rows = [hostile_row(number, text) for number, text in enumerate(HOSTILE)]
    title = " ".join(HOSTILE)
    visited = open_map(
        *rows, csp=csp, title=title, attribution=title, fragment="#at=40,129,6", size=(1920, 1080)
    )
    page = visited.page
    box = page.locator(".folium-map").bounding_box()
    page.locator(".gk-legend summary").click()
    for mark in page.evaluate("geokit.groups()"):
        (name,) = mark["ids"]
        text = shown(HOSTILE[int(name.removeprefix("event-"))])
        page.mouse.move(box["x"] + mark["x"], box["y"] + mark["y"])
        assert text in read(page, "document.querySelector('.leaflet-tooltip').textContent"), "tooltip"
    page.mouse.move(box["x"] + 4, box["y"] + 500)
    for number, text in enumerate(map(shown, HOSTILE)):
        page.evaluate(f"geokit.page.list.focus(geokit.page.incidents.rowOfId.get('event-{number}'))")
        page.evaluate("geokit.page.incidents.texts.needAll()")
        item = f"[data-incident-id=event-{number}]"
        assert read(page, f"document.querySelector('{item} .gk-item__title').textContent") == text, "list"
        assert text in read(page, f"document.querySelector('{item} .gk-item__line').textContent"), "list"
        page.evaluate(f"geokit.open('event-{number}')")
        popup = read(page, "document.querySelector('.leaflet-popup-content').textContent")
        quote = read(page, "document.querySelector('.leaflet-popup .gk-details__quote').textContent")
        assert quote == text, "popup"
        assert popup.count(text) >= 8, "popup"
        assert not has_foreign_elements(page), text[:80]
    legend = read(
        page, "[...document.querySelectorAll('.gk-signs--types span')].map((one) => one.textContent)"
    )
    # An underline in a type's name is a space to the reader.
    assert {text.replace("_", " ") for text in map(shown, HOSTILE)} == set(legend)
    open_tab(page, "filters")
    options = read(page, "[...document.querySelectorAll('.gk-option__name')].map((one) => one.textContent)")
    assert set(map(shown, HOSTILE)) <= set(options)
    page.evaluate("document.querySelectorAll('input[data-facet=publisher]').forEach((one) => one.click())")
    assert not has_foreign_elements(page)
    assert read(page, "document.querySelector('h1').textContent") == shown(title)
    assert page.evaluate("document.title.length") > 100
    page.evaluate("void geokit.picture()")
    page.wait_for_timeout(50)
    assert page.evaluate("window.__pwned") is None
    if csp:
        assert_quiet(visited)


def test_a_word_of_a_megabyte_is_a_word(open_map: Any) -> None:
    """In title, quote, place, publisher, address and type; the page still answers and nothing is cut off."""
    word = "a" * 1_000_000
    fields = dict.fromkeys(("title", "quote", "place_name", "publisher", "url", "type"), word)
    visited = open_map(make_row(1, **fields, reports=[]), make_row(20))
    page = visited.page
    item = '[data-incident-id="i1"]'
    page.evaluate("geokit.page.incidents.texts.needAll()")
    assert page.evaluate(f"document.querySelector('{item} .gk-item__title').textContent") == word
    assert word in page.evaluate(f"document.querySelector('{item} .gk-item__line').textContent")
    page.evaluate("geokit.open('i1')")
    assert page.evaluate("document.querySelector('.leaflet-popup .gk-details__quote').textContent") == word
    assert word in page.evaluate("document.querySelector('.gk-legend').textContent")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.locator(".gk-panel").bounding_box()["width"] < 500
    page.evaluate("geokit.page.choose('publisher', geokit.page.incidents.say('publishers', 0)[0], true)")
    assert page.evaluate("geokit.page.rows().length") == 1
    assert_quiet(visited)


def test_what_has_no_place_is_as_inert(open_map: Any) -> None:
    """The details in the panel, and the download, hold the strings as they are."""
    nowhere = unplaced(0)
    rows = [
        hostile_row(number, text, **{key: nowhere[key] for key in ("geometry", "shape")})
        for number, text in enumerate(HOSTILE)
    ]
    visited = open_map(*rows)
    page = visited.page
    for number, text in enumerate(map(shown, HOSTILE)):
        page.evaluate(f"geokit.open('event-{number}')")
        assert read(page, "document.querySelector('.gk-detail .gk-details__quote').textContent") == text
        assert not has_foreign_elements(page)
    open_tab(page, "save")
    with page.expect_download() as waiting:
        page.click('[data-action="saveGeoJson"]')
    features = json.loads(waiting.value.path().read_text(encoding="utf-8"))["features"]
    assert {shown(feature["properties"]["quote"]) for feature in features} == set(map(shown, HOSTILE))
    assert page.evaluate("window.__pwned") is None
    assert_quiet(visited)


def test_names_of_layers_are_text(open_map: Any) -> None:
    """A layer of the user's own is named in Leaflet's control as it is called."""
    # folium writes the names as keys of an object, which can have no key of that name.
    # What is a broken template branca refuses before any of it reaches a page.
    left_out = ("__proto__", "\ud800", "{%", "{{")
    names = [text for text in HOSTILE if not any(part in text for part in left_out)]
    assert len(names) >= 40
    groups = [folium.FeatureGroup(name=name) for name in names]
    visited = open_map(make_row(1), layers=[*groups, folium.LayerControl(collapsed=False)])
    page = visited.page
    listed = page.evaluate(
        "[...document.querySelectorAll('.leaflet-control-layers-overlays span span')]"
        ".map((one) => one.textContent)"
    )
    # Leaflet hands names to the parser of HTML, which leaves out what has no form.
    assert {name.strip() for name in listed} == {name.replace("\x00", "").strip() for name in names}
    assert not page.evaluate(
        "Boolean(document.querySelector('.leaflet-control-layers :is(img, script, b, svg)'))"
    )
    assert page.evaluate("window.__pwned") is None
    assert_quiet(visited)
