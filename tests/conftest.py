"""What several test modules share: the built-in data, loaded once, and where the annotated articles lie."""

import os
from pathlib import Path

import pytest

from geokit.incidents import Codebook, load_codebook
from geokit.places import Gazetteer, load_gazetteer

SHARED = Path(os.environ.get("GEOKIT_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def builtin_gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The annotated articles beside the project, or a skip that says they are not there."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"the annotated articles are not at {SHARED}")
    return SHARED
