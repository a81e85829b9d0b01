"""Which profiles agree on a rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import duckdb
import pyarrow as pa

from fundlink.forest import Forest
from fundlink.names import without_reach
from fundlink.resolution.columns import fetch
from fundlink.resolution.organizations.rules import Likeness, Rule


@dataclass(frozen=True)
class Group:
    """Profiles that agree on a rule's columns.

    Attributes:
        profiles: sorted.
        evidence: the values they agree on.
        names: where the rule does not look at names, the same profiles by names that are alike.
    """

    profiles: tuple[int, ...]
    evidence: tuple[str, ...]
    names: tuple[tuple[int, ...], ...] = ()


def groups(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[Group]:
    """The groups of a rule, in the order of their profiles; of one profile alone where several mentions are it."""
    columns = dict.fromkeys(("profile", "n", "entry", "source", "role", "city", *rule.columns, "name_key", "own_name"))
    known = " AND ".join(f"{column} IS NOT NULL" for column in rule.columns)
    provided = f"({rule.provided}) AND bool_or(own_name)" if rule.own_name else rule.provided
    shown = "".join(f", any_value({column})" for column in rule.shown)
    numbers = "SELECT DISTINCT profile FROM bodies WHERE document IS NOT NULL OR number IS NOT NULL"
    numbered = set(fetch(connection, numbers)) if rule.alike is Likeness.REACH else set()
    rows = connection.execute(f"""
        SELECT list(profile ORDER BY profile, name_key) AS members, list(name_key ORDER BY profile, name_key),
            list(own_name ORDER BY profile, name_key){shown}
        FROM (SELECT DISTINCT {", ".join(columns)} FROM bodies WHERE ({rule.only}) AND {known})
        GROUP BY {", ".join(rule.columns)}
        HAVING (count(DISTINCT profile) > 1 OR max(n) > 1) AND ({provided}) ORDER BY members, {", ".join(rule.columns)}
    """).fetchall()
    for members, names, own, *values in rows:
        evidence = tuple(f"{column} {value}" for column, value in zip(rule.shown, values, strict=True))
        named = [(at, name, o or not rule.own_name) for at, name, o in zip(members, names, own, strict=True) if name]
        parts = () if "name_key" in rule.columns else _alike(named, rule.alike or Likeness.SLIP, numbered)
        if rule.alike:
            yield from (Group(part, evidence) for part in parts)
        else:
            yield Group(tuple(sorted(set(members))), evidence, parts)


def keep_groups(connection: duckdb.DuckDBPyConnection, rule: Rule, found: Sequence[Group]) -> None:
    """Add the groups of a rule to `groups(rule, group_number, profile)`, made where there is none yet."""
    rows = [(number, profile) for number, group in enumerate(found) for profile in group.profiles]
    numbers, profiles = (pa.array([row[at] for row in rows], pa.int64()) for at in (0, 1))
    connection.register("found", pa.table({"group_number": numbers, "profile": profiles}))
    connection.execute("CREATE TABLE IF NOT EXISTS groups (rule VARCHAR, group_number BIGINT, profile BIGINT)")
    connection.execute("INSERT INTO groups SELECT $1, group_number, profile FROM found", [rule.label])
    connection.unregister("found")


def _alike(
    named: Sequence[tuple[int, str, bool]], likeness: Likeness, numbered: set[int]
) -> tuple[tuple[int, ...], ...]:
    """Profiles by chains of names that are so alike, of rows of a profile, a name, and whether it goes by it.

    One of two must go by the name: two shops that both trade under a third's brand are not one by it.
    """
    bearers: dict[str, set[int]] = defaultdict(set)
    owners: dict[str, int] = {}
    for profile, name, own in named:
        bearers[name].add(profile)
        if own:
            owners.setdefault(name, profile)
    chains = Forest[int]()
    for one, other in combinations_with_replacement(sorted(bearers), 2):
        if one == other or (
            likeness(one, other) and not (likeness is Likeness.REACH and _may_be_two(one, other, bearers, numbered))
        ):
            for owned, borne in ((one, other), (other, one)):
                for profile in bearers[borne] if owned in owners else ():
                    chains.unite(owners[owned], profile)
    return tuple(tuple(part) for part in chains.components({profile for profile, _, _ in named}))


def _may_be_two(one: str, other: str, bearers: Mapping[str, set[int]], numbered: set[int]) -> bool:
    """Whether those who bear two names, of which one has a word of reach, may well be two companies of a group."""
    words = set((without_reach(one, other) or "").split())
    family = set().union(*(profiles for name, profiles in bearers.items() if words <= set(name.split())))
    both = bearers[one], bearers[other]
    return family != both[0] | both[1] or all(numbered & profiles for profiles in both)
