// Elements. Text always enters the page through here, as text and never as markup.

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function button(className, onClick, ...children) {
  const made = element("button", className, ...children);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

// Words of a report keep their own direction and cannot turn that of the page.
function quoted(tag, className, text) {
  const made = element(tag, className, String(text));
  made.dir = "auto";
  return made;
}

// A link only where an address leads to the web; null otherwise.
function webLink(address, text) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  const made = element("a", "gk-link", text);
  made.href = url.href;
  made.rel = "noopener noreferrer";
  made.target = "_blank";
  return made;
}

// Leaflet takes credits and names of layers as markup.
function asMarkup(text) {
  return element("span", "", text).innerHTML;
}

const addNamedLayer = L.Control.Layers.prototype._addLayer;
L.Control.Layers.include({
  _addLayer(layer, name, isOverlay) {
    addNamedLayer.call(this, layer, asMarkup(String(name)), isOverlay);
  },
});
