"""A small graph written by hand: planted cases, and beside each an innocent look-alike."""

from __future__ import annotations

from typing import Any

from tests.graph.tables import Graph

DAY = "2026-03-{:02d}T10:00:00+00:00"


def story() -> Graph:
    """Two campaigns of different causes for one man whose money goes on by informal transfers, and much else."""
    graph = Graph()
    graph.node(
        "File", "f1", name="a.csv", source="npo_officers", sha256="00", first_read_at="2026-11-01T00:00:00+00:00"
    )
    _people(graph)
    _campaigns(graph)
    _ties(graph)
    _informal(graph)
    _listings(graph)
    graph.node("Email", "email", value="a@example.org", parties=1)
    graph.node("Address", "address", value="almaty abai 1", parties=1)
    graph.node("IpAddress", "ip", value="192.0.2.1", parties=1)
    graph.node("Document", "document", value="N01234567", parties=1)
    return graph


def _record(graph: Graph, id: str) -> str:
    if id not in graph.nodes:
        graph.node("Record", id, source="npo_officers", source_key=id, row=2, text="{}")
        graph.link(id, "READ_FROM", "f1")
    return id


def _party(graph: Graph, id: str, name: str, role: str, label: str = "Person", extra: tuple[str, ...] = ()) -> str:
    """A party with one mention in one record."""
    told = {"service": True} if "TransferAgent" in extra else {}
    graph.node(label, id, extra, name=name, mention_count=1, record_ids=[f"r-{id}"], record_count=1, **told)
    _mention(graph, id, name, role, f"m-{id}")
    return id


def _mention(graph: Graph, party: str, name: str, role: str, id: str) -> None:
    kind = "person" if graph.nodes[party]["label"] == "Person" else "organization"
    graph.node("Mention", id, source="npo_officers", source_key=id, role=role, kind=kind, name=name)
    graph.link(id, "IN_RECORD", _record(graph, f"r-{id.removeprefix('m-')}"))
    graph.link(id, "RESOLVES_TO", party, probability=1.0, decided_by="model")


def _people(graph: Graph) -> None:
    for id, name, role in (
        ("organiser", "Айгүл Серікқызы", "organiser"),
        ("collector", "Нұрлан Абаев", "beneficiary"),
        ("second", "Ерлан Сапаров", "receiver"),
        ("third", "Marat Umarov", "receiver"),
        ("helped", "Дана Ким", "beneficiary"),
        ("neighbour", "Болат Ахметов", "officer"),
        ("maybe", "Нурлан Абаев", "donor"),
        ("namesake", "Karim Listed", "donor"),
        ("stranger", "Олег Тен", "donor"),
        ("director", "Самат Ли", "officer"),
        ("listed", "Karim Listed", "listed"),
        ("cleared", "Timur Cleared", "listed"),
        ("friend", "Асель Нур", "officer"),
    ):
        _party(graph, id, name, role)
    for n in range(1, 5):
        _party(graph, f"donor{n}", f"Донор {n}", "donor")
    _party(graph, "charity", "Жақсылық қоры", "org", "Organization", ("NonProfit",))
    _party(graph, "firm", "Сауда ЖШС", "org", "Organization", ("Company",))
    _party(graph, "agent1", "Шелковый путь", "origin_agent", "Organization", ("TransferAgent",))
    _party(graph, "agent2", "Silk Desk", "payout_agent", "Organization", ("TransferAgent",))
    _party(graph, "agent3", "Базар", "origin_agent", "Organization", ("TransferAgent",))
    _mention(graph, "collector", "N. Abaev", "sender", "m-collector-2")
    graph.link("m-collector", "MATCHED", "m-collector-2", match_weight=12.5, evidence=["phone +9.1", "name +3.4"])
    graph.link("m-collector", "POSSIBLY_SAME_AS", "m-maybe", match_weight=2.5, evidence=["name +6.0"])


def _transfer(
    graph: Graph, id: str, channel: str, amount: int, day: int, start: str | None, end: str | None, **more: Any
) -> str:
    graph.node(
        "Transfer", id, channel=channel, kind="payment", amount=amount, currency="KZT", minor_units=100,
        moved=more.get("status") != "cancelled", at=DAY.format(day), record_ids=[f"r-{id}"], record_count=1, **more,
    )  # fmt: skip
    if start:
        graph.link(start, "SENT", id)
    if end:
        graph.link(id, "PAID_TO", end)
    graph.link(id, "RECORDED_IN", _record(graph, f"r-{id}"))
    return id


def _campaign(graph: Graph, id: str, category: str, organiser: str, beneficiary: str, account: str) -> None:
    graph.node(
        "Campaign", id, title=f"Campaign {id}", category=category, created_at=DAY.format(1), record_ids=[f"r-{id}"]
    )
    graph.node("CampaignVersion", f"{id}-v1", title=f"Campaign {id}", snapshot_at=DAY.format(1))
    graph.link(f"{id}-v1", "VERSION_OF", id)
    graph.link(organiser, "ORGANIZES", id, record_ids=[f"r-{id}"])
    graph.link(id, "RAISES_FOR", beneficiary, record_ids=[f"r-{id}"])
    graph.link(id, "PAYS_OUT_TO", account, record_ids=[f"r-{id}"])


def _campaigns(graph: Graph) -> None:
    for account, holder in (("acc1", "collector"), ("acc2", "helped"), ("acc3", "charity")):
        graph.node("Account", account, kind="bank", number=f"KZ{account}", parties=1)
        graph.link(holder, "HOLDS", account, record_ids=[f"r-{holder}"])
    _campaign(graph, "c1", "medical", "organiser", "collector", "acc1")
    _campaign(graph, "c2", "education", "organiser", "collector", "acc1")
    # One cause twice for one child; a charity with several causes: neither is a finding.
    _campaign(graph, "c3", "medical", "helped", "helped", "acc2")
    _campaign(graph, "c4", "medical", "helped", "helped", "acc2")
    _campaign(graph, "c5", "medical", "charity", "charity", "acc3")
    _campaign(graph, "c6", "food", "charity", "charity", "acc3")
    graph.node("Device", "dev1", value="device-1", parties=2)
    for n, (campaign, amount) in enumerate((("c1", 1000), ("c1", 2500), ("c2", 700), ("c3", 400)), 1):
        gift = _transfer(graph, f"d{n}", "donation", amount, n, f"donor{n}", campaign, amount_kzt=amount)
        graph.link(gift, "MADE_FROM", "dev1")
    _transfer(graph, "d5", "donation", 300, 5, "donor1", "c1")  # no value in KZT
    _transfer(graph, "d6", "donation", 50, 6, None, "c1")  # nobody knows the donor
    _transfer(graph, "d7", "donation", 9999, 6, "donor2", "c1", status="cancelled")


def _ties(graph: Graph) -> None:
    graph.node("Phone", "phone", value="+77010000001", parties=2)
    graph.node("Phone", "hub", value="+77010000002", parties=40)
    graph.link("collector", "USES", "phone", record_ids=["r-collector"])
    graph.link("neighbour", "USES", "phone", record_ids=["r-neighbour"])
    graph.link("collector", "USES", "hub")
    graph.link("stranger", "USES", "hub")
    graph.link("collector", "OFFICER_OF", "firm", role="accountant", valid_from="2020", record_ids=["r-collector"])
    graph.link("director", "OFFICER_OF", "firm", role="director", record_ids=["r-director"])
    graph.link("collector", "RELATED_TO", "third", kind="brother", record_ids=["r-third"])


def _informal(graph: Graph) -> None:
    rows: tuple[tuple[str, str | None, str | None, int, dict[str, Any]], ...] = (
        ("h1", "collector", "second", 10, {"reference": "N1"}),
        ("h2", "second", "third", 12, {"reference": "N2"}),
        ("h3", "donor4", "stranger", 2, {"reference": "TK1"}),
        ("h4", "donor3", "neighbour", 3, {"reference": "TK1"}),
        # One transfer in the books of both agents; one cancelled and sent again, corrected: innocent.
        ("h5", "donor2", "helped", 4, {"reference": "TK2"}),
        ("h6", None, "helped", 4, {"reference": "TK2", "paid_at": DAY.format(4)}),
        ("h8", "donor2", "helped", 5, {"reference": "TK4", "status": "cancelled", "amount": 1}),
        ("h9", "donor2", "helped", 6, {"reference": "TK4", "status": "paid"}),
        ("h7", None, "third", 15, {"reference": "TK3", "paid_at": DAY.format(15)}),
        # What helped sent before the first gift to her campaigns cannot be of them.
        ("h10", "helped", "stranger", 1, {"reference": "N3"}),
        # Another agent, another book: the same number means nothing.
        ("h11", "donor1", "friend", 7, {"reference": "TK1", "agent": "agent3"}),
    )
    for id, start, end, day, more in rows:
        agent = more.pop("agent", "agent1")
        transfer = _transfer(graph, id, "informal", more.pop("amount", 3000), day, start, end, **more)
        graph.link(transfer, "HANDLED_BY", agent, leg="origin", city="Almaty", country="KZ")
        graph.link(transfer, "HANDLED_BY", "agent2", leg="payout", city="Dubai", country="AE")


def _listings(graph: Graph) -> None:
    graph.node("Listing", "l1", list="UN", reference_number="QDi.001", listed_on="2015-01-01", record_ids=["r-listed"])
    graph.node(
        "Listing", "l2", list="UN", reference_number="QDi.002", listed_on="2012-01-01", delisted_on="2020-01-01",
        record_ids=["r-cleared"],
    )  # fmt: skip
    graph.link("l1", "REFERS_TO", "l2")
    graph.link("listed", "LISTED_IN", "l1", record_ids=["r-listed"])
    graph.link("cleared", "LISTED_IN", "l2", record_ids=["r-cleared"])
    graph.link("listed", "OFFICER_OF", "firm", role="founder", record_ids=["r-listed"])
    graph.node("Phone", "phone3", value="+77010000003", parties=2)
    graph.link("cleared", "USES", "phone3")
    graph.link("friend", "USES", "phone3")
