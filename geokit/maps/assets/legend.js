// The legend on the map: what each kind of mark says about how its place is known.

function addLegend(map, incidents) {
  const signs = signsUsed(incidents.filter((incident) => incident.located));
  if (!signs.length) return;
  const list = element("ul", "gk-signs");
  for (const sign of signs)
    list.append(element("li", "", swatch(sign), element("span", "", say("page", sign))));
  const legend = element("details", "gk-legend", element("summary", "", say("page", "legend")), list);
  // On a small map it would cover what it explains.
  legend.open = map.getSize().x >= 640;
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => legend;
  control.addTo(map);
  L.DomEvent.disableClickPropagation(legend);
}

// Only the signs that this map holds.
function signsUsed(incidents) {
  const has = (test) => incidents.some(test);
  const country = (incident) => incident.where_prec === COUNTRY_ONLY;
  return [
    has((incident) => incident.geometry === null && !country(incident)) && "legendSpot",
    has((incident) => incident.geometry !== null && !country(incident)) && "legendWithin",
    has((incident) => ["approximate", "computed"].includes(incident.shape_basis)) && "legendApproximate",
    has(country) && "legendCountry",
    has((incident) => !incident.is_event) && "legendStatement",
    incidents.length > 1 && "legendSeveral",
  ].filter(Boolean);
}

function swatch(sign) {
  const made = element("span", `gk-swatch gk-swatch--${sign}`, sign === "legendSeveral" ? "3" : "");
  made.setAttribute("aria-hidden", "true");
  return made;
}
