"""geopy geocoders: the gazetteer's places with no network, and Nominatim for who asks for it.

Whatever takes a geopy geocoder (``geopandas.tools.geocode``, ``RateLimiter``) takes these.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder, options
from geopy.geocoders.nominatim import Nominatim
from geopy.location import Location
from geopy.point import Point

from geokit.errors import GeokitError, UsageError
from geokit.model import Place
from geokit.places.gazetteer import Gazetteer, load_gazetteer
from geokit.places.lookup import resolve_name

__all__ = ["GazetteerGeocoder", "OnlineGeocoder", "QueryError", "default_cache", "online_rows"]

# As many as geopy's online geocoders give at most.
LIMIT = 10
# The parts of a structured query, from the smallest to the largest, as geopy's Nominatim names them.
STRUCTURE = ("city", "county", "state", "country")
# Nominatim's policy: one request a second at most, and a user agent that says whom to write to.
SECONDS_BETWEEN = 1.0
ERROR_WAIT_SECONDS = 5.0
ONLINE_TIMEOUT_SECONDS = 10.0


class QueryError(GeocoderQueryError, UsageError):  # type: ignore[misc]
    """A query that is none: geopy's error, geokit's, and a ValueError as geopy's Nominatim raises it."""


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]
    """Stands where a geocoder has its connection: the gazetteer needs none."""

    def get_json(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> Any:
        raise AssertionError(f"the gazetteer asks nobody, not even {url}")

    def get_text(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> str:
        raise AssertionError(f"the gazetteer asks nobody, not even {url}")


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """Geocodes names of places offline.

    Parameters
    ----------
    gazetteer : Gazetteer, optional
        The built-in one by default.
    timeout : float, optional
        Accepted as geopy's geocoders do; nothing here takes long.

    Examples
    --------
    >>> location = GazetteerGeocoder().geocode("Hoeryong")
    >>> location.raw["place_id"]
    'kp-north-hamgyong-hoeryong'
    """

    def __init__(self, gazetteer: Gazetteer | None = None, *, timeout: Any = DEFAULT_SENTINEL) -> None:
        super().__init__(timeout=timeout, adapter_factory=_NoNetwork)
        self.gazetteer = load_gazetteer() if gazetteer is None else gazetteer

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
    ) -> Location | list[Location] | None:
        """Find the place that a name means.

        Parameters
        ----------
        query : str or mapping
            A name, with what holds it after a comma if need be; or its parts: city, county, state, country.
        exactly_one : bool
            Whether to give the one best place, or all that come into question, best first.
        timeout : float, optional
            Accepted as geopy's geocoders do.
        limit : int, optional
            At most so many, without ``exactly_one``; ten by default.
        country_codes : str or sequence of str, optional
            The ISO 3166-1 alpha-2 codes of the countries in which to look.

        Returns
        -------
        Location, list of Location, or None
            None where no place is so named, and with ``exactly_one`` also where several are, alike.

        Raises
        ------
        QueryError
            If the query is neither a text nor parts of one.
        ValueError
            If the limit is below 1.
        """
        if limit is not None and int(limit) < 1:
            raise ValueError("Limit cannot be less than 1")
        name = _query_text(query)
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        countries = {code.upper() for text in codes for code in text.replace(",", " ").split()}
        resolution = resolve_name(name, self.gazetteer, country="/".join(sorted(countries)) or None)
        scored = [(resolution.place, resolution.score)] if resolution.place else []
        if not exactly_one:
            scored += [(one.place, one.score) for one in resolution.alternatives]
        locations = [
            _location(place, score=score)
            for place, score in scored
            if not countries or countries & set((place.country or "").split("/"))
        ]
        if exactly_one:
            return locations[0] if locations else None
        return locations[: int(limit or LIMIT)] or None

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Find the places nearest to a position.

        Parameters
        ----------
        query : geopy.point.Point, (latitude, longitude), or "latitude, longitude"
            The position, degrees, latitude first as everywhere in geopy.
        exactly_one : bool
            Whether to give the nearest alone, or several, nearest first.
        timeout : float, optional
            Accepted as geopy's geocoders do.
        limit : int, optional
            At most so many, without ``exactly_one``; ten by default.

        Returns
        -------
        Location, list of Location, or None
            ``raw["km"]`` is the distance; None where there is no place at all.

        Raises
        ------
        QueryError
            If the query is no position.
        ValueError
            If the limit is below 1.
        """
        if limit is not None and int(limit) < 1:
            raise ValueError("Limit cannot be less than 1")
        if query is None:  # geopy's Point would take it for 0, 0
            raise QueryError("None is no position: give latitude and longitude")
        try:
            point = Point(query)
        except (TypeError, ValueError) as error:
            raise QueryError(f"{query!r} is no position: {error}") from error
        count = 1 if exactly_one else int(limit or LIMIT)
        found = self.gazetteer.near(point.latitude, point.longitude, limit=count)
        locations = [_location(place, km=km) for place, km in found]
        if exactly_one:
            return locations[0] if locations else None
        return locations or None


class OnlineGeocoder(Nominatim):  # type: ignore[misc]
    """Nominatim by its rules: a name to write to, one request a second, no question asked twice.

    ``geocode`` and ``reverse`` are geopy's. What is asked leaves the machine: nothing in geokit makes one of
    these unless it is told to.

    Parameters
    ----------
    user_agent : str
        The application's name and a contact: ``"border-map/1.0 (maps@example.org)"``.
    cache : Path
        The SQLite file that keeps answers; made if it is not there.
    domain : str, optional
        Another server's than OpenStreetMap's.
    seconds_between : float
        How long to wait between two requests, at least.
    timeout, adapter_factory
        As for any geocoder of geopy's.

    Raises
    ------
    UsageError
        If the user agent names no application or no contact.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        cache: Path,
        domain: str = "nominatim.openstreetmap.org",
        seconds_between: float = SECONDS_BETWEEN,
        timeout: Any = ONLINE_TIMEOUT_SECONDS,
        adapter_factory: Callable[..., BaseSyncAdapter] | None = None,
    ) -> None:
        application, _, contact = (user_agent or "").strip().partition(" ")
        if not application or not any(mark in contact for mark in ("@", "://")):
            raise UsageError(
                f"the user agent {user_agent!r} does not say who asks; Nominatim's policy wants an "
                "application and a contact, such as 'border-map/1.0 (maps@example.org)'"
            )
        make = adapter_factory or options.default_adapter_factory

        def cached(**settings: Any) -> BaseSyncAdapter:
            return _CachedAdapter(make(**settings), cache, seconds_between)

        super().__init__(
            user_agent=user_agent.strip(), domain=domain, timeout=timeout, adapter_factory=cached
        )


class _CachedAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """A connection that asks at most once a second, and nothing that it has an answer to.

    The key of an answer is the request's address, which geopy writes the same for the same question.
    """

    def __init__(self, adapter: BaseSyncAdapter, cache: Path, seconds_between: float) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self._adapter = adapter
        self._cache = cache
        self._ask = RateLimiter(
            adapter.get_json,
            min_delay_seconds=seconds_between,
            error_wait_seconds=max(seconds_between, ERROR_WAIT_SECONDS),
            max_retries=0,
            swallow_exceptions=False,
        )

    def get_json(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> Any:
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._cache)) as connection, connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS answers (url TEXT PRIMARY KEY, json TEXT NOT NULL)"
            )
            kept = connection.execute("SELECT json FROM answers WHERE url = ?", (url,)).fetchone()
            if kept:
                return json.loads(kept[0])
        answer = self._ask(url, timeout=timeout, headers=headers)
        if not (isinstance(answer, Mapping) and "error" in answer):
            with closing(sqlite3.connect(self._cache)) as connection, connection:
                row = (url, json.dumps(answer, ensure_ascii=False))
                connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", row)
        return answer

    def get_text(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> Any:
        return self._adapter.get_text(url, timeout=timeout, headers=headers)


def default_cache() -> Path:
    """Give the file that keeps online answers, in the user's folder for such things."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "geokit" / "nominatim.sqlite"


def online_rows(name: str, geocoder: OnlineGeocoder, limit: int = LIMIT) -> list[dict[str, Any]]:
    """Ask an online geocoder for a name, and give rows as `geokit places search` prints them.

    Raises
    ------
    GeokitError
        If the server gives no answer.
    """
    try:
        found = geocoder.geocode(name, exactly_one=False, limit=limit, addressdetails=True, language="en")
    except GeopyError as error:
        raise GeokitError(f"{geocoder.domain} gave no answer ({error}); try again later") from error
    return [
        {
            "score": None,
            "place_id": f"osm-{location.raw.get('osm_type')}-{location.raw.get('osm_id')}",
            "name": location.raw.get("name") or location.address.partition(",")[0],
            "feature": location.raw.get("addresstype") or location.raw.get("type"),
            "country": location.raw.get("address", {}).get("country_code", "").upper() or None,
            "adm1": location.raw.get("address", {}).get("state"),
            "lat": round(location.latitude, 5),
            "lon": round(location.longitude, 5),
            "radius_km": None,
            "shape": "point",
            "shape_basis": "approximate",
        }
        for location in found or ()
    ]


def _query_text(query: Any) -> str:
    if isinstance(query, Mapping):
        query = ", ".join(str(query[part]) for part in STRUCTURE if query.get(part))
    if not isinstance(query, str):
        raise QueryError(f"{query!r} is no name; give a text, or its parts: {', '.join(STRUCTURE)}")
    return query


def _location(place: Place, **more: float) -> Location:
    parts = dict.fromkeys(part for part in (place.name, place.adm2, place.adm1, place.country) if part)
    raw = {
        "place_id": place.id,
        "name": place.name,
        "feature": place.feature,
        "country": place.country,
        "adm1": place.adm1,
        "adm2": place.adm2,
        "radius_km": place.radius_km,
        "source": place.source,
        **more,
    }
    return Location(", ".join(parts), (place.lat, place.lon), raw)
