// The incidents: columns that stand ready, and texts that are read when they are asked for.

const AS_EXPECTED = 0;
const MICRODEGREES = 1e6;
const DAY = 86400000;

async function readIncidents(name, settings) {
  const [ids, overview] = await Promise.all(["ids", "overview"].map((part) => readPart(name, part)));
  const { n, plain, coded, following, shapes } = overview;
  const texts = chunkReader(name, "texts", overview.chunk);
  const details = chunkReader(name, "details", overview.chunk);
  const columns = Object.fromEntries(
    Object.entries(coded).map(([column, { values, codes }]) => [
      column,
      { values, codes: Int32Array.from(codes) },
    ]),
  );
  const rowOfId = new Map(ids.map((id, row) => [id, row]));
  const say = (column, row) => columns[column].values[columns[column].codes[row]];
  const follow = (column, row) => {
    const [leader, values] = following[column];
    return values[columns[leader].codes[row]];
  };

  // One incident as the file of incidents has it, every column in its order.
  async function record(row) {
    await Promise.all([texts.need([row]), details.need([row])]);
    const made = {};
    for (const column of settings.columns) {
      if (column in columns) made[column] = say(column, row);
      else if (column in following) made[column] = follow(column, row);
      else if (column === "id") made.id = ids[row];
      else if (column === "is_event") made.is_event = plain.is_event[row] === 1;
      else if (column === "date_start" || column === "date_end") made[column] = dayText(plain[column][row]);
      else made[column] = texts.get(column, row) ?? details.get(column, row);
    }
    workOut(made);
    if (made.reports) made.reports = made.reports.map((telling) => wholeTelling(telling, made));
    return made;
  }

  // What the file leaves out because it follows from the rest.
  function workOut(made) {
    if (made.end === AS_EXPECTED) made.end = made.start + Array.from(made.quote).length;
    if (made.place_text === AS_EXPECTED) made.place_text = made.place_name;
    if (!Array.isArray(made.evidence)) return;
    made.evidence = Object.fromEntries(
      made.evidence.map(([slot, from, to, rule]) => [
        slot,
        { start: from + made.start, end: to + made.start, rule },
      ]),
    );
  }

  function wholeTelling({ "-": missing = [], ...differing }, incident) {
    const made = {};
    for (const key of settings.tellingColumns) {
      if (Object.hasOwn(differing, key)) made[key] = differing[key];
      else if (Object.hasOwn(incident, key) && !missing.includes(key)) made[key] = incident[key];
    }
    return made;
  }

  return {
    n,
    ids,
    rowOfId,
    columns,
    say,
    shapes,
    shapeOf: (row) => plain.geometry[row],
    isEvent: (row) => plain.is_event[row] === 1,
    isLocated: (row) => plain.lat[row] !== null,
    latOf: (row) => plain.lat[row] / MICRODEGREES,
    lonOf: (row) => plain.lon[row] / MICRODEGREES,
    startOf: (row) => dayNumber(plain.date_start[row]),
    endOf: (row) => dayNumber(plain.date_end[row]),
    titleOf: (row) => texts.get("title", row),
    texts,
    record,
    geometryOf: (row) =>
      plain.geometry[row] !== null
        ? shapes[plain.geometry[row]]
        : plain.lat[row] === null
          ? null
          : {
              type: "Point",
              coordinates: [plain.lon[row] / MICRODEGREES, plain.lat[row] / MICRODEGREES],
            },
  };
}

function dayNumber(value) {
  return typeof value === "number" ? value : null;
}

function dayText(value) {
  return typeof value === "number" ? new Date(value * DAY).toISOString().slice(0, 10) : value;
}

function dayOfText(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : time / DAY;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
