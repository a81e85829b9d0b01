"""The table of pairs: which rule joined which mentions, and what a human should look at."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from fundlink.resolution.columns import store
from fundlink.resolution.declaration import Band
from fundlink.resolution.organizations.joining import Clusters, Doubt

PAIRS = pa.schema(
    {
        **{"mention_a": pa.string(), "mention_b": pa.string(), "rule": pa.string(), "step": pa.int32()},
        **{"match_weight": pa.float64(), "match_probability": pa.float64(), "band": pa.string()},
        **{"conflict": pa.bool_(), "evidence": pa.list_(pa.string())},
    }
)
"""Columns as of `resolved/person_pairs` (a rule weighs nothing: NULL), with the rule, and the step of the joining.

The pairs with a step join each organisation's mentions as a tree; a doubt about one of them makes its band `review`.
"""


def make_pairs(connection: duckdb.DuckDBPyConnection, clusters: Clusters) -> None:
    """Make `pairs`, with the columns of `PAIRS`: all joins and doubts, one row a pair of mentions."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    # First those that say the same: of them each mention stands beside the first.
    first_step = len(clusters.closed)
    for step, join in enumerate(clusters.joins, first_step):
        a, b = sorted(clusters.profiles[at].mentions[0] for at in (join.a, join.b))
        found[a, b] = _row(a, b, join.rule, step, Band.SAME, conflict=False, evidence=(join.rule, *join.evidence))
    for doubt in clusters.doubts:
        _add_doubt(clusters, doubt, found)
    store(connection, "pairs", pa.Table.from_pylist(list(found.values()), PAIRS))
    closed = [
        {"profile": at, "rule": join.rule, "step": step, "evidence": [join.rule, *join.evidence]}
        for step, (at, join) in enumerate(sorted(clusters.closed.items()))
    ]
    store(connection, "closed", pa.Table.from_pylist(closed, _CLOSED))
    connection.execute("""
        INSERT INTO pairs BY NAME
        SELECT mentions[1] AS mention_a, unnest(mentions[2:]) AS mention_b, rule, step, 'same' AS band,
            false AS conflict, evidence
        FROM closed JOIN profiles USING (profile)
    """)


def _add_doubt(clusters: Clusters, doubt: Doubt, found: dict[tuple[str, str], dict[str, Any]]) -> None:
    together = clusters.forest.root(doubt.a) == clusters.forest.root(doubt.b)
    a, b = sorted(clusters.profiles[at].mentions[0] for at in (doubt.a, doubt.b))
    evidence = (doubt.rule, *doubt.evidence, *filter(None, (doubt.reason,)))
    if not together:
        band = Band.DIFFERENT if doubt.conflict else Band.REVIEW
        found.setdefault((a, b), _row(a, b, doubt.rule, None, band, doubt.conflict, evidence))
    elif doubt.about_names:
        row = found.setdefault((a, b), _row(a, b, doubt.rule, None, Band.REVIEW, conflict=False, evidence=evidence))
        row |= {"band": Band.REVIEW, "evidence": list(dict.fromkeys((*row["evidence"], doubt.reason)))}


_CLOSED = pa.schema({"profile": pa.int64(), "rule": pa.string(), "step": pa.int32(), "evidence": pa.list_(pa.string())})


def _row(
    a: str, b: str, rule: str, step: int | None, band: str, conflict: bool, evidence: tuple[str, ...]
) -> dict[str, Any]:
    return {
        **{"mention_a": a, "mention_b": b, "rule": rule, "step": step, "band": str(band)},
        **{"conflict": conflict, "evidence": list(evidence)},
    }
