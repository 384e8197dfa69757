"""The maps of real reports, in a real Chromium with networking off: quiet, whole, every incident readable."""

from pathlib import Path
from typing import Any

import pytest
from maps_pages import assert_quiet, open_tab

from geokit.pipeline import Inputs, run

pytestmark = pytest.mark.browser
pytest_plugins = ["maps_fixtures"]

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"


def look_through(open_file: Any, folder: Path, inputs: Inputs) -> None:
    """Open everything that the map holds, at several zooms, and expect no request and no complaint."""
    results = run(inputs, folder)
    visited = open_file(folder / "map.html")
    page = visited.page
    page.evaluate("geokit.page.setLayer('statements', true)")
    assert page.evaluate("geokit.page.rows().length") == len(results.incidents)
    quotes = {incident.id: incident.best.quote for incident in results.incidents}
    for incident_id, quote in quotes.items():
        page.evaluate("(id) => geokit.open(id)", incident_id)
        shown = page.evaluate(
            "[...document.querySelectorAll('.gk-details__quote')].map((one) => one.textContent)"
        )
        assert quote in shown
    for name in ("filters", "layers", "save", "list"):
        open_tab(page, name)
    for zoom in (3, 6, 9, 11, 14):
        page.evaluate(f"void geokit.map.setZoom({zoom}, {{ animate: false }})")
    page.evaluate("void geokit.picture()")
    assert_quiet(visited)


def test_the_examples(open_file: Any, tmp_path: Path) -> None:
    """The reports that come with geokit."""
    look_through(open_file, tmp_path / "output", Inputs([EXAMPLES]))


@pytest.mark.shared
def test_the_five_articles(open_file: Any, tmp_path: Path, shared: Path) -> None:
    """The annotated articles beside the project."""
    inputs = Inputs([shared / "seeds"], metadata=shared / "gold" / "metadata.csv")
    look_through(open_file, tmp_path / "output", inputs)
