// The timeline's bins: days, months, years ... so few that each can be seen, and how many incidents fall
// into each. One that is known to a month only is spread over the bins of that month.

const MOST_BINS = 130;
const UNITS = [
  { name: "day", next: (date) => shifted(date, 0, 0, 1), floor: (date) => utc(date, 3) },
  { name: "week", next: (date) => shifted(date, 0, 0, 7), floor: (date) => monday(utc(date, 3)) },
  { name: "month", next: (date) => shifted(date, 0, 1, 0), floor: (date) => utc(date, 2) },
  { name: "quarter", next: (date) => shifted(date, 0, 3, 0), floor: (date) => wholeMonths(date, 3) },
  { name: "year", next: (date) => shifted(date, 1, 0, 0), floor: (date) => utc(date, 1) },
  { name: "years5", next: (date) => shifted(date, 5, 0, 0), floor: (date) => wholeYears(date, 5) },
  { name: "decade", next: (date) => shifted(date, 10, 0, 0), floor: (date) => wholeYears(date, 10) },
  { name: "century", next: (date) => shifted(date, 100, 0, 0), floor: (date) => wholeYears(date, 100) },
];

function utc(date, parts) {
  const [year, month, day] = [
    date.getUTCFullYear(),
    parts > 1 ? date.getUTCMonth() : 0,
    parts > 2 ? date.getUTCDate() : 1,
  ];
  const made = new Date(0);
  made.setUTCFullYear(year, month, day);
  return made;
}

function shifted(date, years, months, days) {
  const made = new Date(date);
  made.setUTCFullYear(date.getUTCFullYear() + years, date.getUTCMonth() + months, date.getUTCDate() + days);
  return made;
}

function monday(date) {
  return shifted(date, 0, 0, -((date.getUTCDay() + 6) % 7));
}

function wholeMonths(date, step) {
  const made = utc(date, 2);
  made.setUTCMonth(Math.floor(made.getUTCMonth() / step) * step);
  return made;
}

function wholeYears(date, step) {
  const made = utc(date, 1);
  made.setUTCFullYear(Math.floor(made.getUTCFullYear() / step) * step);
  return made;
}

// The edges of the bins as day numbers: bin i reaches from edges[i] up to but not including edges[i + 1].
function binEdges(firstDay, lastDay) {
  for (const unit of UNITS) {
    const edges = [];
    let date = unit.floor(new Date(firstDay * DAY));
    while (edges.length <= MOST_BINS + 1) {
      edges.push(Math.round(date / DAY));
      if (edges.at(-1) > lastDay) return { unit: unit.name, edges };
      date = unit.next(date);
    }
  }
  return { unit: "century", edges: [firstDay, lastDay + 1] };
}

// Where a few early days stand far before all others, the axis begins with the others; the first bin then
// holds all that was before.
const FEW = 0.03;

function mainBeginning(days, lastDay) {
  const sorted = [...days].sort((a, b) => a - b);
  const first = sorted[0];
  const few = Math.max(1, Math.floor(sorted.length * FEW));
  const beginning = sorted.find((day, at) => at >= 1 && at <= few && (lastDay - day) * 2 < lastDay - first);
  return sorted.length > 4 ? (beginning ?? first) : first;
}

function binOf(edges, day) {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (edges[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

// Of each bin and type how many incidents: those known to lie in it, and the shares of those that may.
function countBins(edges, rows, dates, typeCodes, types) {
  const bins = edges.length - 1;
  const sure = new Float64Array(bins * types);
  const spread = new Float64Array(bins * types);
  for (const row of rows) {
    const from = binOf(edges, Math.max(edges[0], dates.startOf(row)));
    const to = binOf(edges, Math.min(edges[bins] - 1, dates.endOf(row)));
    const counted = from === to ? sure : spread;
    const share = 1 / (to - from + 1);
    for (let bin = from; bin <= to; bin += 1) counted[bin * types + typeCodes[row]] += share;
  }
  return { sure, spread };
}
