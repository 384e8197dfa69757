// The list: every incident, on the map or not. A list is one tab stop; the arrow keys walk in it.

function incidentLists(page) {
  const { incidents } = page;
  const sections = [
    ["listEvents", null, incidents.filter((incident) => incident.is_event && incident.located)],
    [
      "listUnplaced",
      "listUnplacedNote",
      incidents.filter((incident) => incident.is_event && !incident.located),
    ],
    ["listStatements", "statementsNote", incidents.filter((incident) => !incident.is_event)],
  ];
  return sections
    .filter(([, , members]) => members.length)
    .map(([heading, note, members]) => {
      const made = element(
        "section",
        "gk-section",
        element("h2", "gk-heading", say("page", heading), countOf(members.length)),
      );
      if (note) made.append(element("p", "gk-note", say("page", note)));
      made.append(incidentList(inOrderOfTime(members), page));
      return made;
    });
}

function incidentList(incidents, page) {
  const list = element("ul", "gk-list", ...incidents.map((incident) => listItem(incident, page)));
  const buttons = () => [...list.querySelectorAll(":scope > li > button")];
  buttons().forEach((item, number) => (item.tabIndex = number === 0 ? 0 : -1));
  list.addEventListener("focusin", ({ target }) => {
    if (buttons().includes(target)) buttons().forEach((item) => (item.tabIndex = item === target ? 0 : -1));
  });
  list.addEventListener("keydown", (event) => {
    const items = buttons();
    const number = items.indexOf(event.target);
    const goal = { ArrowDown: number + 1, ArrowUp: number - 1, Home: 0, End: items.length - 1 }[event.key];
    if (number < 0 || goal === undefined) return;
    event.preventDefault();
    items[goal]?.focus();
  });
  return list;
}

function listItem(incident, page) {
  const line = joined(
    sayDate(incident.date_edtf) || say("page", "noDate"),
    incident.place_name ?? say("page", "noPlace"),
    incident.publisher,
  );
  const item = button(
    "gk-item",
    // A click that no pointer made comes from a keyboard.
    ({ detail }) =>
      incident.located ? page.open(incident, { focus: detail === 0 }) : unfold(item, incident, page),
    dotOf(incident, page.colourOf),
    quoted("span", "gk-item__title", incident.title ?? say("page", "untitled")),
    quoted("span", "gk-item__line", line),
  );
  item.dataset.incidentId = incident.id;
  if (!incident.located) item.setAttribute("aria-expanded", "false");
  return element("li", "", item);
}

// Without a place there is nothing to point a popup at: it opens where it stands.
function unfold(item, incident, page) {
  const open = item.getAttribute("aria-expanded") === "true";
  item.setAttribute("aria-expanded", String(!open));
  if (open) item.nextElementSibling.remove();
  else item.after(element("div", "gk-unfolded", detailsOf(page.detailed(incident), page)));
}

function itemOf(panel, incident) {
  return [...panel.querySelectorAll(".gk-item")].find(({ dataset }) => dataset.incidentId === incident.id);
}

function showInList(panel, incident) {
  const item = itemOf(panel, incident);
  if (item.getAttribute("aria-expanded") === "false") item.click();
  item.focus();
}

function markSelected(panel, incident) {
  for (const item of panel.querySelectorAll(".gk-item[aria-current]")) item.removeAttribute("aria-current");
  if (!incident) return;
  const item = itemOf(panel, incident);
  item.setAttribute("aria-current", "true");
  // On a phone the whole page would jump.
  if (panel.scrollHeight > panel.clientHeight) item.scrollIntoView({ block: "nearest" });
}
