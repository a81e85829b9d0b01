"""A branch in a register becomes an organisation of its own in the graph, with a tie to its head and its evidence."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from fundlink.config import Home
from tests.conftest import DISTRICT
from tests.refresh.desk import Desk

BRANCH = {"org_id": "NPO-90001", "bin": "", "phone": "", "email": "", "account_iban": "", "website": ""}


def test_a_branch_is_tied_to_its_head_with_evidence(tmp_path: Path) -> None:
    desk = Desk(Home(tmp_path / "home"), None)
    register = DISTRICT / "inbox" / "npo_register" / "npo_register.csv"
    with register.open(encoding="utf-8", newline="") as stream:
        (head, *_) = rows = list(csv.DictReader(stream))
    name = f"{head['name_ru']}, филиал в г. Семей"
    inbox = desk.home.inbox / "npo_register"
    inbox.mkdir(parents=True)
    with (inbox / register.name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows([*rows, {**head, **BRANCH, "name": name, "name_kk": "", "name_ru": ""}])
    desk.refresh("--select", '+key:"graph/relationships"')

    names = {row["organization_id"]: row["name"] for row in desk.table("resolved/organization")}
    assert len(names) == len(rows) + 1
    (tie,) = (row for row in desk.table("graph/relationships") if row["type"] == "RELATED_TO")
    assert names[tie["start_id"]] == name
    assert names[tie["end_id"]] in head.values()
    told = json.loads(tie["properties"])
    assert (told["kind"], told["record_count"]) == ("branch_of", 1)
    # The register gives both one address.
    assert told["evidence"][0] == "bears the name"
    assert told["evidence"][1].startswith("same address ")
    assert told["record_ids"] == [row["record_id"] for row in desk.table("mention/npo_register") if row["name"] == name]


def test_mentions_that_rules_joined_are_matched_in_the_graph(refreshed_district: Home) -> None:
    desk = Desk(refreshed_district, None)
    matched = {
        (row["start_id"], row["end_id"]): json.loads(row["properties"])
        for row in desk.table("graph/relationships")
        if row["type"] == "MATCHED"
    }
    joined = [row for row in desk.table("resolved/organization_pairs") if row["step"] is not None]
    assert joined
    for row in joined:
        told = matched[row["mention_a"], row["mention_b"]]
        assert row["rule"] in told["evidence"]
        assert "match_weight" not in told
