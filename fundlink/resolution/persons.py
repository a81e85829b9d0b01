"""Persons: mention tables in, resolved tables and the ledger of identities out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from fundlink.config import Home
from fundlink.resolution import golden
from fundlink.resolution.blocking import block, block_within, drop_hubs
from fundlink.resolution.clusters import make_clusters, make_components
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.features import make_features
from fundlink.resolution.identities import identify
from fundlink.resolution.model import Model, load
from fundlink.resolution.profiles import load_mentions, make_profiles
from fundlink.resolution.result import Resolution
from fundlink.resolution.scoring import linker, score
from fundlink.tables import connect


def pair_up(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, done: Resolution) -> None:
    """From `mentions` make `pairs`, scored, and `clusters`."""
    with done.stage("features"):
        done.counts["profiles"] = make_profiles(connection)
        make_features(connection, model.terms)
        drop_hubs(connection, resolver)
    with done.stage("blocking"):
        done.counts["blocked"] = block(connection, resolver)
    with done.stage("scoring"):
        made = linker(connection, resolver, model)
        score(connection, resolver, made, "pairs")
    with done.stage("components"):
        done.counts["in_components"] = make_components(connection)
        done.counts["blocked_within"] = block_within(connection, "components")
        score(connection, resolver, made, "pairs")
    with done.stage("clustering"):
        make_clusters(connection, resolver.linkage_at)


def resolve_persons(home: Home, mentions: Sequence[Path], resolver: Resolver, refresh_id: str) -> Resolution:
    """Resolve the persons of the mention tables.

    Writes `resolved/person_members`, `resolved/person_pairs`, `resolved/person` and `resolved/person_lineage`, and a
    part of the ledger of identities if any mention's id changed. Any order of rows gives the same tables.

    Raises:
        FundlinkError: when the resolver has no model, or one for other comparisons.
    """
    done = Resolution()
    model = load(resolver)
    with connect() as connection:
        with done.stage("mentions"):
            done.counts["mentions"] = load_mentions(connection, mentions, "person")
        pair_up(connection, resolver, model, done)
        with done.stage("identities"):
            ids, lineage = identify(connection, home, "person", "P", refresh_id)
            done.save(connection, home, "resolved/person_lineage", lineage)
            golden.register_ids(connection, ids)
        with done.stage("tables"):
            _closest(connection)
            done.save(connection, home, "resolved/person_members", golden.members_sql("person_id"))
            done.save(connection, home, "resolved/person_pairs", _pairs_sql())
            done.save(connection, home, "resolved/person", golden.persons_sql())
    return done


def _closest(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `closest(mention_id, closest, decided_by)`: the best probability with a fellow of the same party."""
    connection.execute("""
        CREATE OR REPLACE TABLE closest AS
        WITH placed AS (FROM profile_members JOIN ids USING (mention_id)),
        heads AS (SELECT DISTINCT profile_id, id FROM placed),
        fellows AS (
            SELECT a.profile_id, p.match_probability FROM pairs p
            JOIN heads a ON a.profile_id = p.profile_a JOIN heads b ON b.profile_id = p.profile_b AND a.id = b.id
            UNION ALL
            SELECT b.profile_id, p.match_probability FROM pairs p
            JOIN heads a ON a.profile_id = p.profile_a JOIN heads b ON b.profile_id = p.profile_b AND a.id = b.id
        )
        SELECT mention_id, max(match_probability) AS closest, 'model' AS decided_by
        FROM placed LEFT JOIN fellows USING (profile_id) GROUP BY ALL
    """)


def _pairs_sql() -> str:
    """Pairs of mentions worth keeping: those of the bands `same` and `review`, and what was weighed within a component.

    A profile stands by its smallest mention; its other mentions are paired with that one.
    """
    return """
        SELECT profile_a AS mention_a, profile_b AS mention_b, match_weight, match_probability, band, conflict, evidence
        FROM pairs LEFT JOIN components a ON a.profile_id = profile_a LEFT JOIN components b ON b.profile_id = profile_b
        WHERE profile_a < profile_b AND (band <> 'different' OR a.component = b.component)
        UNION ALL
        SELECT profile_id, mention_id, match_weight, match_probability, band, conflict, evidence
        FROM pairs JOIN profile_members ON profile_id = profile_a
        WHERE profile_a = profile_b AND mention_id > profile_id
        ORDER BY mention_a, mention_b
    """
