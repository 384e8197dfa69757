"""A folium map of incidents that stands in one file."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
from branca.element import MacroElement

from geokit.errors import UsageError
from geokit.layers.palette import type_colours
from geokit.maps import inline
from geokit.maps.blocks import BEST, FAST, json_block, packed, packed_lines
from geokit.maps.ground import ground_table, label_ids, label_table, translations
from geokit.maps.page import Page, Verbatim, figure_of, page_template
from geokit.maps.tables import IncidentTables, place_ids, places_table
from geokit.maps.tiles import find_tiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geopandas import GeoDataFrame

__all__ = ["IncidentMap", "write_map"]

ATTRIBUTION = "Land, borders and rivers: Natural Earth. Places: GeoNames (CC BY 4.0) and geokit's gazetteer."
# Incidents from which time counts more than the last tenth of size.
MANY = 10_000


class IncidentLayer(MacroElement):
    """The incidents, the ground under them and the panel beside them, as one layer of a page."""

    def __init__(self, stage: folium.Map, settings: dict[str, Any], blocks: Mapping[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "IncidentLayer"
        self.stage = stage
        self.settings = json_block(settings)
        self.blocks = blocks

    def render(self, **kwargs: Any) -> str:
        """Put the data and our script into the page's body, and the call that starts it at the end."""
        page = figure_of(self)
        body = page_template("layer.html").render(
            name=self.get_name(), settings=self.settings, blocks=self.blocks, script=inline.our_script()
        )
        page.html.add_child(Verbatim(body), name=self.get_name())
        start = f'geokit.start({self.stage.get_name()}, "{self.get_name()}");'
        page.script.add_child(Verbatim(start), name=self.get_name())
        return ""


class IncidentMap(folium.Map):
    """A map of incidents in one HTML file that needs no network.

    Every incident is drawn in the shape in which its place is known, events apart from orders, threats,
    plans and figures; a panel lists, searches and filters them, those without a place too, and a timeline
    chooses their period. Any folium layer can be added to it. What a user adds runs as folium writes it: text
    in folium's own popups and tooltips is not made harmless.

    Parameters
    ----------
    incidents : GeoDataFrame
        One row an incident in EPSG:4326, geometry ``None`` where no place is known, with the columns of
        geokit's incidents; lists as Python lists.
    places : GeoDataFrame, optional
        Places whose names are written before others: columns ``name`` and, if known, ``place_id`` and
        ``feature``.
    title : str
        What the map shows, as plain text.
    language : str
        ``en`` or ``ko``: of the page's own words, and first of the names on the map.
    tiles : str, optional
        Online tiles to draw over the ground, by a name of xyzservices. The page then asks their server for
        pictures whenever it is looked at; without it, it asks nobody for anything.
    basemap : Path, optional
        GeoJSON to draw under the incidents, longitude first; each feature's ``kind`` is ``land``, ``water``,
        ``zone``, ``border``, ``province`` or ``river``. Default: the one that geokit ships.
    attribution : str
        Who made the data on the map, as plain text.
    csp : bool
        Whether the page carries a Content-Security-Policy under which only its own scripts run and nothing
        is fetched but the tiles asked for. A layer that loads files from elsewhere (folium's popups and
        icons, plugins) needs ``False``: the page then links folium's usual files, fetches them when it is
        opened, and no longer stands between a report's text and a mistake in whatever was added.
    **folium_kwargs
        Passed on to folium.Map. With ``location`` the first view is the one asked for; without it the view
        fits the incidents.

    Raises
    ------
    UsageError
        When the basemap cannot be read, the language is not one of the page's, or no such tiles are known.
    """

    _template = page_template("map.html")

    def __init__(
        self,
        incidents: GeoDataFrame,
        places: GeoDataFrame | None = None,
        *,
        title: str,
        language: str = "en",
        tiles: str | None = None,
        basemap: Path | None = None,
        attribution: str = ATTRIBUTION,
        csp: bool = True,
        **folium_kwargs: Any,
    ) -> None:
        if language not in inline.LANGUAGES:
            raise UsageError(f"language {language}: the map speaks {' and '.join(inline.LANGUAGES)}")
        found = find_tiles(tiles) if tiles else None
        # Half a zoom level fits the incidents more closely; tiles would be blurred by it.
        given = {"zoom_snap": 1 if found else 0.5, "control_scale": True, **folium_kwargs}
        super().__init__(tiles=None, **given)
        # folium passes these on to tiles only, and a map without tiles knows no other limit.
        self.options["min_zoom"] = folium_kwargs.get("min_zoom", 2)
        self.options["max_zoom"] = folium_kwargs.get("max_zoom", found.max_zoom if found else 14)
        self._name = "IncidentMap"
        # Lists of this map's own: folium's belong to every map.
        self.default_js = [] if csp else [link for link in folium.Map.default_js if link[0] != "leaflet"]
        self.default_css = (
            [] if csp else [link for link in folium.Map.default_css if link[0] != "leaflet_css"]
        )
        words = inline.words(language)
        self.label = words["page"]["map"]
        self.noscript = words["page"]["noscript"]
        self.icons = inline.leaflet_icons()
        Page(title=title, language=language, csp=csp, images=found.origins if found else ()).add_child(self)
        if found:
            self.add_child(found.layer)
        with _nothing_collected():
            tables = IncidentTables(incidents)
            level = FAST if len(incidents) > MANY else BEST
            settings = {
                "title": title,
                "attribution": attribution,
                "fit": "location" not in folium_kwargs,
                "columns": tables.names,
                "tellingColumns": tables.telling_names(),
                "words": words,
                "colours": type_colours(tables.types()),
                "translations": translations(tables.place_names(), language),
            }
            blocks = {
                "ids": packed(tables.ids(), level),
                "overview": packed(tables.overview(), level),
                "places": packed(places_table(places, without=label_ids())),
                "labels": packed(label_table(place_ids(places))),
                "ground": packed(ground_table(basemap)),
                "texts": packed_lines(tables.texts(), level),
                "details": packed_lines(tables.details(), level),
            }
        self.add_child(IncidentLayer(self, settings, blocks))

    def render(self, **kwargs: Any) -> str:
        """Put Leaflet and our styles into the page's head, before what folium and other layers put there."""
        head = page_template("head.html").render(
            styles=f"{inline.leaflet_style()}\n{inline.our_style()}",
            switches=self.global_switches,
            leaflet=inline.leaflet_script(),
        )
        figure_of(self).header.add_child(Verbatim(head), name="leaflet")
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""


def write_map(incident_map: IncidentMap, path: Path) -> None:
    """Write a map's page; the same map gives the same bytes.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    Path(path).write_bytes(incident_map.get_root().render().encode("utf-8"))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Hold the collector of garbage while tables are made: it would visit millions of values, all in use."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
