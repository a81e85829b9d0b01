"""Persons: mention tables in, resolved tables and the ledger of identities out.

What has changed since the last refresh is found, and worked through: mentions, profiles, blocks, pairs, components,
clusters, ids, persons. The first time, everything has changed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

import fundlink.names
from fundlink import decisions
from fundlink.config import Home
from fundlink.decisions import Decisions
from fundlink.resolution import drift, golden, identities
from fundlink.resolution.blocking import block, block_within, find_blocks, find_hubs, without_hubs
from fundlink.resolution.clusters import make_clusters
from fundlink.resolution.columns import count, store, text
from fundlink.resolution.components import find_components
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.features import make_features
from fundlink.resolution.merging import HUMAN_SAME
from fundlink.resolution.model import Model, load
from fundlink.resolution.profiles import take_changes, view_mentions
from fundlink.resolution.result import Resolution
from fundlink.resolution.scoring import score
from fundlink.resolution.state import kept, like
from fundlink.tables import code

_TOLD = ("source", "source_key", "role", "version", *golden.PERSON)
"""Columns of the mentions that the written tables hold something of."""


def resolve_persons(home: Home, mentions: Sequence[Path], resolver: Resolver, refresh_id: str) -> Resolution:
    """Resolve the persons of the mention tables, under what humans decided.

    Writes `resolved/person`, `resolved/person_members`, `_pairs`, `_lineage`, `_hubs` and `_drift`, and a part of the
    ledger of identities if any mention's id changed. Any order of rows, and any way of getting there, gives the same
    clusters.

    Raises:
        FundlinkError: when the resolver has no model, or one for other comparisons.
    """
    done = Resolution()
    model = load(resolver, home)
    with kept(home, "person", _CODE, resolver, model.version) as connection:
        with done.stage("mentions"):
            view_mentions(connection, mentions, "person")
            register_decisions(connection, decisions.read(home))
            done.counts["mentions"] = take_changes(connection)
            done.counts["changed"] = count(connection, "changed")
        pair_up(connection, resolver, model, done)
        with done.stage("identities"):
            _identify(connection, home, refresh_id)
        with done.stage("tables"):
            _renew_persons(connection)
            _renew_members(connection)
            _save(connection, home, done)
            drifted = drift.report(connection, resolver, model, done.counts["mentions"])
            done.save(connection, home, "resolved/person_drift", drifted)
    return done


def register_decisions(connection: duckdb.DuckDBPyConnection, decided: Decisions) -> None:
    """Make `decisions(mention_a, mention_b, same)`."""
    pairs = [*decided.same, *decided.apart]
    table = text(mention_a=(a for a, _ in pairs), mention_b=(b for _, b in pairs))
    same = [True] * len(decided.same) + [False] * len(decided.apart)
    store(connection, "decisions", table.append_column("same", pa.array(same, pa.bool_())))


def pair_up(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, done: Resolution) -> None:
    """From the changed profiles make pairs, scored, and clusters, in the state."""
    with done.stage("features"):
        _take_features(connection, model)
        find_hubs(connection, resolver)
    with done.stage("blocking"):
        find_blocks(connection, resolver)
        _forget_pairs(connection)
        done.counts["blocked"] = block(connection)
    with done.stage("scoring"):
        _add_own(connection)
        _score(connection, resolver, model, "band <> 'different' OR a = b", within=False)
    with done.stage("components"):
        _touch(connection)
        done.counts["in_components"] = find_components(connection)
        _forget_within(connection)
        done.counts["blocked_within"] = block_within(connection)
        _score(connection, resolver, model, "true", within=True)
    with done.stage("clustering"):
        make_clusters(connection, resolver.linkage_at)


def _take_features(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Make `features` of what came, `lost` of what went, and keep `state.features`; `dirty` begins with what came."""
    make_features(connection, "written", model.terms)
    connection.execute("CREATE TEMP TABLE dirty AS SELECT profile FROM fresh")
    like(connection, "state.features", "FROM features")
    connection.execute("""
        CREATE TEMP TABLE lost AS FROM state.features SEMI JOIN gone USING (profile);
        DELETE FROM state.features WHERE profile IN (FROM gone);
        INSERT INTO state.features FROM features
    """)


def _forget_pairs(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the pairs of `gone` and `dirty` out of the state; `parted` are those that one of the band `same` held."""
    connection.execute("""
        CREATE TEMP TABLE void AS FROM gone UNION FROM dirty;
        CREATE TEMP TABLE parted AS
        SELECT unnest([a, b]) AS profile FROM state.pairs
        WHERE band = 'same' AND (a IN (FROM void) OR b IN (FROM void));
        DELETE FROM state.pairs WHERE a IN (FROM void) OR b IN (FROM void);
        UPDATE state.pairs SET first_a = first FROM resized JOIN state.profiles USING (profile)
        WHERE a = profile AND first_a <> first;
        UPDATE state.pairs SET first_b = first FROM resized JOIN state.profiles USING (profile)
        WHERE b = profile AND first_b <> first
    """)


def _forget_within(connection: duckdb.DuckDBPyConnection) -> None:
    """Take out of the state the pairs that were scored only since both were in one component, and are so no more."""
    connection.execute("""
        CREATE TEMP TABLE divided AS
        SELECT a, b FROM state.pairs SEMI JOIN region ON a = profile
        LEFT JOIN components c ON c.profile = a LEFT JOIN components d ON d.profile = b
        WHERE within AND coalesce(c.component <> d.component, true);
        DELETE FROM state.pairs p USING divided d WHERE p.a = d.a AND p.b = d.b
    """)


def _add_own(connection: duckdb.DuckDBPyConnection) -> None:
    """Add to `blocked` each profile of several mentions that was not compared with itself yet."""
    connection.execute("""
        INSERT INTO blocked SELECT profile, profile FROM state.profiles
        WHERE size > 1 AND (profile IN (FROM resized) OR profile IN (FROM dirty))
        AND profile NOT IN (SELECT a FROM state.pairs WHERE a = b)
    """)


def _score(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, keep: str, *, within: bool) -> None:
    """Score `blocked` and keep what `keep` says of it in the state."""
    asked = "(FROM state.features WHERE profile IN (SELECT unnest([a, b]) FROM blocked))"
    connection.execute(f"CREATE OR REPLACE TABLE compared AS {without_hubs(resolver, asked)}")
    score(connection, resolver, model, keep)
    connection.execute(f"""
        INSERT INTO state.pairs SELECT s.*, {within}, x.first, y.first
        FROM scored s JOIN state.profiles x ON x.profile = a JOIN state.profiles y ON y.profile = b
    """)


def _touch(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `human(a, b, same)`, decisions as pairs of profiles, and `touched_now`: whose component may be another."""
    connection.execute("""
        CREATE TABLE human AS
        SELECT least(x.profile, y.profile) AS a, greatest(x.profile, y.profile) AS b, bool_or(same) AS same
        FROM decisions
        JOIN state.mentions x ON x.mention_id = mention_a JOIN state.mentions y ON y.mention_id = mention_b
        GROUP BY ALL;
        CREATE TEMP TABLE touched_now AS
        FROM void UNION FROM resized UNION FROM parted
        UNION SELECT unnest([a, b]) FROM scored WHERE band = 'same'
        UNION SELECT unnest([a, b]) FROM human
        WHERE a IN (SELECT profile FROM fresh) OR b IN (SELECT profile FROM fresh)
    """)


def _identify(connection: duckdb.DuckDBPyConnection, home: Home, refresh_id: str) -> None:
    """Give ids to the mentions of the region, in `state.ids`."""
    connection.execute("""
        CREATE TEMP TABLE clusters AS
        SELECT mention_id, CASE WHEN m.profile IN (FROM loose) THEN mention_id
            ELSE coalesce(head, m.profile)::VARCHAR END AS cluster
        FROM state.mentions m SEMI JOIN region USING (profile) LEFT JOIN state.placed USING (profile);
        CREATE TEMP TABLE departed AS SELECT mention_id FROM changed WHERE NOT here
    """)
    ledger = identities.Ledger(connection, identities.folder(home, "person"), "state")
    connection.execute("""
        CREATE TEMP TABLE renewed AS
        SELECT DISTINCT id FROM state.ids WHERE here
        AND (mention_id IN (SELECT mention_id FROM clusters) OR mention_id IN (FROM departed))
    """)
    ledger.update("P", refresh_id)
    connection.execute("CREATE TEMP VIEW ids AS SELECT mention_id, id FROM state.ids WHERE here")


def _renew_persons(connection: duckdb.DuckDBPyConnection) -> None:
    """Tell `state.persons` and `state.closest` of the region anew."""
    connection.execute(f"""
        CREATE TEMP TABLE told AS
        SELECT mention_id, {", ".join(_TOLD)} FROM mentions SEMI JOIN clusters USING (mention_id);
        CREATE TEMP VIEW numbers AS
        SELECT DISTINCT iin, iin_birth, sex FROM state.features SEMI JOIN region USING (profile) WHERE iin IS NOT NULL
    """)
    renewed = golden.persons_sql("told")
    like(connection, "state.persons", renewed)
    connection.execute(f"""
        DELETE FROM state.persons WHERE person_id IN (FROM renewed);
        INSERT INTO state.persons BY NAME {renewed};
        DELETE FROM state.closest WHERE profile IN (FROM region);
        INSERT INTO state.closest
        WITH together AS (
            SELECT p.a, p.b, match_weight FROM state.pairs p SEMI JOIN region ON a = profile
            JOIN state.placed x ON x.profile = a JOIN state.placed y ON y.profile = b AND x.head = y.head
            WHERE a <> b
            UNION ALL
            SELECT a, b, match_weight FROM state.pairs p SEMI JOIN region ON a = profile
            JOIN state.profiles ON profile = a WHERE a = b AND size > 1 AND a NOT IN (FROM loose)
        )
        SELECT profile, max(match_weight) FROM (
            SELECT a AS profile, match_weight FROM together UNION ALL SELECT b, match_weight FROM together)
        GROUP BY profile;
    """)


def _renew_members(connection: duckdb.DuckDBPyConnection) -> None:
    """Tell `state.members` of the region anew: each mention, and who it is."""
    connection.execute("""
        CREATE TEMP TABLE by_humans AS
        SELECT DISTINCT unnest([mention_a, mention_b]) AS mention_id
        FROM decisions JOIN ids x ON x.mention_id = mention_a JOIN ids y ON y.mention_id = mention_b AND x.id = y.id
        WHERE same
    """)
    renewed = f"""
        SELECT source, source_key, role, mention_id, id AS person_id, version,
            CASE WHEN mention_count = 1 THEN 1.0
                ELSE coalesce({_probability("c.match_weight")}, 0.0) END AS probability,
            CASE WHEN mention_id IN (FROM by_humans) THEN 'human' ELSE 'model' END AS decided_by,
            first AS statement_id
        FROM told JOIN state.mentions m USING (mention_id) JOIN ids USING (mention_id)
        JOIN state.profiles p ON p.profile = m.profile LEFT JOIN state.closest c ON c.profile = m.profile
        JOIN state.persons ON person_id = id
    """
    like(connection, "state.members", renewed)
    connection.execute(f"""
        DELETE FROM state.members
        WHERE mention_id IN (SELECT mention_id FROM clusters) OR mention_id IN (FROM departed);
        INSERT INTO state.members BY NAME {renewed}
    """)


def _save(connection: duckdb.DuckDBPyConnection, home: Home, done: Resolution) -> None:
    # The large ones as they come: to sort them takes longer than all else of a small refresh.
    tables = {
        "person_members": "FROM state.members",
        "person_pairs": _pairs_sql(),
        "person": "FROM state.persons",
        "person_lineage": "SELECT old AS person_id, became, refresh_id, kind FROM state.lineage",
        "person_hubs": "FROM state.hubs ORDER BY ALL",
    }
    for name, query in tables.items():
        key = f"resolved/{name}"
        if done.counts["changed"] or not home.table(key).exists():
            done.save(connection, home, key, query)
        else:
            done.keep(home, key)


def _probability(bits: str) -> str:
    return f"round(1 / (1 + pow(2, -{bits})), 6)"


def _pairs_sql() -> str:
    """Pairs of mentions worth keeping: those of the bands `same` and `review`, and what was weighed within a component.

    A profile stands by its smallest mention; its other mentions are paired with that one. Where a human decided, the
    band is the human's word.
    """
    return f"""
        SELECT least(first_a, first_b) AS mention_a, greatest(first_a, first_b) AS mention_b, match_weight,
            {_probability("match_weight")} AS match_probability,
            CASE h.same WHEN true THEN 'same' WHEN false THEN 'different' ELSE band END AS band,
            (conflict OR doubt) AND h.same IS NOT true AS conflict,
            conflict AND h.same IS NOT true AS final, overrules,
            CASE h.same WHEN true THEN list_prepend('{HUMAN_SAME}', evidence)
                WHEN false THEN list_prepend('human: not same', evidence) ELSE evidence END AS evidence
        FROM state.pairs p LEFT JOIN human h ON h.a = p.a AND h.b = p.b WHERE p.a <> p.b
        UNION ALL
        SELECT first_a, mention_id, match_weight, {_probability("match_weight")}, band,
            conflict OR doubt, conflict, overrules, evidence
        FROM state.pairs JOIN state.mentions ON profile = a WHERE a = b AND mention_id > first_a
    """


_CODE = code(fundlink.names, sys.modules[__package__])
"""What is kept is of no use to other code."""
