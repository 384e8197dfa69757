"""The least that a page of so many incidents can be: one canvas, columns, compressed, and nothing else.

A yardstick for the map page: every incident is a dot of one colour that opens its text when it is clicked. It
has no list, filter, timeline, ground, second language or keyboard.
"""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

from geokit.maps.inline import leaflet_script, leaflet_style

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

TEXTS = (
    *("title", "type", "modality", "quote", "url", "publisher", "published", "date_edtf", "date_basis"),
    *("date_prec", "place_name", "adm1", "country", "where_prec", "n_best", "n_unit", "outcome"),
    *("said_by", "confidence"),
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>The bound</title>
<style>{style}</style><script>{leaflet}</script>
<style>html, body, #map {{ height: 100%; margin: 0; }}</style></head>
<body><div id="map"></div><script type="application/json" id="data">{data}</script>
<script>
window.geokit = {{ ready: false }};
const Dots = L.Layer.extend({{
  onAdd(map) {{
    this.canvas = L.DomUtil.create("canvas", "", map.getPane("overlayPane"));
    map.on("moveend zoomend", this.draw, this);
    this.draw();
  }},
  draw() {{
    const map = this._map, size = map.getSize(), pen = this.canvas.getContext("2d");
    L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
    this.canvas.width = size.x;
    this.canvas.height = size.y;
    pen.fillStyle = "#117733";
    for (let row = 0; row < geokit.lat.length; row += 1) {{
      const at = map.latLngToContainerPoint([geokit.lat[row], geokit.lon[row]]);
      pen.fillRect(at.x - 2, at.y - 2, 4, 4);
    }}
  }},
}});
async function start() {{
  const packed = Uint8Array.from(atob(document.getElementById("data").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  Object.assign(geokit, await new Response(stream).json());
  const map = L.map("map", {{ maxZoom: 14, zoomControl: false }}).setView([40.5, 127.5], 7);
  new Dots().addTo(map);
  map.on("click", ({{ containerPoint }}) => {{
    const near = (_, row) =>
      map.latLngToContainerPoint([geokit.lat[row], geokit.lon[row]]).distanceTo(containerPoint) < 5;
    const row = geokit.lat.findIndex(near);
    const text = document.createElement("p");
    text.textContent = Object.values(geokit.texts).map((column) => column[row]).join(" | ");
    if (row >= 0) L.popup().setLatLng([geokit.lat[row], geokit.lon[row]]).setContent(text).openOn(map);
  }});
  Object.assign(geokit, {{ map, ready: true }});
}}
start();
</script></body></html>
"""


def write_bound(frame: GeoDataFrame, path: Path) -> None:
    """Write a page of the incidents, which are all points."""
    columns = {
        "lon": frame.geometry.x.tolist(),
        "lat": frame.geometry.y.tolist(),
        "texts": {name: frame[name].tolist() for name in TEXTS},
    }
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    data = base64.b64encode(gzip.compress(text.encode("utf-8"), 6, mtime=0)).decode("ascii")
    path.write_text(PAGE.format(data=data, style=leaflet_style(), leaflet=leaflet_script()), encoding="utf-8")
