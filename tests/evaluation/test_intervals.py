from __future__ import annotations

import random

import pytest

from fundlink.evaluation.intervals import Interval, share_of_sum, weighted, wilson


@pytest.mark.parametrize(
    ("right", "size", "low", "high"),
    # Newcombe 1998, table I, method 4.
    [(81, 263, 0.2535, 0.3682), (15, 148, 0.0598, 0.1644), (0, 20, 0.0, 0.2005), (1, 29, 0.0018, 0.1963)],
)
def test_published_examples(right: int, size: int, low: float, high: float) -> None:
    found = wilson(right / size, size)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    mirrored = wilson(1 - right / size, size)
    assert (mirrored.low, mirrored.high) == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_a_sum_of_one_part_is_that_part() -> None:
    part = wilson(0.9, 50)
    found = weighted([(1.0, part)])
    assert (found.value, found.low, found.high) == pytest.approx((part.value, part.low, part.high))


def test_a_share_of_certain_parts_is_certain() -> None:
    found = share_of_sum(Interval(90, 90, 90), Interval(10, 10, 10))
    assert (found.value, found.low, found.high) == pytest.approx((0.9, 0.9, 0.9))


def test_a_share_of_what_may_be_nothing_is_anything() -> None:
    assert share_of_sum(Interval(1, 0, 3), Interval(1, 0, 3)) == Interval(0.5, 0.0, 1.0)


def test_intervals_of_sums_and_shares_hold_the_truth_95_times_in_100() -> None:
    strata = ((8_000, 0.999), (2_000, 0.97)), ((500, 0.8), (300, 0.5))
    dice = random.Random(7)

    def seen(share: float, size: int) -> Interval:
        return wilson(sum(dice.random() < share for _ in range(size)) / size, size)

    true = [sum(pairs * share for pairs, share in side) for side in strata]
    held = 0
    for _ in range(300):
        found, rest = (weighted([(pairs, seen(share, 60)) for pairs, share in side]) for side in strata)
        share = share_of_sum(found, rest)
        held += share.low <= true[0] / sum(true) <= share.high
    assert held >= 280
