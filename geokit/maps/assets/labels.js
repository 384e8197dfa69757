// Place names, as many as fit without touching a mark or one another, the larger places first.

const AREAS = ["country", "sea", "province", "county", "zone", "region"];
const WATERS = ["sea", "river", "lake"];
const RANKS = [
  "country",
  "sea",
  "province",
  "city",
  "river",
  "county",
  "lake",
  "zone",
  "border",
  "mountain",
  "pass",
  "town",
];
const FIRST_ZOOMS = { country: 3, sea: 5, province: 5.5, city: 5, river: 6.5 };
const LATER_ZOOM = 7.5;

// Where a name may stand beside its spot, the best first, and how far from it, in pixels.
const STANDS = { on: [0, 0], below: [0, 21], above: [0, -21] };

function nameLayer(map, places) {
  map.createPane("gk-names").style.zIndex = 450;
  map.getPane("gk-names").style.pointerEvents = "none";
  const layer = L.layerGroup().addTo(map);
  const rank = ({ feature }) => (RANKS.includes(feature) ? RANKS.indexOf(feature) : RANKS.length);
  const ordered = [...places].sort((a, b) => rank(a) - rank(b) || compare(a.name, b.name));

  function arrange(marks) {
    layer.clearLayers();
    const taken = [...marks];
    for (const place of ordered) {
      if (map.getZoom() < (FIRST_ZOOMS[place.feature] ?? LATER_ZOOM)) continue;
      const spot = map.latLngToLayerPoint([place.lat, place.lon]);
      const stands = Object.keys(STANDS).filter((stand) => stand !== "on" || AREAS.includes(place.feature));
      const boxes = stands.map((stand) => ({
        stand,
        box: boxAround(spot.add(STANDS[stand]), halfWidth(place), 8),
      }));
      const free = boxes.find(({ box }) => !taken.some((other) => box.intersects(other)));
      if (!free) continue;
      taken.push(free.box);
      layer.addLayer(nameMarker(place, free.stand));
    }
  }

  return {
    arrange,
    show: (on) => (on ? layer.addTo(map) : layer.remove()),
  };
}

// Near enough to plan with: letters differ, and Hangul is twice as wide.
function halfWidth({ name }) {
  return Array.from(name).reduce((width, letter) => width + (letter > "\u2e80" ? 6.5 : 3.5), 4);
}

function nameMarker(place, stand) {
  const kinds = [
    AREAS.includes(place.feature) && "gk-name--area",
    WATERS.includes(place.feature) && "gk-name--water",
  ];
  const name = quoted("span", joinedClasses("gk-name", ...kinds), place.name);
  name.style.top = `${STANDS[stand][1]}px`;
  const icon = L.divIcon({ className: "gk-name-anchor", html: name, iconSize: [0, 0] });
  return L.marker([place.lat, place.lon], { icon, pane: "gk-names", interactive: false, keyboard: false });
}

function joinedClasses(...names) {
  return names.filter(Boolean).join(" ");
}
