from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.model import accepted, load
from fundlink.resolution.persons import resolve_persons
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import Resolve, Row, groups, write_mentions

PEOPLE: list[Row] = [
    {"mention_id": "a1", "name": "Ахметов Нұрлан Серікұлы", "birth_dates": ["1980-05-17"], "phone": "+77011234567"},
    {"mention_id": "a2", "name": "Nurlan Akhmetov", "phone": "+77011234567", "email": "n@mail.example"},
    {"mention_id": "a3", "name": "Akhmetov N.", "birth_dates": ["1980-05-17"], "email": "n@mail.example"},
    {"mention_id": "b1", "name": "Сәуле Ибраева", "account": "KZ01", "country": "KZ"},
    {"mention_id": "b2", "name": "Saule Ibraeva", "account": "KZ01", "country": "TR"},
    {"mention_id": "c1", "name": "Шолпан Тұрсынова", "city": "Алматы"},
]


def test_golden_record(resolve: Resolve, home: Home) -> None:
    done = resolve(PEOPLE)
    assert groups(home) == [["a1", "a2", "a3"], ["b1", "b2"], ["c1"]]
    persons = {row["name"]: row for row in pq.read_table(home.table("resolved/person")).to_pylist()}
    nurlan = persons["Ахметов Нұрлан Серікұлы"]
    assert nurlan["birth_date"] == "1980-05-17"
    assert nurlan["mention_count"] == 3
    assert set(nurlan["names"]) == {"Nurlan Akhmetov", "Akhmetov N."}
    assert {tuple(row["countries"]) for row in persons.values()} == {(), ("KZ", "TR")}
    assert done.counts["resolved/person"] == 3


def test_the_order_of_rows_does_not_matter(home: Home, tmp_path: Path) -> None:
    written = []
    for turn in range(3):
        rows = PEOPLE[:]
        random.Random(turn).shuffle(rows)
        other = Home(tmp_path / str(turn))
        table = write_mentions(tmp_path / f"{turn}.parquet", [{"source_key": r["mention_id"], **r} for r in rows])
        resolve_persons(other, [table], PERSON_RESOLVER, "r1")
        tables = (
            pq.read_table(other.table(f"resolved/{name}")) for name in ("person_members", "person_pairs", "person")
        )
        written.append([sorted(table.to_pylist(), key=repr) for table in tables])
    assert written[0] == written[1] == written[2]


def test_ids_survive_a_second_refresh_and_newcomers(resolve: Resolve, home: Home) -> None:
    def ids() -> dict[str, str]:
        rows = pq.read_table(home.table("resolved/person_members")).to_pylist()
        return {row["mention_id"]: row["person_id"] for row in rows}

    resolve(PEOPLE, "r1")
    first = ids()
    resolve([*PEOPLE, {"mention_id": "a0", "name": "Нурлан Ахметов", "phone": "+77011234567"}], "r2")
    second = ids()
    assert {mention: second[mention] for mention in first} == first
    assert second["a0"] == first["a1"]


def test_nobody_at_all_gives_empty_tables(resolve: Resolve, home: Home) -> None:
    assert resolve([]).counts["mentions"] == 0
    for name in ("person_members", "person_pairs", "person", "person_lineage"):
        assert pq.read_table(home.table(f"resolved/{name}")).num_rows == 0


def test_a_missing_table_has_no_mentions(home: Home, tmp_path: Path) -> None:
    done = resolve_persons(home, [tmp_path / "not_there.parquet"], PERSON_RESOLVER, "r1")
    assert done.counts["mentions"] == 0


def test_a_model_for_other_comparisons_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match=r"resolvers\.train"):
        load(replace(PERSON_RESOLVER, comparisons=PERSON_RESOLVER.comparisons[1:]))
    with pytest.raises(FundlinkError, match="no trained model"):
        load(replace(PERSON_RESOLVER, model=tmp_path / "none.json"))


def test_who_came_first_does_not_matter(tmp_path: Path) -> None:
    told = {"phone": "+77011234567", "birth_dates": ["1980-05-17"]}
    # An alias that is an initial may be either's: the two pairs weigh the same, and one says that they are two.
    one = {**told, "mention_id": "a", "name": "Ахметов Қылышбай", "aliases": ["Ахметов Қ."]}
    other = {**told, "mention_id": "b", "name": "Ахметов Тұрарғазы"}
    third = {**told, "mention_id": "c", "name": "Ахметов"}
    found = []
    for first in (one, other):
        home = Home(tmp_path / str(first["mention_id"]))
        for number, rows in enumerate(([first], [one, other], [one, other, third])):
            table = write_mentions(tmp_path / "mentions.parquet", [{"source_key": r["mention_id"], **r} for r in rows])
            resolve_persons(home, [table], PERSON_RESOLVER, f"r{number}")
        found.append(groups(home))
    assert found[0] == found[1] == [["a"], ["b"], ["c"]]


def test_a_model_that_was_trained_where_nobody_states_a_town(resolve: Resolve, home: Home) -> None:
    model = load(PERSON_RESOLVER)
    replace(model, terms={**model.terms, "city": {}}).save(accepted(home, PERSON_RESOLVER))
    resolve([{**row, "city": "Алматы"} for row in PEOPLE])
    assert ["a1", "a2", "a3"] in groups(home)
