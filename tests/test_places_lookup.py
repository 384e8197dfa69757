import pytest
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from places_helpers import small_gazetteer

from geokit.places import resolve_name
from geokit.places.geocoder import GazetteerGeocoder


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Musan", "kp-north-hamgyong-musan"),
        ("musan county", "kp-north-hamgyong-musan"),
        ("Hoiryŏng", "kp-north-hamgyong-hoeryong"),
        ("Tumen River", "tumen-river"),
        ("Tumen city", "cn-tumen"),
        ("图们", "cn-tumen"),
        ("Goseong, South Korea", "kr-gangwon-goseong"),
        ("Kosong (North Korea)", "kp-kangwon-kosong"),
        ("무산", "kp-north-hamgyong-musan"),
        (" DMZ ", "dmz"),
    ],
)
def test_a_cell_is_resolved_in_any_spelling(name, expected):
    """Case, script, diacritics and what holds the place are taken as an analyst writes them."""
    resolution = resolve_name(name, small_gazetteer(), report_id="rows#3")
    assert resolution.place.id == expected
    assert (resolution.mention.report_id, resolution.mention.text) == ("rows#3", name)


def test_the_other_cells_decide():
    """The row's country, unit or coordinates tell namesakes apart."""
    gazetteer = small_gazetteer()
    assert resolve_name("Kosong", gazetteer, country="KR").place.id == "kr-gangwon-goseong"
    assert resolve_name("Kosong", gazetteer, country="North Korea").place.id == "kp-kangwon-kosong"
    assert (
        resolve_name("Kosong", gazetteer, adm1="Kangwon Province", country="KP").place.id
        == "kp-kangwon-kosong"
    )
    assert resolve_name("Kosong", gazetteer, lat=38.4, lon=128.45).place.id == "kr-gangwon-goseong"
    assert resolve_name("Tumen", gazetteer, lat=42.97, lon=129.84).place.id == "cn-tumen"


def test_an_ambiguous_cell_stays_open():
    """Namesakes alike are given as alternatives, none is chosen."""
    resolution = resolve_name("Cheorwon", small_gazetteer())
    assert resolution.place is None
    assert resolution.reason.startswith("ambiguous")
    assert len(resolution.alternatives) == 2


def test_a_misspelt_cell_is_not_guessed():
    """An unknown name gives what is written much like it, and no place."""
    resolution = resolve_name("Hoeriyong", small_gazetteer())
    assert resolution.place is None
    assert resolution.alternatives[0].place.id == "kp-north-hamgyong-hoeryong"


@pytest.mark.parametrize("name", ["", "  ", ",", "?", "Zzyzx"])
def test_an_empty_or_unknown_cell_is_unknown(name):
    """Nothing is made of nothing."""
    resolution = resolve_name(name, small_gazetteer())
    assert resolution.place is None
    assert resolution.reason.startswith("unknown")


def test_geopys_interface():
    """The geocoder is one of geopy's and answers as they do."""
    geocoder = GazetteerGeocoder(small_gazetteer())
    assert isinstance(geocoder, Geocoder)
    location = geocoder.geocode("Hoeryong")
    assert (location.latitude, location.longitude) == (42.44, 129.75)
    assert location.address == "Hoeryong, North Hamgyong Province, KP"
    assert location.raw["place_id"] == "kp-north-hamgyong-hoeryong"
    assert geocoder.geocode("Zzyzx") is None
    assert geocoder.geocode("Kosong") is None
    assert len(geocoder.geocode("Kosong", exactly_one=False)) == 2
    assert geocoder.geocode("Kosong", country_codes="kr").raw["place_id"] == "kr-gangwon-goseong"


def test_reverse_gives_the_nearest():
    """A position gives the place whose spot lies nearest; several come nearest first."""
    geocoder = GazetteerGeocoder(small_gazetteer())
    assert geocoder.reverse((42.2, 129.2)).raw["place_id"] == "kp-north-hamgyong-musan"
    several = geocoder.reverse("42.2, 129.2", exactly_one=False)
    assert len(several) == 10
    assert several[0].raw["place_id"] == "kp-north-hamgyong-musan"


def test_reverse_refuses_what_is_no_position():
    """A query that is no position is geopy's own error."""
    with pytest.raises(GeocoderQueryError, match="no position"):
        GazetteerGeocoder(small_gazetteer()).reverse("somewhere north")
