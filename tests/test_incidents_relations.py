"""Which tellings are one incident, what forbids it, and how incidents are related in a report."""

import pytest
from incident_helpers import incidents_of, report, tell

from geokit.incidents import Codebook
from geokit.incidents.agreement import agreement, may_be_same, same_people_again
from geokit.incidents.reposts import is_repost, repost_keys
from geokit.places import Gazetteer


def incidents(gazetteer, codebook, *texts, published=("2018-03-07",) * 3):
    """The incidents of reports a, b, c, each from a paper of its own."""
    reports = [
        report(text, report_id=one, publisher=f"Paper {one}", published=day)
        for one, text, day in zip("abc", texts, published, strict=False)
    ]
    return incidents_of(reports, gazetteer, codebook)


def groups(gazetteer, codebook, *texts, **kwargs):
    """How many tellings each incident has, the largest first."""
    found = incidents(gazetteer, codebook, *texts, **kwargs)
    return sorted((len(incident.tellings) for incident in found), reverse=True)


def related(gazetteer, codebook, text):
    """The relations of a text: type, relation, type."""
    found = incidents(gazetteer, codebook, text)
    types = {incident.id: incident.type for incident in found}
    return [(incident.type, link.rel, types[link.id]) for incident in found for link in incident.links]


def first_of(text, gazetteer, codebook, **kwargs):
    return tell(report(text, **kwargs), gazetteer, codebook)[0]


# What forbids that two tellings are one

ONE = "Two soldiers were arrested in Hyesan on 3 May 2017."


@pytest.mark.parametrize(
    "other",
    [
        ONE,
        "Two men were arrested in Hyesan in May 2017.",
        "Two soldiers were arrested in Ryanggang Province on 3 May 2017.",
        "Soldiers were arrested in Hyesan on 3 May 2017.",
        "Two soldiers crossed the river in Hyesan on 3 May 2017.",
        "Two or three soldiers were arrested in Hyesan on 3 May 2017.",
        "Two soldiers were arrested on 3 May 2017.",
        "Two soldiers were arrested at the Yalu River on 3 May 2017.",
    ],
)
def test_what_does_not_contradict_may_be_the_same(
    other: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """A vaguer day, place, number or word for the people, a type that joins, or nothing said."""
    pair = [first_of(text, builtin_gazetteer, codebook) for text in (ONE, other)]
    assert may_be_same(*pair, codebook) and may_be_same(*pair[::-1], codebook)


@pytest.mark.parametrize(
    "other",
    [
        "Two soldiers were arrested in Hyesan on 4 May 2017.",
        "Two soldiers were arrested in Sinuiju on 3 May 2017.",
        "On 3 May 2017 three soldiers were arrested in Hyesan.",
        "Two traders were arrested in Hyesan on 3 May 2017.",
        "Two soldiers were shot in Hyesan on 3 May 2017.",
        "Two soldiers will be arrested in Hyesan on 3 May 2017.",
        "China denied that two soldiers were arrested in Hyesan on 3 May 2017.",
        "In all of it, 20 soldiers were arrested in Hyesan on 3 May 2017 alone.",
    ],
)
def test_a_contradiction_forbids_it(other: str, builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """In the day, the place, the number, the people, the type, or in whether it happened at all."""
    pair = [first_of(text, builtin_gazetteer, codebook) for text in (ONE, other)]
    assert not may_be_same(*pair, codebook) and not may_be_same(*pair[::-1], codebook)
    assert groups(builtin_gazetteer, codebook, ONE, other) == [1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "China denied that two soldiers were arrested in Hyesan on 3 May 2017.",
        "In all of it, 20 soldiers were arrested in Hyesan on 3 May 2017 alone.",
    ],
)
def test_denials_and_figures_are_never_one(
    text: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Nobody knows whether two denials deny the same, or two sums count the same."""
    pair = [first_of(text, builtin_gazetteer, codebook, report_id=one) for one in "ab"]
    assert not may_be_same(*pair, codebook)


def test_one_contradiction_in_a_group_forbids_it(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Two men may be two soldiers or two traders, and do not make one incident of both."""
    texts = [ONE.replace("soldiers", people) for people in ("soldiers", "men", "traders")]
    assert groups(builtin_gazetteer, codebook, *texts[:2]) == [2]
    assert groups(builtin_gazetteer, codebook, *texts) == [2, 1]


def test_what_tellings_agree_on_is_weighed(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """A day weighs more than a month, a town more than a province, two people more than one."""

    def weight(first: str, second: str) -> float:
        a = first_of(first, builtin_gazetteer, codebook, report_id="a")
        return agreement([a], [first_of(second, builtin_gazetteer, codebook, report_id="b")]).weight

    text = "Two men were arrested in Hyesan on 3 May 2017."
    whole = weight(text, text)
    assert whole > weight(text, text.replace("3 May", "May")) > weight(text, text.replace("on 3 May", "in"))
    assert whole > weight(text, text.replace("Hyesan", "Ryanggang Province"))
    one = text.replace("Two men were", "A man was")
    assert whole > weight(one, one) == weight(text, text.replace("Two men", "Men"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A man was arrested in Hyesan.", "A man was arrested in Hyesan, it is said."),
        ("A man was arrested in May 2017.", "A man was arrested, a paper wrote, in May 2017."),
        ("Two men fled from Musan.", "Two men fled."),
        ("Soldiers were arrested on 3 May 2017.", "On 3 May 2017 guards arrested soldiers."),
        (
            "Men were arrested in Ryanggang Province in 2017.",
            "In 2017 guards arrested men in Ryanggang Province.",
        ),
    ],
)
def test_too_little_makes_no_incident_of_two(
    first: str, second: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """One slot that agrees is not enough, nor are two weak ones."""
    assert groups(builtin_gazetteer, codebook, first, second) == [1, 1]


def test_between_two_that_fit_equally_a_telling_stands_alone(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Nobody knows of which it is."""
    texts = (
        "Two men were arrested in Hyesan on 3 May 2017.",
        "Two men were arrested in Hyesan on 9 May 2017.",
        "Two men were arrested in Hyesan in May 2017.",
    )
    assert groups(builtin_gazetteer, codebook, *texts) == [1, 1, 1]
    assert groups(builtin_gazetteer, codebook, texts[0], texts[2]) == [2]


def test_the_same_people_again(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """'The eight people' of a report are the eight told before; 'eight people', or nine, are not."""

    def again(text: str, *, report_id: str = "r") -> bool:
        first = first_of("Eight people fled from Musan.", builtin_gazetteer, codebook)
        return same_people_again(first, first_of(text, builtin_gazetteer, codebook, report_id=report_id))

    assert again("The eight people were arrested.")
    assert not again("Eight people were arrested.")
    assert not again("The nine people were arrested.")
    assert not again("The eight people were arrested.", report_id="other")


# Conflicts


@pytest.mark.parametrize(
    ("first", "second", "slot", "values"),
    [
        (
            "At least ten people were arrested in Hyesan on 3 May 2017.",
            "12 people were arrested in Hyesan on 3 May 2017.",
            "n_best",
            ((10, "a"), (12, "b")),
        ),
        (
            "Two men were shot dead in Hyesan on 3 May 2017.",
            "Two men were shot at in Hyesan on 3 May 2017 but stayed unhurt.",
            "outcome",
            (("killed", "a"), ("unhurt", "b")),
        ),
        (
            "Two men were arrested in Hyesan on 3 May 2017.",
            "Two men tried to cross the river in Hyesan on 3 May 2017.",
            "type",
            (("arrest", "a"), ("crossing", "b")),
        ),
    ],
)
def test_a_conflict_is_kept_with_who_says_what(
    first: str,
    second: str,
    slot: str,
    values: tuple[tuple[object, str], ...],
    builtin_gazetteer: Gazetteer,
    codebook: Codebook,
) -> None:
    """Every value with its report; what agrees or says less is no conflict."""
    (incident,) = incidents(builtin_gazetteer, codebook, first, second)
    assert [(conflict.slot, conflict.values) for conflict in incident.conflicts] == [(slot, values)]


def test_tellings_that_agree_have_no_conflict(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """A vaguer day, and 'wounded' beside 'killed', only say less."""
    texts = ("Two men were shot dead in Hyesan on 3 May 2017.", "Two men were wounded in Hyesan in May 2017.")
    (incident,) = incidents(builtin_gazetteer, codebook, *texts)
    assert (incident.outcome, incident.conflicts) == ("killed", ())


# Re-posts

POSTED = "Men fled from Musan by night while snow fell on the old road and the dogs of the village barked"


@pytest.mark.parametrize(
    ("other", "again"),
    [
        (POSTED, True),
        (f"{POSTED}.", True),
        (POSTED.replace("old", "steep"), True),
        (POSTED.replace("snow fell on the old road", "guards slept in a hut"), False),
    ],
)
def test_nearly_the_same_words_are_a_repost(
    other: str, again: bool, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """One word of twenty may differ, not a third of them; a re-post shares a key."""
    first = first_of(POSTED, builtin_gazetteer, codebook, report_id="a")
    second = first_of(other, builtin_gazetteer, codebook, report_id="b")
    assert is_repost(first, second, codebook) is again
    assert not again or set(repost_keys(first)) & set(repost_keys(second))
    assert groups(builtin_gazetteer, codebook, POSTED, other) == ([2] if again else [1, 1])


def test_a_repost_stands_in_another_report(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Within one a sentence said twice is said twice; another type is another thing."""
    first = first_of(POSTED, builtin_gazetteer, codebook)
    assert not is_repost(first, first, codebook)
    other = first_of(POSTED.replace("fled", "deported"), builtin_gazetteer, codebook, report_id="b")
    assert not is_repost(first, other, codebook)


def test_the_words_come_back_within_a_season(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Half a year later they may be about something else."""
    texts = (POSTED, f"{POSTED}.")
    assert groups(builtin_gazetteer, codebook, *texts, published=("2018-03-07", "2018-05-07")) == [2]
    assert groups(builtin_gazetteer, codebook, *texts, published=("2018-03-07", "2018-09-07")) == [1, 1]


def test_a_short_sentence_is_anybodys(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Seven words are no re-post."""
    text = "Men fled from Musan by night"
    assert groups(builtin_gazetteer, codebook, text, f"{text}.") == [1, 1]


def test_the_same_text_twice_is_one_source(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Two papers that tell it in their own words are two."""
    own = "In Hyesan on 3 May 2017 guards arrested two soldiers."
    (twice,) = incidents(builtin_gazetteer, codebook, ONE, ONE)
    (two,) = incidents(builtin_gazetteer, codebook, ONE, own)
    assert (twice.n_reports, twice.n_independent) == (2, 1)
    assert (two.n_reports, two.n_independent) == (2, 2)


# Pointing back

FLED = "Two men fled from Musan on 3 May 2017."


def test_what_only_points_back_is_what_was_told(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """'The May escape' is the one that its report told, or the last of several."""
    back = "The May 2017 escape angered the ministry."
    two = f"{FLED} Three women fled from Hyesan on 4 May 2017."
    assert groups(builtin_gazetteer, codebook, f"{FLED}\n\nHyesan was calm.\n\n{back}") == [2]
    incident = max(
        incidents(builtin_gazetteer, codebook, f"{two}\n\n{back}"), key=lambda found: len(found.tellings)
    )
    assert [telling.n_best for telling in incident.tellings] == [3, None]


def test_people_who_are_described_point_back_to_nobody(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Only a noun for what happened does."""
    later = "The fishermen of the village fled in May 2017."
    assert groups(builtin_gazetteer, codebook, f"{FLED}\n\nHyesan was calm.\n\n{later}") == [1, 1]


@pytest.mark.parametrize(
    ("day", "later", "sizes"),
    [
        ("20 January 2018", "Orders to cut leave were handed down.", [2]),
        ("20 January 2017", "Orders to cut leave were handed down.", [1, 1]),
        ("20 January 2018", "On 3 February orders to cut leave were handed down.", [1, 1]),
    ],
)
def test_undated_orders_are_the_one_that_is_news(
    day: str, later: str, sizes: list[int], builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Of the weeks before the report; an order of last year is history, one with another day another."""
    text = f"An order was issued on {day} to all units. Snow fell.\n\n{later}"
    assert groups(builtin_gazetteer, codebook, text) == sizes


# Relations


def test_a_part_is_counted_on_the_day_and_of_the_kind_of_its_sum(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Another day or another kind of incident is no part of it, nor is more than all."""
    text = (
        "Ten people were arrested in Hyesan on Jan. 1. In all of it, 20 people were arrested on Jan. 1 alone."
    )
    assert related(builtin_gazetteer, codebook, text) == [("arrest", "part_of", "statistic")]
    for old, new in (
        ("Hyesan on Jan. 1", "Hyesan on Jan. 2"),
        ("20 people were arrested", "20 people were shot"),
    ):
        assert related(builtin_gazetteer, codebook, text.replace(old, new)) == []
    assert related(builtin_gazetteer, codebook, text.replace("20", "9")) == []


@pytest.mark.parametrize("word", ["following", "after", "in response to"])
def test_a_clause_that_follows_on_an_event_reacts_to_it(
    word: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Said in the clause itself; two sentences side by side relate nothing."""
    text = f"The army issued fresh orders {word} last month's escape of a soldier through the DMZ."
    assert related(builtin_gazetteer, codebook, text) == [("order", "reaction_to", "crossing")]
    beside = "The army issued fresh orders. A soldier escaped through the DMZ last month."
    apart = f"{text.partition(word)[0].strip()}. Snow fell. {word.capitalize()}{text.partition(word)[2]}"
    assert related(builtin_gazetteer, codebook, beside) == related(builtin_gazetteer, codebook, apart) == []


@pytest.mark.parametrize(
    ("later", "links"),
    [
        ("Two of them were shot at the river.", [("shooting", "part_of", "crossing")]),
        ("Two of the men were shot at the river.", [("shooting", "part_of", "crossing")]),
        ("Two others were shot at the river.", [("shooting", "follows", "crossing")]),
        ("Two women were shot at the river.", []),
        ("Six of them were shot at the river.", []),
        ("Two of them were questioned.", []),
        ("On 4 June 2017 two others were shot at the river.", []),
        (f"{'The river was high. ' * 30}Two others were shot.", []),
    ],
)
def test_some_of_them_are_a_part_and_others_follow(
    later: str, links: list[tuple[str, str, str]], builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Of the last event told near by, of its day and of a type that joins it; never more than there were."""
    text = f"Five men fled from Musan on 3 May 2017. The river was high. {later}"
    assert related(builtin_gazetteer, codebook, text) == links


def test_again_repeats_the_last_of_its_type(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """However far behind; without the word nothing is repeated."""
    text = (
        "The army issued an order on 3 May 2017 to shoot deserters. Ten women were arrested in Hyesan.\n\n"
        "On 5 June 2017 the army issued the order again."
    )
    assert related(builtin_gazetteer, codebook, text) == [("order", "repeats", "order")]
    assert related(builtin_gazetteer, codebook, text.replace(" again", "")) == []


def test_nothing_is_related_across_reports(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """'Others' of one report are no others of the next."""
    found = incidents(
        builtin_gazetteer,
        codebook,
        "Five men fled from Musan on 3 May 2017.",
        "Two others were shot in Hyesan.",
    )
    assert [incident.links for incident in found] == [(), ()]


def test_relations_do_not_depend_on_the_order_of_reports(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Nor do the groups."""
    texts = (
        "Five men fled from Musan on 3 May 2017. The river was high. Two of them were shot at the river.",
        "Five men fled from Musan in May 2017. Others followed.",
        "Two men were shot at Musan on 3 May 2017.",
    )
    reports = [report(text, report_id=one) for one, text in zip("abc", texts, strict=True)]
    assert incidents_of(reports, builtin_gazetteer, codebook) == incidents_of(
        reports[::-1], builtin_gazetteer, codebook
    )
