// Marks: a sign for every site. Where signs would cover one another at this zoom they are drawn as one,
// with their number; other kinds of sign stand beside it. None is moved away from its place.

const TOUCHING_PX = 24;
const BESIDE_PX = 19;

function markLayer(map, colourOf, on) {
  const layer = L.layerGroup().addTo(map);
  let sites = [];
  let groups = [];

  function arrange() {
    layer.clearLayers();
    groups = groupSites(map, sites);
    for (const group of groups) layer.addLayer(markOf(group));
    on.arranged();
  }

  function markOf(group) {
    const icon = L.divIcon({
      className: "gk-mark-anchor",
      html: sign(group, colourOf),
      iconSize: [0, 0],
      // Beside, in pixels: the place itself does not move.
      iconAnchor: [-BESIDE_PX * group.shift, 0],
    });
    const marker = L.marker(group.latLng, { icon, keyboard: false, riseOnHover: true });
    marker.bindTooltip(() => element("span", "", tooltipOf(group)), {
      direction: "top",
      offset: [BESIDE_PX * group.shift, -10],
    });
    marker.on("click", () =>
      mayPart(group) ? map.fitBounds(boundsOf(group), { padding: [60, 60] }) : on.open(incidentsOf(group)),
    );
    marker.on("mouseover", () => on.hover(group.sites));
    marker.on("mouseout", () => on.hover([]));
    return marker;
  }

  // Whether a closer look would tell the sites of a group apart.
  function mayPart(group) {
    const spots = group.sites.map((site) => map.project(site.latLng, map.getMaxZoom()));
    const apart = spots.some((spot) => spot.distanceTo(spots[0]) > TOUCHING_PX);
    return apart && map.getZoom() < map.getMaxZoom();
  }

  map.on("zoomend", arrange);
  return {
    show(shown) {
      sites = shown;
      arrange();
    },
    boxes: () => groups.map(({ point, shift }) => boxAround(point.add([BESIDE_PX * shift, 0]), 12, 12)),
    groupWith: (incident) =>
      groups.find((group) => group.sites.some((site) => site.incidents.includes(incident))),
  };
}

function boxAround(point, halfWidth, halfHeight) {
  return L.bounds(point.subtract([halfWidth, halfHeight]), point.add([halfWidth, halfHeight]));
}

function groupSites(map, sites) {
  const kindOf = (site) => `${site.layer} ${site.countryOnly}`;
  const groups = [];
  for (const site of sites) {
    const point = map.latLngToLayerPoint(site.latLng);
    const near = groups.find(
      (group) => group.kind === kindOf(site) && group.point.distanceTo(point) < TOUCHING_PX,
    );
    if (near) near.sites.push(site);
    else
      groups.push({
        kind: kindOf(site),
        point,
        latLng: site.latLng,
        layer: site.layer,
        sites: [site],
        shift: 0,
      });
  }
  groups.forEach((group, number) => {
    const covering = groups
      .slice(0, number)
      .filter((other) => other.point.distanceTo(group.point) < TOUCHING_PX);
    group.shift = covering.length;
  });
  return groups;
}

function incidentsOf(group) {
  return inOrderOfTime(group.sites.flatMap((site) => site.incidents));
}

function boundsOf(group) {
  return L.latLngBounds(group.sites.map((site) => site.latLng));
}

function tooltipOf(group) {
  const incidents = incidentsOf(group);
  if (incidents.length === 1) return incidents[0].title ?? say("page", "untitled");
  if (group.sites.length === 1) return say("page", "several", { n: incidents.length });
  return say("page", "zoom", { n: incidents.length, places: group.sites.length });
}

// A dot for a spot, a hollow one for somewhere in a shape, a broken one for a country; a square for what
// is no event; several together as a ring in the colours of their types around their number.
function sign(group, colourOf) {
  const incidents = incidentsOf(group);
  const [site] = group.sites;
  const made = element("div", `gk-mark gk-mark--${group.layer}`);
  made.dataset.incidentIds = incidents.map((incident) => incident.id).join(" ");
  made.setAttribute("aria-hidden", "true");
  if (site.countryOnly) made.classList.add("gk-mark--country");
  if (incidents.length > 1) {
    made.classList.add("gk-mark--several");
    made.style.background = ringOf(incidents, colourOf);
    made.append(element("span", "gk-mark__count", String(incidents.length)));
  } else {
    if (site.shape || site.countryOnly) made.classList.add("gk-mark--hollow");
    made.style.setProperty("--type", colourOf(incidents[0].type));
  }
  return made;
}

function ringOf(incidents, colourOf) {
  let from = 0;
  const parts = typeCounts(incidents).map(([type, count]) => {
    const to = from + (count / incidents.length) * 100;
    const part = `${colourOf(type)} ${from}% ${to}%`;
    from = to;
    return part;
  });
  return `conic-gradient(${parts.join(", ")})`;
}
