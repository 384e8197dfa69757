"""Which tellings are one incident, and what they support together."""

from incident_helpers import incidents_of, report

from geokit.incidents import Codebook
from geokit.places import Gazetteer

A = "A soldier defected through the Joint Security Area on 13 November 2017, the army said."
B = "The escape of a soldier through the DMZ late last year shook the regime."


def test_two_reports_of_one_crossing_are_one_incident(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """It takes the sharper date and place and keeps both tellings."""
    reports = [report(A, report_id="a", publisher="A"), report(B, report_id="b", publisher="B")]
    (incident,) = incidents_of(reports, builtin_gazetteer, codebook)
    assert incident.date is not None and incident.date.edtf == "2017-11-13"
    assert incident.where is not None and incident.where.name == "Joint Security Area"
    assert (incident.n_reports, incident.n_publishers, incident.n_independent) == (2, 2, 2)


def test_a_different_day_forbids_it(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """However alike the words are."""
    other = A.replace("13 November", "14 November")
    reports = [report(A, report_id="a"), report(other, report_id="b")]
    assert len(incidents_of(reports, builtin_gazetteer, codebook)) == 2


def test_a_different_number_forbids_it(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Eight people are not ten."""
    reports = [
        report("Eight people fled from Musan on 3 May 2017.", report_id="a"),
        report("Ten people fled from Musan on 3 May 2017.", report_id="b"),
    ]
    assert len(incidents_of(reports, builtin_gazetteer, codebook)) == 2


def test_places_apart_forbid_it(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Hyesan is not Sinuiju."""
    reports = [
        report("Five people were arrested in Hyesan on 3 May 2017.", report_id="a"),
        report("Five people were arrested in Sinuiju on 3 May 2017.", report_id="b"),
    ]
    assert len(incidents_of(reports, builtin_gazetteer, codebook)) == 2


def test_undated_orders_are_not_joined_by_their_type(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """Two orders to shoot, a year apart, agree in nothing but the word."""
    text = "Orders have been issued to border guards to shoot people who flee."
    reports = [
        report(text, report_id="a", published="2016-12-13"),
        report(text + " Again.", report_id="b", published="2017-12-18"),
    ]
    assert len(incidents_of(reports, builtin_gazetteer, codebook)) == 2


def test_a_repost_is_no_independent_telling(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Chains that share a link count once."""
    told = "Seven people were arrested in Hyesan on 3 May 2017, a source told Daily NK."
    reports = [
        report(told, report_id="a", publisher="Daily NK"),
        report(told + " More.", report_id="b", publisher="NTD"),
    ]
    (incident,) = incidents_of(reports, builtin_gazetteer, codebook)
    assert (incident.n_reports, incident.n_independent) == (2, 1)


def test_a_part_of_a_sum_is_linked_not_added(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """Ten arrested that day are some of the twenty."""
    text = (
        "Ten people were arrested in Hyesan on Jan. 1. In all of it, 20 people were arrested on Jan. 1 alone."
    )
    incidents = incidents_of([report(text)], builtin_gazetteer, codebook)
    whole = next(incident for incident in incidents if incident.type == "statistic")
    part = next(incident for incident in incidents if incident.type == "arrest")
    assert [(link.rel, link.id) for link in part.links] == [("part_of", whole.id)]


def test_an_order_after_an_escape_is_a_reaction(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """The clause itself says so."""
    text = "The army has issued fresh orders following last month's escape of a soldier through the DMZ."
    incidents = incidents_of([report(text)], builtin_gazetteer, codebook)
    order = next(incident for incident in incidents if incident.type == "order")
    escape = next(incident for incident in incidents if incident.type == "crossing")
    assert [(link.rel, link.id) for link in order.links] == [("reaction_to", escape.id)]


def test_ids_do_not_depend_on_the_order_or_number_of_reports(
    builtin_gazetteer: Gazetteer, codebook: Codebook
) -> None:
    """A telling's id is its report's, offsets' and type's."""
    reports = [
        report(A, report_id="a"),
        report(B, report_id="b"),
        report("Two men fled from Musan in May 2016.", report_id="c"),
    ]
    first = {t.id for i in incidents_of(reports, builtin_gazetteer, codebook) for t in i.tellings}
    second = {t.id for i in incidents_of(reports[::-1], builtin_gazetteer, codebook) for t in i.tellings}
    alone = {t.id for i in incidents_of(reports[:1], builtin_gazetteer, codebook) for t in i.tellings}
    assert first == second and alone < first


def test_a_repost_word_for_word_is_the_same_telling(builtin_gazetteer: Gazetteer, codebook: Codebook) -> None:
    """However little it says: no id stands twice."""
    text = "Orders have been issued to border guards to shoot people who flee."
    (incident,) = incidents_of(
        [report(text, report_id="a"), report(text, report_id="b")], builtin_gazetteer, codebook
    )
    assert [telling.report_id for telling in incident.tellings] == ["a", "b"]
