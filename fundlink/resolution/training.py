"""Trains a resolver's model: u counted on pairs drawn by chance, m by Splink's expectation maximisation.

Reproducible: the same mentions and seed give the same model, in any order of rows. The seed decides what is drawn where
there is too much to look at.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, block_on
from splink.internals.comparison_level import M_U_CLAMP_MIN, ComparisonLevel

from fundlink.resolution.chance import chance_shares
from fundlink.resolution.columns import count
from fundlink.resolution.declaration import Comparison, Level, Resolver, columns_of, equality
from fundlink.resolution.drawing import draw_blocks, draw_profiles, drawn_by_chance
from fundlink.resolution.features import features_sql, make_features
from fundlink.resolution.model import Model, Shares, comparisons_digest, settings
from fundlink.resolution.profiles import view_mentions
from fundlink.resolution.result import Stages
from fundlink.tables import connect

SEED = 20
_PROFILES_FOR_ORDER = 40_000
"""Profiles that tell which words are given names and which surnames."""

_LEAST_M, _LEAST_U = 1e-3, 1e-5
"""No share is taken to be smaller than these: what training hardly ever saw is not impossible."""


class _FlooredLevel(ComparisonLevel):
    """A level of Splink whose m never becomes nothing.

    In a small home a level may be one on which only different people agree. Each round makes its m smaller, until
    Splink refuses to go on; what it has found by then is right, and `_completed` makes it `_LEAST_M`.
    """

    @property
    def m_probability(self) -> float | None:
        return super().m_probability

    @m_probability.setter
    def m_probability(self, value: float | str | None) -> None:
        self._m_probability = max(value, M_U_CLAMP_MIN) if isinstance(value, float) else value


def train(
    resolver: Resolver,
    mentions: Sequence[Path],
    trained_on: Mapping[str, Any],
    seed: int = SEED,
    threads: int = 1,
    stages: Stages | None = None,
) -> Model:
    """Train on mention tables.

    Args:
        resolver: what to train; its own model file is not read.
        mentions: mention tables of one world.
        trained_on: what to write into the model about it, beside what is known here.
        seed: of all that is drawn.
        threads: of the expectation maximisation: with more than one, sums may differ in the last digits.
        stages: told how long each takes.
    """
    stages = stages or Stages("training")
    # Splink says of each training round what it cannot learn there; another round learns it.
    logging.getLogger("splink").setLevel(logging.ERROR)
    with connect() as connection:
        with stages.stage("mentions"):
            view_mentions(connection, mentions, "person")
            mentioned = count(connection, "mentions")
            draw_profiles(connection, resolver, seed)
        terms = _prepare(connection, resolver, seed, stages)
        with stages.stage("chance"):
            u = chance_shares(connection, resolver, seed)
        with stages.stage("matching"):
            blocks = draw_blocks(connection, resolver, seed)
            # All before this only counts, which any number of threads does alike.
            connection.execute(f"SET threads = {threads:d}")
            m = _matching_shares(connection, resolver, u, blocks)
    known = {
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
        "mentions": mentioned,
        "training_seed": seed,
        "splink": version("splink"),
        "comparisons": comparisons_digest(resolver),
    }
    return Model(1 / max(mentioned, 10_000), *_completed(resolver, m, u), terms, {**trained_on, **known})


def _prepare(
    connection: duckdb.DuckDBPyConnection, resolver: Resolver, seed: int, stages: Stages
) -> dict[str, dict[str, float]]:
    """Make `compared`, the features of the drawn profiles, and find the shares of the terms."""
    connection.execute(f"""
        CREATE TEMP TABLE for_order AS
        FROM {drawn_by_chance("drawn")} ORDER BY hash({seed}, content), content LIMIT {_PROFILES_FOR_ORDER}
    """)
    with stages.stage("folding"):
        make_features(connection, "for_order", None)
        order = {column: _terms(connection, "features WHERE ordered", column) for column in ("given", "surname")}
        features = features_sql(connection, "drawn", order)
    with stages.stage("features"):
        connection.execute(f"CREATE TABLE compared AS {features} ORDER BY unique_id")
        connection.execute(f"CREATE TEMP TABLE by_chance AS {drawn_by_chance('compared')}")
        return {column: _terms(connection, "by_chance", column) for column in resolver.terms}


def _terms(connection: duckdb.DuckDBPyConnection, records: str, column: str) -> dict[str, float]:
    """Share of records with each term; terms of one record are left out, which would only name people."""
    rows = connection.execute(f"""
        WITH known AS (SELECT {column} FROM (FROM {records}) WHERE {column} IS NOT NULL)
        SELECT {column}, round(count(*) / (SELECT count(*) FROM known), 7) AS share
        FROM known GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL
    """).fetchall()
    return dict(rows)


def _matching_shares(
    connection: duckdb.DuckDBPyConnection, resolver: Resolver, u: Shares, blocks: Sequence[tuple[str, ...]]
) -> Shares:
    """Learn m with Splink, round by round, u and what is declared held fast: what was never seen is left out."""
    named = _named(connection, resolver)
    start = {
        comparison.name: {
            level.label: u[comparison.name].get(level.label, _LEAST_U) if level.u is None else level.u
            for level in comparison.levels
        }
        for comparison in resolver.comparisons
    }
    api = DuckDBAPI(connection=connection)
    made = Linker(api.register("compared"), settings(named, u=start), log_level=None, validate_settings=False)
    for each in made._settings_obj.core_model_settings.comparisons:
        for splinks in each.comparison_levels:
            splinks.__class__ = _FlooredLevel
    for columns in blocks:
        made.training.estimate_parameters_using_expectation_maximisation(
            # Without: rounds of pairs on the same levels, counted once, are cheap enough to go on until nothing moves.
            block_on(*columns),
            estimate_without_term_frequencies=True,
        )
    found: dict[str, dict[str, float]] = {}
    trained = made.misc.save_model_to_json()["comparisons"]
    for comparison, levels in zip(resolver.comparisons, (each["comparison_levels"] for each in trained), strict=True):
        shares = [level.get("m_probability") for level in levels if not level.get("is_null_level")]
        found[comparison.name] = _beside_declared(comparison.levels, shares) if u[comparison.name] else {}
    return found


def _named(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> Resolver:
    """The same resolver, with conditions that call macros of the connection.

    In each round Splink asks of each condition whether it is an equality: to find out of the long ones takes longer
    than all that is learned from them.
    """

    def name(comparison: Comparison, number: int, level: Level) -> Level:
        if level.when == "ELSE" or equality(level.when):
            return level
        columns = ", ".join(f"{column}_{side}" for column in sorted(columns_of(level.when)) for side in "lr")
        macro = f"{comparison.name}_{number}({columns})"
        connection.execute(f"CREATE OR REPLACE MACRO {macro} AS ({level.when})")
        return replace(level, when=macro)

    return replace(
        resolver,
        comparisons=tuple(
            replace(c, levels=tuple(name(c, number, level) for number, level in enumerate(c.levels)))
            for c in resolver.comparisons
        ),
    )


def _beside_declared(levels: Sequence[Level], shares: Sequence[Any]) -> dict[str, float]:
    """m of the levels: the learned ones make up what declared ones leave: pairs on those are not theirs to miss."""
    declared = {level.label: level.m for level in levels if level.m is not None}
    learned = {
        level.label: share
        for level, share in zip(levels, shares, strict=True)
        # Splink writes a word where it saw nothing.
        if level.m is None and isinstance(share, float)
    }
    # What it saw may be declared levels only.
    scale = (1 - sum(declared.values())) / (sum(learned.values()) or 1)
    return {**declared, **{label: share * scale for label, share in learned.items()}}


def _completed(resolver: Resolver, m: Shares, u: Shares) -> tuple[Shares, Shares]:
    """m and u of every level: as declared, else as learned; what training saw on neither side weighs nothing."""

    def least(level: Level, name: str) -> tuple[float, float]:
        seen = m[name].get(level.label), u[name].get(level.label)
        if level.m is not None and level.u is not None:
            return level.m, level.u
        if not m[name] or seen == (None, None):
            return _LEAST_M, _LEAST_M
        return max(seen[0] or 0, _LEAST_M), max(seen[1] or 0, _LEAST_U)

    shares = {c.name: {lv.label: least(lv, c.name) for lv in c.levels} for c in resolver.comparisons}
    of_m, of_u = (
        {name: {label: float(f"{both[side]:.6g}") for label, both in levels.items()} for name, levels in shares.items()}
        for side in (0, 1)
    )
    return of_m, of_u
