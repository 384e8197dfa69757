"""The gazetteer as a geopy geocoder: the same calls as for an online one, with no network."""

from __future__ import annotations

from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geokit.model import Place
from geokit.places.gazetteer import Gazetteer, load_gazetteer
from geokit.places.lookup import resolve_name

__all__ = ["GazetteerGeocoder"]

# As many as geopy's online geocoders give at most.
LIMIT = 10


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """Geocodes names of places offline.

    Parameters
    ----------
    gazetteer : Gazetteer, optional
        The built-in one by default.

    Examples
    --------
    >>> location = GazetteerGeocoder().geocode("Hoeryong")
    >>> location.raw["place_id"]
    'kp-north-hamgyong-hoeryong'
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__(scheme="https")
        self.gazetteer = load_gazetteer() if gazetteer is None else gazetteer

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        country_codes: str | None = None,
    ) -> Location | list[Location] | None:
        """Find the place that a name means.

        Parameters
        ----------
        query : str
            A name, with what holds it after a comma if need be.
        exactly_one : bool
            Whether to give the one best place, or all that come into question, best first.
        timeout : float, optional
            Accepted as geopy's geocoders do; nothing here takes long.
        country_codes : str, optional
            The ISO 3166-1 alpha-2 code of the country in which to look.

        Returns
        -------
        Location, list of Location, or None
            None where no place is so named, and with ``exactly_one`` also where several are, alike.
        """
        resolution = resolve_name(query, self.gazetteer, country=country_codes)
        places = [resolution.place] if resolution.place else []
        if exactly_one:
            return _location(places[0]) if places else None
        places += [alternative.place for alternative in resolution.alternatives]
        return [_location(place) for place in places[:LIMIT]] or None

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Find the places nearest to a position.

        Parameters
        ----------
        query : geopy.point.Point, (latitude, longitude), or str
            The position, degrees, latitude first as everywhere in geopy.
        exactly_one : bool
            Whether to give the nearest alone, or ten of them, nearest first.
        timeout : float, optional
            Accepted as geopy's geocoders do.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is no position.
        """
        try:
            point = Point(query)
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"{query!r} is no position: {error}") from error
        found = self.gazetteer.near(point.latitude, point.longitude, limit=1 if exactly_one else LIMIT)
        locations = [_location(place) for place, _ in found]
        if exactly_one:
            return locations[0] if locations else None
        return locations or None


def _location(place: Place) -> Location:
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
    }
    return Location(", ".join(parts), (place.lat, place.lon), raw)
