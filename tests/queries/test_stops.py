"""Guard rail: no path leads on through a service: who or what keeps or moves money for others."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundlink.config import Home
from fundlink.graph import publish
from fundlink.queries import run
from fundlink.server import Connection
from tests.graph.tables import Graph

AGENT, KEPT, OPEN = "agent", "kept wallet", "own wallet"
STOPS = (AGENT, KEPT)


def _middle(graph: Graph, kind: str) -> str:
    told = {"service": True} if kind in STOPS else {}
    if kind == AGENT:
        return graph.node("Organization", kind, ("TransferAgent",), name=kind, mention_count=1, **told)
    return graph.node("Account", kind, ("Wallet",), number=kind, kind="wallet", parties=2, **told)


def _pay(graph: Graph, payer: str, payee: str, day: int) -> None:
    transfer = graph.node(
        "Transfer", f"{payer} > {payee}", channel="virtual_asset", amount=100, currency="USDT", minor_units=1,
        moved=True, at=f"2026-03-{day:02d}T10:00:00+00:00",
    )  # fmt: skip
    graph.link(payer, "SENT", transfer)
    graph.link(transfer, "PAID_TO", payee)


@pytest.fixture(scope="module")
def server(neo4j_server: Connection, tmp_path_factory: pytest.TempPathFactory) -> Connection:
    """Of each kind: a campaign and a listed man pay it, and it pays a stranger; a second man holds or pays it too."""
    graph = Graph()
    for kind in (*STOPS, OPEN):
        _middle(graph, kind)
        for who in ("listed", "other", "donor", "stranger"):
            graph.node("Person", f"{who} {kind}", name=f"{who} {kind}", mention_count=1)
        listing = graph.node("Listing", f"entry {kind}", list="L", reference_number=kind, listed_on="2015-01-01")
        graph.link(f"listed {kind}", "LISTED_IN", listing)
        campaign = graph.node("Campaign", f"campaign {kind}", title=kind, category="medical")
        _pay(graph, f"donor {kind}", campaign, 1)
        for day, payer in enumerate((campaign, f"listed {kind}", f"other {kind}"), 2):
            _pay(graph, payer, kind, day)
        _pay(graph, kind, f"stranger {kind}", 8)
        if kind != AGENT:
            for holder in ("listed", "other"):
                graph.link(f"{holder} {kind}", "HOLDS", kind)
    home = Home(Path(tmp_path_factory.mktemp("stops")))
    graph.save(home)
    publish(home, neo4j_server)
    return neo4j_server


@pytest.mark.parametrize("kind", [*STOPS, OPEN])
def test_money_is_followed_to_a_service_and_not_beyond(server: Connection, kind: str) -> None:
    ends = set(run("fundraising_channels", server, start=kind)["end_id"])
    assert kind in ends
    assert (f"stranger {kind}" in ends) == (kind == OPEN)


@pytest.mark.parametrize("kind", [*STOPS, OPEN])
def test_nobody_is_linked_by_a_service(server: Connection, kind: str) -> None:
    linked = set(run("linked_persons", server, person=f"other {kind}")["linked_id"])
    assert linked == ({f"listed {kind}", f"stranger {kind}"} if kind == OPEN else set())


@pytest.mark.parametrize("kind", [*STOPS, OPEN])
def test_nobody_is_connected_with_a_listed_party_by_a_service(server: Connection, kind: str) -> None:
    rows = run("listed_connections", server)
    found = set(rows[rows["listed_id"] == f"listed {kind}"]["party_id"])
    strangers = {f"other {kind}", f"stranger {kind}"}
    assert (strangers <= found) if kind == OPEN else not strangers & found


@pytest.mark.parametrize("kind", [*STOPS, OPEN])
def test_the_picture_ends_at_a_service(server: Connection, kind: str) -> None:
    paths = " ".join(run("network_picture", server, start=f"campaign {kind}")["path"])
    assert f"PAID]->({'Organization' if kind == AGENT else 'Account'} {kind})" in paths
    assert (f"stranger {kind}" in paths) == (kind == OPEN)


def test_a_wallet_kept_for_nobody_known_is_no_beneficiary(
    neo4j_server: Connection, tmp_path_factory: pytest.TempPathFactory
) -> None:
    graph = Graph()
    graph.node("Account", "known", ("Wallet",), number="known", kind="wallet", parties=1, service=True)
    graph.node("Person", "holder", name="Ойдан Мысалова", mention_count=1)
    graph.link("holder", "HOLDS", "known")
    for account in (_middle(graph, KEPT), _middle(graph, OPEN), "known"):
        for cause in ("medical", "sport"):
            campaign = graph.node("Campaign", f"{cause} {account}", title=account, category=cause)
            graph.link(campaign, "PAYS_OUT_TO", account)
    home = Home(Path(tmp_path_factory.mktemp("beneficiary")))
    graph.save(home)
    publish(home, neo4j_server)
    assert set(run("campaigns_one_beneficiary", neo4j_server)["beneficiary_id"]) == {OPEN, "holder"}
