"""What humans said, in numbers of profiles: a mention they spoke of is a profile of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from fundlink.decisions import Decisions


def spoken_of(decisions: Decisions) -> list[str]:
    """The mentions that decisions name, sorted."""
    return sorted({mention for pair in (*decisions.same, *decisions.apart) for mention in pair})


def same_of(decisions: Decisions, at: Mapping[str, int]) -> list[tuple[int, int]]:
    """Pairs of profiles said to be one, also by way of mentions that are read no longer."""
    same, _ = decisions.among(at)
    return [(at[a], at[b]) for a, b in same]


def apart_of(decisions: Decisions, at: Mapping[str, int]) -> dict[int, set[int]]:
    """Profile -> those said to be another organisation, also by way of mentions that are read no longer."""
    _, apart = decisions.among(at)
    found: dict[int, set[int]] = defaultdict(set)
    for a, b in apart:
        found[at[a]].add(at[b])
        found[at[b]].add(at[a])
    return dict(found)
