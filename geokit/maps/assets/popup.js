// The popup: the incidents of one mark, one at a time. Opened by a keyboard it takes the focus, and gives
// it back to what opened it when it closes.

function popupFor(map, page) {
  const popup = L.popup({ minWidth: 240, autoPanPadding: [12, 12], offset: [0, -4], className: "gk-popup" });
  const { incidents } = page;
  let shown = null;
  let asked = 0;
  let opener = null;

  async function open(rows, first, { focus = false, stay = false } = {}) {
    opener = focus ? document.activeElement : null;
    const size = map.getSize();
    // A view that a link restores stands as it was.
    popup.options.autoPan = !stay;
    popup.options.autoPanPaddingTopLeft = [page.legendReach() + 12, 12];
    popup.options.maxWidth = Math.min(360, size.x - 72);
    popup.options.maxHeight = Math.max(140, Math.min(460, size.y - 90));
    if (await show(rows, rows.indexOf(first))) if (focus) shown.focus({ preventScroll: true });
  }

  // False where something else was asked for meanwhile.
  async function show(rows, number) {
    const row = rows[number];
    const ask = (asked += 1);
    const incident = await incidents.record(row);
    if (ask !== asked) return false;
    shown = element("div", "gk-popup__content", detailsOf(row, incident, page));
    shown.tabIndex = -1;
    if (rows.length > 1) shown.prepend(pager(rows, number));
    popup.setLatLng([incidents.latOf(row), incidents.lonOf(row)]).setContent(shown);
    if (!popup.isOpen()) popup.openOn(map);
    nameParts();
    page.select(row);
    return true;
  }

  // Leaflet scrolls a long popup, which a keyboard could not reach, and names its button in English.
  function nameParts() {
    const scrolled = shown.closest(".leaflet-popup-scrolled");
    scrolled?.setAttribute("tabindex", "0");
    scrolled?.setAttribute("role", "group");
    scrolled?.setAttribute("aria-label", say("page", "incident"));
    const closer = popup.getElement().querySelector(".leaflet-popup-close-button");
    closer.setAttribute("aria-label", say("page", "close"));
  }

  function pager(rows, number) {
    const step = (by, sign, name) => {
      const goOn = async () => {
        if (await show(rows, (number + by + rows.length) % rows.length))
          shown.querySelector(`[data-step="${name}"]`).focus();
      };
      const made = button("gk-round", goOn, sign);
      made.dataset.step = name;
      made.setAttribute("aria-label", say("page", name));
      return made;
    };
    const position = element(
      "span",
      "",
      say("page", "position", { i: sayNumber(number + 1), n: sayNumber(rows.length) }),
    );
    return element("div", "gk-pager", step(-1, "‹", "previous"), position, step(1, "›", "next"));
  }

  map.getContainer().addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape" || !popup.isOpen() || !popup.getElement().contains(target)) return;
    popup.close();
    if (opener?.isConnected) opener.focus();
    else page.focusItem();
  });
  popup.on("remove", () => {
    asked += 1;
    page.select(null);
  });
  return { open, close: () => popup.close() };
}
