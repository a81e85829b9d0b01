"""A part of the refresh, without Neo4j; and what is said to somebody who asks for what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundlink.config import Home
from tests.conftest import DISTRICT
from tests.refresh.desk import Desk

ROLES = {"officer", "organiser", "beneficiary", "donor", "sender", "receiver", "listed"}
ROLES |= {"holder", "payer", "payee", "person", "subject"}
INBOX = str(DISTRICT / "inbox")


@pytest.fixture
def alone(tmp_path: Path) -> Desk:
    """A fresh home, and no server."""
    return Desk(Home(tmp_path / "home"), None)


def test_persons_are_resolved_without_neo4j(alone: Desk) -> None:
    alone.refresh("--input", INBOX, "--select", '+key:"resolved/person"')
    members = alone.table("resolved/person_members")
    assert {"source", "source_key", "role", "mention_id", "person_id"} <= members[0].keys()
    assert {row["role"] for row in members} == ROLES
    mentions = [
        row for file in (alone.home.tables / "mention").iterdir() for row in alone.table(f"mention/{file.stem}")
    ]
    persons = [row["mention_id"] for row in mentions if row["kind"] == "person"]
    assert sorted(row["mention_id"] for row in members) == sorted(persons)
    assert len(persons) > 400
    assert {row["person_id"] for row in members} == {row["person_id"] for row in alone.table("resolved/person")}
    assert not alone.home.server.exists()
    assert not alone.home.table("graph/nodes").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["--input", INBOX, "--select", 'key:"resolved/nobody"'], 1, 'fundlink: --select key:"resolved/nobody": '),
        (["--input", INBOX, "--select", "++("], 1, "fundlink: --select ++(: "),
        (["--input", "/no/such/folder"], 1, "fundlink: /no/such/folder: no such folder. Name the folder that "),
        (["--input", str(DISTRICT)], 1, f"fundlink: {DISTRICT}: no folder in it is named like a source, "),
    ],
)
def test_a_wrong_request_is_one_line(alone: Desk, arguments: list[str], code: int, line: str) -> None:
    told = alone.fundlink("refresh", *arguments)
    assert (told.code, told.out) == (code, "")
    assert len(told.lines) == 1, told.err
    assert told.err.startswith(line)


def test_wrong_usage_ends_with_2(alone: Desk) -> None:
    told = alone.fundlink("refresh", "--inptu", INBOX)
    assert told.code == 2
    assert "--inptu" in told.err
