"""The page in a real Chromium with networking off."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import folium
import pytest
from browser import Visit, chromium, visit, wait_until
from test_maps_page import basemap, make_map  # noqa: F401  (a fixture)
from test_maps_tables import SPOTS, make_row, unplaced

from geokit.maps import write_map

pytestmark = pytest.mark.browser

HOSTILE = (
    "</script><script>window.__pwned=1</script>",
    "<img src=x onerror='window.__pwned=1'>",
    "${window.__pwned=1}`;window.__pwned=1;`",
    "\"+(window.__pwned=1)+\"' onmouseover=window.__pwned=1 '",
    "C:\\new\\users\\x41 \\",
    "javascript:window.__pwned=1",
    "line\u2028separator\u2029paragraph",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; <b>bold</b> <!-- -->",
    "__proto__",
    "\u202egnp.exe \x00 \ud800",
)
TEXTS = (
    "title",
    "type",
    "modality",
    "outcome",
    "date_text",
    "date_edtf",
    "place_name",
    "place_text",
    "place_reason",
    "adm1",
    "country",
    "n_unit",
    "quote",
    "publisher",
    "published",
    "url",
    "confidence",
)
# The map has come to rest after moving to make room for a popup.
STILL = "!geokit.map._panAnim?._inProgress"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture
def open_map(browser: Any, basemap: Path, tmp_path: Path) -> Iterator[Any]:  # noqa: F811
    """Gives a function that makes a map of rows and opens it."""
    visits = []

    def opened(
        *rows: dict[str, Any], user_layer: Any = None, size: Any = (1280, 800), **options: Any
    ) -> Visit:
        made = make_map(basemap, *rows, **options)
        if user_layer is not None:
            made.add_child(user_layer)
        write_map(made, tmp_path / "map.html")
        visiting = visit(browser, tmp_path / "map.html", width=size[0], height=size[1])
        visits.append(visiting)
        visited = visiting.__enter__()
        assert visited.page.evaluate("window.geokit?.ready") is True
        return visited

    yield opened
    for visiting in visits:
        visiting.__exit__(None, None, None)


def assert_quiet(visited: Visit) -> None:
    assert visited.requests == []
    assert visited.complaints == []


def mixed_rows() -> list[dict[str, Any]]:
    """Every shape, several incidents at one spot, one without a place, one that is no event."""
    return [
        make_row(1, geometry=SPOTS["point"]),
        make_row(2, geometry=SPOTS["point"], type="shooting"),
        make_row(3, geometry=SPOTS["line"], shape="line", where_prec=5, type="security_measure"),
        make_row(4, geometry=SPOTS["area"], shape="area", where_prec=4, shape_basis="approximate"),
        make_row(5, geometry=SPOTS["area"].buffer(9), shape="area", where_prec=6, type="repatriation"),
        unplaced(6),
        make_row(7, geometry=SPOTS["area"], shape="area", where_prec=4, type="order", is_event=False),
    ]


def test_the_page_asks_for_nothing_and_complains_of_nothing(open_map: Any) -> None:
    """No request beyond the file, no error, no warning, also while it is used."""
    visited = open_map(*mixed_rows())
    visited.page.click('[data-incident-id="i4"]')
    visited.page.click('input[data-layer="statements"]')
    visited.page.evaluate("void geokit.map.setZoom(5, { animate: false })")
    visited.page.wait_for_timeout(100)
    assert_quiet(visited)


def test_every_located_incident_has_a_mark(open_map: Any) -> None:
    """Those of one spot stand in one mark with their number; what is no event has none until asked for."""
    page = open_map(*mixed_rows()).page
    marks = {mark["id"]: mark for mark in page.evaluate("geokit.marks()")}
    assert sorted(marks) == ["i1", "i2", "i3", "i4", "i5", "i7"]
    assert marks["i1"]["together"] >= 2
    assert all(mark["together"] for mark in marks.values() if mark["layer"] == "events")
    assert marks["i7"]["together"] == 0
    drawn = page.eval_on_selector_all(".gk-mark", "all => all.map(one => one.dataset.incidentIds).join(' ')")
    assert sorted(drawn.split()) == ["i1", "i2", "i3", "i4", "i5"]


def test_what_is_no_event_is_drawn_when_asked_for_and_unlike_an_event(open_map: Any) -> None:
    """One click shows it, in a sign of its own, and another hides it."""
    page = open_map(*mixed_rows()).page
    assert page.locator(".gk-mark--statements").count() == 0
    page.click('input[data-layer="statements"]')
    assert page.locator(".gk-mark--statements").get_attribute("data-incident-ids") == "i7"
    page.click('input[data-layer="events"]')
    assert page.locator(".gk-mark--events").count() == 0
    page.click('input[data-layer="statements"]')
    assert page.locator(".gk-mark").count() == 0


def test_the_list_opens_the_popup_with_the_quote(open_map: Any) -> None:
    """The popup says what, when, where and how each is known, how many, and links to the report."""
    page = open_map(*mixed_rows()).page
    page.click('[data-incident-id="i2"]')
    popup = page.locator(".leaflet-popup")
    text = popup.inner_text()
    for expected in (
        "Guards stopped walker 2 on the ice.",
        "Shooting",
        "30 January 2018",
        "known to the day",
        "the year worked out",
        "Town 2, Province X, North Korea",
        "within 3 km of the mark",
        "2 (1 to 3) persons",
        "The Gazette",
        "a resident → The Gazette",
        "medium",
    ):
        assert expected in text
    assert popup.locator("mark").inner_text() == "stopped"
    link = popup.locator("a.gk-link")
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert link.get_attribute("target") == "_blank"


def test_a_mark_of_several_is_paged_through(open_map: Any) -> None:
    """Incidents of one spot are all reached from its mark."""
    page = open_map(make_row(1, geometry=SPOTS["point"]), make_row(2, geometry=SPOTS["point"])).page
    page.click(".gk-mark")
    popup = page.locator(".leaflet-popup")
    assert "walker 1" in popup.inner_text()
    wait_until(page, STILL)
    popup.get_by_role("button", name="Next incident here").click()
    assert "walker 2" in popup.inner_text()


def test_other_tellings_and_conflicts_are_shown(open_map: Any) -> None:
    """Each telling has its quote and publisher; a conflict names who says what; a link opens the other."""
    best = {"report_id": "report-a", "start": 10, "quote": "Best.", "publisher": "The Gazette"}
    other = {"report_id": "report-b", "start": 0, "quote": "Three went.", "publisher": "An Observer"}
    conflict = {
        "slot": "n_best",
        "values": [{"value": 2, "report_id": "report-a"}, {"value": 3, "report_id": "report-b"}],
    }
    row = make_row(
        1, reports=[best, other], conflicts=[conflict], links=[{"rel": "follows", "id": "i6"}], n_reports=2
    )
    page = open_map(row, unplaced(6)).page
    page.click('[data-incident-id="i1"]')
    popup = page.locator(".leaflet-popup")
    assert "Three went." in popup.inner_text()
    assert "how many: 2 (The Gazette); 3 (An Observer)" in popup.inner_text()
    wait_until(page, STILL)
    popup.get_by_role("button", name="Walker 6 stopped").click()
    assert "walker 6" in page.locator(".gk-unfolded").inner_text()


def test_what_has_no_place_or_date_is_listed(open_map: Any) -> None:
    """It stands under its own heading, says what is missing, and opens in the list."""
    page = open_map(make_row(1), unplaced(2, date_edtf=None, date_start=None)).page
    section = page.locator(".gk-section", has_text="Not on the map")
    assert "no known date, no known place" in section.inner_text()
    section.locator("button").click()
    assert "walker 2" in section.inner_text()


def test_shapes_are_drawn_as_they_are_known(open_map: Any) -> None:
    """A ring, a line, an area with a soft edge; a country only while it is looked at."""
    page = open_map(*mixed_rows()).page
    shapes = page.locator(".leaflet-gk-shapes-pane path")
    assert shapes.count() == 3
    assert page.locator(".leaflet-gk-shapes-pane path[stroke-dasharray]").count() == 1
    assert page.locator(".leaflet-gk-highlight-pane path").count() == 0
    page.click('[data-incident-id="i5"]')
    assert page.locator(".leaflet-gk-highlight-pane path").count() == 1
    legend = page.locator(".gk-legend").inner_text()
    assert "approximate" in legend
    assert "country" in legend


@pytest.mark.parametrize("count", [0, 1, 1000])
def test_any_number_of_incidents_is_shown(open_map: Any, count: int) -> None:
    """All are marked and listed, without a complaint."""
    visited = open_map(*(make_row(number) for number in range(count)))
    assert len(visited.page.evaluate("geokit.marks()")) == count
    assert visited.page.locator(".gk-item").count() == count
    assert_quiet(visited)


def test_a_list_is_one_tab_stop_with_arrow_keys(open_map: Any) -> None:
    """However long the list, a keyboard is through it with one key, opens an item, and comes back."""
    page = open_map(*(make_row(number) for number in range(50))).page
    assert page.locator(".gk-item:not([tabindex='-1'])").count() == 1
    page.locator(".gk-item").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "walker 1 " in page.locator(".leaflet-popup").inner_text()
    page.keyboard.press("Escape")
    wait_until(page, "!document.querySelector('.leaflet-popup')")
    assert page.evaluate("document.activeElement.dataset.incidentId") == "i1"


def test_a_view_that_is_asked_for_is_kept(open_map: Any) -> None:
    """Without one the view fits the incidents; with a location it is the user's."""
    page = open_map(make_row(1), location=[10, 20], zoom_start=4).page
    assert page.evaluate("[geokit.map.getCenter().lat, geokit.map.getZoom()]") == [10, 4]
    page = open_map(make_row(1)).page
    assert page.evaluate("geokit.map.getBounds().contains([geokit.marks()[0].lat, geokit.marks()[0].lon])")
    assert page.evaluate("geokit.map.getZoom()") <= 9


def test_on_a_phone_the_list_is_under_the_map(open_map: Any) -> None:
    """Nothing is wider than the screen, and the map keeps in sight while the list is read."""
    page = open_map(*mixed_rows(), size=(390, 844)).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click('[data-incident-id="i3"]')
    wait_until(page, STILL)
    box = page.locator(".leaflet-popup-content-wrapper").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def hostile_rows(number: int, text: str) -> list[dict[str, Any]]:
    """The text in every field that is shown: of an event, of what is none, and of one without a place."""
    names = ("quote", "publisher", "url", "place_name")
    fields: dict[str, Any] = {
        **dict.fromkeys(TEXTS, text),
        "said_by": [text],
        "why": [text],
        "reports": [{"report_id": "x", "start": 1, **dict.fromkeys(names, text)}],
        "conflicts": [{"slot": text, "values": [{"value": text, "report_id": text}]}],
    }
    return [
        make_row(number, **fields, id=f"event-{number}"),
        make_row(
            number, **fields, id=f"order-{number}", is_event=False, geometry=SPOTS["area"], shape="area"
        ),
        unplaced(number, **{**fields, "place_name": None}, id=f"nowhere-{number}"),
    ]


@pytest.mark.parametrize("csp", [True, False])
def test_no_text_becomes_markup_or_script(open_map: Any, csp: bool) -> None:
    """Whatever a report says is shown as it is and does nothing, even without the policy's help."""
    everything = " ".join(HOSTILE)
    rows = [row for number, text in enumerate(HOSTILE) for row in hostile_rows(number, text)]
    visited = open_map(*rows, csp=csp, title=everything, attribution=everything)
    page = visited.page
    page.click('input[data-layer="statements"]')
    page.hover(".gk-mark--events >> nth=0", force=True)
    for number, text in enumerate(HOSTILE):
        for name in ("event", "order", "nowhere"):
            page.evaluate(f"document.querySelector('[data-incident-id={name}-{number}]').click()")
            details = ".gk-unfolded" if name == "nowhere" else ".leaflet-popup"
            quote = page.locator(f"{details} .gk-details__quote").first
            assert text_of(quote) == shown(text)
            assert page.locator(".gk-page img, .gk-page b, .gk-page script, a.gk-link").count() == 0
            item = page.locator(f'[data-incident-id="{name}-{number}"] .gk-item__title')
            assert text_of(item) == shown(text)
            # Those that stand open in the list would be found first.
            page.evaluate("document.querySelector('[aria-expanded=true]')?.click()")
    assert text_of(page.locator("h1")) == shown(everything)
    page.wait_for_timeout(50)
    assert page.evaluate("window.__pwned") is None
    if csp:
        assert_quiet(visited)


def text_of(locator: Any) -> str:
    text: str = locator.evaluate("one => one.textContent")
    return shown(text)


def shown(text: str) -> str:
    # Half a surrogate pair has no form on a screen, nor on its way to the test.
    return text.replace("\ud800", "\ufffd")


def test_a_layer_of_the_user_s_own_still_works(open_map: Any) -> None:
    """With the policy a layer that needs only Leaflet shows; its pin comes from inside the page."""
    visited = open_map(make_row(1), user_layer=folium.Marker([41.2, 128.3]))
    pin = visited.page.locator("img.leaflet-marker-icon")
    assert pin.evaluate("one => one.naturalWidth") > 0
    assert_quiet(visited)


def test_without_the_policy_folium_loads_what_it_needs(open_map: Any) -> None:
    """A user's marker shows; the page then asks for folium's own files, which offline do not come."""
    visited = open_map(make_row(1), user_layer=folium.Marker([41.2, 128.3]), csp=False)
    assert visited.page.locator("img.leaflet-marker-icon").count() == 1
    assert any(re.search("jquery", request) for request in visited.requests)
