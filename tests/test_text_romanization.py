"""Hangul in Latin letters: known spellings of real names in three systems."""

import pytest

from geokit.text.romanization import romanize, southern_spelling


@pytest.mark.parametrize(
    ("hangul", "revised", "mccune_reischauer", "north"),
    [
        ("무산", "Musan", "Musan", "Musan"),
        ("혜산", "Hyesan", "Hyesan", "Hyesan"),
        ("철원", "Cheorwon", "Ch’ŏrwŏn", "Chŏlwŏn"),
        ("회령", "Hoeryeong", "Hoeryŏng", "Hoeryŏng"),
        ("평산", "Pyeongsan", "P’yŏngsan", "Phyŏngsan"),
        ("평양", "Pyeongyang", "P’yŏngyang", "Phyŏngyang"),
        ("신의주", "Sinuiju", "Sinŭiju", "Sinŭiju"),
        ("개성", "Gaeseong", "Kaesŏng", "Kaesŏng"),
        ("자강", "Jagang", "Chagang", "Jagang"),
        ("청진", "Cheongjin", "Ch’ŏngjin", "Chŏngjin"),
        ("남포", "Nampo", "Namp’o", "Nampho"),
        ("만포", "Manpo", "Manp’o", "Manpho"),
        ("함흥", "Hamheung", "Hamhŭng", "Hamhŭng"),
        ("길주", "Gilju", "Kilchu", "Kilju"),
        ("판문점", "Panmunjeom", "P’anmunjŏm", "Phanmunjŏm"),
        ("장진", "Jangjin", "Changjin", "Jangjin"),
        ("부전", "Bujeon", "Pujŏn", "Pujŏn"),
        ("김책", "Gimchaek", "Kimch’aek", "Kimchaek"),
    ],
)
def test_known_spellings(hangul, revised, mccune_reischauer, north):
    """Each system writes a name as maps and agencies that follow it do."""
    assert romanize(hangul, "revised") == revised
    assert romanize(hangul, "mccune-reischauer") == mccune_reischauer
    assert romanize(hangul, "north") == north


@pytest.mark.parametrize(
    ("hangul", "south", "north"),
    [
        ("강령", "Gangnyeong", "Kangryŏng"),
        ("은률", "Eullyul", "Ŭnryul"),
        ("압록", "Amnok", "Amrok"),
        ("백마산", "Baengmasan", "Paengmasan"),
        ("동림", "Dongnim", "Tongrim"),
        ("별내", "Byeollae", "Pyŏllae"),
    ],
)
def test_the_north_keeps_its_r(hangul, south, north):
    """Where the South says n or l for r, the North writes r; a stop turns nasal in both."""
    assert romanize(hangul, "revised") == south
    assert romanize(hangul, "north") == north


@pytest.mark.parametrize(
    ("hangul", "spelling"),
    [("백암", "Paegam"), ("락원", "Ragwŏn"), ("붉은", "Pulgŭn"), ("닭섬", "Taksŏm"), ("강안", "Kangan")],
)
def test_a_final_consonant_moves_on_to_a_vowel(hangul, spelling):
    """A consonant before a vowel begins the next syllable; of a pair only the second does."""
    assert romanize(hangul, "north") == spelling


def test_an_apostrophe_parts_n_from_g():
    """McCune-Reischauer tells n and g from the sound ng."""
    assert romanize("두만강", "mccune-reischauer") == "Tuman’gang"
    assert romanize("당안", "mccune-reischauer") == "Tangan"


@pytest.mark.parametrize(
    ("north", "south"),
    [("량강", "양강"), ("라진", "나진"), ("룡천", "용천"), ("녕변", "영변"), ("무산", "무산"), ("", "")],
)
def test_the_south_drops_the_initial_r(north, south):
    """The South spells Ryanggang as Yanggang and Rajin as Najin."""
    assert southern_spelling(north) == south


def test_what_is_no_hangul_is_refused():
    """A word with Latin letters or a space in it is an error that shows the letter."""
    with pytest.raises(ValueError, match="'M'"):
        romanize("Musan", "north")
