"""What EDTF strings mean in days."""

from datetime import date

import pytest

from geokit.text.edtf import bounds, has_unknown_year, intersection, overlaps, precision


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2017-11-13", date(2017, 11, 13), date(2017, 11, 13)),
        ("2018-01-01T03:00:00", date(2018, 1, 1), date(2018, 1, 1)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("1998-24", date(1998, 12, 1), date(1999, 2, 28)),
        ("2015-07-01/2015-07-10", date(2015, 7, 1), date(2015, 7, 10)),
        ("2017-12-31/2018-01-02~", date(2017, 12, 31), date(2018, 1, 2)),
        ("../2018-01-10", None, date(2018, 1, 10)),
        ("2015-08-09/..", date(2015, 8, 9), None),
        ("../..", None, None),
        ("XXXX-08-18", None, None),
        ("2019-02-30", None, None),
        ("no date", None, None),
        (None, None, None),
    ],
)
def test_bounds(edtf: str | None, first: date | None, last: date | None) -> None:
    """Open ends, unknown years and what is no date have no day."""
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize(
    ("edtf", "level"),
    [
        ("2017-11-13", 1),
        ("2018-01-01/2018-01-03", 2),
        ("2018-01-01/2018-01-07", 3),
        ("2017-11", 4),
        ("2017", 5),
        ("2016/2018", None),
        ("../2018-01-10", None),
        ("XXXX-08-09", 1),
        ("XXXX-09", 4),
    ],
)
def test_precision_is_ucdps_scale(edtf: str, level: int | None) -> None:
    """A day without its year is still known to the day."""
    assert precision(edtf) == level


def test_unknown_year() -> None:
    """Only an unknown year counts, not an unknown decade's last figure."""
    assert has_unknown_year("XXXX-08-18")
    assert not has_unknown_year("199X")


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        ("2017-11", "2017-10/2017-12", True),
        ("2017-11-13", "2017-12-21", False),
        ("../2018-01-10", "2017", True),
        ("../..", "2017", None),
        ("XXXX-08-09", "2015-08-09", True),
        ("XXXX-08-09", "2015-08-10", False),
        (None, "2017", None),
    ],
)
def test_overlaps(left: str | None, right: str | None, meet: bool | None) -> None:
    """Dates that cannot be the same are told apart; what says nothing decides nothing."""
    assert overlaps(left, right) is meet
    assert overlaps(right, left) is meet


def test_the_sharper_date_wins() -> None:
    """Of two overlapping dates the shorter one is what both support."""
    assert intersection("2017", "2017-11-13") == "2017-11-13"
    assert intersection("2017-11", "../2018-01-10") == "2017-11"
