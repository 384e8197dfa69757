"""The commands: what they print, where, and the status with which they leave."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from geokit.cli import main

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "reports"
MIXED = Path(__file__).parent / "fixtures" / "reports" / "mixed"


def call(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def test_map_says_what_it_found_and_where(tmp_path: Path) -> None:
    """A newcomer's first command ends with the path to open."""
    result = call("map", EXAMPLES, "-o", tmp_path, "-q")
    assert result.exit_code == 0, result.output
    assert "incidents" in result.stdout and f"Open {tmp_path / 'map.html'}" in result.stdout


def test_something_unread_is_status_three(tmp_path: Path) -> None:
    """Each unread file is named on stderr with its reason."""
    result = call("map", MIXED, "-o", tmp_path, "-q")
    assert result.exit_code == 3
    assert "empty.txt" in result.stderr and "binary.txt" in result.stderr
    assert (tmp_path / "map.html").exists()


def test_nothing_usable_is_status_one(tmp_path: Path) -> None:
    """An empty folder has nothing to map."""
    (tmp_path / "in").mkdir()
    assert call("map", tmp_path / "in", "-o", tmp_path / "out").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["map"],
        ["map", "x.txt", "--published", "soon"],
        ["places", "near", "here"],
        ["fly"],
        ["map", "x", "--metadata", "nowhere.csv"],
    ],
)
def test_wrong_usage_is_status_two(arguments: list[str]) -> None:
    """What makes no sense is refused before anything is read."""
    assert call(*arguments).exit_code == 2


def test_reports_are_an_input_of_every_stage() -> None:
    """What `geokit reports` writes gives the same mentions as the files themselves."""
    read = call("reports", EXAMPLES / "panmunjom-2017.txt")
    piped = call("mentions", "-", stdin=read.stdout)
    direct = call("mentions", EXAMPLES / "panmunjom-2017.txt")
    assert read.exit_code == piped.exit_code == direct.exit_code == 0
    assert lines(piped) == lines(direct) != []


def test_mentions_have_the_contracts_keys_in_order() -> None:
    """Every mention says which place it means, how surely and why."""
    mention = lines(call("mentions", EXAMPLES / "panmunjom-2017.txt"))[0]
    assert list(mention)[:8] == ["report_id", "start", "end", "text", "kind", "place_id", "name", "country"]
    assert list(mention)[-4:] == ["score", "margin", "reason", "alternatives"]


def test_dates_have_the_contracts_keys() -> None:
    """Found and normalised."""
    found = lines(call("dates", EXAMPLES / "panmunjom-2017.txt"))
    assert {
        "report_id",
        "start",
        "end",
        "text",
        "edtf",
        "timex",
        "type",
        "date_start",
        "date_end",
        "basis",
    } <= set(found[0])
    assert "2017-11-13" in {date["edtf"] for date in found}


def test_incidents_as_geojson_or_lines() -> None:
    """Both forms hold the same incidents."""
    geojson = json.loads(call("incidents", EXAMPLES).stdout)
    rows = lines(call("incidents", EXAMPLES, "--format", "jsonl"))
    assert [feature["id"] for feature in geojson["features"]] == [row["id"] for row in rows]


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    """-o names it; standard output stays empty."""
    result = call("mentions", EXAMPLES / "panmunjom-2017.txt", "-o", tmp_path / "m.jsonl")
    assert result.stdout == "" and (tmp_path / "m.jsonl").read_text("utf-8").count("\n") > 5


def test_places_are_searched() -> None:
    """By any name, as a table or as lines."""
    found = lines(call("places", "search", "무산", "--format", "jsonl"))
    assert found[0]["place_id"] == "kp-north-hamgyong-musan"
    assert "Musan" in call("places", "search", "Musan").stdout
    assert call("places", "search", "Atlantis-on-Sea").exit_code == 1


def test_places_are_shown_and_near() -> None:
    """One place in full, and those near a spot, latitude first."""
    shown = json.loads(call("places", "show", "jsa").stdout)
    assert shown["name"] == "Joint Security Area" and "JSA" in shown["names"]
    assert any(
        "Musan" in place["name"]
        for place in lines(call("places", "near", "42.23,129.21", "--format", "jsonl"))
    )


def test_the_built_in_gazetteer_has_no_error() -> None:
    """Homonyms are notes."""
    result = call("places", "check")
    assert result.exit_code == 0, result.stdout[:2000]
    assert "homonym" in result.stdout


def test_a_codebook_is_checked(tmp_path: Path) -> None:
    """The built-in one holds; a broken one is named with what is wrong."""
    assert call("codebook", "check", ROOT / "geokit" / "incidents" / "codebook.toml").exit_code == 0
    broken = tmp_path / "broken.toml"
    broken.write_text("[types.x]\n", encoding="utf-8")
    result = call("codebook", "check", broken)
    assert result.exit_code == 1 and "[types.x]" in result.stderr


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found += commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("path", commands(main))
def test_every_command_is_documented(path: tuple[str, ...]) -> None:
    """It says what it does, and README names it."""
    result = call(*path, "--help")
    assert result.exit_code == 0 and len(result.stdout.splitlines()) > 4
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"geokit {path[0]}" in readme and path[-1] in readme


def test_help_loads_nothing_heavy() -> None:
    """`geokit --help` answers at once."""
    probe = (
        "import sys; from geokit.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('pandas', 'geopandas', 'folium', 'trafilatura', 'shapely') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_a_place_search_loads_no_frames() -> None:
    """It needs the gazetteer and nothing else."""
    probe = (
        "import sys; from geokit.cli import main\n"
        "try: main(['places', 'search', 'Musan', '--format', 'jsonl'])\nexcept SystemExit: pass\n"
        "print([m for m in ('pandas', 'geopandas', 'folium', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
