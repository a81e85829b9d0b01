"""What a tool is given, and what it gives back: Parquet tables. Needs pandas and pyarrow only, as every tool has them.

Given: one row a mention, all text, NULL when unknown. `mention_id`; `name`, as written; `given`, `surname`, `father`
and `city`, folded to ASCII by fundlink, which spares every rival the three scripts; `birth_date` (ISO, full dates
only); `iin`, `document`, `phone`, `email`, `account`, `wallet`, `device`.

Given back: `pairs.parquet` with `mention_a`, `mention_b`, `score` (more is surer), and `clusters.parquet` with
`mention_id`, `cluster`: what the tool decides at the setting that its documentation uses.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

IDENTIFIERS = ("iin", "document", "phone", "email", "account", "wallet", "device")
COLUMNS = ("mention_id", "name", "given", "surname", "father", "city", "birth_date", *IDENTIFIERS)

# What a record's blocks are, for the tools that leave this to their user: the names, the names in part with the
# birth date, and each identifier.
BLOCKS = (("given", "surname"), ("surname", "birth_date"), ("given", "birth_date"), *((c,) for c in IDENTIFIERS))


def read() -> tuple[pd.DataFrame, Path]:
    """The mentions and the folder to write to, as the command line names them."""
    mentions, folder = map(Path, sys.argv[1:])
    return pd.read_parquet(mentions), folder


def write(folder: Path, pairs: pd.DataFrame, clusters: pd.DataFrame) -> None:
    """Write `pairs` (mention_a, mention_b, score) and `clusters` (mention_id, cluster)."""
    pairs[["mention_a", "mention_b", "score"]].to_parquet(folder / "pairs.parquet")
    clusters[["mention_id", "cluster"]].to_parquet(folder / "clusters.parquet")


def connected(pairs: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Connected components as clusters, for a tool that has no clustering of its own."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        parent[root(a)] = root(b)
    return pd.DataFrame({"mention_id": list(parent), "cluster": [root(node) for node in parent]})
