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
  order: "#5c6670",
  threat: "#8c510a",
  inducement: "#bf9b30",
  statistic: "#8a8f98",
};
const FREE_COLOURS = ["#0077bb", "#ee7733", "#009988", "#cc3311", "#33bbee", "#ee3377"];

function paletteFor(types) {
  const colours = new Map(Object.entries({ ...EVENT_COLOURS, ...STATEMENT_COLOURS }));
  const others = types.filter((type) => !colours.has(type)).sort();
  others.forEach((type, number) => colours.set(type, FREE_COLOURS[number % FREE_COLOURS.length]));
  return (type) => colours.get(type);
}

// The page's own colours, as its style sheet has them for the light or the dark.
const THEME_NAMES = [
  ...["ink", "soft-ink", "paper", "line", "lit", "edge", "bar", "text", "display"],
  ...["sea", "land", "water", "shore", "zone", "province", "river", "border"],
  ...["name", "name-area", "name-water", "halo", "halo-water"],
];

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const values = new Map(THEME_NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  return (name) => values.get(name);
}

function lightTheme() {
  const { dataset } = document.documentElement;
  const chosen = dataset.theme;
  dataset.theme = "light";
  const theme = readTheme();
  if (chosen === undefined) delete dataset.theme;
  else dataset.theme = chosen;
  return theme;
}

function withAlpha(colour, alpha) {
  const channels = colour.match(/\w\w/g).map((channel) => parseInt(channel, 16));
  return `rgba(${channels.join(", ")}, ${alpha})`;
}
