"""Screening against lists that were read through their sources."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from fundlink.config import Home
from fundlink.screening import Quality, Screener, Verdict
from fundlink.screening.rarity import Parties, Rarity, words_of_parties
from fundlink.sources.declared import declared_sources
from fundlink.tables import connect, save
from tests.screening.conftest import found, read_lists


def test_every_entry_of_every_list_is_there_with_its_record(screener: Screener) -> None:
    assert screener.lists == {"OFAC SDN list": 4, "UN Security Council consolidated list": 15}
    serik = next(entry for entry in screener.listings if entry.reference_number == "990001")
    assert serik.names == (
        ("Serik OYDANSHYGHARYLGHAN", Quality.NAME),
        ("Abu Serik OYDAN", Quality.ALIAS),
        ("Serik OIDANSHYGARYLGAN", Quality.ALIAS),
        ("OYDAN", Quality.WEAK),
    )
    assert (serik.sex, serik.numbers) == ("male", ("7905061", "N9912345"))
    assert (serik.file, serik.row) == ("sdn.csv + alt.csv + add.csv + sdn_comments.csv", 1)


@pytest.mark.parametrize("name", ["Серік Ойданшығарылған", "Oidanshygarylgan Serik", "سيريك ويدانشيغاريلغان"])
def test_a_listed_name_is_found_in_every_script(screener: Screener, name: str) -> None:
    assert ("possible", "990001") in found(screener.screen(name))


def test_wallets_that_a_remark_holds_are_enough(screener: Screener) -> None:
    wallet = "0x00000000000000000000000000000000ABCDEF01"
    assert found(screener.screen(wallet=wallet)) == [("hit", "990001")]


def test_every_listed_name_but_weak_ones_is_found(screener: Screener) -> None:
    missed = [
        name
        for entry in screener.listings
        for name, quality in entry.names
        if quality is not Quality.WEAK and not any(m.listing is entry for m in screener.screen(name))
    ]
    assert missed == []


def test_an_entry_that_left_the_list_is_former_with_its_dates(screener: Screener) -> None:
    gone = [entry for entry in screener.listings if entry.delisted_on]
    assert len(gone) == 2
    for entry in gone:
        (name, _), *_ = entry.names
        matches = [m for m in screener.screen(name, document=(*entry.numbers, None)[0]) if m.listing is entry]
        assert [m.verdict for m in matches] == [Verdict.FORMER]
        assert entry.listed_on is not None
        assert entry.delisted_on == "2020-06-01" > entry.listed_on


def test_words_are_counted_over_the_resolved_parties(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with connect() as connection:
        named = "'p' || i AS person_id, 'Oydan Serikovich' AS name, if(i < 500, ['О. Ойдан'], []) AS names"
        save(connection, f"SELECT {named} FROM range(1000) t(i)", home.table("resolved/person"))
    parties = words_of_parties(home)
    assert (parties.count, parties.bearing["uidan"], parties.bearing["sarik~"]) == (1000, 1000, 1000)
    assert Rarity([["uidan"]], Parties()).bits("uidan") > 9.9
    assert Rarity([["uidan"]], parties).bits("uidan") < 1


@pytest.mark.real
def test_every_entry_of_the_real_list_is_found_by_each_of_its_good_names(tmp_path: Path) -> None:
    folder = Path(os.environ.get("FUNDLINK_REAL_DATA", "nowhere"))
    if not folder.is_dir():
        pytest.skip("FUNDLINK_REAL_DATA names no folder with the real files")
    home = Home(tmp_path / "home")
    (home.inbox / "un_sc_sanctions").mkdir(parents=True)
    for file in folder.glob("un_sc_consolidated_*.xml"):
        shutil.copy(file, home.inbox / "un_sc_sanctions")
    shutil.copytree(folder / "ofac_2021-07", home.inbox / "ofac_sdn")
    screener = Screener.of(read_lists(home), declared_sources())
    assert len(screener.listings) == 8293 + 1064
    asked, missed = 0, []
    for entry in screener.listings:
        if entry.source == "un_sc_sanctions":
            verdicts = {Verdict.FORMER} if entry.delisted_on else {Verdict.HIT, Verdict.POSSIBLE}
            for name, quality in entry.names:
                if quality is not Quality.WEAK:
                    asked += 1
                    if not any(m.listing is entry and m.verdict in verdicts for m in screener.screen(name)):
                        missed.append(f"{entry.reference_number} {name}")
    assert (asked > 3_000, missed) == (True, [])
