// The shape in which a place is known: a line, an area, or the ring within which a spot lies. The less sure,
// the lighter; what is approximate or computed has a soft edge instead of a line.

const MIXED_COLOUR = "#5b6770";
const COUNTRY_ONLY = 6;
const SOFT_BASES = ["approximate", "computed"];
// Rings of this radius and less, in pixels, would hide behind their mark.
const SMALLEST_RING = 11;
// How far a soft edge reaches to both its sides together, in pixels.
const SOFT_REACH = 30;

// Each shape once, the largest first so that a small area does not lie under a large one.
function shapeIndex(map, incidents) {
  return incidents.shapes.map((geometry) => {
    const paths = worldPaths(map, geometry);
    const bounds = paths.reduce(
      (all, path) => all.extend(path.bounds.min).extend(path.bounds.max),
      L.bounds([]),
    );
    const size = bounds.getSize();
    const kind = isArea(geometry) ? "area" : geometry.type.endsWith("LineString") ? "line" : "points";
    return { paths, bounds, kind, extent: size.x * size.y };
  });
}

function isCountryOnly(incidents, row) {
  return incidents.say("where_prec", row) === COUNTRY_ONLY;
}

function isSoft(incidents, row) {
  return SOFT_BASES.includes(incidents.say("shape_basis", row));
}

// The shapes of these incidents with the incidents of each. Of a country only the mark is drawn: painting
// all of it would say more than is known.
function shapesOf(incidents, index, rows) {
  const found = new Map();
  for (const row of rows) {
    const number = incidents.shapeOf(row);
    if (number === null || isCountryOnly(incidents, row)) continue;
    if (!found.has(number)) found.set(number, { ...index[number], rows: [] });
    found.get(number).rows.push(row);
  }
  return [...found.values()].sort((a, b) => b.extent - a.extent);
}

function drawShape(pen, view, shape, look, theme) {
  pen.save();
  pen.lineJoin = "round";
  pen.lineCap = "round";
  pen.beginPath();
  if (shape.kind === "points") tracePoints(pen, view, shape.paths);
  else tracePaths(pen, view, shape.paths, shape.kind === "area");
  if (shape.kind === "line") paintLine(pen, look);
  else paintArea(pen, look, theme);
  pen.restore();
}

function tracePoints(pen, view, paths) {
  for (const { xy } of paths) {
    pen.moveTo(view.x(xy[0]) + 4, view.y(xy[1]));
    pen.arc(view.x(xy[0]), view.y(xy[1]), 4, 0, TURN);
  }
}

function paintLine(pen, { colour, sure, soft, lit }) {
  pen.strokeStyle = withAlpha(colour, sure ? 0.55 : 0.4);
  pen.globalAlpha = soft ? 0.22 : 1;
  for (const width of soft ? [16, 13, 10, 7, 4] : [6]) {
    pen.lineWidth = width;
    pen.stroke();
  }
  if (!lit) return;
  pen.globalAlpha = 1;
  pen.strokeStyle = colour;
  pen.lineWidth = 2.5;
  pen.stroke();
}

function paintArea(pen, { colour, sure, soft, lit, reach = SOFT_REACH }, theme, rule = "evenodd") {
  pen.fillStyle = withAlpha(colour, (sure ? 0.22 : 0.13) * (lit ? 1.5 : 1));
  pen.fill(rule);
  if (soft) {
    // The edge fades into the area: nobody has surveyed where it runs.
    pen.save();
    pen.clip(rule);
    pen.strokeStyle = withAlpha(colour, 0.05);
    for (let width = reach; width > 0; width -= reach / 10) {
      pen.lineWidth = width;
      pen.stroke();
    }
    pen.restore();
  } else {
    pen.strokeStyle = withAlpha(colour, sure ? 0.85 : 0.6);
    pen.lineWidth = 1.3;
    pen.stroke();
  }
  if (!lit) return;
  pen.strokeStyle = theme("ink");
  pen.lineWidth = 1.6;
  if (soft) pen.setLineDash([2, 5]);
  pen.stroke();
}

// How far a spot may lie from its mark, in pixels of the view: on the world's plane a kilometre is the
// larger the nearer to the pole.
const KM_AROUND_EARTH = 40075;
const WORLD_PX = 256;

function ringRadius(view, incidents, row) {
  const km = incidents.say("radius_km", row) ?? 0;
  const shrunk = Math.cos((Math.min(85, Math.abs(incidents.latOf(row))) * Math.PI) / 180);
  return (km / (KM_AROUND_EARTH * shrunk)) * WORLD_PX * view.scale;
}

function drawRings(pen, rings, look, theme) {
  pen.save();
  pen.beginPath();
  for (const [x, y, radius] of rings) {
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, TURN);
  }
  paintArea(pen, look, theme, "nonzero");
  pen.restore();
}
