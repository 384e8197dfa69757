"""The command: figures for a person, numbers for a program, an error that says what to mend."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geokit.cli import main


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """One record and the telling that was found for it, whose date is wrong."""
    record = {
        "id": "r1",
        "report": "a",
        "start": 0,
        "end": 10,
        "type": "march",
        "modality": "happened",
        "tier": "core",
        "date": {"edtf": "2020-05-03", "exact": True},
    }
    telling = {"id": "i", "report_id": "a", "start": 0, "end": 10, "type": "march", "modality": "happened"}
    gold, found = tmp_path / "gold.json", tmp_path / "found.jsonl"
    gold.write_text(json.dumps({"articles": [{"id": "a"}], "incidents": [record]}))
    found.write_text(json.dumps(telling | {"date_edtf": "2020-05-04"}))
    return gold, found


def test_figures_are_told_with_their_totals(files: tuple[Path, Path]) -> None:
    """A share of how many."""
    result = call("evaluate", *files)
    assert result.exit_code == 0, result.output
    assert "found_core" in result.stdout and "1.000   1 of 1" in result.stdout
    assert "missed" not in result.stdout


def test_the_cases_are_listed_when_asked_for(files: tuple[Path, Path]) -> None:
    """What was annotated beside what was predicted."""
    result = call("evaluate", *files, "--list")
    assert "slot: date | annotated: ['2020-05-03'] | predicted: 2020-05-04" in result.stdout


def test_json_is_one_object(files: tuple[Path, Path]) -> None:
    """For a script; with the cases where they are asked for."""
    numbers = json.loads(call("evaluate", *files, "--json", "--list").stdout)
    assert (numbers["kind"], numbers["found_core"], numbers["date"], numbers["type"]) == (
        "incidents",
        1.0,
        0.0,
        1.0,
    )
    assert numbers["cases"]["wrong"][0]["id"] == "r1"
    assert "cases" not in json.loads(call("evaluate", *files, "--json").stdout)


def test_a_wrong_annotation_is_one_line(files: tuple[Path, Path]) -> None:
    """File, record, field and what to do, on stderr."""
    gold, found = files
    gold.write_text(gold.read_text().replace('"core"', '"main"'))
    result = call("evaluate", gold, found)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"geokit: {gold}: incident 'r1': tier: 'main'")
    assert call("evaluate", gold, found.with_name("nowhere")).exit_code == 2
