"""The law of identity: what must never make two mentions one, whatever the weights say."""

from __future__ import annotations

import random

import pytest

from fundlink.config import Home
from tests.resolution.conftest import Resolve, groups, iin, pairs

GIVEN = ("Нұрлан", "Серік", "Асқар", "Айгүл", "Сәуле", "Марат", "Динара", "Ержан", "Жанар", "Болат")
SURNAMES = ("Ахметов", "Омаров", "Ибраев", "Касымов", "Иванов")


def test_twenty_thousand_people_of_fifty_names_and_three_years_stay_apart(resolve: Resolve, home: Home) -> None:
    rng = random.Random(5)
    names = [f"{given} {surname}" for given in GIVEN for surname in SURNAMES]
    rows = [{"name": rng.choice(names), "birth_dates": [rng.choice(("1980", "1981", "1982"))]} for _ in range(20_000)]
    resolve(rows)
    assert len(groups(home)) == 20_000


def test_a_name_alone_never_merges(resolve: Resolve, home: Home) -> None:
    resolve([{"name": "Ықылас Құдайбергенов"}, {"name": "Ықылас Құдайбергенов"}])
    assert len(groups(home)) == 2


@pytest.mark.parametrize(
    "evidence",
    [
        {"birth_dates": ["1980-05-17"]},
        {"phone": "+77011234567"},
        {"email": "x@mail.example"},
        {"account": "KZ001"},
        {"wallet": "0xabc"},
        {"device": "dev-1"},
        {"documents": ["N1234567"]},
        {"iin": iin("80051730001")},
    ],
    ids=lambda evidence: next(iter(evidence)),
)
def test_a_name_with_evidence_beyond_it_merges(resolve: Resolve, home: Home, evidence: dict[str, object]) -> None:
    resolve([{"name": "Құдайбергенов Ықылас", **evidence}, {"name": "Ykylas Kudaibergenov", **evidence}])
    assert len(groups(home)) == 1
    (pair,) = pairs(home).values()
    assert pair["band"] == "same"
    assert any(text.startswith("given: same") for text in pair["evidence"])


@pytest.mark.parametrize("birth_date", ["1980", "1980-05", "1980-01-01"])
def test_half_a_birth_date_is_no_evidence(resolve: Resolve, home: Home, birth_date: str) -> None:
    resolve([{"name": "Ықылас Құдайбергенов", "birth_dates": [birth_date]}] * 2)
    assert len(groups(home)) == 2


def test_same_words_twice_are_one_person_only_with_evidence(resolve: Resolve, home: Home) -> None:
    resolve([{"name": "Ықылас Құдайбергенов", "phone": "+77011234567"}] * 3 + [{"name": "Асан Омаров"}] * 2)
    assert [len(group) for group in groups(home)] == [3, 1, 1]


def test_brothers_who_share_all_a_household_shares_stay_apart(resolve: Resolve, home: Home) -> None:
    shared = {"phone": "+77011234567", "city": "Алматы", "device": "dev-1"}
    resolve(
        [
            {"name": "Құдайбергенов Ықылас Серікұлы", **shared},
            {"name": "Құдайбергенов Асан Серікұлы", **shared},
            {"name": "Құдайбергенов Ықылас Серікұлы", **shared, "birth_dates": ["1980-05-17"]},
        ]
    )
    assert groups(home) == [["m00000", "m00002"], ["m00001"]]


def test_two_names_under_one_number_go_to_a_human(resolve: Resolve, home: Home) -> None:
    number = iin("80051730001")
    resolve([{"name": "Ықылас Құдайбергенов", "iin": number}, {"name": "Владимир Сорокин", "iin": number}])
    assert len(groups(home)) == 2
    (pair,) = pairs(home).values()
    assert pair["band"] == "review"


def test_two_numbers_keep_apart_whatever_else_agrees(resolve: Resolve, home: Home) -> None:
    rest = {"name": "Ықылас Құдайбергенов", "phone": "+77011234567", "email": "x@mail.example", "device": "dev-1"}
    bridge = {**rest, "mention_id": "m00002"}
    resolve([{**rest, "iin": iin("80051730001")}, {**rest, "iin": iin("80051730012")}, bridge])
    together = next((group for group in groups(home) if "m00000" in group), [])
    assert "m00001" not in together
    assert pairs(home)["m00000", "m00001"]["conflict"]


def test_birth_dates_far_apart_keep_apart(resolve: Resolve, home: Home) -> None:
    rest = {"name": "Ықылас Құдайбергенов", "phone": "+77011234567"}
    resolve([{**rest, "birth_dates": ["1980-05-17"]}, {**rest, "birth_dates": ["1951-11-02"]}])
    assert len(groups(home)) == 2


def test_a_phone_of_hundreds_merges_nobody(resolve: Resolve, home: Home, caplog: pytest.LogCaptureFixture) -> None:
    names = [f"{given} {surname}" for given in GIVEN for surname in SURNAMES]
    more = [f"{chr(0x410 + i)}{chr(0x430 + j)}лбек Омаров" for i in range(20) for j in (0, 8, 14, 18)]
    resolve([{"name": name, "phone": "+77011234567", "city": "Almaty"} for name in (*names, *more) for _ in range(4)])
    assert len(groups(home)) == 4 * len(names + more)
    assert "phone" in caplog.text


def test_aliases_of_one_entry_are_names_of_one_person(resolve: Resolve, home: Home) -> None:
    entry = {"name": "Ykylas Kudaibergenov", "aliases": ["Abu Bakr", "Walid Tursunbaev"], "birth_dates": ["1980-05-17"]}
    resolve([entry, {"name": "Турсунбаев Валид", "birth_dates": ["1980-05-17"]}])
    assert len(groups(home)) == 1
