"""From two statements to one transfer in the graph tables: its records, its sides, and what a human said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.decisions import Verb, Word, writing
from fundlink.errors import FundlinkError
from fundlink.mentions import mention
from fundlink.projection import project
from fundlink.resolution.organizations import resolve_organizations
from fundlink.resolution.persons import resolve_persons
from fundlink.sources.read import read
from fundlink.statements import find_gaps
from fundlink.transfers import resolve_transfers
from fundlink.transfers.explain import explain_transfers
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from resolvers.transfer import TRANSFER_RESOLVER
from tests.sources.conftest import SOURCES
from tests.transfers.statements import STATEMENTS

HEADER = (
    "entry_id,statement,booked_at,from_account,payer_name,payer_bin,to_account,payee_name,payee_bin,amount,currency"
)
PAYER, PAYEE = "KZ089518318888426702", "KZ129549772126770494"
ROWS = (
    f"A1,{PAYER},2026-03-02T18:00:00,{PAYER},ТОО «Айдын Құрылыс»,,KZ12 9549 7721 2677 0494,,,500.00,KZT",
    f"A2,{PAYER},2026-03-02T18:00:00,{PAYER},ТОО «Айдын Құрылыс»,,{PAYEE},,,500.00,KZT",
    f"B1,{PAYEE},2026-03-04,{PAYER.lower()},,,{PAYEE},ТОО «Барыс Сауда»,,500.00,KZT",
)
AUDITED = SOURCES["kz_bank_statement"]
ONE, OTHER = f"{STATEMENTS.name}:A1", f"{STATEMENTS.name}:B1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("statements"))
    fill(home, {"a.csv": ROWS})
    return home


def fill(home: Home, files: dict[str, tuple[str, ...]]) -> None:
    """Read the files, and resolve the parties they mention."""
    folder = home.inbox / STATEMENTS.name
    folder.mkdir(parents=True)
    for name, rows in files.items():
        (folder / name).write_text("\n".join([HEADER, *rows]) + "\n")
    reading = read(home, STATEMENTS, home.inbox, "r1")
    assert reading.stopped is None
    mention(home, STATEMENTS)
    mentions = [home.table(f"mention/{STATEMENTS.name}")]
    resolve_organizations(home, mentions, ORGANIZATION_RESOLVER, "r1")
    resolve_persons(home, mentions, PERSON_RESOLVER, "r1")
    resolve_transfers(home, [STATEMENTS], TRANSFER_RESOLVER)
    read(home, AUDITED, home.inbox, "r1")
    find_gaps(home, AUDITED.name)


def members(home: Home) -> dict[str, str]:
    rows = pq.read_table(home.table("resolved/transfer_members")).to_pylist()
    return {row["stated_id"]: row["transfer_id"] for row in rows}


def relationships(home: Home, type: str) -> list[dict[str, Any]]:
    return [row for row in pq.read_table(home.table("graph/relationships")).to_pylist() if row["type"] == type]


def test_two_statements_are_one_transfer_between_the_two_customers(home: Home) -> None:
    assert members(home) == {ONE: ONE, OTHER: ONE}
    project(home, [STATEMENTS])
    nodes = pq.read_table(home.table("graph/nodes")).to_pylist()
    transfers = {row["id"]: json.loads(row["properties"]) for row in nodes if row["label"] == "Transfer"}
    assert sorted(transfers) == [ONE, f"{STATEMENTS.name}:A2"]
    assert transfers[ONE]["matched_by"] == ["payer's and payee's statement"]
    assert transfers[ONE]["record_count"] == 2
    assert transfers[ONE]["at"] == "2026-03-02T13:00:00Z"
    assert len([row for row in relationships(home, "RECORDED_IN") if row["start_id"] == ONE]) == 2
    for type, end in (("SENT", "end_id"), ("PAID_TO", "start_id")):
        sides = [row for row in relationships(home, type) if row[end] == ONE]
        assert [row["start_label" if type == "SENT" else "end_label"] for row in sides] == ["Organization"], type


def test_files_cut_otherwise_give_the_same(home: Home, tmp_path: Path) -> None:
    cut = Home(tmp_path)
    fill(cut, {"1.csv": (ROWS[2], ROWS[1]), "2.csv": (ROWS[0],)})
    assert members(cut) == members(home)


def test_why_says_the_rule_or_what_is_missing(home: Home) -> None:
    found = explain_transfers(home, [STATEMENTS], TRANSFER_RESOLVER, OTHER, ONE)
    assert found.one
    assert found.rules[0].missing == ()
    assert "30.0 hours apart" in found.matched[0]
    assert not explain_transfers(home, [STATEMENTS], TRANSFER_RESOLVER, ONE, f"{STATEMENTS.name}:A2").one


def test_a_human_takes_it_apart_at_the_next_refresh(home: Home) -> None:
    with writing(home) as ledger:
        ledger.say(Word(Verb.NOT_SAME, (ONE,), (OTHER,), "two payments", "Aigul"))
    assert not resolve_transfers(home, [STATEMENTS], TRANSFER_RESOLVER).unchanged
    assert members(home) == {f"{STATEMENTS.name}:A2": f"{STATEMENTS.name}:A2", OTHER: f"{STATEMENTS.name}:A2"}
    with writing(home) as ledger:
        ledger.say(Word(Verb.UNDO, (), (), "a mistake", "Aigul", 1))
    resolve_transfers(home, [STATEMENTS], TRANSFER_RESOLVER)
    assert members(home) == {ONE: ONE, OTHER: ONE}
    assert resolve_transfers(home, [STATEMENTS], TRANSFER_RESOLVER).unchanged


def test_before_any_transfer_is_resolved_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match=r"none are resolved here yet\. Run fundlink refresh"):
        explain_transfers(Home(tmp_path), [STATEMENTS], TRANSFER_RESOLVER, ONE, OTHER)


def test_a_source_that_no_refresh_has_read_is_named(home: Home) -> None:
    with pytest.raises(FundlinkError, match=r"did not know wallets\. Run fundlink refresh"):
        explain_transfers(home, [STATEMENTS, SOURCES["wallets"]], TRANSFER_RESOLVER, ONE, OTHER)
