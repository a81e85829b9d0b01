"""Slips of the hand, and ways to write a name, that the person resolver sees through; and what it must not."""

from __future__ import annotations

from fundlink.config import Home
from tests.resolution.conftest import Resolve, groups, iin, pairs

HOME = {"address": "12 Wattle Street, Quillby 2119"}
PHONE = {"phone": "+77011234567"}


def test_a_document_with_a_slip_outweighs_a_mistyped_birth_date(resolve: Resolve, home: Home) -> None:
    rest = {"name": "Ықылас Құдайбергенов", **HOME}
    one = {**rest, "documents": ["N12345678"], "birth_dates": ["1980-05-17"]}
    resolve([one, {**rest, "documents": ["N12354678"], "birth_dates": ["1951-11-02"]}])
    assert len(groups(home)) == 1
    (pair,) = pairs(home).values()
    assert any(text.startswith("documents: one slip apart +") for text in pair["evidence"])


def test_documents_in_a_row_are_those_of_a_family(resolve: Resolve, home: Home) -> None:
    rest = {"name": "Ықылас Құдайбергенов", **HOME}
    father = {**rest, "documents": ["N12345678"], "birth_dates": ["1951-11-02"]}
    resolve([father, {**rest, "documents": ["N12345679"], "birth_dates": ["1980-05-17"]}])
    assert len(groups(home)) == 2


def test_a_slip_in_the_document_is_no_evidence_by_itself(resolve: Resolve, home: Home) -> None:
    resolve([{"name": "Ықылас Құдайбергенов", "documents": [number]} for number in ("N12345678", "N12395678")])
    assert len(groups(home)) == 2
    assert [pair["band"] for pair in pairs(home).values()] == ["review"]


def test_twins_stay_apart(resolve: Resolve, home: Home) -> None:
    rest = {"birth_dates": ["1980-05-17"], **HOME, **PHONE}
    one = {"name": "Құдайбергенова Айгүл", "documents": ["N12345678"], **rest}
    resolve([one, {"name": "Құдайбергенова Сәуле", "documents": ["N12345679"], **rest}])
    assert len(groups(home)) == 2


def test_who_may_be_father_or_son_is_left_to_a_human(resolve: Resolve, home: Home) -> None:
    rest = {"name": "Orlin Vandeveer", **HOME}
    resolve([{**rest, "birth_dates": ["1951-11-02"]}, {**rest, "birth_dates": ["1980-05-17"]}, rest])
    assert len(groups(home)) == 3
    assert pairs(home)["m00000", "m00002"]["band"] == "same"


def test_a_mistyped_identity_number_takes_nobody_apart(resolve: Resolve, home: Home) -> None:
    right, wrong = iin("80051740012"), iin("80051740013")
    assert right[-1] == wrong[-1], "the check digit does not guard the last of the serial number"
    rest = {"name": "Құдайбергенова Айгүл", "birth_dates": ["1980-05-17"], **PHONE}
    resolve([{**rest, "iin": right}, {**rest, "iin": wrong}, rest, {**rest, "iin": right, "city": "Алматы"}])
    assert groups(home) == [["m00000", "m00002", "m00003"], ["m00001"]]
    assert pairs(home)["m00000", "m00001"]["conflict"]


def test_who_may_be_either_of_two_namesakes_of_one_day_is_left_to_a_human(resolve: Resolve, home: Home) -> None:
    rest = {"name": "Құдайбергенова Айгүл", "birth_dates": ["1980-05-17"], **PHONE}
    resolve([{**rest, "iin": iin("80051740012")}, {**rest, "iin": iin("80051740349")}, rest])
    assert len(groups(home)) == 3


def test_digits_of_a_birth_date_in_each_others_place(resolve: Resolve, home: Home) -> None:
    resolve([{"name": "Ықылас Құдайбергенов", **PHONE, "birth_dates": [day]} for day in ("1939-11-23", "1939-12-13")])
    assert len(groups(home)) == 1


def test_names_of_one_person(resolve: Resolve, home: Home) -> None:
    """A slip inside the two letters of one sound, a blank, one of two surnames, another script."""
    written = (
        ("Ulzhas Omarova", "Uzlhas Omarova"),
        ("Zhang, Xiu Ying", "张秀英"),
        ("Vandeveer, Marie", "Vandeveer Quillon, Marie"),
        ("कुमार, राज", "Kumar, Raj"),
    )
    phones = [f"+7701123456{number}" for number in range(len(written))]
    resolve([{"name": name, "phone": phone} for names, phone in zip(written, phones, strict=True) for name in names])
    assert len(groups(home)) == len(written)
