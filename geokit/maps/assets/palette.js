// A colour a type. Those of events are Paul Tol's "muted" scheme, made for colour-blind readers; what is
// no event is drawn in greys and browns. A type of the user's own takes the next colour that is free.

const EVENT_COLOURS = {
  crossing: "#117733",
  arrest: "#332288",
  detention: "#88ccee",
  repatriation: "#999933",
  shooting: "#882255",
  punishment: "#cc6677",
  smuggling: "#ddcc77",
  investigation: "#44aa99",
  security_measure: "#aa4499",
  other: "#a0a0a0",
};
const STATEMENT_COLOURS = {
  order: "#4a4a4a",
  threat: "#8c510a",
  inducement: "#bf9b30",
  statistic: "#8a8f98",
};
const FREE_COLOURS = ["#0077bb", "#ee7733", "#009988", "#cc3311", "#33bbee", "#ee3377"];

function paletteFor(types) {
  const colours = new Map(Object.entries({ ...EVENT_COLOURS, ...STATEMENT_COLOURS }));
  const others = [...new Set(types)].filter((type) => !colours.has(type)).sort();
  others.forEach((type, number) => colours.set(type, FREE_COLOURS[number % FREE_COLOURS.length]));
  return (type) => colours.get(type);
}

// For edges: a light colour alone is lost on paper.
function darker(colour) {
  const channels = colour.match(/\w\w/g).map((channel) => Math.round(parseInt(channel, 16) * 0.65));
  return `rgb(${channels.join(", ")})`;
}

// Of each type how many, the most frequent first.
function typeCounts(incidents) {
  const counts = new Map();
  for (const { type } of incidents) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
}
