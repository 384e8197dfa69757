// The legend: the colours of the types, and what each kind of sign says about how its place is known. Its
// entries are drawn by what draws the map, on the page and in a picture of it.

const SAMPLE_COLOUR = "#5b6770";
const SWATCH = { width: 30, height: 24 };
const SMALL_REACH = 12;

// Only what is on the map.
function legendEntries(page, rows) {
  const has = signsUsed(page.incidents, rows);
  const types = page.incidents.columns.type.values
    .filter((_, code) => has.types.has(code))
    .map((type) => ({
      text: say("types", type),
      draw: signSwatch({ isEvent: page.isEventType(type), parts: [[page.colourOf(type), 1]] }),
    }));
  const sample = { isEvent: true, parts: [[SAMPLE_COLOUR, 1]] };
  const several = [
    ["#117733", 3],
    ["#882255", 2],
    ["#332288", 2],
  ];
  const signs = [
    has.spot && { key: "legendSpot", draw: ringSwatch(false) },
    has.shape && { key: "legendWithin", draw: areaSwatch(false) },
    has.softShape && { key: "legendApproximate", draw: areaSwatch(true) },
    has.softSpot && { key: "legendComputed", draw: ringSwatch(true) },
    has.country && { key: "legendCountry", draw: signSwatch({ ...sample, country: true }) },
    has.statement && {
      key: "legendStatement",
      draw: signSwatch({ ...sample, isEvent: false }),
    },
    has.several && { key: "legendSeveral", draw: signSwatch({ isEvent: true, parts: several, count: 7 }) },
  ].filter(Boolean);
  return { types, signs: signs.map(({ key, draw }) => ({ text: say("page", key), draw })) };
}

function signsUsed(incidents, rows) {
  const has = { types: new Set() };
  let located = 0;
  for (const row of rows) {
    if (!incidents.isLocated(row)) continue;
    located += 1;
    has.types.add(incidents.columns.type.codes[row]);
    if (!incidents.isEvent(row)) has.statement = true;
    const isShape = incidents.shapeOf(row) !== null;
    const soft = isSoft(incidents, row);
    if (isCountryOnly(incidents, row)) has.country = true;
    else if (isShape && soft) has.softShape = true;
    else if (isShape) has.shape = true;
    else if (soft) has.softSpot = true;
    else has.spot = true;
  }
  return { ...has, several: located > 1 };
}

function signSwatch(sign) {
  return (pen, x, y, theme) => drawSign(pen, x, y, { count: 1, ...sign }, theme);
}

function ringSwatch(soft) {
  return (pen, x, y, theme) => {
    drawRings(pen, [[x, y, 11]], { colour: SAMPLE_COLOUR, sure: true, soft, reach: SMALL_REACH }, theme);
    pen.beginPath();
    pen.arc(x, y, 4, 0, TURN);
    pen.fillStyle = SAMPLE_COLOUR;
    pen.fill();
  };
}

function areaSwatch(soft) {
  return (pen, x, y, theme) => {
    pen.save();
    pen.beginPath();
    pen.roundRect(x - 13, y - 10, 26, 20, 4);
    paintArea(pen, { colour: SAMPLE_COLOUR, sure: true, soft, reach: SMALL_REACH }, theme);
    pen.restore();
    pen.save();
    pen.translate(x, y);
    pen.scale(0.6, 0.6);
    drawSign(pen, 0, 0, { isEvent: true, hollow: true, count: 1, parts: [[SAMPLE_COLOUR, 1]] }, theme);
    pen.restore();
  };
}

function legendControl(map, page) {
  const body = element("div", "gk-legend__body");
  const legend = element("details", "gk-legend", element("summary", "", say("page", "legend")), body);
  const size = map.getSize();
  // On a small map it would cover what it explains.
  legend.open = size.x >= 640 && size.y >= 480;
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => legend;
  control.addTo(map);
  L.DomEvent.disableClickPropagation(legend);
  L.DomEvent.disableScrollPropagation(legend);
  return {
    // How far from the left it covers the map; a small map hides it while a popup is open.
    reach: () =>
      legend.open && !legend.hidden && map.getSize().x > 700 ? legend.offsetLeft + legend.offsetWidth : 0,
    update(rows) {
      const { types, signs } = legendEntries(page, rows);
      legend.hidden = !signs.length;
      body.replaceChildren(
        entryList("gk-signs gk-signs--types", types, page.theme),
        entryList("gk-signs", signs, page.theme),
      );
    },
  };
}

function entryList(className, entries, theme) {
  return element(
    "ul",
    className,
    ...entries.map(({ text, draw }) => element("li", "", swatch(draw, theme), quoted("span", "", text))),
  );
}

function swatch(draw, theme) {
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const made = element("canvas", "gk-swatch");
  made.width = SWATCH.width * ratio;
  made.height = SWATCH.height * ratio;
  made.setAttribute("aria-hidden", "true");
  const pen = made.getContext("2d");
  pen.scale(ratio, ratio);
  draw(pen, SWATCH.width / 2, SWATCH.height / 2, theme);
  return made;
}
