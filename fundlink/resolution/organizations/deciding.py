"""What humans said, in numbers of profiles: a mention they spoke of is a profile of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from fundlink.decisions import Decisions


def said_of(decisions: Decisions, at: Mapping[str, int]) -> tuple[list[tuple[int, int]], dict[int, set[int]]]:
    """Pairs of profiles said to be one, and profile -> those said to be another organisation.

    Also by way of mentions that are read no longer.
    """
    same, apart = decisions.among(at)
    others: dict[int, set[int]] = defaultdict(set)
    for a, b in apart:
        others[at[a]].add(at[b])
        others[at[b]].add(at[a])
    return [(at[a], at[b]) for a, b in same], dict(others)
