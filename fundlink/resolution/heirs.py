"""What became of an id that no party bears any more: an old id still answers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import duckdb

from fundlink.config import Home
from fundlink.resolution.identities import folder, parts
from fundlink.tables import scan

KINDS = {"P": "person", "O": "organization"}
"""First letter of an id -> kind of party."""


def kind_of_party(id: str) -> str | None:
    """The kind of party that an id is of; None where it is no id of a party."""
    return KINDS.get(id.partition("-")[0])


@dataclass(frozen=True)
class Heirs:
    """The parties that the mentions of an old id belong to now, sorted, and how it came to that, a line a step.

    No heirs and `known`: the id was given once, and its mentions have left since.
    """

    parties: tuple[str, ...]
    steps: tuple[str, ...]
    known: bool


def heirs(connection: duckdb.DuckDBPyConnection, home: Home, old: str) -> Heirs:
    """Follow an old id through the ledger of identities, over all refreshes.

    The mentions that ever bore the id are asked where they are now: when a merge was undone, that is exact, while the
    steps of the lineage alone would also lead to those it was merged with.

    Raises:
        FundlinkError: a part of the ledger is missing.
    """
    kind = kind_of_party(old)
    ledger = parts(folder(home, str(kind)))
    members = home.table(f"resolved/{kind}_members")
    if not ledger or not members.exists():
        return Heirs((), (), known=False)
    bore = f"SELECT DISTINCT mention_id FROM {scan(*ledger)} WHERE id = ?"
    known = connection.execute(f"SELECT count(*) > 0 FROM ({bore})", [old]).fetchall()[0][0]
    now = connection.execute(
        f"SELECT DISTINCT {kind}_id AS now FROM {scan(members)} SEMI JOIN ({bore}) USING (mention_id) ORDER BY now",
        [old],
    ).fetchall()
    parties = tuple(party for (party,) in now)
    return Heirs(
        parties, tuple(line for party in parties for line in _steps(connection, home, str(kind), old, party)), known
    )


def _steps(connection: duckdb.DuckDBPyConnection, home: Home, kind: str, old: str, now: str) -> list[str]:
    """The shortest way through the lineage from the old id to the one now; each step is of a later refresh."""
    rows = connection.execute(
        f"SELECT {kind}_id, became, refresh_id, kind FROM {scan(home.table(f'resolved/{kind}_lineage'))} ORDER BY ALL"
    ).fetchall()
    queue: deque[tuple[str, str, list[str]]] = deque([(old, "", [])])
    seen = set()
    while queue:
        at, since, told = queue.popleft()
        if at == now:
            return told
        for id, became, refresh, how in rows:
            if id == at and refresh > since and (became, refresh) not in seen:
                seen.add((became, refresh))
                queue.append((became, refresh, [*told, f"{id} became {became} ({how}, refresh {refresh})"]))
    return [f"{old} became {now}"]
