"""A campaign's payout and the bank's record of it are one transfer: the campaign paid, the platform handled it."""

from __future__ import annotations

import json
from typing import Any

import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.mentions import mention
from fundlink.projection import project
from fundlink.resolution import resolve_organizations, resolve_persons
from fundlink.sources.read import read
from fundlink.statements import find_gaps
from fundlink.transfers import resolve_transfers
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from resolvers.transfer import TRANSFER_RESOLVER
from tests.sources.conftest import SOURCES

ACCOUNT = "KZ679512077741733080"
PLATFORM = "KZ579515147810833821"
FILES = {
    "crowdfunding_campaigns": "campaign_id,title,snapshot_at\nCP-1,На лечение,2026-02-01T00:00:00Z\n",
    "campaign_payouts": "payout_id,campaign_id,paid_at,account,payee_name,amount,currency\n"
    f"PO-1,CP-1,2026-02-20T11:00:00+05:00,{ACCOUNT},Ойдан Мысалова,900000.00,KZT\n"
    f"PO-2,CP-1,2026-02-21T11:00:00+05:00,{ACCOUNT},Ойдан Мысалова,500.00,KZT\n",
    "money_transfers": "transfer_id,at,channel,from_account,from_name,from_id_number,to_account,amount,currency\n"
    f"MT-1,2026-02-20T18:30:00+05:00,bank,{PLATFORM},ТОО «Ойдан Платформа»,190540667668,{ACCOUNT},900000.00,KZT\n",
}
ONE = "campaign_payouts:PO-1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("payouts"))
    sources = [SOURCES[name] for name in FILES]
    for source in sources:
        folder = home.inbox / source.name
        folder.mkdir(parents=True)
        header, rows = FILES[source.name].split("\n", 1)
        told = header.split(",")
        columns = [*told, *(column.name for column in source.columns if column.name not in told)]
        lines = [",".join(columns), *(row + "," * (len(columns) - len(told)) for row in rows.splitlines())]
        (folder / "a.csv").write_text("\n".join(lines) + "\n")
        reading = read(home, source, home.inbox, "r1")
        assert (reading.stopped, reading.counts.rejected) == (None, 0)
        mention(home, source)
    mentions = [home.table(f"mention/{name}") for name in FILES]
    resolve_organizations(home, mentions, ORGANIZATION_RESOLVER, "r1")
    resolve_persons(home, mentions, PERSON_RESOLVER, "r1")
    resolve_transfers(home, sources, TRANSFER_RESOLVER)
    audited = SOURCES["kz_bank_statement"]
    read(home, audited, home.inbox, "r1")
    find_gaps(home, audited.name)
    project(home, sources)
    return home


def ends(home: Home, type: str, transfer: str) -> list[tuple[str, dict[str, Any]]]:
    """Label of the other end, and properties, of each relationship of a transfer."""
    rows = pq.read_table(home.table("graph/relationships")).to_pylist()
    found = [row for row in rows if row["type"] == type and transfer in (row["start_id"], row["end_id"])]
    other = [row["end_label"] if row["start_id"] == transfer else row["start_label"] for row in found]
    return [(label, json.loads(row["properties"])) for label, row in zip(other, found, strict=True)]


def test_they_are_one_transfer_with_two_records(home: Home) -> None:
    nodes = pq.read_table(home.table("graph/nodes")).to_pylist()
    transfers = {row["id"]: json.loads(row["properties"]) for row in nodes if row["label"] == "Transfer"}
    assert sorted(transfers) == [ONE, "campaign_payouts:PO-2"]
    assert transfers[ONE]["record_count"] == 2
    assert transfers[ONE]["matched_by"] == ["payout of a campaign and the bank's or chain's record"]
    assert len(ends(home, "RECORDED_IN", ONE)) == 2


def test_the_campaign_pays_once_and_the_platform_handles_it(home: Home) -> None:
    assert [label for label, _ in ends(home, "SENT", ONE)] == ["Campaign"]
    assert [label for label, _ in ends(home, "PAID_TO", ONE)] == ["Person"]
    ((label, told),) = ends(home, "HANDLED_BY", ONE)
    assert (label, told["leg"], told["record_count"]) == ("Organization", "origin", 1)
    assert len(ends(home, "FROM_ACCOUNT", ONE)) == len(ends(home, "TO_ACCOUNT", ONE)) == 1
