from __future__ import annotations

import pyarrow.parquet as pq

from fundlink.config import Home
from fundlink.identifiers import check_digit
from tests.resolution.conftest import Resolve, groups

BIN, OTHER_BIN = (f"{eleven}{check_digit(eleven)}" for eleven in ("15034000123", "16034000123"))
AGENT = {"source": "informal_transfers", "role": "origin_agent", "labels": ["TransferAgent"]}
ENTRY = {"source": "npo_register", "role": "organization", "labels": ["NonProfit"]}
BENEFICIARY = {"source": "crowdfunding_campaigns", "role": "beneficiary"}


def test_a_number_joins_whatever_the_names(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([{"name": "ТОО Алтын", "bin": BIN}, {"name": "Gold Trading", "bin": BIN}])
    assert len(groups(home, "organization")) == 1


def test_two_numbers_keep_apart_whatever_the_name(resolve_bodies: Resolve, home: Home) -> None:
    same = {"name": "Алтын", "phone": "+77011234567"}
    resolve_bodies([{**same, "bin": BIN}, {**same, "bin": OTHER_BIN}, same])
    assert len(groups(home, "organization")) == 3


def test_agents_need_a_city_or_phone_once_the_name_stands_in_two_cities(resolve_bodies: Resolve, home: Home) -> None:
    shop = {**AGENT, "name": "Обмен Жол"}
    resolve_bodies([{**shop, "city": "Алматы"}, {**shop, "city": "Almaty"}, {**shop, "city": "Шымкент"}, shop])
    assert groups(home, "organization") == [["m00000", "m00001"], ["m00002"], ["m00003"]]


def test_a_ledger_calls_an_agent_by_one_name(resolve_bodies: Resolve, home: Home) -> None:
    shop = {**AGENT, "name": "Обмен Жол"}
    resolve_bodies([{**shop, "city": "Алматы"}, shop, {**shop, "name": "Obmen Jol"}])
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


def test_a_listed_body_is_never_joined_by_name_and_city(resolve_bodies: Resolve, home: Home) -> None:
    listed = {"source": "un_sc_sanctions", "role": "listed", "name": "MIRAS PUBLIC FUND", "city": "Taraz"}
    resolve_bodies([listed, {**ENTRY, "name": "«Мирас» қоғамдық қор", "city": "Тараз"}])
    assert len(groups(home, "organization")) == 2


def test_nobody_at_all(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies([])
    assert pq.read_table(home.table("resolved/organization")).num_rows == 0
