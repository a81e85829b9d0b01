from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundlink.resolution.linkage import Edge, Merge, average_linkage


def edge(a: str, b: str, weight: int, same: bool | None = None, conflict: bool = False) -> Edge:
    return Edge(a, b, weight, weight > 0 if same is None else same, conflict)


def test_a_chain_of_weak_pairs_is_cut() -> None:
    edges = [edge("a", "b", 900), edge("c", "d", 900), edge("b", "c", 100)]
    edges += [edge(x, y, -1500) for x, y in (("a", "c"), ("a", "d"), ("b", "d"))]
    assert average_linkage(dict.fromkeys("abcd", 1), edges, -400) == [["a", "b"], ["c", "d"]]


def test_a_conflict_is_never_joined_through_a_third() -> None:
    edges = [edge("a", "b", 900), edge("b", "c", 750), edge("a", "c", 700, conflict=True)]
    assert average_linkage(dict.fromkeys("abc", 1), edges, -400) == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("mistyped", "expected"),
    [(True, [["a"], ["b", "c"]]), (False, [["a"], ["b"], ["c"]])],
    ids=["a slip", "two people"],
)
def test_who_fits_two_that_a_slip_in_a_number_keeps_apart_joins_the_larger(
    mistyped: bool, expected: list[list[str]]
) -> None:
    edges = [edge("a", "c", 950), edge("b", "c", 900)]
    edges.append(Edge("a", "b", 500, same=False, conflict=True, mistyped=mistyped))
    assert average_linkage({"a": 1, "b": 2, "c": 1}, edges, -400) == expected


def test_no_pair_of_the_band_same_no_cluster() -> None:
    assert average_linkage({"a": 1, "b": 1}, [edge("a", "b", 900, same=False)], 0) == [["a"], ["b"]]


def test_sizes_weigh() -> None:
    edges = [edge("a", "b", 900), edge("b", "c", 800), edge("a", "c", -1000)]
    assert average_linkage({"a": 1, "b": 1, "c": 1}, edges, -200) == [["a", "b", "c"]]
    assert average_linkage({"a": 9, "b": 1, "c": 1}, edges, -200) == [["a", "b"], ["c"]]


def test_who_fits_father_and_son_alike_joins_neither() -> None:
    two = edge("father", "son", -500, conflict=True)
    alike = [two, edge("father", "one", 900), edge("one", "son", 900)]
    assert average_linkage(dict.fromkeys(("father", "one", "son"), 1), alike, -400) == [["father"], ["one"], ["son"]]
    as_well = [two, edge("father", "one", 1000), edge("one", "son", 900)]
    assert average_linkage(dict.fromkeys(("father", "one", "son"), 1), as_well, -400) == [["father"], ["one"], ["son"]]
    nearer = [two, edge("father", "one", 1001), edge("one", "son", 900)]
    assert average_linkage(dict.fromkeys(("father", "one", "son"), 1), nearer, -400) == [["father", "one"], ["son"]]


def test_who_fits_one_better_joins_that_one_though_the_other_comes_first() -> None:
    """On average `son` is nearer, of whom there is one record; the nearest record is one of the father's two."""
    edges = [edge("father", "fathers", 2000), edge("father", "one", 1001), edge("fathers", "one", 100)]
    edges += [edge("one", "son", 900), *(edge(name, "son", -500, conflict=True) for name in ("father", "fathers"))]
    found = average_linkage(dict.fromkeys(("father", "fathers", "one", "son"), 1), edges, -400)
    assert found == [["father", "fathers", "one"], ["son"]]


def test_a_document_in_common_tells_father_from_son() -> None:
    told = Edge("father", "one", 900, same=True, conflict=False, overrules=True)
    edges = [edge("father", "son", -500, conflict=True), told, edge("one", "son", 900)]
    assert average_linkage(dict.fromkeys(("father", "one", "son"), 1), edges, -400) == [["father", "one"], ["son"]]


@pytest.mark.parametrize("third", [300, 1200])
def test_a_settled_doubt_keeps_nobody_out_in_any_order(third: int) -> None:
    settled = Edge("a", "b", 900, same=True, conflict=False, doubt=True, overrules=True)
    edges = [settled, edge("a", "c", third), Edge("b", "c", -200, same=False, conflict=False, doubt=True)]
    assert average_linkage(dict.fromkeys("abc", 1), edges, -400) == [["a", "b", "c"]]


def test_a_settled_doubt_lets_in_nobody_who_fits_neither() -> None:
    settled = Edge("a", "b", 900, same=True, conflict=False, doubt=True, overrules=True)
    doubts = [Edge(x, "c", 500, same=False, conflict=False, doubt=True) for x in "ab"]
    assert average_linkage(dict.fromkeys("abcd", 1), [settled, *doubts, edge("c", "d", 800)], -400) == [
        ["a", "b"],
        ["c", "d"],
    ]


def test_a_document_that_settled_no_doubt_keeps_the_others_doubts() -> None:
    told = Edge("a", "b", 900, same=True, conflict=False, overrules=True)
    edges = [told, edge("a", "c", 300), Edge("b", "c", -200, same=False, conflict=False, doubt=True)]
    assert average_linkage(dict.fromkeys("abc", 1), edges, -400) == [["a", "b"], ["c"]]


def test_merges_are_told_in_order() -> None:
    edges = [edge("a", "b", 900), edge("b", "c", 800), edge("a", "c", -1000)]
    merges: list[Merge] = []
    assert average_linkage(dict.fromkeys("abc", 1), edges, -200, merges) == [["a", "b", "c"]]
    assert merges == [Merge(("a",), ("b",), 900), Merge(("a", "b"), ("c",), -100)]


@given(st.lists(st.integers(-2000, 2000), min_size=10, max_size=10), st.randoms())
def test_the_order_of_edges_does_not_matter(weights: list[int], rng: st.DrawFn) -> None:
    nodes = "abcde"
    ends = [(a, b) for a in nodes for b in nodes if a < b]
    edges = [edge(a, b, weight) for (a, b), weight in zip(ends, weights, strict=True)]
    expected = average_linkage(dict.fromkeys(nodes, 1), edges, 0)
    rng.shuffle(edges)  # type: ignore[attr-defined]
    assert average_linkage(dict.fromkeys(reversed(nodes), 1), edges, 0) == expected
