"""Date expressions: found, and read against the day of publication."""

from itertools import pairwise

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geokit.text.dates import find_dates, parse_date

PUBLISHED = "2018-03-07"  # a Wednesday


def read(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(found.text, found.edtf) for found in find_dates(text, published=published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It happened on January 20 at 9:00 a.m. in the north.",
            ("January 20 at 9:00 a.m.", "2018-01-20T09:00:00"),
        ),
        ("They tried at 3 a.m. on Jan. 1, but failed.", ("3 a.m. on Jan. 1", "2018-01-01T03:00:00")),
        ("He left on 3 May 2019.", ("3 May 2019", "2019-05-03")),
        ("He left on Tuesday, Nov. 14, 2017, alone.", ("Tuesday, Nov. 14, 2017", "2017-11-14")),
        ("January 10, 2018World News", ("January 10, 2018", "2018-01-10")),
        ("2017-12-18 15:50", ("2017-12-18 15:50", "2017-12-18T15:50:00")),
        ("It was told in early July to the guards.", ("early July", "2017-07-01/2017-07-10")),
        ("It ended in mid-August 2015.", ("mid-August 2015", "2015-08-11/2015-08-20")),
        ("It began in late February 2016.", ("late February 2016", "2016-02-21/2016-02-29")),
        ("He ran late last year.", ("late last year", "2017-10/2017-12")),
        ("There were arrests in January last year.", ("January last year", "2017-01")),
        ("Last month, two were shot.", ("Last month", "2018-02")),
        ("This year saw many.", ("This year", "2018-01-01/2018-03-07")),
        ("They met last Wednesday.", ("last Wednesday", "2018-02-28")),
        ("They met on Friday.", ("Friday", "2018-03-02")),
        ("Three days ago it rained.", ("Three days ago", "2018-03-04")),
        ("It was seen on New Year’s Eve.", ("New Year’s Eve", "2017-12-31")),
        ("It rose over the New Year.", ("the New Year", "2017-12-31/2018-01-02~")),
        ("Many left recently.", ("recently", "../2018-03-07")),
        ("They are currently held.", ("currently", "../..")),
        ("In the 1990s many starved.", ("the 1990s", "199X")),
        ("The winter of 1998 was cold.", ("The winter of 1998", "1998-24")),
        ("Between 2020 and 2023 a fence was built.", ("2020 and 2023", "2020/2023")),
        ("From July 1 to July 3, 2019, police came.", ("July 1 to July 3, 2019", "2019-07-01/2019-07-03")),
        ("Walls are to be built in September.", ("September", "2018-09")),
        ("Walls were built in September.", ("September", "2017-09")),
    ],
)
def test_an_expression_is_found_and_read(text: str, expected: tuple[str, str]) -> None:
    """The span is the whole expression, and its value follows the conventions."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "May the guards march on?",
        "Daily NK reported it.",
        "He paid 2016 won and has 1,998 cows.",
        "In fall they fall.",
        "Feb. 30 is no day.",
        "Page [823], tel. 99-10-33.",
    ],
)
def test_ordinary_words_and_figures_are_no_dates(text: str) -> None:
    """A figure or a word that only looks like a date is left alone."""
    assert read(text) == []


def test_a_report_without_a_year_keeps_it_unknown() -> None:
    """Nothing is taken from the clock."""
    assert read("The Aug. 9 defections, and orders in early July.", "XXXX-08-18") == [
        ("Aug. 9", "XXXX-08-09"),
        ("early July", "XXXX-07-01/XXXX-07-10"),
    ]
    assert read("It was last month.", None) == [("last month", None)]


def test_the_basis_says_how_it_is_known() -> None:
    """A guessed year is told apart from a written one."""
    bases = [found.basis for found in find_dates("On 3 May 2019, on June 2, last week.", published=PUBLISHED)]
    assert bases == ["explicit", "year_inferred", "relative"]


def test_days_are_counted_from_the_day_told_before() -> None:
    """'The next morning' and 'two days later' need a day before them, and have none where none was told."""
    text = (
        "On 3 November 2020 he ran. They met the next morning. Two days later he left. That night it rained."
    )
    assert [edtf for _, edtf in read(text)] == ["2020-11-03", "2020-11-04", "2020-11-06", "2020-11-06"]
    assert read("He was found the next morning.") == [("the next morning", None)]


def test_a_line_that_is_a_year_heads_the_dates_under_it() -> None:
    """A chronology's entries belong to the year over them, not to the nearest one."""
    text = "2011\n\n19 September. Three dead.\n\n2013\n\n6 June. One dead."
    assert [edtf for _, edtf in read(text)] == ["2011-09-19", "2013-06-06"]


def test_durations_and_sets_have_a_timex_and_no_day() -> None:
    """They are found for ``geokit dates`` but can never date an incident."""
    found = find_dates("He hid for three weeks and looked out every day.", published=PUBLISHED)
    assert [(one.type, one.timex, one.edtf) for one in found] == [
        ("DURATION", "P3W", None),
        ("SET", "P1D", None),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2020-05", "2020-05"),
        ("2020-05-03", "2020-05-03"),
        ("3 May 2020", "2020-05-03"),
        ("2020", "2020"),
        ("soon", None),
    ],
)
def test_a_cell_is_read_as_edtf_or_as_words(cell: str, expected: str | None) -> None:
    """An analyst writes dates either way."""
    found = parse_date(cell)
    assert (found.edtf if found else None) == expected


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    """Spans are slices of the text, in order and apart, and intervals run forward."""
    found = find_dates(text, published=PUBLISHED)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(one.date_start <= one.date_end for one in found if one.date_start and one.date_end)


@given(
    st.sampled_from(["early ", "mid-", "late ", ""]),
    st.sampled_from(
        "January February March April May June July August September October November December".split()
    ),
    st.integers(1900, 2099),
)
def test_every_value_is_valid_edtf(part: str, month: str, year: int) -> None:
    """The edtf library can parse what is written."""
    found = find_dates(f"It happened in {part}{month} {year}.", published=PUBLISHED)
    assert len(found) == 1
    edtf.parse_edtf(found[0].edtf)
