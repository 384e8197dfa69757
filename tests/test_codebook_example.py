"""The worked example of docs/codebooks.md does what the page says."""

import re
import tomllib
from pathlib import Path

import pytest

from geokit.incidents.codebook_checks import check_codebook
from geokit.model import Incident
from geokit.pipeline import Inputs, analyse

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "codebooks"
PAGE = ROOT / "docs" / "codebooks.md"


@pytest.fixture(scope="module")
def incidents() -> tuple[Incident, ...]:
    inputs = Inputs([EXAMPLE / "reports"], codebooks=[EXAMPLE / "wildlife-crime.toml"], only_codebook=True)
    return analyse(inputs).incidents


def test_three_events_are_found(incidents: tuple[Incident, ...]) -> None:
    """What, when, where and how many; nothing that might have been, was hoped for or never was."""
    told = [
        (i.type, i.date.edtf if i.date else None, i.where.name if i.where else None, i.n_best)
        for i in incidents
        if i.is_event
    ]
    assert told == [
        ("arrest", "2018-02-04", "Kanchanaburi", 4),
        ("seizure", "2019-04-03", "Singapore", None),
        ("seizure", "2019-07-25", "Hanoi", None),
    ]


def test_a_ban_is_told_and_is_no_event(incidents: tuple[Incident, ...]) -> None:
    """It stands in the tables; no mark is drawn as if something had happened."""
    assert [(i.type, i.modality) for i in incidents if not i.is_event] == [("ban", "ordered")]


def test_nothing_is_wrong_with_it() -> None:
    """The check that the page recommends has nothing to say."""
    assert check_codebook(EXAMPLE / "wildlife-crime.toml").findings == ()


def test_the_page_shows_the_file() -> None:
    """Each table of the page is a table of the file, word for word, but for the first draft."""
    shipped = tomllib.loads((EXAMPLE / "wildlife-crime.toml").read_text("utf-8"))
    blocks = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    tables = [tomllib.loads(block).get("types", {}) for block in blocks]
    shown = {name: table for found in tables for name, table in found.items()}
    assert shown == shipped["types"]
    assert len(PAGE.read_text("utf-8").splitlines()) < 250
