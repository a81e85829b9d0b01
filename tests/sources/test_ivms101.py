"""Travel-rule messages: both spellings, both issues, in and out of an envelope."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fundlink.mentions import mention
from tests.sources.conftest import FIXTURES, SOURCES, Desk
from tests.sources.whatever import damaged, read_or_refused

NAME = "ivms101"
GOOD = (FIXTURES / NAME / "trisa.json").read_bytes()
MESSAGE: dict[str, Any] = json.loads(GOOD, parse_float=str)


def rows(desk: Desk, content: str | bytes) -> list[dict[str, Any]]:
    desk.put(NAME, "m.json", content)
    assert desk.refresh(NAME).stopped is None
    return desk.table(f"source/{NAME}")


def in_camel_case(value: Any) -> Any:
    """The message as other implementations spell it."""
    if isinstance(value, dict):
        return {re.sub("_(.)", lambda m: m[1].upper(), key): in_camel_case(v) for key, v in value.items()}
    return [in_camel_case(item) for item in value] if isinstance(value, list) else value


def told(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {k: v for k, v in row.items() if not k.startswith("_")} for row in sorted(found, key=lambda r: r["row_kind"])
    ]


def test_a_message_is_read_whole(desk: Desk) -> None:
    further, row = told(rows(desk, GOOD))
    assert (row["row_kind"], row["amount"], row["asset"], row["amount_text"]) == (
        *("transfer", 123456789, "ETH", "1.234567891234567891"),
    )
    assert (row["at"].isoformat(), row["tx_hash"][-1]) == ("2024-03-05T06:07:08+00:00", "1")
    assert (row["originator_name"], row["originator_aliases"]) == ("Oydan Mysalova", ["Ойдан Мысалова", "Oidan M."])
    assert (row["originator_birth_date"], row["originator_documents"]) == ("1990-02-14", ["N00000001"])
    assert (row["originator_address"], row["originator_city"]) == ("Mysal koshesi, 1", "Testqala")
    assert (row["originator_wallet"][-2:], row["beneficiary_wallet"][-2:]) == ("a1", "b2")
    assert (row["beneficiary_kind"], row["beneficiary_country"]) == ("organization", "KZ")
    assert (row["originating_vasp_name"], row["originating_vasp_documents"]) == (
        *("Oydan Exchange", ["00000000000000000001"]),
    )
    assert (further["row_kind"], further["person_name"]) == ("originator", "Mysal Oydanov")


def test_the_other_spelling_says_the_same(desk: Desk) -> None:
    first = told(rows(desk, GOOD))
    assert told(rows(desk, json.dumps(in_camel_case(MESSAGE)))) == first


def test_the_first_issue_in_an_array_without_an_envelope(desk: Desk) -> None:
    text = json.dumps(in_camel_case(MESSAGE["identity"]))
    text = re.sub('(nameIdentifier|geographicAddresse?|accountNumber|Person)s"', r'\1"', text)
    (row,) = (row for row in rows(desk, f"[{text}]") if row["row_kind"] == "message")
    assert (row["originator_name"], row["beneficiary_name"], row["amount"]) == (
        "Oydan Mysalova",
        "Oydan Trade LLP",
        None,
    )
    assert row["originator_wallet"][-2:] == "a1"


def test_parties_and_providers_are_mentioned(desk: Desk) -> None:
    rows(desk, GOOD)
    mention(desk.home, SOURCES[NAME])
    found = {row["role"]: (row["kind"], row["bin"], row["labels"]) for row in desk.table(f"mention/{NAME}")}
    assert found["beneficiary"] == ("organization", "010140904986", [])
    assert found["originating_vasp"] == ("organization", None, ["VirtualAssetProvider"])
    assert set(found) == {"originator", "beneficiary", "person", "originating_vasp", "beneficiary_vasp"}


def test_an_amount_of_an_unnamed_unit_is_kept_as_text_and_signalled(desk: Desk) -> None:
    trp = {"asset": {"slip0044": 0}, "amount": 150000, "IVMS101": in_camel_case(MESSAGE["identity"])}
    (row,) = (row for row in rows(desk, json.dumps(trp)) if row["row_kind"] == "message")
    assert (row["amount"], row["amount_text"]) == (None, "150000")


def test_lines_that_are_no_messages_are_set_aside(desk: Desk) -> None:
    line = json.dumps(MESSAGE)
    rows(
        desk,
        "\n".join([line, "{", "[]", '{"a": 1}', line.replace("Testqala", "\\ud800"), line.replace("C-1", "a\\u0000")]),
    )
    assert [text.split(": ", 1)[1] for text in desk.rejected(NAME)] == [
        *("is no JSON", "is no JSON object", "has no originator and no beneficiary"),
        *("has half of a character (a lone surrogate)", "has a NUL character"),
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (GOOD[:500], "bad.json, line 12, column"),
        (b"\xff\xfe{}", "bad.json: the file is UTF-16, not UTF-8"),
        (b"[" * 100_000, "bad.json: its values are nested too deep"),
        (b"<html></html>", "bad.json, line 1: this is a web page"),
    ],
)
def test_another_file_stops_the_source(content: bytes, line: str, desk: Desk) -> None:
    desk.put(NAME, "bad.json", content)
    assert str(desk.refresh(NAME).stopped).startswith(line)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=damaged(GOOD))
def test_whatever_bytes_give_rows_or_one_line(content: bytes, tmp_path: Path) -> None:
    read_or_refused(SOURCES[NAME], content, tmp_path / "m.json")


NAMES = st.sampled_from(["originator", "beneficiary", "originatorPersons", "naturalPerson", "name", "amount", "asset"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=3), inner, max_size=4),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.dictionaries(NAMES, VALUES))
def test_whatever_json_gives_rows_or_one_line(value: Any, tmp_path: Path) -> None:
    read_or_refused(SOURCES[NAME], json.dumps(value).encode(), tmp_path / "m.json")
