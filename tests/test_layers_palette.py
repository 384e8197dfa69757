"""One palette for every drawing."""

import re

from builders import make_incident, make_telling

from geokit.incidents import load_codebook
from geokit.layers import incident_frame
from geokit.layers.palette import OTHER_COLOUR, type_colours
from geokit.layers.qgis import look_of
from geokit.maps import IncidentMap


def test_every_type_of_the_built_in_codebook_has_a_colour_of_its_own() -> None:
    """None of them has to take a free one."""
    types = load_codebook().types
    colours = type_colours(types)
    assert set(colours) == set(types) and len(set(colours.values())) == len(types)
    assert colours == type_colours([], types)
    assert colours.get("other", OTHER_COLOUR) == OTHER_COLOUR


def test_the_map_page_and_qgis_draw_a_type_in_the_same_colour() -> None:
    """Also a type that the palette does not know."""
    kinds = ("crossing", "riot", "protest", "order")
    frame = incident_frame([make_incident(best=make_telling(id=kind, type=kind)) for kind in kinds])
    page = IncidentMap(frame, title="Colours").get_root().render()
    look = look_of(frame, load_codebook(["political-violence"]))
    for kind in kinds:
        [colour] = re.findall(rf'"{kind}": ?"(#[0-9a-f]{{6}})"', page)
        assert colour == look.colour(kind)
