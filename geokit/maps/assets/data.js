// The data blocks of the page, and the records in them.

function readBlock(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

// A table holds a list of values a column; give the records.
function records(table) {
  const names = Object.keys(table.columns);
  const length = names.length ? table.columns[names[0]].length : 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, table.columns[name][row]])),
  );
}

function inOrderOfTime(incidents) {
  const end = "~";
  return [...incidents].sort(
    (a, b) =>
      compare(a.date_start ?? end, b.date_start ?? end) ||
      compare(a.date_edtf ?? end, b.date_edtf ?? end) ||
      a.row - b.row,
  );
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readIncidents(name) {
  const overview = readBlock(`${name}_overview`);
  const incidents = records(overview.incidents);
  incidents.forEach((incident, row) => {
    incident.row = row;
    incident.located = incident.lat !== null;
    incident.shapeDrawn = incident.geometry === null ? null : overview.incidents.shapes[incident.geometry];
  });
  return { ...overview, incidents, places: records(overview.places) };
}

// The texts are most of the file: they are read when the first of them is asked for.
function detailsReader(name) {
  let details = null;
  return (incident) => {
    details ??= records(readBlock(`${name}_details`));
    return { ...incident, ...details[incident.row] };
  };
}
