"""The geocoders answer as geopy's do: signature, one or several, errors, raw; the online one has manners."""

import inspect
import json
import subprocess
import sys
import time

import geopy.geocoders
import pytest
from click.testing import CliRunner
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderRateLimited, GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point
from places_helpers import small_gazetteer

from geokit.cli import main
from geokit.errors import GeokitError, UsageError
from geokit.places.geocoder import GazetteerGeocoder, OnlineGeocoder, default_cache

WHO = "border-map/1.0 (maps@example.org)"
ANSWER = [
    {
        "osm_type": "node",
        "osm_id": 5,
        "lat": "41.5",
        "lon": "129.5",
        "name": "Farhaven",
        "display_name": "Farhaven, Somewhere",
        "addresstype": "village",
        "address": {"country_code": "kp", "state": "Somewhere"},
    }
]


@pytest.fixture
def geocoder():
    return GazetteerGeocoder(small_gazetteer())


# Offline


@pytest.mark.parametrize("method", ["geocode", "reverse"])
def test_the_signatures_are_geopys(method):
    """The query stands first, all else is named, and what geopy's geocoders share has their defaults."""
    ours = inspect.signature(getattr(GazetteerGeocoder, method)).parameters
    theirs = inspect.signature(getattr(Nominatim, method)).parameters
    assert list(ours)[:4] == list(theirs)[:4] == ["self", "query", "exactly_one", "timeout"]
    for name in ("exactly_one", "timeout"):
        assert (ours[name].default, ours[name].kind) == (theirs[name].default, theirs[name].kind)
    assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in list(ours.values())[2:])


def test_one_place_is_a_location(geocoder):
    """A Location has the address, latitude first, no altitude, and a raw dict that JSON can write."""
    location = geocoder.geocode("Hoeryong", timeout=3)
    assert isinstance(geocoder, Geocoder)
    assert isinstance(location, Location)
    assert tuple(location.point) == (42.44, 129.75, 0.0)
    assert location.address == "Hoeryong, North Hamgyong Province, KP"
    raw = json.loads(json.dumps(location.raw))
    assert (raw["place_id"], raw["feature"]) == ("kp-north-hamgyong-hoeryong", "city")
    assert 0 < raw["score"] <= 1


def test_several_places_are_a_list(geocoder):
    """Without exactly_one every place in question comes, best first, at most as many as the limit."""
    several = geocoder.geocode("Kosong", exactly_one=False)
    assert {one.raw["place_id"] for one in several} == {"kp-kangwon-kosong", "kr-gangwon-goseong"}
    assert len(geocoder.geocode("Kosong", exactly_one=False, limit=1)) == 1
    assert len(geocoder.geocode("Hoeryong", exactly_one=False, timeout=None)) >= 1


def test_nothing_found_is_none(geocoder):
    """As geopy: None, neither an error nor an empty list; and what is ambiguous is not guessed."""
    assert geocoder.geocode("Zzyzx") is None
    assert geocoder.geocode("Zzyzx", exactly_one=False) is None
    assert geocoder.geocode("") is None
    assert geocoder.geocode("Kosong") is None


@pytest.mark.parametrize("codes", ["kr", "KR", ["kr"], ("kr", "jp"), "kr,jp"])
def test_countries_bound_the_search(geocoder, codes):
    """country_codes is one code or several, in any case."""
    assert geocoder.geocode("Kosong", country_codes=codes).raw["place_id"] == "kr-gangwon-goseong"
    assert geocoder.geocode("Hoeryong", country_codes=codes) is None


def test_a_structured_query(geocoder):
    """A mapping of parts asks for the smallest of them within the others."""
    assert geocoder.geocode({"county": "Kosong", "country": "South Korea"}).raw["country"] == "KR"


@pytest.mark.parametrize("query", [None, 5, ["Musan"]])
def test_a_query_that_is_none_is_geopys_error(geocoder, query):
    """It is geopy's GeocoderQueryError, a ValueError, and geokit's own."""
    with pytest.raises(GeocoderQueryError, match="is no name"):
        geocoder.geocode(query)
    with pytest.raises(UsageError):
        geocoder.geocode(query)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_geopys_value_error(geocoder, limit):
    """The words are geopy's."""
    with pytest.raises(ValueError, match="Limit cannot be less than 1"):
        geocoder.geocode("Musan", exactly_one=False, limit=limit)
    with pytest.raises(ValueError, match="Limit cannot be less than 1"):
        geocoder.reverse((42, 129), exactly_one=False, limit=limit)


@pytest.mark.parametrize(
    "query",
    [
        Point(42.2, 129.2),
        Point(42.2, 129.2, 100),
        (42.2, 129.2),
        [42.2, 129.2],
        "42.2, 129.2",
        "42.2,129.2",
        "42 12m 0s N 129 12m 0s E",
    ],
)
def test_a_position_in_any_form_of_geopys(geocoder, query):
    """Point, pair or text, latitude first; the nearest place comes with its distance."""
    location = geocoder.reverse(query, timeout=1)
    assert location.raw["place_id"] == "kp-north-hamgyong-musan"
    assert 2 < location.raw["km"] < 4


def test_several_positions_come_nearest_first(geocoder):
    """Ten without a limit, as many as it says with one."""
    several = geocoder.reverse("42.2, 129.2", exactly_one=False)
    assert len(several) == 10
    assert [one.raw["km"] for one in several] == sorted(one.raw["km"] for one in several)
    assert len(geocoder.reverse("42.2, 129.2", exactly_one=False, limit=3)) == 3


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize("query", ["somewhere north", "", (1, 2, 3, 4), (100, 0), None])
def test_what_is_no_position_is_geopys_error(geocoder, query):
    """geopy's own geocoders raise a ValueError here: this one is both."""
    with pytest.raises(GeocoderQueryError, match="no position"):
        geocoder.reverse(query)
    with pytest.raises(ValueError, match="no position"):
        geocoder.reverse(query)


def test_geopys_rate_limiter_and_context_manager(geocoder):
    """What geopy wraps around a geocoder works on this one, errors swallowed or not."""
    with geocoder as entered:
        limited = RateLimiter(entered.geocode, min_delay_seconds=0.01)
        assert limited("Hoeryong").raw["country"] == "KP"
        assert limited("Kosong", exactly_one=False, limit=2)[1].raw["name"]
    quiet = RateLimiter(geocoder.reverse, max_retries=0, return_value_on_exception="nowhere")
    assert quiet("no position at all") == "nowhere"
    loud = RateLimiter(geocoder.reverse, max_retries=0, swallow_exceptions=False)
    with pytest.raises(GeocoderServiceError):
        loud("no position at all")


def test_geopy_is_imported_only_when_asked_for():
    """`geokit.places` gives the geocoders by name without importing geopy before."""
    code = (
        "import sys, geokit.places as p; assert 'geopy' not in sys.modules; "
        "p.GazetteerGeocoder, p.OnlineGeocoder; assert 'geopy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Online, with no network


class Fake(BaseSyncAdapter):
    """Answers as Nominatim would, and keeps what it was asked."""

    answers = ANSWER
    asked: list[tuple[str, dict[str, str], float]] = []  # noqa: RUF012

    def __init__(self, *, proxies, ssl_context):
        super().__init__(proxies=proxies, ssl_context=ssl_context)

    def get_json(self, url, *, timeout, headers):
        self.asked.append((url, dict(headers), time.monotonic()))
        if isinstance(self.answers, Exception):
            raise self.answers
        return self.answers

    def get_text(self, url, *, timeout, headers):
        raise AssertionError


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(Fake, "asked", [])
    monkeypatch.setattr(Fake, "answers", ANSWER)
    return Fake


def online(tmp_path, fake, **options):
    return OnlineGeocoder(WHO, cache=tmp_path / "c/answers.sqlite", adapter_factory=fake, **options)


@pytest.mark.parametrize("who", ["", "   ", None, "border-map/1.0", "maps@example.org", "geopy/2.5"])
def test_nobody_asks_without_saying_who(tmp_path, fake, who):
    """Nominatim's policy: an application and a contact, or no geocoder."""
    with pytest.raises(UsageError, match="does not say who asks"):
        OnlineGeocoder(who, cache=tmp_path / "c", adapter_factory=fake)


def test_the_online_geocoder_is_geopys_nominatim(tmp_path, fake):
    """Locations, lists and parameters are geopy's; the user agent is the user's."""
    geocoder = online(tmp_path, fake)
    assert isinstance(geocoder, Nominatim)
    location = geocoder.geocode("Farhaven", country_codes="kp")
    assert (location.latitude, location.address) == (41.5, "Farhaven, Somewhere")
    (url, headers, _), *rest = fake.asked
    assert rest == []
    assert "q=Farhaven" in url
    assert "countrycodes=kp" in url
    assert url.startswith("https://nominatim.openstreetmap.org/search?")
    assert headers["User-Agent"] == WHO
    assert isinstance(geocoder.geocode("Farhaven", exactly_one=False, limit=2), list)


def test_no_question_is_asked_twice(tmp_path, fake):
    """Answers are kept on disk for every later geocoder, an empty one too; other questions are asked."""
    for _ in range(2):
        geocoder = online(tmp_path, fake, seconds_between=0)
        assert geocoder.geocode("Farhaven").raw["osm_id"] == 5
        assert geocoder.reverse((41.5, 129.5)).raw["osm_id"] == 5
    assert len(fake.asked) == 2
    fake.answers = []
    assert online(tmp_path, fake).geocode("Nowhere") is None
    assert online(tmp_path, fake).geocode("Nowhere") is None
    assert len(fake.asked) == 3


def test_one_request_a_second_and_answers_that_are_kept_at_once(tmp_path, fake):
    """Requests wait for each other; an answer from the disk waits for nobody."""
    geocoder = online(tmp_path, fake, seconds_between=0.3)
    for name in ("A", "B", "A", "A", "B"):
        geocoder.geocode(name)
    (_, _, first), (_, _, second) = fake.asked
    assert second - first >= 0.29
    assert inspect.signature(OnlineGeocoder).parameters["seconds_between"].default == 1.0
    begun = time.monotonic()
    geocoder.geocode("A")
    assert time.monotonic() - begun < 0.2


def test_errors_are_geopys_and_are_not_kept(tmp_path, fake):
    """A refusal is geopy's error, and the question is asked anew the next time."""
    geocoder = online(tmp_path, fake, seconds_between=0)
    fake.answers = AdapterHTTPError("too many", status_code=429, headers={}, text="slow down")
    with pytest.raises(GeocoderRateLimited):
        geocoder.geocode("Farhaven")
    fake.answers = {"error": "something broke"}
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode("Farhaven")
    fake.answers = ANSWER
    assert geocoder.geocode("Farhaven").raw["osm_id"] == 5


def test_the_cache_lies_in_the_users_folder(monkeypatch, tmp_path):
    """Where no file is given answers go where the platform keeps such things."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == tmp_path / "geokit" / "nominatim.sqlite"


def search(*arguments):
    return CliRunner().invoke(main, ["places", "search", "--format", "jsonl", *map(str, arguments)])


def test_a_search_goes_online_only_when_told_to(tmp_path, fake, monkeypatch):
    """Nothing is asked without --online, nor for a name that the gazetteer has."""
    monkeypatch.setattr(geopy.geocoders.options, "default_adapter_factory", fake)
    assert search("Qwertyhaven").exit_code == 1
    assert search("Musan", "--online", WHO, "--cache", tmp_path / "c").exit_code == 0
    assert fake.asked == []
    found = search("Qwertyhaven", "--online", WHO, "--cache", tmp_path / "c")
    assert len(fake.asked) == 1
    row = json.loads(found.stdout.splitlines()[-1])
    assert (row["place_id"], row["name"], row["country"]) == ("osm-node-5", "Farhaven", "KP")
    local = json.loads(search("Musan").stdout.splitlines()[0])
    assert list(row) == list(local)


def test_a_search_online_says_who_asks_and_why_it_failed(tmp_path, fake, monkeypatch):
    """A user agent without a contact is wrong usage; a server that fails is one line."""
    monkeypatch.setattr(geopy.geocoders.options, "default_adapter_factory", fake)
    assert search("Qwertyhaven", "--online", "me", "--cache", tmp_path / "c").exit_code == 2
    fake.answers = AdapterHTTPError("down", status_code=502, headers={}, text="")
    failed = search("Qwertyhaven", "--online", WHO, "--cache", tmp_path / "c")
    assert failed.exit_code == 1
    assert "nominatim.openstreetmap.org gave no answer" in failed.stderr
    assert issubclass(UsageError, GeokitError)
