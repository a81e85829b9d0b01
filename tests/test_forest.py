"""What is connected, found in two ways."""

from __future__ import annotations

import numpy as np
import pytest

from fundlink.forest import Forest, connected


@pytest.mark.parametrize("seed", range(20))
def test_all_at_once_finds_what_pair_by_pair_finds(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    one, other = drawn.integers(0, (10, 300, 1_000)[seed % 3], (2, 300))
    nodes, roots = connected(one, other)
    pairs = zip(one.tolist(), other.tolist(), strict=True)
    assert dict(zip(nodes.tolist(), roots.tolist(), strict=True)) == Forest(pairs).roots()


def test_a_long_chain_in_any_order_is_one() -> None:
    chain = np.random.default_rng(1).permutation(10_000)
    assert set(connected(chain[:-1], chain[1:])[1].tolist()) == {0}


def test_nothing_is_connected_where_there_is_no_pair() -> None:
    nothing = np.array([], dtype=np.int64)
    assert [len(found) for found in connected(nothing, nothing)] == [0, 0]
