// A layer of the map that is one canvas. It is drawn anew when the map has come to rest, and stretched
// while it zooms.

// How much more than the view is drawn on each side, so that a short pull shows no empty edge.
const MARGIN = 0.2;

const CanvasLayer = L.Layer.extend({
  initialize(pane, draw) {
    this._paneName = pane;
    this._draw = draw;
  },

  onAdd(map) {
    const animated = map.options.zoomAnimation && L.Browser.any3d;
    this._canvas = element("canvas", `gk-canvas leaflet-zoom-${animated ? "animated" : "hide"}`);
    this._canvas.setAttribute("aria-hidden", "true");
    map.getPane(this._paneName).append(this._canvas);
    this.redraw();
  },

  onRemove() {
    this._canvas.remove();
  },

  getEvents() {
    return {
      moveend: this.redraw,
      resize: this.redraw,
      zoom: () => this._stretch(this._map.getCenter(), this._map.getZoom()),
      zoomanim: ({ center, zoom }) => this._stretch(center, zoom),
    };
  },

  redraw() {
    if (!this._map) return;
    const map = this._map;
    const margin = map.getSize().multiplyBy(MARGIN).round();
    const topLeft = map.containerPointToLayerPoint(L.point(0, 0).subtract(margin));
    const size = map.getSize().add(margin.multiplyBy(2));
    this._zoom = map.getZoom();
    this._corner = map.layerPointToLatLng(topLeft);
    this.view = viewOf(map, map.getPixelOrigin().add(topLeft), size, margin);
    const ratio = window.devicePixelRatio || 1;
    this._canvas.width = Math.round(size.x * ratio);
    this._canvas.height = Math.round(size.y * ratio);
    this._canvas.style.width = `${size.x}px`;
    this._canvas.style.height = `${size.y}px`;
    L.DomUtil.setTransform(this._canvas, topLeft, 1);
    this.repaint();
  },

  // The same view once more, with other looks.
  repaint() {
    if (!this._map) return;
    const pen = this._canvas.getContext("2d");
    const ratio = this._canvas.width / this.view.size.x;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, this.view.size.x, this.view.size.y);
    this._draw(pen, this.view);
  },

  _stretch(center, zoom) {
    const map = this._map;
    const paneAt = L.DomUtil.getPosition(map.getPane("mapPane"));
    const origin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(paneAt).round();
    const at = map.project(this._corner, zoom).subtract(origin);
    L.DomUtil.setTransform(this._canvas, at, map.getZoomScale(zoom, this._zoom));
  },
});

// What a drawing needs to know: where on the world's plane it begins, and how large that plane is.
function viewOf(map, origin, size, margin) {
  const { crs } = map.options;
  const scale = crs.scale(map.getZoom()) / crs.scale(0);
  return {
    zoom: map.getZoom(),
    size,
    margin,
    scale,
    origin,
    x: (worldX) => worldX * scale - origin.x,
    y: (worldY) => worldY * scale - origin.y,
  };
}

// Of positions the place on the world's plane at zoom 0, by which a drawing at any zoom is a multiplication.
function worldPoint(map, lat, lon) {
  return map.options.crs.latLngToPoint(L.latLng(lat, lon), 0);
}

// A line or ring on that plane, with its bounds.
function worldPath(map, positions) {
  const path = { xy: new Float64Array(positions.length * 2), bounds: L.bounds([]) };
  positions.forEach(([lon, lat], number) => {
    const point = worldPoint(map, lat, lon);
    path.xy[number * 2] = point.x;
    path.xy[number * 2 + 1] = point.y;
    path.bounds.extend(point);
  });
  return path;
}

function worldPaths(map, { type, coordinates, geometries }) {
  if (type === "GeometryCollection") return geometries.flatMap((inner) => worldPaths(map, inner));
  if (type === "MultiPoint") return coordinates.map((position) => worldPath(map, [position]));
  const depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[type];
  return [coordinates].flat(depth).map((positions) => worldPath(map, positions));
}

function isArea(geometry) {
  return geometry.type.endsWith("Polygon");
}

function tracePaths(pen, view, paths, closed) {
  for (const { xy, bounds } of paths) {
    if (view.x(bounds.max.x) < 0 || view.x(bounds.min.x) > view.size.x) continue;
    if (view.y(bounds.max.y) < 0 || view.y(bounds.min.y) > view.size.y) continue;
    let lastX = NaN;
    let lastY = NaN;
    for (let at = 0; at < xy.length; at += 2) {
      const x = view.x(xy[at]);
      const y = view.y(xy[at + 1]);
      // What lies within half a pixel cannot be seen; the last point closes the line.
      if (at && at < xy.length - 2 && Math.abs(x - lastX) < 0.5 && Math.abs(y - lastY) < 0.5) continue;
      if (at) pen.lineTo(x, y);
      else pen.moveTo(x, y);
      lastX = x;
      lastY = y;
    }
    if (closed) pen.closePath();
  }
}
