"""Organisations by rules: each rule joins the mentions that agree on its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.names import organization_key
from fundlink.resolution import golden
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

    Writes `resolved/organization_members`, `resolved/organization` and `resolved/organization_lineage`, and a part of the
    ledger of identities if any mention's id changed. The same mentions give the same tables in any order of rows.
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
    names = "CASE WHEN name IS NULL THEN aliases ELSE list_prepend(name, aliases) END"
    distinct = [row[0] for row in connection.execute(f"SELECT DISTINCT unnest({names}) FROM mentions").fetchall()]
    keys = {"name": pa.array(distinct, pa.string()), "name_key": pa.array(map(organization_key, distinct), pa.string())}
    connection.register("keys", pa.table(keys))
    connection.register("cities", city_keys(connection, "mentions"))
    connection.execute(f"""
        CREATE OR REPLACE TABLE named AS
        SELECT DISTINCT m.* REPLACE (city_key AS city), nullif(name_key, '') AS name_key
        FROM (SELECT *, unnest(CASE WHEN name IS NULL AND len(aliases) = 0 THEN [NULL] ELSE {names} END) AS written FROM mentions) m
        LEFT JOIN keys k ON k.name = written LEFT JOIN cities c ON c.city = m.city
    """)
    connection.unregister("keys")
    connection.unregister("cities")


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
    table = {"mention_id": pa.array(parent, pa.string()), "cluster": pa.array(map(root, parent), pa.string())}
    connection.register("roots", pa.table(table))
    connection.execute("CREATE OR REPLACE TABLE clusters AS FROM roots")
    connection.unregister("roots")
