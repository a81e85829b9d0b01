"""Write a difference to the server: UNWIND in batches, each batch a transaction that is tried again when it may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from neo4j import ManagedTransaction, Session

from fundlink.graph import statements
from fundlink.graph.connection import count, driver
from fundlink.graph.difference import Difference
from fundlink.graph.values import from_table
from fundlink.server import Connection

Report = Callable[[str, int, int], object]
"""Told of progress: what is being done, how many are done, of how many (0: not known)."""

_GROUP = "type, start_key, end_key"


def load(connection: Connection, difference: Difference, report: Report) -> Counter[str]:
    """Write the difference and return what the server counted.

    Deletions come first, so that what moved to another label or end can be put anew; nodes before relationships.
    """
    with driver(connection).session(database=connection.database) as session:
        loader = _Loader(session, difference, report)
        loader.relationships("drop_relationships", statements.drop_relationships)
        loader.drop_nodes()
        loader.put_nodes()
        loader.relationships("put_relationships", statements.put_relationships)
        return loader.written


class _Loader:
    def __init__(self, session: Session, difference: Difference, report: Report) -> None:
        self.session, self.difference, self.report = session, difference, report
        self.written: Counter[str] = Counter()
        self.done: Counter[str] = Counter()

    def drop_nodes(self) -> None:
        for (key,) in self.difference.groups("drop_nodes", "key"):
            batches = self.difference.batches("drop_nodes", "id", "key", (key,))
            self.send("drop_nodes", statements.drop_nodes(key), ([id_ for (id_,) in batch] for batch in batches))

    def put_nodes(self) -> None:
        for (labels,) in self.difference.groups("put_nodes", "labels"):
            label = statements.node_of(tuple(labels)).label
            batches = self.difference.batches("put_nodes", "id, properties", "labels", (labels,))
            maps = ([_node(label, *row) for row in batch] for batch in batches)
            self.send("put_nodes", statements.put_nodes(tuple(labels)), maps)

    def relationships(self, table: str, statement: Callable[[str, str, str], str]) -> None:
        for group in self.difference.groups(table, _GROUP):
            batches = self.difference.batches(table, "start_id, end_id, properties", _GROUP, group)
            maps = ([_relationship(group[0], *row) for row in batch] for batch in batches)
            self.send(table, statement(*group), maps)

    def send(self, table: str, text: str, batches: Iterable[list[Any]]) -> None:
        total = self.difference.count(table)
        for batch in batches:
            self.written += self.session.execute_write(_run, text, batch)
            self.done[table] += len(batch)
            self.report(table.replace("_", " "), self.done[table], total)


def _run(tx: ManagedTransaction, text: str, batch: list[Any]) -> Counter[str]:
    return count(tx.run(text, rows=batch).consume().counters)


def _node(label: str, id_: str, properties: str) -> dict[str, Any]:
    return {**from_table(label, properties, f"graph/nodes, {label} {id_}"), "id": id_}


def _relationship(type_: str, start: str, end: str, properties: str) -> dict[str, Any]:
    place = f"graph/relationships, {type_} from {start} to {end}"
    return {"start": start, "end": end, "properties": from_table(type_, properties, place)}
