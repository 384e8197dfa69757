"""PostGIS: what a folder holds as tables with keys and spatial index, brought up to date by id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from geokit.errors import GeokitError, UsageError
from geokit.layers.columns import (
    INCIDENT_COLUMNS,
    MENTION_COLUMNS,
    PLACE_COLUMNS,
    REPORT_COLUMNS,
    TELLING_COLUMNS,
    Column,
)
from geokit.layers.exports.text import storable
from geokit.layers.frames import plain_rows
from geokit.layers.geojson import json_text
from geokit.layers.geometry import tidy_all

if TYPE_CHECKING:
    import pandas
    import sqlalchemy

    from geokit.layers.made import Made

__all__ = ["TableCount", "write_postgis"]

_SRID = 4326


@dataclass(frozen=True, slots=True)
class TableCount:
    """What an export did to a table; ``left`` are rows of the database that the folder does not have."""

    table: str
    inserted: int
    updated: int
    unchanged: int
    left: int

    @property
    def line(self) -> str:
        """The counts on one line."""
        left = f", {self.left} more that are not in the folder were left as they are" if self.left else ""
        changed = f"{self.inserted} inserted, {self.updated} updated, {self.unchanged} unchanged"
        return f"{self.table}: {changed}{left}"


@dataclass(frozen=True, slots=True)
class _Plan:
    """One table: its columns, its key, the tables that its columns refer to."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str], ...] = ()
    located: bool = False

    @property
    def names(self) -> list[str]:
        return [*(column.name for column in self.columns), *(["geometry"] if self.located else [])]


# In the order in which they may be filled.
_PLANS = (
    _Plan("reports", REPORT_COLUMNS, ("id",)),
    _Plan("places", PLACE_COLUMNS, ("place_id",), located=True),
    _Plan(
        "incidents",
        INCIDENT_COLUMNS,
        ("id",),
        (("report_id", "reports.id"), ("place_id", "places.place_id")),
        located=True,
    ),
    _Plan(
        "tellings", TELLING_COLUMNS, ("id",), (("incident_id", "incidents.id"), ("report_id", "reports.id"))
    ),
    _Plan("mentions", MENTION_COLUMNS, ("report_id", "start", "end", "kind"), (("report_id", "reports.id"),)),
)


def write_postgis(made: Made, address: str, *, schema: str = "geokit") -> list[TableCount]:
    """Bring the tables of a database up to date with a folder, all of them or none.

    Tables and schema are made where they are missing. A row that is new is inserted, one that differs is
    updated, one that does not is not touched; rows that the folder does not have stay.

    Parameters
    ----------
    made : Made
    address : str
        As ``postgresql://user@host/database``.
    schema : str
        The schema in which the tables are.

    Returns
    -------
    list of TableCount
        One a table.

    Raises
    ------
    GeokitError
        Where the libraries are not installed, the database cannot be reached or has no PostGIS, or a table
        of the same name has other columns.
    """
    try:
        import geoalchemy2  # noqa: F401
        import psycopg
        import sqlalchemy
    except ImportError as error:
        raise GeokitError('PostGIS needs more libraries: pip install "geokit[postgis]"') from error
    try:
        url = sqlalchemy.make_url(address).set(drivername="postgresql+psycopg")
    except (sqlalchemy.exc.ArgumentError, ValueError):
        # The address is not repeated: it may hold a password.
        raise UsageError("the address is no database's; write postgresql://user@host/database") from None
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    try:
        with engine.begin() as connection:
            _prepare(connection, schema)
            return [_bring_up_to_date(connection, schema, plan, made) for plan in _PLANS]
    except (sqlalchemy.exc.SQLAlchemyError, psycopg.Error) as error:
        reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        if url.password:
            reason = reason.replace(str(url.password), "***")
        raise GeokitError(
            f"{url.render_as_string(hide_password=True)}: {reason}; nothing was changed there"
        ) from None


def _prepare(connection: sqlalchemy.Connection, schema: str) -> None:
    """Make the schema and the tables that are missing, and see that the others are as they should be."""
    import sqlalchemy

    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis")
    # Even where it is there, asking for it takes a right that not everybody has.
    if not sqlalchemy.inspect(connection).has_schema(schema):
        connection.execute(sqlalchemy.schema.CreateSchema(schema))
    metadata = _metadata(schema)
    metadata.create_all(connection)
    inspector = sqlalchemy.inspect(connection)
    for table in metadata.sorted_tables:
        found = {column["name"] for column in inspector.get_columns(table.name, schema)}
        wanted = {column.name for column in table.columns}
        if found != wanted:
            raise GeokitError(
                f"{schema}.{table.name}: has other columns than geokit writes "
                f"({', '.join(sorted(found ^ wanted))}); drop the table, or write into another schema with "
                "--schema; nothing was changed"
            )


def _metadata(schema: str) -> sqlalchemy.MetaData:
    import sqlalchemy
    from geoalchemy2 import Geometry
    from sqlalchemy.dialects.postgresql import JSONB

    kinds: dict[str, Any] = {
        "text": sqlalchemy.Text,
        "integer": sqlalchemy.BigInteger,
        "number": sqlalchemy.Double,
        "boolean": sqlalchemy.Boolean,
        "date": sqlalchemy.Date,
        "json": JSONB,
    }
    metadata = sqlalchemy.MetaData(schema=schema)
    for plan in _PLANS:
        references = {name: [sqlalchemy.ForeignKey(f"{schema}.{target}")] for name, target in plan.refers}
        columns = [
            sqlalchemy.Column(
                column.name,
                kinds[column.type],
                *references.get(column.name, ()),
                primary_key=column.name in plan.key,
                autoincrement=False,
                comment=column.meaning,
            )
            for column in plan.columns
        ]
        if plan.located:
            columns.append(sqlalchemy.Column("geometry", Geometry("GEOMETRY", srid=_SRID)))
        sqlalchemy.Table(plan.name, metadata, *columns)
    return metadata


def _bring_up_to_date(connection: sqlalchemy.Connection, schema: str, plan: _Plan, made: Made) -> TableCount:
    """Copy the rows beside the table, and take over those that differ."""
    quote = connection.dialect.identifier_preparer.quote
    table, new = f"{quote(schema)}.{quote(plan.name)}", quote(f"new_{plan.name}")
    names = [quote(name) for name in plan.names]
    listed, key = ", ".join(names), ", ".join(quote(name) for name in plan.key)
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {new} (LIKE {table}) ON COMMIT DROP")
    rows = list(_rows(getattr(made, plan.name), plan))
    _copy(connection, f"COPY {new} ({listed}) FROM STDIN", rows)
    changed = connection.exec_driver_sql(
        f"INSERT INTO {table} AS old ({listed}) SELECT {listed} FROM {new}"
        f" ON CONFLICT ({key}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names)}"
        f" WHERE ({', '.join(f'old.{name}' for name in names)})"
        f" IS DISTINCT FROM ({', '.join(f'excluded.{name}' for name in names)})"
        # Of a row that was just inserted no transaction is the last one to have changed it.
        " RETURNING xmax = 0"
    )
    inserted = [bool(was_new) for (was_new,) in changed]
    held = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
    return TableCount(
        table=f"{schema}.{plan.name}",
        inserted=sum(inserted),
        updated=len(inserted) - sum(inserted),
        unchanged=len(rows) - len(inserted),
        left=int(held) - len(rows),
    )


def _copy(connection: sqlalchemy.Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _rows(frame: pandas.DataFrame, plan: _Plan) -> Iterator[tuple[Any, ...]]:
    rows = plain_rows(frame)
    shapes = tidy_all(frame["geometry"]) if plan.located else [None] * len(rows)
    for row, shape in zip(rows, shapes, strict=True):
        values = [_value(row[column.name], column) for column in plan.columns]
        if plan.located:
            values.append(
                None
                if shape is None
                else shapely.to_wkb(shapely.set_srid(shape, _SRID), hex=True, include_srid=True)
            )
        yield tuple(values)


def _value(value: Any, column: Column) -> Any:
    """Give a value as COPY takes it; the database holds no NUL and no half of a surrogate pair."""
    if value is None:
        return None
    if column.type == "json":
        return json_text(storable(value))
    return storable(value)
