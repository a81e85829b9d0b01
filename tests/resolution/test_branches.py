"""Branches are organisations of their own, linked to their head and never merged with it."""

from __future__ import annotations

import pyarrow.parquet as pq

from fundlink.config import Home
from tests.resolution.conftest import Resolve, Row, groups
from tests.resolution.test_organizations import BIN, ENTRY, LISTED, OTHER_BIN, PHONE, bin_number

BRANCH_BIN = bin_number("17054100123")
HEAD = {**ENTRY, "name": "ОФ «Шапағат»", "bin": BIN}


def links(home: Home) -> list[Row]:
    """Rows of the table, with the smallest mention in the place of each id."""
    members = pq.read_table(home.table("resolved/organization_members")).to_pylist()
    smallest = {row["organization_id"]: row["mention_id"] for row in reversed(members)}
    rows = pq.read_table(home.table("resolved/organization_links")).to_pylist()
    return [
        {**row, "organization_id": smallest[row["organization_id"]], "head_id": smallest[row["head_id"]]}
        for row in rows
    ]


def test_a_branch_with_the_number_of_its_head_is_linked(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([HEAD, {"name": "Shapagat Foundation, Taraz branch", "bin": BIN, "phone": PHONE}])
    assert len(groups(home, "organization")) == 2
    (link,) = links(home)
    assert (link["organization_id"], link["head_id"], link["kind"]) == ("m00001", "m00000", "branch_of")
    assert link["evidence"] == [f"states the number {BIN}"]
    assert link["record_ids"] == ["test/m00001"]
    numbers = {
        row["organization_id"]: row["bin"] for row in pq.read_table(home.table("resolved/organization")).to_pylist()
    }
    assert sorted(numbers.values(), key=str) == sorted([BIN, None], key=str)


def test_the_number_of_a_branch_makes_one_whatever_its_name(resolve_bodies: Resolve, home: Home) -> None:
    contact = {"phone": PHONE, "city": "Тараз"}
    resolve_bodies([{**HEAD, **contact}, {"name": "ОФ «Шапагат»", "bin": BRANCH_BIN, **contact}])
    assert len(groups(home, "organization")) == 2
    assert [link["evidence"] for link in links(home)] == [["bears the name", f"same phone {PHONE}"]]


def test_a_name_alone_links_where_just_one_is_registered(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([HEAD, {"name": "Филиал ОФ «Шапагат» в г. Тараз"}, {"name": "Шапагат"}])
    (link,) = links(home)
    assert (link["organization_id"], link["head_id"]) == ("m00001", "m00000")
    assert link["evidence"] == ["bears the name, which no other organisation on record has"]


def test_a_name_alone_links_nobody_where_it_is_not_sure(resolve_bodies: Resolve, home: Home) -> None:
    other = {**HEAD, "bin": OTHER_BIN}
    branch = {"name": "Филиал ОФ «Шапагат» в г. Тараз"}
    for case in (
        [HEAD, other, branch],
        [HEAD, {**branch, "bin": OTHER_BIN}],
        [HEAD, {"name": "Филиал ТОО «Шапагат» в г. Тараз"}],
        [HEAD, {"name": "Шапагат Тараз филиалы"}],
        [{**LISTED, "name": "Shapagat Foundation"}, branch],
        [{**LISTED, "name": "Shapagat Foundation"}, HEAD, branch],
        [HEAD, {**LISTED, **branch}],
    ):
        resolve_bodies(case)
        assert links(home) == []


def test_mentions_of_one_branch_meet_and_two_branches_do_not(resolve_bodies: Resolve, home: Home) -> None:
    taraz = {"name": "Филиал ОФ «Шапағат» в г. Тараз", "phone": PHONE}
    resolve_bodies(
        [
            taraz,
            {**taraz, "name": "Shapagat Foundation (Taraz branch)"},
            {**taraz, "name": "ОФ «Шапағат», филиал г. Семей"},
        ]
    )
    assert groups(home, "organization") == [["m00000", "m00001"], ["m00002"]]
