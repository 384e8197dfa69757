"""A thousand and a hundred thousand incidents, in a real Chromium."""

import sys
from pathlib import Path
from typing import Any

import pytest
from maps_pages import assert_quiet, listed, open_tab

from geokit.maps import IncidentMap, write_map

# The makers of incidents stand beside the benchmarks, which are no part of the package.
sys.path.append(str(Path(__file__).parents[1]))
from benchmarks.synthetic import synthetic_incidents

pytestmark = pytest.mark.browser
pytest_plugins = ["maps_fixtures"]

ACTS = {
    "layer": "() => geokit.page.setLayer('statements', true)",
    "filter": "() => geokit.page.choose('type', 'arrest', true)",
    "period": "() => geokit.page.setPeriod([14000, 14400])",
    "zoom": "() => void geokit.map.setZoom(geokit.map.getZoom() + 1, { animate: false })",
}
# What stands on the map and in the list after an act, read as soon as the act is done.
SHOWN = "() => [geokit.groups().length, geokit.page.list.rows().length]"


def test_a_thousand_incidents_fit_into_six_hundred_kilobytes(open_file: Any, tmp_path: Path) -> None:
    """With Leaflet, the ground of the whole world, and a quote of 200 letters each; all are there."""
    write_map(IncidentMap(synthetic_incidents(1000), title="A thousand"), tmp_path / "map.html")
    assert (tmp_path / "map.html").stat().st_size <= 600_000
    visited = open_file(tmp_path / "map.html")
    visited.page.evaluate("geokit.page.setLayer('statements', true)")
    assert len(set(listed(visited.page))) == 1000
    assert visited.page.evaluate("geokit.marks().length") == 1000
    assert_quiet(visited)


@pytest.fixture(scope="module")
def large_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "map.html"
    write_map(IncidentMap(synthetic_incidents(100_000), title="A hundred thousand"), path)
    return path


def test_a_hundred_thousand_incidents_open_and_answer(open_file: Any, large_map: Path) -> None:
    """All are there; filter, period and zoom leave what they should; one is opened, found and read.

    How fast is for ``make bench-maps`` to say.
    """
    assert large_map.stat().st_size <= 16_000_000
    visited = open_file(large_map)
    page = visited.page
    events = page.evaluate(
        "geokit.page.incidents.ids.filter((_, row) => geokit.page.incidents.isEvent(row)).length"
    )
    assert len(listed(page)) == events > 80_000
    assert page.evaluate("geokit.groups().reduce((sum, { ids }) => sum + ids.length, 0)") == events
    assert page.locator(".gk-item").count() < 60
    for name, act in ACTS.items():
        before = page.evaluate(SHOWN)
        page.evaluate(act)
        assert page.evaluate(SHOWN) != before, name
    page.evaluate("geokit.page.setPeriod(null)")
    page.evaluate("geokit.page.find('gazette')")
    assert page.evaluate("geokit.page.rows().length") > 0
    page.evaluate("geokit.page.clear()")
    page.evaluate("void geokit.map.setZoom(8, { animate: false })")
    some = page.evaluate("geokit.page.incidents.ids[77777]")
    page.evaluate(f"geokit.open('{some}')")
    assert "Gazette" in page.locator(".leaflet-popup").inner_text()
    assert page.locator(f'[data-incident-id="{some}"]').is_visible()
    open_tab(page, "filters")
    assert_quiet(visited)
