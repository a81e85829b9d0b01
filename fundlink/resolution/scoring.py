"""Scores pairs with Splink and the frozen model, and says in which band each falls and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker
from splink.internals.splink_dataframe import SplinkDataFrame

from fundlink.resolution.columns import fetch, store, text
from fundlink.resolution.declaration import Comparison, Level, Proof, Resolver
from fundlink.resolution.model import Model, settings

BEYOND_THE_NAME = frozenset((Proof.PERSON, Proof.HOUSEHOLD, Proof.HALF, Proof.HINT))
"""What makes a pair worth a human's look."""

_DECIMALS = 2
"""Weights are rounded before they are compared, so that no order of additions shows."""


def linker(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model) -> Linker:
    """A Splink linker over `features` with frozen weights and frozen term frequencies.

    A term the model has never seen is as frequent as its rarest one.
    """
    api = DuckDBAPI(connection=connection)
    # Splink's check of the settings says only what a resolver's tests say, and costs a third of a second.
    registered = api.register("features")
    made = Linker(registered, settings(resolver, model), log_level=None, validate_settings=False)
    for column in resolver.terms:
        known = model.terms[column]
        table, share = f"terms_{column}", f"tf_{column}"
        terms = fetch(connection, f"SELECT DISTINCT {column} FROM features WHERE {column} IS NOT NULL")
        rarest = min(known.values())
        shares = pa.array([known.get(term, rarest) for term in terms], pa.float64())
        store(connection, table, text(**{column: terms}).append_column(share, shares))
        made.table_management.register_term_frequency_lookup(api.register(table), column)
    return made


def _on(comparison: Comparison, chosen: Callable[[Level], bool]) -> str:
    """SQL: whether the pair is on one of the chosen levels."""
    top = len(comparison.levels) - 1
    values = [str(top - at) for at, level in enumerate(comparison.levels) if chosen(level)]
    return f"(gamma_{comparison.name} IN ({', '.join(values)}))" if values else "false"


def _count(resolver: Resolver, chosen: Callable[[Level], bool]) -> str:
    """SQL: in how many comparisons the pair is on a chosen level."""
    return "(" + " + ".join(f"{_on(comparison, chosen)}::INTEGER" for comparison in resolver.comparisons) + ")"


def _proves(resolver: Resolver, proof: Proof, times: int = 1) -> str:
    """SQL: whether so many comparisons prove that."""
    return f"{_count(resolver, lambda level: level.proof is proof)} >= {times}"


def _bits(comparison: Comparison) -> str:
    """SQL: the weight of the level the pair is on, adjusted by how rare the term is."""
    terms = any(level.terms for level in comparison.levels)
    return f"(mw_{comparison.name}{f' + mw_tf_adj_{comparison.name}' if terms else ''})"


def _evidence(resolver: Resolver) -> str:
    """SQL: list of `comparison: level +weight`, what could not be compared left out."""
    items = []
    for comparison in resolver.comparisons:
        name, top = comparison.name, len(comparison.levels) - 1
        labels = " ".join(f"WHEN {top - at} THEN '{level.label}'" for at, level in enumerate(comparison.levels))
        weight = f"round({_bits(comparison)}, 1)"
        items.append(
            f"CASE WHEN gamma_{name} >= 0 THEN '{name}: ' || CASE gamma_{name} {labels} END"
            f" || printf(' %+.1f', {weight}) END"
        )
    return f"list_filter([{', '.join(items)}], lambda item: item IS NOT NULL)"


def score(connection: duckdb.DuckDBPyConnection, resolver: Resolver, made: Linker, into: str) -> None:
    """Score the pairs in `blocked` and insert one row a pair of profiles, its best pair of variants, into table `into`.

    Columns: profile_a, profile_b, match_weight, match_probability, band, conflict, evidence.
    """
    scored = _predict(connection, made)
    connection.execute(f"""
        CREATE TABLE IF NOT EXISTS {into} (profile_a VARCHAR, profile_b VARCHAR, match_weight DOUBLE,
            match_probability DOUBLE, band VARCHAR, conflict BOOLEAN, evidence VARCHAR[]);
        INSERT INTO {into} {_judged(resolver, scored.physical_name)}
    """)
    # Splink would give the same answer again for the next table of this name.
    scored.drop_table_from_database_and_remove_from_cache()


def weigh(connection: duckdb.DuckDBPyConnection, resolver: Resolver, made: Linker) -> list[dict[str, Any]]:
    """Score the pairs in `blocked` as `score` does, strongest first, with the level and weight of each comparison.

    Beside the columns of `score`: `<comparison>_a` and `_b`, what was compared; `gamma_<comparison>`, the level
    counted from the last, -1 when unknown; `bits_<comparison>`, its weight with the adjustment for rare terms.
    """
    more: dict[str, str] = {}
    for comparison in resolver.comparisons:
        name = comparison.name
        more |= {f"gamma_{name}": f"gamma_{name}", f"bits_{name}": _bits(comparison)}
        for side, one, other in (("a", "l", "r"), ("b", "r", "l")):
            more[f"{name}_{side}"] = f"CASE WHEN profile_id_l <= profile_id_r THEN {name}_{one} ELSE {name}_{other} END"
    scored = _predict(connection, made)
    found = connection.execute(
        f"{_judged(resolver, scored.physical_name, more)} ORDER BY match_weight DESC, profile_a, profile_b"
    ).to_arrow_table()
    scored.drop_table_from_database_and_remove_from_cache()
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def _predict(connection: duckdb.DuckDBPyConnection, made: Linker) -> SplinkDataFrame:
    made.table_management.register_blocked_pairs_for_predict(DuckDBAPI(connection=connection).register("blocked"))
    return made.inference.predict(warning_mode="never")


def _judged(resolver: Resolver, scored: str, more: Mapping[str, str] | None = None) -> str:
    """SQL: one row a pair of profiles, its best pair of variants, with its band, and `more` columns."""
    proven = (
        f"({_proves(resolver, Proof.PERSON)} OR ({_proves(resolver, Proof.NAME)} AND "
        f"({_proves(resolver, Proof.HOUSEHOLD)} OR {_proves(resolver, Proof.HALF, 2)})))"
    )
    added = (more or {}).items()
    return f"""
        WITH judged AS (
            SELECT least(profile_id_l, profile_id_r) AS profile_a, greatest(profile_id_l, profile_id_r) AS profile_b,
                unique_id_l, unique_id_r, round(match_weight, {_DECIMALS}) + 0 AS match_weight,
                {_proves(resolver, Proof.CONFLICT)} AS conflict, {_proves(resolver, Proof.BAR)} AS barred,
                {proven} AS proven, {_count(resolver, lambda level: level.look)} > 0 AS look,
                {_count(resolver, lambda level: level.proof in BEYOND_THE_NAME)} > 0 AS beyond,
                {_evidence(resolver)} AS evidence {"".join(f", {sql} AS {column}" for column, sql in added)}
            FROM {scored}
        )
        SELECT profile_a, profile_b, match_weight,
            round(1 / (1 + pow(2, -match_weight)), 6) AS match_probability,
            CASE WHEN match_weight >= {resolver.same_at} AND proven AND NOT barred AND NOT conflict THEN 'same'
                 WHEN (match_weight >= {resolver.review_at} AND beyond) OR look THEN 'review' ELSE 'different' END
                AS band,
            conflict, evidence {"".join(f", {column}" for column, _ in added)}
        FROM judged
        QUALIFY row_number() OVER (
            PARTITION BY profile_a, profile_b ORDER BY conflict, match_weight DESC, unique_id_l, unique_id_r) = 1
    """
