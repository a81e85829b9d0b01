"""All pairs of mentions that were joined or kept, in strata of which each is alike."""

from __future__ import annotations

import duckdb

from fundlink.config import Home
from fundlink.evaluation.thresholds import make_profile_pairs
from fundlink.resolution import Resolver
from fundlink.resolution.verdict import judge

_BY_BAND = """CASE WHEN band = 'different' THEN band WHEN match_weight >= 10 THEN band || ', 10 bits and more'
    ELSE band || ', under 10 bits' END"""

_BY_CLUSTER = f"""CASE WHEN found AND band IS DISTINCT FROM 'same' THEN 'joined: through others'
    WHEN found THEN 'joined: ' || {_BY_BAND}
    WHEN band = 'same' THEN 'apart: same, but their clusters did not join' ELSE 'apart: ' || {_BY_BAND} END"""


def make_frame(connection: duckdb.DuckDBPyConnection, home: Home, resolver: Resolver | None = None) -> None:
    """Make `frame(a, b, found, stratum)` of pairs of mention ids a < b.

    Without a resolver: pairs that are one person now, or were kept, and found is who is one person. With one: kept
    pairs, and found is what its model takes for the same, before clusters are made and whatever humans said. Pairs that
    were never kept are in neither: nobody can draw one person's two records from billions of strangers'.

    Raises:
        FundlinkError: when there was no refresh yet.
    """
    make_profile_pairs(connection, home)
    if resolver:
        _undo_humans(connection, resolver)
    connection.execute("""
        CREATE VIEW weighed AS
        SELECT least(a.mention_id, b.mention_id) AS a, greatest(a.mention_id, b.mention_id) AS b, match_weight, band
        FROM profile_pairs p JOIN profile_members a ON a.profile_id = p.profile_a
        JOIN profile_members b ON b.profile_id = p.profile_b
        WHERE p.profile_a <> p.profile_b OR a.mention_id < b.mention_id
    """)
    if resolver:
        connection.execute(f"""
            CREATE TABLE frame AS SELECT a, b, band = 'same' AS found, {_BY_BAND} AS stratum FROM weighed
        """)
        return
    connection.execute(f"""
        CREATE TABLE frame AS
        WITH one AS (
            SELECT a.mention_id AS a, b.mention_id AS b, true AS joined
            FROM profile_members a JOIN profile_members b USING (person_id) WHERE a.mention_id < b.mention_id
        ),
        every AS (SELECT *, coalesce(joined, false) AS found FROM one FULL JOIN weighed USING (a, b))
        SELECT a, b, found, {_BY_CLUSTER} AS stratum FROM every
    """)


def _undo_humans(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> None:
    """Give the pairs that humans decided the band that the model would have given them: its evidence is kept."""
    named = {
        f"{comparison.name}: {level.label}": (comparison.name, level)
        for comparison in resolver.comparisons
        for level in comparison.levels
    }
    decided = connection.execute(
        "SELECT profile_a, profile_b, match_weight, human FROM profile_pairs WHERE human IS NOT NULL"
    ).fetchall()
    for a, b, weight, evidence in decided:
        levels = dict(named[text] for line in evidence if (text := line.rpartition(" ")[0]) in named)
        connection.execute(
            "UPDATE profile_pairs SET band = ? WHERE profile_a = ? AND profile_b = ?",
            [judge(resolver, levels, weight).band, a, b],
        )
