"""FM-1: its encoding, its traps with names and numbers, and codes that are kept and raise nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from fundlink.mentions import mention
from tests.sources.conftest import FIXTURES, SOURCES, Desk
from tests.sources.graph import graph_of
from tests.sources.whatever import damaged, read_or_refused

NAME = "kz_fm1"
TEXT = (FIXTURES / NAME / "fm1.xml").read_bytes().decode("utf-16")


def put(desk: Desk, text: str) -> None:
    desk.put(NAME, "f.xml", text.encode("utf-16"))


def test_a_message_and_its_participants(desk: Desk) -> None:
    put(desk, TEXT)
    desk.refresh(NAME)
    message, further = sorted(desk.table(f"source/{NAME}"), key=lambda row: row["_row"])
    assert (message["row_kind"], message["operation_number"]) == ("operation", "FM-0001")
    assert message["at"].isoformat() == "2024-03-04T04:00:00+00:00"
    assert (message["amount"], message["currency"], message["amount_kzt"]) == (750025, "USD", 337511250)
    assert message["codes"] == ["1111", "2008", "6010"]
    assert (message["sender_name"], message["sender_birth_date"]) == ("Мысалова Ойдан Тестқызы", "1990-02-14")
    assert (message["receiver_name"], message["receiver_founders"]) == ("ТОО Ойдан Трейд", "Ойданов Мысал")
    assert (further["row_kind"], further["member"]) == ("further", "sender")
    # FirstName holds the surname here, and the given name above.
    assert further["participant_name"] == "Ойданов Мысал Тестұлы"


def test_one_number_is_of_a_person_or_of_a_firm_and_the_clerk_is_nobody(desk: Desk) -> None:
    put(desk, TEXT)
    desk.refresh(NAME)
    mention(desk.home, SOURCES[NAME])
    found = sorted((row["role"], row["kind"], row["iin"], row["bin"]) for row in desk.table(f"mention/{NAME}"))
    assert found == [
        ("participant", "person", "850630358747", None),
        ("receiver", "organization", None, "010140904986"),
        ("sender", "person", "900214441858", None),
    ]


def test_a_strange_side_and_a_strange_element_are_signalled(desk: Desk) -> None:
    text = TEXT.replace("<MemberId>2<", "<MemberId>77<").replace("<EknpId>", "<Mood>x</Mood><EknpId>")
    put(desk, text)
    assert list(desk.refresh(NAME).signals) == [
        "f.xml: MemberId «77» is no known side: its participants stand beside the operation",
        "f.xml: unknown element <MessageInformation> Mood, ignored",
    ]


def test_a_permitted_payment_is_one_that_nothing_else_is_said_of(desk: Desk) -> None:
    put(desk, TEXT)
    assert [node["permitted"] for node in graph_of(desk, NAME).nodes("Transfer")] == [False]
    put(desk, TEXT.replace(">1111<", "><").replace(">2008<", "><"))
    assert [node["permitted"] for node in graph_of(desk, NAME).nodes("Transfer")] == [True]


def test_a_message_of_nobody_states_no_transfer(desk: Desk) -> None:
    put(desk, TEXT.replace("<MemberId>1<", "<MemberId>77<").replace("<MemberId>2<", "<MemberId>78<"))
    desk.refresh(NAME)
    assert {row["row_kind"] for row in desk.table(f"source/{NAME}")} == {"report", "participant"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<Root/>", "bad.xml, the root: <Root> holds no <MessageInformation>"),
        (b"<Report/>", "bad.xml, the root: <Report>, not <Root>"),
        (TEXT.encode("utf-16")[:800], "bad.xml, line 10, column"),
        (TEXT.encode(), "bad.xml, line 1, column"),
    ],
)
def test_another_file_stops_the_source(content: bytes, line: str, desk: Desk) -> None:
    desk.put(NAME, "bad.xml", content)
    assert str(desk.refresh(NAME).stopped).startswith(line)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=damaged(TEXT.encode("utf-16")))
def test_whatever_bytes_give_rows_or_one_line(content: bytes, tmp_path: Path) -> None:
    read_or_refused(SOURCES[NAME], content, tmp_path / "f.xml")
