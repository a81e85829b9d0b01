"""Scores a handful of pairs without Splink, whose import alone takes longer than an answer may.

The one place where Splink's arithmetic stands a second time, kept to the letter: a pair is on the first level whose
condition holds; a level weighs log2(m / u); and a term adds how much rarer it is than agreeing on its column is.
`tests/resolution/test_explain.py` holds every level and weight against Splink's, to the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from fundlink.resolution.declaration import Comparison, Level, Resolver
from fundlink.resolution.model import Model, told_apart
from fundlink.resolution.verdict import prior_bits


def weighed(resolver: Resolver, model: Model) -> str:
    """SQL: the pairs of `variant_pairs` as Splink predicts them.

    Needs `compared`, and `terms_<column>` with the share of each of its terms. Columns: `<column>_l` and `_r`; of each
    comparison `gamma_`, `mw_`, and `mw_tf_adj_` where it has terms; `match_weight`.
    """
    columns = (*resolver.compared, *(f"tf_{column}" for column in resolver.terms), "profile")
    sides = ", ".join(f"{side}.{column} AS {column}_{side}" for column in columns for side in "lr")
    terms = " ".join(f"LEFT JOIN terms_{column} USING ({column})" for column in resolver.terms)
    levels = ", ".join(_level(comparison) for comparison in resolver.comparisons)
    u = told_apart(resolver, model)
    parts: dict[str, str] = {}
    for comparison in resolver.comparisons:
        parts |= _parts(comparison, model.m[comparison.name], u[comparison.name])
    return f"""(
        WITH told AS (FROM compared {terms}),
        paired AS (
            SELECT {sides} FROM variant_pairs
            JOIN told l ON l.unique_id = join_key_l JOIN told r ON r.unique_id = join_key_r
        ),
        placed AS (SELECT *, {levels} FROM paired),
        parts AS (SELECT *, {", ".join(f"{sql} AS {name}" for name, sql in parts.items())} FROM placed)
        SELECT *, {prior_bits(model)!r}::DOUBLE + {" + ".join(parts)} AS match_weight FROM parts)"""


def _level(comparison: Comparison) -> str:
    """SQL: the level that a pair is on, counted from the last; -1 when unknown."""
    *levels, _ = comparison.levels
    cases = " ".join(f"WHEN {level.when} THEN {len(levels) - at}" for at, level in enumerate(levels))
    return f"CASE WHEN {comparison.unknown} THEN -1 {cases} ELSE 0 END AS gamma_{comparison.name}"


def _parts(comparison: Comparison, m: Mapping[str, float], u: Mapping[str, float]) -> dict[str, str]:
    """SQL: the weight of the level that a pair is on, and what its term adds, by column."""
    name, top = comparison.name, len(comparison.levels) - 1
    bits, added = "", ""
    for at, level in enumerate(comparison.levels):
        bits += f" WHEN {top - at} THEN {math.log2(m[level.label] / u[level.label])!r}::DOUBLE"
        added += f" WHEN {top - at} THEN {_term(comparison, level, u)}" if level.terms else ""
    found = {f"mw_{name}": f"CASE gamma_{name} {bits} ELSE 0 END"}
    if added:
        found[f"mw_tf_adj_{name}"] = f"CASE gamma_{name} {added} ELSE 0 END"
    return found


def _term(comparison: Comparison, level: Level, u: Mapping[str, float]) -> str:
    """SQL: what a term adds on a level: by the commoner one of the two sides."""
    one, other = f"tf_{level.terms}_l", f"tf_{level.terms}_r"
    agreeing = next(lv for lv in comparison.levels if lv.when == f"{level.terms}_l = {level.terms}_r")
    usual = f"{math.log2(u[agreeing.label])!r}::DOUBLE"
    # Where neither side has the term, nothing is added: so Splink.
    share = f"greatest(coalesce({one}, {other}), coalesce({other}, {one}))"
    return f"coalesce({level.terms_share!r}::DOUBLE * ({usual} - log2({share})), 0)"
