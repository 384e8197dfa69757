// The timeline: a histogram by type, a period that a pointer or the arrow keys choose, and a button that
// plays the periods one after the other.

const CHART_HEIGHT = 58;
const AXIS_HEIGHT = 18;
const PLAY_MS = 900;
const TICK_GAP = 22;
const WIDEST_BAR = 48;

function timeline(box, page) {
  const { incidents, dates } = page;
  const dated = Array.from({ length: incidents.n }, (_, row) => row).filter(dates.isDated);
  if (!dated.length) {
    box.hidden = true;
    return { update() {}, say: () => "" };
  }
  const [firstDay, lastDay] = reachOf(incidents, dated);
  const known = dated.map((row) => incidents.startOf(row) ?? incidents.endOf(row));
  const beginning = mainBeginning(known, lastDay);
  const { unit, edges } = binEdges(beginning, lastDay);
  if (beginning > firstDay) edges.unshift(firstDay);
  const bins = edges.length - 1;
  const { values: types, codes } = incidents.columns.type;
  const whole = countBins(edges, dated, dates, codes, types.length);
  let shown = whole;

  const canvas = element("canvas", "gk-chart__bars");
  canvas.setAttribute("aria-hidden", "true");
  const brush = element("div", "gk-brush");
  const handles = ["from", "to"].map((end) => handle(end));
  const chart = element("div", "gk-chart", canvas, brush, ...handles);
  const play = button("gk-round gk-play", () => (timer ? stop() : start()));
  const period = element("output", "gk-time__period");
  const undated = element("span", "gk-time__note");
  const clear = button("gk-textbutton", () => choose(null), say("page", "wholePeriod"));
  const head = element("div", "gk-time__head", play, period, clear, undated);
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", say("page", "timeline"));
  box.replaceChildren(head, chart);
  let timer = null;

  const binsChosen = () => {
    if (!page.state.period) return [0, bins - 1];
    const [from, to] = page.state.period;
    return [binOf(edges, Math.max(from, edges[0])), binOf(edges, Math.min(to, edges[bins] - 1))];
  };

  function choose(pair) {
    const isWhole = !pair || (pair[0] <= 0 && pair[1] >= bins - 1);
    page.setPeriod(isWhole ? null : [edges[pair[0]], edges[pair[1] + 1] - 1]);
  }

  function handle(end) {
    const made = element("div", `gk-brush__handle gk-brush__handle--${end}`);
    made.setAttribute("role", "slider");
    made.tabIndex = 0;
    made.setAttribute("aria-label", say("page", end === "from" ? "periodFrom" : "periodTo"));
    made.setAttribute("aria-valuemin", "0");
    made.setAttribute("aria-valuemax", String(bins - 1));
    made.addEventListener("keydown", (event) => {
      const step = {
        ArrowLeft: -1,
        ArrowDown: -1,
        ArrowRight: 1,
        ArrowUp: 1,
        PageDown: -10,
        PageUp: 10,
        Home: -bins,
        End: bins,
      }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      stop();
      const [from, to] = binsChosen();
      const within = (bin, low, high) => Math.min(high, Math.max(low, bin));
      choose(end === "from" ? [within(from + step, 0, to), to] : [from, within(to + step, from, bins - 1)]);
    });
    return made;
  }

  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    stop();
    const left = chart.getBoundingClientRect().left;
    const binAt = ({ clientX }) =>
      Math.min(bins - 1, Math.max(0, Math.floor(((clientX - left) / chart.clientWidth) * bins)));
    const [from, to] = binsChosen();
    const held = handles.indexOf(event.target);
    // Where the period stands still while its other end is pulled.
    const fixed = held === 0 ? to : held === 1 ? from : binAt(event);
    if (held >= 0) handles[held].focus();
    const pull = (moved) => {
      const bin = binAt(moved);
      choose([Math.min(fixed, bin), Math.max(fixed, bin)]);
    };
    if (held < 0) pull(event);
    chart.setPointerCapture(event.pointerId);
    chart.addEventListener("pointermove", pull);
    chart.addEventListener("pointerup", () => chart.removeEventListener("pointermove", pull), { once: true });
  });

  // A window as wide as the period, from the beginning if it covers all or has come to the end.
  function start() {
    let [from, to] = binsChosen();
    const width = page.state.period ? to - from : 0;
    if (!page.state.period || to === bins - 1) [from, to] = [0, width];
    choose([from, to]);
    timer = setInterval(() => {
      const [, last] = binsChosen();
      if (last >= bins - 1) return stop();
      choose([last + 1 - width, last + 1]);
    }, PLAY_MS);
    sayPlaying();
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    sayPlaying();
  }

  function sayPlaying() {
    play.textContent = timer ? "❚❚" : "▶";
    play.setAttribute("aria-label", say("page", timer ? "pause" : "play"));
  }

  function update({ anyPeriod, undated: without }) {
    shown = countBins(edges, anyPeriod, dates, codes, types.length);
    const chosen = binsChosen();
    const isWhole = !page.state.period;
    const [from, to] = chosen;
    period.textContent = isWhole ? say("page", "allDates", { period: sayBins(from, to) }) : sayBins(from, to);
    clear.hidden = isWhole;
    undated.textContent = without ? sayCount(isWhole ? "undated" : "undatedHidden", without) : "";
    brush.style.left = `${(from / bins) * 100}%`;
    brush.style.width = `${((to + 1 - from) / bins) * 100}%`;
    brush.classList.toggle("gk-brush--whole", isWhole);
    handles.forEach((made, end) => {
      made.style.left = `${((chosen[end] + end) / bins) * 100}%`;
      made.setAttribute("aria-valuenow", String(chosen[end]));
      made.setAttribute("aria-valuetext", sayBins(chosen[end], chosen[end]));
    });
    draw();
  }

  function sayBins(from, to) {
    const ends = [sayEnd(unit, edges[from]), sayEnd(unit, edges[to + 1] - 1)];
    return ends[0] === ends[1] ? ends[0] : say("dates", "range", { from: ends[0], to: ends[1] });
  }

  function draw() {
    const width = chart.clientWidth;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round((CHART_HEIGHT + AXIS_HEIGHT) * ratio);
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    drawBars(pen, width, { bins, types, whole, shown, colourOf: page.colourOf, theme: page.theme });
    drawAxis(pen, width, { unit, edges, theme: page.theme });
  }

  new ResizeObserver(draw).observe(chart);
  sayPlaying();
  return { update, say: () => period.textContent, bins: () => ({ unit, edges, ...shown }) };
}

// From the first day to the last that is stated; an open end reaches no farther.
function reachOf(incidents, dated) {
  let [first, last] = [Infinity, -Infinity];
  for (const row of dated) {
    for (const day of [incidents.startOf(row), incidents.endOf(row)]) {
      if (day === null) continue;
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  }
  return [first, last];
}

function drawBars(pen, width, { bins, types, whole, shown, colourOf, theme }) {
  const total = (counts, bin) => {
    let sum = 0;
    for (let type = 0; type < types.length; type += 1) sum += counts[bin * types.length + type];
    return sum;
  };
  const all = Array.from({ length: bins }, (_, bin) => total(whole.sure, bin) + total(whole.spread, bin));
  const scale = CHART_HEIGHT / Math.max(1, ...all);
  const step = width / bins;
  const gap = step > 4 ? 1 : 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const wide = Math.min(WIDEST_BAR, Math.max(0.8, step - gap));
    const x = bin * step + Math.max(0, step - gap - wide) / 2;
    pen.fillStyle = theme("bar");
    pen.fillRect(x, CHART_HEIGHT - all[bin] * scale, wide, all[bin] * scale);
    let y = CHART_HEIGHT;
    for (const [counts, alpha] of [
      [shown.sure, 1],
      [shown.spread, 0.45],
    ]) {
      types.forEach((type, code) => {
        const height = counts[bin * types.length + code] * scale;
        if (!height) return;
        y -= height;
        pen.fillStyle = withAlpha(colourOf(type), alpha);
        pen.fillRect(x, y, wide, height);
      });
    }
  }
  pen.fillStyle = theme("line");
  pen.fillRect(0, CHART_HEIGHT, width, 1);
}

function drawAxis(pen, width, { unit, edges, theme }) {
  pen.font = `11px ${theme("text")}`;
  pen.fillStyle = theme("soft-ink");
  pen.textBaseline = "middle";
  const step = width / (edges.length - 1);
  const taken = [];
  const ticks = edges.slice(0, -1).map((day, bin) => ({ x: bin * step, ...tickOf(unit, day) }));
  if (edges.length > 2 && edges[1] - edges[0] > 3 * (edges[2] - edges[1])) {
    ticks[0] = { x: 0, text: say("dates", "before", { year: dayText(edges[1]).slice(0, 4) }), main: true };
  }
  // Years first; the rest where there is room between them.
  for (const { x, text } of [...ticks.filter(({ main }) => main), ...ticks.filter(({ main }) => !main)]) {
    const to = x + pen.measureText(text).width + TICK_GAP;
    if (to - TICK_GAP > width || taken.some((other) => x < other.to && to > other.x)) continue;
    taken.push({ x, to });
    pen.fillRect(x, CHART_HEIGHT, 1, 4);
    pen.fillText(text, x + 3, CHART_HEIGHT + 11);
  }
}

function tickOf(unit, day) {
  const text = dayText(day);
  if (unit === "day" || unit === "week") return { text: sayDay(day), main: text.endsWith("-01") };
  const isMonths = unit === "month" || unit === "quarter";
  if (isMonths && !text.endsWith("-01-01")) return { text: sayMoment(text.slice(0, 7)), main: false };
  return { text: text.slice(0, 4), main: true };
}

// A day as closely as its bins tell days apart.
function sayEnd(unit, day) {
  const letters = { day: 10, week: 10, month: 7, quarter: 7 }[unit] ?? 4;
  return sayMoment(dayText(day).slice(0, letters));
}
