"""What the gazetteer has to hold, and how it is found: units, banks, lines, sites and spellings."""

import json
import re

import pytest
import shapely
from click.testing import CliRunner
from shapely.geometry import shape
from test_gazetteer_data import by_id, km_outside, korean_side, names, places, rows_of, shapes, spot

from geokit.cli import main

MUSAN, HOERYONG = "kp-north-hamgyong-musan", "kp-north-hamgyong-hoeryong"
CHORWONS = {"kp-kangwon-chorwon", "kr-gangwon-cheorwon"}
KOSONGS = {"kp-kangwon-kosong", "kr-gangwon-goseong"}
# Each pair faces each other over a border river or the mountain: the North's side, then China's.
BANKS = [
    ("kp-north-pyongan-sinuiju", "cn-dandong"),
    ("kp-jagang-manpo", "cn-jian"),
    ("kp-jagang-chunggang", "cn-linjiang"),
    ("kp-ryanggang-hyesan", "cn-changbai"),
    ("kp-ryanggang-samjiyon", "cn-antu"),
    (MUSAN, "cn-nanping"),
    (HOERYONG, "cn-sanhe"),
    ("namyang", "cn-tumen"),
    ("kp-north-hamgyong-onsong", "cn-liangshui"),
    ("wonjong", "cn-quanhe"),
    ("hwanggumpyong", "cn-langtou"),
    ("kp-ryongampo", "cn-donggang"),
    ("pidan", "cn-dandong-port"),
]
ON_THE_BORDER = [
    *(f"kp-north-pyongan-{name}" for name in "sinuiju uiju sakchu changsong pyoktong".split()),
    *(f"kp-jagang-{name}" for name in "usi chosan wiwon manpo chasong chunggang".split()),
    *(f"kp-ryanggang-{name}" for name in "kimhyongjik kimjongsuk samsu hyesan".split()),
    *(f"kp-ryanggang-{name}" for name in "pochon samjiyon taehongdan".split()),
    *(f"kp-north-hamgyong-{name}" for name in "musan hoeryong onsong kyongwon kyonghung".split()),
]
RIVERS = {
    "chongchon-river": "kp-south-pyongan-anju",
    "hantan-river": "kr-gangwon-cheorwon",
    "hochon-river": "kp-ryanggang-kapsan",
    "imjin-river": "kp-kangwon-ichon",
    "ryesong-river": "kp-north-hwanghae-kumchon",
    "sodusu-river": "kp-ryanggang-paegam",
    "taedong-river": "kp-pyongyang",
}


def scores(gazetteer, name):
    """What a search finds: scores by id, best first."""
    return {one.place.id: one.score for one in gazetteer.search(name)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Musan", {MUSAN}),
        ("Mu-san", {MUSAN}),
        ("Musan-gun", {MUSAN}),
        ("무산", {MUSAN}),
        ("茂山", {MUSAN}),
        ("Hoiryŏng", {HOERYONG}),
        ("Ch'orwon", {"kp-kangwon-chorwon"}),
        ("Cholwon", {"kp-kangwon-chorwon"}),
        ("Cheorwon", CHORWONS),
        ("Kosong", KOSONGS),
        ("Goseong", {"kr-gangwon-goseong"}),
        ("Yanggang-do", {"kp-ryanggang"}),
        ("Ryanggang", {"kp-ryanggang"}),
        ("Amnok River", {"yalu-river"}),
        ("Duman", {"tumen-river"}),
        ("图们", {"cn-tumen"}),
        ("Tumen city", {"cn-tumen"}),
        ("Tumen River", {"tumen-river"}),
        ("Sinŭiju", {"kp-north-pyongan-sinuiju"}),
        ("Shinuiju", {"kp-north-pyongan-sinuiju"}),
        ("JSA", {"jsa"}),
        ("Panmunjeom", {"panmunjom"}),
        ("Camp 22", {"camp-22"}),
        ("Paektu", {"paektu"}),
        ("Changbai Mountain", {"paektu"}),
        ("Phyongsan", {"kp-north-hwanghae-pyongsan"}),
        ("Saeppyol", {"kp-north-hamgyong-kyongwon"}),
        ("Onsong-gun", {"kp-north-hamgyong-onsong"}),
        ("會寧", {"kp-north-hamgyong-hoeryong"}),
        ("会宁", {"kp-north-hamgyong-hoeryong"}),
        ("圖們", {"cn-tumen"}),
        ("丹東", {"cn-dandong"}),
        ("清川江", {"chongchon-river"}),
        ("豐溪里", {"punggye-ri"}),
    ],
)
def test_a_search_finds_every_spelling(builtin_gazetteer, name, expected):
    """Spellings of every system and script are names, and lead to all places of the name."""
    found = scores(builtin_gazetteer, name)
    assert expected <= {place for place, score in found.items() if score >= 0.9}, found


def test_the_town_and_the_river_are_told_apart(builtin_gazetteer):
    """Tumen City and the Tumen River are not each other's names."""
    assert next(iter(scores(builtin_gazetteer, "Tumen city"))) == "cn-tumen"
    assert next(iter(scores(builtin_gazetteer, "Tumen River"))) == "tumen-river"


def test_a_misspelling_scores_less_than_a_name():
    """The command finds Hoeryong for Hoeriyong, with a score below that of any of its names."""
    found = {}
    for name in ("Hoeriyong", "Hoeryong"):
        result = CliRunner().invoke(main, ["places", "search", name, "--format", "jsonl"])
        assert result.exit_code == 0, result.output
        found[name] = json.loads(result.output.splitlines()[0])
    assert "Hoeryong" in found["Hoeriyong"]["name"]
    assert found["Hoeriyong"]["score"] < 0.9 <= found["Hoeryong"]["score"]


def test_every_unit_of_the_north_has_its_spellings():
    """Each second-level unit has Hangul, hanja or a native word, and a spelling of each system."""
    level = {"city", "county", "district"}
    north = [row for row in rows_of("places.csv") if row["country"] == "KP" and row["feature"] in level]
    kinds = {row["id"]: set() for row in north if len(row["parents"].split()) == 2}
    for row in names():
        if row["place_id"] in kinds:
            kinds[row["place_id"]].add(row["kind"])
    wanted = {"native", "mccune-reischauer", "north", "revised"}
    # A spelling by rule that somebody wrote for another place is there too, but does not claim its system.
    assert [place for place, own in kinds.items() if wanted - own and "generated" not in own] == []
    # Kwail is a native word: fruit.
    assert [place for place, own in kinds.items() if "hanja" not in own] == ["kp-south-hwanghae-kwail"]


def test_places_of_the_north_and_the_chinese_bank_have_their_characters():
    """Units, border rivers and Chinese places are known in characters, those of China in both forms."""
    written = {}
    for row in names():
        if re.search("[一-鿿]", row["name"]):
            written.setdefault(row["place_id"], set()).add(row["lang"])
    own = rows_of("places.csv")
    units = [row["id"] for row in own if row["country"] == "KP" and row["feature"] in {"county", "district"}]
    assert [unit for unit in units if "ko" not in written.get(unit, ())] == []
    assert [row["id"] for row in own if row["country"] == "CN" and row["id"] not in written] == []
    assert {"ko", "zh", "zh-Hant"} <= written["yalu-river"] | written["tumen-river"]
    for simplified, traditional in (("丹东", "丹東"), ("图们", "圖們"), ("长白", "長白"), ("临江", "臨江")):
        assert (
            {row["place_id"] for row in names() if row["name"] == simplified}
            == {row["place_id"] for row in names() if row["name"] == traditional}
            != set()
        )


def test_former_names_say_until_when():
    """Names that the North gave and took back carry the years of their validity."""
    former = [row for row in names() if row["kind"] == "former"]
    spans = {(row["place_id"], row["name"]): (row["valid_from"], row["valid_to"]) for row in former}
    assert spans["kp-north-hamgyong-kyongwon", "Saeppyol"] == ("1977", "2005")
    assert spans["kp-north-hamgyong-kyonghung", "Undok"] == ("1977", "2005")
    assert spans["kp-ryanggang-kimjongsuk", "Sinpa"] == ("1952", "1981")
    assert spans["kp-ryanggang-kimhyongjik", "Huchang"][1] == "1988"
    assert spans["kp-ryanggang-kimhyonggwon", "Phungsan"][1] == "1990"
    assert spans["kp-north-hamgyong-kimchaek", "Songjin"][1] == "1951"


def test_a_spelling_by_rule_yields_to_a_written_name():
    """What a rule makes for one place and somebody wrote for another is marked as generated."""
    written = {
        (row["name"], row["place_id"])
        for row in names()
        if row["source"] != "geokit-spellings" and row["kind"] != "demonym"
    } | {(row["name"], row["id"]) for row in rows_of("places.csv")}
    owners = {}
    for name, place in written:
        owners.setdefault(name, set()).add(place)
    for row in rows_of("spelled_names.csv"):
        if row["kind"] in {"north", "mccune-reischauer"}:
            assert owners.get(row["name"], set()) <= {row["place_id"]}, row


def test_there_are_enough_places_on_every_side():
    """Eighty sites, forty Chinese places along the border, sixty of the South."""
    own = rows_of("places.csv")
    sites = [row for row in own if row["feature"] in {"site", "pass", "mountain", "island", "lake"}]
    near = [
        row
        for row in own
        if row["country"] == "CN"
        and row["feature"] in {"city", "county", "district", "town", "village"}
        and km_outside(spot(row["id"]), shapes()["cn-kp-border"]) < 120
    ]
    south = [row for row in own if row["country"] == "KR"]
    assert len(sites) >= 150
    assert len(near) >= 70
    assert len(south) >= 120


@pytest.mark.parametrize(("north", "china"), BANKS)
def test_the_banks_hold(north, china):
    """Towns that face each other over the border stand on their own sides of our line, close to it."""
    side = korean_side()
    assert side.covers(spot(north))
    assert not side.covers(spot(china))
    assert km_outside(spot(north), shapes()["cn-kp-border"]) < 40


def test_the_border_runs_to_the_mouth_of_the_yalu():
    """River and border end together where the treaty of 1962 lets the border at sea begin."""
    mouth = shapely.Point(shapes()["yalu-river"].coords[-1])
    assert km_outside(mouth, shapely.Point(124.168, 39.82)) < 1
    assert mouth.equals(shapely.Point(shapes()["cn-kp-border"].coords[0]))
    assert shapes()["yalu-river"].is_simple


@pytest.mark.parametrize("county", ON_THE_BORDER)
def test_every_border_county_touches_the_border(county):
    """A county on the Yalu or the Tumen has its area up to the line."""
    assert shapes()[county].distance(shapes()["cn-kp-border"]) < 0.001


def test_the_russian_border_is_the_last_seventeen_kilometres_of_the_tumen():
    """The border with Russia is the Tumen from where three countries meet down to the sea."""
    line = shapes()["kp-ru-border"]
    assert shapes()["tumen-river"].distance(shapely.Point(line.coords[0])) < 1e-4
    assert km_outside(spot("ru-khasan"), line) < 3


@pytest.mark.parametrize("river", sorted(RIVERS))
def test_rivers_run_past_their_towns_to_their_mouths(river):
    """A sketched river passes the town that stands on it, from the hills to the sea or a greater river."""
    line = shapes()[river]
    assert km_outside(spot(RIVERS[river]), line) < (20 if RIVERS[river].startswith("kr-") else 8)
    mouth = shapely.Point(line.coords[-1])
    into = {"imjin-river": "han-estuary", "hantan-river": "imjin-river", "hochon-river": "yalu-river"}
    into |= {"ryesong-river": "han-estuary", "sodusu-river": "tumen-river"}
    if river in into:
        assert km_outside(mouth, shapes()[into[river]]) < 3
    else:
        assert mouth.x < 125.5


@pytest.mark.parametrize(
    "crossing", [row["id"] for row in places() if {"KP", "CN"} == set(row["country"].split("/"))]
)
def test_crossings_lie_on_the_border(crossing):
    """Bridges, dams and crossings between the North and China stand on the line between them."""
    row = by_id()[crossing]
    # The line ends where the river opens into its estuary, above the new bridge.
    if row["feature"] == "site":
        assert km_outside(spot(crossing), shapes()["cn-kp-border"]) < 1.7, row["name"]


@pytest.mark.shared
def test_seats_and_areas_against_openstreetmap(shared):
    """Seats lie in the counties that they are seats of; our areas resemble the real ones."""
    units = {}
    for row in names():
        place = by_id()[row["place_id"]]
        second = place["country"] == "KP" and len(place["parents"].split()) == 2
        if second and place["id"] in shapes() and row["kind"] in {"native", "former"}:
            units.setdefault(row["name"], set()).add(place["id"])
    file = shared / "geodata" / "osm_kp_counties_simplified.geojson"
    inside, overlaps = [], []
    for item in json.loads(file.read_text(encoding="utf-8"))["features"]:
        area = shapely.make_valid(shape(item["geometry"]))
        same = units.get(item["properties"].get("name:ko") or item["properties"]["name"])
        if same:
            unit = min(same, key=lambda place: (spot(place).distance(area), place))
            inside.append(area.covers(spot(unit)))
            ours = shapes()[unit]
            overlaps.append(ours.intersection(area).area / ours.union(area).area)
    middle = sorted(overlaps)[len(overlaps) // 2]
    print(f"seats inside {sum(inside)} of {len(inside)}, median IoU {middle:.3f}")
    assert len(inside) >= 180
    assert sum(inside) >= 0.97 * len(inside)
    assert middle >= 0.55


@pytest.mark.shared
@pytest.mark.parametrize("river", ["tumen-river", "yalu-river"])
def test_border_rivers_against_another_survey(shared, river):
    """The two border rivers lie where an independent data set has them."""
    ids = {"4028", "4054", "4055", "4057", "4058", "4059", "4134", "4135", "4136", "4138"}
    ids |= {str(number) for number in range(4222, 4227)}
    file = shared / "geodata" / "wdb2_rivers_korea.geojson"
    lines = [
        shape(item["geometry"])
        for item in json.loads(file.read_text(encoding="utf-8"))["features"]
        if item["properties"]["id"] in ids
    ]
    theirs, ours = shapely.union_all(lines), shapes()[river]
    spots = [ours.interpolate(step / 400, normalized=True) for step in range(401)]
    distances = sorted(km_outside(point, theirs) for point in spots)
    print(f"{river}: median {distances[200]:.2f} km")
    assert distances[200] < 0.6
