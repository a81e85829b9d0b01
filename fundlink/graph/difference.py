"""What changed between the published tables and the new ones, found by DuckDB and streamed in batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fundlink.errors import FundlinkError
from fundlink.graph.content import BATCH
from fundlink.graph.state import Tables
from fundlink.graph.statements import KEY_OF, LOADED
from fundlink.tables import connect, scan

_ENDS = "type, start_key, start_id, end_key, end_id, identity"
_LOOSE = "SELECT type FROM new_relationships r ANTI JOIN new_nodes n ON"
_NO_NODES = "SELECT '' AS label, '' AS id, ['']::VARCHAR[] AS labels, '{}' AS properties LIMIT 0"
_NO_RELATIONSHIPS = (
    "SELECT '' AS type, '' AS start_label, '' AS start_id, '' AS end_label, '' AS end_id, '{}' AS properties LIMIT 0"
)

Group = tuple[Any, ...]


class Difference:
    """The tables `put_nodes`, `drop_nodes`, `put_relationships` and `drop_relationships` of a DuckDB connection.

    Args:
        old: what the database holds; None when it holds nothing.
        new: what it shall hold.
        spill: folder for what does not fit in memory.
    """

    def __init__(self, old: Tables | None, new: Tables, spill: Path) -> None:
        self._db = connect()
        self._db.execute("SET memory_limit = '2GB'")
        self._db.execute("SET preserve_insertion_order = false")
        self._db.execute("SET temp_directory = ?", [str(spill / "spill")])
        self._views("new", scan(new.nodes), scan(new.relationships))
        if old is None:
            self._views("old", f"({_NO_NODES})", f"({_NO_RELATIONSHIPS})")
        else:
            self._views("old", scan(old.nodes), scan(old.relationships))
        self._compare()
        if not self.empty:
            self._check()

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not any(
            self.count(table) for table in ("put_nodes", "drop_nodes", "put_relationships", "drop_relationships")
        )

    def count(self, table: str, where: str = "true") -> int:
        """Rows of one of the four tables."""
        return int(self._one(f"SELECT count(*) FROM {table} WHERE {where}"))

    def groups(self, table: str, columns: str) -> list[Group]:
        """The distinct values of some columns of one of the four tables: each group is loaded by its own statement."""
        return self._db.execute(f"SELECT DISTINCT {columns} FROM {table} ORDER BY ALL").fetchall()

    def batches(self, table: str, columns: str, group: str, values: Group) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of one group, in batches."""
        where = " AND ".join(f"{column.strip()} = ?" for column in group.split(","))
        cursor = self._db.cursor()
        cursor.execute(f"SELECT {columns} FROM {table} WHERE {where}", list(values))
        while batch := cursor.fetchmany(BATCH):
            yield batch

    def _views(self, age: str, nodes: str, relationships: str) -> None:
        self._db.execute(
            f"CREATE VIEW {age}_nodes AS SELECT {_key('label')} AS key, id, labels, properties FROM {nodes}"
        )
        self._db.execute(
            f"CREATE VIEW {age}_relationships AS SELECT type, {_key('start_label')} AS start_key, start_id, "
            f"{_key('end_label')} AS end_key, end_id, {_identity()} AS identity, "
            f"properties FROM {relationships}"
        )

    def _compare(self) -> None:
        """Fill the four tables. A relationship that stands twice on the server is dropped, then put back once."""
        self._db.execute(
            f"""
            CREATE TABLE put_nodes AS
            SELECT n.*, o.id IS NULL AS is_new FROM new_nodes n LEFT JOIN old_nodes o USING (key, id)
            WHERE o.id IS NULL OR n.labels <> o.labels OR n.properties <> o.properties;
            CREATE TABLE drop_nodes AS SELECT key, id FROM old_nodes o ANTI JOIN new_nodes n USING (key, id);
            CREATE TABLE doubled AS SELECT {_ENDS} FROM old_relationships GROUP BY ALL HAVING count(*) > 1;
            CREATE TABLE put_relationships AS
            SELECT DISTINCT n.*, o.type IS NULL AS is_new
            FROM new_relationships n LEFT JOIN old_relationships o USING ({_ENDS})
            WHERE o.type IS NULL OR n.properties <> o.properties
            UNION SELECT n.*, true FROM new_relationships n SEMI JOIN doubled USING ({_ENDS});
            CREATE TABLE drop_relationships AS
            SELECT * FROM old_relationships o ANTI JOIN new_relationships n USING ({_ENDS})
            UNION SELECT o.* FROM old_relationships o SEMI JOIN doubled USING ({_ENDS});
            """
        )

    def _check(self) -> None:
        """Refuse tables that contradict the schema or themselves, before anything is written."""
        for problem, query in {
            "graph/nodes: the label {} is not in fundlink/schema.py": "SELECT key FROM new_nodes WHERE key IS NULL",
            "graph/nodes: the id {} stands twice": "SELECT id FROM new_nodes GROUP BY key, id HAVING count(*) > 1",
            "graph/relationships: the type {} is not one that fundlink/schema.py lets tables load": (
                f"SELECT type FROM new_relationships WHERE identity IS NULL AND type NOT IN ({_loaded_types()})"
            ),
            "graph/relationships: a {} lacks a property of its identity": (
                "SELECT type FROM new_relationships WHERE identity IS NULL"
            ),
            "graph/relationships: a {} stands twice between the same nodes": (
                f"SELECT type FROM new_relationships GROUP BY {_ENDS} HAVING count(*) > 1"
            ),
            "graph/relationships: a {} starts at no node of graph/nodes": (
                f"{_LOOSE} r.start_key = n.key AND r.start_id = n.id"
            ),
            "graph/relationships: a {} ends at no node of graph/nodes": (
                f"{_LOOSE} r.end_key = n.key AND r.end_id = n.id"
            ),
        }.items():
            if found := self._db.execute(f"{query} LIMIT 1").fetchone():
                raise FundlinkError(f"{problem.format(found[0])}; correct the projection that writes the table.")

    def _one(self, query: str) -> Any:
        row = self._db.execute(query).fetchone()
        return row[0] if row else None


def _key(column: str) -> str:
    """SQL: the key label of a label; NULL for one the schema does not know."""
    cases = " ".join(f"WHEN '{label}' THEN '{key}'" for label, key in KEY_OF.items())
    return f"CASE {column} {cases} END"


def _identity() -> str:
    """SQL: what tells two relationships of a type between the same nodes apart, as text; NULL where it is missing."""
    cases = " ".join(
        f"WHEN '{kind.type}' THEN "
        + (" || chr(0) || ".join(f"(properties ->> '$.{name}')" for name in kind.identity) or "''")
        for kind in LOADED
    )
    return f"CASE type {cases} END"


def _loaded_types() -> str:
    return ", ".join(f"'{kind.type}'" for kind in LOADED)
