"""Organisations by rules: each rule joins the mentions that agree on its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from fundlink.config import Home
from fundlink.names import organization_key
from fundlink.resolution import golden
from fundlink.resolution.columns import fetch, store, text
from fundlink.resolution.features import city_keys
from fundlink.resolution.identities import identify
from fundlink.resolution.profiles import load_mentions
from fundlink.resolution.result import Resolution
from fundlink.tables import connect


@dataclass(frozen=True)
class Rule:
    """Mentions that agree on all `columns` are one organisation.

    Attributes:
        label: the rule in words.
        columns: of the mention table; `name_key` is the folded name or alias, `city` is folded too.
        only: SQL condition on a mention: which ones the rule is about.
        provided: SQL condition on the mentions that agree, an aggregate: when the rule holds at all.
    """

    label: str
    columns: tuple[str, ...]
    only: str = "true"
    provided: str = "true"


@dataclass(frozen=True)
class OrganizationResolver:
    """The rules, strongest first."""

    rules: tuple[Rule, ...]


def resolve_organizations(
    home: Home, mentions: Sequence[Path], resolver: OrganizationResolver, refresh_id: str
) -> Resolution:
    """Resolve the organisations of the mention tables.

    Writes `resolved/organization_members`, `resolved/organization` and `resolved/organization_lineage`, and a part of
    the ledger of identities if any mention's id changed. Any order of rows gives the same tables.
    """
    done = Resolution()
    with connect() as connection:
        with done.stage("mentions"):
            done.counts["mentions"] = load_mentions(connection, mentions, "organization")
        with done.stage("clustering"):
            _make_named(connection)
            _make_clusters(connection, resolver)
        with done.stage("identities"):
            ids, lineage = identify(connection, home, "organization", "O", refresh_id)
            done.save(connection, home, "resolved/organization_lineage", lineage)
            golden.register_ids(connection, ids)
        with done.stage("tables"):
            connection.execute("""
                CREATE OR REPLACE TABLE closest AS SELECT mention_id, 1.0 AS closest, 'rule' AS decided_by FROM mentions
            """)
            done.save(connection, home, "resolved/organization_members", golden.members_sql("organization_id"))
            done.save(connection, home, "resolved/organization", golden.organizations_sql())
    return done


def _make_named(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `named`: one row a mention and folded name it bears."""
    connection.execute("""
        CREATE OR REPLACE TABLE written AS
        SELECT *, unnest(list_prepend(name, aliases)) AS written FROM mentions
    """)
    names = fetch(connection, "SELECT DISTINCT written FROM written WHERE written IS NOT NULL")
    store(connection, "keys", text(written=names, name_key=(organization_key(name) or None for name in names)))
    store(connection, "cities", city_keys(connection, "mentions"))
    connection.execute("""
        CREATE OR REPLACE TABLE named AS
        SELECT * REPLACE (city_key AS city) FROM written LEFT JOIN keys USING (written) LEFT JOIN cities USING (city)
    """)


def _make_clusters(connection: duckdb.DuckDBPyConnection, resolver: OrganizationResolver) -> None:
    """Make `clusters(mention_id, cluster)`: rule by rule, never joining two business identification numbers."""
    rows = connection.execute("SELECT mention_id, bin FROM mentions ORDER BY mention_id").fetchall()
    parent = {mention: mention for mention, _ in rows}
    numbers: dict[str, str] = {mention: number for mention, number in rows if number}

    def root(mention: str) -> str:
        while parent[mention] != mention:
            parent[mention] = parent[parent[mention]]
            mention = parent[mention]
        return mention

    for rule in resolver.rules:
        columns = ", ".join(rule.columns)
        known = " AND ".join(f"{column} IS NOT NULL" for column in rule.columns)
        groups = connection.execute(f"""
            SELECT list_sort(list_distinct(list(mention_id))) AS members FROM named WHERE ({rule.only}) AND {known}
            GROUP BY {columns} HAVING count(DISTINCT mention_id) > 1 AND ({rule.provided}) ORDER BY members
        """).fetchall()
        for (members,) in groups:
            borne = {numbers[at] for member in members if (at := root(member)) in numbers}
            if len(borne) > 1:
                # One name, several numbers: which of them a mention without a number belongs to, nobody can say.
                continue
            for member in members[1:]:
                low, high = sorted((root(members[0]), root(member)))
                parent[high] = low
            numbers |= {root(members[0]): number for number in borne}
    store(connection, "clusters", text(mention_id=parent, cluster=map(root, parent)))
