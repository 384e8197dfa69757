"""Filters, search, period and address in a real Chromium: what they leave on the map and in the list."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from browser import wait_until
from maps_pages import listed, marked, open_tab
from test_maps_tables import make_row, unplaced

pytestmark = pytest.mark.browser
pytest_plugins = ["maps_fixtures"]

DAYS = ("2018-01-10", "2018-02-10", "2018-03-10", "2018-04-10")


def varied_rows() -> list[dict[str, Any]]:
    """Four events, each with something of its own, one without place and date, and an order."""
    own: list[dict[str, Any]] = [
        {"type": "crossing", "outcome": "caught", "country": "KP", "adm1": "North", "where_prec": 1},
        {"type": "arrest", "outcome": None, "country": "CN", "adm1": "West", "where_prec": 2},
        {"type": "shooting", "outcome": "killed", "country": "KP/CN", "adm1": None, "where_prec": 3},
        {"type": "crossing", "outcome": "succeeded", "country": "KR", "adm1": "South", "where_prec": 4},
    ]
    more: list[dict[str, Any]] = [
        {"confidence": "high", "status": "accepted", "publisher": "A Post", "modality": "happened"},
        {"confidence": "medium", "status": "unreviewed", "publisher": "B Post", "modality": "ongoing"},
        {"confidence": "low", "status": "edited", "publisher": "C Post", "modality": "claimed"},
        {"confidence": "low", "status": "rejected", "publisher": "A Post", "modality": "happened"},
    ]
    rows = [
        make_row(n * 9, **own[n], **more[n], date_start=day, date_end=day, date_edtf=day, report_id=f"r{n}")
        for n, day in enumerate(DAYS)
    ]
    nothing = dict.fromkeys(("date_start", "date_end", "date_edtf", "date_prec"))
    return [
        *rows,
        unplaced(40, type="smuggling", country=None, adm1=None, outcome=None, **nothing),
        make_row(41, type="order", is_event=False, modality="ordered", date_start="2018-01-15"),
    ]


def choose(page: Any, facet: str, option: str) -> None:
    page.evaluate("document.querySelectorAll('.gk-facet').forEach((box) => (box.open = true))")
    page.click(f'input[data-facet="{facet}"][data-option="{option}"]')


def count_of(page: Any, facet: str, option: str) -> str:
    box = f'.gk-option:has(input[data-facet="{facet}"][data-option="{option}"])'
    text: str = page.locator(f"{box} .gk-count").text_content()
    return text


def test_a_filter_leaves_what_it_names(open_map: Any) -> None:
    """On the map and in the list; the chip takes it back."""
    page = open_map(*varied_rows()).page
    everything = listed(page)
    open_tab(page, "filters")
    for facet, option, left in (
        ("type", "crossing", ["i0", "i27"]),
        ("modality", "ongoing", ["i9"]),
        ("outcome", "killed", ["i18"]),
        ("outcome", "", ["i40", "i9"]),
        ("country", "CN", ["i18", "i9"]),
        ("unit", "South", ["i27"]),
        ("place", "3", ["i18"]),
        ("place", "", ["i40"]),
        ("date", "", ["i40"]),
        ("publisher", "A Post", ["i0", "i27"]),
        ("confidence", "low", ["i18", "i27"]),
        ("status", "rejected", ["i27"]),
    ):
        choose(page, facet, option)
        assert sorted(listed(page)) == left, facet
        assert marked(page) == [one for one in left if one != "i40"], facet
        page.click(".gk-chip")
        assert listed(page) == everything


def test_options_of_one_filter_add_up_and_filters_narrow(open_map: Any) -> None:
    """Two types are either; a type and a publisher are both. Counts say what each option would leave."""
    page = open_map(*varied_rows()).page
    open_tab(page, "filters")
    choose(page, "type", "arrest")
    choose(page, "type", "crossing")
    assert listed(page) == ["i0", "i9", "i27"]
    choose(page, "publisher", "A Post")
    assert listed(page) == ["i0", "i27"]
    assert count_of(page, "publisher", "B Post") == "1"
    assert count_of(page, "type", "shooting") == "0"
    assert count_of(page, "status", "rejected") == "1"
    page.get_by_role("button", name="Clear all").click()
    assert len(listed(page)) == 5


def test_a_search_reads_places_quotes_and_publishers(open_map: Any) -> None:
    """Every word must stand somewhere; marks over letters and capitals do not matter."""
    rows = [
        make_row(0, place_name="Ch'ŏrwŏn", quote="A guard fell asleep."),
        make_row(9, place_name="Musan", quote="Two soldiers crossed the ice."),
        make_row(18, place_name="Musan", publisher="The Herald", quote="A guard saw them."),
        unplaced(27, title="Guard relieved", quote="Nothing."),
    ]
    page = open_map(*rows).page
    for words, left in (
        ("chorwon", ["i0"]),
        ("MUSAN", ["i9", "i18"]),
        ("musan guard", ["i18"]),
        ("guard", ["i0", "i18", "i27"]),
        ("herald", ["i18"]),
        ("elsewhere", []),
        ("", ["i0", "i9", "i18", "i27"]),
    ):
        page.fill(".gk-search", words)
        wait_until(
            page, f"geokit.page.state.words === '{words}' && geokit.page.rows().length === {len(left)}"
        )
        assert listed(page) == left
        assert marked(page) == sorted(set(left) - {"i27"})
    page.fill(".gk-search", "elsewhere")
    wait_until(page, "!document.querySelector('.gk-list__empty').hidden")


def test_a_korean_name_is_found_on_a_korean_page(open_map: Any) -> None:
    """The reports say Musan; the reader looks for 무산."""
    page = open_map(make_row(0, place_name="Musan County"), make_row(9), language="ko").page
    page.fill(".gk-search", "무산")
    wait_until(page, "geokit.page.list.rows().length === 1")
    assert listed(page) == ["i0"]


def drag_period(page: Any, from_share: float, to_share: float) -> None:
    box = page.locator(".gk-chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] * from_share, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * to_share, box["y"] + 30, steps=4)
    page.mouse.up()


def test_a_period_is_drawn_over_the_histogram(open_map: Any) -> None:
    """It leaves the incidents of its days, counts what has no date as left out, and can be taken back."""
    page = open_map(*varied_rows()).page
    assert "1 without a date" in page.locator(".gk-time").inner_text()
    drag_period(page, 0.3, 0.5)
    assert listed(page) == marked(page) == ["i9"]
    page.get_by_role("button", name="Show all dates").click()
    # From the end of the period at the right, which is pulled.
    drag_period(page, 1, 0.5)
    assert listed(page) == marked(page) == ["i0", "i9"]
    assert "1 without a date left out" in page.locator(".gk-time").inner_text()
    page.get_by_role("button", name="Show all dates").click()
    assert len(listed(page)) == 5


def test_the_arrow_keys_move_the_ends_of_the_period(open_map: Any) -> None:
    """Each end is a slider that says its day."""
    page = open_map(*varied_rows()).page
    start = page.get_by_role("slider", name="Period from")
    start.focus()
    page.keyboard.press("End")
    assert listed(page) == ["i27"]
    assert "April 2018" in start.get_attribute("aria-valuetext")
    page.keyboard.press("Home")
    page.get_by_role("slider", name="Period to").focus()
    page.keyboard.press("Home")
    assert listed(page) == ["i0"]


def test_an_imprecise_date_is_lit_as_long_as_it_may_have_been(open_map: Any) -> None:
    """One known to a month is there on each day of it; one open at an end reaches as far as any."""
    rows = [
        make_row(0, date_start="2018-01-03", date_end="2018-01-03", date_edtf="2018-01-03"),
        make_row(9, date_start="2018-01-01", date_end="2018-01-31", date_edtf="2018-01", date_prec=4),
        make_row(18, date_start="2018-01-20", date_end=None, date_edtf="2018-01-20/.."),
        make_row(27, date_start="2018-02-20", date_end="2018-02-20", date_edtf="2018-02-20"),
    ]
    page = open_map(*rows).page

    def lit_on(day: str) -> list[str]:
        number = date.fromisoformat(day).toordinal() - date(1970, 1, 1).toordinal()
        page.evaluate(f"geokit.page.setPeriod([{number}, {number}])")
        return marked(page)

    assert lit_on("2018-01-03") == ["i0", "i9"]
    assert lit_on("2018-01-25") == ["i18", "i9"]
    assert lit_on("2018-02-05") == ["i18"]
    assert lit_on("2018-02-20") == ["i18", "i27"]


def test_the_histogram_counts_by_type_and_spreads_what_is_imprecise(open_map: Any) -> None:
    """Its bars sum to the incidents with a date: a month is spread over its days."""
    rows = [
        make_row(0, date_start="2018-01-03", date_end="2018-01-03"),
        make_row(9, date_start="2018-01-01", date_end="2018-01-31", type="arrest"),
    ]
    page = open_map(*rows).page
    unit, edges, sure, spread = page.evaluate(
        "['unit', 'edges', 'sure', 'spread'].map((part) => geokit.timeline.bins()[part]).map((one) =>"
        " typeof one === 'string' ? one : [...one])"
    )
    assert (unit, len(edges)) == ("day", 32)
    assert sum(sure) == pytest.approx(1)
    assert sum(spread) == pytest.approx(1)
    assert max(spread) == pytest.approx(1 / 31)
    page.evaluate("geokit.page.choose('type', 'arrest', true)")
    assert page.evaluate("geokit.timeline.bins().sure.reduce((sum, n) => sum + n, 0)") == 0


def test_playing_goes_through_the_periods_and_stops(open_map: Any) -> None:
    """Each step lights what its days hold; at the end it stands still; a second press stops it."""
    rows = [make_row(n * 9, date_start=f"2018-01-0{n + 1}", date_end=f"2018-01-0{n + 1}") for n in range(4)]
    page = open_map(*rows).page
    page.evaluate("window.seen = []; setInterval(() => seen.push(geokit.page.rows().join()), 30)")
    page.get_by_role("button", name="Play").click()
    wait_until(page, "document.querySelector('.gk-play').textContent === '▶'", seconds=8)
    assert list(dict.fromkeys(page.evaluate("seen")))[-4:] == ["0", "1", "2", "3"]
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").click()
    held = page.evaluate("geokit.page.rows().join()")
    page.wait_for_timeout(1200)
    assert page.evaluate("geokit.page.rows().join()") == held


def fragment_of(page: Any) -> dict[str, list[str]]:
    page.wait_for_timeout(350)
    return parse_qs(page.evaluate("location.hash.slice(1)"), keep_blank_values=True)


def test_the_address_holds_the_view(open_map: Any) -> None:
    """Filters, period, search, layers, order, place and zoom, and what is open."""
    page = open_map(*varied_rows()).page
    open_tab(page, "filters")
    choose(page, "type", "crossing")
    choose(page, "outcome", "caught")
    page.fill(".gk-search", "walker 0")
    drag_period(page, 1, 0.5)
    page.click('input[data-layer="statements"]')
    open_tab(page, "layers")
    page.click('input[data-layer="rivers"]')
    open_tab(page, "list")
    page.select_option(".gk-sort", "place")
    page.click('[data-incident-id="i0"]')
    page.evaluate("void geokit.map.setView([41.25, 128.5], 8, { animate: false })")
    held = fragment_of(page)
    assert held["at"] == ["41.2500,128.5000,8"]
    assert (held["type"], held["outcome"]) == (["crossing"], ["caught"])
    assert held["find"] == ["walker 0"]
    assert held["period"][0].startswith("2018-01-")
    assert (held["statements"], held["rivers"]) == (["on"], ["off"])
    assert held["sort"] == ["place"]
    assert held["open"] == ["i0"]


def test_an_address_restores_the_view(open_map: Any) -> None:
    """What a link holds is what its reader sees, and a new address in the open page is followed."""
    fragment = (
        "#at=41.2500,128.5000,8&type=crossing&country=KP&period=2018-01-01/2018-02-28&sort=place&open=i0"
    )
    page = open_map(*varied_rows(), fragment=fragment).page
    assert listed(page) == marked(page) == ["i0"]
    assert page.evaluate("[geokit.map.getCenter().lat, geokit.map.getZoom()]") == pytest.approx(
        [41.25, 8], abs=0.3
    )
    assert page.locator(".leaflet-popup").inner_text().count("walker 0") == 1
    assert page.input_value(".gk-sort") == "place"
    page.evaluate("location.hash = 'type=arrest&rivers=off'")
    wait_until(page, "geokit.page.rows().length === 1")
    assert listed(page) == ["i9"]
    assert page.evaluate("geokit.page.state.layers.rivers") is False


@pytest.mark.parametrize(
    "fragment",
    [
        "#at=x,y,z&type=nothing&period=2018-13-99/never&sort=__proto__&labels=xx&open=nobody&rivers=maybe",
        "#%E0%A4%A&&&==",
        "#find=%3Cimg%20src%3Dx%20onerror%3D%22window.__pwned%3D1%22%3E",
    ],
)
def test_an_address_that_makes_no_sense_does_no_harm(open_map: Any, fragment: str) -> None:
    """What is not understood is left out; nothing runs."""
    visited = open_map(*varied_rows(), fragment=fragment)
    assert visited.complaints == []
    assert visited.page.evaluate("window.__pwned") is None
    assert len(listed(visited.page)) == (0 if "find" in fragment else 5)


def test_the_link_is_copied(open_map: Any) -> None:
    """The clipboard holds the page's address with its view; without leave to write, the page says how."""
    page = open_map(*varied_rows()).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("geokit.page.choose('type', 'arrest', true)")
    open_tab(page, "save")
    page.click('[data-action="copyLink"]')
    wait_until(page, "document.querySelector('.gk-copied').textContent !== ''")
    if "copied" in page.locator(".gk-copied").inner_text():
        assert "type=arrest" in page.evaluate("navigator.clipboard.readText()")
    assert "type=arrest" in page.evaluate("location.hash")
