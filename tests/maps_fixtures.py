"""Fixtures of the tests that look at map pages: a browser, and pages made of rows and opened in it."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, chromium, visit, wait_until
from maps_pages import GROUND, make_map

from geokit.maps import write_map


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """A ground of one land and one border."""
    path = tmp_path / "ground.geojson"
    path.write_text(json.dumps(GROUND), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture
def open_file(browser: Any) -> Iterator[Callable[..., Visit]]:
    """Gives a function that opens a page and waits until it stands."""
    visits = []

    def opened(path: Path, *, size: Any = (1280, 800), **options: Any) -> Visit:
        visiting = visit(browser, path, width=size[0], height=size[1], **options)
        visits.append(visiting)
        visited = visiting.__enter__()
        wait_until(visited.page, "window.geokit?.ready", seconds=30)
        return visited

    yield opened
    for visiting in visits:
        visiting.__exit__(None, None, None)


@pytest.fixture
def open_map(open_file: Callable[..., Visit], ground: Path, tmp_path: Path) -> Callable[..., Visit]:
    """Gives a function that makes a map of rows and opens it."""

    def opened(
        *rows: dict[str, Any],
        layers: Sequence[Any] = (),
        size: Any = (1280, 800),
        fragment: str = "",
        scheme: str | None = None,
        **options: Any,
    ) -> Visit:
        made = make_map(ground, *rows, **options)
        for layer in layers:
            made.add_child(layer)
        write_map(made, tmp_path / "map.html")
        return open_file(tmp_path / "map.html", size=size, fragment=fragment, scheme=scheme)

    return opened
