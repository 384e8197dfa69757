// Puts the page together. window.geokit is all that the outside sees.

const FIRST_VIEW = { padding: [36, 36], maxZoom: 9, animate: false };

function start(map, name) {
  const data = readIncidents(name);
  useWords(data.words);
  const sites = sitesOf(data.incidents);
  const siteOf = new Map(sites.flatMap((site) => site.incidents.map((incident) => [incident, site])));
  const panel = map.getContainer().closest(".gk-page").querySelector(".gk-panel");
  const page = {
    ...data,
    colourOf: paletteFor(data.incidents.map((incident) => incident.type)),
    incidentById: new Map(data.incidents.map((incident) => [incident.id, incident])),
    detailed: detailsReader(name),
    shown: { events: true, statements: false, names: true },
    open,
    select,
    focusItem: () => itemOf(panel, selected).focus(),
  };

  map.attributionControl?.setPrefix("Leaflet").addAttribution(asMarkup(data.attribution));
  const ground = drawGround(map, readBlock(`${name}_ground`));
  addShapePanes(map);
  if (data.fit) map.fitBounds(firstBounds(sites, ground), FIRST_VIEW);

  const shapes = L.layerGroup().addTo(map);
  const highlight = L.layerGroup().addTo(map);
  const openPopup = popupFor(map, page);
  const marks = markLayer(map, page.colourOf, {
    open: (incidents) => openPopup(incidents, incidents[0]),
    hover: light,
    arranged: () => names.arrange(marks.boxes()),
  });
  const names = nameLayer(map, data.places);
  let selected = null;

  function open(incident, options) {
    const site = siteOf.get(incident);
    if (!site) return showInList(panel, incident);
    if (!page.shown[site.layer]) showLayer(site.layer, true);
    if (!map.getBounds().contains(site.latLng)) {
      map.fitBounds(shapeBounds(site), { ...FIRST_VIEW, maxZoom: map.getZoom() });
    }
    openPopup(inOrderOfTime(site.incidents), incident, options);
  }

  function select(incident) {
    selected = incident;
    markSelected(panel, incident);
    light([]);
  }

  // Show the outlines of these sites, and that of the one that is open.
  function light(lit) {
    highlight.clearLayers();
    for (const site of new Set([...lit, siteOf.get(selected)])) {
      const shape = site && highlightShape(site);
      if (shape) highlight.addLayer(shape);
    }
  }

  function showLayer(layer, on) {
    page.shown[layer] = on;
    const box = panel.querySelector(`input[data-layer="${layer}"]`);
    box.checked = on;
    if (layer === "names") names.show(on);
    else draw();
  }

  function draw() {
    const shown = sites.filter((site) => page.shown[site.layer]);
    shapes.clearLayers();
    for (const site of largestFirst(shown)) {
      const shape = siteShape(site, siteColour(site, page.colourOf), ({ incidents }) =>
        openPopup(inOrderOfTime(incidents), incidents[0]),
      );
      if (shape) shapes.addLayer(shape);
    }
    marks.show(inOrderOfLayers(shown));
  }

  panel.replaceChildren(panelHead(page), layerChoice(page, showLayer), ...incidentLists(page));
  addLegend(map, data.incidents);
  draw();

  window.geokit.map = map;
  window.geokit.open = (id) => open(page.incidentById.get(id));
  window.geokit.marks = () =>
    data.incidents
      .filter((incident) => incident.located)
      .map((incident) => ({
        id: incident.id,
        lat: incident.lat,
        lon: incident.lon,
        layer: layerOf(incident),
        together: marks.groupWith(incident)?.sites.flatMap((site) => site.incidents).length ?? 0,
      }));
  window.geokit.ready = true;
}

// The events; what is no event where there is none; the ground where nothing has a place. A country is
// too much to look at while anything is known more closely.
function firstBounds(sites, ground) {
  const choices = [false, true].flatMap((countryOnly) =>
    LAYERS.map((layer) => sites.filter((site) => site.layer === layer && site.countryOnly === countryOnly)),
  );
  const chosen = choices.find((found) => found.length);
  if (!chosen) return ground.getLayers().length ? ground.getBounds() : L.latLngBounds([-60, -180], [75, 180]);
  return chosen.reduce((bounds, site) => bounds.extend(siteBounds(site)), L.latLngBounds([]));
}

function inOrderOfLayers(sites) {
  const order = (site) => LAYERS.indexOf(site.layer) * 2 + Number(site.countryOnly);
  return [...sites].sort((a, b) => order(a) - order(b));
}

// A small area must not lie under a large one.
function largestFirst(sites) {
  const size = new Map(sites.map((site) => [site, siteBounds(site)]));
  const extent = (site) => size.get(site).getSouthWest().distanceTo(size.get(site).getNorthEast());
  return [...sites].sort((a, b) => extent(b) - extent(a));
}

window.geokit = { start, ready: false };
