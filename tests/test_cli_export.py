"""The export commands: what they print, where, and with which status."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_folders import every_incident, make_folder
from postgres import postgres

from geokit.cli import main
from geokit.exporting import FORMATS

EXAMPLES = Path(__file__).parents[1] / "examples"
DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def folder(tmp_path):
    make_folder(tmp_path / "made", every_incident()[:3])
    return tmp_path / "made"


def run(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_files_are_named_on_stdout_and_remarks_on_stderr(folder):
    """So that a script can take the names and a person sees the rest."""
    done = run("export", folder, "--to", "kml", "--to", "ucdp")
    assert done.exit_code == 0
    assert done.stdout == f"{folder / 'incidents.kml'}\n{folder / 'ucdp.csv'}\n"
    assert done.stderr.startswith("geokit: 3 of 3 rows tell of no death")


def test_an_unknown_format_lists_the_known_ones(folder):
    """Status 2, and nothing is written, not even the formats before it."""
    done = run("export", folder, "--to", "kml", "--to", "shp")
    assert done.exit_code == 2
    assert all(form.name in done.stderr for form in FORMATS)
    assert not (folder / "incidents.kml").exists()


def test_one_format_can_go_to_standard_output(folder):
    """The file alone, byte for byte."""
    done = run("export", folder, "--to", "kml", "-o", "-")
    run("export", folder, "--to", "kml")
    assert done.stdout_bytes == (folder / "incidents.kml").read_bytes()


def test_one_place_for_two_formats_is_refused(folder, tmp_path):
    """The second would overwrite the first."""
    done = run("export", folder, "--to", "kml", "--to", "kmz", "-o", tmp_path / "x")
    assert done.exit_code == 2 and "-o names the place of one format" in done.stderr


def test_a_folder_without_manifest_is_status_1(tmp_path):
    """With a line that says what to do."""
    done = run("export", tmp_path, "--to", "kml")
    assert done.exit_code == 1 and "geokit did not make this folder" in done.stderr


def test_a_new_map_says_which_exports_it_took_away(tmp_path):
    """Never silently: each format by its files, with the command that makes them again."""
    reports, output = EXAMPLES / "reports", tmp_path / "out"
    source = reports if reports.is_dir() else EXAMPLES
    assert "went with it" not in run("map", "-q", source, "-o", output).stderr
    run("export", output, "--to", "kml", "--to", "lpf")
    done = run("map", "-q", source, "-o", output)
    assert "incidents.kml showed the former run and went with it" in done.stderr
    assert f"`geokit export {output} --to linked-places` makes it again" in done.stderr
    assert not (output / "incidents.kml").exists()


def test_a_gazetteer_is_exported(tmp_path):
    """In Linked Places Format, to a file or to standard output; a file that is there stays."""
    gazetteer = Path(__file__).parent / "fixtures" / "gazetteer"
    chosen = ("--only-gazetteer", "--gazetteer", gazetteer)
    done = run("places", "export", *chosen)
    assert len(json.loads(done.stdout)["features"]) > 10
    path = tmp_path / "places.json"
    path.write_text("mine")
    refused = run("places", "export", "-o", path, *chosen)
    assert refused.exit_code == 1 and path.read_text() == "mine"
    written = run("places", "export", "-o", path, "--force", *chosen)
    assert written.stdout == f"{path}\n" and path.read_text() == done.stdout


def test_a_database_is_counted_and_its_password_is_not_shown(folder):
    """A line a table; a second run changes nothing."""
    with postgres() as address:
        with_password = address.replace("postgres@", "postgres:secret@")
        first = run("export", folder, "--to", with_password)
        second = run("export", folder, "--to", with_password, "--schema", "geokit")
    assert first.exit_code == second.exit_code == 0
    assert "geokit.incidents: 3 inserted, 0 updated, 0 unchanged" in first.stdout
    assert "geokit.incidents: 0 inserted, 0 updated, 3 unchanged" in second.stdout
    assert "secret" not in first.output + second.output


def test_every_format_is_documented():
    """A row a format in docs/export.md, by the name that is typed, with the files it gives."""
    text = (DOCS / "export.md").read_text(encoding="utf-8")
    for form in FORMATS:
        assert f"| `{form.name}`" in text
        assert form.file is None or f"`{form.file}`" in text
    assert "| `decisions`" in text and "| `postgresql://...`" in text
