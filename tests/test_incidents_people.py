"""How many people a telling is about, and who in its sentence is none of them."""

import pytest
from incident_helpers import report, tell

from geokit.incidents import Codebook
from geokit.incidents.people import GroupFinder, is_one_by_pronoun
from geokit.places import Gazetteer
from geokit.text.dates import find_dates


def groups_of(text, codebook, peoples=()):
    return GroupFinder(text, codebook, peoples, find_dates(text, published="2018-03-07")).between(
        0, len(text)
    )


def counted(text, gazetteer, codebook):
    """The number of the only telling of a text: minimum, best, maximum."""
    (telling,) = tell(text, gazetteer, codebook)
    return telling.n_min, telling.n_best, telling.n_max


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A family of four was arrested in Hyesan.", (4, 4, 4)),
        ("A four-member family fled from Musan.", (4, 4, 4)),
        ("A group of eight people fled from Musan.", (8, 8, 8)),
        ("A group of eight fled from Musan.", (8, 8, 8)),
        ("A couple was arrested in Hyesan.", (2, 2, 2)),
        ("Three families were banished from Hyesan.", (6, None, None)),
        ("Two families, 10 people in total, were arrested in Hyesan.", (10, 10, 10)),
    ],
)
def test_families_couples_and_groups(
    text: str, number: tuple[int, int, int], builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """A family is as many as it is said to be, else at least two; a couple is two."""
    assert counted(text, builtin_gazetteer, codebook) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A woman and her two children were arrested in Hyesan.", 3),
        ("One woman and two boys were shot at Musan.", 3),
        ("A man aged 30 and a woman were arrested in Hyesan.", 2),
        ("Pak Ji-won, 34, and two others were arrested in Hyesan.", 3),
    ],
)
def test_people_joined_by_and_are_counted_together(
    text: str, number: int, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Each is as many as is said of him."""
    assert counted(text, builtin_gazetteer, codebook) == (number,) * 3


def test_together_an_open_number_stays_open(codebook: Codebook) -> None:
    """'At least ten men and two women' are twelve or more; dozens and two are not added up."""
    (group,) = groups_of("At least ten men and two women came.", codebook)
    assert (group.minimum, group.best, group.maximum) == (12, 12, None)
    assert len(groups_of("Dozens of men and two women came.", codebook)) == 2


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("More than 500 had been sent back to North Korea from Tumen by May 2017.", (500, 500, None)),
        ("At least 12 were arrested in Hyesan.", (12, 12, None)),
        ("About 12 were arrested in Hyesan.", (12, 12, 12)),
        ("Eight fled from Musan.", (8, 8, 8)),
        ("Two others were shot at Panmunjom.", (2, 2, 2)),
        ("Another was shot at the Tumen River.", (1, 1, 1)),
        ("The first was shot at Panmunjom.", (1, 1, 1)),
        ("The third had fled from Musan.", (1, 1, 1)),
        ("The two were arrested in Hyesan.", (2, 2, 2)),
    ],
)
def test_a_number_stands_for_people_before_its_verb(
    text: str, number: tuple[int, int, int | None], builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """'Another' and 'the third' are one; 'more than' leaves it open above."""
    assert counted(text, builtin_gazetteer, codebook) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Three of the five were arrested in Hyesan.", 3),
        ("A soldier shot two of his superiors at Musan.", 2),
        ("One of the women was arrested in Hyesan.", 1),
    ],
)
def test_some_of_those_told_of(
    text: str, number: int, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """The part is counted, not the whole."""
    assert counted(text, builtin_gazetteer, codebook) == (number,) * 3


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("He was shot at the Tumen River.", 1),
        ("Guards shot him at the Tumen River.", 1),
        ("She had fled from Musan.", 1),
        ("They were shot at the Tumen River.", None),
        ("Guards shot them at the Tumen River.", None),
        ("Guards shot after her uncle at Musan.", None),
    ],
)
def test_he_and_she_are_one(
    text: str, number: int | None, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """As the subject, or as the object of what is done to people; 'they' are nobody knows how many."""
    assert counted(text, builtin_gazetteer, codebook) == (number,) * 3


@pytest.mark.parametrize(
    ("before", "after", "as_object", "one"),
    [
        ("he had then ", "crossed", False, True),
        ("they ", "crossed", False, False),
        ("Guards ", "shot at him", True, True),
        ("Guards ", "shot him", False, False),
        ("Guards ", "shot her in the arm", True, True),
        ("Guards ", "shot her brother", True, False),
    ],
)
def test_a_pronoun_as_subject_or_object(before: str, after: str, as_object: bool, one: bool) -> None:
    """An object counts only where the type is done to people; 'her' before a noun is no object."""
    assert is_one_by_pronoun(before, after, as_object=as_object) is one


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Two guards arrested five women in Hyesan.", 5),
        ("Five women were arrested by two guards in Hyesan.", 5),
        ("Ten soldiers opened fire on two men at the Tumen River.", 2),
        ("Ten soldiers opened fire at the Tumen River.", None),
        ("By night ten soldiers opened fire at the Tumen River.", None),
        ("Two guards found three people dead in Musan.", 3),
        ("Two women fled from ten guards in Musan.", 2),
        ("Ten people were arrested, two of them women, in Hyesan.", 10),
        ("Ten people in all, four women among them, were arrested in Hyesan.", 10),
        ("Ten people, two of them drunk, were arrested in Hyesan.", 10),
        ("Ten officials said three women were arrested in Hyesan.", 3),
        ("Three women, ten officials said, were arrested in Hyesan.", 3),
    ],
)
def test_whom_a_verb_is_about(
    text: str, number: int | None, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """The object of what is done to people, the subject of its passive or of a crossing; not who tells it."""
    assert counted(text, builtin_gazetteer, codebook) == (number,) * 3


@pytest.mark.parametrize(
    "text",
    [
        "Ten officials said so.",
        "Two residents of Hyesan told the ministry.",
        "Three defectors from Musan reported it.",
    ],
)
def test_who_only_tells_of_it_is_not_counted(text: str, codebook: Codebook) -> None:
    """However he is described."""
    assert groups_of(text, codebook) == []


def test_who_takes_part_is_an_actor(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Those whom it is about are the affected, the others are involved; each has his class."""
    (telling,) = tell("Two guards arrested five traders in Hyesan.", builtin_gazetteer, codebook)
    assert [(actor.text, actor.role, actor.actor_class) for actor in telling.actors] == [
        ("Two guards", "involved", "military"),
        ("five traders", "affected", "smuggler"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "$500 had been paid at the bridge.",
        "The fee of 500 dollars was paid.",
        "About 40 percent had gone.",
        "The 10th Corps moved to the river.",
        "The 32nd Division was at the river.",
        "On 3 May 2017 it rained.",
        "In 2017 had come a flood.",
        "Ten bullets were found.",
        "It was ten when the bell rang.",
        "The clock stood at 12.",
        "Version 2.4 was lost.",
    ],
)
def test_money_shares_units_days_and_things_are_nobody(text: str, codebook: Codebook) -> None:
    """However many they are."""
    assert groups_of(text, codebook) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Guards paid 500 dollars and arrested a woman in Hyesan.", 1),
        ("A 30-year-old woman was arrested in Hyesan.", 1),
        ("Nam Ji-ho, 47, was shot at Musan.", 1),
        ("On page 3 of 12 a woman was arrested in Hyesan.", 1),
        ("Three women were arrested in Hyesan with 40 phones and 2,000 yuan.", 3),
        ("Three women were arrested in Hyesan by the 10th Corps.", 3),
    ],
)
def test_a_sum_an_age_or_a_division_is_no_number_of_people(
    text: str, number: int, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Those who are arrested are counted, beside whatever else has a number."""
    assert counted(text, builtin_gazetteer, codebook) == (number,) * 3


def test_names_of_peoples_count_people(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """'Three North Koreans', 'twelve Chinese'; but not the language or the food."""
    assert counted("Three North Koreans were arrested in Hyesan.", builtin_gazetteer, codebook) == (3, 3, 3)
    assert counted("Twelve Chinese were arrested in Hyesan.", builtin_gazetteer, codebook) == (12, 12, 12)
    assert groups_of("One Chinese", codebook, [(4, 11)]) == []


def test_a_thousand_at_once_have_a_day(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """So many with no day of their own are a sum of many incidents, which is no event."""
    (one,) = tell("1,500 people were arrested in Hyesan on 3 May 2017.", builtin_gazetteer, codebook)
    (many,) = tell("1,500 people were arrested in Hyesan in 2017.", builtin_gazetteer, codebook)
    assert (one.type, one.is_event) == ("arrest", True)
    assert (many.type, many.is_event) == ("statistic", False)


def test_a_total_is_known_by_its_words(codebook: Codebook) -> None:
    """'In all' and 'in total'; a definite group is one that was told of."""
    told = report("Ten men in all came. The two women left.")
    first, second = groups_of(told.text, codebook)
    assert (first.is_total, first.definite) == (True, False)
    assert (second.is_total, second.definite) == (False, True)
