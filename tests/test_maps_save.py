"""What is taken away from the page, in a real Chromium: GeoJSON, CSV, a picture and paper."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from maps_pages import mixed_rows, open_tab
from shapely.geometry import shape
from test_maps_tables import make_frame, make_row

from geokit.layers import write_csv, write_geojson

pytestmark = pytest.mark.browser
pytest_plugins = ["maps_fixtures"]


def saved(page: Any, action: str, tmp_path: Path) -> bytes:
    """The file that a button of the tab Save makes."""
    open_tab(page, "save")
    with page.expect_download() as waiting:
        page.click(f'[data-action="{action}"]')
    waiting.value.save_as(tmp_path / "saved")
    return (tmp_path / "saved").read_bytes()


def telling_rows() -> list[dict[str, Any]]:
    """Rows with everything that is hard to write: several tellings, a quote mark, a formula, no values."""
    tellings = [
        {"report_id": "report-a", "start": 10, "quote": "One.", "n_best": 2, "publisher": "The Gazette"},
        {"report_id": "report-b", "start": 4, "quote": "Two, “said” he.", "n_best": None, "publisher": None},
    ]
    evidence = {
        "type": {"start": 17, "end": 24, "rule": "verb"},
        "date": {"start": 2, "end": 5, "rule": "day"},
    }
    return [
        *mixed_rows(),
        make_row(20, reports=tellings, evidence=evidence, quote='=SUM(1), "so"\nthey\tsaid', end=99),
        make_row(21, place_text="the town", date_start=None, date_end=None, date_edtf="XXXX-08-09"),
    ]


def test_geojson_of_everything_is_geokit_s_own_file(open_map: Any, tmp_path: Path) -> None:
    """With nothing filtered it has the features of incidents.geojson: same columns, values, geometries."""
    rows = telling_rows()
    page = open_map(*rows).page
    page.click('input[data-layer="statements"]')
    features = json.loads(saved(page, "saveGeoJson", tmp_path))["features"]
    write_geojson(make_frame(*rows), tmp_path / "own.geojson")
    own = {
        feature["id"]: feature for feature in json.loads((tmp_path / "own.geojson").read_text())["features"]
    }
    assert {feature["id"] for feature in features} == own.keys()
    for feature in features:
        expected = own[feature["id"]]
        assert list(feature["properties"]) == list(expected["properties"])
        assert feature["properties"] == expected["properties"]
        if expected["geometry"] is None:
            assert feature["geometry"] is None
        else:
            assert shape(feature["geometry"]).equals_exact(shape(expected["geometry"]), 1e-6, normalize=True)


def test_only_what_is_filtered_is_saved(open_map: Any, tmp_path: Path) -> None:
    """The file holds what the list holds."""
    page = open_map(*mixed_rows()).page
    page.evaluate("geokit.page.choose('type', 'shooting', true)")
    features = json.loads(saved(page, "saveGeoJson", tmp_path))["features"]
    assert [feature["id"] for feature in features] == ["i2"]
    lines = list(csv.DictReader(io.StringIO(saved(page, "saveCsv", tmp_path).decode())))
    assert [line["id"] for line in lines] == ["i2"]


def test_csv_is_geokit_s_own_table(open_map: Any, tmp_path: Path) -> None:
    """Same header and cells as incidents.csv; nothing in it can run in a spreadsheet."""
    rows = telling_rows()
    page = open_map(*rows).page
    page.click('input[data-layer="statements"]')
    text = saved(page, "saveCsv", tmp_path).decode()
    write_csv(make_frame(*rows), tmp_path / "own.csv")
    lines, own = (
        list(csv.DictReader(io.StringIO(one))) for one in (text, (tmp_path / "own.csv").read_text())
    )
    assert list(lines[0]) == list(own[0])
    geometries = {"rep_lon", "rep_lat", "wkt"}
    expected = {line["id"]: line for line in own}
    for line in lines:
        for name, cell in expected[line["id"]].items():
            if name in geometries:
                assert bool(line[name]) == bool(cell)
            elif cell[:1] in "[{" and cell:
                assert json.loads(line[name]) == json.loads(cell)
            else:
                assert line[name].removesuffix(".0") == cell.removesuffix(".0"), name
    quotes = {line["id"]: line["quote"] for line in lines}
    assert quotes["i20"].startswith("'=SUM")


def picture_pixels(page: Any, spots: list[tuple[float, float]]) -> list[list[int]]:
    """Colours of the picture at shares of its width and height."""
    pixels: list[list[int]] = page.evaluate(
        f"""(() => {{
          const made = geokit.picture();
          const pen = made.getContext("2d");
          const at = (x, y) => [...pen.getImageData(x * made.width, y * made.height, 1, 1).data];
          return {json.dumps(spots)}.map(([x, y]) => at(x, y));
        }})()"""
    )
    return pixels


def test_the_picture_is_the_view_with_title_and_credits(open_map: Any, tmp_path: Path) -> None:
    """A PNG of twice the map's size, with a head and a foot; the marks are in it."""
    page = open_map(make_row(1)).page
    png = saved(page, "savePng", tmp_path)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    size = page.evaluate("(({ x, y }) => [x, y])(geokit.map.getSize())")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert width == 2 * size[0]
    assert height > 2 * size[1]
    (mark,) = page.evaluate("geokit.groups()")
    (colour,) = picture_pixels(page, [((mark["x"]) / size[0], (mark["y"] + 64) * 2 / height)])
    # Crossing is green.
    assert colour[1] > colour[0]
    assert colour[1] > colour[2]
    words = page.evaluate(
        """(() => {
          const said = [];
          const fill = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
            said.push(text);
            return fill.call(this, text, ...rest);
          };
          geokit.picture();
          CanvasRenderingContext2D.prototype.fillText = fill;
          return said;
        })()"""
    )
    assert "A winter" in words
    assert any("Natural Earth" in word for word in words)
    assert "Crossing" in words
    assert any(word.endswith(" km") for word in words)


def test_a_picture_leaves_the_map_as_it_was(open_map: Any) -> None:
    """The marks still answer after it is made."""
    page = open_map(make_row(1)).page
    before = page.evaluate("geokit.groups()")
    page.evaluate("void geokit.picture()")
    assert page.evaluate("geokit.groups()") == before


def test_paper_shows_the_picture_in_light_colours(open_map: Any) -> None:
    """In print the page is the picture alone, also where the screen is dark."""
    page = open_map(make_row(1), scheme="dark").page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".gk-print canvas").is_visible()
    assert not page.locator(".gk-page").is_visible()
    brightness = page.evaluate(
        "document.querySelector('.gk-print canvas').getContext('2d').getImageData(3, 3, 1, 1).data[0]"
    )
    assert brightness > 200
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".gk-print canvas").count() == 0
    assert page.evaluate("document.documentElement.dataset.theme") is None
