"""Every query has a case and a look-alike, and the columns say what the truth claims."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pytest

from tests.world_generator.read import Row, World

_QUERIES = (
    "fundraising_channels",
    "linked_persons",
    "listed_connections",
    "campaigns_one_beneficiary",
    "token_reuse",
    "aliased_promoters",
    "changed_after_funding",
    "settlement_netting",
    "statement_gaps",
)


def _cases(world: World, name: str) -> list[tuple[bool, list[str]]]:
    """Expectation and subjects of every planting of a case."""
    found = [row for row in world.truth("planted") if re.fullmatch(rf"{name}_\d+", row["case"])]
    assert found, name
    return [(row["expected"] == "true", row["subjects"].split()) for row in found]


def _transfers(world: World, subjects: list[str]) -> list[Row]:
    return [row for row in world.table("informal_transfers") if row["transfer_id"] in subjects]


def _campaigns(world: World, subjects: list[str]) -> list[Row]:
    return [row for row in world.table("crowdfunding_campaigns") if row["campaign_id"] in subjects]


@pytest.mark.parametrize("query", _QUERIES)
def test_every_query_has_something_to_find_and_a_look_alike(world: World, query: str) -> None:
    expected = {row["expected"] for row in world.truth("planted") if row["query"] == query}
    assert expected == {"true", "false"}


def test_subjects_exist(world: World) -> None:
    known = set(world.true_id.values())
    known |= {row["campaign_id"] for row in world.table("crowdfunding_campaigns")}
    known |= {row["transfer_id"] for row in world.table("informal_transfers")}
    known |= {row["account"] for row in world.table("accounts")}
    known |= {entry.findtext("REFERENCE_NUMBER") or "" for entry in world.entries("2019-12-01")}
    for row in world.truth("planted"):
        assert set(row["subjects"].split()) <= known, row["case"]


def test_the_hotline_is_over_the_hub_cap_and_the_front_mans_phone_is_not(world: World) -> None:
    people_of_phone: dict[str, set[str]] = defaultdict(set)
    for row in world.table("informal_transfers"):
        key = ("informal_transfers", row["transfer_id"], "sender", "")
        if row["sender_phone"]:
            people_of_phone[re.sub(r"\D", "", row["sender_phone"])[-10:]].add(world.true_id[key])
    for _, callers in _cases(world, "hotline"):
        assert len(callers) > 10
        assert set(callers) in people_of_phone.values()
    for _, (_, caller) in _cases(world, "front_man_phone"):
        assert min(len(people) for people in people_of_phone.values() if caller in people) <= 10


def test_a_reused_number_is_of_one_agents_book(world: World) -> None:
    for found, subjects in _cases(world, "number_reused"):
        rows = _transfers(world, subjects)
        assert len({(row["origin_agent"], row["reference"]) for row in rows}) == 1
        assert (len({row["amount"] for row in rows}) > 1) == found
    for _, subjects in _cases(world, "same_number_elsewhere"):
        rows = _transfers(world, subjects)
        assert (len({row["reference"] for row in rows}), len({row["origin_agent"] for row in rows})) == (1, 2)
    for _, subjects in (*_cases(world, "cancelled_sent_again"), *_cases(world, "cancelled_amount_corrected")):
        assert [row["status"] for row in _transfers(world, subjects)] == ["cancelled", "paid"]


def test_only_planted_numbers_stand_twice_in_a_book(world: World) -> None:
    """Everyday books number each transfer once; where it stands in two rows, one is sent and the other paid."""
    planted = {s for row in world.truth("planted") if row["query"] == "token_reuse" for s in row["subjects"].split()}
    legs: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for row in world.table("informal_transfers"):
        if row["transfer_id"] not in planted:
            agent = world.true_id[("informal_transfers", row["transfer_id"], "origin_agent", "")]
            legs[agent, row["reference"]].append((bool(row["sent_at"]), bool(row["payout_agent"])))
    assert {tuple(found) for found in legs.values()} == {
        ((True, True),),
        ((True, False),),
        ((True, False), (False, True)),
    }


def test_a_payout_without_a_send_names_a_number_nobody_sent(world: World) -> None:
    sent = {(row["origin_agent"], row["reference"]) for row in world.table("informal_transfers") if row["sent_at"]}
    for _, subjects in _cases(world, "payout_without_send"):
        (row,) = _transfers(world, subjects)
        assert (row["sent_at"], row["sender_name"]) == ("", "")
        assert row["paid_at"]
        assert (row["origin_agent"], row["reference"]) not in sent


def test_nobody_outside_the_cases_has_money_raised_for_two_causes(world: World) -> None:
    causes: dict[str, set[str]] = defaultdict(set)
    for row in world.table("crowdfunding_campaigns"):
        key = ("crowdfunding_campaigns", row["campaign_id"], "beneficiary", row["snapshot_at"])
        causes[world.true_id[key]].add(row["category"])
    several = {true_id for true_id, categories in causes.items() if len(categories) > 1}
    planted = {subjects[0] for found, subjects in _cases(world, "different_causes") if found}
    assert several == planted | {subjects[0] for _, subjects in _cases(world, "one_npo")}


def test_the_same_cause_is_one_category_and_namesakes_have_two_accounts(world: World) -> None:
    for _, subjects in _cases(world, "same_cause"):
        assert {row["category"] for row in _campaigns(world, subjects)} == {"medical"}
    for _, subjects in _cases(world, "namesake_beneficiaries"):
        rows = _campaigns(world, subjects)
        assert len({row["beneficiary_account"] for row in rows}) == 2
        assert len({frozenset(row["beneficiary_name"].split()) for row in rows}) == 1
        assert len({row["organiser_iin"] for row in rows}) == 2


def test_a_changed_page_is_one_campaign_in_two_snapshots(world: World) -> None:
    for changed, (key, *_) in (*_cases(world, "changed_beneficiary"), *_cases(world, "unchanged_page")):
        before, after = _campaigns(world, [key])
        assert (before["beneficiary_account"] != after["beneficiary_account"]) == changed
        gifts = [r for r in world.table("crowdfunding_donations") if r["campaign_id"] == key]
        assert gifts


def test_campaign_money_moves_on_only_after_it_came(world: World) -> None:
    gifts: dict[str, list[str]] = defaultdict(list)
    for row in world.table("crowdfunding_donations"):
        gifts[row["campaign_id"]].append(row["donated_at"][:19])
    for _, subjects in _cases(world, "campaign_becomes_hawala"):
        assert all(row["sent_at"][:19] > max(gifts[subjects[0]]) for row in _transfers(world, subjects))
    for _, subjects in _cases(world, "remittance_before_campaign"):
        assert all(row["sent_at"][:19] < min(gifts[subjects[0]]) for row in _transfers(world, subjects))


def test_a_listed_officer_has_the_lists_birth_date_and_passport_and_the_namesake_neither(world: World) -> None:
    entries = {entry.findtext("REFERENCE_NUMBER"): entry for entry in world.entries("2019-12-01")}
    officers = defaultdict(list)
    for row in world.table("npo_officers"):
        officers[world.true_id[("npo_officers", row["officer_id"], "officer", "")]].append(row)
    for case, agrees in (("listed_officer", True), ("listed_namesake", False), ("delisted_officer", True)):
        for _, subjects in _cases(world, case):
            entry, (row,) = entries[subjects[-1]], officers[subjects[0]]
            same_date = row["birth_date"] == entry.findtext("INDIVIDUAL_DATE_OF_BIRTH/DATE")
            same_document = row["document_number"] == entry.findtext("INDIVIDUAL_DOCUMENT/NUMBER")
            assert (same_date, same_document) == (agrees, agrees)
    current = {entry.findtext("REFERENCE_NUMBER") for entry in world.entries("2020-06-01")}
    assert all(subjects[-1] not in current for _, subjects in _cases(world, "delisted_officer"))


def test_books_offset_within_a_tenth_only_where_they_are_to_be_found(world: World) -> None:
    for name in ("offsetting_books", "one_way_books"):
        for found, (first, _, *keys) in _cases(world, name):
            rows = _transfers(world, keys)
            signs = {True: 1, False: -1}
            amounts = [
                float(row["amount"])
                * signs[world.true_id[("informal_transfers", row["transfer_id"], "origin_agent", "")] == first]
                for row in rows
            ]
            assert (abs(sum(amounts)) <= 0.1001 * sum(map(abs, amounts))) == found


def test_strengths_run_from_half_to_five_times_the_default(world: World) -> None:
    sizes = sorted(len(_transfers(world, subjects)) for _, subjects in _cases(world, "number_reused"))
    assert all(a <= b for a, b in pairwise(sizes))
    assert (sizes[0], sizes[-1]) == (1, 10)
