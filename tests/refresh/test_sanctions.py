"""Snapshots of a sanctions list: together, in order, or an old one late."""

from __future__ import annotations

import shutil

from tests.conftest import DISTRICT
from tests.refresh.desk import Desk

SNAPSHOTS = DISTRICT / "inbox" / "un_sc_sanctions"
OLDER, NEWER = sorted(SNAPSHOTS.iterdir())
NEWER_DAY = "2020-06-01"
DELISTED = {"QDi.902", "QDi.911"}


def test_two_snapshots_in_two_refreshes_give_what_both_at_once_give(desk: Desk, district_fingerprint: str) -> None:
    shutil.copytree(DISTRICT / "inbox", desk.home.inbox)
    newer = desk.home.inbox / "un_sc_sanctions" / NEWER.name
    newer.rename(desk.home.path / "later.xml")
    desk.refresh()
    assert desk.ask("MATCH (l:Listing) RETURN count(l), count(l.delisted_on)") == [[15, 0]]
    assert answered(desk) == {"QDi.901", "QDi.902"}

    (desk.home.path / "later.xml").rename(newer)
    desk.refresh()
    assert desk.fingerprint() == district_fingerprint
    history = desk.ask("MATCH (:Party)-[:LISTED_IN]->(l) WHERE l.delisted_on IS NOT NULL RETURN l.reference_number, l")
    assert {reference for reference, _ in history} == DELISTED
    assert {str(listing["delisted_on"]) for _, listing in history} == {NEWER_DAY}
    assert answered(desk) == {"QDi.901"}


def test_an_older_snapshot_that_comes_late_changes_nothing(desk: Desk) -> None:
    folder = desk.home.inbox / "un_sc_sanctions"
    folder.mkdir(parents=True)
    shutil.copy(NEWER, folder)
    desk.refresh()
    before = desk.fingerprint()
    assert desk.ask("MATCH (l:Listing) RETURN count(l), count(l.delisted_on)") == [[13, 0]]

    shutil.copy(OLDER, folder)
    told = desk.refresh()
    assert told.written == {}
    assert desk.fingerprint() == before
    (line,) = told.lines
    assert line == f"note: {OLDER.name}: of 2019-12-01, older than the {NEWER_DAY} already read: changes nothing"


def answered(desk: Desk) -> set[str]:
    """References of the listings that `listed_connections` answers with."""
    told = desk.fundlink("query", "run", "listed_connections", "--format", "json", "--param", "limit=100000")
    return {row["reference_number"] for row in told.rows}
