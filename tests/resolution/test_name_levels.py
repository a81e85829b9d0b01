"""On which level of the person resolver two names fall: its conditions alone, without weights."""

from __future__ import annotations

import pyarrow as pa
import pytest

from benchmarks.names import make_features_of
from fundlink.resolution import Comparison
from fundlink.tables import connect
from resolvers.person_names import given, surname

TERMS = {"given": {"aida": 0.01}, "surname": {"kuxaruv": 0.01, "kaxaruv": 0.01}}
"""Kosherov and Kasharov are names that people have."""


def level(comparison: Comparison, one: str, other: str) -> str:
    """The first level of the comparison that holds for two names."""
    cases = " ".join(f"WHEN {lv.when} THEN '{lv.label}'" for lv in comparison.levels[:-1])
    with connect() as connection:
        make_features_of(connection, pa.table({"profile": [0, 1], "name": [one, other]}), TERMS)
        found = connection.execute(f"""
            SELECT CASE {cases} ELSE '{comparison.levels[-1].label}' END
            FROM (SELECT COLUMNS(*) AS "\\0_l" FROM features WHERE profile = 0),
                (SELECT COLUMNS(*) AS "\\0_r" FROM features WHERE profile = 1)
        """).fetchone()
    assert found
    return str(found[0])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Аида Кошерова", "Аида Кашарова", "near, but two usual names"),
        ("Аида Кошерова", "Аида Кошемова", "one letter apart"),
        ("Аида Асанова", "Аида Усенова", "another known name"),
        ("Аида Омарова", "Аида Омароа", "same but for an -ов"),
        ("Аида Аманева", "Аида Аманова", "same but for an -ов"),
        ("Аида Қалғалиева", "Аида Байғалиева", "different"),
        ("Аида Хасанова", "Аида Хааснова", "one letter apart"),
    ],
)
def test_surnames(one: str, other: str, expected: str) -> None:
    assert level(surname, one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Азамат Кошеров", "Азаат Кошеров", "one letter apart"),
        ("Азамат Кошеров", "Азат Кошеров", "another known name"),
        ("Асан Кошеров", "Үсен Кошеров", "another known name"),
        ("Хасан Кошеров", "Хусан Кошеров", "another known name"),
        ("Hasan Kosherov", "Хусейн Кошеров", "another known name"),
        ("Алихан Кошеров", "Алижан Кошеров", "another known name"),
        ("Ерлан Кошеров", "Ерлик Кошеров", "another known name"),
        ("Нуржан Кошеров", "Нуржас Кошеров", "another known name"),
        ("Нурбек Кошеров", "Нурбай Кошеров", "another known name"),
        ("Тимур Кошеров", "Темир Кошеров", "another known name"),
        ("Husan Kosherov", "Хусейн Кошеров", "same name, otherwise written"),
        ("Рахат Кошеров", "Раюат Кошеров", "one letter apart"),
        ("Марат Кошеров", "مراد كوشيروف", "same consonants, no vowels"),
        ("Хамад Кошеров", "حميد كوشيروف", "another known name"),
        ("Ольга Кошерова", "ايلينا كوشيروف", "another known name"),
    ],
)
def test_given_names(one: str, other: str, expected: str) -> None:
    assert level(given, one, other) == expected
