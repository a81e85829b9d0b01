"""What one transfer of several records is in the graph: a campaign's payout, an order that was carried out or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundlink.config import Home
from tests.sources.conftest import FIXTURES, Desk
from tests.sources.graph import graph_of

ACCOUNT, PLATFORM = "KZ679512077741733080", "KZ579515147810833821"
BANK = "money_transfers"


def paid(key: str, at: str, amount: str, **more: str) -> dict[str, str]:
    return {"transfer_id": key, "at": at, "channel": "bank", "amount": amount, "currency": "KZT", **more}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Home(tmp_path))


def test_a_payout_and_the_banks_record_are_one_which_the_campaign_paid_and_the_platform_handled(desk: Desk) -> None:
    desk.put_rows("crowdfunding_campaigns", {"campaign_id": "CP-1", "title": "На лечение", "snapshot_at": "2026-02-01"})
    payout = {"campaign_id": "CP-1", "account": ACCOUNT, "payee_name": "Ойдан Мысалова", "currency": "KZT"}
    days = {"PO-1": ("2026-02-20T11:00:00", "900000.00"), "PO-2": ("2026-02-21T11:00:00", "500.00")}
    rows = ({**payout, "payout_id": key, "paid_at": at, "amount": amount} for key, (at, amount) in days.items())
    desk.put_rows("campaign_payouts", *rows)
    platform = {"from_account": PLATFORM, "from_name": "ТОО «Ойдан Платформа»", "from_id_number": "190540667668"}
    desk.put_rows(BANK, paid("MT-1", "2026-02-20T18:30:00", "900000.00", **platform, to_account=ACCOUNT))
    graph = graph_of(desk, "crowdfunding_campaigns", "campaign_payouts", BANK)
    one, other = graph.nodes("Transfer")
    assert (one["id"], other["id"]) == ("campaign_payouts:PO-1", "campaign_payouts:PO-2")
    assert one["matched_by"] == ["payout of a campaign and the bank's or chain's record"]
    assert (one["record_count"], other["record_count"]) == (2, 1)
    assert graph.ends("SENT") == [("CP-1", one["id"]), ("CP-1", other["id"])]
    assert graph.ends("PAID_TO") == [(one["id"], "Person"), (other["id"], "Person")]
    assert graph.ends("HANDLED_BY") == [(one["id"], "Organization")]
    assert graph.edges("HANDLED_BY")[0]["leg"] == "origin"
    assert graph.ends("FROM_ACCOUNT") == [(one["id"], PLATFORM)]


def test_an_order_moves_money_only_where_a_record_of_the_payment_joins_it(desk: Desk) -> None:
    desk.put("iso20022", "a.xml", (FIXTURES / "iso20022" / "pain001.xml").read_bytes())
    desk.put_rows(BANK, paid("MT-9", "2024-01-09", "1.00", from_account=ACCOUNT, to_account=PLATFORM))
    told = {row["amount"]: row for row in graph_of(desk, "iso20022", BANK).nodes("Transfer")}
    assert {amount: (row["moved"], row.get("status")) for amount, row in told.items()} == {
        25_000_000: (False, "ordered"),
        430_000: (False, "ordered"),
        100: (True, None),
    }
    booked = {"from_account": "KZ91998MYSA000000003", "to_account": "KZ72999OYDA000000001"}
    desk.put_rows(BANK, paid("MT-1", "2024-03-05", "250000.00", **booked))
    told = {row["amount"]: row for row in graph_of(desk, "iso20022", BANK).nodes("Transfer")}
    assert {amount: (row["moved"], row.get("status")) for amount, row in told.items()} == {
        25_000_000: (True, None),
        430_000: (False, "ordered"),
    }
    assert told[25_000_000]["record_count"] == 2
