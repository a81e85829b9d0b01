"""What humans decided, as labelled pairs."""

from __future__ import annotations

from itertools import product, starmap

import pyarrow as pa

from fundlink.config import Home
from fundlink.decisions.decision import Verb, ordered
from fundlink.decisions.ledger import read
from fundlink.resolution import identities
from fundlink.tables import connect, scan

SCHEMA = pa.schema(
    [
        ("mention_a", pa.string()),
        ("mention_b", pa.string()),
        ("same", pa.bool_()),
        ("decision", pa.int64()),
        ("by", pa.string()),
    ]
)
"""`mention_a` < `mention_b`. One decision may label many pairs: `decision` is its number, to weigh or sample by."""


def labels(home: Home, kind: str) -> pa.Table:
    """Each pair that the decisions that hold name, once, sorted: `SCHEMA`. Of two decisions on a pair the first counts.

    Args:
        home: with the ledgers of a refresh.
        kind: of the parties, `person` or `organization`. A mention that has left is of the kind that it was.

    Raises:
        FundlinkError: when the ledger was edited, or a part of that of identities is missing.
    """
    said: dict[tuple[str, str], dict[str, object]] = {}
    for line in read(home).active:
        for a, b in starmap(ordered, product(line.a, line.b)):
            same = line.verb is Verb.SAME
            label = {"mention_a": a, "mention_b": b, "same": same, "decision": line.number, "by": line.by}
            said.setdefault((a, b), label)
    of_kind = _of_kind(home, kind, {mention for pair in said for mention in pair})
    return pa.Table.from_pylist([said[pair] for pair in sorted(said) if of_kind.issuperset(pair)], schema=SCHEMA)


def _of_kind(home: Home, kind: str, mentions: set[str]) -> set[str]:
    """Those of the ids that ever were mentions of such a party: no transfers, and nobody of another kind."""
    parts = identities.parts(identities.folder(home, kind))
    if not mentions or not parts:
        return set()
    with connect() as connection:
        found = connection.execute(
            f"SELECT DISTINCT mention_id FROM {scan(*parts)} WHERE mention_id IN (SELECT unnest(?))", [sorted(mentions)]
        )
        return {mention for (mention,) in found.fetchall()}
