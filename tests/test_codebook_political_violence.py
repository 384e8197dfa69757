"""The codebook of political violence and protest, on sentences of our own about anywhere."""

from pathlib import Path

import pytest
from incident_helpers import report, tell

from geokit.evaluation import evaluate
from geokit.incidents import Codebook, load_codebook
from geokit.model import Telling
from geokit.pipeline import Inputs, run
from geokit.places import Gazetteer

WORLD = Path(__file__).parent / "annotated_world"
CIVILIANS, STRATEGIC = "violence_against_civilians", "strategic_development"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook(["political-violence"], only=True)


@pytest.fixture(scope="module")
def read(book: Codebook, builtin_gazetteer: Gazetteer):
    """The tellings of a text published on 20 June 2021."""

    def tellings(text: str) -> tuple[Telling, ...]:
        return tell(report(text, published="2021-06-20"), builtin_gazetteer, book)

    return tellings


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Rebels clashed with soldiers near Goma on Monday.", "battle", "near Goma"),
        (
            "Militants ambushed an army convoy near Maradi on 3 May, killing 12 soldiers.",
            "battle",
            "near Maradi",
        ),
        ("The army said it killed nine militants in a raid near Quetta on 2 June.", "battle", "near Quetta"),
        (
            "A car bomb exploded outside a cafe in Mogadishu on 5 March.",
            "explosion_remote_violence",
            "Mogadishu",
        ),
        (
            "Five people were killed in a rocket attack on Erbil on 15 February 2021.",
            "explosion_remote_violence",
            "Erbil",
        ),
        ("A roadside bomb killed four policemen in Quetta.", "explosion_remote_violence", "Quetta"),
        (
            "Three soldiers were killed when their vehicle hit a roadside bomb near Goma on Tuesday.",
            "explosion_remote_violence",
            "near Goma",
        ),
        ("Two journalists were shot dead in Peshawar on 26 April 2021.", CIVILIANS, "Peshawar"),
        ("Gunmen kidnapped 39 students from a college in Kaduna on 12 March.", CIVILIANS, "Kaduna"),
        ("Thousands of people marched through Yangon on 7 February 2021.", "protest", "Yangon"),
        (
            "About 20,000 demonstrators gathered in Tbilisi on 20 June 2019 to demand new elections.",
            "protest",
            "Tbilisi",
        ),
        ("Security forces shot dead 38 protesters in Yangon on 3 March 2021.", "protest", "Yangon"),
        ("Police fired tear gas at protesters in Bogotá on 5 May.", "protest", "Bogotá"),
        ("Nurses went on strike in Harare on Monday.", "protest", "Harare"),
        ("Protesters set fire to a police station in Minneapolis on 28 May 2020.", "riot", "Minneapolis"),
        ("Rioters looted shops in Durban on 12 July 2020.", "riot", "Durban"),
        ("In Portland, demonstrators and police clashed for a third night on 20 July.", "riot", "Portland"),
        ("Fans clashed with police after a match in Marseille on 11 June 2016.", "riot", "Marseille"),
        ("A mob beat to death a man accused of theft in Karachi on Monday.", "riot", "Karachi"),
        ("Police arrested 47 opposition activists in Minsk on Sunday.", STRATEGIC, "Minsk"),
        ("The peace agreement was signed in Bangui on 6 February 2019.", STRATEGIC, "Bangui"),
        ("A curfew was imposed in Srinagar on 5 August 2019.", STRATEGIC, "Srinagar"),
        ("The military seized power in Myanmar on 1 February 2021.", STRATEGIC, "Myanmar"),
    ],
)
def test_six_types_anywhere(read, text: str, kind: str, place: str) -> None:
    """One event of its type, at its place."""
    tellings = [telling for telling in read(text) if telling.is_event]
    assert [telling.type for telling in tellings] == [kind]
    assert tellings[0].where is not None and tellings[0].where.name == place


@pytest.mark.parametrize(
    "text",
    [
        "Shares rallied in Tokyo on Monday as investors cheered.",
        "The two clubs meet in Madrid on Saturday in a battle for the title.",
        "He died of a heart attack in Lagos on 2 May.",
        "There was an explosion of interest in the museum in Berlin last year.",
        "A price war broke out between supermarkets in London last week.",
        "A gas explosion killed three people in Paris on Monday.",
        "A cyclone killed 60 people in Chittagong on Monday.",
        "The bus crash killed 12 people near Lima on Monday.",
        "The film about the massacre opened in Cannes on 3 May.",
        "Bombs fell in sales of the shop in Leeds on Monday.",
        "The minister denied that troops had shelled Aleppo on Monday.",
        "The militants threatened to attack the dam near Mosul.",
        "The opposition called for protests in Caracas on Friday.",
        "She plans to march in Warsaw next month.",
        "Experts warned that fighting could break out in Tripoli.",
        "Protests in Lima were banned on 3 May.",
    ],
)
def test_no_event(read, text: str) -> None:
    """Other senses of the words, and what was only denied, threatened, called for, planned or feared."""
    assert not [telling for telling in read(text) if telling.is_event]


def test_how_many_died(read) -> None:
    """The dead of a bomb and of a battle."""
    (bomb,) = read(
        "A suicide bomber blew himself up at a mosque in Peshawar on Friday, killing 13 worshippers."
    )
    assert (bomb.n_best, bomb.type) == (13, "explosion_remote_violence")
    (shot,) = read("Two journalists were shot dead in Peshawar on 26 April 2021.")
    assert (shot.fatalities_best, shot.outcome) == (2, "killed")


def test_figures_are_no_event(read) -> None:
    """So many since then."""
    (telling,) = read("More than 1,200 people have been killed in the region since 2015.")
    assert (telling.type, telling.is_event) == ("statistic", False)


def test_coded_tables_are_read_by_acleds_words(book: Codebook) -> None:
    """Event types and sub-event types, as its tables spell them."""
    words = {
        "Battles": "battle",
        "Explosions/Remote violence": "explosion_remote_violence",
        "Violence against civilians": CIVILIANS,
        "Air/drone strike": "explosion_remote_violence",
        "Protest with intervention": "protest",
        "Mob violence": "riot",
        "Abduction/forced disappearance": CIVILIANS,
        "Non-violent transfer of territory": STRATEGIC,
    }
    assert {word: book.type_of(word) for word in words} == words


def test_ten_annotated_reports_from_elsewhere(tmp_path: Path) -> None:
    """Floors a little below what is measured: the codebook was widened with these reports in view."""
    inputs = Inputs(
        [WORLD / "reports"],
        metadata=WORLD / "metadata.csv",
        codebooks=[Path("political-violence")],
        only_codebook=True,
    )
    run(inputs, tmp_path)
    numbers = evaluate(WORLD / "incidents.json", tmp_path / "incidents.geojson").numbers()
    assert numbers["false_events"] == numbers["wrong_links"] == 0
    assert numbers["precision"] >= 0.85 and numbers["found_core"] >= 0.65
    assert numbers["type"] >= 0.85 and numbers["modality"] >= 0.9 and numbers["date"] >= 0.85
