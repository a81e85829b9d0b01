"""The mentions of a district, as fundlink reads them and as its rivals are given them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.rivals.exchange import COLUMNS
from fundlink.names import clean, fold, parse_name
from fundlink.tables import connect, save, scan
from fundlink.world import write_world
from resolvers.train import make_mentions

_MENTIONS_A_PERSON = 3.67
"""Mentions of persons in a district of tens of thousands, by its people, when it has as many transfers as people.

One of a few hundred has up to 4, for what is planted in each is the same."""


@dataclass(frozen=True)
class District:
    """A district as a benchmark needs it.

    Attributes:
        tables: fundlink's mention tables.
        stock: the table that the rivals are given (`exchange.py`).
        truth: table of `mention_id`, `true_id`.
    """

    tables: list[Path]
    stock: Path
    truth: Path


def make_district(folder: Path, mentions: int, seed: int) -> District:
    """Make a district of about so many mentions of persons in the folder, and read it with fundlink."""
    people = round(mentions / _MENTIONS_A_PERSON)
    write_world(folder / "world", people, people, seed)
    tables = make_mentions(folder / "world", folder / "home")
    return prepare(folder, tables, folder / "world" / "truth" / "members.csv")


def prepare(folder: Path, tables: list[Path], members: Path) -> District:
    """Write the table for the rivals, and the truth by mention, of a district that is read already."""
    district = District(tables, folder / "mentions.parquet", folder / "truth.parquet")
    with connect() as connection:
        connection.execute(f"CREATE VIEW mentions AS FROM {scan(*tables)} WHERE kind = 'person'")
        write_stock(connection, district.stock)
        connection.execute(
            "CREATE TABLE members AS FROM read_csv(?, all_varchar = true)",
            [str(members)],
        )
        same = " AND ".join(f"m.{column} = t.{column}" for column in ("source", "source_key", "role"))
        save(
            connection,
            f"""SELECT DISTINCT mention_id, true_id FROM mentions m
            JOIN members t ON {same} AND coalesce(m.version, '') = coalesce(t.version, '') ORDER BY mention_id""",
            district.truth,
        )
    return district


def write_stock(connection: duckdb.DuckDBPyConnection, stock: Path) -> None:
    """Write the table for the rivals from the view `mentions`: the first of each list, names and city folded."""
    rows = connection.execute("""
        SELECT mention_id, coalesce(name, aliases[1]) AS name, father_name,
            list_filter(birth_dates, lambda d: length(d) = 10)[1] AS birth_date, iin, documents[1] AS document,
            phone, email, account, wallet, device, city
        FROM mentions ORDER BY mention_id
    """).to_arrow_table()
    names = zip(rows["name"].to_pylist(), rows["father_name"].to_pylist(), strict=True)
    keys = [parse_name(name, father) if name else None for name, father in names]
    cities = {
        city: " ".join(filter(None, map(fold, clean(city).text.split())))
        for city in rows["city"].unique().to_pylist()
        if city
    }
    columns = {
        **{part: [(key and getattr(key, part)) or None for key in keys] for part in ("given", "surname", "father")},
        "city": [cities.get(city) for city in rows["city"].to_pylist()],
    }
    table = pa.table({**{name: rows[name] for name in rows.column_names}, **columns})
    pq.write_table(table.select(COLUMNS).cast(pa.schema([(name, pa.string()) for name in COLUMNS])), stock)
