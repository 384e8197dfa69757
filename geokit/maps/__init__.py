"""GeoDataFrames to one static Leaflet page, through folium.

The page is a single file that opens from disk and asks no network for anything.
"""

from geokit.maps.incident_map import IncidentMap, write_map
from geokit.maps.inline import LANGUAGES
from geokit.maps.tiles import find_tiles

__all__ = ["LANGUAGES", "IncidentMap", "find_tiles", "write_map"]
