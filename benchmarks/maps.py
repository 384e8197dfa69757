"""The map page beside what folium offers for the same incidents: built, opened and used, all from disk.

``python -m benchmarks.maps --assets DIR`` measures each way of making a page at each number of incidents in a
process of its own: seconds to build it, its size, the memory that building took, seconds until the opened
page answers, and seconds for a zoom and for a filter where it has one. DIR holds the npm packages of the
plugins as ``npm pack`` leaves them; Leaflet comes from the same package as ours. The bound is the least that
such a page can be. Clocks differ from machine to machine: compare within a run.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import resource
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.bound import write_bound
from benchmarks.synthetic import synthetic_incidents

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

SIZES = (1000, 10_000, 100_000)
# A page that is not there after so many seconds is given up.
PATIENCE = 60
CENTER = [40.5, 127.5]
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
BROWSER = "/usr/bin/chromium"
# A turn of the page: what was asked for is done and drawn.
TURN = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


def told(row: Any) -> str:
    """Write what our popup says of an incident, as a user of folium would."""
    said = html.escape
    return (
        f"<h3>{said(row.title)}</h3><p>{said(row.type)}, {said(row.modality)}</p>"
        f"<blockquote>{said(row.quote)}</blockquote>"
        f'<p><a href="{said(row.url)}">{said(row.publisher)}</a>, {said(row.published)}</p>'
        f"<p>{said(row.date_edtf)} ({said(row.date_basis)}, {row.date_prec})</p>"
        f"<p>{said(row.place_name)}, {said(row.adm1)}, {said(row.country)} ({row.where_prec})</p>"
        f"<p>{row.n_best} {said(row.n_unit)}, {said(row.outcome)}</p>"
        f"<p>{said(', '.join(row.said_by))}: {row.confidence}</p>"
    )


def features(frame: GeoDataFrame) -> dict[str, Any]:
    """Give the incidents as GeoJSON with a popup's text and a moment each."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [row.geometry.x, row.geometry.y]},
                "properties": {"popup": told(row), "times": [row.date_start], "time": row.date_start},
            }
            for row in frame.itertuples()
        ],
    }


def folium_map() -> Any:
    import folium

    return folium.Map(CENTER, zoom_start=7, tiles=None, max_zoom=14)


def with_markers(frame: GeoDataFrame, path: Path, *, clustered: bool) -> None:
    import folium
    from folium.plugins import MarkerCluster

    made = folium_map()
    parent = MarkerCluster().add_to(made) if clustered else made
    for row in frame.itertuples():
        folium.Marker([row.geometry.y, row.geometry.x], popup=folium.Popup(told(row))).add_to(parent)
    made.save(path)


def with_fast_cluster(frame: GeoDataFrame, path: Path) -> None:
    from folium.plugins import FastMarkerCluster

    rows = [[row.geometry.y, row.geometry.x, told(row)] for row in frame.itertuples()]
    callback = "(row) => L.marker([row[0], row[1]]).bindPopup(row[2])"
    made = folium_map()
    FastMarkerCluster(rows, callback=callback, options={"maxZoom": 14}).add_to(made)
    made.save(path)


def with_geojson(frame: GeoDataFrame, path: Path) -> None:
    import folium

    made = folium_map()
    circles = folium.CircleMarker(radius=4, fill=True)
    folium.GeoJson(features(frame), marker=circles, popup=folium.GeoJsonPopup(["popup"])).add_to(made)
    made.save(path)


def with_times(frame: GeoDataFrame, path: Path) -> None:
    from folium.plugins import TimestampedGeoJson

    made = folium_map()
    TimestampedGeoJson(features(frame), period="P1M", auto_play=False).add_to(made)
    made.save(path)


def with_geokit(frame: GeoDataFrame, path: Path) -> None:
    from geokit.maps import IncidentMap, write_map

    write_map(IncidentMap(frame, title="Synthetic incidents"), path)


WAYS: dict[str, Callable[[GeoDataFrame, Path], None]] = {
    "geokit": with_geokit,
    "the bound": write_bound,
    "FastMarkerCluster": with_fast_cluster,
    "GeoJson": with_geojson,
    "TimestampedGeoJson": with_times,
    "MarkerCluster": lambda frame, path: with_markers(frame, path, clustered=True),
    "Marker": lambda frame, path: with_markers(frame, path, clustered=False),
}


def build(way: str, size: int, path: Path) -> dict[str, float]:
    """Make a page and say what it took; runs in a process of its own."""
    frame = synthetic_incidents(size)
    import folium  # noqa: F401  (importing is nobody's cost)

    import geokit.maps  # noqa: F401

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    WAYS[way](frame, path)
    seconds = time.perf_counter() - begun
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {"build": seconds, "megabytes": path.stat().st_size / 1e6, "memory": grown / 1024}


class Assets:
    """The files that folium's pages link, by their names."""

    def __init__(self, folder: Path) -> None:
        self.files: dict[str, bytes] = {}
        for path in sorted(folder.glob("*.tgz")):
            with tarfile.open(path) as package:
                for member in package:
                    file = package.extractfile(member)
                    if file is not None and member.name.endswith((".js", ".css")):
                        self.files.setdefault(PurePosixPath(member.name).name, file.read())
        leaflet = Path(str(distribution("XStatic-Leaflet").locate_file("xstatic/pkg/leaflet/data")))
        for name in ("leaflet.js", "leaflet.css"):
            self.files[name] = (leaflet / name).read_bytes()

    def serve(self, route: Any) -> None:
        """Answer a request from here; what no page needs in order to work is empty."""
        name = PurePosixPath(route.request.url.partition("?")[0]).name
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        route.fulfill(status=200, content_type=kind, body=self.files.get(name, b""))


def use(browser: Any, path: Path, assets: Assets) -> dict[str, float | None]:
    """Open a page, wait until it answers, come one zoom closer, and filter where there is a filter."""
    from playwright.sync_api import Error

    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.route(re.compile("^https?://"), assets.serve)
    try:
        begun = time.perf_counter()
        page.goto(path.as_uri(), wait_until="load")
        while page.evaluate("typeof geokit === 'object' && !geokit.ready"):
            time.sleep(0.01)
        page.evaluate(TURN)
        opened = time.perf_counter() - begun
        zoomed = page.evaluate(
            f"""(async () => {{
              const map = window.geokit?.map ?? Object.values(window).find((one) => one instanceof L.Map);
              const from = performance.now();
              map.setZoom(map.getZoom() + 1, {{ animate: false }});
              await {TURN};
              return (performance.now() - from) / 1000;
            }})()"""
        )
        filtered = page.evaluate(
            f"""(async () => {{
              if (!window.geokit?.page) return null;
              const from = performance.now();
              geokit.page.choose("type", "arrest", true);
              await {TURN};
              return (performance.now() - from) / 1000;
            }})()"""
        )
    except Error:
        return {"opened": None, "zoomed": None, "filtered": None}
    finally:
        page.context.close()
    return {"opened": opened, "zoomed": zoomed, "filtered": filtered}


def main() -> None:
    """Read the command line, measure, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--assets", type=Path, default=Path("build/assets"), help="folder of npm packages")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--build", nargs=3, metavar=("WAY", "SIZE", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        way, size, file = options.build
        print(json.dumps(build(way, int(size), Path(file))))
        return
    from playwright.sync_api import sync_playwright

    assets = Assets(options.assets)
    heads = ("build s", "HTML MB", "Python MB", "answers s", "zoom s", "filter s")
    print(f"{'incidents':>10}  {'page':20}" + "".join(f"{head:>11}" for head in heads))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        for size in options.sizes:
            for way in WAYS:
                path = Path(folder) / "page.html"
                command = [sys.executable, "-m", "benchmarks.maps", "--build", way, str(size), str(path)]
                measured = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
                measured |= use(browser, path, assets)
                cells = (
                    f"{measured['build']:.2f}",
                    f"{measured['megabytes']:.2f}",
                    f"{measured['memory']:.0f}",
                )
                cells += tuple(map(_seconds, (measured["opened"], measured["zoomed"])))
                cells += ("" if measured["filtered"] is None else f"{measured['filtered']:.2f}",)
                print(f"{size:>10}  {way:20}" + "".join(f"{cell:>11}" for cell in cells), flush=True)


def _seconds(value: float | None) -> str:
    return f"> {PATIENCE}" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    main()
