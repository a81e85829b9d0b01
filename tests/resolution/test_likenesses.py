"""Names and numbers that are nearly the same: what they join, and what must stay apart."""

from __future__ import annotations

import pytest

from fundlink.config import Home
from fundlink.resolution.explain import explain
from fundlink.resolution.merging import trace
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import Resolve, groups, pairs

DAY = {"birth_dates": ["1980-05-17"]}
HOME = {"address": "12 Wattle Street, Quillby 2119"}
PHONE = {"phone": "+77011234567"}
DOCUMENT = {"documents": ["N12345678"]}


@pytest.mark.parametrize("shared", [DAY, {**DAY, **PHONE}, {**DAY, **HOME, **PHONE}], ids=len)
@pytest.mark.parametrize("names", [("Marla", "Marlene"), ("Marla", "Marletta"), ("Marlene", "Marletta")])
def test_twins_of_like_names_are_left_to_a_human(
    resolve: Resolve, home: Home, names: tuple[str, str], shared: dict[str, object]
) -> None:
    resolve([{"name": f"Vandeveer, {name}", **shared} for name in names])
    assert len(groups(home)) == 2
    (pair,) = pairs(home).values()
    assert pair["band"] == "review"
    assert any(text.startswith("given: near, but two spellings") for text in pair["evidence"])


@pytest.mark.parametrize(
    "names", [("Quillana", "Quilana"), ("Orlinde", "Orlidne"), ("Ulzhalgas", "Oulzhalghas"), ("Tolkyn", "Толқын")]
)
def test_a_slip_and_another_romanisation_are_one_name(resolve: Resolve, home: Home, names: tuple[str, str]) -> None:
    resolve([{"name": f"Vandeveer, {name}", **DAY} for name in names])
    assert len(groups(home)) == 1


def test_the_first_and_the_second_of_a_name_are_two(resolve: Resolve, home: Home) -> None:
    rest = {**DAY, **PHONE, **HOME}
    names = ("Vandeveer, Orlin I", "Vandeveer, Orlin II", "Vandeveer, Orlin I")
    resolve([{"name": name, **rest} for name in names])
    assert groups(home) == [["m00000", "m00002"], ["m00001"]]
    assert pairs(home)["m00000", "m00001"]["conflict"]


def test_an_initial_is_no_generation_by_itself(resolve: Resolve, home: Home) -> None:
    resolve([{"name": name, **DAY} for name in ("Vandeveer, Orlin I", "Vandeveer, Orlin Isbert", "Vandeveer, Orlin")])
    assert len(groups(home)) == 1


def test_one_word_near_the_surname_says_nothing_against(resolve: Resolve, home: Home) -> None:
    rest = {**DAY, **HOME}
    one = {"name": "Quilbran", **rest, "documents": ["5850163"]}
    resolve([one, {"name": "Quilrban, Orlin", **rest, "documents": ["5851063"]}])
    assert len(groups(home)) == 1


@pytest.mark.parametrize("shared", [DAY, HOME, PHONE], ids=lambda shared: next(iter(shared)))
def test_one_word_near_the_surname_says_little_for_it(resolve: Resolve, home: Home, shared: dict[str, object]) -> None:
    resolve([{"name": "Quilbran", **shared}, {"name": "Quildren, Orlin", **shared}])
    assert len(groups(home)) == 2


def test_half_a_document_and_the_birth_date_bring_records_together(resolve: Resolve, home: Home) -> None:
    """Another given name, a slip in the surname, the document and the number of the house."""
    one = {"name": "Vandeveer, Orlin", "documents": ["3143033"], **DAY, **HOME}
    other = {"name": "Vandebeer, Isbert", "documents": ["3142033"], **DAY, "address": "21 Wattle Street, Quillby 2119"}
    resolve([one, other])
    assert pairs(home)
    assert len(groups(home)) == 1


def test_a_doubt_that_a_document_settled_keeps_no_third_out(resolve: Resolve, home: Home) -> None:
    """A clerk mistyped the birth date of one record: those without its document are not driven off by it."""
    rest = {"name": "Orlin Vandeveer", **HOME}
    wrong = {**rest, **DOCUMENT, "birth_dates": ["1951-11-02"]}
    resolve([{**rest, **DOCUMENT, **DAY, **PHONE}, wrong, {**rest, **DAY}])
    assert len(groups(home)) == 1
    found = pairs(home)
    assert found["m00001", "m00002"]["conflict"]
    assert not found["m00000", "m00001"]["conflict"]
    assert len(trace(home, PERSON_RESOLVER, "m00000").steps) == 2


def test_a_settled_doubt_lets_no_father_in(resolve: Resolve, home: Home) -> None:
    """Nobody in the cluster has the father's birth date."""
    rest = {"name": "Orlin Vandeveer", **HOME, **PHONE}
    son = [{**rest, **DOCUMENT, **DAY}, {**rest, **DOCUMENT, "birth_dates": ["1999-08-30"]}]
    resolve([*son, {**rest, "birth_dates": ["1951-11-02"]}])
    assert groups(home) == [["m00000", "m00001"], ["m00002"]]


def test_a_document_without_a_birth_date_settles_nothing(resolve: Resolve, home: Home) -> None:
    """What bears the father's document and says no day may not bring him and the son together."""
    rest = {"name": "Orlin Vandeveer", **HOME, **PHONE}
    father = [{**rest, **DOCUMENT, "birth_dates": ["1951-11-02"]}, {**rest, **DOCUMENT}]
    resolve([*father, {**rest, **DAY}])
    assert groups(home) == [["m00000", "m00001"], ["m00002"]]


@pytest.mark.parametrize(
    ("name", "father", "band"), [("Ержан Сейтказин", "Мұрат", "review"), ("Тілеужан Қараталов", "Жанпейіс", "same")]
)
def test_father_and_town_prove_something_of_rare_names_only(
    resolve: Resolve, home: Home, name: str, father: str, band: str
) -> None:
    said = {"name": name, "father_name": father, "city": "Алматы"}
    # The account of one makes them two statements; it says nothing of the other.
    resolve([said, {**said, "account": "KZ75125KZT1001300335"}])
    (pair,) = pairs(home).values()
    assert pair["band"] == band
    assert (pair["match_weight"] >= PERSON_RESOLVER.halves_at) == (band == "same")
    assert pair["match_weight"] >= PERSON_RESOLVER.same_at
    told = explain(home, PERSON_RESOLVER, "m00000", "m00001")
    assert told.verdict.band == band
    assert any("prove together from 12 bits" in text for text in told.verdict.obstacles) == (band == "review")


@pytest.mark.parametrize("father", ["Мұрат", "Мүрат"])
@pytest.mark.parametrize("contact", [PHONE, HOME, {"email": "vandeveer@mail.example"}, {"device": "dev-1"}], ids=str)
def test_father_and_telephone_of_one_family_are_one_thing(
    resolve: Resolve, home: Home, father: str, contact: dict[str, object]
) -> None:
    """Beside an account, which is one person's, the father's name weighs as much as it always does."""
    said = {"name": "Ержан Сейтказин", "father_name": "Мұрат"}
    own = {"account": "KZ75125KZT1001300335"}
    rows = [{**said, **contact}, {**said, "father_name": father, **contact, "city": "Алматы"}]
    resolve([*rows, {**said, **own, "city": "Тараз"}, {**said, **own, "city": "Орал"}])
    family, person = pairs(home)["m00000", "m00001"], pairs(home)["m00002", "m00003"]
    assert "father: same, with a contact in common +1.6" in family["evidence"]
    assert any(text.startswith("father: same +") for text in person["evidence"])
    assert family["match_weight"] < person["match_weight"]
    assert groups(home) == [["m00000", "m00001"], ["m00002", "m00003"]]


@pytest.mark.parametrize(
    "other",
    [{"name": "Ержан Абдиров"}, {"father_name": "Болат"}, {"phone": "+77017654321", "city": "Алматы"}],
    ids=lambda other: next(iter(other)),
)
def test_of_one_family_needs_surname_father_and_telephone(
    resolve: Resolve, home: Home, other: dict[str, object]
) -> None:
    said = {"name": "Ержан Сейтказин", "father_name": "Мұрат", **PHONE, "account": "KZ75125KZT1001300335"}
    resolve([said, {**said, **other}])
    (pair,) = pairs(home).values()
    assert not any("with a contact in common" in text for text in pair["evidence"])
