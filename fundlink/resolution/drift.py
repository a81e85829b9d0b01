"""How far a home has drifted from what its model was trained on: when retraining is due, and by how much.

Each measure is a distribution, told as shares of its categories. The one now is held against the one at training by
the population stability index, the sum of (now - then) * ln(now / then): under 0.1 is stable, from 0.25 on another
population (Siddiqi, Credit Risk Scorecards, 2006). Size is told as a factor: the prior is one in the mentions of the
training.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.resolution.columns import count
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.model import Model, Shares, comparisons_digest
from fundlink.tables import scan

log = logging.getLogger(__name__)

DUE_INDEX = 0.25
"""Population stability index from which on retraining is due."""

DUE_FACTOR = 10.0
"""Times as many mentions as were trained on from which on retraining is due: the prior is off by three bits."""

_LEAST_SHARE = 1e-4
"""No share is taken to be smaller, so that one pair on a level never seen is no alarm."""

_ENOUGH = 1_000
"""Records or pairs that a distribution needs to say anything."""

_MOST_PAIRS = 50_000
"""Pairs that are looked at; beyond these a sample, so that the price does not grow with the home."""

_COLUMNS = ("measure", "field", "expected", "now", "index", "due", "model")

SCHEMA = pa.schema(
    [
        ("measure", pa.string()),
        ("field", pa.string()),
        ("expected", pa.string()),
        ("now", pa.string()),
        ("index", pa.float64()),
        ("due", pa.bool_()),
        ("model", pa.string()),
    ]
)


@dataclass(frozen=True)
class Drift:
    """One measure. `expected` and `now` are told for a reader; `index` is None where nothing can be said."""

    measure: str
    field: str
    expected: str
    now: str
    index: float | None
    due: bool
    model: str


def measure(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model) -> Shares:
    """What can drift, of a state: by `terms: <column>` and `levels: <comparison>`, share of each category.

    Terms are `known` to the model or `unknown`; levels are those of the pairs of the band `same`, `nothing known` among
    them. What there is too little of is left out.
    """
    found: dict[str, dict[str, float]] = {}
    for column in resolver.terms:
        connection.register("known_terms", pa.table({"term": pa.array(model.terms[column], pa.string())}))
        rows = connection.execute(f"""
            SELECT count({column}), count(*) FILTER ({column} NOT IN (SELECT term FROM known_terms)) FROM state.features
        """).fetchall()
        connection.unregister("known_terms")
        ((all_terms, unknown),) = rows
        if all_terms >= _ENOUGH:
            found[f"terms: {column}"] = {"known": 1 - unknown / all_terms, "unknown": unknown / all_terms}
    return found | _levels(connection, resolver)


def _levels(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> dict[str, dict[str, float]]:
    there = count(connection, "state.pairs WHERE band = 'same' AND a <> b")
    if there < _ENOUGH:
        return {}
    every = -(-there // _MOST_PAIRS)
    # By profiles, of which there are fewer: to read the two mentions of each pair takes four times as long.
    chosen = "true" if every == 1 else "(a IN (FROM looked) OR b IN (FROM looked))"
    rows = connection.execute(f"""
        WITH looked AS (SELECT profile FROM state.profiles WHERE hash(content) % {2 * every} = 0), looked_at AS (
            SELECT evidence FROM state.pairs WHERE band = 'same' AND a <> b AND {chosen}
        ), items AS (
            SELECT item, count(*) AS pairs FROM (SELECT unnest(evidence) AS item FROM looked_at) GROUP BY item
        ), told AS (
            SELECT regexp_extract(item::VARCHAR, '^(\\w+): (.*) [-+][0-9.]+$', ['comparison', 'level']) AS item, pairs
            FROM items
        )
        SELECT item.comparison, item.level, sum(pairs) / (SELECT count(*) FROM looked_at) FROM told
        GROUP BY ALL ORDER BY ALL
    """).fetchall()
    found: dict[str, dict[str, float]] = {f"levels: {comparison.name}": {} for comparison in resolver.comparisons}
    for comparison, level, share in rows:
        found[f"levels: {comparison}"][level] = share
    for shares in found.values():
        shares["nothing known"] = max(1 - sum(shares.values()), 0.0)
    return found


def drifts(resolver: Resolver, model: Model, mentions: int, now: Shares) -> list[Drift]:
    """Each measure now against training. What was not measured at both times is left out."""
    trained = int(model.trained_on["mentions"])
    factor = mentions / trained
    compared_now = comparisons_digest(resolver)
    compared_then = model.trained_on.get("comparisons", compared_now)
    told = [
        Drift("mentions", "", str(trained), str(mentions), round(factor, 2), factor >= DUE_FACTOR, model.version),
        Drift("comparisons", "", compared_then, compared_now, None, compared_then != compared_now, model.version),
    ]
    for name in sorted(model.expected.keys() & now.keys()):
        kind, _, field = name.partition(": ")
        index = round(stability_index(model.expected[name], now[name]), 3)
        shares = (_told(model.expected[name]), _told(now[name]))
        told.append(Drift(kind, field, *shares, index, index >= DUE_INDEX, model.version))
    return told


def stability_index(expected: Mapping[str, float], now: Mapping[str, float]) -> float:
    """The population stability index of two distributions: 0 for the same."""
    total = 0.0
    for category in sorted(expected.keys() | now.keys()):
        then, present = (max(shares.get(category, 0.0), _LEAST_SHARE) for shares in (expected, now))
        total += (present - then) * math.log(present / then)
    return total


def report(connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, mentions: int) -> str:
    """Measure the state, warn in the log of what is due, and make the table `drift`. Returns SQL that reads it."""
    found = drifts(resolver, model, mentions, measure(connection, resolver, model))
    for drift in found:
        if drift.due:
            log.warning("retraining is due (fundlink model): %s", say(drift))
    rows = [{column: getattr(drift, column) for column in _COLUMNS} for drift in found]
    connection.register("drift", pa.Table.from_pylist(rows, schema=SCHEMA))
    return "FROM drift"


def say(drift: Drift) -> str:
    """One line: what drifted, and by how much."""
    if drift.measure == "mentions":
        return f"{drift.now} mentions, {drift.index:g} times the {drift.expected} it was trained on"
    if drift.measure == "comparisons":
        return "it was trained with other conditions than the resolver has now"
    what = {"terms": f"{drift.field}: words the model knows", "levels": f"{drift.field}: how pairs agree"}[
        drift.measure
    ]
    return f"{what}, index {drift.index:g} (due at {DUE_INDEX})"


def read_drift(home: Home) -> list[Drift]:
    """What the last refresh measured; empty before the first."""
    table = home.table("resolved/person_drift")
    if not table.exists():
        return []
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM {scan(table)}").fetchall()
    return [Drift(*row) for row in rows]


def _told(shares: Mapping[str, float]) -> str:
    return json.dumps({name: round(share, 4) for name, share in sorted(shares.items())}, ensure_ascii=False)
