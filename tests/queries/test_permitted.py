"""Guard rail: wages, pensions, taxes and other permitted payments of listed persons raise nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fundlink.config import Home
from fundlink.graph import publish
from fundlink.queries import run
from fundlink.server import Connection
from tests.graph.tables import Graph


def test_an_employer_of_a_listed_person_is_no_connection(
    neo4j_server: Connection, tmp_path_factory: pytest.TempPathFactory
) -> None:
    graph = Graph()
    graph.node("Person", "listed", name="Ойдан Мысалов", mention_count=1)
    graph.link("listed", "LISTED_IN", graph.node("Listing", "entry", list="L", listed_on="2015-01-01"))
    # Wages alone; wages and a loan; a loan alone.
    for payer, payments in {"employer": (True,), "lender": (True, False), "customer": (False,)}.items():
        graph.node("Organization", payer, name=payer, mention_count=1)
        for number, permitted in enumerate(payments):
            money: dict[str, Any] = {"channel": "bank", "amount": 100, "currency": "KZT", "minor_units": 100}
            transfer = graph.node("Transfer", f"{payer} {number}", moved=True, permitted=permitted, **money)
            graph.link(payer, "SENT", transfer)
            graph.link(transfer, "PAID_TO", "listed")
    home = Home(Path(tmp_path_factory.mktemp("permitted")))
    graph.save(home)
    publish(home, neo4j_server)
    assert set(run("listed_connections", neo4j_server)["party_id"]) == {"lender", "customer"}
