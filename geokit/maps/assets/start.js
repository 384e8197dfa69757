// Puts the page together. window.geokit is all that the outside sees.

const FIRST_VIEW = { padding: [36, 36], maxZoom: 9, animate: false };

async function start(map, name) {
  const settings = readSettings(name);
  useWords(settings);
  const [incidents, places, labels, ground] = await Promise.all([
    readIncidents(name, settings),
    ...["places", "labels", "ground"].map((part) => readPart(name, part)),
  ]);
  nameCountries(
    incidents.columns.country.values.flatMap((value) => (value ?? "").split("/")).filter(Boolean),
  );
  const whole = map.getContainer().closest(".gk-page");
  const filter = filterFor(incidents);
  const search = searchFor(incidents);
  const first = firstState(incidents, pageLanguage());
  const eventTypes = new Set(
    incidents.ids
      .map((_, row) => row)
      .filter(incidents.isEvent)
      .map((row) => incidents.say("type", row)),
  );
  let result = { rows: [] };
  let hits = null;
  let asked = 0;
  let selected = null;

  const page = {
    settings,
    incidents,
    map,
    first,
    dates: filter,
    state: structuredClone(first),
    colourOf: (type) => settings.colours[type ?? "other"],
    theme: readTheme(),
    isEventType: (type) => eventTypes.has(type),
    rows: () => result.rows,
    selected: () => selected,
    set: (some) => change(() => Object.assign(page.state, some)),
    setLayer(layer, on) {
      page.state.layers[layer] = on;
      if (!LAYERS.includes(layer)) groundDrawn.redraw();
      update();
    },
    setPeriod: (period) => change(() => (page.state.period = period)),
    choose: (facet, option, on) =>
      change(() => (on ? page.state.chosen[facet].add(option) : page.state.chosen[facet].delete(option))),
    clear() {
      for (const options of Object.values(page.state.chosen)) options.clear();
      return find("");
    },
    find,
    open,
    select,
    light: (rows) => marks.light(selected === null ? rows : [...rows, selected]),
    fit: () => map.fitBounds(firstBounds(page, marks, ground), FIRST_VIEW),
    focusItem: () => panel.list.focus(selected),
    legendReach: () => legend.reach(),
    markBoxes: () => marks.boxes(),
    arranged: () => names.redraw(),
    redraw: () => marks.redraw(),
    sayShown: () => sayShown(page, time),
    copyLink,
    setTheme,
    drawMap(pen, view) {
      groundDrawn.draw(pen, view);
      marks.draw(pen, view);
      names.draw(pen, view);
    },
  };

  if (map.attributionControl) giveCredit(map, settings.attribution);
  const groundDrawn = groundLayer(map, ground, page);
  const marks = markLayer(map, page);
  const names = labelLayer(map, labels, places, page);
  const popup = popupFor(map, page);
  const time = timeline(whole.querySelector(".gk-time"), page);
  const panel = panelFor(whole.querySelector(".gk-panel"), page);
  page.list = panel.list;
  const tools = mapTools(map, page);
  const legend = legendControl(map, page);
  const address = addressWriter(page);
  const [center, zoom] = [map.getCenter(), map.getZoom()];
  // The timeline has taken its room from the map.
  map.invalidateSize({ animate: false });
  if (settings.fit) page.fit();
  else map.setView(center, zoom, { reset: true });
  for (const layer of [groundDrawn, names, marks]) layer.addTo(map);
  pointAt(map, marks, page, tools);
  markWalker(map, marks, page);
  printable(page);
  await restore();
  map.on("moveend", address.later);
  window.addEventListener("hashchange", () => address.isOwn() || restore());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);

  function change(how) {
    how();
    update();
  }

  function update() {
    result = filter.apply(page.state, hits);
    marks.show(result.rows.filter(incidents.isLocated));
    legend.update(result.rows);
    time.update(result);
    panel.update(result);
    page.standWalker?.();
    address.later();
  }

  async function find(words) {
    const ask = (asked += 1);
    page.state.words = words.trim();
    const found = await search(page.state.words);
    if (ask !== asked) return;
    hits = found;
    update();
  }

  function open(row, { focus = false, rows = null, stay = false } = {}) {
    const layer = incidents.isEvent(row) ? "events" : "statements";
    if (!page.state.layers[layer]) page.setLayer(layer, true);
    if (!incidents.isLocated(row)) {
      popup.close();
      return panel.showDetail(row, focus);
    }
    panel.closeDetail();
    const spot = L.latLng(incidents.latOf(row), incidents.lonOf(row));
    if (!stay && !map.getBounds().contains(spot)) {
      map.fitBounds(marks.shapeBounds(row), { ...FIRST_VIEW, maxZoom: map.getZoom() });
    }
    const here =
      rows ?? [...(marks.groupWith(row)?.rows ?? [row])].filter((other) => sameSpot(incidents, row, other));
    return popup.open(here, row, { focus, stay });
  }

  function select(row) {
    selected = row;
    panel.list.select(row);
    page.light([]);
    address.later();
  }

  async function restore() {
    const { state, view, open: opened } = readAddress(page, location.hash);
    page.state = state;
    if (view) map.setView(view.center, view.zoom, { reset: true });
    groundDrawn.redraw();
    await find(state.words);
    if (opened !== null) await open(opened, { stay: view !== null });
  }

  async function copyLink() {
    address.now();
    try {
      await navigator.clipboard.writeText(location.href);
      return true;
    } catch {
      return false;
    }
  }

  function setTheme(theme) {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    repaint();
  }

  function repaint() {
    page.theme = readTheme();
    groundDrawn.redraw();
    update();
  }

  Object.assign(window.geokit, {
    map,
    page,
    measure: tools,
    timeline: time,
    open: (id) => open(incidents.rowOfId.get(id)),
    labels: () => names.written(),
    groups: () => groupsShown(incidents, marks, map),
    marks: () => marksShown(incidents, marks),
    picture: () => drawPicture(page, page.theme),
    ready: true,
  });
}

function sameSpot(incidents, a, b) {
  return (
    incidents.latOf(a) === incidents.latOf(b) &&
    incidents.lonOf(a) === incidents.lonOf(b) &&
    incidents.shapeOf(a) === incidents.shapeOf(b)
  );
}

// What the picture and the print say under their title.
function sayShown(page, time) {
  const { incidents, state } = page;
  const n = say("page", "shownOf", { n: sayNumber(page.rows().length), all: sayNumber(incidents.n) });
  const chosen = Object.entries(state.chosen).flatMap(([name, options]) =>
    [...options].map((option) => sayOption(name, option)),
  );
  const words = state.words ? `“${state.words}”` : "";
  return [n, state.period ? time.say() : "", ...chosen, words].filter(Boolean).join(" · ");
}

// The events; what is no event where there is none; the ground where nothing has a place. A country is
// too much to look at while anything is known more closely.
function firstBounds({ incidents }, marks, ground) {
  const located = incidents.ids.map((_, row) => row).filter(incidents.isLocated);
  const choices = [false, true].flatMap((countryOnly) =>
    [true, false].map((isEvent) =>
      located.filter(
        (row) => incidents.isEvent(row) === isEvent && isCountryOnly(incidents, row) === countryOnly,
      ),
    ),
  );
  const chosen = choices.find((found) => found.length);
  if (chosen) return marks.boundsOfAll(chosen);
  const bounds = groundBounds(ground);
  return bounds.isValid() ? bounds : L.latLngBounds([-60, -180], [75, 180]);
}

// For tests and for scripts of the user's own: each incident that has a place, and with how many others its
// mark stands (none where it is not shown).
function marksShown(incidents, marks) {
  const together = new Map(marks.groups().flatMap(({ rows }) => rows.map((row) => [row, rows.length])));
  return incidents.ids
    .map((id, row) => ({ id, row }))
    .filter(({ row }) => incidents.isLocated(row))
    .map(({ id, row }) => ({
      id,
      lat: incidents.latOf(row),
      lon: incidents.lonOf(row),
      layer: incidents.isEvent(row) ? "events" : "statements",
      together: together.get(row) ?? 0,
    }));
}

function groupsShown(incidents, marks, map) {
  const size = map.getSize();
  return marks
    .groups()
    .map((group) => ({ group, at: marks.place(group) }))
    .filter(({ at }) => at.x >= 0 && at.y >= 0 && at.x <= size.x && at.y <= size.y)
    .map(({ group, at }) => ({
      ids: group.rows.map((row) => incidents.ids[row]),
      x: at.x,
      y: at.y,
      isEvent: group.sign.isEvent,
      country: group.sign.country,
      hollow: group.sign.hollow,
    }));
}

window.geokit = { start, ready: false, marks: () => [] };
