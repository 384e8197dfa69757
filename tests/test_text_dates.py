"""Date expressions: found, and read against the day of publication."""

import tomllib
from datetime import date
from importlib.resources import files
from itertools import pairwise

import edtf
import pytest
from hypothesis import given, settings
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
    ("text", "expected"),
    [
        # What was told last, and what lies so far from it.
        ("On 3 May 2017 he fled. Three days later she fled.", ["2017-05-03", "2017-05-06"]),
        ("On 3 May 2017 he fled. Two weeks earlier she fled.", ["2017-05-03", "2017-04-17/2017-04-23"]),
        ("On 3 May 2017 he fled. The day before, it rained.", ["2017-05-03", "2017-05-02"]),
        ("On 3 May 2017 he fled. The following day it rained.", ["2017-05-03", "2017-05-04"]),
        ("In May 2017 he fled. Two months later she fled.", ["2017-05", "2017-07"]),
        ("In 2015 he fled. A year earlier he had tried to.", ["2015", "2014"]),
        # The told one is in the clause that comes first, or the clause that comes first is new.
        (
            "On 3 May 2017 an order came. A week after the order, two fled.",
            ["2017-05-03", "2017-05-08/2017-05-14"],
        ),
        ("On 3 May 2017 an order came. They fled three days after the order.", ["2017-05-03", "2017-05-06"]),
        (
            "On 3 May 2017 an order came. The order was issued 10 days after the raid.",
            ["2017-05-03", "2017-04-23"],
        ),
        ("He was buried on 3 May 2017, five days after the shooting.", ["2017-05-03", "2017-04-28"]),
        ("He was shot on 3 May 2017, five days before the talks.", ["2017-05-03", "2017-05-08"]),
        ("On 3 May 2017, five days after the raid, he was shot.", ["2017-05-03", "2017-05-03"]),
        ("They came three days after the raid.", [None]),
        ("On 3 May 2017 he hid for a week before fleeing.", ["2017-05-03", None]),
        # A day that nobody could have reported yet is not claimed.
        ("On 6 March 2018 he fled. Five days later he was caught.", ["2018-03-06", None]),
    ],
)
def test_days_are_counted_from_what_was_told(text: str, expected: list[str | None]) -> None:
    """'N days after' counts on from what was told, or back from it where it is told when it took place."""
    assert [edtf for _, edtf in read(text)] == expected


def test_a_date_beside_a_full_one_shares_its_year() -> None:
    """Soon after a full date, in the text and in the calendar, the year is that one and not the nearest."""
    assert read("It began on 2 November 2011. On 7 November they met.")[-1] == ("7 November", "2011-11-07")
    assert read("It began on 30 December 2011. On 2 January they met.")[-1] == ("2 January", "2012-01-02")
    assert read("It began on 2 November 2011. On 7 July they met.")[-1] == ("7 July", "2017-07-07")


def test_a_counted_day_says_so() -> None:
    """Its basis is that it was counted; TIMEX3 tags its length."""
    found = find_dates("He was buried on 3 May 2017, five days after the shooting.", published=PUBLISHED)[-1]
    assert (found.text, found.timex, found.basis) == ("five days after", "P5D", "anaphor")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017.11.13 4:12pm", "2017-11-13T16:12:00"),
        ("He ran on 2017.11.13 at 3:14 p.m. alone.", "2017-11-13T15:14:00"),
        ("He ran at 3 p.m. on 5 May 2016.", "2016-05-05T15:00:00"),
        ("He ran at 0400 on 5 May 2016.", "2016-05-05T04:00:00"),
        ("He ran around 11 at night on 5 May 2016.", "2016-05-05T23:00:00"),
        ("He ran at 10:30 on the night of 5 May 2016.", "2016-05-05T22:30:00"),
        ("He ran at 12 a.m. on 5 May 2016.", "2016-05-05T00:00:00"),
        ("He ran at midnight on 5 May 2016.", "2016-05-05T00:00:00"),
        ("He ran at noon on 5 May 2016.", "2016-05-05T12:00:00"),
        ("He ran at 16:20 on 5 May 2016.", "2016-05-05T16:20:00"),
        ("He ran before dawn on 5 May 2016.", "2016-05-05"),
    ],
)
def test_times_of_day(text: str, expected: str) -> None:
    """However it is written, a time of day stands on its day; a part of the day leaves the day."""
    assert read(text)[0][1] == expected


def test_a_time_without_a_day_is_on_the_day_that_its_line_told() -> None:
    """And on no day at all where the line told none."""
    text = (
        "On 5 May 2016 he ran. At 3 p.m. he was seen; the evening was calm.\nAt 9 a.m. came a pre-dawn raid."
    )
    assert [edtf for _, edtf in read(text)] == ["2016-05-05", "2016-05-05T15:00:00", "2016-05-05", None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He has been held since October.", [("October", "2017-10/..")]),
        ("It ran from October to December.", [("October to December", "2017-10/2017-12")]),
        ("It was between 10 and 13 July.", [("10 and 13 July", "2017-07-10/2017-07-13")]),
        (
            "On the night of 23-24 August 2016 he ran.",
            [("the night of 23-24 August 2016", "2016-08-23/2016-08-24")],
        ),
        ("It was in 2012-13.", [("2012-13", "2012/2013")]),
        (
            "In May 2016 it rained. He ran on the night of the 23rd.",
            [("May 2016", "2016-05"), ("the night of the 23rd", "2016-05-23")],
        ),
        ("It rained in the second half of 2016.", [("the second half of 2016", "2016-07/2016-12")]),
        ("It rained in the third quarter of 2016.", [("the third quarter of 2016", "2016-07/2016-09")]),
        ("It rained in the 2010s.", [("the 2010s", "201X")]),
        ("It rained in the 19th century.", [("the 19th century", "18XX")]),
        ("He hid for five days.", [("five days", None)]),
        ("He came on 25/2/2016.", [("25/2/2016", "2016-02-25")]),
        ("He came on 5/2/2016.", [("5/2/2016", None)]),
        ("He came in July or August 2016.", [("July", "2016-07"), ("August 2016", "2016-08")]),
    ],
)
def test_ranges_and_long_times(text: str, expected: list[tuple[str, str | None]]) -> None:
    """A range is one interval; what could be two days claims none."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Many left over the Lunar New Year.", "2018-02-15/2018-02-17~"),
        ("Many left on Lunar New Year's Day 2017.", "2017-01-28"),
        ("Many left on Chuseok 2016.", "2016-09-15"),
        ("Many left over the Chuseok holiday.", "2017-10-03/2017-10-05~"),
        ("Many came for the 70th anniversary of the founding of the Workers’ Party.", "2015-10-10"),
        ("Many came on Thanksgiving last year.", "2017-11-23"),
        ("Many came on Memorial Day.", "2017-05-29"),
        ("Many came on Easter Sunday.", "2017-04-16"),
        ("Many will come on Easter Sunday.", "2018-04-01"),
    ],
)
def test_days_that_are_named(text: str, expected: str) -> None:
    """Holidays fall where the data says, an anniversary so many years after what happened."""
    found = find_dates(text, published=PUBLISHED)[0]
    assert (found.edtf, found.basis) == (expected, "holiday")


def test_the_day_of_every_holiday_is_known() -> None:
    """Each holiday that moves has its day in every year that the data promises, where it belongs."""
    data = tomllib.loads(files("geokit.gazetteer").joinpath("holidays.toml").read_text("utf-8"))
    moving = {name: row["days"] for name, row in data["holidays"].items() if "days" in row}
    seasons = {
        "easter": ("03-22", "04-25"),
        "lunar-new-year": ("01-21", "02-20"),
        "chuseok": ("09-07", "10-08"),
    }
    assert moving.keys() == seasons.keys()
    for name, days in moving.items():
        first, last = seasons[name]
        assert [day[:4] for day in days] == [str(year) for year in range(1990, 2041)]
        assert all(first <= day[5:] <= last for day in days)
    assert all(date.fromisoformat(day).weekday() == 6 for day in moving["easter"])
    # From the first new moon of the year to the full moon of the eighth month, which may be the ninth one.
    for new_year, harvest in zip(moving["lunar-new-year"], moving["chuseok"], strict=True):
        days = (date.fromisoformat(harvest) - date.fromisoformat(new_year)).days
        assert days in (*range(219, 223), *range(248, 253))


def test_a_text_on_the_past_is_read_by_the_years_that_it_tells() -> None:
    """In a history a date without a year belongs to the year told last; in news to the nearest."""
    history = "".join(f"In {year} the war went on. " for year in range(1940, 1948))
    assert read(f"{history}In June they met.")[-1] == ("June", "1947-06")
    assert read("In 1947 the war went on. In June they met.")[-1] == ("June", "2017-06")


def test_every_value_of_a_long_text_is_valid_edtf() -> None:
    """The edtf library can parse whatever these sentences, one after another, are read as."""
    every = [
        mark
        for name, test in globals().items()
        if name.startswith("test_")
        for mark in getattr(test, "pytestmark", [])
    ]
    texts = [
        str(row[0])
        for mark in every
        if mark.name == "parametrize"
        for row in mark.args[1]
        if isinstance(row, tuple)
    ]
    assert len(texts) > 60
    for join_ranges in (True, False):
        for found in find_dates("\n".join(texts), published=PUBLISHED, join_ranges=join_ranges):
            if found.edtf is not None:
                edtf.parse_edtf(found.edtf)


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


_WORDS = (
    "the a of in on at to and last this next same early mid- late end year month week day days years decade "
    "1 3rd 23 31 99 1990 2016 '80s 1960s BC January Feb. May Monday spring fall winter morning night noon "
    "3:14 p.m. 0400 ago later before after from now today first third quarter half fiscal Christmas New Year "
    "Easter several two "
    "and every daily , - – between since until past that weekend o'clock 1/2/18 2018-01-31"
).split()


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=12), st.sampled_from([PUBLISHED, "XXXX-08-18", None]))
def test_words_of_dates_in_any_order_give_valid_edtf(words: list[str], published: str | None) -> None:
    """However they are thrown together, no exception is raised and the edtf library parses every value."""
    for join_ranges in (True, False):
        for found in find_dates(" ".join(words), published=published, join_ranges=join_ranges):
            if found.edtf is not None:
                edtf.parse_edtf(found.edtf)


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


def test_a_wrapped_line_goes_on_in_the_next() -> None:
    """A date may be broken by the end of a long line, never by that of a heading."""
    long = "The border was closed to everybody who had no paper on 3\nMay 2016, it was said."
    assert read(long) == [("3\nMay 2016", "2016-05-03")]
    assert read("Page 3\nMay 2016 was dry.") == [("May 2016", "2016-05")]


def test_an_age_is_no_decade() -> None:
    """Two men in their twenties are not of the 1920s."""
    assert not find_dates("Two men, both in their twenties, and a woman in her late thirties.")
    assert [d.edtf for d in find_dates("In the twenties few crossed.")] == ["192X"]


def test_days_after_an_event_are_counted_from_that_event_only() -> None:
    """A day told in another paragraph is not the event's, and a day written beside needs no counting."""
    text = (
        "He was moved on 15 December 2017.\n\nNine days after the raid, on 22 November 2017, it was denied."
    )
    assert [d.edtf for d in find_dates(text)] == ["2017-12-15", None, "2017-11-22"]
    text = "He was moved on 15 December 2017.\n\nNine days after the crossing it was denied."
    assert [d.edtf for d in find_dates(text)] == ["2017-12-15", None]
    text = "The raid was on 3 May 2017. Ten days after the raid a guard fled."
    assert [d.edtf for d in find_dates(text)] == ["2017-05-03", "2017-05-13"]


def test_a_month_alone_on_its_line_lies_behind() -> None:
    """A year in review written in December goes back to February."""
    text = "February\nOn the 16th a man comes ashore.\n\nMay\nOn the 2nd troops fire at a boat."
    edtf = [d.edtf for d in find_dates(text, published="2021-12-30")]
    assert edtf == ["2021-02", "2021-02-16", "2021-05", "2021-05-02"]
