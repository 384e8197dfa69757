"""Decisions: what a person changed in incidents.gpkg, by incident and slot, and nothing besides."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely
from builders import make_incident, make_incidents, make_placed_on, make_telling, make_unplaced
from made_folders import make_folder
from qgis_app import run_in_qgis
from shapely.geometry import GeometryCollection, MultiPoint, Point, box, shape

from geokit.custody import verify
from geokit.errors import CustodyError
from geokit.layers.decisions import decisions

KEYS = ["incident_id", "slot", "action", "was", "now", "layer", "telling"]
ODD_TEXT = "a\0b \udc80 \U0001f600 'quoted'"


@pytest.fixture
def folder(tmp_path) -> Path:
    """Eight incidents on points, lines, areas and nowhere; one on a point and an area; one of odd text."""
    mixed = make_placed_on(GeometryCollection([Point(1, 1), box(5, 5, 6, 6)]), id="mixed")
    odd = make_unplaced(id="odd", quote=ODD_TEXT, date=None, n_best=None, extra={"note": ODD_TEXT})
    make_folder(tmp_path / "made", [*make_incidents(8), mixed, odd])
    return tmp_path / "made"


def edit(folder, *statements, **parameters):
    """Run SQL on the GeoPackage; the functions that its triggers ask for are there."""
    with closing(sqlite3.connect(folder / "incidents.gpkg")) as database, database:
        database.create_function("ST_IsEmpty", 1, lambda geometry: geometry is None)
        for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            database.create_function(name, 1, lambda _: 0.0)
        for statement in statements:
            database.execute(statement, parameters)


def blob(geometry) -> bytes:
    """A geometry as a GeoPackage holds it."""
    return b"GP\0\1" + (4326).to_bytes(4, "little") + shapely.to_wkb(geometry, byte_order=1)


def told(folder) -> list[tuple]:
    return [tuple(decision[key] for key in KEYS[:-1]) for decision in decisions(folder)]


def test_nobody_decided_anything(folder):
    """A folder as it was made gives no decision, and reading it leaves no trace."""
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())
    assert decisions(folder) == []
    assert sorted((path.name, path.read_bytes()) for path in folder.iterdir()) == before


def test_nothing_is_decided_whatever_the_incidents_hold(tmp_path):
    """Every geometry, every kind of date, hostile texts: what was only written and read is no decision."""
    make_folder(tmp_path)
    assert decisions(tmp_path) == []


def test_a_column_changed_is_told_by_its_slot(folder):
    """Text, number, boolean, date and status, each with the old value and the new, in the columns' order."""
    edit(
        folder,
        "UPDATE incident_points SET type = 'arrest', is_event = 0, date_start = '2018-01-05', n_best = 7,"
        " status = 'accepted', outcome = NULL WHERE id = 'i000000'",
    )
    assert told(folder) == [
        ("i000000", "type", "changed", "crossing", "arrest", "incident_points"),
        ("i000000", "is_event", "changed", True, False, "incident_points"),
        ("i000000", "outcome", "changed", "succeeded", None, "incident_points"),
        ("i000000", "date_start", "changed", "2018-01-01", "2018-01-05", "incident_points"),
        ("i000000", "n_best", "changed", 3, 7, "incident_points"),
        ("i000000", "status", "changed", "unreviewed", "accepted", "incident_points"),
    ]
    assert all(list(decision) == KEYS and decision["telling"] is None for decision in decisions(folder))


def test_what_a_program_writes_otherwise_is_no_decision(folder):
    """An empty text for an unknown one, JSON laid out anew, noise in the last digit, one point as several."""
    edit(
        folder,
        "UPDATE incidents_unplaced SET url = 'https://example.org/1', place_name = '', acled_event_type = ''",
        "UPDATE incident_areas SET actors = replace(actors, '\"text\"', ' \"text\"  ')",
        "UPDATE incident_points SET place_score = place_score + 1e-13, n_best = n_best + 0.0",
        "UPDATE incident_points SET geom = :same WHERE id = 'i000000'",
        "UPDATE incident_lines SET geom = :finer WHERE id = 'i000001'",
        same=blob(MultiPoint([(128.1 + 5e-7, 41.4)])),
        finer=blob(shapely.MultiLineString([[(128, 41.4), (128.15, 41.45), (128.3, 41.5), (128.6, 41.7)]])),
    )
    assert told(folder) == []


def test_json_is_compared_as_json_and_what_is_none_is_kept(folder):
    """A list that differs is told as a list; text that is no JSON as the text that was typed."""
    edit(
        folder,
        "UPDATE incident_points SET why = '[\"seen\"]' WHERE id = 'i000000'",
        "UPDATE incident_points SET actors = 'three men' WHERE id = 'i000004'",
    )
    assert told(folder) == [
        ("i000000", "why", "changed", ["one report"], ["seen"], "incident_points"),
        (
            *("i000004", "actors", "changed"),
            [{"text": "Three people", "role": "subject", "class": "civilian"}],
            *("three men", "incident_points"),
        ),
    ]


def test_a_geometry_moved_is_told_as_geojson(folder):
    """A point shifted, an area with another corner; both with the old shape and the new."""
    moved = shapely.MultiPolygon([box(127, 40, 128, 41.5)])
    edit(
        folder,
        "UPDATE incident_points SET geom = :point WHERE id = 'i000000'",
        "UPDATE incident_areas SET geom = :area WHERE id = 'i000002'",
        point=blob(Point(128.2, 41.4)),
        area=blob(moved),
    )
    first, second = decisions(folder)
    assert (first["incident_id"], first["slot"], first["action"]) == ("i000000", "geometry", "moved")
    assert first["was"] == {"type": "Point", "coordinates": [128.1, 41.4]}
    assert first["now"] == {"type": "Point", "coordinates": [128.2, 41.4]}
    assert shape(second["now"]).equals(moved) and second["layer"] == "incident_areas"


def test_placed_unplaced_and_moved_to_another_layer(folder):
    """From nowhere to a point, from a point to nowhere, from a line to an area: each is one move."""
    fields = pyogrio.read_info(folder / "incidents.gpkg", layer="incident_points")["fields"]
    columns = ", ".join(f'"{name}"' for name in fields)

    def copied(source, target, shape=""):
        names, values = (f"geom, {columns}", f"{shape}, {columns}") if shape else (columns, columns)
        return f"INSERT INTO {target} ({names}) SELECT {values} FROM {source}"

    edit(
        folder,
        copied("incidents_unplaced", "incident_points", ":point") + " WHERE id = 'i000003'",
        "DELETE FROM incidents_unplaced WHERE id = 'i000003'",
        copied("incident_points", "incidents_unplaced") + " WHERE id = 'i000000'",
        "DELETE FROM incident_points WHERE id = 'i000000'",
        "UPDATE incident_points SET geom = NULL WHERE id = 'i000004'",
        copied("incident_lines", "incident_areas", ":area") + " WHERE id = 'i000005'",
        "DELETE FROM incident_lines WHERE id = 'i000005'",
        point=blob(Point(127, 40)),
        area=blob(shapely.MultiPolygon([box(128, 41, 129, 42)])),
    )
    found = {row[0]: row[1:] for row in told(folder)}
    assert list(found) == ["i000000", "i000003", "i000004", "i000005"]
    point = {"type": "Point", "coordinates": [127.0, 40.0]}
    assert found["i000003"] == ("geometry", "moved", None, point, "incident_points")
    assert found["i000000"][1] == found["i000004"][1] == "moved"
    assert found["i000000"][3] is None and found["i000004"][3] is None
    assert found["i000000"][4] == "incidents_unplaced" and found["i000004"][4] == "incident_points"
    assert found["i000005"][2]["type"] == "LineString" and found["i000005"][3]["type"] == "Polygon"


def test_deleted_and_so_marked_are_rejected(folder):
    """A row that is gone, and one whose status says so; the tellings of the gone one are not told apart."""
    edit(
        folder,
        "DELETE FROM incident_areas WHERE id = 'i000002'",
        "DELETE FROM tellings WHERE incident_id = 'i000002'",
        "DELETE FROM incidents_unplaced WHERE id = 'i000003'",
        "UPDATE incident_points SET status = 'rejected' WHERE id = 'i000004'",
    )
    assert told(folder) == [
        ("i000002", "status", "rejected", "unreviewed", "rejected", "incident_areas"),
        ("i000003", "status", "rejected", "unreviewed", "rejected", "incidents_unplaced"),
        ("i000004", "status", "rejected", "unreviewed", "rejected", "incident_points"),
    ]


def test_added_rows_come_whole_with_an_id_of_their_own(folder):
    """Without an id, with an unknown one, or a copy: the whole record, and twice the same proposal."""
    by_hand = {"title": ["By hand"], "type": ["arrest"]}
    new = geopandas.GeoDataFrame(by_hand, geometry=[Point(2, 3)], crs=4326)
    for _ in range(2):
        pyogrio.write_dataframe(new, folder / "incidents.gpkg", layer="incident_points", append=True)
    edit(
        folder,
        "INSERT INTO incidents_unplaced (id, title) VALUES ('mine', 'Of my own')",
        "INSERT INTO incident_areas (geom, id) SELECT geom, id FROM incident_areas WHERE id = 'i000002'",
    )
    found = decisions(folder)
    assert {(d["slot"], d["action"], d["was"]) for d in found} == {(None, "added", None)}
    assert [d["layer"] for d in found] == ["incident_points"] * 2 + ["incident_areas", "incidents_unplaced"]
    first, _, copy, mine = found
    assert first["now"]["title"] == "By hand" and first["now"]["type"] == "arrest"
    assert first["now"]["geometry"] == {"type": "Point", "coordinates": [2.0, 3.0]}
    assert first["now"]["date_start"] is None and "reports" in first["now"]
    assert copy["now"]["id"] == "i000002" and mine["now"]["id"] == "mine" and mine["now"]["geometry"] is None
    ids = [d["incident_id"] for d in found]
    assert len(set(ids)) == 4 and all(len(one) == 16 for one in ids)
    assert [d["incident_id"] for d in decisions(folder)] == ids


def test_what_stands_in_two_layers_is_told_once(folder):
    """Edited alike in both layers once, in one of them once, and with half of it deleted as a move."""
    edit(
        folder,
        "UPDATE incident_points SET title = 'Both', n_min = 1 WHERE id = 'mixed'",
        "UPDATE incident_areas SET title = 'Both' WHERE id = 'mixed'",
    )
    assert [(row[1], row[4], row[5]) for row in told(folder)] == [
        ("title", "Both", "incident_points"),
        ("n_min", 1, "incident_points"),
    ]
    edit(folder, "DELETE FROM incident_points WHERE id = 'mixed'")
    assert [row[1:3] for row in told(folder)] == [("geometry", "moved"), ("title", "changed")]


def test_a_column_of_ones_own_is_told(folder):
    """What a person noted in a new column is a decision too."""
    edit(
        folder,
        "ALTER TABLE incident_points ADD COLUMN note TEXT",
        "UPDATE incident_points SET note = 'ask again' WHERE id = 'i000004'",
    )
    assert told(folder) == [("i000004", "note", "changed", None, "ask again", "incident_points")]


def test_tellings_are_told_by_report_and_spot(folder):
    """Changed, deleted and added in the table of tellings, by the incident and the place in the report."""
    edit(
        folder,
        "UPDATE tellings SET outcome = 'caught', n_best = 2 WHERE incident_id = 'i000001'",
        "DELETE FROM tellings WHERE incident_id = 'i000006'",
        'INSERT INTO tellings (incident_id, report_id, start, "end", quote)'
        " VALUES ('i000007', 'r9', 5, 9, 'Four')",
    )
    found = decisions(folder)
    assert [(d["incident_id"], d["slot"], d["action"], d["was"], d["layer"]) for d in found[:2]] == [
        ("i000001", "outcome", "changed", "succeeded", "tellings"),
        ("i000001", "n_best", "changed", 3, "tellings"),
    ]
    assert found[0]["telling"] == {"report_id": "r1", "start": 10, "end": 63}
    gone, new = found[2:]
    assert gone["incident_id"] == "i000006" and gone["action"] == "rejected" and gone["was"]["quote"]
    assert new["incident_id"] == "i000007" and new["action"] == "added" and new["now"]["quote"] == "Four"


def test_an_edit_that_only_stands_in_the_journal_is_read(folder):
    """While QGIS has the file open, edits stand in a journal beside it."""
    path = folder / "incidents.gpkg"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA wal_autocheckpoint = 0")
        with database:
            database.execute("UPDATE incidents_unplaced SET title = 'Edited' WHERE id = 'i000003'")
        assert path.with_name("incidents.gpkg-wal").stat().st_size > 0
        assert [row[1:5] for row in told(folder)] == [
            ("title", "changed", "3 persons crossed near Town A", "Edited")
        ]


def test_a_folder_that_is_not_as_it_was_is_refused(folder):
    """A layer or column less, a changed incidents.geojson, no GeoPackage: each is named."""
    edit(folder, "ALTER TABLE tellings RENAME COLUMN quote TO words")
    with pytest.raises(CustodyError, match=r"tellings.*quote"):
        decisions(folder)
    edit(folder, "DELETE FROM gpkg_contents WHERE table_name = 'tellings'")
    with pytest.raises(CustodyError, match=r"incidents\.gpkg"):
        decisions(folder)
    (folder / "incidents.gpkg").unlink()
    with pytest.raises(CustodyError, match=r"incidents\.gpkg: there is none"):
        decisions(folder)
    (folder / "incidents.geojson").write_text("{}")
    with pytest.raises(CustodyError, match=r"incidents\.geojson"):
        decisions(folder)


def test_decisions_are_plain_json_in_a_stable_order(folder):
    """What is written as JSON Lines comes back the same, edits made in any order."""
    changes = [f"UPDATE incident_points SET n_max = 9 WHERE id = '{id_}'" for id_ in ("i000004", "i000000")]
    edit(folder, *changes)
    found = decisions(folder)
    assert json.loads(json.dumps(found)) == found
    assert [d["incident_id"] for d in found] == ["i000000", "i000004"]


def test_two_tellings_of_one_spot_are_kept_apart(tmp_path):
    """An arrest and a crossing told by the same words are two tellings, compared in their order."""
    both = make_incident(tellings=(make_telling(), make_telling(id="t2", type="arrest")))
    make_folder(tmp_path, [both])
    assert decisions(tmp_path) == []
    edit(tmp_path, "UPDATE tellings SET n_best = 1 WHERE id = 't2'")
    assert [(d["slot"], d["was"], d["now"]) for d in decisions(tmp_path)] == [("n_best", 3, 1)]


@pytest.mark.qgis
def test_edits_made_in_qgis_are_told_one_by_one(folder):
    """Changed, moved, rejected, added, deleted, pasted on the map: each a decision, and nothing besides."""
    run_in_qgis("edit.py", folder / "incidents.gpkg")
    point = {"type": "Point", "coordinates": [127.0, 40.0]}
    *known, added = told(folder)
    assert known == [
        ("i000000", "type", "changed", "crossing", "arrest", "incident_points"),
        ("i000000", "is_event", "changed", True, False, "incident_points"),
        ("i000000", "title", "changed", "3 persons crossed near Town A", None, "incident_points"),
        ("i000000", "date_start", "changed", "2018-01-01", "2018-01-05", "incident_points"),
        ("i000000", "n_best", "changed", 3, 7, "incident_points"),
        ("i000002", "status", "rejected", "unreviewed", "rejected", "incident_areas"),
        ("i000003", "geometry", "moved", None, point, "incident_points"),
        (
            *("i000004", "geometry", "moved", {"type": "Point", "coordinates": [128.1, 41.4]}),
            *({"type": "Point", "coordinates": [128.25, 41.5]}, "incident_points"),
        ),
        ("mixed", "status", "rejected", "unreviewed", "rejected", "incident_points"),
        ("i000001", "outcome", "changed", "succeeded", "caught", "tellings"),
    ]
    assert added[1:4] == (None, "added", None) and added[4]["title"] == "By hand"
    assert added[4]["geometry"] == {"type": "Point", "coordinates": [127.5, 40.5]}


@pytest.mark.qgis
def test_looking_in_qgis_is_no_edit(folder):
    """Every table opened and read, an edit session given up: no decision, and the next run overwrites."""
    run_in_qgis("edit.py", folder / "incidents.gpkg", "look")
    assert verify(folder) == [] and decisions(folder) == []
    make_folder(folder, make_incidents(2))


@pytest.mark.qgis
def test_an_edit_in_qgis_refuses_the_next_run(folder):
    """A session that saved its edits is a change that ``geokit map`` does not overwrite."""
    run_in_qgis("edit.py", folder / "incidents.gpkg")
    with pytest.raises(CustodyError, match=r"incidents\.gpkg: was changed"):
        make_folder(folder, make_incidents(2))
    assert decisions(folder)
