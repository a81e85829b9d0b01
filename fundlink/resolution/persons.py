"""Persons: mention tables in, resolved tables and the ledger of identities out.

What has changed since the last refresh is found, and worked through: mentions, profiles, blocks, pairs, components,
clusters, ids, persons. The first time, everything has changed.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import duckdb
import pyarrow as pa

import fundlink.names
from fundlink import decisions, forest, identifiers
from fundlink.config import Home
from fundlink.decisions import Decisions, ordered
from fundlink.resolution import drift, identities
from fundlink.resolution.blocking import block, block_within, find_blocks, find_hubs, without_hubs
from fundlink.resolution.clusters import make_clusters
from fundlink.resolution.columns import count, drop, store, text
from fundlink.resolution.components import find_components
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.features import features_sql
from fundlink.resolution.model import Model, load
from fundlink.resolution.profiles import take_changes, view_mentions
from fundlink.resolution.result import Begins, Resolution
from fundlink.resolution.scoring import make_terms, score
from fundlink.resolution.state import kept, like
from fundlink.resolution.told import read_told, renew_members, renew_persons, save_told
from fundlink.tables import code, digest


def resolve_persons(
    home: Home, mentions: Sequence[Path], resolver: Resolver, refresh_id: str, begins: Begins | None = None
) -> Resolution:
    """Resolve the persons of the mention tables, under what humans decided; `begins` is told of each stage.

    Writes `resolved/person`, `resolved/person_members`, `_pairs`, `_lineage`, `_hubs` and `_drift`, and a part of the
    ledger of identities if any mention's id changed. Any order of rows, and any way of getting there, gives the same
    clusters.

    Raises:
        FundlinkError: when the resolver has no model, or one for other comparisons.
    """
    done = Resolution(begins=begins)
    model = load(resolver, home)
    with kept(home, "person", _CODE, resolver, model) as connection:
        with done.stage("mentions"):
            view_mentions(connection, mentions, "person")
            register_decisions(connection, decisions.read(home))
            done.counts["mentions"] = take_changes(connection)
            done.counts["changed"] = count(connection, "changed")
        pair_up(connection, home, resolver, model, done)
        with ThreadPoolExecutor(2) as aside:

            def write(*names: str) -> Future[None]:
                return aside.submit(save_told, connection.cursor(), home, done, *names)

            # Each table as soon as it is known, beside what comes next: to write them is a third of a small refresh.
            # And what is needed next is read while Python links.
            writing = [write("person_pairs", "person_hubs")]
            writing.append(aside.submit(_save_drift, connection.cursor(), home, resolver, model, done))
            reading = aside.submit(read_told, connection.cursor())
            with done.stage("clustering"):
                make_clusters(connection, resolver.linkage_at)
            with done.stage("identities"):
                _identify(connection, home, refresh_id)
            with done.stage("tables"):
                reading.result()
                renew_members(connection)
                writing.append(write("person_members", "person_lineage"))
                renew_persons(connection)
                writing.append(write("person"))
                for each in writing:
                    each.result()
    return done


def _save_drift(
    connection: duckdb.DuckDBPyConnection, home: Home, resolver: Resolver, model: Model, done: Resolution
) -> None:
    found = drift.report(connection, resolver, model, done.counts["mentions"])
    done.save(connection, home, "resolved/person_drift", found)


def register_decisions(connection: duckdb.DuckDBPyConnection, decided: Decisions) -> None:
    """Make `decisions(mention_a, mention_b, same)` of what was said of the mentions that are read."""
    store(connection, "spoken", text(mention_id=decided.spoken))
    # Mention -> whether it is one state of an entry. Of a million, to read their names too takes four times as long.
    here: dict[str, bool] = dict(
        connection.execute(
            "SELECT mention_id, version IS NOT NULL FROM mentions SEMI JOIN spoken USING (mention_id)"
        ).fetchall()
    )
    same, apart = decided.among(here)
    apart += _of_later_states(connection, apart, [mention for mention, is_state in here.items() if is_state])
    table = text(mention_a=(a for a, _ in (*same, *apart)), mention_b=(b for _, b in (*same, *apart)))
    said = pa.array([True] * len(same) + [False] * len(apart), pa.bool_())
    store(connection, "decisions", table.append_column("same", said))


def _of_later_states(
    connection: duckdb.DuckDBPyConnection, apart: list[tuple[str, str]], states: Sequence[str]
) -> list[tuple[str, str]]:
    """The same of other states of an entry under that name, of which nobody spoke: a page that was seen again."""
    kept_apart = {mention for pair in apart for mention in pair}.intersection(states)
    if not kept_apart:
        return []
    store(connection, "states", text(mention_id=sorted(kept_apart)))
    others: dict[str, list[str]] = defaultdict(list)
    for mention, other in connection.execute("""
        WITH named AS (FROM mentions SEMI JOIN states USING (mention_id))
        SELECT s.mention_id, m.mention_id FROM mentions m JOIN named s USING (source, source_key, role, name)
        WHERE m.mention_id NOT IN (FROM spoken) ORDER BY ALL
    """).fetchall():
        others[mention].append(other)
    known = set(apart)
    found = {
        ordered(one, other)
        for a, b in apart
        # Of a state of both sides' entry nobody said whose it is.
        for one in (a, *(later for later in others[a] if later not in others[b]))
        for other in (b, *(later for later in others[b] if later not in others[a]))
    }
    return sorted(found - known)


def pair_up(
    connection: duckdb.DuckDBPyConnection, home: Home, resolver: Resolver, model: Model, done: Resolution
) -> None:
    """From the changed profiles make pairs, scored, in the state, and components of them."""
    with done.stage("folding"):
        features = features_sql(connection, "written", model.terms)
    with done.stage("features"):
        _take_features(connection, resolver, features)
        find_hubs(connection, resolver)
    with done.stage("blocking"):
        find_blocks(connection, resolver)
        _forget_pairs(connection)
        done.counts["blocked"] = block(connection)
    with done.stage("scoring"):
        _add_own(connection)
        _make_compared(connection, resolver, model)
        _score(connection, resolver, model, home, "band <> 'different' OR a = b", within=False)
    with done.stage("components"):
        _touch(connection)
        done.counts["in_components"] = find_components(connection)
        _forget_within(connection)
        done.counts["blocked_within"] = block_within(connection)
        if count(connection, "blocked WHERE a NOT IN (FROM ready) OR b NOT IN (FROM ready)"):
            _make_compared(connection, resolver, model)
        _score(connection, resolver, model, home, "true", within=True)
        drop(connection, "compared", "variant_pairs", "blocked")


def _take_features(connection: duckdb.DuckDBPyConnection, resolver: Resolver, features: str) -> None:
    """Make `features` of what came, and keep `state.features`; `dirty` begins with what came.

    And with `renamed`, which are few: their pairs are put anew with another name. Of what went, `lost` keeps the
    identifiers.
    """
    like(connection, "state.features", features)
    connection.execute(f"""
        CREATE TEMP TABLE dirty AS SELECT profile FROM fresh UNION ALL FROM renamed;
        CREATE TEMP TABLE lost AS
        SELECT {", ".join(resolver.identifiers)} FROM state.features SEMI JOIN gone USING (profile);
        DELETE FROM state.features WHERE profile IN (FROM gone);
        INSERT INTO state.features {features};
        CREATE TEMP VIEW features AS FROM state.features SEMI JOIN fresh USING (profile)
    """)
    drop(connection, "written", "name_keys")


def _forget_pairs(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the pairs of `gone` and `dirty` out of the state; `parted` are those that one of the band `same` held."""
    connection.execute("""
        CREATE TEMP TABLE void AS FROM gone UNION FROM dirty;
        CREATE TEMP TABLE parted AS
        SELECT unnest([a, b]) AS profile FROM state.pairs
        WHERE band = 'same' AND (a IN (FROM void) OR b IN (FROM void));
        DELETE FROM state.pairs WHERE a IN (FROM void) OR b IN (FROM void)
    """)


def _forget_within(connection: duckdb.DuckDBPyConnection) -> None:
    """Take out of the state the pairs that were scored only since both were in one component, and are so no more."""
    connection.execute("""
        CREATE TEMP TABLE divided AS
        SELECT a, b FROM state.pairs SEMI JOIN region ON a = profile
        LEFT JOIN components c ON c.profile = a LEFT JOIN components d ON d.profile = b
        WHERE within AND (coalesce(c.component <> d.component, true) OR c.component IN (FROM large));
        DELETE FROM state.pairs p USING divided d WHERE p.a = d.a AND p.b = d.b
    """)


def _add_own(connection: duckdb.DuckDBPyConnection) -> None:
    """Add to `blocked` each profile of several mentions that was not compared with itself yet."""
    connection.execute("""
        INSERT INTO blocked SELECT profile, profile FROM state.profiles
        WHERE size > 1 AND (profile IN (FROM resized) OR profile IN (FROM dirty))
        AND profile NOT IN (SELECT a FROM state.pairs WHERE a = b)
    """)


def _score(
    connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, home: Home, keep: str, *, within: bool
) -> None:
    """Score `blocked` and keep what `keep` says of it in the state."""
    for judged in score(connection, resolver, model, home):
        connection.execute(f"""
            INSERT INTO state.pairs
            SELECT s.*, {within}, least(x.first, y.first), greatest(x.first, y.first) FROM ({judged}) s
            JOIN state.profiles x ON x.profile = a JOIN state.profiles y ON y.profile = b WHERE {keep}
        """)


def _make_compared(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model) -> None:
    """Make `compared`, the features of `ready`, and its terms.

    `ready` are the profiles of `blocked`, and those that were joined with them so far: their pairs within components
    are asked for next, and to gather features twice is half of what it costs to score.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE ready AS SELECT DISTINCT unnest([a, b]) AS profile FROM blocked;
        INSERT INTO ready SELECT profile FROM state.placed
        WHERE root IN (SELECT root FROM state.placed SEMI JOIN ready USING (profile)) AND profile NOT IN (FROM ready)
    """)
    columns = ", ".join(("unique_id", "profile", *resolver.compared))
    ready = f"(SELECT {columns} FROM state.features WHERE profile IN (FROM ready))"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE compared AS {without_hubs(connection, resolver, ready)}")
    make_terms(connection, resolver, model)


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
        UNION SELECT unnest([a, b]) FROM state.pairs WHERE band = 'same' AND (a IN (FROM dirty) OR b IN (FROM dirty))
        UNION SELECT unnest([a, b]) FROM human
        WHERE a IN (SELECT profile FROM fresh) OR b IN (SELECT profile FROM fresh)
    """)


def _identify(connection: duckdb.DuckDBPyConnection, home: Home, refresh_id: str) -> None:
    """Make `clusters` of the mentions of the region, and give them `ids`."""
    connection.execute("""
        CREATE TEMP TABLE clusters AS
        SELECT mention_id, profile, CASE WHEN m.profile IN (FROM loose) THEN mention_id
            ELSE coalesce(head, m.profile)::VARCHAR END AS cluster
        FROM state.mentions m SEMI JOIN region USING (profile) LEFT JOIN state.placed USING (profile)
    """)
    ledger = identities.Ledger(connection, identities.folder(home, "person"), "state")
    if count(connection, "changed WHERE here") == count(connection, "state.mentions"):
        # What was kept may be lost: then nobody but the ledger knows who has left.
        ledger.find_departed("state.mentions")
    else:
        connection.execute("CREATE TEMP TABLE departed AS SELECT mention_id FROM changed WHERE NOT here")
    ledger.update("P", refresh_id)


_CODE = digest(
    code(fundlink.names, identifiers, forest, sys.modules[__package__]),
    [version(package) for package in ("anyascii", "nicknames", "rapidfuzz", "splink")],
    unicodedata.unidata_version,
)
"""What is kept is of no use to other code: ours, what reads and compares names, and what tells it of letters."""
