from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from splink import DuckDBAPI, Linker

from fundlink.config import Home
from fundlink.resolution import scoring
from fundlink.resolution.explain import levels_of
from fundlink.resolution.model import Model, settings
from fundlink.resolution.predicting import predicting
from fundlink.resolution.scoring import make_terms, score, weigh
from fundlink.resolution.verdict import prior_bits
from fundlink.tables import connect
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import compare_all


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as made:
        yield made


def _compare(connection: duckdb.DuckDBPyConnection, district: Home) -> Model:
    """Make `compared`, its terms, and `blocked`: pairs on more than fifty levels."""
    model = compare_all(connection, district)
    make_terms(connection, PERSON_RESOLVER, model)
    connection.execute("""
        CREATE TABLE blocked AS SELECT DISTINCT x.profile AS a, y.profile AS b
        FROM compared x JOIN compared y ON x.profile <= y.profile AND (
            hash(x.profile, y.profile) % 1000 = 0 OR x.surname_skeleton = y.surname_skeleton OR x.birth = y.birth
            OR x.given_skeleton = y.given_skeleton AND x.surname_initial = y.surname_initial OR x.iin = y.iin
            OR x.given_initial = y.surname_initial AND x.surname_initial = y.given_initial OR x.phone = y.phone)
    """)
    return model


def test_the_sql_predicts_to_the_last_bit_what_splink_predicts(
    district: Home, connection: duckdb.DuckDBPyConnection
) -> None:
    model = _compare(connection, district)
    connection.execute("""
        CREATE TABLE variant_pairs AS SELECT l.unique_id AS join_key_l, r.unique_id AS join_key_r, '' AS match_key
        FROM blocked JOIN compared l ON l.profile = a JOIN compared r ON r.profile = b WHERE a < b
    """)
    api = DuckDBAPI(connection=connection)
    made = Linker(api.register("compared"), settings(PERSON_RESOLVER, model), log_level=None)
    for column in PERSON_RESOLVER.terms:
        made.table_management.register_term_frequency_lookup(api.register(f"terms_{column}"), column)
    made.table_management.register_blocked_pairs_for_predict(api.register("variant_pairs"))
    splink = made.inference.predict(warning_mode="never").physical_name
    connection.execute(f"CREATE TABLE ours AS {predicting(connection, PERSON_RESOLVER, model)}")
    assert connection.execute(f"SELECT count(*) FROM {splink}").fetchall()[0][0] > 5_000
    assert connection.execute(f"(FROM ours EXCEPT ALL FROM {splink}) LIMIT 1").fetchall() == []
    assert connection.execute(f"(FROM {splink} EXCEPT ALL FROM ours) LIMIT 1").fetchall() == []


def test_a_million_pairs_are_judged_as_a_few_are(
    district: Home, connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = _compare(connection, district)
    few = weigh(connection, PERSON_RESOLVER, model)
    on_levels = {(name, level) for row in few for name, level in levels_of(PERSON_RESOLVER, row).items() if level}
    assert len(on_levels) > 50
    monkeypatch.setattr(scoring, "_FEW", 0)
    monkeypatch.setattr(scoring, "_AT_ONCE", len(few) // 3)
    columns = ("a", "b", "match_weight", "band", "conflict", "doubt", "overrules", "mistyped", "evidence")
    many = []
    for part in score(connection, PERSON_RESOLVER, model):
        many += connection.execute(f"SELECT {', '.join(columns)} FROM ({part})").fetchall()
    assert sorted(many) == sorted(tuple(row[column] for column in columns) for row in few)


def test_what_splink_made_is_kept_for_the_same_settings_and_code_only(
    district: Home, connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = _compare(connection, district)
    by_the_refresh = (district.path / "resolution" / "person.sql").read_text("utf-8")
    # Asked from a home, the one that its refresh has kept is taken, and not made anew: a new one has another order.
    assert by_the_refresh.endswith(f"\n{predicting(connection, PERSON_RESOLVER, model, district)}")
    kept = tmp_path / "resolution" / "person.sql"
    kept.parent.mkdir()
    kept.write_text(by_the_refresh, "utf-8")
    other = replace(model, prior=model.prior / 2)
    made = predicting(connection, PERSON_RESOLVER, other, Home(tmp_path))
    assert repr(prior_bits(other)) in made
    assert repr(prior_bits(model)) not in made
    assert kept.read_text("utf-8").endswith(f"\n{made}")
    monkeypatch.setattr(sys.modules[predicting.__module__], "_CODE", "of a later version")
    kept.write_text(kept.read_text("utf-8").replace("WITH ", "WITH of_an_earlier_version AS (SELECT 1), ", 1), "utf-8")
    assert "of_an_earlier_version" not in predicting(connection, PERSON_RESOLVER, other, Home(tmp_path))
