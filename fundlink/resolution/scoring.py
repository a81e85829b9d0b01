"""Scores pairs with Splink's SQL and the frozen model, and says in which band each falls and why."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from fundlink.config import Home
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
from fundlink.resolution.evidence import evidence_sql
from fundlink.resolution.model import Model, any_term
from fundlink.resolution.predicting import VARIANT_PAIRS, predicting

_DECIMALS = 2
"""Weights are rounded before they are compared, so that no order of additions shows."""


_FEW = 200_000
"""Pairs that are scored as one part: to find those of several variants takes longer than to look at all."""

_AT_ONCE = 3_000_000
"""Pairs of profiles that are scored at once, which bounds the memory of it."""


def make_terms(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model) -> None:
    """Make `terms_<column>`, the share of each term of `compared`: of one that the model has never seen, the least."""
    for column in resolver.terms:
        known = model.terms[column]
        terms = fetch(connection, f"SELECT DISTINCT {column} FROM compared WHERE {column} IS NOT NULL")
        # Of terms that training never saw none is rarer than another.
        rarest = min(known.values(), default=any_term(resolver, model, column))
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


def _proofs(resolver: Resolver, proof: Proof) -> str:
    """SQL: how many comparisons prove that."""
    return _count(resolver, lambda level: level.proof is proof)


def _differ(resolver: Resolver) -> str:
    """SQL: a bit for each of the resolver's parts that both tell in full, and in which they are two people's."""

    def differ(part: Comparison) -> str:
        of_two = _on(part, lambda level: level.proof in (Proof.BAR, Proof.STRANGER))
        return f"coalesce({of_two} AND {part.name}_l <> {part.name}_r, false)"

    return _mask(map(differ, resolver.of_parts))


def _silent(resolver: Resolver) -> str:
    """SQL: a bit for each of the resolver's parts in which the two records do not agree.

    Beside evidence of one person only the given name is asked: twins have one birth date, and two given names.
    """

    def silent(part: Comparison, agreeing: Proof) -> str:
        agree = _on(part, lambda level: level.proof is agreeing)
        return f"NOT {agree}" if agreeing is Proof.NAME else f"NOT {agree} AND proves_person = 0"

    return _mask(silent(part, resolver.parts[part.name]) for part in resolver.of_parts)


def _mask(conditions: Iterable[str]) -> str:
    return f"({' + '.join(f'({told})::INTEGER * {1 << at}' for at, told in enumerate(conditions)) or '0'})::UTINYINT"


def _proving(proofs: Iterable[Proof]) -> str:
    """SQL: how many prove any of these, of what `_proofs` counted."""
    return "(" + " + ".join(f"proves_{proof}" for proof in sorted(proofs)) + ")"


def _bits(comparison: Comparison) -> str:
    """SQL: the weight of the level the pair is on, adjusted by how rare the term is."""
    terms = any(level.terms for level in comparison.levels)
    return f"(mw_{comparison.name}{f' + mw_tf_adj_{comparison.name}' if terms else ''})"


def score(
    connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, home: Home | None = None
) -> Iterator[str]:
    """Score the pairs of profiles in `blocked(a, b)`, part by part. Needs `compared` and its terms.

    Yields SQL of each part, to be put somewhere before the next: one row a pair, its best pair of variants, with a, b,
    match_weight, band, conflict, doubt, overrules (`same` by a `NUMBER` or `SLIP`, whatever the doubt), mistyped
    (nothing but a slip in a number speaks against one person), differ (bits of the resolver's parts in which they are
    two people's), silent (bits of those in which a pair that is `same` without a document does not agree), evidence.
    """
    predicted = predicting(connection, resolver, model, home)
    pairs = count(connection, "blocked")
    if pairs <= _FEW:
        _expand(connection, "FROM blocked")
        with _shared_out(connection):
            yield _judged(resolver, model, predicted, several=True)
        return
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE several AS SELECT profile FROM compared GROUP BY profile HAVING count(*) > 1
    """)
    among = "(a IN (FROM several) OR b IN (FROM several))"
    _expand(connection, f"FROM blocked WHERE {among}")
    yield _judged(resolver, model, predicted, several=True)
    parts = math.ceil(pairs / _AT_ONCE)
    for part in range(parts):
        first, end = (pairs * at // parts for at in (part, part + 1))
        _expand(connection, f"FROM (FROM blocked LIMIT {end - first} OFFSET {first}) WHERE NOT {among}")
        yield _judged(resolver, model, predicted, several=False)


@contextmanager
def _shared_out(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let all threads work on few rows: DuckDB gives 122,880 to a thread, and each of these takes long."""
    connection.execute("PRAGMA verify_parallelism")
    yield
    connection.execute("PRAGMA disable_verify_parallelism")


def _expand(connection: duckdb.DuckDBPyConnection, pairs: str) -> None:
    """Make `variant_pairs`: each variant of one profile with each of the other.

    A profile is compared with itself variant by variant: two mentions that say the same.
    """
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE {VARIANT_PAIRS};
        INSERT INTO variant_pairs
        SELECT l.unique_id, r.unique_id, ''
        FROM ({pairs}) p JOIN compared l ON l.profile = p.a JOIN compared r ON r.profile = p.b
        WHERE p.a <> p.b OR l.unique_id = r.unique_id
    """)


def weigh(
    connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, home: Home | None = None
) -> list[dict[str, Any]]:
    """Score the pairs in `blocked`, a <= b, as `score` does, strongest first, with each comparison's level and weight.

    Beside the columns of `score`: `<comparison>_a` and `_b`, what was compared; `gamma_<comparison>`, the level
    counted from the last, -1 when unknown; `bits_<comparison>`, its weight with the adjustment for rare terms.
    """
    more: dict[str, str] = {}
    for name in (comparison.name for comparison in resolver.comparisons):
        more |= {f"gamma_{name}": f"gamma_{name}", f"bits_{name}": f"bits_{name}"}
        more |= {f"{name}_a": f"{name}_l", f"{name}_b": f"{name}_r"}
    _expand(connection, "FROM blocked")
    make_terms(connection, resolver, model)
    judged = _judged(resolver, model, predicting(connection, resolver, model, home), more, several=True)
    found = connection.execute(f"{judged} ORDER BY match_weight DESC, a, b").to_arrow_table()
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def _judged(
    resolver: Resolver, model: Model, predicted: str, more: Mapping[str, str] | None = None, *, several: bool
) -> str:
    """SQL: one row a pair of profiles with its band, and `more` columns: the best, where they have `several` variants.

    To find the best is to hold all of them at once, which takes as long as to predict them.
    """
    # Step by step: within AND, OR and CASE, DuckDB works out again what it has worked out before.
    proofs = [f"{_proofs(resolver, proof)} AS proves_{proof}" for proof in Proof]
    added = "".join(f", {sql} AS {column}" for column, sql in (more or {}).items())
    bits = [f"{_bits(comparison)} AS bits_{comparison.name}" for comparison in resolver.comparisons]
    weights = [f"{side}_{comparison.name}" for side in ("gamma", "bits") for comparison in resolver.comparisons]
    best = f"""(
        FROM banded
        QUALIFY row_number() OVER (
            PARTITION BY a, b ORDER BY conflict, apart, weight DESC, band DESC, {", ".join(weights)},
                {_differ(resolver)} DESC) = 1
    )"""
    return f"""
        WITH counted AS (
            SELECT *, least(profile_l, profile_r) AS a, greatest(profile_l, profile_r) AS b,
                round(match_weight, {_DECIMALS}) + 0 AS weight, {", ".join(bits)}, {", ".join(proofs)},
                {_count(resolver, lambda level: level.look)} AS looks
            FROM ({predicted})
        ), agreeing AS (
            SELECT *, {_proving(AGREEMENTS)} >= {ENOUGH_AGREEMENTS} AS enough,
                {_proving(BEYOND_THE_NAME)} > 0 AS beyond, proves_conflict > 0 AS conflict
            FROM counted
        ), proven AS (
            -- A number counts among what agrees, a number with a slip does not.
            SELECT *, proves_number > 0 OR (proves_slip > 0 AND enough) AS overruling,
                proves_person > 0 OR proves_number > 0
                    OR (proves_name + proves_initial > 0 AND proves_stranger = 0 AND (
                        proves_household > 0 OR (proves_half >= 2 AND weight >= {resolver.halves_at}))) AS proven
            FROM agreeing
        ), outweighing AS (
            SELECT *, overruling AND enough AND NOT conflict AS outweighed FROM proven
        ), judged AS (
            SELECT *, proves_doubt > 0 AND NOT outweighed AS apart, proves_bar > 0 AND NOT outweighed AS stopped
            FROM outweighing
        ), banded AS (
            SELECT *, CASE
                WHEN weight >= {resolver.same_at} AND proven AND NOT (stopped OR apart OR conflict) THEN 'same'
                WHEN (weight >= {resolver.review_at} AND beyond) OR looks > 0 THEN 'review'
                ELSE 'different' END AS band
            FROM judged
        )
        SELECT a, b, weight AS match_weight, band, conflict, apart OR (proves_doubt > 0 AND band = 'same') AS doubt,
            band = 'same' AND overruling AS overrules,
            CASE WHEN conflict AND NOT (stopped OR apart) AND proves_name > 0 AND proves_person > 0
                THEN {resolver.mistyped} ELSE false END AS mistyped,
            {_differ(resolver)} AS differ,
            CASE WHEN band = 'same' AND NOT overruling THEN {_silent(resolver)} ELSE 0 END AS silent,
            {evidence_sql(resolver, model)} AS evidence {added}
        FROM {best if several else "banded"}
    """
