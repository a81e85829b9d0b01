"""Who was resolved to whom, held against a truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from fundlink.config import Home
from fundlink.evaluation.figures import SIZES, Figures, figures
from fundlink.evaluation.groups import TRAITS, Comparison, compare_groups
from fundlink.evaluation.thresholds import Thresholds, thresholds
from fundlink.evaluation.truth import make_measured, make_reachable
from fundlink.resolution import Resolver
from fundlink.resolution.columns import count
from fundlink.tables import connect


@dataclass(frozen=True)
class Reachable:
    """Pairs that evidence beyond the name can join: how many, their share of the true pairs, how many were found."""

    pairs: int
    share: float | None
    recall: float | None


@dataclass(frozen=True)
class Evaluation:
    """Figures against a truth.

    Attributes:
        overall, by_source, by_script, by_size: figures; size is that of the true party.
        groups: error rates side by side, by trait.
        reachable: when a file said which pairs are.
        thresholds: of persons, when a resolver was given.
        without_truth: mentions of the table that no row of the truth names; nothing here speaks of them.
        without_mention: rows of the truth that no mention of the table has (also those of the other kind of party).
        without_true_id: rows of the truth that do not say who it is; they are left out.
    """

    overall: Figures
    by_source: dict[str, Figures]
    by_script: dict[str, Figures]
    by_size: dict[str, Figures]
    groups: dict[str, Comparison]
    reachable: Reachable | None
    thresholds: Thresholds | None
    without_truth: int
    without_mention: int
    without_true_id: int


def evaluate(
    home: Home, truth: Path, reachable: Path | None = None, kind: str = "person", resolver: Resolver | None = None
) -> Evaluation:
    """Compare `resolved/<kind>_members` with a truth.

    Args:
        home: with the tables of a refresh.
        truth: CSV or Excel with source, source_key, role, true_id, and version where a source has several states of an
            entry and they are to be told apart.
        reachable: CSV or Excel of pairs, the same columns with a_ and b_ before them, no true_id.
        kind: person or organization.
        resolver: of persons, whose thresholds are then shown among others.

    Raises:
        FundlinkError: when a file cannot be read, a mention has two truths, or none has one.
    """
    with connect() as connection:
        without_mention, without_true_id = make_measured(connection, home, truth, kind)
        if reachable:
            make_reachable(connection, reachable)
        traits = TRAITS if kind == "person" else TRAITS[:1]
        return Evaluation(
            overall=figures(connection, "''")[""],
            by_source=figures(connection, "source"),
            by_script=figures(connection, "script"),
            by_size=figures(connection, SIZES, "min(of_true)"),
            groups={trait: compare_groups(connection, trait, bool(reachable)) for trait in traits},
            reachable=_reach(connection) if reachable else None,
            thresholds=thresholds(connection, home, resolver) if resolver and kind == "person" else None,
            without_truth=count(connection, "members") - count(connection, "measured"),
            without_mention=without_mention,
            without_true_id=without_true_id,
        )


def _reach(connection: duckdb.DuckDBPyConnection) -> Reachable:
    """Which of the reachable pairs were found."""
    pairs, found, true = connection.execute("""
        SELECT count(*), count(*) FILTER (l.found_id = r.found_id AND l.true_id = r.true_id),
            (SELECT sum(of_true - 1) / 2 FROM measured)
        FROM reachable JOIN measured l ON l.number = a JOIN measured r ON r.number = b
    """).fetchall()[0]
    return Reachable(pairs, pairs / true if true else None, found / pairs if pairs else None)
