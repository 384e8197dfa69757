// The ground: land, water, provinces, rivers and borders, drawn once on a canvas under everything else.

const GROUND_STYLES = {
  land: { stroke: true, color: "#c9c1b0", weight: 0.7, fill: true, fillColor: "#f7f3ea", fillOpacity: 1 },
  water: { stroke: true, color: "#a9c3cf", weight: 0.5, fill: true, fillColor: "#d5e3e8", fillOpacity: 1 },
  province: { color: "#cdc3b1", weight: 0.9, dashArray: "1 3", fill: false },
  river: { color: "#9dbfcf", weight: 1.2, fill: false },
  border: { color: "#85796a", weight: 1.4, dashArray: "7 3 1.5 3", fill: false },
};

function drawGround(map, ground) {
  // Under the tiles, so that those of a user's own choice cover it.
  map.createPane("gk-ground").style.zIndex = 150;
  map.getPane("gk-ground").style.pointerEvents = "none";
  const renderer = L.canvas({ pane: "gk-ground", padding: 0.4 });
  const drawn = L.featureGroup();
  for (const [kind, style] of Object.entries(GROUND_STYLES)) {
    const features = ground.features.filter((feature) => feature.properties.kind === kind);
    if (!features.length) continue;
    L.geoJSON(features, { ...style, style, renderer, pane: "gk-ground", interactive: false, smoothFactor: 0.6 }).addTo(drawn);
  }
  return drawn.addTo(map);
}
