"""HOW: in which order the mentions of an organisation came together, and by which rules. Reads the tables."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.asked import Side, find, name_of
from fundlink.resolution.evidence import HUMAN_SAME
from fundlink.resolution.organizations.rules import OrganizationResolver
from fundlink.tables import connect, scan


@dataclass(frozen=True)
class OrganizationStep:
    """Two clusters of mentions that became one.

    Attributes:
        left, right: sorted mentions of each.
        pair: the two mentions that agree on the rule.
        rule: its label, or `human: same`.
        evidence: the rule, the values, and what a human should look at; of a human's word, which rules hold besides.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    pair: tuple[str, str]
    rule: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class OrganizationMerging:
    """An organisation's name and mentions (as `asked.Side` has them), the steps that joined them, branches and head.

    Attributes:
        links: rows of `resolved/organization_links` that name it.
    """

    organization_id: str
    name: str | None
    mentions: tuple[dict[str, Any], ...]
    steps: tuple[OrganizationStep, ...]
    links: tuple[dict[str, Any], ...]


def trace_organization(home: Home, resolver: OrganizationResolver, organization: str) -> OrganizationMerging:
    """Tell which rule joined which mentions of an organisation, in order.

    Args:
        home: with the tables of a refresh.
        resolver: the declaration, to tell whether the tables are its own.
        organization: its id, or one of its mentions.

    Raises:
        FundlinkError: when the id is unknown, or the tables are of another resolver.
    """
    with connect() as connection:
        found = find(connection, home, organization, ("organization",))
        if len(found.parties) > 1:
            raise FundlinkError(f"{organization}: mentions of {' and '.join(found.parties)}. Ask for one of them.")
        (id_,) = found.parties
        side = find(connection, home, id_, ("organization",))
        steps = _steps(joins(connection, home, side.ids))
        known = {rule.label for rule in resolver.rules} | {HUMAN_SAME}
        joined = max((len(step.left) + len(step.right) for step in steps), default=1)
        if joined != len(side.mentions) or any(step.rule not in known for step in steps):
            raise FundlinkError(f"{id_}: the tables are of another state. Run fundlink refresh, and ask again.")
        steps = [_with_rules(connection, home, step) if step.rule == HUMAN_SAME else step for step in steps]
        links = connection.execute(
            f"""FROM {scan(home.table("resolved/organization_links"))}
            WHERE organization_id = $1 OR head_id = $1 ORDER BY ALL""",
            [id_],
        ).to_arrow_table()
        name = name_of(connection, home, id_)
    return OrganizationMerging(id_, name, side.mentions, tuple(steps), tuple(links.to_pylist()))


def joins(connection: duckdb.DuckDBPyConnection, home: Home, mentions: Collection[str]) -> list[dict[str, Any]]:
    """The pairs that joined these mentions, in order: `mention_a, mention_b, rule, step, evidence`."""
    rows = connection.execute(
        f"""
        SELECT mention_a, mention_b, rule, step, evidence FROM {scan(home.table("resolved/organization_pairs"))}
        WHERE step IS NOT NULL AND mention_a IN (SELECT unnest($1)) ORDER BY step, mention_a, mention_b
        """,
        [list(mentions)],
    ).to_arrow_table()
    return list(rows.to_pylist())


def agreed(
    connection: duckdb.DuckDBPyConnection, home: Home, one: Collection[str], other: Collection[str]
) -> list[str]:
    """The rules on which the refresh found mentions of either side to agree, with all that they ask of others."""
    rows = connection.execute(
        f"""SELECT DISTINCT rule FROM (
            SELECT rule, group_number FROM {scan(home.table("resolved/organization_groups"))} GROUP BY ALL
            HAVING bool_or(mention_id IN (SELECT unnest($1))) AND bool_or(mention_id IN (SELECT unnest($2)))
        ) ORDER BY rule""",
        [list(one), list(other)],
    ).fetchall()
    return [rule for (rule,) in rows]


def _with_rules(connection: duckdb.DuckDBPyConnection, home: Home, step: OrganizationStep) -> OrganizationStep:
    """What a human said came first, but need not be all that joins the two."""
    rules = agreed(connection, home, step.left, step.right)
    return replace(step, evidence=(*step.evidence, *(f"besides {rule}" for rule in rules)))


def _steps(rows: list[dict[str, Any]]) -> list[OrganizationStep]:
    """Mentions that say the same join at once; each other step joins two clusters."""
    cluster: dict[str, set[str]] = {}
    steps = []
    for _, same in groupby(rows, key=lambda row: row["step"]):
        pairs = list(same)
        first = pairs[0]
        left = cluster.setdefault(first["mention_a"], {first["mention_a"]})
        right: set[str] = set()
        for pair in pairs:
            right |= cluster.setdefault(pair["mention_b"], {pair["mention_b"]})
        pair_of = (first["mention_a"], first["mention_b"])
        steps.append(
            OrganizationStep(
                tuple(sorted(left)), tuple(sorted(right)), pair_of, first["rule"], tuple(first["evidence"])
            )
        )
        whole = left | right
        cluster |= dict.fromkeys(whole, whole)
    return steps


def chain(rows: list[dict[str, Any]], side: Side, other: Side) -> list[dict[str, Any]]:
    """The shortest chain of joins from a mention of one side to one of the other."""
    near: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        near[row["mention_a"]][row["mention_b"]] = row
        near[row["mention_b"]][row["mention_a"]] = row
    ways: deque[tuple[str, ...]] = deque((mention,) for mention in side.ids)
    seen = set(side.ids)
    goals = set(other.ids)
    while ways:
        way = ways.popleft()
        if way[-1] in goals:
            return [near[a][b] for a, b in pairwise(way)]
        for mention in sorted(near[way[-1]]):
            if mention not in seen:
                seen.add(mention)
                ways.append((*way, mention))
    return []
