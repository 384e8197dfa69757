"""KML: valid, complete, exact, the same every time, and nothing in it that a balloon would run."""

import zipfile
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pyogrio
import pytest
import shapely
from fastkml import validator
from fastkml.containers import Folder
from fastkml.features import Placemark
from fastkml.kml import KML
from fastkml.utils import find_all
from lxml import etree
from made_folders import HOSTILE, UNSTORABLE, make_folder

from geokit.layers import plain_rows
from geokit.layers.exports.balloons import balloon
from geokit.layers.exports.icons import icon_png
from geokit.layers.exports.kml import write_kml, write_kmz
from geokit.layers.geometry import tidy_all

NS = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def kml(made, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("kml") / "incidents.kml"
    write_kml(made, path)
    return path


@pytest.fixture(scope="module")
def placemarks(kml):
    """Each placemark by its incident's id, with what it carries."""
    found = {}
    for placemark in find_all(KML.parse(kml, validate=False), of_type=Placemark):
        data = {one.name: one.value for one in placemark.extended_data.elements[0].data}
        found[data["id"]] = (placemark, data)
    return found


@pytest.fixture(scope="module")
def kmz(made, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("kmz") / "incidents.kmz"
    write_kmz(made, path)
    return path


def balloon_of(made, incident_id: str) -> str:
    return balloon(next(row for row in plain_rows(made.incidents) if row["id"] == incident_id))


def test_it_is_valid(kml, kmz, tmp_path):
    """By the OGC's schema, with every geometry, date and hostile text; inside the KMZ too."""
    assert validator.validate(file_to_validate=kml)
    zipfile.ZipFile(kmz).extract("doc.kml", tmp_path)
    assert validator.validate(file_to_validate=tmp_path / "doc.kml")


def test_columns_have_their_kinds(kml):
    """A schema before the folders says which are numbers, so that GDAL gives them as such."""
    names = [etree.QName(one).localname for one in etree.parse(kml).getroot()[0]]
    assert names.index("Schema") < names.index("Folder")
    frame = pyogrio.read_dataframe(kml, layer="crossing")
    assert frame["n_best"].dtype.kind in "if" and frame["radius_km"].dtype.kind == "f"
    assert {"quote", "place_id", "date_edtf"} < set(frame.columns)


def test_ids_dates_and_counts_come_back(made, placemarks):
    """Every incident once; each value that is known, as it is, but for what XML cannot hold."""
    rows = {row["id"]: row for row in plain_rows(made.incidents)}
    assert placemarks.keys() == rows.keys()
    for incident_id, (_, data) in placemarks.items():
        row = rows[incident_id]
        for name in ("type", "date_edtf", "date_start", "date_end", "place_id", "title"):
            assert data.get(name) == (
                row[name] and row[name].replace("\0", "�").replace("\ud800", "�").replace("\x1b", "�")
            )
        for name in ("n_best", "fatalities_best", "where_prec", "date_prec", "start"):
            assert data.get(name) == (None if row[name] is None else str(row[name]))
        assert data["is_event"] == str(row["is_event"]).lower()


def test_geometries_come_back(made, placemarks):
    """Within a millionth of a degree; the unplaced have none."""
    shapes = tidy_all(made.incidents.geometry)
    for incident_id, shape in zip(made.incidents["id"], shapes, strict=True):
        read = placemarks[incident_id][0].geometry
        if shape is None:
            assert read is None
        else:
            back = shapely.from_wkt(read.wkt)
            assert back.equals_exact(shape, 1e-6) or shapely.hausdorff_distance(back, shape) < 1e-6, (
                incident_id
            )


def test_gdal_reads_it(made, kmz):
    """Every folder that holds incidents is a layer, and all of them together hold every incident."""
    layers = [name for name, _ in pyogrio.list_layers(kmz)]
    assert {"Events", "No place known"} < set(layers)
    found = [pyogrio.read_dataframe(kmz, layer=layer) for layer in layers]
    assert sum(len(frame) for frame in found) == len(made.incidents)


def test_times_keep_their_open_ends(placemarks):
    """A day is a stamp, several are a span; an end that is open stays open, no date is no time."""

    def times(incident_id):
        primitive = placemarks[incident_id][0].times
        if primitive is None:
            return None
        if hasattr(primitive, "timestamp"):
            return str(primitive.timestamp)
        return tuple(end and str(end) for end in (primitive.begin, primitive.end))

    assert times("since-1") == ("2018-07-02", None)
    assert times("until-2") == (None, "2018-07-02")
    assert times("span-4") == ("2018-07-01", "2018-07-31")
    assert times("long ago-6") == "0987-01-02"
    assert times("open-3") is times("undated-0") is times("no year-5") is None


def test_folders_are_by_type_and_what_was_no_event_is_apart(kml):
    """Types under Events; a threat in a folder of its own group; the unplaced in theirs."""
    document = etree.parse(kml)
    folders = {
        (outer.findtext("k:name", namespaces=NS), inner.findtext("k:name", namespaces=NS)): [
            one.text for one in inner.findall(".//k:SimpleData[@name='id']", NS)
        ]
        for outer in document.findall("k:Document/k:Folder", NS)
        for inner in outer.findall("k:Folder", NS)
    }
    no_event = "No event: ordered, threatened, planned, denied"
    assert list(folders) == [
        ("Events", "car bomb/ </x>"),
        ("Events", "crossing"),
        (no_event, "threat"),
        ("No place known", "Events"),
    ]
    assert folders[no_event, "threat"] == ["threat"]
    assert folders["No place known", "Events"] == ["unplaced"]


def test_no_event_looks_like_none(kml, made):
    """Its name says so, its balloon says so, its areas are not filled."""
    document = etree.parse(kml)
    [threat] = [
        one
        for one in document.iterfind(".//k:Placemark", NS)
        if one.findtext(".//k:SimpleData[@name='id']", namespaces=NS) == "threat"
    ]
    assert threat.findtext("k:name", namespaces=NS).endswith("(no event)")
    assert "No event: threatened" in threat.findtext("k:description", namespaces=NS)
    style = threat.findtext("k:styleUrl", namespaces=NS).removeprefix("#")
    poly = document.find(f".//k:Style[@id='{style}']/k:PolyStyle", NS)
    assert poly.findtext("k:fill", namespaces=NS) == "0"
    assert poly.findtext("k:color", namespaces=NS).startswith("00")
    assert "No event" not in balloon_of(made, "unplaced")


class Tags(HTMLParser):
    """Collects the tags, addresses and text of a balloon."""

    def __init__(self):
        super().__init__()
        self.tags, self.text, self.links = set(), "", []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.text += data


def test_a_balloon_shows_hostile_text_as_text(made):
    """Markup, the end of a CDATA section and Google Earth's own entities are shown as they were written."""
    html = balloon_of(made, "hostile")
    tags = Tags()
    tags.feed(html)
    assert tags.tags <= {"h3", "p", "b", "blockquote", "a"}
    assert HOSTILE in tags.text
    assert "$[" not in html
    assert tags.links == []


def test_a_balloon_links_to_the_report(made):
    """Quote, publisher, date and place with how they are known, and the report's address."""
    html = balloon_of(made, "span-4")
    tags = Tags()
    tags.feed(html)
    assert tags.links == ["https://example.org/1"]
    for shown in (
        "Three people crossed",
        "The Paper",
        "2018-07 (read as relative)",
        "Town A, Province X, KP",
    ):
        assert shown in tags.text
    assert "within about 25 km; drawn as point, surveyed" in tags.text


def test_unstorable_characters_are_marked(placemarks):
    """What XML forbids becomes U+FFFD, and nothing else is lost."""
    assert placemarks["unstorable"][1]["quote"] == UNSTORABLE.replace("\0", "�").replace(
        "\ud800", "�"
    ).replace("\x1b", "�")


def test_icons_are_inside_the_archive(kmz, kml, tmp_path):
    """Every icon that a style names is there, is a PNG of 32 by 32, and nothing comes from elsewhere."""
    archive = zipfile.ZipFile(kmz)
    document = etree.fromstring(archive.read("doc.kml"))
    named = [one.text for one in document.iterfind(".//k:Icon/k:href", NS)]
    assert sorted(named) == sorted(set(archive.namelist()) - {"doc.kml"})
    assert len({archive.read(name) for name in named}) == len(named) > 2
    [threat] = [
        style for style in document.iterfind(".//k:Style", NS) if style.findtext(".//k:fill", "", NS) == "0"
    ]
    assert pixel(archive.read(threat.find(".//k:href", NS).text), 16, 16)[3] == 0
    for name in named:
        path = tmp_path / "icon.png"
        path.write_bytes(archive.read(name))
        assert size_of(path) == (32, 32)
    assert etree.parse(kml).find(".//k:href", NS) is None


def test_an_icon_is_a_disc_or_for_no_event_a_ring():
    """Of the type's colour, on clear ground."""
    disc, ring = (icon_png("#117733", solid=solid) for solid in (True, False))
    assert pixel(disc, 16, 16) == pixel(ring, 16, 4)[:4] == (0x11, 0x77, 0x33, 255)
    assert pixel(ring, 16, 16)[3] == pixel(ring, 0, 0)[3] == pixel(disc, 0, 0)[3] == 0


def pixel(png: bytes, x: int, y: int) -> tuple[int, ...]:
    """Red, green, blue and alpha of a pixel of a PNG whose rows are not filtered."""
    start = png.index(b"IDAT")
    length = int.from_bytes(png[start - 4 : start], "big")
    rows = zlib.decompress(png[start + 4 : start + 4 + length])
    at = y * (1 + 32 * 4) + 1 + x * 4
    return tuple(rows[at : at + 4])


def size_of(path: Path) -> tuple[int, int]:
    """Width and height from a PNG's header."""
    head = path.read_bytes()
    assert head[:8] == b"\x89PNG\r\n\x1a\n" and head[12:16] == b"IHDR"
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def test_twice_is_the_same(made, kml, kmz, tmp_path):
    """Byte for byte, the archive's stamps included."""
    write_kml(made, tmp_path / "again.kml")
    write_kmz(made, tmp_path / "again.kmz")
    assert (tmp_path / "again.kml").read_bytes() == kml.read_bytes()
    assert (tmp_path / "again.kmz").read_bytes() == kmz.read_bytes()


def test_no_incidents_is_a_valid_document(tmp_path):
    """Nothing to show is no error."""
    write_kml(make_folder(tmp_path / "made", []), tmp_path / "empty.kml")
    assert validator.validate(file_to_validate=tmp_path / "empty.kml")
    assert not list(find_all(KML.parse(tmp_path / "empty.kml"), of_type=Folder))
