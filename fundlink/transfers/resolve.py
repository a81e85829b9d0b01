"""From what records tell of transfers to which of them tell of one: `resolved/transfer` and its members."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from fundlink import decisions, projection
from fundlink.config import Home
from fundlink.decisions import Decisions
from fundlink.forest import Forest
from fundlink.projection.views import make_views
from fundlink.sources import facts, ledger
from fundlink.sources.contract import Source
from fundlink.sources.sql import quoted
from fundlink.tables import code, connect, digest, notes, save
from fundlink.transfers.candidates import make_candidates
from fundlink.transfers.rule import TransferResolver
from fundlink.transfers.settle import HUMAN, Candidate, Group, settle
from fundlink.transfers.told import make_told

TABLE, MEMBERS = "resolved/transfer", "resolved/transfer_members"
HUMAN_SAID = "a human's decision"

_MEMBERS = pa.schema(
    [("stated_id", pa.string()), ("transfer_id", pa.string()), ("rule", pa.int64()), ("hours", pa.float64())]
)


@dataclass(frozen=True)
class Joined:
    """How many transfers the records tell, how many of these records tell of one that others tell too, and by what."""

    told: int
    records: int
    by_rule: dict[str, int]
    unchanged: bool


def resolve_transfers(home: Home, sources: Sequence[Source], resolver: TransferResolver) -> Joined:
    """Make `resolved/transfer_members` (`stated_id, transfer_id, rule, evidence`) and, of it, `resolved/transfer`.

    A record states the transfer `source:key`; the smallest of those that are one is the `transfer_id` of all. What one
    record alone tells is in neither table. Any order of files and rows gives the same tables.
    """
    stating = [source for source in sources if source.states_transfers]
    keys = [f"{group}/{source.name}" for source in sources for group in ("source", "mention")]
    keys += [f"resolved/{kind}_members" for kind in ("person", "organization")]
    said = decisions.read(home)
    inputs = [ledger.digest(home.table(key)) for key in keys]
    told_by = [resolver.state, code(sys.modules["fundlink.transfers"], projection, facts), [s.code for s in stating]]
    state = digest(inputs, said.same_transfers, said.apart_transfers, told_by)
    kept = notes(home.table(TABLE))
    if kept.get("made_from") == state and notes(home.table(MEMBERS)).get("made_from") == state:
        return Joined(kept["told"], kept["records"], kept["by_rule"], unchanged=True)
    with connect() as connection:
        make_views(connection, home, sources, joined=False)
        told = make_told(connection, stating)
        make_candidates(connection, resolver)
        join(connection, resolver, said)
        return _save(connection, home, resolver, told, state)


def join(connection: duckdb.DuckDBPyConnection, resolver: TransferResolver, said: Decisions) -> None:
    """From `candidates` make `stated(stated_id, transfer_id, rule, hours)`.

    A pair whose records are in no other, and of which nobody spoke, settles itself.
    """
    spoken = sorted({record for pair in (*said.same_transfers, *said.apart_transfers) for record in pair})
    connection.register("spoken", pa.table({"id": pa.array(spoken, pa.string())}))
    connection.execute(
        """CREATE TEMP TABLE contested AS
        SELECT id FROM (SELECT a AS id FROM candidates UNION ALL SELECT b FROM candidates)
        GROUP BY id HAVING count(*) > 1 UNION SELECT id FROM spoken"""
    )
    connection.execute(
        """CREATE TEMP TABLE disputed AS
        FROM candidates WHERE a IN (FROM contested) OR b IN (FROM contested)"""
    )
    rows = connection.execute("SELECT rule, hours, moment, a, b FROM disputed").fetchall()
    groups = _groups(connection, resolver, spoken)
    read = {id for id, group in groups.items() if group.books}
    joins = settle([Candidate(*row) for row in rows], groups, said.same_transfers, said.apart_transfers)
    connection.register("settled", _members(joins, read))
    connection.execute(
        """CREATE TEMP TABLE stated AS FROM settled UNION ALL
        SELECT unnest([a, b]) AS stated_id, a AS transfer_id, rule, hours
        FROM candidates ANTI JOIN disputed USING (a, b)"""
    )


def _groups(
    connection: duckdb.DuckDBPyConnection, resolver: TransferResolver, spoken: Sequence[str]
) -> dict[str, Group]:
    """Each record that settling asks for, by itself. One that is read no longer has no book: chains pass through it."""
    agree = ("moved", *resolver.agree)
    found = connection.execute(
        f"""SELECT id, source || chr(31) || coalesce(book, ''), {", ".join(map(quoted, agree))} FROM told
        WHERE id IN (SELECT unnest([a, b]) FROM disputed) OR id IN (FROM spoken)"""
    ).fetchall()
    groups = {id: Group([id], set()) for id in spoken}
    for id, book, *known in found:
        told = {name: {value} for name, value in zip(agree, known, strict=True) if value is not None}
        groups[id] = Group([id], {book}, defaultdict(set, told))
    return groups


def _members(joins: Sequence[Candidate], read: set[str]) -> pa.Table:
    """The records that joined, each with the strongest pair that it is in; only those that are read."""
    forest = Forest((pair.a, pair.b) for pair in joins)
    first: dict[str, Candidate] = {}
    for pair in joins:
        for record in (pair.a, pair.b):
            first.setdefault(record, pair)
    together = [[id for id in tree if id in read] for tree in forest.components(first)]
    rows = [
        {"stated_id": id, "transfer_id": tree[0], "rule": first[id].rule, "hours": first[id].hours}
        for tree in together
        if len(tree) > 1
        for id in tree
    ]
    return pa.Table.from_pylist(rows, schema=_MEMBERS)


def _save(
    connection: duckdb.DuckDBPyConnection, home: Home, resolver: TransferResolver, told: int, state: str
) -> Joined:
    equal = [", ".join(rule.equal) for rule in resolver.rules]
    rules = {
        "rule": [HUMAN, *range(len(resolver.rules))],
        "label": [HUMAN_SAID, *(rule.label for rule in resolver.rules)],
        "equal": [None, *equal],
    }
    connection.register("rules", pa.table(rules))
    named = f"""SELECT stated_id, transfer_id, label AS rule,
        CASE WHEN rule <> {HUMAN} THEN 'the same ' || equal || '; ' || hours || ' hours apart' END AS evidence
        FROM stated JOIN rules USING (rule)"""
    counted = connection.execute(f"SELECT rule, count(*) FROM ({named}) GROUP BY ALL ORDER BY ALL").fetchall()
    by_rule = {str(rule): int(count) for rule, count in counted}
    records = sum(by_rule.values())
    made = {"made_from": state, "told": told, "records": records, "by_rule": by_rule}
    save(connection, f"{named} ORDER BY transfer_id, stated_id", home.table(MEMBERS), made)
    joined = f"""SELECT transfer_id, count(*) AS records, list_sort(list_distinct(list(rule))) AS rules
        FROM ({named}) GROUP BY transfer_id ORDER BY transfer_id"""
    save(connection, joined, home.table(TABLE), made)
    return Joined(told, records, by_rule, unchanged=False)
