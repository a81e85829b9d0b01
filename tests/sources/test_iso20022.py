"""pain.001 and pacs.008, of any version."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from fundlink.mentions import mention
from tests.sources.conftest import FIXTURES, SOURCES, Desk
from tests.sources.whatever import damaged, read_or_refused

NAME = "iso20022"
PACS, PAIN = ((FIXTURES / NAME / name).read_bytes() for name in ("pacs008.xml", "pain001.xml"))


def test_a_transfer_between_banks_is_read_whole(desk: Desk) -> None:
    desk.put(NAME, "a.xml", PACS)
    reading = desk.refresh(NAME)
    assert (reading.stopped, list(reading.signals)) == (None, [])
    (row,) = desk.table(f"source/{NAME}")
    assert (row["amount"], row["currency"], row["instructed_amount"]) == (75025, "USD", 33761250)
    assert (row["at"].isoformat(), row["day"], row["status"]) == ("2024-03-01T04:58:12+00:00", "2024-03-01", "settled")
    assert (row["end_to_end_id"], row["uetr"][-1], row["purpose"]) == ("E2E-1", "1", "invoice 7, second line")
    assert (row["debtor_account"], row["debtor_bank"], row["debtor_kind"]) == (
        *("KZ91998MYSA000000003", "MYSAKZKA", "organization"),
    )
    assert (row["creditor_account"], row["creditor_bank"], row["creditor_bic"]) == (
        *("0001-22", "Oydan Bankasi", "OYDATRIS"),
    )
    assert (row["creditor_address"], row["creditor_country"]) == ("Ornek Sokak 2, Istanbul", "TR")
    assert (row["ultimate_debtor_birth_date"], row["ultimate_debtor_documents"]) == ("1985-06-30", ["N00000001"])


def test_all_orders_of_a_group_are_read(desk: Desk) -> None:
    desk.put(NAME, "a.xml", PAIN)
    desk.refresh(NAME)
    rows = sorted(desk.table(f"source/{NAME}"), key=lambda row: row["_row"])
    assert [(row["amount"], row["end_to_end_id"], row["status"]) for row in rows] == [
        (25000000, "E2E-2", "ordered"),
        (430000, None, "ordered"),
    ]
    assert {row["debtor_account"] for row in rows} == {"KZ91998MYSA000000003"}
    mention(desk.home, SOURCES[NAME])
    found = {(row["role"], row["kind"], row["iin"]) for row in desk.table(f"mention/{NAME}")}
    assert ("creditor", "person", "850630358747") in found


@pytest.mark.parametrize("version", ["001.001.03", "001.001.09", "001.001.12"])
def test_any_version_and_an_envelope(version: str, desk: Desk) -> None:
    text = re.sub("001.001.03", version, PAIN.decode()).split("?>")[1]
    desk.put(NAME, "a.xml", f'<e:Envelope xmlns:e="urn:any">{text}</e:Envelope>')
    assert desk.refresh(NAME).counts.loaded == 2


def test_what_the_header_counts_and_the_message_lacks_is_signalled(desk: Desk) -> None:
    desk.put(NAME, "a.xml", PAIN.replace(b"<NbOfTxs>2", b"<NbOfTxs>3").replace(b"254300<", b"254301<"))
    assert list(desk.refresh(NAME).signals) == [
        "a.xml: the header counts 3 transactions, 2 are in the message",
        "a.xml: the header sums 254301, the transactions make 254300.00",
    ]


def test_a_transaction_without_amount_is_set_aside_and_an_unknown_element_signalled(desk: Desk) -> None:
    changed = PAIN.replace(b"4300.00</", b"</").replace(
        b"<PmtId><EndToEndId>NOTPROVIDED", b"<Mood/><PmtId><EndToEndId>N"
    )
    desk.put(NAME, "a.xml", changed)
    reading = desk.refresh(NAME)
    assert (reading.counts.loaded, reading.counts.rejected) == (1, 1)
    assert desk.rejected(NAME) == ["a.xml:2: amount is empty"]
    assert reading.signals[-1] == "a.xml: unknown element <CdtTrfTxInf> Mood, ignored"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<Document><Other/></Document>", "bad.xml, the root: <Document> holds neither <CstmrCdtTrfInitn>"),
        (PAIN[:900], "bad.xml, line 18, column"),
        (b"<!DOCTYPE html><html/>", "bad.xml, line 1: this is a web page"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Document>&a;</Document>', "bad.xml, its DTD: it declares entities"),
    ],
)
def test_another_file_stops_the_source(content: bytes, line: str, desk: Desk) -> None:
    desk.put(NAME, "bad.xml", content)
    assert str(desk.refresh(NAME).stopped).startswith(line)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=damaged(PACS))
def test_whatever_bytes_give_rows_or_one_line(content: bytes, tmp_path: Path) -> None:
    read_or_refused(SOURCES[NAME], content, tmp_path / "m.xml")
