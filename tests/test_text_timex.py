"""Date expressions of news: what TimeML's guidelines tag, and the TIMEX3 value that they give it."""

import pytest

from geokit.text.dates import find_dates

FRIDAY = "2013-03-22"  # of the twelfth week of 2013

NEWS = [
    # Days, by the day of publication and the tense.
    ("The talks ended on Friday without a deal.", [("Friday", "2013-03-22")]),
    ("Shares fell on Monday after the vote.", [("Monday", "2013-03-18")]),
    ("Voters will choose a mayor on Tuesday.", [("Tuesday", "2013-03-26")]),
    ("The council meets next Monday.", [("next Monday", "2013-03-25")]),
    ("The minister resigned last Wednesday.", [("last Wednesday", "2013-03-20")]),
    ("The bridge opened on May 3.", [("May 3", "2012-05-03")]),
    ("The law takes effect April 1.", [("April 1", "2013-04-01")]),
    ("He was in Rome on Tuesday, March 19, with his son.", [("Tuesday, March 19", "2013-03-19")]),
    ("On Sept. 11, 2001, she was at home.", [("Sept. 11, 2001", "2001-09-11")]),
    ("The treaty of 2011-06-30 is void.", [("2011-06-30", "2011-06-30")]),
    ("Bonds due 11/02/89 were paid.", [("11/02/89", "1989-11-02")]),
    ("The fair opens on the 3rd of June 2014.", [("the 3rd of June 2014", "2014-06-03")]),
    ("Talks are to be held on May 3 and 4.", [("May 3", "2013-05-03"), ("4", "2013-05-04")]),
    (
        "He said on Monday that the talks began in May and will resume in May.",
        [("Monday", "2013-03-18"), ("May", "2012-05"), ("May", "2013-05")],
    ),
    ("The bill goes to the Senate in April.", [("April", "2013-04")]),
    ("The Sept. 11 attacks were far away.", [("Sept. 11", "2012-09-11")]),
    ("The strike began three days ago.", [("three days ago", "2013-03-19")]),
    ("It rained yesterday and it rains today.", [("yesterday", "2013-03-21"), ("today", "2013-03-22")]),
    ("Schools stay shut tomorrow.", [("tomorrow", "2013-03-23")]),
    (
        "On 12 February 2013 a boy vanished. Police found his bag the next day.",
        [("12 February 2013", "2013-02-12"), ("the next day", "2013-02-13")],
    ),
    # Parts of days and times of day.
    ("Police arrested two men Thursday night.", [("Thursday night", "2013-03-21TNI")]),
    ("Fog is expected this morning.", [("this morning", "2013-03-22TMO")]),
    ("The president will speak tonight.", [("tonight", "2013-03-22TNI")]),
    ("Shells hit the town last night.", [("last night", "2013-03-21TNI")]),
    ("The boat sank yesterday morning.", [("yesterday morning", "2013-03-21TMO")]),
    ("They were freed Saturday afternoon.", [("Saturday afternoon", "2013-03-16TAF")]),
    ("The curfew begins at 9 p.m.", [("9 p.m.", "2013-03-22T21:00")]),
    ("The blast came at 4:30 p.m. Thursday.", [("4:30 p.m. Thursday", "2013-03-21T16:30")]),
    ("At noon on Thursday guards fired.", [("noon on Thursday", "2013-03-21T12:00")]),
    ("It was hit on the night of 2 March.", [("the night of 2 March", "2013-03-02TNI")]),
    # Weeks and weekends.
    ("Trading was thin last week.", [("last week", "2013-W11")]),
    ("The bill goes to parliament next week.", [("next week", "2013-W13")]),
    ("Earlier this week the court met.", [("Earlier this week", "2013-W12")]),
    ("The market was closed over the weekend.", [("the weekend", "2013-W11-WE")]),
    ("They will march this weekend.", [("this weekend", "2013-W12-WE")]),
    ("The fire was put out two weeks ago.", [("two weeks ago", "2013-W10")]),
    # Months.
    ("They had met last month in Lagos.", [("last month", "2013-02")]),
    ("Earlier this month the court ruled.", [("Earlier this month", "2013-03")]),
    ("The ban ends next month.", [("next month", "2013-04")]),
    ("Elections are due in June.", [("June", "2013-06")]),
    ("They fled in November 2011.", [("November 2011", "2011-11")]),
    ("The ship left in mid-August.", [("mid-August", "2012-08")]),
    ("It was sold in late January.", [("late January", "2013-01")]),
    ("It rained in July and August 2010.", [("July", "2010-07"), ("August 2010", "2010-08")]),
    # Seasons, quarters, halves.
    ("The summer of 2010 was dry.", [("The summer of 2010", "2010-SU")]),
    ("Building starts this fall.", [("this fall", "2013-FA")]),
    ("They married last summer.", [("last summer", "2012-SU")]),
    ("Spring 2011 brought floods.", [("Spring 2011", "2011-SP")]),
    ("Profit rose in the third quarter of 2012.", [("the third quarter of 2012", "2012-Q3")]),
    ("The firm lost money in the fourth quarter.", [("the fourth quarter", "2012-Q4")]),
    ("It will be sold in the first quarter.", [("the first quarter", "2013-Q1")]),
    ("Third-quarter sales were flat.", [("Third-quarter", "2012-Q3")]),
    ("Output fell in the first half of 2012.", [("the first half of 2012", "2012-H1")]),
    # Years, decades, centuries.
    ("Prices rose 2 percent last year.", [("last year", "2012")]),
    ("Exports slowed this year.", [("this year", "2013")]),
    ("Later this year the base will close.", [("Later this year", "2013")]),
    ("He left at the end of last year.", [("the end of last year", "2012")]),
    ("A deal is likely in early 2015.", [("early 2015", "2015")]),
    ("The 2012 election was fair.", [("2012", "2012")]),
    (
        "He paid in 2011 and will be out by the end of the year.",
        [("2011", "2011"), ("the end of the year", "2013")],
    ),
    ("In fiscal 2012 it made a profit.", [("fiscal 2012", "2012")]),
    ("A year ago the bank was near collapse.", [("A year ago", "2012")]),
    ("He was born in the 1960s.", [("the 1960s", "196")]),
    ("The band was big in the '80s.", [("the '80s", "198")]),
    ("It will be done by the end of the decade.", [("the end of the decade", "201")]),
    ("Two coups failed in the mid-1990s.", [("the mid-1990s", "199")]),
    ("The church is of the 12th century.", [("the 12th century", "11")]),
    ("He ruled from 2009 to 2011.", [("2009", "2009"), ("2011", "2011")]),
    ("The 2006-07 season was lost.", [("2006", "2006"), ("07", "2007")]),
    # What is named instead of numbered.
    ("They met at Christmas.", [("Christmas", "2012-12-25")]),
    ("Shops were shut on Thanksgiving.", [("Thanksgiving", "2012-11-22")]),
    # References.
    ("He is now in prison.", [("now", "PRESENT_REF")]),
    ("The firm currently employs 300 people.", [("currently", "PRESENT_REF")]),
    ("For the time being he stays.", [("the time being", "PRESENT_REF")]),
    ("The current law is weak.", [("current", "PRESENT_REF")]),
    ("She recently moved to Lima.", [("recently", "PAST_REF")]),
    ("In recent years rents doubled.", [("recent years", "PAST_REF")]),
    ("In the past such raids were rare.", [("the past", "PAST_REF")]),
    ("Nobody knows what the future holds.", [("the future", "FUTURE_REF")]),
    # Durations and ages.
    ("It took 2 1/2 years.", [("2 1/2 years", "P2.5Y")]),
    ("Annual sales fell.", [("Annual", "XXXX")]),
    ("The 1,000-day siege ended.", [("The 1,000-day", "P1000D")]),
    ("It rained in the days before the vote.", [("the days", "PXD")]),
    ("The work will take five days.", [("five days", "P5D")]),
    ("It lost half its value in the past three months.", [("the past three months", "P3M")]),
    ("Nobody was hurt in the last 24 hours.", [("the last 24 hours", "PT24H")]),
    ("The war lasted two decades.", [("two decades", "P2DE")]),
    ("Several weeks passed.", [("Several weeks", "PXW")]),
    ("They waited for months.", [("months", "PXM")]),
    ("The flight takes two and a half hours.", [("two and a half hours", "PT2.5H")]),
    ("A six-month ban was lifted.", [("six-month", "P6M")]),
    ("The 59-year-old driver was unhurt.", [("59-year-old", "P59Y")]),
    ("He was jailed for 18 months.", [("18 months", "P18M")]),
    # What is repeated.
    ("The paper prints 40,000 copies daily.", [("daily", "XXXX-XX-XX")]),
    ("It is a weekly paper.", [("weekly", "XXXX-WXX")]),
    ("The annual meeting was short.", [("annual", "XXXX")]),
    ("They meet every Tuesday.", [("every Tuesday", "XXXX-WXX-2")]),
    ("She runs every day.", [("every day", "P1D")]),
    ("Rent is $500 a month.", [("a month", "P1M")]),
    # Nothing to be tagged.
    ("He came in second, a minute man of The Sun and the Times.", []),
    ("May they march on, and may the fall be soft.", []),
    ("The 1900 guests ate 2,012 loaves in Sun City.", []),
    ("Room 1984 costs 2015 dollars.", []),
]


@pytest.mark.parametrize(("text", "expected"), NEWS, ids=[text for text, _ in NEWS])
def test_news_is_tagged_as_timeml_asks(text: str, expected: list[tuple[str, str]]) -> None:
    """Each expression has TimeML's extent and value; the ends of a range stand alone."""
    found = find_dates(text, published=FRIDAY, join_ranges=False)
    assert [(one.text, one.timex) for one in found] == expected
