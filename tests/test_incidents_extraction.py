"""What is told: type, whether it happened, where, when, how many; each from sentences of our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_helpers import report, tell

from geokit.incidents import Codebook
from geokit.places import Gazetteer


def only(text, gazetteer, codebook):
    (telling,) = tell(text, gazetteer, codebook)
    return telling


@pytest.mark.parametrize(
    ("text", "type_", "modality", "is_event"),
    [
        ("Guards shot two men at the Tumen River on 3 May 2017.", "shooting", "happened", True),
        ("Seven people were arrested in Hyesan last month.", "arrest", "happened", True),
        ("A soldier defected through the DMZ in late 2017.", "crossing", "happened", True),
        (
            "Three women were sent back to North Korea from Yanji on 4 May 2017.",
            "repatriation",
            "happened",
            True,
        ),
        ("Two brokers were executed in Musan in June 2016.", "punishment", "happened", True),
        ("Some 40 defectors are being held in Liaoning Province.", "detention", "ongoing", True),
        ("It is believed that 12 defectors are being held in Dandong.", "detention", "claimed", True),
        ("Barbed wire fences are being installed along the Yalu River.", "security_measure", "ongoing", True),
        ("More watchtowers will be built near Hoeryong in September.", "security_measure", "planned", False),
        (
            "The ministry issued an order on 5 May 2017 to shoot anyone who crosses.",
            "order",
            "ordered",
            False,
        ),
        ("Border guards were ordered to fire at people who flee.", "order", "ordered", False),
        ("Police warned residents that defectors would be shot.", "threat", "threatened", False),
        ("The authorities are offering a reward for informing on brokers.", "inducement", "ongoing", False),
        (
            "Police launched an investigation into the disappearance of a family in Onsong.",
            "investigation",
            "happened",
            True,
        ),
    ],
)
def test_type_and_modality(
    text: str, type_: str, modality: str, is_event: bool, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """An order, a threat, a plan is told as such and never as an event."""
    telling = only(text, builtin_gazetteer, codebook)
    assert (telling.type, telling.modality, telling.is_event) == (type_, modality, is_event)


@pytest.mark.parametrize(
    "text",
    [
        "No arrests have been reported in Musan.",
        "The guards were told nothing and nobody was shot in Hyesan.",
        "If anyone crosses the river in May, he will be arrested.",
        "Defectors may be arrested in Dandong.",
        "The measures are meant to prevent soldiers from defecting by boat in May.",
        "Failure can result in execution by firing squad.",
        "Defection is treated as a crime in North Korea.",
        "Most North Koreans flee through the border with China.",
        "Previously, soldiers were permitted to shoot defectors at the river.",
        "The tide of defections and the number of arrests worry the regime.",
        "Anyone found trying to defect in Musan would be shot.",
        "The soldier was not arrested in Kaesong on 3 May 2017.",
        "He paid five bullets' worth of won for a fishing rod in Sinuiju.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str, builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Negations, conditions, possibilities, purposes, former rules and habits assert nothing."""
    assert [telling.quote for telling in tell(text, builtin_gazetteer, codebook) if telling.is_event] == []


def test_the_object_of_a_shooting_is_counted(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Who fired is no victim, and the dead are those who stand beside the word for it."""
    telling = only(
        "Two guards shot at four residents of Dandong and killed three of them.", builtin_gazetteer, codebook
    )
    assert (telling.n_best, telling.fatalities_best, telling.outcome) == (4, 3, "killed")
    fired = only("Four soldiers ran after him and opened fire.", builtin_gazetteer, codebook)
    assert fired.n_best is None


def test_a_total_outranks_its_parts(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """'Two families - 10 people in all' are ten people."""
    telling = only("Two families—10 people in all—were arrested in Hyesan.", builtin_gazetteer, codebook)
    assert (telling.n_min, telling.n_best, telling.n_max) == (10, 10, 10)


def test_a_family_is_at_least_two(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """How many more nobody said."""
    telling = only("One family fled from Musan in May 2017.", builtin_gazetteer, codebook)
    assert (telling.n_min, telling.n_best, telling.n_max) == (2, None, None)


def test_the_interviews_date_and_place_are_not_the_events(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Only where and when the source spoke is known; the event's day and place stay unknown."""
    telling = only(
        "Four smugglers were arrested, a source in Ryanggang Province told Daily NK on January 7.",
        builtin_gazetteer,
        codebook,
    )
    assert telling.geometry is None
    assert [role.role for role in telling.places] == ["source_location"]
    assert telling.date is not None and telling.date.edtf == "../2018-03-07"
    assert telling.said_by == ("a source in Ryanggang Province", "Daily NK", "The Paper")


def test_the_sharpest_place_is_drawn(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """A county gives way to nothing, its province to it, and a destination is no place of the event."""
    telling = only(
        "Eight people left their homes in Musan County in North Hamgyong Province for China in May 2017.",
        builtin_gazetteer,
        codebook,
    )
    assert telling.where is not None and telling.where.name == "Musan County"


def test_examples_do_not_narrow_a_province(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """'In Kangwon Province, especially Kosong' is about the province."""
    telling = only(
        "The order stated that in Kangwon Province, especially Kosong and Tongchon, patrols will be doubled.",
        builtin_gazetteer,
        codebook,
    )
    assert telling.where is not None and telling.where.name == "Kangwon Province"


def test_a_pronoun_goes_on_with_the_telling(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """'They tried to cross' is the incident told before it; each part gives what the other lacks."""
    telling = only(
        "Five people were arrested near Hyesan. They tried to cross into China at 2 a.m. on Feb. 3.",
        builtin_gazetteer,
        codebook,
    )
    assert (telling.type, telling.n_best) == ("arrest", 5)
    assert telling.date is not None and telling.date.edtf == "2018-02-03T02:00:00"


def test_the_order_is_the_one_told_before(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Its date is that of the first telling, and it says which that is."""
    first, second = tell(
        "An order was issued on January 20 to all units. The order stated that leave must be cut.",
        builtin_gazetteer,
        codebook,
    )
    assert second.refers_to == first.id
    assert second.date is not None and (second.date.edtf, second.date.basis) == ("2018-01-20", "anaphor")


def test_figures_over_a_period_are_statistics(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Sums and rates are no single incident."""
    tellings = tell(
        "Around 30-40 people were arrested over January last year, "
        "while 20 people were arrested on Jan. 1 alone. "
        "In 2017, the number of refugees fell to 1,127. There was a 150 percent rise in arrests.",
        builtin_gazetteer,
        codebook,
    )
    assert {telling.type for telling in tellings} == {"statistic"}
    assert [telling.n_best for telling in tellings] == [35, 20, 1127, None]
    assert not any(telling.is_event for telling in tellings)


def test_two_tellings_of_a_sentence_have_their_own_clauses(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Each quotes what it tells."""
    first, second = tell(
        "Fences are being installed near Musan and more walls are to be built in September.",
        builtin_gazetteer,
        codebook,
    )
    assert first.quote == "Fences are being installed near Musan"
    assert second.quote == "more walls are to be built in September."


def test_a_list_of_dated_entries_tells_the_past_in_the_present(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Under its date; elsewhere the present tense is a habit."""
    telling = only("12 May 2016. Guards arrest three people in Hyesan.", builtin_gazetteer, codebook)
    assert telling.is_event and telling.date is not None and telling.date.edtf == "2016-05-12"
    assert tell("Guards arrest people in Hyesan.", builtin_gazetteer, codebook) == ()


def test_the_day_of_a_paragraph_holds_for_its_next_sentence(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Within the paragraph, and never the day of an interview."""
    text = "The train came on 3 May 2017. Two men were arrested in Hyesan.\n\nA woman was arrested in Musan."
    first, second = tell(text, builtin_gazetteer, codebook)
    assert first.date is not None and (first.date.edtf, first.date.basis) == ("2017-05-03", "anaphor")
    assert second.date is not None and second.date.edtf == "../2018-03-07"
    told = "He told Daily NK on 3 May 2017 what he saw. Two men were arrested in Hyesan."
    telling = only(told, builtin_gazetteer, codebook)
    assert telling.date is not None and telling.date.edtf == "../2018-03-07"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nam Yong-ho, 47, was shot at Paju in May 2017.", 1),
        ("A 24-year-old defected through the DMZ in May 2017.", 1),
        ("Twenty-five people, two of them minors, were arrested in Hyesan.", 25),
        ("One of the three was arrested in Hyesan in May 2017.", 1),
    ],
)
def test_people_are_counted_however_they_are_described(
    text: str, count: int, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """By name and age, by age, as a whole with its part, as one of those told of."""
    assert only(text, builtin_gazetteer, codebook).n_best == count


@pytest.mark.parametrize(
    "text",
    [
        "A car crash in Seoul killed three people on 3 May 2017.",
        "Cameras caught him in Paju in May 2017.",
        "Anyone who stepped over the line would risk being detained at Panmunjom.",
        "The trawler had left the North Korean port of Kimchaek in May with 19 people on board.",
    ],
)
def test_what_the_codebook_excludes_is_not_told(
    text: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """A type's words in another sense."""
    assert [t.quote for t in tell(text, builtin_gazetteer, codebook) if t.is_event] == []


@pytest.mark.parametrize(
    "text",
    [
        "The driver evaded arrest in Sinuiju on 9 June 2016.",
        "Sentries never opened fire on the boat on 9 June 2016.",
        "A sentry nearly opened fire at the Yalu River on 9 June 2016.",
        "The ministry wants five sailors in Dandong sent back.",
        "The repatriation of four sailors at Panmunjom has been called off.",
        "The border crossing at Hunchun was shut on 9 June 2016.",
        "A cloud of dust crossed the Yalu River on 9 June 2016.",
        "Farmers shot a fox near Musan on 9 June 2016.",
        "Inspectors seized four crates near Hyesan on 9 June 2016.",
    ],
)
def test_words_of_a_type_without_what_they_say(
    text: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """What is resisted, denied or wished for; a place to cross at; what is done to or by no people."""
    assert [t.quote for t in tell(text, builtin_gazetteer, codebook) if t.is_event] == []


@pytest.mark.parametrize(
    "text",
    [
        "The family fled across the Yalu River on 9 June 2016.",
        "A wave of North Koreans tried to flee across the Tumen River in June 2016.",
        "On 9 June 2016 they managed to cross the Yalu River.",
        "A boat with six people crossed the Northern Limit Line on 9 June 2016.",
        "9 June 2016: Police arrest four women in Hyesan.",
        "Sentries opened fire on four men at the Yalu River on 9 June 2016.",
    ],
)
def test_people_however_they_are_named(text: str, builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """A family, a wave of them, a boat with them: they cross, flee and are fired at."""
    assert any(t.is_event for t in tell(text, builtin_gazetteer, codebook))


def test_a_report_in_another_language_tells_nothing(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Its places are resolved all the same, elsewhere."""
    from dataclasses import replace

    korean = replace(report("Two men were shot in Musan."), language="ko")
    assert tell(korean, builtin_gazetteer, codebook) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=120),
    st.sampled_from(["shot", "were arrested", "fled", "the order"]),
)
def test_any_text_is_read(builtin_gazetteer: Gazetteer, codebook: Codebook, text: str, word: str) -> None:
    """No exception, and every quote and every evidence is a slice of the text."""
    one = report(f"Two men {word} in Musan {text} {word} on 3 May. {text}")
    for telling in tell(one, builtin_gazetteer, codebook):
        assert one.text[telling.start : telling.end] == telling.quote
        assert all(0 <= e.start <= e.end <= len(one.text) for e in telling.evidence.values())
        known = [n for n in (telling.n_min, telling.n_best, telling.n_max) if n is not None]
        assert known == sorted(known)
