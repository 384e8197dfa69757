// Measuring: clicks, or Enter at the cross in the middle, put points on the map; the length between them
// stands beside the last. Lengths are along the ground (great circles).

function measureTool(map) {
  map.createPane("gk-measure").style.zIndex = 640;
  map.getPane("gk-measure").style.pointerEvents = "none";
  const layer = L.layerGroup().addTo(map);
  const cross = element("div", "gk-cross");
  cross.hidden = true;
  cross.setAttribute("aria-hidden", "true");
  map.getContainer().append(cross);
  const result = element("output", "gk-measured");
  let points = [];
  let isOn = false;

  function draw() {
    layer.clearLayers();
    const options = { pane: "gk-measure", interactive: false, className: "gk-measure-line" };
    if (points.length > 1) layer.addLayer(L.polyline(points, { ...options, weight: 2.5 }));
    for (const point of points) layer.addLayer(L.circleMarker(point, { ...options, radius: 4 }));
    result.hidden = !isOn;
    result.textContent = points.length > 1 ? sayLength(lengthOf(points)) : say("page", "measureHow");
  }

  function add(latLng) {
    points.push(latLng);
    draw();
  }

  function turn(on) {
    isOn = on;
    points = [];
    cross.hidden = !on;
    map.getContainer().classList.toggle("gk-measuring", on);
    draw();
  }

  map.getContainer().addEventListener("keydown", (event) => {
    if (!isOn || event.target !== map.getContainer() || event.key !== "Enter") return;
    event.preventDefault();
    add(map.getCenter());
  });
  draw();
  return { result, turn, add, isOn: () => isOn, points: () => points };

  function lengthOf(all) {
    return all.slice(1).reduce((metres, point, at) => metres + map.distance(all[at], point), 0);
  }
}

function sayLength(metres) {
  const km = metres / 1000;
  const digits = km < 10 ? 2 : km < 100 ? 1 : 0;
  return `${km.toLocaleString(pageLanguage(), { minimumFractionDigits: digits, maximumFractionDigits: digits })} km`;
}
