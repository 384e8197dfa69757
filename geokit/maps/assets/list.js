// The list: every incident that the filters leave, on the map or not. Only the rows in sight are elements,
// so that a hundred thousand scroll as well as ten. It is one tab stop; the arrow keys walk in it.

const ROW_HEIGHT = 54;
const HEAD_HEIGHT = 32;
const ROWS_AROUND = 6;
const SORTS = ["date", "place", "type", "publisher"];

function incidentList(page, bar) {
  const { incidents } = page;
  const list = element("div", "gk-list");
  list.setAttribute("role", "list");
  list.setAttribute("aria-label", say("page", "listName"));
  const empty = element("p", "gk-note gk-list__empty", say("page", incidents.n ? "nothingLeft" : "nothing"));
  const made = element("div", "gk-list__frame", list, empty);
  let plan = planOf(incidents, [], "date");
  let active = null;
  let selected = null;
  // What is drawn, by its place in the plan.
  const drawn = new Map();

  function show(rows) {
    plan = planOf(incidents, rows, page.state.sort);
    if (plan.at(active) === null) active = plan.rows[0] ?? null;
    list.style.height = `${plan.height}px`;
    list.hidden = !rows.length;
    empty.hidden = rows.length > 0;
    for (const node of drawn.values()) node.remove();
    drawn.clear();
    render();
  }

  function render() {
    if (!made.isConnected || list.hidden) return;
    const frame = scrollerOf(made).getBoundingClientRect();
    const top = Math.max(frame.top, 0) - list.getBoundingClientRect().top;
    const keep = new Set();
    const last = Math.min(plan.length - 1, plan.entryAt(top + frame.height) + ROWS_AROUND);
    for (let at = Math.max(0, plan.entryAt(top) - ROWS_AROUND); at <= last; at += 1) keep.add(at);
    // What a tab leads to stays, however far it is scrolled away.
    if (active !== null) keep.add(plan.at(active));
    for (const [at, node] of drawn) {
      if (keep.has(at)) continue;
      node.remove();
      drawn.delete(at);
    }
    for (const at of [...keep].sort((a, b) => a - b)) if (!drawn.has(at)) insert(at);
    fillTitles();
  }

  function insert(at) {
    const entry = plan.entry(at);
    const isHead = entry.row === undefined;
    const node = isHead
      ? quoted("div", "gk-list__head", entry.heading)
      : rowElement(entry.row, plan.rows.length, entry.number, page);
    node.style.top = `${entry.top}px`;
    if (isHead) node.setAttribute("role", "listitem");
    else mark(node, entry.row);
    drawn.set(at, node);
    const following = [...drawn.keys()].filter((other) => other > at).sort((a, b) => a - b)[0];
    list.insertBefore(node, following === undefined ? null : drawn.get(following));
  }

  function mark(node, row) {
    const item = node.firstChild;
    item.tabIndex = row === active ? 0 : -1;
    if (row === selected) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }

  function markAll() {
    for (const [at, node] of drawn) {
      const { row } = plan.entry(at);
      if (row !== undefined) mark(node, row);
    }
  }

  // Titles lie with the texts; a row stands with what is known at once until its title comes.
  function fillTitles() {
    const bare = [...drawn]
      .map(([at, node]) => [plan.entry(at).row, node])
      .filter(([row, node]) => row !== undefined && !node.dataset.titled);
    const fill = () => {
      for (const [row, node] of bare) {
        node.dataset.titled = "true";
        node.querySelector(".gk-item__title").textContent = incidents.titleOf(row) ?? say("page", "untitled");
      }
    };
    if (bare.every(([row]) => incidents.texts.has(row))) fill();
    else incidents.texts.need(bare.map(([row]) => row)).then(fill);
  }

  function bringIntoView(row) {
    const at = plan.at(row);
    if (at === null) return;
    const scroller = scrollerOf(made);
    const { top, bottom } = scroller.getBoundingClientRect();
    const y = list.getBoundingClientRect().top + plan.entry(at).top;
    const covered = bar.offsetHeight;
    if (y < top + covered) scroller.scrollTop += y - top - covered - HEAD_HEIGHT;
    else if (y + ROW_HEIGHT > bottom) scroller.scrollTop += y + ROW_HEIGHT - bottom;
    render();
  }

  function focus(row) {
    if (plan.at(row) === null) return;
    active = row;
    bringIntoView(row);
    markAll();
    drawn.get(plan.at(row))?.firstChild.focus({ preventScroll: true });
  }

  list.addEventListener("keydown", (event) => {
    const { rows } = plan;
    const step = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -rows.length,
      End: rows.length,
    }[event.key];
    if (active === null || step === undefined) return;
    event.preventDefault();
    const number = plan.entry(plan.at(active)).number - 1;
    focus(rows[Math.min(rows.length - 1, Math.max(0, number + step))]);
  });
  list.addEventListener("focusin", ({ target }) => {
    const row = target.dataset.row;
    if (row === undefined) return;
    active = Number(row);
    markAll();
  });
  new ResizeObserver(render).observe(made);

  return {
    made,
    show,
    render,
    focus,
    rows: () => plan.rows,
    select(row) {
      selected = row;
      if (row !== null) bringIntoView(row);
      markAll();
    },
  };
}

// The nearest thing around the list that scrolls: its own frame, or on a phone the whole panel.
function scrollerOf(node) {
  for (let around = node.parentElement; around; around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around;
  }
  return document.scrollingElement;
}

function rowElement(row, of, number, page) {
  const { incidents } = page;
  const type = incidents.say("type", row);
  const line = joined(
    sayDate(incidents.say("date_edtf", row)) || say("page", "noDate"),
    sayName(incidents.say("place_name", row)) ?? say("page", "noPlace"),
    incidents.say("publishers", row)[0],
  );
  const item = button(
    "gk-item",
    // A click that no pointer made comes from a keyboard.
    ({ detail }) => page.open(row, { focus: detail === 0 }),
    dotOf({ type, isEvent: incidents.isEvent(row) }, page.colourOf),
    quoted("span", "gk-item__title", say("types", type)),
    quoted("span", "gk-item__line", line),
  );
  if (!incidents.isLocated(row)) item.classList.add("gk-item--unplaced");
  item.dataset.row = String(row);
  item.dataset.incidentId = incidents.ids[row];
  item.addEventListener("pointerenter", () => page.light([row]));
  item.addEventListener("pointerleave", () => page.light([]));
  const node = element("div", "gk-list__row", item);
  node.setAttribute("role", "listitem");
  node.setAttribute("aria-setsize", String(of));
  node.setAttribute("aria-posinset", String(number));
  return node;
}

// Where each incident and each heading stands. Heights are fixed, so that only headings need be noted.
function planOf(incidents, rows, sort) {
  const sorted = sortedRows(incidents, rows, sort);
  const numbers = new Int32Array(incidents.n).fill(-1);
  // Of each heading its text and before how many incidents it stands.
  const heads = [];
  let heading = null;
  sorted.forEach((row, number) => {
    numbers[row] = number;
    const next = headingOf(incidents, row, sort);
    if (next !== heading) heads.push({ heading: next, number });
    heading = next;
  });
  // The last heading of which something holds that holds for all before it too.
  const lastHead = (holds) => {
    let [low, high] = [0, heads.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (holds(heads[middle], middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const topOfHead = (head) => heads[head].number * ROW_HEIGHT + head * HEAD_HEIGHT;

  return {
    rows: sorted,
    length: sorted.length + heads.length,
    height: sorted.length * ROW_HEIGHT + heads.length * HEAD_HEIGHT,
    at(row) {
      if (row === null || numbers[row] < 0) return null;
      return numbers[row] + 1 + lastHead(({ number }) => number <= numbers[row]);
    },
    entry(at) {
      const head = lastHead(({ number }, before) => number + before <= at);
      const inside = at - heads[head].number - head;
      if (inside === 0) return { heading: heads[head].heading, top: topOfHead(head) };
      const number = heads[head].number + inside - 1;
      return {
        row: sorted[number],
        number: number + 1,
        top: topOfHead(head) + HEAD_HEIGHT + (inside - 1) * ROW_HEIGHT,
      };
    },
    entryAt(y) {
      if (!heads.length) return 0;
      const head = lastHead((_, before) => topOfHead(before) <= y);
      const inside = Math.max(0, Math.ceil((y - topOfHead(head) - HEAD_HEIGHT) / ROW_HEIGHT));
      return heads[head].number + head + inside;
    },
  };
}

// Rows are in the order of time already; what has no key comes last.
function sortedRows(incidents, rows, sort) {
  if (sort === "date") return rows;
  const column = { place: "place_name", type: "type", publisher: "publishers" }[sort];
  const { values, codes } = incidents.columns[column];
  const keys = values.map((value) => sortKey(sort, value));
  const order = keys
    .map((_, code) => code)
    .sort((a, b) => (keys[a] === "" ? 1 : 0) - (keys[b] === "" ? 1 : 0) || compareWords(keys[a], keys[b]));
  const rank = new Int32Array(keys.length);
  order.forEach((code, at) => (rank[code] = at));
  return [...rows].sort((a, b) => rank[codes[a]] - rank[codes[b]] || a - b);
}

function sortKey(sort, value) {
  if (sort === "type") return say("types", value);
  if (sort === "publisher") return value[0] ?? "";
  return sayName(value) ?? "";
}

let collator = null;

function compareWords(a, b) {
  collator ??= new Intl.Collator(pageLanguage());
  return collator.compare(a, b) || compare(a, b);
}

function headingOf(incidents, row, sort) {
  if (sort === "type") return say("types", incidents.say("type", row));
  if (sort === "place") return sayName(incidents.say("place_name", row)) ?? say("page", "headNoPlace");
  if (sort === "publisher") return incidents.say("publishers", row)[0] ?? say("page", "headNoPublisher");
  const day = incidents.startOf(row) ?? incidents.endOf(row);
  return day === null ? say("page", "headNoDate") : sayYearOf(day);
}

const yearsSaid = new Map();

function sayYearOf(day) {
  const year = new Date(day * DAY).getUTCFullYear();
  if (!yearsSaid.has(year)) yearsSaid.set(year, say("dates", "year", { year }));
  return yearsSaid.get(year);
}
