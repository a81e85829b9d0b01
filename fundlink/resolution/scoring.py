"""Scores pairs with Splink and the frozen model, and says in which band each falls and why."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from fundlink.resolution.columns import count, fetch, store, text
from fundlink.resolution.declaration import (
    AGREEMENTS,
    BEYOND_THE_NAME,
    ENOUGH_AGREEMENTS,
    Comparison,
    Level,
    Proof,
    Resolver,
)
from fundlink.resolution.model import APART, Model, level_bits, settings
from fundlink.resolution.weighing import weighed

# Splink takes longer to import than to answer why: not for those who ask that.
if TYPE_CHECKING:
    from splink import Linker
    from splink.internals.splink_dataframe import SplinkDataFrame

_DECIMALS = 2
"""Weights are rounded before they are compared, so that no order of additions shows."""


_AT_ONCE = 3_000_000
"""Pairs of profiles that Splink scores at once, which bounds its memory. It gathers the features for each time anew."""


def linker(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model) -> Linker:
    """A Splink linker over `compared`, the features of the profiles at hand: frozen weights and term frequencies."""
    from splink import DuckDBAPI, Linker

    _store_terms(connection, resolver, model)
    api = DuckDBAPI(connection=connection)
    # Splink's check of the settings says only what a resolver's tests say, and costs a third of a second.
    registered = api.register("compared")
    made = Linker(registered, settings(resolver, model), log_level=None, validate_settings=False)
    for column in resolver.terms:
        made.table_management.register_term_frequency_lookup(api.register(f"terms_{column}"), column)
    return made


def _store_terms(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model) -> None:
    """Make `terms_<column>`, the share of each term of `compared`: of one that the model has never seen, the least."""
    for column in resolver.terms:
        known = model.terms[column]
        terms = fetch(connection, f"SELECT DISTINCT {column} FROM compared WHERE {column} IS NOT NULL")
        rarest = min(known.values())
        shares = pa.array([known.get(term, rarest) for term in terms], pa.float64())
        store(connection, f"terms_{column}", text(**{column: terms}).append_column(f"tf_{column}", shares))


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


def _evidence(resolver: Resolver, model: Model) -> str:
    """SQL: list of `comparison: level +weight`, what could not be compared left out."""
    weights = level_bits(resolver, model)
    items = []
    for comparison in resolver.comparisons:
        name, top = comparison.name, len(comparison.levels) - 1
        cases = []
        for at, level in enumerate(comparison.levels):
            # Most levels have one weight, and to print one for each pair takes longer than all the rest.
            printed = (
                f"printf('%+.1f', round(bits_{name}, 1))" if level.terms else f"'{weights[name][level.label]:+.1f}'"
            )
            cases.append(f"WHEN {top - at} THEN '{name}: {level.label} ' || {printed}")
        items.append(f"CASE gamma_{name} {' '.join(cases)} END")
    return f"list_filter([{', '.join(items)}], lambda item: item IS NOT NULL)"


def _with_levels(resolver: Resolver, model: Model, predicted: str) -> str:
    """SQL: scored pairs with the level of each comparison (`gamma_...`), told by its weight."""
    levels = []
    for comparison, weights in zip(resolver.comparisons, level_bits(resolver, model).values(), strict=True):
        cases = " ".join(
            f"WHEN abs(mw_{comparison.name} - {weight!r}) < {APART / 2} THEN {len(weights) - 1 - at}"
            for at, weight in enumerate(weights.values())
        )
        levels.append(f"CASE {cases} ELSE -1 END AS gamma_{comparison.name}")
    return f"(SELECT *, {', '.join(levels)} FROM {predicted})"


def score(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, made: Linker) -> Iterator[str]:
    """Score the pairs of profiles in `blocked(a, b)` with the linker of `compared`, part by part.

    Yields SQL of each part, to be put somewhere before the next: one row a pair, its best pair of variants, with a, b,
    match_weight, band, conflict, doubt, overrules (`same` by a `NUMBER` or `SLIP`, whatever the doubt), evidence.
    """
    pairs = count(connection, "blocked")
    parts = math.ceil(pairs / _AT_ONCE)
    for part in range(parts):
        first, end = (pairs * at // parts for at in (part, part + 1))
        _expand(connection, f"SELECT a, b FROM blocked LIMIT {end - first} OFFSET {first}")
        predicted = _predict(connection, made)
        yield _judged(resolver, model, _with_levels(resolver, model, predicted.physical_name))
        # Splink would give the same answer again for the next table of this name.
        predicted.drop_table_from_database_and_remove_from_cache()


def _expand(connection: duckdb.DuckDBPyConnection, pairs: str) -> None:
    """Make `variant_pairs`, as Splink wants them: each variant of one profile with each of the other.

    A profile is compared with itself variant by variant: two mentions that say the same.
    """
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE variant_pairs AS
        SELECT l.unique_id AS join_key_l, r.unique_id AS join_key_r, '0' AS match_key
        FROM ({pairs}) p JOIN compared l ON l.profile = p.a JOIN compared r ON r.profile = p.b
        WHERE p.a <> p.b OR l.unique_id = r.unique_id
    """)


def weigh(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model) -> list[dict[str, Any]]:
    """Score the pairs in `blocked`, a <= b, as `score` does, strongest first, with each comparison's level and weight.

    Beside the columns of `score`: `<comparison>_a` and `_b`, what was compared; `gamma_<comparison>`, the level
    counted from the last, -1 when unknown; `bits_<comparison>`, its weight with the adjustment for rare terms.
    """
    more: dict[str, str] = {}
    for name in (comparison.name for comparison in resolver.comparisons):
        more |= {f"gamma_{name}": f"gamma_{name}", f"bits_{name}": f"bits_{name}"}
        more |= {f"{name}_a": f"{name}_l", f"{name}_b": f"{name}_r"}
    _expand(connection, "SELECT a, b FROM blocked")
    _store_terms(connection, resolver, model)
    judged = _judged(resolver, model, weighed(resolver, model), more)
    found = connection.execute(f"{judged} ORDER BY match_weight DESC, a, b").to_arrow_table()
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def _predict(connection: duckdb.DuckDBPyConnection, made: Linker) -> SplinkDataFrame:
    from splink import DuckDBAPI

    made.table_management.register_blocked_pairs_for_predict(DuckDBAPI(connection=connection).register("variant_pairs"))
    return made.inference.predict(warning_mode="never")


def _judged(resolver: Resolver, model: Model, scored: str, more: Mapping[str, str] | None = None) -> str:
    """SQL: one row a pair of profiles, its best pair of variants, with its band, and `more` columns."""
    number, conflict = _proves(resolver, Proof.NUMBER), _proves(resolver, Proof.CONFLICT)
    enough = f"{_count(resolver, lambda level: level.proof in AGREEMENTS)} >= {ENOUGH_AGREEMENTS}"
    # A number counts among what agrees, a number with a slip does not.
    overrules = f"({number} OR ({_proves(resolver, Proof.SLIP)} AND {enough}))"
    outweighed = f"({overrules} AND {enough} AND NOT {conflict})"
    halves = f"({_proves(resolver, Proof.HALF, 2)} AND weight >= {resolver.halves_at})"
    proven = (
        f"({_proves(resolver, Proof.PERSON)} OR {number} OR ({_proves(resolver, Proof.NAME)} AND "
        f"({_proves(resolver, Proof.HOUSEHOLD)} OR {halves})))"
    )
    added = "".join(f", {sql} AS {column}" for column, sql in (more or {}).items())
    bits = [f"{_bits(comparison)} AS bits_{comparison.name}" for comparison in resolver.comparisons]
    weights = [f"{side}_{comparison.name}" for side in ("gamma", "bits") for comparison in resolver.comparisons]
    return f"""
        WITH weighed AS (SELECT *, {", ".join(bits)} FROM {scored}),
        judged AS (
            SELECT *, least(profile_l, profile_r) AS a, greatest(profile_l, profile_r) AS b,
                round(match_weight, {_DECIMALS}) + 0 AS weight,
                {conflict} AS conflict, {_proves(resolver, Proof.DOUBT)} AS doubted,
                doubted AND NOT {outweighed} AS apart, {_proves(resolver, Proof.BAR)} AND NOT {outweighed} AS barred,
                {overrules} AS overruling, {proven} AS proven, {_count(resolver, lambda level: level.look)} > 0 AS look,
                {_count(resolver, lambda level: level.proof in BEYOND_THE_NAME)} > 0 AS beyond
            FROM weighed
        ), banded AS (
            SELECT *, CASE
                WHEN weight >= {resolver.same_at} AND proven AND NOT (barred OR apart OR conflict) THEN 'same'
                WHEN (weight >= {resolver.review_at} AND beyond) OR look THEN 'review'
                ELSE 'different' END AS band
            FROM judged
        ), best AS (
            FROM banded
            QUALIFY row_number() OVER (
                PARTITION BY a, b ORDER BY conflict, apart, weight DESC, band DESC, {", ".join(weights)}) = 1
        )
        SELECT a, b, weight AS match_weight, band, conflict, apart OR (doubted AND band = 'same') AS doubt,
            band = 'same' AND overruling AS overrules, {_evidence(resolver, model)} AS evidence {added}
        FROM best
    """
