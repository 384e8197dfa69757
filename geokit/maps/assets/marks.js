// The incidents on the map: their shapes and, over them, the signs of the groups. One canvas draws all.

function markLayer(map, page) {
  map.createPane("gk-marks").style.zIndex = 410;
  map.getPane("gk-marks").style.pointerEvents = "none";
  const { incidents } = page;
  const index = shapeIndex(map, incidents);
  const positions = worldPositions(map, incidents);
  const kinds = Uint8Array.from({ length: incidents.n }, (_, row) => kindOfRow(incidents, row));
  const typeCodes = incidents.columns.type;
  let rows = [];
  let shapes = [];
  let groups = [];
  let lit = new Set();
  let drawn = {};

  const lookOf = (members, isLit) => {
    const types = new Set(members.map((row) => typeCodes.codes[row]));
    const precision = incidents.say("where_prec", members[0]);
    return {
      colour: types.size === 1 ? page.colourOf(typeCodes.values[[...types][0]]) : MIXED_COLOUR,
      sure: precision !== null && precision <= 3,
      soft: members.some((row) => isSoft(incidents, row)),
      lit: isLit,
    };
  };
  const isLit = (members) => lit.size > 0 && members.some((row) => lit.has(row));

  function signOf(group) {
    const counts = new Int32Array(typeCodes.values.length);
    for (const row of group.rows) counts[typeCodes.codes[row]] += 1;
    const parts = [...counts.entries()]
      .filter(([, count]) => count)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const [row] = group.rows;
    return {
      isEvent: group.kind < 2,
      country: group.kind % 2 === 1,
      hollow: incidents.shapeOf(row) !== null,
      count: group.rows.length,
      parts: parts.map(([code, count]) => [page.colourOf(typeCodes.values[code]), count]),
      lit: isLit(group.rows),
    };
  }

  function draw(pen, view) {
    for (const shape of shapes)
      drawShape(pen, view, shape, lookOf(shape.rows, isLit(shape.rows)), page.theme);
    for (const row of lit) drawCountry(pen, view, row);
    // A look that changes moves no mark.
    if (drawn.view !== view || drawn.rows !== rows) {
      groups = groupRows(rows, positions, kinds, view);
      drawn = { view, rows };
    }
    drawAllRings(pen, view);
    // Events last, so that nothing covers them.
    for (const group of [...groups].reverse()) {
      group.sign = signOf(group);
      drawSign(pen, group.x, group.y, group.sign, page.theme);
    }
  }

  // Rings of one look are painted together, as there may be thousands.
  function drawAllRings(pen, view) {
    const alike = new Map();
    for (const group of groups) {
      if (!group.onePlace || group.kind % 2 || incidents.shapeOf(group.rows[0]) !== null) continue;
      const radius = Math.max(...group.rows.slice(0, 99).map((row) => ringRadius(view, incidents, row)));
      if (radius <= SMALLEST_RING) continue;
      const look = lookOf(group.rows, isLit(group.rows));
      const key = JSON.stringify(look);
      if (!alike.has(key)) alike.set(key, { look, rings: [] });
      alike.get(key).rings.push([view.x(group.worldX), view.y(group.worldY), radius]);
    }
    for (const { look, rings } of alike.values()) drawRings(pen, rings, look, page.theme);
  }

  // The outline of a country shows only while it is looked at.
  function drawCountry(pen, view, row) {
    if (!isCountryOnly(incidents, row) || incidents.shapeOf(row) === null) return;
    pen.beginPath();
    tracePaths(pen, view, index[incidents.shapeOf(row)].paths, true);
    pen.strokeStyle = page.theme("soft-ink");
    pen.lineWidth = 1.4;
    pen.setLineDash([5, 4]);
    pen.stroke();
    pen.setLineDash([]);
  }

  const layer = new CanvasLayer("gk-marks", draw);
  const redraw = () => {
    CanvasLayer.prototype.redraw.call(layer);
    page.arranged();
  };

  // Positions on the map's container, where pointers and focus are.
  const place = (group) => L.point(group.x, group.y).subtract(layer.view.margin);

  function groupAt(point) {
    return groups.find((group) => place(group).distanceTo(point) <= signRadius(group.sign) + 3) ?? null;
  }

  function shapeAt(point) {
    const pen = layer._canvas.getContext("2d");
    const at = point.add(layer.view.margin);
    const ratio = window.devicePixelRatio || 1;
    for (const shape of [...shapes].reverse()) {
      pen.beginPath();
      tracePaths(pen, layer.view, shape.paths, shape.kind === "area");
      pen.lineWidth = 12;
      const [x, y] = [at.x * ratio, at.y * ratio];
      if (shape.kind === "area" ? pen.isPointInPath(x, y, "evenodd") : pen.isPointInStroke(x, y))
        return shape;
    }
    return null;
  }

  return Object.assign(layer, {
    draw,
    redraw,
    groupAt,
    shapeAt,
    place,
    groups: () => groups,
    groupWith: (row) => groups.find((group) => group.rows.includes(row)) ?? null,
    show(shown) {
      rows = shown;
      shapes = shapesOf(incidents, index, rows);
      redraw();
    },
    light(some) {
      if (some.length === lit.size && some.every((row) => lit.has(row))) return;
      lit = new Set(some);
      layer.repaint();
    },
    boxes: () =>
      groups.map(({ x, y, sign }) => {
        const reach = signRadius(sign) + 2;
        return [x - reach, y - reach, x + reach, y + reach];
      }),
    // Whether a closer look would tell the incidents of a group apart.
    mayPart(group) {
      if (group.onePlace || map.getZoom() >= map.getMaxZoom()) return false;
      const scale = map.options.crs.scale(map.getMaxZoom()) / map.options.crs.scale(0);
      const [first] = group.rows;
      return group.rows.some(
        (row) =>
          Math.hypot(positions.x[row] - positions.x[first], positions.y[row] - positions.y[first]) * scale >
          TOUCHING_PX,
      );
    },
    boundsOf: (group) =>
      L.latLngBounds(group.rows.map((row) => [incidents.latOf(row), incidents.lonOf(row)])),
    boundsOfAll: (some) => some.reduce((all, row) => all.extend(layer.shapeBounds(row)), L.latLngBounds([])),
    shapeBounds(row) {
      const number = incidents.shapeOf(row);
      const spot = L.latLng(incidents.latOf(row), incidents.lonOf(row));
      if (number === null) return spot.toBounds(Math.max(1, (incidents.say("radius_km", row) ?? 0) * 2000));
      if (isCountryOnly(incidents, row)) return L.latLngBounds([spot]);
      const { crs } = map.options;
      const { min, max } = index[number].bounds;
      return L.latLngBounds([crs.pointToLatLng(min, 0), crs.pointToLatLng(max, 0)]);
    },
  });
}
