"""The notebooks are clean and define nothing; the first, run on the examples, gives the command's results."""

import ast
import csv
import html
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from browser import chromium, visit, wait_until
from ipykernel.kernelspec import write_kernel_spec
from nbclient import NotebookClient
from shapely.geometry import shape

from geokit.pipeline import Inputs, run

TOP = Path(__file__).parents[1]
NOTEBOOKS = sorted((TOP / "notebooks").glob("*.ipynb"))
FIRST = "01-from-reports-to-a-map.ipynb"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

# Added behind the last cell: what the notebook's own names hold, as JSON.
PROBE = """
import json
import geopandas
from geokit.layers import plain_rows
print(json.dumps({
    "reports": [report.id for report in reading.reports],
    "coded": len(reading.coded),
    "problems": len(reading.problems) + len(coded_problems),
    "geoframes": [isinstance(table, geopandas.GeoDataFrame) for table in (incident_table, place_table)],
    "crs": [table.crs.to_string() for table in (incident_table, place_table)],
    "incidents": plain_rows(incident_table),
}))
"""


@dataclass(frozen=True)
class Executed:
    """The first notebook after a run in a copy of the repository's folders."""

    top: Path
    cells: dict[str, Any]
    new_files: set[str]
    names: dict[str, Any]

    def displayed_map(self) -> str:
        """Give the HTML that Jupyter shows for the map."""
        (shown,) = self.cells["show-map"].outputs
        return str(shown.data["text/html"])


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the notebooks read, so that a run leaves nothing in the repository."""
    top = tmp_path_factory.mktemp("repository")
    shutil.copytree(TOP / "examples", top / "examples")
    shutil.copytree(TOP / "notebooks", top / "notebooks", ignore=shutil.ignore_patterns(".*"))
    return top


@pytest.fixture(scope="module")
def executed(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Executed:
    before = files_under(copy)
    notebook = read(copy / "notebooks" / FIRST)
    notebook.cells.append(nbformat.v4.new_code_cell(PROBE, id="probe"))
    with pytest.MonkeyPatch.context() as environment:
        use_this_interpreter(environment, tmp_path_factory.mktemp("jupyter"))
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=300,
            resources={"metadata": {"path": str(copy / "notebooks")}},
        )
        client.execute()
    cells = {cell.id: cell for cell in notebook.cells}
    names = json.loads(cells["probe"].outputs[0].text)
    return Executed(copy, cells, files_under(copy) - before, names)


def use_this_interpreter(environment: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the kernel python3 be the interpreter that runs the tests, and keep Jupyter out of the home."""
    write_kernel_spec(folder / "kernels" / "python3")
    environment.setenv("JUPYTER_PATH", str(folder))
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        environment.setenv(name, str(folder / name.lower()))


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def code(path: Path) -> list[ast.Module]:
    return [ast.parse(cell.source) for cell in read(path).cells if cell.cell_type == "code"]


def files_under(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def features(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["features"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_clean(path: Path) -> None:
    """It is valid, asks for the kernel python3, and holds no outputs, no counts and no random cell ids."""
    notebook = read(path)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", cell.id), cell.id
        if cell.cell_type == "code":
            assert cell.outputs == [], cell.id
            assert cell.execution_count is None, cell.id


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_nothing(path: Path) -> None:
    """No function, class or lambda stands in a cell: what is worth one belongs in geokit."""
    defined = [
        ast.unparse(node) for cell in code(path) for node in ast.walk(cell) if isinstance(node, DEFINITIONS)
    ]
    assert defined == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_the_stages_only(path: Path) -> None:
    """It takes everything from geokit's stages, by their public names."""
    nodes = [node for cell in code(path) for node in ast.walk(cell)]
    modules = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert not any(isinstance(node, ast.Import) for node in nodes)
    assert modules > {"pathlib"}
    assert all(re.fullmatch(r"geokit\.[a-z]+", module) for module in modules - {"pathlib"}), modules


@pytest.mark.parametrize("start", ["notebooks", "."])
def test_the_first_notebook_finds_its_folders_from_either_start(
    copy: Path, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Started in notebooks/ or at the top, it reads the examples and writes under output/."""
    monkeypatch.chdir(copy / start)
    (cell,) = (cell for cell in read(TOP / "notebooks" / FIRST).cells if cell.id == "folders")
    names: dict[str, Any] = {}
    exec(cell.source, names)
    assert names["reports_folder"].resolve() == (copy / "examples" / "reports").resolve()
    assert names["output_folder"].resolve().is_relative_to((copy / "output").resolve())


def test_every_example_is_read(executed: Executed) -> None:
    """Each text, page and row of the table of reports is a report; each row of the coded table is coded."""
    folder = executed.top / "examples" / "reports"
    pages = [path.stem for pattern in ("*.txt", "*.html") for path in folder.glob(pattern)]
    with (folder / "reports.csv").open(encoding="utf-8", newline="") as table:
        rows = [f"reports#{row['id']}" for row in csv.DictReader(table)]
    with (folder / "coded-incidents.csv").open(encoding="utf-8", newline="") as table:
        coded = len(list(csv.DictReader(table)))
    assert sorted(executed.names["reports"]) == sorted(pages + rows)
    assert executed.names["coded"] == coded
    assert executed.names["problems"] == 0


def test_the_tables_are_geoframes_in_longitude_and_latitude(executed: Executed) -> None:
    """Incidents and places are GeoDataFrames in EPSG:4326."""
    assert executed.names["geoframes"] == [True, True]
    assert executed.names["crs"] == ["EPSG:4326", "EPSG:4326"]


def test_the_crossing_at_the_joint_security_area_is_an_event(executed: Executed) -> None:
    """The report and the coded row of 13 November 2017 are one crossing, at its spot."""
    of_that_day = [row for row in executed.names["incidents"] if row["date_edtf"] == "2017-11-13"]
    (crossing,) = (row for row in of_that_day if row["type"] == "crossing")
    assert crossing["place_name"] == "Joint Security Area"
    assert crossing["is_event"] is True
    assert crossing["n_reports"] == 2
    layer = features(executed.top / "output" / "notebook" / "incidents.geojson")
    (feature,) = (feature for feature in layer if feature["id"] == crossing["id"])
    west, south, east, north = shape(feature["geometry"]).bounds
    assert [west, east] == pytest.approx([126.677, 126.677], abs=0.02)
    assert [south, north] == pytest.approx([37.956, 37.956], abs=0.02)


def test_the_order_to_shoot_is_no_event(executed: Executed) -> None:
    """What the notice of 25 August 2020 says is an order; the notebook lists it among what is no event."""
    rows = executed.names["incidents"]
    of_that_day = [row for row in rows if row["date_edtf"] == "2020-08-25"]
    assert [(row["type"], row["is_event"]) for row in of_that_day] == [("order", False)]
    assert all(row["is_event"] is False for row in rows if row["modality"] == "ordered")
    (listed,) = executed.cells["list-orders"].outputs
    assert "25 August 2020" in listed.data["text/plain"]
    assert "happened" not in listed.data["text/plain"]


def test_the_notebook_writes_a_map_and_two_layers_and_nothing_else(executed: Executed) -> None:
    """The files lie in a folder of their own, and the map holds every incident."""
    assert executed.new_files == {
        "output/notebook/incidents.geojson",
        "output/notebook/map.html",
        "output/notebook/places.geojson",
    }
    page = (executed.top / "output" / "notebook" / "map.html").read_text(encoding="utf-8")
    ids = [row["id"] for row in executed.names["incidents"]]
    assert len(ids) > 10
    assert [incident_id for incident_id in ids if incident_id not in page] == []


def test_the_layers_are_those_of_the_command(executed: Executed, tmp_path: Path) -> None:
    """Stage by stage or at once, the bytes are the same."""
    run(Inputs([executed.top / "examples" / "reports"]), tmp_path / "made")
    written = executed.top / "output" / "notebook"
    for name in ("incidents.geojson", "places.geojson"):
        assert (written / name).read_bytes() == (tmp_path / "made" / name).read_bytes(), name


def test_a_folder_of_the_command_can_be_made_again_after_the_notebook(
    executed: Executed, tmp_path: Path
) -> None:
    """What the notebook puts under output/ is not in the way of a map made there."""
    output = tmp_path / "output"
    shutil.copytree(executed.top / "output", output)
    run(Inputs([executed.top / "examples" / "reports" / "panmunjom-2017.txt"]), output)
    assert (output / "map.html").is_file()
    assert (output / "notebook" / "map.html").is_file()


def test_the_map_that_is_shown_is_the_map_that_is_written(executed: Executed) -> None:
    """Jupyter gets the whole page inside a frame, so that nothing has to be fetched for it."""
    frame = re.search(r'<iframe srcdoc="([^"]*)"', executed.displayed_map())
    assert frame is not None
    page = (executed.top / "output" / "notebook" / "map.html").read_text(encoding="utf-8")
    assert html.unescape(frame[1]) == page


@pytest.mark.browser
def test_the_map_that_is_shown_works_offline(executed: Executed, tmp_path: Path) -> None:
    """Inside the notebook's page it asks for nothing, complains of nothing and marks what has a place."""
    host = tmp_path / "notebook.html"
    host.write_text(
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>notebook</title>'
        f'<link rel="icon" href="data:,"></head><body>{executed.displayed_map()}</body></html>',
        encoding="utf-8",
    )
    layer = features(executed.top / "output" / "notebook" / "incidents.geojson")
    drawn = {
        feature["id"]
        for feature in layer
        if feature["geometry"] is not None and feature["properties"]["is_event"]
    }
    with chromium() as browser, visit(browser, host) as visited:
        (frame,) = visited.page.main_frame.child_frames
        wait_until(frame, "typeof geokit === 'object' && geokit.marks().length > 0")
        marked = {mark["id"] for mark in frame.evaluate("geokit.marks()")}
        assert marked == drawn
        assert visited.requests == []
        assert visited.complaints == []
