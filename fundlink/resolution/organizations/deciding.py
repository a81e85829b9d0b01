"""What humans said, in numbers of profiles: a mention they spoke of is a profile of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from fundlink.decisions import Decisions
from fundlink.forest import Forest


def spoken_of(decisions: Decisions) -> list[str]:
    """The mentions that decisions name, sorted."""
    return sorted({mention for pair in (*decisions.same, *decisions.apart) for mention in pair})


def same_of(decisions: Decisions, at: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Pairs of profiles said to be one, also by way of mentions that are read no longer."""
    number = {mention: place for place, mention in enumerate(spoken_of(decisions))}
    said = Forest[int]()
    for a, b in decisions.same:
        said.unite(number[a], number[b])
    for component in said.components(number.values()):
        mentions = spoken_of(decisions)
        yield from pairwise(sorted(at[mentions[place]] for place in component if mentions[place] in at))


def apart_of(decisions: Decisions, at: Mapping[str, int]) -> dict[int, set[int]]:
    """Profile -> those said to be another organisation."""
    found: dict[int, set[int]] = defaultdict(set)
    for a, b in decisions.apart:
        if a in at and b in at:
            found[at[a]].add(at[b])
            found[at[b]].add(at[a])
    return dict(found)
