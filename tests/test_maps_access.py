"""The page for everyone: judged by axe-core and the W3C's checker, walked through with a keyboard alone."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from browser import REQUIRED_BY, visit, wait_until
from maps_pages import STILL, listed, make_map, mixed_rows, open_tab
from needs import do_without
from test_maps_tables import make_row, unplaced

from geokit.maps import write_map

pytestmark = pytest.mark.browser
pytest_plugins = ["maps_fixtures"]

# Every kind of stop that a tab may make, in the page's order.
TAB_STOPS = """(() => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  const groups = new Set();
  return [...all].filter((one) => {
    if (one.tabIndex < 0 || one.disabled || !one.checkVisibility({ visibilityProperty: true })) return false;
    if (one.type !== "radio") return true;
    const isFirst = !groups.has(one.name);
    groups.add(one.name);
    return isFirst;
  }).length;
})()"""


def axe_script() -> str:
    """axe-core, from the package that brings it or from where GEOKIT_AXE says."""
    package = find_spec("axe_playwright_python")
    folder = Path(package.origin).parent if package and package.origin else None
    path = Path(os.environ.get("GEOKIT_AXE") or (folder or Path()) / "axe.min.js")
    if not path.is_file():
        do_without(
            "no axe-core: install axe-playwright-python, or name axe.min.js in GEOKIT_AXE",
            required_by=REQUIRED_BY,
        )
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1280, "en"), ("dark", 1280, "ko"), ("light", 390, "ko"), ("dark", 390, "en")],
)
def test_axe_finds_nothing(
    browser: Any, ground: Path, tmp_path: Path, scheme: str, width: int, language: str
) -> None:
    """On map, list, filters, layers, downloads, popup and the details of what has no place."""
    script = axe_script()
    write_map(make_map(ground, *mixed_rows(), language=language), tmp_path / "map.html")
    # axe itself is a script that the page's policy forbids.
    with visit(browser, tmp_path / "map.html", width=width, scheme=scheme, bypass_csp=True) as visited:
        page = visited.page
        wait_until(page, "window.geokit?.ready")
        page.evaluate(script)

        def assert_clean(what: str) -> None:
            found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
            assert [(what, one["id"], one["nodes"][0]["html"]) for one in found] == []

        assert_clean("list")
        for name in ("filters", "layers", "save"):
            open_tab(page, name)
            page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
            assert_clean(name)
        page.evaluate("geokit.page.choose('type', 'crossing', true)")
        open_tab(page, "list")
        assert_clean("chips")
        page.evaluate("void geokit.open('i2')")
        wait_until(page, "document.querySelector('.leaflet-popup')")
        wait_until(page, STILL)
        page.wait_for_timeout(250)
        assert_clean("popup")
        page.evaluate("void geokit.open('i6')")
        wait_until(page, "!document.querySelector('.gk-detail').hidden")
        page.wait_for_timeout(250)
        assert_clean("details")


def test_the_checker_of_the_w3c_finds_no_error(ground: Path, tmp_path: Path) -> None:
    """The page as written is valid HTML with valid styles, in both languages, with tiles and without."""
    checker = os.environ.get("GEOKIT_VNU")
    if not checker or shutil.which("java") is None:
        do_without(
            "no vnu: name vnu.jar (npm's vnu-jar) in GEOKIT_VNU; it wants Java", required_by=REQUIRED_BY
        )
    pages = [tmp_path / f"{name}.html" for name in ("en", "ko", "tiles")]
    for page, options in zip(pages, ({}, {"language": "ko"}, {"tiles": "OpenStreetMap.Mapnik"}), strict=True):
        write_map(make_map(ground, *mixed_rows(), **options), page)
    judge = ["java", "-jar", checker, "--errors-only", "--also-check-css", "--format", "gnu", *pages]
    checked = subprocess.run(judge, capture_output=True, text=True, check=False)
    assert checked.stderr == ""
    assert checked.returncode == 0


def test_a_thousand_incidents_are_fewer_than_forty_tab_stops(open_map: Any) -> None:
    """On every tab, with every filter open; and the keyboard agrees with the count."""
    rows = [
        make_row(
            n, type=f"type {n % 9}", outcome=f"outcome {n % 5}", publisher=f"Post {n % 30}", adm1=f"U{n % 40}"
        )
        for n in range(1000)
    ]
    page = open_map(*rows).page
    stops = {}
    for name in ("list", "filters", "layers", "save"):
        open_tab(page, name)
        page.evaluate("document.querySelectorAll('.gk-facet').forEach((one) => (one.open = true))")
        stops[name] = page.evaluate(TAB_STOPS)
    assert max(stops.values()) < 40
    open_tab(page, "list")
    page.evaluate("document.activeElement.blur()")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement === document.body"))
        if seen[-1]:
            break
    assert seen.index(True) <= stops["list"]


def test_the_list_is_one_tab_stop_with_arrow_keys(open_map: Any) -> None:
    """However long the list, a keyboard is through it with one key, opens an item, and comes back."""
    page = open_map(*(make_row(number) for number in range(300))).page
    assert page.locator(".gk-item:not([tabindex='-1'])").count() == 1
    assert page.locator(".gk-item").count() < 60
    page.locator(".gk-item").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_until(page, "document.querySelector('.leaflet-popup')")
    assert "walker 1 " in page.locator(".leaflet-popup").inner_text()
    page.keyboard.press("Escape")
    wait_until(page, "!document.querySelector('.leaflet-popup')")
    assert page.evaluate("document.activeElement.dataset.incidentId") == "i1"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.dataset.incidentId") == "i299"
    assert page.locator('[data-incident-id="i299"]').is_visible()
    assert page.evaluate("document.activeElement.parentElement.getAttribute('aria-posinset')") == "300"


def test_the_marks_are_one_tab_stop_with_arrow_keys(open_map: Any) -> None:
    """The arrow keys go from mark to mark and say what each is; Enter opens it, Escape comes back."""
    page = open_map(make_row(1), make_row(20), make_row(39)).page
    walker = page.locator(".gk-walker")
    walker.focus()
    assert walker.get_attribute("aria-label") == "Crossing, 30 January 2018, Town 1 (mark 1 of 3 in view)"
    page.keyboard.press("ArrowRight")
    assert "Town 20" in walker.get_attribute("aria-label")
    (mark,) = page.evaluate("geokit.groups().filter(({ ids }) => ids[0] === 'i20')")
    box, frame = walker.bounding_box(), page.locator(".folium-map").bounding_box()
    assert box["x"] + box["width"] / 2 == pytest.approx(frame["x"] + mark["x"], abs=1)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    wait_until(page, "document.querySelector('.leaflet-popup')")
    assert "walker 20" in page.locator(".leaflet-popup").inner_text()
    page.keyboard.press("Escape")
    wait_until(page, "document.activeElement.className === 'gk-walker'")


def test_a_keyboard_alone_filters(open_map: Any) -> None:
    """From the tabs to a filter's options and back: the result is on the map."""
    page = open_map(make_row(1, type="arrest"), make_row(20), make_row(39)).page
    page.locator('[role="tab"]').first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#gk-pane-filters").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert listed(page) == ["i1"]
    assert page.locator(".gk-status").text_content() == "1 of 3 incidents"


def test_what_has_no_place_is_read_by_keyboard(open_map: Any) -> None:
    """The way back has the focus, and Escape takes it."""
    page = open_map(make_row(1), unplaced(2)).page
    page.locator('[data-incident-id="i2"]').focus()
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.classList.contains('gk-detail__back')")
    page.keyboard.press("Escape")
    wait_until(page, "document.activeElement.dataset.incidentId === 'i2'")


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen_by(colour: str, kind: str) -> tuple[float, ...]:
    """A colour as somebody sees it who lacks a kind of cone (Viénot, Brettel and Mollon 1999)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c**2.2 for c in (red, green, blue)]
    matrix = {
        "protan": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
        "deutan": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    }[kind]
    return tuple(max(0, sum(m * c for m, c in zip(row, linear, strict=True))) ** (1 / 2.2) for row in matrix)


def test_types_are_told_apart_without_red_or_green(open_map: Any) -> None:
    """The commonest types of event stay apart for the commonest kinds of colour blindness."""
    types = ["crossing", "arrest", "detention", "shooting", "punishment", "smuggling"]
    page = open_map(*(make_row(number, type=name) for number, name in enumerate(types))).page
    colours = [page.evaluate(f"geokit.page.colourOf('{name}')") for name in types]
    assert len(set(colours)) == len(types)
    for kind in ("protan", "deutan"):
        seen = [seen_by(colour, kind) for colour in colours]
        for at, one in enumerate(seen):
            for other in seen[:at]:
                assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.12


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_has_contrast(open_map: Any, scheme: str) -> None:
    """Names, numbers and axes, which are drawn and so unseen by axe, are as legible as text must be."""
    page = open_map(make_row(1), scheme=scheme).page
    theme = {
        name: page.evaluate(f"geokit.page.theme('{name}')")
        for name in ("ink", "soft-ink", "paper", "name", "name-area", "name-water", "land", "sea")
    }
    for words, ground in (
        ("ink", "paper"),
        ("soft-ink", "paper"),
        ("name", "land"),
        ("name-area", "land"),
        ("name-water", "sea"),
        ("name", "sea"),
    ):
        assert contrast(theme[words], theme[ground]) >= 4.5, (words, ground)
