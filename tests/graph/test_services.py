"""The mark of a service follows its reasons through loads that write only what differs."""

from __future__ import annotations

import shutil
from pathlib import Path

from fundlink.config import Home
from fundlink.graph import driver, fingerprint, publish
from fundlink.server import Connection
from tests.sources.conftest import Desk
from tests.sources.graph import graph_of

SOURCES = ("ivms101", "vasp_register", "wallets")
WALLETS = ("0x00000000000000000000000000000000000000a1", "0x00000000000000000000000000000000000000b2")
"""Those of the fixture of `ivms101`, each kept by a provider."""


def ask(server: Connection, text: str) -> list[list[object]]:
    return [record.values() for record in driver(server).execute_query(text, database_=server.database).records]


def load(desk: Desk, server: Connection) -> str:
    """Refresh, write what differs, and tell the fingerprint."""
    graph_of(desk, *SOURCES)
    publish(desk.home, server)
    return fingerprint(server)


def kept(server: Connection) -> list[object]:
    return [id for (id,) in ask(server, "MATCH (a:Account) WHERE a.service RETURN a.id ORDER BY a.id")]


def test_it_comes_with_a_keeper_from_any_source_and_goes_with_the_last(
    neo4j_server: Connection, tmp_path: Path
) -> None:
    ask(neo4j_server, "MATCH (n) DETACH DELETE n")
    desk = Desk(Home(tmp_path / "home"))
    desk.put_rows("wallets", *({"address": address} for address in WALLETS))
    bare = load(desk, neo4j_server)
    assert kept(neo4j_server) == []

    desk.put_fixture("ivms101")
    told = load(desk, neo4j_server)
    assert kept(neo4j_server) == list(WALLETS)

    # Another source names a keeper too, of one wallet, whom no register describes; the first one leaves.
    desk.put_rows("wallets", {"address": WALLETS[0], "vasp_id": "VA-1"}, {"address": WALLETS[1]})
    load(desk, neo4j_server)
    shutil.rmtree(desk.home.inbox / "ivms101")
    load(desk, neo4j_server)
    assert kept(neo4j_server) == [WALLETS[0]]
    assert ask(neo4j_server, "MATCH ()-[kept:HELD_AT]->() RETURN kept") == []

    desk.put_rows("wallets", *({"address": address} for address in WALLETS))
    assert load(desk, neo4j_server) == bare
    assert kept(neo4j_server) == []

    # Written anew, at once and into nothing, it is the same graph as after the one change.
    desk.put_fixture("ivms101")
    ask(neo4j_server, "MATCH (n) DETACH DELETE n")
    again = Desk(Home(tmp_path / "another"))
    shutil.copytree(desk.home.inbox, again.home.inbox)
    assert load(again, neo4j_server) == told
