"""WHY: what speaks for and against two mentions, or two persons, being one. Reads the tables, changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.asked import Side, find, mention_tables
from fundlink.resolution.blocking import drop_hubs
from fundlink.resolution.columns import fetch, store, text
from fundlink.resolution.declaration import Level, Resolver
from fundlink.resolution.features import make_features
from fundlink.resolution.model import Model, load
from fundlink.resolution.profiles import make_profiles
from fundlink.resolution.scoring import linker, weigh
from fundlink.resolution.verdict import Change, Levels, Verdict, changes, judge, prior_bits
from fundlink.tables import connect, scan

HUB = "shared by too many to tell"


@dataclass(frozen=True)
class Compared:
    """One comparison: what stood on each side (folded), the level it is on, and its weight in bits.

    `level` is None where a side says nothing; `note` then tells if that is for another reason.
    """

    comparison: str
    a: Any
    b: Any
    level: str | None
    proof: str | None
    bits: float
    note: str | None


@dataclass(frozen=True)
class Between:
    """All pairs between two sides of several mentions: what average linkage looks at.

    `average` is in bits, each pair of mentions counted; `linkage_at` is the least at which two clusters join.
    """

    pairs: int
    average: float
    linkage_at: float
    same: int
    conflicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Explanation:
    """The strongest pair between two sides.

    Attributes:
        a, b: the sides.
        pair: the mentions of the pair.
        compared: in the order of the declaration.
        prior: bits before anything is compared.
        match_weight: the sum.
        verdict: the band, and why.
        kept: weight of this pair in `resolved/person_pairs`; None when the refresh never weighed it, or dropped it.
        changes: what would change the band.
        between: where a side has several mentions.
    """

    a: Side
    b: Side
    pair: tuple[str, str]
    compared: tuple[Compared, ...]
    prior: float
    match_weight: float
    match_probability: float
    verdict: Verdict
    kept: float | None
    changes: tuple[Change, ...]
    between: Between | None


def explain(home: Home, resolver: Resolver, a: str, b: str) -> Explanation:
    """Score two mentions, or all pairs of two persons' mentions, afresh, and explain the strongest pair.

    Args:
        home: with the tables of a refresh.
        resolver: the declaration, with its trained model.
        a, b: mention id, `source:source_key:role`, or person id.

    Raises:
        FundlinkError: when an id is unknown.
    """
    model = load(resolver)
    with connect() as connection:
        sides = _sides(connection, home, a, b)
        hubs = _prepare(connection, home, resolver, model, sides)
        rows = weigh(connection, resolver, linker(connection, resolver, model))
        best = rows[0]
        of_side = dict(connection.execute("SELECT (profile_id, side), first FROM sides").fetchall())
        ids = best["profile_a"], best["profile_b"]
        turned = (ids[0], "a") not in of_side or (ids[1], "b") not in of_side
        one, other = ("b", "a") if turned else ("a", "b")
        pair = of_side[best[f"profile_{one}"], "a"], of_side[best[f"profile_{other}"], "b"]
        levels = levels_of(resolver, best)
        compared = _compared(resolver, best, levels, one, other, hubs)
        weight = best["match_weight"]
        return Explanation(
            *sides,
            pair=pair,
            compared=compared,
            prior=prior_bits(model),
            match_weight=weight,
            match_probability=best["match_probability"],
            verdict=judge(resolver, levels, weight),
            kept=_kept(connection, home, ids),
            changes=tuple(changes(resolver, model, levels, {c.comparison: c.bits for c in compared}, weight)),
            between=_between(connection, resolver, rows) if len(sides[0].ids) + len(sides[1].ids) > 2 else None,
        )


def _sides(connection: duckdb.DuckDBPyConnection, home: Home, a: str, b: str) -> tuple[Side, Side]:
    """Both sides; a mention that is on both, as one of a person's may be, stays on one only."""
    first, second = find(connection, home, a), find(connection, home, b)
    rest = _without(second, first), _without(first, second)
    if rest[0].mentions:
        return first, rest[0]
    if rest[1].mentions:
        return rest[1], second
    raise FundlinkError(f"{b}: the same as {a}. Ask for two, or fundlink how.")


def _without(side: Side, other: Side) -> Side:
    return Side(side.asked, tuple(mention for mention in side.mentions if mention["mention_id"] not in other.ids))


def _prepare(
    connection: duckdb.DuckDBPyConnection, home: Home, resolver: Resolver, model: Model, sides: tuple[Side, Side]
) -> dict[str, set[str]]:
    """Make all that scoring needs, of as few mentions as give the same answer. Returns the hubs: column -> profiles.

    Beside those asked for it takes those that share a name, without which a profile may have another id, or an
    identifier, without which a hub would not be one.
    """
    asked = [(mention, side) for side, found in zip("ab", sides, strict=True) for mention in found.ids]
    store(connection, "asked", text(mention_id=(m for m, _ in asked), side=(side for _, side in asked)))
    mentions = scan(*mention_tables(home))
    connection.execute(f"CREATE TABLE said AS FROM {mentions} SEMI JOIN asked USING (mention_id)")
    near = " OR ".join(f"{column} IN (SELECT {column} FROM said)" for column in ("name", *resolver.identifiers))
    connection.execute(f"""
        CREATE TABLE mentions AS FROM {mentions}
        WHERE kind = 'person' AND (mention_id IN (SELECT mention_id FROM asked) OR {near}) ORDER BY mention_id
    """)
    make_profiles(connection)
    connection.execute("""
        CREATE TABLE sides AS SELECT profile_id, side, min(mention_id) AS first, max(mention_id) AS last,
            count(*) AS mentions FROM asked JOIN profile_members USING (mention_id) GROUP BY ALL
    """)
    make_features(connection, model.terms)
    drop_hubs(connection, resolver)
    connection.execute("""
        CREATE TABLE blocked AS
        SELECT DISTINCT CASE WHEN l.profile_id < r.profile_id THEN l.unique_id ELSE r.unique_id END AS join_key_l,
            CASE WHEN l.profile_id < r.profile_id THEN r.unique_id ELSE l.unique_id END AS join_key_r, '0' AS match_key
        FROM (FROM features JOIN sides USING (profile_id) WHERE side = 'a') l
        JOIN (FROM features JOIN sides USING (profile_id) WHERE side = 'b') r
        ON l.profile_id <> r.profile_id OR l.unique_id = r.unique_id
    """)
    # Only what is asked is scored from here on.
    connection.execute("DELETE FROM features WHERE profile_id NOT IN (SELECT profile_id FROM sides)")
    return {
        column: set(
            fetch(
                connection,
                f"""SELECT profile_id FROM features f JOIN profiles p USING (profile_id)
                WHERE f.{column} IS NULL AND p.{column} IS NOT NULL""",
            )
        )
        for column in resolver.identifiers
    }


def levels_of(resolver: Resolver, row: Mapping[str, Any]) -> dict[str, Level | None]:
    """The level of each comparison in a row of `scoring.weigh`."""
    return {
        comparison.name: (*reversed(comparison.levels), None)[row[f"gamma_{comparison.name}"]]
        for comparison in resolver.comparisons
    }


def _compared(
    resolver: Resolver, row: Mapping[str, Any], levels: Levels, one: str, other: str, hubs: Mapping[str, set[str]]
) -> tuple[Compared, ...]:
    found = []
    for name, level in ((comparison.name, levels[comparison.name]) for comparison in resolver.comparisons):
        hub = bool(hubs.get(name, set()) & {row["profile_a"], row["profile_b"]})
        found.append(
            Compared(
                comparison=name,
                a=row[f"{name}_{one}"],
                b=row[f"{name}_{other}"],
                level=level.label if level else None,
                proof=str(level.proof) if level and level.proof else None,
                bits=row[f"bits_{name}"] if level else 0.0,
                note=HUB if hub else None,
            )
        )
    return tuple(found)


def _kept(connection: duckdb.DuckDBPyConnection, home: Home, profiles: tuple[str, str]) -> float | None:
    """Weight of the pair of profiles in the table of pairs, which names each profile by its smallest mention."""
    a, b = profiles
    if a == b:
        b = connection.execute("SELECT max(mention_id) FROM profile_members WHERE profile_id = ?", [a]).fetchall()[0][0]
    table = scan(home.table("resolved/person_pairs"))
    rows = connection.execute(
        f"SELECT match_weight FROM {table} WHERE mention_a = ? AND mention_b = ?", [a, b]
    ).fetchall()
    return rows[0][0] if rows else None


def _between(connection: duckdb.DuckDBPyConnection, resolver: Resolver, rows: list[dict[str, Any]]) -> Between:
    """Sum up the scored pairs, each counted for all mentions of its profiles that were asked for."""
    sizes = dict(connection.execute("SELECT (profile_id, side), mentions FROM sides").fetchall())

    def times(a: str, b: str) -> int:
        there = sizes.get((a, "a"), 0) * sizes.get((b, "b"), 0)
        return int(there + (sizes.get((b, "a"), 0) * sizes.get((a, "b"), 0) if a != b else 0))

    counted = [(row, times(row["profile_a"], row["profile_b"])) for row in rows]
    pairs = sum(count for _, count in counted)
    return Between(
        pairs=pairs,
        average=round(sum(row["match_weight"] * count for row, count in counted) / pairs, 2),
        linkage_at=resolver.linkage_at,
        same=sum(count for row, count in counted if row["band"] == "same"),
        conflicts=tuple((row["profile_a"], row["profile_b"]) for row in rows if row["conflict"]),
    )
