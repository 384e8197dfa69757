// Names of places, as many as fit without touching a mark or one another, the larger places first; those
// that the reports name before others.

const AREA_NAMES = ["country", "sea", "province", "region", "prefecture", "zone"];
const WATER_NAMES = ["sea", "river", "lake"];
// What stands at a spot, which is then drawn under its name.
const SPOT_NAMES = ["city", "county", "town", "village", "district", "site", "pass", "mountain"];
const NAME_RANKS = ["country", "sea", "province", "city", "river", "county", "zone", "town", "lake"];
// A place that the reports name is written this many levels of zoom before others of its kind.
const NAMED_SOONER = 2;
const LONGEST_NAME = 80;
const LABEL_SIZES = { country: 15, sea: 13, province: 12.5, city: 12.5 };

function labelLayer(map, labels, places, page) {
  map.createPane("gk-names").style.zIndex = 420;
  map.getPane("gk-names").style.pointerEvents = "none";
  const ordered = orderedNames(map, labels, places);
  let written = [];

  function draw(pen, view) {
    written = [];
    if (!page.state.layers.names) return;
    const taken = page.markBoxes();
    for (const place of ordered) {
      if (view.zoom < place.zoom) continue;
      const x = view.x(place.world.x);
      const y = view.y(place.world.y);
      if (x < -80 || y < -20 || x > view.size.x + 80 || y > view.size.y + 20) continue;
      const text = labelText(place, page.state.labels);
      if (!text) continue;
      const size = LABEL_SIZES[place.feature] ?? 12;
      pen.font = labelFont(place, size, page.theme);
      const half = pen.measureText(text).width / 2 + 2;
      const stand = standsOf(place, half, size).find(([dx, dy]) => {
        const box = [x + dx - half, y + dy - size / 2 - 1, x + dx + half, y + dy + size / 2 + 1];
        if (taken.some((other) => overlap(box, other))) return false;
        taken.push(box);
        return true;
      });
      if (!stand) continue;
      if (isSpot(place)) {
        drawSpot(pen, x, y, place, page.theme);
        taken.push([x - 3, y - 3, x + 3, y + 3]);
      }
      writeName(pen, text, x + stand[0], y + stand[1], place, page.theme);
      written.push({ text, box: taken[isSpot(place) ? taken.length - 2 : taken.length - 1] });
    }
  }

  const layer = new CanvasLayer("gk-names", draw);
  // Names give way to marks: they are written when the marks stand.
  layer.getEvents = () => {
    const { zoom, zoomanim } = CanvasLayer.prototype.getEvents.call(layer);
    return { zoom, zoomanim };
  };
  return Object.assign(layer, { draw, written: () => written });
}

// The names of the ground, and those of the reports' places that are not among them.
function orderedNames(map, labels, places) {
  const all = [];
  const add = (place) => all.push({ ...place, world: worldPoint(map, place.lat, place.lon) });
  labels.name.forEach((_, at) => {
    const place = rowOf(labels, at);
    const sooner = place.named ? NAMED_SOONER : 0;
    add({ ...place, isNamed: place.named === 1, zoom: Math.max(2, place.zoom - sooner) });
  });
  places.name.forEach((_, at) => add({ ...rowOf(places, at), ko: "", country: "", isNamed: true, zoom: 7 }));
  const rank = ({ feature }) =>
    (NAME_RANKS.indexOf(feature) + NAME_RANKS.length + 1) % (NAME_RANKS.length + 1);
  return all.sort(
    (a, b) => Math.floor(a.zoom) - Math.floor(b.zoom) || rank(a) - rank(b) || compare(a.name, b.name),
  );
}

function rowOf(columns, at) {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[at]]));
}

function labelText(place, language) {
  const isCountry = place.feature === "country" && /^[A-Z]{2}$/.test(place.country);
  const korean = place.ko || (isCountry ? sayCountry(place.country, "ko") : "");
  const english = place.name.slice(0, LONGEST_NAME).replace(/ Province$/, "");
  if (language === "ko") return korean || english;
  return language === "both" && korean ? `${english} ${korean}` : english;
}

function isSpot(place) {
  return SPOT_NAMES.includes(place.feature);
}

function standsOf(place, half, size) {
  if (!isSpot(place))
    return [
      [0, 0],
      [0, size],
      [0, -size],
    ];
  const aside = half + 5;
  return [
    [aside, 0],
    [-aside, 0],
    [0, size * 0.5 + 7],
    [0, -size * 0.5 - 7],
  ];
}

function overlap(a, b) {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

function labelFont(place, size, theme) {
  const style = WATER_NAMES.includes(place.feature) ? "italic " : "";
  return `${style}${place.isNamed ? 600 : 400} ${size}px ${theme("text")}`;
}

function drawSpot(pen, x, y, place, theme) {
  pen.beginPath();
  pen.arc(x, y, place.isNamed ? 2.6 : 2.1, 0, TURN);
  pen.fillStyle = theme("land");
  pen.strokeStyle = theme("name");
  pen.lineWidth = 1.2;
  pen.fill();
  pen.stroke();
}

function writeName(pen, text, x, y, place, theme) {
  const isWater = WATER_NAMES.includes(place.feature);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = theme(isWater ? "halo-water" : "halo");
  pen.strokeText(text, x, y);
  pen.fillStyle = theme(isWater ? "name-water" : AREA_NAMES.includes(place.feature) ? "name-area" : "name");
  pen.fillText(text, x, y);
}
