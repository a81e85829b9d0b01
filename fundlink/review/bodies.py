"""Organisations that a rule leaves to a human: two that may be one, and one whose names are quite different."""

from __future__ import annotations

import duckdb

from fundlink.config import Home
from fundlink.review.question import Kind, Question
from fundlink.tables import scan

NOBODY_KNOWS = 0.5
"""Probability that the pair is one. A rule weighs nothing."""


def doubtful(connection: duckdb.DuckDBPyConnection, home: Home) -> list[Question]:
    """One question a pair of organisations, or two mentions of one, with a pair of the band `review`."""
    members, pairs = (scan(home.table(f"resolved/organization_{name}")) for name in ("members", "pairs"))
    rows = connection.execute(f"""
        WITH bodies AS (
            SELECT mention_id, organization_id AS id, count(*) OVER (PARTITION BY organization_id) AS size
            FROM {members}
        ), asked AS (
            SELECT mention_a, mention_b, a.id AS one, b.id AS other, a.size * b.size AS pairs, evidence
            FROM {pairs} JOIN bodies a ON a.mention_id = mention_a JOIN bodies b ON b.mention_id = mention_b
            WHERE band = 'review'
        )
        FROM asked WHERE one = other UNION ALL
        FROM (FROM asked WHERE one <> other QUALIFY row_number() OVER (
            PARTITION BY least(one, other), greatest(one, other) ORDER BY mention_a, mention_b) = 1)
    """).fetchall()
    return [_question(*row) for row in rows]


def _question(a: str, b: str, one: str, other: str, pairs: int, evidence: list[str]) -> Question:
    joined = one == other
    return Question(
        kind=Kind.JOINED if joined else Kind.REVIEW,
        a=a,
        b=b,
        person_a=one,
        person_b=other,
        sides=((a,), (b,)) if joined else ((one,), (other,)),
        pairs=1 if joined else pairs,
        match_weight=None,
        average=None,
        probability=NOBODY_KNOWS,
        evidence=tuple(evidence),
        why="one organisation by a rule, but look" if joined else "two organisations, and only a human may say",
    )
