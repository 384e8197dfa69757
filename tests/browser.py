"""A real Chromium for tests, with networking off."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from needs import do_without

REQUIRED_BY = "GEOKIT_REQUIRE_BROWSER"
COMMANDS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """An opened page and everything that it asked for or complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Any]:
    """Start a browser; without one, skip the test, or fail it where GEOKIT_REQUIRE_BROWSER is set."""
    command = next(filter(None, map(shutil.which, COMMANDS)), None)
    if command is None:
        do_without(f"no browser: none of {', '.join(COMMANDS)} is installed", required_by=REQUIRED_BY)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        do_without("no playwright: install the extra dev", required_by=REQUIRED_BY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Any,
    path: Path,
    *,
    width: int = 1280,
    height: int = 800,
    fragment: str = "",
    scheme: str | None = None,
    bypass_csp: bool = False,
) -> Iterator[Visit]:
    """Open a file offline and note its requests beyond the file, its console and its errors."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, offline=True, color_scheme=scheme, bypass_csp=bypass_csp
    )
    visited = Visit(context.new_page())
    address = path.resolve().as_uri()
    visited.page.on("request", lambda request: _note_request(visited, request.url, address))
    visited.page.on("console", lambda message: _note_message(visited, message))
    visited.page.on("pageerror", lambda error: visited.complaints.append(f"error: {error}"))
    visited.page.goto(address + fragment)
    yield visited
    context.close()


def wait_until(page: Any, expression: str, *, seconds: float = 5) -> None:
    """Wait until an expression is true on a page whose policy forbids playwright's own way of asking."""
    for _ in range(int(seconds * 50)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"still not true after {seconds} s: {expression}")


def _note_request(visited: Visit, url: str, address: str) -> None:
    if url.partition("#")[0] != address and not url.startswith(("data:", "blob:")):
        visited.requests.append(url)


def _note_message(visited: Visit, message: Any) -> None:
    if message.type in ("error", "warning"):
        visited.complaints.append(f"{message.type}: {message.text}")
