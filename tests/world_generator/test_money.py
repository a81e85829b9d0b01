"""The money story fits what else the district tells, and disturbs nothing of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from fundlink.world import write_world
from fundlink.world.money import Money
from fundlink.world.tables import COLUMNS
from tests.world_generator.read import World, digests

EVERYDAY = ("crowdfunding_campaigns", "crowdfunding_donations", "informal_transfers", "npo_officers", "npo_register")


def test_without_it_all_else_is_told_byte_for_byte_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_world(tmp_path / "with", people=60, transfers=60, seed=3)
    monkeypatch.setattr(Money, "tell", lambda *_: [])
    write_world(tmp_path / "without", people=60, transfers=60, seed=3)
    told, plain = (digests(tmp_path / name / "inbox") for name in ("with", "without"))
    same = {file for file in plain if told[file] == plain[file]}
    assert {file.partition("/")[0] for file in same} == {*EVERYDAY, "un_sc_sanctions"}
    before, after = ((tmp_path / name / "truth" / "members.csv").read_text() for name in ("without", "with"))
    assert after.startswith(before)


def test_it_is_about_a_third_of_all_rows(world: World) -> None:
    rows = {source: len(world.table(source)) for source in COLUMNS}
    everyday = sum(rows[source] for source in EVERYDAY)
    assert 0.15 * everyday < sum(rows.values()) - everyday < 0.4 * everyday


def test_campaigns_pay_out_what_they_raised_less_the_fee(world: World) -> None:
    raised: dict[str, float] = defaultdict(float)
    for row in world.table("crowdfunding_donations"):
        raised[row["campaign_id"]] += 0 if row["refunded_at"] else float(row["amount"])
    payouts = [row for row in world.table("campaign_payouts") if row["currency"] == "KZT"]
    assert all(float(row["amount"]) == round(raised[row["campaign_id"]] * 0.95, 2) for row in payouts)
    assert len(payouts) > 0.7 * len(raised)
    stated = {row["campaign_id"]: row["beneficiary_account"] for row in world.table("crowdfunding_campaigns")}
    assert all(stated[row["campaign_id"]] in ("", row["account"]) for row in payouts)


def test_an_account_is_of_the_party_that_is_paid_on_it(world: World) -> None:
    holder = {key.split(" / ")[0]: true for (source, key, _, _), true in world.true_id.items() if source == "accounts"}
    seen = 0
    for row in world.table("money_transfers"):
        for role, end in (("payer", "from"), ("payee", "to")):
            true_id = world.true_id.get(("money_transfers", row["transfer_id"], role, ""))
            if true_id and row[f"{end}_account"] in holder:
                assert holder[row[f"{end}_account"]] == true_id
                seen += 1
    assert seen > 300


def test_a_tie_is_between_entries_that_name_two_parties(world: World) -> None:
    for row in world.table("declared_ties"):
        a, b = (world.true_id[(row[f"{side}_source"], row[f"{side}_key"], row[f"{side}_role"], "")] for side in "ab")
        assert a != b
    assert {row["kind"] for row in world.table("declared_ties")} == {
        "employee",
        "parent and child",
        "siblings",
        "spouses",
    }


def test_foreign_money_has_a_rate_of_its_day_or_the_friday_before(world: World) -> None:
    rates = {(row["date"], row["currency"]) for row in world.table("exchange_rates")}
    foreign = [row for row in world.table("money_transfers") if row["currency"] != "KZT"]
    assert foreign
    for row in foreign:
        day = date.fromisoformat(row["at"][:10])
        assert ((day - timedelta(days=max(0, day.weekday() - 4))).isoformat(), row["currency"]) in rates


def test_nothing_leaves_the_npo_where_the_money_of_a_planted_campaign_ends(world: World) -> None:
    ends = {row["subjects"].split()[1] for row in world.truth("planted") if row["case"].startswith("campaign_ends")}
    payers = {
        true for (source, _, role, _), true in world.true_id.items() if (source, role) == ("money_transfers", "payer")
    }
    assert ends
    assert not ends & payers
