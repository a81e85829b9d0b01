"""What humans said, in numbers of profiles: a mention they spoke of is a profile of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from fundlink.decisions import Decisions, classes


def spoken_of(decisions: Decisions) -> list[str]:
    """The mentions that decisions name, sorted."""
    return sorted({mention for pair in (*decisions.same, *decisions.apart) for mention in pair})


def same_of(decisions: Decisions, at: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Pairs of profiles said to be one, also by way of mentions that are read no longer."""
    for profiles in _by_class(decisions, at).values():
        yield from pairwise(profiles)


def apart_of(decisions: Decisions, at: Mapping[str, int]) -> dict[int, set[int]]:
    """Profile -> those said to be another organisation, also of mentions that are read no longer.

    Of profiles that are said to be one, the first stands for all: they are joined before anything else is.
    """
    by_class, root = _by_class(decisions, at), classes(decisions.same)
    found: dict[int, set[int]] = defaultdict(set)
    for pair in decisions.apart:
        one, other = (by_class.get(root.get(mention, mention), []) for mention in pair)
        if one and other:
            found[one[0]].add(other[0])
            found[other[0]].add(one[0])
    return dict(found)


def _by_class(decisions: Decisions, at: Mapping[str, int]) -> dict[str, list[int]]:
    """Those said to be one, under the smallest mention of them -> their profiles, sorted."""
    root = classes(decisions.same)
    found: dict[str, list[int]] = defaultdict(list)
    for mention in spoken_of(decisions):
        if mention in at:
            found[root.get(mention, mention)].append(at[mention])
    return found
