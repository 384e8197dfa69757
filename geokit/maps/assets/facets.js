// The filters: of each facet its options, with how many incidents each would leave. A facet is one tab
// stop; the arrow keys walk in it.

const FIRST_OPTIONS = 8;
const OPEN_FACETS = ["type"];

function facetPanel(page) {
  const all = FACETS.map((facet) => facetBox(facet, page)).filter(Boolean);
  const none = element("p", "gk-note", say("page", "nothingToFilter"));
  const made = element("div", "gk-facets", ...(all.length ? all.map(({ box }) => box) : [none]));
  return { made, update: (counts) => all.forEach(({ name, update }) => update(counts[name])) };
}

function facetBox(facet, page) {
  const { name } = facet;
  const options = optionsOf(facet, page.incidents);
  // What is the same of all is no choice.
  if (options.length < 2) return null;
  const badge = element("span", "gk-badge");
  const summary = element("summary", "gk-facet__name", element("span", "", say("facets", name)), badge);
  const group = element("div", "gk-options");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", say("facets", name));
  const rows = options.map((option) => optionRow(facet, option, page));
  group.append(...rows.map(({ row }) => row));
  const more = button(
    "gk-textbutton gk-facet__more",
    () => showAll(true),
    say("page", "showAll", { n: rows.length }),
  );
  const box = element("details", "gk-facet", summary, group, more);
  box.open = OPEN_FACETS.includes(name);
  let all = false;

  function showAll(focus) {
    all = true;
    rows.forEach(({ row }) => (row.hidden = false));
    more.hidden = true;
    if (focus) rows[FIRST_OPTIONS].box.focus();
  }

  walkable(group, () => rows.filter(({ row }) => !row.hidden).map(({ box: input }) => input));

  function update(counts) {
    const chosen = page.state.chosen[name];
    const most = Math.max(1, ...counts.values());
    rows.forEach((row, at) => {
      row.update(counts.get(row.option) ?? 0, chosen.has(row.option), most);
      row.row.hidden = !all && at >= FIRST_OPTIONS && !chosen.has(row.option);
    });
    more.hidden = all || rows.length <= FIRST_OPTIONS;
    badge.textContent = chosen.size ? String(chosen.size) : "";
    badge.hidden = !chosen.size;
  }

  return { name, box, update };
}

function optionRow({ name }, option, page) {
  const box = element("input");
  box.type = "checkbox";
  box.dataset.facet = name;
  box.dataset.option = option;
  box.addEventListener("change", () => page.choose(name, option, box.checked));
  const count = element("span", "gk-count");
  const bar = element("span", "gk-option__bar");
  const dot =
    name === "type" ? dotOf({ type: option, isEvent: page.isEventType(option) }, page.colourOf) : null;
  const label = quoted("span", "gk-option__name", sayOption(name, option));
  const row = element("label", "gk-option", box, dot, label, count, bar);
  return {
    row,
    box,
    option,
    update(n, checked, most) {
      box.checked = checked;
      count.textContent = sayNumber(n);
      bar.style.width = `${(n / most) * 100}%`;
      row.classList.toggle("gk-option--none", n === 0);
    },
  };
}

function optionsOf(facet, incidents) {
  const { values, codes } = incidents.columns[facet.column];
  const counts = new Map();
  const byCode = new Int32Array(values.length);
  for (const code of codes) byCode[code] += 1;
  values.forEach((value, code) => {
    for (const option of facet.options(value)) counts.set(option, (counts.get(option) ?? 0) + byCode[code]);
  });
  const unknownLast = (option) => (option === "" ? 1 : 0);
  const order = facet.order ?? [];
  return [...counts.keys()].sort(
    (a, b) =>
      unknownLast(a) - unknownLast(b) ||
      (facet.ordered ? Number(a) - Number(b) : 0) ||
      order.indexOf(a) - order.indexOf(b) ||
      counts.get(b) - counts.get(a) ||
      compare(a, b),
  );
}

const OPTION_WORDS = {
  type: "types",
  modality: "modalities",
  outcome: "outcomes",
  place: "wherePrecisions",
  date: "datePrecisions",
  confidence: "confidences",
  status: "statuses",
};

function sayOption(name, option) {
  if (option === "") return say("page", "notKnown");
  if (name === "country") return sayCountry(option);
  if (name in OPTION_WORDS) return say(OPTION_WORDS[name], option);
  return sayName(option);
}

// One tab stop for all of these; the arrow keys move between them.
function walkable(box, items) {
  const stopAt = (item) => items().forEach((each) => (each.tabIndex = each === item ? 0 : -1));
  if (items().length) stopAt(items()[0]);
  box.addEventListener("focusin", ({ target }) => {
    if (items().includes(target)) stopAt(target);
  });
  box.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(event.target);
    const goal = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (at < 0 || goal === undefined) return;
    event.preventDefault();
    all[(goal + all.length) % all.length].focus();
  });
}
