"""How often the slots of each level of confidence are right, over the annotated sets of the tests."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from geokit.evaluation import Share, evaluate
from geokit.pipeline import Inputs, run

TESTS = Path(__file__).parents[1] / "tests"
SETS = {
    "tests/annotated": Inputs(
        [TESTS / "annotated" / "reports"], metadata=TESTS / "annotated" / "metadata.csv"
    ),
    "tests/annotated_world": Inputs(
        [TESTS / "annotated_world" / "reports"],
        metadata=TESTS / "annotated_world" / "metadata.csv",
        codebooks=[Path("political-violence")],
        only_codebook=True,
    ),
}
SLOTS = ("type", "modality", "date", "place", "count", "outcome")
LEVELS = ("high", "medium", "low")


def main() -> None:
    """Run each set, and judge the incidents of each level by themselves."""
    right: dict[str, Counter[str]] = {level: Counter() for level in LEVELS}
    asked: dict[str, Counter[str]] = {level: Counter() for level in LEVELS}
    with TemporaryDirectory() as folder:
        for name, inputs in SETS.items():
            out = Path(folder) / Path(name).name
            run(inputs, out)
            layer = json.loads((out / "incidents.geojson").read_text("utf-8"))
            for level in LEVELS:
                kept = [f for f in layer["features"] if f["properties"]["confidence"] == level]
                only = out / f"{level}.geojson"
                only.write_text(json.dumps({**layer, "features": kept}), "utf-8")
                found = evaluate(TESTS / Path(name).name / "incidents.json", only)
                for slot in SLOTS:
                    share = found.figures.get(slot)
                    if isinstance(share, Share):
                        right[level][slot] += share.right
                        asked[level][slot] += share.total
    print(f"{'level':8}" + "".join(f"{slot:>14}" for slot in (*SLOTS, "all")))
    for level in LEVELS:
        cells = [(right[level][slot], asked[level][slot]) for slot in SLOTS]
        cells.append((sum(right[level].values()), sum(asked[level].values())))
        print(f"{level:8}" + "".join(f"{a / b if b else 0:>8.2f} {f'({b})':>5}" for a, b in cells))


if __name__ == "__main__":
    main()
