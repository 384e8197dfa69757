"""The language of a report."""

import json

import pytest

from geokit.reports.language import _WORDS, _classified, identify_language

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
def test_no_piece_of_english_news_is_taken_for_another_language(shared, corpus):
    """Every 200 characters of two corpora of English news are English."""
    path = shared / "corpora" / f"{corpus}.docs.jsonl"
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    pieces = [text[at : at + 200] for text in texts for at in range(0, len(text), 200)]
    assert [piece for piece in pieces if identify_language(piece) != "en"] == []


WRITTEN = {
    "en": "The guards said that they had stopped two people who wanted to cross, and that the boat was gone.",
    "ko": "국경 경비대는 지난밤 강을 건너려던 두 사람을 붙잡았으며 배는 이미 사라졌다고 밝혔다.",
    "zh": "边防部队表示，昨晚他们拦下了两名准备过河的人，而船已经不见了。",
    "ja": "国境警備隊は、昨夜川を渡ろうとしていた二人を止めたが、船はもうなかったと述べた。",
    "th": "ทหารรักษาชายแดนกล่าวว่าเมื่อคืนนี้ได้จับคนสองคนที่กำลังจะข้ามแม่น้ำ",
    "ru": "Пограничники сообщили, что прошлой ночью остановили двух человек, а лодка уже исчезла.",
    "de": "Die Grenzer sagten, sie hätten zwei Menschen angehalten, die über den Fluss wollten.",
    "fr": "Les gardes ont dit qu'ils avaient arrêté deux personnes qui voulaient passer le fleuve de nuit.",
    "es": "Los guardias dijeron que habían detenido a dos personas que querían cruzar el río.",
    "nl": "De wachters zeiden dat zij twee mensen hadden tegengehouden die wilden oversteken.",
    "pt": "Os guardas disseram que tinham detido duas pessoas que queriam atravessar o rio.",
    "it": "Le guardie hanno detto che avevano fermato due persone che volevano attraversare il fiume.",
    "sv": "Vakterna sade att de hade stoppat två personer som ville ta sig över och att båten var borta.",
}


@pytest.mark.parametrize("language", sorted(WRITTEN))
def test_what_is_decided_without_the_model_is_what_the_model_decides(language):
    """Each language is told, and as the statistical model tells it."""
    text = WRITTEN[language]
    words = [word for word in text.split() if word.islower() or not word.isascii()]
    assert identify_language(text) == language == _classified(words, of_latin=text.isascii())


def test_plain_english_needs_no_model(monkeypatch):
    """News in English is told by its small words, names and foreign phrases in it or not."""
    monkeypatch.setattr("geokit.reports.language._identifier", lambda: pytest.fail("the model was loaded"))
    for text in [
        WRITTEN["en"],
        WRITTEN["en"] + " Kim's café «Río» stood where the road ends.",
        WRITTEN["ko"],
    ]:
        assert identify_language(text) in ("en", "ko")


@pytest.mark.parametrize("language", ["de", "fr", "es", "nl", "pt", "it", "sv"])
@pytest.mark.parametrize("parts", [(1, 1), (2, 1), (1, 2)])
def test_a_text_in_two_languages_is_what_the_model_says(language, parts):
    """English that quotes another language at length, and the reverse, is what the model takes it for."""
    text = " ".join([*[WRITTEN["en"]] * parts[0], *[WRITTEN[language]] * parts[1]])
    words = [word for word in _WORDS.findall(text) if word.islower()]
    assert identify_language(text) == _classified(words, of_latin=True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (WRITTEN["ru"] + " 北京", "ru"),
        (WRITTEN["ko"] + " Radio Free Asia, Daily NK, Musan", "ko"),
        (WRITTEN["en"] + " (무산, 茂山)", "en"),
        ("中国政府の関係者は北京市内で記者団に対し説明した", "ja"),
        ("平壌の会談は突然に中止された", "ja"),
    ],
)
def test_the_script_of_most_of_a_text_decides(text, language):
    """A few letters of another script change nothing."""
    assert identify_language(text) == language
