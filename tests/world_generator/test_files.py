from __future__ import annotations

import csv
import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from fundlink.world import Summary, write_world
from fundlink.world.numbers import check_digit
from fundlink.world.tables import COLUMNS
from tests.world_generator.read import World, digests

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+05:00|Z)?")
_KEYS = {
    "npo_register": "org_id",
    "npo_officers": "officer_id",
    "crowdfunding_donations": "donation_id",
    "informal_transfers": "transfer_id",
    "company_register": "org_id",
    "company_officers": "officer_id",
    "transfer_agents": "agent_id",
    "vasp_register": "vasp_id",
    "accounts": "account",
    "money_transfers": "transfer_id",
    "campaign_payouts": "payout_id",
    "cash_operations": "operation_id",
    "declared_ties": "tie_id",
}


def test_same_arguments_give_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        write_world(tmp_path / name, people=60, transfers=60, seed=seed)
    one, two, three = (digests(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one.keys() == three.keys()
    assert not set(one.values()) & set(three.values())


def test_too_small_a_district_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 20 people"):
        write_world(tmp_path, people=19, transfers=60, seed=1)


@pytest.mark.parametrize("source", COLUMNS)
def test_columns_are_those_of_the_format(world: World, source: str) -> None:
    with (world.directory / "inbox" / source / f"{source}.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[0] == COLUMNS[source].split()
    assert {len(line) for line in lines} == {len(lines[0])}


@pytest.mark.parametrize(("source", "key"), _KEYS.items())
def test_keys_are_unique(world: World, source: str, key: str) -> None:
    keys = [row[key] for row in world.table(source)]
    assert len(keys) == len(set(keys))


def test_times_and_amounts_are_readable(world: World) -> None:
    stamps = 0
    for source in COLUMNS:
        for row in world.table(source):
            for column, text in row.items():
                if text and (column.endswith("_at")):
                    assert _TIME.fullmatch(text), (source, column, text)
                    datetime.fromisoformat(text)
                    stamps += 1
                elif text and "amount" in column:
                    assert Decimal(text) > 0
    assert stamps > 10_000


def test_a_donation_belongs_to_a_campaign_and_an_officer_to_an_organisation(world: World) -> None:
    campaigns = {row["campaign_id"] for row in world.table("crowdfunding_campaigns")}
    assert {row["campaign_id"] for row in world.table("crowdfunding_donations")} <= campaigns
    organizations = {row["org_id"] for row in world.table("npo_register")}
    assert {row["org_id"] for row in world.table("npo_officers")} <= organizations


def test_identity_numbers_pass_their_check(world: World) -> None:
    iins = [row["iin"] for row in world.table("npo_officers") if row["iin"]]
    valid = [number for number in iins if check_digit(number[:11]) == int(number[11])]
    assert len(valid) >= 0.96 * len(iins)  # a few are mistyped, on purpose
    for row in world.table("npo_register"):
        number, account = row["bin"], row["account_iban"]
        assert check_digit(number[:11]) == int(number[11])
        assert int(f"{account[4:]}2035{account[2:4]}") % 97 == 1


def test_summary_counts_what_was_written(written: tuple[Path, Summary], world: World) -> None:
    summary = written[1]
    assert {source: summary.records[source] for source in COLUMNS} == {s: len(world.table(s)) for s in COLUMNS}
    persons = [true_id for true_id in world.true_id.values() if true_id.startswith("P")]
    assert (summary.person_mentions, summary.persons_mentioned) == (len(persons), len(set(persons)))
    assert summary.reachable_pairs == len(world.truth("reachable"))
    assert summary.records["informal_transfers"] >= 5000


def test_the_newer_list_lacks_entries_of_the_older(world: World) -> None:
    older, newer = ({entry.findtext("DATAID") for entry in world.entries(day)} for day in ("2019-12-01", "2020-06-01"))
    assert newer < older


def test_the_list_has_every_kind_of_birth_date_alias_and_reference(world: World) -> None:
    entries = world.entries("2020-06-01")
    born = {birth.findtext("TYPE_OF_DATE") for entry in entries for birth in entry.iter("INDIVIDUAL_DATE_OF_BIRTH")}
    assert born == {"EXACT", "APPROXIMATELY", "BETWEEN", ""}
    quality = {alias.findtext("QUALITY") for entry in entries for alias in entry.iter("INDIVIDUAL_ALIAS")}
    assert quality == {"Good", "Low"}
    numbers = [entry.findtext("REFERENCE_NUMBER") or "" for entry in entries]
    assert len(numbers) == len(set(numbers))
    assert all(re.fullmatch(r"[A-Z]{2}[ie]\.9\d\d", number) for number in numbers)
    referred = {number for entry in entries for number in re.findall(r"\(([^)]*)\)", entry.findtext("COMMENTS1") or "")}
    assert referred
    assert referred <= set(numbers)
