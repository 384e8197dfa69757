"""The seas beside the peninsula: Natural Earth's water within limits that we drew after the usual ones."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.packages import Packages
from gazetteer.recipes.tables import feature

# Longitude and latitude by turns. Where a limit runs over land only the water within it counts; over water it
# follows the common limits: from the Yangtze's mouth to Jeju, and across the straits of Bohai, Korea, Tsugaru
# and Soya.
LIMITS = {
    "yellow-sea": """
        121.2 38.8 120.75 37.82 119.0 36.5 118.8 34.0 121.0 31.6 122.0 31.6 126.2 33.3 126.5 33.5 126.9
        34.4 127.2 35.0 127.0 37.8 126.2 38.6 125.9 39.9 124.5 40.5 123.5 40.25 122.9 40.05 122.0 39.55
        121.6 39.1
    """,
    "korea-bay": """
        121.6 39.0 124.65 38.1 125.4 38.3 125.9 39.9 124.5 40.5 123.5 40.25 122.9 40.05 122.0 39.55
    """,
    "east-sea": """
        129.0 35.6 129.1 35.1 129.5 34.7 130.9 34.2 132.0 34.6 134.0 35.2 136.3 35.6 137.5 36.5 138.6
        37.2 139.8 38.5 140.4 40.0 140.6 41.0 140.4 41.4 140.6 42.2 140.8 43.0 141.8 43.6 142.2 45.0
        142.0 45.9 142.2 46.2 142.4 48.0 142.3 50.0 142.0 51.6 141.3 51.8 140.5 50.0 138.5 47.3 136.0
        45.0 133.5 43.5 131.5 43.5 129.8 42.6 129.2 41.8 128.0 40.4 127.0 39.6 127.3 38.9 128.1 38.3
        128.9 37.4 129.2 36.5
    """,
}
TOLERANCE = 0.02


def sea_features(packages: Packages) -> list[dict[str, Any]]:
    """Return the seas as areas."""
    water = packages.shapefile("physical/ne_50m_ocean")
    ocean = shapely.union_all([shapely.make_valid(shapely.from_wkb(wkb)) for _, wkb in water])
    features = []
    for place, limits in sorted(LIMITS.items()):
        area = shapely.intersection(ocean, shapely.make_valid(_polygon(limits)))
        properties = {"place_id": place, "basis": "approximate", "source": "natural-earth"}
        features.append(feature(shapely.simplify(_largest(area), TOLERANCE), properties, 3))
    return features


def _polygon(limits: str) -> BaseGeometry:
    numbers = [float(number) for number in limits.split()]
    return shapely.Polygon(list(zip(numbers[::2], numbers[1::2], strict=True)))


def _largest(area: BaseGeometry) -> BaseGeometry:
    """Return the sea itself, without the inlets that a coarse limit cuts off."""
    largest = max(shapely.get_parts(area), key=lambda part: float(shapely.area(part)))
    assert isinstance(largest, BaseGeometry)
    return largest
