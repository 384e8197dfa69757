"""What the tests of map pages share: maps made of rows, and looking at what stands on an opened one."""

from pathlib import Path
from typing import Any

from browser import Visit
from test_maps_tables import SPOTS, make_frame, make_places, make_row, unplaced

from geokit.maps import IncidentMap

# The map has come to rest after moving to make room for a popup.
STILL = "!geokit.map._panAnim?._inProgress && !geokit.map._animatingZoom"

GROUND = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"kind": "land", "name": None},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[120, 35], [135, 35], [135, 45], [120, 45], [120, 35]]],
            },
        },
        {
            "type": "Feature",
            "properties": {"kind": "border", "name": None},
            "geometry": {"type": "LineString", "coordinates": [[125, 40], [128, 41.5], [130, 42.5]]},
        },
    ],
}


def make_map(ground: Path, *rows: dict[str, Any], **options: Any) -> IncidentMap:
    """A map of the rows."""
    return IncidentMap(
        make_frame(*rows), make_places(), **{"title": "A winter", "basemap": ground, **options}
    )


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


def marked(page: Any) -> list[str]:
    """The ids of the incidents whose mark is in sight."""
    ids: list[str] = page.evaluate("geokit.groups().flatMap(({ ids }) => ids).sort()")
    return ids


def listed(page: Any) -> list[str]:
    """The ids of the incidents that the list holds, in its order, drawn or not."""
    ids: list[str] = page.evaluate("geokit.page.list.rows().map((row) => geokit.page.incidents.ids[row])")
    return ids


def click_mark(page: Any, incident_id: str) -> None:
    """Click the mark of an incident as a pointer does."""
    box = page.locator(".folium-map").bounding_box()
    mark = page.evaluate(f"geokit.groups().find(({{ ids }}) => ids.includes('{incident_id}'))")
    page.mouse.click(box["x"] + mark["x"], box["y"] + mark["y"])


def open_tab(page: Any, name: str) -> None:
    page.click(f"#gk-tab-{name}")


def pixel(page: Any, pane: str, x: float, y: float) -> list[int]:
    """The colour (red, green, blue, alpha) that a canvas of the map has at a spot of the map."""
    colour: list[int] = page.evaluate(
        f"""(() => {{
          const canvas = document.querySelector(".leaflet-{pane}-pane canvas");
          const from = canvas.getBoundingClientRect();
          const map = document.querySelector(".folium-map").getBoundingClientRect();
          const ratio = canvas.width / from.width;
          const at = [({x} + map.left - from.left) * ratio, ({y} + map.top - from.top) * ratio];
          return [...canvas.getContext("2d").getImageData(at[0], at[1], 1, 1).data];
        }})()"""
    )
    return colour


def map_point(page: Any, lat: float, lon: float) -> list[float]:
    """Where a position stands on the map, in pixels."""
    point: list[float] = page.evaluate(
        f"(() => {{ const at = geokit.map.latLngToContainerPoint([{lat}, {lon}]); return [at.x, at.y]; }})()"
    )
    return point
