"""The ledger of identities: which id each mention's party bears, kept over refreshes, retraining and crashes.

A part of the ledger is one small Parquet file a refresh that changed anything:
`refresh_id, mention_id, id` (id NULL: the mention left). The parts in the order of their names give the present state.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from fundlink.config import Home
from fundlink.resolution.columns import store, text
from fundlink.tables import write_atomically


@dataclass(frozen=True, order=True)
class Change:
    """An id that became another: `merge` when all of it went there, `split` when a part did."""

    old: str
    became: str
    refresh_id: str
    kind: str


def first_id(prefix: str, mention: str, taken: Iterable[str] = ()) -> str:
    """The id of a new party, from its smallest mention; another where that one was ever given before."""
    taken = taken if isinstance(taken, set | frozenset | dict) else set(taken)
    attempt = 0
    while True:
        made = f"{prefix}-{hashlib.sha256(f'{mention}/{attempt}'.encode()).hexdigest()[:16]}"
        if made not in taken:
            return made
        attempt += 1


def assign(clusters: Mapping[str, str], before: Mapping[str, str], ever: set[str], prefix: str) -> dict[str, str]:
    """The id of each mention's party.

    Each cluster keeps the id that most of its mentions had, and each id goes to the cluster that holds most of it;
    ties go to the smaller id and the smaller cluster. A cluster left without one gets a new id.

    Args:
        clusters: mention -> cluster.
        before: mention -> id at the last refresh.
        ever: every id ever given.
        prefix: first part of new ids.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for mention, cluster in clusters.items():
        members[cluster].append(mention)
    claims: list[tuple[int, str, str]] = []
    for cluster in members:
        had = Counter(before[mention] for mention in members[cluster] if mention in before)
        claims += [(-count, old, min(members[cluster])) for old, count in had.items()]
    by_smallest = {min(mentions): cluster for cluster, mentions in members.items()}
    given: dict[str, str] = {}
    used: set[str] = set()
    for _, old, smallest in sorted(claims):
        if by_smallest[smallest] not in given and old not in used:
            given[by_smallest[smallest]] = old
            used.add(old)
    for smallest, cluster in sorted(by_smallest.items()):
        if cluster not in given:
            given[cluster] = first_id(prefix, smallest, ever | used)
            used.add(given[cluster])
    return {mention: given[cluster] for mention, cluster in clusters.items()}


class Ledger:
    """The parts of one entity kind in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.before: dict[str, str] = {}
        self.ever: set[str] = set()
        self.changes: list[Change] = []
        self._parts = sorted(folder.glob("*.parquet"))
        for part in self._parts:
            self._apply(part)

    def _apply(self, part: Path) -> None:
        table = pq.read_table(part).to_pydict()
        after = dict(zip(table["mention_id"], table["id"], strict=True))
        refresh = str(table["refresh_id"][0])
        self.changes += lineage(self.before, {**self.before, **after}, refresh)
        self.before = {mention: party for mention, party in {**self.before, **after}.items() if party}
        self.ever |= {party for party in after.values() if party}

    def update(self, clusters: Mapping[str, str], prefix: str, refresh_id: str) -> dict[str, str]:
        """Give ids to clusters (mention -> cluster), write a part if anything changed, and say mention -> id."""
        ids = assign(clusters, self.before, self.ever, prefix)
        changed: dict[str, str | None] = {m: party for m, party in ids.items() if self.before.get(m) != party}
        changed |= dict.fromkeys(self.before.keys() - ids.keys())
        if changed:
            mentions = sorted(changed)
            part = self._folder / f"{len(self._parts):08d}.parquet"
            table = text(
                refresh_id=[refresh_id] * len(mentions),
                mention_id=mentions,
                id=[changed[mention] for mention in mentions],
            )
            write_atomically(part, lambda partial: pq.write_table(table, partial, compression="zstd"))
            self._parts.append(part)
            self._apply(part)
        return ids


def lineage(before: Mapping[str, str], after: Mapping[str, str | None], refresh_id: str) -> list[Change]:
    """What became of the ids of `before`: only mentions that are in both tell."""
    went: dict[str, set[str]] = defaultdict(set)
    for mention, old in before.items():
        new = after.get(mention)
        if new:
            went[old].add(new)
    return sorted(
        Change(old, new, refresh_id, "split" if len(to) > 1 else "merge")
        for old, to in went.items()
        for new in to
        if new != old
    )


def identify(
    connection: duckdb.DuckDBPyConnection, home: Home, kind: str, prefix: str, refresh_id: str
) -> tuple[dict[str, str], str]:
    """Give stable ids to the table `clusters`, through the ledger in `home`.

    Returns:
        mention -> id, and SQL of the lineage: `<kind>_id, became, refresh_id, kind`.
    """
    ledger = Ledger(home.ledgers / "identities" / kind)
    clusters = dict(connection.execute("SELECT mention_id, cluster FROM clusters").fetchall())
    ids = ledger.update(clusters, prefix, refresh_id)
    rows = [(change.old, change.became, change.refresh_id, change.kind) for change in ledger.changes]
    columns = (f"{kind}_id", "became", "refresh_id", "kind")
    store(connection, "lineage", text(**{name: [row[at] for row in rows] for at, name in enumerate(columns)}))
    return ids, "FROM lineage"
