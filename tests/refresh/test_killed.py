"""`kill -9` at any moment, then a rerun: the graph is as if nothing had happened."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from fundlink.graph import publish
from tests.conftest import DISTRICT
from tests.refresh.desk import Desk

MOMENTS_OF_THE_LOAD = {
    "the first nodes are there": "MATCH (n) RETURN count(n) > 0",
    "most of the relationships are there": "MATCH ()-[r]->() RETURN count(r) > 3000",
    "the links are drawn": "MATCH ()-[r:PAID]->() RETURN count(r) > 0",
}


def test_killed_while_persons_are_resolved(desk: Desk, district_fingerprint: str) -> None:
    shutil.copytree(DISTRICT / "inbox", desk.home.inbox)
    moments = {
        "the last mentions are there": (desk.home.tables / "mention", "un_sc_sanctions.parquet"),
        "ids are given, and no table says so": (desk.home.ledgers / "identities" / "person", "*.parquet"),
        "some of the tables are written": (desk.home.tables / "resolved", "person_members.parquet"),
    }
    for folder, pattern in moments.values():
        desk.refresh_killed(partial(_any, folder, pattern))
        assert not desk.home.table("graph/nodes").exists(), "the kill came too late to prove anything"
    desk.refresh()
    assert desk.fingerprint() == district_fingerprint
    assert desk.partial_files() == []


def test_killed_while_the_graph_is_loaded(district: Desk, district_fingerprint: str) -> None:
    assert district.server
    district.empty_database()
    for moment, reached in MOMENTS_OF_THE_LOAD.items():
        district.refresh_killed(partial(district.one, reached))
        assert moment == "the links are drawn" or district.fingerprint() != district_fingerprint
    district.refresh()
    assert district.fingerprint() == district_fingerprint
    assert publish(district.home, district.server).written == {}
    assert district.partial_files() == []


def _any(folder: Path, pattern: str) -> bool:
    return any(folder.glob(pattern))
