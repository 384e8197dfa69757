"""Pictures of made maps at three sizes, in the light and the dark: to be looked at, and for the README.

``python -m benchmarks.pictures FOLDER...`` writes them beside each folder's map.html.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.maps import ARGUMENTS, BROWSER

SIZES = ((1280, 800), (1920, 1080), (390, 844))
SCHEMES = ("light", "dark")
# What stands open in the picture: of the events that have a mark of their own the one in the middle.
OPEN = """{
  const alone = geokit.marks().filter(({ together }) => together === 1);
  void geokit.open(alone[Math.floor(alone.length / 2)].id);
}"""
MOVED = 0.8


def main() -> None:
    """Take the pictures of every folder that is named."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        for folder in map(Path, sys.argv[1:]):
            for width, height in SIZES:
                for scheme in SCHEMES:
                    take(browser, folder.resolve(), width, height, scheme)


def take(browser: Any, folder: Path, width: int, height: int, scheme: str) -> None:
    """Write pictures of the map as it opens and with an incident open."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, offline=True, color_scheme=scheme
    )
    page = context.new_page()
    page.goto((folder / "map.html").as_uri())
    while not page.evaluate("window.geokit?.ready"):
        time.sleep(0.02)
    name = f"map-{width}x{height}-{scheme}"
    page.screenshot(path=folder / f"{name}.png")
    page.evaluate(OPEN)
    # The map makes room for the popup.
    time.sleep(MOVED)
    page.screenshot(path=folder / f"{name}-open.png")
    context.close()


if __name__ == "__main__":
    main()
