"""Whether something happened: the form of the verb, the mood of its clause, who is meant, what is fiction."""

import pytest
from incident_helpers import report, tell

from geokit.incidents import Codebook
from geokit.incidents.assertion import words_of
from geokit.incidents.fiction import FictionFinder
from geokit.incidents.inflection import verb_forms
from geokit.incidents.mood import assess_noun, assess_verb, is_called_untrue, is_prevented
from geokit.incidents.somebody import names_somebody
from geokit.incidents.tense import has_subject, tense_of
from geokit.places import Gazetteer

VERBS = {
    "arrested": ("arrest", None),
    "arresting": ("arrest", None),
    "arrest": ("arrest", None),
    "caught": ("catch", ["caught", "caught"]),
    "deport": ("deport", None),
    "deported": ("deport", None),
    "doubled": ("double", None),
    "flee": ("flee", ["fled", "fled"]),
    "fled": ("flee", ["fled", "fled"]),
    "fleeing": ("flee", ["fled", "fled"]),
    "held": ("hold", ["held", "held"]),
    "killed": ("kill", None),
    "sent": ("send", ["sent", "sent"]),
    "shoot": ("shoot", ["shot", "shot"]),
    "shot": ("shoot", ["shot", "shot"]),
    "smuggling": ("smuggle", None),
}


def position(text, verb):
    words = words_of(text, 0, len(text))
    return words, next(at for at, word in enumerate(words) if word.lower == verb)


def form(text, verb, *, patient=True, adjectival=False):
    """How the form of a verb asserts it, and by which rule."""
    words, at = position(text, verb)
    tags = verb_forms(*VERBS[verb])[verb]
    found = tense_of(words, at, tags, patient=patient, adjectival=adjectival)
    return found.status, found.rule


def mood(text, verb, *, chronicle=False):
    """How a verb is asserted with what stands before it in its clause."""
    words, at = position(text, verb)
    clause = text[: words[at].start]
    tags = verb_forms(*VERBS[verb])[verb]
    found = assess_verb(words, at, tags, clause, patient=True, adjectival=False, chronicle=chronicle)
    return found.status, found.rule


def events(text, gazetteer, codebook):
    return [(told.type, told.modality) for told in tell(text, gazetteer, codebook) if told.is_event]


@pytest.mark.parametrize(
    ("text", "verb", "status", "rule"),
    [
        ("Guards shot two men.", "shot", "past", "past"),
        ("Guards quietly arrested two men.", "arrested", "past", "past"),
        ("Two men were shot at night.", "shot", "past", "past"),
        ("Two men had been arrested.", "arrested", "past", "past-perfect"),
        ("Guards did arrest two men.", "arrest", "past", "past"),
        ("Two men have been arrested.", "arrested", "perfect", "perfect"),
        ("Guards were arresting families.", "arresting", "past", "past-progressive"),
        ("Guards had been arresting families.", "arresting", "past", "past-progressive"),
        ("Two men were being held.", "held", "past", "progressive-passive"),
        ("The men managed to flee.", "flee", "past", "achieved"),
        ("The men were forced to flee.", "flee", "past", "achieved"),
        ("The man is said to have fled.", "fled", "past", "told-perfect"),
        ("Guards began arresting families.", "arresting", "past", "begun"),
        ("Guards have begun arresting families.", "arresting", "perfect", "begun"),
        ("He was shot while fleeing south.", "fleeing", "past", "dependent-clause"),
        ("They were beaten and sent home.", "sent", "past", "past"),
        ("Ten people arrested in Musan.", "arrested", "past", "past"),
        ("10 people arrested in May were freed.", "arrested", "past", "counted-participle"),
        ("The blast was heard, killed at least ten and hurt more.", "killed", "past", "past"),
    ],
)
def test_a_form_that_says_that_it_happened(text: str, verb: str, status: str, rule: str) -> None:
    """The past, the perfect, what was managed or begun, and an attempt that is told."""
    assert form(text, verb) == (status, rule)


@pytest.mark.parametrize(
    ("text", "verb", "rule"),
    [
        ("Guards are arresting families.", "arresting", "progressive"),
        ("Guards have been arresting families.", "arresting", "progressive"),
        ("Two men are being held.", "held", "progressive-passive"),
        ("They met the two men being held there.", "held", "progressive-passive"),
        ("The men are trying to flee.", "flee", "attempt"),
        ("Men now held in Yanji weep.", "held", "held-now"),
    ],
)
def test_a_form_that_says_that_it_goes_on(text: str, verb: str, rule: str) -> None:
    """The progressive of the present, and who is held now."""
    assert form(text, verb) == ("ongoing", rule)


@pytest.mark.parametrize(
    ("text", "verb", "status", "rule"),
    [
        ("The men tried to flee.", "flee", "attempted", "attempt"),
        ("The men have tried to flee.", "flee", "attempted", "attempt"),
        ("The men were not able to flee.", "flee", "attempted", "not-achieved"),
        ("They did not try to flee.", "flee", "hypothetical", "modal"),
        ("They might try to flee.", "flee", "hypothetical", "modal"),
        ("They will try to flee.", "flee", "planned", "future"),
        ("Anyone trying to flee dies.", "flee", "none", "gerund"),
        ("The attempt to flee was long.", "flee", "none", "attempt-noun"),
        ("Many try to flee.", "flee", "general", "present"),
    ],
)
def test_an_attempt_is_asserted_as_its_own_verb_is(text: str, verb: str, status: str, rule: str) -> None:
    """'Tried to' was an attempt; 'might try to', 'anyone trying to' and the noun were none."""
    assert form(text, verb) == (status, rule)


@pytest.mark.parametrize(
    ("text", "verb", "status", "rule"),
    [
        ("The men will be arrested.", "arrested", "planned", "future"),
        ("The families are to be deported.", "deported", "planned", "is-to"),
        ("The families were to be deported.", "deported", "planned", "is-to"),
        ("The men planned to flee.", "flee", "planned", "plan"),
        ("China decided in May to deport them.", "deport", "planned", "plan"),
        ("China announced that it would deport them.", "deport", "planned", "future"),
        ("China announced that if caught it would deport them.", "deport", "hypothetical", "modal"),
        ("China would deport them.", "deport", "hypothetical", "modal"),
        ("Two men may have been arrested.", "arrested", "hypothetical", "modal"),
        ("They may be beaten or sent home.", "sent", "hypothetical", "modal"),
        ("The men are believed to be held there.", "held", "claimed", "doubt"),
        ("The man appears to have fled.", "fled", "claimed", "doubt"),
    ],
)
def test_a_form_that_says_that_it_is_only_thought_of(text: str, verb: str, status: str, rule: str) -> None:
    """Plans, possibilities and beliefs; 'would' is a plan only where somebody announced it."""
    assert form(text, verb) == (status, rule)


@pytest.mark.parametrize(
    ("text", "verb", "rule"),
    [
        ("Two men have never been arrested.", "arrested", "negated"),
        ("Guards didn't arrest two men.", "arrest", "negated"),
        ("The men won't be arrested.", "arrested", "negated"),
        ("The men gathered wood to flee.", "flee", "infinitive"),
        ("They failed, to flee.", "flee", "infinitive"),
        ("The man would like to have fled.", "fled", "infinitive"),
        ("The men spoke without being arrested.", "arrested", "gerund"),
        ("The fear of being arrested grew.", "arrested", "gerund"),
        ("He is shy when fleeing south.", "fleeing", "gerund"),
        ("Guards will begin arresting families.", "arresting", "gerund"),
        ("While smuggling continues, rice was dear.", "smuggling", "gerund"),
        ("The arrested men were freed.", "arrested", "attributive"),
        ("Arrested in May, the men wept.", "arrested", "attributive"),
        ("Residents caught fleeing were freed.", "caught", "reduced-participle"),
    ],
)
def test_a_form_that_asserts_nothing(text: str, verb: str, rule: str) -> None:
    """Negated verbs, purposes, verbal nouns, and participles that describe their noun."""
    assert form(text, verb) == ("none", rule)


@pytest.mark.parametrize(
    ("text", "verb", "rule"),
    [
        ("Families are arrested for less.", "arrested", "present-passive"),
        ("Guards arrest families.", "arrest", "present"),
    ],
)
def test_the_present_tells_what_is_so_in_general(text: str, verb: str, rule: str) -> None:
    """No single incident is told by it."""
    assert form(text, verb) == ("general", rule)


def test_a_participle_that_is_as_often_an_adjective_describes_after_and() -> None:
    """'Checks and doubled patrols' says nothing of who doubled them, when."""
    text = "Checks and doubled patrols kept them home."
    assert form(text, "doubled", patient=False, adjectival=True) == ("none", "attributive")
    assert form(text, "doubled", patient=False, adjectival=False) == ("past", "past")


@pytest.mark.parametrize(
    ("text", "verb", "stands"),
    [
        ("Guards shoot two men", "shoot", True),
        ("The man's arrest came late", "arrest", False),
        ("by arrest", "arrest", False),
        ("Shot rang out", "shot", False),
        ("Months of arrest have passed", "arrest", False),
    ],
)
def test_a_verb_in_the_present_has_a_subject_before_it(text: str, verb: str, stands: bool) -> None:
    """After an article, a preposition or an owner, at the opening, before 'was' the same word is a noun."""
    words, at = position(text, verb)
    assert has_subject(words, at) is stands


def test_the_present_tells_the_past_in_a_chronicle() -> None:
    """Under a date of its own; but a form that may be a noun needs its subject."""
    assert mood("Guards arrest two men.", "arrest", chronicle=True) == ("past", "chronicle-present")
    assert mood("Two men are arrested.", "arrested", chronicle=True) == ("past", "chronicle-present")
    assert mood("Guards arrest two men.", "arrest") == ("general", "present")
    assert mood("The arrest of two men", "arrest", chronicle=True) == ("general", "present")


@pytest.mark.parametrize(
    ("text", "status", "rule"),
    [
        ("If two men were arrested", "hypothetical", "condition"),
        ("Had they arrested two men", "hypothetical", "condition"),
        ("In a simulated crossing two men were arrested", "hypothetical", "condition"),
        ("The army denied that two men were arrested", "denied", "denial"),
        ("There were no cases in which two men were arrested", "none", "no-case"),
        ("Nobody in Hyesan was arrested", "none", "negated-subject"),
        ("Anyone who came was arrested", "hypothetical", "generic-subject"),
        ("The fate of people who were arrested", "hypothetical", "generic-subject"),
        ("Smugglers were often arrested", "general", "habit"),
        ("For years brokers were arrested", "general", "habit"),
        ("Two men were allegedly arrested", "claimed", "doubt"),
        ("Unconfirmed word had it that two men were arrested", "claimed", "doubt"),
        ("Two people who slept were arrested", "past", "past"),
        ("The man who was heard was arrested", "past", "past"),
    ],
)
def test_the_clause_before_a_verb_says_how_it_is_meant(text: str, status: str, rule: str) -> None:
    """Conditions, denials, negated subjects, people in general, habits, doubts; two who slept are two."""
    assert mood(text, "arrested") == (status, rule)


def test_a_condition_comes_before_a_doubt_and_a_plan_stays_one() -> None:
    """Of several moods the one that asserts least; doubt does not make an event of a plan."""
    assert mood("If two suspected brokers were arrested", "arrested") == ("hypothetical", "condition")
    assert mood("Two suspected brokers will be arrested", "arrested") == ("planned", "future")


@pytest.mark.parametrize(
    ("clause", "specific", "status", "rule"),
    [
        ("The ", True, "past", "specific-noun"),
        ("The ", False, "none", "unspecific-noun"),
        ("a rise in the ", True, "none", "trend"),
        ("The number of ", True, "none", "trend"),
        ("There was no ", True, "none", "unreal-noun"),
        ("without any known ", True, "none", "unreal-noun"),
        ("If a new ", True, "hypothetical", "condition"),
        ("It is open whether after the ", True, "past", "specific-noun"),
    ],
)
def test_a_noun_tells_what_is_known_by_date_place_or_people(
    clause: str, specific: bool, status: str, rule: str
) -> None:
    """A trend, a negated noun and a condition tell nothing; what 'the' takes up stands in any of them."""
    found = assess_noun(clause, "", specific=specific)
    assert (found.status, found.rule) == (status, rule)


@pytest.mark.parametrize(
    ("clause", "prevented"),
    [
        ("Guards were sent to prevent another ", True),
        ("steps against ", True),
        ("for fear of a new ", True),
        ("the risk of a public ", True),
        ("The soldier's ", False),
        ("to stop the men who talked with us about an ", False),
    ],
)
def test_what_is_prevented_or_feared_did_not_take_place(clause: str, prevented: bool) -> None:
    """Only where such a word stands within four of the noun."""
    assert is_prevented(clause) is prevented


@pytest.mark.parametrize(
    ("text", "untrue"),
    [
        ("The ministry called the shooting of two men a lie.", True),
        ("The mayor has dismissed talk of arrests as baseless.", True),
        ("The mayor called the two men.", False),
        ("The mayor called for calm after the shooting.", False),
    ],
)
def test_what_somebody_calls_untrue(text: str, untrue: bool) -> None:
    """In one sentence, whatever it is called."""
    assert is_called_untrue(text) is untrue


@pytest.mark.parametrize(
    "text",
    [
        "The ministry described the arrest of ten brokers in Hyesan in May 2017 as a hoax.",
        "The mayor called the claim that two men were shot at the Tumen River on 3 May 2017 a rumour.",
        "The army denied that it had deported 40 people through Tumen in May 2017.",
    ],
)
def test_a_denied_event_is_no_event(text: str, builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """It is told as denied or not at all, wherever the denial stands."""
    tellings = tell(text, builtin_gazetteer, codebook)
    assert {(told.modality, told.is_event) for told in tellings} <= {("denied", False)}


@pytest.mark.parametrize(
    "text",
    [
        # ordered
        "The captain shouted that two men be shot at the Tumen River.",
        "The governor asked Chinese police to arrest five escapees in Yanji.",
        "Officers in Musan were given a quota of ten arrests for May 2017.",
        "The new rule lets guards arrest any family near the Yalu without a warrant.",
        # planned
        "Two soldiers at the DMZ had planned to defect on 3 May 2017.",
        "Four sailors were about to cross into China when the boat sank off Sinuiju.",
        "The two men were waiting to cross the Yalu River on 3 May 2017.",
        "Guards were to have arrested two men in Hyesan on 3 May 2017.",
        # feared
        "She was afraid of being arrested in Dandong in May 2017.",
        "They ran the danger of being shot at the Tumen River in May 2017.",
        "There are concerns that 200 people could have been deported from Tumen.",
        # imagined
        "Had the patrol come earlier, two men would have been arrested in Hyesan.",
        "Two more metres and he would have crossed the line at Panmunjom.",
        "Should two soldiers defect at Panmunjom, the post will be closed.",
        "Were a soldier to be shot at Panmunjom, war would follow.",
        # negated
        "The army neither chased nor shot two men at Musan in May 2017.",
        "No soldier has defected at Panmunjom since May 2017.",
        "China refused to deport ten people from Tumen in May 2017.",
        "The women got away without being arrested in Hyesan in May 2017.",
        "The guards stopped arresting women in Musan in May 2017.",
        "The frontier stayed quiet in May 2017, with no shooting at Panmunjom.",
        # asked
        "Did ten people flee from Musan in May 2017?",
        "He asked whether the two men were arrested in Hyesan in May 2017.",
        # general
        "A soldier who defects at Panmunjom is shot.",
        "Smugglers from Hyesan cross the Yalu River at night.",
        "The fee for crossing the Tumen rose to 9,000 dollars in May 2017.",
        "Police in Dandong practised rounding up refugees in May 2017.",
    ],
)
def test_what_was_only_spoken_of_is_no_event(
    text: str, builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Ordered, planned, feared, imagined, negated, asked, general: a place and a day make no event of it."""
    assert events(text, builtin_gazetteer, codebook) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two men were shot at the Tumen River on 3 May 2017.", ("shooting", "happened")),
        ("Two men were allegedly shot at the Tumen River on 3 May 2017.", ("shooting", "claimed")),
        ("Two men tried to cross the Tumen River on 3 May 2017.", ("crossing", "happened")),
        ("Ten women are being held in Yanji.", ("detention", "ongoing")),
    ],
)
def test_what_happened_is_an_event(
    text: str, told: tuple[str, str], builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """The same words, asserted."""
    assert events(text, builtin_gazetteer, codebook) == [told]


PEOPLE = {"refugee", "refugees", "family", "border guard"}


@pytest.mark.parametrize(
    ("phrase", "somebody"),
    [
        ("", True),
        ("they", True),
        ("12", True),
        ("The refugees", True),
        ("The family of a painter", True),
        ("his wife", True),
        ("a swimmer", True),
        ("the Lao", True),
        ("Kim", True),
        ("The boy with a kite", True),
        ("The fall in turnover", False),
        ("The kite of a boy", False),
        ("a price", False),
        ("The crates, loaded by a sailor,", False),
    ],
)
def test_only_somebody_can_be_arrested_or_shot(phrase: str, somebody: bool) -> None:
    """The head of the phrase decides, not what follows it; numbers, pronouns and names are somebody."""
    assert names_somebody(phrase, PEOPLE | {"boy"}) is somebody


def test_a_thing_that_was_shot_or_arrested_is_nobody(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """The same verb with people is an event."""
    assert (
        events("The fall in prices has been arrested in Hyesan in May 2017.", builtin_gazetteer, codebook)
        == []
    )
    assert events("The traders have been arrested in Hyesan in May 2017.", builtin_gazetteer, codebook) == [
        ("arrest", "happened")
    ]


def test_a_paragraph_that_names_a_film_retells_it(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Its other sentences too; the next paragraph is about the world again."""
    told = "Two brothers fled from Hyesan. The thriller was shown in May.\n\nA woman was arrested in Musan."
    assert events(told, builtin_gazetteer, codebook) == [("arrest", "happened")]


def test_a_report_about_films_retells_them_in_all_that_has_no_day(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """It opens with one and speaks of them three times; what has a day of its own is no fiction."""
    text = (
        "A new film opened. The actor is young. The box office is good.\n\n"
        "Two brothers fled from Hyesan.\n\nOn 3 May 2017 a woman was arrested in Musan."
    )
    assert events(text, builtin_gazetteer, codebook) == [("arrest", "happened")]
    two = text.replace("The box office is good.", "")
    assert events(two, builtin_gazetteer, codebook) == [("crossing", "happened"), ("arrest", "happened")]


def test_films_named_late_make_a_report_one_about_them_only_where_they_are_many() -> None:
    """Three beyond the opening do not, six do."""
    opening = "The river is cold. " * 30
    sentence = "Two men fled."
    few, many = (report(f"{sentence} {opening}\n\n{'A novel. ' * times}") for times in (3, 6))
    assert not FictionFinder(few).retells(0, len(sentence))
    assert FictionFinder(many).retells(0, len(sentence))


def test_filming_is_no_fiction() -> None:
    """Somebody who filmed a crossing saw it."""
    text = "A camera on the bridge filmed it. Two men fled."
    assert not FictionFinder(report(text)).retells(0, len(text))
