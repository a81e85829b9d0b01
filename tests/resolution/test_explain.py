from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from fundlink.charts.words import answer, between, headline, standing, weighed
from fundlink.config import Home
from fundlink.decisions import Verb, Word, writing
from fundlink.errors import FundlinkError
from fundlink.resolution.explain import HUB, Explanation, explain, levels_of
from fundlink.resolution.merging import trace
from fundlink.resolution.model import accepted, load
from fundlink.resolution.scoring import weigh
from fundlink.resolution.verdict import judge, prior_bits
from fundlink.tables import connect, scan
from resolvers.person import PERSON_RESOLVER
from tests.conftest import DISTRICT, FUNDLINK
from tests.resolution.conftest import Resolve, Row, compare_all, groups
from tests.resolution.identity_page import PAGE, environment, render

ROUNDED = 0.005 + 1e-9
"""Weights are kept with two decimals."""


@pytest.fixture
def tables(district: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as connection:
        for name in ("pairs", "members"):
            connection.execute(f"CREATE VIEW {name} AS FROM {scan(district.table(f'resolved/person_{name}'))}")
        yield connection


def _why(home: Home, a: str, b: str) -> Explanation:
    return explain(home, PERSON_RESOLVER, a, b)


def test_of_all_kept_pairs_the_sum_is_the_weight_and_the_words_give_the_band(
    district: Home, tables: duckdb.DuckDBPyConnection
) -> None:
    model = compare_all(tables, district)
    tables.execute("""
        CREATE TABLE kept AS
        SELECT DISTINCT least(x.profile, y.profile) AS a, greatest(x.profile, y.profile) AS b, match_weight, band
        FROM pairs
        JOIN profile_members x ON x.mention_id = mention_a JOIN profile_members y ON y.mention_id = mention_b;
        CREATE TABLE blocked AS SELECT a, b FROM kept
    """)
    found = {(row["a"], row["b"]): row for row in weigh(tables, PERSON_RESOLVER, model)}
    kept = tables.execute("SELECT a, b, match_weight, band FROM kept").fetchall()
    assert len(kept) == len(found) > 500
    for a, b, weight, band in kept:
        row = found[a, b]
        levels = levels_of(PERSON_RESOLVER, row)
        bits = sum(row[f"bits_{name}"] for name, level in levels.items() if level)
        assert abs(prior_bits(model) + bits - weight) <= ROUNDED
        assert judge(PERSON_RESOLVER, levels, weight).band == row["band"] == band


def test_scored_afresh_a_pair_weighs_what_the_refresh_gave_it(
    district: Home, tables: duckdb.DuckDBPyConnection
) -> None:
    some = tables.execute("""
        SELECT mention_a, mention_b, match_weight, band FROM pairs
        QUALIFY row_number() OVER (PARTITION BY band, conflict ORDER BY sha256(mention_a || mention_b)) <= 2
    """).fetchall()
    assert {band for *_, band in some} == {"same", "review", "different"}
    for a, b, weight, band in some:
        found = _why(district, b, a)
        assert (found.pair, found.match_weight, found.kept, found.verdict.band) == ((b, a), weight, weight, band)
        assert abs(found.prior + sum(compared.bits for compared in found.compared) - weight) <= ROUNDED


def test_mentions_that_were_never_compared_can_be_asked(district: Home, tables: duckdb.DuckDBPyConnection) -> None:
    a, b = tables.execute("""
        SELECT a.mention_id, b.mention_id FROM members a JOIN members b ON a.mention_id < b.mention_id
        ANTI JOIN pairs p ON p.mention_a = a.mention_id AND p.mention_b = b.mention_id
        WHERE a.person_id <> b.person_id ORDER BY ALL LIMIT 1
    """).fetchall()[0]
    found = _why(district, a, b)
    assert (found.kept, found.verdict.band) == (None, "different")
    assert found.verdict.obstacles


NAMES: list[Row] = [
    {"mention_id": "a", "name": "Құдайбергенов Ықылас Серікұлы"},
    {"mention_id": "b", "name": "Ykylas Serikuly Kudaibergenov"},
]


def test_what_would_change_the_answer_does(resolve: Resolve, home: Home) -> None:
    resolve(NAMES)
    before = _why(home, "a", "b")
    assert before.verdict.band == "review"
    assert before.verdict.obstacles == ("no proof beyond the name: father: same is half of one",)
    would = {(change.comparison, change.band): change for change in before.changes}
    resolve([{**row, "birth_dates": ["1980-05-17"]} for row in NAMES])
    after = _why(home, "a", "b")
    change = would["birth", "same"]
    assert (change.level, change.band) == ("same day", after.verdict.band)
    assert change.match_weight == pytest.approx(after.match_weight, abs=0.011)
    assert after.verdict.proofs == ("birth: same day",)
    withdrawn = next(change for change in after.changes if change.comparison == "birth" and change.level is None)
    assert withdrawn.band == "review"
    assert withdrawn.match_weight == pytest.approx(before.match_weight, abs=0.011)


def test_a_phone_of_hundreds_is_said_to_be_one(resolve: Resolve, home: Home) -> None:
    others = [{"name": f"{a}а{b}бек Омаров", "phone": "+77011234567"} for a in "БДКЛМНРСТ" for b in "длмнрст"]
    known = {"phone": "+77011234567", "birth_dates": ["1980-05-17"]}
    resolve([*({**row, **known} for row in NAMES), *others])
    found = _why(home, "a", "b")
    phone = next(compared for compared in found.compared if compared.comparison == "phone")
    assert (phone.level, phone.bits, phone.note) == (None, 0.0, HUB)
    assert found.kept == found.match_weight


def test_of_two_persons_all_pairs_are_summed(resolve: Resolve, home: Home) -> None:
    rest = {"name": "Ықылас Құдайбергенов", "phone": "+77011234567"}
    one = [{**rest, "birth_dates": ["1980-05-17"]}, {**rest, "birth_dates": ["1980-05-17"], "city": "Алматы"}]
    resolve([*one, {**rest, "birth_dates": ["1951-11-02"]}])
    assert groups(home) == [["m00000", "m00001"], ["m00002"]]
    members = pq.read_table(home.table("resolved/person_members")).to_pylist()
    persons = {row["mention_id"]: row["person_id"] for row in members}
    found = _why(home, persons["m00000"], persons["m00002"])
    assert found.between is not None
    assert (found.between.pairs, found.between.same) == (2, 0)
    assert [(c.a, c.b, c.levels) for c in found.between.conflicts] == [
        ("m00000", "m00002", ("birth: far apart",)),
        ("m00001", "m00002", ("birth: far apart",)),
    ]
    assert "2 in conflict (birth: far apart: m00000, m00002)" in str(between(found))
    assert found.verdict.obstacles[0].endswith("may overrule birth: far apart")
    assert _why(home, persons["m00000"], "test:m00001:donor").pair == ("m00000", "m00001")
    assert _why(home, "m00000", persons["m00000"]).pair == ("m00000", "m00001")


def test_two_that_would_be_one_are_said_to_stand_apart(resolve: Resolve, home: Home) -> None:
    known: Row = {"name": "Нұрлан Оспанов", "birth_dates": ["1980-05-17"], "phone": "+77011234567"}
    numbered = {**known, "iin": "800517300012", "account": "KZ1"}
    rows: list[Row] = [numbered, {**numbered, "city": "Алматы"}, {**known, "account": "KZ1"}]
    resolve([*rows, {**known, "iin": "800517300111"}])
    assert groups(home) == [["m00000", "m00001", "m00002"], ["m00003"]]
    found = _why(home, "m00002", "m00003")
    assert found.verdict.band == "same"
    assert answer(found) == "by these two alone; they stand as two persons"
    of_persons = f"fundlink why {found.a.parties[0]} {found.b.parties[0]}"
    assert standing(found).endswith(f"({of_persons})")
    whole = _why(home, *of_persons.split()[2:])
    assert standing(whole) == "not one person: a conflict keeps them apart"
    assert "conflict (iin: different: m00000, m00003)" in str(between(whole))


def test_weights_of_a_model_that_no_refresh_knows_yet_are_said_to_be_such(resolve: Resolve, home: Home) -> None:
    resolve([{**row, "birth_dates": ["1980-05-17"]} for row in NAMES])
    assert "model" not in standing(_why(home, "a", "b"))
    of_now = load(PERSON_RESOLVER)
    replace(of_now, prior=of_now.prior / 2).save(accepted(home, PERSON_RESOLVER))
    found = _why(home, "a", "b")
    assert found.kept == pytest.approx(found.match_weight + 1, abs=0.02)
    assert f"it weighed {found.kept:+.2f} there, by another model" in standing(found)


def test_what_a_human_has_said_since_the_refresh_is_not_said_to_be_its_doing(resolve: Resolve, home: Home) -> None:
    resolve([{**row, "birth_dates": ["1980-05-17"]} for row in NAMES])
    with writing(home) as ledger:
        ledger.say(Word(Verb.SAME, ("a",), ("b",), "seen", "Bolat"))
    os.utime(home.table("resolved/person_members"), (0, 0))
    found = _why(home, "a", "b")
    assert standing(found).endswith("; a human has said so since the last refresh")
    assert headline(found) == "one person by a human's word; same by what they say"
    assert found.decided[0].endswith(": seen (a and b)")
    assert weighed(replace(found, match_probability=1.0)).endswith("p > 0.999999")


def test_unknown_ids_are_one_clear_line(resolve: Resolve, home: Home) -> None:
    with pytest.raises(FundlinkError, match="fundlink refresh"):
        _why(home, "a", "b")
    resolve([*NAMES, {"mention_id": "o", "name": "Қор", "kind": "organization"}])
    with pytest.raises(FundlinkError, match=r"nobody: no mention"):
        _why(home, "a", "nobody")
    with pytest.raises(FundlinkError, match="o: an organisation"):
        _why(home, "a", "o")
    with pytest.raises(FundlinkError, match="the same as a"):
        _why(home, "a", "test:m00000:donor")


def test_an_id_that_was_merged_away_says_where_it_went(resolve: Resolve, home: Home) -> None:
    resolve(NAMES, "r1")
    before = {row["person_id"] for row in pq.read_table(home.table("resolved/person_members")).to_pylist()}
    resolve([{**row, "birth_dates": ["1980-05-17"]} for row in NAMES], "r2")
    (after,) = {row["person_id"] for row in pq.read_table(home.table("resolved/person_members")).to_pylist()}
    (gone,) = before - {after}
    assert trace(home, PERSON_RESOLVER, gone).person_id == after


def test_how_ends_with_the_mentions_of_the_members_table(district: Home, tables: duckdb.DuckDBPyConnection) -> None:
    persons = tables.execute("""
        SELECT person_id, list_sort(list(mention_id)) FROM members GROUP BY ALL
        ORDER BY count(*) DESC, person_id LIMIT 20
    """).fetchall()
    for person, mentions in persons:
        found = trace(district, PERSON_RESOLVER, person)
        together: set[tuple[str, ...]] = {(mention,) for mention in mentions}
        assert [mention["mention_id"] for mention in found.mentions] == mentions
        for step in found.steps:
            parts = {part for part in together if {*part} <= {*step.left, *step.right}}
            together = together - parts | {tuple(sorted((*step.left, *step.right)))}
            assert {mention for part in parts for mention in part} == {*step.left, *step.right}
            if step.average is not None:
                assert step.left in parts
                assert step.right in parts
                assert step.average >= PERSON_RESOLVER.linkage_at
            assert step.pair is None or (step.pair[0] in step.left and step.pair[1] in step.right)
        assert together == {tuple(mentions)}


def test_who_is_alone_was_not_merged(district: Home, tables: duckdb.DuckDBPyConnection) -> None:
    ((person,), *_) = tables.execute("SELECT person_id FROM members GROUP BY ALL HAVING count(*) = 1").fetchall()
    assert trace(district, PERSON_RESOLVER, person).steps == ()


def test_commands(district: Home, tables: duckdb.DuckDBPyConnection) -> None:
    a, b, person = tables.execute("""
        SELECT mention_a, mention_b, person_id FROM pairs JOIN members ON mention_id = mention_a
        WHERE band = 'same' ORDER BY match_weight DESC, mention_a, mention_b LIMIT 1
    """).fetchall()[0]
    assert json.loads(_run(district, "why", a, b, "--json"))["verdict"]["band"] == "same"
    assert json.loads(_run(district, "how", person, "--json"))["person_id"] == person
    assert "It would be" in _run(district, "why", a, b)
    assert "mentions" in _run(district, "how", a)
    truth = DISTRICT / "truth"
    files = ("--truth", str(truth / "members.csv"), "--reachable", str(truth / "reachable.csv"))
    assert "Cyrillic" in _run(district, "evaluate", *files)
    failed = subprocess.run(
        [FUNDLINK, "why", a, "nobody"], env=environment(district), capture_output=True, text=True, check=False
    )
    assert failed.returncode == 1
    assert failed.stderr.startswith("fundlink: nobody: no mention")


def test_who_asks_waits_for_no_import_that_the_answer_needs_not(
    district: Home, tables: duckdb.DuckDBPyConnection
) -> None:
    ((a, b),) = tables.execute("SELECT mention_a, mention_b FROM pairs ORDER BY ALL LIMIT 1").fetchall()
    for asked in (("why", a, b), ("how", a)):
        command = [sys.executable, "-X", "importtime", FUNDLINK, *asked]
        done = subprocess.run(command, env=environment(district), capture_output=True, text=True, check=True)
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "fundlink.resolution.asked" in imported
        assert not imported & {"splink", "sqlglot", "pandas.core", "dagster", "neo4j", "assets", "fundlink.sources"}


def test_the_page_shows_what_the_commands_answer(district: Home) -> None:
    assert PAGE.read_text("utf-8") == render(district), "run `python -m tests.resolution.identity_page`"


def _run(home: Home, *arguments: str) -> str:
    done = subprocess.run(
        [FUNDLINK, *arguments], env=environment(home), capture_output=True, text=True, check=True, cwd=Path(home.path)
    )
    return done.stdout


def test_what_counts_for_nothing_beside_another_surname_is_told(resolve: Resolve, home: Home) -> None:
    agents: Row = {"phone": "+77011234567", "device": "dev-1"}
    resolve([{"name": name, **agents} for name in ("Ахметов Асқар", "Омаров Асқар", "Омаров Серік")])
    obstacles = [_why(home, "m00001", other).verdict.obstacles[-1] for other in ("m00000", "m00002")]
    assert obstacles == [
        "no proof beyond the name: what a household shares (phone: same, device: same) counts "
        "for nothing beside surname: another known name",
        "no proof beyond the name: what a household shares (phone: same, device: same) counts "
        "only where given names agree",
    ]
