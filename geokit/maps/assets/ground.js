// The ground: land, water, provinces, rivers and borders, drawn once on a canvas under everything else.

// Land has the edge of its own colour, so that adjoining pieces of it show no seam.
const GROUND_STYLES = {
  land: { stroke: true, color: "#f7f3ea", weight: 0.7, fill: true, fillColor: "#f7f3ea", fillOpacity: 1 },
  water: { stroke: true, color: "#a9c3cf", weight: 0.5, fill: true, fillColor: "#cddfe7", fillOpacity: 1 },
  province: { color: "#cdc3b1", weight: 0.9, dashArray: "1 3", fill: false, opacity: 1 },
  river: { color: "#9dbfcf", weight: 1.2, fill: false },
  border: { color: "#85796a", weight: 1.4, dashArray: "7 3 1.5 3", fill: false },
};
// Seen from afar, lines that help nearby are only clutter.
const FAR_STYLES = { province: { opacity: 0 }, border: { weight: 0.7, dashArray: null } };
const NEAR_ZOOM = 5;

function drawGround(map, ground) {
  // Under the tiles, so that those of a user's own choice cover it.
  map.createPane("gk-ground").style.zIndex = 150;
  map.getPane("gk-ground").style.pointerEvents = "none";
  const renderer = L.canvas({ pane: "gk-ground", padding: 0.4 });
  const drawn = L.featureGroup();
  const adapting = {};
  for (const [kind, style] of Object.entries(GROUND_STYLES)) {
    const features = ground.features.filter((feature) => feature.properties.kind === kind);
    if (!features.length) continue;
    const layer = L.geoJSON(features, {
      style,
      renderer,
      pane: "gk-ground",
      interactive: false,
      smoothFactor: 0.6,
    });
    if (Object.hasOwn(FAR_STYLES, kind)) adapting[kind] = layer;
    drawn.addLayer(layer);
  }

  function adapt() {
    for (const [kind, layer] of Object.entries(adapting)) {
      layer.setStyle(
        map.getZoom() < NEAR_ZOOM ? { ...GROUND_STYLES[kind], ...FAR_STYLES[kind] } : GROUND_STYLES[kind],
      );
    }
  }
  map.on("zoomend", adapt);
  drawn.addTo(map);
  adapt();
  return drawn;
}
