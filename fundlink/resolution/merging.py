"""HOW: in which order the mentions of a person came together. Reads the tables, changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.asked import find, mention_tables
from fundlink.resolution.clusters import Components, make_components, read_components
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.linkage import Merge
from fundlink.resolution.profiles import load_mentions, make_profiles
from fundlink.tables import connect, scan


@dataclass(frozen=True)
class Step:
    """Two clusters of mentions that became one.

    Attributes:
        left, right: sorted mentions of each.
        average: average weight between them, in bits; None where the mentions say exactly the same.
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
    """A person's mentions (as `asked.Side` has them), and the steps that joined them, in order."""

    person_id: str
    mentions: tuple[dict[str, Any], ...]
    steps: tuple[Step, ...]


def trace(home: Home, resolver: Resolver, person: str) -> Merging:
    """Link the person's component again from the kept pairs, and tell what was merged in which order.

    Args:
        home: with the tables of a refresh.
        resolver: the declaration; its `linkage_at` counts.
        person: person id, or a mention of the person.

    Raises:
        FundlinkError: when the id is unknown, or the tables are of another refresh, resolver or model.
    """
    with connect() as connection:
        found = find(connection, home, person)
        if len(found.persons) > 1:
            raise FundlinkError(f"{person}: mentions of {' and '.join(found.persons)}. Ask for one of them.")
        (person_id,) = found.persons
        mentions = find(connection, home, person_id).mentions
        _read_pairs(connection, home)
        profiles: dict[str, list[str]] = {}
        for mention in mentions:
            ((profile,),) = connection.execute(
                "SELECT profile_id FROM profile_members WHERE mention_id = ?", [mention["mention_id"]]
            ).fetchall()
            profiles.setdefault(profile, []).append(mention["mention_id"])
        steps = _steps(connection, resolver, profiles)
    joined = max((len(step.left) + len(step.right) for step in steps), default=1)
    if joined != len(mentions):
        raise FundlinkError(f"{person_id}: the tables are of another state. Run fundlink refresh, and ask again.")
    return Merging(person_id, mentions, tuple(steps))


def _read_pairs(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make `profiles`, `pairs` of profiles and `components`, as they stood when the mentions were resolved."""
    load_mentions(connection, mention_tables(home), "person")
    make_profiles(connection)
    connection.execute(f"""
        CREATE TABLE pairs AS
        SELECT DISTINCT a.profile_id AS profile_a, b.profile_id AS profile_b, match_weight, band, conflict, evidence
        FROM {scan(home.table("resolved/person_pairs"))} p
        JOIN profile_members a ON a.mention_id = p.mention_a JOIN profile_members b ON b.mention_id = p.mention_b
    """)
    make_components(connection)


def _steps(connection: duckdb.DuckDBPyConnection, resolver: Resolver, profiles: dict[str, list[str]]) -> list[Step]:
    """First what says the same, then the merges of average linkage."""
    steps = []
    for profile, members in profiles.items():
        if len(members) > 1:
            weight, evidence = _pair(connection, profile, profile)
            pair = (members[0], members[1]) if weight is not None else None
            steps.append(Step((members[0],), tuple(members[1:]), None, pair, weight, evidence))
    read = read_components(connection)
    for merge in _merges(connection, read, resolver, set(profiles)):
        a, b = _strongest(connection, merge)
        weight, evidence = _pair(connection, *sorted((a, b)))
        left, right = (tuple(sorted(m for p in side for m in profiles[p])) for side in (merge.left, merge.right))
        steps.append(Step(left, right, round(merge.average / 100, 2), (a, b), weight, evidence))
    return steps


def _merges(
    connection: duckdb.DuckDBPyConnection, read: Components, resolver: Resolver, profiles: set[str]
) -> list[Merge]:
    """What linkage merges in the component of these profiles, and of that what is among them."""
    rows = connection.execute(
        "SELECT DISTINCT component FROM components WHERE profile_id IN (SELECT unnest(?))", [sorted(profiles)]
    ).fetchall()
    merges: list[Merge] = []
    for (component,) in rows:
        read.link(component, resolver.linkage_at, merges)
    return [merge for merge in merges if {*merge.left, *merge.right} <= profiles]


def _strongest(connection: duckdb.DuckDBPyConnection, merge: Merge) -> tuple[str, str]:
    """The strongest pair of the band `same` between two clusters of profiles: one of each."""
    rows = connection.execute(
        """
        SELECT profile_a, profile_b FROM pairs WHERE band = 'same' AND (
            (profile_a IN (SELECT unnest($left)) AND profile_b IN (SELECT unnest($right)))
            OR (profile_a IN (SELECT unnest($right)) AND profile_b IN (SELECT unnest($left))))
        ORDER BY match_weight DESC, profile_a, profile_b LIMIT 1
        """,
        {"left": list(merge.left), "right": list(merge.right)},
    ).fetchall()
    a, b = rows[0]
    return (a, b) if a in merge.left else (b, a)


def _pair(connection: duckdb.DuckDBPyConnection, a: str, b: str) -> tuple[float | None, tuple[str, ...]]:
    rows = connection.execute(
        "SELECT match_weight, evidence FROM pairs WHERE profile_a = ? AND profile_b = ?", [a, b]
    ).fetchall()
    return (rows[0][0], tuple(rows[0][1])) if rows else (None, ())
