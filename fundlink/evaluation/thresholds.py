"""Precision and recall of pairs at every threshold that `same_at` might have."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution import Resolver
from fundlink.tables import scan


@dataclass(frozen=True)
class Point:
    """Of the kept pairs that weigh at least `at` bits: how many, and how many of the found and of the true are both."""

    at: int
    pairs: int
    precision: float
    recall: float


@dataclass(frozen=True)
class Thresholds:
    """Where the thresholds stand, and what they would give elsewhere, before clusters are made.

    Attributes:
        same_at, review_at: bits, as the resolver has them.
        by_weight: every kept pair counts, whatever the rules say of it. Under `review_at` few pairs are kept.
        by_rules: only pairs of the band `same`, which has none under `same_at`.
    """

    same_at: float
    review_at: float
    by_weight: tuple[Point, ...]
    by_rules: tuple[Point, ...]


def thresholds(connection: duckdb.DuckDBPyConnection, home: Home, resolver: Resolver) -> Thresholds:
    """Both curves of `resolved/person_pairs` against the truth in `measured`, at whole bits."""
    make_profile_pairs(connection, home)
    true = connection.execute("SELECT sum(of_true - 1) / 2 FROM measured").fetchall()[0][0]
    rows = connection.execute("""
        WITH members AS (
            SELECT profile_id, true_id, count(*) AS n FROM profile_members JOIN measured USING (mention_id) GROUP BY ALL
        ),
        sizes AS (SELECT profile_id, sum(n) AS size FROM members GROUP BY ALL),
        agreeing AS (
            SELECT p.profile_a, p.profile_b,
                sum(CASE WHEN p.profile_a = p.profile_b THEN a.n * (a.n - 1) / 2 ELSE a.n * b.n END) AS agreeing
            FROM profile_pairs p JOIN members a ON a.profile_id = p.profile_a
            JOIN members b ON b.profile_id = p.profile_b AND b.true_id = a.true_id GROUP BY ALL
        )
        SELECT band = 'same' AS same, floor(match_weight)::INTEGER AS bits,
            sum(CASE WHEN p.profile_a = p.profile_b THEN a.size * (a.size - 1) / 2 ELSE a.size * b.size END),
            sum(coalesce(agreeing, 0))
        FROM profile_pairs p JOIN sizes a ON a.profile_id = p.profile_a JOIN sizes b ON b.profile_id = p.profile_b
        LEFT JOIN agreeing USING (profile_a, profile_b) GROUP BY ALL ORDER BY bits DESC
    """).fetchall()
    steps = [(bool(same), int(at), int(pairs), int(agreeing)) for same, at, pairs, agreeing in rows]
    return Thresholds(
        resolver.same_at,
        resolver.review_at,
        _curve([(at, pairs, agreeing) for _, at, pairs, agreeing in steps], true),
        _curve([(at, pairs, agreeing) for same, at, pairs, agreeing in steps if same], true),
    )


def make_profile_pairs(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make `profile_members`, and `profile_pairs`: the kept pairs of profiles, each once, a profile with itself too.

    Mentions that say the same are one profile, and one kept pair stands for all pairs of their mentions. `human` is the
    evidence of a pair whose band is a human's word.

    Raises:
        FundlinkError: when there was no refresh yet.
    """
    members = home.table("resolved/person_members")
    if not members.exists():
        raise FundlinkError(f"{home.path}: no person_members here yet. Run fundlink refresh, or set FUNDLINK_HOME.")
    connection.execute(f"""
        CREATE TABLE profile_members AS SELECT mention_id, person_id, statement_id AS profile_id FROM {scan(members)};
        CREATE TABLE profile_pairs AS
        SELECT a.profile_id AS profile_a, b.profile_id AS profile_b, max(match_weight) AS match_weight,
            max(band) AS band, max(CASE WHEN starts_with(evidence[1], 'human:') THEN evidence END) AS human
        FROM {scan(home.table("resolved/person_pairs"))} p
        JOIN profile_members a ON a.mention_id = p.mention_a JOIN profile_members b ON b.mention_id = p.mention_b
        GROUP BY ALL
    """)


def _curve(steps: list[tuple[int, int, int]], true: float) -> tuple[Point, ...]:
    """Points from the lowest threshold up, of steps from the highest down."""
    found = right = 0
    points = []
    for at, group in groupby(steps, key=lambda step: step[0]):
        for _, pairs, agreeing in group:
            found, right = found + pairs, right + agreeing
        if found and true:
            points.append(Point(at, found, right / found, right / true))
    return tuple(reversed(points))
