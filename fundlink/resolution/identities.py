"""The ledger of identities: which id each mention's party bears, kept over refreshes, retraining and crashes.

A part of the ledger is one small Parquet file a refresh that changed anything:
`refresh_id, mention_id, id` (id NULL: the mention left). The parts, numbered without a gap, give in their order the
present state, which stands in the tables `ids` (mention_id, id, here), `ever` (id), `lineage` (old, became,
refresh_id, kind) and `parts` (name) of a schema: of what is kept of persons, or made anew.

A mention that left is remembered: when it comes back, so does its id, unless another bears it by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.columns import count, fetch, store, text
from fundlink.tables import save, scan

LEDGER_TABLES = """
    ids (mention_id VARCHAR, id VARCHAR, here BOOLEAN);
    ever (id VARCHAR);
    lineage (old VARCHAR, became VARCHAR, refresh_id VARCHAR, kind VARCHAR);
    parts (name VARCHAR);
"""

_RESTORE = "Bring it back from a backup."


def share_out(claims: Mapping[tuple[str, str], tuple[int, int]]) -> dict[str, str]:
    """Which cluster keeps which id: cluster -> id; a cluster may be left without one.

    Each cluster keeps the id that most of its mentions had, and each id goes to the cluster that holds most of it; what
    a mention bore before it left counts only where nothing else does. Ties go to the smaller id and the smaller
    cluster.

    Args:
        claims: (cluster, by its smallest mention; id) -> how many of its mentions bore it at the last refresh, and how
            many bore it when they left.
    """
    given: dict[str, str] = {}
    used: set[str] = set()
    ranked = sorted((-here, -left, old, cluster) for (cluster, old), (here, left) in claims.items())
    for *_, old, cluster in ranked:
        if cluster not in given and old not in used:
            given[cluster] = old
            used.add(old)
    return given


class Ledger:
    """The parts in a folder, and their present state as tables of a schema of a connection.

    Raises:
        FundlinkError: a part is missing, or cannot be read.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, schema: str) -> None:
        self._connection, self._folder, self._schema = connection, folder, schema
        known = fetch(connection, f"SELECT name FROM {schema}.parts ORDER BY name")
        found = parts(folder)
        if known != [part.name for part in found[: len(known)]]:
            for table in ("ids", "ever", "lineage", "parts"):
                connection.execute(f"DELETE FROM {schema}.{table}")
            known = []
        for part in found[len(known) :]:
            self._apply(part)
        self._count = len(found)

    def find_departed(self, mentions: str) -> None:
        """Make `departed(mention_id)`: who bears an id and is not in `mentions`, a table of all that are read."""
        self._connection.execute(f"""
            CREATE TEMP TABLE departed AS
            SELECT mention_id FROM {self._schema}.ids
            WHERE here AND mention_id NOT IN (SELECT mention_id FROM {mentions})
        """)

    def update(self, prefix: str, refresh_id: str) -> int:
        """Give ids to the clusters of `clusters(mention_id, cluster)`, and take away those of `departed(mention_id)`.

        Mentions in neither keep theirs, and no cluster may hold a part of theirs. Writes a part if anything changed,
        and says how many mentions have another id now. Makes `ids(mention_id, id)` of the clusters, and `were_ids`,
        what was known of the ids of the clusters and the departed.
        """
        connection, schema = self._connection, self._schema
        connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE were_ids AS FROM {schema}.ids
            WHERE mention_id IN (SELECT mention_id FROM clusters UNION ALL FROM departed)
        """)
        self._name_clusters(prefix)
        connection.execute("""
            CREATE OR REPLACE TEMP TABLE ids AS SELECT mention_id, id FROM clusters JOIN named USING (cluster);
            CREATE OR REPLACE TEMP TABLE changed_ids AS
            SELECT mention_id, n.id FROM ids n LEFT JOIN (FROM were_ids WHERE here) w USING (mention_id)
            WHERE w.id IS DISTINCT FROM n.id
            UNION ALL SELECT mention_id, NULL FROM were_ids SEMI JOIN departed USING (mention_id) WHERE here
        """)
        changed = count(connection, "changed_ids")
        if changed:
            part = _part(self._folder, self._count)
            self._count += 1
            connection.execute("CREATE OR REPLACE TEMP TABLE this_refresh AS SELECT $1 AS refresh_id", [refresh_id])
            save(
                connection, "SELECT refresh_id, mention_id, id FROM changed_ids, this_refresh ORDER BY mention_id", part
            )
            self._apply(part)
        return changed

    def _name_clusters(self, prefix: str) -> None:
        """Make `named(cluster, id)`."""
        connection, schema = self._connection, self._schema
        # Only where clusters compete for ids is there anything to decide; the rest keeps the one it has.
        connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE smallest AS
            SELECT cluster, min(mention_id) AS mention_id FROM clusters GROUP BY cluster;
            CREATE OR REPLACE TEMP TABLE claims AS
            SELECT cluster, id, count(*) FILTER (here) AS here, count(*) FILTER (NOT here) AS gone
            FROM clusters JOIN were_ids USING (mention_id) GROUP BY ALL;
            DELETE FROM claims WHERE here = 0 AND id IN (
                SELECT id FROM {schema}.ids WHERE here
                AND mention_id NOT IN (SELECT mention_id FROM clusters) AND mention_id NOT IN (FROM departed));
            CREATE OR REPLACE TEMP TABLE contested AS
            SELECT cluster FROM claims GROUP BY cluster HAVING count(*) > 1
            UNION SELECT cluster FROM claims WHERE id IN (SELECT id FROM claims GROUP BY id HAVING count(*) > 1);
            CREATE OR REPLACE TEMP TABLE named AS SELECT cluster, id FROM claims ANTI JOIN contested USING (cluster)
        """)
        rows = connection.execute("""
            SELECT s.mention_id, s.cluster, id, here, gone
            FROM claims SEMI JOIN contested USING (cluster) JOIN smallest s USING (cluster)
        """).fetchall()
        by_smallest = {mention: cluster for mention, cluster, *_ in rows}
        shared = share_out({(mention, old): (here, gone) for mention, _, old, here, gone in rows})
        self._add_names({by_smallest[mention]: id for mention, id in shared.items()})
        self._invent_names(prefix)

    def _invent_names(self, prefix: str) -> None:
        """Name the rest of the clusters by their smallest mention; otherwise where that name was ever given before."""
        connection, schema = self._connection, self._schema
        connection.execute("CREATE OR REPLACE TEMP TABLE nameless AS FROM smallest ANTI JOIN named USING (cluster)")
        attempt = 0
        while count(connection, "nameless"):
            connection.execute(
                """
                CREATE OR REPLACE TEMP TABLE invented AS
                SELECT *, $1 || '-' || left(sha256(mention_id || '/' || $2), 16) AS id FROM nameless
                """,
                [prefix, str(attempt)],
            )
            connection.execute(f"""
                INSERT INTO named SELECT cluster, id FROM invented ANTI JOIN {schema}.ever USING (id);
                CREATE OR REPLACE TEMP TABLE nameless AS
                SELECT cluster, mention_id FROM invented SEMI JOIN {schema}.ever USING (id)
            """)
            attempt += 1

    def _add_names(self, names: Mapping[str, str]) -> None:
        store(self._connection, "more_names", text(cluster=names.keys(), id=names.values()))
        self._connection.execute("INSERT INTO named FROM more_names")

    def _apply(self, part: Path) -> None:
        """Take a part into the state: what became of which id, then who bears which."""
        schema = self._schema
        read = f"CREATE OR REPLACE TEMP TABLE part AS SELECT refresh_id, mention_id, id FROM {scan(part)}"
        try:
            self._connection.execute(read)
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise FundlinkError(f"{part}: cannot be read ({reason}), and it says who is who. {_RESTORE}") from None
        self._connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE moved AS
            SELECT i.id AS old, p.id AS became, refresh_id FROM part p JOIN {schema}.ids i USING (mention_id)
            WHERE i.here AND p.id IS NOT NULL AND p.id <> i.id GROUP BY ALL;
            INSERT INTO {schema}.lineage
            SELECT old, became, refresh_id, CASE WHEN old IN (
                    SELECT i.id FROM {schema}.ids i SEMI JOIN moved ON old = i.id ANTI JOIN part USING (mention_id)
                    WHERE i.here
                    UNION ALL SELECT old FROM moved GROUP BY old HAVING count(*) > 1)
                THEN 'split' ELSE 'merge' END
            FROM moved ORDER BY old, became;
            CREATE OR REPLACE TEMP TABLE remembered AS
            SELECT mention_id, coalesce(p.id, i.id) AS id, p.id IS NOT NULL AS here
            FROM part p LEFT JOIN {schema}.ids i USING (mention_id);
            DELETE FROM {schema}.ids WHERE mention_id IN (SELECT mention_id FROM part);
            INSERT INTO {schema}.ids FROM remembered;
            INSERT INTO {schema}.ever
            SELECT DISTINCT id FROM part ANTI JOIN {schema}.ever USING (id) WHERE id IS NOT NULL;
        """)
        self._connection.execute(f"INSERT INTO {schema}.parts VALUES (?)", [part.name])


def parts(folder: Path) -> list[Path]:
    """The parts in a folder, in their order.

    Raises:
        FundlinkError: one is missing before the last.
    """
    found = sorted(folder.glob("*.parquet"))
    for number, part in enumerate(found):
        if part != (expected := _part(folder, number)):
            raise FundlinkError(f"{expected}: missing, though {part.name} comes after it. {_RESTORE}")
    return found


def _part(folder: Path, number: int) -> Path:
    return folder / f"{number:08d}.parquet"


def folder(home: Home, kind: str) -> Path:
    """Where the parts of one kind of party are."""
    return home.ledgers / "identities" / kind


def identify(connection: duckdb.DuckDBPyConnection, home: Home, kind: str, prefix: str, refresh_id: str) -> str:
    """Give ids to all mentions of a kind of party, whose clusters stand in `clusters(mention_id, cluster)`.

    Makes `ids(mention_id, id)` and returns SQL of the lineage: `<kind>_id, became, refresh_id, kind`.
    """
    connection.execute(f"CREATE SCHEMA {kind}")
    for table in LEDGER_TABLES.strip().split(";")[:-1]:
        connection.execute(f"CREATE TABLE {kind}.{table.strip()}")
    ledger = Ledger(connection, folder(home, kind), kind)
    ledger.find_departed("clusters")
    ledger.update(prefix, refresh_id)
    return f"SELECT old AS {kind}_id, became, refresh_id, kind FROM {kind}.lineage"
