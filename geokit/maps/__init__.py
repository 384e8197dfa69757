"""GeoDataFrames to one static Leaflet page, through folium.

The page is a single file that opens from disk and asks no network for anything.
"""

from geokit.maps.incident_map import IncidentMap, write_map

__all__ = ["IncidentMap", "write_map"]
