"""What a plain text says of itself, in the ways in which people paste it."""

import json
from itertools import pairwise

import pytest

from geokit.reports.header import read_header

BODY = (
    "\n\nBorder guards stopped two people who had tried to cross the river near the town on Tuesday night, "
    "two officials said.\n\nThe two were taken to a police station, and nothing was heard of them since.\n"
)
STORY = "Border guards stopped two people who had tried to cross the river, two officials said on Tuesday."
TITLE = "Guards stop two at river"

# name: text, title, published, basis, publisher, author
STYLES = {
    "Reuters": (
        f"{TITLE}\nBy Staff Writer\nMarch 5, 2019 4:44 AM\n\nSEOUL (Reuters) - {STORY}",
        (TITLE, "2019-03-05", "header", "Reuters", "Staff Writer"),
    ),
    "AP": (
        f"{TITLE}\n\nBy A. WRITER, Associated Press\n\nSEOUL, South Korea (AP) — {STORY}",
        (TITLE, None, None, "Associated Press", "A. WRITER"),
    ),
    "Yonhap": (
        f"(LEAD) {TITLE}\n\nAll News May 03, 2019\n\nSEOUL, May 3 (Yonhap) -- {STORY}\n\na@e.org\n(END)",
        (f"(LEAD) {TITLE}", "2019-05-03", "header", "Yonhap", None),
    ),
    "RFA": (
        f"{TITLE}\nTwo families wait for news of them.\nBy A. Writer for RFA Korean\n2022.11.03{BODY}",
        (TITLE, "2022-11-03", "header", "RFA Korean", "A. Writer"),
    ),
    "BBC": (
        f"{TITLE}\nPublished\n3 May 2019\nShare\n\nBy Ann Writer\nBBC News, Seoul{BODY}",
        (TITLE, "2019-05-03", "header", "BBC News", "Ann Writer"),
    ),
    "Xinhua": (
        f"{TITLE}\nSource: Xinhua| 2018-01-03 20:15:45\n\nBEIJING, Jan. 3 (Xinhua) -- {STORY}",
        (TITLE, "2018-01-03", "header", "Xinhua", None),
    ),
    "KCNA": (
        f"Report on Meeting\n\nPyongyang, January 3 Juche 107 (2018) (KCNA) -- {STORY}",
        ("Report on Meeting", "2018-01-03", "dateline", "KCNA", None),
    ),
    "front matter": (
        f'---\ntitle: "{TITLE}"\ndate: 2019-05-03T10:00:00+09:00\nauthor: A. Writer\n---\n\n# {TITLE}{BODY}',
        (TITLE, "2019-05-03", "header", None, "A. Writer"),
    ),
    "Markdown": (
        f"# {TITLE}\n\n**Date:** 3 May 2019\n**Source:** Example Daily{BODY}",
        (TITLE, "2019-05-03", "header", "Example Daily", None),
    ),
    "name above its date": (
        f"{TITLE}\n\nAnn Writer in Tokyo\nFri 3 May 2019 06.10 BST\nLast modified on Sat 4 May 2019{BODY}",
        (TITLE, "2019-05-03", "header", None, "Ann Writer"),
    ),
    "name and date": (
        f"{TITLE}\n\nAnn Writer  |  2019-05-03 15:50{BODY}",
        (TITLE, "2019-05-03", "byline", None, "Ann Writer"),
    ),
    "labels": (
        f"Title: {TITLE}\nUpdated: 4 May 2019\nPublished: 3 May 2019 10:22 KST\nAccessed: 10 June 2021\n"
        f"Author: A. Writer\nPublisher: Example Daily{BODY}",
        (TITLE, "2019-05-03", "header", "Example Daily", "A. Writer"),
    ),
    "rights group": (
        f"{TITLE}\n\n(Seoul, May 3, 2019) – {STORY}",
        (TITLE, "2019-05-03", "dateline", None, None),
    ),
    "date glued to a section": (
        f"{TITLE}\nBy Example Newsroom\nMay 3, 2019World News{BODY}",
        (TITLE, "2019-05-03", "header", None, "Example Newsroom"),
    ),
    "site in the title": (
        f"{TITLE}, officials say | Example News\nMay 3, 2019 · 3 min read{BODY}",
        (f"{TITLE}, officials say", "2019-05-03", "header", "Example News", None),
    ),
    "dateline alone": (
        f"{TITLE}\n\nMay 03, 2019 10:22 AM\n\nSEOUL, SOUTH KOREA —\n{BODY}",
        (TITLE, "2019-05-03", "header", None, None),
    ),
    "source at the end": (
        f"{TITLE}{BODY}(Reuters, 3 May 2019)\n",
        (TITLE, "2019-05-03", "header", "Reuters", None),
    ),
    "date at the end": (f"{TITLE}{BODY}Published 2019-05-03\n", (TITLE, "2019-05-03", "header", None, None)),
    "Korean": (
        "강에서 주민 두 명 체포\n\n2018년 2월 7일\n\n국경 경비대가 강을 건너던 두 사람을 체포했다고 말했다.",
        ("강에서 주민 두 명 체포", "2018-02-07", "header", None, None),
    ),
    "a title that asks": (
        f"Who guards the river at night?\n\nMay 3, 2019{BODY}",
        ("Who guards the river at night?", "2019-05-03", "header", None, None),
    ),
}


def kinds(text):
    return [(zone.kind, text[zone.start : zone.end]) for zone in read_header(text).zones]


@pytest.mark.parametrize("style", STYLES)
def test_a_header_is_read_in_the_style_of(style):
    """Title, day, its basis, publisher and author of a style."""
    text, expected = STYLES[style]
    header = read_header(text)
    found = (header.title, header.published, header.published_basis, header.publisher, header.author)
    assert found == expected


@pytest.mark.parametrize("style", STYLES)
def test_zones_are_sorted_do_not_overlap_and_leave_the_story(style):
    """What the zones leave over holds the article's sentences whole."""
    text, _ = STYLES[style]
    zones = read_header(text).zones
    assert all(before.end <= after.start for before, after in pairwise(zones))
    assert all(text[zone.start : zone.end].strip() for zone in zones)
    left, last = [], 0
    for zone in zones:
        left.append(text[last : zone.start])
        last = zone.end
    rest = "".join([*left, text[last:]])
    assert "강을 건너던" in rest or "stopped two people who had tried to cross the river" in rest


@pytest.mark.parametrize(
    ("head", "tail", "published"),
    [
        ("", "", "XXXX-08-18"),
        ("https://www.example.com/world/2015/08/18/two-stopped/\n", "", "2015-08-18"),
        ("https://www.example.com/world/2015/08/19/two-stopped/\n", "", "2015-08-18"),
        ("https://www.example.com/world/2015/11/19/other/\n", "", "XXXX-08-18"),
        ("Updated: August 18, 2015\n", "", "2015-08-18"),
        ("Updated: August 18, 2015\nhttps://www.example.com/2016/08/18/x\n", "", "XXXX-08-18"),
        ("", "\n\nCopyright 2015 UPI. All rights reserved.", "2015-08-18"),
        ("", "\n\n© 2024 Some Site. All rights reserved.", "XXXX-08-18"),
        ("", "\n\n© 2010-2024 UPI. All rights reserved.", "XXXX-08-18"),
        ("", "\n\nPublished 2015-08-18", "2015-08-18"),
    ],
)
def test_a_day_without_a_year_takes_it_only_from_the_page(head, tail, published):
    """A full day near it, an address or the agency's own rights settle the year; nothing else does."""
    text = f"{head}{TITLE}\n\nSEOUL, Aug. 18 (UPI) -- {STORY}{tail}"
    header = read_header(text)
    assert header.published == published
    assert header.publisher == "UPI"


def test_the_dateline_is_a_zone_up_to_the_sentence():
    """The place of a dateline is no place of the article's first sentence."""
    text = f"{TITLE}\n\nSEOUL, Aug. 18 (UPI) — {STORY}"
    assert ("dateline", "SEOUL, Aug. 18 (UPI) — ") in kinds(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hoeryong and Musan — two towns on the river — saw guards stop people on Tuesday night, they said.",
        "On May 3 - a Friday - guards stopped two people at the river, two officials said on Tuesday night.",
        "The DMZ — the strip between the two — was quiet on Tuesday night, two officials said on Wednesday.",
    ],
)
def test_a_dash_does_not_make_a_dateline(sentence):
    """A sentence with a dash keeps its places."""
    assert [kind for kind, _ in kinds(f"{TITLE}\n\n{sentence}\n")] == ["title"]


@pytest.mark.parametrize(
    "caption",
    [
        "The river seen on March 6, 2009. (Some One/AFP/Getty Images)",
        "In this photo taken on Nov. 21, 2017, a woman walks over the bridge.",
        "FILE PHOTO: The river in winter on Jan. 2, 2011. REUTERS/Some One",
        "Soldiers by the fence, on July 4, 2012. (Photo: Some One)",
    ],
)
def test_a_caption_is_a_zone_and_its_day_is_not_the_reports(caption):
    """A picture's day says nothing about the report's."""
    text = f"{TITLE}\n{caption}{BODY}"
    assert ("caption", caption) in kinds(text)
    assert read_header(text).published is None


def test_a_short_line_above_a_picture_credit_is_its_caption():
    """The text that stands for a picture goes with the picture's credit."""
    assert ("caption", "River in winter") in kinds(f"{TITLE}\n\nRiver in winter\nPhoto Courtesy: UPI{BODY}")


@pytest.mark.parametrize(
    "line",
    [
        "Home > News > Border",
        "Issue >",
        "Home / News / World",
        "[823]",
        "1,204 views",
        "Prev  Next",
        "Share this:",
        "Facebook Twitter Email",
        "Read in Korean",
        "Recommended Video:",
        "Please enter your comment!",
        "Links and bad language will be deleted.",
        "Sign up for our daily letter",
        "By signing up you agree to the terms.",
        "We use cookies to improve the site.",
        "Read more",
        "© 2019 Example News",
        "Tags: border, river",
        "https://example.org/read?num=1 [823]",
    ],
)
def test_furniture_is_told_from_the_article(line):
    """A line of the page is furniture above the article and below it."""
    assert ("furniture", line) in kinds(f"{line}\n{TITLE}{BODY}")
    assert ("furniture", line) in kinds(f"{TITLE}{BODY}{line}\n")
    assert read_header(f"{line}\n{TITLE}{BODY}").title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "Many of them were arrested.",
        "Guards share food with the families of the arrested, the source said.",
        "Source: who was it? Nobody in the town would say a word about it to a stranger.",
        "By Tuesday, 3 May 2019, guards had stopped forty people at the river and sent them away.",
        "More than forty people were stopped in one week.",
        "Print shops were closed.",
    ],
)
def test_a_sentence_of_the_article_is_no_zone(line):
    """What begins like furniture may still be the story."""
    assert all(line not in zoned for _, zoned in kinds(f"{TITLE}{BODY}\n{line}{BODY}"))


def test_a_paragraph_that_begins_like_a_label_is_the_article():
    """A known word before a colon makes no header line of a sentence."""
    assert kinds(
        f"{TITLE}\n\nSection: that is what the guards call the forty men who watch the bridge.\n"
    ) == [("title", TITLE)]


def test_what_stands_between_furniture_at_the_end_is_furniture():
    """A sign-up box is more than its first line."""
    text = f"{TITLE}{BODY}\nSign up for mail\nAll you need in one mail.\nBy registering you agree to terms."
    assert ("furniture", "All you need in one mail.") in kinds(text)


def test_the_translator_and_the_source_are_zones():
    """Credits at the end are told apart, and a source names the publisher."""
    text = f"{TITLE}{BODY}\n*Translated by Ann Other\n\n[Source: Example Daily]\n\nPrev  Next\n"
    assert ("byline", "*Translated by Ann Other") in kinds(text)
    assert ("source", "[Source: Example Daily]") in kinds(text)
    assert read_header(text).publisher == "Example Daily"


def test_labels_at_the_end_are_read_together():
    """What a clipping tool writes under an article is its header all the same."""
    text = f"{TITLE}{BODY}\nAuthor: Ann Writer\nPublished: 3 May 2019\nURL: https://e.org/x\n"
    header = read_header(text)
    assert (header.author, header.published, header.url) == ("Ann Writer", "2019-05-03", "https://e.org/x")
    assert [zone.kind for zone in header.zones] == ["title", "byline", "byline", "furniture"]


def test_a_text_that_is_its_own_title_stays_the_article():
    """A post of one line, whose table repeats it as the title, still has a body."""
    assert read_header(STORY, title=STORY).zones == ()


def test_a_repeated_title_is_a_title_zone():
    """A page that says its title twice has two title zones; so has one whose table states it."""
    text = f"{TITLE}\n\nBy Example Newsroom\n{TITLE}{BODY}"
    assert kinds(text).count(("title", TITLE)) == 2
    stated = read_header(f"{TITLE}{BODY}", title=f"{TITLE.upper()}!")
    assert [(zone.kind, zone.start, zone.end) for zone in stated.zones] == [("title", 0, len(TITLE))]


@pytest.mark.parametrize("text", [STORY, "Guards stopped 3 people in the town on 5 March", "", "\n \n"])
def test_a_text_that_is_only_an_article_has_no_title(text):
    """A sentence alone is the article."""
    header = read_header(text)
    assert (header.title, header.published, header.zones) == (None, None, ())


def test_the_articles_own_dates_do_not_date_it():
    """Without a date in head or tail the report has none."""
    text = f"{TITLE}{BODY}\nOn 4 April 2018 three others had crossed at the same point.{BODY}"
    assert read_header(text).published is None


def test_a_broken_paragraph_is_an_article():
    """Lines of seventy characters are one paragraph, and none of them a title."""
    text = (
        f"{TITLE.upper()}\n\nMay 3, 2019\n\nBorder guards stopped two people who had tried to cross the\n"
        "river near the town on Tuesday night, two officials said. They were taken to a\npolice station.\n\n"
        "Nothing more is known of them, the two officials said on Friday.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["title", "byline"]


EXPECTED = {
    "000": "2018-02-07",
    "001": "2017-12-18",
    "002": "XXXX-08-18",
    "003": "2016-12-13",
    "004": "2018-01-10",
}


@pytest.mark.shared
@pytest.mark.parametrize("seed", EXPECTED)
def test_the_annotated_articles_headers_are_read(shared, seed):
    """Title and day of the five articles are those that a person read."""
    gold = shared / "gold" / "seeds_incidents.json"
    article = next(a for a in json.loads(gold.read_text(encoding="utf-8"))["articles"] if a["seed"] == seed)
    header = read_header((shared / "seeds" / article["file"]).read_bytes().decode("utf-8"))
    assert header.title == article["headline_text"]["text"]
    assert header.published == EXPECTED[seed]
    assert header.author == article["author"]
