// The popup: the incidents of one mark, one at a time. Opened by a keyboard it takes the focus, and gives
// it back to the list when it closes.

function popupFor(map, page) {
  const popup = L.popup({ minWidth: 240, autoPanPadding: [16, 16], offset: [0, -2], className: "gk-popup" });
  let shown = null;

  function open(incidents, first, { focus = false } = {}) {
    const size = map.getSize();
    popup.options.maxWidth = Math.min(350, size.x - 72);
    popup.options.maxHeight = Math.max(150, Math.min(440, size.y - 120));
    show(incidents, incidents.indexOf(first));
    if (focus) shown.focus({ preventScroll: true });
  }

  function show(incidents, number) {
    const incident = incidents[number];
    shown = element("div", "gk-popup__content", detailsOf(page.detailed(incident), page));
    shown.tabIndex = -1;
    if (incidents.length > 1) shown.prepend(pager(incidents, number));
    popup.setLatLng([incident.lat, incident.lon]).setContent(shown);
    if (!popup.isOpen()) popup.openOn(map);
    // Leaflet scrolls a long popup; without a tab stop a keyboard could not.
    shown.closest(".leaflet-popup-scrolled")?.setAttribute("tabindex", "0");
    page.select(incident);
  }

  function pager(incidents, number) {
    const step = (by, sign, name) => {
      const goOn = () => {
        show(incidents, (number + by + incidents.length) % incidents.length);
        shown.querySelector(`[data-step="${name}"]`).focus();
      };
      const made = button("gk-pager__step", goOn, sign);
      made.dataset.step = name;
      made.setAttribute("aria-label", say("page", name));
      return made;
    };
    const position = element("span", "", say("page", "position", { i: number + 1, n: incidents.length }));
    return element("div", "gk-pager", step(-1, "‹", "previous"), position, step(1, "›", "next"));
  }

  map.getContainer().addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape" || !popup.isOpen() || !popup.getElement().contains(target)) return;
    page.focusItem();
    popup.close();
  });
  popup.on("remove", () => page.select(null));
  return open;
}
