"""What goes inside the page instead of being linked: Leaflet, our own scripts and styles, and the wording."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

__all__ = [
    "LANGUAGES",
    "leaflet_icons",
    "leaflet_script",
    "leaflet_style",
    "our_script",
    "our_style",
    "words",
]

# The modules share one scope, so that each can use what those above it define.
SCRIPTS = (
    "dom.js",
    "words.js",
    "dates.js",
    "blocks.js",
    "incidents.js",
    "theme.js",
    "signs.js",
    "canvas.js",
    "ground.js",
    "labels.js",
    "shapes.js",
    "groups.js",
    "marks.js",
    "pointer.js",
    "filters.js",
    "facets.js",
    "bins.js",
    "timeline.js",
    "list.js",
    "details.js",
    "popup.js",
    "legend.js",
    "measure.js",
    "tools.js",
    "picture.js",
    "download.js",
    "address.js",
    "panel.js",
    "start.js",
)
STYLES = ("page.css", "panel.css", "details.css", "timeline.css", "map.css", "print.css")
LANGUAGES = ("en", "ko")


@cache
def our_script() -> str:
    """Give our modules as one script that leaves nothing but ``window.geokit`` behind."""
    modules = "\n".join(_asset(name) for name in SCRIPTS)
    return _without_end_tags(f'(() => {{\n"use strict";\n\n{modules}}})();')


@cache
def our_style() -> str:
    """Give our style sheets as one."""
    return "\n".join(_asset(name) for name in STYLES)


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    """Give the page's wording in a language, by group and key."""
    wording: dict[str, dict[str, str]] = json.loads(_asset(f"words.{language}.json"))
    return wording


@cache
def leaflet_script() -> str:
    """Give Leaflet without the comment that points a debugger to a file that is not there."""
    script = _leaflet("leaflet.js").read_text(encoding="utf-8")
    return _without_end_tags(re.sub(r"\n//# sourceMappingURL=.*", "", script).strip())


@cache
def leaflet_style() -> str:
    """Give Leaflet's style sheet with its images inside it, without what only old browsers knew."""
    style = _leaflet("leaflet.css").read_text(encoding="utf-8")
    style = re.sub(r"\s*behavior: [^;]+;", "", style)
    return re.sub(r"url\(images/([\w-]+\.png)\)", lambda match: f"url({_image(match[1])})", style)


@cache
def leaflet_icons() -> dict[str, str]:
    """Give the images of Leaflet's own pin, for markers that a user adds, by the option that names each."""
    return {
        "iconUrl": _image("marker-icon.png"),
        "iconRetinaUrl": _image("marker-icon-2x.png"),
        "shadowUrl": _image("marker-shadow.png"),
    }


def _asset(name: str) -> str:
    return (files("geokit.maps") / "assets" / name).read_text(encoding="utf-8")


def _leaflet(name: str) -> Path:
    # Found through the package's metadata: importing it would need the retired pkg_resources.
    return Path(str(distribution("XStatic-Leaflet").locate_file(f"xstatic/pkg/leaflet/data/{name}")))


def _image(name: str) -> str:
    encoded = base64.b64encode(_leaflet(f"images/{name}").read_bytes()).decode("ascii")
    return f"data:image/png;base64,{encoded}"


def _without_end_tags(script: str) -> str:
    # In JavaScript these can only stand in strings, patterns and comments, where \/ and \! mean / and !.
    return re.sub(r"<(/script|!--)", r"<\\\1", script, flags=re.IGNORECASE)
