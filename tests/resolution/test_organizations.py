from __future__ import annotations

import logging

import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.identifiers import check_digit
from tests.resolution.conftest import Resolve, Row, groups


def bin_number(eleven: str) -> str:
    return f"{eleven}{check_digit(eleven)}"


BIN, OTHER_BIN = bin_number("15034000123"), bin_number("16034000123")
AGENT = {"source": "informal_transfers", "role": "origin_agent", "labels": ["TransferAgent"]}
ENTRY = {"source": "npo_register", "role": "organization", "labels": ["NonProfit"]}
BENEFICIARY = {"source": "crowdfunding_campaigns", "role": "beneficiary"}
LISTED = {"source": "un_sc_sanctions", "role": "listed"}
PHONE = "+77011234567"
HOUSE = "100 Vandeveer Way, Quillby 89111"


def pairs(home: Home) -> dict[tuple[str, str], Row]:
    rows = pq.read_table(home.table("resolved/organization_pairs")).to_pylist()
    return {(row["mention_a"], row["mention_b"]): row for row in rows}


def test_a_number_joins_whatever_the_names_and_says_so(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([{"name": "ТОО Алтын", "bin": BIN}, {"name": "Gold Trading", "bin": BIN}])
    assert len(groups(home, "organization")) == 1
    (pair,) = pairs(home).values()
    assert pair["band"] == "review"
    assert "one number, quite different names" in pair["evidence"]


def test_a_number_among_documents_is_one(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([{"name": "ТОО Алтын", "bin": BIN}, {"name": "Altyn LLP", "documents": [BIN]}])
    assert len(groups(home, "organization")) == 1
    assert [pair["band"] for pair in pairs(home).values()] == ["same"]


def test_two_numbers_keep_apart_whatever_the_name(resolve_bodies: Resolve, home: Home) -> None:
    same = {"name": "Алтын", "phone": PHONE}
    resolve_bodies([{**same, "bin": BIN}, {**same, "bin": OTHER_BIN}, same])
    assert len(groups(home, "organization")) == 3
    told = pairs(home)
    assert told["m00000", "m00001"]["band"] == "different"
    assert told["m00000", "m00001"]["conflict"]
    assert told["m00000", "m00002"]["band"] == "review"


def test_two_numbers_keep_apart_by_way_of_a_third(resolve_bodies: Resolve, home: Home) -> None:
    one, other = {"name": "Алтын", "phone": PHONE}, {"name": "Алтын", "phone": "+77017654321"}
    between = [{**AGENT, **one, "city": "Тараз"}, {**AGENT, **other, "city": "Тараз"}]
    resolve_bodies([{**one, "bin": BIN}, {**other, "bin": OTHER_BIN}, *between])
    assert groups(home, "organization") == [["m00000", "m00002"], ["m00001", "m00003"]]


def test_a_slip_in_the_name_beside_the_same_phone(resolve_bodies: Resolve, home: Home) -> None:
    names = ("Univrsl Export Inc", "Universal Exports LLC", "Universal Imports")
    resolve_bodies([{"name": name, "phone": PHONE} for name in names])
    assert groups(home, "organization") == [["m00000", "m00001"], ["m00002"]]


def test_the_fund_and_its_trading_company_are_two(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([{"name": name, "phone": PHONE} for name in ("ОФ «Алтын»", "ТОО «Алтын»", "Altyn LLP", "Алтын")])
    assert groups(home, "organization") == [["m00000"], ["m00001", "m00002"], ["m00003"]]
    assert {pair["band"] for pair in pairs(home).values() if pair["step"] is None} == {"review"}


def test_a_phone_that_all_share_joins_nobody(
    resolve_bodies: Resolve, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        resolve_bodies([{"name": f"Алтын {number // 2}", "phone": PHONE} for number in range(500)])
    assert len(groups(home, "organization")) == 500
    assert "phone: 1 values shared by over 20 names are no evidence" in caplog.text


def test_the_aliases_of_one_body_make_no_hub_of_its_phone(resolve_bodies: Resolve, home: Home) -> None:
    aliases = [f"Орда {'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ'[number]}лмат" for number in range(25)]
    entry = {**LISTED, "name": "Шапағат", "aliases": aliases, "phone": PHONE}
    resolve_bodies([entry, {"name": "Shapagat", "phone": PHONE}])
    assert len(groups(home, "organization")) == 1


def test_a_common_alias_does_not_hide_that_many_bodies_share_a_phone(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([{"name": f"Алтын {number}", "aliases": ["Абай"], "phone": PHONE} for number in range(25)])
    assert len(groups(home, "organization")) == 25


def test_a_name_alone_joins_nobody(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([{**BENEFICIARY, "name": "ОФ Шапағат"}] * 3)
    assert len(groups(home, "organization")) == 3


def test_same_name_and_city_is_for_a_human(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([{"name": "Мирас", "city": "Түркістан"}, {"name": "Miras", "city": "Туркестан"}])
    assert len(groups(home, "organization")) == 2
    assert [pair["band"] for pair in pairs(home).values()] == ["review"]


def test_former_names_are_names(resolve_bodies: Resolve, home: Home) -> None:
    renamed = {"name": "ОФ «Нұр» (бывш. ОФ «Шапағат»)", "email": "info@nur.example"}
    resolve_bodies([renamed, {"name": "Shapagat Public Foundation", "email": "info@nur.example"}])
    (organization,) = pq.read_table(home.table("resolved/organization")).to_pylist()
    assert {organization["name"], *organization["names"]} == {"ОФ «Нұр»", "ОФ «Шапағат»", "Shapagat Public Foundation"}


BRAND = "Najm Express"


@pytest.mark.parametrize(("third", "bodies"), [([], 2), ([{"name": BRAND, "phone": PHONE}], 1)])
def test_a_brand_joins_those_who_trade_under_it_only_with_its_owner(
    resolve_bodies: Resolve, home: Home, third: list[Row], bodies: int
) -> None:
    two = [{"name": f"{name} d/b/a {BRAND}", "phone": PHONE} for name in ("Noor Travel", "Karim Cargo")]
    resolve_bodies([*two, *third])
    assert len(groups(home, "organization")) == bodies


def test_a_brand_of_both_in_one_city_is_for_a_human(resolve_bodies: Resolve, home: Home) -> None:
    agent = {"labels": ["TransferAgent"], "city": "Тараз"}
    resolve_bodies([{**agent, "name": f"{name} d/b/a {BRAND}"} for name in ("Noor Travel", "Karim Cargo")])
    assert len(groups(home, "organization")) == 2
    assert [pair["rule"] for pair in pairs(home).values()] == ["same name and city"]


def test_agents_need_a_city_or_phone_once_the_name_stands_in_two_cities(resolve_bodies: Resolve, home: Home) -> None:
    shop = {**AGENT, "name": "Обмен Жол"}
    resolve_bodies([{**shop, "city": "Алматы"}, {**shop, "city": "Almaty"}, {**shop, "city": "Шымкент"}, shop])
    assert groups(home, "organization") == [["m00000", "m00001"], ["m00002"], ["m00003"]]


def test_a_ledger_calls_an_agent_by_one_name(resolve_bodies: Resolve, home: Home) -> None:
    shop = {**AGENT, "name": "Обмен Жол"}
    resolve_bodies([{**shop, "city": "Стамбул"}, {**shop, "city": "Istanbul"}, shop, {**shop, "name": "Obmen Jol"}])
    assert len(groups(home, "organization")) == 1


def test_a_campaign_names_the_one_entry_that_bears_its_name(resolve_bodies: Resolve, home: Home) -> None:
    entry = {**ENTRY, "name": "Shapagat Public Foundation", "aliases": ["«Шапағат» қоғамдық қоры"]}
    resolve_bodies([entry, {**BENEFICIARY, "name": "Общественный фонд «Шапагат»"}])
    assert len(groups(home, "organization")) == 1
    organization = pq.read_table(home.table("resolved/organization")).to_pylist()[0]
    assert organization["labels"] == ["NonProfit"]


def test_a_campaign_names_nobody_when_two_entries_bear_its_name(resolve_bodies: Resolve, home: Home) -> None:
    entry = {**ENTRY, "name": "ОФ Шапағат"}
    resolve_bodies([entry, entry, {**BENEFICIARY, "name": "ОФ Шапағат"}])
    assert len(groups(home, "organization")) == 3


@pytest.mark.parametrize("more", [{}, {"city": "Тараз"}, {"city": "Тараз", "address": "Тараз, Абая к-сі 12"}])
def test_a_listed_body_is_never_joined_by_name_and_place(resolve_bodies: Resolve, home: Home, more: Row) -> None:
    resolve_bodies([{**LISTED, "name": "MIRAS PUBLIC FUND", **more}, {**ENTRY, "name": "«Мирас» қоғамдық қор", **more}])
    assert len(groups(home, "organization")) == 2


def test_any_order_of_rows_gives_the_same_organisations(resolve_bodies: Resolve, home: Home) -> None:
    names = ("ОФ «Алтын»", "ТОО «Алтын»", "Алтын", "Altyn", "Филиал ОФ «Алтын» в г. Тараз")
    rows = [
        {
            **AGENT,
            "mention_id": f"m{at}",
            "source_key": str(at),
            "name": name,
            "phone": phone,
            "city": city,
            "bin": number,
        }
        for at, (name, phone, city, number) in enumerate(
            (name, phone, city, number)
            for name in names
            for phone in (PHONE, None)
            for city in ("Тараз", None)
            for number in (BIN, None)
        )
    ]
    resolve_bodies(rows)
    found = groups(home, "organization")
    resolve_bodies(rows[::-1])
    assert groups(home, "organization") == found


def test_nobody_at_all(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([])
    assert pq.read_table(home.table("resolved/organization")).num_rows == 0


def test_one_house_however_the_address_is_written(resolve_bodies: Resolve, home: Home) -> None:
    one = {"name": "Quillby Exports Inc", "address": "Vandeveer Plaza, 100 Orlin Vandeveer Way, Quillby 89111"}
    other = {"name": "Quilby Export", "address": "100 Orlin Vandever Plaza, Quillby, 89111"}
    resolve_bodies([one, other, {**other, "address": "102 Orlin Vandever Plaza, Quillby, 89111"}])
    assert groups(home, "organization") == [["m00000", "m00001"], ["m00002"]]


TRADE, WIDER = ({"name": name, "address": HOUSE} for name in ("Aman Trade", "Aman International Trade LLC"))


@pytest.mark.parametrize("house", [HOUSE, "Plaza, 100 Vandeveer Way, Quillby 89111"])
def test_a_word_of_reach_is_left_out_as_often_as_not(resolve_bodies: Resolve, home: Home, house: str) -> None:
    resolve_bodies([TRADE, {**WIDER, "address": house, "documents": ["LEI 549300"]}])
    assert len(groups(home, "organization")) == 1
    (pair,) = pairs(home).values()
    assert pair["rule"].startswith("names alike but for their reach")


@pytest.mark.parametrize(
    "others",
    [
        [{"name": "Aman Trade Logistics"}],
        [{"name": "Aman Trade Group"}],
        [{"name": "Aman Trade II"}],
        [{"name": "Aman Global Trade"}, {"name": "Aman Universal Trade"}],
        [{"name": "Universal Trade"}, {"name": "Worldwide Trade"}],
        [{"name": "International Aman"}, {"name": "Aman"}],
        [{"name": "Aman Universal Trade"}, {"name": "Aman Trade Logistics"}],
        [{"name": "Aman Universal Trade", "address": "102 Vandeveer Way, Quillby 89111"}],
        [{"name": "Aman Universal Trade", "address": None, "city": "Quillby"}],
        [{"name": "Aman Universal Trade", **LISTED}],
    ],
    ids=str,
)
def test_companies_of_a_group_in_one_house_stay_apart(resolve_bodies: Resolve, home: Home, others: list[Row]) -> None:
    rows = [TRADE, *({"address": HOUSE, **other} for other in others)]
    resolve_bodies(rows)
    assert len(groups(home, "organization")) == len(rows)


def test_forms_keep_apart_what_a_word_of_reach_tells(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([{"name": name, "address": HOUSE} for name in ("Aman Trade Fund", "Aman Universal Trade LLC")])
    assert len(groups(home, "organization")) == 2


@pytest.mark.parametrize("numbers", [({"bin": BIN}, {"bin": OTHER_BIN}), ({"documents": ["1"]}, {"documents": ["2"]})])
def test_two_numbers_keep_apart_what_a_word_of_reach_tells(
    resolve_bodies: Resolve, home: Home, numbers: tuple[Row, Row]
) -> None:
    resolve_bodies([{**TRADE, **numbers[0]}, {**WIDER, **numbers[1]}])
    assert len(groups(home, "organization")) == 2


def test_a_listed_body_is_not_joined_by_its_house(resolve_bodies: Resolve, home: Home) -> None:
    address = {"name": "Quillby Exports", "address": "100 Orlin Vandeveer Way, Quillby 89111"}
    resolve_bodies([{**address, "address": f"{address['address']}, Plaza"}, {**LISTED, **address}])
    assert len(groups(home, "organization")) == 2
