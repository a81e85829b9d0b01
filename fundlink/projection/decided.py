"""What humans keep apart, as a table for the projection."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

from fundlink.decisions import Decisions, Verb

APART = pa.schema(
    [
        ("mention_a", pa.string()),
        ("mention_b", pa.string()),
        ("reason", pa.string()),
        ("decided_by", pa.string()),
        ("decided_at", pa.timestamp("us", tz="UTC")),
    ]
)
"""One row a pair, `mention_a` < `mention_b`."""


def apart(decisions: Decisions) -> pa.Table:
    """Each pair that is kept apart, with the first decision that says so and holds."""
    said: dict[tuple[str, str], dict[str, object]] = {}
    for line in decisions.active:
        if line.verb is not Verb.SAME:
            told = {"reason": line.reason, "decided_by": line.by, "decided_at": datetime.fromisoformat(line.at)}
            for a, b in line.pairs:
                said.setdefault((a, b), {"mention_a": a, "mention_b": b, **told})
    return pa.Table.from_pylist([said[pair] for pair in sorted(said)], schema=APART)
