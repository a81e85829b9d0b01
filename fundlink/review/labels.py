"""What reviewers decided, as labelled pairs."""

from __future__ import annotations

from itertools import product, starmap

import pyarrow as pa

from fundlink.config import Home
from fundlink.decisions import Verb, read
from fundlink.decisions.decision import ordered

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


def labels(home: Home) -> pa.Table:
    """Each pair that the decisions that hold name, once, sorted: `SCHEMA`. Of two decisions on a pair the first counts.

    Raises:
        FundlinkError: when the ledger was edited.
    """
    said: dict[tuple[str, str], dict[str, object]] = {}
    for line in read(home).active:
        for a, b in starmap(ordered, product(line.a, line.b)):
            same = line.verb is Verb.SAME
            label = {"mention_a": a, "mention_b": b, "same": same, "decision": line.number, "by": line.by}
            said.setdefault((a, b), label)
    return pa.Table.from_pylist([said[pair] for pair in sorted(said)], schema=SCHEMA)
