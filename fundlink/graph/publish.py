"""Publish the graph tables to Neo4j: the difference only, converging from any state."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.graph import statements
from fundlink.graph.content import unknown_nodes
from fundlink.graph.difference import Difference
from fundlink.graph.links import link_texts, write_links
from fundlink.graph.load import Report, load
from fundlink.graph.prepare import prepare
from fundlink.graph.reconcile import canonical_tables, discard, server_tables
from fundlink.graph.state import State, Tables
from fundlink.server import Connection


@dataclass(frozen=True)
class Change:
    """How many nodes, or relationships, the tables' difference created, changed and deleted."""

    created: int = 0
    changed: int = 0
    deleted: int = 0


@dataclass(frozen=True)
class Published:
    """What one publication did. `written` are the server's own counters, empty when nothing was written."""

    nodes: Change = Change()
    relationships: Change = Change()
    written: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    reconciled: bool = False
    """Whether the content was read from the server, because nobody could vouch for it."""
    unknown_nodes: int = 0
    """Nodes that are none of ours and were left alone; counted when the content was read from the server."""


def publish(home: Home, connection: Connection, report: Report | None = None) -> Published:
    """Make the database hold `graph/nodes` and `graph/relationships` of the home, and the derived links.

    Only what differs is written. A second call with the same tables writes nothing; a killed call is mended by the
    next one. Nodes with none of the schema's labels are left alone. One publisher at a time: the caller holds the lock.

    Raises:
        FundlinkError: the tables are missing or contradict the schema; no data was written then, except where a
            single value is not what its property holds.
    """
    started = time.monotonic()
    report = report or _silent
    new = Tables(home.table("graph/nodes"), home.table("graph/relationships"))
    if not (new.nodes.exists() and new.relationships.exists()):
        raise FundlinkError(f"{home.tables / 'graph'} lacks nodes or relationships; run `fundlink refresh` first.")
    state = State(home, connection)
    texts = "\n".join([*statements.constraints().values(), *link_texts().values()])
    clean = state.clean(texts)
    unknown = 0
    written: Counter[str] = Counter()
    if clean:
        difference = Difference(state.tables, new, state.folder)
        if difference.empty:
            return Published(seconds=time.monotonic() - started)
    else:
        report("reading the graph", 0, 0)
        written += prepare(connection)
        unknown = unknown_nodes(connection)
        held = server_tables(connection, state.folder)
        wanted = canonical_tables(new, state.folder) if held else new
        difference = Difference(held, wanted, state.folder)
    state.begin()
    written += load(connection, difference, report)
    report("deriving links", 0, 0)
    written += write_links(connection)
    state.finish(new, texts)
    discard(state.folder)
    return Published(
        nodes=_change(difference, "nodes"),
        relationships=_change(difference, "relationships"),
        written=dict(written),
        seconds=time.monotonic() - started,
        reconciled=not clean,
        unknown_nodes=unknown,
    )


def _change(difference: Difference, what: str) -> Change:
    return Change(
        created=difference.count(f"put_{what}", "is_new"),
        changed=difference.count(f"put_{what}", "NOT is_new"),
        deleted=difference.count(f"drop_{what}"),
    )


def _silent(_what: str, _done: int, _total: int) -> None:
    """The report of who asked for none."""
