// Sites: incidents of one layer whose place is the very same. A site is drawn once and opened page by page.

const LAYERS = ["events", "statements"];
const COUNTRY_ONLY = 6;

function layerOf(incident) {
  return incident.is_event ? "events" : "statements";
}

function sitesOf(incidents) {
  const sites = new Map();
  for (const incident of incidents) {
    if (!incident.located) continue;
    const key = [layerOf(incident), incident.lat, incident.lon, incident.geometry].join(" ");
    if (!sites.has(key)) sites.set(key, newSite(incident));
    const site = sites.get(key);
    site.incidents.push(incident);
    site.radiusKm = Math.max(site.radiusKm, incident.radius_km ?? 0);
    site.approximate ||= ["approximate", "computed"].includes(incident.shape_basis);
  }
  return [...sites.values()];
}

function newSite(incident) {
  return {
    layer: layerOf(incident),
    latLng: L.latLng(incident.lat, incident.lon),
    shape: incident.shapeDrawn,
    countryOnly: incident.where_prec === COUNTRY_ONLY,
    wherePrecision: incident.where_prec,
    radiusKm: 0,
    approximate: false,
    incidents: [],
  };
}

// The one colour of a site, or null where its incidents are of several types.
function siteColour(site, colourOf) {
  const types = new Set(site.incidents.map((incident) => incident.type));
  return types.size === 1 ? colourOf([...types][0]) : null;
}
