"""The page in a real Chromium with networking off: what stands on the map, in the popup and in the list."""

import json
import re
from pathlib import Path
from typing import Any

import folium
import pytest
from browser import wait_until
from maps_pages import STILL, assert_quiet, click_mark, listed, map_point, marked, mixed_rows, open_tab, pixel
from test_maps_tables import SPOTS, make_row, unplaced

pytestmark = pytest.mark.browser
pytest_plugins = ["maps_fixtures"]


def test_the_page_asks_for_nothing_and_complains_of_nothing(open_map: Any) -> None:
    """No request beyond the file, no error, no warning, also while it is used."""
    visited = open_map(*mixed_rows())
    visited.page.click('[data-incident-id="i4"]')
    visited.page.click('input[data-layer="statements"]')
    for name in ("filters", "layers", "save", "list"):
        open_tab(visited.page, name)
    visited.page.evaluate("void geokit.map.setZoom(5, { animate: false })")
    visited.page.wait_for_timeout(100)
    assert_quiet(visited)


def test_every_located_incident_has_a_mark(open_map: Any) -> None:
    """Those of one spot stand in one mark; what is no event has none until asked for."""
    page = open_map(*mixed_rows()).page
    marks = {mark["id"]: mark for mark in page.evaluate("geokit.marks()")}
    assert sorted(marks) == ["i1", "i2", "i3", "i4", "i5", "i7"]
    assert marks["i1"]["together"] >= 2
    assert marks["i7"]["together"] == 0
    assert marked(page) == ["i1", "i2", "i3", "i4", "i5"]


def test_what_is_no_event_is_drawn_when_asked_for_and_unlike_an_event(open_map: Any) -> None:
    """One click shows it, in a sign of its own and in the list, and another hides it."""
    page = open_map(*mixed_rows()).page
    assert "i7" not in marked(page) + listed(page)
    page.click('input[data-layer="statements"]')
    (sign,) = page.evaluate("geokit.groups().filter(({ isEvent }) => !isEvent)")
    assert sign["ids"] == ["i7"]
    assert "i7" in listed(page)
    page.click('input[data-layer="events"]')
    assert marked(page) == ["i7"]
    page.click('input[data-layer="statements"]')
    assert marked(page) == []


def test_a_map_of_statements_alone_shows_them(open_map: Any) -> None:
    """Where nothing happened the page does not stand empty."""
    page = open_map(make_row(1, is_event=False, type="order")).page
    assert marked(page) == listed(page) == ["i1"]


def test_the_list_opens_the_popup_with_the_quote(open_map: Any) -> None:
    """The popup says what, when, where and how each is known, how many, and links to the report."""
    page = open_map(*mixed_rows()).page
    page.click('[data-incident-id="i2"]')
    popup = page.locator(".leaflet-popup")
    text = popup.inner_text()
    for expected in (
        "Guards stopped walker 2 on the ice.",
        "Shooting",
        "caught",
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
    assert page.get_attribute('[data-incident-id="i2"]', "aria-current") == "true"


def test_a_mark_of_several_is_paged_through(open_map: Any) -> None:
    """Incidents of one spot are all reached from its mark."""
    page = open_map(make_row(1, geometry=SPOTS["point"]), make_row(2, geometry=SPOTS["point"])).page
    click_mark(page, "i1")
    popup = page.locator(".leaflet-popup")
    assert "walker 1" in popup.inner_text()
    wait_until(page, STILL)
    popup.get_by_role("button", name="Next incident here").click()
    assert "walker 2" in popup.inner_text()


def test_a_mark_of_several_places_comes_closer(open_map: Any) -> None:
    """A click on it parts them, or comes as near as is needed; no popup opens."""
    page = open_map(make_row(1), make_row(2), make_row(30), fragment="#at=41,128.5,4").page
    together = page.evaluate("geokit.marks()[0].together")
    assert together == 3
    click_mark(page, "i1")
    wait_until(page, f"geokit.map.getZoom() > 5 && {STILL}")
    assert page.evaluate("geokit.marks()[0].together") < 3
    assert page.locator(".leaflet-popup").count() == 0


def test_what_lies_under_the_pointer_says_what_it_is(open_map: Any) -> None:
    """A tooltip names type, date and place of one, and the number of several."""
    page = open_map(make_row(1), make_row(39)).page
    box = page.locator(".folium-map").bounding_box()
    for mark in page.evaluate("geokit.groups()"):
        page.mouse.move(box["x"] + mark["x"], box["y"] + mark["y"])
        number = mark["ids"][0].removeprefix("i")
        assert page.locator(".leaflet-tooltip").inner_text() == f"Crossing, 30 January 2018, Town {number}"
    page.mouse.move(box["x"] + 5, box["y"] + 300)
    wait_until(page, "!document.querySelector('.leaflet-tooltip')")


def test_an_area_opens_where_it_is_clicked(open_map: Any) -> None:
    """Its mark is not all that answers."""
    page = open_map(make_row(4, geometry=SPOTS["area"], shape="area", where_prec=3)).page
    x, y = map_point(page, 40.4, 126.2)
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + x, box["y"] + y)
    assert "walker 4" in page.locator(".leaflet-popup").inner_text()


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
    assert "walker 6" in page.locator(".gk-detail").inner_text()


def test_what_has_no_place_or_date_is_listed_and_read(open_map: Any) -> None:
    """It stands under its own heading, says what is missing, and opens in the list's stead."""
    page = open_map(make_row(1), unplaced(2, date_edtf=None, date_start=None, date_end=None)).page
    assert page.locator(".gk-list__head").all_inner_texts() == ["2018", "No known date"]
    item = page.locator('[data-incident-id="i2"]')
    assert "no known date, no known place" in item.inner_text()
    item.click()
    assert "walker 2" in page.locator(".gk-detail").inner_text()
    assert not item.is_visible()
    page.get_by_role("button", name="Back to the list").click()
    assert item.is_visible()


def test_shapes_are_drawn_as_they_are_known(open_map: Any) -> None:
    """An area is tinted, a line wider than a hair; a country only while it is looked at."""
    page = open_map(*mixed_rows()).page
    inside = map_point(page, 40.3, 126.15)
    assert pixel(page, "gk-marks", *inside)[3] > 0
    assert pixel(page, "gk-marks", *map_point(page, 42.15, 128.6))[3] > 100
    beside_country = map_point(page, 43.5, 123.0)
    assert pixel(page, "gk-marks", *beside_country)[3] == 0
    legend = page.locator(".gk-legend").inner_text()
    assert "approximate" in legend
    assert "country" in legend
    assert "Crossing" in legend


def test_the_less_sure_is_the_lighter(open_map: Any) -> None:
    """A province is tinted less than a county."""
    strengths = []
    for precision in (3, 4):
        row = make_row(1, geometry=SPOTS["area"], shape="area", where_prec=precision)
        page = open_map(row).page
        strengths.append(pixel(page, "gk-marks", *map_point(page, 40.3, 126.15))[3])
    assert strengths[0] > strengths[1] > 0


def test_an_approximate_area_has_a_soft_edge(open_map: Any) -> None:
    """Its tint fades from the edge inwards; a surveyed one has a line and is even within."""
    fading = {}
    for basis in ("surveyed", "approximate"):
        row = make_row(1, geometry=SPOTS["area"], shape="area", where_prec=3, shape_basis=basis)
        page = open_map(row).page
        x, y = map_point(page, 40.7, 126.0)
        fading[basis] = [pixel(page, "gk-marks", x + inwards, y)[3] for inwards in (4, 8, 12, 30)]
    assert len(set(fading["surveyed"])) == 1
    assert fading["approximate"] == sorted(fading["approximate"], reverse=True)
    assert len(set(fading["approximate"])) >= 3


def test_a_spot_has_the_ring_within_which_it_lies(open_map: Any) -> None:
    """It reaches as far as the radius says."""
    page = open_map(make_row(1, geometry=SPOTS["point"], radius_km=20), fragment="#at=41.4,128.18,9").page
    north = 41.4 + 20 / 111.2
    assert pixel(page, "gk-marks", *map_point(page, north - 0.02, 128.18))[3] > 0
    assert pixel(page, "gk-marks", *map_point(page, north + 0.03, 128.18))[3] == 0


@pytest.mark.parametrize("count", [0, 1])
def test_few_incidents_are_shown(open_map: Any, count: int) -> None:
    """None and one stand without a complaint; none says so."""
    visited = open_map(*(make_row(number) for number in range(count)))
    page = visited.page
    assert len(marked(page)) == len(listed(page)) == count
    assert page.locator(".gk-list__empty").is_visible() == (count == 0)
    assert_quiet(visited)


def test_the_list_is_sorted_as_asked(open_map: Any) -> None:
    """By date, place, type and publisher, with a heading for each; what is not known comes last."""
    rows = [
        make_row(1, place_name="Westport", type="shooting", publisher="B Post", date_start="2019-01-01"),
        make_row(2, place_name="Eastport", type="crossing", publisher="A Post", date_start="2020-01-01"),
        unplaced(3, type="arrest", publisher="C Post", date_start="2018-01-01"),
    ]
    page = open_map(*rows).page
    assert listed(page) == ["i3", "i1", "i2"]
    for sort, order, head in (
        ("place", ["i2", "i1", "i3"], "Eastport"),
        ("type", ["i3", "i2", "i1"], "Arrest"),
        ("publisher", ["i2", "i1", "i3"], "A Post"),
        ("date", ["i3", "i1", "i2"], "2018"),
    ):
        page.select_option(".gk-sort", sort)
        assert listed(page) == order
        assert page.locator(".gk-list__head").first.inner_text() == head


def test_the_list_and_the_map_light_each_other(open_map: Any) -> None:
    """Pointing at a row of the list lights its mark."""
    page = open_map(make_row(1), make_row(39)).page
    (mark,) = page.evaluate("geokit.groups().filter(({ ids }) => ids.includes('i1'))")
    before = pixel(page, "gk-marks", mark["x"] + 10, mark["y"])
    page.hover('[data-incident-id="i1"]')
    assert pixel(page, "gk-marks", mark["x"] + 10, mark["y"]) != before
    page.hover("h1")
    assert pixel(page, "gk-marks", mark["x"] + 10, mark["y"]) == before


def test_a_view_that_is_asked_for_is_kept(open_map: Any) -> None:
    """Without one the view fits the incidents; with a location it is the user's; a button fits again."""
    page = open_map(make_row(1), location=[10, 20], zoom_start=4).page
    assert page.evaluate("[geokit.map.getCenter().lat, geokit.map.getZoom()]") == [10, 4]
    page.get_by_role("button", name="Show all incidents").click()
    assert page.evaluate("geokit.map.getBounds().contains([geokit.marks()[0].lat, geokit.marks()[0].lon])")
    page = open_map(make_row(1)).page
    assert page.evaluate("geokit.map.getBounds().contains([geokit.marks()[0].lat, geokit.marks()[0].lon])")
    assert page.evaluate("geokit.map.getZoom()") <= 9


GROUND_LINES = {"border": 41.0, "river": 41.5, "province": 42.0}


@pytest.fixture
def lined_ground(tmp_path: Path) -> Path:
    """A ground with one straight line of each kind, each along a parallel of its own, and a zone."""

    def feature(kind: str, geometry: dict[str, Any]) -> dict[str, Any]:
        return {"type": "Feature", "properties": {"kind": kind, "name": None}, "geometry": geometry}

    lines = [
        feature(kind, {"type": "LineString", "coordinates": [[126, lat], [130, lat]]})
        for kind, lat in GROUND_LINES.items()
    ]
    corners = [[126, 40.4], [130, 40.4], [130, 40.6], [126, 40.6], [126, 40.4]]
    features = [*lines, feature("zone", {"type": "Polygon", "coordinates": [corners]})]
    path = tmp_path / "lines.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_layers_of_the_ground_come_and_go(open_map: Any, lined_ground: Path) -> None:
    """Borders with the zone between them, rivers, provinces: each alone, and back again."""
    row = make_row(1, geometry=SPOTS["point"])
    page = open_map(row, basemap=lined_ground, fragment="#at=41.2,128,8").page
    open_tab(page, "layers")

    def drawn() -> set[str]:
        kinds = {**GROUND_LINES, "zone": 40.5}
        return {kind for kind, lat in kinds.items() if is_drawn(lat)}

    def is_drawn(lat: float) -> bool:
        x, y = map_point(page, lat, 128)
        # A line may be dashed: a stretch of it is looked at.
        around = [pixel(page, "gk-ground", x + dx, y + dy) for dx in range(-6, 7) for dy in (-1, 0, 1)]
        return any(alpha for *_, alpha in around)

    everything = drawn()
    assert everything == {"border", "river", "province", "zone"}
    for layer, gone in (("borders", {"border", "zone"}), ("rivers", {"river"}), ("provinces", {"province"})):
        page.click(f'input[data-layer="{layer}"]')
        assert drawn() == everything - gone, layer
        wait_until(page, f"location.hash.includes('{layer}=off')")
        page.click(f'input[data-layer="{layer}"]')
        assert drawn() == everything, layer


def test_names_on_the_ground_come_and_go(open_map: Any) -> None:
    """All of them at once."""
    page = open_map(make_row(1, geometry=SPOTS["point"]), fragment="#at=41.5,128,8").page
    open_tab(page, "layers")
    assert page.evaluate("geokit.labels().length") > 0
    page.click('input[data-layer="names"]')
    assert page.evaluate("geokit.labels().length") == 0


def test_the_head_says_what_is_shown_and_from_whom(open_map: Any) -> None:
    """Title, how many events, statements and what has no place, and the publishers by name."""
    rows = [make_row(1), make_row(2, publisher="A Post"), make_row(3, is_event=False), unplaced(4)]
    page = open_map(*rows).page
    head = page.locator(".gk-head").inner_text()
    assert page.title() == "A winter"
    for expected in ("A winter", "3 events", "1 ", "The Gazette", "A Post"):
        assert expected in head


def test_the_legend_names_what_is_on_the_map_and_nothing_else(open_map: Any) -> None:
    """Types that are drawn, and the words for a soft edge, a ring and a country only where there is one."""
    page = open_map(make_row(1, geometry=SPOTS["point"])).page
    legend = page.locator(".gk-legend").inner_text()
    assert "Crossing" in legend
    assert "Shooting" not in legend
    assert "approximate" not in legend.lower()
    page = open_map(*mixed_rows()).page
    legend = page.locator(".gk-legend").inner_text()
    for expected in ("Crossing", "Shooting", "Repatriation"):
        assert expected in legend
    assert "approximate" in legend.lower()
    assert "Order" not in legend
    page.evaluate("geokit.page.setLayer('statements', true)")
    assert "Order" in page.locator(".gk-legend").inner_text()


@pytest.mark.parametrize("width", [390, 900, 1280])
def test_long_credits_leave_the_scale_and_the_legend_in_sight(open_map: Any, width: int) -> None:
    """Lines of them push both up."""
    page = open_map(make_row(1), attribution="Somebody who drew this. " * 12, size=(width, 800)).page
    top = page.locator(".leaflet-control-attribution").bounding_box()["y"]
    for above in (".leaflet-control-scale", ".gk-legend"):
        box = page.locator(above).bounding_box()
        assert box["y"] + box["height"] <= top, above


def test_the_scale_bar_follows_the_zoom(open_map: Any) -> None:
    """In kilometres, shorter ones from closer by."""
    page = open_map(make_row(1)).page

    def metres() -> float:
        number, unit = page.locator(".leaflet-control-scale-line").first.inner_text().split()
        return float(number) * {"km": 1000, "m": 1}[unit]

    page.evaluate("void geokit.map.setZoom(6, { animate: false })")
    far = metres()
    page.evaluate("void geokit.map.setZoom(11, { animate: false })")
    assert metres() < far / 10


def test_names_are_in_english_korean_or_both(open_map: Any) -> None:
    """The page's language first; the choice stands in the layers."""
    page = open_map(make_row(1), fragment="#at=41.4,128.18,10").page

    def names() -> list[str]:
        texts: list[str] = page.evaluate("geokit.labels().map(({ text }) => text)")
        return texts

    assert "Hyesan" in names()
    open_tab(page, "layers")
    page.click('input[value="ko"]')
    assert "혜산" in names()
    assert "Hyesan" not in names()
    page.click('input[value="both"]')
    assert "Hyesan 혜산" in names()


def test_names_cover_neither_one_another_nor_a_mark(open_map: Any) -> None:
    """What does not fit is left out, at every zoom."""
    page = open_map(*(make_row(number) for number in range(80))).page
    for zoom in (5, 7, 9, 11):
        page.evaluate(f"void geokit.map.setView([41.2, 128.6], {zoom}, {{ animate: false }})")
        names = page.evaluate("geokit.labels().map(({ box }) => box)")
        marks = page.evaluate("geokit.page.markBoxes()")
        assert names
        for at, one in enumerate(names):
            for other in [*names[:at], *marks]:
                apart = one[0] >= other[2] or one[2] <= other[0] or one[1] >= other[3] or one[3] <= other[1]
                assert apart


def test_the_whole_page_speaks_korean(open_map: Any) -> None:
    """Interface, dates and names of countries; what a report says stays as it is."""
    page = open_map(*mixed_rows(), unplaced(8, publisher=None), language="ko").page
    assert page.get_attribute("html", "lang") == "ko"
    page.click('[data-incident-id="i2"]')
    text = page.locator(".leaflet-popup").inner_text()
    for expected in ("2018년 1월 30일", "북한", "2명 (1명~3명)", "총격", "Guards stopped walker 2"):
        assert expected in text
    words = "".join(page.locator(".gk-panel, .gk-time, .gk-legend").all_inner_texts())
    for english in ("List", "Filters", "Events", "incident", "Crossing", "known"):
        assert english not in words


def test_on_a_phone_the_list_is_under_the_map(open_map: Any) -> None:
    """Nothing is wider than the screen, and the map keeps in sight while the list is read."""
    page = open_map(*mixed_rows(), size=(390, 844)).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("document.querySelector('[data-incident-id=i3]').click()")
    wait_until(page, STILL)
    box = page.locator(".leaflet-popup-content-wrapper").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.locator(".folium-map").bounding_box()["y"] == 0


def test_the_dark_is_dark(open_map: Any) -> None:
    """The page follows the system until the reader chooses; ground and panel change together."""

    def brightness(page: Any) -> float:
        page.wait_for_timeout(60)
        return sum(pixel(page, "gk-ground", 5, 300)[:3]) / 3

    page = open_map(*mixed_rows(), scheme="dark").page
    assert brightness(page) < 80
    open_tab(page, "layers")
    page.click('input[value="light"]')
    assert brightness(page) > 180
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 253, 248)"
    page.click('input[value="dark"]')
    assert brightness(page) < 80


def test_lengths_are_measured_along_the_ground(open_map: Any) -> None:
    """Two clicks give the length between them; turned off, nothing of it is left."""
    page = open_map(make_row(1), fragment="#at=41,128,7").page
    page.get_by_role("button", name="Measure a length").click()
    box = page.locator(".folium-map").bounding_box()
    for lat in (41.0, 42.0):
        x, y = map_point(page, lat, 127.0)
        page.mouse.click(box["x"] + x, box["y"] + y)
    km = float(page.locator(".gk-measured").inner_text().removesuffix(" km"))
    assert km == pytest.approx(111.2, rel=0.02)
    page.get_by_role("button", name="Measure a length").click()
    assert page.locator(".gk-measured").is_hidden()
    assert page.locator(".gk-measure-line").count() == 0


def test_a_keyboard_measures_from_the_middle(open_map: Any) -> None:
    """Enter puts a point at the cross, the arrow keys move the map under it."""
    page = open_map(make_row(1), fragment="#at=41,128,7").page
    page.get_by_role("button", name="Measure a length").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    wait_until(page, STILL)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    assert page.locator(".gk-measured").inner_text().endswith("km")
    assert page.evaluate("geokit.measure.points().length") == 2


def test_the_position_under_the_pointer_is_shown(open_map: Any) -> None:
    """In degrees, with the half of the globe; the scale stands beside."""
    page = open_map(make_row(1), fragment="#at=41,128,8").page
    x, y = map_point(page, 41.5, 128.25)
    box = page.locator(".folium-map").bounding_box()
    page.mouse.move(box["x"] + x, box["y"] + y)
    found = re.findall(r"([\d.]+)° ([NSEW])", page.locator(".gk-readout").inner_text())
    assert [letter for _, letter in found] == ["N", "E"]
    assert [float(number) for number, _ in found] == pytest.approx([41.5, 128.25], abs=0.01)
    assert "km" in page.locator(".leaflet-control-scale").inner_text()


def test_full_screen_is_the_whole_page(open_map: Any) -> None:
    """Map, timeline and panel together; the button says whether it is on."""
    page = open_map(make_row(1)).page
    button = page.get_by_role("button", name="Full screen")
    button.click()
    wait_until(page, "document.fullscreenElement?.className === 'gk-page'")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    wait_until(page, "!document.fullscreenElement")


def test_a_layer_of_the_user_s_own_still_works(open_map: Any) -> None:
    """With the policy a layer that needs only Leaflet shows; its pin comes from inside the page."""
    visited = open_map(make_row(1), layers=[folium.Marker([41.2, 128.3])])
    pin = visited.page.locator("img.leaflet-marker-icon")
    assert pin.evaluate("one => one.naturalWidth") > 0
    assert_quiet(visited)


def test_without_the_policy_folium_loads_what_it_needs(open_map: Any) -> None:
    """A user's marker shows; the page then asks for folium's own files, which offline do not come."""
    visited = open_map(make_row(1), layers=[folium.Marker([41.2, 128.3])], csp=False)
    assert visited.page.locator("img.leaflet-marker-icon").count() == 1
    assert any(re.search("jquery", request) for request in visited.requests)


def test_tiles_are_the_only_thing_that_is_asked_for(open_map: Any) -> None:
    """With tiles named, the page asks their server for pictures, and nobody for anything else."""
    visited = open_map(make_row(1), tiles="OpenStreetMap.Mapnik")
    assert visited.requests
    assert all(request.startswith("https://tile.openstreetmap.org/") for request in visited.requests)
    assert "OpenStreetMap" in visited.page.locator(".leaflet-control-attribution").inner_text()
