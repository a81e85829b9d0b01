"""What a pair may tell is all known before: a state keeps it by number."""

from __future__ import annotations

import math

import pytest

from fundlink.config import Home
from fundlink.resolution import Comparison, Level
from fundlink.resolution.evidence import HUMAN_NOT_SAME, HUMAN_SAME, make_types
from fundlink.resolution.model import load
from fundlink.tables import connect, scan
from resolvers.person import PERSON_RESOLVER

MODEL = load(PERSON_RESOLVER)


@pytest.fixture(scope="module")
def known() -> set[str]:
    with connect() as connection:
        connection.execute("ATTACH ':memory:' AS state")
        make_types(connection, PERSON_RESOLVER, MODEL)
        (rows,) = connection.execute("SELECT enum_range(NULL::state.evidence)").fetchall()
    return set(rows[0])


def test_what_the_pairs_of_a_district_tell_is_known(known: set[str], district: Home) -> None:
    with connect() as connection:
        table = scan(district.table("resolved/person_pairs"))
        told = {item for (item,) in connection.execute(f"SELECT DISTINCT unnest(evidence) FROM {table}").fetchall()}
    assert len(told) > 150
    assert told <= known


@pytest.mark.parametrize("column", PERSON_RESOLVER.terms)
def test_the_rarest_and_the_most_common_term_are_known(known: set[str], column: str) -> None:
    for comparison in PERSON_RESOLVER.comparisons:
        for level in comparison.levels:
            if level.terms != column:
                continue
            u = MODEL.u[comparison.name]
            agreement = next(lv.label for lv in comparison.levels if lv.when == f"{column}_l = {column}_r")
            for share in (max(MODEL.terms[column].values()), min(MODEL.terms[column].values())):
                bits = math.log2(MODEL.m[comparison.name][level.label] / u[level.label])
                bits += level.terms_share * (math.log2(u[agreement]) - math.log2(share))
                assert f"{comparison.name}: {level.label} {bits:+.1f}" in known


def test_what_a_human_says_is_known(known: set[str]) -> None:
    assert {HUMAN_SAME, HUMAN_NOT_SAME} <= known


def test_levels_that_sql_cannot_hold_are_refused() -> None:
    for levels in (
        (Level("same", "a_l = a_r"), Level("same", "ELSE")),
        (Level("same", "a_l = a_r"),),
        (Level("the father's", "a_l = a_r"), Level("different", "ELSE")),
    ):
        with pytest.raises(ValueError, match="levels need distinct labels"):
            Comparison("given", "a_l IS NULL OR a_r IS NULL", levels)
