"""Average linkage with cannot-links: the clusters of one component of profiles."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_AS_WELL = 100
"""Hundredths of a bit: who fits one at odds of less than two to one over another fits both."""

_NONE = -1_000_000
"""Hundredths of a bit that no pair falls below."""

_ALL = -1
"""Bits of all parts."""


class Edge(NamedTuple):
    """A scored pair of nodes.

    Attributes:
        weight: in hundredths of a bit, an integer, so that no order of additions shows.
        same: of the band `same`.
        conflict: never in one cluster.
        doubt: not in one cluster, unless a pair between the two clusters, it may be this one, overrules it.
        overrules: `same` by a document in common.
        mistyped: a conflict by one slip in a number, of one name and birth date. Hardly two people, so nobody is asked
            which of the two a third is: it joins the one that more mentions tell of.
        differ: bits of the resolver's parts (given name, surname, ...) in which they are two people's.
        silent: bits of those in which a pair that is `same` does not agree: it says nothing of two who differ there.
    """

    a: str
    b: str
    weight: int
    same: bool
    conflict: bool
    doubt: bool = False
    overrules: bool = False
    mistyped: bool = False
    differ: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Merge:
    """Two clusters, each with its sorted nodes, that became one at that average weight (hundredths of a bit).

    `average` is None where a human joined them.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    average: float | None


@dataclass(slots=True)
class _Bond:
    """All pairs between two clusters, summed; one object for both directions.

    `best` is the highest weight of those that are `same`, and `silent` what none of these agrees in; `rivals` are two
    people, as far as anybody can tell.
    """

    weight: int = 0
    same: bool = False
    conflict: bool = False
    doubt: bool = False
    overrules: bool = False
    best: int = _NONE
    rivals: bool = False
    differ: int = 0
    silent: int = _ALL

    @property
    def forbidden(self) -> bool:
        return self.conflict or (self.doubt and not self.overrules)

    def add(self, other: _Bond) -> None:
        self.weight += other.weight
        self.best = max(self.best, other.best)
        self.same |= other.same
        self.conflict |= other.conflict
        self.doubt |= other.doubt
        self.overrules |= other.overrules
        self.rivals |= other.rivals
        self.differ |= other.differ
        self.silent &= other.silent


_Item = tuple[float, str, str, int, int]
"""Average weight, negated; two clusters; their sizes, by which an item is known to be of yesterday."""


@dataclass(slots=True)
class _State:
    size: dict[str, int]
    members: dict[str, list[str]]
    bonds: dict[str, dict[str, _Bond]] = field(default_factory=lambda: defaultdict(dict))
    settled: set[str] = field(default_factory=set)
    """Clusters in which a document outweighed a doubt."""


def average_linkage(
    sizes: Mapping[str, int],
    edges: Iterable[Edge],
    least: int,
    merges: list[Merge] | None = None,
) -> list[list[str]]:
    """Clusters of the nodes: the two with the highest average weight become one, as long as it is at least `least`.

    Two clusters become one only if some pair between them is `same`, and none is a conflict, nor a doubt that no pair
    overrules. Where a document settled a doubt within a cluster, say between two birth dates, that doubt keeps nobody
    out who is one with either. One whose best pairs with two that may not be one, say father and son, weigh the same to
    a bit joins neither, unless a pair that overrules tells which is meant; else it may join the one that weighs more.
    A pair joins nobody who differs in what it is silent on, nor one of two who differ there and both fit.

    Args:
        sizes: node -> how many mentions it stands for.
        edges: every pair of the nodes, each once; a pair that is missing weighs nothing.
        least: least average, in hundredths of a bit.
        merges: filled with what was merged, in order, when given.

    Returns:
        sorted members of each cluster, sorted.
    """
    state = _State(dict(sizes), {node: [node] for node in sizes})
    queue: list[_Item] = []
    guarded = slips = False
    for a, b, weight, same, conflict, doubt, overrules, mistyped, differ, silent in edges:
        guarded |= conflict or doubt or differ > 0
        slips |= mistyped
        best, silent = (weight, silent) if same else (_NONE, _ALL)
        rivals = conflict and not mistyped
        bond = _Bond(weight * sizes[a] * sizes[b], same, conflict, doubt, overrules, best, rivals, differ, silent)
        state.bonds[a][b] = state.bonds[b][a] = bond
        item = _item(state, min(a, b), max(a, b), least)
        if item:
            queue.append(item)
    heapq.heapify(queue)
    while queue:
        negated, a, b, size_a, size_b = heapq.heappop(queue)
        if state.size.get(a) != size_a or state.size.get(b) != size_b:
            continue  # One of them has grown since.
        bond = state.bonds[a][b]
        if bond.forbidden or (guarded and not bond.overrules and _leave_open(state, a, b, least)):
            continue
        if slips and _belongs_elsewhere(state, a, b, least):
            continue
        if merges is not None:
            left, right = (tuple(sorted(state.members[node])) for node in (a, b))
            merges.append(Merge(left, right, -negated))
        _merge(state, a, b)
        for c in state.bonds[a]:
            item = _item(state, min(a, c), max(a, c), least)
            if item:
                heapq.heappush(queue, item)
    return sorted(sorted(members) for members in state.members.values())


def _item(state: _State, a: str, b: str, least: int) -> _Item | None:
    """What the queue of merges holds of two clusters that may be one: the strongest first."""
    bond = state.bonds[a][b]
    if bond.forbidden or not bond.same or bond.silent & bond.differ:
        return None
    pairs = state.size[a] * state.size[b]
    if bond.weight < least * pairs:
        return None
    return -bond.weight / pairs, a, b, state.size[a], state.size[b]


def _leave_open(state: _State, a: str, b: str, least: int) -> bool:
    """Whether one of the two fits a third as well, or better, that the other may not be with.

    Then it is kept from the other; and from the third too, unless it fits that one better by more than a bit.
    """
    best, silent = state.bonds[a][b].best, state.bonds[a][b].silent
    for one, other in ((a, b), (b, a)):
        rivals = [
            bond
            for third, bond in state.bonds[one].items()
            if bond.best >= best - _AS_WELL
            and (between := state.bonds[other].get(third))
            and (
                between.rivals
                or (between.doubt and not between.overrules)
                or (between.differ & silent & bond.silent and not between.same)
            )
            and _item(state, min(one, third), max(one, third), least)
        ]
        if rivals:
            state.bonds[one][other].conflict = state.bonds[one][other].rivals = True
            for bond in rivals:
                if bond.best <= best + _AS_WELL:
                    bond.conflict = bond.rivals = True
            return True
    return False


def _belongs_elsewhere(state: _State, a: str, b: str, least: int) -> bool:
    """Whether one of the two fits a third, larger than the other, that differs from the other by a slip in a number."""
    return any(
        between.conflict
        and not between.rivals
        and not between.doubt
        and state.size[third] > state.size[other]
        and third in state.bonds[one]
        and _item(state, min(one, third), max(one, third), least)
        for one, other in ((a, b), (b, a))
        for third, between in state.bonds[other].items()
    )


def _merge(state: _State, a: str, b: str) -> None:
    """Put cluster `b` into `a`; a cluster bears its smallest node's name."""
    state.size[a] += state.size.pop(b)
    state.members[a] += state.members.pop(b)
    between = state.bonds[a][b]
    settled = (between.doubt and between.overrules) or a in state.settled or b in state.settled
    if settled:
        state.settled.add(a)
    for c, bond in state.bonds.pop(b).items():
        del state.bonds[c][b]
        if c != a:
            mine = state.bonds[a].setdefault(c, _Bond())
            if settled:
                _settle(mine, bond)
            mine.add(bond)
            state.bonds[c][a] = mine


def _settle(one: _Bond, other: _Bond) -> None:
    """Take the doubt from the bond of a third with one of two that are one in spite of it, if it fits the other."""
    for fits, doubts in ((one, other), (other, one)):
        if fits.same and not fits.doubt:
            doubts.doubt = False
