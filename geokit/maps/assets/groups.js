// Groups: where signs would cover one another at this zoom they are drawn as one, with their number. A
// group stands at a place of its own, never between places; other kinds of sign stand beside it.

const TOUCHING_PX = 26;
const FINE_PX = 8;
const BESIDE_PX = 20;
const MOST_BESIDE = 4;

// Events and what is none, and those of which only the country is known, never share a sign.
function kindOfRow(incidents, row) {
  return (incidents.isEvent(row) ? 0 : 2) + (isCountryOnly(incidents, row) ? 1 : 0);
}

// Where incidents are on the world's plane; NaN where no place is known.
function worldPositions(map, incidents) {
  const x = new Float64Array(incidents.n).fill(NaN);
  const y = new Float64Array(incidents.n).fill(NaN);
  for (let row = 0; row < incidents.n; row += 1) {
    if (!incidents.isLocated(row)) continue;
    const point = worldPoint(map, incidents.latOf(row), incidents.lonOf(row));
    x[row] = point.x;
    y[row] = point.y;
  }
  return { x, y };
}

function groupRows(rows, positions, kinds, view) {
  // Once more, because a group that others joined is larger and may touch the next.
  const groups = joinedGroups(joinedGroups(fineCells(rows, positions, kinds, view)));
  setAside(groups);
  return groups;
}

// The fullest first: it keeps its place, and its neighbours join it.
function joinedGroups(cells) {
  cells.sort((a, b) => b.rows.length - a.rows.length || a.rows[0] - b.rows[0]);
  const groups = [];
  const near = new Map();
  for (const cell of cells) {
    const group = neighbour(near, cell, touches);
    if (!group) {
      groups.push(cell);
      stand(near, cell);
      continue;
    }
    for (const row of cell.rows) group.rows.push(row);
    group.onePlace &&= cell.onePlace && cell.worldX === group.worldX && cell.worldY === group.worldY;
  }
  return groups;
}

function touches(group, cell) {
  if (group.kind !== cell.kind) return false;
  const radii = [group, cell].map(({ rows }) => signRadius({ count: rows.length }));
  return distance(group, cell) < Math.max(TOUCHING_PX, radii[0] + radii[1]);
}

function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

// What lies within a few pixels, put together in one pass however many there are.
function fineCells(rows, { x, y }, kinds, view) {
  const across = Math.ceil(view.size.x / FINE_PX) + 1;
  const down = Math.ceil(view.size.y / FINE_PX) + 1;
  const cellAt = new Int32Array(across * down * 4).fill(-1);
  const cells = [];
  for (const row of rows) {
    const px = view.x(x[row]);
    const py = view.y(y[row]);
    if (!(px >= 0 && py >= 0 && px < view.size.x && py < view.size.y)) continue;
    const key = (Math.floor(py / FINE_PX) * across + Math.floor(px / FINE_PX)) * 4 + kinds[row];
    if (cellAt[key] === -1) {
      cellAt[key] = cells.length;
      cells.push({
        x: px,
        y: py,
        worldX: x[row],
        worldY: y[row],
        kind: kinds[row],
        onePlace: true,
        rows: [],
      });
    }
    const cell = cells[cellAt[key]];
    cell.rows.push(row);
    cell.onePlace &&= x[row] === cell.worldX && y[row] === cell.worldY;
  }
  return cells;
}

// Groups by squares so large that what touches a group stands in the next square at the farthest.
const SQUARE_PX = 48;

function squareOf({ x, y }) {
  return [Math.floor(x / SQUARE_PX), Math.floor(y / SQUARE_PX)];
}

function stand(near, group) {
  const [column, line] = squareOf(group);
  const key = line * 65536 + column;
  if (!near.has(key)) near.set(key, []);
  near.get(key).push(group);
}

function neighbour(near, cell, accepts) {
  const [column, line] = squareOf(cell);
  for (let dy = -1; dy <= 1; dy += 1) {
    for (let dx = -1; dx <= 1; dx += 1) {
      const found = near.get((line + dy) * 65536 + column + dx)?.find((group) => accepts(group, cell));
      if (found) return found;
    }
  }
  return null;
}

// Beside, in pixels: the place itself does not move.
function setAside(groups) {
  groups.sort((a, b) => a.kind - b.kind || a.rows[0] - b.rows[0]);
  const near = new Map();
  const covers = (other, group) => distance(other, group) < BESIDE_PX;
  for (const group of groups) {
    for (let shift = 0; shift < MOST_BESIDE && neighbour(near, group, covers); shift += 1)
      group.x += BESIDE_PX;
    stand(near, group);
  }
}
