"""What a pair tells of itself, item by item: `comparison: level +weight`, before it what a human said of the two."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import duckdb

from fundlink.resolution.declaration import Band, Comparison, Level, Resolver
from fundlink.resolution.model import Model, any_term, level_bits

HUMAN_SAME, HUMAN_NOT_SAME = "human: same", "human: not same"

TYPE = "state.evidence"
"""SQL: the type of one item in a state. Kept as numbers, so few texts take half the time to be written."""


BAND = "state.band"
"""SQL: likewise the type of a band."""


def make_types(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model) -> None:
    """Make the types of an item, which is all that a pair may tell with this model, and of a band; if not there."""
    items = dict.fromkeys((HUMAN_SAME, HUMAN_NOT_SAME))
    for comparison in resolver.comparisons:
        for level in comparison.levels:
            items |= dict.fromkeys(_items(resolver, model, comparison, level))
    told, bands = (", ".join(f"'{item}'" for item in values) for values in (items, reversed(Band)))
    connection.execute(f"""
        CREATE TYPE IF NOT EXISTS {TYPE} AS ENUM ({told});
        CREATE TYPE IF NOT EXISTS {BAND} AS ENUM ({bands})
    """)


def _items(resolver: Resolver, model: Model, comparison: Comparison, level: Level) -> Iterator[str]:
    """What is told of a level: its weight is the model's, or one for each tenth of a bit that rare terms may make."""
    start, bits = f"{comparison.name}: {level.label}", level_bits(model, comparison.name, level)
    if not level.terms:
        yield f"{start} {bits:+.1f}"
        return
    # As Splink has it: a term weighs by how much rarer it is than the agreement on any term.
    usual = any_term(resolver, model, level.terms)
    shares = [*model.terms[level.terms].values()] or [usual]
    low, high = (bits + level.terms_share * math.log2(usual / share) for share in (max(shares), min(shares)))
    for tenths in range(math.floor(10 * low), math.ceil(10 * high) + 1):
        yield f"{start} {tenths / 10:+.1f}"
    yield f"{start} -0.0"


def evidence_sql(resolver: Resolver, model: Model) -> str:
    """SQL: the items of a pair, of its `gamma_<comparison>` and `bits_<comparison>`; what is unknown is left out."""
    items = []
    for comparison in resolver.comparisons:
        name, top = comparison.name, len(comparison.levels) - 1
        cases = []
        for at, level in enumerate(comparison.levels):
            # Most levels have one weight, and to print one for each pair takes longer than all the rest.
            printed = (
                f"printf('%+.1f', round(bits_{name}, 1))" if level.terms else f"'{level_bits(model, name, level):+.1f}'"
            )
            cases.append(f"WHEN {top - at} THEN '{name}: {level.label} ' || {printed}")
        items.append(f"CASE gamma_{name} {' '.join(cases)} END")
    return f"list_filter([{', '.join(items)}], lambda item: item IS NOT NULL)"


def levels_told(resolver: Resolver, items: Iterable[str]) -> dict[str, Level]:
    """The levels that the items of a pair tell of, by comparison."""
    told = {item.rpartition(" ")[0] for item in items}
    return {
        comparison.name: level
        for comparison in resolver.comparisons
        for level in comparison.levels
        if f"{comparison.name}: {level.label}" in told
    }
