"""Pairs of names that people wrote, and what they say of each: `tests/pairs.yaml`, `tests/organization_pairs.yaml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml


class Pair(NamedTuple):
    a: str
    b: str
    same: bool
    kind: str
    why: str


def read_pairs(file: str) -> list[Pair]:
    text = (Path(__file__).parents[1] / file).read_text(encoding="utf-8")
    return [Pair(**pair) for pair in yaml.safe_load(text)]


def assert_agree(pairs: Sequence[Pair], one: Sequence[bool], *, missed: float, false: float) -> None:
    """At most that share of the pairs of one name was found to be two, and of the others one."""
    wrong = [pair for pair, found in zip(pairs, one, strict=True) if found != pair.same]
    total, failed = Counter(pair.same for pair in pairs), Counter(pair.same for pair in wrong)
    assert failed[True] <= missed * total[True], [pair for pair in wrong if pair.same]
    assert failed[False] <= false * total[False], [pair for pair in wrong if not pair.same]
