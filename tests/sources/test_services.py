"""What makes a service: labels, being kept for others, what any source takes a wallet for; and nothing when they go."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.sources.conftest import FIXTURES, Desk
from tests.sources.graph import graph_of

REGISTER = (FIXTURES / "vasp_register" / "vasp_register.csv").read_text()
A, B, C, D = (f"0x{pair * 20}" for pair in ("a1", "b2", "c3", "d4"))
MESSAGE = """{"originator": {"originatorPersons": [{"naturalPerson": {"name": {"nameIdentifier":
    [{"primaryIdentifier": "Ойданов", "secondaryIdentifier": "Мысал"}]}}}], "accountNumber": ["%s"]},
    "beneficiary": {"beneficiaryPersons": [{"naturalPerson": {"name": {"nameIdentifier":
    [{"primaryIdentifier": "Мысалова", "secondaryIdentifier": "Ойдан"}]}}}], "accountNumber": ["%s"]},
    "originatingVASP": {"originatingVASP": {"legalPerson": {"name": {"nameIdentifier":
    [{"legalPersonName": "Oydan Exchange", "legalPersonNameIdentifierType": "LEGL"}]}}}}}"""
"""A message that names the keeper of the originator's wallet, and none of the beneficiary's."""


def services(desk: Desk, *sources: str) -> set[str]:
    """Names of organizations and numbers of accounts that are services."""
    graph = graph_of(desk, *sources)
    nodes = [*graph.nodes("Organization"), *graph.nodes("Account")]
    assert {node.get("service") for node in nodes} <= {True, None}
    return {node.get("name") or node["number"] for node in nodes if node.get("service")}


REGISTERS = {"transfer_agents": True, "vasp_register": True, "company_register": False, "npo_register": False}


@pytest.mark.parametrize(("source", "of_services"), REGISTERS.items(), ids=list(REGISTERS))
def test_who_stands_in_a_register_of_services_is_one(desk: Desk, source: str, of_services: bool) -> None:
    desk.put_fixture(source)
    found = services(desk, source)
    bodies = {row["name"] for row in desk.table("resolved/organization")}
    assert bodies
    assert found == (bodies if of_services else set())


def test_a_wallet_that_somebody_keeps_is_one_also_where_no_register_describes_the_keeper(desk: Desk) -> None:
    desk.put("vasp_register", "v.csv", REGISTER)
    desk.put_rows(
        "wallets",
        {"address": A, "vasp_id": "VA-000001"},
        {"address": B, "vasp_id": "VA-NOBODY"},
        {"address": C, "label": "Nobody", "category": "merchant"},
    )
    assert services(desk, "wallets") == {A, B}
    assert {A, B} < services(desk, "vasp_register", "wallets")
    assert C not in services(desk, "vasp_register", "wallets")


def test_one_source_that_takes_a_wallet_for_a_service_is_enough(desk: Desk) -> None:
    desk.put_rows("wallets", {"address": A, "category": "Exchange"}, {"address": B, "category": "donation"})
    tag = "- address: '{}'\n  label: L\n  currency: ETH\n  category: {}\n"
    tags = "".join(tag.format(*pair) for pair in ((A, "donation"), (B, "mixing_service"), (C, "donation")))
    desk.put("graphsense_tagpack", "p.yaml", f"title: T\ncreator: C\ntags:\n{tags}")
    assert services(desk, "wallets", "graphsense_tagpack") == {A, B}


def test_who_keeps_its_own_account_is_a_bank(desk: Desk) -> None:
    """As banks write a fee: the payee has the name of the bank beside its account. Nobody is one for a name alike."""
    sides = {"Oydan Bank JSC": "«Oydan Bank» JSC", "Bank of Mysal Friends LLP": "Oydan Bank JSC", "Қала ЖШС": ""}
    participants = "".join(
        f"<Participant><MemberId>{member}</MemberId><Name>{name}</Name><Bank>{bank}</Bank></Participant>"
        for member, (name, bank) in zip("213", sides.items(), strict=True)
    )
    told = "<OperationNumber>1</OperationNumber><OperationDate>2026-01-05</OperationDate>"
    message = f"<MessageInformation>{told}</MessageInformation><Participants>{participants}</Participants>"
    desk.put("kz_fm1", "r.xml", f"<Root><Message>{message}</Message></Root>")
    assert services(desk, "kz_fm1") == {"Oydan Bank JSC"}
    (bank,) = (row for row in desk.table("graph/nodes") if "Bank" in row["labels"])
    assert bank["labels"] == ["Bank", "Organization", "Party"]


def test_what_follow_the_money_calls_a_bank_or_says_an_exchange_keeps_is_one(desk: Desk) -> None:
    entities = (
        ("b", "Company", {"name": ["Oydan Bank"], "topics": ["sanction", "fin.bank"]}),
        ("c", "Company", {"name": ["Oydan Trade"], "topics": ["fin.fund"]}),
        ("p", "Person", {"name": ["Ойдан Мысалова"], "topics": ["fin.bank"]}),
        ("v", "CryptoWallet", {"publicKey": [A], "managingExchange": ["Oydan Exchange"], "currencySymbol": ["ETH"]}),
        ("w", "CryptoWallet", {"publicKey": [B], "holder": ["p"]}),
    )
    lines = (json.dumps(dict(zip(("id", "schema", "properties"), entity, strict=True))) for entity in entities)
    desk.put("followthemoney", "e.json", "\n".join(lines))
    assert services(desk, "followthemoney") == {"Oydan Bank", A}
    wallets = {
        node["id"]: (node.get("chain"), node.get("tags")) for node in graph_of(desk, "followthemoney").nodes("Account")
    }
    assert wallets == {A: ("ETH", ["Oydan Exchange (exchange)"]), B: (None, None)}


def test_it_goes_with_the_last_source_that_says_so(desk: Desk) -> None:
    sources = ("ivms101", "wallets")
    desk.put_rows("wallets", {"address": A}, {"address": D})
    assert services(desk, *sources) == set()
    desk.put("ivms101", "m.json", MESSAGE % (A, B))
    assert services(desk, *sources) == {"Oydan Exchange", A}
    desk.put_rows("wallets", {"address": A, "vasp_id": "VA-000001"}, {"address": D})
    shutil.rmtree(desk.home.inbox / "ivms101")
    assert services(desk, *sources) == {A}
    desk.put_rows("wallets", {"address": A}, {"address": D})
    assert services(desk, *sources) == set()
