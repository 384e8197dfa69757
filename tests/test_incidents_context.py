"""What a telling takes from what stands around it: the next sentence, the paragraph, a heading, a list."""

import pytest
from incident_helpers import incidents_of, report, tell

from geokit.incidents import Codebook
from geokit.incidents.clauses import read_sentence
from geokit.incidents.timing import heading_over, section_headings
from geokit.places import Gazetteer
from geokit.text.dates import find_dates

FIRED = "Troops fired on three residents."
UNDATED = "../2018-03-07"


def day(telling):
    return telling.date.edtf if telling.date else None


def place(telling):
    return telling.where.name if telling.where else None


def slots(text, gazetteer, codebook):
    """The type, day and place of each telling of a text."""
    return [(told.type, day(told), place(told)) for told in tell(text, gazetteer, codebook)]


# Completion


@pytest.mark.parametrize(
    "occurred",
    [
        "The incident took place on 2 December 2017 near Musan.",
        "This happened near Musan on 2 December 2017.",
        "It all occurred on 2 December 2017 near Musan.",
        "The bloody night came about near Musan on 2 December 2017.",
    ],
)
def test_the_next_sentence_says_when_and_where_it_was(
    occurred: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """'It took place ...' is about what was told last; the evidence stands in that sentence."""
    text = f"{FIRED} {occurred}"
    (telling,) = tell(text, builtin_gazetteer, codebook)
    assert (day(telling), place(telling)) == ("2017-12-02", "near Musan")
    assert {"completion.date", "completion.place"} <= set(telling.why)
    assert telling.evidence["date"].start > len(FIRED) < telling.evidence["place"].start


def test_another_thing_that_took_place_says_nothing_of_it(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """A fair has its own day."""
    (telling,) = tell(f"{FIRED} A fair took place on 2 December 2017.", builtin_gazetteer, codebook)
    assert day(telling) == UNDATED


def test_a_day_that_contradicts_completes_nothing(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """A vaguer date of its own gives way to one within it, and to no other; its own place stays."""
    told = "Troops fired on three women in Hyesan in December 2017. It happened on {} near Musan."
    (inside,) = tell(told.format("2 December 2017"), builtin_gazetteer, codebook)
    (outside,) = tell(told.format("2 May 2017"), builtin_gazetteer, codebook)
    assert (day(inside), place(inside)) == ("2017-12-02", "Hyesan")
    assert (day(outside), place(outside)) == ("2017-12", "Hyesan")


def test_the_next_sentence_says_that_he_died(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """One who was shot at is dead; of three who are dead nobody knows how many, one at least."""
    (one,) = tell("Troops fired on a man. He died on the spot.", builtin_gazetteer, codebook)
    (three,) = tell(f"{FIRED} They died on the spot.", builtin_gazetteer, codebook)
    dead = [(t.outcome, t.fatalities_min, t.fatalities_best, t.fatalities_max) for t in (one, three)]
    assert dead == [("killed", 1, 1, 1), ("killed", 1, None, 3)]
    assert "completion.outcome" in one.why and one.evidence["outcome"].rule == "completion.outcome"


@pytest.mark.parametrize(
    "text",
    [
        # Nobody can be killed in an investigation.
        "Police questioned a man in Hyesan. He died on the spot.",
        # How it ended is told.
        "Troops fired on a man but he was unhurt. He died on the spot.",
        # Too far away to be about it.
        f"Troops fired on a man. {'It was cold that night, and no train ran. ' * 5}He died on the spot.",
    ],
)
def test_a_death_that_ends_nothing_told_before(
    text: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Where the type has no such outcome, where one is told, where other things stand between."""
    first, *_ = tell(text, builtin_gazetteer, codebook)
    assert first.outcome != "killed" and "completion.outcome" not in first.why


# Continuation


def test_a_pronoun_goes_on_with_what_was_told(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Each part gives what the other leaves open: here people and place, there the day."""
    text = "Two men crossed the Tumen River near Musan. They were arrested on 3 May 2017."
    (telling,) = tell(text, builtin_gazetteer, codebook)
    assert (telling.type, day(telling), place(telling)) == ("arrest", "2017-05-03", "near Musan")
    assert (telling.n_best, telling.outcome, telling.quote) == (2, "caught", text)
    assert "continuation" in telling.why
    (other,) = tell(
        "Two men were arrested near Musan. They had crossed the Tumen River on 3 May 2017.",
        builtin_gazetteer,
        codebook,
    )
    assert (other.type, day(other), place(other)) == ("arrest", "2017-05-03", "near Musan")


@pytest.mark.parametrize(
    "text",
    [
        # another day
        "Two men crossed the Tumen River on 3 May 2017. They were arrested on 4 May 2017.",
        # another number
        "Two men crossed the Tumen River. He was arrested.",
        # a plan
        "Two men were arrested in Hyesan. They will be arrested in Musan too.",
        # types that do not join
        "Two men were arrested in Hyesan. They were shot.",
        # a sentence between
        "Two men were arrested in Hyesan. It was cold. They had fled from Musan.",
        # 'it seems' is no pronoun for them
        "Two men were arrested in Hyesan. It seems that they had fled from Musan.",
        # the one who shot went on
        "A soldier shot an officer at Panmunjom. He then crossed the line.",
        # nobody takes them up
        "Two men crossed the Tumen River. Guards arrested two women.",
    ],
)
def test_what_does_not_go_on_is_told_apart(
    text: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Another day or number, a plan, another type, a sentence between, another subject, the doer."""
    tellings = tell(text, builtin_gazetteer, codebook)
    assert len(tellings) == 2
    assert not any("continuation" in telling.why for telling in tellings)


def test_who_was_shot_goes_on(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """'He' after a passive is the one to whom it was done."""
    text = "A soldier was shot at Panmunjom. He had crossed the line."
    (telling,) = tell(text, builtin_gazetteer, codebook)
    assert (telling.type, telling.n_best) == ("shooting", 1)


# Anaphora


@pytest.mark.parametrize(
    ("later", "same"),
    [
        ("The men were shot at the river.", True),
        ("They were arrested.", True),
        ("Guards arrested them.", True),
        ("The two others were shot at the river.", False),
        ("The third was arrested.", False),
        ("Two men were arrested.", False),
        ("The men from Hyesan were arrested.", False),
        ("Pak Ji-won and Ri Ung, the two men, were arrested.", False),
        ("He was arrested.", False),
        ("The ten men were arrested.", False),
    ],
)
def test_people_told_of_before(
    later: str, same: bool, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """'They', 'them', 'the men' are the last told of, unless it says otherwise or the numbers contradict."""
    text = f"Two men fled from Musan on 3 May 2017. A storm rose over the hills. {later}"
    first, second = tell(text, builtin_gazetteer, codebook)
    assert second.refers_to == (first.id if same else None)
    assert ("anaphor.people" in second.why) is same


@pytest.mark.parametrize(("later", "same"), [("The men", True), ("The third", False), ("The others", False)])
def test_who_was_not_told_of_is_not_taken_up(
    later: str, same: bool, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """'The third' and 'the others' are not those told before, even where no number contradicts."""
    text = f"They fled from Musan on 3 May 2017. It snowed. {later} had been arrested."
    first, second = tell(text, builtin_gazetteer, codebook)
    assert second.refers_to == (first.id if same else None)


def test_the_order_takes_its_day_from_the_one_told_last_with_a_day(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """'An order' is another one, and so is an order with a day of its own."""
    told = "An order was issued on January 20 to all units. {} leave must be cut."
    first, again = tell(told.format("The order stated that"), builtin_gazetteer, codebook)
    assert (again.refers_to, day(again), again.date.basis) == (first.id, "2018-01-20", "anaphor")
    _, other = tell(told.format("An order was issued that"), builtin_gazetteer, codebook)
    assert (other.refers_to, day(other)) == (None, UNDATED)
    _, dated = tell(told.format("The order of 3 February stated that"), builtin_gazetteer, codebook)
    assert (dated.refers_to, day(dated)) == (None, "2018-02-03")


# Surroundings


def test_on_the_spot_is_where_the_last_event_was(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """So is 'the area where the defections took place'."""
    spot = "Two men were arrested in Musan. The next day has been dark. A woman has been shot on the spot."
    _, second = tell(spot, builtin_gazetteer, codebook)
    assert (place(second), "anaphor.scene" in second.why) == ("Musan County", True)
    area = (
        "Two soldiers defected near Panmunjom on 3 May 2017. "
        "Guards arrested a man in the area where the defections took place."
    )
    _, third = tell(area, builtin_gazetteer, codebook)
    assert (place(third), "anaphor.scene" in third.why) == ("near Panmunjom", True)


@pytest.mark.parametrize(
    ("opening", "where"),
    [
        ("The border between North Korea and China is long.", "China–North Korea border"),
        ("The border between North Korea and China is longer than the DMZ.", "China–North Korea border"),
        ("Winter is long.", None),
    ],
)
def test_border_guards_are_at_the_one_border_named(
    opening: str, where: str | None, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Where the report names none they are nowhere."""
    text = f"{opening} Two men have been shot by the border guards."
    (telling,) = tell(text, builtin_gazetteer, codebook)
    assert (place(telling), "anaphor.border" in telling.why) == (where, where is not None)


def test_in_the_area_is_where_its_source_is(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Without these words where somebody spoke is no place of the event."""
    text = "A source in Hyesan said two men were arrested{}."
    (near,) = tell(text.format(" in the area"), builtin_gazetteer, codebook)
    (somewhere,) = tell(text.format(""), builtin_gazetteer, codebook)
    assert (place(near), "anaphor.source-area" in near.why) == ("Hyesan", True)
    assert place(somewhere) is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Two men were arrested in Musan on 3 May 2017. Hyesan was calm. A woman was shot.", "Musan County"),
        (
            "Two men were arrested in Musan. Hyesan was calm.\n\nThe men were shot.",
            "Musan County",
        ),
        ("Two men were arrested in Musan. Hyesan was calm.\n\nA woman was shot.", None),
        ("Two men were arrested in Musan. Hyesan was calm. A woman has been shot.", None),
        ("Two men were arrested in Musan on 3 May 2017. Hyesan was calm. A woman was shot on 4 May.", None),
        ("Two men were arrested in China. A woman was shot.", None),
    ],
)
def test_a_paragraph_says_once_where_it_is(
    text: str, where: str | None, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """A new paragraph is there only with the same people; another day, the perfect and a country are not."""
    *_, last = tell(text, builtin_gazetteer, codebook)
    assert place(last) == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Musan is cold. In Musan snow fell.\n\nA woman was shot.", "Musan County"),
        ("Musan is cold.\n\nA woman was shot.", "Musan County"),
        ("Musan is cold. Hyesan is colder.\n\nA woman was shot.", None),
        (f"{'The winter is long. ' * 30}Musan is cold.\n\nA woman was shot.", None),
        ("Musan is cold. In Musan snow fell.\n\nA woman has been shot.", None),
    ],
)
def test_the_only_town_of_a_report_is_where_it_was(
    text: str, where: str | None, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Named in its opening or twice, and no other beside it; only what is narrated."""
    (telling,) = tell(text, builtin_gazetteer, codebook)
    assert place(telling) == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            "North Korea is cold. North Korea is far. Guards put the whole country under lockdown.",
            "North Korea",
        ),
        ("North Korea is cold. China is far. Guards put the whole country under lockdown.", None),
        ("North Korea is cold. North Korea is far. Guards put the town under lockdown.", None),
    ],
)
def test_the_whole_country_is_the_one_named_most(
    text: str, where: str | None, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """More than all others together."""
    (telling,) = tell(text, builtin_gazetteer, codebook)
    assert place(telling) == where


# Sharing


def test_tellings_of_an_incident_share_the_day_of_their_report(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Where another of them has it; the evidence is that of the other."""
    text = (
        "Two men fled from Musan. It snowed for days.\n\nHyesan was calm. On 3 May 2017 they were arrested."
    )
    (incident,) = incidents_of([report(text)], builtin_gazetteer, codebook)
    first = incident.tellings[0]
    assert first.date is not None and (first.date.edtf, first.date.basis) == ("2017-05-03", "anaphor")
    assert "shared.date" in first.why
    assert text[first.evidence["date"].start : first.evidence["date"].end] == "3 May 2017"


def test_tellings_of_an_incident_share_the_place_of_their_report(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Even one of which nothing around it says where it is."""
    text = "Two men fled from Musan. It snowed for days.\n\nHyesan was calm. The two men have been arrested."
    (incident,) = incidents_of([report(text)], builtin_gazetteer, codebook)
    second = incident.tellings[1]
    assert (place(second), "shared.place" in second.why) == ("Musan County", True)
    assert text[second.evidence["place"].start : second.evidence["place"].end] == "Musan"


def test_another_report_lends_nothing(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """What it says stays its own telling's; the incident takes the sharper."""
    reports = [
        report("Two men were arrested in Hyesan on 3 May 2017.", report_id="a"),
        report("Two men were arrested in May 2017.", report_id="b"),
    ]
    (incident,) = incidents_of(reports, builtin_gazetteer, codebook)
    other = next(telling for telling in incident.tellings if telling.report_id == "b")
    assert (day(other), place(other), place(incident)) == ("2017-05", None, "Hyesan")


# Headings, chronicles and lists

DIARY = "3 May 2017\n\nGuards arrest two men in Hyesan.\n\n4 May 2017\n\nGuards arrest a woman in Musan."


def test_days_on_lines_of_their_own_head_what_follows(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """And under them the present tense tells the past."""
    assert slots(DIARY, builtin_gazetteer, codebook) == [
        ("arrest", "2017-05-03", "Hyesan"),
        ("arrest", "2017-05-04", "Musan County"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        DIARY.replace("4 May 2017", "The river"),
        DIARY.replace("4 May 2017", "Until 4 May 2017"),
        DIARY.replace("4 May 2017", "May 2017"),
    ],
)
def test_a_day_alone_heads_nothing(text: str) -> None:
    """There have to be two, each a day, each with nothing else on its line."""
    assert section_headings(text, find_dates(text, published="2018-03-07")) == ()


def test_the_heading_over_a_sentence_is_the_last_before_it() -> None:
    """None stands over what comes before the first."""
    text = f"A river.\n\n{DIARY}"
    headings = section_headings(text, find_dates(text, published="2018-03-07"))
    over = [
        heading_over(headings, read_sentence(text, start, start + 5))
        for start in (0, text.index("Guards"), text.rindex("Guards"))
    ]
    assert [found.edtf if found else None for found in over] == [None, "2017-05-03", "2017-05-04"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("On 3 May 2017 guards arrest two men in Hyesan.", 1),
        ("On 3 May 2019 guards arrest two men in Hyesan.", 0),
        ("Guards arrest two men in Hyesan in 2017.", 0),
        ("Guards arrest two men in Hyesan.", 0),
        ("On 3 May 2017 guards arrest two men in Hyesan. Then guards shoot a woman in Musan.", 2),
        ("On 3 May 2017 guards arrest two men in Hyesan.\n\nGuards shoot a woman in Musan.", 1),
    ],
)
def test_the_present_with_a_past_day_tells_the_past(
    text: str, told: int, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """To the end of its paragraph; a day to come, a year or no date at all leave it a habit or a plan."""
    assert sum(telling.is_event for telling in tell(text, builtin_gazetteer, codebook)) == told


@pytest.mark.parametrize("marks", [("*", "*"), ("•", "•"), ("1.", "2)"), ("-", "–")])
def test_entries_of_a_list_are_told_by_its_heading(
    marks: tuple[str, str], builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Each with its own people and day, whatever marks it."""
    first, second = marks
    text = f"Other deportations:\n{first} July 2016: nearly 50 people\n{second} May 2017: two women"
    tellings = tell(text, builtin_gazetteer, codebook)
    assert [(t.type, day(t), t.n_best) for t in tellings] == [
        ("repatriation", "2016-07", 50),
        ("repatriation", "2017-05", 2),
    ]
    assert all(t.evidence["modality"].rule == "list-entry" for t in tellings)


@pytest.mark.parametrize(
    "text",
    [
        "Other deportations\n* July 2016: nearly 50 people",
        "Other visits:\n* July 2016: nearly 50 people",
        "Other orders:\n* July 2016: nearly 50 people",
        "Other deportations:\nJuly 2016: nearly 50 people",
        "Other deportations:\n* July 2016: nearly 50 lorries",
        "Other deportations:\n* nearly 50 people",
        f"Deportations that {'we know of, ' * 20}are:\n* July 2016: nearly 50 people",
    ],
)
def test_a_line_that_no_heading_explains_tells_nothing(
    text: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Without a colon, a type of event, a mark, people, a date; a paragraph is no heading."""
    assert tell(text, builtin_gazetteer, codebook) == ()


def test_what_had_happened_before_is_placed_by_nothing_around_it(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """The paragraph's place and day are those of what it tells, not of what went before or is only said."""
    told = "Ten women were handed over at Nanping on 9 October 2017. "
    for after in (
        "They had been seized long before.",
        "It has been said, though never confirmed, that two were shot.",
    ):
        tellings = tell(told + after, builtin_gazetteer, codebook)
        assert len(tellings) == 2
        assert tellings[1].where is None
        assert tellings[1].date is None or tellings[1].date.edtf != "2017-10-09"
