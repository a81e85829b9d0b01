"""Gaps of statements, asked by holder or account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fundlink.config import Home
from fundlink.graph import publish
from fundlink.queries import run
from fundlink.server import Connection
from tests.graph.tables import Graph


@pytest.fixture(scope="module")
def server(neo4j_server: Connection, tmp_path_factory: pytest.TempPathFactory) -> Connection:
    graph = Graph()
    records: dict[str, Any] = {"record_ids": ["r-1", "r-2"], "record_count": 2}
    for number, name in (("KZ1", "Ойдан Мысалова"), ("KZ2", "Мысал Ойданов")):
        graph.node("Account", number, number=number, kind="bank")
        graph.node("Person", name, name=name)
        graph.link(name, "HOLDS", number)
        days: dict[str, Any] = {"from_date": "2024-04-01", "to_date": "2024-04-10"}
        gap = graph.node(
            "Gap", f"gap-{number}", kind="missing_period", account=number, text="ten days", **days, **records
        )
        graph.link(number, "HAS_GAP", gap, **records)
    money: dict[str, Any] = {"amount": 150050, "currency": "KZT", "minor_units": 100, "text": "does not add up"}
    broken = graph.node(
        "Gap", "gap-3", kind="broken_balance", account="KZ1", from_date="2024-03-01", **money, **records
    )
    graph.link("KZ1", "HAS_GAP", broken, **records)
    home = Home(Path(tmp_path_factory.mktemp("gaps")))
    graph.save(home)
    publish(home, neo4j_server)
    return neo4j_server


def test_all_gaps_earliest_first(server: Connection) -> None:
    rows = run("statement_gaps", server)
    assert list(zip(rows["account"], rows["kind"], strict=True)) == [
        ("KZ1", "broken_balance"),
        ("KZ1", "missing_period"),
        ("KZ2", "missing_period"),
    ]
    first = rows.iloc[0]
    assert (first["amount"], first["currency"], first["holders"]) == (1500.5, "KZT", ["Ойдан Мысалова"])
    assert first["records"] == ["r-1", "r-2"]


@pytest.mark.parametrize("holder", ["KZ2", "мысал ойд", "Мысал Ойданов"])
def test_the_gaps_of_one(holder: str, server: Connection) -> None:
    assert list(run("statement_gaps", server, holder=holder)["account"]) == ["KZ2"]
