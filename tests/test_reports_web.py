"""Web pages: the article, and what the markup states; never the clock, never the network."""

import socket

import pytest

from geokit.reports import read_reports

PAGE = """<html><head><title>Guards stop two at river | Border Post</title>
<meta property="og:site_name" content="Border Post"><meta name="author" content="Ann Writer">{head}
<link rel="canonical" href="https://example.org/news/guards-stop-two"></head>
<body><nav><ul><li>Home</li><li>News</li></ul></nav><article><h1>Guards stop two at river</h1>{top}
<p>Two people were stopped on Thursday near the river, an official said, as the authorities tightened
controls along the border.</p><p>On 2018-04-04 three others had crossed at the same point, according to the
same official, who asked not to be named in this report.</p></article>
<aside><time datetime="2021-02-02">2 Feb 2021</time> Another story</aside>
<footer>Copyright 2024</footer></body></html>"""


def read(tmp_path, page):
    path = tmp_path / "a.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return read_reports([path])


def test_the_article_is_told_from_the_page(tmp_path):
    """Text, title, author, site and address come from the page; menus and footers do not."""
    (report,) = read(tmp_path, PAGE.format(head="", top="")).reports
    assert (report.title, report.author, report.publisher) == (
        "Guards stop two at river",
        "Ann Writer",
        "Border Post",
    )
    assert report.url == "https://example.org/news/guards-stop-two"
    assert "asked not to be named" in report.text
    assert "Another story" not in report.text
    assert "Copyright" not in report.text
    assert [report.text[zone.start : zone.end] for zone in report.zones] == ["Guards stop two at river"]


@pytest.mark.parametrize(
    ("head", "top", "day"),
    [
        ('<meta property="article:published_time" content="2019-05-03T10:00:00Z">', "", "2019-05-03"),
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2019-05-03"}</script>',
            "",
            "2019-05-03",
        ),
        ("", '<time datetime="2019-05-03T10:00">Friday</time>', "2019-05-03"),
        ("", '<p class="date">May 3, 2019</p>', "2019-05-03"),
        ('<meta property="article:modified_time" content="2019-05-03T10:00:00Z">', "", None),
        ('<meta property="article:published_time" content="2088-05-03T10:00:00Z">', "", "2088-05-03"),
        ("", "", None),
    ],
)
def test_the_day_is_the_markups(tmp_path, head, top, day):
    """Only markup for the day of publication counts, and a day to come is not refused by the clock."""
    (report,) = read(tmp_path, PAGE.format(head=head, top=top)).reports
    assert report.published == day
    assert report.published_basis == ("html" if day else None)


def test_the_address_in_the_page_dates_it(tmp_path):
    """A canonical address with a day in it is the markup's word too."""
    page = PAGE.format(head="", top="").replace("/news/", "/2019/05/03/")
    assert read(tmp_path, page).reports[0].published == "2019-05-03"


def test_a_file_that_holds_an_address_is_not_followed(tmp_path, monkeypatch):
    """No reader opens a connection."""

    def refuse(*_):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert read(tmp_path, "https://example.org/read").reports[0].url == "https://example.org/read"


@pytest.mark.parametrize("head", ['<meta charset="euc-kr">', ""])
def test_a_korean_page_is_read_with_and_without_its_charset(tmp_path, head):
    """The page's own word on its encoding counts, then its bytes."""
    text = "국경 경비대가 강을 건너던 두 사람을 체포했다고 소식통이 전했다."
    page = f"<html><head>{head}</head><body><p>{text}</p></body></html>"
    assert "두 사람을" in read(tmp_path, page.encode("cp949")).reports[0].text


def test_a_page_without_an_article_is_read_whole_and_told(tmp_path, monkeypatch):
    """What trafilatura leaves is taken from the body, without scripts."""
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    body = "<ul><li>Two <b>people</b></li><li>at the river</li></ul><script>x</script>"
    page = f"<html><head><title>A list</title></head><body>{body}</body></html>"
    reading = read(tmp_path, page)
    assert (reading.reports[0].text, reading.reports[0].title) == ("Two people\nat the river", "A list")
    assert [problem.unread for problem in reading.problems] == [False]


@pytest.mark.parametrize("page", ["", "<html><body><script>var x=1</script></body></html>", "<!-- -->"])
def test_a_page_without_text_is_refused(tmp_path, page):
    """The file is named, and nothing is read."""
    reading = read(tmp_path, page)
    assert reading.reports == ()
    assert [problem.unread for problem in reading.problems] == [True]
