"""Counts by unit and by month: nothing is counted more exactly than it is known, and nothing gets lost."""

import geopandas
import numpy as np
import pytest
from builders import (
    make_date,
    make_incident,
    make_incidents,
    make_place,
    make_placed_on,
    make_role,
    make_telling,
    make_unplaced,
)
from shapely.geometry import LineString, MultiPoint, Point, Polygon, box

from geokit.errors import UsageError
from geokit.layers import by_month, by_unit, incident_frame


def make_at(id_, *, where_prec, type_="crossing", is_event=True, geometry=None, radius_km=1.0, **place):
    """An incident at a place with the names and the precision given."""
    known = make_place(**place)
    best = make_telling(id=id_, type=type_, is_event=is_event, places=(make_role(place=known),))
    shape = known.geometry if geometry is None else geometry
    return make_incident(best=best, where_prec=where_prec, geometry=shape, radius_km=radius_km)


def make_dated(id_, start, end):
    edtf = f"{start or '..'}/{end or '..'}"
    return make_incident(best=make_telling(id=id_, date=make_date(edtf=edtf, date_start=start, date_end=end)))


def rows_of(table, *names):
    kept = table[list(names)].astype(object)
    return [tuple(row) for row in kept.where(kept.notna(), None).itertuples(index=False)]


FRAME = incident_frame(
    [
        make_at("a", where_prec=1),
        make_at("b", where_prec=3, type_="arrest"),
        make_at("c", where_prec=4, adm2=None),
        make_at("d", where_prec=5, adm1=None, adm2=None, country="KP/CN", shape="line"),
        make_at("e", where_prec=6, adm1=None, adm2=None, shape="area"),
        make_at("f", where_prec=7, adm1=None, adm2=None, country=None, shape="area"),
        make_at("g", where_prec=1, type_="order", is_event=False),
        make_unplaced(id="h"),
    ]
)


def test_a_line_between_two_countries_is_one_row():
    """In whatever order a place names them."""
    two = [
        make_at(name, where_prec=5, adm1=None, adm2=None, country=country, shape="line")
        for name, country in (("a", "KP/CN"), ("b", "CN/KP"))
    ]
    table = by_unit(incident_frame(two), "country")
    assert rows_of(table, "country", "counted_as", "n") == [("KP/CN", "coarser", 2)]


def test_what_is_known_to_a_province_counts_in_no_county():
    """Each level counts only what is known to it; the rest keeps the names that are known."""
    assert rows_of(by_unit(FRAME, "adm2"), "country", "adm1", "adm2", "counted_as", "n") == [
        ("KP", "Province X", "County Y", "unit", 2),
        ("KP", "Province X", None, "coarser", 1),
        ("KP", None, None, "coarser", 1),
        ("KP/CN", None, None, "coarser", 1),
        (None, None, None, "coarser", 1),
        (None, None, None, "unplaced", 1),
    ]
    assert rows_of(by_unit(FRAME), "country", "adm1", "counted_as", "n")[0] == ("KP", "Province X", "unit", 3)
    assert rows_of(by_unit(FRAME, "country"), "country", "counted_as", "n") == [
        ("KP", "unit", 4),
        ("KP/CN", "coarser", 1),
        (None, "coarser", 1),
        (None, "unplaced", 1),
    ]


@pytest.mark.parametrize("where_prec", [4, 5, None])
def test_a_county_named_for_a_place_known_worse_is_not_counted(where_prec):
    """A name in adm2 does not count where the place is fuzzier than a county, or nobody knows how fuzzy."""
    table = by_unit(incident_frame([make_at("a", where_prec=where_prec)]), "adm2")
    assert rows_of(table, "adm1", "adm2", "counted_as") == [("Province X", None, "coarser")]


def test_an_order_is_counted_only_when_asked_for():
    """Events alone by default; with all of them the order has a column of its own."""
    assert "n_order" not in by_unit(FRAME)
    everything = by_unit(FRAME, "adm2", events_only=False)
    assert everything["n"].sum() == 8 and everything["n_order"].to_list()[0] == 1
    assert "n_order" not in by_month(FRAME) and by_month(FRAME, events_only=False)["n_order"].sum() == 1


@pytest.mark.parametrize("count", [0, 1, 57])
@pytest.mark.parametrize("events_only", [True, False])
def test_sums_are_the_number_of_incidents(count, events_only):
    """Every incident is in exactly one row of every table, and in one column of its type."""
    frame = incident_frame(make_incidents(count))
    expected = int(frame["is_event"].sum()) if events_only else count
    areas = geopandas.GeoDataFrame(
        {"unit": ["x", "y"]}, geometry=[box(127, 39, 128, 42), box(128, 39, 129, 42)]
    )
    tables = [by_unit(frame, level, events_only=events_only) for level in ("country", "adm1", "adm2")]
    tables.append(by_unit(frame, areas.set_crs(4326), events_only=events_only))
    tables.append(by_month(frame, events_only=events_only))
    for table in tables:
        assert table["n"].sum() == expected
        assert sum(table[name].sum() for name in table if name.startswith("n_")) == expected


def test_unknown_values_are_a_column_of_their_own():
    """Counted by a column that is null somewhere, the null ones are named as such."""
    frame = incident_frame([make_incident(), make_incident(best=make_telling(id="t2", outcome=None))])
    table = by_unit(frame, "country", by="outcome")
    assert rows_of(table, "n", "n_succeeded", "n_null") == [(2, 1, 1)]
    assert list(by_unit(frame, "country", by=None)) == ["country", "counted_as", "n"]


def test_areas_count_what_lies_in_them():
    """Spots, areas and circles count where they lie; what straddles, lies outside or nowhere is named."""
    west, east, empty = box(127, 40, 128, 41), box(128, 40, 129, 41), box(10, 10, 11, 11)
    units = geopandas.GeoDataFrame({"unit": ["west", "east", "far"]}, geometry=[west, east, empty], crs=4326)
    frame = incident_frame(
        [
            make_at("spot", where_prec=1, geometry=Point(127.5, 40.5)),
            make_at("edge", where_prec=1, geometry=Point(128.0, 40.5)),
            make_at("near", where_prec=5, geometry=Point(128.5, 40.5), radius_km=10.0),
            make_at("wide", where_prec=5, geometry=Point(128.1, 40.5), radius_km=40.0),
            make_at("vague", where_prec=5, geometry=Point(128.1, 40.5), radius_km=None),
            make_at("area", where_prec=3, geometry=box(128.2, 40.2, 128.4, 40.4)),
            make_at("sliver", where_prec=3, geometry=box(127.5, 40.2, 128.004, 40.4)),
            make_at("river", where_prec=5, geometry=LineString([(127.5, 40.5), (128.5, 40.5)])),
            make_at("two", where_prec=1, geometry=MultiPoint([(127.5, 40.5), (128.5, 40.5)])),
            make_at("away", where_prec=1, geometry=Point(0, 0)),
            make_unplaced(id="nowhere"),
        ]
    )
    table = by_unit(frame, units, by="id")
    assert rows_of(table, "unit", "counted_as", "n") == [
        ("west", "unit", 2),
        ("east", "unit", 2),
        ("far", "unit", 0),
        (None, "coarser", 5),
        (None, "outside", 1),
        (None, "unplaced", 1),
    ]
    assert table["n_spot"].to_list()[0] == table["n_sliver"].to_list()[0] == 1
    assert table["n_near"].to_list()[1] == table["n_area"].to_list()[1] == 1
    assert table.crs.to_epsg() == 4326 and list(table.geometry.isna()) == [False] * 3 + [True] * 3


def test_areas_in_another_projection_and_across_the_antimeridian():
    """Units in metres count the same, and an area over the antimeridian holds what lies on both sides."""
    over = Polygon([(178, 0), (182, 0), (182, 3), (178, 3)])
    units = geopandas.GeoDataFrame({"unit": ["over"]}, geometry=[over], crs=4326)
    frame = incident_frame(
        [
            make_at("e", where_prec=1, geometry=Point(179.5, 1)),
            make_at("w", where_prec=1, geometry=Point(-179.5, 1)),
            make_at("c", where_prec=4, geometry=Point(179.99, 1.5), radius_km=50.0),
        ]
    )
    assert by_unit(frame, units)["n"].to_list() == [3]
    flat = geopandas.GeoDataFrame({"unit": ["here"]}, geometry=[box(127, 40, 129, 42)], crs=4326).to_crs(
        32652
    )
    table = by_unit(incident_frame([make_incident()]), flat)
    assert table["n"].to_list() == [1] and table.crs == flat.crs


@pytest.mark.parametrize(
    ("units", "by", "message"),
    [
        ("village", "type", "village"),
        (geopandas.GeoDataFrame(geometry=[box(0, 0, 1, 1)]), "type", "CRS"),
        (geopandas.GeoDataFrame({"n": [1]}, geometry=[box(0, 0, 1, 1)], crs=4326), "type", "columns.*n"),
        ("adm1", "colour", "colour"),
    ],
)
def test_what_cannot_be_counted_by_is_refused(units, by, message):
    """The message names what is wrong."""
    with pytest.raises(UsageError, match=message):
        by_unit(FRAME, units, by=by)


DATED = incident_frame(
    [
        make_dated("day", "2018-01-31", "2018-01-31"),
        make_dated("month", "2018-03-01", "2018-03-31"),
        make_dated("week", "2018-01-30", "2018-02-02"),
        make_dated("year", "2018-01-01", "2018-12-31"),
        make_dated("until", None, "2018-03-05"),
        make_dated("since", "2018-03-05", None),
        make_dated("never", None, None),
        make_incident(best=make_telling(id="none", date=None)),
    ]
)


def test_only_a_date_within_a_month_counts_in_it():
    """A week over two months, a year and an open date are imprecise; an empty month has its row."""
    table = by_month(DATED, by=None)
    assert rows_of(table, "counted_as", "n") == [
        ("month", 1),
        ("month", 0),
        ("month", 1),
        ("imprecise", 4),
        ("undated", 2),
    ]
    assert table["month"].dtype == "datetime64[s]"
    assert table["month"].dt.strftime("%Y-%m-%d").to_list()[:3] == ["2018-01-01", "2018-02-01", "2018-03-01"]
    assert list(table["month"].isna()) == [False] * 3 + [True] * 2


def test_spread_is_a_column_of_its_own_with_the_same_sum():
    """Half the week lies in either month; a year reaches all twelve; open dates stay imprecise."""
    table = by_month(DATED, spread=True)
    assert table["n"].sum() == 8 and np.isclose(table["n_spread"].sum(), 8)
    months = table[table["counted_as"] == "month"]
    assert len(months) == 12 and months["n"].sum() == 2
    shares = dict(zip(months["month"].dt.month, months["n_spread"], strict=True))
    assert shares[1] == pytest.approx(1 + 0.5 + 31 / 365) and shares[2] == pytest.approx(0.5 + 28 / 365)
    assert shares[12] == pytest.approx(31 / 365)
    assert table["n_spread"].to_list()[-2:] == [2.0, 2.0]


def test_months_of_any_century_and_of_a_frame_read_back(tmp_path):
    """Days beyond nanoseconds count, and so do days that a file gives as text."""
    old = by_month(incident_frame([make_dated("a", "1592-05-23", "1592-05-23")]))
    assert rows_of(old, "counted_as", "n") == [("month", 1)] and old["month"].dt.year[0] == 1592
    text = DATED.assign(**{name: DATED[name].dt.strftime("%Y-%m-%d") for name in ("date_start", "date_end")})
    assert by_month(text, spread=True).equals(by_month(DATED, spread=True))


def test_frames_read_back_from_geojson_count_the_same(tmp_path):
    """What geopandas reads from incidents.geojson gives the same tables as the frame itself."""
    from geokit.layers import write_geojson

    frame = incident_frame(make_incidents(40))
    write_geojson(frame, tmp_path / "incidents.geojson")
    back = geopandas.read_file(tmp_path / "incidents.geojson")
    names = ["n", "n_arrest", "n_crossing", "n_shooting"]
    for count in (by_unit, by_month):
        assert rows_of(count(back), "counted_as", *names) == rows_of(count(frame), "counted_as", *names)


def test_a_place_on_a_shape_counts_by_its_name():
    """Where only names are asked for, the shape does not matter."""
    table = by_unit(incident_frame([make_placed_on(box(0, 0, 50, 50))]), "country")
    assert rows_of(table, "country", "counted_as", "n") == [("KP", "unit", 1)]
