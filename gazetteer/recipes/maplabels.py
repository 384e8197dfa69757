"""The names that the map page writes on its ground: English and Korean, and from which zoom."""

from __future__ import annotations

from collections.abc import Iterable

from gazetteer.recipes.tables import Row

LABEL_COLUMNS = ("id", "name", "ko", "feature", "country", "lat", "lon", "zoom")

# The zoom from which a kind of place is named.
ZOOMS = {
    "sea": 5.0,
    "province": 6.0,
    "prefecture": 7.0,
    "river": 9.0,
    "city": 7.0,
    "region": 7.0,
    "zone": 8.0,
    "county": 8.0,
    "border": 8.5,
    "lake": 8.5,
    "mountain": 9.0,
    "pass": 9.0,
    "island": 9.0,
    "town": 9.0,
    "district": 9.5,
    "village": 10.0,
    "site": 10.5,
}
# The larger a city or country, the sooner: inhabitants and kilometres, with the zoom.
CITY_ZOOMS = ((5_000_000, 4.5), (1_000_000, 5.5), (300_000, 6.5))
COUNTRY_ZOOMS = ((1000, 2.0), (400, 3.0), (150, 4.5), (50, 5.5), (0, 6.5))
# Far from the peninsula only cities of this size are named.
LARGE = 2_000_000
# What a county's name says beside the name of its seat, where the mark of its spot stands.
UNIT_WORDS = (" County", " District")
# Rivers that the ground draws are named sooner than those that it does not.
DRAWN_RIVERS = {"tumen-river": 6.0, "yalu-river": 6.0}
# What is disputed bears both names in Korean too; the gazetteer lists the South's.
BOTH_NAMES = {"dokdo": "독도 / 다케시마", "east-sea": "동해 / 일본해"}


def label_rows(places: Iterable[Row], world: Iterable[Row], names: Iterable[Row]) -> list[Row]:
    """Return a row a name on the map: the gazetteer's places, and the world's countries and large cities."""
    korean: dict[str, list[str]] = {}
    for row in names:
        if row["lang"] == "ko" and row["kind"] in {"native", "preferred"}:
            korean.setdefault(row["place_id"], []).append(row["name"])
    named = [row for row in places if row["feature"] in ZOOMS]
    named += [row for row in world if row["feature"] == "country" or _inhabitants(row) >= LARGE]
    return [
        {
            "id": row["id"],
            "name": _short(row),
            "ko": BOTH_NAMES.get(row["id"]) or _korean(row, korean.get(row["id"], [])),
            "feature": row["feature"],
            "country": row["country"],
            "lat": f"{float(row['lat']):.3f}",
            "lon": f"{float(row['lon']):.3f}",
            "zoom": f"{_zoom(row):g}",
        }
        for row in named
    ]


def _zoom(row: Row) -> float:
    if row["feature"] == "country":
        return next(zoom for radius, zoom in COUNTRY_ZOOMS if float(row["radius_km"] or 0) >= radius)
    if row["feature"] == "city":
        return next((zoom for size, zoom in CITY_ZOOMS if _inhabitants(row) >= size), ZOOMS["city"])
    return DRAWN_RIVERS.get(row["id"], ZOOMS[row["feature"]])


def _korean(row: Row, names: list[str]) -> str:
    # A province is called by its whole name, 량강도; everything else by the first, 혜산.
    return max(names, key=len, default="") if row["feature"] == "province" else next(iter(names), "")


def _short(row: Row) -> str:
    name = row["name"]
    return next((name.removesuffix(word) for word in UNIT_WORDS if name.endswith(word)), name)


def _inhabitants(row: Row) -> int:
    return int(row["population"] or 0)
