"""What a campaign's page says holds from the snapshot that shows it until the first that does not."""

from __future__ import annotations

from tests.sources.conftest import Desk
from tests.sources.graph import graph_of

NAME = "crowdfunding_campaigns"
FIRST, SECOND = "KZ679512077741733080", "KZ579515147810833821"
WALLET = "0x8521bb6a7d27c6676bdc0b93ad5ba9c647836135"
PAGES = (
    # Campaign, seen at, organiser, account, wallet.
    ("CP-1", "2026-02-01T20:00:00Z", "Ойдан Мысалова", FIRST, WALLET),
    ("CP-1", "2026-02-11T20:00:00Z", "Ойдан Мысалова", FIRST, ""),
    ("CP-1", "2026-03-01T20:00:00Z", "Мысал Ойданов", SECOND, ""),
    ("CP-2", "2026-02-05T20:00:00Z", "Мысал Ойданов", FIRST, ""),
    ("CP-3", "", "Мысал Ойданов", FIRST, ""),
)


def validity(desk: Desk, type: str) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    told = ("campaign_id", "snapshot_at", "organiser_name", "beneficiary_account", "beneficiary_wallet")
    desk.put_rows(NAME, *(dict(zip(told, page, strict=True)) for page in PAGES))
    edges = graph_of(desk, NAME).edges(type)
    return {(e["start_id"], e["end_id"]): (e.get("valid_from"), e.get("valid_to")) for e in edges}


def test_an_account_holds_until_the_first_snapshot_without_it(desk: Desk) -> None:
    assert validity(desk, "PAYS_OUT_TO") == {
        ("CP-1", FIRST): ("2026-02-01", "2026-03-01"),
        ("CP-1", WALLET): ("2026-02-01", "2026-02-11"),
        ("CP-1", SECOND): ("2026-03-01", None),
        ("CP-2", FIRST): ("2026-02-05", None),
        ("CP-3", FIRST): (None, None),
    }


def test_so_does_who_runs_it(desk: Desk) -> None:
    found = sorted(days for (_, campaign), days in validity(desk, "ORGANIZES").items() if campaign == "CP-1")
    assert found == [("2026-02-01", "2026-03-01"), ("2026-03-01", None)]
