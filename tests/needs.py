"""What a test needs and may not find on a machine."""

import os
from typing import NoReturn

import pytest


def do_without(reason: str, *, required_by: str) -> NoReturn:
    """Skip the test, or fail it where the environment variable ``required_by`` is set, as it is in CI."""
    if os.environ.get(required_by):
        pytest.fail(reason)
    pytest.skip(reason)
