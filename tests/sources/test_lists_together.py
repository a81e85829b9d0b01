"""The same invented person on four lists is one person with four listings, and entries that name each other do so."""

from __future__ import annotations

import json

import pytest

from fundlink.config import Home
from tests.sources.conftest import Desk
from tests.sources.graph import graph_of

LISTS = ("eu_fsf", "ofac_sdn", "uk_sanctions", "un_sc_sanctions")
SERIK = {"eu_fsf:99001", "ofac_sdn:990001", "uk_sanctions:INV0001", "un_sc_sanctions:9100001"}
FUND = {"eu_fsf:99002", "ofac_sdn:990002", "uk_sanctions:INV0002", "un_sc_sanctions:9100002"}

Edges = set[tuple[str, str]]
Told = tuple[Desk, dict[str, Edges]]


def graph(desk: Desk) -> dict[str, Edges]:
    """Read, resolve and project what lies in the inbox: the relationships by type, without those of wallets."""
    graph_of(desk, *LISTS, "kz_afm_list")
    edges: dict[str, Edges] = {}
    for row in desk.table("graph/relationships"):
        if row["start_label"] != "Account":
            edges.setdefault(row["type"], set()).add((row["start_id"], row["end_id"]))
    return edges


@pytest.fixture
def four(desk: Desk) -> Desk:
    for name in LISTS:
        desk.put_fixture(name)
    return desk


@pytest.fixture(scope="module")
def as_they_are(tmp_path_factory: pytest.TempPathFactory) -> Told:
    desk = Desk(Home(tmp_path_factory.mktemp("home")))
    for name in LISTS:
        desk.put_fixture(name)
    return desk, graph(desk)


def test_one_person_has_four_listings(as_they_are: Told) -> None:
    listed = as_they_are[1]["LISTED_IN"]
    (person,) = {party for party, entry in listed if entry in SERIK}
    assert {entry for party, entry in listed if party == person} == SERIK


def test_a_fund_is_joined_by_its_number_and_not_by_its_name_alone(as_they_are: Told) -> None:
    listed = as_they_are[1]["LISTED_IN"]
    joined = {frozenset(entry for other, entry in listed if other == party) for party, _ in listed}
    assert {frozenset(FUND - {"un_sc_sanctions:9100002"}), frozenset({"un_sc_sanctions:9100002"})} <= joined


def test_a_wallet_that_three_lists_name_is_one(as_they_are: Told) -> None:
    desk, _ = as_they_are
    listed = [row for row in desk.table("graph/relationships") if row["type"] == "LISTED_IN"]
    wallet = {row["end_id"] for row in listed if row["start_id"] == "0x00000000000000000000000000000000abcdef01"}
    assert wallet == {"eu_fsf:99001", "ofac_sdn:990001", "uk_sanctions:INV0001"}


def test_every_list_spells_the_same_paper_the_same_way(as_they_are: Told) -> None:
    desk, _ = as_they_are
    told = {name: {d for row in desk.table(f"mention/{name}") for d in row["documents"]} for name in LISTS}
    assert {name for name, numbers in told.items() if "N9912345" in numbers} == set(LISTS)
    assert {name for name, numbers in told.items() if "991234" in numbers} == set(LISTS) - {"un_sc_sanctions"}


def test_entries_refer_to_entries_of_their_own_and_of_other_lists(as_they_are: Told) -> None:
    assert as_they_are[1]["REFERS_TO"] == {
        ("un_sc_sanctions:9100001", "un_sc_sanctions:9100002"),
        ("ofac_sdn:990002", "ofac_sdn:990001"),
        ("eu_fsf:99001", "un_sc_sanctions:9100001"),
        ("eu_fsf:99002", "un_sc_sanctions:9100002"),
        ("uk_sanctions:INV0001", "un_sc_sanctions:9100001"),
        ("uk_sanctions:INV0002", "un_sc_sanctions:9100002"),
    }


def test_a_reference_means_the_current_entry_of_the_other_list(four: Desk) -> None:
    file = next((four.home.inbox / "un_sc_sanctions").iterdir())
    later = file.read_text().replace("2026-01-15T", "2026-02-15T").replace("9100002", "9100003")
    four.put("un_sc_sanctions", "later.xml", later)
    referred = graph(four)["REFERS_TO"]
    assert ("eu_fsf:99002", "un_sc_sanctions:9100003") in referred
    assert not any(end == "un_sc_sanctions:9100002" for _, end in referred)


def test_a_reference_to_a_list_that_is_not_read_is_left_out(four: Desk) -> None:
    next((four.home.inbox / "un_sc_sanctions").iterdir()).unlink()
    (four.home.inbox / "un_sc_sanctions").rmdir()
    assert graph(four)["REFERS_TO"] == {("ofac_sdn:990002", "ofac_sdn:990001")}


def test_a_namesake_on_another_list_with_another_birth_date_and_paper_stays_apart(four: Desk) -> None:
    file = next((four.home.inbox / "uk_sanctions").iterdir())
    text = file.read_text()
    for told, other in (("06/05/1979", "11/12/1961"), ("dd/mm/1978", ""), ("dd/04/1979", ""), ("circa 1977", "")):
        text = text.replace(told, other)
    file.write_text(text.replace("N 9912345", "Z 1100000").replace("79-0506-1", "61-1112-9"))
    listed = graph(four)["LISTED_IN"]
    (other,) = {party for party, entry in listed if entry == "uk_sanctions:INV0001"}
    assert {entry for party, entry in listed if party == other} == {"uk_sanctions:INV0001"}


def test_the_entries_keep_what_their_publisher_says(as_they_are: Told) -> None:
    desk, _ = as_they_are
    told = {row["id"]: json.loads(row["properties"]) for row in desk.table("graph/nodes") if row["label"] == "Listing"}
    assert told.keys() >= SERIK | FUND
    days = {told[entry].get("listed_on", "")[:10] for entry in SERIK}
    assert days == {"", "2020-03-04", "2020-03-12"}
    assert told["eu_fsf:99001"]["reference_number"] == "EU.9901.11"
