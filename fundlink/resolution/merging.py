"""HOW: in which order the mentions of a person came together. Reads the tables, changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.asked import find, name_of
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.evidence import HUMAN_SAME
from fundlink.resolution.linkage import Edge, Merge
from fundlink.resolution.linked import Component
from fundlink.tables import connect, scan


@dataclass(frozen=True)
class Step:
    """Two clusters of mentions that became one.

    Attributes:
        left, right: sorted mentions of each.
        average: average weight between them, in bits; None where the mentions say exactly the same, or a human joined
            them.
        pair: the strongest direct pair of the band `same` between them; None for states of one entry.
        match_weight: of that pair, in bits.
        evidence: of that pair.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    average: float | None
    pair: tuple[str, str] | None
    match_weight: float | None
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Merging:
    """A person's name and mentions (as `asked.Side` has them), and the steps that joined them, in order."""

    person_id: str
    name: str | None
    mentions: tuple[dict[str, Any], ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Pair:
    weight: float
    band: str
    edge: dict[str, Any]
    evidence: tuple[str, ...]


def trace(home: Home, resolver: Resolver, person: str) -> Merging:
    """Link the person's mentions again from the kept pairs, and tell what was merged in which order.

    Nobody else need be looked at: what is merged within a cluster does not depend on those that never come into it.

    Args:
        home: with the tables of a refresh.
        resolver: the declaration; its `linkage_at` counts.
        person: person id, or a mention of the person.

    Raises:
        FundlinkError: when the id is unknown, or the tables are of another refresh, resolver or model.
    """
    with connect() as connection:
        found = find(connection, home, person)
        if len(found.parties) > 1:
            raise FundlinkError(f"{person}: mentions of {' and '.join(found.parties)}. Ask for one of them.")
        (person_id,) = found.parties
        whole = found if found.whole else find(connection, home, person_id)
        statements = _statements(connection, home, person_id)
        pairs = _pairs(connection, home, whole.ids)
        name = name_of(connection, home, person_id)
    steps = _steps(resolver, statements, pairs)
    joined = max((len(step.left) + len(step.right) for step in steps), default=1)
    if joined != len(whole.mentions):
        raise FundlinkError(f"{person_id}: the tables are of another state. Run fundlink refresh, and ask again.")
    return Merging(person_id, name, whole.mentions, tuple(steps))


def _statements(connection: duckdb.DuckDBPyConnection, home: Home, person_id: str) -> dict[str, list[str]]:
    """The person's mentions by the smallest one that says the same, sorted."""
    rows = connection.execute(
        f"""SELECT statement_id, mention_id FROM {scan(home.table("resolved/person_members"))} WHERE person_id = ?
        ORDER BY mention_id""",
        [person_id],
    ).fetchall()
    found: dict[str, list[str]] = defaultdict(list)
    for statement, mention in rows:
        found[statement].append(mention)
    return found


def _pairs(connection: duckdb.DuckDBPyConnection, home: Home, mentions: Sequence[str]) -> dict[tuple[str, str], _Pair]:
    table = scan(home.table("resolved/person_pairs"))
    # Their places first: by those a scan passes over the rest, and by a list of mentions it would read every column.
    rows = connection.execute(
        f"""
        WITH own AS MATERIALIZED (SELECT unnest(?)),
        places AS MATERIALIZED (SELECT file_row_number FROM {table} WHERE mention_a IN (FROM own))
        SELECT mention_a, mention_b, match_weight, band, edge, evidence
        FROM {table} WHERE file_row_number IN (FROM places) AND mention_b IN (FROM own)
        """,
        [list(mentions)],
    ).fetchall()
    return {(a, b): _Pair(weight, band, edge, tuple(evidence)) for a, b, weight, band, edge, evidence in rows}


def _steps(resolver: Resolver, statements: dict[str, list[str]], pairs: dict[tuple[str, str], _Pair]) -> list[Step]:
    """First what says the same, then the merges of average linkage."""
    steps = []
    component = Component(sizes={statement: len(members) for statement, members in statements.items()})
    for first, members in statements.items():
        if len(members) > 1:
            weighed = pairs.get((members[0], members[1]))
            # By what they say alone, states of one entry may well be two.
            pair = weighed if weighed and weighed.band == "same" else None
            ends = (members[0], members[1]) if pair else None
            evidence = pair.evidence if pair else ()
            steps.append(Step((first,), tuple(members[1:]), None, ends, pair.weight if pair else None, evidence))
    for (a, b), pair in pairs.items():
        if a in statements and b in statements:
            component.edges.append(Edge(a, b, round(pair.weight * 100), **pair.edge))
            if pair.evidence[:1] == (HUMAN_SAME,):
                component.joined.append((a, b))
    merges: list[Merge] = []
    component.link(resolver.linkage_at, merges)
    for merge in merges:
        (a, b), pair = _strongest(merge, pairs)
        left, right = (tuple(sorted(m for p in side for m in statements[p])) for side in (merge.left, merge.right))
        average = None if merge.average is None else round(merge.average / 100, 2)
        steps.append(Step(left, right, average, (a, b), pair.weight, pair.evidence))
    return steps


def _strongest(merge: Merge, pairs: dict[tuple[str, str], _Pair]) -> tuple[tuple[str, str], _Pair]:
    """The pair that joined two clusters, one mention of each: the strongest of the band `same`, or a human's."""
    between = [
        ((one, other), pair)
        for one in merge.left
        for other in merge.right
        if (pair := pairs.get((min(one, other), max(one, other)))) and pair.band == "same"
    ]
    by_human = merge.average is None
    return min(
        between, key=lambda item: ((item[1].evidence[:1] == (HUMAN_SAME,)) != by_human, -item[1].weight, item[0])
    )
