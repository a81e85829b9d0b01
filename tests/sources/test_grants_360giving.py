"""Grants: promises to pay, exact, between organizations that go by identifiers. The fixture is invented."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.sources.conftest import FIXTURES, Desk

NAME = "grants_360giving"
GRANTS: list[dict[str, Any]] = json.loads((FIXTURES / NAME / "grants.json").read_text())["grants"]


def put(desk: Desk, *changes: dict[str, Any]) -> None:
    """Put the first grant into the inbox, once for each change of it."""
    grants = [{**GRANTS[0], "id": f"g{number}", **change} for number, change in enumerate(changes)]
    desk.put(NAME, "g.json", json.dumps({"grants": grants}))


def test_a_grant_is_read_exactly(desk: Desk) -> None:
    desk.put_fixture(NAME)
    assert desk.refresh(NAME).counts.loaded == 2
    aid, school = desk.table(f"source/{NAME}")
    assert (aid["amount_awarded"], aid["currency"], aid["status"]) == (4_000_050, "GBP", "paid")
    assert aid["awarded_at"] == datetime(2025, 3, 4, tzinfo=UTC)
    assert aid["recipient_numbers"] == ["360G-invented:org-1", "GB-CHC-9900002", "GB-COH-99000022"]
    assert (aid["recipient_kind"], aid["recipient_city"]) == ("organization", "Nowhere")
    assert (school["amount_awarded"], school["status"]) == (100_000, "awarded")
    assert school["awarded_at"] == datetime(2025, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dates", "read"),
    [
        (["05/06/2014", "17/06/2014"], ["2014-06-05", "2014-06-17"]),
        (["05/06/2014", "06/17/2014"], ["2014-05-06", "2014-06-17"]),
        (["05/06/2014", "06/05/2014"], [None, None]),
        (["17/06/2014", "06/17/2014", "05/06/2014"], ["2014-06-17", "2014-06-17", None]),
        (["31/02/2014", "31/01/2014"], [None, "2014-01-31"]),
        (["2014-06-05", "June 2014"], ["2014-06-05", None]),
    ],
)
def test_the_order_of_day_and_month_is_shown_by_the_file_or_not_told(
    dates: list[str], read: list[str | None], desk: Desk
) -> None:
    put(desk, *({"awardDate": day} for day in dates))
    reading = desk.refresh(NAME)
    rows = desk.table(f"source/{NAME}")
    assert [row["awarded_at"] and f"{row['awarded_at']:%F}" for row in rows] == read
    assert [row["award_date"] for row in rows] == dates
    assert len(reading.signals) == (None in read)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"amountAwarded": float("nan")}, "amount_awarded «NaN» is no amount"),
        ({"amountAwarded": 1e308}, "amount_awarded «1e+308» is no amount"),
        ({"amountAwarded": -5}, "amount_awarded «-5» is no amount"),
        ({"amountAwarded": 10.005}, "amount_awarded «10.005» has more decimals than its currency"),
        ({"amountAwarded": None}, "amount_awarded is empty"),
        ({"currency": "XXQ"}, "amount_awarded «40000.5» has no known currency"),
        ({"id": {"a": 1}}, "grant_id is empty"),
    ],
)
def test_a_bad_grant_is_set_aside(change: dict[str, Any], reason: str, desk: Desk) -> None:
    put(desk, {}, change)
    reading = desk.refresh(NAME)
    assert (reading.counts.loaded, reading.counts.rejected) == (1, 1)
    assert reason in desk.rejected(NAME)[0]


def test_a_person_may_receive_a_grant_and_several_recipients_are_signalled(desk: Desk) -> None:
    person = {
        "recipientOrganization": None,
        "recipientIndividual": {"id": "360G-invented:p1", "name": "Bota Qurastyrylghan"},
    }
    several = {"recipientOrganization": [*GRANTS[0]["recipientOrganization"], {"id": "o9", "name": "Other Aid"}]}
    put(desk, person, several)
    assert desk.refresh(NAME).signals == [
        "g.json: grants to several recipients: 1, the first is taken and the others kept as text"
    ]
    one, other = desk.table(f"source/{NAME}")
    assert (one["recipient_kind"], one["recipient_name"]) == ("person", "Bota Qurastyrylghan")
    assert other["other_recipients"] == ["Other Aid"]


def test_half_a_character_is_replaced_and_an_unknown_field_signalled(desk: Desk) -> None:
    put(desk, {"title": "Tents \ud800", "mood": "good"})
    assert desk.refresh(NAME).signals == ["g.json: unknown field mood, ignored"]
    assert desk.table(f"source/{NAME}")[0]["title"] == "Tents \N{REPLACEMENT CHARACTER}"


STOPPED = {
    "cut off": ('{"grants": [{"id"', "g.json, line 1, column 18: not whole, or no JSON"),
    "no grants": ("[1, 2]", "g.json: no file of grants: it has no list `grants`"),
    "too deep": ("[" * 100_000, "g.json: its values lie too deep in each other"),
    "a web page": ("<html>", "g.json, line 1: this is a web page"),
    "no grant at all": ('{"grants": [1]}', "grants_360giving: not one row could be loaded (e.g. g.json, row 1: is no"),
}


@pytest.mark.parametrize(("content", "line"), STOPPED.values(), ids=STOPPED.keys())
def test_what_is_no_file_of_grants_stops_it_in_one_line(content: str, line: str, desk: Desk) -> None:
    desk.put(NAME, "g.json", content)
    assert (desk.refresh(NAME).stopped or "").startswith(line)


@pytest.mark.real
def test_the_real_grants_are_all_there_to_the_penny(desk: Desk) -> None:
    file = Path(os.environ.get("FUNDLINK_REAL_DATA", "nowhere")) / "360giving_wolfson.json"
    if not file.exists():
        pytest.skip("FUNDLINK_REAL_DATA names no folder with the real files")
    desk.put(NAME, file.name, file.read_bytes())
    reading = desk.refresh(NAME)
    assert vars(reading.counts) == {"read": 379, "loaded": 379, "rejected": 0, "repeats": 0}
    assert [signal.split(": ")[1] for signal in reading.signals] == [
        "unknown field Grant Programme, ignored",
        "unknown field Open Call?, ignored",
        "unknown field Related Activity Description, ignored",
    ]
    rows = desk.table(f"source/{NAME}")
    assert sum(row["amount_awarded"] for row in rows) == 3_117_845_600
    assert all(row["awarded_at"] for row in rows)
    assert len({row["recipient_numbers"][0] for row in rows}) == 305
