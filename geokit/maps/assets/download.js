// Downloads of what the filters leave: GeoJSON and CSV with the columns of geokit's own files.

const RUNS_IN_A_SPREADSHEET = /^'*[=+\-@\t\r\n＝＋－＠]/;

async function recordsOf(page) {
  const { incidents } = page;
  const made = [];
  for (const row of page.rows()) made.push([row, await incidents.record(row)]);
  return made;
}

async function filteredGeoJson(page) {
  const features = (await recordsOf(page)).map(([row, properties]) =>
    JSON.stringify({
      type: "Feature",
      id: page.incidents.ids[row],
      geometry: page.incidents.geometryOf(row),
      properties,
    }),
  );
  return `{"type": "FeatureCollection", "features": [\n${features.join(",\n")}\n]}\n`;
}

async function filteredCsv(page) {
  const { columns } = page.settings;
  const after = columns.includes("where_prec") ? columns.indexOf("where_prec") + 1 : columns.length;
  const header = [...columns.slice(0, after), "rep_lon", "rep_lat", ...columns.slice(after), "wkt"];
  const lines = (await recordsOf(page)).map(([row, properties]) => {
    const { incidents } = page;
    const located = incidents.isLocated(row)
      ? {
          rep_lon: incidents.lonOf(row),
          rep_lat: incidents.latOf(row),
          wkt: wktOf(incidents.geometryOf(row)),
        }
      : {};
    return header.map((name) => csvCell({ ...properties, ...located }[name]));
  });
  return [header.map(csvCell), ...lines].map((cells) => `${cells.join(",")}\n`).join("");
}

// A text that a spreadsheet would take for a formula gets an apostrophe before it.
function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string")
    return quotedCell(typeof value === "object" ? JSON.stringify(value) : String(value));
  return quotedCell(RUNS_IN_A_SPREADSHEET.test(value) ? `'${value}` : value);
}

function quotedCell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function wktOf({ type, coordinates, geometries }) {
  if (type === "GeometryCollection") return `GEOMETRYCOLLECTION (${geometries.map(wktOf).join(", ")})`;
  const written = (part) =>
    typeof part[0] === "number" ? part.join(" ") : `(${part.map(written).join(", ")})`;
  return `${type.toUpperCase()} ${type === "Point" ? `(${written(coordinates)})` : written(coordinates)}`;
}

function saveFile(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = element("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
