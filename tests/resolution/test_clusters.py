"""Components that are taken for one cluster without linkage are what linkage would make of them."""

from __future__ import annotations

import random
from itertools import combinations

import pyarrow as pa
import pytest

from fundlink.resolution import clusters
from fundlink.resolution.clusters import make_clusters
from fundlink.resolution.linkage import Edge, average_linkage
from fundlink.tables import connect

LEAST = -4.0
COMPONENTS = 400


@pytest.mark.parametrize("at_once", [clusters._PAIRS_AT_ONCE, 200])
def test_every_component_is_clustered_as_linkage_would(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_PAIRS_AT_ONCE", at_once)  # With few, processes of their own link them.
    rng = random.Random(5)
    profiles, pairs, placed, expected = [], [], [], set()
    for number in range(COMPONENTS):
        nodes = [number * 10 + at for at in range(rng.randint(2, 6))]
        sizes = {f"{node:05d}": rng.choice((1, 1, 1, 3)) for node in nodes}
        edges = []
        for a, b in combinations(nodes, 2):
            near = b == a + 1  # They are one component: a chain of pairs of the band `same`.
            weight = rng.uniform(4, 20) if near else rng.choice((rng.uniform(-12, 20), rng.uniform(-5, 8)))
            weight, conflict = round(weight, 2), not near and rng.random() < 0.02
            same = near or (weight >= 4 and not conflict)
            differ, silent = (0 if rng.random() < 0.9 else rng.randrange(8) for _ in range(2))
            silent *= same
            pairs.append((a, b, weight, "same" if same else "review", conflict, differ, silent))
            edge = Edge(f"{a:05d}", f"{b:05d}", round(weight * 100), same, conflict, differ=differ, silent=silent)
            edges.append(edge)
        profiles += [(node, sizes[f"{node:05d}"], f"{node:05d}") for node in nodes]
        placed += [(node, nodes[0]) for node in nodes]
        expected |= {tuple(map(int, cluster)) for cluster in average_linkage(sizes, edges, round(LEAST * 100))}

    with connect() as connection:
        for table, rows, columns in (
            ("told_profiles", profiles, ("profile", "size", "first")),
            ("told_pairs", pairs, ("a", "b", "match_weight", "band", "conflict", "differ", "silent")),
            ("told_placed", placed, ("profile", "component")),
        ):
            connection.register(table, pa.table(dict(zip(columns, zip(*rows, strict=True), strict=True))))
        connection.execute("""
            CREATE SCHEMA state;
            CREATE TABLE state.profiles AS SELECT *, size = 1 AS one_entry FROM told_profiles;
            CREATE TABLE state.pairs AS
            SELECT p.*, false AS doubt, false AS overrules, false AS mistyped,
                least(x.first, y.first) AS mention_a, greatest(x.first, y.first) AS mention_b
            FROM told_pairs p JOIN told_profiles x ON x.profile = a JOIN told_profiles y ON y.profile = b;
            CREATE TABLE state.placed (profile BIGINT, root BIGINT, component BIGINT, head BIGINT);
            CREATE TABLE components AS SELECT profile, component AS root, component FROM told_placed;
            CREATE TABLE human (a BIGINT, b BIGINT, same BOOLEAN)
        """)
        make_clusters(connection, LEAST)
        found = connection.execute("SELECT list_sort(list(profile)) FROM state.placed GROUP BY head").fetchall()
        (whole,) = connection.execute("SELECT count(*) FROM whole").fetchall()[0]
    assert {tuple(profiles) for (profiles,) in found} == expected
    assert COMPONENTS / 4 < whole < COMPONENTS, "both ways are tried"
    assert len(expected) > COMPONENTS, "some components are cut"
