"""Bytes become text without guessing more than they allow."""

import random

import pytest

from geokit.reports.decoding import decode
from geokit.reports.drafts import UnreadableError

KOREAN = "국경 경비대가 어젯밤 강을 건너던 두 사람을 체포했다고 소식통이 전했다. 두 사람은 경찰서로 옮겨졌다."
ENGLISH = "Two people crossed the river at night.\r\nNobody saw them.\n"


@pytest.mark.parametrize("length", [2, 3, 5, 8, 12, 20, len(KOREAN)])
@pytest.mark.parametrize("encoding", ["euc_kr", "cp949"])
def test_korean_in_its_own_encoding_is_read_whatever_its_length(encoding, length):
    """EUC-KR and CP949 come out right down to two syllables."""
    text = KOREAN[:length]
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", [ENGLISH, KOREAN, "Report from 회령: two were seen.\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding, text):
    """A byte order mark is no part of the text, and line ends stay as they are."""
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.doubt is None


@pytest.mark.parametrize("text", ["The officers’ “order” – so a café owner said", "Zürich"])
def test_western_typography_is_read(text):
    """Curly quotation marks and accents of Windows-1252 do not turn into Korean or Czech."""
    assert decode(text.encode("cp1252")).text == text


def test_mixed_korean_and_english_in_euc_kr_is_read():
    """A name in Korean is enough to know the encoding of an English text."""
    text = "Two people were seen near 회령 on Tuesday night."
    assert decode(text.encode("euc_kr")).text == text


def test_chinese_is_not_taken_for_korean():
    """The bytes of a Chinese text make Korean syllables too, with hanja among them."""
    text = "朝鲜边防军昨晚在图们江逮捕了两名越境者，消息人士说。"
    assert decode(text.encode("gb18030")).text == text


def test_a_guess_is_told():
    """What only a statistic says of the encoding stands in the doubt."""
    text = "Пограничники задержали двух человек у реки ночью, сообщил источник в городе."
    decoded = decode(text.encode("cp1251"))
    assert decoded.text == text
    assert "cp1251" in decoded.doubt


def test_a_damaged_byte_does_not_change_the_encoding():
    """One bad byte in UTF-8 is replaced, and counted in the doubt."""
    decoded = decode(("“quoted” — " * 20).encode() + b"\xff")
    assert decoded.text.count("“") == 20
    assert decoded.doubt == "1 characters are not UTF-8"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 20])
def test_an_empty_file_is_refused(data):
    """Nothing, blanks, or a mark alone are empty."""
    with pytest.raises(UnreadableError, match="empty: nothing to read"):
        decode(data)


@pytest.mark.parametrize("seed", range(5))
def test_a_binary_file_is_refused(seed):
    """Random bytes, with and without NULs, are no text."""
    source = random.Random(seed)
    for data in (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + source.randbytes(600), source.randbytes(1000)):
        with pytest.raises(UnreadableError, match="binary"):
            decode(data)
    with pytest.raises(UnreadableError, match="binary"):
        decode(bytes(source.choices(range(1, 256), k=800)))


def test_a_nul_is_left_to_the_table_that_asks_for_it():
    """A table names the row of a NUL; a plain text with one is refused."""
    data = b"text,published\n" + b"a quiet night\n" * 10 + b"a\x00b\n"
    assert "\x00" in decode(data, nul_ok=True).text
    with pytest.raises(UnreadableError):
        decode(data)
