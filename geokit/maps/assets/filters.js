// What is chosen, and which incidents that leaves. Of a facet nothing chosen means all of it.

// Each facet: the column that it reads, and the options that one value of it stands for.
const one = (value) => [value];
const FACETS = [
  { name: "type", column: "type", options: one },
  { name: "modality", column: "modality", options: one },
  { name: "outcome", column: "outcome", options: one },
  { name: "country", column: "country", options: (value) => (value ?? "").split("/") },
  { name: "unit", column: "adm1", options: one },
  { name: "place", column: "where_prec", options: one, ordered: true },
  { name: "date", column: "date_prec", options: one, ordered: true },
  { name: "publisher", column: "publishers", options: (value) => (value.length ? value : [null]) },
  { name: "confidence", column: "confidence", options: one, order: ["high", "medium", "low"] },
  { name: "status", column: "status", options: one },
].map((facet) => ({
  ...facet,
  // Options are texts, as in the page's address; what is not known is the empty one.
  options: (value) => facet.options(value).map((option) => String(option ?? "")),
}));

const LAYERS = ["events", "statements"];
const NO_BOUND = 0x7fffffff;

function firstState(incidents, language) {
  const hasEvents = incidents.ids.some((_, row) => incidents.isEvent(row));
  return {
    layers: {
      events: true,
      statements: !hasEvents && incidents.n > 0,
      names: true,
      provinces: true,
      rivers: true,
      borders: true,
    },
    chosen: Object.fromEntries(FACETS.map(({ name }) => [name, new Set()])),
    period: null,
    words: "",
    sort: "date",
    labels: language,
  };
}

function filterFor(incidents) {
  const { n } = incidents;
  const facets = FACETS.map((facet) => {
    const { values, codes } = incidents.columns[facet.column];
    return { ...facet, codes, optionsOf: values.map(facet.options) };
  });
  // A date that is open at one end reaches as far as any; without a day there is nothing to compare.
  const starts = new Int32Array(n);
  const ends = new Int32Array(n);
  const isDated = new Uint8Array(n);
  for (let row = 0; row < n; row += 1) {
    const [start, end] = [incidents.startOf(row), incidents.endOf(row)];
    isDated[row] = start !== null || end !== null ? 1 : 0;
    starts[row] = start ?? -NO_BOUND;
    ends[row] = end ?? NO_BOUND;
  }

  // Which test each incident fails, and whether it fails more than one.
  function failures(state, hits) {
    const failed = new Uint8Array(n);
    const test = new Int8Array(n);
    const apply = (number, passes) => {
      for (let row = 0; row < n; row += 1) {
        if (passes(row)) continue;
        failed[row] += 1;
        test[row] = number;
      }
    };
    const { events, statements } = state.layers;
    if (!events || !statements) apply(-1, (row) => (incidents.isEvent(row) ? events : statements));
    if (hits) apply(-2, (row) => hits[row] === 1);
    if (state.period) {
      const [from, to] = state.period;
      apply(-3, (row) => isDated[row] === 1 && starts[row] <= to && ends[row] >= from);
    }
    facets.forEach(({ name, codes, optionsOf }, number) => {
      const chosen = state.chosen[name];
      if (!chosen.size) return;
      const allowed = optionsOf.map((options) => options.some((option) => chosen.has(option)));
      apply(number, (row) => allowed[codes[row]]);
    });
    return { failed, test };
  }

  function apply(state, hits) {
    const { failed, test } = failures(state, hits);
    const rows = [];
    const anyPeriod = [];
    let undated = 0;
    for (let row = 0; row < n; row += 1) {
      if (failed[row] === 0) rows.push(row);
      if (failed[row] === 0 || (failed[row] === 1 && test[row] === -3)) {
        if (isDated[row]) anyPeriod.push(row);
        else undated += 1;
      }
    }
    return { rows, anyPeriod, undated, counts: optionCounts(failed, test) };
  }

  // Of each option how many there would be if its own facet chose nothing.
  function optionCounts(failed, test) {
    return Object.fromEntries(
      facets.map(({ name, codes, optionsOf }, number) => {
        const found = new Int32Array(optionsOf.length);
        for (let row = 0; row < n; row += 1) {
          if (failed[row] === 0 || (failed[row] === 1 && test[row] === number)) found[codes[row]] += 1;
        }
        const counts = new Map();
        optionsOf.forEach((options, code) => {
          for (const option of options) counts.set(option, (counts.get(option) ?? 0) + found[code]);
        });
        return [name, counts];
      }),
    );
  }

  return {
    apply,
    isDated: (row) => isDated[row] === 1,
    startOf: (row) => starts[row],
    endOf: (row) => ends[row],
  };
}

// A search in places, units, publishers, titles and quotes: every word of it somewhere in an incident.
function searchFor(incidents) {
  let texts = null;

  async function readTexts() {
    await incidents.texts.needAll();
    return Array.from({ length: incidents.n }, (_, row) =>
      folded(`${incidents.texts.get("title", row) ?? ""} ${incidents.texts.get("quote", row) ?? ""}`),
    );
  }

  const names = ["place_name", "adm1", "publishers"].map((column) => {
    const { values, codes } = incidents.columns[column];
    const said = (value) => [value].flat().map((part) => (part === null ? "" : `${part} ${sayName(part)}`));
    return { codes, texts: values.map((value) => folded(said(value).join(" "))) };
  });

  return async (words) => {
    const wanted = folded(words).split(/\s+/).filter(Boolean);
    if (!wanted.length) return null;
    texts ??= readTexts();
    const read = await texts;
    const hits = new Uint8Array(incidents.n).fill(1);
    for (const word of wanted) {
      const named = names.map((name) => name.texts.map((text) => text.includes(word)));
      for (let row = 0; row < incidents.n; row += 1) {
        if (!hits[row] || names.some(({ codes }, at) => named[at][codes[row]]) || read[row].includes(word))
          continue;
        hits[row] = 0;
      }
    }
    return hits;
  };
}
