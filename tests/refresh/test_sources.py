"""Sources come, go and break; each has its own part of the graph."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

from tests.conftest import DISTRICT
from tests.refresh.desk import Desk

TAKEN = "informal_transfers"
RECORDS = "MATCH (r:Record) RETURN r.source, r.id, r.text ORDER BY r.id"
KEYED = "MATCH (n:Transfer|Listing|Campaign) RETURN labels(n), n.id, properties(n) ORDER BY n.id"


def test_a_source_leaves_with_what_only_it_said_and_comes_back(desk: Desk, district_fingerprint: str) -> None:
    shutil.copytree(DISTRICT / "inbox", desk.home.inbox, ignore=shutil.ignore_patterns(TAKEN))
    desk.refresh()
    without = desk.fingerprint()
    records, keyed = desk.ask(RECORDS), desk.ask(KEYED)
    assert not [record for record in records if record[0] == TAKEN]

    shutil.copytree(DISTRICT / "inbox" / TAKEN, desk.home.inbox / TAKEN)
    desk.refresh()
    assert desk.fingerprint() == district_fingerprint
    assert [record for record in desk.ask(RECORDS) if record[0] != TAKEN] == records
    assert len(desk.ask(KEYED)) > len(keyed)

    shutil.rmtree(desk.home.inbox / TAKEN)
    desk.refresh()
    assert desk.ask(RECORDS) == records
    assert desk.ask(KEYED) == keyed
    assert desk.fingerprint() == without

    shutil.copytree(DISTRICT / "inbox" / TAKEN, desk.home.inbox / TAKEN)
    desk.refresh()
    assert desk.fingerprint() == district_fingerprint


def test_a_broken_file_stops_its_source_alone(district: Desk, district_fingerprint: str) -> None:
    before = district.person_ids()
    listings = district.ask("MATCH (l:Listing) RETURN l.id, properties(l) ORDER BY l.id")
    broken = district.home.inbox / "un_sc_sanctions" / "un_sc_sanctions_2026-09-01.xml"
    newest = broken.with_name("un_sc_sanctions_2020-06-01.xml").read_bytes()
    broken.write_bytes(newest.replace(b"2020-06-01T", b"2020-09-01T")[: len(newest) // 2])
    sender = add_transfer(district.home.inbox / TAKEN)

    told = district.refresh(code=1)
    assert len(told.lines) == 1, told.err
    assert told.lines[0].startswith(f"fundlink: {broken.name}, line ")
    assert told.lines[0].endswith(": not whole, or no XML. Download the consolidated list again as XML.")
    assert "Traceback" not in told.err + told.out
    assert district.ask("MATCH (l:Listing) RETURN l.id, properties(l) ORDER BY l.id") == listings

    # The other source's new transfer is in the graph, sent by the person who is known from the first one.
    after = district.person_ids()
    assert {mention: after[mention] for mention in before} == before
    (known,), (new,) = (
        district.ask(
            "MATCH (m:Mention {source: $source, source_key: $key, role: 'sender'})-[:RESOLVES_TO]->(p) RETURN p.id",
            source=TAKEN,
            key=key,
        )
        for key in (sender["transfer_id"], "TR-NEW")
    )
    assert known == new
    sent = "MATCH (p:Person {id: $id})-[:SENT]->(t:Transfer {reference: 'NEW-1'})-[:PAID_TO]->(:Person) RETURN t.amount"
    assert district.ask(sent, id=known[0]) == [[1_234_500]]


def test_persons_keep_their_ids_when_all_tables_are_made_anew(district: Desk) -> None:
    before = district.person_ids()
    shutil.rmtree(district.home.tables)
    district.refresh("--select", '+key:"resolved/person"')
    assert district.person_ids() == before
    assert len(set(before.values())) > 100


def add_transfer(folder: Path) -> dict[str, str]:
    """Put a file with one more transfer of a known sender, to somebody new, into the folder; the known row."""
    with next(folder.iterdir()).open(newline="", encoding="utf-8") as stream:
        known = next(row for row in csv.DictReader(stream) if row["sender_document"] and row["sender_phone"])
    new: dict[str, Any] = {column: "" if column.startswith("receiver") else cell for column, cell in known.items()}
    new |= {"transfer_id": "TR-NEW", "reference": "NEW-1", "amount": "12345.00", "payout_amount": "", "commission": ""}
    new |= {"receiver_name": "Ықылас Сәрсенұлы Тоқмағамбетов", "receiver_birth_date": "1971-03-05"}
    with (folder / "further.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, new)
        writer.writeheader()
        writer.writerow(new)
    return known
