// Pointers and keys on the marks: what lies under the pointer says what it is and opens; one element walks
// from mark to mark with the arrow keys, so that all marks together are one tab stop.

function pointAt(map, marks, page, measure) {
  const tooltip = L.tooltip({ direction: "top", className: "gk-tooltip" });
  let hovered = null;

  function hover(group) {
    if (group === hovered) return;
    hovered = group;
    map.getContainer().classList.toggle("gk-pointing", Boolean(group));
    page.light(group ? group.rows : []);
    if (!group) return tooltip.remove();
    const at = map.containerPointToLatLng(marks.place(group).subtract([0, signRadius(group.sign)]));
    tooltip
      .setLatLng(at)
      .setContent(quoted("span", "", sayGroup(group, page)))
      .addTo(map);
  }

  // Several marks of markers that a user added stand on the same map: their events are theirs.
  map.on("mousemove", ({ containerPoint }) => {
    if (measure.isOn()) return hover(null);
    const group = marks.groupAt(containerPoint);
    hover(group);
    if (!group) map.getContainer().classList.toggle("gk-pointing", Boolean(marks.shapeAt(containerPoint)));
  });
  map.on("mouseout movestart zoomstart", () => hover(null));
  map.on("click", ({ containerPoint, latlng }) => {
    if (measure.isOn()) return measure.add(latlng);
    const group = marks.groupAt(containerPoint);
    if (group) return openGroup(map, marks, page, group);
    const shape = marks.shapeAt(containerPoint);
    if (shape) page.open(shape.rows[0], { rows: shape.rows });
  });
}

function openGroup(map, marks, page, group, options = {}) {
  if (marks.mayPart(group)) map.fitBounds(marks.boundsOf(group), { padding: [60, 60] });
  else {
    const rows = [...group.rows].sort((a, b) => a - b);
    page.open(rows[0], { rows, ...options });
  }
}

function sayGroup(group, page) {
  const { incidents } = page;
  const [row] = group.rows;
  const place = sayName(incidents.say("place_name", row));
  if (group.rows.length === 1)
    return joined(say("types", incidents.say("type", row)), sayDate(incidents.say("date_edtf", row)), place);
  const n = sayNumber(group.rows.length);
  return group.onePlace ? say("page", "several", { n, place: place ?? "" }) : say("page", "zoom", { n });
}

function markWalker(map, marks, page) {
  const walker = button("gk-walker", () => openGroup(map, marks, page, current(), { focus: true }));
  map.getContainer().append(walker);
  let at = 0;

  // From left to right and from top to bottom, those in sight.
  const inOrder = () => {
    const size = map.getSize();
    return marks
      .groups()
      .filter((group) => {
        const { x, y } = marks.place(group);
        return x >= 0 && y >= 0 && x <= size.x && y <= size.y;
      })
      .sort((a, b) => a.x - b.x || a.y - b.y);
  };
  const current = () => inOrder()[at];

  function stand() {
    const all = inOrder();
    walker.hidden = !all.length;
    if (!all.length) return;
    at = (at + all.length) % all.length;
    const { x, y } = marks.place(all[at]);
    const radius = signRadius(all[at].sign) + 4;
    Object.assign(walker.style, {
      left: `${x - radius}px`,
      top: `${y - radius}px`,
      width: `${2 * radius}px`,
      height: `${2 * radius}px`,
    });
    const position = say("page", "markOf", { i: at + 1, n: all.length });
    walker.setAttribute("aria-label", `${sayGroup(all[at], page)} (${position})`);
    if (document.activeElement === walker) page.light(all[at].rows);
  }

  walker.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    at += step;
    stand();
  });
  walker.addEventListener("focus", stand);
  walker.addEventListener("blur", () => page.light([]));
  L.DomEvent.disableClickPropagation(walker);
  map.on("moveend", stand);
  page.standWalker = stand;
  stand();
}
