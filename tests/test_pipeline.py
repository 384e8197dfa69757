"""The whole flow, from files to a folder of files."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser import chromium, visit, wait_until

from geokit.custody import verify
from geokit.pipeline import Inputs, Results, analyse, run

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "reports"
MIXED = Path(__file__).parent / "fixtures" / "reports" / "mixed"
FILES = {
    "map.html",
    "incidents.geojson",
    "incidents.qml",
    "places.geojson",
    "places.qml",
    "ground.geojson",
    "incidents.gpkg",
    "incidents.qgz",
    "incidents.csv",
    "mentions.jsonl",
    "reports.jsonl",
    "problems.csv",
    "manifest.json",
}


def features(folder: Path) -> list[dict]:
    return [
        f["properties"] for f in json.loads((folder / "incidents.geojson").read_text("utf-8"))["features"]
    ]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Results]:
    folder = tmp_path_factory.mktemp("examples")
    return folder, run(Inputs([EXAMPLES]), folder, keep_text=True)


def test_every_file_of_the_contract_is_made(examples: tuple[Path, Results]) -> None:
    """And the manifest finds each as it was made."""
    folder, _ = examples
    assert {path.name for path in folder.iterdir()} == FILES
    assert verify(folder) == []


def test_every_quote_is_a_slice_of_its_report(examples: tuple[Path, Results]) -> None:
    """Of coded rows too."""
    folder, _ = examples
    rows = [json.loads(line) for line in (folder / "reports.jsonl").read_text("utf-8").split("\n") if line]
    texts = {row["id"]: row["text"] for row in rows}
    tellings = [telling for incident in features(folder) for telling in incident["reports"]]
    assert len(tellings) > 30
    for telling in tellings:
        assert texts[telling["report_id"]][telling["start"] : telling["end"]] == telling["quote"]


def test_the_examples_tell_what_is_documented(examples: tuple[Path, Results]) -> None:
    """A few facts that anybody can look up, each in its place and on its day."""
    _, results = examples
    found = {
        (i.type, i.date.edtf if i.date else None, i.where.name if i.where else None, i.n_best)
        for i in results.incidents
    }
    assert ("crossing", "2017-11-13", "Joint Security Area", 1) in found
    assert ("shooting", "2014-12-27", "Nanping", 4) in found
    assert ("arrest", "2009-03-17", "Tumen River", 2) in found
    assert ("repatriation", "2019-11-07", "Panmunjom", 2) in found
    assert ("shooting", "2010-06-04", "Dandong", 4) in found


def test_the_order_of_2020_is_no_shooting(examples: tuple[Path, Results]) -> None:
    """Nothing that its report tells is an event."""
    _, results = examples
    told = [i for i in results.incidents if any(t.report_id == "border-order-2020" for t in i.tellings)]
    assert any(i.type == "order" and i.date and i.date.edtf == "2020-08-25" for i in told)
    assert not any(i.is_event for i in told)


def test_a_coded_row_is_linked_with_what_a_report_tells(examples: tuple[Path, Results]) -> None:
    """The analyst's row of the crossing and the report of it are one incident, with both tellings."""
    _, results = examples
    jsa = next(
        i for i in results.incidents if i.type == "crossing" and i.date and i.date.edtf == "2017-11-13"
    )
    assert {t.origin for t in jsa.tellings} == {"extracted", "coded"}


@pytest.mark.parametrize("seed", ["0", "7"])
def test_two_runs_give_the_same_bytes(examples: tuple[Path, Results], tmp_path: Path, seed: str) -> None:
    """In another process with another hash seed, in every file but the manifest's time."""
    folder, _ = examples
    command = [
        sys.executable,
        "-m",
        "geokit.cli",
        "map",
        str(EXAMPLES),
        "-o",
        str(tmp_path),
        "--keep-text",
        "-q",
    ]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
    for name in FILES - {"manifest.json"}:
        assert (folder / name).read_bytes() == (tmp_path / name).read_bytes(), name
    manifests = [json.loads((each / "manifest.json").read_text("utf-8")) for each in (folder, tmp_path)]
    for manifest in manifests:
        del manifest["made"]
    assert manifests[0] == manifests[1]


@pytest.mark.browser
def test_the_map_opens_with_no_network(examples: tuple[Path, Results]) -> None:
    """No request, no message on the console, a mark for each located incident, and a popup with its quote."""
    folder, results = examples
    located = {incident.id for incident in results.incidents if incident.geometry is not None}
    with chromium() as browser, visit(browser, folder / "map.html") as seen:
        wait_until(seen.page, "geokit.ready")
        seen.page.get_by_label("Orders, threats, plans and figures").check()
        marked = {mark["id"] for mark in seen.page.evaluate("geokit.marks()")}
        assert marked == located
        incident = next(i for i in results.incidents if i.id in located and i.is_event)
        seen.page.evaluate("id => geokit.open(id)", incident.id)
        seen.page.wait_for_selector(".leaflet-popup-content")
        assert incident.best.quote[:60] in seen.page.inner_text(".leaflet-popup-content")
        assert seen.requests == [] and seen.complaints == []


def test_bad_input_never_stops_the_rest(tmp_path: Path) -> None:
    """Each bad file is named with its reason; the good ones are mapped."""
    results = run(Inputs([MIXED]), tmp_path)
    unread = {Path(problem.path).name: problem.problem for problem in results.problems if problem.unread}
    assert {"empty.txt", "binary.txt"} <= set(unread)
    assert any("language: ko" in problem for problem in unread.values())
    assert any(path.endswith(".csv") for path in unread)
    assert any(incident.best.report_id == "good" for incident in results.incidents)
    rows = list(csv.DictReader((tmp_path / "problems.csv").open(encoding="utf-8")))
    assert {row["path"] for row in rows} >= {problem.path for problem in results.problems}


TABLE = """date,type,place,adm1,country,n,title
2017-05-03,Shooting,Musan,,,2,row 1
2017-05-04,arrest,Hoiryŏng,,,3,row 2
2017-05-05,crossing,Tumen River,,,1,row 3
2017-05-06,Defection,무산,,,,row 4
2017-05-07,Repatriation,Tumen City,,,5,row 5
2017-05-08,crossing,Ch'orwon,Kangwon,North Korea,1,row 6
2017-05-09,crossing,Cheorwon,Gangwon,South Korea,1,row 7
2017-05-10,arrest,Sinŭiju,,,4,row 8
2017-05-11,arrest,Shinuiju,,,4,row 9
2017-05-12,detention,Dandong,,China,30-40,row 10
2017-05-13,crossing,JSA,,,1,row 11
2017-05-14,crossing,Panmunjeom,,,1,row 12
2017-05,crossing,Yalu,,,2,row 13
2017,arrest,Hyesan,,,two dozen,row 14
3 May 2017,arrest,Yanggang-do,,,7,row 15
2017-05-17,barn dance,Pyongyang,,,2,row 16
2017-05-18,crossing,Atlantis-on-Sea,,,1,row 17
2017-05-19,crossing,Springfield,,,1,row 18
someday,crossing,Onsong,,,1,row 19
2017-05-21,order,Ryanggang Province,,,,row 20
"""


def test_a_coded_table_is_mapped_whole(tmp_path: Path) -> None:
    """Twenty rows in, twenty tellings out; what could not be placed or dated is listed with its row."""
    table = tmp_path / "coded.csv"
    table.write_text(TABLE, encoding="utf-8")
    results = run(Inputs([table]), tmp_path / "out")
    tellings = {
        telling.quote: (telling, incident) for incident in results.incidents for telling in incident.tellings
    }
    assert len(tellings) == 20
    placed = {
        quote: telling.where.place.id
        for quote, (telling, _) in tellings.items()
        if telling.where and telling.where.place
    }
    assert placed["row 1"] == placed["row 4"] == "kp-north-hamgyong-musan"
    assert placed["row 3"] == "tumen-river" and tellings["row 3"][0].geometry.geom_type == "LineString"
    assert placed["row 6"] != placed["row 7"]
    assert placed["row 8"] == placed["row 9"]
    assert placed["row 11"] == "jsa"
    assert {"row 17", "row 18"}.isdisjoint(placed)
    problems = {problem.row: problem for problem in results.problems}
    assert set(problems) == {18, 19, 20}
    assert "not in the gazetteer" in problems[18].problem
    assert "ambiguous" in problems[19].problem
    assert "someday" in problems[20].problem
    assert tellings["row 16"][1].type == "barn dance"
    assert tellings["row 4"][1].type == "crossing"
    assert not tellings["row 20"][1].is_event
    assert (tellings["row 10"][0].n_min, tellings["row 10"][0].n_max) == (30, 40)
    assert tellings["row 14"][0].n_best == 24


def test_a_changed_file_is_not_overwritten(tmp_path: Path) -> None:
    """It is named, and nothing in the folder is touched, unless that is asked for."""
    from geokit.errors import CustodyError

    inputs = Inputs([EXAMPLES / "panmunjom-2017.txt"])
    run(inputs, tmp_path)
    (tmp_path / "incidents.csv").write_text("mine now", encoding="utf-8")
    with pytest.raises(CustodyError, match=r"incidents\.csv"):
        run(inputs, tmp_path)
    assert (tmp_path / "incidents.csv").read_text("utf-8") == "mine now"
    run(inputs, tmp_path, force=True)
    assert verify(tmp_path) == []


def test_another_border_needs_no_code(tmp_path: Path) -> None:
    """A gazetteer of three places and a codebook of one type serve another field by themselves."""
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "places.csv").write_text(
        "id,name,feature,country,parents,lat,lon,radius_km,population,geonames,iso,source\n"
        "gr,Greece,country,GR,,39.0,22.0,400,,,GR,own\n"
        "evros,Evros,river,GR/TR,,41.3,26.5,100,,,,own\n"
        "orestiada,Orestiada,town,GR,gr,41.503,26.53,5,,,,own\n",
        encoding="utf-8",
    )
    (tmp_path / "gazetteer" / "sources.toml").write_text(
        '[own]\ntitle = "own"\nurl = "own"\nlicence = "CC0"\nattribution = "us"\nretrieved = 2026-01-01\n',
        encoding="utf-8",
    )
    book = tmp_path / "book.toml"
    book.write_text(
        'name = "pushback"\n[types.pushback]\ndefinition = "People are forced back over a border."\n'
        'people = "object"\nverbs = ["push back", "expel"]\n[people]\ncrosser = ["migrant"]\n',
        encoding="utf-8",
    )
    (tmp_path / "report.txt").write_text(
        "On 3 March 2020 twelve migrants were expelled near Orestiada.", encoding="utf-8"
    )
    inputs = Inputs(
        [tmp_path / "report.txt"],
        codebooks=[book],
        gazetteers=[tmp_path / "gazetteer"],
        only_codebook=True,
        only_gazetteer=True,
    )
    (incident,) = analyse(inputs).incidents
    assert (incident.type, incident.n_best, incident.date and incident.date.edtf) == (
        "pushback",
        12,
        "2020-03-03",
    )
    assert incident.geometry is not None


def test_a_folder_can_be_moved(examples: tuple[Path, Results], tmp_path: Path) -> None:
    """Nothing in it points back to where it was made."""
    folder, _ = examples
    moved = shutil.copytree(folder, tmp_path / "moved")
    assert verify(moved) == []
