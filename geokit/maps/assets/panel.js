// The panel beside the map: what is shown and from whom, search, and four tabs: the list, the filters, the
// map's layers, and what can be taken away.

const TABS = ["list", "filters", "layers", "save"];
const LABEL_LANGUAGES = ["en", "ko", "both"];
const THEMES = ["system", "light", "dark"];
const SEARCH_MS = 180;
const SOURCES_NAMED = 4;

function panelFor(panel, page) {
  const { incidents } = page;
  const facets = facetPanel(page);
  const search = searchBox(page);
  const switches = LAYERS.map((layer) => layerSwitch(layer, page));
  const chips = element("div", "gk-chips");
  const status = element("p", "gk-status");
  status.setAttribute("role", "status");
  const sort = sortChoice(page);
  const bar = element("div", "gk-list__bar", status, sort.made);
  const list = incidentList(page, bar);
  const detail = detailPane(page, () => show("list"));
  const layers = layersTab(page);
  const bodies = {
    list: [bar, list.made, detail.made],
    filters: [facets.made],
    layers: [layers.made],
    save: [saveTab(page)],
  };
  const tabs = TABS.map((name) => tabOf(name, () => show(name)));
  const panes = TABS.map((name) => tabPane(name, bodies[name]));
  const tabBar = element("div", "gk-tabs", ...tabs);
  tabBar.setAttribute("role", "tablist");
  tabBar.setAttribute("aria-label", say("page", "panel"));
  panel.replaceChildren(
    panelHead(page),
    element(
      "div",
      "gk-controls",
      search.made,
      element("div", "gk-switches", ...switches.map(({ made }) => made)),
    ),
    tabBar,
    chips,
    ...panes,
  );
  panel.addEventListener("scroll", () => list.render(), { capture: true, passive: true });
  walkable(tabBar, () => tabs);
  show("list");

  function show(name) {
    TABS.forEach((each, at) => {
      tabs[at].setAttribute("aria-selected", String(each === name));
      tabs[at].tabIndex = each === name ? 0 : -1;
      panes[at].hidden = each !== name;
    });
    if (name === "list") list.render();
  }

  return {
    list,
    show,
    showDetail(row, focus) {
      show("list");
      return detail.open(row, focus);
    },
    closeDetail: detail.close,
    update({ rows, counts }) {
      facets.update(counts);
      list.show(rows);
      switches.forEach(({ update }) => update());
      search.update();
      sort.update();
      layers.update();
      chips.replaceChildren(...chipsOf(page));
      status.textContent =
        rows.length === incidents.n
          ? sayCount("incident", rows.length)
          : say("page", "shownOf", { n: sayNumber(rows.length), all: sayNumber(incidents.n) });
      const chosen = Object.values(page.state.chosen).filter(({ size }) => size).length;
      tabs[1].querySelector(".gk-badge").textContent = chosen ? String(chosen) : "";
      tabs[1].querySelector(".gk-badge").hidden = !chosen;
    },
  };
}

function panelHead(page) {
  const { incidents } = page;
  let [events, unplaced] = [0, 0];
  for (let row = 0; row < incidents.n; row += 1) {
    if (incidents.isEvent(row)) events += 1;
    if (!incidents.isLocated(row)) unplaced += 1;
  }
  const statements = incidents.n - events;
  const counts = joined(
    sayCount("event", events),
    statements ? sayCount("statement", statements) : "",
    unplaced ? sayCount("unplaced", unplaced) : "",
  );
  const head = element("header", "gk-head", quoted("h1", "gk-title", page.settings.title));
  head.append(element("p", "gk-summary", incidents.n ? counts : say("page", "nothing")));
  const publishers = [...new Set(incidents.columns.publishers.values.flat())].sort(compareWords);
  if (publishers.length) {
    const named = publishers.slice(0, SOURCES_NAMED).join(", ");
    const others = publishers.length - SOURCES_NAMED;
    const names = others > 0 ? say("page", "andOthers", { names: named, n: others }) : named;
    head.append(quoted("p", "gk-sources", say("page", "sources", { names })));
  }
  return head;
}

function searchBox(page) {
  const input = element("input", "gk-search");
  input.type = "search";
  input.placeholder = say("page", "search");
  input.setAttribute("aria-label", say("page", "search"));
  let waiting = null;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = null;
      page.find(input.value);
    }, SEARCH_MS);
  });
  return {
    made: input,
    update() {
      // What is being typed stays.
      if (waiting === null && document.activeElement !== input) input.value = page.state.words;
    },
  };
}

function layerSwitch(layer, page) {
  const { incidents } = page;
  const members = incidents.ids.filter((_, row) => incidents.isEvent(row) === (layer === "events")).length;
  const box = element("input");
  box.type = "checkbox";
  box.dataset.layer = layer;
  box.addEventListener("change", () => page.setLayer(layer, box.checked));
  const sign = dotOf({ type: "order", isEvent: layer === "events" }, () => "var(--soft-ink)");
  const made = element(
    "label",
    "gk-switch",
    box,
    sign,
    element("span", "", say("page", layer)),
    countOf(members),
  );
  if (layer === "statements") made.title = say("page", "statementsNote");
  return { made, update: () => (box.checked = page.state.layers[layer]) };
}

function countOf(number) {
  return element("span", "gk-count", sayNumber(number));
}

function tabOf(name, onClick) {
  const badge = element("span", "gk-badge");
  badge.hidden = true;
  const tab = button("gk-tab", onClick, element("span", "", say("page", `tab_${name}`)), badge);
  tab.id = `gk-tab-${name}`;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", `gk-pane-${name}`);
  return tab;
}

function tabPane(name, children) {
  const pane = element("div", `gk-pane gk-pane--${name}`, ...children);
  pane.id = `gk-pane-${name}`;
  pane.setAttribute("role", "tabpanel");
  pane.setAttribute("aria-labelledby", `gk-tab-${name}`);
  return pane;
}

// What is chosen, each with a way to take it back.
function chipsOf(page) {
  const { state } = page;
  const chips = [];
  for (const [name, options] of Object.entries(state.chosen))
    for (const option of options)
      chips.push([sayOption(name, option), () => page.choose(name, option, false)]);
  if (state.words) chips.push([`“${state.words}”`, () => page.find("")]);
  const made = chips.map(([text, undo]) => {
    const chip = button("gk-chip", undo, quoted("span", "", text), element("span", "gk-chip__cross", "×"));
    chip.setAttribute("aria-label", say("page", "takeBack", { text }));
    return chip;
  });
  if (chips.length > 1) made.push(button("gk-textbutton", () => page.clear(), say("page", "clearAll")));
  const box = element("div", "gk-chips__row", ...made);
  if (made.length) walkable(box, () => made);
  return made.length ? [box] : [];
}

function sortChoice(page) {
  const choice = element("select", "gk-sort");
  choice.setAttribute("aria-label", say("page", "sort"));
  for (const name of SORTS) {
    const option = element("option", "", say("page", `sort_${name}`));
    option.value = name;
    choice.append(option);
  }
  choice.addEventListener("change", () => page.set({ sort: choice.value }));
  return { made: choice, update: () => (choice.value = page.state.sort) };
}

// What has no place has nothing to point a popup at: it is read in the list's stead.
function detailPane(page, back) {
  const made = element("div", "gk-detail");
  made.hidden = true;

  async function open(row, focus) {
    const incident = await page.incidents.record(row);
    const closer = button(
      "gk-textbutton gk-detail__back",
      () => close(row),
      `‹ ${say("page", "backToList")}`,
    );
    made.replaceChildren(closer, detailsOf(row, incident, page));
    made.hidden = false;
    made.parentElement.classList.add("gk-pane--detail");
    page.select(row);
    if (focus) closer.focus();
  }

  function close(row) {
    if (made.hidden) return;
    made.hidden = true;
    made.parentElement.classList.remove("gk-pane--detail");
    if (row === undefined) return;
    back();
    page.list.focus(row);
    page.select(null);
  }

  made.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") made.firstChild.click();
  });
  return { made, open, close };
}

function layersTab(page) {
  const ground = choiceGroup("groundLayers", VIEW_LAYERS, "checkbox", (layer, on) =>
    page.setLayer(layer, on),
  );
  const labels = choiceGroup("labelLanguage", LABEL_LANGUAGES, "radio", (labels) => page.set({ labels }));
  const themes = choiceGroup("appearance", THEMES, "radio", (theme) => page.setTheme(theme));
  return {
    made: element("div", "gk-choices", ground.made, labels.made, themes.made),
    update() {
      ground.update((layer) => page.state.layers[layer]);
      labels.update((language) => page.state.labels === language);
      themes.update((theme) => (document.documentElement.dataset.theme ?? "system") === theme);
    },
  };
}

function choiceGroup(name, values, type, onChange) {
  const boxes = values.map((value) => {
    const box = element("input");
    box.type = type;
    box.name = `gk-${name}`;
    box.value = value;
    box.dataset.layer = value;
    box.addEventListener("change", () => onChange(value, box.checked));
    return box;
  });
  const rows = boxes.map((box, at) =>
    element(
      "label",
      "gk-option",
      box,
      element("span", "gk-option__name", say("page", `${name}_${values[at]}`)),
    ),
  );
  const made = element("fieldset", "gk-choice", element("legend", "", say("page", name)), ...rows);
  // The browser walks in radio buttons by itself.
  if (type === "checkbox") walkable(made, () => boxes);
  return { made, update: (isOn) => boxes.forEach((box) => (box.checked = isOn(box.value))) };
}

function saveTab(page) {
  const copied = element("p", "gk-note gk-copied");
  copied.setAttribute("role", "status");
  const actions = [
    [
      "copyLink",
      () =>
        page.copyLink().then((done) => (copied.textContent = say("page", done ? "copied" : "copyByHand"))),
    ],
    ["savePng", () => savePicture(page)],
    ["print", () => window.print()],
    [
      "saveGeoJson",
      async () => saveFile("incidents.geojson", "application/geo+json", await filteredGeoJson(page)),
    ],
    ["saveCsv", async () => saveFile("incidents.csv", "text/csv", await filteredCsv(page))],
  ];
  const buttons = actions.map(([name, act]) => {
    const made = button(
      "gk-action",
      act,
      element("span", "gk-action__name", say("page", name)),
      element("span", "gk-action__note", say("page", `${name}Note`)),
    );
    made.dataset.action = name;
    return made;
  });
  return element("div", "gk-actions", ...buttons, copied);
}
