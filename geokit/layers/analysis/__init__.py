"""Analysis: incidents counted and compared in space and time, and what cannot be counted named, not dropped.

Distances are geodesic and areas those of the ellipsoid (WGS 84); nothing is reckoned in degrees. Every
function takes the frame of ``incident_frame``, or that frame as geopandas reads it back from a file, and
counts only what took place (``is_event``) unless it is asked for all.
"""

from geokit.layers.analysis.grid import hexagons
from geokit.layers.analysis.months import by_month
from geokit.layers.analysis.nearness import within_km_of
from geokit.layers.analysis.units import by_unit

__all__ = ["by_month", "by_unit", "hexagons", "within_km_of"]
