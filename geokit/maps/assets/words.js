// The page's own words, looked up by group and key, and names of places in the page's language.

let wording = {};
let placeNames = {};

function useWords({ words, translations }) {
  wording = words;
  placeNames = translations;
}

// Without an entry the key itself is shown: a type of the user's own codebook has no other name.
function say(group, key, values = {}) {
  if (key === null || key === undefined) return "";
  const entry = Object.hasOwn(wording[group], key) ? wording[group][key] : String(key).replaceAll("_", " ");
  return entry.replace(/\{(\w+)\}/g, (hole, name) =>
    Object.hasOwn(values, name) ? String(values[name]) : hole,
  );
}

function sayCount(noun, n) {
  return say("page", `${noun}_${n === 1 ? "one" : "many"}`, { n: sayNumber(n) });
}

function sayNumber(n) {
  return n.toLocaleString(pageLanguage());
}

function pageLanguage() {
  return document.documentElement.lang;
}

// Names of countries come from the browser, in the page's language.
function nameCountries(codes) {
  for (const code of codes) placeNames[sayCountry(code, "en")] ??= sayCountry(code);
}

function sayName(name) {
  return name !== null && Object.hasOwn(placeNames, name) ? placeNames[name] : name;
}

const countryNames = {};

function sayCountry(code, language = pageLanguage()) {
  countryNames[language] ??= new Intl.DisplayNames([language], { type: "region" });
  try {
    return countryNames[language].of(code);
  } catch {
    return code;
  }
}

// Several are joined by a stroke, for a river or a zone between them.
function sayCountries(codes) {
  return (codes ?? "")
    .split("/")
    .filter(Boolean)
    .map((code) => sayCountry(code))
    .join(" / ");
}

// What is known of the parts, with commas between.
function joined(...parts) {
  return parts.filter(Boolean).join(", ");
}

// A number of something as a range. Some languages say of what with each number, some once at the end.
function sayRange(best, min, max, unit) {
  const [b, lo, hi] = [best, min, max].map(
    (n) => n !== null && say("page", "numberOf", { n, unit: sayUnit(unit, n) }),
  );
  const range = () => {
    if (best !== null && (min === null || min === best) && (max === null || max === best)) return b;
    if (best !== null && min !== null && max !== null)
      return say("page", "counts", { best: b, min: lo, max: hi });
    if (min !== null && max !== null) return say("page", "range", { min: lo, max: hi });
    if (min !== null) return say("page", "atLeast", { min: lo });
    if (max !== null) return say("page", "atMost", { max: hi });
    return b || "";
  };
  const said = range();
  return said && unit
    ? say("page", "counted", { range: said, unit: sayUnit(unit, best ?? max ?? min) })
    : said;
}

function sayUnit(unit, n) {
  return say("units", n === 1 && Object.hasOwn(wording.units, `${unit}_one`) ? `${unit}_one` : unit);
}

// So that a search finds a name however its marks and capitals are written.
function folded(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}|['’ʼ]/gu, "")
    .toLowerCase();
}
