// The page's address holds the view: filters, period, place and zoom, so that a link restores it.

const VIEW_LAYERS = ["names", "provinces", "rivers", "borders"];
const WRITE_MS = 250;

function addressOf(page) {
  const { state, map } = page;
  const words = new URLSearchParams();
  const { lat, lng } = map.getCenter();
  words.set("at", `${lat.toFixed(4)},${lng.toFixed(4)},${map.getZoom()}`);
  for (const [name, options] of Object.entries(state.chosen))
    for (const option of [...options].sort()) words.append(name, option);
  if (state.period) words.set("period", state.period.map(dayText).join("/"));
  if (state.words) words.set("find", state.words);
  for (const layer of LAYERS)
    if (state.layers[layer] !== page.first.layers[layer])
      words.set(layer, state.layers[layer] ? "on" : "off");
  for (const layer of VIEW_LAYERS) if (!state.layers[layer]) words.set(layer, "off");
  if (state.sort !== page.first.sort) words.set("sort", state.sort);
  if (state.labels !== page.first.labels) words.set("labels", state.labels);
  if (page.selected() !== null) words.set("open", page.incidents.ids[page.selected()]);
  return words.toString();
}

// What of an address is understood; the rest is left as it is at first.
function readAddress(page, hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const state = firstState(page.incidents, pageLanguage());
  for (const facet of FACETS) {
    const known = new Set(optionsOf(facet, page.incidents));
    for (const option of words.getAll(facet.name))
      if (known.has(option)) state.chosen[facet.name].add(option);
  }
  const days = (words.get("period") ?? "").split("/").map(dayOfText);
  if (days.length === 2 && days.every((day) => day !== null) && days[0] <= days[1]) state.period = days;
  state.words = words.get("find") ?? "";
  for (const layer of [...LAYERS, ...VIEW_LAYERS])
    if (/^(on|off)$/.test(words.get(layer))) state.layers[layer] = words.get(layer) === "on";
  if (SORTS.includes(words.get("sort"))) state.sort = words.get("sort");
  if (LABEL_LANGUAGES.includes(words.get("labels"))) state.labels = words.get("labels");
  const at = (words.get("at") ?? "").split(",").map(Number);
  const isView = at.length === 3 && at.every(Number.isFinite);
  return {
    state,
    view: isView ? { center: [at[0], at[1]], zoom: at[2] } : null,
    open: page.incidents.rowOfId.get(words.get("open")) ?? null,
  };
}

function addressWriter(page) {
  let waiting = null;
  let written = null;

  function write() {
    waiting = null;
    written = `#${addressOf(page)}`;
    try {
      history.replaceState(null, "", written);
    } catch {
      // A page inside another has no address of its own.
    }
  }

  return {
    later() {
      waiting ??= setTimeout(write, WRITE_MS);
    },
    now: write,
    isOwn: () => location.hash === written,
  };
}
