"""The gazetteer's data: complete, consistent, and true where it can be checked."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

GAZETTEER = Path(__file__).resolve().parents[1] / "gazetteer"
GEOD = Geod(ellps="WGS84")
PLACE_COLUMNS = "id,name,feature,country,parents,lat,lon,radius_km,population,geonames,iso,source"
NAME_COLUMNS = "place_id,name,lang,kind,valid_from,valid_to,source"
KINDS = {
    "preferred",
    "alternative",
    "mccune-reischauer",
    "revised",
    "north",
    "native",
    "hanja",
    "former",
    "generated",
    "abbreviation",
    "description",
    "demonym",
}
# Units that moved to another province after Natural Earth drew the provinces.
MOVED = {
    "kp-north-hwanghae-chunghwa",
    "kp-north-hwanghae-sangwon",
    "kp-north-hwanghae-sungho",
}
DERIVED = [
    "counties_shapes.geojson",
    "countries_shapes.geojson",
    "kp_names.csv",
    "lines_shapes.geojson",
    "map_ground.geojson",
    "map_labels.csv",
    "provinces_shapes.geojson",
    "seas_shapes.geojson",
    "south_shapes.geojson",
    "spelled_names.csv",
    "world.names",
    "world.places",
    "world_names.csv",
    "world_places.csv",
]


def rows_of(pattern: str) -> list[dict[str, str]]:
    found = []
    for path in sorted(GAZETTEER.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file))
    return found


@cache
def places() -> list[dict[str, str]]:
    return rows_of("*places.csv")


@cache
def names() -> list[dict[str, str]]:
    return rows_of("*names.csv")


@cache
def by_id() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in places()}


@cache
def features() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for path in sorted(GAZETTEER.glob("*shapes.geojson")):
        found += json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


@cache
def shapes() -> dict[str, BaseGeometry]:
    return {item["properties"]["place_id"]: shape(item["geometry"]) for item in features()}


def spot(place_id: str) -> shapely.Point:
    return shapely.Point(float(by_id()[place_id]["lon"]), float(by_id()[place_id]["lat"]))


def names_of(place_id: str) -> set[str]:
    return {by_id()[place_id]["name"]} | {row["name"] for row in names() if row["place_id"] == place_id}


def places_named(name: str) -> set[str]:
    return {row["id"] for row in places() if row["name"] == name} | {
        row["place_id"] for row in names() if row["name"] == name and row["kind"] != "demonym"
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def km_outside(point: shapely.Point, area: BaseGeometry) -> float:
    nearest = shapely.shortest_line(point, area).coords[-1]
    return float(GEOD.inv(point.x, point.y, *nearest)[2]) / 1000


def test_tables_have_their_columns_and_are_sorted():
    """Every table has the documented header and its rows in the order of ids."""
    for path in sorted([*GAZETTEER.glob("*places.csv"), *GAZETTEER.glob("*names.csv")]):
        header = path.read_text(encoding="utf-8").splitlines()[0]
        assert header == (PLACE_COLUMNS if path.name.endswith("places.csv") else NAME_COLUMNS), path.name
        ids = [next(iter(row.values())) for row in rows_of(path.name)]
        assert ids == sorted(ids), path.name


def test_ids_are_unique_slugs():
    """No two places share an id, in whichever file they stand."""
    assert [place for place, count in Counter(row["id"] for row in places()).items() if count > 1] == []
    assert [row["id"] for row in places() if not re.fullmatch(r"[a-z0-9-]+", row["id"])] == []


def test_a_geonames_id_stands_once():
    """A place of places.csv is not there again among the world's."""
    counted = Counter(row["geonames"] for row in places() if row["geonames"])
    assert [number for number, count in counted.items() if count > 1] == []


def test_no_city_of_the_world_doubles_a_hand_edited_one():
    """A world city with the name of a hand-edited place near it would be that place a second time."""
    own = {row["id"] for row in rows_of("places.csv")}
    doubles = []
    for row in rows_of("world_places.csv"):
        for other in places_named(row["name"]) & own:
            far = GEOD.inv(float(row["lon"]), float(row["lat"]), spot(other).x, spot(other).y)[2] / 1000
            if row["feature"] == by_id()[other]["feature"] and far < 30:
                doubles.append((row["id"], other))
    assert doubles == []


def test_every_row_is_complete():
    """Each place has a name, a feature, a spot on the globe, a source, and a shape or a radius."""
    wrong = []
    for row in places():
        complete = all(row[column].strip() for column in ("name", "feature", "lat", "lon", "source"))
        on_globe = complete and abs(float(row["lat"])) <= 90 and abs(float(row["lon"])) <= 180
        extent = row["id"] in shapes() or (row["radius_km"] and float(row["radius_km"]) > 0)
        if not (on_globe and extent):
            wrong.append(row["id"])
    assert wrong == []


def test_countries_are_alpha_2_codes_in_the_gazetteer():
    """The codes in `country` are countries that the gazetteer itself has."""
    codes = {row["country"] for row in places() if row["feature"] == "country"}
    wrong = [row["id"] for row in places() if row["country"] and not set(row["country"].split("/")) <= codes]
    assert wrong == []
    without = {row["feature"] for row in places() if not row["country"]}
    assert without <= {"continent", "island", "mountain", "region", "river", "sea"}


def test_parents_exist_and_end_with_the_country():
    """Every parent is a place; the last one is the place's country, or the sea that a bay belongs to."""
    for row in places():
        parents = row["parents"].split()
        assert all(parent in by_id() for parent in parents), row["id"]
        if parents and row["feature"] != "sea":
            assert by_id()[parents[-1]]["feature"] == "country", row["id"]
            assert by_id()[parents[-1]]["country"] in row["country"].split("/"), row["id"]
        for nearer, farther in pairwise(parents):
            assert farther in by_id()[nearer]["parents"].split(), row["id"]


def test_names_belong_to_places_and_are_of_a_known_kind():
    """Every name's place exists; no name is empty, padded, doubled, or of an undocumented kind."""
    assert [row for row in names() if row["place_id"] not in by_id()] == []
    assert [row for row in names() if row["kind"] not in KINDS or not row["lang"]] == []
    assert [row for row in names() if row["name"] != " ".join(row["name"].split()) or not row["name"]] == []
    assert [row["id"] for row in places() if row["name"] != " ".join(row["name"].split())] == []


def test_sources_exist_and_are_complete():
    """Each source key that is used is described, with title, licence and attribution."""
    sources = tomllib.loads((GAZETTEER / "sources.toml").read_text(encoding="utf-8"))
    used = {key for row in [*places(), *names()] for key in row["source"].split()}
    used |= {key for item in features() for key in item["properties"]["source"].split()}
    assert used <= set(sources)
    for key, source in sources.items():
        assert all(source[field] for field in ("title", "url", "licence", "attribution", "retrieved")), key


def test_pinned_packages_are_those_of_the_sources():
    """The recipe's pins and the sources name the same package files."""
    pins = tomllib.loads((GAZETTEER / "recipes" / "pins.toml").read_text(encoding="utf-8"))
    sources = tomllib.loads((GAZETTEER / "sources.toml").read_text(encoding="utf-8"))
    derived = {source["package"]: source["sha256"] for source in sources.values() if source["package"]}
    assert derived == {package: pin["sha256"] for package, pin in pins.items()}


def test_shapes_are_valid_and_right_handed():
    """Each shape belongs to a place, says its basis, is valid, and winds as RFC 7946 wants."""
    for item in features():
        place = item["properties"]["place_id"]
        geometry = shape(item["geometry"])
        assert place in by_id()
        assert item["properties"]["basis"] in {"surveyed", "simplified", "approximate", "computed"}, place
        assert geometry.is_valid and not geometry.is_empty, place
        for part in shapely.get_parts(geometry):
            if part.geom_type == "Polygon":
                assert part.exterior.is_ccw, place
                assert not any(ring.is_ccw for ring in part.interiors), place
    counted = Counter(item["properties"]["place_id"] for item in features())
    assert [place for place, count in counted.items() if count > 1] == []


def test_rivers_and_borders_are_lines_and_the_zone_an_area():
    """The rivers and borders are lines; the demilitarized zone, provinces and counties are areas."""
    for place in ("yalu-river", "tumen-river", "cn-kp-border", "kp-ru-border", "mdl", "nll"):
        assert shapes()[place].geom_type in {"LineString", "MultiLineString"}, place
    for place in ("dmz", "kp", "kr", "cn", "kp-kangwon", "kp-kangwon-chorwon", "cn-liaoning", "kp-nampo"):
        assert shapes()[place].geom_type in {"Polygon", "MultiPolygon"}, place


def test_all_first_and_second_level_units_of_the_north_have_areas():
    """The thirteen first-level units and all counties, cities and districts are there as areas."""
    first = [row["id"] for row in places() if row["country"] == "KP" and row["iso"].startswith("KP-")]
    second = [
        row["id"]
        for row in places()
        if row["country"] == "KP"
        and row["feature"] in {"county", "city", "district"}
        and len(row["parents"].split()) == 2
    ]
    assert len(first) == 13
    assert len(second) == 201
    assert [place for place in [*first, *second] if place not in shapes()] == []


def test_county_areas_say_that_they_are_approximate():
    """No surveyed boundary is claimed for the North's counties."""
    basis = {item["properties"]["place_id"]: item["properties"]["basis"] for item in features()}
    assert {basis[place] for place in basis if place.startswith("kp-") and place.count("-") > 2} == {
        "approximate"
    }
    assert basis["kp-ryanggang"] == "simplified"


def km_from_its_countries(row: dict[str, str]) -> float:
    areas = [shapes()[code.lower()] for code in row["country"].split("/") if code.lower() in shapes()]
    return min((km_outside(spot(row["id"]), area) for area in areas), default=0.0)


def test_every_hand_edited_spot_lies_in_its_country():
    """A spot lies in the area of one of its countries, islands and spots at sea a little outside.

    Fangchuan stands on the strip of China along the Tumen that Natural Earth gives to Russia; Dokdo is too
    small for it to be drawn.
    """
    wide = {"sea", "region", "continent", "country"}
    undrawn = {"cn-fangchuan", "dokdo", "maritime-mdl"}
    for row in rows_of("places.csv"):
        if row["feature"] not in wide and row["id"] not in undrawn:
            allowed = 25.0 if row["feature"] in {"island", "border"} else 5.0
            assert km_from_its_countries(row) < allowed, row["id"]


def test_nearly_every_city_of_the_world_lies_in_its_country():
    """A wrong country code would put a city outside; only few lie on islands that are not drawn."""
    cities = [row for row in rows_of("world_places.csv") if row["feature"] == "city"]
    assert sum(km_from_its_countries(row) > 60.0 for row in cities) < 25


def test_every_place_of_the_north_lies_in_its_units():
    """A place lies in its province as coarsely as that is drawn, and near its county's approximate area."""
    for row in rows_of("places.csv"):
        if MOVED & {row["id"], *row["parents"].split()} or row["feature"] in {"island", "river"}:
            continue
        for parent in row["parents"].split():
            if parent.startswith("kp-"):
                allowed = 12.0 if by_id()[parent]["parents"] != "kp" else 8.0
                assert km_outside(spot(row["id"]), shapes()[parent]) < allowed, (row["id"], parent)


def test_seats_lie_in_their_own_area():
    """A county's seat lies in the area that is drawn for it."""
    for place, area in shapes().items():
        if place.startswith("kp-") and place.count("-") >= 2 and by_id()[place]["feature"] != "province":
            assert km_outside(spot(place), area) < 1.0, place


def korean_side() -> shapely.Polygon:
    """The ground south of the border with China and Russia, closed along the Yalu's estuary and at sea."""
    line = [*shapes()["cn-kp-border"].coords, *shapes()["kp-ru-border"].coords]
    estuary = [(124.20, 39.80), (124.28, 39.95), (124.35, 40.03)]
    return shapely.Polygon([*line, (131.5, 41.0), (131.5, 37.0), (123.5, 37.0), (123.5, 39.5), *estuary])


@pytest.mark.parametrize("feature", ["city", "county", "district", "town", "village", "island"])
def test_border_towns_stand_on_their_own_bank(feature):
    """Musan and Hyesan lie on the Korean side of the drawn border, Dandong and Changbai on the Chinese."""
    side = korean_side()
    checked = 0
    for row in rows_of("places.csv"):
        point = spot(row["id"])
        near = 124 < point.x < 131 and point.y > 39.9
        if near and row["feature"] == feature and row["country"] in {"KP", "CN"}:
            assert side.covers(point) == (row["country"] == "KP"), row["id"]
            checked += 1
    assert checked


def test_rivers_are_the_two_halves_of_the_border():
    """The Yalu and the Tumen meet at Mount Paektu, and the Tumen reaches the sea."""
    yalu, tumen = shapes()["yalu-river"], shapes()["tumen-river"]
    assert yalu.coords[0] == tumen.coords[0]
    assert km_outside(spot("paektu"), yalu) < 3
    assert tumen.coords[-1] == shapes()["kp-ru-border"].coords[-1]
    assert km_outside(spot("kp-north-pyongan-sinuiju"), yalu) < 3 < 100 < km_outside(spot("cn-hunchun"), yalu)


def test_the_demarcation_line_runs_inside_the_demilitarized_zone():
    """The line lies in the zone from end to end, and the truce village with it."""
    zone = shapes()["dmz"]
    line = shapes()["mdl"]
    assert line.intersection(zone).length > 0.95 * line.length
    assert km_outside(spot("jsa"), zone) < 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Chorwon", {"kp-kangwon-chorwon", "kr-gangwon-cheorwon"}),
        ("Kosong", {"kp-kangwon-kosong", "kr-gangwon-goseong"}),
        ("Kangwon Province", {"kp-kangwon", "kr-gangwon"}),
        ("Tumen", {"tumen-river", "cn-tumen"}),
        ("Yanggang Province", {"kp-ryanggang"}),
        ("Hoeryeong", {"kp-north-hamgyong-hoeryong"}),
        ("Saebyol", {"kp-north-hamgyong-kyongwon"}),
        ("JSA", {"jsa"}),
        ("demilitarized zone", {"dmz"}),
        ("DPRK", {"kp"}),
        ("압록강", {"yalu-river"}),
    ],
)
def test_spellings_lead_to_their_places(name, expected):
    """Romanisations, old names and abbreviations lead where they should, homonyms to all of their places."""
    assert places_named(name) == expected


def test_onsong_is_not_kosong():
    """GeoNames' wrong alternate of Onsong is not taken over."""
    assert "Kosong" not in names_of("kp-north-hamgyong-onsong")


def test_demonyms_of_both_koreas():
    """Adjectives and plurals are there as demonyms of the right country."""
    demonyms = {(row["place_id"], row["name"]) for row in names() if row["kind"] == "demonym"}
    assert {
        ("kp", "North Korean"),
        ("kp", "North Koreans"),
        ("kr", "South Korean"),
        ("cn", "Chinese"),
    } <= demonyms


def test_the_data_stays_small():
    """Tables and shapes are below three megabytes, the page's ground below 700 kB, the index below 15 MB."""
    sizes = {path.name: path.stat().st_size for path in GAZETTEER.iterdir() if path.is_file()}
    index = sum(sizes.pop(name, 0) for name in ("world.names", "world.places"))
    assert index < 15_000_000
    assert sum(sizes.values()) < 3_000_000
    assert max(sizes.values()) < 1_500_000
    assert sizes["map_ground.geojson"] < 700_000


def test_the_ground_is_drawable():
    """Every feature of the ground has a known kind and a valid shape."""
    ground = json.loads((GAZETTEER / "map_ground.geojson").read_text(encoding="utf-8"))["features"]
    assert {item["properties"]["kind"] for item in ground} >= {"land", "water", "border", "province"}
    assert all(
        item["properties"]["kind"] in {"land", "water", "border", "province", "river", "zone"}
        for item in ground
    )
    assert all(shape(item["geometry"]).is_valid for item in ground)


def test_shipped_files_equal_their_rebuild(tmp_path):
    """The derived files are what the recipes make of the pinned packages."""
    packages = os.environ.get("GEOKIT_PACKAGES")
    if not packages:
        pytest.skip("GEOKIT_PACKAGES names no folder with the pinned packages")
    recipe = [sys.executable, "-m", "gazetteer.recipes.build", "--packages", packages, "--output", tmp_path]
    subprocess.run(recipe, check=True, cwd=GAZETTEER.parent)
    assert sorted(path.name for path in tmp_path.iterdir()) == DERIVED
    for name in DERIVED:
        assert sha256(tmp_path / name) == sha256(GAZETTEER / name), name
