from __future__ import annotations

import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

from fundlink.world.truth import Truth
from tests.world_generator.read import Key, World


def _mentions(world: World) -> set[Key]:
    """Every party that the files name."""
    found: set[Key] = set()
    for row in world.table("npo_register"):
        found.add(("npo_register", row["org_id"], "organization", ""))
    for row in world.table("npo_officers"):
        found.add(("npo_officers", row["officer_id"], "officer", ""))
    for row in world.table("crowdfunding_campaigns"):
        for role in ("organiser", "beneficiary"):
            found.add(("crowdfunding_campaigns", row["campaign_id"], role, row["snapshot_at"]))
    for row in world.table("crowdfunding_donations"):
        if row["donor_name"]:
            found.add(("crowdfunding_donations", row["donation_id"], "donor", ""))
    for row in world.table("informal_transfers"):
        for column in ("sender_name", "receiver_name", "origin_agent", "payout_agent"):
            if row[column]:
                role = column.removesuffix("_name")
                found.add(("informal_transfers", row["transfer_id"], role, ""))
    for source, key, name, role in (
        ("company_register", "org_id", "name", "organization"),
        ("company_officers", "officer_id", "full_name", "officer"),
        ("transfer_agents", "agent_id", "name", "organization"),
        ("vasp_register", "vasp_id", "name", "organization"),
        ("campaign_payouts", "payout_id", "payee_name", "payee"),
        ("money_transfers", "transfer_id", "from_name", "payer"),
        ("money_transfers", "transfer_id", "to_name", "payee"),
        ("cash_operations", "operation_id", "person_name", "person"),
    ):
        found |= {(source, row[key], role, "") for row in world.table(source) if row[name]}
    for source, key, within, role in (
        ("accounts", "account", "holder_name", "holder"),
        ("persons_of_interest", "case_id", "full_name", "subject"),
    ):
        found |= {(source, f"{row[key]} / {row[within]}", role, "") for row in world.table(source)}
    found |= {
        ("wallets", f"{r['address']} / {r['chain']}", "holder", "") for r in world.table("wallets") if r["holder_name"]
    }
    for entry in world.entries("2019-12-01"):
        found.add(("un_sc_sanctions", entry.findtext("DATAID") or "", "listed", ""))
    return found


def test_every_mention_has_one_true_id_and_no_other_key_has_any(world: World) -> None:
    assert world.true_id.keys() == _mentions(world)
    assert len(world.true_id) == len(world.truth("members"))


def test_an_anonymous_donor_leaves_no_trace_of_a_person(world: World) -> None:
    for row in world.table("crowdfunding_donations"):
        if not row["donor_name"]:
            told = ("donor_email", "donor_phone", "donor_account", "donor_wallet", "device_id")
            assert not any(row[column] for column in told)


def test_reachable_pairs_are_of_one_person_and_stand_once(world: World) -> None:
    pairs: Counter[frozenset[Key]] = Counter()
    for row in world.truth("reachable"):
        a, b = ((row[f"{s}_source"], row[f"{s}_source_key"], row[f"{s}_role"], row[f"{s}_version"]) for s in ("a", "b"))
        assert world.true_id[a] == world.true_id[b]
        pairs[frozenset((a, b))] += 1
    assert set(pairs.values()) == {1}
    of_person = Counter(true_id for true_id in world.true_id.values() if true_id.startswith("P"))
    all_pairs = sum(count * (count - 1) // 2 for count in of_person.values())
    assert 0.5 * all_pairs < len(pairs) < 0.95 * all_pairs


def test_a_pair_is_reachable_through_a_third_mention(tmp_path: Path) -> None:
    """Phone to phone, then e-mail to e-mail; a mention with no shared evidence stays alone."""
    facts = {
        "phone": (("phone", "+77010000000"),),
        "both": (("phone", "+77010000000"), ("email", "a@mail.example")),
        "email": (("email", "a@mail.example"),),
        "alone": (("birth", "1980-05-17"),),
    }
    with Truth(tmp_path) as truth:
        for key, carried in facts.items():
            truth.person("crowdfunding_donations", key, "donor", "P000001", carried)
        truth.person("crowdfunding_donations", "stranger", "donor", "P000002", facts["both"])
        assert truth.finish() == 3
    with (tmp_path / "reachable.csv").open(encoding="utf-8", newline="") as stream:
        found = {(row["a_source_key"], row["b_source_key"]) for row in csv.DictReader(stream)}
    assert found == set(combinations(("phone", "both", "email"), 2))
