// All that is known of one incident and how it is known, for the popup and the list.

function detailsOf(row, incident, page) {
  const made = element("article", "gk-details");
  made.append(
    element(
      "p",
      "gk-details__type",
      dotOf({ type: incident.type, isEvent: incident.is_event }, page.colourOf),
      quoted("span", "", joined(say("types", incident.type), say("modalities", incident.modality))),
    ),
    quoted("h2", "gk-details__title", incident.title ?? say("page", "untitled")),
  );
  if (incident.quote) made.append(markedQuote(incident));
  made.append(sourceLine(incident), facts(row, incident, page));
  made.append(...[otherTellings(incident), conflictsOf(incident), relatedTo(incident, page)].filter(Boolean));
  return made;
}

// The quote with the words marked that a slot was read from. Offsets count code points.
function markedQuote({ quote, start, evidence }) {
  const letters = Array.from(quote);
  const isRead = new Array(letters.length).fill(false);
  for (const span of Object.values(evidence ?? {})) {
    if (span && typeof start === "number")
      isRead.fill(true, Math.max(0, span.start - start), Math.max(0, span.end - start));
  }
  const made = quoted("blockquote", "gk-details__quote", "");
  for (let from = 0, to; from < letters.length; from = to) {
    for (to = from + 1; to < letters.length && isRead[to] === isRead[from];) to += 1;
    const words = letters.slice(from, to).join("");
    made.append(isRead[from] ? element("mark", "", words) : words);
  }
  return made;
}

function dotOf({ type, isEvent }, colourOf) {
  const dot = element("span", `gk-dot gk-dot--${isEvent ? "events" : "statements"}`);
  dot.style.setProperty("--type", colourOf(type));
  dot.setAttribute("aria-hidden", "true");
  return dot;
}

function sourceLine(telling) {
  const published = telling.published ? say("page", "published", { date: sayDate(telling.published) }) : "";
  const words = joined(telling.publisher ?? say("page", "unknownPublisher"), published);
  return element(
    "p",
    "gk-details__source",
    quoted("span", "", words),
    " ",
    webLink(telling.url, say("page", "source")),
  );
}

function facts(row, incident, page) {
  const made = element("dl", "gk-facts");
  const rows = [
    ["when", sayDate(incident.date_edtf) || say("page", "noDate"), howDateIsKnown(incident)],
    [
      "where",
      incident.place_name ? sayPlace(incident) : say("page", "noPlace"),
      howPlaceIsKnown(incident, page.incidents.isLocated(row)),
    ],
    ["howMany", joinedCount(incident.n_best, incident.n_min, incident.n_max, incident.n_unit)],
    ["killed", joinedCount(incident.fatalities_best, incident.fatalities_min, incident.fatalities_max)],
    ["outcome", say("outcomes", incident.outcome)],
    ["saidBy", (incident.said_by ?? []).join(" → ")],
    ["confidence", say("confidences", incident.confidence), howSure(incident)],
    ["status", incident.status === "unreviewed" ? "" : say("statuses", incident.status)],
  ];
  for (const [name, value, basis] of rows) {
    if (!value) continue;
    const answer = quoted("dd", "", value);
    if (basis) answer.append(quoted("span", "gk-facts__basis", basis));
    made.append(element("dt", "", say("page", name)), answer);
  }
  return made;
}

function joinedCount(best, min, max, unit) {
  return sayRange(best ?? null, min ?? null, max ?? null, unit);
}

function howDateIsKnown(incident) {
  const written = incident.date_text ? say("page", "writtenAs", { text: incident.date_text }) : "";
  return joined(say("datePrecisions", incident.date_prec), say("dateBases", incident.date_basis), written);
}

// The place and the units that hold it, each once.
function sayPlace(incident) {
  const units = [incident.place_name, incident.adm2, incident.adm1].map((name) => sayName(name ?? null));
  return joined(...new Set([...units, sayCountries(incident.country)]));
}

function howPlaceIsKnown(incident, isLocated) {
  if (!isLocated) return say("page", "notOnMap");
  const isSpot = incident.shape === "point";
  const written = incident.place_text ? say("page", "writtenAs", { text: incident.place_text }) : "";
  const within = isSpot && incident.radius_km ? say("page", "within", { km: incident.radius_km }) : "";
  // The radius says it more closely than the class does.
  const precision = within && incident.where_prec <= 2 ? "" : say("wherePrecisions", incident.where_prec);
  // A spot has no outline that could be surveyed.
  const basis = isSpot && incident.shape_basis !== "computed" ? "" : say("shapeBases", incident.shape_basis);
  return [joined(precision, within, basis, written), incident.place_reason].filter(Boolean).join("; ");
}

function howSure(incident) {
  const times = typeof incident.n_reports !== "number" ? "" : sayCount("telling", incident.n_reports);
  const independent =
    incident.n_independent > 1 ? say("page", "independent", { n: incident.n_independent }) : "";
  return joined(times, independent, ...(incident.why ?? []).map((rule) => rule.replaceAll("_", " ")));
}

function otherTellings(incident) {
  const isBest = (telling) => telling.report_id === incident.report_id && telling.start === incident.start;
  const others = (incident.reports ?? []).filter((telling) => !isBest(telling));
  if (!others.length) return null;
  const made = element(
    "section",
    "gk-details__more",
    element("h3", "", `${say("page", "otherTellings")} (${others.length})`),
  );
  for (const telling of others) {
    made.append(
      quoted("blockquote", "gk-details__quote gk-details__quote--other", telling.quote ?? ""),
      sourceLine(telling),
    );
    const claims = joined(
      telling.modality === incident.modality ? "" : say("modalities", telling.modality),
      telling.date_edtf === incident.date_edtf ? "" : sayDate(telling.date_edtf),
      telling.place_name === incident.place_name ? "" : sayName(telling.place_name ?? null),
      telling.n_best === incident.n_best
        ? ""
        : joinedCount(telling.n_best, telling.n_min, telling.n_max, incident.n_unit),
      telling.outcome === incident.outcome ? "" : say("outcomes", telling.outcome),
      (telling.said_by ?? []).join(" → "),
    );
    if (claims) made.append(quoted("p", "gk-details__claims", claims));
  }
  return made;
}

function conflictsOf(incident) {
  if (!incident.conflicts?.length) return null;
  const publisherOf = new Map(
    (incident.reports ?? []).map((telling) => [telling.report_id, telling.publisher]),
  );
  const list = element("ul");
  for (const { slot, values } of incident.conflicts) {
    const claims = values.map(
      ({ value, report_id: report }) => `${sayValue(slot, value)} (${publisherOf.get(report) ?? report})`,
    );
    list.append(quoted("li", "", `${say("slots", slot)}: ${claims.join("; ")}`));
  }
  return element("section", "gk-details__more", element("h3", "", say("page", "conflicts")), list);
}

function sayValue(slot, value) {
  if (slot.startsWith("date")) return sayDate(String(value));
  if (slot === "type") return say("types", value);
  if (slot === "outcome") return say("outcomes", value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function relatedTo(incident, page) {
  const links = (incident.links ?? []).filter(({ id }) => page.incidents.rowOfId.has(id));
  if (!links.length) return null;
  const list = element("ul");
  for (const { rel, id } of links) {
    const other = page.incidents.rowOfId.get(id);
    const title = page.incidents.titleOf(other) ?? say("types", page.incidents.say("type", other));
    list.append(
      element(
        "li",
        "",
        `${say("relations", rel)}: `,
        button("gk-textbutton", () => page.open(other), quoted("span", "", title)),
      ),
    );
  }
  return element("section", "gk-details__more", element("h3", "", say("page", "related")), list);
}
