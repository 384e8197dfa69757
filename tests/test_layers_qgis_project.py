"""The project, the GeoPackage and the GeoJSON as QGIS opens them."""

import hashlib
import shutil
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders import make_date, make_incident, make_place, make_role, make_telling
from lxml import etree
from made_folders import every_incident
from PIL import Image
from qgis_app import run_in_qgis
from qgis_folders import write_folder

from geokit.custody import verify
from geokit.incidents import Codebook, load_codebook
from geokit.layers.columns import INCIDENT_COLUMNS
from geokit.places import Gazetteer

TITLE = "Incidents [% 1 + 1 %] <b>&amp; \x07 혜산"
SHAPES = {"incident_points": 0, "incident_lines": 1, "incident_areas": 2}
TIMED = {*SHAPES, "incidents_unplaced"}


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, codebook: Codebook, builtin_gazetteer: Gazetteer
) -> Path:
    return write_folder(
        tmp_path_factory.mktemp("map"), every_incident(), codebook, builtin_gazetteer, title=TITLE
    )


@pytest.fixture(scope="module")
def moved(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder at another place, and nothing at its old one."""
    away = tmp_path_factory.mktemp("elsewhere") / "moved map"
    copied = shutil.copytree(folder, away)
    return Path(copied)


@pytest.fixture(scope="module")
def project(moved: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("drawn")
    period = ("2018-07-20T00:00:00", "2018-07-25T00:00:00")
    return {"out": out, **run_in_qgis("project.py", moved / "incidents.qgz", out, *period)}


@pytest.fixture(scope="module")
def files(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    there = Path(shutil.copytree(folder, tmp_path_factory.mktemp("files") / "map"))
    names = ("incidents.geojson", "places.geojson", "incidents.gpkg")
    return {"there": there, **run_in_qgis("files.py", there, *names)}


def written(folder: Path) -> etree._Element:
    with zipfile.ZipFile(folder / "incidents.qgz") as archive:
        [name] = archive.namelist()
        return etree.fromstring(archive.read(name))


def coloured(picture: Path, box: tuple[int, int, int, int] | None = None) -> int:
    """Count the pixels of a picture, or of a part, that are plainly of a colour."""
    image = Image.open(picture).convert("HSV")
    pixels = np.asarray(image.crop(box) if box else image)
    return int((pixels[..., 1] > 110).sum())


def test_the_files_are_listed_and_their_bytes_hold_still(
    folder: Path, tmp_path: Path, codebook: Codebook, builtin_gazetteer: Gazetteer
) -> None:
    """The manifest knows project, styles and ground; a second run gives the same bytes."""
    again = write_folder(tmp_path, every_incident(), codebook, builtin_gazetteer, title=TITLE)
    assert verify(folder) == []
    for name in ("incidents.qgz", "incidents.qml", "places.qml", "ground.geojson"):
        digests = {hashlib.sha256((each / name).read_bytes()).digest() for each in (folder, again)}
        assert len(digests) == 1, name


def test_the_project_names_no_place_outside_its_folder(folder: Path) -> None:
    """Every source is relative, and so is whatever else is named."""
    document = written(folder)
    sources = [source.text for source in document.iter("datasource")]
    assert len(sources) == 12 and all(source.startswith("./") for source in sources)
    text = etree.tostring(document, encoding="unicode")
    assert str(folder) not in text and "/home/" not in text and "/root" not in text


@pytest.mark.qgis
def test_a_moved_project_opens_without_complaint(project: dict[str, Any], moved: Path) -> None:
    """Every layer is valid, its rows are there, and it is read from where the folder is now."""
    assert project["opened"] and project["error"] == "" and project["complaints"] == []
    assert project["problems"] == []
    layers = project["layers"]
    assert len(layers) == 12 and all(layer["valid"] for layer in layers.values())
    assert all(str(moved) in layer["source"] for layer in layers.values())
    assert {key: layers[key]["geometry"] for key in SHAPES} == SHAPES
    assert all(layers[key]["features"] for key in TIMED)
    assert {layer["crs"] for key, layer in layers.items() if key in SHAPES} == {"EPSG:4326"}
    assert (project["crs"], project["ellipsoid"]) == ("EPSG:3857", "EPSG:7030")
    assert project["title"] == TITLE.replace("\x07", "\ufffd")


@pytest.mark.qgis
def test_layers_stand_in_groups_spots_over_lines_over_areas(project: dict[str, Any]) -> None:
    """The ground lies under all, names and incidents above it."""
    assert list(project["groups"]) == ["Incidents", "Places", "Ground", "Tables"]
    assert project["groups"]["Incidents"] == [*SHAPES, "incidents_unplaced"]
    order = project["order"]
    assert [key for key in order if key in SHAPES] == list(SHAPES)
    assert order[-2:] == ["ground_lines", "ground_areas"]


@pytest.mark.qgis
def test_styles_are_those_meant(project: dict[str, Any]) -> None:
    """Rules for events and for what was none; places have names; a threat has no entry among the events."""
    for key in SHAPES:
        groups = {group["label"]: group["rules"] for group in project["layers"][key]["legend"]}
        assert list(groups) == ["Event", "No event: order, threat, plan, figure", "Rejected"]
        assert "Threat" not in {rule["label"] for rule in groups["Event"]}
        assert groups["Event"][-1]["filter"] == "ELSE"
    points = project["layers"]["incident_points"]["legend"]
    assert "Threat" in {rule["label"] for rule in points[1]["rules"]}
    assert all(project["layers"][f"place_{kind}"]["labels"] for kind in ("points", "lines", "areas"))


@pytest.mark.qgis
def test_columns_have_titles_and_drop_downs(project: dict[str, Any], codebook: Codebook) -> None:
    """Those of the dictionary and of the codebook; what is evidence is for reading."""
    titles = {column.name: column.title for column in INCIDENT_COLUMNS}
    [modality] = [column for column in INCIDENT_COLUMNS if column.name == "modality"]
    for key in TIMED:
        layer = project["layers"][key]
        assert {name: layer["aliases"][name] for name in titles} == titles
        assert layer["choices"]["type"][: len(codebook.types)] == list(codebook.types)
        assert layer["choices"]["modality"] == list(modality.values)
        assert "at_large" in layer["choices"]["outcome"]
        assert layer["widgets"]["date_start"] == "DateTime"
        assert {"id", "quote", "evidence"} <= set(layer["read_only"])
        assert "type" not in layer["read_only"]
        assert layer["display"] == '"title"'
    assert project["layers"]["place_points"]["aliases"]["name_local"] == "Name in its own language"


@pytest.mark.qgis
def test_the_timeline_is_ready_over_all_dates(project: dict[str, Any]) -> None:
    """From the first day to the last; a day is shown where it falls, an open end and no date always."""
    assert project["span"][0].startswith("0987-01-02") and project["span"][1].startswith("2018-07-31")
    for key in TIMED:
        assert project["layers"][key]["temporal"] == [True, 2, "date_start", "date_end"]
    shown = {identifier.split("-")[0] for ids in project["between"].values() for identifier in ids}
    assert {"undated", "since", "open", "span", "no year"} <= shown
    assert not shown & {"until", "long ago", "told twice", "threat"}


@pytest.mark.qgis
def test_tips_show_text_and_no_markup(project: dict[str, Any]) -> None:
    """What a report says cannot become a tag of the tip."""
    tips = [tip for each in project["tips"].values() for tip in each]
    assert any("&lt;script&gt;" in tip and "혜산" in tip for tip in tips)
    assert not any("<script" in tip for tip in tips)
    assert all(tip.startswith("<b>") for tip in tips)


@pytest.mark.qgis
def test_an_incident_lists_its_tellings(project: dict[str, Any], moved: Path, tmp_path: Path) -> None:
    """By the relation, and in the form itself."""
    assert len(project["relations"]) == 6 and all(project["relations"].values())
    assert project["related"]["incident_points_tellings"]["told twice"] == ["r1", "r2"]
    assert project["related"]["incidents_unplaced_tellings"]["unplaced"] == ["r1"]
    assert len(project["related"]["table_reports_tellings"]["r2"]) == 1
    assert project["related"]["table_reports_mentions"]["r1"] == ["r1"]
    form = run_in_qgis("form.py", moved / "incidents.qgz", "incident_points", "told twice", tmp_path)
    assert form["tabs"] == ["What", "When", "Where", "How many", "Source", "Tellings", "More"]
    assert "1 / 2" in form["labels"]
    assert any("security measure" in choices for choices in form["choices"])
    assert any("3: second-level unit" in choices for choices in form["choices"])


@pytest.mark.qgis
def test_the_layout_prints_with_marks_in_its_map(project: dict[str, Any]) -> None:
    """A picture and a PDF with title, map, legend, scale bar and attribution."""
    [(name, layout)] = project["layouts"].items()
    assert layout["failed"] == [0, 0]
    assert {"title", "map", "legend", "scale bar", "attribution", "note"} <= set(layout["items"])
    assert layout["texts"]["title"] == TITLE.replace("\x07", "\ufffd").replace("[%", "[ %")
    assert "Natural Earth" in layout["texts"]["attribution"]
    assert layout["legend"] == ["Incidents: spots", "Incidents: lines", "Incidents: areas"]
    left, top, width, height = (round(mm / 25.4 * 100) for mm in layout["frame"])
    picture, inside = project["out"] / f"{name}.png", (left, top, left + width, top + height)
    assert coloured(picture, inside) > 300
    assert coloured(project["out"] / "project.png") > 300
    pdf = (project["out"] / f"{name}.pdf").read_bytes()
    assert pdf.startswith(b"%PDF") and len(pdf) > 20_000


@pytest.mark.qgis
def test_geojson_opens_with_the_style_beside_it(files: dict[str, Any]) -> None:
    """Each kind of geometry is drawn, with titles, tips and time."""
    found = files["files"]["incidents.geojson"]
    assert found["problems"] == []
    # A collection of a spot and an area, which QGIS cannot draw, is a layer of its own.
    kinds = {layer["geometry"]: layer for layer in found["layers"]}
    assert set(kinds) == {0, 1, 2, 3} and kinds[3]["features"] == 1
    for kind in (0, 1, 2):
        layer = kinds[kind]
        assert layer["valid"] and layer["styled"] == "True" and layer["renderer"] == "RuleRenderer"
        assert layer["aliases"]["where_prec"] == "Precision of the place"
        assert layer["temporal"] == [True, 2, "date_start", "date_end"]
        assert layer["display"] == '"title"' and layer["tabs"][0] == "What"
        assert not any("<script" in tip for tip in layer["tips"])
    assert coloured(files["there"] / "incidents.geojson.png") > 200
    places = [each for each in files["files"]["places.geojson"]["layers"] if each["geometry"] < 3]
    assert places and all(
        layer["labels"] and layer["aliases"]["feature"] == "Kind of place" for layer in places
    )


@pytest.mark.qgis
def test_geopackage_opens_with_the_style_inside_it(files: dict[str, Any]) -> None:
    """The style of each layer is its default one."""
    layers = {layer["name"]: layer for layer in files["files"]["incidents.gpkg"]["layers"]}
    assert files["files"]["incidents.gpkg"]["problems"] == []
    for key in SHAPES:
        assert layers[key]["valid"] and layers[key]["renderer"] == "RuleRenderer"
        assert layers[key]["styled"].startswith("True")
        assert layers[key]["aliases"]["is_event"] == "Took place"
        assert layers[key]["temporal"][0]
    assert layers["tellings"]["aliases"]["said_by"] == "Said by"
    assert coloured(files["there"] / "incidents.gpkg.png") > 200


@pytest.mark.qgis
@pytest.mark.parametrize("name", ["nothing", "undated", "another codebook", "one country"])
def test_unusual_folders_open(
    name: str, tmp_path: Path, codebook: Codebook, builtin_gazetteer: Gazetteer
) -> None:
    """No incident, no date, another field's types, nothing known but a country."""
    country = make_place(id="xx", feature="country", shape="area")
    cases = {
        "nothing": [],
        "undated": [
            make_incident(best=make_telling(date=make_date(edtf=None, date_start=None, date_end=None)))
        ],
        "another codebook": [make_incident(best=make_telling(type="riot"))],
        "one country": [make_incident(best=make_telling(places=(make_role(place=country),)), where_prec=6)],
    }
    known = load_codebook(["political-violence"], only=True) if name == "another codebook" else codebook
    made = write_folder(tmp_path, cases[name], known, builtin_gazetteer, read=name != "nothing")
    found = run_in_qgis("project.py", made / "incidents.qgz", tmp_path)
    assert found["opened"] and found["complaints"] == [] and found["problems"] == []
    assert all(layer["valid"] for layer in found["layers"].values())
    west, south, east, north = found["view"]
    assert west < east and south < north
    if name == "another codebook":
        legend = found["layers"]["incident_points"]["legend"]
        assert [rule["label"] for rule in legend[0]["rules"]] == ["Riot", "Another type"]
        assert found["layers"]["incident_points"]["choices"]["type"] == list(known.types)
        assert coloured(tmp_path / "Map.png", (100, 100, 800, 700)) > 20
