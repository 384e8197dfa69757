"""The ground that geokit ships: good enough, from close by, that each town stands on its own bank."""

import csv
import json
from functools import cache
from importlib.resources import files

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geokit.maps.ground import label_table

GAZETTEER = files("geokit.gazetteer")
SETTLEMENTS = {"city", "county", "town", "village", "district"}
# A pixel at zoom 11 is some sixty metres: a thousandth of a degree is two of them.
PIXELS = 0.001


@cache
def ground(kind: str, name: str | None = None) -> BaseGeometry:
    features = json.loads((GAZETTEER / "map_ground.geojson").read_text(encoding="utf-8"))["features"]
    return shapely.union_all(
        [
            shapely.geometry.shape(feature["geometry"])
            for feature in features
            if feature["properties"]["kind"] == kind and name in (None, feature["properties"]["name"])
        ]
    )


@cache
def gazetteer_line(name: str) -> BaseGeometry:
    features = json.loads((GAZETTEER / "lines_shapes.geojson").read_text(encoding="utf-8"))["features"]
    (found,) = (one for one in features if one["properties"]["place_id"] == name)
    return shapely.geometry.shape(found["geometry"])


def places() -> list[dict[str, str]]:
    with (GAZETTEER / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["yalu-river", "tumen-river", "cn-kp-border", "kp-ru-border", "mdl"])
def test_rivers_and_borders_are_drawn_where_the_gazetteer_has_them(name: str) -> None:
    """To within a pixel at zoom 11, and each once."""
    kind = "river" if name.endswith("river") else "border"
    assert ground(kind, name).hausdorff_distance(gazetteer_line(name)) < PIXELS


def test_every_town_along_the_rivers_stands_on_its_own_bank() -> None:
    """North of the drawn line what is China's, south of it what is the North's."""
    border = ground("border", "cn-kp-border")
    line = shapely.line_merge(border)
    west, east = line.coords[0], line.coords[-1]
    # Everything north of the line, as far as the towns along it reach.
    north = shapely.make_valid(
        shapely.Polygon([*line.coords, (east[0], east[1] + 3), (west[0], east[1] + 3), (west[0], west[1])])
    )
    near = [
        place
        for place in places()
        if place["feature"] in SETTLEMENTS
        and place["country"] in {"CN", "KP"}
        and west[0] < float(place["lon"]) < east[0]
        and line.distance(shapely.Point(float(place["lon"]), float(place["lat"]))) < 0.2
    ]
    assert len(near) > 40
    wrong = [
        place["id"]
        for place in near
        if north.contains(shapely.Point(float(place["lon"]), float(place["lat"])))
        != (place["country"] == "CN")
    ]
    assert wrong == []


def test_towns_are_drawn_on_land() -> None:
    """None of those along both rivers stands in the sea."""
    land = ground("land")
    shapely.prepare(land)
    table = label_table()
    afloat = [
        name
        for name, feature, lon, lat in zip(
            table["name"], table["feature"], table["lon"], table["lat"], strict=True
        )
        if feature in {"city", "county"} and 124 < lon < 131 and 37.5 < lat < 43.5
        if land.distance(shapely.Point(lon, lat)) > 0.02
    ]
    assert afloat == []


def test_what_is_disputed_bears_both_names() -> None:
    """In both languages."""
    table = label_table()
    names = dict(zip(table["name"], table["ko"], strict=True))
    for name in ("East Sea / Sea of Japan", "Dokdo / Takeshima"):
        assert " / " in names[name]


def test_labels_of_the_region_are_in_korean_too() -> None:
    """Every city, county, province and river of the peninsula has its Korean name."""
    table = label_table()
    missing = [
        name
        for name, ko, feature, lon, lat in zip(
            *(table[column] for column in ("name", "ko", "feature", "lon", "lat")), strict=True
        )
        if feature in {"county", "province"} and 125.5 < lon < 129 and 37 < lat < 41 and not ko
    ]
    assert missing == []
