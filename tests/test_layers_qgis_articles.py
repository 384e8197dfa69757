"""The five articles as QGIS draws them, beside a picture that is kept.

Where a change is meant, look at the new picture and keep it: GEOKIT_KEEP_PICTURES=1 writes it.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter
from qgis_app import run_in_qgis

from geokit import pipeline

KEPT = Path(__file__).parent / "fixtures" / "qgis" / "articles.png"
BOX = "122.5,36.5,132.5,44.5"
# Edges are smoothed a little differently from one machine to another.
BLUR_PX = 2
DIFFERENT = 40
SHARE = 0.001


@pytest.fixture(scope="module")
def articles(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    inputs = pipeline.Inputs(paths=[shared / "seeds"], metadata=shared / "gold" / "metadata.csv")
    pipeline.run(inputs, folder)
    return folder


def pixels(path: Path) -> Any:
    image = Image.open(path).convert("RGB").filter(ImageFilter.BoxBlur(BLUR_PX))
    return np.asarray(image).astype(int)


@pytest.mark.qgis
@pytest.mark.shared
def test_the_picture_is_the_one_kept(articles: Path, tmp_path: Path) -> None:
    """Incidents without names and ground, so that no font matters; hardly a pixel is of another colour."""
    drawn = tmp_path / "articles.png"
    found = run_in_qgis("plain.py", articles / "incidents.qgz", drawn, BOX)
    assert found == {"problems": [], "layers": 3, "complaints": []}
    if os.environ.get("GEOKIT_KEEP_PICTURES"):
        KEPT.parent.mkdir(exist_ok=True)
        Image.open(drawn).convert("RGB").save(KEPT, optimize=True)
    apart = np.abs(pixels(drawn) - pixels(KEPT)).max(axis=2) > DIFFERENT
    assert apart.mean() < SHARE, f"{apart.mean():.1%} of the pixels differ; look at {drawn}"


@pytest.mark.qgis
@pytest.mark.shared
def test_the_project_holds_every_incident(articles: Path, tmp_path: Path) -> None:
    """Opened from another place: each incident stands in one layer, or in the table of the unplaced."""
    there = Path(shutil.copytree(articles, tmp_path / "moved"))
    project = run_in_qgis("project.py", there / "incidents.qgz", tmp_path)
    assert project["complaints"] == [] and project["problems"] == []
    features = json.loads((articles / "incidents.geojson").read_text("utf-8"))["features"]
    related = {key: rows for key, rows in project["related"].items() if key.startswith("incident")}
    assert sorted(row for rows in related.values() for row in rows) == sorted(f["id"] for f in features)
    assert all(tellings for rows in related.values() for tellings in rows.values())
    days = [f["properties"][end] for f in features for end in ("date_start", "date_end")]
    known = sorted(day for day in days if day)
    assert [moment[:10] for moment in project["span"]] == [known[0], known[-1]]
    assert {"Crossing", "Shooting"} <= {
        rule["label"]
        for layer in project["layers"].values()
        for group in layer["legend"]
        for rule in group["rules"]
    }
