"""Spatial expressions: a place that is said by way of others, and the shape that this gives.

``near X``, ``12 km north of X``, ``5 km upstream from X``, ``across the river from X``, ``the border of X and
Y``, ``where A meets B and C``, ``there``. Each is read around names that are resolved already and becomes a
mention of kind ``relative``.

To add one: a function in ``around``, ``along``, ``borders`` or ``back`` that gives an ``Expression``, its
words in the gazetteer's ``recognition.toml``, and its name in ``_READERS``, or in ``_whole`` where others may
in turn rest on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geokit.model import Report, Resolution
from geokit.places.gazetteer import Gazetteer
from geokit.places.spatial import along, around, back, borders
from geokit.places.spatial.scene import Expression, Scene, as_resolution

__all__ = ["relative_places"]

_Reader = Callable[[Scene, Sequence[Expression], int], Expression | None]
# What may stand before a place, in the order in which it is tried.
_READERS: tuple[_Reader, ...] = (
    along.between,
    along.stream,
    along.opposite,
    along.section,
    along.midstream,
    along.part,
    around.within,
    around.distance,
    around.direction,
    around.coast,
    around.compass_part,
    around.near,
)


def relative_places(report: Report, resolved: Sequence[Resolution], gazetteer: Gazetteer) -> list[Resolution]:
    """Find the spatial expressions around resolved names and compute their shapes.

    Parameters
    ----------
    report : Report
        The text that holds them.
    resolved : sequence of Resolution
        The names, sorted by their start.
    gazetteer : Gazetteer
        Whose language data names the words.

    Returns
    -------
    list of Resolution
        One for each expression, sorted by start; an expression inside another is part of that. A place that
        was computed has the id ``computed:...``, ``shape_basis`` computed, and a radius that covers what the
        expression leaves open; one that the expression only points to is the gazetteer's own.
    """
    scene = Scene(report.text, resolved, gazetteer)
    whole = _whole(scene)
    anchors = _outermost([*whole, *scene.names])
    told = _around_each(scene, anchors, anchors)
    if not whole and not told:
        return []
    # What was told of a name may itself be told from: "near the mouth of the X".
    nested = _around_each(scene, _outermost([*told, *anchors]), told)
    found = _outermost([*nested, *told, *whole])
    return [as_resolution(one, report.id, report.text) for one in found]


def _whole(scene: Scene) -> list[Expression]:
    """Expressions that are found as a whole, and may be what others rest on."""
    told = [*borders.junctions(scene), *borders.borders(scene)]
    told += [*back.back_to_rivers(scene), *back.back_to_borders(scene, told)]
    told += [*back.back_to_lines(scene), *along.parts_inside(scene)]
    told += borders.sides(scene, [*told, *scene.names])
    return [*told, *back.back_to_places(scene)]


def _around_each(
    scene: Scene, anchors: Sequence[Expression], wanted: Sequence[Expression]
) -> list[Expression]:
    """The expressions that begin before the wanted ones among the anchors."""
    starts = {one.start for one in wanted}
    stretches = scene.says(scene.patterns.stretch_words)
    positions = [
        position
        for position, anchor in enumerate(anchors)
        if anchor.start in starts
        and (scene.may_lead(anchor) or (stretches and scene.patterns.stretch.match(scene.text, anchor.end)))
    ]
    found = [_around(scene, anchors, position) for position in positions]
    return [one for one in found if one is not None]


def _around(scene: Scene, anchors: Sequence[Expression], position: int) -> Expression | None:
    """The expression that begins before an anchor, if there is one."""
    for read in _READERS:
        found = read(scene, anchors, position)
        if found is not None:
            return found
    return None


def _outermost(expressions: Sequence[Expression]) -> list[Expression]:
    """Leave out what stands inside another; of two that overlap the first, of two in one place the first."""
    kept: list[Expression] = []
    for one in sorted(expressions, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
