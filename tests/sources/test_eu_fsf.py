"""The list of the European Union: everything stands in attributes. The fixture is invented."""

from __future__ import annotations

import pytest

from tests.sources.conftest import FIXTURES, Desk

NAME = "eu_fsf"
LIST = (FIXTURES / NAME / "consolidated.xml").read_text()


def test_an_entry_is_read_from_its_attributes(desk: Desk) -> None:
    desk.put_fixture(NAME)
    assert desk.refresh(NAME).counts.loaded == 2
    serik, fund = desk.table(f"source/{NAME}")
    assert (serik["kind"], serik["name"], serik["sex"]) == ("person", "Serik Oydanshygharylghan", ["male"])
    assert serik["aliases"] == ["Серік Ойданшығарылған"]
    assert serik["weak_aliases"] == ["Oydan", "Abu Serik"]
    assert serik["birth_dates"] == ["1979-05-06", "1979-04"]
    assert serik["birth_between"] == ["1978/1978", "1977/1980"]
    assert (serik["documents"], serik["other_numbers"]) == (["N9912345"], ["passport F 0000001"])
    assert (len(serik["phones"]), serik["emails"]) == (2, ["serik@invented.example"])
    assert serik["wallets"] == ["0x00000000000000000000000000000000abcdef01"]
    assert (serik["city"], serik["country"], serik["citizenships"]) == ("Taraz", "KAZAKHSTAN", ["NOWHERE"])
    assert (serik["regime"], serik["listed_on"], serik["refers_to"]) == ("TAQA", "2020-03-12", ["QDi.991"])
    assert (fund["kind"], fund["listed_on"]) == ("organization", "2020-03-04")
    assert (fund["documents"], fund["other_numbers"]) == (["99-1234"], ["swiftbic INVNZZ22"])


def test_an_entry_without_a_reference_goes_by_its_own_number(desk: Desk) -> None:
    desk.put(NAME, "l.xml", LIST.replace(' euReferenceNumber="EU.9901.11"', ""))
    desk.refresh(NAME)
    assert desk.table(f"source/{NAME}")[0]["reference_number"] == "99001"


SIGNALLED = {
    "an unknown element": ("<citizenship ", "<shoe_size/><citizenship ", "unknown element <sanctionEntity> shoe_size"),
    "an unknown attribute": ('gender="M"', 'gender="M" mood="good"', "unknown attribute <nameAlias> @mood"),
    "another kind": ('code="enterprise"', 'code="ship"', "entries of the unknown kind ship: 1, kept, and no party"),
    "a birth date that is none": (
        'birthdate="1979-05-06"',
        'birthdate="1979-02-30"',
        "birth dates that cannot be read, kept as text: 1, e.g. «birthdate=1979-02-30",
    ),
}


@pytest.mark.parametrize(("told", "other", "signal"), SIGNALLED.values(), ids=SIGNALLED.keys())
def test_what_it_does_not_know_is_signalled(told: str, other: str, signal: str, desk: Desk) -> None:
    assert told in LIST
    desk.put(NAME, "l.xml", LIST.replace(told, other, 1))
    reading = desk.refresh(NAME)
    assert reading.counts.loaded == 2
    assert any(s.startswith(f"l.xml: {signal}") for s in reading.signals), reading.signals


STOPPED = {
    "another namespace": (
        LIST.replace("fsd/export", "fsd/other"),
        "l.xml, the root: <{http://eu.europa.ec/fpi/fsd/oth",
    ),
    "another list": ("<CONSOLIDATED_LIST/>", "l.xml, the root: <CONSOLIDATED_LIST>, not <{http://eu.europa.ec"),
    "no day": (LIST.replace("2026-01-20T", "today"), "l.xml, the root: generationDate is «today"),
    "a web page": ("<!DOCTYPE html><html><body>Sign in</body></html>", "l.xml, line 1: this is a web page"),
    "cut off": (LIST[:2000], "l.xml, line "),
    "an external entity": (
        LIST.replace("<export", '<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/hostname">]><export', 1),
        "l.xml, its DTD: it declares entities",
    ),
    "an encoding nobody has": (LIST.replace('"UTF-8"', '"klingon"'), "l.xml, line "),
}


@pytest.mark.parametrize(("content", "line"), STOPPED.values(), ids=STOPPED.keys())
def test_what_is_not_the_list_stops_it_in_one_line(content: str, line: str, desk: Desk) -> None:
    desk.put(NAME, "l.xml", content)
    stopped = desk.refresh(NAME).stopped
    assert stopped is not None
    assert stopped.startswith(line)
    assert "\n" not in stopped
