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
