"""A real QGIS for tests: scripts of tests/qgis, run by the Python that QGIS is installed for."""

import functools
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from needs import do_without

PYTHON = "/usr/bin/python3"
SCRIPTS = Path(__file__).parent / "qgis"
SECONDS = 180


def run_in_qgis(script: str, *arguments: object) -> Any:
    """Run a script in QGIS and give what it answers.

    Without QGIS the test is skipped, or fails where GEOKIT_REQUIRE_QGIS is set.
    """
    if not _has_qgis():
        do_without(
            f"no QGIS: {PYTHON} cannot import qgis.core (Debian: apt-get install qgis python3-qgis)",
            required_by="GEOKIT_REQUIRE_QGIS",
        )
    done = _run([PYTHON, str(SCRIPTS / script), *map(str, arguments)])
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and lines, f"{script}: exit {done.returncode}\n{done.stderr[-4000:]}"
    return json.loads(lines[-1])


@functools.cache
def _has_qgis() -> bool:
    return Path(PYTHON).exists() and _run([PYTHON, "-c", "import qgis.core"]).returncode == 0


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    environment = {**clean, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, timeout=SECONDS, check=False
    )
