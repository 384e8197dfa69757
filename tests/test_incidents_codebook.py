"""The codebook is data: another one reads another field, and a wrong one says where."""

from pathlib import Path

import pytest
from incident_helpers import tell

from geokit.errors import CodebookError
from geokit.incidents import Codebook, load_codebook
from geokit.incidents.inflection import plural, verb_forms
from geokit.places import Gazetteer

PROTEST = """
name = "protest"
[types.protest]
definition = "People gather in public to demand something."
verbs = ["march", "demonstrate", "rally"]
synonyms = ["demonstration"]
[people]
crowd = ["protester", "student"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "book.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_another_field_is_another_file(tmp_path: Path, builtin_gazetteer: Gazetteer) -> None:
    """No line of geokit knows the new type."""
    book = load_codebook([write(tmp_path, PROTEST)], only=True)
    (telling,) = tell("Some 200 students marched in Seoul on 3 May 2017.", builtin_gazetteer, book)
    assert (telling.type, telling.n_best, telling.is_event) == ("protest", 200, True)


def test_a_codebook_is_added_to_the_built_in_one(tmp_path: Path, codebook: Codebook) -> None:
    """Types of the same name are replaced, the others stay."""
    both = load_codebook([write(tmp_path, PROTEST)])
    assert set(both.types) == {*codebook.types, "protest"}
    assert both.sha256 != codebook.sha256


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("types = 3", "no table"),
        ("[types.x]\nverbs = []", "no definition"),
        ("[types.x]\ndefinition = 'd'\nverb = ['a']", "unknown key 'verb'"),
        ("[types.x]\ndefinition = 'd'\nmodality = 'maybe'", "modality 'maybe'"),
        ("[types.x]\ndefinition = 'd'\npairs = [{verbs = ['a']}]", "needs verbs and nouns"),
        ("[types.x", "not a TOML file"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    """The message has the file and the table."""
    path = write(tmp_path, text)
    with pytest.raises(CodebookError, match=says) as caught:
        load_codebook([path], only=True)
    assert str(path) in str(caught.value)


def test_analysts_words_are_mapped(codebook: Codebook) -> None:
    """Synonyms of any case; an unknown word stays unknown."""
    assert codebook.type_of("Defection") == "crossing"
    assert codebook.type_of("security measure") == "security_measure"
    assert codebook.type_of("barn dance") is None


def test_the_contracts_types_are_all_there(codebook: Codebook) -> None:
    """The built-in codebook has every type that the contract names."""
    assert set(codebook.types) == set(
        "crossing arrest detention repatriation shooting punishment smuggling investigation security_measure "
        "order inducement threat statistic other".split()
    )


def test_forms_are_made() -> None:
    """Regular forms by rule, irregular ones as given."""
    assert set(verb_forms("arrest")) == {"arrest", "arrests", "arrested", "arresting"}
    assert set(verb_forms("deny")) == {"deny", "denies", "denied", "denying"}
    assert {"expelled", "expelling"} < set(verb_forms("expel"))
    assert verb_forms("shoot", ["shot", "shot"])["shot"] == "past participle"
    assert [plural(noun) for noun in ("family", "fisherman", "public execution", "person")] == [
        "families",
        "fishermen",
        "public executions",
        "persons",
    ]
