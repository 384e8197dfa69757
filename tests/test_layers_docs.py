"""docs/layers.md: its examples run, in their order, on the map of the example reports."""

import re
from pathlib import Path

from geokit import layers
from geokit.pipeline import Inputs, run

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "layers.md").read_text(encoding="utf-8")


def test_examples_run(tmp_path, monkeypatch, capsys):
    """Every block of Python in the page runs on what the blocks before it left."""
    run(Inputs(paths=[ROOT / "examples" / "reports"]), tmp_path / "output")
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    for block in blocks:
        exec(compile(block, "docs/layers.md", "exec"), known)
    assert len(blocks) > 4 and capsys.readouterr().out == ""
    assert len(known["near"]) > 0 and set(known["near"]["within"]) <= {"certain", "possible"}


def test_every_name_of_the_page_is_there():
    """What the page imports from geokit.layers is exported there."""
    names = {
        name for line in re.findall(r"from geokit\.layers import (.*)", PAGE) for name in line.split(", ")
    }
    assert names <= set(layers.__all__) and len(names) >= 5
    assert all(hasattr(layers, name) for name in layers.__all__)
