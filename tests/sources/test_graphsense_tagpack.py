"""TagPacks: fields of the header hold for each tag, and an address is text. The fixture is invented."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from fundlink.mentions import mention
from fundlink.projection import project
from fundlink.resolution import resolve_organizations, resolve_persons
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from tests.sources.conftest import FIXTURES, SOURCES, Desk

NAME = "graphsense_tagpack"
PACK = (FIXTURES / NAME / "invented.yaml").read_text()


def test_a_tag_has_what_its_pack_says_and_it_does_not(desk: Desk) -> None:
    desk.put_fixture(NAME)
    assert desk.refresh(NAME).counts.loaded == 2
    first, second = sorted(desk.table(f"source/{NAME}"), key=lambda row: row["_row"])
    assert (first["label"], first["currency"], first["kind"]) == ("Invented campaign", "BTC", "terrorism")
    assert (first["lastmod"], first["confidence"]) == ("2026-01-15", "authority_data")
    # To YAML, an unquoted 0x... is a number.
    assert second["address"] == "0x00000000000000000000000000000000abcdef01"
    assert (second["label"], second["currency"], second["kind"]) == ("Invented exchange", "ETH", "exchange")
    assert (second["actor"], second["source"]) == ("invented", "https://court.invented.example/2026")


def test_a_tag_is_a_label_of_a_wallet(desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.refresh(NAME)
    mention(desk.home, SOURCES[NAME])
    resolve_persons(desk.home, [desk.home.table(f"mention/{NAME}")], PERSON_RESOLVER, "r1")
    resolve_organizations(desk.home, [desk.home.table(f"mention/{NAME}")], ORGANIZATION_RESOLVER, "r1")
    project(desk.home, [SOURCES[NAME]])
    wallets = [row for row in desk.table("graph/nodes") if row["label"] == "Account"]
    told = {row["id"]: json.loads(row["properties"]) for row in wallets}
    assert {tuple(row["labels"]) for row in wallets} == {("Account", "Wallet")}
    assert told["1InventedWa11etNobodyHo1ds1234567"]["tags"] == ["Invented campaign (terrorism)"]
    assert told["0x00000000000000000000000000000000abcdef01"]["chain"] == "ETH"
    assert {row["label"] for row in desk.table("graph/nodes")} == {"Account", "Record", "File"}


def test_the_same_pack_with_one_tag_more_is_read_on(desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.put(NAME, "longer.yaml", PACK + "- address: 1InventedWa11etNobodyHo1ds7654321\n")
    assert vars(desk.refresh(NAME).counts) == {"read": 5, "loaded": 3, "rejected": 0, "repeats": 2}


def test_what_is_no_tag_is_set_aside_and_what_is_unknown_signalled(desk: Desk) -> None:
    more = "- just words\n- label: no address\n- address: 1x\n  label: {a: b}\n  mood: good\n"
    desk.put(NAME, "p.yaml", PACK + more)
    reading = desk.refresh(NAME)
    assert (reading.counts.loaded, reading.counts.rejected) == (2, 3)
    assert desk.rejected(NAME) == [
        "p.yaml:3: is no tag: it has no fields",
        "p.yaml:4: address is empty",
        "p.yaml:5: label is empty",
    ]
    assert reading.signals == ["p.yaml: unknown field mood, ignored"]


STOPPED = {
    "not yaml": ("tags: [", "p.yaml, line 2, column 1: not whole, or no YAML"),
    "no pack": ("- 1\n- 2\n", "p.yaml: no TagPack: it has no list of tags"),
    "tags that are text": ("tags: many\n", "p.yaml: no TagPack"),
    "an object of a language": (
        "tags: !!python/object/apply:os.getcwd []\n",
        "graphsense_tagpack: not one row could be loaded",
    ),
    "too deep": ("- " * 20_000, "p.yaml: not whole, or no YAML"),
    "an alias bomb": (
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "tags: *i\n",
        "graphsense_tagpack: not one row could be loaded",
    ),
    "a web page": ("<!DOCTYPE html>", "p.yaml, line 1: this is a web page"),
}


@pytest.mark.parametrize(("content", "line"), STOPPED.values(), ids=STOPPED.keys())
def test_what_is_no_pack_stops_it_in_one_line(content: str, line: str, desk: Desk) -> None:
    desk.put(NAME, "p.yaml", content)
    stopped = desk.refresh(NAME).stopped
    assert stopped is not None
    assert stopped.startswith(line)
    assert "\n" not in stopped


@pytest.mark.real
def test_the_forfeited_addresses_are_all_there(desk: Desk) -> None:
    file = Path(os.environ.get("FUNDLINK_REAL_DATA", "nowhere")) / "graphsense_aft_alqaeda_forfeit.yaml"
    if not file.exists():
        pytest.skip("FUNDLINK_REAL_DATA names no folder with the real files")
    desk.put(NAME, file.name, file.read_bytes())
    reading = desk.refresh(NAME)
    assert vars(reading.counts) == {"read": 155, "loaded": 155, "rejected": 0, "repeats": 0}
    assert reading.signals == []
    rows = desk.table(f"source/{NAME}")
    assert len({row["address"] for row in rows}) == 155
    assert {(row["currency"], row["kind"]) for row in rows} == {("BTC", "terrorism")}
