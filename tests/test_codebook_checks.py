"""What is wrong with a codebook is told in words: where, what, and what to do."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geokit.cli import main
from geokit.errors import CodebookError, UsageError
from geokit.incidents import codebook_checks, load_codebook, outcomes
from geokit.incidents.codebook_checks import check_codebook
from geokit.incidents.codebook_files import SHIPPED
from geokit.incidents.inflection import plural

HEAD = 'name = "ours"\n[types.figures]\ndefinition = "A count."\nevent = false\nmodality = "statistic"\n'


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def check(tmp_path: Path):
    """The findings on a codebook of some text, as they are printed, without the file's name."""

    def told(text: str | bytes) -> list[str]:
        path = tmp_path / "ours.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        findings = check_codebook(path).findings
        return [f"{one.severity} {one.told(str(path))}".replace(f"{path}, ", "") for one in findings]

    return told


def test_a_good_one_has_nothing_wrong(check) -> None:
    """Definition and words are enough."""
    assert check(HEAD + '[types.strike]\ndefinition = "Work stops."\nverbs = ["walk out"]\n') == []


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('[types.strike]\nverbs = ["walk out"]', "error line 6: [types.strike]: there is no definition; add"),
        (
            '[types.strike]\ndefinition = "D"\nverb = ["a"]',
            "error line 8: [types.strike]: unknown key 'verb'; did you mean 'verbs'?",
        ),
        (
            '[types.strike]\ndefinition = "D"\nverbs = "walk"',
            "error line 8: [types.strike]: verbs must be a list of words; write verbs = [",
        ),
        (
            '[types.strike]\ndefinition = "D"\nverbs = ["walk", 3]',
            "error line 8: [types.strike]: verbs must be a list of words",
        ),
        ("[types.strike]\ndefinition = 3", "error line 7: [types.strike]: definition is no text"),
        (
            '[types.strike]\ndefinition = "D"\nevent = "yes"',
            "error line 8: [types.strike]: event is 'yes'; write event = true or",
        ),
        (
            '[types.strike]\ndefinition = "D"\npeople = "victim"',
            "error line 8: [types.strike]: people 'victim' is not known; use one of subject, object, none",
        ),
        (
            '[types.strike]\ndefinition = "D"\npairs = [{ verbs = ["hold"] }]',
            "error line 8: [types.strike] pairs, number 1: a pair needs verbs and nouns",
        ),
        (
            '[types.strike]\ndefinition = "D"\npairs = [{ verbs = ["hold"], nouns = ["x"], noun = "y" }]',
            "error line 8: [types.strike] pairs, number 1: unknown key 'noun'",
        ),
        ('[typse.strike]\ndefinition = "D"', "unknown key 'typse'; did you mean 'types'?"),
        ('[people]\ncrew = "sailor"', "error line 7: [people]: crew must be a list of words"),
        (
            '[irregular]\nsink = ["sank"]',
            "error line 7: [irregular]: sink has 1 forms; give the past, the participle",
        ),
    ],
)
def test_what_breaks_the_format_is_an_error(check, lines: str, says: str) -> None:
    """With its line, its table, and what to write instead."""
    assert any(says in one for one in check(HEAD + lines + "\n")), check(HEAD + lines + "\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('name = "ours\n[types.a]\n', "error line 1: not a TOML file"),
        ('[types.a]\ndefinition = "a"\ndefinition = "b"\n', "error line 3: not a TOML file"),
        (b'name = "ours"\n# caf\xe9\n', "error line 2: the file is not in UTF-8; save it again"),
        ('name = "ours"\n', "there is no table [types.NAME]; add a table"),
    ],
)
def test_what_is_no_codebook_at_all(check, text: str | bytes, says: str) -> None:
    """One finding, not a traceback."""
    assert any(says in one for one in check(text)), check(text)


PAIR = 'pairs = [{ verbs = ["hold"], nouns = ["strike"] }]'
STRIKE = '[types.strike]\ndefinition = "D"\n'


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (
            STRIKE + 'verbs = ["walk out", "walked off"]',
            "line 8: [types.strike]: 'walked off' is no base form; write it as a dictionary",
        ),
        (STRIKE + 'verbs = ["struck"]', "'struck' is no base form; write 'strike'"),
        (STRIKE + 'verbs = ["striking"]', "'striking' is no base form; write 'strike'"),
        (STRIKE + 'verbs = ["strik(e|ing)"]', "can never match: the sign ( is taken as it is written"),
        (STRIKE + 'nouns = ["strike.*"]', "can never match: the sign . is taken as it is written"),
        (STRIKE + 'verbs = ["... the tools"]', "can never match: it must begin with a word"),
        (
            STRIKE + 'verbs = ["down tools"]\nexcludes = ["tools"]',
            "can never match: the type's own excludes has 'tools'",
        ),
        (
            STRIKE + 'nouns = ["strike"]\n[types.stoppage]\ndefinition = "E"\nnouns = ["strike"]',
            "line 11: [types.stoppage]: 'strike' of [types.strike] too, which comes first",
        ),
        (
            STRIKE + "" + PAIR + '\n[types.b]\ndefinition = "E"\n' + PAIR,
            "'hold + strike' of [types.strike] too",
        ),
        (STRIKE, "no words tell this type; add verbs, nouns or pairs"),
        (STRIKE + 'verbs = ["walk out"]\nevent = false', "is no event, but has no modality"),
        (STRIKE + 'verbs = ["walk out"]\noutcomes = ["won", "lost"]', "the outcome 'lost' is never read"),
        (
            STRIKE + 'verbs = ["walk out"]\njoins = ["strikes"]',
            "this file does not have; did you mean 'strike'?",
        ),
        (
            STRIKE + 'verbs = ["walk out"]\nsynonyms = ["figures"]',
            "the synonym 'figures' belongs to [types.figures] already",
        ),
        (
            STRIKE + 'verbs = ["walk out"]\n[people]\na = ["docker"]\nb = ["docker"]',
            "'docker' is a and b; the last one counts",
        ),
        ('[types."Strike!"]\ndefinition = "D"\nverbs = ["walk out"]', "the name has more than small letters"),
    ],
)
def test_what_will_not_do_what_is_meant_is_a_warning(check, lines: str, says: str) -> None:
    """The format allows it, and no report would ever be read by it as its writer thinks."""
    found = check(HEAD + lines + "\n")
    assert any(says in one for one in found), found
    assert all(one.startswith("warning") for one in found)


@pytest.mark.parametrize(
    "verbs",
    [["need", "feed", "embed"], ["bring", "string up"], ["find", "found"], ["set fire to"], ["wound"]],
)
def test_verbs_that_only_look_like_another_form_are_left_alone(check, verbs: list[str]) -> None:
    """Base forms in -ed and -ing, and verbs that are another verb's past."""
    told = check(HEAD + STRIKE + f"verbs = {verbs}\n")
    assert [one for one in told if "base form" in one] == (
        [one for one in told if "'found'" in one] if "found" in verbs else []
    )


def test_a_codebook_without_figures_is_warned(check) -> None:
    """'1,200 cases since 2015' would be one incident."""
    assert any(
        "no type takes up figures" in one for one in check('[types.a]\ndefinition = "d"\nverbs = ["go"]\n')
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_is_in_order(name: str) -> None:
    """No error, and no warning but of clashes that an exclusion tells apart."""
    findings = check_codebook(name).findings
    assert all("unless the excludes" in finding.advice for finding in findings)


def test_a_byte_order_mark_does_no_harm(check) -> None:
    """Editors under Windows write one."""
    assert check(b"\xef\xbb\xbf" + (HEAD + STRIKE + 'verbs = ["go"]\n').encode()) == []


def test_loading_refuses_what_checking_calls_an_error(tmp_path: Path) -> None:
    """With the first finding, and how many more there are."""
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + '[types.a]\nverb = ["go"]\n')
    with pytest.raises(CodebookError, match=r"line 6: \[types\.a\]: there is no definition.*\(1 more"):
        load_codebook([path], only=True)


def test_a_name_means_one_that_ships() -> None:
    """By name, with the nearest where it is misspelt."""
    assert "riot" in load_codebook(["political-violence"], only=True).types
    with pytest.raises(UsageError, match="did you mean 'political-violence'"):
        load_codebook(["political_violenc"])


def test_codebooks_are_listed_and_shown() -> None:
    """By name; in words, or as the file that one begins one's own with."""
    assert [line.split()[0] for line in call("codebook", "list").stdout.splitlines()] == list(SHIPPED)
    shown = call("codebook", "show", "political-violence").stdout
    assert "riot\n  Riots: violence by demonstrators" in shown and "ACLED: Riots" in shown
    assert "[types.riot]" in call("codebook", "show", "political-violence", "--toml").stdout


def test_the_commands_status_says_whether_it_can_be_used(tmp_path: Path) -> None:
    """0 with warnings, 1 with errors, 2 where there is no such file."""
    path = tmp_path / "ours.toml"
    path.write_text('[types.a]\ndefinition = "d"\nverbs = ["going"]\n')
    good = call("codebook", "check", path)
    assert good.exit_code == 0 and "0 errors, 2 warnings" in good.stdout
    path.write_text("[types.a]\n")
    bad = call("codebook", "check", path)
    assert bad.exit_code == 1 and "1 error, 0 warnings" in bad.stdout and "no definition" in bad.stderr
    assert call("codebook", "check", tmp_path / "nowhere.toml").exit_code == 2


def test_plurals_of_phrases() -> None:
    """Of what stands before "of"; of words in -o; of animals that have none."""
    nouns = ("exchange of fire", "rhino", "volcano", "thief", "sheep", "black market")
    assert [plural(noun) for noun in nouns] == [
        "exchanges of fire",
        "rhinos",
        "volcanoes",
        "thieves",
        "sheep",
        "black markets",
    ]


def test_the_outcomes_that_are_read_are_those_with_words() -> None:
    """The check must not call an outcome unread that the extraction reads."""
    assert {outcome for outcome, _ in outcomes._CUES} == set(codebook_checks._READ_OUTCOMES)
