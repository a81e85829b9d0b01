"""Trains a resolver's model with Splink: u from random pairs, m by expectation maximisation, both reproducible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, block_on

from fundlink.resolution.declaration import Resolver
from fundlink.resolution.features import make_features
from fundlink.resolution.model import Model, settings
from fundlink.resolution.profiles import load_mentions, make_profiles
from fundlink.tables import connect

_SEED = 20
_LEAST_M, _LEAST_U = 1e-3, 1e-5
"""No share is taken to be smaller than these: a level that training never saw is not impossible."""


def train(resolver: Resolver, mentions: Sequence[Path], trained_on: Mapping[str, Any]) -> Model:
    """Train on mention tables.

    Args:
        resolver: what to train; its own model file is not read.
        mentions: mention tables of one world.
        trained_on: what to write into the model about it.
    """
    with connect() as connection:
        connection.execute("SET threads = 1")
        count = load_mentions(connection, mentions, "person")
        make_profiles(connection)
        make_features(connection, None)
        terms = {column: _terms(connection, column, only_ordered=True) for column in ("given", "surname")}
        make_features(connection, terms)
        terms = {column: _terms(connection, column) for column in resolver.terms}
        made = Linker(DuckDBAPI(connection=connection).register("features"), settings(resolver), log_level=None)
        made.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=_SEED, min_count_per_level=None)
        for columns in resolver.training:
            made.training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns), max_pairs=1e6, record_sample_proportion=1.0
            )
        parameters = made.misc.save_model_to_json()
    m = _parameters(resolver, parameters, "m_probability", _LEAST_M)
    u = _parameters(resolver, parameters, "u_probability", _LEAST_U)
    return Model(1 / max(count, 10_000), m, u, terms, {**trained_on, "mentions": count})


def _terms(connection: duckdb.DuckDBPyConnection, column: str, *, only_ordered: bool = False) -> dict[str, float]:
    """Share of records with each term; terms of one record are left out, which would only name people."""
    where = f"{column} IS NOT NULL" + (" AND ordered" if only_ordered else "")
    rows = connection.execute(f"""
        SELECT {column}, round(count(*) / (SELECT count(*) FROM features WHERE {where}), 7) AS share
        FROM features WHERE {where} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL
    """).fetchall()
    return dict(rows)


def _parameters(
    resolver: Resolver, parameters: Mapping[str, Any], key: str, least: float
) -> dict[str, dict[str, float]]:
    """Trained shares by comparison and label; a level that was never seen gets the least."""
    found: dict[str, dict[str, float]] = {}
    for comparison, trained in zip(resolver.comparisons, parameters["comparisons"], strict=True):
        levels = [level for level in trained["comparison_levels"] if not level.get("is_null_level")]
        shares = [value if isinstance(value := lv.get(key), float) else least for lv in levels]
        found[comparison.name] = {
            level.label: float(f"{max(share, least):.6g}")
            for level, share in zip(comparison.levels, shares, strict=True)
        }
    return found
