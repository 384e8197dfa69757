// The ground: land, water, provinces, rivers and borders, drawn under everything else.

const GROUND_KINDS = ["land", "water", "zone", "province", "river", "border"];
// What of it the reader may take away.
const GROUND_CHOICES = { province: "provinces", river: "rivers", border: "borders", zone: "borders" };
// Seen from afar, lines that help nearby are only clutter.
const PROVINCE_ZOOM = 5;

function groundLayer(map, ground, page) {
  // Under the tiles, so that those of a user's own choice cover it.
  map.createPane("gk-ground").style.zIndex = 150;
  const features = GROUND_KINDS.map((kind) => [
    kind,
    ground
      .filter((feature) => feature.kind === kind)
      .map(({ area, paths }) => ({
        closed: area,
        paths: paths.map((steps) => worldPath(map, positionsOf(steps))),
      })),
  ]);

  function draw(pen, view) {
    for (const [kind, members] of features) {
      if (GROUND_CHOICES[kind] && !page.state.layers[GROUND_CHOICES[kind]]) continue;
      if (kind === "province" && view.zoom < PROVINCE_ZOOM) continue;
      pen.beginPath();
      for (const { paths, closed } of members) tracePaths(pen, view, paths, closed);
      paintGround(pen, kind, view.zoom, page.theme);
    }
  }

  return Object.assign(new CanvasLayer("gk-ground", draw), { draw });
}

function paintGround(pen, kind, zoom, theme) {
  const near = zoom >= 8;
  const line = (colour, width, dash = []) => {
    pen.strokeStyle = theme(colour);
    pen.lineWidth = width;
    pen.setLineDash(dash);
    pen.stroke();
    pen.setLineDash([]);
  };
  pen.lineJoin = "round";
  if (kind === "land" || kind === "water") {
    pen.fillStyle = theme(kind);
    pen.fill("evenodd");
    // The edge of its own colour hides the seam between adjoining pieces.
    line(kind === "land" ? "land" : "shore", 0.7);
  } else if (kind === "zone") {
    pen.fillStyle = theme("zone");
    pen.fill("evenodd");
  } else if (kind === "province") line("province", near ? 1.2 : 0.9, [1, 3]);
  else if (kind === "river") line("river", zoom >= 10 ? 3.4 : near ? 2.4 : 1.4);
  else
    line("border", zoom < PROVINCE_ZOOM ? 0.8 : near ? 1.5 : 1.2, zoom < PROVINCE_ZOOM ? [] : [7, 3, 1.5, 3]);
}

// A path is written as steps in ten thousandths of a degree, each from the position before.
const STEPS = 10000;

function positionsOf(steps) {
  const positions = [];
  let [lon, lat] = [0, 0];
  for (let at = 0; at < steps.length; at += 2) {
    lon += steps[at];
    lat += steps[at + 1];
    positions.push([lon / STEPS, lat / STEPS]);
  }
  return positions;
}

// Where the ground lies, for a first view when nothing else has a place.
function groundBounds(ground) {
  const all = ground.flatMap(({ paths }) => paths.flatMap(positionsOf));
  return L.latLngBounds(all.map(([lon, lat]) => [lat, lon]));
}
