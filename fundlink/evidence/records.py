"""The records behind a node or a relationship: all of them, by the same statements that the graph is made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from fundlink.projection import identified, stated
from fundlink.sources.contract import Source

FIRST = 25
"""Records shown where not all are asked for."""


@dataclass(frozen=True)
class Shown:
    """One record: where it stands (name and SHA-256 of the file, when that was first read, row) and what it says."""

    record_id: str
    source: str
    key: str
    file: str
    sha256: str
    read_at: datetime
    row: int
    text: str


@dataclass(frozen=True)
class Evidence:
    """What was asked for, and the records behind it.

    Attributes:
        kind: label of a node, or type of a relationship.
        id: of the node; of a relationship its start and its end.
        name: what it is called, where it is called something.
        count: how many records there are.
        records: the first of them, or all.
        remarks: what became of an old id, and what the records are where none states the thing itself.
    """

    kind: str
    id: tuple[str, ...]
    name: str | None
    count: int
    records: tuple[Shown, ...]
    remarks: tuple[str, ...] = ()


def of_node(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source], label: str, id: str) -> list[str]:
    """Ids of the records behind a node."""
    own = {
        "Record": "SELECT _record_id AS _record FROM every WHERE _record_id = $id",
        "File": "SELECT _record_id AS _record FROM every WHERE _file = $id",
        "Mention": "SELECT record_id AS _record FROM mentions WHERE mention_id = $id",
    }
    if label in own:
        return _ids(connection, own[label], id=id)
    told = [*identified.nodes(sources), *(pair for source in sources for pair in stated.nodes(source))]
    every = _union((select for of, select in told if of == label), ("id",))
    return _ids(connection, f"SELECT _record FROM ({every}) WHERE id = $id", id=id)


def of_relationship(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[Source], type: str, start: str, end: str
) -> list[str]:
    """Ids of the records that state a relationship; none where it is not stated but found, as MATCHED is."""
    told = [*identified.relationships(sources), *(pair for source in sources for pair in stated.relationships(source))]
    every = _union((select for of, select in told if of == type), ("start_id", "end_id"))
    query = f"SELECT _record FROM ({every}) WHERE start_id = $start AND end_id = $end"
    return _ids(connection, query, start=start, end=end)


def _union(selects: Iterable[str], keys: Sequence[str]) -> str:
    """The selects as one, with the keys and `_record` only: NULL where a select has none."""
    names = [*keys, "_record"]
    empty = f"SELECT {', '.join(f'NULL::VARCHAR AS {name}' for name in names)} WHERE false"
    only = f"COLUMNS(c -> c IN ({', '.join(repr(name) for name in names)}))"
    return " UNION ALL BY NAME ".join([empty, *(f"SELECT {only} FROM ({select})" for select in selects)])


def _ids(connection: duckdb.DuckDBPyConnection, query: str, **bound: str) -> list[str]:
    found = connection.execute(
        f"SELECT DISTINCT _record FROM ({query}) WHERE _record IS NOT NULL ORDER BY ALL", bound
    ).fetchall()
    return [record for (record,) in found]


def read(connection: duckdb.DuckDBPyConnection, ids: Sequence[str], limit: int | None) -> tuple[Shown, ...]:
    """The records with these ids, in the order of source, file and row."""
    rows = connection.execute(
        """SELECT _record_id, _source, _key, name, sha256, first_read_at, _row, _text
        FROM every JOIN (SELECT unnest($ids) AS _record_id) USING (_record_id)
        JOIN (SELECT source AS _source, sha256 AS _file, sha256, name, first_read_at FROM file_ledger)
            USING (_source, _file)
        ORDER BY _source, name, _row LIMIT $limit""",
        {"ids": list(ids), "limit": len(ids) if limit is None else limit},
    ).fetchall()
    return tuple(Shown(*row) for row in rows)
