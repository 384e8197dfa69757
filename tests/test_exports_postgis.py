"""PostGIS: on a real server, tables with keys that a second run leaves as they are."""

import json

import pytest
import shapely
import sqlalchemy
from builders import make_incident, make_placed_on, make_telling, make_unplaced
from made_folders import UNSTORABLE, make_folder
from postgres import postgres
from shapely.geometry import Point

from geokit.errors import GeokitError, UsageError
from geokit.layers import plain_rows
from geokit.layers.exports import postgis
from geokit.layers.exports.postgis import write_postgis
from geokit.layers.geometry import tidy_all


@pytest.fixture(scope="module")
def address():
    with postgres() as address:
        yield address


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("made"))


def ask(address: str, statement: str) -> list:
    engine = sqlalchemy.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def test_everything_comes_back(address, made):
    """Ids, geometries, days, counts and lists, but for what no database holds."""
    write_postgis(made, address, schema="round trip")
    columns = "id, date_start::text, date_end::text, n_best, is_event, reports::text, ST_AsBinary(geometry)"
    found = {row[0]: row[1:] for row in ask(address, f'SELECT {columns} FROM "round trip".incidents')}
    shapes = tidy_all(made.incidents.geometry)
    rows = plain_rows(made.incidents)
    assert len(found) == len(rows)
    for row, shape in zip(rows, shapes, strict=True):
        start, end, number, is_event, reports, wkb = found[row["id"]]
        assert (start, end, number, is_event) == tuple(
            row[name] for name in ("date_start", "date_end", "n_best", "is_event")
        )
        if row["id"] != "unstorable":
            assert json.loads(reports) == row["reports"]
        assert (wkb is None) == (shape is None)
        assert shape is None or shapely.equals_exact(shapely.from_wkb(bytes(wkb)), shape)
    [(quote,)] = ask(address, "SELECT quote FROM \"round trip\".incidents WHERE id = 'unstorable'")
    assert quote == UNSTORABLE.replace("\0", "�").replace("\ud800", "�")


def test_tables_have_keys_types_and_a_spatial_index(address, made):
    """What a database is for: joins that hold, days that are days, lists that can be asked."""
    write_postgis(made, address, schema="keys")
    keys = ask(
        address,
        "SELECT conrelid::regclass::text, contype FROM pg_constraint"
        " WHERE connamespace = 'keys'::regnamespace",
    )
    for table in ("incidents", "places", "tellings", "reports", "mentions"):
        assert (f"keys.{table}", "p") in keys
    assert keys.count(("keys.tellings", "f")) == 2 and ("keys.mentions", "f") in keys
    kinds = dict(
        ask(
            address,
            "SELECT column_name, udt_name FROM information_schema.columns"
            " WHERE table_schema = 'keys' AND table_name = 'incidents'",
        )
    )
    assert (kinds["date_start"], kinds["places"], kinds["geometry"]) == ("date", "jsonb", "geometry")
    indexes = ask(address, "SELECT tablename FROM pg_indexes WHERE schemaname = 'keys' AND indexdef ~ 'gist'")
    assert {table for (table,) in indexes} == {"incidents", "places"}
    assert {srid for (srid,) in ask(address, "SELECT DISTINCT ST_SRID(geometry) FROM keys.places")} == {4326}


def test_the_second_run_changes_nothing(address, made):
    """Not one row is written again."""
    first = write_postgis(made, address, schema="twice")
    assert all(count.inserted and not count.updated and not count.unchanged for count in first)
    state = "SELECT id, xmin::text, ctid::text FROM twice.incidents ORDER BY id"
    before = ask(address, state)
    second = write_postgis(made, address, schema="twice")
    assert all(not count.inserted and not count.updated and not count.left for count in second)
    assert [count.unchanged for count in second] == [count.inserted for count in first]
    assert ask(address, state) == before


def test_only_what_differs_is_updated_and_what_is_gone_stays(address, tmp_path):
    """By id; the counts say so."""
    one, two, three = (make_incident(best=make_telling(id=name)) for name in ("one", "two", "three"))
    write_postgis(make_folder(tmp_path / "a", [one, two]), address, schema="changes")
    changed = make_incident(best=make_telling(id="two", n_best=9, date=None))
    counts = write_postgis(make_folder(tmp_path / "b", [changed, three]), address, schema="changes")
    [incidents] = [count for count in counts if count.table == "changes.incidents"]
    assert (incidents.inserted, incidents.updated, incidents.unchanged, incidents.left) == (1, 1, 0, 1)
    assert "1 more that are not in the folder were left" in incidents.line
    rows = ask(address, "SELECT id, n_best, date_start IS NULL FROM changes.incidents ORDER BY id")
    assert rows == [("one", 3, False), ("three", 3, False), ("two", 9, True)]


def test_a_shape_that_moved_by_a_metre_is_updated(address, tmp_path):
    """A geometry is compared by its coordinates, and one that is gone is taken away."""
    shapes = [Point(128.1, 41.4), Point(128.10001, 41.4), None]
    for number, shape in enumerate(shapes):
        incident = make_unplaced(id="one") if shape is None else make_placed_on(shape, id="one")
        counts = write_postgis(make_folder(tmp_path / str(number), [incident]), address, schema="moved")
        assert {count.table: count.updated for count in counts}["moved.incidents"] == bool(number)
        [(wkt,)] = ask(address, "SELECT ST_AsText(geometry) FROM moved.incidents")
        assert wkt == (shape and f"POINT({shape.x} {shape.y})")


def test_all_or_nothing(address, made):
    """A table that is in the way undoes the whole, and is named with what to do."""
    ask_and_commit(address, "CREATE SCHEMA busy; CREATE TABLE busy.tellings (id text)")
    with pytest.raises(GeokitError, match=r"busy\.tellings: has other columns.*--schema"):
        write_postgis(made, address, schema="busy")
    tables = ask(address, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'busy'")
    assert tables == [("tellings",)]


def ask_and_commit(address: str, statement: str) -> None:
    engine = sqlalchemy.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_a_failure_at_the_last_table_leaves_nothing(address, made, monkeypatch):
    """What was written before is taken back, and the database's own words are shown."""
    real = postgis._rows

    def doubled(frame, plan):
        return [*real(frame, plan)] * (2 if plan.name == "mentions" else 1)

    monkeypatch.setattr(postgis, "_rows", doubled)
    with pytest.raises(GeokitError, match="a second time; nothing was changed there"):
        write_postgis(made, address, schema="half")
    assert ask(address, "SELECT 1 FROM information_schema.schemata WHERE schema_name = 'half'") == []


def test_a_schemas_name_is_only_a_name(address, tmp_path):
    """Quotes and semicolons in it are part of it."""
    name = 'x"; DROP SCHEMA public; --'
    write_postgis(make_folder(tmp_path, []), address, schema=name)
    assert (name,) in ask(address, "SELECT nspname FROM pg_namespace")


def test_the_password_is_never_shown(made):
    """Not where the server cannot be reached, not where the address makes no sense."""
    with pytest.raises(GeokitError) as caught:
        write_postgis(made, "postgresql://me:secret@127.0.0.1:1/nowhere")
    assert "secret" not in str(caught.value) and "me:***@127.0.0.1" in str(caught.value)
    with pytest.raises(UsageError) as refused:
        write_postgis(made, "postgresql://me:secret@127.0.0.1:port/nowhere")
    assert "secret" not in str(refused.value)
