"""What somebody who meant to break the resolver found: strangers made one, and one person taken apart."""

from __future__ import annotations

import pytest

from fundlink.config import Home
from fundlink.decisions import Verb, Word, writing
from fundlink.resolution import components
from tests.resolution.conftest import Resolve, Row, groups, iin

PHONE = {"phone": "+77011234567"}


@pytest.mark.parametrize("shared", [PHONE, {"device": "dev-1"}, {"address": "Алматы, Абай даңғылы, 10, пәтер 3"}])
def test_an_initial_does_not_make_brothers_one(resolve: Resolve, home: Home, shared: Row) -> None:
    resolve([{"name": name, **shared} for name in ("Ахметов Асқар", "Ахметов Айдар", "Ахметов А.")])
    assert groups(home) == [["m00000"], ["m00001"], ["m00002"]]


def test_an_initial_joins_who_alone_fits(resolve: Resolve, home: Home) -> None:
    resolve([{"name": name, **PHONE} for name in ("Ахметов Асқар", "Ахметов А.", "Омаров Айдар")])
    assert groups(home) == [["m00000", "m00001"], ["m00002"]]


@pytest.mark.parametrize("initial", ["А.", "A.", "О.", "O."])
def test_an_initial_is_a_letter_and_not_what_it_folds_to(resolve: Resolve, home: Home, initial: str) -> None:
    brothers = ("Ахметов Ерлан", "Ахметов Ұлан", "Yerlan Akhmetov", "Ахметов Э.")
    resolve([{"name": name, **PHONE} for name in (f"Ахметов {initial}", *brothers)])
    assert ["m00000"] in groups(home)
    assert ["m00001", "m00003", "m00004"] in groups(home)


@pytest.mark.parametrize("name", [None, "Ахметов"])
@pytest.mark.parametrize("shared", [PHONE, {"account": "KZ86125KZT5004100100"}])
def test_a_record_without_a_given_name_makes_no_twins_one(
    resolve: Resolve, home: Home, name: str | None, shared: Row
) -> None:
    born = {"birth_dates": ["1990-05-17"]}
    resolve([{"name": each, **shared, **born} for each in ("Ахметов Асқар", "Ахметов Айдар", name)])
    assert groups(home) == [["m00000"], ["m00001"], ["m00002"]]


@pytest.mark.parametrize("name", [None, "Ахметов"])
def test_a_record_without_a_given_name_joins_who_alone_fits(resolve: Resolve, home: Home, name: str | None) -> None:
    shared = {"birth_dates": ["1990-05-17"], **PHONE}
    resolve([{"name": "Ахметов Асқар", **shared}, {"name": name, **shared}, {"name": "Омаров Айдар", **PHONE}])
    assert groups(home) == [["m00000", "m00001"], ["m00002"]]


AGENT = {"phone": "+77011234567", "device": "dev-1"}


def test_clients_of_one_agent_are_not_one_for_a_given_name(resolve: Resolve, home: Home) -> None:
    resolve([{"name": name, **AGENT} for name in ("Ахметов Асқар", "Омаров Асқар", "Асқар")])
    assert groups(home) == [["m00000"], ["m00001"], ["m00002"]]


def test_a_given_name_with_two_contacts_joins_who_alone_fits(resolve: Resolve, home: Home) -> None:
    resolve([{"name": name, **AGENT} for name in ("Ахметов Асқар", "Асқар", "Омаров Айдар")])
    assert groups(home) == [["m00000", "m00001"], ["m00002"]]


def test_who_took_another_surname_is_one_by_a_number(resolve: Resolve, home: Home) -> None:
    number = {"iin": iin("80051740012"), **AGENT}
    resolve([{"name": name, **number} for name in ("Ахметова Айгүл", "Омарова Айгүл")])
    assert len(groups(home)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Ахметов Асқар Серікұлы"}, {"name": "Ахметов Асқар Болатұлы"}),
        ({"name": "Ахметов Асқар", "birth_dates": ["1950"]}, {"name": "Ахметов Асқар", "birth_dates": ["1980"]}),
    ],
    ids=["cousins", "father and son"],
)
def test_a_record_that_does_not_say_in_what_two_differ_joins_neither(
    resolve: Resolve, home: Home, one: Row, other: Row
) -> None:
    resolve([{**each, **PHONE} for each in (one, other, {"name": "Ахметов Асқар"})])
    assert groups(home) == [["m00000"], ["m00001"], ["m00002"]]


def test_an_alias_of_one_word_makes_no_stranger_the_listed_person(resolve: Resolve, home: Home) -> None:
    born = {"birth_dates": ["1980-05-17"]}
    listed: Row = {"name": "Ахметов Асқар", "aliases": ["Умар"], "role": "listed", **born}
    resolve([listed, {"name": "Иманов Умар", **born}, {"name": "Касымов Умар", **born}])
    assert len(groups(home)) == 3


def test_the_first_of_january_in_an_identity_number_is_no_proof_beside_a_clerks(resolve: Resolve, home: Home) -> None:
    resolve(
        [
            {"name": "Иманов Серік", "iin": iin("80010130123")},
            {"name": "Иманов Серік", "birth_dates": ["1980-01-01"]},
        ]
    )
    assert len(groups(home)) == 2


def test_an_entry_of_many_aliases_is_found_by_its_main_name(resolve: Resolve, home: Home) -> None:
    aliases = [
        f"{given} {surname}"
        for given in ("Асан", "Берік", "Ғани")
        for surname in ("Ав", "Бов", "Вов", "Гов", "Дов", "Ев")
    ]
    born = ["1980-05-17", "1981-05-17", "1982-05-17"]
    resolve(
        [
            {"name": "Яров Яков", "aliases": aliases, "birth_dates": born},
            {"name": "Яров Яков", "birth_dates": born[:1], "documents": ["N1234567"]},
        ]
    )
    assert len(groups(home)) == 1


def test_a_person_of_hundreds_of_records_stays_one(resolve: Resolve, home: Home) -> None:
    number = iin("80051730012")
    records: list[Row] = [{"name": "Ахметов Асқар", "iin": number, "account": f"KZ{at:04d}"} for at in range(230)]
    resolve(records[:200])
    assert len(groups(home)) == 1
    resolve(records)
    assert len(groups(home)) == 1


@pytest.mark.parametrize("most", [20, components.MOST_IN_COMPONENT])
def test_a_human_word_on_a_person_of_many_records_takes_nobody_apart(
    resolve: Resolve, home: Home, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(components, "MOST_IN_COMPONENT", most)
    records: list[Row] = [{"name": "Ахметов Асқар", "iin": iin("80051730012"), **PHONE}] * 30
    rows: list[Row] = [*records, {"name": "Берік Омаров"}]
    resolve(rows)
    assert len(groups(home)) == 2
    with writing(home) as ledger:
        ledger.say(Word(Verb.SAME, ("m00030",), tuple(f"m{at:05d}" for at in range(30)), "seen", "tester"))
    resolve(rows)
    assert len(groups(home)) == 1


@pytest.mark.parametrize("shared", [{"documents": ["N1000000"]}, {"address": "Алматы, Абай даңғылы, 10"}])
def test_what_a_town_shares_is_no_evidence(resolve: Resolve, home: Home, shared: Row) -> None:
    given = (
        "Асан Берік Ғани Дәурен Ержан Жандос Зейнеп Ильяс Кенже Лаура Мәдина Нұрлан Ораз Павел Рашид Сауле Тимур Ұлан"
    )
    more = "Фатима Хадиша Шолпан Эльмира Юлия Яков Айгүл Болат Гүлнар Динара"
    rows = [{"name": f"Ахметов {name}", **shared} for name in f"{given} {more}".split()]
    namesakes = [{"name": "Ахметов Самат", **shared, "birth_dates": [born]} for born in ("1950-03-02", "1981-11-17")]
    resolve([*rows, *namesakes, {"name": "Ахметов Самат", **shared}])
    assert len(groups(home)) == len(rows) + 3
