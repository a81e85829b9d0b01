"""What humans decided counts before what the model found."""

from __future__ import annotations

import pytest

from fundlink.resolution.linkage import Edge, Merge
from fundlink.resolution.linked import Component


def edge(a: str, b: str, weight: int, *, conflict: bool = False) -> Edge:
    return Edge(a, b, weight, weight > 0 and not conflict, conflict)


STRANGERS = [
    edge("a", "b", 900),
    edge("c", "d", 900),
    *(edge(x, y, -2000) for x, y in (("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"))),
]
SIZES = dict.fromkeys("abcd", 1)


def test_two_clusters_of_which_a_human_joined_two_become_one_whole() -> None:
    steps: list[Merge] = []
    joined = Component(SIZES, STRANGERS, joined=[("b", "c")])
    assert joined.link(-4, steps) == [["a", "b", "c", "d"]]
    assert steps[-1] == Merge(("a", "b"), ("c", "d"), None)


def test_a_conflict_of_the_model_does_not_stand_against_a_human() -> None:
    edges = [edge("a", "b", 900), edge("a", "c", -900, conflict=True), edge("b", "c", -900, conflict=True)]
    assert Component(dict.fromkeys("abc", 1), edges, joined=[("a", "c")]).link(-4) == [["a", "b", "c"]]


@pytest.mark.parametrize("apart", ["ad", "ac"])
def test_who_is_joined_leaves_fellows_that_a_human_keeps_from_the_other(apart: str) -> None:
    edges = [Edge(e.a, e.b, e.weight, e.same, (e.a, e.b) == tuple(apart)) for e in STRANGERS]
    found = Component(SIZES, edges, joined=[("b", "c")], apart=[(apart[0], apart[1])]).link(-4)
    assert found == [["a"], ["b", "c"], ["d"]]


def test_chains_of_what_was_joined_are_one() -> None:
    found = Component(SIZES, STRANGERS, joined=[("a", "c"), ("b", "d")]).link(-4)
    assert found == [["a", "b", "c", "d"]]
