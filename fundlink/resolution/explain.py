"""WHY: what speaks for and against two mentions, or two persons, being one. Reads the tables, changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from fundlink.config import Home
from fundlink.decisions import Verb
from fundlink.resolution.asked import Side, find, of_mentions, two_sides
from fundlink.resolution.blocking import compare_alone
from fundlink.resolution.columns import store, text
from fundlink.resolution.declaration import Level, Resolver
from fundlink.resolution.features import make_features
from fundlink.resolution.model import Model, load
from fundlink.resolution.profiles import SAID, make_profiles
from fundlink.resolution.scoring import weigh
from fundlink.resolution.spoken import in_words, refreshed_at, said_of
from fundlink.resolution.verdict import Change, Levels, Verdict, changes, conflicts, judge, prior_bits
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
class Conflict:
    """Two mentions that keep the clusters of both apart, and what they say that one person would not."""

    a: str
    b: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Between:
    """All pairs between two sides of several mentions: what average linkage looks at.

    `average` is in bits, each pair of mentions counted; `linkage_at` is the least at which two clusters join.
    """

    pairs: int
    average: float
    linkage_at: float
    same: int
    conflicts: tuple[Conflict, ...]


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
        human_says: whether the two are one, by what humans decided, which counts before the verdict; None: nothing.
        decided: these decisions, a line each.
        refreshed: whether a refresh has run since the last of them.
        kept: weight of this pair in `resolved/person_pairs`; None when the refresh never weighed it, or dropped it.
        changes: what would change the band.
        between: where a side has several mentions.
        model: version of the model that weighed.
    """

    a: Side
    b: Side
    pair: tuple[str, str]
    compared: tuple[Compared, ...]
    prior: float
    match_weight: float
    match_probability: float
    verdict: Verdict
    human_says: bool | None
    decided: tuple[str, ...]
    refreshed: bool
    kept: float | None
    changes: tuple[Change, ...]
    between: Between | None
    model: str


def explain(home: Home, resolver: Resolver, a: str, b: str) -> Explanation:
    """Score two mentions, or all pairs of two persons' mentions, afresh, and explain the strongest pair.

    Args:
        home: with the tables of a refresh.
        resolver: the declaration, with its trained model.
        a, b: mention id, `source:source_key:role`, or person id.

    Raises:
        FundlinkError: when an id is unknown.
    """
    model = load(resolver, home)
    with connect() as connection:
        # To plan the query takes longer than to answer it: to DuckDB a list in a condition is one more join, and each
        # step that Splink names is written out where it is used.
        connection.execute("SET disabled_optimizers = 'in_clause,cte_inlining'")
        sides = _sides(connection, home, a, b)
        hubs = _prepare(connection, home, resolver, model, sides)
        rows = weigh(connection, resolver, model, home)
        best = rows[0]
        of_side = dict(connection.execute("SELECT (profile, side), first FROM sides").fetchall())
        ids = best["a"], best["b"]
        turned = (ids[0], "a") not in of_side or (ids[1], "b") not in of_side
        one, other = ("b", "a") if turned else ("a", "b")
        pair = of_side[best[one], "a"], of_side[best[other], "b"]
        levels = levels_of(resolver, best)
        compared = _compared(resolver, best, levels, one, other, hubs)
        weight = best["match_weight"]
        kept, told = _kept(connection, home, pair)
        said = said_of(connection, home, pair, told)
        return Explanation(
            *sides,
            pair=pair,
            compared=compared,
            prior=prior_bits(model),
            match_weight=weight,
            match_probability=round(1 / (1 + 2**-weight), 6),
            verdict=judge(resolver, levels, weight),
            human_says=all(decision.verb is Verb.SAME for decision in said) if said else None,
            decided=tuple(map(in_words, said)),
            refreshed=max((decision.at for decision in said), default="") <= refreshed_at(home),
            kept=kept,
            changes=tuple(changes(resolver, model, levels, {c.comparison: c.bits for c in compared}, weight)),
            between=_between(connection, resolver, rows) if len(sides[0].ids) + len(sides[1].ids) > 2 else None,
            model=model.version,
        )


def _sides(connection: duckdb.DuckDBPyConnection, home: Home, a: str, b: str) -> tuple[Side, Side]:
    """Both sides, and `mentions`, their rows."""
    first = find(connection, home, a, told=SAID)
    connection.execute("CREATE TABLE mentions AS FROM named")
    second = find(connection, home, b, told=SAID)
    connection.execute("INSERT INTO mentions FROM named ANTI JOIN mentions USING (mention_id)")
    return two_sides(first, second)


def _prepare(
    connection: duckdb.DuckDBPyConnection, home: Home, resolver: Resolver, model: Model, sides: tuple[Side, Side]
) -> dict[str, set[int]]:
    """Make all that scoring needs of the mentions asked for. Returns the hubs: column -> profiles that bear one."""
    asked = [(mention, side) for side, found in zip("ab", sides, strict=True) for mention in found.ids]
    store(connection, "asked", text(mention_id=(m for m, _ in asked), side=(side for _, side in asked)))
    make_profiles(connection)
    connection.execute("""
        CREATE TABLE sides AS SELECT profile, side, min(mention_id) AS first, max(mention_id) AS last,
            count(*) AS mentions FROM asked JOIN profile_members USING (mention_id) GROUP BY ALL
    """)
    make_features(connection, "profiles", model.terms)
    compare_alone(connection, resolver, home)
    connection.execute("""
        CREATE TABLE blocked AS
        SELECT DISTINCT least(x.profile, y.profile) AS a, greatest(x.profile, y.profile) AS b
        FROM sides x JOIN sides y ON x.side = 'a' AND y.side = 'b'
    """)
    blanked = ", ".join(f"f.{column} IS DISTINCT FROM c.{column}" for column in resolver.identifiers)
    rows = connection.execute(
        f"SELECT f.profile, {blanked} FROM features f JOIN compared c USING (unique_id)"
    ).fetchall()
    return {column: {profile for profile, *hubs in rows if hubs[at]} for at, column in enumerate(resolver.identifiers)}


def levels_of(resolver: Resolver, row: Mapping[str, Any]) -> dict[str, Level | None]:
    """The level of each comparison in a row of `scoring.weigh`."""
    return {
        comparison.name: (*reversed(comparison.levels), None)[row[f"gamma_{comparison.name}"]]
        for comparison in resolver.comparisons
    }


def _compared(
    resolver: Resolver, row: Mapping[str, Any], levels: Levels, one: str, other: str, hubs: Mapping[str, set[int]]
) -> tuple[Compared, ...]:
    found = []
    for name, level in ((comparison.name, levels[comparison.name]) for comparison in resolver.comparisons):
        hub = bool(hubs.get(name, set()) & {row["a"], row["b"]})
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


def _kept(
    connection: duckdb.DuckDBPyConnection, home: Home, pair: tuple[str, str]
) -> tuple[float | None, Sequence[str]]:
    """Weight and evidence of the pair in the table of pairs, where all that say the same stand by the smallest."""
    members, pairs = (scan(home.table(f"resolved/person_{name}")) for name in ("members", "pairs"))
    one, *others = sorted(
        {row for (row,) in connection.execute(*of_mentions(members, pair, "statement_id")).fetchall()}
    )
    # Asked for both at once, the scan would read both columns whole.
    rows = connection.execute(
        f"""WITH of_one AS MATERIALIZED (SELECT mention_b, match_weight, evidence FROM {pairs} WHERE mention_a = ?)
        SELECT match_weight, evidence FROM of_one WHERE mention_b = ?""",
        [one, others[0] if others else max(pair)],
    ).fetchall()
    return rows[0] if rows else (None, ())


def _between(connection: duckdb.DuckDBPyConnection, resolver: Resolver, rows: list[dict[str, Any]]) -> Between:
    """Sum up the scored pairs, each counted for all mentions of its profiles that were asked for."""
    sizes = dict(connection.execute("SELECT (profile, side), mentions FROM sides").fetchall())
    first = dict(connection.execute("SELECT profile, min(first) FROM sides GROUP BY profile").fetchall())

    def times(a: int, b: int) -> int:
        there = sizes.get((a, "a"), 0) * sizes.get((b, "b"), 0)
        return int(there + (sizes.get((b, "a"), 0) * sizes.get((a, "b"), 0) if a != b else 0))

    counted = [(row, times(row["a"], row["b"])) for row in rows]
    pairs = sum(count for _, count in counted)
    return Between(
        pairs=pairs,
        average=round(sum(row["match_weight"] * count for row, count in counted) / pairs, 2),
        linkage_at=resolver.linkage_at,
        same=sum(count for row, count in counted if row["band"] == "same"),
        conflicts=tuple(
            sorted(
                (
                    Conflict(first[row["a"]], first[row["b"]], conflicts(levels_of(resolver, row)))
                    for row in rows
                    if row["conflict"] or (row["doubt"] and not row["overrules"])
                ),
                key=lambda conflict: (conflict.a, conflict.b),
            )
        ),
    )
