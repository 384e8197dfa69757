"""What of a text is not the article: kinds of lines that show in themselves, and the page's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geokit.model import Zone
from geokit.reports.phrases import match_any, phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geokit.model import ZoneKind
    from geokit.reports.lines import Line

__all__ = ["line_kind", "mark_lines", "zones_from"]

_LONGEST_ALT_TEXT_IN_WORDS = 6
_LONGEST_CAPTION_IN_WORDS = 40
_LONGEST_SOURCES = 4000


def line_kind(line: str) -> ZoneKind | None:
    """Kind of a line that shows in itself wherever it stands; ``None`` for what may be the article's."""
    table = phrases()
    # A list of sources can be long.
    if match_any(table.sources, line, longest=_LONGEST_SOURCES):
        return "source"
    if match_any(table.captions, line) or match_any(table.photo_credits, line):
        return "caption"
    if match_any(table.credits, line):
        return "byline"
    if match_any(table.furniture, line) or table.is_section(line):
        return "furniture"
    return None


def mark_lines(lines: Sequence[Line]) -> dict[int, ZoneKind]:
    """Kinds of the lines of a text by their number, its header aside."""
    marks = {at: kind for at, line in enumerate(lines) if (kind := line_kind(line.text)) is not None}
    for at in list(marks):
        if (
            marks[at] == "caption"
            and at > 1
            and at - 1 not in marks
            and _is_captioned(lines[at - 1], lines[at])
        ):
            marks[at - 1] = "caption"
    marks.update(_tail(lines, marks))
    return marks


def _is_captioned(above: Line, credit: Line) -> bool:
    """Whether a line is a picture's caption because the picture's credit stands right under it.

    A few words are one above any credit; a sentence only above the bare name of an agency.
    """
    if not credit.follows or match_any(phrases().photo_credits, credit.text) is None:
        return False
    if credit.text.casefold() in phrases().agencies:
        return len(above.words) <= _LONGEST_CAPTION_IN_WORDS
    return not above.begins_prose and len(above.words) <= _LONGEST_ALT_TEXT_IN_WORDS


def _tail(lines: Sequence[Line], marks: Mapping[int, ZoneKind]) -> dict[int, ZoneKind]:
    """After the article's last paragraph, what stands between two pieces of furniture is furniture."""
    paragraphs = [at for at, line in enumerate(lines) if at not in marks and len(line.text) >= 80]
    first = paragraphs[-1] + 1 if paragraphs else len(lines)
    found: dict[int, ZoneKind] = {
        at: "source" for at in range(first, len(lines)) if match_any(phrases().tail_sources, lines[at].text)
    }
    furniture = [at for at in range(first, len(lines)) if marks.get(at) == "furniture"]
    if furniture:
        between = range(furniture[0], furniture[-1])
        found.update({at: "furniture" for at in between if at not in marks and at not in found})
    return found


def zones_from(
    lines: Sequence[Line], marks: Mapping[int, ZoneKind], dateline: Zone | None = None
) -> tuple[Zone, ...]:
    """Zones of marked lines, and the dateline's, by where they begin."""
    zones = [Zone(lines[at].start, lines[at].end, kind) for at, kind in marks.items()]
    return tuple(sorted([*zones, *([dateline] if dateline else [])], key=lambda zone: zone.start))
