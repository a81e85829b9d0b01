"""The graph that a few sources make: read, mentioned, resolved and projected as a refresh does it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fundlink.mentions import mention
from fundlink.projection import project
from fundlink.resolution.organizations import resolve_organizations
from fundlink.resolution.persons import resolve_persons
from fundlink.statements import find_gaps
from fundlink.transfers import resolve_transfers
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from resolvers.transfer import TRANSFER_RESOLVER
from tests.sources.conftest import SOURCES, Desk

STATEMENTS = "kz_bank_statement"


@dataclass(frozen=True)
class Graph:
    """Nodes and relationships with their properties, and the relationships whose end no file describes."""

    _nodes: list[dict[str, Any]]
    _edges: list[dict[str, Any]]
    dangling: Mapping[str, int]

    def rows(self, label: str) -> list[dict[str, Any]]:
        """Nodes of a label, as the table has them."""
        return [row for row in self._nodes if row["label"] == label]

    def nodes(self, label: str) -> list[dict[str, Any]]:
        """Nodes of a label by id, as `id` and their properties."""
        return [{"id": row["id"], **json.loads(row["properties"])} for row in self.rows(label)]

    def edges(self, type: str) -> list[dict[str, Any]]:
        """Relationships of a type, as their ends and properties."""
        return [{**row, **json.loads(row["properties"])} for row in self._edges if row["type"] == type]

    def ends(self, type: str) -> list[tuple[str, str]]:
        """Both ends of each relationship of a type, sorted: the id, or only the label of a party."""
        return sorted((_end(edge, "start"), _end(edge, "end")) for edge in self.edges(type))


def _end(edge: dict[str, Any], side: str) -> str:
    label = str(edge[f"{side}_label"])
    return label if label in ("Person", "Organization") else str(edge[f"{side}_id"])


def graph_of(desk: Desk, *names: str) -> Graph:
    """Refresh the sources of these names, and nothing else."""
    sources = [SOURCES[name] for name in names]
    for source in sources:
        assert desk.refresh(source.name).stopped is None
        mention(desk.home, source)
    mentions = [desk.home.table(f"mention/{name}") for name in names]
    resolve_persons(desk.home, mentions, PERSON_RESOLVER, "r1")
    resolve_organizations(desk.home, mentions, ORGANIZATION_RESOLVER, "r1")
    resolve_transfers(desk.home, sources, TRANSFER_RESOLVER)
    if STATEMENTS not in names:
        desk.refresh(STATEMENTS)
    find_gaps(desk.home, STATEMENTS)
    projected = project(desk.home, sources)
    return Graph(desk.table("graph/nodes"), desk.table("graph/relationships"), projected.dangling)
