// The shape in which a place is known: the ring within which a spot lies, a line, an area.

const MIXED_COLOUR = "#5b6770";

function addShapePanes(map) {
  map.createPane("gk-shapes").style.zIndex = 410;
  map.createPane("gk-highlight").style.zIndex = 420;
  map.getPane("gk-highlight").style.pointerEvents = "none";
}

// Null for a country: painting all of it would say more than is known.
function siteShape(site, colour, onClick) {
  if (site.countryOnly) return null;
  const shape = outline(site, { ...shapeStyle(site, colour ?? MIXED_COLOUR), pane: "gk-shapes" });
  shape?.on("click", (event) => {
    L.DomEvent.stop(event);
    onClick(site);
  });
  return shape;
}

// The less sure, the lighter.
function shapeStyle(site, color) {
  const sure = site.wherePrecision !== null && site.wherePrecision <= 3;
  const style = {
    color: darker(color),
    weight: 1.3,
    opacity: 0.8,
    fillColor: color,
    fillOpacity: sure ? 0.2 : 0.12,
  };
  if (isLine(site))
    return {
      ...style,
      color,
      weight: 6,
      opacity: sure ? 0.55 : 0.4,
      fill: false,
      dashArray: site.approximate ? "1 9" : null,
    };
  if (site.approximate) return { ...style, weight: 1.8, opacity: 0.7, dashArray: "2 6", lineCap: "round" };
  return style;
}

function highlightShape(site) {
  const look = site.countryOnly ? { weight: 1.2, opacity: 0.5 } : { weight: 2.2, opacity: 0.8 };
  const style = { pane: "gk-highlight", interactive: false, color: "#20242a", fill: false, ...look };
  return outline(site, { ...style, dashArray: site.approximate ? "3 6" : null });
}

function outline(site, style) {
  if (site.shape) {
    return L.geoJSON(site.shape, {
      ...style,
      style,
      pointToLayer: (_, spot) => L.circleMarker(spot, { ...style, radius: 4 }),
    });
  }
  return site.radiusKm > 0 ? L.circle(site.latLng, { ...style, radius: site.radiusKm * 1000 }) : null;
}

function isLine(site) {
  return site.shape !== null && site.shape.type.endsWith("LineString");
}

function shapeBounds(site) {
  return site.shape ? L.geoJSON(site.shape).getBounds() : site.latLng.toBounds(site.radiusKm * 2000);
}

// What the first view has to hold of a site: of a country only its mark.
function siteBounds(site) {
  return site.countryOnly ? L.latLngBounds([site.latLng]) : shapeBounds(site);
}
