"""A folium map of incidents that stands in one file."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
from branca.element import MacroElement

from geokit.errors import UsageError
from geokit.maps import inline
from geokit.maps.page import Page, Verbatim, figure_of, page_template
from geokit.maps.tables import details_table, overview_table, places_table, publishers

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["IncidentMap", "write_map"]

ATTRIBUTION = "Land, borders and rivers: Natural Earth. Places: GeoNames (CC BY 4.0) and geokit's gazetteer."
LANGUAGE = "en"


class IncidentLayer(MacroElement):
    """The incidents, the ground under them and the panel beside them, as one layer of a page."""

    def __init__(
        self,
        stage: folium.Map,
        incidents: GeoDataFrame,
        places: GeoDataFrame | None,
        *,
        title: str,
        attribution: str,
        ground: dict[str, Any],
        fit: bool,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "IncidentLayer"
        self.stage = stage
        self.overview = inline.json_block(
            {
                "title": title,
                "attribution": attribution,
                "fit": fit,
                "words": inline.words(LANGUAGE),
                "publishers": publishers(incidents),
                "incidents": overview_table(incidents),
                "places": places_table(places),
            }
        )
        self.details = inline.json_block(details_table(incidents))
        self.ground = inline.json_block(ground)

    def render(self, **kwargs: Any) -> str:
        """Put the data and our script into the page's body, and the call that starts it at the end."""
        page = figure_of(self)
        blocks = page_template("layer.html").render(
            name=self.get_name(),
            overview=self.overview,
            details=self.details,
            ground=self.ground,
            script=inline.our_script(),
        )
        page.html.add_child(Verbatim(blocks), name=self.get_name())
        start = f'geokit.start({self.stage.get_name()}, "{self.get_name()}");'
        page.script.add_child(Verbatim(start), name=self.get_name())
        return ""


class IncidentMap(folium.Map):
    """A map of incidents in one HTML file that needs no network.

    Every incident is drawn in the shape in which its place is known, events apart from orders, threats,
    plans and figures; a panel lists them all, those without a place too. Any folium layer can be added to
    it. What a user adds runs as folium writes it: text in folium's own popups and tooltips is not made
    harmless.

    Parameters
    ----------
    incidents : GeoDataFrame
        One row an incident in EPSG:4326, geometry ``None`` where no place is known, with the columns of
        geokit's incidents; lists as Python lists.
    places : GeoDataFrame, optional
        Places whose names are written on the map: columns ``name`` and, if known, ``feature``.
    title : str
        What the map shows, as plain text.
    basemap : Path, optional
        GeoJSON to draw under the incidents, longitude first; each feature's ``kind`` is ``land``,
        ``water``, ``border``, ``province`` or ``river``. Default: the one that geokit ships.
    attribution : str
        Who made the data on the map, as plain text.
    csp : bool
        Whether the page carries a Content-Security-Policy under which only its own scripts run and nothing
        is fetched. A layer that loads files from elsewhere (folium's popups and icons, plugins, tiles)
        needs ``False``: the page then links folium's usual files, fetches them when it is opened, and no
        longer stands between a report's text and a mistake in whatever was added.
    **folium_kwargs
        Passed on to folium.Map. With ``location`` the first view is the one asked for; without it the view
        fits the incidents.

    Raises
    ------
    UsageError
        When the basemap cannot be read.
    """

    _template = page_template("map.html")

    def __init__(
        self,
        incidents: GeoDataFrame,
        places: GeoDataFrame | None = None,
        *,
        title: str,
        basemap: Path | None = None,
        attribution: str = ATTRIBUTION,
        csp: bool = True,
        **folium_kwargs: Any,
    ) -> None:
        # Half a zoom level fits the incidents more closely; without tiles nothing is blurred by it.
        super().__init__(**{"tiles": None, "zoom_snap": 0.5, "control_scale": True, **folium_kwargs})
        # folium passes these on to tiles only, and a map without tiles knows no other limit.
        self.options["min_zoom"] = folium_kwargs.get("min_zoom", 2)
        self.options["max_zoom"] = folium_kwargs.get("max_zoom", 14)
        self._name = "IncidentMap"
        # Lists of this map's own: folium's belong to every map.
        self.default_js = [] if csp else [link for link in folium.Map.default_js if link[0] != "leaflet"]
        self.default_css = (
            [] if csp else [link for link in folium.Map.default_css if link[0] != "leaflet_css"]
        )
        wording = inline.words(LANGUAGE)["page"]
        self.label = wording["map"]
        self.noscript = wording["noscript"]
        self.icons = inline.leaflet_icons()
        Page(title=title, language=LANGUAGE, csp=csp).add_child(self)
        self.add_child(
            IncidentLayer(
                self,
                incidents,
                places,
                title=title,
                attribution=attribution,
                ground=_read_basemap(basemap),
                fit="location" not in folium_kwargs,
            )
        )

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


def _read_basemap(path: Path | None) -> dict[str, Any]:
    source = Path(path) if path is not None else files("geokit.gazetteer") / "basemap.geojson"
    try:
        ground = json.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{source}: the basemap cannot be read ({error}); give a GeoJSON file") from error
    if not isinstance(ground, dict) or not isinstance(ground.get("features"), list):
        raise UsageError(f"{source}: the basemap is no GeoJSON FeatureCollection; give one")
    return ground
