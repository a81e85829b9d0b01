"""From mention tables to resolved organisations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.decisions import Decisions, read
from fundlink.resolution import golden
from fundlink.resolution.columns import store, text
from fundlink.resolution.declaration import Band
from fundlink.resolution.evidence import HUMAN_SAME
from fundlink.resolution.identities import identify
from fundlink.resolution.organizations.deciding import said_of
from fundlink.resolution.organizations.grouping import groups, keep_groups
from fundlink.resolution.organizations.joining import Clusters, Profile
from fundlink.resolution.organizations.linking import make_links
from fundlink.resolution.organizations.naming import drop_hubs, find_hubs, make_bodies
from fundlink.resolution.organizations.pairing import make_pairs
from fundlink.resolution.organizations.rules import OrganizationResolver
from fundlink.resolution.profiles import load_mentions
from fundlink.resolution.result import Resolution
from fundlink.tables import connect

_MEMBERS = f"""
    SELECT source, source_key, role, mention_id, id AS organization_id, version, 1.0 AS probability,
        CASE WHEN mention_id IN (SELECT unnest([mention_a, mention_b]) FROM pairs WHERE rule = '{HUMAN_SAME}')
            THEN 'human' ELSE 'rule' END AS decided_by
    FROM mentions JOIN ids USING (mention_id) ORDER BY mention_id
"""
"""One row a mention: the organisation it resolves to. What a rule joins is sure, so its probability is 1."""

_GROUPS = """
    SELECT unnest(mentions) AS mention_id, rule, group_number FROM groups JOIN profiles USING (profile) ORDER BY ALL
"""
"""Which mentions agree on which rule: what a rule asks of all that agree, `why` cannot ask of two mentions."""


def resolve_organizations(
    home: Home, mentions: Sequence[Path], resolver: OrganizationResolver, refresh_id: str
) -> Resolution:
    """Resolve the organisations of the mention tables, with what humans decided of them.

    Writes `resolved/organization` and, beside it, `_members`, `_pairs`, `_links`, `_groups`, `_hubs` and `_lineage`,
    and a part of the ledger of identities if any mention's id changed. Any order of rows gives the same tables.
    """
    done = Resolution()
    decisions = read(home)
    with connect() as connection:
        with done.stage("mentions"):
            done.counts["mentions"] = load_mentions(connection, mentions, "organization")
            store(connection, "decided", text(mention_id=decisions.spoken))
            make_bodies(connection)
            find_hubs(connection, resolver)
            drop_hubs(connection, resolver)
        with done.stage("clustering"):
            clusters = make_clusters(connection, resolver, decisions)
            store(connection, "clusters", _clusters_table(clusters))
            make_pairs(connection, clusters)
        with done.stage("identities"):
            lineage = identify(connection, home, "organization", "O", refresh_id)
            done.save(connection, home, "resolved/organization_lineage", lineage)
        with done.stage("tables"):
            make_links(connection)
            done.save(connection, home, "resolved/organization_members", _MEMBERS)
            done.save(connection, home, "resolved/organization", golden.organizations_sql())
            done.save(connection, home, "resolved/organization_pairs", "FROM pairs ORDER BY mention_a, mention_b")
            done.save(connection, home, "resolved/organization_links", "FROM links ORDER BY ALL")
            done.save(connection, home, "resolved/organization_groups", _GROUPS)
            done.save(connection, home, "resolved/organization_hubs", "FROM hubs")
    return done


def make_clusters(
    connection: duckdb.DuckDBPyConnection, resolver: OrganizationResolver, decisions: Decisions
) -> Clusters:
    """Join the profiles: first what humans said, then rule by rule; last, note what a human should look at.

    Keeps in `groups` which of them agree on which rule.
    """
    rows = connection.execute("SELECT mentions, number, forms FROM profiles ORDER BY profile").fetchall()
    profiles = [Profile(tuple(mentions), number, frozenset(forms)) for mentions, number, forms in rows]
    at = {profile.mentions[0]: number for number, profile in enumerate(profiles)}
    same, apart = said_of(decisions, at)
    clusters = Clusters(profiles, apart)
    for a, b in same:
        clusters.join(a, b, HUMAN_SAME)
    for rule in resolver.rules:
        found = list(groups(connection, rule))
        keep_groups(connection, rule, found)
        if rule.band is Band.SAME:
            clusters.apply(rule, found)
        else:
            clusters.review(rule, found, resolver.namesakes)
    return clusters


def _clusters_table(clusters: Clusters) -> pa.Table:
    """Each mention with the smallest of its organisation; those that say the same and no more stay apart."""
    rows = [
        (mention, clusters.profiles[clusters.forest.root(at)].mentions[0] if together else mention)
        for at, profile in enumerate(clusters.profiles)
        for together in (at in clusters.closed or len(profile.mentions) == 1,)
        for mention in profile.mentions
    ]
    return text(mention_id=(mention for mention, _ in rows), cluster=(cluster for _, cluster in rows))
