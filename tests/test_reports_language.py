"""The language of a report."""

import json
from pathlib import Path

import pytest

from geokit.reports.language import identify_language

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"

ENGLISH_WITH_NAMES = [
    "Kim Jong Un, Choe Ryong Hae, Ri Yong Ho and Pak Pong Ju visited Hoeryong, Musan and Onsong.",
    "Hyesan, Kimhyongjik, Samjiyon, Taehongdan, Paekam: guards doubled.",
    "Pak Yong Sik met Ri Myong Su in Sinuiju; Hwang Pyong So did not come.",
    "Sinuiju Taehongdan Chol visited Pyongyang Ryanggang Hoeryong near Sinuiju Onsong and Hoeryong Song "
    "Hyok Choe met Yong Taehongdan Onsong Yong in Ryongchon Taehongdan Hae Onsong in Musan Hyesan",
    "GUARDS ARREST TWO AT HOERYONG, SAYS SOURCE",
    "Yanggang-do, Hamgyong-bukto, Chagang-do and Pyongan-bukto provinces border China.",
]


@pytest.mark.parametrize("text", ENGLISH_WITH_NAMES)
def test_english_full_of_korean_names_is_english(text):
    """Names do not make a text Indonesian."""
    assert identify_language(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("국경 경비대가 강을 건너던 두 사람을 체포했다.", "ko"),
        ("Hoeryong, Musan, Onsong 주민 두 명이 체포됐다.", "ko"),
        ("UPI 통신은 국경 경비대가 Hoeryong 근처에서 두 사람을 체포했다고 전했다.", "ko"),
        ("边防军昨晚在江边逮捕了两名越境者，消息人士说。", "zh"),
        ("国境警備隊は昨夜、川を渡ろうとした二人を逮捕した。", "ja"),
        ("Пограничники задержали двух человек у реки ночью, сообщил источник.", "ru"),
        ("Des gardes ont arrêté deux personnes qui traversaient le fleuve, selon une source.", "fr"),
        ("Die Grenzsoldaten haben zwei Menschen festgenommen, die den Fluss überquerten.", "de"),
    ],
)
def test_another_language_is_told(text, language):
    """Scripts decide where they can, common words elsewhere."""
    assert identify_language(text) == language


@pytest.mark.parametrize("text", ["", "12 345", "Musan", "회령", "Río"])
def test_too_little_text_is_english(text):
    """A word is not enough to call a report foreign."""
    assert identify_language(text) == "en"


@pytest.mark.shared
@pytest.mark.parametrize("corpus", ["lgl", "geovirus"])
def test_no_piece_of_english_news_is_taken_for_another_language(corpus):
    """Every 200 characters of two corpora of English news are English."""
    path = CORPORA / f"{corpus}.docs.jsonl"
    if not path.exists():
        pytest.skip(f"the annotated articles are not beside the project: no {path.name}")
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    pieces = [text[at : at + 200] for text in texts for at in range(0, len(text), 200)]
    assert [piece for piece in pieces if identify_language(piece) != "en"] == []
