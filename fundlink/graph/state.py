"""What was published to a database: a copy of the tables, and the mark the database bore when they were all in it.

The mark is Neo4j's own bookmark: it names the database and its last transaction. As long as it is unchanged, nobody
has written since, so the copy says what the graph holds. A killed load, a wiped server, a restored database or a hand
that wrote leave another mark (or none), and the content is then read from the server itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from neo4j import READ_ACCESS

from fundlink.config import Home
from fundlink.graph.connection import driver
from fundlink.server import Connection
from fundlink.tables import write_atomically


@dataclass(frozen=True)
class Tables:
    """The two tables of a graph, as Parquet: `nodes` and `relationships`."""

    nodes: Path
    relationships: Path


class State:
    """The folder `published/<database>` of a home."""

    def __init__(self, home: Home, connection: Connection) -> None:
        self.folder = home.path / "published" / re.sub(r"\W", "_", connection.database)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.tables = Tables(self.folder / "nodes.parquet", self.folder / "relationships.parquet")
        self._file = self.folder / "state.json"
        self._connection = connection

    def clean(self, statements: str) -> bool:
        """Whether the database still holds what `tables` says, loaded by the same statements."""
        if not self._file.exists():
            return False
        known = json.loads(self._file.read_text())
        return bool(known == {"mark": mark(self._connection), "statements": digest(statements)})

    def begin(self) -> None:
        """From here on the database holds something between two states, until `finish`."""
        self._file.unlink(missing_ok=True)

    def finish(self, tables: Tables, statements: str) -> None:
        """The database holds exactly these tables now."""
        write_atomically(self.tables.nodes, lambda partial: shutil.copyfile(tables.nodes, partial))
        write_atomically(self.tables.relationships, lambda partial: shutil.copyfile(tables.relationships, partial))
        text = json.dumps({"mark": mark(self._connection), "statements": digest(statements)})
        write_atomically(self._file, lambda partial: partial.write_text(text))


def mark(connection: Connection) -> list[str]:
    """The database's bookmark: equal as long as nothing was written to it."""
    with driver(connection).session(database=connection.database, default_access_mode=READ_ACCESS) as session:
        session.execute_read(lambda tx: tx.run("RETURN 1").consume())
        return sorted(session.last_bookmarks().raw_values)


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
