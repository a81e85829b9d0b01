"""What the written tables say of persons: told anew of those that changed, and written whole."""

from __future__ import annotations

import duckdb

from fundlink.config import Home
from fundlink.resolution import golden
from fundlink.resolution.evidence import BAND, HUMAN_NOT_SAME, HUMAN_SAME, TYPE
from fundlink.resolution.linkage import Edge
from fundlink.resolution.result import Resolution
from fundlink.resolution.state import like

_TOLD = ("source", "source_key", "role", "version", *golden.PERSON)
"""Columns of the mentions that the written tables hold something of."""


def read_told(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `told`, what the mentions of the region say."""
    connection.execute(f"""
        CREATE TABLE told AS SELECT mention_id, {", ".join(_TOLD)} FROM mentions
        SEMI JOIN (FROM state.mentions SEMI JOIN region USING (profile)) USING (mention_id)
    """)


def renew_members(connection: duckdb.DuckDBPyConnection) -> None:
    """Tell `state.closest` and `state.members` of the region anew: each mention, and who it is. Needs `told`."""
    connection.execute("""
        DELETE FROM state.closest WHERE profile IN (FROM region);
        INSERT INTO state.closest
        WITH together AS (
            SELECT a, b, match_weight FROM inside
            JOIN state.placed x ON x.profile = a JOIN state.placed y ON y.profile = b AND x.head = y.head
            UNION ALL
            SELECT a, b, match_weight FROM state.pairs SEMI JOIN region ON a = profile
            JOIN state.profiles ON profile = a WHERE a = b AND size > 1 AND a NOT IN (FROM loose)
        )
        SELECT profile, max(match_weight) FROM (
            SELECT a AS profile, match_weight FROM together UNION ALL SELECT b, match_weight FROM together)
        GROUP BY profile;
        CREATE TEMP TABLE by_humans AS
        SELECT DISTINCT unnest([mention_a, mention_b]) AS mention_id
        FROM decisions JOIN ids x ON x.mention_id = mention_a JOIN ids y ON y.mention_id = mention_b AND x.id = y.id
        WHERE same
    """)
    renewed = f"""
        SELECT source, source_key, role, mention_id, id AS person_id, version,
            CASE WHEN id IN (SELECT id FROM ids GROUP BY id HAVING count(*) = 1) THEN 1.0
                ELSE coalesce({_probability("c.match_weight")}, 0.0) END AS probability,
            CASE WHEN mention_id IN (FROM by_humans) THEN 'human' ELSE 'model' END AS decided_by,
            first AS statement_id
        FROM told JOIN clusters USING (mention_id) JOIN ids USING (mention_id)
        JOIN state.profiles USING (profile) LEFT JOIN state.closest c USING (profile)
    """
    like(connection, "state.members", renewed)
    connection.execute(f"""
        DELETE FROM state.members
        WHERE mention_id IN (SELECT mention_id FROM clusters UNION ALL FROM departed);
        INSERT INTO state.members BY NAME {renewed} ORDER BY mention_id
    """)


def renew_persons(connection: duckdb.DuckDBPyConnection) -> None:
    """Tell `state.persons` of the region anew. Needs `told`."""
    connection.execute("""
        CREATE TEMP VIEW numbers AS
        SELECT DISTINCT iin, iin_birth, sex FROM state.features SEMI JOIN region USING (profile) WHERE iin IS NOT NULL
    """)
    renewed = golden.persons_sql("told")
    like(connection, "state.persons", renewed)
    connection.execute(f"""
        DELETE FROM state.persons WHERE person_id IN (SELECT id FROM were_ids WHERE here);
        INSERT INTO state.persons BY NAME {renewed}
    """)


def save_told(connection: duckdb.DuckDBPyConnection, home: Home, done: Resolution, *names: str) -> None:
    """Write tables of `_QUERIES`; where nothing has changed, leave them as they are. Of nobody they are written anew.

    Nothing is sorted here, which takes as long as to write it. Members, which are looked up by their mentions, were
    sorted as they came, first those of the first refresh, last those of the latest: what is packed together still is.
    """
    for name in names:
        key = f"resolved/{name}"
        if done.counts["changed"] or not done.counts["mentions"] or not home.table(key).exists():
            done.save(connection, home, key, _QUERIES[name], in_order=False)
        else:
            done.keep(home, key)


# What follows `same` in an edge stands in the state under that name.
_EDGE = ", ".join(("same: band = 'same'", *(f"{told}: {told}" for told in Edge._fields[4:])))
"""SQL of what a `linkage.Edge` has beside the weight, of a pair in the state."""


def _probability(bits: str) -> str:
    return f"round(1 / (1 + pow(2, -{bits})), 6)"


def _pairs_sql() -> str:
    """Pairs of mentions worth keeping: those of the bands `same` and `review`, and what was weighed within a component.

    A profile stands by its smallest mention; its other mentions are paired with that one. Where a human decided, the
    band and the conflict are the human's word; `edge` is what linkage took of the pair before any human's.
    """
    told = f"match_weight, {_probability('match_weight')} AS match_probability"
    edge = f"{{{_EDGE}}} AS edge"
    judged = f"band, conflict OR (doubt AND NOT overrules) AS conflict, {edge}, evidence"
    # Whom a human decided on, and who is alike, are few, and to look at all for each takes as long as to write a third.
    return f"""
        WITH few AS MATERIALIZED (FROM state.pairs WHERE a = b OR (a, b) IN (SELECT (a, b) FROM human))
        SELECT mention_a, mention_b, {told}, {judged} FROM state.pairs ANTI JOIN human USING (a, b) WHERE a <> b
        UNION ALL
        SELECT mention_a, mention_b, {told}, if(same, 'same', 'different')::{BAND} AS band,
            (conflict OR (doubt AND NOT overrules)) AND NOT same AS conflict, {edge},
            list_prepend(if(same, '{HUMAN_SAME}', '{HUMAN_NOT_SAME}')::{TYPE}, evidence) AS evidence
        FROM few JOIN human USING (a, b) WHERE a <> b
        UNION ALL
        SELECT mention_a, mention_id, {told}, {judged}
        FROM few JOIN (
            FROM state.mentions SEMI JOIN (FROM state.profiles WHERE size > 1) USING (profile)
        ) ON profile = a WHERE a = b AND mention_id > mention_a
    """


_QUERIES = {
    "person_pairs": _pairs_sql(),
    "person_hubs": "FROM state.hubs",
    "person": "FROM state.persons",
    "person_lineage": "SELECT old AS person_id, became, refresh_id, kind FROM state.lineage",
    "person_members": "FROM state.members",
}
