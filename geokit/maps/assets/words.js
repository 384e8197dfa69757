// The page's own words, looked up by group and key.

let wording = {};

function useWords(words) {
  wording = words;
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
  return say("page", `${noun}_${n === 1 ? "one" : "many"}`, { n });
}

function sayCountry(code) {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "region" }).of(code);
  } catch {
    return code;
  }
}

// What is known of the parts, with commas between.
function joined(...parts) {
  return parts.filter(Boolean).join(", ");
}

function sayRange(best, min, max) {
  if (best !== null && (min === null || min === best) && (max === null || max === best)) return String(best);
  if (best !== null && min !== null && max !== null) return say("page", "counts", { best, min, max });
  if (min !== null && max !== null) return say("page", "range", { min, max });
  if (min !== null) return say("page", "atLeast", { min });
  if (max !== null) return say("page", "atMost", { max });
  return best === null ? "" : String(best);
}
