// What stands on the map beside the zoom: the whole view, measuring, full screen; and where the pointer is.

const ICONS = {
  fit: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5M7 7h6v6H7z",
  measure: "M2.5 13 13 2.5 17.5 7 7 17.5zM6 9.5l1.8 1.8M9 6.5l1.8 1.8M12 3.5l1.8 1.8",
  fullscreen: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5",
};

function mapTools(map, page) {
  const measure = measureTool(map);
  const bar = element("div", "leaflet-bar gk-tools");
  const fit = toolButton("fit", () => page.fit());
  const measuring = toolButton("measure", () => {
    measure.turn(!measure.isOn());
    measuring.setAttribute("aria-pressed", String(measure.isOn()));
    if (measure.isOn()) map.getContainer().focus();
  });
  measuring.setAttribute("aria-pressed", "false");
  bar.append(fit, measuring);
  if (document.fullscreenEnabled) {
    const whole = map.getContainer().closest(".gk-page");
    const full = toolButton("fullscreen", () =>
      document.fullscreenElement ? document.exitFullscreen() : whole.requestFullscreen(),
    );
    full.setAttribute("aria-pressed", "false");
    document.addEventListener("fullscreenchange", () =>
      full.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement))),
    );
    bar.append(full);
  }
  const control = L.control({ position: "topleft" });
  control.onAdd = () => bar;
  control.addTo(map);
  L.DomEvent.disableClickPropagation(bar);
  addReadout(map, measure.result);
  nameZoomButtons(map);
  return measure;
}

function toolButton(name, onClick) {
  const namespace = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(namespace, "svg");
  icon.setAttribute("viewBox", "0 0 20 20");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", ICONS[name]);
  icon.append(path);
  const made = button("gk-tool", onClick, icon);
  made.setAttribute("aria-label", say("page", name));
  made.title = say("page", name);
  return made;
}

// Where the pointer is; without one, the middle of the map.
function addReadout(map, measured) {
  const where = element("span", "gk-readout__where");
  const made = element("div", "gk-readout", measured, where);
  const show = ({ lat, lng }) => (where.textContent = sayPosition(lat, lng));
  map.on("mousemove", ({ latlng }) => show(latlng.wrap()));
  map.on("moveend mouseout", () => show(map.getCenter().wrap()));
  const control = L.control({ position: "bottomright" });
  control.onAdd = () => made;
  control.addTo(map);
  show(map.getCenter().wrap());
}

function sayPosition(lat, lon) {
  const part = (value, positive, negative) =>
    `${Math.abs(value).toFixed(4)}° ${say("page", value < 0 ? negative : positive)}`;
  return `${part(lat, "north", "south")}, ${part(lon, "east", "west")}`;
}

function nameZoomButtons(map) {
  for (const [name, key] of [
    ["in", "zoomIn"],
    ["out", "zoomOut"],
  ]) {
    const made = map.getContainer().querySelector(`.leaflet-control-zoom-${name}`);
    made?.setAttribute("aria-label", say("page", key));
    made?.setAttribute("title", say("page", key));
  }
}

function giveCredit(map, attribution) {
  map.attributionControl.setPrefix("Leaflet").addAttribution(asMarkup(attribution));
  const credits = map.attributionControl.getContainer();
  const tell = () =>
    map.getContainer().style.setProperty("--credits-height", `${credits.offsetHeight}px`);
  new ResizeObserver(tell).observe(credits);
}
