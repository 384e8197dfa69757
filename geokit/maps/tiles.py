"""Online tiles under the incidents, by xyzservices' names: off unless a user names them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import folium

from geokit.errors import UsageError

__all__ = ["Tiles", "find_tiles"]


@dataclass(frozen=True, slots=True)
class Tiles:
    """A layer of tiles, how near it goes, and from where its pictures come (for the page's policy)."""

    layer: folium.TileLayer
    max_zoom: int
    origins: tuple[str, ...]


def find_tiles(name: str) -> Tiles:
    """Look tiles up by a name that xyzservices knows, as ``OpenStreetMap.Mapnik`` or ``Esri.WorldTopoMap``.

    Raises
    ------
    UsageError
        When no provider has that name, or its tiles want a key.
    """
    import xyzservices.providers  # type: ignore[import-untyped]

    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError as error:
        raise UsageError(
            f"--tiles {name}: xyzservices knows no such tiles; try OpenStreetMap.Mapnik"
        ) from error
    if any(str(value).startswith("<insert") for value in provider.values()):
        raise UsageError(f"--tiles {name}: these tiles want a key; name others, as OpenStreetMap.Mapnik")
    url = provider.build_url(fill_subdomain=False, scale_factor="{r}")
    subdomains = provider.get("subdomains", "abc")
    max_zoom = int(provider.get("max_zoom", 18))
    layer = folium.TileLayer(
        tiles=url,
        attr=provider.html_attribution,
        name=provider.name,
        max_zoom=max_zoom,
        subdomains=subdomains,
        control=False,
    )
    places = urlsplit(url)
    hosts = sorted({places.netloc.replace("{s}", subdomain) for subdomain in subdomains})
    return Tiles(layer=layer, max_zoom=max_zoom, origins=tuple(f"{places.scheme}://{host}" for host in hosts))
