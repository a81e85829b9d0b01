"""Scores pairs with Splink and the frozen model, and says in which band each falls and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker
from splink.internals.splink_dataframe import SplinkDataFrame

from fundlink.resolution.columns import count, fetch, store, text
from fundlink.resolution.declaration import AGREEMENTS, ENOUGH_AGREEMENTS, Comparison, Level, Proof, Resolver
from fundlink.resolution.model import APART, Model, level_bits, settings

BEYOND_THE_NAME = frozenset((Proof.PERSON, Proof.NUMBER, Proof.SLIP, Proof.HOUSEHOLD, Proof.HALF, Proof.HINT))
"""What makes a pair worth a human's look."""

_DECIMALS = 2
"""Weights are rounded before they are compared, so that no order of additions shows."""


_AT_ONCE = 400_000
"""Pairs of profiles that Splink scores at once: what bounds its memory."""


def linker(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, *, values: bool = False) -> Linker:
    """A Splink linker over `compared`, the features of the profiles at hand: frozen weights and term frequencies.

    `values`: to be asked by `weigh`. A term the model has never seen is as frequent as its rarest one.
    """
    api = DuckDBAPI(connection=connection)
    # Splink's check of the settings says only what a resolver's tests say, and costs a third of a second.
    registered = api.register("compared")
    made = Linker(registered, settings(resolver, model, values=values), log_level=None, validate_settings=False)
    for column in resolver.terms:
        known = model.terms[column]
        table, share = f"terms_{column}", f"tf_{column}"
        terms = fetch(connection, f"SELECT DISTINCT {column} FROM compared WHERE {column} IS NOT NULL")
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


def score(
    connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, keep: str, made: Linker | None = None
) -> None:
    """Score the pairs of profiles in `blocked(a, b)` into `scored`, one row a pair: its best pair of variants.

    `scored` has a, b, match_weight, band, conflict, doubt, overrules (`same` by a `NUMBER` or `SLIP`, whatever
    the doubt), evidence.
    `keep` is an SQL condition on it. `made` is the linker of `compared` as it is now, where there is one already.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE scored (
            a BIGINT, b BIGINT, match_weight DOUBLE, band VARCHAR, conflict BOOLEAN, doubt BOOLEAN, overrules BOOLEAN,
            evidence VARCHAR[])
    """)
    made = made or linker(connection, resolver, model)
    for first in range(0, count(connection, "blocked"), _AT_ONCE):
        _expand(connection, f"SELECT a, b FROM blocked LIMIT {_AT_ONCE} OFFSET {first}")
        predicted = _predict(connection, made)
        judged = _judged(resolver, _with_levels(resolver, model, predicted.physical_name))
        connection.execute(f"INSERT INTO scored FROM ({judged}) WHERE {keep}")
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
    """Score the pairs in `blocked` as `score` does, strongest first, with the level and weight of each comparison.

    Beside the columns of `score`: `<comparison>_a` and `_b`, what was compared; `gamma_<comparison>`, the level
    counted from the last, -1 when unknown; `bits_<comparison>`, its weight with the adjustment for rare terms.
    """
    more: dict[str, str] = {}
    for comparison in resolver.comparisons:
        name = comparison.name
        more |= {f"gamma_{name}": f"gamma_{name}", f"bits_{name}": _bits(comparison)}
        for side, one, other in (("a", "l", "r"), ("b", "r", "l")):
            more[f"{name}_{side}"] = f"CASE WHEN profile_l <= profile_r THEN {name}_{one} ELSE {name}_{other} END"
    _expand(connection, "SELECT a, b FROM blocked")
    predicted = _predict(connection, linker(connection, resolver, model, values=True))
    found = connection.execute(
        f"{_judged(resolver, predicted.physical_name, more)} ORDER BY match_weight DESC, a, b"
    ).to_arrow_table()
    predicted.drop_table_from_database_and_remove_from_cache()
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def _predict(connection: duckdb.DuckDBPyConnection, made: Linker) -> SplinkDataFrame:
    made.table_management.register_blocked_pairs_for_predict(DuckDBAPI(connection=connection).register("variant_pairs"))
    return made.inference.predict(warning_mode="never")


def _judged(resolver: Resolver, scored: str, more: Mapping[str, str] | None = None) -> str:
    """SQL: one row a pair of profiles, its best pair of variants, with its band, and `more` columns."""
    number, conflict = _proves(resolver, Proof.NUMBER), _proves(resolver, Proof.CONFLICT)
    enough = f"{_count(resolver, lambda level: level.proof in AGREEMENTS)} >= {ENOUGH_AGREEMENTS}"
    # A number counts among what agrees, a number with a slip does not.
    overrules = f"({number} OR ({_proves(resolver, Proof.SLIP)} AND {enough}))"
    outweighed = f"({overrules} AND {enough} AND NOT {conflict})"
    proven = (
        f"({_proves(resolver, Proof.PERSON)} OR {number} OR ({_proves(resolver, Proof.NAME)} AND "
        f"({_proves(resolver, Proof.HOUSEHOLD)} OR {_proves(resolver, Proof.HALF, 2)})))"
    )
    added = (more or {}).items()
    return f"""
        WITH judged AS (
            SELECT least(profile_l, profile_r) AS a, greatest(profile_l, profile_r) AS b,
                round(match_weight, {_DECIMALS}) + 0 AS match_weight,
                {conflict} AS conflict, {_proves(resolver, Proof.DOUBT)} AS doubted,
                doubted AND NOT {outweighed} AS apart, {_proves(resolver, Proof.BAR)} AND NOT {outweighed} AS barred,
                {overrules} AS overruling, {proven} AS proven, {_count(resolver, lambda level: level.look)} > 0 AS look,
                {_count(resolver, lambda level: level.proof in BEYOND_THE_NAME)} > 0 AS beyond,
                {_evidence(resolver)} AS evidence {"".join(f", {sql} AS {column}" for column, sql in added)}
            FROM {scored}
        ), banded AS (
            SELECT *, CASE
                WHEN match_weight >= {resolver.same_at} AND proven AND NOT (barred OR apart OR conflict) THEN 'same'
                WHEN (match_weight >= {resolver.review_at} AND beyond) OR look THEN 'review'
                ELSE 'different' END AS band
            FROM judged
        )
        SELECT a, b, match_weight, band, conflict, apart OR (doubted AND band = 'same') AS doubt,
            band = 'same' AND overruling AS overrules, evidence
            {"".join(f", {column}" for column, _ in added)}
        FROM banded
        QUALIFY row_number() OVER (
            PARTITION BY a, b ORDER BY conflict, apart, match_weight DESC, band DESC, evidence) = 1
    """
