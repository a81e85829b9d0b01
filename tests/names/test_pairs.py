"""The name model held against pairs of names that others wrote: `tests/pairs.yaml`, which anyone may extend."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import yaml

from fundlink.names import compare_names, parse_name

PAIRS = Path(__file__).parents[1] / "pairs.yaml"
THRESHOLD = 0.5


class Pair(NamedTuple):
    a: str
    b: str
    same: bool
    kind: str
    why: str


def pairs() -> list[Pair]:
    return [Pair(**pair) for pair in yaml.safe_load(PAIRS.read_text(encoding="utf-8"))]


def wrong() -> list[Pair]:
    """Pairs that the model decides against their writer."""
    return [pair for pair in pairs() if _called_same(pair) != pair.same]


def _called_same(pair: Pair) -> bool:
    return compare_names(parse_name(pair.a), parse_name(pair.b)).score >= THRESHOLD


def test_enough_of_the_pairs_are_decided_as_a_careful_clerk_would() -> None:
    # What is left of the different ones are mostly surnames one letter apart (Щукин, Чукин), which only a list tells.
    total, missed = Counter(pair.same for pair in pairs()), Counter(pair.same for pair in wrong())
    assert missed[True] <= 0.037 * total[True], [pair for pair in wrong() if pair.same]
    assert missed[False] <= 0.04 * total[False], [pair for pair in wrong() if not pair.same]


def test_the_order_of_two_names_does_not_matter() -> None:
    for pair in pairs():
        a, b = parse_name(pair.a), parse_name(pair.b)
        assert abs(compare_names(a, b).score - compare_names(b, a).score) < 1e-9, pair
