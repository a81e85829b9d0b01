"""WHY: which rules hold or fail between two mentions, or two organisations, in words. Reads the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import duckdb

from fundlink.config import Home
from fundlink.resolution.asked import Side, find, mention_tables, two_sides
from fundlink.resolution.columns import fetch, store, text
from fundlink.resolution.organizations.naming import drop_hubs, make_bodies
from fundlink.resolution.organizations.rules import Likeness, OrganizationResolver, Rule
from fundlink.resolution.organizations.tracing import agreed, chain, joins
from fundlink.tables import connect, scan

WORDS = {
    "number": "business identification number",
    "head_number": "number of the head",
    "name_key": "name",
    "document": "document or register number",
    "iin": "identity number",
    "email": "e-mail",
    "entry": "entry",
    "house": "house number and postcode",
}
"""Columns as a reader knows them; any other by its own name."""


_MOST_ROWS = 100
"""Of each side that are compared with each other."""


@dataclass(frozen=True)
class RuleVerdict:
    """One rule between two sides.

    Attributes:
        rule: its label.
        band: what it says where it holds.
        holds: None where a side says nothing, or the rule is not about it.
        reasons: in words, one a column.
    """

    rule: str
    band: str
    holds: bool | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class OrganizationExplanation:
    """What speaks for two sides being one organisation.

    Attributes:
        a, b: the sides.
        together: whether they are one organisation now.
        rules: the verdict of each, in the order of the declaration.
        joins: where they are together, the chain of pairs that joins them: rows of `resolved/organization_pairs`.
        doubts: what is kept of pairs between the two organisations: for a human, or why they are not joined.
    """

    a: Side
    b: Side
    together: bool
    rules: tuple[RuleVerdict, ...]
    joins: tuple[dict[str, Any], ...]
    doubts: tuple[dict[str, Any], ...]


def explain_organizations(home: Home, resolver: OrganizationResolver, a: str, b: str) -> OrganizationExplanation:
    """Say of each rule whether it holds between two mentions, or any of two organisations' mentions.

    Args:
        home: with the tables of a refresh.
        resolver: the declaration.
        a, b: mention id, `source:source_key:role`, or organisation id.

    Raises:
        FundlinkError: when an id is unknown.
    """
    with connect() as connection:
        sides = two_sides(*(find(connection, home, asked, ("organization",)) for asked in (a, b)))
        whole = _prepare(connection, home, resolver, sides)
        found = agreed(connection, home, *(side.ids for side in sides))
        together = bool(set(sides[0].parties) & set(sides[1].parties))
        return OrganizationExplanation(
            *sides,
            together=together,
            rules=tuple(_verdict(connection, rule, rule.label in found) for rule in resolver.rules),
            joins=tuple(chain(joins(connection, home, whole), *sides)) if together else (),
            doubts=_doubts(connection, home, whole),
        )


def _prepare(
    connection: duckdb.DuckDBPyConnection, home: Home, resolver: OrganizationResolver, sides: tuple[Side, Side]
) -> list[str]:
    """Make `bodies` of what was asked, and `asked(profile, side)`; return all mentions of the organisations."""
    asked = [(mention, side) for side, found in zip("ab", sides, strict=True) for mention in found.ids]
    store(connection, "sides", text(mention_id=(m for m, _ in asked), side=(side for _, side in asked)))
    # As if a human had spoken of each: then each is a profile of its own, with its own entry.
    connection.execute(f"""
        CREATE TABLE mentions AS FROM {scan(*mention_tables(home))} SEMI JOIN sides USING (mention_id);
        CREATE TABLE decided AS SELECT mention_id FROM sides;
        CREATE TABLE hubs AS FROM {scan(home.table("resolved/organization_hubs"))}
    """)
    make_bodies(connection)
    drop_hubs(connection, resolver)
    connection.execute("""
        CREATE TABLE asked AS SELECT profile, side FROM profiles JOIN sides ON mention_id = mentions[1]
    """)
    members = scan(home.table("resolved/organization_members"))
    return fetch(
        connection,
        f"""SELECT mention_id FROM {members} WHERE organization_id IN
        (SELECT organization_id FROM {members} SEMI JOIN sides USING (mention_id)) ORDER BY mention_id""",
    )


def _verdict(connection: duckdb.DuckDBPyConnection, rule: Rule, holds: bool) -> RuleVerdict:
    """Say of a rule, of which is known whether it holds, why."""
    columns = (*rule.columns, "name_key") if rule.alike else rule.columns
    one, other = (
        connection.execute(
            f"""SELECT DISTINCT own_name, {", ".join(columns)} FROM bodies
            WHERE profile IN (SELECT profile FROM asked WHERE side = $1) AND ({rule.only}) ORDER BY ALL""",
            [side],
        ).fetchall()
        for side in "ab"
    )
    if not one or not other:
        return RuleVerdict(rule.label, rule.band, None, ("it is about other records",))
    judged = [
        ([_compare(*values, rule.alike) for values in zip(columns, x, y, strict=True)], own or their_own)
        for (own, *x), (their_own, *y) in product(_nearest(one, other), _nearest(other, one))
    ]
    # The two records that agree in most: what each says of itself, and not what all of a side say together.
    told, _ = max(judged, key=lambda pair: _agreement(pair[0]))
    agreeing = [own or not rule.own_name for compared, own in judged if all(same for same, _ in compared)]
    agree = any(agreeing)
    reasons = [reason for _, reason in told]
    found = [same for same, _ in told]
    if holds and not agree:
        reasons.append("alike by way of names between them")
    elif agreeing and not agree:
        reasons.append("neither goes by that name")
    if rule.proviso and (holds or agree):
        reasons.append(rule.proviso if holds else f"not so: {rule.proviso}")
    unknown = None in found and False not in found
    return RuleVerdict(rule.label, rule.band, holds or (None if unknown else False), tuple(reasons))


def _nearest(rows: Sequence[tuple[Any, ...]], others: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Of thousands of rows those that share most with any of the others."""
    there = [set(values) for values in zip(*others, strict=True)]
    shared = sorted(
        rows, key=lambda row: -sum(value in values for value, values in zip(row[1:], there[1:], strict=True))
    )
    return shared[:_MOST_ROWS]


def _agreement(compared: Sequence[tuple[bool | None, str]]) -> tuple[int, int]:
    """In how many columns two rows agree, and then of how many something is known."""
    same = [agrees for agrees, _ in compared]
    return same.count(True), -same.count(None)


def _compare(column: str, one: Any, other: Any, alike: Likeness | None) -> tuple[bool | None, str]:
    """Whether two values agree, None where a side has none, and that in words."""
    word = WORDS.get(column, column.replace("_", " "))
    if one is None or other is None:
        return None, f"{word} not known on {'either side' if one is None and other is None else 'one side'}"
    if one == other:
        return True, f"same {word}: {one}"
    if column == "name_key" and alike and alike(one, other):
        return True, f"{word}s alike: {one} / {other}"
    return False, f"{word} differs: {one} / {other}"


def _doubts(connection: duckdb.DuckDBPyConnection, home: Home, whole: list[str]) -> tuple[dict[str, Any], ...]:
    rows = connection.execute(
        f"""
        SELECT mention_a, mention_b, rule, band, conflict, evidence
        FROM {scan(home.table("resolved/organization_pairs"))} WHERE band <> 'same'
            AND mention_a IN (SELECT unnest($1)) AND mention_b IN (SELECT unnest($1)) ORDER BY mention_a, mention_b
        """,
        [whole],
    ).to_arrow_table()
    return tuple(rows.to_pylist())
