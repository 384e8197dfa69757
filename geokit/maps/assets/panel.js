// The head of the panel: what is shown, from whom, and the choice of layers with their types.

function panelHead(page) {
  const { incidents } = page;
  const count = (test) => incidents.filter(test).length;
  const events = count((incident) => incident.is_event);
  const statements = incidents.length - events;
  const unplaced = count((incident) => !incident.located);
  const counts = joined(
    sayCount("event", events),
    statements ? sayCount("statement", statements) : "",
    unplaced ? sayCount("unplaced", unplaced) : "",
  );
  const head = element("header", "gk-head", quoted("h1", "gk-title", page.title));
  head.append(element("p", "gk-summary", incidents.length ? counts : say("page", "nothing")));
  if (page.publishers.length) {
    head.append(quoted("p", "gk-sources", say("page", "sources", { names: page.publishers.join(", ") })));
  }
  return head;
}

function layerChoice(page, onChange) {
  const choice = element("fieldset", "gk-layers", element("legend", "", say("page", "show")));
  for (const layer of LAYERS) {
    const located = page.incidents.filter((incident) => incident.located && layerOf(incident) === layer);
    choice.append(layerRow(page, layer, located.length, onChange));
    if (located.length) choice.append(typeList(page, located));
  }
  choice.append(layerRow(page, "names", page.places.length, onChange));
  return choice;
}

function layerRow(page, layer, count, onChange) {
  const box = element("input");
  box.type = "checkbox";
  box.checked = page.shown[layer];
  box.dataset.layer = layer;
  box.addEventListener("change", () => onChange(layer, box.checked));
  return element("label", "gk-layer", box, element("span", "", say("page", layer)), countOf(count));
}

function typeList(page, incidents) {
  const list = element("ul", "gk-types");
  for (const [type, count] of typeCounts(incidents)) {
    const sample = incidents.find((incident) => incident.type === type);
    list.append(
      element("li", "", dotOf(sample, page.colourOf), quoted("span", "", say("types", type)), countOf(count)),
    );
  }
  return list;
}

function countOf(number) {
  return element("span", "gk-count", String(number));
}
