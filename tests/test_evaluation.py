"""Extraction against a person's annotation: each measure on cases small enough to reckon by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from geokit.evaluation import AnnotationError, Evaluation, evaluate

TEXT = "On 3 May a bridge fell at Ashford. On 9 May another fell. Ten more may fall."


def record(number: int, start: int, end: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"r{number}",
        "report": "a",
        "start": start,
        "end": end,
        "quote": TEXT[start:end],
        "type": "collapse",
        "modality": "happened",
        "tier": "core",
        "date": {"edtf": "2020-05-03", "exact": True},
        "count": {"best": None},
        "outcomes": None,
        "places": [],
    } | changes


def telling(start: int, end: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"i{start}",
        "report_id": "folder/a",
        "start": start,
        "end": end,
        "type": "collapse",
        "modality": "happened",
        "is_event": True,
        "date_edtf": "2020-05-03",
        "n_best": None,
        "place_name": None,
        "links": [],
    } | changes


def measure(
    tmp_path: Path, records: list[dict[str, Any]], tellings: list[dict[str, Any]], **rest: Any
) -> Evaluation:
    gold, predicted = tmp_path / "gold.json", tmp_path / "found.jsonl"
    gold.write_text(json.dumps({"articles": [{"id": "a"}], "incidents": records, **rest}))
    predicted.write_text("".join(json.dumps(one) + "\n" for one in tellings))
    return evaluate(gold, predicted)


def test_found_and_precision(tmp_path: Path) -> None:
    """Of two records one is found; of two tellings one is a record."""
    found = measure(tmp_path, [record(1, 0, 34), record(2, 35, 57)], [telling(0, 34), telling(58, 76)])
    numbers = found.numbers()
    assert (numbers["found_core"], numbers["found_core_n"], numbers["precision"]) == (0.5, 2, 0.5)
    assert [case["id"] for case in found.detail["missed"]] == ["r2"]
    assert len(found.detail["unmatched"]) == 1


def test_half_of_the_shorter_span_is_enough(tmp_path: Path) -> None:
    """Less than half of the shorter is no match; of two that fit, the one whose slots agree is taken."""
    assert measure(tmp_path, [record(1, 0, 20)], [telling(12, 34)]).numbers()["found_core"] == 0.0
    assert measure(tmp_path, [record(1, 0, 24)], [telling(12, 34)]).numbers()["found_core"] == 1.0
    both = [record(1, 0, 34, type="fire", date={"edtf": "2019"}), record(2, 12, 50)]
    assert [m["id"] for m in measure(tmp_path, both, [telling(0, 34)]).detail["missed"]] == ["r1"]


@pytest.mark.parametrize(
    ("date", "predicted", "right"),
    [
        ({"edtf": "2020-05-03", "exact": True}, "2020-05-03", True),
        ({"edtf": "2020-05-03", "exact": True}, "2020-05", False),
        ({"edtf": "2020-05", "exact": True}, "2020-05-01/2020-05-31", True),
        ({"edtf": "2020-05"}, "2020-05-31", True),
        ({"edtf": "2020-05"}, "2020-06-01", False),
        ({"edtf": "2020-05/.."}, "2021", True),
        ({"edtf": "2020-05-03/2020-05-09"}, "2020-05-01/2020-05-03", True),
        ({"edtf": "2020-02", "exact": True}, "2020-02-01/2020-02-29", True),
        ({"edtf": "XXXX-05-03", "exact": True}, "XXXX-05-03", True),
        ({"edtf": "2020-05", "refined": "2020-05-03", "exact": True}, "2020-05-03", True),
        ({}, None, True),
        ({}, "2020", False),
        ({"edtf": "2020"}, None, False),
    ],
)
def test_dates(tmp_path: Path, date: dict, predicted: str | None, right: bool) -> None:
    """Exact ones day by day, others where the intervals meet, none for none."""
    found = measure(tmp_path, [record(1, 0, 34, date=date)], [telling(0, 34, date_edtf=predicted)])
    assert found.numbers()["date"] == float(right)


@pytest.mark.parametrize(
    ("count", "predicted", "right"),
    [
        ({"best": 3}, 3, True),
        ({"best": 3}, 4, False),
        ({"min": 30, "max": 40}, 35, True),
        ({"min": 30, "best": 30}, 31, True),
        ({"min": 3, "best": 3, "max": 3}, 4, False),
        ({"best": None}, 1, False),
        ({}, None, True),
        ({"best": 3}, None, False),
    ],
)
def test_counts(tmp_path: Path, count: dict, predicted: int | None, right: bool) -> None:
    """The best figure, or any in the range; none for none."""
    found = measure(tmp_path, [record(1, 0, 34, count=count)], [telling(0, 34, n_best=predicted)])
    assert found.numbers()["count"] == float(right)


SPOT = {"role": "event", "name": "Ashford", "lat": 51.0, "lon": 0.0, "tolerance_km": 5, "shapes": ["point"]}


def feature(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


@pytest.mark.parametrize(
    ("place", "geometry", "name", "place_right", "shape_right"),
    [
        (SPOT, feature(0.05, 51.0), "Ashford", 1.0, 1.0),
        (SPOT, feature(0.1, 51.0), "Ashford", 0.0, None),
        (SPOT, None, "Ashford", 0.0, None),
        (SPOT | {"shapes": ["area"]}, feature(0, 51), "", 1.0, 0.0),
        (
            SPOT | {"tolerance_km": 0, "shapes": ["area"]},
            {"type": "Polygon", "coordinates": [[[-1, 50], [1, 50], [1, 52], [-1, 52], [-1, 50]]]},
            "",
            1.0,
            1.0,
        ),
        (
            SPOT | {"max_km": 100},
            {"type": "Polygon", "coordinates": [[[-1, 50], [1, 50], [1, 52], [-1, 52], [-1, 50]]]},
            "",
            0.0,
            None,
        ),
        ({"role": "event", "name": "Kent"}, None, "Kent County", 1.0, None),
        ({"role": "context", "name": "Kent"}, None, "Kent County", None, None),
        ({"role": "source_location", "name": "Kent"}, None, "Kent", 0.0, None),
    ],
)
def test_places(
    tmp_path: Path,
    place: dict,
    geometry: dict | None,
    name: str,
    place_right: float | None,
    shape_right: float | None,
) -> None:
    """A spot within its tolerance, in an area not too large, a name where there is no spot."""
    one = telling(0, 34, place_geometry=geometry, place_name=name)
    numbers = measure(tmp_path, [record(1, 0, 34, places=[place])], [one]).numbers()
    assert (numbers["place"], numbers["shape"]) == (place_right, shape_right)


def test_what_is_no_event_must_not_be_one(tmp_path: Path) -> None:
    """On a record that is none, and on a trap; a trap that is told as a plan is no error."""
    traps = [{"report": "a", "start": 58, "end": 76, "text": "Ten more may fall."}]
    plan = record(1, 0, 34, modality="planned", is_event=False)
    found = measure(tmp_path, [plan], [telling(0, 34), telling(58, 76)], traps=traps)
    assert found.numbers()["false_events"] == 2
    quiet = [telling(0, 34, is_event=False), telling(58, 76, is_event=False)]
    assert measure(tmp_path, [plan], quiet, traps=traps).numbers()["false_events"] == 0


def test_links(tmp_path: Path) -> None:
    """Pairs of one incident that share an id, pairs that must not, and parts."""
    records = [record(1, 0, 34), record(2, 35, 57), record(3, 58, 76)]
    tellings = [
        telling(0, 34, id="x"),
        telling(35, 57, id="x"),
        telling(58, 76, id="y", links=[{"rel": "part_of", "id": "x"}]),
    ]
    numbers = measure(
        tmp_path,
        records,
        tellings,
        same_incident=[{"members": ["r1", "r2", "r3"]}],
        must_not_link=[["r1", "r2", "why not"]],
        relations=[{"rel": "part_of", "a": "r3", "b": "r1"}],
    ).numbers()
    assert (numbers["links_right"], numbers["links_n"], numbers["links_possible"]) == (1, 3, 3)
    assert numbers["wrong_links"] == 1 and numbers["parts"] == 1.0


def test_an_incident_gives_what_its_telling_lacks(tmp_path: Path) -> None:
    """A key that an entry of reports has counts as it stands, null too."""
    incident = telling(0, 34, n_best=5) | {
        "reports": [{"report_id": "a", "start": 0, "end": 34, "n_best": None}]
    }
    geojson = {"features": [{"properties": incident, "geometry": None}]}
    gold, predicted = tmp_path / "gold.json", tmp_path / "incidents.geojson"
    gold.write_text(json.dumps({"articles": [{"id": "a"}], "incidents": [record(1, 0, 34)]}))
    predicted.write_text(json.dumps(geojson))
    numbers = evaluate(gold, predicted).numbers()
    assert numbers["count"] == numbers["date"] == 1.0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"tier": "main"}, r"incident 'r1': tier: 'main' is not known; use one of core, policy"),
        ({"end": -1}, r"incident 'r1': start, end"),
        ({"start": "0"}, r"incident 'r1': start: '0' is not what stands there"),
        ({"quote": "short"}, r"incident 'r1': quote: has 5 characters, start to end has 34"),
        ({"report": "b"}, r"incident 'r1': report: 'b' is none of the articles"),
        ({"modality": None}, r"incident 'r1': modality: is missing"),
        ({"date": {"edtf": 2020}}, r"incident 'r1': date: edtf"),
        ({"places": [{"role": "event", "lat": 3}]}, r"lat, lon: 3.0, None is no spot"),
        ({"places": [SPOT | {"shapes": ["dot"]}]}, r"shapes"),
        ({"places": "Ashford"}, r"incident 'r1': places"),
    ],
)
def test_a_wrong_annotation_is_named(tmp_path: Path, change: dict, says: str) -> None:
    """The file, the record, the field, and what to do."""
    with pytest.raises(AnnotationError, match=says) as caught:
        measure(tmp_path, [record(1, 0, 34) | change], [])
    assert str(tmp_path / "gold.json") in str(caught.value)


def test_ids_that_are_not_there_are_named(tmp_path: Path) -> None:
    """A link to a record that is not there, and an id that stands there twice."""
    with pytest.raises(AnnotationError, match="no incident has the id 'r9'"):
        measure(tmp_path, [record(1, 0, 34)], [], same_incident=[{"members": ["r1", "r9"]}])
    with pytest.raises(AnnotationError, match="'r1' stands there twice"):
        measure(tmp_path, [record(1, 0, 34), record(1, 35, 57)], [])


@pytest.mark.parametrize("text", ["", "{", '{"incidents": 3}', "[1]\n[2]", '{"start": 1}\n{"start": 2}'])
def test_a_file_that_is_no_annotation_is_refused(tmp_path: Path, text: str) -> None:
    """With a message, never a traceback of another kind."""
    gold = tmp_path / "gold.json"
    gold.write_text(text)
    predicted = tmp_path / "found.jsonl"
    predicted.write_text("")
    with pytest.raises(AnnotationError, match=r"gold\.json"):
        evaluate(gold, predicted)


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_places_are_recognised_and_meant(tmp_path: Path) -> None:
    """One found in its place, one elsewhere, one missed, one on a demonym, one on nothing."""
    gold = [
        {"report_id": "a", "start": 0, "end": 5, "lat": 10.0, "lon": 10.0, "country": "TD/CM", "adm1": "lac"},
        {"report_id": "a", "start": 10, "end": 15, "lat": 10.0, "lon": 10.0, "country": "NG"},
        {"report_id": "a", "start": 20, "end": 25},
        {"report_id": "a", "start": 30, "end": 35, "kind": "demonym"},
    ]
    found = [
        {"report_id": "f#a", "start": 0, "end": 5, "lat": 10.0, "lon": 10.05, "country": "TD", "adm1": "Lác"},
        {"report_id": "f#a", "start": 11, "end": 15, "lat": 20.0, "lon": 10.0, "country": "NE"},
        {"report_id": "f#a", "start": 30, "end": 35},
        {"report_id": "f#a", "start": 40, "end": 45, "lat": 1.0, "lon": 1.0},
        {"report_id": "f#a", "start": 50, "end": 55, "kind": "embedded"},
    ]
    result = evaluate(lines(tmp_path / "g.jsonl", gold), lines(tmp_path / "p.jsonl", found))
    numbers = result.numbers()
    assert result.kind == "places"
    assert (numbers["exact_P"], numbers["exact_R"]) == (0.333, 0.333)
    assert (numbers["overlap_P"], numbers["overlap_R"], numbers["overlap_F1"]) == (0.667, 0.667, 0.667)
    assert (numbers["acc161"], numbers["acc10"], numbers["country"], numbers["adm1"]) == (0.5, 0.5, 0.5, 1.0)
    assert numbers["wrong_kind"] == 1 and numbers["e2e_F1"] == 0.4
    assert len(result.detail["missed"]) == len(result.detail["unmatched"]) == len(result.detail["wrong"]) == 1


def test_dates_are_recognised_and_normalised(tmp_path: Path) -> None:
    """Strict by span, relaxed by overlap, value by what it is taken for."""
    gold = [
        {"report_id": "a", "start": 0, "end": 5, "timex": "2020-05-03"},
        {"report_id": "a", "start": 10, "end": 15, "timex": "2020-05"},
    ]
    found = [
        {"report_id": "a", "start": 0, "end": 5, "timex": "2020-05-03"},
        {"report_id": "a", "start": 11, "end": 15, "timex": "2021-05"},
    ]
    result = evaluate(lines(tmp_path / "g.jsonl", gold), lines(tmp_path / "p.jsonl", found))
    numbers = result.numbers()
    assert result.kind == "dates"
    assert (numbers["strict_F1"], numbers["relaxed_F1"], numbers["value_F1"]) == (0.5, 1.0, 0.5)
    assert result.detail["wrong"][0]["predicted"] == "2021-05"


def test_the_pages_example_is_an_annotation_of_the_example_report(tmp_path: Path) -> None:
    """Its JSON is read, and its spans are those of the report that lies in examples."""
    root = Path(__file__).parents[1]
    page = (root / "docs" / "evaluation.md").read_text("utf-8")
    gold = json.loads(page.split("```json")[1].split("```")[0])
    text = (root / "examples" / "codebooks" / "reports" / "hanoi-2019.txt").read_text("utf-8")
    assert text[:21] == "Rhino horn in plaster" and gold["articles"][0]["headline_text"]["end"] == 21
    for span in (*gold["incidents"], *gold["traps"]):
        assert text[span["start"] : span["end"]] == span.get("quote", span.get("text"))
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    (tmp_path / "none.jsonl").write_text("")
    assert evaluate(tmp_path / "gold.json", tmp_path / "none.jsonl").numbers()["found_core"] == 0.0
