from __future__ import annotations

import pytest

from benchmarks.rivals.figures import best_precision, curve, pairwise, recall_at

TRUTH = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b"}


def test_pairs_of_a_clustering_are_counted() -> None:
    found = pairwise(TRUTH, {"a1": 1, "a2": 1, "b1": 1, "b2": 2})
    assert (found.right, found.joined, found.true) == (1, 3, 4)
    assert found.precision == pytest.approx(1 / 3)
    assert found.recall == 1 / 4


def test_a_curve_is_that_of_the_components_at_each_threshold() -> None:
    pairs = [("a1", "a2", 9.0), ("b1", "b2", 9.0), ("a2", "a1", 8.0), ("a3", "b1", 5.0), ("a1", "unknown", 5.0)]
    points = curve(TRUTH, pairs)
    for point in points:
        joined = [(one, other) for one, other, score in pairs if score >= point.threshold]
        clusters = {mention: mention for mention in TRUTH}
        for one, other in joined * len(TRUTH):
            if one in clusters and other in clusters:
                clusters[one] = clusters[other] = min(clusters[one], clusters[other])
        expected = pairwise(TRUTH, clusters)
        assert (point.precision, point.recall) == (expected.precision, expected.recall)
    assert [point.threshold for point in points] == [9.0, 5.0]
    assert recall_at(points, 0.99) == 0.5
    assert recall_at(points, 1.01) == 0.0
    assert best_precision(points) == 1.0
