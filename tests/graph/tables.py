"""Graph tables written by hand, in the form the projection writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fundlink import schema
from fundlink.config import Home
from fundlink.graph.reconcile import NODES, RELATIONSHIPS


@dataclass
class Graph:
    """Nodes by id and relationships, added one by one."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    relationships: list[dict[str, Any]] = field(default_factory=list)

    def node(self, label: str, id: str, extra: Iterable[str] = (), **properties: Any) -> str:
        labels = sorted({label, schema.NODE[label].key_label, *extra})
        self.nodes[id] = {"label": label, "id": id, "labels": labels, "properties": properties}
        return id

    def link(self, start: str, type: str, end: str, **properties: Any) -> None:
        self.relationships.append(
            {
                "type": type,
                "start_label": self.nodes[start]["label"],
                "start_id": start,
                "end_label": self.nodes[end]["label"],
                "end_id": end,
                "properties": properties,
            }
        )

    def drop(self, id: str) -> None:
        del self.nodes[id]
        self.relationships = [r for r in self.relationships if id not in (r["start_id"], r["end_id"])]

    def save(self, home: Home) -> None:
        home.table("graph/nodes").parent.mkdir(parents=True, exist_ok=True)
        for rows, form, key in (
            (list(self.nodes.values()), NODES, "graph/nodes"),
            (self.relationships, RELATIONSHIPS, "graph/relationships"),
        ):
            texts = [{**row, "properties": json.dumps(row["properties"], ensure_ascii=False)} for row in rows]
            pq.write_table(pa.Table.from_pylist(texts, schema=form), home.table(key))
