"""FollowTheMoney entities: relations by id, and what belongs together joined within the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fundlink.mentions import mention
from tests.sources.conftest import FIXTURES, SOURCES, Desk
from tests.sources.whatever import damaged, read_or_refused

NAME = "followthemoney"
GOOD = (FIXTURES / NAME / "entities.ftm.json").read_bytes()


def entity(id: str, schema: str, **properties: Any) -> bytes:
    return json.dumps({"id": id, "schema": schema, "properties": properties}).encode() + b"\n"


@pytest.fixture
def rows(desk: Desk) -> dict[str, dict[str, Any]]:
    desk.put_fixture(NAME)
    desk.refresh(NAME)
    return {row["id"]: row for row in desk.table(f"source/{NAME}")}


def test_a_person_with_its_paper_address_and_account(rows: dict[str, dict[str, Any]]) -> None:
    person = rows["p1"]
    assert (person["name"], person["aliases"]) == ("Мысалова Ойдан Тестқызы", ["Oydan Mysalova"])
    assert (person["id_number"], person["other_numbers"], person["documents"]) == (
        *("900214441858", ["X-77"], ["N00000001"]),
    )
    assert (person["address"], person["city"], person["account"]) == (
        *("Мысал көшесі 1", "Тестқала", "KZ72999OYDA000000001"),
    )
    assert (rows["p2"]["name"], rows["p2"]["birth_dates"], rows["p2"]["wallet"][-2:]) == (
        *("Мысал Ойданов", ["1985-06"], "a1"),
    )


def test_relations_name_their_ends(rows: dict[str, dict[str, Any]]) -> None:
    pay = rows["pay1"]
    assert (pay["start_id"], pay["end_id"], pay["amount"], pay["currency"]) == ("c1", "p1", 25000000, "KZT")
    assert (pay["start_account"], pay["end_account"], pay["channel"]) == (
        *("KZ91998MYSA000000003", "KZ72999OYDA000000001", "bank"),
    )
    kinds = {id: rows[id]["row_kind"] for id in ("o1", "d1", "d2", "f1", "s1", "a1", "w1", "ad1")}
    assert kinds == {
        **{"o1": "ownership", "d1": "officer", "d2": "tie", "f1": "tie", "s1": "sanction"},
        **{"a1": "account", "w1": "wallet", "ad1": "other"},
    }
    assert (rows["f1"]["tie_kind"], rows["d1"]["valid_from"], rows["o1"]["share"]) == ("sister", "2021-05", "50")


def test_only_parties_are_mentioned(rows: dict[str, dict[str, Any]], desk: Desk) -> None:
    mention(desk.home, SOURCES[NAME])
    found = {row["source_key"]: row["kind"] for row in desk.table(f"mention/{NAME}")}
    assert found == {"p1": "person", "p2": "person", "c1": "organization", "l1": "organization"}


def test_what_is_not_read_is_signalled_with_counts(desk: Desk) -> None:
    ships = entity("v1", "Vessel", name=["Ойдан"], imoNumber=["1"]) + entity("v2", "Vessel", flag=["kz"])
    lost = entity("y", "Payment", payer=["p1"], payerAccount=["nowhere"], amount=["1"], currency=["KZT"])
    desk.put(NAME, "e.json", GOOD + ships + lost)
    assert list(desk.refresh(NAME).signals) == [
        "e.json: schema «Vessel» is not read: 2 entities",
        "e.json: property «flag» is not read: 1 entities have it",
        "e.json: property «imoNumber» is not read: 1 entities have it",
        "e.json: 1 accounts of payments are not in the file",
    ]


def test_lines_that_are_no_entities_are_set_aside(desk: Desk) -> None:
    desk.put(NAME, "e.json", GOOD + b'{"id": 5}\n' + entity("p1", "Person") + b"{broken\n")
    reading = desk.refresh(NAME)
    assert (reading.counts.read, reading.counts.loaded) == (18, 15)
    assert [line.split(": ", 1)[1] for line in desk.rejected(NAME)] == [
        *("is no entity: id or schema is missing", "the id «p1» stands in 1 too: keep one", "is no JSON"),
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=damaged(GOOD))
def test_whatever_bytes_give_rows_or_one_line(content: bytes, tmp_path: Path) -> None:
    read_or_refused(SOURCES[NAME], content, tmp_path / "e.json")


PROPERTIES = st.dictionaries(
    st.sampled_from(["name", "holder", "payerAccount", "owner", "addressEntity", "amount"]),
    st.lists(st.text(max_size=3) | st.none(), max_size=2) | st.text(max_size=3) | st.integers(),
)
ENTITY = st.fixed_dictionaries(
    {"id": st.text(max_size=2), "schema": st.sampled_from(["Person", "Payment", "BankAccount", "Ownership", "X"])},
    optional={"properties": PROPERTIES},
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entities=st.lists(ENTITY, min_size=1, max_size=5))
def test_whatever_entities_every_one_is_accounted_for(entities: list[Any], tmp_path: Path) -> None:
    snapshot = read_or_refused(SOURCES[NAME], "\n".join(map(json.dumps, entities)).encode(), tmp_path / "e.json")
    assert snapshot is not None
    assert len(snapshot.rows) + len(snapshot.unread) == len(entities)
