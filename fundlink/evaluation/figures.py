"""Precision, recall, B-cubed and exact parties, of all mentions and of some."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

SIZES = """CASE WHEN of_true < 3 THEN of_true::VARCHAR WHEN of_true < 6 THEN '3-5' WHEN of_true < 11 THEN '6-10'
    WHEN of_true < 21 THEN '11-20' ELSE '21 and more' END"""
"""SQL on `measured`: the size of the mention's true party, in classes."""


@dataclass(frozen=True)
class Figures:
    """Figures of some mentions, each with all the mentions it is joined to, in that group or not.

    A share is None where there is nothing to take a share of.

    Attributes:
        mentions: with a truth.
        parties: true persons (or organisations) among them.
        precision, recall, f1: of pairs of mentions; a pair counts for each of its mentions in the group.
        b_cubed_precision, b_cubed_recall, b_cubed_f1: averages over mentions.
        exact: share of the true parties that are one resolved party and nobody else.
    """

    mentions: int
    parties: int
    precision: float | None
    recall: float | None
    f1: float | None
    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float
    exact: float


def figures(connection: duckdb.DuckDBPyConnection, group: str, order: str = "name") -> dict[str, Figures]:
    """Figures by the values of an SQL expression on `measured`, in the order of another."""
    rows = connection.execute(f"""
        SELECT {group} AS name, count(*), count(DISTINCT true_id),
            sum(of_both - 1) / nullif(sum(of_found - 1), 0), sum(of_both - 1) / nullif(sum(of_true - 1), 0),
            avg(of_both / of_found), avg(of_both / of_true),
            count(DISTINCT true_id) FILTER (of_both = of_found AND of_both = of_true) / count(DISTINCT true_id)
        FROM measured GROUP BY name ORDER BY {order}
    """).fetchall()
    return {
        name: Figures(mentions, parties, p, r, _f1(p, r), bp, br, _f1(bp, br) or 0.0, exact)
        for name, mentions, parties, p, r, bp, br, exact in rows
    }


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
